"""Whatever is in a file is answered, in lines that are there, and nothing that acts comes out."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.characters import forbidden
from plugins.model import UNDATED, Status
from plugins.posts import BodyReader, edit, read_manuscript, read_standing
from plugins.posts.placeholders import is_placeholder
from plugins.posts.schema import POST as POST_KEYS
from plugins.posts.typed import quoted
from tests.support.long import examples
from tests.support.posts import agency

PATH = "tin-hoat-dong/2021/kiem-tra.md"
READER = BodyReader()

PIECES = st.sampled_from(
    [
        *(f"{key}: " for key in POST_KEYS),
        "---",
        "\n",
        "\n",
        "\r\n",
        " ",
        "  - ",
        "\t",
        ": ",
        "#",
        "# ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "&a",
        "*a",
        "!x",
        "|",
        ">",
        "%",
        "@",
        "`",
        ",",
        "2021-03-15 08:19",
        "10/03/2024",
        "Việt Hưng",
        "Phòng 15",
        "nháp",
        "đính chính",
        "/detail/1.html",
        "anh/2021/a.jpg",
        "[a](b.md)",
        "![a](anh/b.jpg)",
        "[^1]",
        "[^1]: ",
        "<b>",
        "</b>",
        "<!",
        "<![",
        "&#",
        "0912345678",
        "sinh năm 1980, trú tại",
        "\x00",
        "\u2028",
        "\ufeff",
        "\ue000",
        "e\u0323\u0302",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(lambda p: "---\n" + "".join(p) + "\n---\nNội dung.\n"),
)
LINES = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=60,
).filter(lambda line: not forbidden(line))


@settings(max_examples=examples(50), deadline=None)
@given(TEXTS)
@example("---\n")
@example("")
@example("---\n\n---")
@example("---\r---\r")
@example("---\ntitle: a\n  ?\n---\n")
def test_any_file_is_answered_in_lines_that_are_there(text: str) -> None:
    ends = "\n\r" if "\n" in text or "\r" in text else "\x0b\x0c\x85\u2028\u2029"
    last = 1 + sum(map(text.replace("\r\n", "\n").count, ends))
    manuscript, problems = read_manuscript(PATH, text)
    found = list(problems)
    if manuscript is not None:
        post, more = edit(manuscript, agency())
        found += more
        if post.status is Status.DRAFT:
            assert all(p.severity == "advice" for p in found)
        elif post.date == UNDATED:
            assert any(p.severity == "error" for p in found)
    else:
        assert any(p.severity == "error" for p in found)
    found += read_standing("trang/a.md", text)[1]
    assert all(1 <= p.line <= last for p in found), (last, found)
    assert all("\n" not in p.suggestion for p in found if p.fixable)


@settings(max_examples=examples(33), deadline=None)
@given(TEXTS)
def test_any_body_comes_out_with_tags_we_know_and_nothing_that_acts(text: str) -> None:
    body, problems = READER.read(text, path=PATH, first_line=7)
    assert not re.search(r"<(?:script|style|iframe|svg|math|object|embed|form|input)", body.html)
    tags = re.findall(r"<[a-z][^>]*>", body.html)
    assert not any(re.search(r"\son[a-z]+=", re.sub(r'"[^"]*"', '""', tag)) for tag in tags)
    ids = re.findall(r' id="([^"]*)"', body.html)
    assert len(ids) == len(set(ids))
    assert "\ue000" not in body.html
    assert all(7 <= p.line <= 7 + text.count("\n") for p in problems)
    assert unicodedata.is_normalized("NFC", body.text)


@settings(max_examples=examples(33), deadline=None)
@given(TEXTS)
def test_reading_twice_is_reading_once(text: str) -> None:
    assert read_manuscript(PATH, text) == read_manuscript(PATH, text)


@settings(max_examples=examples(66), deadline=None)
@given(LINES)
@example("Hội nghị: tổng kết")
@example('"Bốn tại chỗ"')
@example('it\'s "x": y')
@example("\\")
@example("- a")
@example("~")
@example("....")
@example("a #b")
def test_a_title_we_offer_to_write_is_read_as_it_was_meant(title: str) -> None:
    meant = " ".join(unicodedata.normalize("NFC", title).split())
    if not meant or is_placeholder(meant):
        return
    head = f"title: {quoted(meant)}\ndate: 2021-03-15 08:19\nauthor: Việt Hưng"
    text = f"---\n{head}\n---\nNội dung.\n"
    manuscript, problems = read_manuscript(PATH, text)
    assert [p for p in problems if p.severity == "error"] == []
    assert manuscript is not None
    assert manuscript.post.title == meant
