"""The locks say everything that is installed, and nothing about where it comes from."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = {"newsroom.txt": (), "test.txt": ("test",)}
RELOCK = "the commands in requirements/README.md"

PIN = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)(?:\[(?P<extras>[a-z0-9,-]+)\])?==(?P<version>[0-9][\w.]*)"
    r"( ; (?P<marker>.+?))? \\"
)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
COMMENT = re.compile(r"    # via( [\w.()-]+)*|    #   [\w-]+( \(pyproject\.toml\))?")


def declared(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def locked(name: str) -> dict[str, list[str]]:
    """Version(s) by package; two where the lock forks on the Python version."""
    versions: dict[str, list[str]] = {}
    for line in (ROOT / "requirements" / name).read_text("utf-8").splitlines():
        if found := PIN.fullmatch(line):
            versions.setdefault(found["name"], []).append(found["version"])
    return versions


def asked_for_by_us(name: str) -> set[str]:
    """Packages whose "via" comment names the project itself."""
    asked: set[str] = set()
    package = ""
    for line in (ROOT / "requirements" / name).read_text("utf-8").splitlines():
        if found := PIN.fullmatch(line):
            package = found["name"]
        elif "vksnd-newsroom" in line:
            asked.add(package)
    return asked


def test_what_is_asked_for_with_an_extra_is_pinned_with_it() -> None:
    """Else ``pip`` looks for the newest release instead, and stops because it has no hash."""
    lines = (ROOT / "requirements/test.txt").read_text("utf-8").splitlines()
    pins = [found for line in lines if (found := PIN.fullmatch(line))]
    pinned = {pin["name"]: set((pin["extras"] or "").split(",")) for pin in pins}
    lacking = [
        f"{name} asks for {asked}"
        for name in pinned
        for asked in map(Requirement, _requires(name))
        if asked.extras
        and not (asked.marker and "extra" in str(asked.marker))
        and canonicalize_name(asked.name) in pinned
        and not asked.extras <= pinned[canonicalize_name(asked.name)]
    ]
    assert lacking == [], RELOCK


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:  # for another system or Python
        return []


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_pinned_package_a_hash_or_the_reason_it_is_there(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    strange = [
        line
        for line in lines
        if not (PIN.fullmatch(line) or HASH.fullmatch(line) or COMMENT.fullmatch(line))
    ]
    assert strange == [], "a lock names no host, no index and no local path"


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_a_hash(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    bare = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.fullmatch(line) and not HASH.fullmatch(after)
    ]
    assert bare == []


@pytest.mark.parametrize(("name", "extras"), LOCKS.items())
def test_every_declared_dependency_is_locked_at_a_version_it_allows(
    name: str, extras: tuple[str, ...]
) -> None:
    versions = locked(name)
    wrong = [
        str(need)
        for need in declared(*extras)
        if not versions.get(canonicalize_name(need.name))
        or not all(need.specifier.contains(v) for v in versions[canonicalize_name(need.name)])
    ]
    assert wrong == [], f"pyproject.toml and requirements/{name} differ; run: {RELOCK}"


@pytest.mark.parametrize(("name", "extras"), LOCKS.items())
def test_nothing_is_locked_for_a_dependency_that_was_dropped(
    name: str, extras: tuple[str, ...]
) -> None:
    needs = {canonicalize_name(need.name) for need in declared(*extras)}
    assert asked_for_by_us(name) == needs, f"requirements/{name} is stale; run: {RELOCK}"


def test_tests_run_on_the_versions_that_publish() -> None:
    published, tested = locked("newsroom.txt"), locked("test.txt")
    assert {name: tested.get(name) for name in published} == published
