"""Every sentence we were given: the units it names and no other, in either normal form."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugins.registry import read_registry
from plugins.units import find_units
from tests.support.sites import REGISTRY

HERE = Path(__file__).parents[1]
SAMPLES = json.loads((HERE / "fixtures" / "samples" / "units.json").read_text(encoding="utf-8"))
FILES = {
    f"registry/{file.name}": file.read_text(encoding="utf-8") for file in REGISTRY.glob("*.toml")
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"][:40])
def test_a_real_sentence_names_its_units(sample: dict[str, Any], form: str) -> None:
    registry, _ = read_registry(FILES)
    assert registry is not None
    found = find_units(unicodedata.normalize(form, sample["text"]), registry, date(2021, 3, 15))
    units = [registry.units[mention.unit_id] for mention in found]
    named = [
        f"{u.level} {u.place}".casefold() if u.level == "thành phố" else u.place.casefold()
        for u in units
    ]
    assert named == sample["units"]
