"""The process that examines attachments for ``reader``."""

from __future__ import annotations

import msgspec

from plugins.apart import serve
from plugins.attachments import faults
from plugins.attachments.describing import describe
from plugins.attachments.examining import examine
from plugins.attachments.reader import BYTES, Asked, Reply
from plugins.attachments.spec import problem


def main() -> None:
    """Read files from standard input, write replies."""
    serve(_answer, BYTES)


def _answer(data: bytes) -> bytes:
    asked = msgspec.msgpack.decode(data, type=Asked)
    try:
        says = describe(asked.data) if asked.says else ()
        reply = Reply(*examine(asked.path, asked.data), says)
    except MemoryError:
        reply = Reply(problems=(problem(asked.path, faults.TOO_MUCH),))
    except Exception:  # noqa: BLE001 - whatever is wrong with a file, it is that file's alone
        reply = Reply(problems=(problem(asked.path, faults.BROKEN),))
    return msgspec.msgpack.encode(reply)


if __name__ == "__main__":
    main()
