"""Every byline we were given, read exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plugins.bylines import parse_byline

SAMPLES = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "samples" / "bylines.json").read_text(
        encoding="utf-8"
    )
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"])
def test_a_real_byline_is_read_exactly(sample: dict[str, Any]) -> None:
    read = parse_byline(sample["text"])
    assert {
        "text": sample["text"],
        "authors": list(read.authors),
        "department": read.department,
        "unit": read.unit,
        "source": read.source,
    } == sample
