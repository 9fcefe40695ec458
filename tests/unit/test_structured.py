"""Who signed a post, as machines are told: a person, or an office."""

import json

import pytest

from plugins.pages.structured import author_type, trail
from plugins.pages.views import Link
from tests.components.examples import SITE


@pytest.mark.parametrize(
    "name",
    ["P.V", "PV", "p. v", "Ban biên tập", "BBT", "Nhóm phóng viên", "Phòng 15", "VKSND huyện Hạ"],
)
def test_an_office_is_an_organization(name: str) -> None:
    assert author_type(name) == "Organization"


@pytest.mark.parametrize(
    "name", ["Việt Hưng", "Phong Lan", "P. Vân", "Phạm Viện", "Viên Minh", "Ban Văn Tú", "Bảo Vân"]
)
def test_a_name_is_a_person(name: str) -> None:
    assert author_type(name) == "Person"


def test_a_trail_leads_from_the_front_page_to_the_page_itself() -> None:
    above = (Link(name="Trang đầu", url="/"), Link(name="Tin", url="/tin-hoat-dong/"))
    text = trail(SITE, above, "Xử </script> & kết")
    assert "<" not in text
    assert "&" not in text
    assert [
        (step["position"], step["name"], step.get("item"))
        for step in json.loads(text)["itemListElement"]
    ] == [
        (1, "Trang đầu", f"{SITE.url}/"),
        (2, "Tin", f"{SITE.url}/tin-hoat-dong/"),
        (3, "Xử </script> & kết", None),
    ]
