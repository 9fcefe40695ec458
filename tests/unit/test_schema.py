"""The table of front matter fields: what it says of each is true of the code that stands on it."""

from __future__ import annotations

from collections import Counter
from typing import get_type_hints

import pytest
from msgspec.structs import fields

from plugins.model import Post, StandingPage
from plugins.posts import read_manuscript, schema
from plugins.posts.fields.head import Field
from plugins.vietnamese import fold

PATH = "tin-hoat-dong/2021/kiem-tra.md"

FIELDS = list(schema.POST.values())


def by_key(field: Field) -> str:
    return field.key


@pytest.mark.parametrize("field", FIELDS, ids=by_key)
def test_a_rule_gives_what_the_text_holds_under_that_name(field: Field) -> None:
    given = get_type_hints(field.rule)["return"]
    for holder in (Post, StandingPage) if field.in_pages else (Post,):
        held = get_type_hints(holder).get(field.key)
        assert (held == given) is not (field.apart or bool(field.part_of))


def test_what_is_missing_is_what_a_post_says_by_itself() -> None:
    said = {one.name: one.default for one in fields(Post) if not one.required}
    kept = [one for one in FIELDS if one.key in said and not one.apart]
    assert len(kept) >= 5
    assert {one.key: one.missing for one in kept} == {one.key: said[one.key] for one in kept}


@pytest.mark.parametrize(
    ("word", "key"), [(word, one.key) for one in FIELDS for word in (one.key, *one.words)]
)
def test_an_officer_s_word_for_a_key_is_answered_with_the_key(word: str, key: str) -> None:
    for typed in {word.upper(), word.title(), fold(word), fold(word).replace(" ", "-")} - {key}:
        _, problems = read_manuscript(PATH, f"---\n{typed}: x\n---\nNội dung.\n")
        said = [p for p in problems if "không có mục" in p.message]
        assert [(p.line, p.suggestion) for p in said] == [(2, f"{key}: x")]
        assert said[0].message.endswith(f"có lẽ là {key}")


def test_no_two_fields_share_a_word() -> None:
    words = [fold(word).replace("_", " ") for one in FIELDS for word in (one.key, *one.words)]
    assert [word for word, count in Counter(words).items() if count > 1] == []
