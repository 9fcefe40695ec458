"""Where lines of a text are paragraphs of their own, and where they only go on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desk.importers.blocks import Run, plain, tidy


def split_lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    r"""Paragraphs at ``\v``; a line that goes on in the middle of a sentence is joined."""
    if not any("\v" in run.text for run in runs):  # nearly all
        yield from filter(None, [tidy(runs)])
        return
    current: list[Run] = []
    last = ""  # words of the line before: all of the paragraph, each time, would be quadratic
    empty = False
    for line in _lines(runs):
        tidied = tidy(line)
        if not tidied:
            empty = True
            continue
        said = plain(tidied)
        if current and not empty and goes_on(last, said):
            current += [Run(text=" "), *tidied]
            last = said if said.strip() else last
        else:
            if current:
                yield tidy(current)
            current, last = list(tidied), said
        empty = False
    if current:
        yield tidy(current)


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        for place, part in enumerate(run.text.split("\v")):
            if place:
                lines.append([])
            lines[-1].append(replace(run, text=part, note="" if place else run.note))
    return lines


def goes_on(before: str, after: str) -> bool:
    """Whether a line break between the two stands in the middle of a sentence."""
    return not before.rstrip().endswith((".", ":", ";", "!", "?", "…")) and after[:1].islower()


_BULLET = re.compile("\\s*[\uf076\uf0a7\uf0b7\uf0d8\uf0fc]\\s*(?=\\S)")
"""Signs of Word's fonts of symbols, at the beginning of a line."""


def bulleted(line: str) -> str:
    """``line`` with a sign that everybody sees in place of a sign of a font of symbols."""
    found = _BULLET.match(line)
    return f"• {line[found.end() :]}" if found else line
