"""What a page and its feeds are called tells them apart, in a tab, in an answer, in a reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html

from tests.support import small_newsroom as small
from tests.support.soundness import lay, project, prove

ATOM = "{http://www.w3.org/2005/Atom}"
OTHERS = """
[[department]]
id = "phong-15-huyen"
name = "Phòng 15"
unit = "dong-mau"

[[department]]
id = "phong-2"
name = "Phòng 2"
unit = "dong-mau"
"""
NAMESAKES = """
[[author]]
id = "viet-hung-huyen"
name = "Việt Hưng"
units = ["dong-mau"]
note = "Đông Mẫu"
"""
CITES = (
    "Theo Kế hoạch số 1/KH-VKSM ngày 02/01/2025, Chỉ thị số 2/CT-VKSM ngày 03/01/2025 "
    "và Kế hoạch số 3/KH-VKSM."
)
SECTIONS = """section = "Tin hoạt động"
title = "Trang tin điện tử"

[[sections]]
name = "Thông báo"
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("titles") / "project")
    registry = root / "content/registry"
    for name, more in (("departments", OTHERS), ("authors", NAMESAKES)):
        file = registry / f"{name}.toml"
        file.write_text(file.read_text("utf-8") + more, "utf-8")
    lay(root, {"newsroom.toml": SECTIONS})
    settings = root / "publishconf.py"
    said = settings.read_text("utf-8")
    settings.write_text(f'{said}\nNEWSROOM_TITLE = "Trang tin điện tử"\n', "utf-8")
    for day in range(1, 24):
        text = small.post(f"Họp lần {day}", f"2026-01-{day:02} 08:00", CITES, "units: [tinh-mau]")
        text = text.replace("author: Việt Hưng", f"author: viet-hung{'-huyen' * (day > 1)}")
        lay(root, {f"tin-hoat-dong/2026/hop-{day}.md": text})
    proof = prove(root)
    assert (proof.errors, proof.faults) == ((), ())
    return root / "output"


def page(output: Path, address: str) -> html.HtmlElement:
    file = output / address.strip("/") / ("index.html" if address.endswith("/") else "")
    return html.fromstring(file.read_text("utf-8"))


def title(output: Path, address: str) -> str:
    return str(page(output, address).findtext(".//title"))


def about(output: Path, address: str) -> str:
    (said,) = page(output, address).xpath('//meta[@name="description"]/@content')
    return str(said)


def test_departments_of_one_name_are_told_apart_by_their_units(output: Path) -> None:
    agency = " — VKSND tỉnh Mẫu"
    ours, theirs = "Phòng 15 – VKSND tỉnh Mẫu", "Phòng 15 – VKSND huyện Đông Mẫu"
    assert title(output, "/phong/phong-15/") == ours + agency
    assert title(output, "/phong/phong-15-huyen/") == theirs + agency
    assert theirs in about(output, "/phong/phong-15-huyen/")
    feed = etree.parse(output / "phong/phong-15-huyen/atom.xml").getroot()
    assert feed.findtext(f"{ATOM}title").startswith(theirs)
    assert title(output, "/phong/phong-2/") == f"Phòng 2{agency}"


def test_authors_of_one_name_are_told_apart_by_their_notes(output: Path) -> None:
    assert title(output, "/tac-gia/viet-hung-huyen/").startswith("Việt Hưng (Đông Mẫu) — ")
    assert about(output, "/tac-gia/viet-hung-huyen/").endswith(": Việt Hưng (Đông Mẫu).")


def test_search_knows_what_tells_those_of_one_name_apart(output: Path) -> None:
    (known,) = page(output, "/tim-kiem/").xpath('//ol[@id="ket-qua"]/@data-apart')
    assert json.loads(known) == [
        ["phong/phong-15", "VKSND tỉnh Mẫu"],
        ["phong/phong-15-huyen", "VKSND huyện Đông Mẫu"],
        ["tac-gia/viet-hung", "Phòng 15"],
        ["tac-gia/viet-hung-huyen", "Đông Mẫu"],
    ]


def test_the_front_page_names_the_agency_once(output: Path) -> None:
    assert title(output, "/") == "Trang tin điện tử – Viện kiểm sát nhân dân tỉnh Mẫu"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "Tin hoạt động"),
        ("/tin-hoat-dong/trang-1.html", "Tin hoạt động"),
        ("/don-vi/tinh-mau/", "VKSND tỉnh Mẫu"),
        ("/don-vi/tinh-mau/trang-1.html", "VKSND tỉnh Mẫu"),
        ("/phong/phong-15/", "Phòng 15 – VKSND tỉnh Mẫu"),
    ],
)
def test_a_feed_is_offered_under_the_name_of_the_news_it_carries(
    output: Path, address: str, name: str
) -> None:
    offered = page(output, address).xpath('//link[@rel="alternate"]/@title')
    assert offered[:2] == [name, name]


def test_a_numbered_page_says_so_at_its_head(output: Path) -> None:
    (first,) = page(output, "/don-vi/tinh-mau/").xpath("//h1")
    (numbered,) = page(output, "/don-vi/tinh-mau/trang-1.html").xpath("//h1")
    assert " ".join(first.text_content().split()) == "VKSND tỉnh Mẫu"
    assert " ".join(numbered.text_content().split()) == "VKSND tỉnh Mẫu – trang 1"


def test_the_archive_of_a_section_without_posts_says_that_there_are_none(output: Path) -> None:
    archive = page(output, "/thong-bao/luu-tru/")
    assert "Chưa có tin." in archive.xpath("string(//main)")
    assert archive.xpath("//ul[not(li)]") == []
    (other,) = archive.xpath('//main//a[@href="/tin-hoat-dong/luu-tru/"]')
    assert other.text_content() == "Lưu trữ Tin hoạt động"


def test_a_site_that_is_called_a_page_is_not_called_a_page_of_a_page(output: Path) -> None:
    for address in ("/don-vi/", "/phong/", "/tac-gia/", "/van-ban/", "/tim-kiem/"):
        assert about(output, address).endswith(" trên Trang tin điện tử.")


def test_each_year_of_documents_is_named_with_its_type(output: Path) -> None:
    named: dict[str, set[str]] = {}
    for link in page(output, "/van-ban/").xpath('//main//ul//a[@class="letters__link"]'):
        named.setdefault(" ".join(link.text_content().split()), set()).add(link.get("href"))
    assert sorted(named) == ["Chỉ thị năm 2025", "Kế hoạch không ghi ngày", "Kế hoạch năm 2025"]
    assert {len(targets) for targets in named.values()} == {1}
