"""The theme's pages served to a real browser from memory: nothing is fetched from anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.components import examples
from tests.components.gallery import gallery
from tests.support.theme import THEME, render, stylesheet


@cache
def example_html(name: str) -> str:
    """The page of one example of ``examples.PAGES``, or the gallery of all components."""
    if name == "gallery":
        return gallery()
    return render(name.split("-", maxsplit=1)[0], **examples.PAGES[name])


@cache
def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (96, 54), "#b9b09c").save(made, "JPEG")
    return made.getvalue()


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(examples.SITE.url)
    if path == examples.SITE.theme.stylesheet:
        route.fulfill(body=stylesheet(), content_type="text/css; charset=utf-8")
    elif path == examples.SITE.theme.emblem:
        route.fulfill(path=THEME / "static" / "emblem.svg", content_type="image/svg+xml")
    elif path.startswith("/anh/"):
        route.fulfill(body=_picture(), content_type="image/jpeg")
    elif path.startswith("/example/"):
        body = example_html(path.removeprefix("/example/"))
        route.fulfill(body=body, content_type="text/html; charset=utf-8")
    else:
        route.fulfill(status=204)  # where a redirect leads: the page under test stays


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """``opened(example, width=360)``: the page, whose console must have stayed silent."""
    said: list[str] = []
    contexts = []

    def open_page(name: str, *, width: int = 360, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", _answer)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{examples.SITE.url}/example/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
