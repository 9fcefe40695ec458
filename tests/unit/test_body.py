"""A body's Markdown becomes clean, linkable, well set HTML, and says what it took out."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest

from plugins.model import Body, BodyLink, BodyPicture, Problem
from plugins.posts import BodyReader
from plugins.posts.markup import Report
from plugins.posts.markup.inline import Inline
from plugins.posts.markup.reading import Reading
from plugins.posts.markup.source import Text
from plugins.posts.typesetting import typeset

PATH = "tin-hoat-dong/2021/kiem-tra.md"
READER = BodyReader()


def read(text: str, path: str = PATH, first_line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    return READER.read(text, path=path, first_line=first_line)


def html_of(text: str) -> str:
    body, problems = read(text)
    assert problems == ()
    return body.html


# --- headings ----------------------------------------------------------------------


def test_headings_begin_at_two_and_can_be_linked_to() -> None:
    body, problems = read("## Kết quả đạt được\n\n### Kết quả đạt được\n\n## Đ/c Trưởng đoàn")
    assert problems == ()
    assert body.ids == ("muc-ket-qua-dat-duoc", "muc-ket-qua-dat-duoc-2", "muc-d-c-truong-doan")
    assert '<h3 id="muc-ket-qua-dat-duoc-2">Kết quả đạt được</h3>' in body.html


def test_a_heading_of_level_one_is_lowered_with_advice() -> None:
    body, (problem,) = read("# Kết quả", first_line=12)
    assert body.html == '<h2 id="muc-ket-qua">Kết quả</h2>'
    assert (problem.line, problem.severity) == (12, "advice")


def test_headings_deeper_than_four_are_four() -> None:
    assert "<h4" in html_of("##### Chi tiết")


def test_a_heading_without_a_letter_can_be_linked_to_as_well() -> None:
    assert read("## ***\n\n## …")[0].ids[-1].startswith("muc-")


# --- notes -------------------------------------------------------------------------


def test_notes_are_numbered_as_readers_meet_them_and_lead_back() -> None:
    html = html_of("Một[^b] hai[^a].\n\n[^a]: Chú thích A.\n[^b]: Chú thích *B*.")
    assert html.index("#chu-thich-1") < html.index("#chu-thich-2")
    assert '<li id="chu-thich-1"><p>Chú thích <em>B</em>.' in html
    assert '<a href="#dan-1-1" title="Trở lại bài" role="doc-backlink"' in html
    assert 'aria-label="Trở lại bài, chỗ dẫn chú thích 1"' in html


def test_a_note_mentioned_twice_leads_back_to_both_places() -> None:
    html = html_of("Một[^1] hai[^1].\n\n[^1]: Chú thích.")
    ids = re.findall(r' id="([^"]+)"', html)
    assert ids == ["dan-1-1", "dan-1-2", "chu-thich-1"]
    assert re.findall(r'href="#([^"]+)" title', html) == ["dan-1-1", "dan-1-2"]


def test_every_id_is_unique_and_every_inner_link_leads_somewhere() -> None:
    text = "## Một\n\n## Một\n\nA[^1], [trên](#muc-mot-2), B[^2][^1]\n\n[^2]: Hai[^1].\n[^1]: Một."
    body, problems = read(text)
    assert problems == ()
    ids = re.findall(r' id="([^"]+)"', body.html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', body.html)) <= set(ids)


def test_a_note_with_a_broken_tag_breaks_nothing_outside_it() -> None:
    body, _ = read("Một[^1] <b>hai.\n\n[^1]: <i>Chú thích")
    assert body.html.index("</b>") < body.html.index("<section")
    _Nesting(body.html)


# --- links -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "address", "target"),
    [
        ("hop.md", "/tin-hoat-dong/2021/hop.html", "tin-hoat-dong/2021/hop.md"),
        ("./hop.md#muc-a", "/tin-hoat-dong/2021/hop.html#muc-a", "tin-hoat-dong/2021/hop.md"),
        ("../2020/hop.md", "/tin-hoat-dong/2020/hop.html", "tin-hoat-dong/2020/hop.md"),
        ("tin-hoat-dong/2020/hop.md", "/tin-hoat-dong/2020/hop.html", "tin-hoat-dong/2020/hop.md"),
        ("/tin-hoat-dong/2020/hop.md", "/tin-hoat-dong/2020/hop.html", "tin-hoat-dong/2020/hop.md"),
        (
            "/tin-hoat-dong/2020/hop.html",
            "/tin-hoat-dong/2020/hop.html",
            "tin-hoat-dong/2020/hop.md",
        ),
        ("trang/lien-he.md", "/trang/lien-he.html", "trang/lien-he.md"),
        ("../../trang/lien-he.md", "/trang/lien-he.html", "trang/lien-he.md"),
    ],
)
def test_a_link_to_a_text_of_ours_becomes_its_address(href: str, address: str, target: str) -> None:
    body, problems = read(f"\nXem [bài]({href}).", first_line=8)
    assert problems == ()
    assert f'<a href="{address}">bài</a>' in body.html
    fragment = address.partition("#")[2]
    assert body.links == (BodyLink(target=target, fragment=fragment, line=9),)


@pytest.mark.parametrize(
    "href", ["/", "/don-vi/an-khe/", "/tin-hoat-dong/trang-2.html", "/detail/954/Ten.html"]
)
def test_an_address_of_ours_is_kept_and_noted_to_be_asked_of_all(href: str) -> None:
    body, problems = read(f"[x]({href})")
    assert problems == ()
    assert f'href="{href}"' in body.html
    assert [link.target for link in body.links] == [href]


def test_a_link_elsewhere_hands_over_nothing_and_opens_where_readers_choose() -> None:
    html = html_of("[a](https://vks.example/a) <https://vks.example/b> [c](//vks.example/c)")
    assert html.count('rel="noopener noreferrer"') == 3
    assert 'href="https://vks.example/c"' in html
    assert "target" not in html


def test_mail_and_telephone_links_are_kept() -> None:
    html = html_of("[thư](mailto:a@vks.example) [gọi](tel:+84227)")
    assert 'href="mailto:a@vks.example"' in html
    assert 'href="tel:+84227"' in html


@pytest.mark.parametrize(
    "href",
    [
        "registry/units.toml",
        "../../registry/authors.toml",
        "../../../.env",
        "ke-hoach.pdf",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "..\\..\\.env",
        "/\\evil.example",
        "anh/2021/a.jpg",
    ],
)
def test_a_link_out_of_what_is_published_is_refused(href: str) -> None:
    body, problems = read(f"[x]({href})")
    assert [p.severity for p in problems] == ["error"]
    assert "<a" not in body.html


# --- pictures ----------------------------------------------------------------------


def test_a_picture_alone_is_a_figure_with_its_caption() -> None:
    body, problems = read('A\n\n![Toàn cảnh hội trường](anh/2021/a.jpg "Hội nghị ngày 5/3")')
    assert problems == ()
    assert (
        '<figure><img src="picture:anh/2021/a.jpg" alt="Toàn cảnh hội trường">'
        "<figcaption>Hội nghị ngày\u00a05/3</figcaption></figure>"
    ) in body.html
    assert body.pictures == (BodyPicture(path="anh/2021/a.jpg", line=3),)


def test_a_picture_among_words_stays_among_them() -> None:
    html = html_of("Biểu tượng ![cán cân](/anh/2021/a.png) của ngành.")
    assert html == ('<p>Biểu tượng <img src="picture:anh/2021/a.png" alt="cán cân"> của ngành.</p>')


def test_a_decorative_picture_says_so_in_its_title() -> None:
    html = html_of('![](../../anh/2021/a.png "trang trí")')
    assert html == '<figure><img src="picture:anh/2021/a.png" alt=""></figure>'


@pytest.mark.parametrize(
    "picture",
    [
        "![](anh/2021/a.jpg)",
        "![Hội trường](https://vks.example/a.jpg)",
        "![Hội trường](//vks.example/a.jpg)",
        "![Hội trường](a.jpg)",
        "![Hội trường](../../../a.jpg)",
        "![Hội trường](anh/../registry/units.toml)",
        '<img src="anh/2021/a.jpg">',
        '<img src="https://vks.example/a.jpg" alt="Hội trường">',
    ],
)
def test_a_picture_without_words_or_from_elsewhere_is_refused(picture: str) -> None:
    _, problems = read(picture)
    assert [p.severity for p in problems] == ["error"]


# --- tables, lists, raw HTML -----------------------------------------------------------


def test_a_table_can_be_scrolled_and_its_heads_name_their_columns() -> None:
    html = html_of("| Đơn vị | Số vụ |\n|---|--:|\n| An Khê | 12 |")
    assert html.startswith(
        '<div class="table" tabindex="0" role="region" aria-label="Bảng"><table>'
    )
    assert html.endswith("</table></div>")
    assert '<th scope="col" class="word">Đơn vị</th>' in html
    assert '<td class="align-right">12</td>' in html


def columns(html: str) -> list[str]:
    """Of every cell that is the first of its column what that column holds; "" for figures."""
    kinds = {"ordinal", "word", "phrase", "sentence"}
    rows = html.split("<tr>")[1]
    found = [
        set(re.findall(r'class="([^"]*)"', cell)) for cell in re.findall(r"<t[hd][^>]*>", rows)
    ]
    return [" ".join(kinds & {one for names in cell for one in names.split()}) for cell in found]


@pytest.mark.parametrize(
    "head", ["TT", "STT", "S.T.T.", "Số TT", "Số thứ tự", "số  TT:", "№", "No.", "#", "**TT**", ""]
)
@pytest.mark.parametrize("numbers", [("1", "2"), ("I", "1.1"), ("a)", "b)"), ("01.", "10.")])
def test_a_column_that_numbers_the_rows_is_known_by_its_head_or_its_numbers(
    head: str, numbers: tuple[str, str]
) -> None:
    rows = "".join(f"\n| {one} | Việc | 30/6/2026 |" for one in numbers)
    html = html_of(f"| {head} | Nội dung | Hạn |\n|--|--|--|{rows}")
    assert columns(html) == ["ordinal", "word", ""]


def test_a_column_that_numbers_the_rows_may_end_in_a_sum() -> None:
    html = html_of("| TT | Nội dung | Số |\n|--|--|--|\n| 1 | Thụ lý | 12 |\n| Tổng cộng | | 12 |")
    assert columns(html) == ["ordinal", "word", ""]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (("Đơn vị", "An Khê"), "word"),
        (("Đơn vị", "VKSND huyện Hưng Hà"), "phrase"),
        (("TT", "Viện kiểm sát nhân dân huyện Hưng Hà"), "phrase"),
        (("Nội dung", "Kiểm sát trực tiếp việc tạm giữ, tạm giam " * 3), "sentence"),
        (("Số vụ", "1.234"), "ordinal"),
        (("Tỷ lệ", "83,8 %"), ""),
        (("Số vụ án đã giải quyết", "1.234,5"), "word"),
        (("Ghi chú", ""), ""),
    ],
)
def test_a_first_column_gets_the_room_of_what_it_holds(column: tuple[str, str], kind: str) -> None:
    html = html_of(f"| {column[0]} | B |\n|--|--|\n| {column[1]} | x |")
    assert columns(html)[0] == kind


def test_columns_are_counted_by_the_grid_and_not_by_the_row() -> None:
    html = html_of(
        '<table><tr><th rowspan="2">TT</th><th colspan="2">Hình sự</th></tr>'
        "<tr><th>Thụ lý</th><th>Xong</th></tr>"
        "<tr><td>1</td><td>12</td><td>11</td></tr>"
        '<tr><td colspan="2">Cộng</td><td>11</td></tr></table>'
    )
    assert re.findall(r"<th[^>]*>", html) == [
        '<th scope="col" rowspan="2" class="ordinal">',
        '<th scope="col" colspan="2">',
        '<th scope="col">',
        '<th scope="col">',
    ]


def test_a_table_without_a_head_may_number_its_rows_too() -> None:
    html = html_of(
        "<table><tr><td>TT</td><td>Việc</td></tr><tr><td>1</td><td>Họp</td></tr></table>"
    )
    assert columns(html) == ["ordinal", "word"]
    html = html_of("<table><tr><td>1</td><td>Họp</td></tr><tr><td>2</td><td>Báo</td></tr></table>")
    assert columns(html) == ["ordinal", "word"]


def test_a_cell_with_a_picture_a_list_or_a_table_keeps_room_for_it() -> None:
    picture = "![Sơ đồ](anh/2021/so-do.png)"
    assert columns(html_of(f"| A | B |\n|--|--|\n| {picture} | x |"))[0] == "phrase"
    inner = "<table><tr><td>1</td></tr></table>"
    html = html_of(f"<table><tr><td>{inner}</td><td>B</td></tr></table>")
    assert html.startswith('<div class="table"')
    assert '<td class="phrase"><table>' in html.replace("\n", "")


def is_crowded(html: str) -> bool:
    return '<table class="crowded">' in html


def test_a_table_is_crowded_where_its_longest_words_do_not_stand_side_by_side_on_paper() -> None:
    sentence = "Các đoàn đã thông báo dự thảo kết quả và ghi nhận những cố gắng. " * 5
    rows = "| TT | Thụ lý | Nội dung |\n|--|--|--|\n| {} | 1.234.567 | {} |"
    assert not is_crowded(html_of(rows.format(1, sentence)))
    assert is_crowded(html_of(rows.format(1, "x" * 70)))
    assert not is_crowded(html_of("| a " * 32 + "|\n" + "|--" * 32 + "|\n" + "| 1 " * 32 + "|"))
    assert is_crowded(html_of("| a " * 33 + "|\n" + "|--" * 33 + "|\n" + "| 1 " * 33 + "|"))


def test_a_cell_over_several_columns_can_crowd_a_table_and_so_can_a_picture() -> None:
    cell = '<table><tr><td colspan="2">{}</td></tr><tr><td>1</td><td>2</td></tr></table>'
    assert not is_crowded(html_of(cell.format("Cộng của cả năm và các năm trước " * 3)))
    assert is_crowded(html_of(cell.format("x" * 70)))
    assert is_crowded(html_of("| A | B |\n|--|--|\n| ![Sơ đồ](anh/2021/a.png) | 12/KH-VKSTB |"))


def test_lines_as_typed_scroll_by_the_keyboard_and_have_names() -> None:
    html = html_of("```\nmột\n```\n\nChữ\n\n```\nhai\n```")
    assert re.findall(r"<pre[^>]*>", html) == [
        '<pre tabindex="0" role="region" aria-label="Đoạn giữ nguyên">',
        '<pre tabindex="0" role="region" aria-label="Đoạn giữ nguyên 2">',
    ]


def test_a_table_in_a_note_has_a_name_of_its_own() -> None:
    table = "| A |\n|---|\n| 1 |"
    html = html_of(f"{table}\n\nChữ[^1]\n\n[^1]: Xem:\n\n    | A |\n    |---|\n    | 1 |\n")
    names = re.findall(r'aria-label="(Bảng[^"]*)"', html)
    assert len(names) == len(set(names)) == 2


def test_two_tables_have_two_names() -> None:
    table = "| A |\n|---|\n| 1 |\n\n"
    html = html_of(table + "Chữ\n\n" + table)
    assert re.findall(r'aria-label="([^"]+)"', html) == ["Bảng 1", "Bảng 2"]


def test_an_author_cannot_bring_a_wrapper_a_class_or_an_id() -> None:
    body, problems = read('<div class="table" role="region">a</div>\n\n<p id="x" class="y">b</p>')
    assert body.html == "<p>a</p>\n<p>b</p>"
    assert {p.severity for p in problems} == {"advice"}


def test_html_for_what_markdown_cannot_do_is_kept() -> None:
    text = (
        '<table><tr><th scope="row">A</th><td colspan="2" rowspan="x">1</td></tr>'
        "<tr><td>2</td><td>3</td><td>4</td></tr></table>\n\n"
        'H<sub>2</sub>O, <abbr title="Ủy ban nhân dân">UBND</abbr>'
    )
    body, problems = read(text)
    assert problems == ()
    assert '<th scope="row" class="ordinal">A</th>\n<td colspan="2">1</td>' in body.html
    assert '<abbr title="Ủy ban nhân dân">UBND</abbr>' in body.html


def test_what_is_taken_out_is_named_once_for_each_kind_with_its_first_line() -> None:
    _, problems = read("a\n\n<span>b</span>\n\n<span>c</span>\n\n<iframe src=x></iframe>")
    assert [(p.line, p.severity) for p in problems] == [(3, "advice"), (7, "advice")]
    assert "(2 chỗ)" in problems[0].message
    assert "<iframe> và mọi thứ bên trong" in problems[1].message


@pytest.mark.parametrize("tag", ["script", "style", "textarea", "svg", "title"])
def test_a_tag_left_open_that_swallows_the_rest_is_an_error(tag: str) -> None:
    _, (problem,) = read(f"a\n\n<{tag}>\n\nphần sau của bài")
    assert (problem.line, problem.severity) == (3, "error")
    _, (problem,) = read(f"a\n\n<{tag}>x</{tag}>\n\nphần sau của bài")
    assert problem.severity == "advice"


def test_boxes_of_a_word_processor_leave_paragraphs_behind() -> None:
    body, _ = read(
        "<div><div>Một</div><div>Hai <span>ba</span></div></div>\n\n<center>Bốn</center>"
    )
    assert re.findall(r"<p>(.*?)</p>", body.html) == ["Một", "Hai ba", "Bốn"]
    assert body.text == "Một\nHai ba\nBốn"


def test_words_that_only_look_like_tags_are_words() -> None:
    assert html_of("Tỷ lệ < 5% và > 3%; A & B") == "<p>Tỷ lệ &lt; 5% và &gt; 3%; A &amp; B</p>"


# --- typography ---------------------------------------------------------------------


def test_words_keep_their_numbers_and_symbols_their_parts() -> None:
    html = html_of("Phòng 15, ngày 23 theo Công văn số 609/VKSTC-VP và khu vực 1.")
    assert html == (
        "<p>Phòng\u00a015, ngày\u00a023 theo Công văn số\u00a0"
        '<span class="nobreak">609/VKSTC-VP</span> và khu vực\u00a01.</p>'
    )


@pytest.mark.parametrize(
    "symbol", ["33/2021/QH15", "08-NQ/TW", "93-CP", "45/QĐ-VKS", "15/KH-VKSTB"]
)
def test_symbols_of_every_kind_stay_whole(symbol: str) -> None:
    assert f'<span class="nobreak">{symbol}</span>' in html_of(f"theo số {symbol}, đã nêu")


def test_a_symbol_too_long_for_a_phone_may_break() -> None:
    assert "nobreak" not in html_of("TTLT số 05/2021/TTLT-TANDTC-VKSNDTC-BCA-BQP-BTP")


def test_code_and_attributes_are_left_as_they_are() -> None:
    html = html_of("`Phòng 15 số 609/VKSTC-VP` [a](https://vks.example/so-609/VKSTC-VP)")
    assert "<code>Phòng 15 số 609/VKSTC-VP</code>" in html
    assert "nobreak" not in html


def test_dates_and_fractions_are_no_symbols() -> None:
    assert "nobreak" not in html_of("ngày 23/02/2021, 1/2 ngày, 2021-2025, 3/4 đơn vị")


@pytest.mark.parametrize("text", ["Phòng 15 số 08-NQ/TW", "năm  2021", "khu vực 1&nbsp; 2"])
def test_setting_type_twice_is_setting_it_once(text: str) -> None:
    once = typeset(text)
    again = "".join(
        part if part.startswith("<") else typeset(part) for part in re.split(r"(<[^>]+>)", once)
    )
    assert (
        re.sub(r'(<span class="nobreak">)+', '<span class="nobreak">', again).replace(
            "</span></span>", "</span>"
        )
        == once
    )


# --- plain text -----------------------------------------------------------------------


def test_plain_text_has_a_line_for_each_block_and_no_binding() -> None:
    body, _ = read(
        "## Mục *một*\n\nPhòng 15[^1]\nlàm việc.\n\n- a\n- b\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        '![Hội trường](anh/2021/a.jpg "Chú dẫn")\n\n[^1]: Lời chú.'
    )
    assert body.text.split("\n") == [
        "Mục một",
        "Phòng 15 làm việc.",
        "a",
        "b",
        "A",
        "B",
        "1",
        "2",
        "Lời chú.",
        "Chú dẫn",
    ]


# --- words without marks ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Phòng 15: số (ngày 23-02-2021) + 50% = \"tốt\" 'vâng' ~ ^ {x} | y; z!",
        "Một\nhai\nba # bốn > năm, http: x:y",
    ],
)
def test_words_without_marks_read_the_same_by_the_shorter_way(text: str) -> None:
    reading = Reading(Report(PATH, text, 1), text, 1)
    told = Text(text, [1] * (text.count("\n") + 1))
    assert Inline(reading, told).html() == escape(text, quote=False) == reading.words(told)


# --- robustness -------------------------------------------------------------------------


def test_one_text_leaves_no_trace_in_the_next() -> None:
    reader = BodyReader()
    first = reader.read("A[^1] [x][y]\n\n[^1]: N\n\n[y]: /don-vi/", path=PATH)
    reader.read("<script>", path=PATH)
    assert reader.read("A[^1] [x][y]\n\n[^1]: N\n\n[y]: /don-vi/", path=PATH) == first
    assert "[x][y]" in reader.read("[x][y]", path=PATH)[0].html


@pytest.mark.parametrize("text", [">" * 5000 + "a", "- " * 3000 + "a", "<b>" * 20000, "[" * 9000])
def test_a_text_nested_beyond_sense_is_answered_and_not_a_fall(text: str) -> None:
    body, problems = read(text)
    assert problems or body.html


class _Nesting(HTMLParser):
    """Fails when tags do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in {"img", "br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>a<table><tr><td>b",
        "<h2>a<h3>b",
        "<a href='/'>a<a href='/x'>b",
        "<p>a<p>b<ul><li>c",
        "[![a b c](anh/2021/a.jpg)](hop.md)",
        "<figure><img src='anh/2021/a.jpg' alt='a b'><figcaption>c",
        "a[^1]\n\n[^1]: <ul><li>b\n\n    <b>c",
    ],
)
def test_whatever_is_left_open_is_closed(text: str) -> None:
    _Nesting(read(text)[0].html)
