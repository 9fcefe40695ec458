"""Pictures as they come: every kind and every oddity, taken, or refused with the true cause."""

import io
import struct
import zlib
from array import array

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from desk.verify.pixels import baggage
from plugins.images import encode, examine, picture, render
from plugins.images.faults import MOST_BYTES
from plugins.images.kinds import recognised
from tests.support.image_files import (
    chart,
    chunk,
    corners,
    likeness,
    noise,
    page,
    photo,
    saved,
    seen,
)
from tests.support.long import examples

PHOTO = photo()
JPEG = saved(PHOTO, quality=85)
PNG = saved(PHOTO, "PNG")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def taken(data, path="anh/2021/x.jpg", advice=""):
    """The renditions of a picture that must be taken, each proved to be no larger."""
    spec, problems = examine(path, data)
    assert spec is not None, problems
    assert [p.severity for p in problems] == ["advice"] * bool(advice), problems
    assert all(advice in p.message for p in problems)
    made = render(spec, data)
    plan = picture(spec)
    assert set(made) == {r.url for r in (plan.fallback, *plan.webp)}
    for rendition in (plan.fallback, *plan.webp):
        file = made[rendition.url]
        assert len(file) <= len(data), rendition.url
        assert baggage(file) == ()
        assert seen(file).size == (rendition.width, rendition.height)
    return list(made.values())


def refused(data, path="anh/2021/x.jpg"):
    spec, problems = examine(path, data)
    assert spec is None
    (problem,) = (p for p in problems if p.severity == "error")
    assert problem.path == f"content/{path}"
    return problem.message


def upright_and_coloured(files):
    for file in files:
        red, green, blue, white = corners(file)
        assert red[0] - max(red[1:]) > 120, red
        assert green[1] - max(green[0], green[2]) > 120, green
        assert blue[2] - max(blue[:2]) > 120, blue
        assert min(white) > 200, white


# --- taken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"subsampling": 0, "quality": 30}),
        ("MPO", {"save_all": True, "append_images": [PHOTO.resize((80, 60))]}),
        ("PNG", {}),
        ("WEBP", {"quality": 80}),
        ("WEBP", {"lossless": True}),
        ("AVIF", {"quality": 60}),
        ("HEIF", {"quality": 60}),
        ("HEIF", {"quality": 60, "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("BMP", {}),
        ("JPEG2000", {"quality_mode": "dB", "quality_layers": [38]}),
    ],
)
def test_every_kind_is_taken_whatever_it_is_called(kind, options):
    data = saved(PHOTO, kind, **options)
    for name in ("x.jpg", "x", "X.HEIC", "x.jfif", "x.png"):
        assert examine(f"anh/{name}", data)[0] is not None
    upright_and_coloured(taken(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", [2, 3, 5, 6, 8])
def test_every_kind_stands_upright(kind, orientation):
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    tags = Image.Exif()
    tags[0x0112] = orientation
    lying = PHOTO.transpose(back[orientation])
    if kind == "TIFF":
        data = saved(lying, kind, tiffinfo={0x0112: orientation}, compression="tiff_lzw")
    else:
        data = saved(lying, kind, exif=tags.tobytes())
    files = taken(data)
    assert seen(files[0]).size == (640, 480)
    upright_and_coloured(files)


@pytest.mark.parametrize(
    "data",
    [
        JPEG[:-2],
        JPEG[:-1],
        b"\n" + JPEG,
        b"Content-Type: image/jpeg\r\n\r\n" + JPEG,
        bytes(128) + JPEG,
        JPEG + b"\0" * 5000,
        JPEG + b"<html>",
        saved(PHOTO, quality=85, progressive=True)[:-2],
        saved(PHOTO, quality=85, exif=b"Exif\0\0" + b"\xff" * 60_000),
        saved(PHOTO, quality=85, icc_profile=b"no profile"),
        b"\r\n" + PNG,
        PNG + b"rest",
        PNG[:-12],
        PNG[:-16],
        saved(PHOTO, "PNG", icc_profile=b"no profile"),
        PNG[:33] + chunk(b"eXIf", b"\xff" * 2_000_000) + PNG[33:],
        PNG[:33] + chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(9_000_000))) + PNG[33:],
    ],
)
def test_what_is_around_the_pixels_does_not_matter(data):
    upright_and_coloured(taken(data))


def big_text(kind, size):
    packed = zlib.compress(b"a" * size)
    return {
        b"zTXt": b"Comment\0\0" + packed,
        b"iTXt": b"XML:com.adobe.xmp\0\1\0\0\0" + packed,
        b"tEXt": b"Comment\0" + b"a" * size,
    }[kind]


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"tEXt"])
@pytest.mark.parametrize("number", [1, 100])
def test_metadata_of_any_size_is_dropped(kind, number):
    texts = chunk(kind, big_text(kind, 2_000_000 // (number if kind == b"tEXt" else 1))) * number
    upright_and_coloured(taken(PNG[:33] + texts + PNG[33:]))
    upright_and_coloured(taken(PNG[:-12] + texts + PNG[-12:]))


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16"]
)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_every_mode_keeps_its_greys(mode, kind):
    grey = Image.new("L", (600, 400), 40)
    grey.paste(210, (300, 0, 600, 400))
    plain = Image.new("L", grey.size, 128)
    if mode == "I;16":
        row = array("H", [40 * 257] * 300 + [210 * 257] * 300).tobytes()
        image = Image.frombytes(mode, grey.size, row * 400)
    elif mode == "LAB":
        image = Image.merge("LAB", [grey, plain, plain])
    elif mode == "1":
        image = grey.point(lambda level: 255 if level > 128 else 0).convert("1")
    else:
        image = grey.convert("RGB" if mode in {"CMYK", "YCbCr"} else mode).convert(mode)
    try:
        data = saved(image, kind)
    except OSError:
        pytest.skip("no such file")
    for file in taken(data):
        shown = seen(file)
        dark, light = (sum(shown.getpixel((x, 9))) / 3 for x in (9, shown.width - 9))
        assert abs(light - {"1": 255}.get(mode, 210)) < 14
        assert abs(dark - {"1": 0}.get(mode, 40)) < 14


def test_depths_that_no_picture_should_have_are_scaled():
    values = [0.1] * 300 + [0.9] * 300
    image = Image.frombytes("F", (600, 400), array("f", values).tobytes() * 400)
    for file in taken(saved(image, "TIFF")):
        assert abs(seen(file).getpixel((9, 9))[0] - 25) < 6
        assert abs(seen(file).getpixel((seen(file).width - 9, 9))[0] - 230) < 6


def test_a_grey_photo_with_a_colour_profile_is_taken():
    data = saved(PHOTO.convert("L"), quality=85, icc_profile=SRGB)
    for file in taken(data):
        assert abs(seen(file).getpixel((4, 4))[0] - 76) < 8


def test_of_a_file_with_several_pictures_the_first_is_taken_and_said():
    frames = [PHOTO, PHOTO.rotate(180)]
    for kind, word in (
        ("TIFF", "2 trang"),
        ("GIF", "Ảnh động"),
        ("WEBP", "Ảnh động"),
        ("PNG", "Ảnh động"),
    ):
        data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
        upright_and_coloured(taken(data, advice=word))


def test_what_nobody_sees_is_not_published():
    image = photo().convert("RGBA")
    image.putalpha(0)
    assert "trong suốt hoàn toàn" in refused(saved(image, "PNG"))
    image.paste((10, 20, 200, 255), (0, 0, 320, 480))
    for file in taken(saved(image, "PNG")):
        with Image.open(io.BytesIO(file)) as shown:
            assert shown.convert("RGBA").getpixel((shown.width - 5, 4)) == (0, 0, 0, 0)
        assert seen(file, "#fbf7ee").getpixel((shown.width - 5, 4)) == (0xFB, 0xF7, 0xEE)


# --- refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIF", "AVIF", "JPEG2000"]
)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_file_that_was_cut_is_called_so(kind, share):
    options = {"compression": "tiff_lzw"} if kind == "TIFF" else {}
    data = saved(PHOTO, kind, **options)
    message = refused(data[: int(len(data) * share)])
    assert "bị cắt ngang" in message or share < 0.1


def test_how_much_is_missing_is_said():
    assert "mất khoảng 5" in refused(saved(noise(), "PNG", compress_level=0)[:300_000])
    data = saved(noise(), quality=85)
    assert "mất khoảng" in refused(data[: len(data) // 2])
    assert "mất khoảng" in refused(data[: len(data) // 2] + b"\xff\xd9")


def test_a_white_margin_below_is_not_a_cut():
    image = Image.new("RGB", (640, 600), "white")
    image.paste(PHOTO, (0, 0))
    taken(saved(image, quality=85))


def test_a_damaged_middle_is_not_called_a_cut():
    data = bytearray(PNG)
    data[len(data) // 2] ^= 0x55
    assert "sai ở giữa" in refused(bytes(data))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "trống"),
        (bytes(4000), "trống"),
        (b"<!DOCTYPE html><html><body>404", "trang web (HTML)"),
        (b"\xef\xbb\xbf<html>", "trang web (HTML)"),
        (b"PK\3\4" + bytes(26) + b"[Content_Types].xml" + bytes(99) + b"word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<svg xmlns='x'>", "SVG"),
        (b"\0\0\1\0\1\0\x10\x10" + bytes(99), "ICO"),
        (b"8BPS" + bytes(99), "Photoshop"),
        (b"\xff\x0a" + bytes(99), "JPEG XL"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(99), "phim"),
        (b"II*\0\x10\0\0\0CR\2\0" + bytes(99), "RAW"),
        (b"Rar!\x1a\7\1\0", "nén"),
        ("Ghi chú của văn phòng".encode(), "không phải là ảnh"),
    ],
)
def test_what_is_no_picture_is_called_what_it_is(data, word):
    message = refused(data)
    assert word in message
    assert "xin" in message.lower()


def test_a_cameras_raw_file_is_no_picture():
    assert "RAW" in refused(saved(PHOTO, "TIFF"), "anh/2021/x.NEF")


@pytest.mark.parametrize("size", [(1, 1), (3, 9)])
def test_what_is_too_small_to_be_seen_is_refused(size):
    assert f"{size[0]} × {size[1]}" in refused(saved(Image.new("RGB", size), "PNG"))


def test_too_many_pixels_are_refused_by_their_number():
    big = saved(Image.new("1", (20_000, 3_100)), "TIFF", compression="group4")
    assert "62 triệu" in refused(big)
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    png = PNG[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert "triệu điểm ảnh" in refused(png)


def test_a_file_too_large_to_be_read_is_refused_by_its_weight(monkeypatch):
    monkeypatch.setattr("plugins.images.faults.MOST_BYTES", len(JPEG) - 1)
    assert "nặng quá" in refused(JPEG)
    assert MOST_BYTES >= 50_000_000


@settings(max_examples=examples(60, long=2000), deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_recognised_or_not(data):
    kind, begins = recognised(data)
    assert kind is None or 0 <= begins < len(data)
    spec, problems = examine("anh/x.jpg", data)
    assert spec is not None or problems


# --- no rendition is larger than its source -------------------------------------------

WAYS = (
    ("JPEG", {"quality": 30}),
    ("JPEG", {"quality": 8, "progressive": True}),
    ("JPEG", {"quality": 95, "subsampling": 0}),
    ("PNG", {"optimize": True}),
    ("WEBP", {"quality": 20}),
    ("WEBP", {"lossless": True}),
    ("AVIF", {"quality": 30}),
    ("HEIF", {"quality": 30}),
    ("GIF", {}),
    ("TIFF", {"compression": "tiff_adobe_deflate"}),
)
NO_PALETTE = ("JPEG", "AVIF", "HEIF")
DRAWINGS = {"photo": photo, "page": page, "chart": chart, "noise": noise}


@settings(
    max_examples=examples(12, long=800),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    what=st.sampled_from(sorted(DRAWINGS)),
    width=st.integers(120, 1500),
    tall=st.floats(0.3, 1.8),
    mode=st.sampled_from(["RGB", "L", "1", "P", "RGBA"]),
    way=st.sampled_from(WAYS),
    seed=st.integers(0, 9),
)
def test_no_rendition_is_larger_than_its_source(what, width, tall, mode, way, seed):
    image = DRAWINGS[what](width, max(40, int(width * tall)), seed).convert(mode)
    kind, options = way
    cannot = {"1", "P"} if kind in {"WEBP", *NO_PALETTE} else set()
    if mode in cannot or (mode == "RGBA" and kind in NO_PALETTE):
        image = image.convert("RGB")
    data = saved(image, kind, **options)
    spec, problems = examine("anh/x.jpg", data)
    assert spec is not None, problems
    made = render(spec, data)
    assert made == render(spec, data)
    source = seen(data) if kind != "HEIF" else image.convert("RGB")
    for url, file in made.items():
        assert len(file) <= len(data), (url, len(file), len(data))
        assert baggage(file) == ()
        assert likeness(source, file) > 18, (url, spec)


def test_what_was_small_stays_as_it_is_seen():
    scan = page()
    (png, *_) = taken(saved(scan, "PNG", optimize=True))
    assert likeness(scan, png) > 40
    bars = chart().convert("P", palette=Image.Palette.ADAPTIVE, colors=8)
    (png, *_) = taken(saved(bars, "PNG", optimize=True))
    assert likeness(bars, png) > 40


def test_a_chunk_that_hides_something_is_not_published():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET-TEXT")
    scan = saved(page(600, 800), "PNG", optimize=True, pnginfo=info)
    at = scan.index(b"IEND") - 4
    hidden = scan[:at] + chunk(b"IDAT", b"SECRET-TRAILER") + scan[at:]
    for file in taken(hidden):
        assert b"SECRET" not in file


def test_an_ordinary_photo_is_encoded_once_for_each_rendition(monkeypatch):
    saves = []
    honest = encode._saved
    monkeypatch.setattr(encode, "_saved", lambda save: saves.append(1) or honest(save))
    assert len(taken(saved(photo(1300, 900), quality=90))) == len(saves) == 4
