"""The theme's own order: one component, one macro, one style sheet, one name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError, meta
from jinja2.nodes import FromImport
from markupsafe import Markup, escape
from msgspec.structs import replace

from plugins.engine import theme
from plugins.pages.plan import KINDS
from plugins.posts.typesetting import typeset
from plugins.vietnamese import bind
from tests.components import examples
from tests.components.conftest import example_html
from tests.support.theme import (
    CSS,
    TEMPLATES,
    THEME,
    environment,
    render,
    render_component,
    source_css,
)

EVERYWHERE = {"site", "page"}
HANDED = {
    **{name.split("-")[0]: page.keys() - EVERYWHERE for name, page in examples.PAGES.items()},
    "layouts/newslist": {"listing"},
    "layouts/agency": {"lineage", "listing"},
}

COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
HTML = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
LAYOUT = {"page", "sheet", "front"}


def css_of(path: Path) -> str:
    """One style sheet without comments and without the conditions under which a part holds."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"@(?:media|container|supports)[^{]*", "@media ", text)


def classes_in(html: str) -> set[str]:
    """Every class of a piece of HTML."""
    found = BeautifulSoup(html, "html.parser").find_all(class_=True)
    return {name for element in found for name in element["class"]}


def test_every_kind_of_page_has_a_template_and_an_example() -> None:
    kinds = {kind.name for kind in KINDS if kind.template.endswith(".html")}
    assert {path.stem for path in TEMPLATES.glob("*.html")} == kinds
    assert {name.split("-", maxsplit=1)[0] for name in examples.PAGES} == kinds


def test_every_component_has_a_macro_a_style_sheet_and_examples_of_its_name() -> None:
    assert sorted(path.stem for path in (CSS / "components").glob("*.css")) == COMPONENTS
    assert sorted(examples.COMPONENTS) == COMPONENTS
    for name in COMPONENTS:
        assert callable(getattr(environment().get_template(f"components/{name}.html").module, name))


@pytest.mark.parametrize("template", HTML)
def test_a_template_is_short_enough_to_see_whole(template: str) -> None:
    assert len((TEMPLATES / template).read_text("utf-8").splitlines()) <= 30


@pytest.mark.parametrize("template", HTML)
def test_a_template_names_only_what_it_is_handed(template: str) -> None:
    tree = environment().parse((TEMPLATES / template).read_text("utf-8"))
    imported = {
        name if isinstance(name, str) else name[1]
        for one in tree.find_all(FromImport)
        for name in one.names
    }
    named = meta.find_undeclared_variables(tree) - imported
    stem = template.removesuffix(".html")
    allowed = set() if stem.startswith("components/") else EVERYWHERE | HANDED.get(stem, set())
    assert named <= allowed


def test_a_page_without_what_it_needs_is_refused_rather_than_left_empty() -> None:
    context = {key: value for key, value in examples.PAGES["home"].items() if key != "front"}
    with pytest.raises(UndefinedError):
        render("home", **context)


class Unkept(theme.KeptMacros):
    """Kept macros that are not kept."""

    def remember(self, macro: Callable[..., str]) -> Callable[..., str]:
        return macro


def plain_environment() -> Environment:
    """What the engine's environment would be if nothing had to be fast."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=(Unkept,),
    )
    made.filters["bind"] = bind
    made.filters["typeset"] = lambda text: Markup(typeset(escape(text)))
    return made


def test_pages_are_what_plain_jinja_makes_of_them_the_first_time_and_again() -> None:
    plain = plain_environment()
    hostile = replace(examples.PAGES["post"]["post"], title="<i title='\"'>&amp; Phòng 15</i>")
    pages = {**examples.PAGES, "post-hostile": {**examples.PAGES["post"], "post": hostile}}
    for name, context in pages.items():
        template = f"{name.split('-', maxsplit=1)[0]}.html"
        expected = plain.get_template(template).render(**context)
        for _ in range(2):
            assert environment().get_template(template).render(**context) == expected


@pytest.mark.parametrize("value", ["<&>'\"", Markup("<b>"), "", 5, None, ("<",), examples.HOME])
def test_what_is_shown_is_what_is_escaped(value: object) -> None:
    source = "{{ value }}"
    expected = plain_environment().from_string(source).render(value=value)
    assert environment().from_string(source).render(value=value) == expected


def test_a_kept_macro_is_rendered_once_and_never_takes_text_for_markup() -> None:
    source = "{% kept macro m(text, big=false) %}<b>{{ text }}</b>{% endmacro %}"
    kept = theme.environment(THEME).from_string(source).module.m
    assert kept("<i>") is kept("<i>")
    assert kept("<i>") == "<b>&lt;i&gt;</b>"
    assert kept(Markup("<i>")) == "<b><i></b>"
    assert kept("<i>", big=True) == kept("<i>")


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_style_sheet_styles_its_own_component_and_nothing_else(name: str) -> None:
    css = css_of(CSS / "components" / f"{name}.css")
    selectors = re.findall(r"(?:^|[{};])\s*([^{};@]+?)\s*\{", css)
    assert selectors
    for one in (part.strip() for selector in selectors for part in selector.split(",")):
        assert re.match(rf"\.{name}(?![a-z])", one), one


def test_no_class_is_styled_and_never_used_or_used_without_a_home() -> None:
    used = set[str]()
    for name in COMPONENTS:
        for args in examples.COMPONENTS[name]:
            used |= classes_in(render_component(name, *args))
    for name in examples.PAGES:
        used |= classes_in(example_html(name))
    styled = set(
        re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", source_css(), flags=re.DOTALL))
    )
    assert styled - used == set()
    of_prose = {
        *("nobreak", "table", "enumerated", "footnotes", "footnote-ref"),
        *("align-right", "align-center", "ordinal", "word", "phrase", "sentence"),
        "crowded",
    }
    homes = {*COMPONENTS, *LAYOUT}
    assert {one for one in used - of_prose if re.split("__|--", one)[0] not in homes} == set()


@pytest.mark.parametrize(
    "path", [p for p in CSS.rglob("*.css") if p.name != "tokens.css"], ids=lambda p: p.stem
)
def test_raw_colours_and_sizes_stand_in_tokens_alone(path: Path) -> None:
    css = re.sub(r"var\([^)]*\)", "", css_of(path))
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|(?:rgb|hsl|oklch|color)a?\(", css) == []
    assert re.findall(r"\b(?:white|black|red|gold|grey|gray)\b\s*[;}]", css) == []
    assert re.findall(r"\d(?:px|rem|pt|mm|cm|in)\b", css) == []


def test_every_token_is_defined_and_used() -> None:
    css = source_css()
    assert set(re.findall(r"var\((--[\w-]+)", css)) == set(re.findall(r"(--[\w-]+):", css))


def test_nothing_moves_nothing_is_hyphenated_and_no_headline_is_in_capitals() -> None:
    css = source_css()
    assert (
        re.findall(r"transition|animation|text-transform|hyphens: (?!none)|@import|url\(", css)
        == []
    )


@pytest.mark.parametrize("name", sorted(examples.PAGES))
def test_only_search_has_a_script_and_no_page_inline_style_or_another_origin(name: str) -> None:
    page = BeautifulSoup(example_html(name), "html.parser")
    scripts = [s for s in page.find_all("script") if s.get("type") != "application/ld+json"]
    assert [s["src"] for s in scripts] == (
        [examples.SITE.theme.search_script] if name.startswith("search") else []
    )
    assert page.find_all(["style", "iframe", "object"]) == []
    assert page.find_all(style=True) == []
    loaded: list[Any] = [e["src"] for e in page.find_all(src=True)]
    loaded += [e["href"] for e in page.find_all("link", rel=["stylesheet", "icon"])]
    assert [address for address in loaded if not address.startswith("/")] == []


@pytest.mark.parametrize("name", sorted(examples.PAGES))
def test_a_strict_policy_is_declared_except_in_a_preview(name: str) -> None:
    preview = examples.PAGES[name]["site"].preview
    page = BeautifulSoup(example_html(name), "html.parser")
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert (policy is None) == preview
    if policy:
        runs = "script-src 'self'; " if name.startswith("search") else ""
        assert (
            f"style-src 'self'; connect-src 'self'; {runs}base-uri 'none'; form-action 'self'"
            in policy["content"]
        )
    assert (page.find(class_="strip") is not None) == preview
    if preview:
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_the_browser_frame_is_lacquer_by_day_and_by_night() -> None:
    lacquer = re.findall(r"--lacquer: (#\w{6})", (CSS / "tokens.css").read_text("utf-8"))
    page = BeautifulSoup(example_html("post"), "html.parser")
    assert page.find("meta", attrs={"name": "theme-color"})["content"] == lacquer[0]


def test_text_of_editors_is_escaped_and_numbers_stay_with_their_words() -> None:
    html = render_component("heading", "Phòng 15 <script>alert(1)</script>", "A & B")
    assert "<script>" not in html
    assert "Phòng\u00a015" in html
    assert "A &amp; B" in html


def test_what_changes_the_meaning_stands_above_the_text_and_an_update_below_with_a_pointer() -> (
    None
):
    page = BeautifulSoup(example_html("post-full"), "html.parser")
    order = [
        element.h2.contents[0].strip()
        if element.h2 and "corrections" in element["class"]
        else element["class"][0]
        for element in page.select(".pointer, .corrections, .prose")
    ]
    assert order == ["pointer", "Đính chính", "Đính chính", "prose", "Cập nhật"]
    assert page.find(id="cap-nhat")["class"] == ["corrections"]


def test_a_withdrawn_post_shows_why_and_nothing_else_of_itself() -> None:
    html = example_html("gone")
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one(".corrections__note").text == bind(examples.WITHDRAWAL.note)
    assert examples.TITLE not in html
    assert [link["href"] for link in page.select(".notice__link")] == [
        examples.SECTION.url,
        examples.HUNG_HA.url,
    ]
    assert bind(examples.TITLE) not in html


def test_a_lead_photo_is_fetched_first_and_a_later_one_lazily() -> None:
    first, later = (render_component("picture", *args) for args in examples.COMPONENTS["picture"])
    assert 'fetchpriority="high"' in first
    assert 'srcset="/anh/2021/kiem-tra-480.webp 480w, ' in first
    assert 'loading="lazy"' in later
    assert "<source" not in later
