"""Whatever is typed into whichever field, no page and no feed runs anything or leads astray."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree

from tests.support.sites import FIXTURE, build, built, tree, write

CONF = FIXTURE / "siteconf.py"

TEXTS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ site.url }}{% raw %}",
    "</script><svg onload=alert(1)>",
)
"""Typed where plain text goes: all of them must come out as the text they are."""

BODY = """
<script>alert('thân bài')</script>

<p onclick="alert(1)" style="position:fixed" id="noi-dung">Đoạn có thuộc tính.</p>

<a href="javascript:alert(1)">liên kết HTML</a> và
<a href="JaVa&#115;cript&colon;alert(1)">liên kết đổi chữ</a>

<iframe src="https://ngoai.example/"></iframe> <form action="https://ngoai.example/"><input></form>

<svg onload="alert(1)"><circle/></svg> <math><mtext></mtext></math> <base href="https://ngoai.example/">

<style>body{display:none}</style> <meta http-equiv="refresh" content="0;url=https://ngoai.example/">

<!--[if IE]><script>alert(1)</script><![endif]-->

`<script>alert(1)</script>`
"""

LINKS = (
    "[bấm](javascript:alert(1))",
    "[bấm](JAVASCRIPT:alert(1))",
    "[bấm](<java\tscript:alert(1)>)",
    "[bấm](data:text/html,<script>alert(1)</script>)",
    "[bấm](vbscript:msgbox(1))",
    "![ảnh minh họa bờ sông](javascript:alert(1))",
    '[bấm](https://ngoai.example/ "x\\" onmouseover=\\"alert(1)")',
)


def in_yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def post(text: str, body: str = "Thân bài đủ một câu.") -> str:
    """A post with ``text`` in every field of plain text."""
    return f"""---
title: {in_yaml("Tin " + text)}
date: 2024-10-01 08:00
author: ke-thu
department: Phòng 15
units: [VKSND khu vực 1]
source: {in_yaml("Báo " + text)}
summary: {in_yaml("Tóm tắt " + text)}
photo: anh/2024/ben-song.png
photo_alt: {in_yaml("Bến sông " + text)}
photo_caption: {in_yaml("Chú thích " + text)}
photo_credit: {in_yaml("Ảnh " + text)}
corrections:
  - date: 2024-10-02 08:00
    kind: đính chính
    note: {in_yaml("Ghi chú " + text)}
---

{body}
"""


def hostile(folder: Path, text: str, body: str = "Thân bài đủ một câu.") -> Path:
    """The fixture content with one post, one author and one page that mean harm."""
    shutil.copytree(FIXTURE / "content", folder)
    authors = folder / "registry" / "authors.toml"
    authors.write_text(
        authors.read_text("utf-8")
        + f'\n[[author]]\nid = "ke-thu"\nname = {in_yaml("Kẻ " + text)}\n'
        f'departments = ["phong-15"]\nnote = {in_yaml(text)}\n',
        "utf-8",
    )
    page = f"---\ntitle: {in_yaml('Trang ' + text)}\nsummary: {in_yaml(text)}\n---\n\n{body}\n"
    write(
        folder,
        {"tin-hoat-dong/2024/hiem-doc.md": post(text, body), "trang/hiem-doc.md": page},
    )
    return folder


# --- reading what came out, as a browser and a feed reader would ---------------------

SAFE_URL = re.compile(r"(?:https://|/|#|mailto:|tel:)[^\x00-\x20]*")
RUNS = frozenset({"iframe", "object", "embed", "applet", "form", "input", "button"}) | {
    *("base", "svg", "math", "style")
}
SEARCH = (
    'form.search[action="/tim-kiem/"], form.search > *, form.answers__choices, #xem-them, #toan-van'
)
"""What asks and answers a reader's question; no text may bring a class or such an id with it."""
OUR_SCRIPT = re.compile(r'<script defer="" src="/theme/search\.[0-9a-f]{12}\.js"></script>')
URLS = ("href", "src", "action", "formaction", "poster", "data", "xlink:href", "cite")


def dangers(html: str, *, page: bool) -> Iterator[str]:
    """What in ``html`` would run, load from elsewhere or lead elsewhere by itself."""
    soup = BeautifulSoup(html, "lxml")
    ours = {id(tag) for tag in soup.select(SEARCH)} if page else set()
    for tag in soup.find_all():
        assert isinstance(tag, Tag)
        if tag.name == "script":
            if page and OUR_SCRIPT.fullmatch(str(tag)):
                continue
            if not (page and tag.get("type") == "application/ld+json"):
                yield f"script: {tag}"
            else:
                json.loads(tag.string or "")
        if tag.name in RUNS and id(tag) not in ours:
            yield f"element: {tag}"
        for name, value in tag.attrs.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                yield f"attribute {name}: {tag}"
            if name in URLS and not SAFE_URL.fullmatch(str(value)):
                yield f"address {value!r}: {tag}"


def all_dangers(files: dict[str, bytes]) -> list[str]:
    found = []
    for name, data in files.items():
        if name.endswith(".html"):
            found += [f"{name}: {what}" for what in dangers(data.decode(), page=True)]
        elif name.endswith(".xml"):
            root = etree.fromstring(data)  # malformed XML is a failure by itself
            for element in root.iter():
                kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
                html = element.get("type") == "html" or kind in ("encoded", "description")
                if html and element.text:
                    found += [f"{name}: {w}" for w in dangers(element.text, page=False)]
                assert kind != "script"
    return found


# --- the tests ------------------------------------------------------------------------


def test_text_in_every_field_comes_out_as_the_text_it_is(tmp_path: Path) -> None:
    text = " ".join(TEXTS)
    files = tree(built(hostile(tmp_path / "content", text), tmp_path / "output", conf=CONF))

    assert all_dangers(files) == []
    page = BeautifulSoup(files["tin-hoat-dong/2024/hiem-doc.html"].decode(), "lxml")
    shown = " ".join(page.get_text(" ").split())
    for field in ("Tin ", "Kẻ ", "Tóm tắt ", "Chú thích ", "Ghi chú "):
        assert field + text in shown, field
    assert page.title is not None
    assert text in page.title.get_text()
    assert page.select_one(f'img[alt="{CSS_ESCAPED(text)}"]') is not None


def CSS_ESCAPED(text: str) -> str:  # noqa: N802 - reads as a note in the selector above
    return ("Bến sông " + text).replace("\\", "\\\\").replace('"', '\\"')


def test_html_in_a_body_runs_nothing_wherever_the_body_is_shown(tmp_path: Path) -> None:
    content = hostile(tmp_path / "content", "thường", BODY)
    done = build(content, tmp_path / "output", conf=CONF)
    if done.returncode == 0:
        files = tree(tmp_path / "output")
        assert all_dangers(files) == []
        assert b"hiem-doc" in files["tin-hoat-dong/atom.xml"]
    else:  # refused: then every kind of it must be named, and nothing written
        assert not (tmp_path / "output").exists()
        for what in ("script", "onclick", "iframe", "javascript:"):
            assert what in done.stdout, done.stdout


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_runs_something_is_refused_or_made_harmless(tmp_path: Path, link: str) -> None:
    content = hostile(tmp_path / "content", "thường", f"Trước {link} sau.")
    done = build(content, tmp_path / "output", conf=CONF)
    if done.returncode == 0:
        assert all_dangers(tree(tmp_path / "output")) == []
    else:
        assert "tin-hoat-dong/2024/hiem-doc.md:" in done.stdout
        assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    "alias",
    [
        "javascript:alert(1)",
        "//ngoai.example/x",
        "/../../x.html",
        '/a"><script>.html',
        "/index.html",
    ],
)
def test_an_old_address_that_is_none_of_ours_is_refused(tmp_path: Path, alias: str) -> None:
    content = hostile(tmp_path / "content", "thường")
    path = content / "tin-hoat-dong" / "2024" / "hiem-doc.md"
    text = path.read_text("utf-8").replace(
        "corrections:", f"aliases: [{in_yaml(alias)}]\ncorrections:"
    )
    path.write_text(text, "utf-8")
    done = build(content, tmp_path / "output", conf=CONF)
    assert done.returncode == 1, done.stdout
    assert "tin-hoat-dong/2024/hiem-doc.md:" in done.stdout
    assert not (tmp_path / "output").exists()


def test_the_reader_of_this_test_sees_danger_where_there_is_some() -> None:
    harmful = (
        "<script>1</script>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        "<a href=' java&#9;script:x'>",
        "<img src=data:text/html,x>",
        "<iframe>",
        "<p style='x'>",
    )
    assert [html for html in harmful if not list(dangers(html, page=False))] == []
    assert list(dangers('<a href="/x">x</a><img src="/anh/x.jpg" alt="">', page=False)) == []
