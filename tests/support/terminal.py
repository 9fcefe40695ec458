"""A command typed into a real terminal, and what of its words is no Vietnamese."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect

WIDE = 240
"""Columns of the terminal, so that no line of ours is folded."""


@contextmanager
def typed(root: Path, *command: str, **environment: str) -> Iterator[pexpect.spawn[Any]]:
    """``invoke`` with ``command`` in the project ``root``, at a terminal."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "invoke", *command],
        cwd=root,
        env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1", **environment},
        encoding="utf-8",
        timeout=40,
        dimensions=(60, WIDE),
    )
    try:
        yield child
    finally:
        child.close(force=True)


def talk(child: pexpect.spawn[Any], conversation: Sequence[tuple[str, str]]) -> tuple[str, int]:
    """Wait for each question (its words, no pattern) and type the answer: all said, exit code."""
    said = ""
    for question, answer in conversation:
        child.expect_exact(question)
        said += f"{child.before}{question}"
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    said += child.before
    return said.replace("\r\n", "\n"), -1 if child.exitstatus is None else child.exitstatus


_ENGLISH = re.compile(
    r"\b(?:the|is|are|was|not|and|for|with|this|error|warning|failed|file|found|cannot|could|done"
    r"|usage|traceback|exception|none|true|false|yes|press|enter to|please|build|building|release"
    r"|invalid|missing|unknown|already|nothing|default)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"invoke [^\n]*|^\s*\[?\[?\w+\]?\]?(?: = .*)?$|--\S+"
    r"|\S*/\S*|https?:\S+|\b[a-z_]+: \S+|\[[^\]]*\]|\S+\.(?:md|py|toml)\S*"
)
"""Commands, options, paths, addresses, lines of a front matter or the registry: no words."""
_WORDS = re.compile(r"[A-Za-z]{2,}")


def foreign(said: str) -> list[str]:
    """Lines of ``said`` in which English stands, or a sentence without a single Vietnamese mark."""
    found = []
    for line in said.splitlines():
        bare = _OURS.sub(" ", line)
        if _ENGLISH.search(bare) or (line.isascii() and len(_WORDS.findall(bare)) > 3):
            found.append(line)
    return found
