"""Which releases are kept, in a folder of this machine or on a server. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from msgspec import Struct

from desk.actions.each_target import named_in
from desk.actions.proposal import Outcome
from desk.messages import OnProgress, Report
from desk.publish.history import Live
from desk.publish.manifest import Manifest, ManifestError, parse
from desk.publish.place import opened
from desk.publish.releases import Releases
from desk.publish.settings import Where
from desk.publish.targets.mirrored import MirroredReleases
from desk.publish.targets.remote import TargetError
from desk.publish.targets.wire import ServerState, digest_of
from plugins.vietnamese import time_and_day


class Kept(Struct, frozen=True, kw_only=True):
    """What is kept of one place."""

    place: str
    numbers: Collection[int]
    current: int | None
    history: Sequence[Live]
    manifest: Callable[[int], Manifest | None]
    at: str
    """What ``invoke rollback`` needs beside it for this place."""
    note: Callable[[int], str] = lambda _: ""
    """What else is to be said of a release."""


def kept(root: Path, on_progress: OnProgress, *, target: Where = None) -> Outcome:
    """Which releases are kept; reads only, so also from a disk that can only be read.

    Of a target over ``ssh``, which of them its server has; code 1 where that cannot be asked.
    Raises ReleaseError.
    """
    report = Report(on_progress)
    place = opened(root, target, report, create=False)
    if place is None:
        return Outcome(code=1)
    _, releases = place
    at = named_in(target)
    if not isinstance(releases, MirroredReleases):
        _tell(_here(releases, at), report, f"Không thấy liên kết {releases.link}")
        return Outcome()
    server = releases.server
    server.report = report
    name = server.target.name
    try:
        there = server.state()
        missing = "current trên máy chủ không dẫn tới bản nào"
        _tell(_there(releases, there, at), report, missing)
    except TargetError as error:
        report.warn(f"{error}")
        report.warn(f"Chưa xem được «{name}»; sau đây chỉ là những gì máy này nhớ.")
        _tell(_here(releases, at), report, f"Không thấy liên kết {releases.link}")
        return Outcome(code=1)
    finally:
        server.close()
    return Outcome()


def _here(releases: Releases, at: str) -> Kept:
    return Kept(
        place=f"trong {releases.folder}",
        numbers=releases.numbers(),
        current=releases.current(),
        history=releases.history(),
        manifest=releases.manifest,
        at=at,
    )


def _there(releases: MirroredReleases, there: ServerState, at: str) -> Kept:
    """What the server has, and what only this machine has beside."""
    here, target = frozenset(releases.numbers()), releases.server.target

    def manifest(number: int) -> Manifest | None:
        head, text = there.heads.get(number), releases.text(number)
        is_same = text is not None and (head is None or digest_of(text) == head.digest)
        if is_same or number not in there.numbers:
            return releases.manifest(number)
        try:
            return parse(releases.server.manifest_text(number))
        except ManifestError:
            return None

    def note(number: int) -> str:
        if number not in there.numbers:
            return "chỉ còn ở máy này"
        return "trên máy chủ và máy này" if number in here else "chỉ trên máy chủ"

    return Kept(
        place=f"của «{target.name}» ({target.place})",
        numbers={*here, *there.numbers},
        current=there.current,
        history=there.lives,
        manifest=manifest,
        at=at,
        note=note,
    )


def _tell(kept: Kept, report: Report, missing: str) -> None:
    """A table of them, the newest first; ``missing``: said when readers see none."""
    if not kept.numbers:
        report.say(f"Chưa công bố bản nào {kept.place}.")
        return
    shown: dict[int, Live] = {live.release: live for live in kept.history}
    rows = []
    for number in sorted(kept.numbers, reverse=True):
        manifest = kept.manifest(number)
        state = "đang hiện" if number == kept.current else "" if manifest else "mất bản kê"
        rows.append(
            (
                number,
                time_and_day(manifest.made) if manifest else "",
                manifest.posts if manifest else "",
                time_and_day(shown[number].at) if number in shown else "",
                ", ".join(filter(None, (state, kept.note(number)))),
            )
        )
    columns = ("Bản", "Làm lúc", "Số bài", "Hiện từ", "Trạng thái")
    report.table(f"Các bản {kept.place}:", columns, rows, right=(0, 2))
    if kept.current is None:
        report.warn(f"{missing}: độc giả chưa xem được bản nào.")
    report.say(f"Trở lại một bản: invoke rollback --to <số>{kept.at}")
