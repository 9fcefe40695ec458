"""Long proofs run only when asked for, and properties are tried longer then."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sites import ROOT

TESTS = """
import pytest
from hypothesis import given, settings, strategies as st
from tests.support.long import examples

tried = []

@pytest.mark.long
def test_proof(): pass

@settings(max_examples=examples(20, long=60), database=None)
@given(st.integers())
def test_property(number): tried.append(number)

def test_how_often():
    print(f"tried {len(tried)}, and {examples(7)} unless said")
"""


@pytest.mark.parametrize(
    ("options", "ended", "said"),
    [
        ((), "2 passed, 1 skipped", "tried 20, and 7 unless said"),
        (("--long",), "3 passed", "tried 60, and 70 unless said"),
    ],
)
def test_long_is_what_was_asked_for(
    tmp_path: Path, options: tuple[str, ...], ended: str, said: str
) -> None:
    conftest = (ROOT / "tests" / "conftest.py").read_text("utf-8")
    (tmp_path / "conftest.py").write_text(conftest, "utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, "utf-8")
    pytest_ = (sys.executable, "-m", "pytest", "--import-mode=importlib", "-p", "no:cacheprovider")
    ran = subprocess.run(
        [*pytest_, "-s", *options], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert ended in ran.stdout
    assert said in ran.stdout
