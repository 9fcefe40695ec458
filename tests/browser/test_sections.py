"""Several sections in a real browser: pages of their own, and answers that name them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.test_pages import SCHEMES, WIDER, WIDTHS, Reader
from tests.support.sites import FIXTURE, SECTIONS, built

PAGES = (
    "/",
    "/tin-tuc/",
    "/thong-bao/",
    "/thong-bao/2024/chuyen-dia-diem-tiep-cong-dan.html",
    "/thong-bao/2024/tap-huan-da-go.html",
    "/hoi-dap/luu-tru/",
    "/thong-bao/luu-tru/2024.html",
    "/thong-bao/luu-tru/2024-07.html",
    "/tim-kiem/?q=tiep+cong+dan",
)


def site_of(fixture: Path, folder: Path) -> Path:
    """The site of ``fixture``, built in ``folder``."""
    shutil.copytree(fixture / "content", folder / "content")
    return built(folder / "content", folder / "output", conf=fixture / "siteconf.py")


@pytest.fixture(scope="module")
def readers(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[int, str], Reader]]:
    """A window for each width and colour scheme."""
    site = site_of(SECTIONS, tmp_path_factory.mktemp("sections"))
    made = {
        (width, scheme): Reader(
            browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme),
            site,
            origin="https://song-xanh.example",
        )
        for width in WIDTHS
        for scheme in SCHEMES
    }
    yield made
    for reader in made.values():
        reader.context.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_several_sections_fits_and_is_accessible(
    readers: dict[tuple[int, str], Reader], address: str
) -> None:
    for (width, scheme), reader in readers.items():
        page = reader.open(address)
        here = f"{address} at {width} px, {scheme}"
        assert page.evaluate(WIDER) <= 0, f"{here} scrolls sideways"
        found = Axe().run(page)
        assert found.violations_count == 0, f"{here}\n{found.generate_report()}"
        assert reader.complaints == [], here


def facts(reader: Reader) -> set[str]:
    """What stands below the answers to a question."""
    page = reader.open("/tim-kiem/?q=tiep+cong+dan")
    page.wait_for_selector("[data-total]", state="attached")
    return set(page.locator(".item__fact").all_inner_texts())


def test_an_answer_names_its_section_where_there_are_several(
    readers: dict[tuple[int, str], Reader], browser: Browser, tmp_path: Path
) -> None:
    names = {"Tin tức", "Thông báo", "Hỏi đáp pháp luật"}
    assert names < facts(readers[1280, "light"])
    one = site_of(FIXTURE, tmp_path)
    with browser.new_context() as context:
        page = Reader(context, one, origin="https://song-xanh.example").open("/tim-kiem/?q=hop")
        page.wait_for_selector(".item__fact")
        assert "Tin hoạt động" not in page.locator(".item__fact").all_inner_texts()
