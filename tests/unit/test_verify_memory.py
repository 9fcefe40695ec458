"""What publishing remembers of files it found sound, and when it must not."""

import os
from pathlib import Path

import pytest

from desk.verify.canaries import Canary, What
from desk.verify.command import list_files
from desk.verify.facts import Facts
from desk.verify.memory import FactMemory, Look
from desk.verify.survey import Question, survey
from plugins.memory import SETTLED

SITE = "https://vksnd-mau.example"
PAGE = '<html lang="vi"><h1>{}</h1></html>'


def canary(needle: str) -> Canary:
    return Canary(needle=needle, what=What.TITLE, whose="tin-hoat-dong/2026/x.md")


ONE = Question(site=SITE, canaries=(canary("Một tiêu đề chưa công bố"),))
TWO = Question(site=SITE, canaries=(*ONE.canaries, canary("Hai tiêu đề chưa công bố")))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.html").write_text(PAGE.format(name), encoding="utf-8")
    return folder


def look(output: Path) -> dict[str, Look]:
    """The files as found long after they were written."""
    files, _ = list_files(output)
    return {
        path: Look(stamp=one.stamp, looked=one.looked + 2 * SETTLED) for path, one in files.items()
    }


def learn(output: Path, file: Path, question: Question = ONE) -> list[Facts]:
    files = look(output)
    memory = FactMemory(file, question)
    known = memory.recall(files)
    found = survey(output, [path for path in files if path not in known], question)
    memory.keep(files, found)
    return found


def test_a_sound_file_is_read_once(output: Path, tmp_path: Path) -> None:
    assert len(learn(output, tmp_path / "m")) == 2
    assert learn(output, tmp_path / "m") == []


def test_what_is_recalled_is_what_was_found(output: Path, tmp_path: Path) -> None:
    found = learn(output, tmp_path / "m")

    recalled = FactMemory(tmp_path / "m", ONE).recall(look(output))

    assert recalled == {one.path: one for one in found}


def test_a_file_written_anew_is_read_again_even_with_its_old_size_and_time(
    output: Path, tmp_path: Path
) -> None:
    learn(output, tmp_path / "m")
    page = output / "a.html"
    before = page.stat()
    page.write_text(PAGE.format("c"), encoding="utf-8")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert [one.heading for one in learn(output, tmp_path / "m")] == ["c"]


def test_a_file_looked_at_just_after_it_was_written_is_read_again(
    output: Path, tmp_path: Path
) -> None:
    files, _ = list_files(output)
    memory = FactMemory(tmp_path / "m", ONE)
    memory.keep(files, survey(output, list(files), ONE))

    assert FactMemory(tmp_path / "m", ONE).recall(look(output)) == {}


def test_one_canary_more_reads_everything_again_and_one_less_nothing(
    output: Path, tmp_path: Path
) -> None:
    learn(output, tmp_path / "m", ONE)
    (output / "a.html").write_text(PAGE.format("a"), encoding="utf-8")

    assert len(learn(output, tmp_path / "m", TWO)) == 2
    assert learn(output, tmp_path / "m", TWO) == []
    assert learn(output, tmp_path / "m", ONE) == []


def test_what_was_found_while_a_canary_was_away_is_read_again_when_it_is_back(
    output: Path, tmp_path: Path
) -> None:
    learn(output, tmp_path / "m", TWO)
    (output / "a.html").write_text(PAGE.format("Hai tiêu đề chưa công bố"), encoding="utf-8")
    assert [one.path for one in learn(output, tmp_path / "m", ONE)] == ["a.html"]

    found = learn(output, tmp_path / "m", TWO)

    assert [one.hits for one in found if one.hits] == [("Hai tiêu đề chưa công bố",)]


def test_another_site_or_other_checks_remember_nothing(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(output, tmp_path / "m")
    assert len(learn(output, tmp_path / "m", Question(site="https://khac.example"))) == 2
    monkeypatch.setattr("desk.verify.memory._code", lambda: "newer")
    assert len(learn(output, tmp_path / "m", Question(site="https://khac.example"))) == 2


def test_a_file_with_a_problem_is_read_again_until_it_has_none(
    output: Path, tmp_path: Path
) -> None:
    (output / "a.html").write_text("<html><h1>a</h1></html>", encoding="utf-8")

    learn(output, tmp_path / "m")

    assert [one.path for one in learn(output, tmp_path / "m")] == ["a.html"]


def test_a_memory_that_is_no_memory_is_begun_anew(output: Path, tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"khong phai sqlite" * 100)

    assert len(learn(output, tmp_path / "m")) == 2
    assert learn(output, tmp_path / "m") == []
