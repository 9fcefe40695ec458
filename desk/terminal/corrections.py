"""``invoke correct`` and ``invoke withdraw`` on a console: which post, what to say, publish."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desk.actions.corrections import Change, Published, carry_out, find, propose, take_back
from desk.messages import Report
from desk.publish.manifest import Address, AddressKind
from desk.publish.place import current_manifest, opened
from desk.publish.texts import digest_of
from desk.terminal.console import ask, interactive, print_problems, say, show, warn
from desk.terminal.publish_command import publish
from plugins import clock
from plugins.addresses import path_of
from plugins.model import CorrectionKind
from plugins.numbers import whole
from plugins.posts.placeholders import is_placeholder
from plugins.vietnamese import slugify, squeeze

_MOST_OFFERED = 9
_KINDS = {
    "1": CorrectionKind.CORRECTION,
    "dinh-chinh": CorrectionKind.CORRECTION,
    "2": CorrectionKind.UPDATE,
    "cap-nhat": CorrectionKind.UPDATE,
}
"""What an officer may type, as ``slugify`` makes it alike."""


def correct(
    root: Path,
    *,
    post: str,
    kind: str = "",
    note: str = "",
    yes: bool = False,
    target: str | None = None,
    now: datetime | None = None,
) -> int:
    """Tell readers of ``post`` what was corrected or brought up to date; the exit code."""
    chosen = _kind(kind)
    if chosen is None:
        warn('Loại phải là «đính chính» hoặc «cập nhật». Viết: --kind "đính chính"')
        return 2
    return _say_and_publish(
        root,
        post=post,
        kind=chosen,
        note=note,
        question="Độc giả cần biết gì (sai ở đâu, đúng là thế nào)?",
        yes=yes,
        target=target,
        now=now or clock.now(),
    )


def withdraw(
    root: Path,
    *,
    post: str,
    why: str = "",
    yes: bool = False,
    target: str | None = None,
    now: datetime | None = None,
) -> int:
    """Take ``post`` back: its address stays and says ``why``; the exit code."""
    return _say_and_publish(
        root,
        post=post,
        kind=CorrectionKind.WITHDRAWAL,
        note=why,
        question="Vì sao gỡ (độc giả sẽ đọc câu này)?",
        yes=yes,
        target=target,
        now=now or clock.now(),
    )


def _kind(said: str) -> CorrectionKind | None:
    if not said and not interactive():
        return CorrectionKind.CORRECTION
    if not said:
        say("Sửa một chỗ sai là đính chính; thêm điều mới là cập nhật.")
        said = ask("Loại: 1. đính chính  2. cập nhật", "1")
    return _KINDS.get(slugify(said))


def _say_and_publish(
    root: Path,
    *,
    post: str,
    kind: CorrectionKind,
    note: str,
    question: str,
    yes: bool,
    target: str | None,
    now: datetime,
) -> int:
    place = opened(root, target, Report(show), create=False)
    if place is None:
        return 1
    _, releases = place
    addresses = current_manifest(releases, Report(show)).addresses
    chosen = _chosen(post, _published(addresses, AddressKind.POST))
    if chosen is None and post:
        _say_of_others(post, addresses)
    if chosen is None:
        return 1
    note = _note(note, question)
    if not note:
        return 2
    file = root / "content" / chosen.path
    if not file.is_file():
        warn(f"Không còn tệp content/{chosen.path}. Hãy trả lại tệp ấy rồi chạy lại.")
        return 1
    change = propose(file, chosen.path, kind, note, now)
    if change.problems:
        print_problems(change.problems)
        warn("Chưa ghi gì và chưa công bố gì.")
        return 1
    return _released(root, change, chosen, yes=yes, target=target, now=now)


def _published(addresses: Mapping[str, Address], kind: AddressKind) -> list[Published]:
    """What stands at ``addresses`` of one kind."""
    return [
        Published(path=path_of(url), title=address.title)
        for url, address in addresses.items()
        if address.kind is kind
    ]


def _say_of_others(said: str, addresses: Mapping[str, Address]) -> None:
    """Say why what was meant, if it is no post that readers can read, is none."""
    if find(said, _published(addresses, AddressKind.GONE)):
        warn("Bài ấy đã gỡ bỏ rồi.")
    elif find(said, _published(addresses, AddressKind.STANDING)):
        warn("Đó là trang cố định: cứ sửa tệp của trang rồi chạy: invoke publish")


def _released(
    root: Path, change: Change, chosen: Published, *, yes: bool, target: str | None, now: datetime
) -> int:
    """Write the line, publish past errors of others, and take the line back when nobody got it."""
    carry_out(change)
    here = f"content/{chosen.path}"
    say(f"Đã ghi vào {here}:")
    say(f"    {change.line}")
    try:
        with _stopped_by_closing():
            return publish(root, yes=yes, target=target, now=now, urgent=chosen.path)
    finally:
        if _readers_have(root, change, chosen, target):
            pass
        elif take_back(change):
            say(f"{here} đã được trả lại như trước.")
        else:
            warn(f"{here} vừa được sửa thêm nên máy để nguyên, cả dòng vừa ghi; hãy xem lại.")


@contextmanager
def _stopped_by_closing() -> Iterator[None]:
    """Let a window that is closed, or the machine going down, stop the command as Ctrl-C does.

    Else the line would stay, and a timer would publish what nobody agreed to.
    """

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    names = ("SIGHUP", "SIGTERM", "SIGBREAK")
    before = {
        number: signal.signal(number, stop)
        for number in (getattr(signal, name, None) for name in names)
        if number is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _readers_have(root: Path, change: Change, chosen: Published, target: str | None) -> bool:
    """Whether the release that readers see is made of the file as ``change`` wrote it."""
    place = opened(root, target, Report(show), create=False)
    if place is None:
        return False
    url = f"/{chosen.path.removesuffix('.md')}.html"
    address = current_manifest(place[1], Report(show)).addresses.get(url)
    return address is not None and address.digest == digest_of(change.after)


def _chosen(said: str, published: Sequence[Published]) -> Published | None:
    """The post that is meant; asks when it may be several."""
    if not said and interactive():
        said = ask("Bài nào (tên tệp, địa chỉ, hoặc vài chữ của tiêu đề):")
    if not said:
        warn("Thiếu tên bài. Ví dụ: invoke withdraw ten-tep-bai-viet")
        return None
    found = find(said, published)
    if len(found) == 1:
        say(f"Bài: «{found[0].title}» (content/{found[0].path})")
        return found[0]
    if not found:
        warn(
            f"Không có bài nào đang công bố là «{said}». Xem tên tệp trong content/tin-hoat-dong/."
        )
        return None
    say(f"Có {len(found)} bài có thể là «{said}»:")
    for number, one in enumerate(found[:_MOST_OFFERED], 1):
        say(f"  {number}. {one.title} (content/{one.path})")
    if len(found) > _MOST_OFFERED:
        say(f"  … và {len(found) - _MOST_OFFERED} bài khác; hãy gõ nhiều chữ hơn.")
    answer = ask("Chọn số (Enter: thôi):") if interactive() else ""
    number = whole(answer) or 0
    if 1 <= number <= min(len(found), _MOST_OFFERED):
        return found[number - 1]
    warn("Chưa ghi gì: hãy chạy lại với tên tệp của đúng một bài.")
    return None


def _note(note: str, question: str) -> str:
    """The sentence for readers, given or asked; empty when there is none fit to be read."""
    note = squeeze(note or (ask(question) if interactive() else ""))
    if not note:
        warn('Thiếu câu nói với độc giả. Viết: --note "…" (hoặc --why "…" khi gỡ bài)')
        return ""
    if is_placeholder(note):
        warn(f"«{note}» là chữ mẫu; hãy viết câu nói với độc giả.")
        return ""
    return note
