"""The process that reads Word files for ``apart``."""

from __future__ import annotations

import msgspec

from desk.importers.apart import BYTES, TOO_MUCH, Reply
from desk.importers.old_page import page_article
from desk.importers.word_article import word_article
from desk.importers.word_package import NO_WORD, Refused
from plugins.apart import serve

NO_PAGE = (
    "máy không đọc được trang này; hãy mở bằng trình duyệt, chép chữ sang một tệp mới rồi nhập lại"
)


def main() -> None:
    """Read files from standard input, write replies."""
    serve(lambda data: msgspec.msgpack.encode(_read(data)), BYTES)


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


if __name__ == "__main__":
    main()
