"""Addresses that take a post elsewhere hold its title and address whole, whatever is in them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.pages.sharing import mail_address, share_links
from tests.components.examples import SITE
from tests.unit.test_check import post

TITLE = "Hội nghị “Sơ kết” & tổng kết: 100% đơn vị + 2 xã? #1 <b>'x'\"\nĐắk Lắk"


def read(url: str) -> dict[str, str]:
    """The fields as the program that is handed ``url`` reads them; a plus is a plus in mailto."""
    query = urlsplit(url).query.replace("+", "%2B")
    return {key: value[0] for key, value in parse_qs(query, strict_parsing=True).items()}


@given(st.text(min_size=1).filter(lambda text: text.isprintable()) | st.just(TITLE))
def test_nothing_of_a_title_goes_astray(title: str) -> None:
    one = replace(post(), title=title)
    address = SITE.url + one.url
    zalo, facebook, letter, report = share_links(SITE, one)

    assert read(zalo.url) == {"url": address}
    assert read(facebook.url) == {"u": address}
    assert read(letter.url) == {"subject": title, "body": address}
    assert urlsplit(report.url).path == "banbientap@vksnd-thaibinh.example"
    told = read(report.url)
    assert told["subject"] == f"Báo lỗi: {title}"
    assert told["body"].startswith(f"{address}\r\n")
    for link in (zalo, facebook, letter, report):
        assert not re.search(r"[^\w.~?&=%:/@-]", link.url)


@pytest.mark.parametrize(
    ("contact", "mail"),
    [
        ((), ""),
        (("Điện thoại: 0227 000 000", "@Zalo"), ""),
        (("Thư điện tử: ban.bien-tap@vks.gov.vn.", "Hòm thư: b@c.vn"), "ban.bien-tap@vks.gov.vn"),
    ],
)
def test_a_letter_goes_to_the_first_address_in_the_footer(contact: tuple[str], mail: str) -> None:
    assert mail_address(contact) == mail
    links = share_links(replace(SITE, contact=contact), post())
    assert [link.name for link in links][3:] == (["Báo lỗi bài này"] if mail else [])
