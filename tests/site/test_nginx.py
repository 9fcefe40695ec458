"""The site behind real nginx with the README's own lines: types, caching, and what is not there."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message

import pytest

from desk.verify.survey import ALLOWED
from plugins.addresses import UNKNOWN, type_of
from tests.support.nginx import nginx, readme_server
from tests.support.sites import ROOT

_FILES = {
    "index.html": "<!doctype html><title>Trang đầu</title>",
    "404.html": "<!doctype html><title>Không tìm thấy trang</title>",
    "don-vi/index.html": "<!doctype html><title>Đơn vị</title>",
    "tin-hoat-dong/2026/bai.html": "<!doctype html><title>Bài</title>",
    "tin-hoat-dong/atom.xml": "<feed/>",
    "robots.txt": "User-agent: *",
    "theme/newsroom.0a.css": "body{}",
    "theme/enhance.0a.js": "'use strict';",
    "theme/emblem.0a.svg": "<svg/>",
    "tim-kiem/words.json": json.dumps({"chữ": []}),
    "site.webmanifest": "{}",
    "anh/2026/anh.webp": "RIFF",
    "anh/2026/anh.avif": "ftyp",
    "anh/2026/anh.jpg": "JFIF",
    "anh/2026/anh.png": "PNG",
    "anh/2026/anh.gif": "GIF",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    for name, text in _FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    with nginx(folder) as address:
        yield address


def asked(address: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@pytest.mark.parametrize("ending", sorted({one.rpartition(".")[2] for one in ALLOWED}))
def test_whatever_may_be_published_has_a_type_here_and_in_the_preview(ending: str) -> None:
    server = readme_server((ROOT / "README.md").read_text("utf-8"))
    assert re.search(rf"^ +[a-z]+/[a-z+]+(?: \w+)* {ending}(?: \w+)*;$", server, re.MULTILINE)
    assert type_of(f"robots.{ending}") != UNKNOWN


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/don-vi/", "text/html; charset=utf-8"),
        ("/don-vi", "text/html; charset=utf-8"),
        ("/tin-hoat-dong/2026/bai.html?utm_source=zalo", "text/html; charset=utf-8"),
        ("/tin-hoat-dong/atom.xml", "text/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/theme/newsroom.0a.css", "text/css; charset=utf-8"),
        ("/theme/enhance.0a.js", "text/javascript; charset=utf-8"),
        ("/theme/emblem.0a.svg", "image/svg+xml"),
        ("/tim-kiem/words.json", "application/json"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/anh/2026/anh.webp", "image/webp"),
        ("/anh/2026/anh.avif", "image/avif"),
        ("/anh/2026/anh.jpg", "image/jpeg"),
        ("/anh/2026/anh.png", "image/png"),
        ("/anh/2026/anh.gif", "image/gif"),
    ],
)
def test_every_kind_of_file_comes_as_what_it_is(base: str, place: str, kind: str) -> None:
    status, headers, _ = asked(base + place)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert headers["X-Content-Type-Options"] == "nosniff"
    cached = {
        "theme": "public, max-age=31536000, immutable",
        "anh": "public, max-age=86400",
    }.get(place.split("/")[1], "no-cache")
    assert headers["Cache-Control"] == cached


@pytest.mark.parametrize(
    "place",
    [
        *("/khong-co", "/Default.aspx?id=1", "/theme/x.css", "/anh/x.jpg"),
        *("/robots.txt/x", "/index.html/x", "/" + "a" * 300, "/%E1%BB%A9%CC"),
    ],
)
def test_what_is_not_there_is_said_by_our_own_page(base: str, place: str) -> None:
    status, headers, body = asked(base + place)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "immutable" not in str(headers["Cache-Control"])
    assert "Không tìm thấy trang" in body.decode()
