"""How typists lay out a report: its frame, its title on several lines, its captions, its byline."""

from __future__ import annotations

from datetime import date

import pytest

from desk.importers.blocks import Kind
from desk.importers.letterhead import without_frame
from desk.importers.old_article import OldArticle
from desk.importers.word_article import word_article
from desk.importers.word_reading import read_word
from plugins.bylines import parse_byline
from tests.support.word_files import p, picture_bytes, r, xml_file

CENTRE, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
BOLD, ITALIC = "<w:b/>", "<w:i/>"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LEAD = p("Sáng nay, VKSND huyện An Khê tổ chức hội nghị sơ kết công tác.")
BODY = LEAD + p("Hội nghị thống nhất ba việc phải làm trong quý II.")
SHOT = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n"/><a:graphic><a:graphicData><pic:pic>'
    '<pic:blipFill><a:blip r:embed="a"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def title(*lines: str) -> str:
    return "".join(p(r(line, BOLD), settings=CENTRE) for line in lines)


def caption(text: str) -> str:
    return p(r(text, ITALIC), settings=CENTRE)


def columns(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def signed(*lines: str) -> str:
    """The last line of a text that ends with ``lines``."""
    found = without_frame(read_word(xml_file(title("Hội nghị") + BODY + "".join(lines))).items)
    last = found.items[-1]
    return getattr(last, "text", "")


def read(body: str) -> OldArticle:
    links = [("a", "image", "media/a.jpg")]
    return word_article(xml_file(body, links, **{"word/media/a.jpg": picture_bytes()}))


# --- who signs ---------------------------------------------------------------------------------

COPIES = (p("Nơi nhận:"), p("- Như trên;"), p("- Lưu: VT, P2."))


@pytest.mark.parametrize(
    "below",
    [
        [p("TRƯỞNG PHÒNG"), p("Nguyễn Văn Mẫu")],
        [p("T/M CHI BỘ"), p("BÍ THƯ"), p("Nguyễn Văn Mẫu")],
        [p("TM. ĐOÀN KIỂM TRA"), p("TRƯỞNG ĐOÀN"), p("Nguyễn Văn Mẫu")],
        [p("KT. VIỆN TRƯỞNG"), p("PHÓ VIỆN TRƯỞNG"), p("Nguyễn Văn Mẫu"), *COPIES],
        [*COPIES, p("VIỆN TRƯỞNG"), p("Nguyễn Văn Mẫu")],
        [p("Nơi nhận:    TRƯỞNG PHÒNG"), p("- Như trên;"), p("- Lưu: VT.    Nguyễn Văn Mẫu")],
        [
            p("VIỆN TRƯỞNG"),
            p("Nguyễn Văn Mẫu"),
            p("Nơi nhận:"),
            *[p(f"- Phòng {number};") for number in range(1, 30)],
        ],
        [columns("".join(COPIES), p("TRƯỞNG PHÒNG") + p("Nguyễn Văn Mẫu"))],
    ],
)
def test_who_signs_is_told_from_posts_and_copies(below: list[str]) -> None:
    assert signed(*below) == "Nguyễn Văn Mẫu"


def test_a_long_list_at_the_end_of_a_text_is_no_list_of_copies() -> None:
    listed = [p(f"- Việc thứ {number};") for number in range(1, 30)]
    article = read(title("Hội nghị") + LEAD + p("Lãnh đạo Viện") + "".join(listed) + p("P.V"))
    assert [b.text for b in article.blocks[1:4]] == [
        "Lãnh đạo Viện",
        "- Việc thứ 1;",
        "- Việc thứ 2;",
    ]


def test_of_two_who_sign_side_by_side_the_one_who_wrote_it_is_named() -> None:
    tab = "<w:r><w:tab/></w:r>"
    posts = p(tab, "NGƯỜI LẬP BÁO CÁO", tab, tab, "VIỆN TRƯỞNG")
    assert signed(posts, p(tab, "Tuấn Kiệt", tab, tab, tab, "Phạm Văn Mẫu")) == "Tuấn Kiệt"
    posts = p(tab, "TRƯỞNG PHÒNG", tab, "NGƯỜI VIẾT")
    assert signed(posts, p(tab, "Phạm Văn Mẫu", tab, "Tuấn Kiệt")) == "Tuấn Kiệt"


@pytest.mark.parametrize("line", ["- Lưu: VT, P2;", "Lưu: VT, P2.", "Lưu VT, P2"])
def test_what_is_filed_is_no_name(line: str) -> None:
    assert not parse_byline(line).found


def test_a_family_name_is_one_still() -> None:
    assert parse_byline("Lưu Văn Tú - Phòng 2").authors == ("Lưu Văn Tú",)


# --- the head ----------------------------------------------------------------------------------


def test_the_department_beside_the_motto_is_named() -> None:
    head = p(f"VKSND TỈNH LAM GIANG   {STATE}") + p("PHÒNG 8   Độc lập - Tự do - Hạnh phúc")
    found = without_frame(read_word(xml_file(head + title("Hội nghị") + BODY)).items)
    assert found.organs == ("VKSND TỈNH LAM GIANG", "PHÒNG 8")


def test_a_cover_is_a_letterhead() -> None:
    cover = title("VIỆN KIỂM SÁT NHÂN DÂN TỈNH LAM GIANG", "PHÒNG 8", "BÁO CÁO")
    article = read(cover + title("Kết quả công tác quý II") + caption("Lam Giang, tháng 6 năm 2021")
                   + BODY)  # fmt: skip
    assert article.title == "Báo cáo kết quả công tác quý II"
    assert article.organs == ("VIỆN KIỂM SÁT NHÂN DÂN TỈNH LAM GIANG", "PHÒNG 8")
    assert article.blocks[0].text.startswith("Sáng nay")


def test_a_title_that_begins_with_the_agency_is_no_cover() -> None:
    lines = ("VIỆN KIỂM SÁT NHÂN DÂN HUYỆN AN KHÊ", "TỔ CHỨC HỘI NGHỊ SƠ KẾT CÔNG TÁC NĂM 2021")
    assert read(title(*lines) + BODY).title == " ".join(lines)


def test_what_a_letter_is_about_may_stand_below_its_letterhead() -> None:
    head = columns(
        p("VKSND TỈNH") + p("Số: 7/VKS-VP"), p(STATE) + p("Lam Giang, ngày 2 tháng 3 năm 2021")
    )
    article = read(head + p("V/v phối hợp tuyên truyền") + p("Kính gửi: Các đơn vị") + BODY)
    assert article.title == "Phối hợp tuyên truyền"


def test_addressees_go_on_where_the_line_before_says_so() -> None:
    sent = p("Kính gửi: Đồng chí Viện trưởng;") + p("Phòng tổng hợp.")
    assert read(sent + title("Hội nghị sơ kết") + BODY).title == "Hội nghị sơ kết"
    assert read(title("Hội nghị sơ kết") + sent + BODY).blocks[0].text.startswith("Sáng nay")


@pytest.mark.parametrize("line", ["An Khê, ngày 05/9/2022", "TP. Lam Giang, 5-9-2022"])
def test_place_and_day_may_be_in_numbers(line: str) -> None:
    found = without_frame(read_word(xml_file(p(line) + title("Hội nghị") + BODY)).items)
    assert found.day == date(2022, 9, 5)


def test_a_caption_with_a_day_is_no_place_and_day() -> None:
    said = title("Hội nghị") + p(SHOT) + caption("Hội nghị sơ kết, ngày 5/9/2022")
    links = [("a", "image", "media/a.jpg")]
    data = xml_file(said + BODY, links, **{"word/media/a.jpg": picture_bytes()})
    assert without_frame(read_word(data).items).day is None


@pytest.mark.parametrize("mark", ["DỰ THẢO", "(Dự thảo lần 2)"])
def test_what_is_stamped_on_a_text_is_not_its_title(mark: str) -> None:
    head = p(STATE, settings=CENTRE) + p("Độc lập - Tự do - Hạnh phúc", settings=CENTRE)
    assert read(head + title(mark) + title("Hội nghị sơ kết") + BODY).title == "Hội nghị sơ kết"


def test_a_rule_under_the_title_is_no_text() -> None:
    assert "_" not in " ".join(
        b.text for b in read(title("Hội nghị") + p("________") + BODY).blocks
    )


# --- the title ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ("SỐ HÓA HỒ SƠ: NHỮNG KẾT", "QUẢ BƯỚC ĐẦU"),
        ("SƠ KẾT CÔNG TÁC VÀ TRIỂN", "KHAI NHIỆM VỤ CUỐI NĂM"),
        ("NHỮNG ĐIỂM MỚI VỀ THI HÀNH ÁN", "HÌNH SỰ TẠI CỘNG ĐỒNG"),
        ("PHÁT ĐỘNG PHONG TRÀO", "THI ĐUA CHÀO MỪNG NGÀY", "LẬP NGÀNH"),
    ],
)
def test_a_line_of_a_title_in_capitals_is_no_name(lines: tuple[str, ...]) -> None:
    article = read(title(*lines) + BODY + p("Việt Hưng"))
    assert article.title == " ".join(lines)


@pytest.mark.parametrize(
    ("lines", "settings", "dress"),
    [
        (("Triển khai ứng dụng quản", "lý văn bản điện tử"), CENTRE, ""),
        (("Giới thiệu những điểm mới của pháp luật", "về thi hành án"), "", BOLD),
        (("TẾT TRỒNG CÂY: THÊM MỘT HÀNG", "SAO ĐEN TRƯỚC TRỤ SỞ"), "", BOLD),
    ],
)
def test_a_plain_title_goes_on_in_the_same_dress(
    lines: tuple[str, ...], settings: str, dress: str
) -> None:
    head = "".join(p(r(line, dress), settings=settings) for line in lines)
    article = read(head + BODY + p("Việt Hưng"))
    assert article.title == " ".join(lines)
    assert article.blocks[0].text.startswith("Sáng nay")


def test_a_bold_line_after_a_bold_title_may_be_a_heading() -> None:
    head = p(r("Hội nghị sơ kết", BOLD)) + p(r("Kết quả công tác", BOLD))
    assert read(head + BODY).title == "Hội nghị sơ kết"


def test_who_signs_a_short_text_in_the_middle_is_not_its_title() -> None:
    article = read(p(r("Tết trồng cây trước trụ sở", BOLD)) + BODY + title("Thanh Tùng, Phòng 10"))
    assert article.title == "Tết trồng cây trước trụ sở"
    assert len(article.blocks) == 3


@pytest.mark.parametrize("before", ["Tin: ", "Tiêu đề: ", "TIN BÀI: "])
def test_what_says_that_it_is_a_title_is_none_of_it(before: str) -> None:
    assert read(title(before + "Hội nghị sơ kết") + BODY).title == "Hội nghị sơ kết"


def test_a_line_of_a_title_is_no_name_where_a_department_signs() -> None:
    article = read(title("NHỮNG KẾT", "QUẢ BƯỚC ĐẦU") + BODY + p("Phòng 8"))
    assert article.title == "NHỮNG KẾT QUẢ BƯỚC ĐẦU"


def test_a_picture_above_the_title_keeps_its_caption() -> None:
    article = read(p(SHOT) + caption("Hai đội chào sân") + title("Giao lưu bóng chuyền") + BODY)
    assert article.title == "Giao lưu bóng chuyền"
    assert article.blocks[0].caption == "Hai đội chào sân"


def test_a_name_in_capitals_under_a_title_signs_what_nobody_else_does() -> None:
    article = read(title("HỘI NGHỊ SƠ KẾT CÔNG TÁC", "HOÀI THU") + BODY)
    assert article.title == "HỘI NGHỊ SƠ KẾT CÔNG TÁC"


def test_a_bold_lead_in_italics_is_no_line_of_the_title() -> None:
    said = "Sáng nay, VKSND huyện An Khê tổ chức hội nghị sơ kết công tác sáu tháng đầu năm."
    article = read(title("Hội nghị sơ kết") + p(r(said, BOLD + ITALIC)) + BODY)
    assert article.title == "Hội nghị sơ kết"
    assert article.blocks[0].text == said


@pytest.mark.parametrize(
    "line",
    [
        p("Hoài Thu – Phòng 8", settings=RIGHT),
        p(r("Hoài Thu", ITALIC), settings=CENTRE),
    ],
)
def test_who_wrote_it_may_stand_under_the_title_without_a_day(line: str) -> None:
    article = read(title("Hội nghị sơ kết") + line + BODY)
    assert article.signed[0].startswith("Hoài Thu")
    assert article.blocks[0].text.startswith("Sáng nay")


def test_a_line_set_apart_under_a_title_is_text_where_somebody_signs_below() -> None:
    article = read(title("Hội nghị") + p(r("Thái Bình", ITALIC)) + BODY + p("Việt Hưng"))
    assert not article.signed


# --- captions ----------------------------------------------------------------------------------


def shown(body: str) -> list[str]:
    blocks = read(title("Hội nghị sơ kết") + body).blocks
    return [b.caption for b in blocks if b.kind is Kind.PICTURE]


def test_a_caption_may_stand_above_its_picture() -> None:
    assert shown(BODY + caption("Quang cảnh lễ ký") + p(SHOT) + BODY) == ["Quang cảnh lễ ký"]


def test_where_all_stand_above_none_is_taken_for_the_next() -> None:
    body = "".join(caption(text) + p(SHOT) for text in ("Khai mạc", "Thi đấu", "Trao giải"))
    assert shown(body + LEAD) == ["Khai mạc", "Thi đấu", "Trao giải"]


def test_a_few_plain_words_between_a_picture_and_a_sentence_are_its_caption() -> None:
    assert shown(LEAD + p(SHOT) + p("Công chức soát lại hồ sơ") + BODY) == [
        "Công chức soát lại hồ sơ"
    ]


@pytest.mark.parametrize(
    "below",
    [
        p("Công chức soát lại hồ sơ."),
        p(r("Kết quả bước đầu đạt được", BOLD)),
        p("Những việc phải làm ngay:"),
        p("Việt Hưng - Phòng 8"),
    ],
)
def test_a_sentence_a_heading_or_a_name_below_a_picture_is_no_caption(below: str) -> None:
    assert shown(LEAD + p(SHOT) + below + BODY) == [""]


def test_a_caption_below_stays_below() -> None:
    body = "".join(p(SHOT) + caption(text) for text in ("Khai mạc", "Thi đấu"))
    assert shown(LEAD + body + LEAD) == ["Khai mạc", "Thi đấu"]


@pytest.mark.parametrize(
    "above",
    [
        p(r("Hội nghị đã thống nhất ba việc phải làm trong quý II.", ITALIC)),
        p(r("Kết quả", BOLD), settings=CENTRE),
    ],
)
def test_a_sentence_or_a_heading_above_a_picture_is_no_caption(above: str) -> None:
    assert shown(BODY + above + p(SHOT) + BODY) == [""]


def test_a_picture_in_the_midst_of_a_line_comes_after_it() -> None:
    article = read(title("Hội nghị") + p("Hội nghị thống ", SHOT, "nhất ba việc.") + LEAD)
    kinds = [(b.kind, b.text) for b in article.blocks[:2]]
    assert kinds == [(Kind.TEXT, "Hội nghị thống nhất ba việc."), (Kind.PICTURE, "")]


def test_a_picture_between_two_lines_stays_there() -> None:
    line = p("Dòng trên.", "<w:r><w:br/></w:r>", SHOT, "<w:r><w:br/></w:r>", "Dòng dưới.")
    texts = [b.text for b in read(title("Hội nghị") + line + LEAD).blocks[:3]]
    assert texts == ["Dòng trên.", "", "Dòng dưới."]


def test_a_first_letter_over_several_lines_is_of_its_word() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>'
    article = read(title("Hội nghị") + p("S", settings=frame) + p("áng nay, đơn vị họp.") + LEAD)
    assert article.blocks[0].text == "Sáng nay, đơn vị họp."


def test_a_day_is_read_with_the_frame() -> None:
    head = columns(p("VKSND TỈNH"), p(STATE) + p("Lam Giang, ngày 2 tháng 3 năm 2021"))
    found = without_frame(read_word(xml_file(head + title("Hội nghị") + BODY)).items)
    assert found.day == date(2021, 3, 2)
