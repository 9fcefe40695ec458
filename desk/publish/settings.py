"""What publishing needs of ``publishconf.py``, checked."""

from __future__ import annotations

import importlib
import runpy
import sys
from dataclasses import dataclass
from pathlib import Path

from plugins.model import Problem

CONF = "publishconf.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """Where releases go and how many stay."""

    site: str
    """Origin of the published site, without a final slash."""
    target: Path
    keep: int


def read_conf(root: Path, name: str) -> dict[str, object]:
    """The names that the settings file ``root``/``name`` defines.

    It runs as Pelican runs it: from ``root``, so that ``from pelicanconf import *``
    means the file beside it.
    """
    sys.path.insert(0, str(root))
    sys.modules.pop("pelicanconf", None)
    importlib.invalidate_caches()
    try:
        return runpy.run_path(str(root / name))
    finally:
        sys.modules.pop("pelicanconf", None)
        sys.path.remove(str(root))


def read_publish_settings(
    root: Path, target: str | Path | None
) -> tuple[PublishSettings | None, tuple[Problem, ...]]:
    """The settings of ``root``'s publishconf.py; ``target`` given on the command line wins."""
    try:
        raw = read_conf(root, CONF)
    except FileNotFoundError:
        return None, (Problem(path=CONF, line=1, message="không có tệp thiết lập này"),)
    except Exception as error:  # noqa: BLE001 - whatever a settings file of Python may raise
        line = getattr(error, "lineno", None) or 1
        return None, (Problem(path=CONF, line=line, message=f"tệp thiết lập có lỗi: {error}"),)
    problems = []
    keep = raw.get("NEWSROOM_KEEP_RELEASES", 20)
    if not isinstance(keep, int) or keep < 2:  # noqa: PLR2004 - the current and the one before
        problems.append(
            Problem(
                path=CONF,
                line=1,
                message="NEWSROOM_KEEP_RELEASES phải là số nguyên từ 2 trở lên: "
                "bản đang hiện và bản ngay trước luôn được giữ",
                suggestion="NEWSROOM_KEEP_RELEASES = 20",
            )
        )
    place = target or raw.get("NEWSROOM_TARGET") or "public"
    if not isinstance(place, str | Path):
        problems.append(
            Problem(
                path=CONF,
                line=1,
                message="NEWSROOM_TARGET phải là đường dẫn một thư mục",
                suggestion='NEWSROOM_TARGET = "public"',
            )
        )
    site = raw.get("SITEURL")
    if not isinstance(site, str) or not site.startswith(("http://", "https://")):
        problems.append(
            Problem(
                path=CONF,
                line=1,
                message="SITEURL phải là địa chỉ đầy đủ của trang tin",
                suggestion='SITEURL = "https://vksnd-thaibinh.example"',
            )
        )
    if problems:
        return None, tuple(problems)
    assert isinstance(place, str | Path)
    assert isinstance(keep, int)
    return (
        PublishSettings(
            site=str(site).rstrip("/"), target=(root / Path(place).expanduser()), keep=keep
        ),
        (),
    )
