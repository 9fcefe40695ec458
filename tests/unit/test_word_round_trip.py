"""Every post of the fixture newsroom comes back from a Word file, of any shape and old font."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import datetime
from itertools import cycle

import pytest

from desk.importers.blocks import markdown
from desk.importers.imported_post import imported_post
from desk.importers.old_fonts import Encoding
from desk.importers.word_article import word_article
from desk.names import author_name, department_name, unit_name
from plugins.model import Post, Status
from plugins.posts import edit, read_manuscript
from plugins.registry.folder import read_agency
from plugins.sections import ONE
from plugins.vietnamese import VIETNAM, nfc, weekday
from tests.support.sites import NEWSROOM
from tests.support.word_files import Report

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
REGISTRY, _, _ = read_agency(NEWSROOM / "content")
POSTS = sorted((NEWSROOM / "content").glob("tin-hoat-dong/*/*.md"))
FONTS = (("", None), (".VnTime", Encoding.TCVN3), ("VNI-Times", Encoding.VNI))


def with_letterhead(report: Report, post: Post) -> None:
    day = post.date
    report.letterhead(
        "VIỆN KIỂM SÁT NHÂN DÂN",
        "TỈNH THÁI BÌNH",
        number="15/BC-VKS",
        day=f"Thái Bình, ngày {day.day:02} tháng {day.month:02} năm {day.year}",
    )
    report.line(post.title, bold=True, middle=True)


def with_title_style(report: Report, post: Post) -> None:
    report.line(post.title, style="Title")
    report.line(f"{post.date:%H:%M} {post.date.day}/{post.date.month}/{post.date.year}")


def as_the_old_portal(report: Report, post: Post) -> None:
    when = post.date
    half = "AM" if when.hour < 12 else "PM"
    report.line("Tin hoạt động")
    report.line(post.title)
    report.line(f"{when.month}/{when.day}/{when.year} {when.hour % 12 or 12}:{when:%M:%S} {half}")


def with_heading(report: Report, post: Post) -> None:
    day = post.date
    report.line(post.title, style="Heading 1")
    report.line(f"{weekday(day)}, {day.day}/{day.month}/{day.year}, {day:%H:%M}")


SHAPES = (with_letterhead, with_title_style, as_the_old_portal, with_heading)
CASES = list(
    zip(
        POSTS,
        cycle([(shape, *font) for font in FONTS for shape in SHAPES]),
        strict=False,
    )
)


def words(text: str) -> list[str]:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|\]\([^)]*\)", " ", text)
    return re.findall(r"[^\W_]+", nfc(html.unescape(text)))


def paragraphs(body: str) -> list[str]:
    """What the post's paragraphs say, without Markdown's signs."""
    bare = re.sub(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\[|\*\*|(?<!\w)_|_(?!\w)", "", body)
    found = (re.sub(r"^#+ ", "", one).replace("\n", " ").strip() for one in bare.split("\n\n"))
    return [one for one in found if one]


@pytest.mark.parametrize(
    ("file", "how"), CASES, ids=[f"{file.stem}-{how[0].__name__}-{how[1]}" for file, how in CASES]
)
def test_a_post_comes_back(
    file: object, how: tuple[Callable[[Report, Post], None], str, Encoding | None]
) -> None:
    text = file.read_text("utf-8")
    path = file.relative_to(NEWSROOM / "content").as_posix()
    manuscript, _ = read_manuscript(path, text)
    assert REGISTRY is not None
    assert manuscript is not None
    post, _ = edit(manuscript, REGISTRY)
    assert post is not None
    shape, font, encoding = how
    report = Report(font, encoding)
    shape(report, post)
    said = paragraphs(text.split("\n---\n", 1)[1])
    for one in said:
        report.line(one)
    names = [author.text for author in manuscript.authors]
    department = manuscript.department.text if manuscript.department else ""
    if shape is with_heading and len(names) == 1 and not department:
        report.columns(
            ["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["NGƯỜI VIẾT", "(Đã ký)", *names]
        )
    else:
        report.line(" – ".join(filter(None, (", ".join(names), department))))

    made = imported_post(word_article(report.saved()), REGISTRY, NOW, ONE)

    front, day = made.front, post.date.date()
    assert front.title == nfc(post.title)
    if shape is with_letterhead:
        assert front.date.date() == day
    else:
        assert front.date == post.date
    known = [author_name(REGISTRY, one, day, post.department) for one in post.authors]
    assert list(front.authors) == (known or ([] if department else ["P.V"]))
    assert front.department == (
        department_name(REGISTRY, post.department, day) if post.department else ""
    )
    assert words(markdown(made.blocks)) == words(" ".join(said))
    assert front.status is Status.DRAFT
    again, _ = read_manuscript(path, f"---\ntitle: x\n---\n\n{markdown(made.blocks)}\n")
    assert again is not None
    cited = [(one.type, one.number, one.date) for one in edit(again, REGISTRY)[0].cited]
    there = [(c.type, c.number, c.date) for c in post.cited if c.place == "text"]
    assert cited == there
    assert {unit_name(REGISTRY, one, day) for one in post.units} >= set(front.units) - {
        unit_name(REGISTRY, "tinh-thai-binh", day)
    }
