"""The tree of an old page says what Beautiful Soup, which reads the same parser, says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from desk.importers.decoding import decode
from desk.importers.page_tree import Node, Tree
from tests.support.old_portals import FAULTS, SHAPES, article, page

ODD = (
    "<p>một<!-- chú thích -->hai<?php echo 1 ?>ba",
    "<b><p>đậm</b>thường</p><table><tr><td>ô<tr><td>hai</table>sau",
    "<p>chưa đóng<div><span><span></div>ngoài</p></p></td>",
    "<html><body><p>một</body></html><p>sau khi hết</p>",
    "<ul><li>một<li>hai<ol><li>ba</ul>bốn",
    "<!doctype html><title>Tên <b>trang</b></title><p class=' a  b ' hidden>&nbsp;&amp;&lt;&foo;",
    "<script>if (a < b) {}</script><style>p {}</style><textarea> a </textarea><pre> b </pre>",
    "<o:p>&nbsp;</o:p><st1:place w:st='on'>Hà Nội</st1:place><a href='x' href='y'>z</a>",
    "<div>" * 300 + "sâu" + "</div>" * 300,
)
PAGES = [
    page(article(number), shape, fault, 3)
    for number, (shape, fault) in enumerate((s, f) for s in SHAPES[:4] for f in FAULTS)
]


def ours(node: Node) -> Iterator[str]:
    for one in node.children:
        if isinstance(one, str):
            yield one
        else:
            said = {key: " ".join(value.split()) for key, value in one.attributes.items()}
            yield f"<{one.name} {said}>"
            yield from ours(one)
            yield "</>"


def theirs(tag: Tag) -> Iterator[str]:
    for one in tag.contents:
        if isinstance(one, Tag):
            said = {
                key: " ".join((value if isinstance(value, str) else " ".join(value)).split())
                for key, value in one.attrs.items()
            }
            yield f"<{one.name} {said}>"
            yield from theirs(one)
            yield "</>"
        elif isinstance(one, NavigableString) and not isinstance(one, PreformattedString):
            yield str(one)


@pytest.mark.parametrize("html", [*ODD, *PAGES])
def test_a_page_is_the_tree_that_it_was(html: str) -> None:
    found = [one if one.strip() else " " for one in ours(Tree(html).root)]
    wanted = [one if one.strip() else " " for one in theirs(BeautifulSoup(html, "lxml"))]
    assert found == wanted


def test_what_a_page_says_of_itself_is_gathered() -> None:
    tree = Tree("<!-- saved from url=(1)http://a.vn/ --><meta name=a><p><form></form><!-- x -->")
    assert tree.comments == [" saved from url=(1)http://a.vn/ "]
    assert [len(tree.asked[name]) for name in ("meta", "form", "time")] == [1, 1, 0]


def test_a_file_in_an_encoding_that_it_marks_twice_is_read() -> None:
    text = decode(b"\xef\xbb\xbf" * 2 + "<p>Bàn họp</p>".encode()).text
    assert "".join(Tree(text).root.said()) == "Bàn họp"


def test_words_of_a_cell_are_those_that_are_shown() -> None:
    tree = Tree("<table><tr><td>12<script>x</script><ruby>a<rt>b</rt></ruby></table>")
    (cell,) = tree.root.below("td")
    assert list(cell.said()) == ["12", "a"]
    assert tree.root.holds(frozenset({"ruby"}))
    assert not tree.root.holds(frozenset({"img"}))
