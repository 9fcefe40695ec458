"""What is imported, read in a process of its own: a file can cost minutes and gigabytes."""

from __future__ import annotations

import dataclasses

import msgspec

from desk.importers.article_parts import OldArticle
from desk.importers.file_kinds import FileKind
from plugins.apart import EndedError, ProcessApart
from plugins.vietnamese import VIETNAM

SECONDS = 10.0
"""For one file; the longest that is read takes three."""
BYTES = 300_000_000
"""Of memory, for all files of one command one after the other."""

_WORKER = "desk.importers.apart_worker"
_KINDS = {FileKind.WORD: b"w", FileKind.OLD_WORD: b"w", FileKind.TEXT: b"t"}
"""What stands before a file on its way: a Word file of old is a new one by then."""

TOO_LONG = (
    f"đọc tệp này quá {SECONDS:.0f} giây nên đã dừng; tệp quá phức tạp, hoặc cố ý làm máy treo. "
    "Hãy mở tệp, chép chữ sang một tệp mới rồi nhập lại"
)
TOO_MUCH = (
    f"đọc tệp này cần quá {BYTES // 1_000_000} MB bộ nhớ nên đã dừng; "
    "hãy mở tệp, chép chữ sang một tệp mới rồi nhập lại"
)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file: an article, or why there is none."""

    article: OldArticle | None = None
    fault: str = ""


class Apart(ProcessApart):
    """A process that reads what is imported; started with the first, ended on leaving."""

    def __init__(self, seconds: float = SECONDS) -> None:
        super().__init__(_WORKER, seconds)

    def read(self, data: bytes, kind: FileKind = FileKind.WORD) -> Reply:
        """What came of ``data``. Raises OSError when no process can be started."""
        try:
            said = self.ask(_KINDS[kind] + data)
        except EndedError as ended:
            return Reply(fault=TOO_LONG if ended.too_long else TOO_MUCH)
        return _at_home(msgspec.msgpack.decode(said, type=Reply))


def _at_home(reply: Reply) -> Reply:
    """``reply`` with its moments in Vietnam time: on the way they are in the world's."""
    article = reply.article
    if article is None or article.stamp is None:
        return reply
    stamp = article.stamp
    other = stamp.other.astimezone(VIETNAM) if stamp.other else None
    stamp = dataclasses.replace(stamp, when=stamp.when.astimezone(VIETNAM), other=other)
    return Reply(article=dataclasses.replace(article, stamp=stamp))
