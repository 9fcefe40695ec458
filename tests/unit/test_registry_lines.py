"""Where a key of the n-th table stands, so that a problem can name its line."""

from __future__ import annotations

from plugins.registry.lines import Lines

TEXT = """\
# Ghi chú
title = "x"

[[unit]]
id = "a"   # mã
names = [
  { text = "Một {", until = 2010-05-31 },
  # { text = "bỏ" }
  { text = "Hai", from = 2010-06-01 },
]

[[unit]]
"id" = "b"
names = [{ text = "Ba" }, { text = "Bốn" }]

[other]
id = "c"

[[ unit ]]
id = "d"

[[unit.names]]
text = "Năm"

[[unit.names]]
text = "Sáu"
"""


def test_keys_and_tables_are_found_in_their_lines() -> None:
    lines = Lines(TEXT, "unit")
    assert [lines.of(n) for n in range(4)] == [4, 12, 19, 1]
    assert [lines.of(n, "id") for n in range(3)] == [5, 13, 20]
    assert lines.of(0, "aliases") == 4
    assert (lines.top("title"), lines.top("other"), lines.top("none")) == (2, 16, 1)


def test_items_of_an_array_are_found_in_theirs() -> None:
    lines = Lines(TEXT, "unit")
    assert [lines.of(0, "names", i) for i in range(3)] == [7, 9, 6]
    assert [lines.of(1, "names", i) for i in range(2)] == [14, 14]
    assert [lines.of(2, "names", i) for i in range(2)] == [22, 25]
