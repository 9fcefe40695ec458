"""Where an address leads: the short way gives what the long way gives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.verify import facts
from desk.verify.facts import Lead, follow

SITE = "https://vks.example"
NEVER = re.compile(r"(?!)")

PARTS = st.lists(
    st.sampled_from(
        ["", "/", "//", ".", "..", "/tin-1", ".html", "a", "Ă", "%2f", "?q", "#m", " ", SITE]
    ),
    max_size=7,
).map("".join)


@given(address=PARTS, prefix=st.sampled_from(["", "/", SITE, f"{SITE}/"]))
def test_the_short_way_leads_where_the_long_way_leads(address: str, prefix: str) -> None:
    facts._follow_from_root.cache_clear()
    short = follow(prefix + address, "tin/a.html", SITE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "_OUR_OWN", NEVER)
        facts._follow_from_root.cache_clear()
        assert follow(prefix + address, "tin/a.html", SITE) == short
    facts._follow_from_root.cache_clear()


@pytest.mark.parametrize(
    ("address", "lead"),
    [
        (SITE, Lead(file="index.html", absolute=True)),
        (f"{SITE}/", Lead(file="index.html", absolute=True)),
        (f"{SITE}/van-ban/", Lead(file="van-ban/index.html", absolute=True)),
        (f"{SITE}/van-ban/a-1.html", Lead(file="van-ban/a-1.html", absolute=True)),
        ("/van-ban/a-1.html", Lead(file="van-ban/a-1.html")),
        (f"{SITE}.evil.example/a.html", Lead(scheme="https")),
        (f"{SITE}/../a.html#b", Lead(file="a.html", fragment="b", absolute=True)),
    ],
)
def test_an_address_with_the_origin_of_the_site_is_one_of_its_files(
    address: str, lead: Lead
) -> None:
    assert follow(address, "tin/a.html", SITE) == lead
