"""Imports lead one way, without circles, and never to a private name of another module."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.sites import ROOT

ARROW = (
    ("tasks",),
    ("desk.terminal", "desk.web"),
    ("desk.actions",),
    ("desk",),
    ("plugins.engine",),
    ("plugins.content",),
    ("plugins.pages",),
    ("plugins",),
    ("plugins.addresses", "plugins.model", "plugins.patterns", "plugins.vietnamese"),
)
"""A module imports from its own row and from those below; what a row names includes what is in
it, but for what another row names."""

KNOWN: frozenset[tuple[str, str]] = frozenset(
    {
        # Pelican asks the top package for the class.
        ("plugins", "plugins.engine.seams"),
        # Pillow is loaded only for a picture that is new.
        ("plugins.images.spec", "plugins.images.pixels"),
    }
)
"""Imports against the arrow or in a circle that are still to be mended."""


class Import(NamedTuple):
    """One module asks for another, or for a name of it."""

    importer: str
    imported: str
    name: str = ""
    is_for_types: bool = False


def modules_of(root: Path) -> dict[str, Path]:
    """Every module of ours below ``root``, by its dotted name."""
    files = [root / "tasks.py", *(root / "desk").rglob("*.py"), *(root / "plugins").rglob("*.py")]
    found = {}
    for file in files:
        parts = file.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if file.is_file():
            found[".".join(parts)] = file
    return found


def imports_of(modules: Mapping[str, Path]) -> list[Import]:
    """What each of ``modules`` imports of the others, wherever in it."""
    return [
        one
        for importer, file in modules.items()
        for one in _imports(importer, ast.parse(file.read_text("utf-8")), modules)
        if one.imported != importer
    ]


def _imports(importer: str, tree: ast.Module, modules: Mapping[str, Path]) -> Iterator[Import]:
    for_types = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        for module, name in _asked_for(node):
            whole = f"{module}.{name}"
            if whole in modules:
                yield Import(importer, whole, "", node in for_types)
            elif module in modules:
                yield Import(importer, module, name, node in for_types)


def _asked_for(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Modules and the names of them that ``node`` imports, or runs as ``module:function``."""
    if isinstance(node, ast.ImportFrom):
        yield from ((node.module or "", alias.name) for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        module, _, function = node.value.partition(":")
        if function.isidentifier():
            yield module, function


def row_of(module: str) -> int:
    """The row of ``ARROW`` that ``module`` stands in."""
    named = [
        (len(name), number)
        for number, names in enumerate(ARROW)
        for name in names
        if f"{module}.".startswith(f"{name}.")
    ]
    return max(named)[1]


def room_of(module: str, modules: Mapping[str, Path]) -> str:
    """The package that ``module`` is in; one that lies directly in the top folder is its own."""
    top, *rest = module.split(".")
    is_package = modules[module].name == "__init__.py"
    return f"{top}.{rest[0]}" if len(rest) > 1 or (rest and is_package) else module


def backwards(imports: Iterable[Import]) -> set[tuple[str, str]]:
    """Importer and imported where the arrow points the other way."""
    return {(i.importer, i.imported) for i in imports if row_of(i.importer) > row_of(i.imported)}


def private(imports: Iterable[Import]) -> set[tuple[str, str]]:
    """Importer and name, where the name is private to its module or the module to its package."""
    return {
        (one.importer, f"{one.imported}.{one.name}".rstrip("."))
        for one in imports
        if any(part.startswith("_") for part in (*one.imported.split("."), one.name))
    }


def circles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Groups of names each of which leads to each other one."""
    onward: dict[str, set[str]] = {}
    for start, end in edges:
        onward.setdefault(start, set()).add(end)
    reached = {start: _reached(start, onward) for start in onward}
    groups = {
        tuple(sorted({start, *(n for n in found if start in reached.get(n, ()))}))
        for start, found in reached.items()
        if start in found
    }
    return sorted(map(list, groups))


def _reached(start: str, onward: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(onward.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += onward.get(name, ())
    return found


def circles_of(
    modules: Mapping[str, Path], imports: Iterable[Import], known: frozenset[tuple[str, str]]
) -> list[list[str]]:
    """Circles of modules and of packages, but for what is ``known``.

    What only a type checker imports makes no circle.
    """
    edges = [
        (i.importer, i.imported)
        for i in imports
        if not i.is_for_types and (i.importer, i.imported) not in known
    ]
    rooms = [(room_of(a, modules), room_of(b, modules)) for a, b in edges]
    return [*circles(edges), *circles((a, b) for a, b in rooms if a != b)]


def doubled(modules: Iterable[str]) -> set[str]:
    """Last names that two of ``modules`` have."""
    names = [module.rpartition(".")[2] for module in modules]
    return {name for name in names if names.count(name) > 1}


MODULES = modules_of(ROOT)
IMPORTS = imports_of(MODULES)


def test_no_import_goes_against_the_arrow() -> None:
    assert backwards(IMPORTS) - KNOWN == set()


def test_nothing_leads_in_a_circle() -> None:
    assert circles_of(MODULES, IMPORTS, KNOWN) == []


def test_no_private_name_of_another_module_is_imported() -> None:
    assert private(IMPORTS) == set()


@pytest.mark.parametrize("edge", sorted(KNOWN), ids=" → ".join)
def test_every_known_exception_is_still_needed(edge: tuple[str, str]) -> None:
    others = KNOWN - {edge}
    is_needed = edge in backwards(IMPORTS) or circles_of(MODULES, IMPORTS, others) != []
    assert is_needed, "this import is gone or mended: take it out of KNOWN"


def test_no_file_name_of_desk_stands_for_two_modules() -> None:
    files = [m for m, file in MODULES.items() if file.name != "__init__.py"]
    assert doubled(module for module in files if module.startswith("desk.")) == set()


# --- each rule fires ----------------------------------------------------------------------------


def written(root: Path, files: Mapping[str, str]) -> tuple[dict[str, Path], list[Import]]:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    modules = modules_of(root)
    return modules, imports_of(modules)


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("plugins/model.py", "from plugins.posts.fields import Field"),
        ("plugins/posts/fields.py", "from desk import files"),
        ("plugins/pages/plan.py", "import plugins.engine.making"),
        ("desk/files.py", "def late():\n    from desk.actions import check"),
        ("desk/actions/check.py", "from desk.terminal.console import say"),
        ("desk/terminal/console.py", "import tasks"),
    ],
)
def test_an_import_against_the_arrow_is_found(tmp_path: Path, importer: str, line: str) -> None:
    there = dict.fromkeys(
        (
            "tasks.py",
            "desk/files.py",
            "desk/terminal/console.py",
            "desk/actions/check.py",
            "plugins/engine/making.py",
            "plugins/pages/plan.py",
            "plugins/posts/fields.py",
            "plugins/model.py",
        ),
        "",
    )
    _, imports = written(tmp_path, {**there, "tasks.py": 'run("desk.actions.check:check")'})
    assert imports == [Import("tasks", "desk.actions.check", "check")]
    assert backwards(imports) == set()

    _, imports = written(tmp_path, {importer: line})

    assert len(backwards(imports)) == 1


def test_a_circle_of_modules_or_of_packages_is_found(tmp_path: Path) -> None:
    modules, imports = written(
        tmp_path,
        {
            "desk/a/one.py": "import desk.b.one",
            "desk/a/two.py": "",
            "desk/b/one.py": "",
            "desk/b/two.py": "from desk.a import two",
            "desk/c.py": "from desk import d",
            "desk/d.py": "def later():\n    from desk.c import name",
            "desk/e.py": "if TYPE_CHECKING:\n    from desk import f",
            "desk/f.py": "import desk.e",
        },
    )

    assert circles_of(modules, imports, frozenset()) == [
        ["desk.c", "desk.d"],
        ["desk.a", "desk.b"],
        ["desk.c", "desk.d"],
    ]
    known = frozenset({("desk.c", "desk.d"), ("desk.a.one", "desk.b.one")})
    assert circles_of(modules, imports, known) == []


def test_a_private_name_of_a_sibling_is_found(tmp_path: Path) -> None:
    _, imports = written(
        tmp_path,
        {
            "desk/a.py": "from desk.b import _hidden, shown\nfrom desk import _c",
            "desk/b.py": "_hidden = shown = 1",
            "desk/_c.py": "",
            "desk/__init__.py": "",
        },
    )

    assert private(imports) == {("desk.a", "desk.b._hidden"), ("desk.a", "desk._c")}


def test_a_file_name_used_twice_is_found() -> None:
    assert doubled(["desk.a.command", "desk.b.command", "desk.c"]) == {"command"}
