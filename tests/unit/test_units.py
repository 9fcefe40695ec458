"""Units named in prose, and words that only sound like it; on the fixture newsroom."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from plugins.registry import Registry, read_registry
from plugins.units import Mention, find_units

HERE = Path(__file__).parents[1]
THEN = date(2021, 3, 15)


@cache
def agency(folder: str) -> Registry:
    files = {
        f"registry/{f.name}": f.read_text(encoding="utf-8") for f in (HERE / folder).glob("*.toml")
    }
    registry, _ = read_registry(files)
    assert registry is not None
    return registry


SENTENCES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "VKSND huyện Hưng Hà, huyện Vũ Thư và thành phố Thái Bình họp.",
        [
            ("hung-ha", "VKSND huyện Hưng Hà"),
            ("vu-thu", "huyện Vũ Thư"),
            ("thanh-pho-thai-binh", "thành phố Thái Bình"),
        ],
    ),
    ("VKSND cấp huyện, thành phố; VKSND hai cấp; 08 đơn vị VKSND huyện, thành phố.", []),
    (
        "Các VKSND Hưng Hà, Vũ Thư, Tiền Hải",
        [("hung-ha", "VKSND Hưng Hà"), ("vu-thu", "Vũ Thư"), ("tien-hai", "Tiền Hải")],
    ),
    ("VKSND huyện Hưng Hà, tỉnh Thái Bình", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("VKSND huyện Hưng Hà, Thái Bình tổ chức", [("hung-ha", "VKSND huyện Hưng Hà")]),
    (
        "VKSND thành phố Thái Bình, tỉnh Thái Bình",
        [("thanh-pho-thai-binh", "VKSND thành phố Thái Bình")],
    ),
    (
        "VKSND tỉnh Thái Bình và VKSND huyện Hưng Hà",
        [("tinh-thai-binh", "VKSND tỉnh Thái Bình"), ("hung-ha", "VKSND huyện Hưng Hà")],
    ),
    (
        "VKSND tỉnh Thái Bình kiểm tra VKS Tiền Hải, trú tại huyện Vũ Thư",
        [("tinh-thai-binh", "VKSND tỉnh Thái Bình"), ("tien-hai", "VKS Tiền Hải")],
    ),
    ("Viện kiểm sát ND huyện Kiến Xương", [("kien-xuong", "Viện kiểm sát ND huyện Kiến Xương")]),
    (
        "VIỆN KIỂM SÁT NHÂN DÂN HUYỆN KIẾN XƯƠNG",
        [("kien-xuong", "VIỆN KIỂM SÁT NHÂN DÂN HUYỆN KIẾN XƯƠNG")],
    ),
    (
        "viện kiểm sát nhân dân huyện kiến xương và thái thuỵ",
        [("kien-xuong", "viện kiểm sát nhân dân huyện kiến xương"), ("thai-thuy", "thái thuỵ")],
    ),
    ("VKSND các huyện, thành phố thuộc tỉnh Thái Bình", []),
    (
        "VKSND các huyện: Hưng Hà, Vũ Thư",
        [("hung-ha", "VKSND các huyện: Hưng Hà"), ("vu-thu", "Vũ Thư")],
    ),
    (
        "VKSND 02 huyện Hưng Hà và Vũ Thư",
        [("hung-ha", "VKSND 02 huyện Hưng Hà"), ("vu-thu", "Vũ Thư")],
    ),
    (
        "VKSND hai đơn vị Hưng Hà và Vũ Thư",
        [("hung-ha", "VKSND hai đơn vị Hưng Hà"), ("vu-thu", "Vũ Thư")],
    ),
    (
        "VKSND các huyện gồm Hưng Hà, Vũ Thư, Thái Bình",
        [
            ("hung-ha", "VKSND các huyện gồm Hưng Hà"),
            ("vu-thu", "Vũ Thư"),
            ("thanh-pho-thai-binh", "Thái Bình"),
        ],
    ),
    ("VKSND, Công an huyện Hưng Hà", [("hung-ha", "VKSND, Công an huyện Hưng Hà")]),
    ("VKSND, TAND, Công an huyện Tiền Hải", [("tien-hai", "VKSND, TAND, Công an huyện Tiền Hải")]),
    (
        "VKSND và Tòa án nhân dân huyện Tiền Hải",
        [("tien-hai", "VKSND và Tòa án nhân dân huyện Tiền Hải")],
    ),
    ("TAND và VKSND huyện Tiền Hải", [("tien-hai", "VKSND huyện Tiền Hải")]),
    ("VKSND huyện Hưng Hà và Tòa án nhân dân huyện Tiền Hải", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("VKSND huyện Hưng Hà, Công an huyện Vũ Thư", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("VKSND  huyện\xa0Hưng  Hà", [("hung-ha", "VKSND  huyện\xa0Hưng  Hà")]),
    (
        "VKSND TP.Thái Bình, VKSND Tp Thái Bình, VKSND T.P Thái Bình",
        [
            ("thanh-pho-thai-binh", "VKSND TP.Thái Bình"),
            ("thanh-pho-thai-binh", "VKSND Tp Thái Bình"),
            ("thanh-pho-thai-binh", "VKSND T.P Thái Bình"),
        ],
    ),
    ("VKSND Thái Bình", []),
    (
        "Viện kiểm sát nhân dân (viết tắt là VKSND) huyện Hưng Hà",
        [("hung-ha", "Viện kiểm sát nhân dân (viết tắt là VKSND) huyện Hưng Hà")],
    ),
    ("VKSND huyện Hải Lăng, huyện Hưng Hà", [("hung-ha", "huyện Hưng Hà")]),
    ("VKSND các huyện Hải Lăng, Hưng Hà", [("hung-ha", "Hưng Hà")]),
    ("VKSND tỉnh, VKSND huyện", []),
    ("Viện trưởng VKSND huyện Hưng Hà Nguyễn Văn An", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("Chi cục THADS huyện Hưng Hà; Công an thành phố Thái Bình; VKSND cấp cao", []),
    (
        (
            "VKSND các huyện Hưng Hà, Quỳnh Phụ, Đông Hưng, Thái Thụy, Tiền Hải, Kiến Xương, "
            "Vũ Thư và TP Thái Bình"
        ),
        [
            ("hung-ha", "VKSND các huyện Hưng Hà"),
            ("quynh-phu", "Quỳnh Phụ"),
            ("dong-hung", "Đông Hưng"),
            ("thai-thuy", "Thái Thụy"),
            ("tien-hai", "Tiền Hải"),
            ("kien-xuong", "Kiến Xương"),
            ("vu-thu", "Vũ Thư"),
            ("thanh-pho-thai-binh", "TP Thái Bình"),
        ],
    ),
    ("VKSND huyện Hưng Hà đã kiểm tra; huyện Vũ Thư có 3 xã", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("VKSND huyện Hưng Hà tại huyện Vũ Thư", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("VKSND huyện Hưng Hà, Vũ Thư", [("hung-ha", "VKSND huyện Hưng Hà"), ("vu-thu", "Vũ Thư")]),
    ("VKSND huyện Hưng Hà – Thái Bình", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("VKSND Hưng Hà và nhân dân Vũ Thư", [("hung-ha", "VKSND Hưng Hà")]),
    (
        "Viện KSND huyện Hưng Hà; Viện KSND TP. Thái Bình",
        [
            ("hung-ha", "Viện KSND huyện Hưng Hà"),
            ("thanh-pho-thai-binh", "Viện KSND TP. Thái Bình"),
        ],
    ),
    (
        "VKSND tỉnh Thái Bình, VKSND tỉnh Hưng Yên",
        [("tinh-thai-binh", "VKSND tỉnh Thái Bình"), ("tinh-hung-yen", "VKSND tỉnh Hưng Yên")],
    ),
    ("VKSNDTC và VKSND H. Hưng Hà", [("hung-ha", "VKSND H. Hưng Hà")]),
    (
        "VKSND thành phố và các huyện Hưng Hà, Vũ Thư",
        [("hung-ha", "VKSND thành phố và các huyện Hưng Hà"), ("vu-thu", "Vũ Thư")],
    ),
    ("VKSND huyện Hưng Hà phối hợp cùng huyện Vũ Thư", [("hung-ha", "VKSND huyện Hưng Hà")]),
    ("Toà án và Viện kiểm sát huyện Đông Hưng", [("dong-hung", "Viện kiểm sát huyện Đông Hưng")]),
    (
        "VKSND huyện Quỳnh Phụ,VKSND huyện Đông Hưng",
        [("quynh-phu", "VKSND huyện Quỳnh Phụ"), ("dong-hung", "VKSND huyện Đông Hưng")],
    ),
    ("VKSND Quận Hưng Hà", []),
    (
        "VKSND Đông Hưng, Hưng Hà cùng Quỳnh Phụ",
        [("dong-hung", "VKSND Đông Hưng"), ("hung-ha", "Hưng Hà"), ("quynh-phu", "Quỳnh Phụ")],
    ),
]


@pytest.mark.parametrize(("sentence", "named"), SENTENCES, ids=[s[:50] for s, _ in SENTENCES])
def test_a_sentence_names_these_units_in_these_words(
    sentence: str, named: list[tuple[str, str]]
) -> None:
    found = find_units(sentence, agency("fixtures/newsroom/content/registry"), THEN)
    assert [(mention.unit_id, mention.text) for mention in found] == named


def test_a_mention_points_at_what_it_claims() -> None:
    text = "Tại trụ sở VKSND huyện Hưng Hà."
    assert find_units(text, agency("fixtures/newsroom/content/registry"), THEN) == (
        Mention(unit_id="hung-ha", start=11, end=30, text="VKSND huyện Hưng Hà"),
    )


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("VKSND khu vực 1, khu vực 2", ["khu-vuc-1", "khu-vuc-2"]),
        ("VKSND các khu vực 1 và 2", ["khu-vuc-1", "khu-vuc-2"]),
        ("VKSND khu vực 1, 2 bị cáo kháng cáo", ["khu-vuc-1"]),
        ("VKSND khu vực 1 - Lâm Giang", ["khu-vuc-1"]),
        ("VKSND KV 2, tỉnh Lâm Giang", ["khu-vuc-2"]),
        ("VKSND huyện đảo Ngọc", ["dao-ngoc"]),
        ("VKSND huyện An Khê nay là VKSND thị xã An Khê", ["an-khe", "an-khe"]),
        ("VKSND các huyện Hoà Thuỷ, Thủy Hạ", ["hoa-thuy", "thuy-ha"]),
        ("VKSND quận An Khê", []),
        ("Theo VKSND tỉnh, huyện Thủy Hạ có ba xã mới", []),
        ("VKSND tỉnh và huyện Thủy Hạ", ["thuy-ha"]),
        ("VKSND T\u00a0P Lâm Giang", ["thanh-pho-lam-giang"]),
        ("VKSNDTP Lâm Giang, VKS ND huyện Thủy Hạ", ["thanh-pho-lam-giang", "thuy-ha"]),
        ("cụm VKSND An Khê - Thủy Hạ - Hòa Thượng", ["an-khe", "thuy-ha", "hoa-thuong"]),
        ("VKSND thị xã An Khê - Lâm Giang", ["an-khe"]),
        ("VKSND huyện Thủy Hạ/Hòa Thượng", ["thuy-ha", "hoa-thuong"]),
        ("VKSND huyện Thủy Hạ cùng với thị xã An Khê", ["thuy-ha", "an-khe"]),
    ],
)
def test_units_of_any_time_and_level_are_found(sentence: str, units: list[str]) -> None:
    found = find_units(sentence, agency("fixtures/agency"))
    assert [mention.unit_id for mention in found] == units


def test_a_name_that_fits_two_units_is_found_once_only_one_is_left() -> None:
    sentence = "VKSND Lâm Giang họp."
    assert find_units(sentence, agency("fixtures/agency"), THEN) == ()
    (mention,) = find_units(sentence, agency("fixtures/agency"), date(2026, 1, 1))
    assert mention.unit_id == "tinh-lam-giang"
