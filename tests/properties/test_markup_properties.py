"""No word of a body is lost, no link goes unsaid; what is not said to be wrong is valid HTML."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.verify.markup import check_markup, find_nu
from plugins.posts import BodyReader
from tests.support.long import examples

PATH = "tin-hoat-dong/2021/kiem-tra.md"
READER = BodyReader()

# --- no word is lost ---------------------------------------------------------------------

# fmt: off
BETWEEN = [
    " ", " ", " ", "\n", "\n\n", "\t", "  \n", "|", " | ", "| ", " |\n| ", "\n|---|---|\n",
    "\n- ", "\n+ ", "\n* ", "\n– ", "\n• ", "\n  - ", "\n    ", "\n\t", "\n1. ", "\n2) ",
    "\n\n3. ", "\na) ", "\nb) ", "\n# ", "\n## ", "\n##", "\n> ", "\n>> ", "\n---\n", "\n===\n",
    "\n***\n", "*", "**", " **", "** ", "_", "__", " * ", "`", " `", "``", "~~", " < ", "<", "> ",
    "[", "]", "[^", "]:", "(", ")", " (", ") ", "!", "\\", "&", "&amp;", "#", " #", ".", ". ",
    ": ", ":\n", ".\n", ";\n", "“", "”", "\n\n\n", "\u00a0", "\n\u3000", "\n(*) ", "\n1/ ",
    "\nI. ", "\n1.1. ", "\no\t", "\n-\t", "=", "+", "\n+---+---+\n", "\n\n|", "{", "}", "^", "~",
    "\n- - ", "\n1. a) ", "\n> - ", "/", "–",
]
# fmt: on
WORD = st.text("abcdeghik", min_size=5, max_size=5).map("từ{}".format)
PIECE = st.tuples(WORD, st.sampled_from(BETWEEN), st.sampled_from(["", "", *BETWEEN]))


@settings(max_examples=examples(100), deadline=None)
@given(st.sampled_from(BETWEEN), st.lists(PIECE, min_size=1, max_size=12))
def test_every_word_comes_out_once_and_in_its_place(
    first: str, pieces: list[tuple[str, str, str]]
) -> None:
    text = first + "".join("".join(piece) for piece in pieces)
    if re.search(r"\]\s*[(\[:]|\)\[", text):
        return  # an address, not words
    body, problems = READER.read(text, path=PATH, cites=True)
    if not any(problem.severity == "error" for problem in problems):
        assert re.findall("từ[abcdeghik]{5}", body.text) == [word for word, _, _ in pieces]


# --- no mend changes a word ----------------------------------------------------------------

# fmt: off
BREAKS = [
    " ", " ", "\n", "\n", ".\n", ".\n", ".\n", ":\n", "\n\n", "\t", "|", "\n- ", "\n+ ", "\n1. ",
    "\na) ", ".\n> ", "\n> ", ".\n>> ", ".\n    ", ".\n\t", ".\n  ", "\n## ", " \n## ", "**",
    ".\n**", "&#11;", "&#31;", "&#0; ", " &#65535;", "[^1] ", ".\n[^1]: ", ".\n- ", ".\n1. ",
    "<td>",
    "</td>", "<p>", "</p>", ".\n| ", "”\n“", "!\n",
]
# fmt: on


@settings(max_examples=examples(100), deadline=None)
@given(
    st.sampled_from(BREAKS),
    st.lists(st.tuples(WORD, st.sampled_from(BREAKS)), min_size=2, max_size=12),
)
def test_what_may_be_mended_unasked_keeps_every_word_and_is_mended_at_once(
    first: str, pieces: list[tuple[str, str]]
) -> None:
    text = first + "".join(word.capitalize() + end for word, end in pieces)
    before = READER.read(text, path=PATH)[0].text
    for _ in range(3):
        body, problems = READER.read(text, path=PATH)
        mends = {problem.line: problem.suggestion for problem in problems if problem.fixable}
        if not mends:
            break
        rows = text.split("\n")
        for line, mend in mends.items():
            rows[line - 1] = mend
        text = "\n".join(rows)
    assert not mends
    assert re.findall(r"\w+", body.text) == re.findall(r"\w+", before)


# --- no link goes without a word ------------------------------------------------------------

# fmt: off
SCRAPS = [
    "http", "https", "htps", "://", ":/", "//", "/", "\\", " ", "(", "::", "1", "a.vn", "vks", ".",
    ",", "-", "_", "@", ":", "80", "99999", "%", "%20", "%zz", "#", "?", "=", "&", "đ", "ế", "tel:",
    "mailto:", "0227", "+84", "tin-hoat-dong/2021/a.md", "trang/x", "anh/2021/a.jpg", "tep/a.pdf",
    "javascript:", "data:", "ftp:", "C:\\", '"', "'", "{", "|", "^", "`", "*", "\n", "\t", ".html",
    "..", "~", ";", "$", "!", "xn--", "\u200b", "😀",
]
# fmt: on


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=6).map("".join))
def test_a_link_is_there_or_something_is_said_or_all_of_it_is_shown(href: str) -> None:
    body, problems = READER.read(f"Xem [chữ]({href}) và.", path=PATH)
    assert "<a " in body.html or problems or "[chữ](" in body.text.replace(" ", "")


# --- ordinary Markdown ------------------------------------------------------------------------

ORDINARY_WORDS = st.lists(
    st.sampled_from(
        [
            "Đoàn",
            "kiểm tra",
            "**đậm**",
            "*nghiêng*",
            "`mã`",
            "[trang](https://vks.example/a)",
            "hồ sơ",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
ORDINARY = st.lists(
    st.one_of(
        ORDINARY_WORDS.map("Chữ {}".format),
        ORDINARY_WORDS.map("## {}".format),
        ORDINARY_WORDS.map("> {}".format),
        st.lists(ORDINARY_WORDS, min_size=1, max_size=3).map(
            lambda items: "\n".join(f"- {item}\n    - con {item}" for item in items)
        ),
        st.lists(ORDINARY_WORDS, min_size=1, max_size=3).map(
            lambda items: "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
        ),
        st.lists(ORDINARY_WORDS, min_size=2, max_size=3).map(
            lambda cells: "| {} |\n|{}\n| {} |".format(
                " | ".join(cells), "---|" * len(cells), " | ".join(cells)
            )
        ),
    ),
    min_size=1,
    max_size=6,
).filter(
    # Lists or quotes next to each other are one, or two: there opinions differ.
    lambda blocks: not any(a[0] in "->1" and b[0] in "->1" for a, b in pairwise(blocks))
)


def bare(html: str) -> str:
    """Tags without attributes and wrappers of ours, and no space around them."""
    html = re.sub(r"</?div[^>]*>", "", html)
    html = re.sub(r"<([a-z0-9]+)[^>]*>", r"<\1>", html)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", html)


@settings(max_examples=examples(33), deadline=None)
@given(ORDINARY)
def test_ordinary_markdown_is_what_it_is_elsewhere(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    other = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    body, problems = READER.read(text, path=PATH)
    assert problems == ()
    assert bare(body.html) == bare(other)


# --- valid ---------------------------------------------------------------------------------------

WORDS = [
    "Kiểm sát viên",
    "Đoàn",
    "3 < 5",
    "a*b",
    "**đậm**",
    "*x*",
    "https://a.vn/x",
    "a@b.vn",
    "`mã`",
    "&nbsp;",
    "Ông ***",
    "[x](https://a.vn/a|b)",
    "[x](/don-vi/)",
    "[^1]",
    "![ảnh họp đoàn](anh/2021/a.jpg)",
    "<b>",
    "</b>",
    "<i>x</i>",
    "<u>",
    "</u>",
    "<a href='https://a.vn'>",
    "</a>",
    "<br>",
    "<sub>2</sub>",
    "<q>",
    "</q>",
    "<code>x</code>",
    "<tên>",
    "<span>z</span>",
    "(*)",
    "**",
    "[",
    "]",
    "(",
    ")",
    "<!-- c -->",
    "^[ghi chú]",
    "<script>x</script>",
    ".",
    "“",
]
BLOCKS = [
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<ol>",
    "</ol>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "</th>",
    "<td colspan=2>",
    "<td rowspan=3>",
    "<caption>",
    "</caption>",
    "<thead>",
    "</thead>",
    "<blockquote>",
    "</blockquote>",
    "<div>",
    "</div>",
    "<h2>",
    "</h2>",
    "<hr>",
    "<pre>",
    "</pre>",
    "<dl>",
    "</dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "</dd>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<ul><li>a</li></ul>",
    "<p>b</p>",
]
STARTS = [
    "- ",
    "  - ",
    "    - ",
    "+ ",
    "* ",
    "1. ",
    "2) ",
    "a) ",
    "> ",
    "> > ",
    "## ",
    "##",
    "\t",
    "   ",
    "| a | b |\n",
    "|---|---|\n",
    "| c | d | e |\n",
    "```\n",
    "---\n",
    "===\n",
    "[^1]: ",
    "x\ty\n1\t2\n",
    "– ",
    "1.1. ",
    "I. ",
    "\n\n",
    "\n",
]


def _crooked(dice: random.Random) -> str:
    mix = dice.choice([0, 0, 0.1, 0.3])
    out = []
    for _ in range(dice.randint(1, 7)):
        out.append(dice.choice(["", dice.choice(STARTS)]))
        for _ in range(dice.randint(0, 4)):
            out.append(dice.choice(BLOCKS if dice.random() < mix else WORDS))
            out.append(dice.choice(["", " "]))
        out.append(dice.choice(["\n", "\n", "\n\n", ""]))
    return "".join(out)


def _nested(dice: random.Random, depth: int = 3) -> str:
    """HTML that is well formed, and may still be none that the standard allows."""
    kind = dice.randint(0, 9)
    inside = [_nested(dice, depth - 1) for _ in range(dice.randint(0, 3))] if depth else []
    if not depth or kind < 3:
        return dice.choice(WORDS)
    if kind == 3:
        return f"<ul>{''.join(f'<li>{one}</li>' for one in inside)}</ul>"
    if kind == 4:
        return f"<p>{dice.choice(WORDS)}</p>"
    if kind < 8:
        spans = ["", "", " colspan=2", " rowspan=2", " rowspan=3"]
        rows = (
            "".join(
                f"<td{dice.choice(spans)}>{one}</td>" for one in dice.sample(inside, len(inside))
            )
            for _ in range(dice.randint(0, 4))
        )
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return f"<blockquote>{dice.choice(['', chr(10) * 2]).join(inside)}</blockquote>"


@pytest.mark.skipif(find_nu() is None, reason="the checker is not installed")
def test_what_is_not_said_to_be_wrong_is_valid(tmp_path: Path) -> None:
    dice = random.Random(20_210_315)
    texts: dict[str, str] = {}
    for number in range(1_600):
        text = _nested(dice) if number % 4 == 0 else _crooked(dice)
        body, problems = READER.read(text, path=PATH, cites=True)
        if any(problem.severity == "error" for problem in problems):
            continue
        html = re.sub(r'src="picture:', 'width="1" height="1" src="/', body.html)
        texts[f"{number}.html"] = text
        (tmp_path / f"{number}.html").write_text(
            '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>x</title></head>'
            f"<body><main>{html.replace('document:', '/')}</main></body></html>",
            encoding="utf-8",
        )
    assert len(texts) > 300
    nu = find_nu()
    assert nu is not None
    found = [p for p in check_markup(nu, tmp_path) if p.severity == "error"]
    assert [(p.message, texts[p.path]) for p in found] == []
