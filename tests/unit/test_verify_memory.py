"""What publishing remembers of files it found sound, and when it must not."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as retold

from desk.verify import audit as auditing
from desk.verify import segments
from desk.verify.audit import audit
from desk.verify.canaries import canaries
from desk.verify.survey import Examiner
from plugins.file_stamps import SETTLED
from plugins.newsroom import Newsroom
from tests.broken.output.mutations import MUTATIONS, Mutation, Tree
from tests.support import small_newsroom as small
from tests.support.long import examples
from tests.support.small_output import Good, make


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return make(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the files read so far."""
    seen: list[str] = []
    plainly = Examiner.examine

    def noted(self: Examiner, path: str, data: bytes):
        seen.append(path)
        return plainly(self, path, data)

    monkeypatch.setattr(Examiner, "examine", noted)
    return seen


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at files as if long after they were written."""
    now = auditing.list_files

    def listed(output: Path, promised: frozenset[str]):
        files, problems = now(output, promised)
        return files._replace(looked=files.looked + 2 * SETTLED), problems

    monkeypatch.setattr(auditing, "list_files", listed)


@pytest.fixture
def output(good: Good, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good.root / "output", tmp_path / "output"))


def problems(good: Good, output: Path, kept: Path | None = None) -> list[str]:
    found = audit(output, good.newsroom, small.SITE, good.private, kept=kept)
    assert {one.path for one in found.facts} == {
        p.relative_to(output).as_posix()
        for p in output.rglob("*")
        if not p.is_dir() and not p.is_symlink()
    }
    return [str(p) for p in found.problems]


def rewrite(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_what_is_spoilt_later_is_said_in_the_same_words_and_until_it_is_mended(
    good: Good, output: Path, tmp_path: Path, mutation: Mutation, read: list[str]
) -> None:
    kept = tmp_path / "kept"
    before = Path(shutil.copytree(output, tmp_path / "before"))
    assert problems(good, output, kept) == []

    mutation.spoil(Tree(folder=output, root=good.root))

    wrong = problems(good, output)
    assert wrong
    read.clear()
    assert problems(good, output, kept) == wrong
    assert problems(good, output, kept) == wrong  # of files that did not change since
    assert len(read) <= 4
    shutil.rmtree(output)
    shutil.copytree(before, output)
    assert problems(good, output, kept) == []


@pytest.mark.usefixtures("later")
def test_imprints_of_what_is_no_more_are_forgotten(
    good: Good, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "FULL", 4)
    kept, page = tmp_path / "kept", output / "404.html"
    files = len(audit(output, good.newsroom, small.SITE, good.private, kept=kept).facts)
    for number in range(2 * files):
        rewrite(page, page.read_text("utf-8").replace("</body>", f"<!-- {number} --></body>"))
        audit(output, good.newsroom, small.SITE, good.private, kept=kept)

    with contextlib.closing(sqlite3.connect(kept)) as store:
        rows = store.execute("SELECT length(c0) FROM imprints").fetchall()

    assert files < sum(size // 4 for (size,) in rows) <= 2 * files + segments.FULL + 1


@pytest.mark.usefixtures("later")
def test_a_sound_file_is_read_once(
    good: Good, output: Path, tmp_path: Path, read: list[str]
) -> None:
    first = audit(output, good.newsroom, small.SITE, good.private, kept=tmp_path / "kept")
    assert len(read) == len(first.facts) > 50
    read.clear()

    again = audit(output, good.newsroom, small.SITE, good.private, kept=tmp_path / "kept")

    assert read == []
    assert again == first


@pytest.mark.usefixtures("later")
def test_only_what_changed_is_read(
    good: Good, output: Path, tmp_path: Path, read: list[str]
) -> None:
    problems(good, output, tmp_path / "kept")
    page = output / "404.html"
    before = page.stat()
    text = page.read_text("utf-8")
    rewrite(page, text.replace("viewport", "v1ewport"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))  # neither size nor time tell
    read.clear()

    assert problems(good, output, tmp_path / "kept") == []
    assert read == ["404.html"]


def test_a_file_looked_at_just_after_it_was_written_is_read_again(
    good: Good, output: Path, tmp_path: Path, read: list[str]
) -> None:
    for page in output.rglob("*.html"):
        os.utime(page)
    problems(good, output, tmp_path / "kept")
    read.clear()

    problems(good, output, tmp_path / "kept")

    assert {"404.html", "index.html"} <= set(read)


@pytest.mark.usefixtures("later")
def test_one_canary_more_reads_only_files_that_may_hold_it_and_one_less_nothing(
    good: Good, output: Path, tmp_path: Path, read: list[str]
) -> None:
    kept = tmp_path / "kept"
    fewer = replace(good, newsroom=without_drafts(good.newsroom))
    draft = next(post for post in good.newsroom.drafts if post.path == small.DRAFT)
    page = output / "trang/gioi-thieu.html"
    rewrite(page, page.read_text("utf-8").replace("</h1>", f"</h1>\n<p>{draft.title}</p>"))
    assert problems(fewer, output, kept) == []
    read.clear()

    found = problems(good, output, kept)

    assert read == ["trang/gioi-thieu.html"]
    assert found == problems(good, output)
    assert len(found) == 1
    read.clear()
    assert problems(good, output, kept) == found
    assert problems(fewer, output, kept) == []
    assert read == []


@pytest.mark.usefixtures("later")
def test_a_phrase_that_public_texts_say_is_looked_for_when_they_say_it_no_more(
    good: Good, output: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "_MANY", 0)
    kept = tmp_path / "kept"
    fewer = replace(good, newsroom=without_drafts(good.newsroom))
    said = next(post.title for post in good.newsroom.published if post.title.count(" ") > 5)
    problems(fewer, output, kept)
    draft = good.newsroom.drafts[0]
    posts = tuple(retold(p, title=said) if p == draft else p for p in good.newsroom.posts)
    same = replace(good, newsroom=replace(good.newsroom, posts=posts))
    read.clear()
    assert problems(same, output, kept) == []
    assert read == []  # many pages say it, for it is public

    other = tuple(retold(p, title="Đầu đề mới") if p.title == said else p for p in posts[:-1])
    other = tuple(retold(p, title=said) if p.path == draft.path else p for p in other)
    changed = replace(good, newsroom=replace(good.newsroom, posts=other))
    assert problems(changed, output, kept) == problems(changed, output)
    assert any("lộ tiêu đề" in one for one in problems(changed, output, kept))


@pytest.mark.usefixtures("later")
@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_whatever_becomes_private_is_found_as_if_all_were_read(
    good: Good, tmp_path: Path, data: st.DataObject
) -> None:
    room = Path(tempfile.mkdtemp(dir=tmp_path))
    output = Path(shutil.copytree(good.root / "output", room / "output"))
    posts = good.newsroom.posts
    hidden = [post for post in posts if post not in good.newsroom.published]
    pages = sorted(output.rglob("*.html"))
    words = [c.needle for c in canaries(good.newsroom) if c.spoken]
    for _ in range(3):
        page = data.draw(st.sampled_from(pages))
        said = data.draw(st.sampled_from([*words, *(post.title for post in posts)]))
        rewrite(page, page.read_text("utf-8").replace("</h1>", f"</h1>\n<p>{said}</p>"))
        away = data.draw(st.sets(st.sampled_from([post.path for post in hidden])))
        left = tuple(post for post in posts if post.path not in away)
        other = replace(good, newsroom=replace(good.newsroom, posts=left))
        assert problems(other, output, room / "kept") == problems(other, output)


@pytest.mark.usefixtures("later")
def test_what_was_found_while_a_canary_was_away_is_read_again_when_it_is_back(
    good: Good, output: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    fewer = replace(good, newsroom=without_drafts(good.newsroom))
    problems(good, output, kept)
    spoil = next(m for m in MUTATIONS if m.name == "a draft's title in a list")
    spoil.spoil(Tree(folder=output, root=good.root))
    assert problems(fewer, output, kept) == []

    assert any("lộ tiêu đề" in said for said in problems(good, output, kept))


def without_drafts(newsroom: Newsroom) -> Newsroom:
    return replace(newsroom, posts=tuple(p for p in newsroom.posts if p not in newsroom.drafts))


@pytest.mark.usefixtures("later")
def test_other_checks_remember_nothing(
    good: Good, output: Path, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    problems(good, output, tmp_path / "kept")
    read.clear()
    monkeypatch.setattr("desk.verify.memory._code", lambda: "newer")

    problems(good, output, tmp_path / "kept")

    assert "index.html" in read


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("table", ["rows", "names", "whole"])
def test_what_is_lost_of_a_memory_is_read_again(
    good: Good, output: Path, tmp_path: Path, table: str
) -> None:
    kept = tmp_path / "kept"
    problems(good, output, kept)
    with sqlite3.connect(kept) as db:
        db.execute(f"DELETE FROM {table}")
    db.close()
    (output / "tin-hoat-dong/index.html").unlink()

    assert problems(good, output, kept) == problems(good, output) != []


@pytest.mark.usefixtures("later")
def test_a_memory_that_is_no_memory_is_begun_anew(
    good: Good, output: Path, tmp_path: Path, read: list[str]
) -> None:
    (tmp_path / "kept").write_bytes(b"khong phai sqlite" * 100)
    problems(good, output, tmp_path / "kept")
    read.clear()

    assert problems(good, output, tmp_path / "kept") == []
    assert read == []


@pytest.mark.usefixtures("later")
def test_a_text_that_is_published_or_retitled_is_missed_though_no_file_changed(
    good: Good, output: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    problems(good, output, kept)
    path = small.EDITED
    for newsroom in (
        replace(good.newsroom, posts=tuple(retitled(p, path) for p in good.newsroom.posts)),
        replace(good.newsroom, posts=tuple(p for p in good.newsroom.posts if p.path != path)),
    ):
        digests = {**good.newsroom.digests, path: bytes(16)}
        other = replace(good, newsroom=replace(newsroom, digests=digests))
        assert problems(other, output, kept) == problems(other, output) != []
        assert problems(good, output, kept) == []


def retitled(post, path: str):
    return retold(post, title="Một đầu đề khác hẳn") if post.path == path else post
