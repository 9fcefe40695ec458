"""The whole of two fixture sites, file by file, as they were last looked at and found good.

``invoke test -- tests/site/test_golden.py --golden`` writes it anew; read the difference.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.support.sites import FIXTURE, ROOT, SECTIONS, built, tree

SITES = {FIXTURE: ROOT / "tests" / "golden", SECTIONS: ROOT / "tests" / "golden_sections"}
"""A site of one section, one of several: what each becomes."""
PICTURES = (".png", ".jpg", ".webp")
STYLES = ".css"
ASSET = re.compile(rb"/theme/([a-z-]+)\.[0-9a-f]+\.([a-z]+)")


def site(fixture: Path, folder: Path) -> dict[str, bytes]:
    """What is compared: pages without the digests of the theme, pictures by name alone.

    An encoder of another release gives other bytes for the same picture, and a
    colour changed in a stylesheet must not change every golden page.
    """
    shutil.copytree(fixture / "content", folder / "content")
    files = tree(built(folder / "content", folder / "output", conf=fixture / "siteconf.py"))
    shown: dict[str, bytes] = {}
    for name, data in files.items():
        if name.startswith("theme/"):
            continue
        if name.endswith(PICTURES):
            shown[name + ".txt"] = b"a picture\n"
        else:
            shown[name] = ASSET.sub(rb"/theme/\1.DIGEST.\2", data)
    return shown


@pytest.mark.parametrize("fixture", SITES, ids=lambda fixture: fixture.name)
def test_a_fixture_site_is_as_it_was_last_reviewed(
    fixture: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made, folder = site(fixture, tmp_path), SITES[fixture]
    if request.config.getoption("--golden"):
        shutil.rmtree(folder, ignore_errors=True)
        for name, data in made.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    golden = tree(folder)
    again = "invoke test -- tests/site/test_golden.py --golden"
    assert sorted(made) == sorted(golden), f"if meant: {again}"
    differ = [name for name in made if made[name] != golden[name]]
    for name in differ[:1]:
        assert made[name].decode() == golden[name].decode(), f"{name}; if meant: {again}"


@pytest.mark.parametrize("golden", SITES.values(), ids=lambda folder: folder.name)
def test_no_golden_page_holds_a_path_of_this_machine(golden: Path) -> None:
    for name, data in tree(golden).items():
        assert str(Path.home()).encode() not in data, name
        assert str(ROOT).encode() not in data, name
