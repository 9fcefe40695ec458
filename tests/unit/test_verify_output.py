"""The verifier: silent on a good site, and never silent on a spoilt one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.building import build
from desk.verify.command import audit, private_bytes
from desk.verify.markup import check_markup, find_nu
from plugins.newsroom import Newsroom
from plugins.reading import read_newsroom
from tests.broken.output.mutations import MUTATIONS, Mutation, Tree
from tests.support import small_newsroom as small


@dataclass(frozen=True)
class Good:
    root: Path
    newsroom: Newsroom
    private: dict[str, str]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    root = small.make(tmp_path_factory.mktemp("newsroom"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(small.PROJECT))
        output = root / "output"
        assert build(root, output=output, conf="publishconf.py", now=small.NOW, quiet=True) == 0
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    return Good(root=root, newsroom=newsroom, private=private_bytes(root, newsroom))


def problems(good: Good, folder: Path) -> list[str]:
    return [str(p) for p in audit(folder, good.newsroom, small.SITE, good.private).problems]


def test_a_good_site_is_passed_in_silence(good: Good) -> None:
    assert problems(good, good.root / "output") == []


def test_several_processes_find_what_one_finds(good: Good, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.verify.survey.ENOUGH", 20)
    alone = audit(good.root / "output", good.newsroom, small.SITE, good.private, cores=1)

    shared = audit(good.root / "output", good.newsroom, small.SITE, good.private, cores=3)

    assert shared == alone


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
