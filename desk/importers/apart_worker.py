"""The process that reads files for ``apart``: one after the other, until nobody sends any more."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys

import msgspec

from desk.importers.apart import BYTES, TOO_MUCH, Reply, received, send
from desk.importers.old_page import page_article
from desk.importers.word_article import word_article
from desk.importers.word_package import NO_WORD, Refused

NO_PAGE = (
    "máy không đọc được trang này; hãy mở bằng trình duyệt, chép chữ sang một tệp mới rồi nhập lại"
)


def main() -> None:
    """Read files from standard input, write replies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who reads ends this one
    _limit()
    given, told = sys.stdin.buffer, sys.stdout.buffer
    told.write(b".")
    told.flush()
    gc.disable()  # a file is read quicker, and what is left of it goes before the next
    is_settled = False
    while (data := received(given)) is not None:
        reply = _read(data)
        del data  # as large as the reply, perhaps, and that is said in as many bytes again
        send(told, msgspec.msgpack.encode(reply))
        del reply
        gc.collect()
        if not is_settled:
            gc.freeze()  # what the first file had loaded stays, and need not be looked through
            is_settled = True


def _read(data: bytes) -> Reply:
    is_word, data = data[:1] == b"w", data[1:]
    try:
        if is_word:
            return Reply(article=word_article(data))
        article, fault = page_article(data)
        return Reply(article=article, fault=fault)
    except Refused as refused:
        return Reply(fault=str(refused))
    except MemoryError:
        return Reply(fault=TOO_MUCH)
    except Exception:  # noqa: BLE001 - whatever is wrong with a file, it is that file's alone
        return Reply(fault=NO_WORD if is_word else NO_PAGE)


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
