"""Which documents a post cites, which citations are one, and what an officer is told of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.documents import catalogue, find_documents, place_documents, without_documents
from plugins.documents.checks import check_citations
from plugins.model import Body, Post, Problem
from plugins.posts import BodyReader, edit, read_manuscript
from tests.support.posts import agency, said

PATH = "tin-hoat-dong/2021/kiem-tra.md"


def typed(body: str, *extra: str, title: str = "Kiểm tra công tác") -> str:
    head = (f'title: "{title}"', "date: 2021-03-15 08:19", "author: Việt Hưng", *extra)
    return "\n".join(("---", *head, "---", "", body, ""))


def post(slug: str, day: str, body: str, *extra: str) -> Post:
    year = day[:4]
    text = typed(body, *extra).replace("2021-03-15", day)
    manuscript, problems = read_manuscript(f"tin-hoat-dong/{year}/{slug}.md", text)
    assert [p for p in problems if p.severity == "error"] == []
    assert manuscript is not None
    found, _ = edit(manuscript, agency())
    assert found is not None
    return found


def told(*posts: Post, public: tuple[str, ...] | None = None) -> list[Problem]:
    ordered = sorted(posts, key=lambda one: one.order)
    return list(check_citations(ordered, lambda one: public is None or one.slug in public))


# --- in a text ---------------------------------------------------------------------------

READER = BodyReader()


def read(markdown: str) -> Body:
    body, problems = READER.read(markdown, path=PATH, cites=True)
    assert problems == ()
    return body


def linked(markdown: str) -> str:
    return place_documents(read(markdown).html, lambda start: f"/van-ban/{start}.html")


def test_a_citation_becomes_a_link_and_its_symbol_stays_whole() -> None:
    assert linked("Theo Kế hoạch số 15/KH-VKSTB ngày 02/3/2021 của tỉnh.") == (
        '<p>Theo <a href="/van-ban/5.html">Kế hoạch số\u00a0'
        '<span class="nobreak">15/KH-VKSTB</span> ngày\u00a002/3/2021</a> của tỉnh.</p>'
    )


def test_no_link_stands_within_a_link_or_code() -> None:
    html = linked("[Công văn 609/VKSTC-VP](https://x.vn) và `Công văn 609/VKSTC-VP`.")
    assert "/van-ban/" not in html
    assert html.count("609/VKSTC-VP") == 2


def test_a_citation_over_several_tags_is_linked_where_most_of_it_stands() -> None:
    html = linked("Theo **Kế hoạch** số 15/KH-VKSTB ngày 02/3/2021.")
    assert '<strong>Kế hoạch</strong> <a href="/van-ban/5.html">số' in html


def test_headings_cells_notes_and_captions_are_linked_too() -> None:
    body = read(
        "## Kế hoạch 1/KH-A\n\nBài[^1].\n\n| a | b |\n|---|---|\n| Công văn 2/VKS-B | c |\n\n"
        '![ảnh chụp hội trường](anh/2021/a.jpg "Theo Kế hoạch 3/KH-C & sau đó")\n\n'
        "[^1]: Xem Quyết định 4/QĐ-D.\n"
    )
    cited = [(one.number, body.text[one.start : one.end]) for one in body.cited]
    assert cited == [
        ("1/KH-A", "Kế hoạch 1/KH-A"),
        ("2/VKS-B", "Công văn 2/VKS-B"),
        ("4/QĐ-D", "Quyết định 4/QĐ-D"),
        ("3/KH-C", "Kế hoạch 3/KH-C"),
    ]
    assert body.html.count('<a href="document:') == 4
    assert 'id="muc-ke-hoach-1-kh-a"' in body.html


def test_nobody_can_write_such_a_link_by_hand() -> None:
    body, _ = READER.read("[x](document:5) <a href='document:5'>y</a>", path=PATH, cites=True)
    assert "document:" not in body.html


def test_a_document_nobody_knows_leaves_plain_words() -> None:
    body = read("Theo Kế hoạch số 15/KH-VKSTB.")
    plain, _ = READER.read("Theo Kế hoạch số 15/KH-VKSTB.", path=PATH)
    assert without_documents(body.html) == plain.html


def test_entities_and_odd_spaces_move_no_link() -> None:
    html = linked("A & B, theo\u00a0 Kế  hoạch\u00a0số\n15/KH-VKSTB ngày 2/3/2021, C < D.")
    assert html.count("<a ") == 1
    assert "A &amp; B, theo" in html.partition("<a ")[0]
    assert html.partition("</a>")[2] == ", C &lt; D.</p>"


SCRAPS = st.lists(
    st.sampled_from(
        [
            *(
                "Kế hoạch số 15/KH-VKSTB",
                " ngày 02/3/2021",
                "Công văn 609/VKSTC–VP",
                " và ",
                "&amp;",
            ),
            *(
                "**",
                "*",
                "`",
                "<b>",
                "</b>",
                "\n\n",
                "\n",
                "[x](https://x.vn)",
                "- ",
                "## ",
                "[^1]",
            ),
            *("\u00a0", " ", "Nghị quyết số 33/2021/QH15", "\n\n[^1]: Quyết định 4/QĐ-D.", "| "),
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(SCRAPS)
def test_what_is_recognised_is_recognised_again_in_what_is_rendered(markdown: str) -> None:
    body, _ = READER.read(markdown, path=PATH, cites=True)
    again = [
        (one.type, one.number, one.date)
        for line in body.text.split("\n")
        for one in find_documents(line)
    ]
    assert [(one.type, one.number, one.date) for one in body.cited] == again
    assert all(find_documents(body.text[one.start : one.end]) for one in body.cited)
    plain, _ = READER.read(markdown, path=PATH)
    assert body.text == plain.text
    if "document:" not in body.html:
        assert body.html == plain.html
    assert body.html.count("<a ") == body.html.count("</a>")


# --- what an editor says ---------------------------------------------------------------------

BODY = "Thực hiện Kế hoạch số 15/KH-VKSTB ngày 02/3/2021 và Công văn 609/VKSTC-VP."


def cites(*extra: str, body: str = BODY) -> list[tuple[str, str, date | None]]:
    manuscript, _ = read_manuscript(PATH, typed(body, *extra))
    assert manuscript is not None
    return [(one.type, one.number, one.date) for one in manuscript.post.cited]


PLAN = ("Kế hoạch", "15/KH-VKSTB", date(2021, 3, 2))


def test_a_ruling_dates_what_the_text_does_not_and_mends_what_it_says_wrongly() -> None:
    letter = ("Công văn", "609/VKSTC-VP", None)
    assert cites() == [PLAN, letter]
    assert cites("documents: [{number: 609/VKSTC-VP, date: 2021-02-23}]") == [
        PLAN,
        ("Công văn", "609/VKSTC-VP", date(2021, 2, 23)),
    ]
    assert cites("documents: [{number: 15/KH-VKSTB, type: Chương trình, date: 2021-02-03}]") == [
        ("Chương trình", "15/KH-VKSTB", date(2021, 2, 3)),
        letter,
    ]


def test_a_document_the_text_does_not_name_is_added_and_a_banned_one_is_gone() -> None:
    added = ("Quyết định", "77/QĐ-VKSTB", None)
    assert cites("documents: [{number: 77/QĐ-VKSTB}]")[-1] == added
    assert cites("documents_ban: [609/VKSTC-VP]") == [PLAN]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("documents: [{number: 15/KH –VKSTB}]", "Viết: documents: [{number: 15/KH-VKSTB}]"),
        ("documents: [15/KH-VKSTB]", "Viết: documents: [{number: 15/KH-VKSTB}]"),
        ("documents: 15/KH-VKSTB", "Viết: documents: [{number: 15/KH-VKSTB}]"),
        ("documents:", "documents để trống"),
        ("documents: [{type: Kế hoạch}]", "văn bản thiếu number"),
        ("documents: [{number: 15/KH-VKSTB, type: kế hoạch}]", "type: Kế hoạch}]"),
        ("documents: [{number: 15/KH-VKSTB, date: 2/3/2021}]", "date: 2021-03-02}]"),
        ("documents: [{number: 15/KH-VKSTB, date: 2021-02-30}]", "không có ngày «2021-02-30»"),
        ("documents: [{number: 15/KH-VKSTB, ngay: 1}]", "văn bản không có mục «ngay»"),
        ("documents: [{number: 1/A-B}, {number: 1/A-B}]", "hai lần"),
        ("documents: [{number: abc}]", "không phải số và ký hiệu văn bản"),
        ("documents_ban:", "documents_ban là danh sách"),
        ("documents_ban: [Kế hoạch số 15/KH-VKSTB]", "Viết: documents_ban: [15/KH-VKSTB]"),
        ("documents_ban: [99/KH-VKSTB]", "máy không thấy bài dẫn «99/KH-VKSTB»"),
        (
            "documents: [{number: 15/KH-VKSTB}]\ndocuments_ban: [15/KH-VKSTB]",
            "vừa ghi ở documents vừa ghi ở documents_ban",
        ),
    ],
)
def test_every_slip_in_a_ruling_is_said_with_the_line_to_write(line: str, message: str) -> None:
    assert message in said(PATH, typed(BODY, *line.split("\n")))


def test_a_sound_ruling_is_taken_without_a_word() -> None:
    ruled = "documents: [{number: 15/KH-VKSTB, type: Kế hoạch, date: 2021-03-02}]"
    assert said(PATH, typed(BODY, ruled, "documents_ban: [609/VKSTC-VP]")) == ""


# --- which are one -------------------------------------------------------------------------------

DATED = post("a", "2021-03-15", "Theo Kế hoạch số 15/KH-VKSTB ngày 02/3/2021.")
UNDATED = post("b", "2021-04-15", "Theo Kế hoạch 15/KH-VKSTB.")
NEXT_YEAR = post("c", "2022-04-15", "Theo Kế hoạch số 15/KH-VKSTB ngày 5/3/2022.")


def names(*posts: Post) -> dict[str, list[str]]:
    found = catalogue(sorted(posts, key=lambda one: one.order))
    return {
        document.slug: [one.slug for one in found.posts[key]]
        for key, document in found.documents.items()
    }


def test_without_a_date_the_only_document_of_that_number_is_meant() -> None:
    assert names(DATED, UNDATED) == {"ke-hoach-15-kh-vkstb-02-03-2021": ["a", "b"]}


def test_of_two_documents_of_one_number_none_is_guessed() -> None:
    assert names(DATED, UNDATED, NEXT_YEAR) == {
        "ke-hoach-15-kh-vkstb-02-03-2021": ["a"],
        "ke-hoach-15-kh-vkstb-05-03-2022": ["c"],
        "ke-hoach-15-kh-vkstb": ["b"],
    }


def test_a_post_that_dates_it_once_means_that_one_throughout() -> None:
    twice = post("d", "2022-05-01", "Kế hoạch số 15/KH-VKSTB ngày 5/3/2022. Kế hoạch 15/KH-VKSTB.")
    assert names(DATED, NEXT_YEAR, twice)["ke-hoach-15-kh-vkstb-05-03-2022"] == ["c", "d"]
    assert "ke-hoach-15-kh-vkstb" not in names(DATED, NEXT_YEAR, twice)


def test_a_post_cannot_mean_a_document_of_after_its_day() -> None:
    assert names(NEXT_YEAR, UNDATED) == {
        "ke-hoach-15-kh-vkstb-05-03-2022": ["c"],
        "ke-hoach-15-kh-vkstb": ["b"],
    }


def test_zeros_case_and_dashes_make_no_other_document() -> None:
    other = post("e", "2021-05-01", "kế hoạch số 015/kh–vkstb ngày 2/3/2021 và Chỉ thị 01.")
    assert names(DATED, other) == {"ke-hoach-15-kh-vkstb-02-03-2021": ["a", "e"]}


def test_two_documents_never_share_an_address() -> None:
    party = post(
        "f", "2021-05-01", "Nghị quyết 8-NQ/TW ngày 2/1/2002, Nghị quyết 8/NQ-TW ngày 2/1/2002."
    )
    assert list(names(party)) == [
        "nghi-quyet-8-nq-tw-02-01-2002",
        "nghi-quyet-8-nq-tw-02-01-2002-2",
    ]


def test_a_later_post_changes_neither_name_nor_address() -> None:
    later = post("g", "2023-01-01", "Chương trình số 15/KH-VKSTB ngày 02/3/2021.")
    assert list(names(DATED, later)) == ["ke-hoach-15-kh-vkstb-02-03-2021"]


def test_a_document_stands_beside_the_next_of_its_number_and_the_last_beside_the_undated() -> None:
    far = post("k", "2023-04-15", "Theo Kế hoạch số 15/KH-VKSTB ngày 1/3/2023.")
    other = post("l", "2023-04-16", "Theo Kế hoạch số 16/KH-VKSTB ngày 1/3/2023.")
    found = catalogue([DATED, UNDATED, NEXT_YEAR, far, other])
    beside = {
        document.label.partition(" ")[2]: [one.label[-4:] for one in found.alike(key)]
        for key, document in found.documents.items()
    }
    assert beside == {
        "hoạch 15/KH-VKSTB, 02/03/2021": ["2022"],
        "hoạch 15/KH-VKSTB, 05/03/2022": ["2021", "2023"],
        "hoạch 15/KH-VKSTB, 01/03/2023": ["2022", "KSTB"],
        "hoạch 16/KH-VKSTB, 01/03/2023": [],
        "hoạch 15/KH-VKSTB": ["2021", "2022", "2023"],
    }


def test_one_more_document_changes_what_stands_beside_no_more_than_three_others() -> None:
    earlier = [
        post(f"n{year}", f"{year}-04-15", f"Theo Kế hoạch số 15/KH-VKSTB ngày 1/3/{year}.")
        for year in range(2000, 2020)
    ]
    undated = post("z", "2020-01-15", "Theo Kế hoạch 15/KH-VKSTB.")
    before = catalogue([*earlier[:10], *earlier[11:], undated])
    after = catalogue([*earlier, undated])
    changed = [key for key in before.documents if before.alike(key) != after.alike(key)]
    assert [day and day.year for _, day in changed] == [2009, 2011, None]


# --- what an officer is told ------------------------------------------------------------------


def test_another_date_in_the_same_year_is_pointed_out_in_the_post_that_stands_alone() -> None:
    more = post("h", "2021-03-20", "Theo Kế hoạch số 15/KH-VKSTB ngày 02/3/2021.")
    slip = post("i", "2021-03-10", "Theo Kế hoạch số 15/KH-VKSTB ngày 03/3/2021.")
    (problem,) = told(DATED, more, slip)
    assert (problem.path, problem.line, problem.severity) == (
        "content/tin-hoat-dong/2021/i.md",
        7,
        "advice",
    )
    assert "ghi ngày 03/03/2021, ở content/tin-hoat-dong/2021/a.md ghi ngày 02/03/2021" in (
        problem.message
    )
    assert problem.suggestion == "documents: [{number: 15/KH-VKSTB, date: 2021-03-03}]"
    sure = post(
        "i", "2021-03-10", "Theo Kế hoạch số 15/KH-VKSTB ngày 03/3/2021.", problem.suggestion
    )
    assert told(DATED, more, sure) == []


def test_the_same_number_of_another_year_is_another_document() -> None:
    assert told(DATED, NEXT_YEAR) == []


def test_the_same_day_under_another_type_is_pointed_out() -> None:
    other = post("j", "2021-05-01", "Theo Thông báo số 15/KH-VKSTB ngày 02/3/2021.")
    (problem,) = told(DATED, other)
    assert "ở đây gọi là Thông báo, ở content/tin-hoat-dong/2021/a.md gọi là Kế hoạch" in (
        problem.message
    )
    generic = post("j", "2021-05-01", "Theo Văn bản số 15/KH-VKSTB ngày 02/3/2021.")
    assert told(DATED, generic) == []


def test_other_marks_in_a_symbol_of_the_same_day_are_pointed_out() -> None:
    one = post("k", "2021-05-01", "Nghị quyết số 08-NQ/TW ngày 2/1/2002.")
    other = post("l", "2021-05-02", "Nghị quyết số 08/NQ-TW ngày 2/1/2002.")
    (problem,) = told(one, other)
    assert "«08/NQ-TW» ở content/tin-hoat-dong/2021/k.md viết là «08-NQ/TW»" in problem.message


def test_a_citation_without_a_date_is_pointed_out_where_two_could_be_meant() -> None:
    after = post("m", "2022-06-01", "Theo Kế hoạch 15/KH-VKSTB.")
    (problem,) = told(DATED, NEXT_YEAR, after)
    assert "2 văn bản mang số, ký hiệu này (02/03/2021, 05/03/2022)" in problem.message
    assert problem.suggestion.splitlines()[0] == (
        "documents: [{number: 15/KH-VKSTB, date: 2022-03-05}]"
    )
    sure = post(
        "m", "2022-06-01", "Theo Kế hoạch 15/KH-VKSTB.", "documents: [{number: 15/KH-VKSTB}]"
    )
    assert told(DATED, NEXT_YEAR, sure) == []
    assert told(DATED, UNDATED) == []


def test_what_only_a_draft_says_makes_nothing_ambiguous() -> None:
    after = post("m", "2022-06-01", "Theo Kế hoạch 15/KH-VKSTB.")
    found = told(NEXT_YEAR, DATED, after, public=("c", "m"))
    assert [problem.path for problem in found] == []


def test_a_document_older_than_a_year_is_not_taken_for_granted() -> None:
    late = post("n", "2023-06-01", "Theo Kế hoạch 15/KH-VKSTB.")
    (problem,) = told(DATED, late)
    assert "máy hiểu là văn bản ngày 02/03/2021" in problem.message
    party = post("o", "2021-05-01", "Nghị quyết 08-NQ/TW; Nghị định 30/2020/NĐ-CP.")
    old = post(
        "p",
        "2019-05-01",
        "Nghị quyết 08-NQ/TW ngày 2/1/2002, Nghị định 30/2020/NĐ-CP ngày 5/3/2019.",
    )
    assert told(old, party) == []


# --- units named and units filed under ----------------------------------------------------------


def test_a_unit_that_is_named_and_not_listed_is_pointed_out() -> None:
    text = typed("VKSND huyện Ba Tơ và VKSND huyện An Khê họp.", "units: [VKSND huyện Ba Tơ]")
    assert "bài nhắc tới VKSND huyện An Khê nhưng units chưa ghi" in said(PATH, text)
    assert "Viết: units: [VKSND huyện Ba Tơ, VKSND huyện An Khê]" in said(PATH, text)


@pytest.mark.parametrize(
    "extra",
    ["units: [VKSND huyện Ba Tơ, VKSND huyện An Khê]", "units_ban: [VKSND huyện An Khê]"],
)
def test_a_listed_unit_or_one_mentioned_in_passing_is_not(extra: str) -> None:
    units = "" if extra.startswith("units:") else "units: [VKSND huyện Ba Tơ]"
    text = typed("VKSND huyện Ba Tơ và VKSND huyện An Khê họp.", *filter(None, (units, extra)))
    assert said(PATH, text) == ""


def test_the_agency_itself_and_a_unit_that_has_ended_are_not() -> None:
    text = typed("VKSND tỉnh Lam Giang nhắc lại việc của VKSND huyện Ba Tơ.")
    assert said(PATH.replace("2021", "2026"), text.replace("2021-03-15", "2026-03-15")) == ""


def test_a_unit_that_is_listed_and_never_named_is_pointed_out() -> None:
    assert "«VKSND huyện Ba Tơ» nhưng bài không nhắc tới" in said(
        PATH, typed("Hội nghị tổng kết.", "units: [VKSND huyện Ba Tơ]")
    )


@pytest.mark.parametrize(
    "body", ["Đoàn về Ba Tơ.", "Hội nghị của VKSND hai cấp.", "VKS Ba Tơ họp tổng kết."]
)
def test_a_unit_whose_place_or_kind_is_named_is_not(body: str) -> None:
    assert said(PATH, typed(body, "units: [VKSND huyện Ba Tơ]")) == ""


def test_a_banned_unit_must_exist_and_not_be_listed() -> None:
    unknown = said(PATH, typed("Tin.", "units_ban: [VKSND huyện Xa Lắm]"))
    assert "sổ đăng ký không có đơn vị nào tên «VKSND huyện Xa Lắm»" in unknown
    both = typed("Ba Tơ.", "units: [VKSND huyện Ba Tơ]", "units_ban: [VKSND huyện Ba Tơ]")
    assert "vừa ghi ở units vừa ghi ở units_ban" in said(PATH, both)


def test_issuers_are_the_units_whose_codes_stand_in_a_symbol() -> None:
    from plugins.registry import read_registry  # noqa: PLC0415

    registry, problems = read_registry(
        {
            "registry/units.toml": """
[[unit]]
id = "cu"
name = "VKSND huyện Ba Tơ"
codes = ["VKSBT"]
until = 2020-12-31
ending = "chấm dứt"

[[unit]]
id = "moi"
name = "VKSND khu vực 2"
codes = ["VKSBT", "VKSKV2"]
from = 2021-01-01
"""
        }
    )
    assert problems == ()
    assert registry is not None
    assert registry.issuers("15/KH-VKSBT", date(2019, 1, 1)) == ("cu",)
    assert registry.issuers("15/KH-VKSBT-VP", date(2022, 1, 1)) == ("moi",)
    assert registry.issuers("15/KH-VKSBT", None) == ()
    assert registry.issuers("15/KH-VKSKV2", None) == ("moi",)
    assert registry.issuers("VKSBT/15", date(2022, 1, 1)) == ()
