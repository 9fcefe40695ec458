"""Rolling back: readers see an earlier release again, exactly as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.console import confirm, interactive, say, table, warn
from desk.publish.changes import compare, events
from desk.publish.history import Live
from desk.publish.kept import sound
from desk.publish.manifest import Address, Manifest
from desk.publish.place import holding, manifest_of, opened, say_if_not_noted
from desk.publish.releases import Releases
from desk.publish.soundness import Mender
from desk.publish.telling import show_changes
from desk.publish.tree import ReleaseError
from desk.publish.withdrawn import shown_again
from plugins import clock
from plugins.addresses import PICTURE, row_of
from plugins.vietnamese import VIETNAM


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The release to go back to."""

    manifest: Manifest
    again: Mapping[str, Address]
    """Texts that were taken back since and that it shows, by address."""


_MOST_NAMES = 20
"""Texts named one by one before the rest is only counted."""


def rollback(
    root: Path,
    *,
    to: int | None = None,
    only_list: bool = False,
    yes: bool = False,
    again: bool = False,
    target: str | Path | None = None,
) -> int:
    """Show readers an earlier release again, exactly as it was; the exit code.

    Nobody is asked while the lock is held, so a question left open here stops no one.
    A release that shows what was taken back since is refused unless ``again``.
    """
    place = opened(root, target, create=False)
    if place is None:
        return 1
    settings, releases = place
    if only_list:
        return _list(releases)
    with holding(releases):
        current = releases.last_shown()
        mender = Mender(root=root, releases=releases)
        chosen = _chosen(mender, current, to, again=again)
        if current is None or chosen is None or chosen.manifest.number == releases.current():
            return 0 if chosen is not None else 1
        if yes or not interactive():
            _let_readers_see(releases, current, chosen.manifest, settings.site)
            return 0
    return _agreed(mender, current, chosen, settings.site)


def _agreed(mender: Mender, current: int, chosen: _Chosen, site: str) -> int:
    """Ask, and go back when the answer is yes and readers still see what they saw; the code."""
    releases = mender.releases
    manifest = chosen.manifest
    question = f"Trở lại bản {manifest.number}?"
    if chosen.again:
        question = f"Trở lại bản {manifest.number}, cho độc giả đọc lại {_names(chosen.again)}?"
    if not confirm(question, default=False):
        say(f"Không thay đổi gì: độc giả vẫn xem bản {current}.")
        return 0
    with holding(releases):
        if releases.last_shown() == current and _whole(mender, manifest.number) is not None:
            _let_readers_see(releases, current, manifest, site)
            return 0
    warn(
        "Trong lúc chờ trả lời, độc giả đã được cho xem bản khác, nên chưa đổi gì. "
        "Hãy chạy lại: invoke rollback"
    )
    return 1


def _chosen(mender: Mender, current: int | None, to: int | None, *, again: bool) -> _Chosen | None:
    """The release to go back to, and what that changes is shown; None when why not was said."""
    releases = mender.releases
    chosen = to if to is not None else releases.before(current)
    if current is None or chosen is None:
        warn("Chưa có bản nào trước đó để trở lại.")
        return None
    here = manifest_of(releases, current)
    shown = {one.release: one.again for one in shown_again(releases, here)}
    if to is None and shown.get(chosen) and not again:
        # The release before may be an old one that readers were once taken back to.
        between = [n for n in shown if chosen < n < current and not shown[n]]
        if between:
            say(f"Bản {chosen} còn bài đã gỡ bỏ nên không trở lại bản ấy mà bản {between[0]}.")
            chosen = between[0]
    taken_back = shown.get(chosen, {})
    if taken_back and not again and chosen != current:
        others = [n for n in shown if n != current and not shown[n]]
        _refuse(chosen, taken_back, others[0] if others else None)
        return None
    manifest = _whole(mender, chosen)
    if manifest is None:
        return None
    if chosen == releases.current():
        say(f"Độc giả đang xem đúng bản {chosen}; không có gì phải làm.")
    else:
        _show(here, manifest, taken_back)
    return _Chosen(manifest=manifest, again=taken_back)


def _refuse(chosen: int, taken_back: Mapping[str, Address], other: int | None) -> None:
    """Say why not release ``chosen``, and how to go on; ``other``: the newest that has no such."""
    warn(
        f"Không trở lại bản {chosen}: độc giả sẽ lại đọc được {len(taken_back)} bài đã gỡ bỏ: "
        f"{_names(taken_back)}."
    )
    if other is not None:
        say(f"Bản mới nhất không có bài đã gỡ là bản {other}: invoke rollback --to {other}")
    say("Chỉ một bài sai thì sửa bài ấy rồi công bố: invoke publish")
    say(f"Nếu đúng là muốn cho hiện lại: invoke rollback --to {chosen} --again")


def _names(taken_back: Mapping[str, Address]) -> str:
    named = [f"«{address.title or url}»" for url, address in list(taken_back.items())[:_MOST_NAMES]]
    more = len(taken_back) - len(named)
    return "; ".join(named) + (f" và {more} bài khác" if more else "")


def _whole(mender: Mender, chosen: int) -> Manifest | None:
    """The manifest of release ``chosen``, when every byte is as it was, or is again.

    Else why not is said.
    """
    releases = mender.releases
    manifest = releases.manifest(chosen)
    if manifest is None and chosen not in releases.numbers():
        warn(f"Không có bản {chosen}. Xem các bản đang giữ: invoke rollback --list")
        return None
    if manifest is None:
        warn(
            f"Không trở lại bản {chosen}: bản kê {releases.manifest_file(chosen)} đã mất hoặc hỏng "
            "nên không biết bản ấy gồm những gì."
        )
    elif not (lacking := mender.made_whole(manifest, clock.now())):
        return manifest
    else:
        warn(
            f"Không trở lại bản {chosen}: {len(lacking)} tệp không còn đúng như khi công bố, và "
            "không còn bản lành nào của chúng:"
        )
        mender.name(lacking, manifest)
    other = sound(releases, [n for n in releases.numbers() if n < chosen])
    if other is not None:
        say(f"Bản {other} còn nguyên vẹn. Để trở lại bản ấy: invoke rollback --to {other}")
    else:
        say("Không còn bản nào cũ hơn nguyên vẹn; độc giả vẫn xem bản hiện nay.")
    return None


def _show(here: Manifest, manifest: Manifest, taken_back: Mapping[str, Address]) -> None:
    changes = compare(here.built, manifest.built)
    show_changes(changes, events(here.addresses, manifest.addresses), ())
    if taken_back:
        warn(f"Chú ý: {len(taken_back)} bài đã gỡ bỏ sẽ hiện lại: {_names(taken_back)}.")
    pictures = [path for path in changes.new if row_of(path) is PICTURE]
    if pictures and manifest.number < here.number:
        warn(
            f"Chú ý: {len(pictures)} tệp ảnh nay không còn trên trang sẽ hiện lại, ví dụ "
            f"/{pictures[0]}; hãy xem có ảnh nào đã bỏ vì người trong ảnh không."
        )


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
