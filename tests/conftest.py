"""Options of our own, the one browser of a session, and the sample site built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.browser import browser as browser  # noqa: PLC0414 - a fixture is shared by name
from tests.support.sites import NOW, ROOT, build


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="write tests/golden/ anew; review the difference"
    )
    parser.addoption(
        "--pictures", action="store_true", help="write the README's pictures in docs/pictures/ anew"
    )


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the sample content as it stands in this repository."""
    output = tmp_path_factory.mktemp("sample") / "output"
    build(ROOT / "content", output, now=NOW).check_returncode()
    return output
