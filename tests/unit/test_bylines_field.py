"""More bylines of the making of the field, and last lines that sign nothing."""

from __future__ import annotations

import unicodedata

import pytest

from plugins.bylines import Byline, parse_byline

Answer = tuple[list[str], str | None, str | None, str | None]

BYLINES: list[tuple[str, Answer]] = [
    ("*Thanh tra - Khiếu tố*", ([], "Thanh tra - Khiếu tố", None, None)),
    ("Thu Vân - Phòng 8 VKSND tỉnh\u200b", (["Thu Vân"], "Phòng 8", "VKSND tỉnh", None)),
    ("Việt Hưng -Phòng 15 VKSND tỉnh", (["Việt Hưng"], "Phòng 15", "VKSND tỉnh", None)),
    (
        "Việt Hưng–Phòng 15 VKSND tỉnh Thái Bình",
        (["Việt Hưng"], "Phòng 15", "VKSND tỉnh Thái Bình", None),
    ),
    ("Phòng 15 - Việt Hưng", (["Việt Hưng"], "Phòng 15", None, None)),
    ("VKSND tỉnh Ngọc Anh", (["Ngọc Anh"], None, "VKSND tỉnh", None)),
    ("Phạm Duy Thơi Phòng 8 VKSND tỉnh", (["Phạm Duy Thơi"], "Phòng 8", "VKSND tỉnh", None)),
    ("Tác giả: Hoàng Trung, Nguyễn Hà", (["Hoàng Trung", "Nguyễn Hà"], None, None, None)),
    ("Người đăng: Hoàng Trung", (["Hoàng Trung"], None, None, None)),
    ("Đăng bởi: Hoàng Trung", (["Hoàng Trung"], None, None, None)),
    ("Thanh Phong – Nguyễn Tỉnh", (["Thanh Phong", "Nguyễn Tỉnh"], None, None, None)),
    ("Thanh Phong-Nguyễn Tỉnh", (["Thanh Phong", "Nguyễn Tỉnh"], None, None, None)),
    (
        "Thanh Phong - Nguyễn Tỉnh - Phòng 9",
        (["Thanh Phong", "Nguyễn Tỉnh"], "Phòng 9", None, None),
    ),
    ("LÊ HÀ – VKSND TỈNH", (["LÊ HÀ"], None, "VKSND TỈNH", None)),
    ("LÊ HÀ - VKSND HUYỆN HẢI LĂNG", (["LÊ HÀ"], None, "VKSND HUYỆN HẢI LĂNG", None)),
    (
        "VŨ ĐỨC - VIỆN KIỂM SÁT NHÂN DÂN TỈNH",
        (["VŨ ĐỨC"], None, "VIỆN KIỂM SÁT NHÂN DÂN TỈNH", None),
    ),
    ("Thanh tra-Khiếu tố", ([], "Thanh tra-Khiếu tố", None, None)),
    ("Tổ chức - Cán bộ", ([], "Tổ chức - Cán bộ", None, None)),
    ("Thống kê - Công nghệ thông tin", ([], "Thống kê - Công nghệ thông tin", None, None)),
    (
        "Phòng Thống kê tội phạm - Công nghệ thông tin",
        ([], "Phòng Thống kê tội phạm - Công nghệ thông tin", None, None),
    ),
    ("Văn phòng VKSND tỉnh", ([], "Văn phòng", "VKSND tỉnh", None)),
    ("P7", ([], "P7", None, None)),
    ("Phòng 7 VKSND tỉnh Thái Bình", ([], "Phòng 7", "VKSND tỉnh Thái Bình", None)),
    ("p.v", (["p.v"], None, None, None)),
    ("Pv", (["Pv"], None, None, None)),
    ("P.V.", (["P.V"], None, None, None)),
    ("(P.V)", (["P.V"], None, None, None)),
    ("CTV", (["CTV"], None, None, None)),
    ("V.H", (["V.H"], None, None, None)),
    (
        "Hội nghị kết thúc tốt đẹp trong niềm vui của toàn thể cán bộ năm 2022.PV",
        (["PV"], None, None, None),
    ),
    (
        "Đơn vị phấn đấu hoàn thành các chỉ tiêu, nhiệm vụ được giao.Văn Tiến",
        (["Văn Tiến"], None, None, None),
    ),
    (
        "Đơn vị phấn đấu hoàn thành các chỉ tiêu, nhiệm vụ được giao./. Văn Tiến - Phòng 7",
        (["Văn Tiến"], "Phòng 7", None, None),
    ),
    (
        "Đơn vị phấn đấu hoàn thành các chỉ tiêu, nhiệm vụ được giao!Văn Tiến",
        (["Văn Tiến"], None, None, None),
    ),
    ("Xuân Hưng (vksndtc.gov.vn)", (["Xuân Hưng"], None, None, "vksndtc.gov.vn")),
    ("Theo kiemsat.vn", ([], None, None, "kiemsat.vn")),
    ("Nguồn kiemsat.vn", ([], None, None, "kiemsat.vn")),
    ("Nguồn: Báo Bảo vệ pháp luật", ([], None, None, "Báo Bảo vệ pháp luật")),
    ("Văn Tiến/VOV", (["Văn Tiến"], None, None, "VOV")),
    ("Văn Tiến (Cổng TTĐT tỉnh)", (["Văn Tiến"], None, None, "Cổng TTĐT tỉnh")),
    ("Tin - ảnh: Văn Tiến", (["Văn Tiến"], None, None, None)),
    ("Bài, ảnh: Văn Tiến, Lê Hà", (["Văn Tiến", "Lê Hà"], None, None, None)),
    ("Bài: Văn Tiến, ảnh: Lê Hà", (["Văn Tiến"], None, None, None)),
    ("Tin: Văn Tiến", (["Văn Tiến"], None, None, None)),
    ("Thực hiện: Văn Tiến – Lê Hà", (["Văn Tiến", "Lê Hà"], None, None, None)),
    ("Văn Tiến /", (["Văn Tiến"], None, None, None)),
    ("Văn Tiến |", (["Văn Tiến"], None, None, None)),
    ("- Văn Tiến", (["Văn Tiến"], None, None, None)),
    ("Văn   Tiến", (["Văn Tiến"], None, None, None)),
    ("Văn Tiến – VKSND TX Ba Đồn", (["Văn Tiến"], None, "VKSND TX Ba Đồn", None)),
    ("Văn Tiến – VKSND huyện Ea H'leo", (["Văn Tiến"], None, "VKSND huyện Ea H'leo", None)),
    ("Văn Tiến – VKSND huyện Đắk R'lấp", (["Văn Tiến"], None, "VKSND huyện Đắk R'lấp", None)),
    (
        "Văn Tiến – VKSND tỉnh Bà Rịa - Vũng Tàu",
        (["Văn Tiến"], None, "VKSND tỉnh Bà Rịa - Vũng Tàu", None),
    ),
    (
        "Văn Tiến – VKSND tỉnh Thừa Thiên - Huế",
        (["Văn Tiến"], None, "VKSND tỉnh Thừa Thiên - Huế", None),
    ),
    ("Văn Tiến – VKSND thành phố Huế", (["Văn Tiến"], None, "VKSND thành phố Huế", None)),
    (
        "Văn Tiến – VKSND thành phố Phan Rang - Tháp Chàm",
        (["Văn Tiến"], None, "VKSND thành phố Phan Rang - Tháp Chàm", None),
    ),
    ("Văn Tiến – VKSND cấp cao tại Hà Nội", (["Văn Tiến"], None, "VKSND cấp cao tại Hà Nội", None)),
    ("Văn Tiến - VKSND cấp cao 1", (["Văn Tiến"], None, "VKSND cấp cao 1", None)),
    ("Văn Tiến – VKSNDTC", (["Văn Tiến"], None, "VKSNDTC", None)),
    ("Văn Tiến – VKSKV 3", (["Văn Tiến"], None, "VKSKV 3", None)),
    ("Văn Tiến - VKSND KV3", (["Văn Tiến"], None, "VKSND KV3", None)),
    (
        "Văn Tiến - Phòng 1, VKSND tỉnh Quảng Bình",
        (["Văn Tiến"], "Phòng 1", "VKSND tỉnh Quảng Bình", None),
    ),
    ("Văn Tiến – Văn phòng tổng hợp", (["Văn Tiến"], "Văn phòng tổng hợp", None, None)),
    ("Văn Tiến - VPTH", (["Văn Tiến"], "VPTH", None, None)),
    ("Văn Tiến - Phòng TKTP&CNTT", (["Văn Tiến"], "Phòng TKTP&CNTT", None, None)),
    (
        "Văn Tiến – Phòng Kiểm sát thi hành án dân sự",
        (["Văn Tiến"], "Phòng Kiểm sát thi hành án dân sự", None, None),
    ),
    ("Văn Tiến - phòng 7", (["Văn Tiến"], "Phòng 7", None, None)),
    (
        "Văn Tiến - Kiểm sát viên VKSND huyện Vũ Thư",
        (["Văn Tiến"], None, "VKSND huyện Vũ Thư", None),
    ),
    ("Văn Tiến – Trưởng phòng 7, VKSND tỉnh", (["Văn Tiến"], "Phòng 7", "VKSND tỉnh", None)),
    ("Văn Tiến - Kiểm tra viên Phòng 7", (["Văn Tiến"], "Phòng 7", None, None)),
    ("Văn Tiến, KSV Phòng 7", (["Văn Tiến"], "Phòng 7", None, None)),
    ("Th.S Văn Tiến", (["Văn Tiến"], None, None, None)),
    ("Nguyễn Văn Tiến - CTV", (["Nguyễn Văn Tiến"], None, None, None)),
    ("Nguyễn Văn Tiến (t/h)", (["Nguyễn Văn Tiến"], None, None, None)),
    ("Hà", (["Hà"], None, None, None)),
    ("Lê Thị Thái Bình - Phòng 7", (["Lê Thị Thái Bình"], "Phòng 7", None, None)),
    ("Trần Hưng Hà", (["Trần Hưng Hà"], None, None, None)),
    ("Nguyễn Thị Phòng", (["Nguyễn Thị Phòng"], None, None, None)),
    ("Trần Phòng – Phòng 7", (["Trần Phòng"], "Phòng 7", None, None)),
    ("Nguyễn Thanh Tra", (["Nguyễn Thanh Tra"], None, None, None)),
    ("Viện kiểm sát nhân dân tỉnh", ([], None, "Viện kiểm sát nhân dân tỉnh", None)),
    ("Quyền Thị Hoa", (["Quyền Thị Hoa"], None, None, None)),
    ("Hải Dương - Phòng 7", (["Hải Dương"], "Phòng 7", None, None)),
    ("Phong Lan", (["Phong Lan"], None, None, None)),
    ("Thu Vân–  VKSND huyện Triệu Phong", (["Thu Vân"], None, "VKSND huyện Triệu Phong", None)),
    ("Thu Vân - VKSND huyện Triệu Phong.", (["Thu Vân"], None, "VKSND huyện Triệu Phong", None)),
    ("Thu Vân - VKSND huyện Triệu Phong ./.", (["Thu Vân"], None, "VKSND huyện Triệu Phong", None)),
    (
        "Thu Vân - VKSND huyện Triệu Phong tỉnh Quảng Trị",
        (["Thu Vân"], None, "VKSND huyện Triệu Phong tỉnh Quảng Trị", None),
    ),
    ("Thu Vân – VKSNDTP Đông Hà", (["Thu Vân"], None, "VKSNDTP Đông Hà", None)),
    (
        "Thu Vân - VKSND Tp. Đông Hà, tỉnh Quảng Trị",
        (["Thu Vân"], None, "VKSND Tp. Đông Hà, tỉnh Quảng Trị", None),
    ),
    ("Thu Vân - VKSND huyện đảo Cồn Cỏ", (["Thu Vân"], None, "VKSND huyện đảo Cồn Cỏ", None)),
    (
        "Thu Vân- Phòng 15 Viện kiểm sát nhân dân tỉnh Thái Bình",
        (["Thu Vân"], "Phòng 15", "Viện kiểm sát nhân dân tỉnh Thái Bình", None),
    ),
    (
        "Thu Vân -Phòng 15- Viện kiểm sát nhân dân tỉnh",
        (["Thu Vân"], "Phòng 15", "Viện kiểm sát nhân dân tỉnh", None),
    ),
    (
        "Thu Vân- Phòng 15, Viện kiểm sát nhân dân tỉnh",
        (["Thu Vân"], "Phòng 15", "Viện kiểm sát nhân dân tỉnh", None),
    ),
    ("Thu Vân Phòng 15", (["Thu Vân"], "Phòng 15", None, None)),
    ("Thu Vân Phòng 15 VKSND tỉnh", (["Thu Vân"], "Phòng 15", "VKSND tỉnh", None)),
    ("Thu Vân- Thanh tra -Khiếu tố", (["Thu Vân"], "Thanh tra -Khiếu tố", None, None)),
    (
        "Phòng Kiểm sát và giải quyết đơn khiếu nại, tố cáo",
        ([], "Phòng Kiểm sát và giải quyết đơn khiếu nại, tố cáo", None, None),
    ),
    (
        "Phòng Kiểm sát việc tạm giữ, tạm giam và thi hành án hình sự",
        ([], "Phòng Kiểm sát việc tạm giữ, tạm giam và thi hành án hình sự", None, None),
    ),
    ("Văn phòng tổng hợp", ([], "Văn phòng tổng hợp", None, None)),
    ("Lê Hà -Trần Văn", (["Lê Hà", "Trần Văn"], None, None, None)),
    ("Lê Hà - P.V", (["Lê Hà"], None, None, None)),
    ("Tác giả: LÊ HÀ", (["LÊ HÀ"], None, None, None)),
    ("Tác giả: P.V", (["P.V"], None, None, None)),
    ("Tác giả bài viết: VKSND huyện Vũ Thư", ([], None, "VKSND huyện Vũ Thư", None)),
    ("Tác giả:    Lê Hà  - Phòng 9 - VKSND tỉnh", (["Lê Hà"], "Phòng 9", "VKSND tỉnh", None)),
    ("Tác giả Lê Hà", (["Lê Hà"], None, None, None)),
    ("Lê Hà (baoquangtri.vn)", (["Lê Hà"], None, None, "baoquangtri.vn")),
    ("Lê Hà (Kiemsat.vn)", (["Lê Hà"], None, None, "Kiemsat.vn")),
    ("Lê Hà (theo Baothaibinh.com.vn)", (["Lê Hà"], None, None, "Baothaibinh.com.vn")),
    ("Lê Hà (Theo TTXVN)", (["Lê Hà"], None, None, "TTXVN")),
    ("Lê Hà theo TTXVN", (["Lê Hà"], None, None, "TTXVN")),
    ("Lê HàTheo TTXVN", (["Lê Hà"], None, None, "TTXVN")),
    ("Lê Hà (thanhnien.vn)", (["Lê Hà"], None, None, "thanhnien.vn")),
    ("Baothaibinh.com.vn", ([], None, None, "Baothaibinh.com.vn")),
    (
        "Đoàn sẽ tiếp tục kiểm tra các đơn vị khác trong quý II năm 2022.Thu Vân – Phòng 8",
        (["Thu Vân"], "Phòng 8", None, None),
    ),
    ("Lê Hà - Theo Reuters, Guardian", (["Lê Hà"], None, None, "Reuters, Guardian")),
    ("Lê HàẢnh: Thu Vân", (["Lê Hà"], None, None, None)),
    ("VKSND tỉnh Quảng Trị Ngọc Anh", (["Ngọc Anh"], None, "VKSND tỉnh Quảng Trị", None)),
    ("VKSND huyện Hải Lăng Ngọc Anh", (["Ngọc Anh"], None, "VKSND huyện Hải Lăng", None)),
    ("VKSND thành phố Việt Trì Phú Thọ", ([], None, "VKSND thành phố Việt Trì Phú Thọ", None)),
]
"""A line; its authors, department, unit and source."""

NO_BYLINES = [
    "Ảnh minh họa: Internet",
    "Đồng chí Nguyễn Văn An, Viện trưởng VKSND tỉnh phát biểu",
    "Kiểm sát viên Nguyễn Văn An tại phiên tòa",
    "Bị cáo Nguyễn Văn An tại phiên tòa",
    "./.",
    "Các tin khác",
    "Trở về",
    "Lên đầu trang",
    "Thái Bình",
    "Bị cáo Nguyễn Văn Nam",
    "Bị cáo Nguyễn Văn Nam.",
    "Bị can Nguyễn Văn Nam",
    "Ông Nguyễn Văn Nam",
    "Bà Lê Thị Hoa",
    "Nguyễn Văn Nam và đồng phạm",
    "Nguyễn Văn Nam (áo trắng)",
    "Tang vật vụ án",
    "Hiện trường vụ án",
    "Phiên Tòa",
    "Trụ sở VKSND tỉnh Thái Bình",
    "Lãnh đạo VKSND tỉnh",
    "Cán bộ VKSND huyện Vũ Thư",
    "Xin trân trọng cảm ơn",
    "Trân trọng!",
    "Hình ảnh minh họa",
    "Ảnh tư liệu",
    "Ảnh Văn Tiến",
    "Video: Văn Tiến",
    "Đ/c Nguyễn Văn Nam phát biểu",
    "Nguyễn Văn Nam, SN 1985",
    "Bài viết liên quan",
    "In bài viết",
    "Tải về",
    "Địa chỉ: Số 12, đường Lê Lợi",
    "VIỆN TRƯỞNG",
    "KT. VIỆN TRƯỞNG",
    "KT.VIỆN TRƯỞNG PHÓ VIỆN TRƯỞNG",
    "VKSND tỉnh tổ chức hội nghị tổng kết công tác năm",
    "VKSND huyện Vũ Thư kiểm sát trực tiếp Nhà tạm giữ",
    "VKSND tỉnh Thái Bình: Hội nghị tổng kết",
    "Chi bộ VKSND huyện Vũ Thư sinh hoạt chuyên đề",
    "Ninh Bình",
    "Đoàn đã làm việc với lãnh đạo và cán bộ VKSND TP. Đông Hà",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "answer"), BYLINES, ids=[line for line, _ in BYLINES])
def test_a_byline_is_read_as_written(line: str, answer: Answer, form: str) -> None:
    read = parse_byline(unicodedata.normalize(form, line))
    assert (list(read.authors), read.department, read.unit, read.source) == answer


@pytest.mark.parametrize("line", NO_BYLINES)
def test_a_caption_or_a_part_of_the_page_is_no_byline(line: str) -> None:
    assert parse_byline(line) == Byline()
