"""Mentions point at what they claim, whatever the text and its normal form."""

from __future__ import annotations

import time
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.registry import Registry, read_registry
from plugins.units import find_units
from plugins.vietnamese import composed, nfc
from tests.support.long import examples

FOLDER = Path(__file__).parents[1] / "fixtures" / "agency"
SCRAPS = st.lists(
    st.sampled_from(
        [
            *"-–,.:/(); ",
            *("VKSND", "Viện kiểm sát", " các ", " huyện ", " TP.", "tỉnh", " và ", "An Khê"),
            *(
                "Thuỷ Hạ",
                "Lâm Giang",
                "khu vực",
                " 1",
                "Công an",
                "tổ chức",
                "\u00a0",
                "Hoà Thượng",
            ),
        ]
    ),
    max_size=16,
).map("".join)
FORMS = st.sampled_from(["NFC", "NFD"])


@cache
def agency() -> Registry:
    files = {f"registry/{f.name}": f.read_text(encoding="utf-8") for f in FOLDER.glob("*.toml")}
    registry, _ = read_registry(files)
    assert registry is not None
    return registry


@settings(max_examples=examples(50))
@given(st.text(max_size=60) | SCRAPS, FORMS)
def test_any_text_is_searched_and_spans_are_right(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    reached = 0
    for mention in find_units(text, agency()):
        assert reached <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.unit_id in agency().units
        reached = mention.end


@settings(max_examples=examples(33))
@given(SCRAPS)
def test_normal_forms_and_kinds_of_space_change_nothing(text: str) -> None:
    wide = unicodedata.normalize("NFD", text).replace(" ", "\u00a0 ")
    plain = [(m.unit_id, nfc(m.text)) for m in find_units(text, agency())]
    other = [(m.unit_id, nfc(m.text).replace("\u00a0 ", " ")) for m in find_units(wide, agency())]
    assert other == plain


@settings(max_examples=examples(33))
@given(st.text(alphabet="aăĐọễ 1\n", max_size=30), FORMS)
def test_offsets_of_composed_text_lead_back_to_the_original(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    whole, back = composed(text)
    assert whole == nfc(text)
    assert [nfc(text[back(i) : back(i + 1)]) for i in range(len(whole))] == list(whole)


@settings(max_examples=examples(33))
@given(st.text(alphabet="aễ\u0323\u0302\u0301 ", max_size=12))
def test_offsets_never_run_back_even_in_heaps_of_marks(text: str) -> None:
    whole, back = composed(text)
    assert whole == nfc(text)
    bounds = [back(i) for i in range(len(whole) + 1)]
    assert bounds == sorted(bounds)
    assert (bounds[0], bounds[-1]) == (0, len(text))


@pytest.mark.parametrize(
    "scrap", ["VKSND ", "VKSND các huyện A, ", "VKSND (", "Viện      ", "VKSND, TAND, ", "V", " "]
)
def test_time_grows_with_the_text_and_not_faster(scrap: str) -> None:
    start = time.process_time()
    find_units(scrap * (200_000 // len(scrap)), agency())
    assert time.process_time() - start < 3
