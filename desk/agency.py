"""The agency as the content folder has it, for commands that need nothing else of it."""

from __future__ import annotations

from pathlib import Path

from plugins.lines import decode
from plugins.model import Problem
from plugins.on_disk import why_unreadable
from plugins.plain_file import read_plain
from plugins.registry import Registry, read_registry
from plugins.registry.reading import AUTHORS, DEPARTMENTS, UNITS


def read_agency(content: Path) -> tuple[Registry | None, tuple[Problem, ...]]:
    """The registry in ``content``/registry, and what is wrong with it; None when that is much."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in (UNITS, DEPARTMENTS, AUTHORS):
        try:
            decoded = decode(read_plain(content / path))
        except FileNotFoundError:
            problems.append(_problem(path, "không có tệp này"))
            continue
        except OSError as error:
            problems.append(_problem(path, why_unreadable(error)))
            continue
        if decoded.fault:
            problems.append(_problem(path, decoded.fault))
        else:
            texts[path] = decoded.text
    registry, found = read_registry(texts)
    if any(p.severity == "error" for p in problems):
        registry = None
    return registry, (*problems, *found)


def _problem(path: str, message: str) -> Problem:
    return Problem(path=f"content/{path}", line=1, message=message)
