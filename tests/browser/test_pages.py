"""Every kind of page of the sample site in a real browser, as a reader meets it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from plugins.pages.plan import KINDS

ORIGIN = "https://vksnd-thaibinh.example"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def first(site: Path, pattern: str, having: str = "", lacking: str = "\0") -> str:
    """The address of the first page that matches ``pattern`` and has the text ``having``."""
    for page in sorted(site.glob(pattern)):
        text = page.read_text("utf-8")
        if having in text and lacking not in text:
            return "/" + page.relative_to(site).as_posix().removesuffix("index.html")
    message = f"no page of the sample site matches {pattern} with {having!r}"
    raise LookupError(message)


VARIANTS: Mapping[str, tuple[str, ...]] = {
    "post-without-photo": ("tin-hoat-dong/2*/*.html", 'class="sheet"', "<figure"),
    "post-with-table": ("tin-hoat-dong/2*/*.html", "<table"),
    "post-corrected": (
        "tin-hoat-dong/2*/*.html",
        'class="corrections"',
        "Tin đã được gỡ bỏ",
    ),
}
"""Pattern, what the page has, what it lacks."""
EXAMPLES = {
    **{kind.name: kind.example for kind in KINDS if kind.example},
    **{name: name for name in ("/tin-hoat-dong/", "/phong/", "/tac-gia/", "/van-ban/")},
    **{name: name for name in ("/tin-hoat-dong/luu-tru/", "/don-vi/tinh-hung-yen/")},
}


def address_of(site: Path, name: str) -> str:
    return EXAMPLES.get(name) or first(site, *VARIANTS[name])


class Reader:
    """One browser window over the built files; remembers what a reader should never meet."""

    def __init__(
        self, context: BrowserContext, site: Path, *, origin: str = ORIGIN, css: str = ""
    ) -> None:
        """``css``: what this browser makes of the stylesheet; empty for all of it."""
        self.complaints: list[str] = []
        self.context = context
        self.site = site
        self.origin = origin
        self.css = css
        context.route("**/*", self._answer)
        self.page = context.new_page()
        self.page.on("console", lambda said: self.complaints.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def open(self, address: str) -> Page:
        self.complaints.clear()
        # A redirect is looked at where it stands, before it leads away.
        self.stay = 'http-equiv="refresh"' in self._file(address).read_text("utf-8")
        self.page.goto(self.origin + address)
        return self.page

    def _file(self, address: str) -> Path:
        path = address.partition("#")[0].partition("?")[0]
        return self.site / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))

    def _answer(self, route: Route) -> None:
        url = route.request.url
        file = self._file(url.removeprefix(self.origin))
        if not url.startswith(self.origin + "/"):
            self.complaints.append(f"asks another origin: {url}")
            route.abort()
        elif not file.is_file():
            self.complaints.append(f"asks for what is not there: {url}")
            route.fulfill(status=404)
        else:
            kind = mimetypes.guess_type(file.name)[0] or "text/html"
            text = kind.startswith("text/")
            body = file.read_bytes()
            if self.css and file.suffix == ".css":
                body = self.css.encode()
            if text and self.stay:
                body = body.replace(b'http-equiv="refresh"', b'name="refresh"')
            route.fulfill(body=body, content_type=f"{kind}; charset=utf-8" if text else kind)

    stay = False


@pytest.fixture(scope="module")
def readers(browser: Browser, sample_site: Path) -> Iterator[dict[tuple[int, str], Reader]]:
    """A window for each width and colour scheme."""
    made = {
        (width, scheme): Reader(
            browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme),
            sample_site,
        )
        for width in WIDTHS
        for scheme in SCHEMES
    }
    yield made
    for reader in made.values():
        reader.context.close()


@pytest.fixture(scope="module")
def without_script(browser: Browser, sample_site: Path) -> Iterator[Reader]:
    reader = Reader(browser.new_context(java_script_enabled=False), sample_site)
    yield reader
    reader.context.close()


WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("name", [*EXAMPLES, *VARIANTS])
def test_page_fits_says_nothing_in_the_console_and_is_accessible(
    readers: dict[tuple[int, str], Reader], sample_site: Path, name: str
) -> None:
    address = address_of(sample_site, name)
    for (width, scheme), reader in readers.items():
        page = reader.open(address)
        here = f"{address} at {width} px, {scheme}"
        assert page.evaluate(WIDER) <= 0, f"{here} scrolls sideways"
        found = Axe().run(page)
        assert found.violations_count == 0, f"{here}\n{found.generate_report()}"
        assert reader.complaints == [], here


@pytest.mark.parametrize("name", [n for n in (*EXAMPLES, *VARIANTS) if n != "search"])
def test_page_says_the_same_without_javascript(
    readers: dict[tuple[int, str], Reader],
    without_script: Reader,
    sample_site: Path,
    name: str,
) -> None:
    address = address_of(sample_site, name)
    with_script = readers[1280, "light"].open(address).inner_text("body")
    assert without_script.open(address).inner_text("body") == with_script
    assert len(with_script) > 100


def test_keyboard_reaches_the_skip_link_first_and_shows_where_it_is(
    readers: dict[tuple[int, str], Reader],
) -> None:
    page = readers[360, "light"].open("/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#noi-dung"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["height"] > 20


def test_these_tests_notice_what_a_reader_would_suffer(browser: Browser, tmp_path: Path) -> None:
    head = '<!DOCTYPE html><html lang="vi"><head><title>Thử</title></head><body>'
    (tmp_path / "wide.html").write_text(f'{head}<div style="width:2000px">rộng</div>', "utf-8")
    (tmp_path / "poor.html").write_text(f'{head}<main><img src="/no.png"></main>', "utf-8")
    (tmp_path / "away.html").write_text(
        f'{head}<img alt="" src="https://ngoai.example/x.png"><script>throw 1</script>', "utf-8"
    )
    context = browser.new_context(viewport={"width": 360, "height": 800})
    reader = Reader(context, tmp_path)
    assert reader.open("/wide.html").evaluate(WIDER) > 0
    assert Axe().run(reader.open("/poor.html")).violations_count > 0
    assert any("what is not there" in said for said in reader.complaints)
    reader.open("/away.html")
    assert any("another origin" in said for said in reader.complaints)
    assert any(said.startswith("error") for said in reader.complaints)
    context.close()
