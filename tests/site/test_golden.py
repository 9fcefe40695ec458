"""The whole fixture site, file by file, as it was last looked at and found good.

``invoke test -- tests/site/test_golden.py --golden`` writes it anew; read the difference.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.support.sites import FIXTURE, ROOT, built, tree

GOLDEN = ROOT / "tests" / "golden"
PICTURES = (".png", ".jpg", ".webp")
STYLES = ".css"
ASSET = re.compile(rb"/theme/([a-z-]+)\.[0-9a-f]+\.([a-z]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is compared: pages without the digests of the theme, pictures by name alone.

    An encoder of another release gives other bytes for the same picture, and a
    colour changed in a stylesheet must not change every golden page.
    """
    folder = tmp_path_factory.mktemp("golden")
    shutil.copytree(FIXTURE / "content", folder / "content")
    files = tree(built(folder / "content", folder / "output", conf=FIXTURE / "siteconf.py"))
    shown: dict[str, bytes] = {}
    for name, data in files.items():
        if name.startswith("theme/"):
            continue
        if name.endswith(PICTURES):
            shown[name + ".txt"] = b"a picture\n"
        else:
            shown[name] = ASSET.sub(rb"/theme/\1.DIGEST.\2", data)
    return shown


def test_the_fixture_site_is_as_it_was_last_reviewed(
    site: dict[str, bytes], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, data in site.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    golden = tree(GOLDEN)
    again = "invoke test -- tests/site/test_golden.py --golden"
    assert sorted(site) == sorted(golden), f"if meant: {again}"
    differ = [name for name in site if site[name] != golden[name]]
    for name in differ[:1]:
        assert site[name].decode() == golden[name].decode(), f"{name}; if meant: {again}"


def test_no_golden_page_holds_a_path_of_this_machine() -> None:
    for name, data in tree(GOLDEN).items():
        assert str(Path.home()).encode() not in data, name
        assert str(ROOT).encode() not in data, name
