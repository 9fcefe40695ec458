"""What is written as front matter is what reading it gives back."""

from __future__ import annotations

from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.frontmatter import Front, compose, line
from plugins.model import Photo, Status
from plugins.posts import read_manuscript
from plugins.posts.placeholders import is_placeholder
from plugins.vietnamese import VIETNAM, squeeze

PATH = "tin-hoat-dong/2021/x.md"
WHEN = datetime(2021, 3, 15, 8, 19, 41, tzinfo=VIETNAM)

TEXT = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"))
        | st.sampled_from(list(": #-[]{},&*!|>'\"%@`?~\\")),
        min_size=1,
        max_size=30,
    )
    .map(squeeze)
    .filter(lambda t: t and "\ufeff" not in t and not is_placeholder(t))
)
NAME = TEXT.filter(lambda t: "," not in t and ";" not in t)


@settings(max_examples=150)
@given(
    title=TEXT,
    authors=st.lists(NAME, min_size=1, max_size=3, unique=True),
    department=NAME,
    units=st.lists(NAME, max_size=8, unique=True),
    summary=st.just("") | TEXT,
    seconds=st.integers(0, 59),
)
@example(
    title="~", authors=["~", "-"], department="?", units=["- a", "a: b"], summary="'", seconds=0
)
@example(title='"a" \\', authors=["no"], department="2021", units=[], summary="a #b", seconds=1)
def test_whatever_is_written_is_read_back(
    title: str,
    authors: list[str],
    department: str,
    units: list[str],
    summary: str,
    seconds: int,
) -> None:
    front = Front(
        title=title,
        date=WHEN.replace(second=seconds),
        authors=tuple(authors),
        department=department,
        units=tuple(units),
        summary=summary,
        status=Status.PUBLISHED,
        aliases=("/detail/1/A.html",),
    )
    read, problems = read_manuscript(PATH, compose(front, "Nội dung."))
    assert read is not None
    assert [p for p in problems if p.severity == "error"] == []
    assert read.post.title == title
    assert read.post.date == front.date
    assert [a.text for a in read.authors] == authors
    assert read.department is not None
    assert read.department.text == department
    assert [u.text for u in read.units] == units
    assert read.post.summary == summary
    assert read.post.aliases == front.aliases


def test_the_order_is_the_house_s_and_quotes_are_few() -> None:
    front = Front(
        title="Hội nghị: ba việc",
        date=WHEN.replace(second=0),
        authors=("Việt Hưng", "Thu Hương"),
        department="Phòng 15",
        units=("VKSND huyện Hưng Hà",),
        photo=Photo(path="anh/2021/a.jpg", alt="Bàn họp", caption="Sáng 10/3.", credit="Thu Hương"),
        summary="Tóm tắt.",
        aliases=("/detail/9/A.html",),
    )
    assert compose(front, "Nội dung.\n") == (
        "---\n"
        'title: "Hội nghị: ba việc"\n'
        "date: 2021-03-15 08:19\n"
        "author: [Việt Hưng, Thu Hương]\n"
        "department: Phòng 15\n"
        "units: [VKSND huyện Hưng Hà]\n"
        "photo: anh/2021/a.jpg\n"
        'photo_alt: "Bàn họp"\n'
        'photo_caption: "Sáng 10/3."\n'
        "photo_credit: Thu Hương\n"
        'summary: "Tóm tắt."\n'
        "status: draft\n"
        "aliases: [/detail/9/A.html]\n"
        "---\n"
        "\n"
        "Nội dung.\n"
    )


def test_seconds_are_written_only_when_there_are_any() -> None:
    assert "date: 2021-03-15 08:19:41\n" in compose(Front(title="A", date=WHEN))


def test_a_long_list_stands_one_name_a_line() -> None:
    names = tuple(f"VKSND huyện Số {n}" for n in range(9))
    assert "units:\n  - VKSND huyện Số 0\n" in compose(Front(title="A", date=WHEN, units=names))


def test_a_line_to_write_is_a_line_that_can_be_written() -> None:
    assert line("author", ("Việt Hưng",)) == "author: Việt Hưng"
    assert line("author", ("A, B", "C")) == 'author: ["A, B", C]'


def test_an_empty_body_is_refused_by_the_check() -> None:
    _, problems = read_manuscript(PATH, compose(Front(title="A", date=WHEN, authors=("B",))))
    assert any("chưa có nội dung" in p.message for p in problems)
