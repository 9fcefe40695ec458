"""The process that reads files for ``apart``: one after the other, until nobody sends any more."""

from __future__ import annotations

import contextlib
import gc
import sys
from typing import BinaryIO

import msgspec

from desk.importers.apart import BYTES, TOO_MUCH, Reply
from desk.importers.word_article import word_article
from desk.importers.word_package import NO_WORD, Refused

_HEAD = 8


def main() -> None:
    """Read lengths and files from standard input, write lengths and replies."""
    _limit()
    given, told = sys.stdin.buffer, sys.stdout.buffer
    told.write(b".")
    told.flush()
    gc.disable()  # a file is read quicker, and what is left of it goes before the next
    while len(head := given.read(_HEAD)) == _HEAD:
        length = int.from_bytes(head, "big")
        _tell(told, _read(given.read(length)))
        gc.collect()


def _read(data: bytes) -> Reply:
    try:
        return Reply(article=word_article(data))
    except Refused as refused:
        return Reply(fault=str(refused))
    except MemoryError:
        return Reply(fault=TOO_MUCH)
    except Exception:  # noqa: BLE001 - whatever is wrong with a file, it is that file's alone
        return Reply(fault=NO_WORD)


def _tell(told: BinaryIO, reply: Reply) -> None:
    said = msgspec.msgpack.encode(reply)
    told.write(len(said).to_bytes(_HEAD, "big"))
    told.write(said)
    told.flush()


def _limit() -> None:
    """Take no more memory than is allowed, and write no file, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for name, most in (("RLIMIT_DATA", BYTES), ("RLIMIT_FSIZE", 0)):
        which = getattr(resource, name, None)
        if which is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(which, (most, most))


if __name__ == "__main__":
    main()
