"""Pictures lose what is said in them, and no pixel; also damaged ones."""

import io

import pytest
from PIL import Image, PngImagePlugin

from plugins.bare_pictures import bare

SECRET = b"Hoang Van Kin"


def picture() -> Image.Image:
    return Image.effect_noise((64, 48), 80).convert("RGB")


def jpeg(turn: int = 1, *, scans: bool = False) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turn, SECRET.decode()
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=exif, comment=SECRET, progressive=scans)
    return out.getvalue()


def png() -> bytes:
    notes, out = PngImagePlugin.PngInfo(), io.BytesIO()
    notes.add_text("Author", SECRET.decode())
    picture().save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.tobytes()


def gif(*, moves: bool = False) -> bytes:
    out = io.BytesIO()
    more = [picture().convert("P")] if moves else []
    picture().convert("P").save(
        out, "GIF", save_all=moves, append_images=more, loop=0, comment=SECRET
    )
    return out.getvalue()


def described(kind: str, **how: object) -> bytes:
    """A WebP or TIFF with Exif: the upright side, who took it, and a remark."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, SECRET.decode()
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + SECRET
    out = io.BytesIO()
    picture().save(out, kind, exif=exif, **how)
    return out.getvalue()


OTHERS = [
    gif(),
    gif(moves=True),
    described("WEBP", lossless=True, xmp=SECRET),
    described("TIFF", compression="tiff_lzw", software=SECRET.decode()),
    described("TIFF"),
]


@pytest.mark.parametrize("data", [jpeg(), jpeg(6), jpeg(scans=True), png(), *OTHERS])
def test_what_is_said_goes_and_every_pixel_stays(data: bytes) -> None:
    assert SECRET in data
    assert SECRET not in bare(data)
    assert pixels(bare(data)) == pixels(data)
    assert bare(bare(data)) == bare(data)


def test_a_picture_of_the_web_stays_upright() -> None:
    with Image.open(io.BytesIO(bare(described("WEBP")))) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_a_moving_picture_moves_still() -> None:
    with Image.open(io.BytesIO(bare(gif(moves=True)))) as image:
        assert getattr(image, "n_frames", 1) == 2
        assert image.info["loop"] == 0


@pytest.mark.parametrize("data", OTHERS)
def test_whatever_is_damaged_is_left_out_or_blanked(data: bytes) -> None:
    for at in range(12, min(len(data), 1200), 3):
        broken = data[:at] + b"\xff\xff" + data[at + 2 : at + 4000]
        assert len(bare(broken)) <= len(broken) + 64


def test_a_picture_stays_upright() -> None:
    with Image.open(io.BytesIO(bare(jpeg(6)))) as image:
        assert dict(image.getexif()) == {0x0112: 6}


@pytest.mark.parametrize("data", [jpeg(), png(), gif()])
def test_what_stands_behind_a_picture_goes(data: bytes) -> None:
    assert bare(data + SECRET) == bare(data)


@pytest.mark.parametrize("data", [jpeg(), jpeg(scans=True), png()])
def test_a_picture_that_was_cut_off_tells_as_little(data: bytes) -> None:
    for length in range(len(data) // 2, len(data), 7):
        assert SECRET not in bare(data[:length])


def test_what_is_no_picture_is_left_alone() -> None:
    assert bare(b"....ftypheic" + SECRET) == b"....ftypheic" + SECRET
