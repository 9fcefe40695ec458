"""Bylines as they stand under real posts, and lines that only look like them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from plugins.bylines import Byline, find_byline, parse_byline
from plugins.registry import Registry, read_registry

AGENCY = Path(__file__).parents[1] / "fixtures" / "agency"
THEN = date(2021, 3, 15)
SENTENCE = "Sau khi nghe dự thảo, các đơn vị đều nhất trí nội dung kết luận của đoàn."


@pytest.fixture(scope="module")
def agency() -> Registry:
    files = {f"registry/{f.name}": f.read_text(encoding="utf-8") for f in AGENCY.glob("*.toml")}
    registry, _ = read_registry(files)
    assert registry is not None
    return registry


@pytest.mark.parametrize(
    ("line", "authors", "department", "unit", "source"),
    [
        ("Nguyễn Thị A - VKSND TP. Thái Bình", ["Nguyễn Thị A"], None, "VKSND TP. Thái Bình", None),
        ("Bài, ảnh: Minh Anh", ["Minh Anh"], None, None, None),
        ("Bài và ảnh: Minh Anh – Phòng 8", ["Minh Anh"], "Phòng 8", None, None),
        ("Tin: Minh Anh – Ảnh: Thu Hà", ["Minh Anh"], None, None, None),
        ("Theo kiemsat.vn", [], None, None, "kiemsat.vn"),
        ("Theo Báo Bảo vệ pháp luật", [], None, None, "Báo Bảo vệ pháp luật"),
        (
            "KSV Nguyễn Văn Bình - VKSND huyện Hưng Hà",
            ["Nguyễn Văn Bình"],
            None,
            "VKSND huyện Hưng Hà",
            None,
        ),
        (
            "Nguyễn Văn Bình – Phó Viện trưởng VKSND huyện Hưng Hà",
            ["Nguyễn Văn Bình"],
            None,
            "VKSND huyện Hưng Hà",
            None,
        ),
        (
            "Nguyễn Văn Bình, Phó Viện trưởng, VKSND huyện Hưng Hà",
            ["Nguyễn Văn Bình"],
            None,
            "VKSND huyện Hưng Hà",
            None,
        ),
        (
            "Th.s Lê Minh – Phòng 7 – VKSND tỉnh Quảng Trị",
            ["Lê Minh"],
            "Phòng 7",
            "VKSND tỉnh Quảng Trị",
            None,
        ),
        ("ThS. Lê Minh", ["Lê Minh"], None, None, None),
        ("Thượng tá Lê Minh - VKSQS khu vực 1", ["Lê Minh"], None, "VKSQS khu vực 1", None),
        ("Văn phòng tổng hợp - VKSND tỉnh", [], "Văn phòng tổng hợp", "VKSND tỉnh", None),
        ("Minh Anh, Thu Hà, Văn Nam", ["Minh Anh", "Thu Hà", "Văn Nam"], None, None, None),
        (
            "Minh Anh, Thu Hà và Văn Nam – Phòng 9",
            ["Minh Anh", "Thu Hà", "Văn Nam"],
            "Phòng 9",
            None,
            None,
        ),
        ("T.H", ["T.H"], None, None, None),
        ("(Nguồn: baothaibinh.com.vn)", [], None, None, "baothaibinh.com.vn"),
        ("Minh Anh (haiduongtv.com.vn)", ["Minh Anh"], None, None, "haiduongtv.com.vn"),
        ("Xuân Hưng(haiduongtv.com.vn)", ["Xuân Hưng"], None, None, "haiduongtv.com.vn"),
        ("Minh Anh 15/3/2021", ["Minh Anh"], None, None, None),
        ("Minh Anh - Phòng 8 (15/3/2021)", ["Minh Anh"], "Phòng 8", None, None),
        ("Thanh tra - Khiếu tố", [], "Thanh tra - Khiếu tố", None, None),
        ("THANH TRA - KHIẾU TỐ", [], "THANH TRA - KHIẾU TỐ", None, None),
        ("Phòng Tổ chức - Cán bộ", [], "Phòng Tổ chức - Cán bộ", None, None),
        ("Thanh tra – Khiếu tố VKSND tỉnh", [], "Thanh tra – Khiếu tố", "VKSND tỉnh", None),
        ("Minh Anh - Thanh tra - Khiếu tố", ["Minh Anh"], "Thanh tra - Khiếu tố", None, None),
        ("Phòng 9", [], "Phòng 9", None, None),
        ("Phòng 9 - VKSND tỉnh", [], "Phòng 9", "VKSND tỉnh", None),
        ("Phòng 9 VKSND tỉnh.", [], "Phòng 9", "VKSND tỉnh", None),
        ("VKSND huyện Hải Lăng", [], None, "VKSND huyện Hải Lăng", None),
        ("Minh Anh - P15", ["Minh Anh"], "P15", None, None),
        ("Minh Anh -P.15 VKSND tỉnh", ["Minh Anh"], "P.15", "VKSND tỉnh", None),
        ("Minh Anh- Phòng15 VKS tỉnh", ["Minh Anh"], "Phòng15", "VKS tỉnh", None),
        (
            "Minh Anh - VKSND khu vực 1 - Hưng Yên",
            ["Minh Anh"],
            None,
            "VKSND khu vực 1 - Hưng Yên",
            None,
        ),
        (
            "Minh Anh - VKSND huyện Hải Lăng, tỉnh Quảng Trị",
            ["Minh Anh"],
            None,
            "VKSND huyện Hải Lăng, tỉnh Quảng Trị",
            None,
        ),
        (
            "Minh Anh - VKSND huyện Hải Lăng - Quảng Trị",
            ["Minh Anh"],
            None,
            "VKSND huyện Hải Lăng - Quảng Trị",
            None,
        ),
        (
            "Minh Anh - Viện kiểm sát nhân dân (VKSND) huyện Hưng Hà",
            ["Minh Anh"],
            None,
            "Viện kiểm sát nhân dân (VKSND) huyện Hưng Hà",
            None,
        ),
        ("Minh Anh (Phòng 8)", ["Minh Anh"], "Phòng 8", None, None),
        ("Minh Anh (VKSND huyện Hưng Hà)", ["Minh Anh"], None, "VKSND huyện Hưng Hà", None),
        ("P.V.", ["P.V"], None, None, None),
        ("PV", ["PV"], None, None, None),
        ("BBT", ["BBT"], None, None, None),
        ("Ban biên tập", ["Ban biên tập"], None, None, None),
        ("Nguyễn Hoàng – Trưởng phòng 8", ["Nguyễn Hoàng"], "Phòng 8", None, None),
        ("NGUYỄN VĂN A - VKSND HUYỆN HƯNG HÀ", ["NGUYỄN VĂN A"], None, "VKSND HUYỆN HƯNG HÀ", None),
        ("H'Hen Niê - VKSND huyện Cư M'gar", ["H'Hen Niê"], None, "VKSND huyện Cư M'gar", None),
        ("Tác giả: Minh Anh, Phòng Tổng hợp", ["Minh Anh"], "Phòng Tổng hợp", None, None),
        ("Người viết: Lê Thị Hồng Nhung", ["Lê Thị Hồng Nhung"], None, None, None),
        ("Phương Linh – Vụ 7 – VKSND tối cao", ["Phương Linh"], "Vụ 7", "VKSND tối cao", None),
        ("Hoàng Trung/", ["Hoàng Trung"], None, None, None),
        ("Hồng Vân. VKSND Tp Huế", ["Hồng Vân"], None, "VKSND Tp Huế", None),
        ("Hồng Vân; Minh Thư", ["Hồng Vân", "Minh Thư"], None, None, None),
        ("PV (tổng hợp)", ["PV"], None, None, None),
        ("Minh Anh (t/h)", ["Minh Anh"], None, None, None),
        ("Minh Anh (Theo TTXVN)", ["Minh Anh"], None, None, "TTXVN"),
        ("Minh Anh - Báo Bảo vệ pháp luật", ["Minh Anh"], None, None, "Báo Bảo vệ pháp luật"),
        (
            "Đội ngũ phóng viên đã kết thúc chuyến công tác trong tháng 12 năm 2022.PV",
            ["PV"],
            None,
            None,
            None,
        ),
        (
            "Hội nghị đã thành công tốt đẹp trong buổi sáng cùng ngày. Minh Anh – Phòng 8",
            ["Minh Anh"],
            "Phòng 8",
            None,
            None,
        ),
        (
            "Hội nghị đã thành công tốt đẹp trong buổi sáng cùng ngày ./. Minh Anh",
            ["Minh Anh"],
            None,
            None,
            None,
        ),
        (
            "Hội nghị đã thành công tốt đẹp trong buổi sáng cùng ngày./.P.V",
            ["P.V"],
            None,
            None,
            None,
        ),
        (
            "Nguyễn Thị Vân Anh - Nguyễn Văn Bình - VKSND quận Hai Bà Trưng",
            ["Nguyễn Thị Vân Anh", "Nguyễn Văn Bình"],
            None,
            "VKSND quận Hai Bà Trưng",
            None,
        ),
        ("VKSND huyện Hưng Hà - Minh Anh", ["Minh Anh"], None, "VKSND huyện Hưng Hà", None),
        ("Chi đoàn VKSND tỉnh", [], "Chi đoàn", "VKSND tỉnh", None),
        (
            "Đoàn thanh niên VKSND tỉnh Thái Bình",
            [],
            "Đoàn thanh niên",
            "VKSND tỉnh Thái Bình",
            None,
        ),
        (
            "Lê Hồng Phong - VKSND thị xã Quảng Trị",
            ["Lê Hồng Phong"],
            None,
            "VKSND thị xã Quảng Trị",
            None,
        ),
        ("Lê Hồng PhongVKSND tỉnh", ["Lê Hồng Phong"], None, "VKSND tỉnh", None),
        ("Nguyễn Văn Phòng – Phòng 1", ["Nguyễn Văn Phòng"], "Phòng 1", None, None),
        (
            "Nguyễn thị Hoa – VKS TP Buôn Ma Thuột",
            ["Nguyễn thị Hoa"],
            None,
            "VKS TP Buôn Ma Thuột",
            None,
        ),
        (
            "Minh Anh – Phòng Kiểm sát án dân sự, hành chính",
            ["Minh Anh"],
            "Phòng Kiểm sát án dân sự, hành chính",
            None,
            None,
        ),
        (
            "Minh Anh – Phòng 9, Viện KSND tỉnh Thái Bình",
            ["Minh Anh"],
            "Phòng 9",
            "Viện KSND tỉnh Thái Bình",
            None,
        ),
        ("Minh Anh - CTV", ["Minh Anh"], None, None, None),
        ("Minh Anh – Công an huyện Hưng Hà", ["Minh Anh"], None, "Công an huyện Hưng Hà", None),
        (
            "Kim Ngân – Trường Đại học Kiểm sát Hà Nội",
            ["Kim Ngân"],
            None,
            "Trường Đại học Kiểm sát Hà Nội",
            None,
        ),
        ("- Minh Anh -", ["Minh Anh"], None, None, None),
        ("*Minh Anh*", ["Minh Anh"], None, None, None),
        ("Tác giả bài viết: Hoàng Trung - VKSND tỉnh |", ["Hoàng Trung"], None, "VKSND tỉnh", None),
        ("Tin, ảnh: Thùy Dung", ["Thùy Dung"], None, None, None),
        ("Tin bài: Thùy Dung - Hồng Hà", ["Thùy Dung", "Hồng Hà"], None, None, None),
        ("Ngọc", ["Ngọc"], None, None, None),
        ("Viện KSND TP Thái Bình", [], None, "Viện KSND TP Thái Bình", None),
        ("Nguyễn Hằng (Phòng 2 – VKSND tỉnh)", ["Nguyễn Hằng"], "Phòng 2", "VKSND tỉnh", None),
        ("VP - VKSND tỉnh", [], "VP", "VKSND tỉnh", None),
        ("Phòng TCCB", [], "Phòng TCCB", None, None),
        ("Phòng Tham mưu – Tổng hợp", [], "Phòng Tham mưu – Tổng hợp", None, None),
        (
            "Ngô Thị Hường/VKSND huyện Bình Liêu",
            ["Ngô Thị Hường"],
            None,
            "VKSND huyện Bình Liêu",
            None,
        ),
        ("Hoàng Thị Mai – VKSND H. Lệ Thủy", ["Hoàng Thị Mai"], None, "VKSND H. Lệ Thủy", None),
        ("VKSND cấp cao tại Đà Nẵng", [], None, "VKSND cấp cao tại Đà Nẵng", None),
        (
            "Nguyễn Văn Minh KSV VKSND huyện Thái Thụy",
            ["Nguyễn Văn Minh"],
            None,
            "VKSND huyện Thái Thụy",
            None,
        ),
        ("Theo Cổng TTĐT VKSND tối cao", [], None, None, "Cổng TTĐT VKSND tối cao"),
        ("Nguồn: VKSND tỉnh Thái Bình", [], None, None, "VKSND tỉnh Thái Bình"),
        (
            "Đ/c Nguyễn Văn An - Trưởng phòng 8 VKSND tỉnh",
            ["Nguyễn Văn An"],
            "Phòng 8",
            "VKSND tỉnh",
            None,
        ),
        ("Thu Trang & Hoài Nam", ["Thu Trang", "Hoài Nam"], None, None, None),
        ("Nguyễn Tiến  -  VKS huyện Quế Võ", ["Nguyễn Tiến"], None, "VKS huyện Quế Võ", None),
        ("Minh Anh – Văn phòng VKSND tỉnh", ["Minh Anh"], "Văn phòng", "VKSND tỉnh", None),
        ("Minh Anh – VP VKS tỉnh", ["Minh Anh"], "VP", "VKS tỉnh", None),
        (
            "Minh Anh - Phó Chánh Văn phòng VKSND tỉnh",
            ["Minh Anh"],
            "Văn phòng",
            "VKSND tỉnh",
            None,
        ),
        ("Minh Anh - Phó Trưởng phòng 9", ["Minh Anh"], "Phòng 9", None, None),
        (
            "Vũ Thị Thanh – Phòng Thanh tra, khiếu tố",
            ["Vũ Thị Thanh"],
            "Phòng Thanh tra, khiếu tố",
            None,
            None,
        ),
        ("Tác giả:Minh Anh", ["Minh Anh"], None, None, None),
        ("Tác giả : Minh Anh.", ["Minh Anh"], None, None, None),
        ("Minh Anh - kiemsat.vn", ["Minh Anh"], None, None, "kiemsat.vn"),
        (
            "Minh Anh – https://kiemsat.vn/abc-123.html",
            ["Minh Anh"],
            None,
            None,
            "https://kiemsat.vn/abc-123.html",
        ),
        (
            "Trần Thị Bích Ngọc- Phòng 11- VKSND tỉnh Thái Bình",
            ["Trần Thị Bích Ngọc"],
            "Phòng 11",
            "VKSND tỉnh Thái Bình",
            None,
        ),
        (
            "Nguyễn Thị Thanh Huyền- Viện KSND thành phố Thái Bình",
            ["Nguyễn Thị Thanh Huyền"],
            None,
            "Viện KSND thành phố Thái Bình",
            None,
        ),
        ("Bùi Nga -Phòng 7", ["Bùi Nga"], "Phòng 7", None, None),
        (
            "Lê Thị Thu - Phạm Văn Long – Phòng 1",
            ["Lê Thị Thu", "Phạm Văn Long"],
            "Phòng 1",
            None,
            None,
        ),
        ("Minh Anh – Hà", ["Minh Anh", "Hà"], None, None, None),
        ("Ng. Hà - Phòng 3", ["Ng. Hà"], "Phòng 3", None, None),
        ("T.Hương - VKSND TP", ["T.Hương"], None, "VKSND TP", None),
        (
            "Kiểm sát viên Trần Văn Nam – VKSND huyện Kiến Xương",
            ["Trần Văn Nam"],
            None,
            "VKSND huyện Kiến Xương",
            None,
        ),
        (
            "Trần Văn Nam – Kiểm sát viên – VKSND huyện Kiến Xương",
            ["Trần Văn Nam"],
            None,
            "VKSND huyện Kiến Xương",
            None,
        ),
        (
            "Trần Văn Nam - Kiểm sát viên VKSND huyện Kiến Xương",
            ["Trần Văn Nam"],
            None,
            "VKSND huyện Kiến Xương",
            None,
        ),
        ("Đặng Thị Hoa -Trưởng phòng Phòng 8", ["Đặng Thị Hoa"], "Phòng 8", None, None),
        (
            "Trần Nam - Viện Kiểm sát nhân dân Huyện Kiến Xương",
            ["Trần Nam"],
            None,
            "Viện Kiểm sát nhân dân Huyện Kiến Xương",
            None,
        ),
        ("VKSND huyện Kiến Xương: Trần Nam", ["Trần Nam"], None, "VKSND huyện Kiến Xương", None),
        ("Xuân Thu –VKSND TX. Hương Trà", ["Xuân Thu"], None, "VKSND TX. Hương Trà", None),
        ("Hải Đăng - Viện KSQS Quân khu 3", ["Hải Đăng"], None, "Viện KSQS Quân khu 3", None),
        ("Tạp chí Kiểm sát", [], None, None, "Tạp chí Kiểm sát"),
        ("Báo Thái Bình", [], None, None, "Báo Thái Bình"),
        (
            "Lê Minh - Chi đoàn VKSND huyện Vũ Thư",
            ["Lê Minh"],
            "Chi đoàn",
            "VKSND huyện Vũ Thư",
            None,
        ),
        ("Lê Minh – Vụ 14", ["Lê Minh"], "Vụ 14", None, None),
        ("Bài: Lê Minh - Ảnh: Thu", ["Lê Minh"], None, None, None),
        ("Tin và ảnh: Lê Minh", ["Lê Minh"], None, None, None),
        ("Bài viết: Lê Minh", ["Lê Minh"], None, None, None),
        ("Thực hiện: Lê Minh", ["Lê Minh"], None, None, None),
        ("Nhóm PV", ["Nhóm PV"], None, None, None),
        ("PV - CTV", ["PV"], None, None, None),
        ("Lê Minh - PV", ["Lê Minh"], None, None, None),
        ("Ngọc Anh, VKSND Hưng Hà", ["Ngọc Anh"], None, "VKSND Hưng Hà", None),
        ("năm 2022.PV", ["PV"], None, None, None),
        ("Minh Anh (nguồn: kiemsat.vn)", ["Minh Anh"], None, None, "kiemsat.vn"),
        ("TH: Minh Anh", ["Minh Anh"], None, None, None),
        ("Nhóm phóng viên", ["Nhóm phóng viên"], None, None, None),
        ("Thu Hồng – Kế toán Văn phòng", ["Thu Hồng"], "Văn phòng", None, None),
        ("Thu Hồng – Thanh Tra VKSND tỉnh", ["Thu Hồng"], "Thanh Tra", "VKSND tỉnh", None),
        ("leftcenterrightdelMinh Anh", ["Minh Anh"], None, None, None),
        ("Minh Anh - tổng hợp", ["Minh Anh"], None, None, None),
        ("Tin ảnh Minh Anh", ["Minh Anh"], None, None, None),
        ("Ảnh và bài: Minh Anh", ["Minh Anh"], None, None, None),
        ("PV: Minh Anh", ["Minh Anh"], None, None, None),
        ("Việt Hưng15/3/2021", ["Việt Hưng"], None, None, None),
        (
            "Mai Anh VKSND huyện Tiền Hải, Thái Bình",
            ["Mai Anh"],
            None,
            "VKSND huyện Tiền Hải, Thái Bình",
            None,
        ),
        (
            "VKSND huyện Hưng Hà Nguyễn Văn An",
            ["Nguyễn Văn An"],
            None,
            "VKSND huyện Hưng Hà",
            None,
        ),
        ("VKSND TP. Thái Bình Lê Minh", ["Lê Minh"], None, "VKSND TP. Thái Bình", None),
        ("VKSND huyện Kim Sơn Ninh Bình", [], None, "VKSND huyện Kim Sơn Ninh Bình", None),
        ("Phòng 8 Nguyễn Văn An", ["Nguyễn Văn An"], "Phòng 8", None, None),
        (
            "VKSND huyện Vũ Thư Bùi Văn Nam - Phòng 8",
            ["Bùi Văn Nam"],
            "Phòng 8",
            "VKSND huyện Vũ Thư",
            None,
        ),
        (
            "Thu Hà - VKSND các huyện Hưng Hà, Vũ Thư",
            ["Thu Hà"],
            None,
            "VKSND các huyện Hưng Hà, Vũ Thư",
            None,
        ),
        ("Minh Anh- VKSND h. Tiền Hải", ["Minh Anh"], None, "VKSND h. Tiền Hải", None),
        (
            "Phương Thảo – Phòng Kiểm sát giải quyết đơn và khiếu tố",
            ["Phương Thảo"],
            "Phòng Kiểm sát giải quyết đơn và khiếu tố",
            None,
            None,
        ),
    ],
)
def test_a_byline_is_read_as_written(
    line: str,
    authors: list[str],
    department: str | None,
    unit: str | None,
    source: str | None,
) -> None:
    read = parse_byline(line)
    assert (list(read.authors), read.department, read.unit, read.source) == (
        authors,
        department,
        unit,
        source,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Minh Anh",
        "(Ảnh: Minh Anh)",
        "Ảnh minh họa",
        "Toàn cảnh hội nghị",
        "Đồng chí Viện trưởng phát biểu tại hội nghị",
        "VKSND huyện Hưng Hà tổ chức hội nghị",
        "VKSND HUYỆN HƯNG HÀ TỔ CHỨC HỘI NGHỊ",
        "Phòng 8 tổ chức hội nghị",
        "Tin liên quan",
        "TIN LIÊN QUAN",
        "Thái Bình, ngày 15 tháng 3 năm 2021",
        "Thái Bình",
        "Theo kế hoạch, hội nghị kéo dài hai ngày.",
        "Hội nghị diễn ra tại TP. Thái Bình",
        "Hội nghị diễn ra trong một ngày tại trụ sở VKSND TP. Thái Bình",
        "Các đại biểu dự hội nghị tại trụ sở Viện kiểm sát nhân dân thành phố. ",
        "./.",
        "leftcenterrightdel",
        "Hội nghị",
        "HỘI NGHỊ SƠ KẾT CÔNG TÁC",
        "Viện trưởng",
        "Đồng chí Nguyễn Văn A phát biểu",
        "Kiểm sát viên tại phiên tòa",
        "Hội nghị đã bầu ra ban chấp hành gồm 3 đồng chí.",
        "Quang cảnh phiên tòa. Ảnh: Minh Anh",
        "1. Minh",
        "15/3/2021",
        "Nguyễn Văn A1",
        "",
        "\u00a0",
        "Minh Anh " * 60,
    ],
)
def test_a_line_that_only_looks_like_a_byline_is_none(line: str) -> None:
    assert parse_byline(line) == Byline()


@pytest.mark.parametrize(
    ("written", "restored"),
    [
        ("VĂN TÀI", "Văn Tài"),
        ("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hoà"),
        ("HƯƠNG", "Hương"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("P.V", "P.V"),
        ("PV", "PV"),
        ("Văn Tiến", "Văn Tiến"),
    ],
)
def test_capitals_are_restored_beside_what_was_written(written: str, restored: str) -> None:
    read = parse_byline(written)
    assert read.authors == (written,)
    assert read.restored == (restored,)


# --- who they are ------------------------------------------------------------------


def test_names_become_ids_of_that_day(agency: Registry) -> None:
    read = parse_byline("THUÝ KIỀU - Văn phòng VKSND tỉnh", agency, THEN)
    assert read.author_ids == ("thuy-kieu",)
    assert read.department_id == "van-phong"
    assert read.unit_id == "tinh-lam-giang"
    assert read.doubts == ()


def test_a_homonym_is_told_apart_by_the_department_beside_it(agency: Registry) -> None:
    read = parse_byline("Minh Anh – P.8", agency, THEN)
    assert (read.author_ids, read.department_id, read.unit_id) == (
        ("minh-anh-phong-8",),
        "phong-8",
        "tinh-lam-giang",
    )


def test_a_homonym_alone_is_a_doubt_and_no_guess(agency: Registry) -> None:
    read = parse_byline("Minh Anh", agency, THEN)
    assert read.author_ids == ()
    assert read.doubts == (
        (
            "Có nhiều tác giả tên “Minh Anh”: minh-anh-phong-8, minh-anh-van-phong. "
            "Hãy ghi mã của tác giả đúng."
        ),
    )


def test_an_unknown_name_is_a_doubt_with_its_look_alikes(agency: Registry) -> None:
    read = parse_byline("Thuy Kieu - Phòng 7 - VKSND huyện Hòa Thủy", agency, THEN)
    assert read.doubts == (
        "Đơn vị “VKSND huyện Hòa Thủy” không hoạt động vào ngày đăng bài.",
        "Chưa có phòng “Phòng 7” trong danh sách.",
        "Chưa có tác giả “Thuy Kieu” trong danh sách. Gần giống: thuy-kieu.",
    )


def test_a_place_known_to_the_registry_is_no_author(agency: Registry) -> None:
    assert not parse_byline("An Khê", agency, THEN).found
    assert parse_byline("An Khê").found


# --- where it stands ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "authors", "index", "rest"),
    [
        ([SENTENCE, "Việt Hưng- Phòng 15", " \u00a0 ", "", "Tin liên quan"], ["Việt Hưng"], 1, ""),
        ([SENTENCE, "P.V", "Ảnh: Thu Hà", "leftcenterrightdel", "./."], ["P.V"], 1, ""),
        ([SENTENCE + "PV"], ["PV"], 0, SENTENCE),
        ([SENTENCE + "Đức Ánh"], ["Đức Ánh"], 0, SENTENCE),
        ([SENTENCE + " ./. P.V"], ["P.V"], 0, SENTENCE),
        ([SENTENCE + " Minh Anh – Phòng 8"], ["Minh Anh"], 0, SENTENCE),
        ([SENTENCE, "Minh Anh", "VKSND huyện Hưng Hà"], ["Minh Anh"], 1, ""),
        ([SENTENCE, "Minh Anh", "", "(Nguồn: baothaibinh.com.vn)"], ["Minh Anh"], 1, ""),
        ([SENTENCE, "Minh Anh", "Toàn cảnh buổi làm việc tại đơn vị"], ["Minh Anh"], 1, ""),
        ([SENTENCE, "Minh Anh", "Tin khác:", "Hội nghị sơ kết", "Thu Hà"], ["Minh Anh"], 1, ""),
        ([SENTENCE, "Ảnh: Minh Anh"], [], None, ""),
        (["Minh Anh", SENTENCE], [], None, ""),
        ([SENTENCE.removesuffix("của đoàn.") + "tại TP. Thái Bình"], [], None, ""),
        ([], [], None, ""),
    ],
)
def test_the_byline_is_found_among_the_last_lines(
    lines: list[str], authors: list[str], index: int | None, rest: str
) -> None:
    read, found, left = find_byline(lines)
    assert (list(read.authors), found, left) == (authors, index, rest)


def test_author_and_unit_on_two_lines_are_one_byline(agency: Registry) -> None:
    read, index, _ = find_byline([SENTENCE, "Thúy Kiều", "VKSND tỉnh Lâm Giang"], agency, THEN)
    assert (read.author_ids, read.unit_id, index) == (("thuy-kieu",), "tinh-lam-giang", 1)


def test_a_place_after_a_unit_belongs_to_it(agency: Registry) -> None:
    read = parse_byline("Thúy Kiều - VKSND khu vực 1, Lâm Giang", agency, date(2026, 1, 1))
    assert (read.authors, read.unit) == (("Thúy Kiều",), "VKSND khu vực 1, Lâm Giang")


@pytest.mark.parametrize("name", ["units", "citations"])
def test_sentences_and_citations_are_no_bylines(name: str) -> None:
    samples = AGENCY.parent / "samples" / f"{name}.json"
    for sample in json.loads(samples.read_text(encoding="utf-8")):
        assert not parse_byline(sample["text"]).found, sample["text"]
