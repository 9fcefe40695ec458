"""Every citation we were given, read exactly: alone, inside sentences, in either normal form."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from plugins.documents import find_documents

SAMPLES = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "samples" / "citations.json").read_text(
        encoding="utf-8"
    )
)
FRAMES = (
    "{}",
    "({})",
    "Thực hiện {} của Viện trưởng VKSND tỉnh, đơn vị đã họp.",
    "Căn cứ {}, ngày 21/4/2022 đơn vị họp.",
    "Theo {} và các văn bản liên quan; 03 bị cáo bị truy tố.",
    "Ngày 15/3/2021, thực hiện {} về công tác năm 2021, VKSND tỉnh họp 02 ngày 10 và 11/3/2021.",
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("frame", FRAMES, ids=range(len(FRAMES)))
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["text"])
def test_a_real_citation_is_read_exactly(sample: dict[str, Any], frame: str, form: str) -> None:
    text = unicodedata.normalize(form, frame.format(sample["text"]))
    found = [
        {
            "type": cited.type,
            "number": cited.number,
            "date": cited.date.isoformat() if cited.date else None,
        }
        for cited in find_documents(text)
    ]
    assert found == sample["documents"]
