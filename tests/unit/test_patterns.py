"""A pattern compiled late is the pattern, and is compiled once."""

import re

import pytest

from plugins.patterns import later


def test_it_does_what_the_pattern_does() -> None:
    late = later("(?P<n>[0-9]+) ngày", re.IGNORECASE)

    found = late.search("trong 15 NGÀY")

    assert found is not None
    assert found["n"] == "15"
    assert late.sub("x", "1 ngày, 2 ngày") == "x, x"
    assert late.groups == 1
    assert late.pattern == "(?P<n>[0-9]+) ngày"


def test_it_is_compiled_at_its_first_use_and_then_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def told(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", told)
    late = later("a+")
    assert late.pattern == "a+"
    assert compiled == []

    assert late.fullmatch("aa")
    assert not late.match("b")
    assert late.findall("aab a") == ["aa", "a"]

    assert compiled == ["a+"]
