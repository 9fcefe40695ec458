"""More of the ways the field names units, and phrases that name none; on the fixture newsroom."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest

from plugins.registry import Registry, read_registry
from plugins.units import find_units
from tests.support.sites import REGISTRY

NAMED: list[tuple[str, list[str]]] = [
    ("Viện kiểm sát nhân dân huyện Hưng Hà tổ chức phiên tòa.", ["hung-ha"]),
    ("VKSND HUYỆN KIẾN XƯƠNG TỔ CHỨC HỘI NGHỊ", ["kien-xuong"]),
    ("VKS huyện Đông Hưng", ["dong-hung"]),
    ("VKS Đông Hưng", ["dong-hung"]),
    ("Viện KSND Đông Hưng", ["dong-hung"]),
    ("Viện Kiểm sát Nhân dân huyện Đông Hưng", ["dong-hung"]),
    ("Viện kiểm sát nhân dân (gọi tắt là VKSND) huyện Quỳnh Phụ", ["quynh-phu"]),
    ("VKSNDhuyện Quỳnh Phụ", ["quynh-phu"]),
    ("VKSND huyệnQuỳnh Phụ", ["quynh-phu"]),
    ("VKSND h. Quỳnh Phụ", ["quynh-phu"]),
    ("VKSND THÀNH PHỐ THÁI BÌNH", ["thanh-pho-thai-binh"]),
    ("VKSND TP.Thái Bình", ["thanh-pho-thai-binh"]),
    ("VKS TP Thái Bình", ["thanh-pho-thai-binh"]),
    ("VKSND Tỉnh Thái Bình", ["tinh-thai-binh"]),
    ("VKSND huyện Hưng Hà và Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND huyện Hưng Hà, Vũ Thư và Tiền Hải", ["hung-ha", "vu-thu", "tien-hai"]),
    ("VKSND các huyện Hưng Hà, Vũ Thư, Tiền Hải phối hợp", ["hung-ha", "vu-thu", "tien-hai"]),
    ("VKSND các huyện: Hưng Hà, Vũ Thư và Tiền Hải", ["hung-ha", "vu-thu", "tien-hai"]),
    ("VKSND hai huyện Hưng Hà và Vũ Thư", ["hung-ha", "vu-thu"]),
    (
        "Viện KSND các đơn vị Hưng Hà, Vũ Thư, thành phố Thái Bình",
        ["hung-ha", "vu-thu", "thanh-pho-thai-binh"],
    ),
    ("các đơn vị VKSND Hưng Hà, Vũ Thư, thành phố", ["hung-ha", "vu-thu"]),
    (
        "VKSND huyện Hưng Hà, huyện Vũ Thư, thành phố Thái Bình",
        ["hung-ha", "vu-thu", "thanh-pho-thai-binh"],
    ),
    (
        "VKSND thành phố Thái Bình, huyện Vũ Thư, huyện Kiến Xương",
        ["thanh-pho-thai-binh", "vu-thu", "kien-xuong"],
    ),
    (
        "VKSND thành phố Thái Bình, các huyện Vũ Thư, Kiến Xương",
        ["thanh-pho-thai-binh", "vu-thu", "kien-xuong"],
    ),
    (
        "VKSND các huyện Vũ Thư, Kiến Xương và thành phố Thái Bình",
        ["vu-thu", "kien-xuong", "thanh-pho-thai-binh"],
    ),
    (
        "VKSND các huyện Vũ Thư, Kiến Xương, TP Thái Bình",
        ["vu-thu", "kien-xuong", "thanh-pho-thai-binh"],
    ),
    (
        "VKSND huyện, thành phố: Vũ Thư, Kiến Xương, Thái Bình",
        ["vu-thu", "kien-xuong", "thanh-pho-thai-binh"],
    ),
    ("VKSND thành phố Thái Bình tỉnh Thái Bình", ["thanh-pho-thai-binh"]),
    ("VKSND TP Thái Bình, tỉnh Thái Bình", ["thanh-pho-thai-binh"]),
    ("Phó Viện trưởng Viện KSND huyện Đông Hưng Nguyễn Văn An", ["dong-hung"]),
    ("TAND, VKSND huyện Hưng Hà", ["hung-ha"]),
    ("VKSND - TAND - Công an huyện Hưng Hà", ["hung-ha"]),
    ("VKSND huyện Hưng Hà, TAND huyện Vũ Thư và VKSND huyện Tiền Hải", ["hung-ha", "tien-hai"]),
    ("VKSND huyện Hưng Hà và TAND huyện", ["hung-ha"]),
    ("VKSND huyện Hưng Hà, Công an thành phố Thái Bình", ["hung-ha"]),
    ("sinh tại Hưng Hà, công tác tại VKSND Vũ Thư", ["vu-thu"]),
    ("bị cáo trú tại huyện Hưng Hà bị VKSND huyện Vũ Thư truy tố", ["vu-thu"]),
    ("Cáo trạng của VKSND huyện Vũ Thư, trú tại Hưng Hà", ["vu-thu"]),
    ("VKSND tỉnh Hưng Yên", ["tinh-hung-yen"]),
    ("VKSND tỉnh Thái Bình và Hưng Yên", ["tinh-thai-binh", "tinh-hung-yen"]),
    ("VKSND các tỉnh Thái Bình, Hưng Yên", ["tinh-thai-binh", "tinh-hung-yen"]),
    ("VKSND huyện Giao Thủy, huyện Vũ Thư", ["vu-thu"]),
    ("VKSND huyện Vũ Thư, huyện Giao Thủy và huyện Kiến Xương", ["vu-thu", "kien-xuong"]),
    (
        "Viện kiểm sát nhân dân thành phố Thái Bình và huyện Đông Hưng đã ký",
        ["thanh-pho-thai-binh", "dong-hung"],
    ),
    (
        "Đoàn kiểm tra làm việc với VKSND Hưng Hà, VKSND Vũ Thư và VKSND Tiền Hải",
        ["hung-ha", "vu-thu", "tien-hai"],
    ),
    (
        "tại VKSND Hưng Hà, Vũ Thư, Tiền Hải, Kiến Xương",
        ["hung-ha", "vu-thu", "tien-hai", "kien-xuong"],
    ),
    ("Cụm thi đua số 1 gồm VKSND: Hưng Hà, Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND cấp huyện: Hưng Hà, Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND cấp huyện (Hưng Hà, Vũ Thư)", ["hung-ha", "vu-thu"]),
    (
        "VKSND cấp huyện gồm: thành phố Thái Bình, Hưng Hà, Vũ Thư",
        ["thanh-pho-thai-binh", "hung-ha", "vu-thu"],
    ),
    ("Các đơn vị VKSND: thành phố Thái Bình, Hưng Hà", ["thanh-pho-thai-binh", "hung-ha"]),
    ("VKSND huyện Tiền Hải. Huyện Vũ Thư cũng", ["tien-hai"]),
    ("VKSND huyện Tiền Hải, các xã Vũ Thư", ["tien-hai"]),
    ("VKSND Tiền Hải (Thái Bình)", ["tien-hai"]),
    ("VKSND huyện Tiền Hải, Kiến Xương, tỉnh Thái Bình", ["tien-hai", "kien-xuong"]),
    ("VKSND huyện Tiền Hải và VKSND huyện Kiến Xương, tỉnh Thái Bình", ["tien-hai", "kien-xuong"]),
    ("VKSND H.Hưng Hà, H.Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND huyện: Hưng Hà, Vũ Thư", ["hung-ha", "vu-thu"]),
    ("(VKSND huyện Hưng Hà)", ["hung-ha"]),
    ("VKSND huyện Hưng Hà: Hội nghị tổng kết", ["hung-ha"]),
    ("Chi bộ VKSND huyện Hưng Hà", ["hung-ha"]),
    ("Công đoàn Viện kiểm sát huyện Kiến Xương", ["kien-xuong"]),
    ("cán bộ, KSV VKS huyện Kiến Xương", ["kien-xuong"]),
    ("Viện kiểm sát nhân dân 2 huyện Hưng Hà và Quỳnh Phụ", ["hung-ha", "quynh-phu"]),
    (
        "Viện KSND huyện Quỳnh Phụ, Viện KSND huyện Thái Thụy và TAND hai huyện",
        ["quynh-phu", "thai-thuy"],
    ),
    ("VKSND, TAND các huyện Hưng Hà, Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND, Công an các huyện Hưng Hà và Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND huyện Hưng Hà với VKSND huyện Đông Hưng", ["hung-ha", "dong-hung"]),
    ("VKSND khu vực 1 thuộc VKSND tỉnh Hưng Yên", ["tinh-hung-yen"]),
    ("VKSND khu vực 1, khu vực 2 và VKSND tỉnh Hưng Yên", ["tinh-hung-yen"]),
    ("VKSND huyện Quỳnh  Phụ và Thái  Thuỵ", ["quynh-phu", "thai-thuy"]),
    ("VKSND huyện Hưng Hà, VKSND huyện Hưng Hà", ["hung-ha"]),
    ("VKSND tỉnh và các huyện Hưng Hà, Vũ Thư", ["hung-ha", "vu-thu"]),
    ("VKSND thành phố và VKSND huyện Hưng Hà", ["hung-ha"]),
    ("VKSND các huyện, thành phố thuộc tỉnh Thái Bình và VKSND tỉnh Thái Bình", ["tinh-thai-binh"]),
    ("VKSND tỉnh Thái Bình với VKSND cấp huyện", ["tinh-thai-binh"]),
    ("VKSND tỉnh Thái Bình, Công an tỉnh Hưng Yên", ["tinh-thai-binh"]),
    ("VKSND tỉnh Thái Bình, Hội Luật gia tỉnh", ["tinh-thai-binh"]),
    ("VKSND tỉnh Thái Bình, thành phố Thái Bình", ["tinh-thai-binh", "thanh-pho-thai-binh"]),
    ("VKSND huyện Hưng Hà; Công an các huyện Vũ Thư, Tiền Hải", ["hung-ha"]),
    ("VKSND huyện Hưng Hà, xã Vũ Thư", ["hung-ha"]),
    ("VKSND huyện Hưng Hà, ông Vũ Thư", ["hung-ha"]),
    ("VKSND huyện Hưng Hà và ông Vũ Thư", ["hung-ha"]),
    ("VKSND huyện Hưng Hà và bị cáo Đông Hưng", ["hung-ha"]),
    ("VKSND huyện Hưng Hà, Ngân hàng Vũ Thư", ["hung-ha"]),
    ("VKSND các huyện Hưng Hà, Vũ Thư và TAND huyện Tiền Hải", ["hung-ha", "vu-thu"]),
    ("VKSND các huyện Hưng Hà, Vũ Thư tại huyện Tiền Hải", ["hung-ha", "vu-thu"]),
    ("VKSND các huyện Hưng Hà, Vũ Thư họp tại Tiền Hải", ["hung-ha", "vu-thu"]),
    (
        "VKSND thành phố Thái Bình, Đông Hưng và Kiến Xương",
        ["thanh-pho-thai-binh", "dong-hung", "kien-xuong"],
    ),
    (
        "VKSND TP Thái Bình, các huyện Đông Hưng, Kiến Xương",
        ["thanh-pho-thai-binh", "dong-hung", "kien-xuong"],
    ),
    (
        "VKSND: TP Thái Bình, Đông Hưng, Kiến Xương",
        ["thanh-pho-thai-binh", "dong-hung", "kien-xuong"],
    ),
    (
        "VKSND các đơn vị: TP Thái Bình, Đông Hưng, Kiến Xương",
        ["thanh-pho-thai-binh", "dong-hung", "kien-xuong"],
    ),
    (
        "VKSND các đơn vị TP Thái Bình, huyện Đông Hưng, huyện Kiến Xương",
        ["thanh-pho-thai-binh", "dong-hung", "kien-xuong"],
    ),
    (
        "VKSND 03 đơn vị gồm: TP Thái Bình, Đông Hưng, Kiến Xương",
        ["thanh-pho-thai-binh", "dong-hung", "kien-xuong"],
    ),
    ("VKSND các địa phương: Đông Hưng, Kiến Xương", ["dong-hung", "kien-xuong"]),
    ("VKSND các địa phương Đông Hưng, Kiến Xương", ["dong-hung", "kien-xuong"]),
    ("VKSND một số huyện như Đông Hưng, Kiến Xương", ["dong-hung", "kien-xuong"]),
    (
        "VKSND một số đơn vị (Đông Hưng, Kiến Xương, Thái Thuỵ)",
        ["dong-hung", "kien-xuong", "thai-thuy"],
    ),
    ("một số VKSND cấp huyện như: Đông Hưng, Kiến Xương", ["dong-hung", "kien-xuong"]),
    ("VKSND huyện Đông Hưng & Vũ Thư", ["dong-hung", "vu-thu"]),
    ("VKSND huyện Đông Hưng và cả huyện Vũ Thư", ["dong-hung"]),
    ("Đơn vị: VKSND huyện Đông Hưng", ["dong-hung"]),
    ("VKSND huyện Đông Hưng. VKSND huyện Vũ Thư.", ["dong-hung", "vu-thu"]),
    ("Viện kiểm sát Hưng Hà, Quỳnh Phụ", ["hung-ha", "quynh-phu"]),
    ("VKS.ND huyện Hưng Hà", ["hung-ha"]),
    ("Viện KSNDTP Thái Bình", ["thanh-pho-thai-binh"]),
]

NOT_NAMED = [
    "VKSND tỉnh",
    "VKSND Thái Bình",
    "VKSND cấp huyện",
    "VKSND cấp huyện, thành phố",
    "VKSND hai cấp",
    "VKSND các huyện, thành phố trong tỉnh",
    "Viện kiểm sát quân sự",
    "Công an huyện Hưng Hà; UBND huyện Vũ Thư",
    "Chi cục THADS huyện Kiến Xương",
    "Huyện ủy Hưng Hà; HĐND huyện Hưng Hà",
    "VKSND huyện phối hợp với TAND huyện Hưng Hà",
    "VKSND huyện Hải Lăng",
    "VKSND thành phố Hưng Yên",
    "VKSND thành phố Hà Nội",
    "VKSND các khu vực 1, 2, 3 tỉnh Hưng Yên",
    "Viện KSND khu vực 8",
    "VKSND thị xã Hưng Hà",
    "VKSND thị trấn Vũ Thư",
    "VKSND huyện Hung Ha",
    "theo phân công của VKSND tỉnh; huyện Vũ Thư",
    "VKSND các huyện, thành phố tỉnh Thái Bình",
    "VKSND 8 huyện, thành phố tỉnh Thái Bình",
    "Viện kiểm sát cấp trên; Viện kiểm sát tỉnh",
]


@cache
def agency() -> Registry:
    files = {f"registry/{f.name}": f.read_text(encoding="utf-8") for f in REGISTRY.glob("*.toml")}
    registry, _ = read_registry(files)
    assert registry is not None
    return registry


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("sentence", "units"), NAMED, ids=[s for s, _ in NAMED])
def test_a_sentence_names_these_units(sentence: str, units: list[str], form: str) -> None:
    found = find_units(unicodedata.normalize(form, sentence), agency())
    assert list(dict.fromkeys(mention.unit_id for mention in found)) == units


@pytest.mark.parametrize("sentence", NOT_NAMED)
def test_a_place_a_level_or_another_organ_names_no_unit(sentence: str) -> None:
    assert find_units(sentence, agency()) == ()
