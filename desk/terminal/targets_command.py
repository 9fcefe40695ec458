"""``invoke targets`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

from pathlib import Path

from desk.actions.each_target import WRONG, chosen
from desk.actions.targets import Held, look
from desk.messages import SILENT, Report
from desk.publish.damage import named
from desk.terminal.console import print_record, show
from plugins.content_folder import content_folder
from plugins.target_folder import PUBLIC
from plugins.targets import SSH, Target, read_targets
from plugins.vietnamese import time_and_day

_MOST_SHOWN = 20


def targets(root: Path, *, name: str = "", fix: bool = False, json: bool = False) -> int:
    """Say what each target holds, and whether it is what was released; the exit code.

    1: one cannot be looked at, or is not as it was released. ``fix``: what was damaged on a
    server is sent again first.
    """
    report = Report(show)
    first = read_targets(root, content_folder(root)).targets
    is_right = True
    places = chosen(root, name, None, report)
    if not places:
        return WRONG
    for where in places:
        one = where if isinstance(where, Target) else next(iter(first), None)
        called = one.name if one is not None else PUBLIC
        on_progress = SILENT.on_progress if json else show
        held = look(root, where, called, on_progress, fix=fix)
        is_right = is_right and held.is_exact
        if json:
            _print(held)
        else:
            _tell(held, report)
    return 0 if is_right else 1


def _print(held: Held) -> None:
    print_record(
        {
            "target": held.name,
            "kind": held.kind,
            "place": held.place,
            "release": held.release,
            "made": held.made.isoformat() if held.made else None,
            "by": held.by,
            "posts": held.posts,
            "releases": list(held.releases),
            "known": held.is_known,
            "exact": held.is_exact,
            "wrong": [{"path": one.path, "fault": one.fault.code} for one in held.damages],
            "fault": held.fault,
        }
    )


def _tell(held: Held, report: Report) -> None:
    if held.mended:
        report.say(f"Đã gửi lại {held.mended} tệp bị hỏng lên «{held.name}».")
    if held.fault:
        report.warn(f"«{held.name}»: {held.fault}")
    if held.release is None:
        if not held.fault:
            report.warn(f"«{held.name}»: chưa công bố bản nào.")
        return
    when = time_and_day(held.made) if held.made else "không rõ lúc nào"
    by = f", {held.by}" if held.by else ""
    report.say(
        f"«{held.name}»: độc giả xem bản {held.release} (làm lúc {when}{by}), {held.posts} bài; "
        f"giữ {len(held.releases)} bản."
    )
    if not held.is_known:
        report.warn("  Bản này do máy khác công bố; máy này chưa có.")
    for line in named(held.damages, -1, _MOST_SHOWN):
        report.warn(f"  {line}")
    if held.is_exact:
        report.say("  Đúng từng byte như khi công bố.")
    elif held.damages and held.kind == SSH:
        report.say(f"  Gửi lại những tệp ấy: invoke targets --fix --name {held.name}")
    elif held.damages:
        report.say("  Sửa lại: invoke publish")
