"""The folder releases go to: opened once, locked for each piece of work on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desk.messages import SILENT, Report
from desk.publish.lock import NAME as LOCK
from desk.publish.lock import locked
from desk.publish.manifest import Manifest
from desk.publish.releases import Releases
from desk.publish.settings import PublishSettings, Where, read_publish_settings
from desk.publish.targets.mirrored import MirroredReleases
from desk.publish.targets.remote import Server
from desk.publish.tree import scan
from desk.settings_check import all_problems
from plugins.engine.foreign import named
from plugins.leftovers import is_leftover
from plugins.posts.old_addresses import file_of_old
from plugins.setting_places import PUBLISH_CONF
from plugins.target_folder import target_fault
from plugins.targets import SSH
from plugins.vietnamese import VIETNAM


def opened(
    root: Path, target: Where, report: Report, *, create: bool = True
) -> tuple[PublishSettings, Releases] | None:
    """The settings and the releases; None when something was said instead."""
    if isinstance(target, str | Path) and (fault := target_fault(root, target)):
        report.warn(f"--target: {fault}. Hãy chọn một thư mục khác.")
        return None
    settings, problems = read_publish_settings(root, target, site=create)
    if settings is None:
        more = all_problems(root, (PUBLISH_CONF,)) if create else ()
        report.problems((*problems, *more))
        return None
    folder = settings.target
    releases = _releases(root, settings, report)
    said = ""
    if not create and not folder.is_dir() and not isinstance(releases, MirroredReleases):
        said = f"Chưa công bố bản nào vào {folder}."
    elif folder.exists() and (foreign := _foreign(folder)):
        said = (
            f"{folder} đang chứa thứ khác, không phải các bản công bố: {named(foreign)}. "
            "Hãy chọn thư mục trống, hoặc sửa target trong content/newsroom.toml."
        )
    elif not folder.parent.is_dir():
        said = f"Không thấy {folder.parent}: ổ đĩa hoặc máy chủ chưa được kết nối?"
    if said:
        report.warn(said)
        return None
    folder.mkdir(exist_ok=True)
    return settings, releases


def _releases(root: Path, settings: PublishSettings, report: Report) -> Releases:
    where = settings.where
    if where is None or where.kind != SSH:
        return Releases(folder=settings.target)
    server = Server(root, where, report)
    return MirroredReleases(folder=settings.target, server=server, keep=settings.keep)


@contextmanager
def holding(releases: Releases, report: Report) -> Iterator[None]:
    """Be the only one at work on ``releases``, tidied. Raises LockedError when another is."""
    with locked(releases.folder) as aside:
        if aside is not None:
            report.warn(
                f"{releases.folder / LOCK} không phải tệp khóa; đã đổi tên thành {aside.name}."
            )
        with releases.at_work(report):
            tidied = releases.tidy()
            for mended in tidied.mended:
                report.warn(mended)
            if tidied.removed:
                report.say(
                    "Lần trước bị ngắt giữa chừng; đã dọn phần dở dang. Độc giả không bị ảnh hưởng."
                )
            yield


def current_manifest(releases: Releases, report: Report = SILENT) -> Manifest:
    """What readers see now, or saw last; from the files themselves when its manifest is lost."""
    return manifest_of(releases, releases.last_shown(), report)


def say_if_not_noted(releases: Releases, report: Report) -> None:
    """After readers were shown a release: a word when the disk did not take the note of it."""
    if not releases.is_noted():
        report.warn(
            "Độc giả đã xem bản mới, nhưng chưa ghi được vào sổ history.jsonl (ổ đĩa đầy hoặc chỉ "
            "cho đọc). Lệnh sau sẽ tự ghi bù."
        )


def manifest_of(releases: Releases, number: int | None, report: Report = SILENT) -> Manifest:
    """What release ``number`` consists of; an empty one for None."""
    nothing = Manifest(number=0, made=datetime.min.replace(tzinfo=VIETNAM))
    if number is None:
        return nothing
    known = releases.manifest(number)
    if known is not None:
        return known
    report.warn(f"Không đọc được bản kê của bản {number}; đang đọc lại từng tệp.")
    files = dict(scan(releases.tree(number)))
    # What another release promised and this one has stays promised.
    others = (releases.manifest(n) for n in reversed(releases.numbers()) if n != number)
    promised = next((one.addresses for one in others if one is not None), {})
    addresses = {url: one for url, one in promised.items() if file_of_old(url) in files}
    return Manifest(number=number, made=nothing.made, files=files, addresses=addresses)


def _foreign(folder: Path) -> list[str]:
    """What is in ``folder`` when nothing of releases is; what systems leave does not count."""
    names = set(os.listdir(folder))  # noqa: PTH208 - names are all that is asked
    if names & {"releases", "manifests", LOCK}:
        return []
    return sorted(name for name in names if not is_leftover(name, folder=(folder / name).is_dir()))
