"""Every kind of page from the guide's web servers in a browser: their headers hinder nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import EXAMPLES
from tests.support.web_servers import Served, caddy_with, certificate, nginx_with

GONE = "/tin-hoat-dong/2023/lich-tiep-cong-dan-thang-muoi.html"


@pytest.fixture(scope="module", params=[nginx_with, caddy_with], ids=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest, sample_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with request.param(sample_site, certificate(tmp_path_factory.mktemp("tls"))) as found:
        yield found


def leads_on(site: Path, address: str) -> bool:
    """Whether the page at ``address`` sends its reader to another one."""
    path = f"{address}index.html" if address.endswith("/") else address
    return 'http-equiv="refresh"' in (site / path.lstrip("/")).read_text("utf-8")


def test_every_kind_of_page_opens_without_a_complaint(
    browser: Browser, served: Served, sample_site: Path
) -> None:
    complaints: list[str] = []
    statuses = {}
    with browser.new_context(ignore_https_errors=True) as context:
        context.on("console", lambda said: complaints.append(said.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        for address in EXAMPLES.values():
            page = context.new_page()
            answer = page.goto(f"{served.https}{address}", wait_until="load")
            assert answer is not None, address
            statuses[address] = answer.status
            if leads_on(sample_site, address):  # a page that is closed on its way stands still
                page.wait_for_url(lambda url, was=address: not url.endswith(was))
            page.close()
    assert statuses.pop(GONE) == 410
    assert set(statuses.values()) == {200}
    assert [one for one in complaints if "status of 410" not in one] == []


def test_search_runs_there_and_no_page_of_anybody_shows_ours_in_a_frame(
    browser: Browser, served: Served
) -> None:
    with browser.new_context(ignore_https_errors=True) as context:
        page = context.new_page()
        page.goto(f"{served.https}/tim-kiem/?q=tiep+cong+dan")
        page.wait_for_selector("#ket-qua .item__headline")
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text))
        page.goto(f"{served.https}/robots.txt")
        page.set_content(f'<iframe src="{served.https}/"></iframe>')
        page.wait_for_timeout(500)
    assert any("frame-ancestors" in one for one in said)
