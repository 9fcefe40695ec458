"""What is written into a post after it was imported: its status, answers, more old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desk.frontmatter import name
from desk.rewriting import with_item
from plugins.model import Problem, Status
from plugins.posts import edit, read_manuscript
from plugins.posts.typed import in_quotes, quoted
from plugins.registry import Registry
from plugins.vietnamese import squeeze

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_STATUS = re.compile(r"^status:[ \t]*[\"']?draft[\"']?[ \t]*(?=\r?$)", re.MULTILINE)
_OURS = re.compile(r"^(?:status|privacy|aliases):.*(?:\n(?:[ \t]|- ).*)*\n", re.MULTILINE)
"""Entries that are written into a post after it was imported, by other commands of ours."""

DEFAULT_WHY = "đã đăng công khai trên cổng cũ"


class Answer(NamedTuple):
    """Who answers for the personal data of texts that readers had before, when, and why."""

    by: str
    why: str
    on: date


def checked(path: str, text: str, registry: Registry) -> tuple[Problem, ...]:
    """What the check will say of the post, were it published."""
    manuscript, problems = read_manuscript(path, text, strict=True)
    if manuscript is None:
        return problems
    _, more = edit(manuscript, registry, strict=True)
    return tuple(sorted({*problems, *more}))


def published(path: str, text: str, about: Iterable[str], answer: Answer | None) -> str:
    """The draft ``text`` as a published one, ``about`` (words of personal data) answered for.

    Empty when that cannot be written surely, or without an ``answer`` for what is asked.
    """
    asked = list(dict.fromkeys(about))
    if asked and answer is None:
        return ""
    head = _HEAD.match(text)
    if head is None or len(_STATUS.findall(head[0])) != 1:
        return ""
    done = _STATUS.sub("status: published", head[0]) + text[head.end() :]
    try:
        for one in asked:
            assert answer is not None, "asked above"
            done = with_item(done, "privacy", _item(one, answer))
    except ValueError:
        return ""
    manuscript, problems = read_manuscript(path, done)
    is_open = any(one.severity == "answer" for one in problems)
    sure = manuscript is not None and manuscript.post.status is Status.PUBLISHED
    return done if sure and not is_open else ""


def _item(about: str, answer: Answer) -> str:
    return (
        f"{{text: {in_quotes(about)}, by: {quoted(squeeze(answer.by), flow=True)}, "
        f"on: {answer.on.isoformat()}, why: {in_quotes(squeeze(answer.why))}}}"
    )


def asked_in(problems: Iterable[Problem]) -> list[str]:
    """The words of personal data that have to be answered for."""
    return [one.about for one in problems if one.severity == "answer"]


def with_aliases(path: str, text: str, aliases: Iterable[str]) -> str:
    """The post ``text`` with more old addresses; empty when they cannot be written surely."""
    manuscript, _ = read_manuscript(path, text)
    if manuscript is None:
        return ""
    there = set(manuscript.post.aliases)
    try:
        for one in dict.fromkeys(aliases):
            if one not in there:
                text = with_item(text, "aliases", name(one, flow=True))
    except ValueError:
        return ""
    again, _ = read_manuscript(path, text)
    return text if again is not None and there.union(aliases) <= set(again.post.aliases) else ""


def written(text: str) -> str:
    """What of ``text`` is as it was imported, or was edited: not what our own commands add."""
    head = _HEAD.match(text)
    if head is None:
        return text
    return _OURS.sub("", head[0]) + text[head.end() :]
