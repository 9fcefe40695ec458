"""What must be answered before readers get a text: personal data in it, and the date it lacks.

An answer stands in the front matter of the text it is about:
``privacy: [{text: …, by: …, on: …, why: …}]``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk import files
from desk.publish.manifest import TEXTS, Address, Manifest
from desk.rewriting import rewritten, with_item, with_line
from plugins.lines import decode
from plugins.model import Post, Problem, StandingPage
from plugins.newsroom import Newsroom
from plugins.posts import read_manuscript, read_standing
from plugins.posts.addresses import PAGES, address_of
from plugins.posts.reporter import NO_DATE
from plugins.posts.typed import in_quotes, quoted
from plugins.vietnamese import squeeze

LiveFindings = Callable[[str, Address], Collection[str]]
"""Of a text readers have, by its path and address, the words that would be asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """One thing to be answered for before readers get it."""

    problem: Problem
    path: str
    title: str
    live: bool
    """Whether readers have the text already, without these words."""
    waiting: bool
    """Whether the text waits for its time: the answer is not needed yet."""


def open_questions(
    problems: Iterable[Problem],
    newsroom: Newsroom,
    old: Mapping[str, Address],
    live_findings: LiveFindings,
) -> tuple[OpenQuestion, ...]:
    """The open questions of texts readers do not have yet, or have without what is asked about.

    ``old``: what readers have, by address.
    """
    asked = [problem for problem in problems if problem.severity == "answer"]
    if not asked:
        return ()
    those: tuple[Post | StandingPage, ...]
    those = (*newsroom.published, *newsroom.scheduled, *newsroom.standing)
    texts = {text.path: text for text in those}
    scheduled = {post.path for post in newsroom.scheduled}
    found = []
    known: dict[str, Collection[str]] = {}
    for problem in asked:
        path = problem.path.removeprefix("content/")
        text = texts.get(path)
        if text is None:
            continue
        was = old.get(text.url)
        live = was is not None and was.kind in TEXTS
        if live and was is not None:
            same = was.digest == newsroom.digests[path][:8].hex()
            if path not in known:
                known[path] = () if same else live_findings(path, was)
            if same or problem.about in known[path]:
                continue
        found.append(
            OpenQuestion(
                problem=problem,
                path=path,
                title=text.title,
                live=live,
                waiting=path in scheduled,
            )
        )
    return tuple(found)


def write_answer(file: Path, path: str, about: str, *, by: str, why: str, on: date) -> str:
    """Write the answer into ``file``; why it could not be written, else empty."""
    item = (
        f"{{text: {in_quotes(about)}, by: {quoted(squeeze(by), flow=True)}, "
        f"on: {on.isoformat()}, why: {in_quotes(squeeze(why))}}}"
    )
    failed = f"máy không ghi thêm được; hãy tự ghi vào phần khai báo: privacy: [{item}]"
    before = file.read_bytes()
    try:
        after = rewritten(before, lambda text: with_item(text, "privacy", item))
    except ValueError:
        return failed
    was, now = _said(path, before), _said(path, after)
    if any(p.severity == "answer" and p.about == about for p in now) or _errors(now) - _errors(was):
        return failed
    files.write(file, after)
    return ""


def _said(path: str, data: bytes) -> tuple[Problem, ...]:
    read = read_manuscript if not path.startswith(f"{PAGES}/") else read_standing
    return read(path, decode(data).text)[1]


def _errors(problems: Iterable[Problem]) -> set[str]:
    return {problem.message for problem in problems if problem.severity == "error"}


def without_date(problems: Iterable[Problem], old: Manifest) -> tuple[Problem, ...]:
    """Of posts that lack nothing but a date, that they lack it; none when anything else is wrong.

    Nor when readers have one of them in ``old``: its date is known.
    """
    errors = [problem for problem in problems if problem.severity == "error"]
    undated = [problem for problem in errors if problem.about == NO_DATE]
    addresses = [address_of(problem.path.removeprefix("content/")) for problem in undated]
    if len(undated) < len(errors) or any(address in old.addresses for address in addresses):
        return ()
    return tuple(undated)


def write_date(file: Path, line: str) -> None:
    """Write the line ``date: …`` into the front matter of ``file``.

    Raises ValueError when it has none with an end.
    """
    files.write(file, rewritten(file.read_bytes(), lambda text: with_line(text, line)))
