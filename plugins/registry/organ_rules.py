"""What must hold of the kinds of organ that an agency adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.model import Problem
from plugins.registry.organs import Organ
from plugins.registry.rules import Entry
from plugins.vietnamese import sameness


def check_organs(entries: Iterable[Entry]) -> Iterator[Problem]:
    """A kind of organ stands once, and a way of writing a head is of one kind."""
    first: dict[str, Entry] = {}
    for entry in entries:
        organ: Organ = entry.value
        for key, head in (("id", organ.id), *(("short", head) for head in organ.heads)):
            filed = f"{key} {sameness(head)}"
            other = first.setdefault(filed, entry)
            if other is not entry:
                yield entry.problem(
                    key,
                    f"“{head}” đã thuộc loại cơ quan ở {other.path} dòng "
                    f"{other.lines.of(other.nth)}; mỗi cách viết chỉ để ở một loại.",
                )
                break
