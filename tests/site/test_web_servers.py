"""A site behind real nginx and Caddy with the guide's own files: every rule asked and answered."""

from __future__ import annotations

import gzip
import http.client
import json
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desk.verify.survey import ALLOWED
from plugins.addresses import type_of
from tests.support.web_servers import (
    CADDY,
    NGINX,
    Certificate,
    Served,
    caddy_with,
    certificate,
    nginx_with,
)

PAGE = f"<!doctype html><title>Bài</title>{'<p>Chữ của bài.' * 200}"
FILES = {
    "index.html": "<!doctype html><title>Trang đầu</title>",
    "404.html": "<!doctype html><title>Không tìm thấy trang</title>",
    "don-vi/index.html": "<!doctype html><title>Đơn vị</title>",
    "tin-hoat-dong/2026/bai.html": PAGE,
    "tin-hoat-dong/2026/go.html": "<!doctype html><title>Tin đã được gỡ bỏ</title>",
    "tin-hoat-dong/2026/go.html.410": "410 Gone\n",
    "Default.aspx/index.html": "<!doctype html><title>Địa chỉ cũ</title>",
    "cu/rss.xml/index.html": "<!doctype html><title>Địa chỉ cũ</title>",
    "tin-hoat-dong/atom.xml": "<feed/>",
    "tin-hoat-dong/rss.xml": "<rss/>",
    "sitemap.xml": "<urlset/>",
    "robots.txt": "User-agent: *",
    "theme/newsroom.0a.css": f"body{{}}{'p{}' * 999}",
    "theme/enhance.0a.js": "'use strict';",
    "theme/emblem.0a.svg": "<svg/>",
    "tim-kiem/words.json": json.dumps({"chữ": []}),
    "site.webmanifest": "{}",
    "anh/2026/anh.webp": "RIFF",
    "anh/2026/anh.avif": "ftyp",
    "anh/2026/anh.jpg": "JFIF",
    "anh/2026/anh.jpeg": "JFIF",
    "anh/2026/anh.png": "PNG",
    "anh/2026/anh.gif": "GIF",
    ".git/HEAD": "ref",
    ".env": "khoa=1",
}
LIVING, GONE = "/tin-hoat-dong/2026/bai.html", "/tin-hoat-dong/2026/go.html"
STEADY = {"/theme/": "public, max-age=31536000, immutable", "/anh/": "public, max-age=86400"}
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Site:
    served: Served
    current: Path
    """The link that is swapped."""
    trust: ssl.SSLContext

    def ask(
        self, path: str, method: str = "GET", *, secure: bool = True, **headers: str
    ) -> tuple[int, Message, bytes]:
        """The answer to exactly ``path``, of which a client makes nothing else."""
        address = urlsplit(self.served.https if secure else self.served.http)
        assert address.hostname is not None
        host, port = address.hostname, address.port
        if secure:
            asking = http.client.HTTPSConnection(host, port, timeout=10, context=self.trust)
        else:
            asking = http.client.HTTPConnection(host, port, timeout=10)
        try:
            asking.request(
                method, path, headers={k.replace("_", "-"): v for k, v in headers.items()}
            )
            answer = asking.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            asking.close()


def write_tree(folder: Path, **others: str) -> Path:
    for name, text in {**FILES, **others}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def site(
    request: pytest.FixtureRequest, made: Certificate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("served")
    write_tree(folder / "releases/1")
    current = folder / "current"
    current.symlink_to("releases/1")
    (folder / "history.jsonl").write_text("{}")
    serve = nginx_with if request.param == "nginx" else caddy_with
    with serve(current, made) as served:
        yield Site(served, current, ssl.create_default_context(cafile=str(made.file)))


@pytest.mark.parametrize("ending", sorted({one.rpartition(".")[2] for one in ALLOWED} - {"410"}))
def test_whatever_may_be_published_is_named_in_both_files(ending: str) -> None:
    assert f" {ending};" in NGINX.read_text("utf-8").replace(" jpeg;", " jpeg; jpg;")
    caddy = CADDY.read_text("utf-8").replace("jpe?g", "jpg$ \\.jpeg")
    assert f"\\.{ending}$" in caddy


def test_http_leads_to_https_and_promises_nothing(site: Site) -> None:
    status, headers, _ = site.ask("/don-vi/?a=b", secure=False)
    assert status in {301, 308}
    assert headers["Location"].removesuffix("/don-vi/?a=b") in {
        "https://localhost",
        site.served.https,
    }
    assert headers["Strict-Transport-Security"] is None


PUBLIC = [name for name in FILES if not name.startswith(".") and not name.endswith(".410")]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_file_comes_as_what_it_is_and_is_kept_as_long_as_it_may_be(
    site: Site, name: str
) -> None:
    path = f"/{name.removesuffix('index.html')}"
    status, headers, body = site.ask(path)
    media = type_of(name).partition(";")[0]
    is_text = media.startswith("text/") or media.endswith("xml")
    charset = "; charset=utf-8" if is_text and "svg" not in media else ""
    assert status == (410 if path == GONE else 200)
    assert headers["Content-Type"] == f"{media}{charset}"
    assert body.decode() == FILES[name]
    steady = next((value for base, value in STEADY.items() if path.startswith(base)), "no-cache")
    assert headers["Cache-Control"] == steady
    assert {key: headers[key] for key in HEADERS} == HEADERS
    assert "/" not in (headers["Server"] or "")  # no version


@pytest.mark.parametrize(
    ("path", "to"), [("/Default.aspx?id=1", "Default.aspx"), ("/don-vi?x=1", "don-vi")]
)
def test_a_folder_without_its_slash_is_found(site: Site, path: str, to: str) -> None:
    status, headers, body = site.ask(path)
    if status == 308:
        status, headers, body = site.ask(headers["Location"])
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body.decode() == FILES[f"{to}/index.html"]


def test_no_page_has_a_second_address_with_slashes_in_a_row(site: Site) -> None:
    for path, to in {
        "//don-vi/": "/don-vi/",
        "/don-vi//": "/don-vi/",
        "///tin-hoat-dong/2026//bai.html?x=//": "/tin-hoat-dong/2026/bai.html?x=//",
        "//evil.example/": "/evil.example/",
    }.items():
        asked = path
        for _ in range(4):
            status, headers, _body = site.ask(asked)
            if status != 301:
                break
            assert headers["Location"].startswith(f"{site.served.https}/")
            asked = headers["Location"].removeprefix(site.served.https)
            assert not asked.startswith("//")
        assert asked == to
        assert status == (404 if "evil" in to else 200)


def test_text_is_packed_for_who_takes_it_and_said_to_differ(site: Site) -> None:
    for path in (LIVING, "/theme/newsroom.0a.css"):
        status, headers, body = site.ask(path, Accept_Encoding="gzip")
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert "Accept-Encoding" in headers["Vary"]
        assert gzip.decompress(body).decode() == FILES[path[1:]]
        assert len(body) < len(FILES[path[1:]]) / 4
    status, headers, _ = site.ask("/anh/2026/anh.webp", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] is None


@pytest.mark.parametrize("path", [LIVING, "/tin-hoat-dong/atom.xml", "/tim-kiem/words.json"])
@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_what_a_reader_has_already_is_not_sent_again(site: Site, path: str, packing: str) -> None:
    _, headers, _ = site.ask(path, Accept_Encoding=packing)
    etag = headers["ETag"]
    status, headers, body = site.ask(path, Accept_Encoding=packing, If_None_Match=etag)
    assert (status, body) == (304, b"")
    assert headers["Cache-Control"] == "no-cache"
    status, _, body = site.ask(path, Accept_Encoding=packing, If_None_Match='"other"')
    assert status == 200
    assert body


def test_what_was_withdrawn_is_gone_whatever_a_reader_has(site: Site) -> None:
    _, headers, _ = site.ask(GONE)
    for more in (
        {},
        {"If_None_Match": headers["ETag"] or '"x"'},
        {"If_Modified_Since": headers["Last-Modified"] or "Thu, 01 Jan 2099 00:00:00 GMT"},
        {"Range": "bytes=0-3"},
        {"Accept_Encoding": "gzip"},
    ):
        status, headers, body = site.ask(GONE, **more)
        assert status == 410
        text = gzip.decompress(body) if headers["Content-Encoding"] else body
        assert "Tin đã được gỡ bỏ" in text.decode()
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        *("/khong-co", "/khong-co/", "/Default2.aspx?id=1", "/theme/x.css", "/anh/x.jpg"),
        *("/khong-co.html", "/khong-co/atom.xml", "/" + "a" * 300, "/%E1%BB%A9%CC"),
        *("/.git/HEAD", "/.env", "/don-vi/.env", f"{GONE}.410", "/../history.jsonl"),
        *(
            "/%2e%2e/history.jsonl",
            "/..%2fhistory.jsonl",
            "/history.jsonl",
            "/theme/",
            "/anh/2026/",
        ),
    ],
)
def test_what_is_not_there_or_nobodys_business_is_said_by_our_own_page(
    site: Site, path: str
) -> None:
    status, headers, body = site.ask(path)
    if status == 400 and ".." in path.replace("%2e", "."):
        return  # refused before anything is looked for
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert {key: headers[key] for key in HEADERS} == HEADERS
    assert "Không tìm thấy trang" in body.decode()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent_there(site: Site, method: str) -> None:
    status, _, _ = site.ask("/", method)
    assert status == 405


def test_head_is_answered_without_a_body(site: Site) -> None:
    status, headers, body = site.ask(LIVING, "HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_another_release_is_seen_at_once_by_new_and_by_open_connections(site: Site) -> None:
    """Without a word to the server: what was withdrawn comes back, what was read is gone."""
    second = write_tree(site.current.parent / "releases/2")
    (second / f"{GONE[1:]}.410").unlink()
    (second / GONE[1:]).write_text("<!doctype html><title>Lại có</title>", "utf-8")
    (second / f"{LIVING[1:]}.410").write_text("410 Gone\n", "utf-8")
    address = urlsplit(site.served.https)
    assert address.hostname is not None
    kept = http.client.HTTPSConnection(address.hostname, address.port, context=site.trust)

    def asked(path: str) -> int:
        kept.request("GET", path)
        answer = kept.getresponse()
        answer.read()
        return answer.status

    def show(number: int) -> None:
        new = site.current.with_name("new")
        new.symlink_to(f"releases/{number}")
        new.replace(site.current)

    try:
        for _ in range(3):
            assert (asked(LIVING), asked(GONE)) == (200, 410)
            show(2)
            assert (asked(LIVING), asked(GONE)) == (410, 200)
            assert (site.ask(LIVING)[0], site.ask(GONE)[0]) == (410, 200)
            show(1)
    finally:
        kept.close()
