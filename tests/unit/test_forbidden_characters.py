"""Characters that no page or feed can hold are said wherever words come from."""

import pytest

from plugins.characters import PRIVATE, forbidden
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


REFERENCES = (
    "&#11;", "&#x0B;", "&#X1F;", "&#0;", "&#xD800;", "&#xE000;", "&#xF0B7;", "&#65535;",
    "&#x1FFFF;", "&#x110000;", f"&#{'9' * 5_000};", f"&#x{'F' * 5_000};", "&#0000000000011;",
)  # fmt: skip
PLACES = (
    "Mở {}.", "## Mục {}", "- {} a", "| {} | b |\n|---|---|\n| a | c |",
    "Chữ[^1].\n\n[^1]: Ghi {}.",
    "[liên {} kết](https://a.vn)", "[a](https://a.vn/{}x)", '[a](https://a.vn "chú {}")',
    "![Đoàn {} kiểm tra](anh/2026/a.jpg)", '![Đoàn kiểm tra](anh/2026/a.jpg "Chú {}")', "`{}`",
    "```\n{}\n```", '<abbr title="{}">a</abbr>', "<b>{}</b>", "> {}",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one[:12])
def test_a_reference_that_none_can_hold_is_said_wherever_it_stands(
    reference: str, place: str
) -> None:
    text = small.post("Tin", "2026-03-01 08:00", place.replace("{}", reference))
    manuscript, problems = read_manuscript(PATH, text)
    line = text[: text.index(reference)].count("\n") + 1
    assert any(one.line == line and one.severity == "error" for one in problems)
    assert manuscript is not None
    assert forbidden(manuscript.post.body.html + manuscript.post.body.text) == ""
    assert not PRIVATE.search(manuscript.post.body.html)


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("&#xF0B7; Rà soát", "- Rà soát"),
        ("Bước một &#xF0E0; bước hai", "Bước một → bước hai"),
        ("Bước một \uf0e0 bước hai", "Bước một → bước hai"),
        ("a \ue123 b", "a  b"),
    ],
)
def test_signs_of_word_are_said_with_what_they_look_like(body: str, mended: str) -> None:
    _, problems = read_manuscript(PATH, small.post("Tin", "2026-03-01 08:00", body))
    assert [(one.line, one.suggestion) for one in problems] == [(6, mended)]


def test_a_bullet_of_word_at_the_beginning_is_read_as_one() -> None:
    body = "\uf0b7 Rà soát.\n\uf0b7 Đối chiếu."
    manuscript, problems = read_manuscript(PATH, small.post("Tin", "2026-03-01 08:00", body))
    assert problems == ()
    assert manuscript is not None
    assert manuscript.post.body.html.count("<li>") == 2


def test_what_templates_are_written_with_is_read_as_typed() -> None:
    odd = "{% if %} {# a #} {attach}a {static}b |filename|c %(x)s {0} ${x} $$ [[x]] {site}"
    text = small.post(odd, "2026-03-01 08:00", f"{odd} \\1 <% a")
    manuscript, problems = read_manuscript(PATH, text)
    assert problems == ()
    assert manuscript is not None
    assert manuscript.post.title == odd
    assert manuscript.post.body.text == f"{odd} \\1 <% a"


def test_a_gap_of_a_form_is_reminded_of_and_shown_as_typed() -> None:
    text = small.post("Tin {{họ tên}}", "2026-03-01 08:00", "Ông {{họ tên}} nói.")
    manuscript, problems = read_manuscript(PATH, text)
    assert sorted((one.line, one.severity) for one in problems) == [(2, "advice"), (6, "advice")]
    assert all("«{{họ tên}}»" in one.message for one in problems)
    assert manuscript is not None
    assert manuscript.post.body.text == "Ông {{họ tên}} nói."
