"""Attachments read in a process of its own: a file can be made to cost minutes and gigabytes."""

from __future__ import annotations

import msgspec

from plugins.apart import EndedError, ProcessApart
from plugins.attachments import faults
from plugins.attachments.spec import Spec, problem
from plugins.model import Problem

SECONDS = 30.0
"""For one file: the largest that is published takes some three."""
BYTES = 1_500_000_000
"""Of memory, for all files of one command one after the other."""

_WORKER = "plugins.attachments.worker"


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """One file to be examined."""

    path: str
    data: bytes
    says: bool = False
    """Whether what it says of people is asked for too."""


class Reply(msgspec.Struct, frozen=True, array_like=True):
    """What came of it."""

    spec: Spec | None = None
    problems: tuple[Problem, ...] = ()
    copy: bytes = b""
    """What is published; empty where there is no ``spec``."""
    says: tuple[str, ...] = ()
    """What the original says of people, which the copy does not: ``describing.describe``."""
    lasts: bool = True
    """Whether it would be the same again: not where the machine was too busy."""


class AttachmentReader(ProcessApart):
    """A process that examines attachments; started with the first, ended on leaving."""

    def __init__(self, seconds: float = SECONDS) -> None:
        super().__init__(_WORKER, seconds)

    def read(self, path: str, data: bytes, *, says: bool = False) -> Reply:
        """What came of the file ``path`` that holds ``data``; with ``says`` whom it names."""
        try:
            said = self.ask(msgspec.msgpack.encode(Asked(path, data, says)))
        except EndedError as ended:
            words = faults.TOO_LONG if ended.too_long else faults.TOO_MUCH
        except OSError:
            words = faults.NOT_STARTED
        else:
            return msgspec.msgpack.decode(said, type=Reply)
        return Reply(problems=(problem(path, words),), lasts=False)
