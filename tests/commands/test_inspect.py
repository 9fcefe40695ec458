"""``invoke inspect`` as it is typed: a file, or a flag that stands in for one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "tests" / "fixtures" / "portal" / "kiem-tra-nam-2021.txt"


def invoke(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "invoke", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("words", [("--json", str(SEED)), (str(SEED), "--json")])
def test_a_file_is_named_without_a_flag(words: tuple[str, ...]) -> None:
    done = invoke("inspect", *words)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["authors"] == ["Việt Hưng"]


@pytest.mark.parametrize("words", [("--text", "--json"), ("--json", "--text"), ("--lines",)])
def test_a_sentence_is_read_from_standard_input(words: tuple[str, ...]) -> None:
    done = invoke("inspect", *words, given="VKSND TP. Thái Bình tổ chức phiên tòa.\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["units"] == ["thanh-pho-thai-binh"]


def test_neither_a_file_nor_a_sentence_is_wrong_use() -> None:
    assert invoke("inspect").returncode != 0


@pytest.mark.parametrize("command", ["inspect", "import"])
def test_help_is_help_where_a_file_could_stand(command: str) -> None:
    done = invoke(command, "--help")
    assert done.returncode == 0
    assert "Options" in done.stdout
