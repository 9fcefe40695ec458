"""What the documents say is so: commands exist, examples pass, links lead somewhere."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from plugins.newsroom_file import KEYS
from plugins.posts import read_manuscript, schema
from plugins.vietnamese import squeeze

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "huong-dan.md"
README = ROOT / "README.md"
DOCUMENTS = sorted(
    [README, ROOT / "CHANGELOG.md", *ROOT.glob("requirements/*.md"), *ROOT.glob("docs/**/*.md")]
)
TEXTS = [*DOCUMENTS, ROOT / "LICENSE", *sorted(ROOT.glob(".ci/*")), ROOT / "pyproject.toml"]

HOSTS = {"getpelican.com", "creativecommons.org", "vksndtc.gov.vn", "song-xanh.example"}
"""All that our documents may name: the generator, the licence, an example of a link."""


@cache
def invoke(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "invoke", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Every ``invoke TASK --option …`` that a document names."""
    for found in re.finditer(r"\binvoke(?:\.exe)? ([a-z]+)((?: +[^\s`|]+)*)", text):
        ours = found[2].split(" -- ")[0]
        yield found[1], re.findall(r"--[a-z-]+", ours)


def fences(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_option_that_is_named_exists(document: Path) -> None:
    tasks = set(re.findall(r"^  ([a-z]+)", invoke("--list"), re.MULTILINE))
    for task, options in commands(document.read_text("utf-8")):
        assert task in tasks, task
        help_text = invoke("--help", task) if options else ""
        for option in options:
            assert re.search(rf"{option}\b", help_text), f"invoke {task} {option}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_or_a_heading_leads_somewhere(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, fragment = target.partition("#")
        file = document.parent / name if name else document
        assert file.exists(), f"{document.name}: {target}"
        if fragment:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert fragment in {heading_id(heading) for heading in headings}, target


ROOMS = ("plugins", "desk", "tests", "theme", "bench", "docs", "requirements")
PARTS = {
    "/".join(parts[start:end])
    for file in (ROOT / "tasks.py", *(one for room in ROOMS for one in (ROOT / room).rglob("*")))
    for parts in [file.relative_to(ROOT).parts]
    for start in range(len(parts))
    for end in range(start + 1, len(parts) + 1)
}
"""Every path of ours, and every part of one."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_and_folder_that_is_named_is_there(document: Path) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    named = re.findall(r"`([\w./-]+?)/?`", text)
    ours = [one for one in named if one.startswith(tuple(f"{r}/" for r in ROOMS))]
    modules = [one for one in named if one.endswith(".py") and "X_" not in one]
    assert {*ours, *modules} <= PARTS | {"pelicanconf.py", "publishconf.py"}


def heading_id(heading: str) -> str:
    """As code forges make them: lower case, punctuation gone, spaces to hyphens."""
    return re.sub(r"[^\w\- ]", "", squeeze(heading).lower()).replace(" ", "-")


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_no_document_nor_script_names_a_host_to_download_from(text: Path) -> None:
    named = re.findall(r"https?://([\w.-]+)", text.read_text("utf-8"))
    assert {host for host in named if not host.endswith(".example")} <= HOSTS
    assert not re.search(r"--(extra-)?index-url|--find-links|file://", text.read_text("utf-8"))


def test_the_guide_s_table_of_front_matter_is_the_schema_s() -> None:
    row = r"^\| `([a-z_]+)` \| (.+?)(?:, xem \[bên dưới\]\(#\S+\))? \| (.+?) \| `(.+)` \|$"
    guide = GUIDE.read_text("utf-8")
    assert re.findall(row, guide, re.MULTILINE) == [
        (one.key, one.help, one.shown or "không hiện", one.example) for one in schema.POST.values()
    ]
    assert ", ".join(f"`{key}`" for key in schema.PAGE) in squeeze(guide)


def test_every_whole_post_in_the_guide_passes_the_check() -> None:
    posts = [text for text in fences(GUIDE.read_text("utf-8"), "markdown") if text[:3] == "---"]
    assert len(posts) >= 2
    for post in posts:
        manuscript, problems = read_manuscript("tin-hoat-dong/2021/vi-du.md", post)
        assert problems == ()
        assert manuscript is not None


@pytest.mark.parametrize("denied", ["documents", "documents_ban"])
def test_every_example_of_a_key_is_read_as_meant(denied: str) -> None:
    left_out = ("photo_decorative", "status", denied)  # they deny what the others say
    lines = [one.example for one in schema.POST.values() if one.key not in left_out]
    post = "\n".join(["---", *lines, "---", "", "Thân bài.", ""])
    _, problems = read_manuscript("tin-hoat-dong/2021/vi-du.md", post)
    assert [p for p in problems if p.severity == "error"] == []


def test_decisions_are_numbered_without_gaps_and_have_the_four_parts() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text("utf-8")
        for part in ("\nStatus: ", "\n## Context\n", "\n## Decision\n", "\n## Consequences\n"):
            assert part in text, f"{file.name}: {part!r}"


def test_every_setting_of_ours_is_described_in_the_architecture() -> None:
    described = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    guide = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
    for key, name in KEYS.items():
        assert f"| `{name}` | `{key}` | " in described, name
        assert f"\n| `{key}` | " in guide, key


# --- the two commands ---------------------------------------------------------------


def readme_command(name: str) -> str:
    return subprocess.run(
        ["bash", ".ci/readme-command", name],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


@pytest.mark.parametrize("name", ["publish", "test"])
def test_each_command_of_the_readme_is_one_line(name: str) -> None:
    command = readme_command(name)
    assert command.count("\n") == 1
    assert f"```sh\n{command}```" in README.read_text("utf-8")


def test_the_checks_run_the_readmes_own_commands_and_install_nothing_else() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    for name in ("publish", "test"):
        assert f"{name}=$(.ci/readme-command {name})" in script
        assert re.search(rf'eval "\${name}"', script)
    assert "pip install" not in script
    assert script.rstrip().endswith('eval "$test"')


def test_what_decides_stands_where_architecture_says() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| .+ \| \[`(.+?)`\]\(\.\./(.+?)\) \| `(\w+)` \|$", text, re.MULTILINE)
    assert len(rows) >= 12
    for shown, file, name in rows:
        assert shown == file
        code = (ROOT / file).read_text("utf-8")
        assert re.search(rf"^(?:class|def) {name}\b|^{name}\b.* = ", code, re.MULTILINE), (
            file,
            name,
        )
