"""Rolling back: readers see an earlier release again, exactly as it was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.console import confirm, interactive, say, table, warn
from desk.publish.changes import Fate, compare, events
from desk.publish.history import Live
from desk.publish.manifest import Manifest
from desk.publish.place import holding, manifest_of, opened, say_if_not_noted
from desk.publish.releases import Releases, sound
from desk.publish.telling import show_changes
from desk.publish.tree import ReleaseError
from plugins.vietnamese import VIETNAM


def rollback(
    root: Path,
    *,
    to: int | None = None,
    only_list: bool = False,
    yes: bool = False,
    target: str | Path | None = None,
) -> int:
    """Show readers an earlier release again, exactly as it was; the exit code.

    Nobody is asked while the lock is held, so a question left open here stops no one.
    """
    place = opened(root, target, create=False)
    if place is None:
        return 1
    settings, releases = place
    if only_list:
        return _list(releases)
    with holding(releases):
        current = releases.last_shown()
        manifest = _chosen(releases, current, to)
        if current is None or manifest is None or manifest.number == releases.current():
            return 0 if manifest is not None else 1
        if yes or not interactive():
            _let_readers_see(releases, current, manifest, settings.site)
            return 0
    return _agreed(releases, current, manifest, settings.site)


def _agreed(releases: Releases, current: int, manifest: Manifest, site: str) -> int:
    """Ask, and go back when the answer is yes and readers still see what they saw; the code."""
    if not confirm(f"Trở lại bản {manifest.number}?", default=False):
        say(f"Không thay đổi gì: độc giả vẫn xem bản {current}.")
        return 0
    with holding(releases):
        if releases.last_shown() == current and _whole(releases, manifest.number) is not None:
            _let_readers_see(releases, current, manifest, site)
            return 0
    warn(
        "Trong lúc chờ trả lời, độc giả đã được cho xem bản khác, nên chưa đổi gì. "
        "Hãy chạy lại: invoke rollback"
    )
    return 1


def _chosen(releases: Releases, current: int | None, to: int | None) -> Manifest | None:
    """The release to go back to, and what that changes is shown; None when why not was said."""
    chosen = to if to is not None else releases.before(current)
    if current is None or chosen is None:
        warn("Chưa có bản nào trước đó để trở lại.")
        return None
    manifest = _whole(releases, chosen)
    if manifest is None:
        return None
    if chosen == releases.current():
        say(f"Độc giả đang xem đúng bản {chosen}; không có gì phải làm.")
    else:
        _show(releases, current, manifest)
    return manifest


def _whole(releases: Releases, chosen: int) -> Manifest | None:
    """The manifest of release ``chosen``, if every byte is as it was; else why not is said."""
    manifest = releases.manifest(chosen)
    if chosen not in releases.numbers():
        warn(f"Không có bản {chosen}. Xem các bản đang giữ: invoke rollback --list")
        return None
    wrong = releases.damage(manifest) if manifest is not None else ["bản kê (manifest)"]
    if manifest is not None and not wrong:
        return manifest
    warn(
        f"Không trở lại bản {chosen}: {len(wrong)} tệp không còn đúng như khi công bố, "
        f"ví dụ {', '.join(wrong[:3])}."
    )
    other = sound(releases, [n for n in releases.numbers() if n < chosen])
    if other is not None:
        say(f"Bản {other} còn nguyên vẹn. Để trở lại bản ấy: invoke rollback --to {other}")
    else:
        say("Không còn bản nào cũ hơn nguyên vẹn; độc giả vẫn xem bản hiện nay.")
    return None


def _show(releases: Releases, current: int, manifest: Manifest) -> None:
    here = manifest_of(releases, current)
    happened = events(here.addresses, manifest.addresses)
    show_changes(compare(here.built, manifest.built), happened, ())
    again = [e for e in happened if e.fate is Fate.BACK]
    if again:
        warn(f"Chú ý: {len(again)} bài đã gỡ bỏ sẽ hiện lại với độc giả.")


def _let_readers_see(releases: Releases, current: int, manifest: Manifest, site: str) -> None:
    releases.show(manifest.number, "rollback")
    say_if_not_noted(releases)
    say(
        f"Độc giả nay xem bản {manifest.number} ({_when(manifest.made)}, {manifest.posts} bài), "
        "đúng từng byte như khi công bố."
    )
    if current > manifest.number:
        say("Lần công bố tự động sau sẽ không cho hiện lại những gì vừa lùi; bài thì vẫn còn.")
    say(f"Bản {current} vẫn giữ: invoke rollback --to {current}")
    say(f"Độc giả xem ở {site}/")


def _list(releases: Releases) -> int:
    """Show which releases are kept; reads only, so also from a disk that can only be read."""
    try:
        current = releases.current()
    except ReleaseError as error:
        warn(str(error))
        return 1
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
        if current is None:
            warn(f"Không thấy liên kết {releases.link}: độc giả chưa xem được bản nào.")
        say("Trở lại một bản: invoke rollback --to <số>")
    else:
        say(f"Chưa công bố bản nào vào {releases.folder}.")
    return 0


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
