"""Which section of a newsroom an officer, or an old page, means by a name."""

from __future__ import annotations

from plugins.sections import Section, Sections
from plugins.vietnamese import fold


def section_named(name: str, sections: Sections) -> Section | None:
    """The one of that name or folder, however it is typed; the default one for no name."""
    if not name.strip():
        return sections[0]
    folded = fold(name.strip().strip("/"))
    return next((one for one in sections if folded in (fold(one.name), one.folder)), None)


def no_section(name: str, sections: Sections) -> str:
    """That there is no section of that name, and which there are."""
    there = ", ".join(f"«{one.name}» ({one.folder})" for one in sections)
    return f"--section: không có chuyên mục «{name}»; có: {there}"
