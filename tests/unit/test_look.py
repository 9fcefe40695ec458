"""An agency's own colour and emblem: what can be read, what is safe, and what is said of others."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from plugins.colour import contrast, least_contrast, nearest
from plugins.images.drawing import safe_drawing
from plugins.images.faults import RefusedError
from plugins.look import colour_fault, dressed, emblem_of
from tests.components.test_contrast import schemes_of
from tests.support.theme import CSS

TOKENS = (CSS / "tokens.css").read_text("utf-8")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def svg(inside: str, sizes: str = 'viewBox="0 0 9 9"') -> bytes:
    return f"{HEAD} {sizes}>{inside}</svg>".encode()


def test_the_themes_own_colour_changes_nothing_by_daylight() -> None:
    assert colour_fault("#8c1717", TOKENS) == ("", "")
    assert dressed(TOKENS, "") == TOKENS
    light = dressed(TOKENS, "#8c1717").partition("prefers-color-scheme")[0]
    assert light == TOKENS.partition("prefers-color-scheme")[0]


def test_a_faint_colour_is_refused_with_the_nearest_that_can_be_read() -> None:
    said, better = colour_fault("FFCC00", TOKENS)
    assert said.startswith("màu #ffcc00 chỉ tương phản 1,3 : 1")
    assert better == "#846900"
    assert colour_fault("đỏ", TOKENS) == (
        "«đỏ» không phải một màu: # và sáu chữ số, ví dụ #8c1717",
        "",
    )


@given(colour=COLOURS)
def test_what_is_offered_can_be_read_in_both_schemes(colour: str) -> None:
    _, better = colour_fault(colour, TOKENS)
    used = better or colour
    assert colour_fault(used, TOKENS) == ("", "")
    schemes = schemes_of(dressed(TOKENS, used))
    for name in ("light", "dark"):
        tokens = {key: f"#{one}" for key, one in schemes[name].items() if len(one) == 6}
        for token in ("lacquer", "nameplate", "rule-ink"):
            assert least_contrast(tokens[token], (tokens["paper"], tokens["wash"])) >= 4.5


@given(colour=COLOURS, ground=COLOURS)
def test_the_nearest_is_the_colour_itself_where_that_will_do(colour: str, ground: str) -> None:
    if contrast(colour, ground) >= 3:
        assert nearest(colour, (ground,), 3, lighter=True) == colour


def test_only_what_draws_stays_in_a_drawing() -> None:
    data = svg(
        '<style>.a{fill:#f00;background:url(//x)}@import "x";</style><script>a()</script>'
        '<title>Tên</title><g class="a" onclick="a()" style="stroke:blue;filter:url(#f)">'
        '<path d="M0 0h9"/><image x:href="a.png"/><use x:href="#a"/><text>a</text></g>'
        '<a x:href="javascript:a()"><path d="M1 1"/></a><rect width="5" fill="url(//x)"/>'
        '<rect width="5" fill="url( \'#g\' )"/><foreignObject><p>a</p></foreignObject>'
    )
    assert safe_drawing(data).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="64" height="64">\n'
        '<g fill="#f00" stroke="blue">\n<path d="M0 0h9"/>\n</g>\n'
        '<rect width="5"/>\n<rect width="5" fill="url(#g)"/>\n</svg>\n'
    )


def test_what_was_made_safe_is_safe() -> None:
    once = safe_drawing(svg('<path d="M0 0h9" fill="red"/>', 'width="20px" height="10"'))
    assert b'viewBox="0 0 20 10"' in once
    assert safe_drawing(once) == once


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "không phải hình vẽ SVG"),
        (b"<html/>", "không phải hình vẽ SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "a">]><svg/>', "không phải hình vẽ SVG"),
        (svg('<image x:href="a.png"/>'), "không có nét vẽ nào"),
        (svg('<path d="M0 0"/>', ""), "không ghi cỡ"),
        (svg("<path/>" * 20_001), "quá nhiều nét"),
    ],
)
def test_what_is_no_drawing_says_why(data: bytes, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        safe_drawing(data)


def png(size: tuple[int, int] = (40, 40)) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "Quay lúc 8 giờ ở nhà riêng")
    made = io.BytesIO()
    Image.new("RGBA", size, "red").save(made, "PNG", pnginfo=said, exif=b"Exif\0\0MM\0*")
    return made.getvalue()


def test_pixels_go_without_what_else_a_file_says(tmp_path: Path) -> None:
    (tmp_path / "dau.png").write_bytes(png())
    own = emblem_of(tmp_path, "dau.png")
    assert own is not None
    assert b"nh\xc3\xa0 ri" not in own.drawing
    assert b"eXIf" not in own.drawing
    assert own.pixels == own.drawing
    with Image.open(io.BytesIO(own.pixels)) as image:
        assert image.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_drawing_has_its_pixels_beside_it(tmp_path: Path) -> None:
    (tmp_path / "dau.svg").write_bytes(svg('<path d="M0 0"/>'))
    assert emblem_of(tmp_path, "dau.svg") is not None
    assert emblem_of(tmp_path, "dau.svg").pixels == b""  # type: ignore[union-attr]
    (tmp_path / "dau.png").write_bytes(png())
    assert emblem_of(tmp_path, "dau.svg").pixels  # type: ignore[union-attr]
    assert emblem_of(tmp_path, "") is None


@pytest.mark.parametrize("path", ["../a.svg", "/a.svg", "a.jpg", "c:a.svg", "a\\b.svg", "no.svg"])
def test_an_emblem_is_a_file_of_the_content_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(RefusedError):
        emblem_of(tmp_path, path)
