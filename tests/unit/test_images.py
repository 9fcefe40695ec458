"""Pictures: what is refused, what is published, and that nothing private comes along."""

import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import warnings
import zlib
from array import array
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from plugins.images import (
    RenditionStore,
    SourceChangedError,
    Spec,
    check_pictures,
    examine,
    html_picture,
    picture,
    place_pictures,
    render,
)
from plugins.model import Picture, Rendition

BROKEN = Path(__file__).parents[1] / "broken" / "images"

SECRETS = (
    b"SECRET-MAKER",
    b"SECRET-XMP",
    b"SECRET-IPTC",
    b"SECRET-COMMENT",
    b"SECRET-TEXT",
    b"SECRET-ITXT",
    b"SECRET-PROFILE",
    b"SECRET-THUMBNAIL",
    b"SECRET-TRAILER",
)


def scene(width=640, height=480, mode="RGB"):
    """A picture whose four corners differ: red, green, blue, white, clockwise from top left."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    draw = ImageDraw.Draw(image)
    w, h = width // 3, height // 3
    if mode == "RGB":
        draw.rectangle((0, 0, w, h), "red")
        draw.rectangle((width - w, 0, width, h), "lime")
        draw.rectangle((width - w, height - h, width, height), "blue")
        draw.rectangle((0, height - h, w, height), "white")
    return image


def saved(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def look(data):
    """A rendition's pixels."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")


def spec_of(path, data):
    spec, problems = examine(path, data)
    assert spec is not None, problems
    return spec


def only_problem(path, data):
    spec, problems = examine(path, data)
    assert spec is None
    assert len(problems) == 1
    assert problems[0].path == f"content/{path}"
    assert problems[0].line == 1
    return problems[0].message


def exif(*, orientation=1, gps=False):
    tags = Image.Exif()
    tags[0x0112] = orientation
    if gps:
        tags[0x010F] = "SECRET-MAKER"
        tags.get_ifd(0x8825).update({1: "N", 2: (20.0, 26.0, 48.0), 3: "E", 4: (106.0, 20.0, 9.0)})
    return tags


def with_segment(jpeg, marker, payload):
    """A JPEG with one more segment right after its start."""
    return (
        jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload + jpeg[2:]
    )


def with_chunk(png, name, payload):
    """A PNG with one more chunk right after its header."""
    chunk = struct.pack(">I", len(payload)) + name + payload
    chunk += struct.pack(">I", zlib.crc32(name + payload))
    return png[:33] + chunk + png[33:]


def private_jpeg(profile=b"SECRET-PROFILE"):
    jpeg = saved(scene(), exif=exif(gps=True), comment=b"SECRET-COMMENT", icc_profile=profile)
    jpeg = with_segment(jpeg, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET-XMP</x>")
    jpeg = with_segment(jpeg, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0bSECRET-IPTC\0")
    jpeg = with_segment(jpeg, 0xE2, b"MPF-like SECRET-THUMBNAIL")
    return jpeg + b"SECRET-TRAILER"


def private_png():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "SECRET-TEXT")
    texts.add_text("Long", "SECRET-TEXT", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", "<x>SECRET-XMP SECRET-ITXT</x>")
    png = saved(scene(), "PNG", pnginfo=texts, exif=exif(gps=True), dpi=(72, 72))
    png = with_chunk(png, b"prVt", b"SECRET-MAKER")
    return png + b"SECRET-TRAILER"


def private_webp():
    return saved(
        scene(),
        "WEBP",
        exif=exif(gps=True).tobytes(),
        xmp=b"<x>SECRET-XMP</x>",
        icc_profile=SRGB,
    )


def parts(data):
    """The names of every part of a rendition, so that what is not expected is seen."""
    if data.startswith(b"\xff\xd8"):
        at, names = 2, []
        while data[at + 1] != 0xD9:
            marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
            names.append(f"{marker:02X}")
            at += 2 + length
            if marker == 0xDA:
                while data[at] != 0xFF or data[at + 1] == 0:
                    at += 1
        assert at + 2 == len(data), "bytes after the end"
        return set(names)
    if data.startswith(b"\x89PNG"):
        at, names = 8, []
        while at < len(data):
            length = struct.unpack(">I", data[at : at + 4])[0]
            names.append(data[at + 4 : at + 8].decode())
            at += 12 + length
        return set(names)
    at, names = 12, []
    while at < len(data):
        length = struct.unpack("<I", data[at + 4 : at + 8])[0]
        names.append(data[at : at + 4].decode())
        at += 8 + length + length % 2
    return set(names)


PLAIN_PARTS = {
    "image/jpeg": {"E0", "DB", "C2", "C4", "DA"},  # JFIF, tables, progressive frame, scans
    "image/png": {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"},  # colours and how opaque each is
    "image/webp": {"VP8 ", "VP8L", "VP8X", "ALPH"},
}


# --- nothing private leaves -----------------------------------------------------


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("x.jpg", private_jpeg()),
        ("x.jpg", private_jpeg(profile=SRGB)),
        ("x.png", private_png()),
        ("x.webp", private_webp()),
    ],
)
def test_no_rendition_carries_anything_but_pixels(name, source):
    planted = [secret for secret in SECRETS if secret in source]
    assert planted, "the source must hold what we look for"
    spec = spec_of(f"anh/2021/{name}", source)
    plan = picture(spec)
    made = render(spec, source)
    for rendition in (plan.fallback, *plan.webp):
        data = made[rendition.url]
        assert parts(data) <= PLAIN_PARTS[rendition.mime]
        assert not any(secret in data for secret in SECRETS)
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif()
            assert not set(image.info) & {"icc_profile", "exif", "xmp", "comment", "dpi"}


def test_an_embedded_thumbnail_is_left_behind():
    thumbnail = saved(Image.new("RGB", (64, 48), "magenta"))
    tags = b"Exif\0\0" + exif().tobytes()[6:] + thumbnail
    source = with_segment(saved(scene()), 0xE1, tags)
    for data in render(spec_of("anh/x.jpg", source), source).values():
        assert thumbnail[:40] not in data
        assert data.count(b"\xff\xd8\xff") <= 1


# --- pixels ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_rendition_stands_upright(kind, orientation):
    lying = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = scene(600, 360)
    if orientation > 1:
        image = image.transpose(lying[orientation])
    source = saved(image, kind, exif=exif(orientation=orientation))
    name = f"x.{'jpg' if kind == 'JPEG' else kind.lower()}"
    spec = spec_of(f"anh/{name}", source)
    assert (spec.width, spec.height) == (600, 360)
    for data in render(spec, source).values():
        with Image.open(io.BytesIO(data)) as shown:
            seen = shown.convert("RGB")
            w, h = seen.size
            corners = [seen.getpixel(at) for at in ((9, 9), (w - 9, 9), (w - 9, h - 9), (9, h - 9))]
        red, green, blue, white = corners
        assert red[0] - max(red[1:]) > 120
        assert green[1] - max(green[0], green[2]) > 120
        assert blue[2] - max(blue[:2]) > 120
        assert min(white) > 200


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((2400, 1600), [480, 800, 1200]),
        ((1200, 800), [480, 800, 1200]),
        ((1000, 1501), [480, 800, 1000]),
        ((480, 20), [480]),
        ((200, 300), [200]),
        ((1300, 1), [480, 800, 1200]),
    ],
)
def test_renditions_have_the_sizes_the_plan_promised(size, widths):
    source = saved(scene(*size))
    spec = spec_of("anh/2021/x.jpg", source)
    plan = picture(spec)
    assert [r.width for r in plan.webp] == widths
    assert plan.fallback.width == widths[-1]
    made = render(spec, source)
    assert set(made) == {r.url for r in (plan.fallback, *plan.webp)}
    for rendition in (plan.fallback, *plan.webp):
        with Image.open(io.BytesIO(made[rendition.url])) as image:
            assert image.size == (rendition.width, rendition.height)
            assert Image.MIME[image.format] == rendition.mime
        assert abs(rendition.height - size[1] * rendition.width / size[0]) <= 1


def test_a_photo_is_published_under_slugs_of_its_own_path():
    plan = picture(
        Spec(path="anh/2021/Hội nghị 1.JPG", digest="0", width=900, height=600, kind="jpeg")
    )
    assert [r.url for r in plan.webp] == [
        "/anh/2021/hoi-nghi-1-480.webp",
        "/anh/2021/hoi-nghi-1-800.webp",
        "/anh/2021/hoi-nghi-1-900.webp",
    ]
    assert plan.fallback.url == "/anh/2021/hoi-nghi-1.jpg"


def test_a_transparent_picture_stays_transparent():
    image = Image.new("RGBA", (600, 400), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (100, 100, 300, 300))
    for kind in ("PNG", "WEBP"):
        source = saved(image, kind, lossless=True)
        spec = spec_of(f"anh/x.{kind.lower()}", source)
        assert spec.transparent
        assert picture(spec).fallback.mime == ("image/png" if kind == "PNG" else "image/webp")
        for data in render(spec, source).values():
            with Image.open(io.BytesIO(data)) as shown:
                assert shown.convert("RGBA").getpixel((2, 2))[3] == 0
                middle = (shown.width // 3, shown.height // 2)
                assert shown.convert("RGBA").getpixel(middle)[3] == 255


def test_palette_transparency_is_seen():
    image = Image.new("P", (500, 500), 0)
    image.putpalette([250, 0, 0, 0, 250, 0])
    image.paste(1, (0, 0, 250, 500))
    source = saved(image, "PNG", transparency=0)
    assert spec_of("anh/x.png", source).transparent


def test_a_drawing_becomes_a_png_and_a_photo_saved_as_png_a_jpeg():
    drawing = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(drawing).rectangle((50, 50, 200, 300), "navy")
    assert picture(spec_of("anh/x.png", saved(drawing, "PNG"))).fallback.mime == "image/png"

    photo = Image.effect_mandelbrot((600, 400), (-2, -1.2, 1, 1.2), 60).convert("RGB")
    photo = Image.merge(
        "RGB", (photo.getchannel(0), scene(600, 400).getchannel(1), photo.getchannel(2))
    )
    assert picture(spec_of("anh/x.png", saved(photo, "PNG"))).fallback.mime == "image/jpeg"
    grey = photo.convert("L")
    assert picture(spec_of("anh/x.png", saved(grey, "PNG"))).fallback.mime == "image/jpeg"
    opaque = photo.convert("RGBA")
    assert picture(spec_of("anh/x.png", saved(opaque, "PNG"))).fallback.mime == "image/jpeg"


def test_a_printers_cmyk_photo_is_converted_quietly():
    source = saved(Image.new("CMYK", (600, 400), (0, 255, 255, 0)))
    spec, problems = examine("anh/x.jpg", source)
    assert problems == ()
    for data in render(spec, source).values():
        with Image.open(io.BytesIO(data)) as shown:
            red, green, blue = shown.convert("RGB").getpixel((50, 50))
        assert red > 200
        assert green < 60
        assert blue < 60


def test_sixteen_bit_grey_keeps_its_greys():
    row = array("H", [0x2000] * 250 + [0x8000] * 250)
    image = Image.frombytes("I;16", (500, 400), row.tobytes() * 400)
    source = saved(image, "PNG")
    spec = spec_of("anh/x.png", source)
    for data in render(spec, source).values():
        with Image.open(io.BytesIO(data)) as shown:
            grey = shown.convert("L")
            assert abs(grey.getpixel((grey.width - 9, 50)) - 0x80) <= 2
            assert abs(grey.getpixel((9, 50)) - 0x20) <= 2


def swapped_profile():
    """An RGB profile whose red and green primaries are exchanged, so that using it is seen."""
    data = bytearray(SRGB)
    tags = {}
    for i in range(struct.unpack(">I", data[128:132])[0]):
        tags[bytes(data[132 + 12 * i : 136 + 12 * i])] = 136 + 12 * i
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


def test_colours_come_out_in_srgb():
    source = saved(Image.new("RGB", (500, 400), (220, 30, 30)), icc_profile=swapped_profile())
    spec = spec_of("anh/x.jpg", source)
    for data in render(spec, source).values():
        with Image.open(io.BytesIO(data)) as shown:
            red, green, _ = shown.convert("RGB").getpixel((50, 50))
        assert green - red > 120


def test_a_broken_colour_profile_is_ignored():
    source = saved(Image.new("RGB", (500, 400), (220, 30, 30)), icc_profile=b"not a profile")
    spec, problems = examine("anh/x.jpg", source)
    assert problems == ()
    with Image.open(io.BytesIO(render(spec, source)["/anh/x.jpg"])) as shown:
        assert shown.getpixel((50, 50))[0] > 200


def test_two_processes_make_the_same_bytes(tmp_path):
    source = private_jpeg()
    spec = spec_of("anh/x.jpg", source)
    (tmp_path / "x.jpg").write_bytes(source)
    here = {u: hashlib.sha256(d).hexdigest() for u, d in render(spec, source).items()}
    script = (
        "import hashlib,json,sys; from plugins.images import examine, render\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "made = render(examine('anh/x.jpg', data)[0], data)\n"
        "print(json.dumps({u: hashlib.sha256(d).hexdigest() for u, d in made.items()}))"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x.jpg")],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "LC_ALL": "C"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(there.stdout) == here


# --- what is refused ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "save_as"),
    [
        ("hoa-van.svg", "SVG", "PNG (.png)"),
        ("cong-van.pdf", "PDF", "JPEG (.jpg)"),
        ("ghi-chu.jpg", "không phải là ảnh", "JPEG (.jpg)"),
    ],
)
def test_other_kinds_are_refused_with_what_to_save_them_as(name, kind, save_as):
    message = only_problem(f"anh/2021/{name}", (BROKEN / name).read_bytes())
    assert kind in message
    assert save_as in message


@pytest.mark.parametrize("name", ["cong-van.pdf", "hoa-van.svg"])
def test_renaming_such_a_file_does_not_make_it_a_photo(name):
    message = only_problem("anh/2021/anh.jpg", (BROKEN / name).read_bytes())
    assert "không dùng được" in message


def test_an_empty_file_is_called_empty():
    assert "trống" in only_problem("anh/x.jpg", b"")


@pytest.mark.parametrize("path", ["anh/x.jpg", "anh/x.jpeg", "anh/X.JPG"])
def test_the_usual_endings_pass(path):
    assert examine(path, saved(scene()))[1] == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_picture_cut_short_is_found(kind, share):
    source = saved(scene(), kind)
    name = f"anh/x.{'jpg' if kind == 'JPEG' else kind.lower()}"
    assert "bị cắt ngang" in only_problem(name, source[: int(len(source) * share)])


def test_a_progressive_photo_cut_short_is_found():
    source = saved(scene(), progressive=True)
    assert "bị cắt ngang" in only_problem("anh/x.jpg", source[: len(source) * 9 // 10])


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_of_an_animation_the_first_picture_is_taken(kind):
    frames = [Image.new("RGB", (500, 300), colour) for colour in ("red", "blue")]
    source = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    spec, (problem,) = examine(f"anh/x.{kind.lower()}", source)
    assert problem.severity == "advice"
    assert "Ảnh động" in problem.message
    for data in render(spec, source).values():
        assert look(data).getpixel((9, 9))[0] > 200


def test_a_phones_photo_with_a_second_picture_inside_is_a_photo():
    source = saved(scene(), "MPO", save_all=True, append_images=[scene(80, 60)])
    spec, problems = examine("anh/x.jpg", source)
    assert problems == ()
    with Image.open(io.BytesIO(render(spec, source)["/anh/x.jpg"])) as shown:
        assert shown.size == (640, 480)


def bomb(width, height):
    """A PNG that claims a size and would inflate to it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n"
    for name, payload in (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(bytes(10**6))),
        (b"IEND", b""),
    ):
        png += struct.pack(">I", len(payload)) + name + payload
        png += struct.pack(">I", zlib.crc32(name + payload))
    return png


@pytest.mark.parametrize("size", [(8000, 7501), (12_000, 9_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_by_its_header(size, monkeypatch):
    def decoded(_):
        message = "decoded"
        raise AssertionError(message)

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", decoded)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "60 triệu điểm ảnh" in only_problem("anh/x.png", bomb(*size))


def test_a_picture_too_tall_for_the_format_is_refused_before_rendering():
    assert "dài quá" in only_problem("anh/x.png", saved(Image.new("1", (500, 17_000)), "PNG"))
    spec = spec_of("anh/x.png", saved(Image.new("1", (3000, 17_000)), "PNG"))
    assert picture(spec).fallback.height < 16_384


def test_a_small_photo_is_advised_against_and_still_published():
    spec, (problem,) = examine("anh/x.jpg", saved(scene(320, 240)))
    assert spec is not None
    assert problem.severity == "advice"
    assert "320" in problem.message
    assert examine("anh/x.jpg", saved(scene(480, 360)))[1] == ()


def test_all_that_is_wrong_is_said_at_once():
    source = saved(Image.new("1", (100, 17_000)), "PNG")
    spec, problems = examine("anh/!!!.jpg", source)
    assert spec is None
    said = " ".join(p.message for p in problems)
    assert len(problems) == 3
    for part in ("dài quá", "chỉ rộng", "ít nhất một chữ cái"):
        assert part in said


def test_two_pictures_with_one_address_are_a_problem():
    def at(path):
        return Spec(path=path, digest="0", width=9, height=9, kind="jpeg")

    (problem,) = check_pictures([at("anh/x.png"), at("anh/y.jpg"), at("anh/x.jpg")])
    assert problem.path == "content/anh/x.png"
    assert "“anh/x.jpg”" in problem.message
    assert len(check_pictures([at("anh/Hội nghị.jpg"), at("anh/hoi-nghi.jpg")])) == 1
    assert check_pictures([at("anh/x.jpg"), at("anh/2021/x.jpg"), at("anh/x-480.jpg")]) == ()


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    cuts=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=8)), max_size=4),
)
def test_whatever_the_bytes_examining_never_raises_and_rendering_keeps_its_word(kind, cuts):
    data = bytearray(saved(scene(60, 40), kind, exif=exif(orientation=6)))
    for at, junk in cuts:
        data[at : at + len(junk)] = junk
    spec, problems = examine(f"anh/x.{'jpg' if kind == 'JPEG' else kind.lower()}", bytes(data))
    assert spec or any(p.severity == "error" for p in problems)
    if spec:
        for url, made in render(spec, bytes(data)).items():
            with Image.open(io.BytesIO(made)) as shown:
                sizes = {
                    r.url: (r.width, r.height)
                    for r in (*picture(spec).webp, picture(spec).fallback)
                }
                assert shown.size == sizes[url]


# --- the store ------------------------------------------------------------------


@pytest.fixture
def one(tmp_path):
    source = saved(scene())
    return RenditionStore(tmp_path / "store"), spec_of("anh/2021/x.jpg", source), source


def never():
    message = "the source was read again"
    raise AssertionError(message)


def contents(paths):
    return {url: path.read_bytes() for url, path in paths.items()}


def test_a_picture_is_rendered_once(one):
    store, spec, source = one
    first = contents(store.get(spec, lambda: source))
    assert first == render(spec, source)
    assert contents(store.get(spec, never)) == first


def test_a_moved_picture_is_not_rendered_again(one):
    store, spec, source = one
    store.get(spec, lambda: source)
    moved = spec_of("anh/2022/y.jpg", source)
    assert set(store.get(moved, never)) == set(render(moved, source))


def test_an_entry_made_for_another_purpose_is_not_served(one):
    store, spec, source = one
    spec, other = (replace(spec, transparent=True, flat=flat, offer=None) for flat in (False, True))
    store.get(spec, lambda: source)
    assert contents(store.get(other, lambda: source)) == render(other, source)


def spoil_by_cutting(path):
    path.write_bytes(path.read_bytes()[:-7])


def spoil_by_emptying(path):
    path.write_bytes(b"")


def spoil_by_removing(path):
    path.unlink()


def spoil_by_planting(path):
    path.write_bytes(private_jpeg())


def spoil_by_a_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_by_cutting,
        spoil_by_emptying,
        spoil_by_removing,
        spoil_by_planting,
        spoil_by_a_folder,
    ],
)
@pytest.mark.parametrize("which", ["640.jpeg", "480.webp", "entry.json"])
def test_a_spoilt_entry_heals(one, spoil, which):
    store, spec, source = one
    folder = next(iter(store.get(spec, lambda: source).values())).parent
    spoil(folder / which)
    assert contents(store.get(spec, lambda: source)) == render(spec, source)
    assert contents(store.get(spec, never)) == render(spec, source)


@pytest.mark.parametrize("said", ["[]", "{}", '{"for": 1, "files": 2}', '{"files": {}}', "\x00"])
def test_a_foreign_entry_heals(one, said):
    store, spec, source = one
    folder = next(iter(store.get(spec, lambda: source).values())).parent
    (folder / "entry.json").write_text(said, encoding="utf-8")
    assert contents(store.get(spec, lambda: source)) == render(spec, source)


def test_a_new_pillow_or_recipe_starts_afresh_and_pruning_removes_the_old(
    one, monkeypatch, tmp_path
):
    store, spec, source = one
    store.get(spec, lambda: source)
    monkeypatch.setattr("plugins.images.store.RECIPE", 999)
    newer = RenditionStore(tmp_path / "store")
    read = []
    newer.get(spec, lambda: read.append(1) or source)
    assert read == [1]
    assert len(list((tmp_path / "store").iterdir())) == 2
    newer.prune([spec.digest])
    assert len(list((tmp_path / "store").iterdir())) == 1
    newer.get(spec, never)


def test_pruning_keeps_what_is_asked_and_nothing_else(one):
    store, spec, source = one
    other_source = saved(scene(500, 300))
    other = spec_of("anh/y.jpg", other_source)
    store.get(spec, lambda: source)
    gone = next(iter(store.get(other, lambda: other_source).values()))
    store.prune([spec.digest])
    store.get(spec, never)
    assert not gone.exists()


def test_pruning_an_empty_store_does_nothing(tmp_path):
    RenditionStore(tmp_path / "nowhere").prune([])
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_changed_meanwhile_is_never_kept(one):
    store, spec, source = one
    with pytest.raises(SourceChangedError, match=r"content/anh/2021/x\.jpg"):
        store.get(spec, lambda: saved(scene(500, 300)))
    assert contents(store.get(spec, lambda: source)) == render(spec, source)


@pytest.mark.parametrize("workers", [1, 2])
def test_many_pictures_come_out_as_one_by_one(tmp_path, workers):
    sources = {f"anh/{i}.jpg": saved(scene(100 + i, 60)) for i in range(9)}
    specs = [spec_of(path, data) for path, data in sources.items()]
    store = RenditionStore(tmp_path)
    many = store.get_many(specs, lambda spec: sources[spec.path], workers=workers)
    assert list(many) == list(sources)
    for spec in specs:
        assert contents(many[spec.path]) == render(spec, sources[spec.path])
    again = store.get_many(specs, lambda _: never(), workers=workers)
    assert again == many


def test_a_pool_that_dies_leaves_the_work_to_this_process(tmp_path, monkeypatch):
    class Dying(ProcessPoolExecutor):
        def submit(self, *_):
            future = Future()
            future.set_exception(BrokenProcessPool("killed"))
            return future

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Dying)
    sources = {f"anh/{i}.jpg": saved(scene(100 + i, 60)) for i in range(9)}
    specs = [spec_of(path, data) for path, data in sources.items()]
    store = RenditionStore(tmp_path)
    many = store.get_many(specs, lambda spec: sources[spec.path], workers=2)
    assert contents(many["anh/8.jpg"]) == render(specs[8], sources["anh/8.jpg"])
    assert store.get_many(specs, lambda _: never(), workers=2) == many


def test_one_changed_source_among_many_stops_with_its_name(tmp_path):
    sources = {f"anh/{i}.jpg": saved(scene(100 + i, 60)) for i in range(9)}
    specs = [spec_of(path, data) for path, data in sources.items()]
    sources["anh/7.jpg"] = sources["anh/8.jpg"]
    with pytest.raises(SourceChangedError, match=r"anh/7\.jpg"):
        RenditionStore(tmp_path).get_many(specs, lambda spec: sources[spec.path], workers=2)


# --- mark-up --------------------------------------------------------------------

PLAN = picture(Spec(path="anh/x.jpg", digest="0", width=900, height=600, kind="jpeg"))


def test_the_mark_up_keeps_the_room_and_loads_when_near():
    assert html_picture(PLAN, alt='Hội nghị "quý I" & <tổng kết>', sizes="100vw") == (
        '<picture><source type="image/webp" srcset="/anh/x-480.webp 480w, /anh/x-800.webp 800w, '
        '/anh/x-900.webp 900w" sizes="100vw"><img src="/anh/x.jpg" '
        'alt="Hội nghị &quot;quý I&quot; &amp; &lt;tổng kết&gt;" width="900" height="600" '
        'loading="lazy" decoding="async"></picture>'
    )


def test_the_first_picture_of_a_page_does_not_wait():
    html = html_picture(PLAN, alt="", sizes="100vw", eager=True)
    assert 'alt="" ' in html
    assert 'loading="eager" fetchpriority="high"' in html


def test_nothing_escapes_from_an_address():
    odd = Picture(
        path="x", fallback=Rendition(url='/"><script>', width=1, height=1, mime="image/jpeg")
    )
    html = html_picture(odd, alt="a", sizes='"><b>')
    assert "<script>" not in html
    assert "<source" not in html


@pytest.mark.parametrize(
    "img",
    [
        '<img src="picture:anh/x.jpg" alt="Một &amp; hai">',
        '<img alt="Một &amp; hai" src="picture:anh/x.jpg">',
        '<img alt="Một &amp; hai" src="picture:anh/x.jpg"/>',
        '<img\n  alt="Một &amp; hai" src="picture:anh/x.jpg" />',
    ],
)
def test_a_picture_in_a_text_finds_its_renditions(img):
    html = place_pictures(f"<p>Trước {img} sau</p>", {"anh/x.jpg": PLAN})
    assert html.startswith('<p>Trước <picture><source type="image/webp"')
    assert 'alt="Một &amp; hai"' in html
    assert html.endswith("</picture> sau</p>")
    assert "picture:" not in html


def test_a_title_on_a_picture_is_kept():
    html = place_pictures(
        '<img src="picture:anh/x.jpg" alt="" title="A > &quot;B&quot;">', {"anh/x.jpg": PLAN}
    )
    assert 'title="A &gt; &quot;B&quot;"' in html


def test_other_html_is_left_alone():
    html = '<p>5 > 3, <a href="/x">picture:anh/x.jpg</a> <img src="/a.png" alt=""> <img'
    assert place_pictures(html, {}) == html


def test_a_picture_nobody_checked_is_not_passed_over():
    with pytest.raises(KeyError, match=r"anh/y\.jpg"):
        place_pictures('<img src="picture:anh/y.jpg" alt="">', {"anh/x.jpg": PLAN})


@pytest.mark.parametrize(
    "hostile", ["<img " * 40_000, '<img a="' * 40_000, "<img a b c " + "d " * 90_000]
)
def test_crooked_html_costs_no_more_than_its_length(hostile):
    assert place_pictures(hostile, {}) == hostile
