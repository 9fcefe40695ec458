"""What version 1.0 handed out never changes, so that a pull of a newer version meets nothing."""

import hashlib
import json
import subprocess

import pytest

from plugins.content_folder import NEWSROOM_FILE
from plugins.first_version import HANDED_OUT
from plugins.setting_places import CONF, PUBLISH_CONF
from tests.support.sites import ROOT

CONTENT = "c36818663fd68dc31f4a820c2b9b9bb52d0e2b0c89c45cef7a18f9c3a502d2e5"
"""Digest of the names and bytes of all that stands in ``content/``, as git lists them."""


def test_content_is_what_version_1_had_there() -> None:
    done = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        pytest.skip("no git here")
    rows = done.stdout.splitlines(keepends=True)
    ours = "".join(row for row in rows if "\tcontent/" in row)
    if f"\tcontent/{NEWSROOM_FILE}\n" in ours:
        pytest.skip("an agency's newsroom stands here")
    assert hashlib.sha256(ours.encode()).hexdigest() == CONTENT


def test_the_settings_files_keep_the_lines_that_agencies_changed() -> None:
    said = {
        conf: dict(row.split(" = ", 1) for row in _rows(conf) if " = " in row)
        for conf in (CONF, PUBLISH_CONF)
    }
    for name, value in HANDED_OUT.items():
        written = {one[name] for one in said.values() if name in one}
        assert written == {
            "[" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
        }


def _rows(conf: str) -> list[str]:
    return (ROOT / conf).read_text("utf-8").splitlines()
