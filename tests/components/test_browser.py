"""What readers meet, in a real browser: whole, legible, operable, light and dark."""

from __future__ import annotations

import gzip
import io
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from tests.components import examples
from tests.components.conftest import Opened, example_html
from tests.support.theme import THEME, source_css, stylesheet

WIDTHS = (320, 360, 768, 1280, 1920)
PAGES = sorted(examples.PAGES)
PLAINER = {"archive", "corrections-none", "directory-plain", "home-empty", "post-bare"}
"""Examples that show nothing their kind's fuller example does not."""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

LIST_LINKS = """
    .navigation__link, .breadcrumb__link, .colophon__link, .item__headline,
    .roster__link, .letters__link, .lineage__link, .ledger__link, .periods__link,
    .pager__step, .stamps__stamp, .notice__link, .subscribe__link, .pointer__link, .share__link
"""

FULL_LINES = """() => {
  const lengths = [];
  for (const paragraph of document.querySelectorAll(".prose > p")) {
    const lines = new Map();
    const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      for (let i = 0; i < node.length; i++) {
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        const line = Math.round(box.bottom);
        if (box.width) lines.set(line, (lines.get(line) || 0) + 1);
      }
    }
    lengths.push(...[...lines.values()].slice(0, -1));
  }
  return lengths;
}"""

LINE_STARTS = """() => {
  const starts = [];
  const walk = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
  let line = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const { bottom, width } = range.getBoundingClientRect();
      if (width && Math.abs(bottom - line) > 4) {
        starts.push(node.data[i]);
        line = bottom;
      }
    }
  }
  return starts;
}"""

INK_AND_LEADING = """selector => {
  const style = getComputedStyle(document.querySelector(selector));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} 1000px ${style.fontFamily}`;
  const ink = pen.measureText("ẲỖẪỂỒựỘặgỵ");
  return {
    ink: (ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent) / 1000,
    leading: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
    size: parseFloat(style.fontSize),
  };
}"""

RULES = r"""css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/([,:])\s+/g, "$1"));
}"""


def test_a_comma_stays_behind_the_symbol_that_is_kept_whole(opened: Opened) -> None:
    page = opened("post", width=360)
    words = 'Kế hoạch <a href="/"><span class="nobreak">1234/QĐ-VKSND</span></a>, và các văn bản. '
    for room in range(120):
        page.evaluate(
            "([text, room]) => { document.querySelector('.prose').innerHTML = text;"
            " document.querySelector('.prose p').style.paddingRight = room; }",
            [f"<p>{words * 3}</p>", f"{room}px"],
        )
        starts = page.evaluate(LINE_STARTS)
        assert len(starts) > 3
        assert "," not in starts, room


@pytest.mark.parametrize("name", [*PAGES, "gallery"])
def test_nothing_scrolls_sideways_on_any_screen(opened: Opened, name: str) -> None:
    page = opened(name)
    over = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        over[width] = page.evaluate(OVERFLOW)
    assert over == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("name", ["home", "listing", "post-full", "unit"])
def test_text_twice_as_large_still_fits(opened: Opened, name: str) -> None:
    page = opened(name, width=640)
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    assert page.evaluate("getComputedStyle(document.body).fontSize >= '32px'")
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("name", [name for name in PAGES if name not in PLAINER])
def test_axe_finds_nothing_in_light_or_dark(opened: Opened, name: str) -> None:
    page = opened(name, width=1280)
    found: dict[str, Any] = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for violation in Axe().run(page).response["violations"]:
            found[f"{scheme}: {violation['id']}"] = [n["html"] for n in violation["nodes"]]
    assert found == {}


@pytest.mark.parametrize(
    "name", ["home", "post-full", "unit", "directory", "archive", "corrections", "notfound"]
)
def test_links_in_lists_are_large_enough_for_a_thumb(opened: Opened, name: str) -> None:
    page = opened(name)
    heights = page.eval_on_selector_all(
        LIST_LINKS, "links => links.map(a => [a.className, a.getBoundingClientRect().height])"
    )
    assert heights
    assert [(link, height) for link, height in heights if height < 44] == []


def test_body_text_is_17_to_19_px_with_wide_lines_and_62_to_70_characters(opened: Opened) -> None:
    for width in (360, 1280):
        page = opened("post", width=width)
        body = page.evaluate(INK_AND_LEADING, ".prose p")
        assert 17 <= body["size"] <= 19
        assert body["leading"] >= 1.65
    full = page.evaluate(FULL_LINES)
    assert len(full) > 8
    assert 62 <= sum(full) / len(full) <= 70


@pytest.mark.parametrize(
    ("name", "selector"),
    [
        ("home", ".lead__headline"),
        ("home", ".item__headline"),
        ("home", ".masthead__section"),
        ("post", ".heading__title"),
        ("post", ".related__title"),
        ("post", ".stamps__stamp"),
        ("standing", ".prose h2"),
        ("corrections", ".ledger__link"),
    ],
)
def test_stacked_marks_never_touch_the_line_above(opened: Opened, name: str, selector: str) -> None:
    headline = opened(name, width=1280).evaluate(INK_AND_LEADING, selector)
    assert headline["leading"] >= 1.25
    assert headline["ink"] <= headline["leading"]


@pytest.mark.parametrize("selector", [".heading__title", ".heading__lede", ".prose p"])
def test_every_letter_comes_from_one_typeface(opened: Opened, selector: str) -> None:
    page = opened("post-full", width=1280)
    page.eval_on_selector(
        selector,
        """(node, text) => {
          node.textContent = text;
          return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        }""",
        examples.HIGH_MARKS,
    )
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert len({font["familyName"] for font in fonts}) == 1


def test_minifying_changes_no_rule(opened: Opened) -> None:
    page = opened("notfound")
    assert page.evaluate(RULES, stylesheet()) == page.evaluate(RULES, source_css())


def test_a_post_costs_three_requests_and_at_most_14_kb(opened: Opened) -> None:
    page = opened("post-bare")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert len(set(asked)) <= 3
    assert all(url.startswith(examples.SITE.url) for url in asked)
    weight = sum(len(gzip.compress(text.encode())) for text in (example_html("post"), stylesheet()))
    assert weight <= 14 * 1024
    assert len(gzip.compress(stylesheet().encode())) <= 6 * 1024


def test_the_keyboard_meets_the_skip_link_first_and_sees_where_it_is(opened: Opened) -> None:
    page = opened("post")
    page.keyboard.press("Tab")
    focused = "document.activeElement.className"
    assert page.evaluate(focused) == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "masthead__home"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_print_is_black_on_white_with_address_and_date_and_no_navigation(opened: Opened) -> None:
    page = opened("post", width=1280, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (
        ".navigation",
        ".breadcrumb",
        ".related",
        ".pager",
        ".colophon__pages",
        ".share",
        ".search",
    ):
        assert not page.is_visible(hidden)
    for shown in (".masthead__agency", ".byline__date", ".prose", ".stamps"):
        assert page.is_visible(shown)
    assert examples.POST_META.url in page.inner_text(".colophon__address")


def test_without_colours_of_ours_one_section_alone_is_underlined_as_current(opened: Opened) -> None:
    page = opened("post")
    page.emulate_media(forced_colors="active")
    lines = page.eval_on_selector_all(
        ".navigation__link", "links => links.map(a => getComputedStyle(a).borderBottomWidth)"
    )
    assert lines == ["3px", "0px", "0px", "0px", "0px", "0px"]


def test_an_old_address_sends_readers_on_without_a_script(opened: Opened) -> None:
    page = opened("redirect")
    refresh = page.get_attribute('meta[http-equiv="refresh"]', "content")
    assert refresh == f"0; url={examples.LEAD.url}"
    assert page.get_attribute(".notice__link", "href") == examples.LEAD.url
    assert (
        page.get_attribute('link[rel="canonical"]', "href") == examples.SITE.url + examples.LEAD.url
    )


def test_the_emblem_in_pixels_is_the_emblem_as_a_browser_draws_it(browser: Browser) -> None:
    static = THEME / "static"
    with Image.open(static / "emblem.png") as image:
        kept = image.convert("RGBA")
    context = browser.new_context(viewport={"width": kept.width, "height": kept.height})
    page = context.new_page()
    drawing = (static / "emblem.svg").read_text("utf-8")
    page.set_content(
        f"<style>*{{margin:0}}svg{{display:block;width:100vw;height:100vh}}</style>{drawing}"
    )
    with Image.open(io.BytesIO(page.screenshot(omit_background=True))) as image:
        drawn = image.convert("RGBA")
    context.close()
    assert max(ImageStat.Stat(ImageChops.difference(kept, drawn)).mean) < 4  # few colours are kept
