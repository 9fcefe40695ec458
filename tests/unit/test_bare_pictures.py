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


@pytest.mark.parametrize("data", [jpeg(), jpeg(6), jpeg(scans=True), png()])
def test_what_is_said_goes_and_every_pixel_stays(data: bytes) -> None:
    assert SECRET in data
    assert SECRET not in bare(data)
    assert pixels(bare(data)) == pixels(data)
    assert bare(bare(data)) == bare(data)


def test_a_picture_stays_upright() -> None:
    with Image.open(io.BytesIO(bare(jpeg(6)))) as image:
        assert dict(image.getexif()) == {0x0112: 6}


@pytest.mark.parametrize("data", [jpeg(), png()])
def test_what_stands_behind_a_picture_goes(data: bytes) -> None:
    assert bare(data + SECRET) == bare(data)


@pytest.mark.parametrize("data", [jpeg(), jpeg(scans=True), png()])
def test_a_picture_that_was_cut_off_tells_as_little(data: bytes) -> None:
    for length in range(len(data) // 2, len(data), 7):
        assert SECRET not in bare(data[:length])


def test_what_is_no_picture_is_left_alone() -> None:
    assert bare(b"RIFF....WEBP" + SECRET) == b"RIFF....WEBP" + SECRET
