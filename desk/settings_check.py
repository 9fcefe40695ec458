"""Everything wrong with both settings files and with the agency's own pictures in the theme.

Said as faults of the content are: path and line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from desk.conf import load_conf
from desk.settings_moving import left_behind
from plugins import clock, settings
from plugins.addresses import NEWS_FEED
from plugins.content import ContentCache, read_newsroom
from plugins.content_folder import content_folder
from plugins.engine.share import share_problems
from plugins.model import Problem, StandingPage
from plugins.newsroom_file import readable, strangers
from plugins.registry import Registry
from plugins.sections import folders_of, sections_of
from plugins.setting_places import CONF, PUBLISH_CONF, Places
from plugins.targets import read_targets


def check_settings(
    root: Path,
    registry: Registry | None = None,
    pages: Collection[StandingPage] | None = None,
    *,
    confs: Sequence[str] = (CONF, PUBLISH_CONF),
) -> tuple[Problem, ...]:
    """What is wrong with the settings files ``confs`` of ``root`` and what they name; each once.

    Names of the ``registry`` and of ``pages`` are judged when those could be read.
    Nothing is wrong where there is neither file: a content folder alone is no site.
    """
    if not any((root / conf).is_file() for conf in (CONF, PUBLISH_CONF)):
        return ()
    found: list[Problem] = []
    units = None if registry is None else registry.units.keys()
    folders = folders_of(sections_of(content_folder(root)))
    for conf in confs:
        raw, problems = load_conf(root, conf)
        found.extend(problems)
        if raw is None:
            continue
        places = Places(root, conf)
        found.extend(settings.check_settings(raw, places, root=root, units=units, pages=pages))
        theme = raw.get("THEME")
        if isinstance(theme, str) and (root / theme).is_dir():
            found.extend(share_problems(root / theme, folders, theme))
        if conf == PUBLISH_CONF:
            found.extend(settings.check_publishing(raw, places, root))
        found.extend(settings.without_effect(raw, places, _pelicans))
    found.extend(_of_own_file(root))
    found.extend(left_behind(root))
    return tuple(dict.fromkeys(found))


def _of_own_file(root: Path) -> tuple[Problem, ...]:
    """What the newsroom's own file says that nobody asks."""
    own = readable(root)
    if own is None:
        return ()
    return (*strangers(own), *read_targets(root, content_folder(root)).problems)


def _pelicans() -> Mapping[str, object]:
    from plugins.engine.seams import defaults  # noqa: PLC0415 - Pelican is heavy

    return defaults()


def all_problems(root: Path, confs: Sequence[str]) -> tuple[Problem, ...]:
    """What is wrong with the settings files ``confs`` of ``root``, and with its content."""
    content = content_folder(root)
    reading = read_newsroom(
        content, clock.now(), ContentCache.of(root), advise=False, origins=site_origins(root)
    )
    settings = check_settings(root, reading.registry, reading.pages, confs=confs)
    return (*settings, *reading.problems)


def site_origins(root: Path) -> tuple[str, ...]:
    """``https://…`` of the site of ``root``, as either of its settings files has it."""
    loaded = (load_conf(root, conf)[0] for conf in (CONF, PUBLISH_CONF))
    return settings.origins(raw for raw in loaded if raw is not None)


def feed_reminders(root: Path, live: Path, built: Path) -> tuple[Problem, ...]:
    """A reminder when the feeds of the site in ``built`` would name their entries otherwise.

    ``live`` is what readers have. Programs that follow the feed would take all of it for new.
    """
    section = sections_of(content_folder(root))[0].folder
    feed = NEWS_FEED.file(section=section, feed="atom")
    was, now = (feed_host_of(folder / feed) for folder in (live, built))
    if not was or not now or was == now:
        return ()
    places = Places(root, PUBLISH_CONF)
    path, line = places.of("NEWSROOM_FEED_HOST")
    key = places.word("NEWSROOM_FEED_HOST")
    return (
        Problem(
            path=path,
            line=line,
            message=f"{key}: nguồn tin (RSS, Atom) đang đặt mã cho tin theo {was}, bản mới theo "
            f"{now}; người theo dõi sẽ thấy mọi tin là tin mới",
            suggestion=f'{key} = "{was}"',
            severity="advice",
        ),
    )


def feed_host_of(feed: Path) -> str:
    """The host in the identity of an Atom feed as we write it; empty when there is none."""
    try:
        with feed.open("rb") as file:
            found = re.search(rb"<id>tag:([^,<]+),", file.read(1000))
    except OSError:
        return ""
    return found[1].decode("ascii", "replace") if found else ""


def sample_reminders(root: Path) -> tuple[Problem, ...]:
    """Reminders of what readers would see of the sample: its address, its footer.

    For ``publish`` to show; ``publishconf.py`` is what readers get.
    """
    raw, _ = load_conf(root, PUBLISH_CONF)
    if raw is None:
        return ()
    return tuple(settings.sample_reminders(raw, Places(root, PUBLISH_CONF)))
