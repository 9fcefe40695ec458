"""The small newsroom, built: what the verifier is tried on."""

from dataclasses import dataclass
from pathlib import Path

from desk.terminal.build_command import build
from desk.verify.audit import private_bytes
from plugins.content import read_newsroom
from plugins.newsroom import Newsroom
from tests.support import small_newsroom as small


@dataclass(frozen=True)
class Good:
    """A newsroom below ``root``, its site in ``root``/output, and what must not be in that."""

    root: Path
    newsroom: Newsroom
    private: dict[str, str]


def make(folder: Path) -> Good:
    """Make and build it; takes seconds."""
    root = small.make(folder)
    output = root / "output"
    assert build(root, output=output, conf="publishconf.py", now=small.NOW, quiet=True) == 0
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    return Good(root=root, newsroom=newsroom, private=private_bytes(root, newsroom))
