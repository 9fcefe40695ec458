"""The two commands: publish what was built and verified, and go back to what readers saw before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desk.building import make
from desk.console import STOPPED, confirm, interactive, print_problems, say, table, warn
from desk.publish.changes import (
    Changes,
    Event,
    Fate,
    Kind,
    compare,
    events,
    file_of,
    kind_of,
    lost,
    promises,
)
from desk.publish.lock import NAME as LOCK
from desk.publish.lock import LockedError, locked
from desk.publish.manifest import Address, Entry, Manifest
from desk.publish.published import Published
from desk.publish.releases import Live, Releases, sound
from desk.publish.settings import PublishSettings, read_publish_settings
from desk.publish.tree import Leftovers, ReleaseError, scan
from plugins import clock
from plugins.garbage import to_the_end
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.reading import Memory, read_newsroom
from plugins.setting_places import PUBLISH_CONF
from plugins.vietnamese import VIETNAM

if TYPE_CHECKING:
    from desk.verify.command import Auditor

MOST_ROWS = 40
"""Posts named one by one before the rest is only counted."""


def publish(
    root: Path,
    *,
    yes: bool = False,
    target: str | Path | None = None,
    now: datetime | None = None,
    accept_removed: bool = False,
) -> int:
    """Build, verify, show what changes, ask, and let readers see it; the exit code.

    0: published, nothing to publish, or the officer said no. 1: something is
    wrong, and readers see what they saw before.
    """
    with _place(root, target) as opened:
        if opened is None:
            return 1
        settings, releases = opened
        moment = now or clock.now()
        rest = _Rest(root, settings, releases)
        to_the_end(rest)
        try:
            built = make(
                root,
                output=root / "output",
                conf=PUBLISH_CONF,
                now=moment,
                begun=rest.begin,
                meanwhile=rest.get_ready,
            )
            if built.code == STOPPED:
                raise KeyboardInterrupt
            if built.code:
                warn("Chưa công bố gì: hãy sửa những lỗi trên rồi chạy lại.")
                return 1
            known = Published(root / ".newsroom" / "published.json")
            if built.newsroom is None and known.is_current(built.state, releases):
                _nothing(releases)
                return 0
            newsroom = built.newsroom
            if newsroom is None:
                content = root / "content"
                newsroom = read_newsroom(content, moment, Memory.beside(content)).newsroom
            if newsroom is None:
                warn("Bài viết vừa thay đổi trong lúc dựng nên chưa công bố gì. Hãy chạy lại.")
                return 1
            rest.know(newsroom)
            files = rest.verified()
            to_the_end(files)
        finally:
            rest.end()
        if files is None:
            return 1
        came = _release(rest, files, yes=yes, accept_removed=accept_removed)
        if came is _Came.SHOWN:
            known.note(built.state, releases)
        return 1 if came is _Came.REFUSED else 0


def rollback(
    root: Path,
    *,
    to: int | None = None,
    only_list: bool = False,
    yes: bool = False,
    target: str | Path | None = None,
) -> int:
    """Show readers an earlier release again, exactly as it was; the exit code."""
    with _place(root, target, create=False) as opened:
        if opened is None:
            return 1
        _, releases = opened
        current = releases.current()
        if only_list:
            _list(releases, current)
            return 0
        chosen = to if to is not None else releases.before(current)
        if current is None or chosen is None:
            warn("Chưa có bản nào trước đó để trở lại.")
            return 1
        if chosen == current:
            say(f"Độc giả đang xem đúng bản {chosen}; không có gì phải làm.")
            return 0
        return _back(releases, current, chosen, yes=yes)


# --- publishing --------------------------------------------------------------


class _Came(Enum):
    """What came of a build that was found sound."""

    SHOWN = auto()
    """Readers see exactly what was built."""
    PUT_OFF = auto()
    """The officer said no."""
    REFUSED = auto()


class _Rest:
    """What comes after the build, and what of it can be got ready while the site is built."""

    def __init__(self, root: Path, settings: PublishSettings, releases: Releases) -> None:
        self.output = root / "output"
        self.settings = settings
        self.releases = releases
        self._root = root
        self._waiting: list[Callable[[], None]] = []
        self.left: Leftovers | None = None

    def begin(self) -> None:
        """There is something to do."""
        self._waiting.append(self.releases.prepare_spare())

    def wait(self) -> None:
        """Until what was begun has ended."""
        while self._waiting:
            self._waiting.pop()()

    def end(self) -> None:
        """Wait, and let go of what was got ready."""
        self.wait()
        if "auditor" in vars(self):
            self.auditor.close()

    def know(self, newsroom: Newsroom) -> None:
        """What the output must be a site of."""
        self.newsroom = newsroom

    def get_ready(self, newsroom: Newsroom, is_whole: Callable[[], bool]) -> None:
        """Look at what does not depend on the output, which another process builds, and then at it.

        ``is_whole`` waits until it is as it will stay.
        """
        self.know(newsroom)
        _ = self.old, self.happened
        self.auditor.get_ready()
        self.wait()
        self.left = self.releases.look_over_spare()
        if is_whole():
            self.auditor.look()

    @cached_property
    def old(self) -> Manifest:
        """What readers see now."""
        return _manifest(self.releases, self.releases.current())

    @cached_property
    def addresses(self) -> Mapping[str, Address]:
        """What the new release promises."""
        return promises(self.newsroom)

    @cached_property
    def happened(self) -> tuple[Event, ...]:
        """What readers will find otherwise than now, by address."""
        return events(self.old.addresses, self.addresses)

    @cached_property
    def auditor(self) -> Auditor:
        """Who reads the output again."""
        # Loaded while another process builds.
        from desk.verify.command import Auditor, private_bytes  # noqa: PLC0415

        return Auditor(
            self.output,
            self.newsroom,
            self.settings.site,
            private_bytes(self._root, self.newsroom),
            kept=self._root / ".newsroom" / "verify.sqlite3",
        )

    def verified(self) -> Mapping[str, Entry] | None:
        """Every file that was built, if all are as they must be; None when not, and why is said."""
        from desk.verify.command import report  # noqa: PLC0415 - as above

        found = self.auditor.audit()
        if report(found):
            warn("Chưa công bố gì: trang đã dựng không qua được bước soát lại.")
            return None
        return {one.path: Entry(sha256=one.sha256, size=one.size) for one in found.facts}


def _release(rest: _Rest, files: Mapping[str, Entry], *, yes: bool, accept_removed: bool) -> _Came:
    releases, settings, old = rest.releases, rest.settings, rest.old
    current = releases.current()
    changes = compare(old.files, files)
    if current is not None and not changes:
        _nothing(releases)
        return _Came.SHOWN
    gone = lost(old, files, rest.newsroom)
    if gone and not accept_removed:
        print_problems(gone)
        warn(
            "Chưa công bố gì: những địa chỉ trên đã công bố nên không được mất. "
            "Nếu thật sự muốn bỏ, chạy lại với --accept-removed."
        )
        return _Came.REFUSED
    happened = rest.happened
    _show(changes, happened, gone)
    if not yes and interactive() and not confirm("Công bố những thay đổi này?", default=False):
        say("Chưa công bố gì. Khi sẵn sàng, chạy lại: invoke publish")
        return _Came.PUT_OFF
    made = releases.release(rest.output, files, rest.addresses, rest.left)
    pruned = releases.prune(settings.keep)
    if pruned:
        say(f"Đã xóa {len(pruned)} bản cũ nhất, giữ {settings.keep} bản gần đây.")
    say(
        f"Đã công bố bản {made.number}: {made.posts} bài, {_summary(changes, happened)}. "
        f"Độc giả xem ở {releases.link}. Trở lại bản trước: invoke rollback"
    )
    return _Came.SHOWN


def _nothing(releases: Releases) -> None:
    say(f"Không có gì thay đổi: độc giả vẫn xem bản {releases.current()} ở {releases.link}.")


def _manifest(releases: Releases, number: int | None) -> Manifest:
    """What readers see now; read from the files themselves when its manifest is lost."""
    nothing = Manifest(number=0, made=datetime.min.replace(tzinfo=VIETNAM))
    if number is None:
        return nothing
    known = releases.manifest(number)
    if known is not None:
        return known
    warn(f"Không đọc được bản kê của bản {number}; đang đọc lại từng tệp.")
    return Manifest(number=number, made=nothing.made, files=dict(scan(releases.tree(number))))


def _show(changes: Changes, happened: Sequence[Event], gone: Sequence[Problem]) -> None:
    table(
        "Những gì thay đổi:",
        ("Loại", "Mới", "Đổi", "Bỏ"),
        [(kind.value, *(n or "" for n in counts)) for kind, *counts in changes.counts()],
        right=(1, 2, 3),
    )
    if happened:
        rows = [(e.fate.value, e.title or "(bài đã gỡ)", e.url) for e in happened[:MOST_ROWS]]
        table("Bài viết và trang cố định:", ("Thay đổi", "Tiêu đề", "Địa chỉ"), rows)
        if len(happened) > MOST_ROWS:
            say(f"… và {len(happened) - MOST_ROWS} bài khác.")
    around = _around(changes, happened)
    if around:
        say(f"{around} bài khác chỉ đổi phần xung quanh (tin liên quan, tin trước, tin sau).")
    for problem in gone:
        warn(f"Sẽ mất theo yêu cầu: {problem.message}")


def _around(changes: Changes, happened: Sequence[Event]) -> int:
    edited = {file_of(e.url) for e in happened}
    posts = (path for path in changes.changed if kind_of(path) is Kind.POST)
    return sum(path not in edited for path in posts)


def _summary(changes: Changes, happened: Sequence[Event]) -> str:
    counts = [(fate, sum(e.fate is fate for e in happened)) for fate in Fate]
    said = [f"{count} {fate.value}" for fate, count in counts if count]
    files = len(changes.new) + len(changes.changed) + len(changes.removed)
    return ", ".join([*said, f"{files} tệp thay đổi"])


# --- rolling back ------------------------------------------------------------


def _back(releases: Releases, current: int, chosen: int, *, yes: bool) -> int:
    manifest = releases.manifest(chosen)
    if chosen not in releases.numbers():
        warn(f"Không có bản {chosen}. Xem các bản đang giữ: invoke rollback --list")
        return 1
    wrong = releases.damage(manifest) if manifest is not None else ["bản kê (manifest)"]
    if manifest is None or wrong:
        warn(
            f"Không trở lại bản {chosen}: {len(wrong)} tệp không còn đúng như khi công bố, "
            f"ví dụ {', '.join(wrong[:3])}."
        )
        other = sound(releases, [n for n in releases.numbers() if n < chosen])
        if other is not None:
            say(f"Bản {other} còn nguyên vẹn. Để trở lại bản ấy: invoke rollback --to {other}")
        else:
            say("Không còn bản nào cũ hơn nguyên vẹn; độc giả vẫn xem bản hiện nay.")
        return 1
    here = _manifest(releases, current)
    happened = events(here.addresses, manifest.addresses)
    _show(compare(here.files, manifest.files), happened, ())
    again = [e for e in happened if e.fate is Fate.BACK]
    if again:
        warn(f"Chú ý: {len(again)} bài đã gỡ bỏ sẽ hiện lại với độc giả.")
    if not yes and interactive() and not confirm(f"Trở lại bản {chosen}?", default=False):
        say(f"Không thay đổi gì: độc giả vẫn xem bản {current}.")
        return 0
    releases.show(chosen, "rollback")
    say(
        f"Độc giả nay xem bản {chosen} ({_when(manifest.made)}, {manifest.posts} bài), "
        f"đúng từng byte như khi công bố, ở {releases.link}. "
        f"Bản {current} vẫn giữ: invoke rollback --to {current}"
    )
    return 0


def _list(releases: Releases, current: int | None) -> None:
    shown: dict[int, Live] = {live.release: live for live in releases.history()}
    rows = []
    for number in reversed(releases.numbers()):
        manifest = releases.manifest(number)
        state = "đang hiện" if number == current else "" if manifest else "mất bản kê"
        rows.append(
            (
                number,
                _when(manifest.made) if manifest else "",
                manifest.posts if manifest else "",
                _when(shown[number].at) if number in shown else "",
                state,
            )
        )
    if rows:
        columns = ("Bản", "Làm lúc", "Số bài", "Hiện từ", "Trạng thái")
        table(f"Các bản trong {releases.folder}:", columns, rows, right=(0, 2))
        say("Trở lại một bản: invoke rollback --to <số>")
    else:
        say(f"Chưa công bố bản nào vào {releases.folder}.")


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


# --- the place ---------------------------------------------------------------


@contextmanager
def _place(
    root: Path, target: str | Path | None, *, create: bool = True
) -> Iterator[tuple[PublishSettings, Releases] | None]:
    """The settings and the releases, locked and tidied; None when something was said instead."""
    settings, problems = read_publish_settings(root, target)
    print_problems(problems)
    if settings is None:
        yield None
        return
    folder = settings.target
    releases = Releases(folder=folder)
    if not create and not folder.is_dir():
        warn(f"Chưa công bố bản nào vào {folder}.")
        yield None
        return
    if folder.exists() and not _ours(folder):
        warn(
            f"{folder} đang chứa thứ khác, không phải các bản công bố. "
            "Hãy chọn thư mục trống, hoặc sửa NEWSROOM_TARGET trong publishconf.py."
        )
        yield None
        return
    if not folder.parent.is_dir():
        warn(f"Không thấy {folder.parent}: ổ đĩa hoặc máy chủ chưa được kết nối?")
        yield None
        return
    folder.mkdir(exist_ok=True)
    try:
        with locked(folder):
            if releases.tidy():
                say(
                    "Lần trước bị ngắt giữa chừng; đã dọn phần dở dang. Độc giả không bị ảnh hưởng."
                )
            yield settings, releases
    except (LockedError, ReleaseError) as stopped:
        warn(str(stopped))
        raise SystemExit(1) from None


def _ours(folder: Path) -> bool:
    names = set(os.listdir(folder))  # noqa: PTH208 - names are all that is asked
    return not names or bool(names & {"releases", "manifests", LOCK})
