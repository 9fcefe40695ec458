"""Pages that are open while releases are made lose nothing: under nginx, with readers at work."""

from __future__ import annotations

import re
import threading
import time
import urllib.error
import urllib.request
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from desk.publish.releases import Releases
from desk.terminal.publish_command import publish
from tests.support import small_newsroom as small
from tests.support.web_servers import nginx

READERS = 4
_LINKED = re.compile(rb'(?:<link[^>]+href|<img[^>]+src)="([^"]+)"')
_BEYOND = ("canonical", "alternate", "next", "prev")


class Reader(threading.Thread):
    """Opens pages and asks for what each needs only some pages later, as slow networks do."""

    def __init__(self, site: str, pages: list[str], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._site, self._pages, self._end = site, pages, stop
        self.answers: Counter[int] = Counter()
        self.failed: list[str] = []
        self._open: deque[list[str]] = deque()

    def run(self) -> None:
        at = 0
        while not self._end.is_set():
            page = self._pages[at % len(self._pages)]
            body = self._ask(page)
            self._open.append(needed(body, page))
            at += 1
            if len(self._open) > 40:
                self._ask_for(self._open.popleft())
            time.sleep(0.002)
        while self._open:
            self._ask_for(self._open.popleft())

    def _ask_for(self, addresses: list[str]) -> None:
        for address in addresses:
            self._ask(address)

    def _ask(self, address: str) -> bytes:
        try:
            with urllib.request.urlopen(self._site + address, timeout=20) as answer:
                self.answers[answer.status] += 1
                return bytes(answer.read())
        except (OSError, urllib.error.HTTPError) as error:
            self.failed.append(f"{address}: {error}")
            return b""


def needed(body: bytes, page: str) -> list[str]:
    """What a browser that opened ``page`` fetches: stylesheets, icons and pictures."""
    tags = re.findall(rb"<(?:link|img)[^>]+>", body)
    own = [t for t in tags if not any(f'rel="{r}"'.encode() in t for r in _BEYOND)]
    found = (m[1].decode() for t in own if (m := _LINKED.search(t)))
    return [urlsplit(urljoin(page, url)).path for url in found]


def restyle(root: Path, number: int) -> None:
    """A stylesheet, and every third time an emblem, that never was."""
    with (root / "theme/static/css/base.css").open("a", encoding="utf-8") as css:
        css.write(f"\n.r{number} {{ margin: {number}px }}\n")
    if number % 3 == 0:
        emblem = root / "theme/static/emblem.svg"
        text = emblem.read_text("utf-8")
        emblem.write_text(text.replace("</svg>", f"<g id='r{number}'/></svg>"), "utf-8")


def worked_on(root: Path, *, releases: int, every: int) -> None:
    """Make ``releases``, with a new stylesheet ``every`` so many, while readers read."""
    pages = ["/", "/tin-hoat-dong/", f"/{small.EDITED.replace('.md', '.html')}"]
    stop = threading.Event()
    with nginx(root / "public/current") as site:
        readers = [Reader(site, pages, stop) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(1, releases + 1):
            if number % every == 0:
                restyle(root, number)
            edited = root / "content" / small.EDITED
            edited.write_text(f"{edited.read_text('utf-8')}\n\nLần thứ {number}.\n", "utf-8")
            assert publish(root, now=small.NOW, yes=True) == 0
        stop.set()
        for reader in readers:
            reader.join(120)
    assert sum(reader.answers[200] for reader in readers) > 20 * releases
    assert [one for reader in readers for one in reader.failed] == []


def test_a_page_opened_before_a_new_stylesheet_still_gets_its_own(root: Path) -> None:
    worked_on(root, releases=6, every=2)
    releases = Releases(folder=root / "public")
    last = releases.manifest(7)
    assert last is not None
    assert len([p for p in last.carried if p.endswith(".css")]) == 3
    assert releases.damage(last) == []
    assert publish(root, now=small.NOW) == 0
    assert releases.current() == 7


@pytest.mark.long
def test_thirty_releases_with_ten_stylesheets_lose_no_request(root: Path) -> None:
    worked_on(root, releases=30, every=3)
    theme = sorted(p.name for p in (root / "public/current/theme").iterdir())
    assert len(theme) == 22  # eleven stylesheets, eleven emblems
