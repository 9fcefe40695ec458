"""``invoke inspect`` as it is typed: a file, or a flag that stands in for one."""

import json
from pathlib import Path

import pytest

from tests.support.sites import ROOT, invoke, project

SEED = ROOT / "tests" / "fixtures" / "portal" / "kiem-tra-nam-2021.txt"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("inspect"))


@pytest.mark.parametrize("words", [("--json", str(SEED)), (str(SEED), "--json")])
def test_a_file_is_named_without_a_flag(root: Path, words: tuple[str, ...]) -> None:
    done = invoke(root, "inspect", *words)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["authors"] == ["Việt Hưng"]


@pytest.mark.parametrize("words", [("--text", "--json"), ("--json", "--text"), ("--lines",)])
def test_a_sentence_is_read_from_standard_input(root: Path, words: tuple[str, ...]) -> None:
    done = invoke(root, "inspect", *words, given="VKSND TP. Thái Bình tổ chức phiên tòa.\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["units"] == ["thanh-pho-thai-binh"]


def test_neither_a_file_nor_a_sentence_is_wrong_use(root: Path) -> None:
    assert invoke(root, "inspect").returncode != 0


@pytest.mark.parametrize("command", ["inspect", "import"])
def test_help_is_help_where_a_file_could_stand(root: Path, command: str) -> None:
    done = invoke(root, command, "--help")
    assert done.returncode == 0
    assert "Tùy chọn" in done.stdout
