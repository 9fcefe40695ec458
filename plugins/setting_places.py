"""Where each setting of a site stands: the file, and the line that counts.

That is an assignment in a settings file, or a key of ``content/newsroom.toml``. Only this looks
into the settings files as text; nothing here runs them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.first_version import is_handed_out
from plugins.newsroom_file import PLACE, WORDS, readable

CONF = "pelicanconf.py"
PUBLISH_CONF = "publishconf.py"

Place = tuple[str, int]
"""A file's path from the project's folder, and a line from 1."""


@dataclass(frozen=True, slots=True)
class _Written:
    """Of one file: the line of each name, of each item of a list, and of the last assignment."""

    lines: dict[str, int] = field(default_factory=dict)
    items: dict[str, tuple[int, ...]] = field(default_factory=dict)
    handed_out: frozenset[str] = frozenset()
    """Names whose value is what version 1.0 handed out."""
    imports: bool = False
    """Whether it takes over all names of ``pelicanconf.py``."""

    def own(self) -> _Written:
        """Without the names that say nothing where a newsroom has a file of its own."""
        lines = {name: line for name, line in self.lines.items() if name not in self.handed_out}
        return replace(self, lines=lines)


class Places:
    """Where the settings stand that the file ``conf`` of ``root`` gives; looked up when asked."""

    def __init__(self, root: Path, conf: str = CONF) -> None:
        """``conf``: ``pelicanconf.py``, or ``publishconf.py``, which adds to it."""
        self._root = root
        self._conf = conf
        self._files: list[tuple[str, _Written]] | None = None
        self._last = 1

    def of(self, key: str, item: int | None = None) -> Place:
        """Where ``key`` (its list's ``item``) is given its value.

        Of a name that is not there: where it belongs, below its like in the last file read.
        """
        for path, written in self._read():
            name = key if path != PLACE else WORDS.get(key, "")
            if name in written.lines:
                items = written.items.get(name, ())
                line = items[item] if item is not None and item < len(items) else None
                return path, line or written.lines[name]
        if key in WORDS and self.take_own:
            return PLACE, self._last
        path, written = [one for one in self._read() if one[0] != PLACE][-1]
        like = [line for name, line in written.lines.items() if _alike(name, key)]
        return path, max(like or written.lines.values(), default=1)

    def word(self, key: str) -> str:
        """What ``key`` is called where it stands, or belongs: of our file, its key there."""
        return WORDS[key] if self.of(key)[0] == PLACE else key

    @property
    def take_own(self) -> bool:
        """Whether the newsroom has a file of its own, and it can be read."""
        return self._read()[-1][0] == PLACE

    def left_behind(self) -> dict[str, int]:
        """The line of each setting that this very file gives and that belongs in our own."""
        lines = self._read()[0][1].lines
        return {name: lines[name] for name in WORDS if name in lines} if self.take_own else {}

    def names(self) -> dict[str, Place]:
        """Every name in capitals that is given a value, with its place."""
        found: dict[str, Place] = {}
        for path, written in reversed(self._read()):
            found.update({name: (path, line) for name, line in written.lines.items()})
        return {name: place for name, place in found.items() if name.isupper()}

    def _read(self) -> list[tuple[str, _Written]]:
        """The files that count, the first of which wins."""
        if self._files is None:
            first = _written(self._root / self._conf)
            self._files = [(self._conf, first)]
            if first.imports and self._conf != CONF:
                self._files.append((CONF, _written(self._root / CONF)))
            own = readable(self._root)
            if own is not None:
                self._files = [(path, written.own()) for path, written in self._files]
                self._files.append((PLACE, _Written(dict(own.lines), dict(own.items))))
                self._last = own.last
        return self._files


def _alike(name: str, key: str) -> bool:
    """Whether both begin so: ``SITE``, ``NEWS``."""
    return name[:4] == key[:4]


def _written(file: Path) -> _Written:
    found = _Written()
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return found
    imports = False
    handed_out: set[str] = set()
    for statement in _statements(tree.body):
        if isinstance(statement, ast.ImportFrom):
            imports = imports or statement.module == CONF.removesuffix(".py")
            continue
        for target, value in _assigned(statement):
            found.lines[target] = statement.lineno
            (handed_out.add if _is_handed_out(target, value) else handed_out.discard)(target)
            if isinstance(value, ast.List | ast.Tuple):
                found.items[target] = tuple(item.lineno for item in value.elts)
            else:
                found.items.pop(target, None)
    return _Written(found.lines, found.items, frozenset(handed_out), imports)


def _is_handed_out(name: str, value: ast.expr | None) -> bool:
    try:
        return value is not None and is_handed_out(name, ast.literal_eval(value))
    except ValueError:
        return False


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """In the order in which they stand, those inside ``if``, ``try`` and the like too."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            yield from _statements(handler.body)


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        targets = [statement.target]
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id, getattr(statement, "value", None)
        elif isinstance(target, ast.Tuple):
            yield from ((one.id, None) for one in target.elts if isinstance(one, ast.Name))
