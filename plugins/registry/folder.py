"""The registry of a content folder, file by file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from plugins import limits
from plugins.lines import Decoded, decode
from plugins.model import Problem
from plugins.on_disk import why_unreadable
from plugins.plain_file import read_plain
from plugins.registry.matching import Registry
from plugins.registry.reading import in_project, read_registry
from plugins.registry_files import OPTIONAL, REGISTRY_FILES


class Agency(NamedTuple):
    """What a content folder says of its agency."""

    registry: Registry | None
    """None when anything of it is an error."""
    problems: tuple[Problem, ...]
    data: tuple[bytes, ...]
    """What stands in each of ``REGISTRY_FILES``; nothing where it cannot be read."""


def read_agency(content: Path, instead: Mapping[str, bytes] | None = None) -> Agency:
    """The registry in ``content``/registry, and everything wrong with it.

    ``instead``: bytes to be read in place of a file's, by path.
    """
    known = instead or {}
    texts: dict[str, str] = {}
    faults: list[Problem] = []
    data: list[bytes] = []
    for path in REGISTRY_FILES:
        decoded = Decoded("")
        data.append(b"")
        try:
            size = len(known[path]) if path in known else (content / path).stat().st_size
            if not (fault := limits.registry_too_large(size)):
                data[-1] = known[path] if path in known else read_plain(content / path)
                decoded = decode(data[-1])
                fault = decoded.fault
                if not fault:
                    texts[path] = decoded.text
        except FileNotFoundError:
            fault = "" if path in OPTIONAL else "không có tệp này"
        except OSError as error:
            fault = why_unreadable(error)
        if fault:
            faults.append(Problem(path=in_project(path), line=decoded.line, message=fault))
    registry, problems = read_registry(texts, lacking=bool(faults))
    return Agency(registry, (*faults, *problems), tuple(data))
