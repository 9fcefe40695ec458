"""What search is told of posts: of each what its page shows, names once, nothing private."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from plugins.model import Body, Cited, Correction, CorrectionKind, Post
from plugins.pages.edition import with_heirs
from plugins.search import SearchYear, search_year
from plugins.search.entries import LEAD
from plugins.vietnamese import VIETNAM
from tests.support.posts import agency

SCRIPT = Path(__file__).resolve().parents[2] / "theme/static/js/search.js"

DAY = datetime(2024, 3, 1, 8, tzinfo=VIETNAM)


def post(number: int = 0, **more: object) -> Post:
    values: dict[str, object] = {
        "path": f"tin-hoat-dong/2024/bai-{number}.md",
        "title": f"Tin {number}",
        "date": DAY + timedelta(days=number),
        "body": Body(html="", text="", lede="Câu đầu."),
    }
    return Post(**{**values, **more})  # type: ignore[arg-type]


def index_of(*posts: Post, html: str = "") -> SearchYear:
    return search_year(posts, agency(), lambda _: Body(html=html, text=""), with_heirs(agency()))


def test_a_name_stands_once_as_it_was_on_the_day_of_each_post() -> None:
    year = index_of(
        post(2, units=("an-khe",), department="phong-8"), post(1, units=("thuy-an", "an-khe"))
    )
    assert year.unit_names == (
        ("thuy-an", "VKSND huyện Thụy An"),
        ("an-khe", "VKSND huyện An Khê"),
    )
    assert year.units == "0 1\n1"
    assert year.departments == "\n0"
    assert [identity for identity, _ in year.department_names] == ["phong-8"]


def test_who_carries_on_stands_beside_whom_posts_name() -> None:
    year = index_of(
        post(1, units=("thuy-an", "an-khe")), post(2, units=("thuy-an",), department="phong-9")
    )
    assert year.unit_heirs == (("thuy-an", "khu-vuc-1", "VKSND khu vực 1"),)
    assert year.department_heirs == (("phong-9", "phong-8", "Phòng 8"),)
    assert index_of(post(1, units=("khu-vuc-1",), department="phong-8")).unit_heirs == ()


def test_headings_are_plain_text_and_asked_for_only_where_there_may_be_some() -> None:
    html = '<p>a</p><h2 id="x">Một &amp; <em>hai</em></h2><h3 id="y">Ba</h3>'
    with_ids = post(body=Body(html="", text="", lede="Câu.", ids=("x", "y")))
    assert index_of(post(1), with_ids, html=html).headings == "Một & hai\rBa\n"


def test_a_document_cited_twice_stands_once_and_a_lead_is_cut_at_a_word() -> None:
    cited = (Cited(type="Kế hoạch", number="15/KH-VKSTB"),) * 2
    year = index_of(post(cited=cited, summary="chữ " * 100))
    assert year.documents == "15/KH-VKSTB"
    assert len(year.leads) <= LEAD
    assert year.leads.endswith("chữ…")


def test_a_withdrawn_post_stands_in_no_column_and_keeps_its_place() -> None:
    gone = Correction(date=DAY, kind=CorrectionKind.WITHDRAWAL, note="Nhầm.")
    year = index_of(post(1), post(2, corrections=(gone,)), post(3))
    assert year.titles == "Tin 3\nTin 1"
    assert year.gone == (1,)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_column_has_an_entry_a_post_on_one_line(titles: list[str]) -> None:
    year = index_of(*(post(number, title=title) for number, title in enumerate(titles)))
    columns = [
        value
        for key, value in msgspec.structs.asdict(year).items()
        if not key.endswith(("names", "heirs", "gone"))
    ]
    assert {column.count("\n") for column in columns} == {max(0, len(titles) - 1)}
    assert "\r" not in year.titles


def test_the_script_knows_every_way_a_letter_is_written() -> None:
    """Its table against Unicode: lower-case Latin letters whose parts are a base and marks."""
    script = SCRIPT.read_text("utf-8")
    written = script.partition("const WRITTEN")[2].partition(".split(")[0]
    rows = re.findall(r"([a-zæøʒ])([^a-z \"\n]+)(?=[ \"])", written)
    table = {letter: set(others) for letter, others in rows}
    wanted: dict[str, set[str]] = {}
    for code in (*range(0xE0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        parts = unicodedata.normalize("NFD", letter).replace("đ", "d")
        if letter.islower() and parts[0] != letter and parts[0] != "ſ":
            wanted.setdefault(parts[0], set()).add(letter)
    assert table == wanted
