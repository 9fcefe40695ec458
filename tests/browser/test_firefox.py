"""Search and pages in the Firefox that readers have: the same answers, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import WIDER
from tests.browser.test_search import MANY, TITLES
from tests.browser.test_search import site as site  # noqa: PLC0414 - a fixture is shared by name
from tests.support.firefox import Firefox, firefox
from tests.support.web_servers import nginx

QUESTIONS = (
    *("duong", "đường", "Dượng", "hoà giải", "HÓA GIẢI", "thuỵ hải", "dien thoai", "zzz", "", "!"),
    *('"kế hoạch năm mới"', "“ke hoach nam moi”", '"kế hoạch nắm mới"', "trien khai ke hoach"),
    *("12/KH-VKSSX", "012/kh-vkssx-p1", "bai ngoai van tu", "giao ban", "đường " * 100),
)
FILTERS = ("don-vi=bai-ngoai", "q=viec&nam=2024&xep=moi", "q=giao&nam=1900", "q=a&don-vi=%3Cb%3E")
READY = "document.querySelector('#ket-qua[data-total]')"
ANSWERS = """[
  ["#so-bai", "#ket-qua .item__headline", "#ket-qua .item__facts", "#ket-qua b", "#loc option"]
    .map(selector => Array.from(document.querySelectorAll(selector), one => one.textContent)),
  document.title,
  document.querySelector("#xem-them").hidden,
  document.querySelector(".search").q.value,
]"""
FROM_FRONT = "?q=giao+ban+thuong+ky"
OF_2024 = "?q=giao%20ban%20thuong%20ky&nam=2024"
PAGES = ("/", "/tin-hoat-dong/2024/khu-vuc-1-ra-mat.html", "/tim-kiem/", "/tim-kiem/?q=giao+ban")


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    with nginx(site) as address:
        yield address


@pytest.fixture(scope="module")
def reader() -> Iterator[Firefox]:
    with firefox() as made:
        made.resize(360, 800)
        yield made


def found(reader: Firefox) -> list[str]:
    """Titles of the answers, once all are there."""
    reader.wait(READY)
    titles = reader.run(f"return {ANSWERS}")[0][1]
    assert isinstance(titles, list)
    return titles


def asked(reader: Firefox, address: str) -> list[str]:
    """The same, once the address has become ``address``."""
    reader.wait(f"location.search === {address!r}")
    return found(reader)


def test_search_answers_as_in_chromium(reader: Firefox, origin: str, browser: Browser) -> None:
    page = browser.new_page()
    differ: dict[str, Any] = {}
    for words in (*(f"q={quote(words)}" for words in QUESTIONS), *FILTERS):
        address = f"{origin}/tim-kiem/?{words}"
        page.goto(address)
        page.wait_for_selector("#ket-qua[data-total]", state="attached")
        reader.open(address)
        reader.wait(READY)
        here, there = reader.run(f"return {ANSWERS}"), page.evaluate(ANSWERS)
        complaints = reader.complaints(origin)
        if here != there or complaints:
            differ[words] = (here, there, complaints)
    page.close()
    assert differ == {}


def test_a_reader_asks_filters_leafs_and_comes_back(reader: Firefox, origin: str) -> None:
    reader.open(f"{origin}/")
    reader.type(".search__words", "giao ban thuong ky\ue007")
    assert len(asked(reader, FROM_FRONT)) == 20
    reader.press("#xem-them")
    titles = found(reader)
    assert len(titles) == MANY
    assert reader.run("return document.activeElement.textContent") == titles[20]
    reader.reload()
    assert found(reader) == titles
    reader.press("#ket-qua > li:nth-child(23) .item__headline")
    reader.wait("location.pathname.startsWith('/tin-hoat-dong/')")
    reader.back()
    assert asked(reader, FROM_FRONT) == titles
    reader.press(".answers__summary")
    reader.type("[name=nam]", "2024")
    assert asked(reader, OF_2024) == []
    reader.clear(".search__words")
    reader.type(".search__words", "hoa giai\ue007")
    assert asked(reader, "?q=hoa%20giai&nam=2024") == [TITLES["hoa-giai"]]
    reader.back()
    assert asked(reader, OF_2024) == []
    reader.back()
    assert asked(reader, FROM_FRONT) == titles
    reader.forward()
    assert asked(reader, OF_2024) == []
    assert reader.run("return document.querySelector('[name=nam]').value") == "2024"
    assert reader.complaints(origin) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_telephone_and_letters_four_times_as_large(
    reader: Firefox, origin: str, path: str
) -> None:
    reader.open(origin + path)
    wider = [reader.run(f"return {WIDER}")]
    reader.run("document.documentElement.style.fontSize = '400%'")
    wider.append(reader.run(f"return {WIDER}"))
    reader.run("document.documentElement.style.fontSize = ''")
    reader.enlarge(4)
    try:
        wider.append(reader.run(f"return {WIDER}"))
    finally:
        reader.enlarge(1)
    assert max(wider) <= 0, wider
    assert reader.complaints(origin) == []
