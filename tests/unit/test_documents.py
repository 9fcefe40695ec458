"""Citations of numbered documents as posts write them, and numbers that are none."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.documents import Citation, find_documents

CITATIONS: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "Thông tư liên tịch số 05/2021/TTLT - TANDTC - VKSNDTC - BCA ngày 15/12/2021",
        [("Thông tư liên tịch", "05/2021/TTLT-TANDTC-VKSNDTC-BCA", "2021-12-15")],
    ),
    (
        "Ngày 12/11/2021, Quốc hội thông qua Nghị quyết số 33/2021/QH15",
        [("Nghị quyết", "33/2021/QH15", "2021-11-12")],
    ),
    ("Kế hoạch số 15/KH-VKS 02/3/2021", [("Kế hoạch", "15/KH-VKS", "2021-03-02")]),
    (
        "Kế hoạch số 15/KH-VKSTB của Viện kiểm sát nhân dân tỉnh Thái Bình ngày 02/3/2021",
        [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")],
    ),
    (
        "Ngày 08/02/2021, VKSND tỉnh ban hành Thông báo số 54/TB-VKSTB về kết quả",
        [("Thông báo", "54/TB-VKSTB", "2021-02-08")],
    ),
    (
        "Nghị quyết số 08-NQ/TW, 49-NQ/TW ngày 02/6/2005",
        [("Nghị quyết", "08-NQ/TW", ""), ("Nghị quyết", "49-NQ/TW", "2005-06-02")],
    ),
    (
        "các Quyết định số 1/QĐ-VKS, số 2/QĐ-VKS và 3/QĐ-VKS ngày 5/5/2021",
        [
            ("Quyết định", "1/QĐ-VKS", "2021-05-05"),
            ("Quyết định", "2/QĐ-VKS", "2021-05-05"),
            ("Quyết định", "3/QĐ-VKS", "2021-05-05"),
        ],
    ),
    (
        "Thông tư liên tịch 01/2017/TTLT-VKSNDTC-TANDTC-BCA-BQP",
        [("Thông tư liên tịch", "01/2017/TTLT-VKSNDTC-TANDTC-BCA-BQP", "")],
    ),
    ("Công văn 609/VKSTC-VP ngày 14-9-1995", [("Công văn", "609/VKSTC-VP", "1995-09-14")]),
    ("Hướng dẫn số 136/HD –TANDTC", [("Hướng dẫn", "136/HD-TANDTC", "")]),
    (
        "Chỉ thị số 02/CT/2007-VKSTC-VP ngày 10/01/2007",
        [("Chỉ thị", "02/CT/2007-VKSTC-VP", "2007-01-10")],
    ),
    (
        "Bộ luật Hình sự số 100/2015/QH13 ngày 27 tháng 11 năm 2015",
        [("Bộ luật", "100/2015/QH13", "2015-11-27")],
    ),
    ("Luật số 12/2017/QH14", [("Luật", "12/2017/QH14", "")]),
    (
        "NĐ 42/2022/NĐ-CP, NQ 84/2025/UBTVQH15",
        [("Nghị định", "42/2022/NĐ-CP", ""), ("Nghị quyết", "84/2025/UBTVQH15", "")],
    ),
    (
        "Quyết định đưa vụ án ra xét xử số 12/2021/QĐXXST-HS ngày 15/3/2021",
        [("Quyết định", "12/2021/QĐXXST-HS", "2021-03-15")],
    ),
    (
        "Kế hoạch công tác số 15/KH-VKSTB ngày 02/3/2021",
        [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")],
    ),
    (
        "Quyết định phê duyệt Kế hoạch số 15/QĐ-UBND ngày 1/1/2021",
        [("Quyết định", "15/QĐ-UBND", "2021-01-01")],
    ),
    ("Quyết định số 516/QĐ–UB", [("Quyết định", "516/QĐ-UB", "")]),
    ("Chỉ thị 05-CT/TW", [("Chỉ thị", "05-CT/TW", "")]),
    ("Nghị định 30/2020 của Chính phủ", [("Nghị định", "30/2020", "")]),
    (
        "Bản án số 35/2025/HSST; Bản án dân sự phúc thẩm số 12/2021/DS-PT ngày 5.5.2021",
        [("Bản án", "35/2025/HSST", ""), ("Bản án", "12/2021/DS-PT", "2021-05-05")],
    ),
    ("Kháng nghị số 01/KN-VKS ngày 2/2/2021", [("Kháng nghị", "01/KN-VKS", "2021-02-02")]),
    ("Kiến nghị số 05/KN-VKSHH ngày 2/2/2021", [("Kiến nghị", "05/KN-VKSHH", "2021-02-02")]),
    ("Cáo trạng số 12/CT-VKSHH ngày 2/2/2021", [("Cáo trạng", "12/CT-VKSHH", "2021-02-02")]),
    ("công văn số 10 ngày 5/3/2021", [("Công văn", "10", "2021-03-05")]),
    ("Quyết định số 15/QĐ-VKS - Phòng 8 tham mưu", [("Quyết định", "15/QĐ-VKS", "")]),
    ("Quyết định số 15/QĐ-VKS - VKSND huyện Hưng Hà", [("Quyết định", "15/QĐ-VKS", "")]),
    ("Chỉ thị số 04/CT-TTg ngày 3/3/2021 của Thủ tướng", [("Chỉ thị", "04/CT-TTg", "2021-03-03")]),
    ("Kế hoạch số 15/KH-VKSTB (ngày 02/3/2021)", [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")]),
    ("Kết luận số 54-KL/TW", [("Kết luận", "54-KL/TW", "")]),
    (
        "Quy chế phối hợp số 01/QCPH-VKS-CA ngày 1/1/2020",
        [("Quy chế", "01/QCPH-VKS-CA", "2020-01-01")],
    ),
    ("Quy định số 69-QĐ/TW ngày 06/7/2022", [("Quy định", "69-QĐ/TW", "2022-07-06")]),
    ("kế hoạch ngày 02/3/2021 số 15/KH-VKSTB", [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")]),
    ("Nghị định số 118 và số 120", [("Nghị định", "118", ""), ("Nghị định", "120", "")]),
    ("Nghị quyết 33 của Quốc hội", [("Nghị quyết", "33", "")]),
    ("Thông tư số 22/2023/TT-BTTTT", [("Thông tư", "22/2023/TT-BTTTT", "")]),
    ("Tờ trình số 12/TTr-VKS ngày 5 tháng 6 năm 2021", [("Tờ trình", "12/TTr-VKS", "2021-06-05")]),
    (
        "Luật Tổ chức Viện kiểm sát nhân dân năm 2014 (Luật số 63/2014/QH13)",
        [("Luật", "63/2014/QH13", "")],
    ),
    (
        "Quyết định số 143/QĐ-VKSHL ngày 07/04/2022, Quyết định số 144/QĐ-VKSHL",
        [("Quyết định", "143/QĐ-VKSHL", "2022-04-07"), ("Quyết định", "144/QĐ-VKSHL", "")],
    ),
    ("số 15/KH-VKSTB ngày 02/3/2021", [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")]),
    ("theo 15/KH-VKSTB", [("Kế hoạch", "15/KH-VKSTB", "")]),
    (
        "Nghị quyết số 96/2019/QH14 ngày 27/11/2019 của Quốc hội về công tác phòng, chống tội phạm",
        [("Nghị quyết", "96/2019/QH14", "2019-11-27")],
    ),
    ("Quyết định số 01/QĐ-VKS ngày 31/02/2021", [("Quyết định", "01/QĐ-VKS", "")]),
    ("Công văn số 609 /VKSTC- VP ngày 23 /02 /2021", [("Công văn", "609/VKSTC-VP", "2021-02-23")]),
    (
        "khoản 1 Điều 9 Nghị định số 144/2021/NĐ-CP ngày 31/12/2021",
        [("Nghị định", "144/2021/NĐ-CP", "2021-12-31")],
    ),
    (
        "Thông báo số 54/TB-VKSTB, Thông báo số 55/TB-VKSTB ngày 08/02/2021",
        [("Thông báo", "54/TB-VKSTB", ""), ("Thông báo", "55/TB-VKSTB", "2021-02-08")],
    ),
    ("văn bản hợp nhất số 01/VBHN-VPQH", [("Văn bản hợp nhất", "01/VBHN-VPQH", "")]),
    (
        "Chỉ thị số 01/CT-VKSTC ngày 07/12/2020 và Kế hoạch số 01 ngày 04/01/2021",
        [("Chỉ thị", "01/CT-VKSTC", "2020-12-07"), ("Kế hoạch", "01", "2021-01-04")],
    ),
    (
        "Quyết định 565/QĐ-VKSTC-C1 ngày 29 tháng 12 năm 2017của Viện trưởng",
        [("Quyết định", "565/QĐ-VKSTC-C1", "2017-12-29")],
    ),
    (
        "Ngày 07/4/2022, Viện trưởng ký Quyết định số 143/QĐ-VKSHL",
        [("Quyết định", "143/QĐ-VKSHL", "2022-04-07")],
    ),
    ("Luật Phòng, chống ma túy số 73/2021/QH14", [("Luật", "73/2021/QH14", "")]),
    (
        "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự số 12/2017/QH14",
        [("Luật", "12/2017/QH14", "")],
    ),
    ("Quyết định số 04/2011/QĐ-VKSTC-VP", [("Quyết định", "04/2011/QĐ-VKSTC-VP", "")]),
    (
        "Nghị quyết Đại hội XIII; Nghị quyết số 27-NQ/TW ngày 09/11/2022 của Ban Chấp hành",
        [("Nghị quyết", "27-NQ/TW", "2022-11-09")],
    ),
    ("Kế hoạch 143 ngày 5/5/2021", [("Kế hoạch", "143", "2021-05-05")]),
    ("Số:136/HD –TANDTC", [("Hướng dẫn", "136/HD-TANDTC", "")]),
    ("Quyết định số 45/QĐ - VKS", [("Quyết định", "45/QĐ-VKS", "")]),
    ("Quyết định số 45/QĐ -VKS ngày 1/1/2020", [("Quyết định", "45/QĐ-VKS", "2020-01-01")]),
    ("Công văn số 609/ VKSTC-VP", [("Công văn", "609/VKSTC-VP", "")]),
    ("Quyết định số:565/QĐ-VKSTC–C1", [("Quyết định", "565/QĐ-VKSTC-C1", "")]),
    ("Nghị quyết số 33/2021/QH15, ngày 12/11/2021", [("Nghị quyết", "33/2021/QH15", "2021-11-12")]),
    (
        "Nghị quyết số 33/2021/QH15, ngày 12/11/2021 của Quốc hội",
        [("Nghị quyết", "33/2021/QH15", "2021-11-12")],
    ),
    (
        "Quyết định số 143/QĐ-VKSHL ngày 7-4-2022 và quyết định số 144/QĐ-VKSHL ngày 8-4-2022",
        [
            ("Quyết định", "143/QĐ-VKSHL", "2022-04-07"),
            ("Quyết định", "144/QĐ-VKSHL", "2022-04-08"),
        ],
    ),
    ("QUYẾT ĐỊNH SỐ 143/QĐ-VKSHL NGÀY 07/04/2022", [("Quyết định", "143/QĐ-VKSHL", "2022-04-07")]),
    ("Quyết định số 143/QĐ-VKSHL-P8", [("Quyết định", "143/QĐ-VKSHL-P8", "")]),
    (
        "Thông tư liên tịch số 01/TTLT/VKSTC-BCA ngày 1/2/1990",
        [("Thông tư liên tịch", "01/TTLT/VKSTC-BCA", "1990-02-01")],
    ),
    (
        "Thông tư liên tịch số 06/2013/TTLT-BTP-BCA-BQP-BTC-TANDTC- VKSNDTC",
        [("Thông tư liên tịch", "06/2013/TTLT-BTP-BCA-BQP-BTC-TANDTC-VKSNDTC", "")],
    ),
    ("Nghị quyết số 49/NQ-TW", [("Nghị quyết", "49/NQ-TW", "")]),
    ("Thông báo rút kinh nghiệm số 02/TB-VKS-P7", [("Thông báo", "02/TB-VKS-P7", "")]),
    ("Quyết định kháng nghị phúc thẩm số 01/QĐ-VKS", [("Quyết định", "01/QĐ-VKS", "")]),
    (
        "Quyết định kháng nghị giám đốc thẩm số 15/QĐKNGĐT-VKS",
        [("Quyết định", "15/QĐKNGĐT-VKS", "")],
    ),
    ("Kết luận thanh tra số 12/KL-VKS", [("Kết luận", "12/KL-VKS", "")]),
    ("Bản kết luận điều tra số 12/KLĐT ngày 5/5/2021", [("Kết luận", "12/KLĐT", "2021-05-05")]),
    ("Bản cáo trạng số 12/CT-VKS", [("Cáo trạng", "12/CT-VKS", "")]),
    ("Yêu cầu điều tra số 01/YCĐT-VKS", [("Yêu cầu", "01/YCĐT-VKS", "")]),
    ("Lệnh tạm giam số 15/LTG ngày 5/5/2021", [("Lệnh", "15/LTG", "2021-05-05")]),
    ("Công văn số: 15/CV-VKS", [("Công văn", "15/CV-VKS", "")]),
    ("Quy định số 08-QĐi/TW", [("Quy định", "08-QĐi/TW", "")]),
    ("Quy định 205-QĐ/TW ngày 23/9/2019", [("Quy định", "205-QĐ/TW", "2019-09-23")]),
    ("Chương trình số 08-CTr/TU", [("Chương trình", "08-CTr/TU", "")]),
    ("Công văn số 15-CV/ĐU", [("Công văn", "15-CV/ĐU", "")]),
    (
        "Nghị quyết số 03/2020/NQ-HĐTP ngày 30/12/2020 của Hội đồng Thẩm phán",
        [("Nghị quyết", "03/2020/NQ-HĐTP", "2020-12-30")],
    ),
    (
        "Chỉ thị số 10/CT-VKSTC ngày 06/4/2016, Chỉ thị số 06/CT-VKSTC ngày 06/12/2013",
        [("Chỉ thị", "10/CT-VKSTC", "2016-04-06"), ("Chỉ thị", "06/CT-VKSTC", "2013-12-06")],
    ),
    (
        "Chỉ thị số 07 ngày 4/8/2021, số 08 ngày 5/8/2021",
        [("Chỉ thị", "07", "2021-08-04"), ("Chỉ thị", "08", "2021-08-05")],
    ),
    ("Quyết định số 307/2021/QĐ-TTg", [("Quyết định", "307/2021/QĐ-TTg", "")]),
    ("Sắc lệnh số 47/SL ngày 10/10/1945", [("Sắc lệnh", "47/SL", "1945-10-10")]),
    ("Quyết định số 01/2021/HSST-QĐ", [("Quyết định", "01/2021/HSST-QĐ", "")]),
    (
        "Thông báo thụ lý vụ án số 15/TB-TLVA ngày 3/3/2021",
        [("Thông báo", "15/TB-TLVA", "2021-03-03")],
    ),
    ("Quyết định khởi tố vụ án hình sự số 15 ngày 2/3/2021", [("Quyết định", "15", "2021-03-02")]),
    (
        "Công văn số 5417/VKSTC-V8, ngày 03/11/2025, của VKSND tối cao",
        [("Công văn", "5417/VKSTC-V8", "2025-11-03")],
    ),
    ("Kế hoạch số 15/KH-VKSTB ngày 2 tháng 3/2021", [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")]),
    ("Kế hoạch số 15/KH-VKSTB ngày 2/3 năm 2021", [("Kế hoạch", "15/KH-VKSTB", "2021-03-02")]),
    ("Kế hoạch số 15/KH-VKSTB ngày 2/3", [("Kế hoạch", "15/KH-VKSTB", "")]),
    ("Kế hoạch số 15/KH-VKSTB tháng 3/2021", [("Kế hoạch", "15/KH-VKSTB", "")]),
    (
        "Nghị quyết 08-NQ/TW và Nghị quyết 49-NQ/TW của Bộ Chính trị",
        [("Nghị quyết", "08-NQ/TW", ""), ("Nghị quyết", "49-NQ/TW", "")],
    ),
    (
        "Nghị định số 47/2020/NĐ-CP; 42/2022/NĐ-CP ngày 24/6/2022",
        [("Nghị định", "47/2020/NĐ-CP", ""), ("Nghị định", "42/2022/NĐ-CP", "2022-06-24")],
    ),
    ("Nghị quyết số 11/NQ- CP", [("Nghị quyết", "11/NQ-CP", "")]),
    ("Luật số: 02/2011/QH13", [("Luật", "02/2011/QH13", "")]),
    ("Luật Khiếu nại số 02/2011/QH13 ngày 11/11/2011", [("Luật", "02/2011/QH13", "2011-11-11")]),
    ("Pháp lệnh số 03/2022/UBTVQH15", [("Pháp lệnh", "03/2022/UBTVQH15", "")]),
    ("khoản 2 Điều 5 Thông tư 01/2017/TT-VKSTC", [("Thông tư", "01/2017/TT-VKSTC", "")]),
    ("Thông tư số 01 của Bộ", [("Thông tư", "01", "")]),
    ("Hướng dẫn liên ngành số 01/HDLN ngày 5/5/2021", [("Hướng dẫn", "01/HDLN", "2021-05-05")]),
    ("Quy chế số 02/QCLN-VKS-CA-TA", [("Quy chế", "02/QCLN-VKS-CA-TA", "")]),
    (
        "Quyết định số 143/QĐ-VKSHL, 144/QĐ-VKSHL, 145/QĐ-VKSHL cùng ngày 07/04/2022",
        [
            ("Quyết định", "143/QĐ-VKSHL", "2022-04-07"),
            ("Quyết định", "144/QĐ-VKSHL", "2022-04-07"),
            ("Quyết định", "145/QĐ-VKSHL", "2022-04-07"),
        ],
    ),
    (
        "Quyết định số 143/QĐ-VKSHL và 144/QĐ-VKSHL cùng ngày 07/04/2022",
        [
            ("Quyết định", "143/QĐ-VKSHL", "2022-04-07"),
            ("Quyết định", "144/QĐ-VKSHL", "2022-04-07"),
        ],
    ),
    (
        "Nghị quyết số 33/2021/QH15ngày 12 tháng 11 năm 2021",
        [("Nghị quyết", "33/2021/QH15", "2021-11-12")],
    ),
    ("Công văn 5024/VKSTC-V14của VKSND tối cao", [("Công văn", "5024/VKSTC-V14", "")]),
    ("kế hoạch số 12", [("Kế hoạch", "12", "")]),
    ("Bộ luật Tố tụng hình sự năm 2015 số 101/2015/QH13", [("Bộ luật", "101/2015/QH13", "")]),
    ("công văn số 609/vkstc-vp ngày 23/02/2021", [("Công văn", "609/vkstc-vp", "2021-02-23")]),
    ("kế hoạch số 15/kh-vkstb", [("Kế hoạch", "15/kh-vkstb", "")]),
    ("nghị định 30/2020/nđ-cp", [("Nghị định", "30/2020/nđ-cp", "")]),
    ("nghị quyết số 33/2021/qh15", [("Nghị quyết", "33/2021/qh15", "")]),
    ("Quyết định sửa đổi Kế hoạch số 15/KH-VKSTB", [("Kế hoạch", "15/KH-VKSTB", "")]),
    ("Quyết định số 93 – CP", [("Quyết định", "93-CP", "")]),
]


@pytest.mark.parametrize(("text", "documents"), CITATIONS, ids=[t[:60] for t, _ in CITATIONS])
def test_a_text_cites_these_documents(text: str, documents: list[tuple[str, str, str]]) -> None:
    found = [
        (cited.type, cited.number, cited.date.isoformat() if cited.date else "")
        for cited in find_documents(text)
    ]
    assert found == documents


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 5 năm; Báo cáo 6 tháng đầu năm; Chương trình 135",
        "3 chương, 13 điều; Điều 5 Luật Đất đai 2013",
        "biển số 17B1-234.56; số nhà 12/A; số CMND 151234567",
        "ra Quyết định 02 bị can",
        "24/7; 1/2 ngày; COVID-19; tỷ lệ 98,5%; 10/3/2021",
        "609/VKSTC-VP",
        "Hiến pháp năm 2013, Luật Đất đai năm 2013",
        "điểm b khoản 1, khoản 2 Điều 51 BLHS",
        "báo cáo tại Hội nghị số 12",
        "tại Quyết định này, Quyết định 15 đơn vị",
        "Đề án 06; Chương trình 135 của Chính phủ",
        "số nhà 12/tb; nặng 15/kg; 3/tb",
        "Điều 12/BLHS; đạt 15/20 chỉ tiêu; tuyên phạt 12 năm; 01/CP",
        "K\u0131ến nghị 15 của đơn vị",
        "",
    ],
)
def test_other_numbers_are_no_documents(text: str) -> None:
    assert find_documents(text) == ()


def test_a_citation_points_at_type_number_and_date() -> None:
    text = "Theo Kế hoạch số 15/KH-VKSTB ngày 02/3/2021 của tỉnh."
    assert find_documents(text) == (
        Citation(
            type="Kế hoạch",
            number="15/KH-VKSTB",
            date=date(2021, 3, 2),
            text="Kế hoạch số 15/KH-VKSTB ngày 02/3/2021",
            start=5,
            end=43,
        ),
    )


def test_an_adverbial_date_after_a_comma_is_not_the_documents() -> None:
    (cited,) = find_documents("Thực hiện Kế hoạch số 15/KH-VKS, ngày 21/4/2022, đơn vị đã họp.")
    assert cited.date is None


def test_a_day_that_does_not_exist_is_left_out() -> None:
    (cited,) = find_documents("Quyết định số 01/QĐ-VKS ngày 31/02/2021")
    assert (cited.number, cited.date) == ("01/QĐ-VKS", None)


def test_a_document_in_the_next_sentence_takes_no_type_from_this_one() -> None:
    first, second = find_documents("Có Nghị quyết số 33/2021/QH15. Số 609/VKSTC-VP ngày 1/2/2021.")
    assert first.type == "Nghị quyết"
    assert second.type == "Công văn"
