"""What was found in the bytes of a file, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Found:
    """What is wrong with a file, what an officer is told, and the copy that is published."""

    ending: str = ""
    """Of its true kind: ``.docx``."""
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    copy: bytes = b""
    """What is published."""
    pages: int = 0
    """0 where nobody knows without laying it out."""

    def wrong(self, fault: str) -> None:
        """Note a fault, once."""
        if fault not in self.faults:
            self.faults.append(fault)

    def tell(self, words: str) -> None:
        """Note a reminder, once."""
        if words not in self.told:
            self.told.append(words)
