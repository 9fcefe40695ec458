"""What was written is what a reader sees, whatever signs it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.importers.blocks import Block, Cell, Kind, Run, markdown, plain, tidy, words
from plugins.posts import BodyReader
from plugins.vietnamese import squeeze

READER = BodyReader()


def shown(blocks: Sequence[Block]) -> str:
    body, problems = READER.read(markdown(blocks), path="tin-hoat-dong/2021/x.md")
    assert not [p for p in problems if p.severity == "error"], problems
    return body.html


def text_of(html: str) -> str:
    soup = BeautifulSoup(html, "lxml")
    return squeeze(soup.get_text())


SIGNS = st.text(
    st.sampled_from(list("ab Đ1.,-+*_`[](){}<>&#!|\\:;=~^'\"/%@đẳ")), min_size=1, max_size=24
).map(squeeze)


@settings(max_examples=200)
@given(SIGNS.filter(lambda t: re.search(r"\w", t) is not None and "[^" not in t))
@example("# một")
@example("1. một")
@example("- Một là, hoàn thành")
@example("> hơn")
@example("100%* và *")
@example("a_b _c_ __d__")
@example("[x](y) ![z](w) [1] [a]: b")
@example("<b>chữ</b> <!-- x --> &nbsp; &lt;")
@example(r"C:\thu-muc\* `mã`")
@example("a | b")
@example("+ 84")
@example("=== a")
def test_signs_of_markdown_are_only_signs(text: str) -> None:
    assert text_of(shown([Block(runs=words(text))])) == squeeze(text)


RUNS = st.lists(
    st.builds(
        Run,
        text=st.text(st.sampled_from(list("abđ *_[]<&12.")), min_size=1, max_size=8),
        strong=st.booleans(),
        em=st.booleans(),
        href=st.sampled_from(["", "", "https://a.vn/x(1)_y?z=1&t=2"]),
        tag=st.sampled_from(["", "", "sup"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200)
@given(RUNS)
@example(
    [
        Run(text="11"),
        Run(text="1", href="https://a.vn/x(1)_y?z=1&t=2"),
        Run(text="1*.", strong=True, em=True),
    ]
)
def test_dress_never_changes_what_is_read(runs: list[Run]) -> None:
    tidied = tidy(runs)
    html = shown([Block(runs=tidied)]) if re.search(r"\w", plain(tidied)) else ""
    if html:
        assert text_of(html) == squeeze(plain(tidied))


def test_bold_italic_and_links_are_kept() -> None:
    runs = tidy(
        [
            Run(text="Sáng nay, ", strong=True),
            Run(text="theo "),
            Run(text="Kế hoạch", em=True),
            Run(text=" và "),
            Run(text="đây", href="https://a.vn/x"),
            Run(text="."),
        ]
    )
    assert markdown([Block(runs=runs)]) == (
        "**Sáng nay,** theo *Kế hoạch* và [đây](https://a.vn/x)."
    )


def test_headings_begin_below_the_title_and_are_not_bold_twice() -> None:
    blocks = [
        Block(kind=Kind.HEADING, level=4, runs=(Run(text="Kết quả #", strong=True),)),
        Block(kind=Kind.HEADING, level=5, runs=words("Cụ thể")),
    ]
    assert markdown(blocks) == "## Kết quả \\#\n\n### Cụ thể"
    assert "<h2" in shown(blocks)


def test_lists_keep_numbers_and_depth() -> None:
    blocks = [
        Block(kind=Kind.ITEM, runs=words("ba"), number=3),
        Block(kind=Kind.ITEM, runs=words("con"), level=1),
        Block(kind=Kind.ITEM, runs=words("bốn"), number=4),
    ]
    assert markdown(blocks) == "3. ba\n    - con\n4. bốn"
    assert '<ol start="3">' in shown(blocks)


def test_a_table_keeps_every_cell_and_its_signs() -> None:
    rows = (
        (Cell(runs=words("Đơn vị")), Cell(runs=words("Số | tỷ lệ"))),
        (Cell(runs=words("VKSND huyện Hưng Hà")), Cell(runs=words("06*"))),
    )
    html = shown([Block(kind=Kind.TABLE, rows=rows)])
    cells = [c.get_text() for c in BeautifulSoup(html, "lxml").find_all(["th", "td"])]
    assert cells == ["Đơn vị", "Số | tỷ lệ", "VKSND huyện Hưng Hà", "06*"]


def test_cells_that_span_several_stay_joined() -> None:
    rows = (
        (Cell(runs=words("A"), down=2), Cell(runs=words("B <b>"))),
        (Cell(runs=words("C")),),
    )
    html = shown([Block(kind=Kind.TABLE, rows=rows)])
    assert 'rowspan="2"' in html
    assert "B &lt;b&gt;" in html


def test_a_caption_may_hold_quotes_and_signs() -> None:
    block = Block(
        kind=Kind.PICTURE, src="anh/2021/a.jpg", alt="Lớp [A]", caption='Lớp "A" họp * tại C\\D'
    )
    html = shown([block])
    assert 'alt="Lớp [A]"' in html
    assert text_of(html) == 'Lớp "A" họp * tại C\\D'
