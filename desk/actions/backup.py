"""Keeping all that is the agency's own in one file, and looking whether that file is whole."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

from desk import files
from desk.actions.proposal import Outcome
from desk.backup import archive, gather
from desk.backup.last import FOLDER, LAST, note
from desk.faults import RefusedError
from desk.messages import OnProgress, Report
from desk.publish.lock import NAME as LOCK
from desk.publish.lock import locked
from desk.publish.pointer import Pointer
from desk.publish.settings import read_publish_settings
from desk.publish.tree import ReleaseError
from desk.unfinished import archive_beside, forget_archives, forget_restored
from plugins import clock
from plugins.content_folder import content_folder
from plugins.limits import megabytes
from plugins.replacing import replace
from plugins.state_folder import STATE


def at_once(root: Path, on_progress: OnProgress, *, to: str | Path = "") -> Outcome:
    """Write a backup into the folder ``to``, read it again, and say where it is.

    Nothing else may publish meanwhile. A file that is not whole is never left there.
    Raises LockedError, and RefusedError where the folder is inside what is kept.
    """
    report = Report(on_progress)
    settings, problems = read_publish_settings(root, None, site=False)
    if settings is None:
        report.problems(problems)
        return Outcome(code=1)
    folder = (root / Path(to).expanduser()).resolve() if to else root / FOLDER
    target = settings.target if settings.target.is_dir() else None
    _check_place(root, folder, target)
    folder.mkdir(parents=True, exist_ok=True)
    now = clock.now()
    file = _free(folder, now)
    fresh = archive_beside(file, root)
    forget_restored(root)
    with locked(target) if target is not None else contextlib.nullcontext():
        if target is not None:
            forget_archives(folder, root)
        moved, shown = _current(target)
        all_files = list(gather.own_files(root, target, LOCK, moved))
        try:
            with report.steps("Sao lưu, số tệp", len(all_files)) as step, fresh.open("wb") as new:
                made = archive.write(
                    new,
                    all_files,
                    gather.links(shown),
                    made=now.isoformat(),
                    site=settings.site,
                    step=step,
                )
            with (
                report.steps("Đọc lại bản sao lưu, số tệp", len(made.files)) as step,
                fresh.open("rb") as old,
            ):
                archive.read(old, step=step)
            replace(fresh, file)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    _tell(root, file, made, target, report)
    with contextlib.suppress(OSError):
        files.write(root / LAST, note(file, now))
    return Outcome()


def _current(target: Path | None) -> tuple[int | None, int | None]:
    """The release whose tree is ``current`` itself, and that which readers see, if any is."""
    if target is None:
        return None, None
    pointer = Pointer(folder=target)
    try:
        return pointer.moved(), pointer.number()
    except ReleaseError:  # somebody's own: publishing will say so
        return None, None


def _check_place(root: Path, folder: Path, target: Path | None) -> None:
    for own in (content_folder(root), root / "theme", root / STATE, target):
        if own is not None and (folder == own or own.resolve() in folder.parents):
            words = (
                f"{folder} nằm trong {own}, là thứ cần sao lưu. Hãy chọn thư mục khác, tốt nhất ở "
                "một ổ đĩa khác."
            )
            raise RefusedError(words)


def _free(folder: Path, now: datetime) -> Path:
    """A name that nothing has: two backups of one second are both kept."""
    stem, number = f"sao-luu-{now:%Y%m%d-%H%M%S}", 1
    file = folder / f"{stem}.tar.gz"
    while file.exists():
        number += 1
        file = folder / f"{stem}-{number}.tar.gz"
    return file


def _tell(
    root: Path, file: Path, made: archive.Contents, target: Path | None, report: Report
) -> None:
    content = sum(name.startswith("content/") for name in made.files)
    released = "" if target is None else ", các bản đã công bố và lịch sử"
    report.say(
        f"Đã sao lưu {content} tệp trong content/, các thiết lập{released} vào {file} "
        f"({megabytes(file.stat().st_size)}), và đã đọc lại: đúng từng byte."
    )
    for link in gather.linked_folders(root):
        report.warn(f"{link} là liên kết tới thư mục khác: những gì ở trong đó không được sao lưu.")
    report.say("Hãy chép tệp ấy sang một ổ đĩa khác. Lấy lại: invoke restore <tệp>")
