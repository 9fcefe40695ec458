"""What pages are handed, for any text: the fast ways give what the plain ones say."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.pages.structured import jsonld
from tests.support.long import examples

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
VALUES = st.recursive(
    TEXT | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES, max_size=4))
@settings(max_examples=examples(33))
def test_structured_data_is_the_json_of_the_standard_library_with_no_mark_of_html(
    value: dict[str, object],
) -> None:
    text = jsonld(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&")
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&":
        plain = plain.replace(char, f"\\u{ord(char):04x}")
    assert text == plain
