"""Words whose marks were left as typed are named; nothing else that has such signs is."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.importers.imported_post import imported_post
from desk.importers.old_article import old_article
from desk.importers.typed_marks import typed_marks
from plugins.registry import Registry
from plugins.sections import ONE
from plugins.vietnamese import VIETNAM


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đoàn đã la`m vie^.c với đơn vị", ("la`m", "vie^.c")),
        ("Lớp tập huấn ke^'t thúc, ho.c vie^n ra về", ("ke^'t", "ho.c", "vie^n")),
        ("Đơn vị nghie^m túc, «ddu'ng» quy định", ("nghie^m", "ddu'ng")),
        ("Trù bị ddaij hooij chi bộ", ("ddaij", "hooij")),
        ("Công việc dduowcj tiến hành nghieepj vụ", ("dduowcj", "nghieepj")),
        ("Sáng nay d9a5i ho65i chi bộ", ("d9a5i", "ho65i")),
        ("Vie65c này d9u7o75c giao", ("Vie65c", "d9u7o75c")),
    ],
)
def test_words_left_as_they_were_typed_are_named(text: str, words: tuple[str, ...]) -> None:
    assert typed_marks(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Gửi về vie^t.nam@lamgiang.gov.vn, https://a.vn/tin?a=to+i&b=ho^i",
        "a^n + b^n = c^n, (a^m)(a^n); f(a(b), ba(c), ma(n)), ta(n) la(m); C++ go+to tin+tuc",
        "Nhóm A+, B+ và hơn 50+ người; d/đ; lớp A' và A''; hình A'B'C'",
        "I'm here, he's, don't, o'clock, d'accord, l'a, Ba'ath, rock'n'roll",
        "books beef door roofs deer pool Raj Taj hajj window power tower news screw raw draft",
        "H5N1 A4 PM2.5 CO2 B12 T2 4G 3D m2 km2 covid19 f0 mp3 win10 ISO9001",
        "DDoS ddos odd add; vov.vn vtv.vn",
        "bo(t) a(n) ta(n)",
    ],
)
def test_addresses_sums_and_words_of_other_tongues_are_not(text: str) -> None:
    assert typed_marks(f"Hội nghị: {text}, các đại biểu nhất trí") == ()


def test_one_word_alone_is_not_named() -> None:
    assert typed_marks("Phần mềm mang tên vie^.t được giới thiệu") == ()


def test_whoever_imports_is_told_of_them() -> None:
    text = "Hội nghị sơ kết công tác\n08:19 15/03/2021\n\nĐoàn đã la`m vie^.c với đơn vị."
    made = imported_post(old_article(text), Registry(), datetime(2026, 1, 1, tzinfo=VIETNAM), ONE)
    assert any("«la`m», «vie^.c»" in one.message for one in made.doubts)
