"""Long names, wide tables and tall photos as readers meet them: any screen, letters, browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from desk.preview.panel import dress
from plugins.model import Problem
from tests.browser.test_pages import Reader, first
from tests.support import old_browsers
from tests.support.layout import faults, plain_parts, set_letters
from tests.support.odd_newsroom import ADDRESS, LONG_TEXT, ORIGIN, UNBROKEN, odd_site

EVERYTHING = "/tin-hoat-dong/2026/moi-thu.html"
KINDS: Mapping[str, Callable[[Path], str]] = {
    "front": lambda _site: "/",
    "newest": lambda _site: "/tin-hoat-dong/",
    "numbered": lambda _site: "/tin-hoat-dong/trang-1.html",
    "everything": lambda _site: EVERYTHING,
    "portrait": lambda _site: "/tin-hoat-dong/2026/chan-dung.html",
    "panorama": lambda _site: "/tin-hoat-dong/2026/toan-canh.html",
    "tiny": lambda _site: "/tin-hoat-dong/2026/nho.html",
    "of-a-unit-ended": lambda site: first(site, "tin-hoat-dong/2024/*.html", 'class="stamps__now"'),
    "gone": lambda _site: "/tin-hoat-dong/2026/go-bo.html",
    "units": lambda _site: "/don-vi/",
    "unit-ended": lambda _site: "/don-vi/lien/",
    "unit-with-predecessors": lambda _site: "/don-vi/khu-vuc/",
    "departments": lambda _site: "/phong/",
    "department": lambda _site: "/phong/phong-15/",
    "authors": lambda _site: "/tac-gia/",
    "author": lambda _site: "/tac-gia/tac-gia-1/",
    "archive": lambda _site: "/tin-hoat-dong/luu-tru/",
    "year": lambda _site: "/tin-hoat-dong/luu-tru/2025.html",
    "month": lambda site: first(site, "tin-hoat-dong/luu-tru/2025-*.html"),
    "documents": lambda _site: "/van-ban/",
    "documents-of-a-year": lambda site: first(site, "van-ban/quyet-dinh/*.html"),
    "document": lambda site: first(site, "van-ban/quyet-dinh-*.html"),
    "standing": lambda _site: "/trang/gioi-thieu.html",
    "corrections": lambda _site: "/trang/dinh-chinh.html",
    "redirect": lambda _site: "/tin.html",
    "not-found": lambda _site: "/404.html",
    "preview": lambda _site: "/xem-truoc.html",
}

WINDOWS = (
    # width of the window; of the letters, in percent; whether a reader spaced them out
    *((width, letters, False) for width in (320, 360, 1280) for letters in (100, 200, 400)),
    (1280, 100, True),
    (360, 200, True),
    (320, 400, True),
    # As zoomed: 1280 px at 200%, 320 px at 200% and at 400%; 1280 px at 400% is 320 px again.
    (640, 100, False),
    (160, 100, True),
    (80, 100, False),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The odd newsroom, built, with one page as the preview shows it."""
    output = odd_site(tmp_path_factory.mktemp("odd"))
    problems = [
        Problem(path=f"content/tin-hoat-dong/2026/{'ten-rat-dai-' * 12}.md", line=7, message=text)
        for text in (LONG_TEXT, UNBROKEN, ADDRESS)
    ]
    page = (output / EVERYTHING[1:]).read_text("utf-8").replace("http-equiv", "name")
    shown = dress(page, version="1", problems=problems).partition("<script>(()")[0] + "</body>"
    (output / "xem-truoc.html").write_text(shown, "utf-8")
    return output


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[Reader]:
    made = Reader(browser.new_context(), site, origin=ORIGIN)
    yield made
    made.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_on_any_screen_at_any_size_of_letters(
    reader: Reader, site: Path, kind: str
) -> None:
    page = reader.open(KINDS[kind](site))
    found = {}
    for width, letters, spaced in WINDOWS:
        page.set_viewport_size({"width": width, "height": 800})
        set_letters(page, letters, spaced=spaced)
        if wrong := faults(page):
            found[width, letters, spaced] = wrong
    assert found == {}
    assert reader.complaints == []


@pytest.mark.parametrize("old", old_browsers.BROWSERS, ids=lambda old: old.name)
def test_an_old_browser_shows_the_design_and_loses_nothing(
    browser: Browser, site: Path, old: old_browsers.OldBrowser
) -> None:
    (css,) = (site / "theme").glob("newsroom.*.css")
    context = browser.new_context(color_scheme="light")
    reader = Reader(
        context, site, origin=ORIGIN, css=old_browsers.read(css.read_text("utf-8"), old)
    )
    found = {}
    for kind in ("front", "everything", "unit-ended", "document"):
        page = reader.open(KINDS[kind](site))
        for width in (240, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if wrong := faults(page) + plain_parts(page):
                found[kind, width] = wrong
    context.close()
    assert found == {}


@pytest.mark.parametrize(
    ("change", "old", "missing"),
    [
        ("@layer all {{{css}}}", "Chrome 98", {"paper", "headline", "band", "edge"}),
        (
            "{css} .navigation__link {{margin: 0}} .navigation__list {{display: flex; gap: 1rem}}",
            "Chrome 80",
            {"links run together"},
        ),
        ("{css} .prose ul {{list-style: none; list-style: '– '}}", "Safari 13", {"mark of a list"}),
    ],
)
def test_these_tests_notice_what_an_old_browser_would_lose(
    reader: Reader, site: Path, change: str, old: str, missing: set[str]
) -> None:
    (css,) = (site / "theme").glob("newsroom.*.css")
    browser = next(one for one in old_browsers.BROWSERS if one.name == old)
    reader.css = old_browsers.read(change.format(css=css.read_text("utf-8")), browser) or " "
    page = reader.open(EVERYTHING)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert missing <= set(plain_parts(page))
    reader.css = ""


def region_widths(page: Page) -> dict[str, float]:
    """Of the first table the widths of its columns and of the room it is shown in."""
    found: dict[str, float] = page.evaluate("""() => {
      const region = document.querySelector(".table");
      const heads = [...region.querySelectorAll("thead th")];
      const widths = heads.map(head => [head.textContent, head.getBoundingClientRect().width]);
      return Object.fromEntries([...widths, ["room", region.clientWidth]]);
    }""")
    return found


def test_the_column_of_ordinals_is_as_narrow_as_they_are_and_the_next_can_be_read(
    reader: Reader,
) -> None:
    page = reader.open(EVERYTHING)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        set_letters(page, 100)
        columns = region_widths(page)
        assert columns["TT"] <= 48, columns
        assert columns["Nội dung công việc"] >= 120, columns
        assert columns["TT"] + columns["Nội dung công việc"] <= columns["room"]


def test_a_wide_table_is_scrolled_by_the_keyboard_and_left_by_it(reader: Reader) -> None:
    page = reader.open(EVERYTHING)
    page.set_viewport_size({"width": 360, "height": 800})
    for selector in (".table", "pre"):
        region = page.locator(selector).first
        region.focus()
        assert region.evaluate("node => node === document.activeElement")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("node => node.scrollLeft > 0", arg=region.element_handle())
        page.keyboard.press("Tab")
        assert region.evaluate("node => node !== document.activeElement")


LOADED = """() => Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode();
}))"""
PHOTOS = """() => [...document.querySelectorAll("main picture img")].map(image => {
  // The box as drawn, and as the page can tell it before the picture has come.
  const box = image.getBoundingClientRect();
  const wide = +image.getAttribute("width"), high = +image.getAttribute("height");
  const width = Math.min(wide, image.closest("figure, p, div").clientWidth);
  return [[box.width, box.height], [width, Math.min(width * high / wide, innerHeight)]];
})"""


@pytest.mark.parametrize("kind", ["everything", "portrait", "panorama", "tiny"])
def test_a_photo_is_no_taller_than_the_screen_keeps_its_shape_and_moves_nothing(
    reader: Reader, site: Path, kind: str
) -> None:
    page = reader.open(KINDS[kind](site))
    page.evaluate(LOADED)
    for width, height in ((360, 640), (1280, 720), (800, 360)):
        page.set_viewport_size({"width": width, "height": height})
        set_letters(page, 100)
        assert faults(page) == []
        for shown, reserved in page.evaluate(PHOTOS):
            assert 0 < shown[1] <= height
            assert shown == pytest.approx(reserved, abs=1.5)


def test_a_tall_photo_of_the_front_page_leaves_its_headline_on_the_screen(reader: Reader) -> None:
    page = reader.open("/")
    page.set_viewport_size({"width": 360, "height": 640})
    set_letters(page, 100)
    page.evaluate(LOADED)
    assert [round(shown[1]) for shown, _ in page.evaluate(PHOTOS)] == [422]


def test_a_tiny_picture_is_not_blown_up(reader: Reader, site: Path) -> None:
    page = reader.open(KINDS["tiny"](site))
    page.set_viewport_size({"width": 1280, "height": 800})
    set_letters(page, 100)
    assert [shown for shown, _ in page.evaluate(PHOTOS)] == [[24, 16]]


def test_on_paper_every_column_and_picture_is_on_the_sheet(reader: Reader) -> None:
    page = reader.open(EVERYTHING)
    page.set_viewport_size({"width": 658, "height": 970})  # 174 mm between the margins of A4
    set_letters(page, 100)
    page.emulate_media(media="print")
    assert faults(page) == []
    assert page.evaluate("document.querySelectorAll('.table').length") == 4
    overflow = "tables => tables.map(table => table.getBoundingClientRect().right - innerWidth)"
    assert max(page.eval_on_selector_all("table", overflow)) <= 0
    assert all(shown[1] <= 330 for shown, _ in page.evaluate(PHOTOS))
    page.emulate_media(media="screen")


BROKEN_WORDS = r"""() => {
  const broken = [];
  for (const cell of document.querySelectorAll(".prose td, .prose th")) {
    const text = cell.firstChild;
    for (const word of text ? text.data.matchAll(/\S+/g) : []) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


def test_on_paper_no_figure_and_no_word_of_a_table_is_broken_that_has_room(reader: Reader) -> None:
    page = reader.open("/tin-hoat-dong/2026/bang-so.html")
    page.set_viewport_size({"width": 658, "height": 970})
    set_letters(page, 100)
    page.emulate_media(media="print")
    assert page.evaluate(BROKEN_WORDS) == []
    overflow = "tables => tables.map(table => table.getBoundingClientRect().right - innerWidth)"
    assert max(page.eval_on_selector_all("table", overflow)) <= 0
    page.emulate_media(media="screen")


@pytest.mark.parametrize("kind", ["front", "everything", "unit-ended", "document"])
def test_axe_finds_nothing_on_the_odd_site(reader: Reader, site: Path, kind: str) -> None:
    page = reader.open(KINDS[kind](site))
    page.set_viewport_size({"width": 360, "height": 800})
    set_letters(page, 100)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<div style="width:900px">rộng</div>', "scrolls sideways"),
        ('<div style="position:relative;left:-40px">trái</div>', "sticks out"),
        ('<p style="overflow:hidden;width:50px;white-space:nowrap">chữ bị cắt đi</p>', "cut off"),
        ('<pre style="overflow:auto">' + "x" * 200 + "</pre>", "not by keyboard"),
        ('<p>Dòng một</p><p style="margin-top:-34px">Dòng hai</p>', "lies over"),
        ('<img alt="" src="/p.png" style="width:200px;height:20px">', "bent"),
    ],
)
def test_these_tests_notice_what_would_be_lost(
    browser: Browser, tmp_path: Path, html: str, fault: str
) -> None:
    Image.new("RGB", (60, 80)).save(tmp_path / "p.png")
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><body><main>{html}</main>", "utf-8")
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = Reader(context, tmp_path, origin=ORIGIN).open("/")
    assert any(fault in found for found in faults(page)), faults(page)
    context.close()
