"""The corpus reads like an archive, and the clock measures what it says."""

import sys
from datetime import datetime
from pathlib import Path

import pytest

from bench.corpus import samples
from bench.measure import CommandFailedError, Usage, measure
from bench.tables import Row, growth, table
from bench.writing import write_corpus
from plugins.reading import read_newsroom
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
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.6)"
    parent = (
        "import subprocess, sys\n"
        f"both = [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in range(2)]\n"
        "[one.wait() for one in both]"
    )
    assert run(tmp_path, parent).memory > 120_000_000


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


def row(posts: int, wall: float, memory: int) -> Row:
    usage = Usage(wall=wall, cpu=wall, memory=memory)
    return Row(name="newsroom", posts=posts, pages=posts, rounds=(usage, usage, usage))


def test_growth_holds_up_to_its_limit_and_not_beyond() -> None:
    small = row(2000, 10.0, 100)
    assert all(one.held for one in growth(small, row(10000, 55.0, 500)))
    assert [one.figure for one in growth(small, row(10000, 56.0, 501)) if not one.held] == [
        "wall s",
        "cpu s",
        "memory MiB",
    ]


def test_the_table_shows_minimum_median_and_maximum() -> None:
    rounds = tuple(Usage(wall=w, cpu=1, memory=2**20) for w in (3.0, 1.0, 2.0))
    shown = table([Row(name="newsroom", posts=2000, pages=9, rounds=rounds)])
    assert "1.0 – 2.0 – 3.0" in shown
