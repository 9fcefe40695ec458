"""The verifier: silent on a good site, and never silent on a spoilt one."""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from functools import partial
from pathlib import Path

import msgspec
import pytest

from desk.verify.audit import audit
from desk.verify.canaries import Question, canaries
from desk.verify.facts import Facts
from desk.verify.lines import PageReader
from desk.verify.markup import check_markup, find_nu
from desk.verify.survey import Examiner, survey
from tests.broken.output.mutations import (
    DATA,
    JS,
    MOVED,
    MUTATIONS,
    PHOTO,
    POST,
    Mutation,
    Tree,
    with_data,
    with_manifest,
)
from tests.support import small_newsroom as small
from tests.support.small_output import Good, make


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return make(tmp_path_factory.mktemp("newsroom"))


def in_order(facts: Facts) -> Facts:
    lines = dict(zip(facts.links, facts.lines, strict=True))
    links = tuple(sorted(lines))
    return msgspec.structs.replace(facts, links=links, lines=tuple(lines[link] for link in links))


def problems(good: Good, folder: Path) -> list[str]:
    return [str(p) for p in audit(folder, good.newsroom, small.SITE, good.private).problems]


def test_a_good_site_is_passed_in_silence(good: Good) -> None:
    assert problems(good, good.root / "output") == []


def test_a_script_data_and_a_manifest_of_our_own_are_passed(good: Good, tmp_path: Path) -> None:
    tree = Tree(shutil.copytree(good.root / "output", tmp_path / "output"), good.root)
    with_manifest(
        '{"name": "Tin hoạt động", "start_url": "/", "scope": "/", "display": "browser",'
        f' "icons": [{{"src": "{PHOTO}", "sizes": "960x640"}}]}}'
    )(tree)
    with_data(
        json.dumps(
            {
                "bài": [{"url": f"/{POST}", "title": "Kiểm tra 1/2 // 3, https://x.vn rồi"}],
                "ngày": "1/3/2026",
                "trang": f"{small.SITE}/{MOVED}",
            }
        )
    )(tree)
    script = (
        "// chỉ là chú thích: 'dấu nháy'\nconst ns = 'http://www.w3.org/2000/svg';\n"
        f"const at = location.pathname.split('/');\nfetch('/{DATA}?v=1');\n"
        "if (at[1] === `tin-hoat-dong`) { addEventListener('load', () => setTimeout(run, 5)); }\n"
    )
    tree.write(JS, script)

    assert problems(good, tree.folder) == []


def test_several_processes_find_what_one_finds(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.verify.survey.ENOUGH", 20)
    monkeypatch.setattr("desk.verify.survey._CHUNK", 4)
    alone = audit(good.root / "output", good.newsroom, small.SITE, good.private, cores=1)

    shared = audit(good.root / "output", good.newsroom, small.SITE, good.private, cores=3)

    assert shared == alone


def test_what_a_helper_leaves_undone_is_done_all_the_same(
    good: Good, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = os.getpid()
    examine = Examiner.examine

    def dying(self: Examiner, path: str, data: bytes) -> Facts:
        if os.getpid() != ours and path.endswith(".xml"):
            os.kill(os.getpid(), signal.SIGKILL)
        return examine(self, path, data)

    alone = audit(good.root / "output", good.newsroom, small.SITE, good.private, cores=1)
    monkeypatch.setattr("desk.verify.survey.ENOUGH", 20)
    monkeypatch.setattr("desk.verify.survey._CHUNK", 4)
    monkeypatch.setattr(Examiner, "examine", dying)

    assert audit(good.root / "output", good.newsroom, small.SITE, good.private, cores=3) == alone


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")
def test_a_helper_does_not_hold_the_lock_of_a_publisher_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl  # noqa: PLC0415 - not on every system

    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(name)
    ours, examine = os.getpid(), Examiner.examine

    def slow(self: Examiner, path: str, data: bytes) -> Facts:
        if os.getpid() != ours:
            time.sleep(60)
        return examine(self, path, data)

    monkeypatch.setattr("desk.verify.survey.ENOUGH", 1)
    monkeypatch.setattr("desk.verify.survey._CHUNK", 1)
    monkeypatch.setattr(Examiner, "examine", slow)
    examiner = partial(Examiner, Question(site=small.SITE))
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with survey(tmp_path, ["a.txt", "b.txt", "c.txt", "d.txt"], examiner, cores=2):
            lock.close()
            with (tmp_path / "lock").open("w") as again:
                for _ in range(100):
                    with contextlib.suppress(BlockingIOError):
                        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    time.sleep(0.05)
                else:
                    pytest.fail("the helper still holds the lock")


def test_a_page_read_line_by_line_is_the_page_that_lxml_reads(good: Good) -> None:
    output = good.root / "output"
    examiner = Examiner(Question(site=small.SITE, canaries=canaries(good.newsroom)))
    reader = PageReader(small.SITE, *examiner.sieves)
    plain = 0
    for file in sorted(output.rglob("*.html")):
        path, data = file.relative_to(output).as_posix(), file.read_bytes()
        found = reader.read(path, data)
        plain += found is None
        assert found is None or in_order(found) == in_order(examiner.examine_plainly(path, data))
    assert plain <= 2


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_it_notices(good: Good, tmp_path: Path, mutation: Mutation) -> None:
    folder = tmp_path / "output"
    shutil.copytree(good.root / "output", folder)

    mutation.spoil(Tree(folder=folder, root=good.root))

    said = problems(good, folder)
    assert any(s.startswith(mutation.path) and mutation.says in s for s in said), said


def test_no_two_broken_sites_have_one_name() -> None:
    assert len({m.name for m in MUTATIONS}) == len(MUTATIONS)


def test_the_nu_checker_of_the_w3c_has_nothing_against_the_good_site_and_notices_bad_markup(
    good: Good, tmp_path: Path
) -> None:
    nu = find_nu()
    assert nu is not None, "the test requirements bring vnu.jar and a Java machine"
    (tmp_path / "x.html").write_text("<!DOCTYPE html><title>x</title><p><p></b>", encoding="utf-8")
    for page in ("index.html", "404.html", "tin-hoat-dong/2026/kiem-tra-nha-tam-giu.html"):
        copied = tmp_path / "good" / page
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(good.root / "output" / page, copied)

    found = check_markup(nu, tmp_path)

    assert {p.path for p in found if p.severity == "error"} == {"x.html"}
