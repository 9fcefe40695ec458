"""Characters that no page or feed can hold are said wherever words come from."""

import pytest

from plugins.characters import forbidden
from plugins.documents import catalogue
from plugins.model import Body, Cited, Post
from plugins.posts import read_manuscript
from plugins.registry import read_registry
from tests.support import small_newsroom as small

PATH = "tin-hoat-dong/2026/bai.md"


@pytest.mark.parametrize("code", [1, 0x1B, 0x7F, 0x80, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF])
def test_what_none_can_hold(code: int) -> None:
    assert forbidden(f"a{chr(code)}b") == f"U+{code:04X}"


@pytest.mark.parametrize("text", ["", "Kiểm tra", "a\nb\tc", "\xa0\u200b\xad", "😀", "\ue123"])
def test_what_all_can(text: str) -> None:
    assert forbidden(text) == ""


@pytest.mark.parametrize(
    "line",
    [
        'title: "Tin \\ufffe"',
        'summary: "\\u0001 Tóm tắt"',
        'corrections: [{date: 2026-03-05 10:00, kind: đính chính, note: "a\\U0001fffe"}]',
        'aliases: ["/cu\\u0007"]',
    ],
)
def test_a_sign_that_yaml_writes_in_letters_is_said_at_its_line(line: str) -> None:
    text = small.post("Tin", "2026-03-01 08:00", "Chữ.", line)
    if line.startswith("title"):
        text = text.replace('title: "Tin"\n', "")
    _, problems = read_manuscript(PATH, text)
    at = text.split("\n").index(line) + 1
    assert any(p.line == at and "không chứa được" in p.message for p in problems)


def test_other_escapes_pass() -> None:
    _, problems = read_manuscript(PATH, small.post("Tin \\u00e0", "2026-03-01 08:00", "Chữ."))
    assert problems == ()


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("units", 'name = "VKSND \\u0001 huyện"'),
        ("units", 'aliases = ["VKS\\uFFFE"]'),
        ("authors", 'note = "Phòng \\u0007"'),
    ],
)
def test_the_registry_is_asked_too(file: str, line: str) -> None:
    kind = file[:-1]
    named = "" if line.startswith("name") else 'name = "Xuân"\n'
    text = f'[[{kind}]]\nid = "x"\n{named}place = "X"\nlevel = "huyện"\n{line}\n'
    texts = dict.fromkeys(
        (f"registry/{one}.toml" for one in ("units", "departments", "authors")), ""
    )
    _, problems = read_registry({**texts, f"registry/{file}.toml": text})
    at = text.split("\n").index(line) + 1
    assert any(p.line == at and "không chứa được" in p.message for p in problems)


def test_an_id_too_long_for_a_folder_is_said() -> None:
    text = f'[[unit]]\nid = "{"a" * 101}"\nname = "Xuân"\nplace = "X"\nlevel = "huyện"\n'
    texts = dict.fromkeys(("registry/departments.toml", "registry/authors.toml"), "")
    _, problems = read_registry({**texts, "registry/units.toml": text})
    assert any(p.line == 2 and "dài quá 100" in p.message for p in problems)
    text = text.replace("a" * 101, "a" * 100)
    registry, problems = read_registry({**texts, "registry/units.toml": text})
    assert registry is not None
    assert problems == ()


def test_a_document_with_an_endless_number_has_an_address_that_a_disk_takes() -> None:
    number = "1/" + "B-" * 150 + "C"
    cited = (Cited(type="Công văn", number=number), Cited(type="Công văn", number=number + "D"))
    post = Post(path=PATH, title="Tin", date=small.NOW, body=Body(html="", text=""), cited=cited)
    slugs = {one.slug for one in catalogue([post]).documents.values()}
    assert len(slugs) == 2
    assert all(len(slug) < 200 for slug in slugs)
