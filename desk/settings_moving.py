"""Settings that a newsroom once wrote in ``pelicanconf.py``, said and moved to its own file."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk import files
from desk.conf import load_conf
from desk.keeping import keep
from plugins.content_folder import place_of
from plugins.lines import decode
from plugins.model import Problem
from plugins.newsroom_file import KEYS, PLACE, WORDS, first_table, newsroom_file
from plugins.registry.syntax import toml_row
from plugins.setting_places import CONF, PUBLISH_CONF, Places
from plugins.settings import feed_host


class Moved(Struct, frozen=True, kw_only=True):
    """What was done to one setting."""

    name: str
    path: str
    line: int
    written: str
    """Its line in the newsroom's own file."""


def left_behind(root: Path) -> Iterator[Problem]:
    """A reminder of each setting that a settings file still gives, over the newsroom's own."""
    for path, name, line in _settings_left(root):
        said = f"{name} nay viết ở {PLACE}, khóa «{WORDS[name]}»; dòng này đè lên khóa ấy"
        yield Problem(
            path=path,
            line=line,
            message=f"{said}. Chuyển giúp: invoke check --fix",
            severity="advice",
        )


def _settings_left(root: Path) -> list[tuple[str, str, int]]:
    """File, name and line of each; none where the settings do not take over that file."""
    return [
        (conf, name, line)
        for conf in (PUBLISH_CONF, CONF)
        for name, line in Places(root, conf).left_behind().items()
    ]


_HEAD = "# Những gì cơ quan tự đặt cho trang tin của mình. Sửa xong: invoke check.\n"


def create(root: Path, now: datetime) -> tuple[Moved, ...]:
    """Write the newsroom's own file with what its settings say, which then say it no more.

    Of a newsroom of version 1.0. As ``move`` where there is such a file. Raises OSError.
    """
    lines = own_lines(root)
    if lines:
        files.write(place_of(root, PLACE), (_HEAD + "\n".join(lines) + "\n").encode())
    return move(root, now)


def own_lines(root: Path) -> tuple[str, ...]:
    """What ``create`` would write; nothing where the newsroom has its own file."""
    raw, _ = load_conf(root, PUBLISH_CONF)
    if raw is None or newsroom_file(root) is not None:
        return ()
    values = {key: raw.get(name) for key, name in KEYS.items()}
    values["feed"] = values["feed"] or feed_host(raw)
    return tuple(toml_row(key, value) for key, value in values.items() if _is_plain(value))


def move(root: Path, now: datetime) -> tuple[Moved, ...]:
    """Write those settings, as readers have them, into the newsroom's own file, and nowhere else.

    The files as they were are kept. Nothing is moved where a settings file cannot be run, or a
    value is no word, number or list of words. Raises OSError.
    """
    found = _settings_left(root)
    raw, _ = load_conf(root, PUBLISH_CONF)
    if raw is None or not found:
        return ()
    values = {name: raw.get(name) for _, name, _ in found}
    lines = {
        name: toml_row(WORDS[name], value) for name, value in values.items() if _is_plain(value)
    }
    sound = set(lines)
    if not sound:
        return ()
    _rewrite(
        root, PLACE, now, with_settings(root, {WORDS[name]: line for name, line in lines.items()})
    )
    for conf in (PUBLISH_CONF, CONF):
        if any(path == conf and name in sound for path, name, _ in found):
            _rewrite(root, conf, now, _without(root / conf, sound))
    return tuple(
        Moved(name=name, path=path, line=line, written=lines[name])
        for path, name, line in found
        if name in sound
    )


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def with_settings(root: Path, lines: Mapping[str, str]) -> str:
    """The newsroom's own file with these lines in the place of what it has by their keys."""
    own = newsroom_file(root)
    assert own is not None, "asked only where there is one"
    rows = decode(place_of(root, PLACE).read_bytes()).text.splitlines()
    added = [line for key, line in lines.items() if key not in own.lines]
    for key in sorted(lines.keys() & own.lines.keys(), key=own.lines.__getitem__, reverse=True):
        start = own.lines[key] - 1
        end = _end(rows, start)
        rows[start:end] = [lines[key]]
    end = first_table(rows)
    rows[end:end] = [*added, ""] if added and end < len(rows) else added
    return "\n".join(rows) + "\n"


def _end(rows: list[str], start: int) -> int:
    """The row after the value that begins in row ``start``."""
    import tomllib  # noqa: PLC0415 - seldom needed

    for end in range(start + 1, len(rows) + 1):
        try:
            tomllib.loads("\n".join(rows[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return start + 1


def _without(file: Path, names: set[str]) -> str:
    """A settings file without what gives ``names`` their values, and the remarks right above."""
    text = file.read_text("utf-8")
    rows = text.splitlines()
    gone: set[int] = set()
    for statement in ast.parse(text).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id in names for target in targets):
            at = statement.lineno - 1
            while at and rows[at - 1].startswith("#"):
                at -= 1
            gone |= set(range(at, statement.end_lineno or statement.lineno))
    return "\n".join(row for number, row in enumerate(rows) if number not in gone) + "\n"


def _rewrite(root: Path, path: str, now: datetime, text: str) -> None:
    place = place_of(root, path)
    keep(root, path.removeprefix("content/"), place.read_bytes(), now)
    files.write(place, text.encode())
