"""What publishing needs of ``publishconf.py``, checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from desk.conf import load_conf
from plugins.content_folder import content_folder
from plugins.model import Problem
from plugins.setting_places import PUBLISH_CONF, Places
from plugins.settings import check_address, check_publishing, feed_host, origin, other_plugins
from plugins.target_folder import PUBLIC
from plugins.targets import Target, read_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """Where releases go and how many stay."""

    site: str
    """Origin of the published site, without a final slash."""
    target: Path
    keep: int
    newsroom: str
    """The host in the identities of its feeds: which newsroom this is."""
    plugins: bool
    """Whether plugins beside ours write files too."""
    where: Target | None = None
    """The target of the newsroom; None when another folder was named on the command line."""


Where = str | Path | Target | None
"""A folder named on the command line, one of the newsroom's targets, or its first one."""


def read_publish_settings(
    root: Path, target: Where, *, site: bool = True
) -> tuple[PublishSettings | None, tuple[Problem, ...]]:
    """The settings of ``root``'s publishconf.py, and ``target``.

    Without ``site`` the site's address may be wrong: to go back to a release needs none.
    """
    raw, problems = load_conf(root, PUBLISH_CONF)
    if raw is None:
        return None, problems
    where: Target | None = None
    found = read_targets(root, content_folder(root))
    if isinstance(target, str | Path):
        raw = {**raw, "NEWSROOM_TARGET": target}
    elif found.problems:
        return None, found.problems
    elif found.are_named:
        where = target or found.targets[0]
        raw = {**raw, "NEWSROOM_TARGET": where.here}
    places = Places(root, PUBLISH_CONF)
    address = check_address(raw, places) if site else ()
    problems = (*address, *check_publishing(raw, places, root))
    if problems:
        return None, problems
    place = cast("str | Path", raw.get("NEWSROOM_TARGET") or PUBLIC)
    return (
        PublishSettings(
            site=origin(str(raw.get("SITEURL", ""))),
            target=root / Path(place).expanduser(),
            keep=cast("int", raw.get("NEWSROOM_KEEP_RELEASES", 20)),
            newsroom=feed_host(raw),
            plugins=bool(other_plugins(raw)),
            where=where,
        ),
        (),
    )
