"""Which articles of an archive are wanted: by their day, and by their section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.importers.imported_post import ImportedPost
from plugins.vietnamese import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is chosen; each of it may be left open."""

    since: date | None = None
    until: date | None = None
    """The last day."""
    section: str = ""
    """As the old portal called it, or as the one is called to which the article goes."""

    def takes(self, made: ImportedPost, named: str) -> bool:
        """Whether ``made`` is wanted; ``named`` is the section that its page names."""
        if self.since or self.until:
            day = made.front.date.date()
            if not made.front.dated or day < (self.since or day) or day > (self.until or day):
                return False
        return not self.section or fold(self.section) in {fold(named), fold(made.section.name)}


ALL = Choice()
"""Every article."""
