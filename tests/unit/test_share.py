"""The picture of a section: the same on every machine, whole in its frame, or the agency's own."""

import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from desk.terminal.build_command import build
from desk.terminal.check_command import check
from desk.verify.pixels import baggage
from plugins.engine.share import (
    FONT,
    ShareError,
    ThemeFile,
    share_pictures,
    share_problems,
    share_sources,
)
from plugins.images.share import SIZE
from plugins.pages.site import Settings
from plugins.pages.views import ShareImage
from plugins.sections import DEFAULT, ONE
from tests.components.examples import SITE
from tests.support import small_newsroom
from tests.support.sites import ROOT

NEWS = (DEFAULT.folder,)

THEME = ROOT / "theme"
EMBLEM = (THEME / "static" / "emblem.png").read_bytes()
TOKENS = (THEME / "static" / "css" / "tokens.css").read_text("utf-8")
SOURCES = share_sources(THEME)
LONG = (
    "Tin hoạt động",
    (
        "Trang tin điện tử tổng hợp và chuyên mục phổ biến, giáo dục pháp luật về đấu tranh phòng, "
        "chống tội phạm, tham nhũng, tiêu cực trên địa bàn tỉnh"
    ),
    "Đưatincóchữdàikhôngdấucáchnàođểxuốngdòngchovừatronghình",
)


BROKEN = ROOT / "tests" / "broken" / "share"


def own(folder: Path, *names: str) -> Path:
    """The folder of pictures of a theme in ``folder``, with the broken files ``names``."""
    share = folder / "theme" / "share"
    share.mkdir(parents=True)
    shutil.copy(THEME / "share" / FONT, share)
    for name in names:
        shutil.copy(BROKEN / name, share)
    return share


Made = tuple[Mapping[str, ShareImage], Sequence[ThemeFile]]


def made(
    sources: Mapping[str, bytes] = SOURCES,
    emblem: bytes = EMBLEM,
    tokens: str = TOKENS,
    *,
    name: str = SITE.name,
    agency: str = SITE.agency,
    url: str = SITE.url,
) -> Made:
    settings = Settings(name=name, url=url, feed_host="", agency="")
    return share_pictures(settings, ONE, agency, sources, emblem, tokens)


def names(of: Made) -> list[str]:
    return [one.file for one in of[1]]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_section_has_its_own_and_all_other_pages_one() -> None:
    images, files = made()
    assert {f"/{one.file}" for one in files} == {image.url for image in images.values()}
    assert images["/tin-hoat-dong/"] == images["/tin-hoat-dong/luu-tru/"]
    assert images["/don-vi/"].alt == f"Đơn vị, phòng, tác giả – {SITE.agency}"
    assert images[""].alt == SITE.agency
    assert len(set(images.values())) == 4


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("agency", [SITE.agency, f"{SITE.agency} – {LONG[1]}"])
def test_it_is_drawn_within_its_edges_and_the_same_each_time(name: str, agency: str) -> None:
    for one in made(name=name, agency=agency)[1]:
        data = one.make()
        assert data == one.make()
        assert baggage(data) == ()
        image = opened(data)
        assert image.size == SIZE
        assert len(image.getcolors(1 << 20) or ()) > 100
        for frame in ((0, 20, 60, 630), (1140, 20, 1200, 630), (0, 612, 1200, 630)):
            darkest = min(low for low, _ in image.crop(frame).getextrema())
            assert darkest > 200, (name, agency, one.file)


def test_its_file_is_named_after_what_it_shows() -> None:
    before = names(made())
    assert names(made()) == before
    for other in (made(agency="VKSND tỉnh Hưng Yên"), made(url="https://a.example")):
        assert not set(names(other)) & set(before)
    assert not set(names(made(emblem=EMBLEM[:-1]))) & set(before)
    assert not set(names(made(tokens=TOKENS.replace("#8c1717", "#8c1718")))) & set(before)
    assert len(set(names(made(name="Tin tức"))) & set(before)) == 3


def test_a_picture_of_the_agency_takes_the_place_of_the_drawn_one() -> None:
    saved = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    Image.new("RGB", (90, 80), (10, 20, 200)).save(saved, "JPEG", exif=exif)
    before, after = made(), made({**SOURCES, "don-vi.jpg": saved.getvalue()})

    assert len(set(names(after)) & set(names(before))) == 3
    (new,) = (one for one in after[1] if one.file not in names(before))
    image = opened(new.make())
    assert image.size == SIZE
    assert all(high - low < 4 for low, high in image.getextrema())
    assert baggage(new.make()) == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [("van-ban.png", "không phải là ảnh"), ("don-vi.jpg", "hỏng"), ("chung.png", "nhiều hơn")],
)
def test_a_broken_picture_is_named_before_and_while_it_is_made(
    tmp_path: Path, name: str, says: str
) -> None:
    share = own(tmp_path, name)
    (found,) = share_problems(share.parent, NEWS)
    assert str(found).startswith(f"theme/share/{name}:1: ")
    assert says in found.message
    assert found.severity == "error"

    faults = []
    for one in made(share_sources(share.parent))[1]:
        try:
            one.make()
        except ShareError as error:
            faults.append(error.problem)
    assert faults == [found]


def test_a_picture_of_another_size_is_pointed_out_and_a_fitting_one_is_not(tmp_path: Path) -> None:
    share = own(tmp_path)
    for name, size in (
        ("chung.png", (1200, 630)),
        ("don-vi.png", (2400, 1260)),
        ("tin-hoat-dong.png", (1199, 630)),
        ("van-ban.png", (1300, 1300)),
    ):
        Image.new("RGB", size).save(share / name)
    small, cut = share_problems(share.parent, NEWS)
    assert (small.path, cut.path) == ("theme/share/tin-hoat-dong.png", "theme/share/van-ban.png")
    assert "1199 × 630 nhỏ quá" in small.message
    assert "1300 × 1300 bị cắt bớt trên và dưới" in cut.message
    assert {small.severity, cut.severity} == {"advice"}


def test_a_picture_that_no_page_shows_is_pointed_out(tmp_path: Path) -> None:
    share = own(tmp_path)
    for name in ("chung.jpg", "chung.png", "donvi.jpg", "van-ban.JPG", "~$van-ban.jpg"):
        Image.new("RGB", (1200, 630)).save(share / name, "JPEG")
    (share / "goc.psd").write_bytes(b"8BPS")
    (share / "don-vi.png").mkdir()
    problems = share_problems(share.parent, NEWS)
    found = {problem.path.rpartition("/")[2]: problem for problem in problems}
    assert set(found) == {"chung.png", "donvi.jpg", "van-ban.JPG", "don-vi.png"}
    assert "đã có chung.jpg" in found["chung.png"].message
    assert {problem.severity for problem in found.values()} == {"advice"}
    assert sorted(share_sources(share.parent)) == sorted(
        [FONT, "chung.jpg", "chung.png", "donvi.jpg"]
    )


def test_check_and_a_build_say_the_same_of_a_broken_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_newsroom.make(tmp_path)
    assert check(root, now=small_newsroom.NOW) == 0
    capsys.readouterr()
    shutil.copy(BROKEN / "don-vi.jpg", root / "theme" / "share")
    line = str(next(share_problems(root / "theme", NEWS)))
    assert check(root, now=small_newsroom.NOW) == 1
    assert line in capsys.readouterr().out
    assert build(root, output=root / "output", now=small_newsroom.NOW) == 1
    said = capsys.readouterr()
    assert line in said.out + said.err


def test_the_font_has_every_letter_of_vietnamese() -> None:
    font = ImageFont.truetype(io.BytesIO(SOURCES[FONT]), 40)
    lacking = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    marked = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    for letter in marked + marked.upper() + "–—“”‘’…«»№₫":
        mask = font.getmask(letter)
        assert (mask.getbbox(), bytes(mask)) != lacking, letter


def test_the_font_comes_with_its_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (THEME / "share" / "OFL.txt").read_text("utf-8")
    assert {Path(name).suffix for name in SOURCES} == {".ttf"}
