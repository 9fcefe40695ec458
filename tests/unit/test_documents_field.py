"""More of the ways the field cites documents, and numbers beside them that are none."""

from __future__ import annotations

import pytest

from plugins.documents import find_documents

CITATIONS: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("(Pháp lệnh số 02/2020/UBTVQH14)", [("Pháp lệnh", "02/2020/UBTVQH14", "")]),
    ("Hội nghị quán triệt Nghị định 118/2021 – Phòng 15", [("Nghị định", "118/2021", "")]),
    ("Hội nghị quán triệt Nghị định 100 – Phòng 15", [("Nghị định", "100", "")]),
    (
        "Báo cáo số 12/BC-VKS, ngày 05/3/2021: có 03 phụ lục",
        [("Báo cáo", "12/BC-VKS", "2021-03-05")],
    ),
    (
        "Căn cứ Quyết định số 139/QĐ-VKSTC, ngày 29/4/2020, ngày 21/4/2022 đơn vị họp.",
        [("Quyết định", "139/QĐ-VKSTC", "2020-04-29")],
    ),
    ("Thông báo số 12/TB-VC1-V2 ngày 15/6/2021", [("Thông báo", "12/TB-VC1-V2", "2021-06-15")]),
    (
        "Kế hoạch số 03/KH-BCĐ ngày 14/02/2022 của Ban chỉ đạo",
        [("Kế hoạch", "03/KH-BCĐ", "2022-02-14")],
    ),
    (
        "Quy chế phối hợp số 02/QC-PH/VKS-CA ngày 20/5/2019",
        [("Quy chế", "02/QC-PH/VKS-CA", "2019-05-20")],
    ),
    (
        "Thông tư liên tịch 02/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BTC-BNN&PTNT ngày 05/9/2018",
        [("Thông tư liên tịch", "02/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BTC-BNN&PTNT", "2018-09-05")],
    ),
    ("báo cáo số 12/BC-VKS ngày 05-3-2021", [("Báo cáo", "12/BC-VKS", "2021-03-05")]),
    ("báo cáo số 12/BC-VKS ngày 05.3.2021", [("Báo cáo", "12/BC-VKS", "2021-03-05")]),
    ("Số: 12/BC-VKS", [("Báo cáo", "12/BC-VKS", "")]),
    (
        "các Kế hoạch số 12, 13/KH-VKS và 15/KH-VKS cùng ngày 04/01/2022",
        [
            ("Kế hoạch", "12/KH-VKS", "2022-01-04"),
            ("Kế hoạch", "13/KH-VKS", "2022-01-04"),
            ("Kế hoạch", "15/KH-VKS", "2022-01-04"),
        ],
    ),
    (
        "Bản án dân sự sơ thẩm số 07/2021/DS-ST ngày 14 tháng 4 năm 2021",
        [("Bản án", "07/2021/DS-ST", "2021-04-14")],
    ),
    (
        "Quyết định kháng nghị số 04/QĐKNPT-VKS-DS ngày 16/6/2021",
        [("Quyết định", "04/QĐKNPT-VKS-DS", "2021-06-16")],
    ),
    ("Kết luận số 31/KL-VKSHH ngày 21/4/2022", [("Kết luận", "31/KL-VKSHH", "2022-04-21")]),
    ("Cáo trạng số 37/CT-VKSVT ngày 17/8/2021", [("Cáo trạng", "37/CT-VKSVT", "2021-08-17")]),
    (
        "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
        [("Chỉ thị", "05-CT/TW", "2016-05-15")],
    ),
    ("Nghị quyết 04-NQ/TW (khóa XII)", [("Nghị quyết", "04-NQ/TW", "")]),
    (
        "Chương trình hành động số 02-CTr/TU ngày 16/11/2020",
        [("Chương trình", "02-CTr/TU", "2020-11-16")],
    ),
    ("Nghị quyết số 68/NQ-CP ngày 01 tháng 7 năm 2021", [("Nghị quyết", "68/NQ-CP", "2021-07-01")]),
    (
        "Nghị quyết số 522e/NQ-UBTVQH13 ngày 16/8/2012",
        [("Nghị quyết", "522e/NQ-UBTVQH13", "2012-08-16")],
    ),
    ("Thông tư 119/2021/TT-BCA", [("Thông tư", "119/2021/TT-BCA", "")]),
    (
        "Quyết định số 169/QĐ-VKSTC ngày 02/5/2018 của Viện trưởng VKSND tối cao",
        [("Quyết định", "169/QĐ-VKSTC", "2018-05-02")],
    ),
    ("Quyết định 1118/QĐ-TTg", [("Quyết định", "1118/QĐ-TTg", "")]),
    ("Quyết định khởi tố bị can số 15/QĐ-CSKT", [("Quyết định", "15/QĐ-CSKT", "")]),
    ("Giấy mời số 08/GM-VKS ngày 7/1/2022", [("Giấy mời", "08/GM-VKS", "2022-01-07")]),
    (
        "ngày 05/3/2021, VKSND tỉnh ban hành Kế hoạch số 21/KH-VKS",
        [("Kế hoạch", "21/KH-VKS", "2021-03-05")],
    ),
    (
        "Ngày 14 tháng 01 năm 2022, VKSND tối cao có Công văn số 155/VKSTC-V3",
        [("Công văn", "155/VKSTC-V3", "2022-01-14")],
    ),
    (
        "Kế hoạch số 21/KH-VKS do Viện trưởng ký ngày 05/3/2021",
        [("Kế hoạch", "21/KH-VKS", "2021-03-05")],
    ),
    ("Kế hoạch số 21/KH-VKS tháng 3/2021", [("Kế hoạch", "21/KH-VKS", "")]),
    ("Kế hoạch số 21/KH-VKS ngày 5/3", [("Kế hoạch", "21/KH-VKS", "")]),
    (
        "Quyết định số 10/QĐ-VKS và số 11/QĐ-VKS ngày 05/3/2021",
        [("Quyết định", "10/QĐ-VKS", "2021-03-05"), ("Quyết định", "11/QĐ-VKS", "2021-03-05")],
    ),
    ("Chỉ thị 04 ngày 17-3-2020", [("Chỉ thị", "04", "2020-03-17")]),
    ("Thông tư số 22", [("Thông tư", "22", "")]),
    ("Nghị định 100", [("Nghị định", "100", "")]),
    ("Nghị quyết 120 ngày 01/02/2018 của Chính phủ", [("Nghị quyết", "120", "2018-02-01")]),
    ("Quyết định 170 ngày 02/5/2018", [("Quyết định", "170", "2018-05-02")]),
    ("Nghị định số 60-CP ngày 05/7/1994", [("Nghị định", "60-CP", "1994-07-05")]),
    ("Quyết định số 158-CP", [("Quyết định", "158-CP", "")]),
    ("Sắc lệnh 13 ngày 24/01/1946", [("Sắc lệnh", "13", "1946-01-24")]),
    (
        "Thông tư liên ngành số 01-98/TTLN-TANDTC-VKSNDTC-BTC ngày 19/6/1998",
        [("Thông tư liên ngành", "01-98/TTLN-TANDTC-VKSNDTC-BTC", "1998-06-19")],
    ),
    ("Nghị quyết số 16 - NQ/TW", [("Nghị quyết", "16-NQ/TW", "")]),
    ("Nghị quyết 01/2022/QH15", [("Nghị quyết", "01/2022/QH15", "")]),
    (
        "Nghị quyết số 7c/2009/NQ-HĐND ngày 12/12/2009",
        [("Nghị quyết", "7c/2009/NQ-HĐND", "2009-12-12")],
    ),
    ("QĐ số 12/QĐ-VKS ngày 4/4/2021", [("Quyết định", "12/QĐ-VKS", "2021-04-04")]),
    ("NQ số 35-NQ/TW", [("Nghị quyết", "35-NQ/TW", "")]),
    ("KẾ HOẠCH SỐ 21/KH-VKS NGÀY 05/3/2021", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("NGHỊ QUYẾT SỐ 33/2021/QH15", [("Nghị quyết", "33/2021/QH15", "")]),
    ("Lệnh bắt tạm giam số 12/LBTG-CSĐT ngày 3/3/2021", [("Lệnh", "12/LBTG-CSĐT", "2021-03-03")]),
    (
        "Quy chế ban hành kèm theo Quyết định số 505/QĐ-VKSTC ngày 18/12/2017",
        [("Quyết định", "505/QĐ-VKSTC", "2017-12-18")],
    ),
    ("Kế hoạch thực hiện Chỉ thị số 05-CT/TW", [("Chỉ thị", "05-CT/TW", "")]),
    (
        "khoản 3 Điều 10 Thông tư liên tịch số 01/2017/TTLT ngày 29/12/2017",
        [("Thông tư liên tịch", "01/2017/TTLT", "2017-12-29")],
    ),
    (
        "Biểu mẫu số 15/HS ban hành kèm theo Quyết định số 15/QĐ-VKSTC ngày 09/01/2018",
        [("Quyết định", "15/QĐ-VKSTC", "2018-01-09")],
    ),
    ("Quyết định số12/QĐ-VKS ngày 5/5/2021", [("Quyết định", "12/QĐ-VKS", "2021-05-05")]),
    ("Quyết định số.12/QĐ-VKS", [("Quyết định", "12/QĐ-VKS", "")]),
    ("Quyết định số 12/QĐ-VKS , ngày 5/5/2021", [("Quyết định", "12/QĐ-VKS", "2021-05-05")]),
    ("Quyết định số 12/QĐ.VKS ngày 5/5/2021", [("Quyết định", "12/QĐ.VKS", "2021-05-05")]),
    ("Quyết định số 12QĐ/VKS ngày 5/5/2021", [("Quyết định", "12QĐ/VKS", "2021-05-05")]),
    ("Quyết định số 12 QĐ/VKS ngày 5/5/2021", [("Quyết định", "12QĐ/VKS", "2021-05-05")]),
    ("Nghị quyết số 08 NQ/TW", [("Nghị quyết", "08NQ/TW", "")]),
    ("Nghị quyết số 08NQ/TW ngày 02/01/2002", [("Nghị quyết", "08NQ/TW", "2002-01-02")]),
    ("Nghị quyết 49 NQ-TW ngày 02/6/2005", [("Nghị quyết", "49NQ-TW", "2005-06-02")]),
    (
        "các Nghị quyết số 08, 49 của Bộ Chính trị",
        [("Nghị quyết", "08", ""), ("Nghị quyết", "49", "")],
    ),
    (
        "các Nghị định số 118, 119 và 120 ngày 15/9/2021",
        [
            ("Nghị định", "118", "2021-09-15"),
            ("Nghị định", "119", "2021-09-15"),
            ("Nghị định", "120", "2021-09-15"),
        ],
    ),
    (
        "các Quyết định số 10, 11, 12/QĐ-VKS ngày 05/3/2021",
        [
            ("Quyết định", "10/QĐ-VKS", "2021-03-05"),
            ("Quyết định", "11/QĐ-VKS", "2021-03-05"),
            ("Quyết định", "12/QĐ-VKS", "2021-03-05"),
        ],
    ),
    ("Nghị định số 118 ngày 24/12/2021", [("Nghị định", "118", "2021-12-24")]),
    ("nghị định 118/2021", [("Nghị định", "118/2021", "")]),
    (
        "Thông tư 28/2020/TT-BCA ngày 26/3/2020 của Bộ Công an",
        [("Thông tư", "28/2020/TT-BCA", "2020-03-26")],
    ),
    ("Bản án hình sự sơ thẩm số 12 ngày 10/5/2021 của Tòa án", [("Bản án", "12", "2021-05-10")]),
    (
        "Bản án hôn nhân gia đình sơ thẩm số 12/2021/HNGĐST ngày 10/5/2021",
        [("Bản án", "12/2021/HNGĐST", "2021-05-10")],
    ),
    (
        "Bản án kinh doanh, thương mại phúc thẩm số 03/2021/KDTM-PT ngày 22/6/2021",
        [("Bản án", "03/2021/KDTM-PT", "2021-06-22")],
    ),
    (
        "Quyết định giám đốc thẩm số 08/2021/HS-GĐT ngày 3/3/2021",
        [("Quyết định", "08/2021/HS-GĐT", "2021-03-03")],
    ),
    ("Thông báo số 120/2021/TLST-DS", [("Thông báo", "120/2021/TLST-DS", "")]),
    ("Bản kết luận điều tra số 17/BKLĐT ngày 28/5/2021", [("Kết luận", "17/BKLĐT", "2021-05-28")]),
    ("Quyết định truy tố số 45/QĐ-VKS", [("Quyết định", "45/QĐ-VKS", "")]),
    ("Lệnh tạm giam số 15", [("Lệnh", "15", "")]),
    (
        "Công văn số 345/VKS-TKTP&CNTT ngày 4/4/2022",
        [("Công văn", "345/VKS-TKTP&CNTT", "2022-04-04")],
    ),
    ("Công văn số 345/SNN&PTNT-TCCB", [("Công văn", "345/SNN&PTNT-TCCB", "")]),
    ("Nghị định số 64/CP", [("Nghị định", "64/CP", "")]),
    ("Chỉ thị 299-TTg", [("Chỉ thị", "299-TTg", "")]),
    ("Chỉ thị số 299 - TTg ngày 10/11/1980", [("Chỉ thị", "299-TTg", "1980-11-10")]),
    ("Quyết định số 93/CP ngày 17/6/1969", [("Quyết định", "93/CP", "1969-06-17")]),
    ("Thông tư số 81/2002/TT-BTC", [("Thông tư", "81/2002/TT-BTC", "")]),
    ("Nghị quyết số 58/1998/NQ-UBTVQH10", [("Nghị quyết", "58/1998/NQ-UBTVQH10", "")]),
    ("Luật Đất đai (số 45/2013/QH13)", [("Luật", "45/2013/QH13", "")]),
    (
        "Bộ luật Lao động số 45/2019/QH14 ngày 20-11-2019",
        [("Bộ luật", "45/2019/QH14", "2019-11-20")],
    ),
    ("Lệnh số 22-LCT/HĐNN8", [("Lệnh", "22-LCT/HĐNN8", "")]),
    ("Lệnh số 18/2015/L-CTN ngày 9/12/2015", [("Lệnh", "18/2015/L-CTN", "2015-12-09")]),
    (
        "hợp đồng tín dụng số 12/2019/HĐTD ngày 3/4/2019",
        [("Hợp đồng", "12/2019/HĐTD", "2019-04-03")],
    ),
    (
        "Quyết định số 329 và 331/QĐ-VKSHL ngày 30/09/2021",
        [
            ("Quyết định", "329/QĐ-VKSHL", "2021-09-30"),
            ("Quyết định", "331/QĐ-VKSHL", "2021-09-30"),
        ],
    ),
    (
        "Quyết định số 329/QĐ-VKSHL ngày 30/09/2021 và số 331/QĐ-VKSHL cùng ngày",
        [
            ("Quyết định", "329/QĐ-VKSHL", "2021-09-30"),
            ("Quyết định", "331/QĐ-VKSHL", "2021-09-30"),
        ],
    ),
    (
        "Quyết định số 329/QĐ-VKSHL ngày 30/09/2021 và Kế hoạch số 12/KH-VKSHL cùng ngày",
        [("Quyết định", "329/QĐ-VKSHL", "2021-09-30"), ("Kế hoạch", "12/KH-VKSHL", "2021-09-30")],
    ),
    (
        "Kế hoạch số 12/KH-VKS, Quyết định số 13/QĐ-VKS cùng ngày 5/5/2021",
        [("Kế hoạch", "12/KH-VKS", "2021-05-05"), ("Quyết định", "13/QĐ-VKS", "2021-05-05")],
    ),
    (
        "Kế hoạch số 12/KH-VKS; Quyết định số 13/QĐ-VKS đều ngày 5/5/2021",
        [("Kế hoạch", "12/KH-VKS", "2021-05-05"), ("Quyết định", "13/QĐ-VKS", "2021-05-05")],
    ),
    (
        "Công văn hướng dẫn số 345/VKSTC-V2 ngày 4/4/2022",
        [("Công văn", "345/VKSTC-V2", "2022-04-04")],
    ),
    ("Văn bản hướng dẫn số 345/VKSTC-V2", [("Văn bản", "345/VKSTC-V2", "")]),
    ("Công văn yêu cầu số 12/VKS-P1", [("Công văn", "12/VKS-P1", "")]),
    ("Công văn thông báo số 12/VKS-P1", [("Công văn", "12/VKS-P1", "")]),
    ("Công văn trao đổi nghiệp vụ số 12/VKS-P1", [("Công văn", "12/VKS-P1", "")]),
    (
        "Công văn trả lời thỉnh thị số 2160/VKSTC-V14 ngày 5/6/2022",
        [("Công văn", "2160/VKSTC-V14", "2022-06-05")],
    ),
    ("Thông báo kết luận số 12/TB-VKS", [("Thông báo", "12/TB-VKS", "")]),
    ("Báo cáo tổng kết công tác năm 2021 số 135/BC-VKS", [("Báo cáo", "135/BC-VKS", "")]),
    (
        "Báo cáo sơ kết 6 tháng đầu năm 2021 số 90/BC-VKS ngày 1/6/2021",
        [("Báo cáo", "90/BC-VKS", "2021-06-01")],
    ),
    (
        "Nghị quyết số 33/2021/QH15 được Quốc hội thông qua ngày 12/11/2021",
        [("Nghị quyết", "33/2021/QH15", "2021-11-12")],
    ),
    (
        "Nghị quyết số 33/2021/QH15 được thông qua ngày 12/11/2021",
        [("Nghị quyết", "33/2021/QH15", "2021-11-12")],
    ),
    ("Kế hoạch số 21/KH-VKS ngày 05/3/21", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("Kế hoạch số 21/KH-VKS ngày 05-3-21", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("Kế hoạch số 21/KH-VKS đề ngày 05/3/2021", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("Kế hoạch số 21/KH-VKS ngày 05 tháng 3 2021", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("Kế hoạch số 21/KH-VKS ngày 05/tháng 3/2021", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("Kế hoạch số 21/KH-VKS ngày 05 tháng3 năm 2021", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    ("Kế hoạch số 21/KH-VKS ngày 05tháng 3năm 2021", [("Kế hoạch", "21/KH-VKS", "2021-03-05")]),
    (
        "Kế hoạch số 21/KH-VKS ngày mùng 5 tháng 3 năm 2021",
        [("Kế hoạch", "21/KH-VKS", "2021-03-05")],
    ),
    (
        "Kế hoạch số 21/KH-VKS được ban hành ngày 05/3/2021",
        [("Kế hoạch", "21/KH-VKS", "2021-03-05")],
    ),
    (
        "Thực hiện Kế hoạch số 21/KH-VKS của VKSND tỉnh. Ngày 10/3/2021, VKSND huyện đã họp",
        [("Kế hoạch", "21/KH-VKS", "")],
    ),
    (
        "Thực hiện Kế hoạch số 21/KH-VKS, sáng ngày 10/3/2021 đơn vị họp",
        [("Kế hoạch", "21/KH-VKS", "")],
    ),
    ("Quyết định số 12/Qđ-VKS", [("Quyết định", "12/Qđ-VKS", "")]),
    ("Nghị quyết số 21-NQ/TU ngày 3/3/2020", [("Nghị quyết", "21-NQ/TU", "2020-03-03")]),
    ("Nghị quyết số 21 - NQ/ĐU", [("Nghị quyết", "21-NQ/ĐU", "")]),
    ("Chương trình số 02 - CTr/TU", [("Chương trình", "02-CTr/TU", "")]),
    ("Kế hoạch số 45/KH-VKS- của", [("Kế hoạch", "45/KH-VKS", "")]),
    ("Kế hoạch số 45/KH- ngày 1/2/2021", [("Kế hoạch", "45/KH", "2021-02-01")]),
    ("Kế hoạch số 45/KH.VKS ngày 1/2/2021", [("Kế hoạch", "45/KH.VKS", "2021-02-01")]),
    ("Kế hoạch số 45/KH-VKS-TH ngày 1/2/2021", [("Kế hoạch", "45/KH-VKS-TH", "2021-02-01")]),
    ("Kế hoạch của Viện trưởng VKSND tỉnh Thái Bình số 45/KH-VKS", [("Kế hoạch", "45/KH-VKS", "")]),
    (
        "Kết luận giám định pháp y số 45/21/TgT ngày 2/2/2021",
        [("Kết luận", "45/21/TgT", "2021-02-02")],
    ),
    (
        "Bản kết luận giám định số 33/GĐKTHS-P3 ngày 1/1/2021",
        [("Kết luận", "33/GĐKTHS-P3", "2021-01-01")],
    ),
    ("Kết luận định giá số 12/HĐĐGTS ngày 3/3/2021", [("Kết luận", "12/HĐĐGTS", "2021-03-03")]),
    ("Lệnh khám xét số 05/LKX ngày 3/3/2021", [("Lệnh", "05/LKX", "2021-03-03")]),
    ("Lệnh cấm đi khỏi nơi cư trú số 05 ngày 3/3/2021", [("Lệnh", "05", "2021-03-03")]),
    (
        "Luật Phòng, chống bạo lực gia đình số 13/2022/QH15 ngày 14-11-2022",
        [("Luật", "13/2022/QH15", "2022-11-14")],
    ),
    ("Luật tố tụng hành chính 2015 số 93/2015/QH13", [("Luật", "93/2015/QH13", "")]),
    ("BLTTHS số 101/2015/QH13 ngày 27/11/2015", [("Bộ luật", "101/2015/QH13", "2015-11-27")]),
    ("BLHS năm 2015 (số 100/2015/QH13)", [("Bộ luật", "100/2015/QH13", "")]),
    ("Quyết định số 04/QĐ-VKS – VP", [("Quyết định", "04/QĐ-VKS-VP", "")]),
    ("Hướng dẫn số 136/HD –TANDTC ngày 1/1/2020", [("Hướng dẫn", "136/HD-TANDTC", "2020-01-01")]),
    ("Hướng dẫn số 21-HD/BTCTƯ", [("Hướng dẫn", "21-HD/BTCTƯ", "")]),
    (
        "Quy định số 132-QĐ/TW, 124-QĐ/TW",
        [("Quy định", "132-QĐ/TW", ""), ("Quy định", "124-QĐ/TW", "")],
    ),
    (
        "Kết luận 01-KL/TW ngày 18/5/2021, Chỉ thị 05-CT/TW",
        [("Kết luận", "01-KL/TW", "2021-05-18"), ("Chỉ thị", "05-CT/TW", "")],
    ),
    ("Công văn số 02-CV/BCSĐVKS", [("Công văn", "02-CV/BCSĐVKS", "")]),
    ("Kế hoạch số 143/KH-VKSKV1", [("Kế hoạch", "143/KH-VKSKV1", "")]),
    ("Kế hoạch số 143/KH-KV1", [("Kế hoạch", "143/KH-KV1", "")]),
    ("Án số 35/2025/HSST", [("Bản án", "35/2025/HSST", "")]),
    ("Thông báo thụ lý số 25/2021/TLST-DS", [("Thông báo", "25/2021/TLST-DS", "")]),
    ("Thông tư 10/2021/TT-BGDĐTsẽ có hiệu lực", [("Thông tư", "10/2021/TT-BGDĐT", "")]),
    ("Kế hoạch số 15/KH-VKSTBđã nêu", [("Kế hoạch", "15/KH-VKSTB", "")]),
    ("Kế hoạch số 15/KH-VKSThực hiện", [("Kế hoạch", "15/KH-VKS", "")]),
    ("Nghị định số 34/2016/NĐ-CPquy định", [("Nghị định", "34/2016/NĐ-CP", "")]),
    ("theoLuật số 12/2017/QH14", [("Luật", "12/2017/QH14", "")]),
    ("Kế hoạch15/KH-VKS", [("Kế hoạch", "15/KH-VKS", "")]),
    ("Công văn609/VKSTC-VP ngày 23/02/2021", [("Công văn", "609/VKSTC-VP", "2021-02-23")]),
    ("Chỉ thị số05-CT/TW", [("Chỉ thị", "05-CT/TW", "")]),
    ("Chỉ thịsố 01 ngày 02/01/2014", [("Chỉ thị", "01", "2014-01-02")]),
    ("Quyết định số 45/QĐ-VKS-ngày 15/02/2012", [("Quyết định", "45/QĐ-VKS", "2012-02-15")]),
    ("Quyết định số 45/QĐ-VKS –ngày 15/02/2012", [("Quyết định", "45/QĐ-VKS", "2012-02-15")]),
    (
        "Kế hoạch số 10/KH-VKS, Kế hoạch số 11/KH-VKS và Kế hoạch số 12/KH-VKS ngày 5/5/2021",
        [
            ("Kế hoạch", "10/KH-VKS", "2021-05-05"),
            ("Kế hoạch", "11/KH-VKS", "2021-05-05"),
            ("Kế hoạch", "12/KH-VKS", "2021-05-05"),
        ],
    ),
    (
        "Kế hoạch số 10/KH-VKS, Hướng dẫn số 11/HD-VKS và Quyết định số 12/QĐ-VKS ngày 5/5/2021",
        [
            ("Kế hoạch", "10/KH-VKS", ""),
            ("Hướng dẫn", "11/HD-VKS", "2021-05-05"),
            ("Quyết định", "12/QĐ-VKS", "2021-05-05"),
        ],
    ),
    (
        "Ngày 8/2/2021, VKSND tỉnh ban hành Kế hoạch số 1/KH-VKS và Quyết định số 2/QĐ-VKS",
        [("Kế hoạch", "1/KH-VKS", "2021-02-08"), ("Quyết định", "2/QĐ-VKS", "2021-02-08")],
    ),
    (
        "Ngày 5/1/2022, VKSND huyện xây dựng Kế hoạch số 02/KH-VKS",
        [("Kế hoạch", "02/KH-VKS", "2022-01-05")],
    ),
    (
        "Ngày 10/3/2021, đơn vị áp dụng Quy chế ban hành kèm theo Quyết định số 501/QĐ-VKSTC",
        [("Quyết định", "501/QĐ-VKSTC", "")],
    ),
    (
        "Ngày 12/5/2021, TAND huyện Vũ Thư tuyên Bản án số 12/2021/HSST",
        [("Bản án", "12/2021/HSST", "2021-05-12")],
    ),
    (
        "Nghị định số 118, 119, 120 và Thông tư số 05, 06 của Bộ",
        [
            ("Nghị định", "118", ""),
            ("Nghị định", "119", ""),
            ("Nghị định", "120", ""),
            ("Thông tư", "05", ""),
            ("Thông tư", "06", ""),
        ],
    ),
    (
        "Chỉ thị số 16 và 19/CT-TTg của Thủ tướng",
        [("Chỉ thị", "16/CT-TTg", ""), ("Chỉ thị", "19/CT-TTg", "")],
    ),
    (
        "Nghị quyết số 08, 49-NQ/TW của Bộ Chính trị",
        [("Nghị quyết", "08-NQ/TW", ""), ("Nghị quyết", "49-NQ/TW", "")],
    ),
    (
        "Nghị quyết số 08 ngày 02/01/2002, 49-NQ/TW ngày 02/6/2005",
        [("Nghị quyết", "08", "2002-01-02"), ("Nghị quyết", "49-NQ/TW", "2005-06-02")],
    ),
    ("Quyết định thi hành án số 12 ngày 5/5/2021", [("Quyết định", "12", "2021-05-05")]),
    ("Kế hoạch liên ngành số 12", [("Kế hoạch", "12", "")]),
    ("Thông báo rút kinh nghiệm số 12 ngày 5/5/2021", [("Thông báo", "12", "2021-05-05")]),
    ("Yêu cầu điều tra số 12 ngày 5/5/2021", [("Yêu cầu", "12", "2021-05-05")]),
    ("Văn bản kiến nghị số 12/VKS-P8", [("Văn bản", "12/VKS-P8", "")]),
    ("Bản kiến nghị số 12/KN-VKS", [("Kiến nghị", "12/KN-VKS", "")]),
    ("Công văn đề nghị số 12/VKS", [("Công văn", "12/VKS", "")]),
    ("Giấy ủy quyền số 12/GUQ-VKS", [("Giấy ủy quyền", "12/GUQ-VKS", "")]),
    ("Giấy uỷ quyền số 12/GUQ-VKS", [("Giấy ủy quyền", "12/GUQ-VKS", "")]),
    (
        "Điều 12, Điều 15 Nghị định số 118/2021/NĐ-CP, Điều 3 Luật số 67/2020/QH14",
        [("Nghị định", "118/2021/NĐ-CP", ""), ("Luật", "67/2020/QH14", "")],
    ),
    ("Điều 9 Quyết định 15", [("Quyết định", "15", "")]),
    ("Điều 7 Nghị quyết số 03/2020/NQ-HĐTP", [("Nghị quyết", "03/2020/NQ-HĐTP", "")]),
]

NUMBERS = [
    "Mẫu số 12",
    "Mẫu số 04/DS",
    "Bộ luật Tố tụng hình sự năm 2015",
    "Luật Tổ chức VKSND năm 2014",
    "Luật gồm 3 chương, 13 điều",
    "Luật Hôn nhân và gia đình năm 2014",
    "Chương trình 6 tháng đầu năm 2021",
    "xe mô tô biển số 17B9-123.45",
    "biển kiểm soát 17A-123.45",
    "hồ sơ số 12",
    "BLTTHS năm 2015",
    "Kế hoạch 2021",
    "số khung RLHJA3918/AY; số máy JA39E-012345",
    "biển số 17B1-123/45",
    "Giấy chứng nhận quyền sử dụng đất số BA 123456",
    "Quý I/2021, quý II/2021",
    "đạt 98,5% (tăng 12/CT)",
    "Km 12/QL10",
    "Văn kiện Đại hội XIII",
    "thụ lý số 25/2021/TLST-DS ngày 3/3/2021",
    "vụ án dân sự thụ lý số 25/2021/TLPT-DS ngày 3/3/2021 về tranh chấp",
    "khởi tố 12 vụ, 15 bị can; trong đó 08 KN, 12 TB",
    "tăng 12/CT, giảm 5/TB",
    "số 12 QĐ và 5 KH",
    "phòng 12/A-B",
    "05/12/TA trả hồ sơ",
    "Cụm thi đua số 01, 02 và 03",
    "thông báo 12 lượt; báo cáo 05 nội dung; hướng dẫn 3 đơn vị",
    "đề ra 3 kế hoạch, 15 biện pháp",
    "Kế hoạch kiểm tra tại phòng số 5",
    "Quyết định bổ nhiệm ông A giữ chức Tổ trưởng tổ số 3",
    "Quyết định cưỡng chế thửa đất số 15",
    "Biên bản khám nghiệm hiện trường nhà số 12",
    "Hợp đồng thuê nhà số 15",
    "Dự án đường số 5",
    "Luật Tổ chức VKSND năm 2014, Bộ luật Tố tụng hình sự năm 2015, Luật Thi hành tạm giữ năm 2015",
    "Đ.249 k1 BLHS",
    "Chương XX, XXI; Phần thứ hai; Mục 3",
]


@pytest.mark.parametrize(("text", "documents"), CITATIONS, ids=[t for t, _ in CITATIONS])
def test_a_text_cites_these_documents(text: str, documents: list[tuple[str, str, str]]) -> None:
    found = [(c.type, c.number, c.date.isoformat() if c.date else "") for c in find_documents(text)]
    assert found == documents


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_of_something_else_is_no_document(text: str) -> None:
    assert find_documents(text) == ()
