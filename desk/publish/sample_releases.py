"""Releases of our sample, which somebody published to try the software: never anybody's promise."""

from __future__ import annotations

from pathlib import Path

from desk.messages import Report
from desk.publish.lock import locked
from desk.publish.manifest import AddressKind
from desk.publish.releases import Releases
from desk.publish.settings import Where, read_publish_settings
from desk.settings_check import feed_host_of
from plugins.addresses import NEWS_FEED, path_of
from plugins.content_folder import (
    CONTENT,
    NEWSROOM_FILE,
    SAMPLE,
    content_folder,
    is_as_handed_out,
    is_sample,
)
from plugins.replacing import rename
from plugins.sections import DEFAULT
from plugins.settings import is_sample_host

_ASIDE = "-ban-mau"


def set_sample_aside(root: Path, report: Report, *, target: Where = None) -> Path | None:
    """Put the whole folder of releases aside where readers see our sample there; where it is now.

    A release says in its feeds which newsroom it was made for. It is our sample's when that is a
    name nobody can have and not this newsroom's, or, where none was set up yet, when all its posts
    lie in ``sample``; and when this newsroom wrote none of them. None when there was nothing to do.
    Raises LockedError, OSError.
    """
    settings, _ = read_publish_settings(root, target)
    if settings is None or is_sample(root) or not settings.target.is_dir():
        return None
    releases = Releases(folder=settings.target)
    number = releases.last_shown()
    was = "" if number is None else _made_for(releases, number)
    if number is None or not is_sample_host(was):
        return None
    content = content_folder(root)
    is_set_up = (content / NEWSROOM_FILE).is_file()
    is_ours = was != settings.newsroom
    if not is_ours and (is_set_up or not (root / SAMPLE).is_dir()):
        return None
    posts = _posts(releases, number)
    if not posts or not (is_ours or all((root / SAMPLE / path).exists() for path in posts)):
        return None
    there = (path for path in posts if (content / path).exists())
    # Where none was set up, what version 1.0 handed out lies in ``content`` still.
    if any(is_set_up or not is_as_handed_out(content, path) for path in there):
        return None
    with locked(releases.folder):
        pass  # nobody is publishing
    aside = _free(settings.target)
    rename(settings.target, aside)
    report.say(
        f"Các bản công bố trong {settings.target} là của bản mẫu, không phải của cơ quan: đã "
        f"chuyển cả thư mục sang {aside}. Không cần nữa thì xóa đi."
    )
    if not is_set_up:
        report.say(
            f"Tòa soạn chưa có {CONTENT}/{NEWSROOM_FILE} nên vẫn mang tên bản mẫu. Lập tòa soạn "
            "của cơ quan: invoke start"
        )
    return aside


def _made_for(releases: Releases, number: int) -> str:
    """The newsroom whose name stands in that release's feeds."""
    feed = NEWS_FEED.file(section=DEFAULT.folder, feed="atom")
    return feed_host_of(releases.tree(number) / feed)


def _posts(releases: Releases, number: int) -> list[str]:
    """The files in the content that the posts of that release are of; none when it is not known."""
    manifest = releases.manifest(number)
    found = manifest.addresses.items() if manifest is not None else ()
    return [path_of(url) for url, one in found if one.kind is AddressKind.POST]


def _free(folder: Path) -> Path:
    """A name beside ``folder`` that nothing has."""
    aside, number = folder.with_name(f"{folder.name}{_ASIDE}"), 1
    while aside.exists():
        number += 1
        aside = folder.with_name(f"{folder.name}{_ASIDE}-{number}")
    return aside
