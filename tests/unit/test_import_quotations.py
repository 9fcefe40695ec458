"""A quotation within another stays within it, from a page to a post to what readers see."""

from __future__ import annotations

import pytest

from desk.importers.blocks import markdown
from desk.importers.old_article import old_article
from plugins.posts.body import BodyReader

HEAD = "<h1>Hội nghị sơ kết công tác</h1><p>08:19 15/03/2021</p><p>Sáng nay đơn vị họp.</p>"
NESTED = (
    "> Lời trích ngoài.\n>\n> > Lời trích trong.\n> >\n> > Vẫn ở trong.\n>\n> Lại ở ngoài.\n\n"
    "Hết bài."
)


def imported(inside: str) -> str:
    """The post of a page, below its first paragraph."""
    return markdown(old_article(f"{HEAD}{inside}<p>Hết bài.</p>").blocks).partition("\n\n")[2]


def test_a_quotation_within_a_quotation_stays_within_it() -> None:
    page = (
        "<blockquote><p>Lời trích ngoài.</p><blockquote><p>Lời trích trong.</p>"
        "<p>Vẫn ở trong.</p></blockquote><p>Lại ở ngoài.</p></blockquote>"
    )
    assert imported(page) == NESTED


@pytest.mark.parametrize("around", [1, 2, 3])
def test_what_only_indents_is_one_quotation(around: int) -> None:
    page = f"{'<blockquote>' * around}<p>Lời trích.</p><p>Lời nữa.</p>{'</blockquote>' * around}"
    assert imported(page) == "> Lời trích.\n\n> Lời nữa.\n\nHết bài."


@pytest.mark.parametrize(
    "text",
    [
        "> Ngoài.\n>> Trong.\n> Lại ngoài.",
        "> Ngoài.\n> > Trong.\n> Lại ngoài.",
        "> Ngoài.\n>\n> > Trong.\n>\n> Lại ngoài.",
    ],
)
def test_a_line_with_fewer_signs_is_of_the_quotation_around(text: str) -> None:
    body, problems = BodyReader().read(text, path="tin-hoat-dong/2021/a.md")
    assert body.html == (
        "<blockquote>\n<p>Ngoài.</p>\n<blockquote>\n<p>Trong.</p>\n</blockquote>\n"
        "<p>Lại ngoài.</p>\n</blockquote>"
    )
    assert problems == ()


def test_a_line_without_a_sign_goes_on_with_the_quotation() -> None:
    body, _ = BodyReader().read("> > Trong, và\nvẫn trong.", path="tin-hoat-dong/2021/a.md")
    assert "<p>Trong, và\nvẫn trong.</p>" in body.html
