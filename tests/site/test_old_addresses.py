"""Every shape of an old address, asked of real nginx as a browser asks: it leads to its post."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import quote, urljoin

import pytest

from tests.support import small_newsroom as small
from tests.support.soundness import lay, project, prove
from tests.support.web_servers import nginx
from tests.unit.test_alias_shapes import BESIDE_EACH_OTHER, SHAPES

# One post each; what is the same for a server, or would be somewhere, is tried elsewhere.
_SKIPPED = re.compile(
    r"/Detail/|/detail/954/$|/detail\.html|/tin-t(?:%e1|u%CC|u\u031b)"
    r"|/tin-tức/bài|HTTP:|https://(?:vksthaibinh|vks\.gov)"
)
ALONE = [typed for typed, _ in SHAPES if not _SKIPPED.match(typed)] + [
    "/TIN-MOI/Bai.HTM",
    "/chuyên mục/bài 1.html",
    "/chi-tiet.html?a[]=1&b=%2",
    "/muc.html#muc-2",
    "/tin-cu%CC%9B%CC%81u/",
    "/ho\u031b\u0323p/",
    "https://vksthaibinh.gov.vn/chi-tiet/957/x.html",
    "http://www.vks.gov.vn:8080/Mac-dinh.aspx?id=5#a",
]
BESIDE = [alias for pair in BESIDE_EACH_OTHER for aliases in pair for alias in aliases]
TITLES = {alias: f"Bài thứ {n} theo địa chỉ cũ" for n, alias in enumerate((*ALONE, *BESIDE), 1)}
SHARED = ("/Default.aspx?tabid=62&id=955", "/Default.aspx?ID=956")


def path(number: int) -> str:
    return f"tin-hoat-dong/2026/bai-thu-{number}.md"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = project(tmp_path_factory.mktemp("old") / "project")
    posts: dict[str, str | bytes] = {}
    for number, (alias, title) in enumerate(TITLES.items(), 1):
        written = alias.replace("'", "''")
        front = f"aliases: ['{written}']"
        posts[path(number)] = small.post(title, "2026-03-01 08:00", "Chữ của bài.", front)
    for number, alias in enumerate(SHARED, 901):
        front = f'aliases: ["{alias}"]'
        posts[path(number)] = small.post(f"Bài {number}", "2026-03-01 08:00", "Chữ.", front)
    lay(root, posts)
    proof = prove(root)
    assert (proof.errors, proof.faults) == ((), ())
    with nginx(root / "output") as address:
        yield address


def asked(address: str) -> tuple[Mapping[str, str], str]:
    """What a browser gets, which sends neither the fragment nor what is not ASCII."""
    sent = quote(address.partition("#")[0], safe="/:?&=%+;,!~()[]'@$*#")
    with urllib.request.urlopen(sent, timeout=10) as answer:
        return answer.headers, answer.read().decode()


def followed(base: str, alias: str) -> str:
    """The page that a reader sees at last: a redirect page leads on at once."""
    headers, page = asked(base + re.sub(r"^https?://[^/]*", "", alias))
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
    assert refresh, "an old address of one post leads on"
    assert '<meta name="robots" content="noindex' in page
    canonical = re.search(r'rel="canonical" href="([^"]*)"', page)
    assert canonical
    assert canonical[1] == small.SITE + refresh[1]
    return asked(urljoin(base, unescape(refresh[1])))[1]


def test_more_than_twenty_shapes_each_lead_to_their_post(base: str) -> None:
    assert len(ALONE) > 20
    for alias, title in TITLES.items():
        if "Default.aspx" in alias:
            continue
        page = followed(base, alias)
        assert f"{title}</h1>" in page, alias


@pytest.mark.parametrize("query", ["", "?tabid=62&id=954", "?id=956", "/", "?khac"])
def test_addresses_that_differ_by_the_query_show_every_post_that_had_one(
    base: str, query: str
) -> None:
    headers, page = asked(f"{base}/Default.aspx{query}")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "refresh" not in page
    for title in ("Bài 901", "Bài 902", TITLES["/Default.aspx?tabid=62&id=954"]):
        assert f"{title} (1/3/2026)</a>" in page
