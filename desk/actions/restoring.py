"""Going on from a backup: its content, settings, releases and history in a project's folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO

from msgspec import Struct

from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.backup import archive, gather
from desk.backup.archive import ArchiveError
from desk.faults import RefusedError
from desk.keeping import FOLDER
from desk.messages import Gathered, OnProgress, Report
from desk.publish.pointer import Pointer
from desk.publish.settings import read_publish_settings
from desk.publish.spare import spare_of
from desk.unfinished import restored_beside
from plugins import clock
from plugins.content_folder import CONTENT, content_folder, is_sample
from plugins.limits import megabytes
from plugins.vietnamese import VIETNAM

ASIDE = f"{FOLDER}/truoc-khi-khoi-phuc"
"""Where what stood in the way lies afterwards."""

_MEGABYTE = 1_000_000

_GO = Question(key="go", text="Khôi phục", choices=YES_NO)


class Return(Struct, frozen=True, kw_only=True):
    """The backup to go on from."""

    root: Path
    file: Path
    contents: archive.Contents


def propose(root: Path, on_progress: OnProgress, *, file: str | Path) -> Proposal[Return]:
    """What the backup ``file`` has, once all of it was read, and what it would take the place of.

    Raises RefusedError.
    """
    report = Report(on_progress)
    place = Path(file).expanduser()
    try:
        total = place.stat().st_size
        with (
            report.steps("Đọc bản sao lưu, số MB", -(-total // _MEGABYTE)) as step,
            place.open("rb") as opened,
        ):
            contents = archive.read(opened, step=_each_megabyte(opened, step))
    except ArchiveError as error:
        words = f"Không dùng được {place}: {error}."
        raise RefusedError(words) from error
    except (FileNotFoundError, IsADirectoryError) as error:
        words = f"Không thấy tệp sao lưu {place}."
        raise RefusedError(words) from error
    said = Gathered()
    made = datetime.fromisoformat(contents.made).astimezone(VIETNAM)
    content = sum(name.startswith("content/") for name in contents.files)
    released = sum(name.startswith("public/manifests/") for name in contents.files)
    said.say(
        f"Bản sao lưu lúc {made:%H:%M ngày %d/%m/%Y} của {contents.site or 'trang tin'}: "
        f"{content} tệp trong content/, {released} bản đã công bố; {megabytes(total)}, đọc đủ "
        "và đúng."
    )
    target = _target(root)
    if target is not None and _has_releases(target):
        said.warn(
            f"{target} đang có các bản đã công bố, mà độc giả có thể đang xem. Hãy đổi tên thư mục "
            "ấy trước, rồi chạy lại."
        )
        return Proposal(messages=said.messages, code=1)
    standing = sum(1 for _ in content_folder(root).rglob("*.md"))
    if standing:
        said.say(
            f"{standing} bài và trang đang có trong content/ được chuyển sang bên, vào {FOLDER}."
        )
    return Proposal(
        messages=said.messages,
        questions=(_GO,),
        plan=Return(root=root, file=place, contents=contents),
    )


def carry_out(proposal: Proposal[Return], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Unpack beside, look at every byte, and put each folder in its place by a rename.

    Raises LockedError, ArchiveError, OSError: then all is as it was, but for what was put aside
    already, which lies in a folder of ``ASIDE``.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to carry out"
    if answer_to(_GO, answers) != YES:
        report.say("Không thay đổi gì.")
        return Outcome()
    with restored_beside(plan.root) as fresh:
        total = len(plan.contents.files)
        with report.steps("Lấy ra, số tệp", total) as step, plan.file.open("rb") as opened:
            archive.read(opened, place=fresh, step=step)
        aside = plan.root / f"{ASIDE}-{clock.now():%Y%m%d-%H%M%S}"
        link = plan.contents.files.get(gather.LINK, archive.Entry())
        _put(plan.root, fresh, aside, link.leads_to)
    report.say("Đã khôi phục: bài viết, sổ đăng ký, thiết lập, các bản đã công bố và lịch sử.")
    if aside.is_dir():
        report.say(f"Những gì đứng đó trước nay ở {aside}")
    report.say("Xem lại rồi công bố: invoke check, invoke publish")
    return Outcome()


def _each_megabyte(opened: IO[bytes], step: Callable[[], None]) -> Callable[[], None]:
    """Calls ``step`` for each megabyte of ``opened`` that was read since the last time."""
    done = 0

    def step_on() -> None:
        nonlocal done
        while (done + 1) * _MEGABYTE <= opened.tell():
            done += 1
            step()

    return step_on


def _target(root: Path) -> Path | None:
    settings, _ = read_publish_settings(root, None, site=False)
    return settings.target if settings is not None else None


def _has_releases(target: Path) -> bool:
    return any((target / name).exists() for name in ("releases", "manifests", "history.jsonl"))


def _put(root: Path, fresh: Path, aside: Path, leads_to: str) -> None:
    """Let what was unpacked stand in the project, and what stood there in ``aside``.

    Releases come last, when the settings are there that say where, and then ``current``, which
    ``leads_to`` one of them.
    """
    for path in sorted(fresh.iterdir()):
        if path.name == CONTENT:
            _put_content(root, path, aside / path.name)
        elif path.name != gather.TARGET:
            for file in sorted(
                one for one in (path.rglob("*") if path.is_dir() else (path,)) if one.is_file()
            ):
                name = file.relative_to(fresh)
                _swap(file, root / name, aside / name)
    if (fresh / gather.TARGET).is_dir():
        target = _target(root) or root / gather.TARGET
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted((fresh / gather.TARGET).iterdir()):
            _moved(path, target / path.name)
        pointer = Pointer(folder=target)
        shown = leads_to.removeprefix("releases/")
        if shown.isdecimal() and pointer.tree(int(shown)).is_dir():
            pointer.point_at(int(shown), spare_of(target))


def _put_content(root: Path, fresh: Path, aside: Path) -> None:
    """A content folder that stands apart stays, with its history: what is in it gives way."""
    place = content_folder(root)
    if is_sample(root) or place == root / CONTENT:
        _swap(fresh, root / CONTENT, aside)
        return
    place.mkdir(parents=True, exist_ok=True)
    for one in sorted(place.iterdir()):
        if one.name != ".git":
            _away(one, aside / one.name)
    for one in sorted(fresh.iterdir()):
        _moved(one, place / one.name)


def _away(old: Path, aside: Path) -> None:
    """``old`` to ``aside``, on this disk or another."""
    aside.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(old, aside)


def _swap(new: Path, place: Path, aside: Path) -> None:
    if os.path.lexists(place):
        aside.parent.mkdir(parents=True, exist_ok=True)
        place.rename(aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    new.rename(place)


def _moved(new: Path, place: Path) -> None:
    """A rename, or a copy where the folder of releases is on another disk."""
    try:
        new.rename(place)
    except OSError:
        if new.is_dir() and not new.is_symlink():
            shutil.copytree(new, place, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy2(new, place, follow_symlinks=False)
