"""What an answer of a site means: pure. The question says what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from desk.publish.coded import Coded
from desk.publish.manifest import Entry
from desk.publish.site.asking import Differences, Expected, Question
from plugins.addresses import FEEDS, type_of
from plugins.numbers import grouped

OK = 200
GONE = 410
ABSENT = frozenset({404, GONE})
REDIRECTING = frozenset({301, 302, 303, 307, 308})
REFUSING = frozenset({401, 403})
SERVER_FAULT = 500
_TAG = ord("<")
_MOST_QUOTED = 80
"""Characters of what was put into a page that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent."""

    status: int
    type: str = ""
    """The ``Content-Type`` as sent."""
    location: str = ""
    retry_after: int = 0
    """Seconds that a busy server asks to be left alone."""
    body: bytes = b""
    """Unpacked."""
    is_whole: bool = True
    """Whether nothing was left unread because it was too long."""
    is_readable: bool = True
    """Whether it could be unpacked."""

    @property
    def digest(self) -> str:
        """Of the whole body; empty of a part of one."""
        return sha256(self.body).hexdigest() if self.is_whole and self.is_readable else ""


class Fault(Coded):
    """What is wrong, the gravest first."""

    UNREACHABLE = ("unreachable", "không tới được máy chủ")
    SITE = ("site", "không phải trang tin này")
    RELEASE = ("release", "máy chủ đang cho xem bản khác")
    STILL_SHOWN = ("withdrawn-shown", "bài đã gỡ mà độc giả vẫn đọc được")
    EXPOSED = ("exposed", "là tệp nội bộ của việc công bố mà máy chủ cho xem")
    INJECTED = ("injected", "bị chèn thêm")
    CHANGED = ("changed", "nội dung khác bản đã công bố")
    CUT = ("cut", "bị thiếu phần cuối")
    TOO_LONG = ("too-long", "dài hơn hẳn bản đã công bố, không đọc hết")
    OLD = ("old", "còn là nội dung của bản")
    MISSING = ("missing", "không có trên máy chủ")
    NO_REDIRECT = ("redirect-missing", "địa chỉ cũ không còn dẫn tới bài")
    REDIRECTED = ("redirected", "bị chuyển sang")
    FOREIGN = ("foreign", "không thuộc bản này mà máy chủ vẫn cho xem")
    LEFT_OVER = ("left-over", "là tệp của bản khác, bản này không còn, mà máy chủ vẫn cho xem")
    NOT_GONE = ("gone-status", "bài đã gỡ: máy chủ phải trả lời 410")
    TYPE = ("type", "được gửi không đúng loại")
    ENCODING = ("encoding", "nén hỏng, hoặc nén theo cách không được hỏi")
    REFUSED = ("refused", "máy chủ không cho xem")
    STATUS = ("status", "máy chủ trả lời")
    SERVER_ERROR = ("server-error", "máy chủ báo lỗi")
    UNANSWERED = ("unanswered", "không trả lời")
    SOFT_404 = ("no-404", "địa chỉ không có thật mà máy chủ không trả lời 404")
    NOT_FOUND_PAGE = ("404-page", "trang báo không tìm thấy không phải của trang tin này")


OF_CONTENT = frozenset(
    {
        *(Fault.CHANGED, Fault.INJECTED, Fault.CUT, Fault.TOO_LONG, Fault.OLD, Fault.MISSING),
        *(Fault.NO_REDIRECT, Fault.STILL_SHOWN, Fault.LEFT_OVER, Fault.FOREIGN),
    }
)
"""Faults that another release in this one's place would show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing that is wrong."""

    url: str
    file: str
    fault: Fault
    said: str = ""
    """What else is to be known of it, in words."""

    @property
    def message(self) -> str:
        """What follows the address."""
        return f"{self.fault.words}{self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What answers are compared with, beside the question's own."""

    others: Differences
    """Of each other release that is kept, where it differs."""
    published: Callable[[str], bytes | None] = lambda _file: None
    """The bytes of a file of the release, where they can be read."""
    nowhere: str = ""
    """The digest of what the server sends, as a page that is there, for what is not there."""


def wrong_with(question: Question, fault: Fault, said: str = "") -> Wrong:
    """``fault`` of the answer to ``question``."""
    return Wrong(url=question.url, file=question.file, fault=fault, said=said)


def judge(question: Question, answer: Answer, known: Known) -> Wrong | None:
    """What is wrong with ``answer``; None when it is what was expected."""
    found = _judged(question, answer, known)
    return wrong_with(question, *found) if found else None


_Found = tuple[Fault, str]


def _judged(question: Question, answer: Answer, known: Known) -> _Found | None:
    if answer.status >= SERVER_FAULT:
        return Fault.SERVER_ERROR, f" ({answer.status})"
    if question.expected in {Expected.NOTHING, Expected.HIDDEN}:
        return _of_nothing(question, answer, known)
    if question.expected is Expected.GONE:
        return _of_gone(question, answer, known)
    return _of_status(question, answer, known) or _of_page(question, answer, known)


def _of_status(question: Question, answer: Answer, known: Known) -> _Found | None:
    """Of a page that must be there."""
    said = f" ({answer.status})"
    is_nowhere = bool(known.nowhere) and answer.digest == known.nowhere != _digest(question)
    if answer.status in ABSENT or is_nowhere:
        is_old = question.expected is Expected.REDIRECT
        return (Fault.NO_REDIRECT if is_old else Fault.MISSING), said
    if answer.status in REDIRECTING:
        return Fault.REDIRECTED, f" {answer.location or '(không nói nơi nào)'}"
    if answer.status in REFUSING:
        return Fault.REFUSED, said
    return None if answer.status == OK else (Fault.STATUS, f" {answer.status}, phải là {OK}")


def _of_nothing(question: Question, answer: Answer, known: Known) -> _Found | None:
    if answer.status != OK or (known.nowhere and answer.digest == known.nowhere):
        return None
    if question.expected is Expected.HIDDEN:
        return Fault.EXPOSED, ""
    is_same = question.entry is not None and answer.digest == question.entry.sha256
    return (Fault.LEFT_OVER if is_same else Fault.FOREIGN), ""


def _of_gone(question: Question, answer: Answer, known: Known) -> _Found | None:
    if answer.status == GONE:
        return _of_page(question, answer, known)
    wrong = _of_body(question, answer, known) if answer.status == OK else None
    if wrong is None or wrong[0] is Fault.ENCODING:
        return Fault.NOT_GONE, f", nay trả lời {answer.status}"
    return (Fault.STILL_SHOWN, "") if wrong[0] is Fault.OLD else wrong


def _of_page(question: Question, answer: Answer, known: Known) -> _Found | None:
    return _of_body(question, answer, known) or _of_type(question, answer)


def _of_body(question: Question, answer: Answer, known: Known) -> _Found | None:
    if not answer.is_readable:
        return Fault.ENCODING, ""
    if answer.digest == _digest(question):
        return None
    number = release_with(question.file, answer.digest, known.others)
    if number is not None:
        return Fault.OLD, f" {number}"
    published = known.published(question.file)
    if published is not None and (found := _compared(published, answer)):
        return found
    return (Fault.CHANGED if answer.is_whole else Fault.TOO_LONG), ""


def _compared(published: bytes, answer: Answer) -> _Found | None:
    """How ``answer`` differs from what was published; None when it is too long to be told."""
    body = answer.body
    if published.startswith(body):
        return Fault.CUT, f": có {grouped(len(body))} trong {grouped(len(published))} byte"
    if not answer.is_whole:
        return None
    if added := _added(published, body):
        line, text = added
        shown = " ".join(text.decode("utf-8", "replace").split())
        more = " …" if len(shown) > _MOST_QUOTED else ""
        said = f" {grouped(len(text))} byte ở dòng {line}: «{shown[:_MOST_QUOTED]}{more}»"
        return Fault.INJECTED, said
    line = published.count(b"\n", 0, _alike(published, body)) + 1
    return Fault.CHANGED, f", từ dòng {line}"


def _digest(question: Question) -> str:
    return question.entry.sha256 if question.entry is not None else ""


def release_with(file: str, digest: str, others: Differences) -> int | None:
    """The newest of the ``others`` in which ``file`` has ``digest``."""
    for number in sorted(others, reverse=True):
        entry = others[number].get(file)
        if entry is not None and entry.sha256 == digest:
            return number
    return None


def _added(published: bytes, body: bytes) -> tuple[int, bytes] | None:
    """Line and bytes of what was put into ``published``, once or between its lines."""
    if len(body) <= len(published):
        return None
    start = _alike(published, body)
    end = _alike(published[start:][::-1], body[start:][::-1])
    if start + end == len(published):
        size = len(body) - len(published)
        while body[start] != _TAG and start and body[start - 1] == body[start + size - 1]:
            start -= 1  # the same bytes, told from where a tag begins
        return body.count(b"\n", 0, start) + 1, body[start : start + size]
    strange: list[tuple[int, bytes]] = []
    left = iter(enumerate(body.split(b"\n"), 1))
    for line in published.split(b"\n"):
        for number, one in left:
            if one == line:
                break
            strange.append((number, one))
        else:
            return None
    strange += left
    return strange[0][0], b"\n".join(one for _, one in strange)


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


_ALIKE: Mapping[str, frozenset[str]] = {
    "application/xml": frozenset({"text/xml"}),
    **{sent: frozenset({"application/xml", "text/xml"}) for sent in FEEDS.values()},
    "text/javascript": frozenset({"application/javascript", "application/x-javascript"}),
    "application/manifest+json": frozenset({"application/json"}),
}
"""As what a file may be sent too: browsers and programs that read feeds take it for the same."""


def _of_type(question: Question, answer: Answer) -> _Found | None:
    meant = _media(type_of(question.file))
    sent, *parameters = (one.strip().lower() for one in answer.type.split(";"))
    charset = next((p.partition("=")[2].strip(' "') for p in parameters if "charset" in p), "utf-8")
    if sent not in {meant, *_ALIKE.get(meant, ())}:
        return Fault.TYPE, f": {answer.type or 'không nói loại gì'}, phải là {meant}"
    if charset not in {"utf-8", "utf8"}:
        return Fault.TYPE, f": {answer.type}, phải là chữ UTF-8"
    return None


def _media(kind: str) -> str:
    return kind.partition(";")[0].strip()


def judge_not_found(question: Question, answer: Answer) -> Wrong | None:
    """What is wrong with the answer to an address that no site has."""
    if answer.status not in ABSENT:
        return wrong_with(question, Fault.SOFT_404, f", mà là {answer.status}")
    if question.entry is not None and answer.digest != _digest(question):
        return wrong_with(question, Fault.NOT_FOUND_PAGE)
    return None


def what_was_seen(answer: Answer) -> str | None:
    """The digest of a page, empty where there is none; None when that is not known."""
    if answer.status in {OK, GONE}:
        return answer.digest or None
    return "" if answer.status in ABSENT else None


def release_shown(
    wrongs: Iterable[Wrong], seen: Mapping[str, str], others: Differences
) -> int | None:
    """The one other release that all of what was ``seen`` is of; None when it is of none.

    ``seen``: of each file that was asked for, its digest, empty for one that is not there.
    """
    content = {one.file for one in wrongs if one.fault in OF_CONTENT}
    for number in sorted(others, reverse=True):
        theirs = others[number]
        asked = theirs.keys() & seen.keys()
        if content and content <= theirs.keys():
            expected = ((seen[file], theirs[file]) for file in asked)
            if all(_is_of(one, entry) for one, entry in expected):
                return number
    return None


def _is_of(digest: str, entry: Entry | None) -> bool:
    return digest == entry.sha256 if entry is not None else not digest
