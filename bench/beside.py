"""This project beside one of its commits: the same work in turns, told as ratios of processor time.

Both have a newsroom of their own with the same posts, and the same edits are
made in both. Each case is measured as a pair, one right after the other, and
who comes first alternates, so that whatever the machine did meanwhile, and
whatever the first of two finds cold, falls on both alike. Processor time is
the kernel's account of the command and all its children, user and system;
only what an officer waits for in a preview is taken from the clock.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile

from bench.changes import Editor
from bench.contenders import Newsroom
from bench.corpus import newcomers, samples
from bench.machine import about
from bench.measure import CommandFailedError, measure
from bench.preview import COMMAND, RunningPreview, address_of
from bench.tables import markdown
from plugins.layers import WITHOUT

TOLERANCE = 1.10
"""A difference of up to a tenth is none."""
FEWEST = 3
"""Rounds; of fewer, the smallest and the largest say nothing of a spread."""
HERE = "bản này"

PAUSE = 2.0
"""Seconds in which a preview ends what it does after a page is shown."""

PUBLISH = ("publish", "--yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One command of the officer's, and what is so when it is given."""

    name: str
    about: str
    command: tuple[str, ...]
    change: Callable[[Editor], None] | None = None
    afresh: bool = False
    """Nothing was ever made; else the archive was published before the change."""
    releases: bool = False
    """Readers see a new release afterwards; else what they saw before."""
    previews: bool = False
    """Measured on the clock, from the save of a post until the preview that runs shows it."""


CASES = (
    Case(
        name="build",
        about="dựng từ đầu",
        command=("build", "--conf", "publishconf.py"),
        afresh=True,
    ),
    Case(name="cold", about="đăng từ đầu", command=PUBLISH, afresh=True, releases=True),
    Case(name="add", about="đăng thêm một bài", command=PUBLISH, change=Editor.add, releases=True),
    Case(
        name="body",
        about="đăng một bài sửa thân bài",
        command=PUBLISH,
        change=Editor.body,
        releases=True,
    ),
    Case(
        name="withdraw",
        about="gỡ một bài",
        command=PUBLISH,
        change=Editor.withdraw,
        releases=True,
    ),
    Case(
        name="draft",
        about="đăng một bài bên một bản nháp mới",
        command=PUBLISH,
        change=Editor.draft,
        releases=True,
    ),
    Case(name="nothing", about="đăng khi không có gì mới", command=PUBLISH),
    Case(
        name="check",
        about="kiểm tra khi một bài sửa thân bài",
        command=("check",),
        change=Editor.body,
    ),
    Case(
        name="save",
        about="từ lúc lưu một bài đến lúc bản xem trước hiện (theo đồng hồ)",
        command=COMMAND,
        previews=True,
    ),
)
NAMES = tuple(one.name for one in CASES)


class NoSuchCommitError(Exception):
    """There is nothing to compare with; says why."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of one round: of this project, and of the commit."""

    here: float
    there: float

    @property
    def ratio(self) -> float:
        """Above 1 when this project takes longer."""
        return self.here / self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that was measured, and what could not be."""

    commit: str
    posts: int
    about: Mapping[str, str]
    pairs: Mapping[str, Sequence[Pair]]
    """By name of the case."""
    lacking: Mapping[str, str]
    """Cases that one of both has no command for, and why."""


def verdict(pairs: Sequence[Pair]) -> str:
    """In a word, of the smallest and the largest ratio of all rounds.

    Slower: even the smallest is above 1.10. Faster: even the largest is below
    1/1.10. The same: all lie between. Else rounds disagree, and it is not clear.
    """
    low, high = _spread(pairs)
    if low > TOLERANCE:
        return "chậm hơn"
    if high < 1 / TOLERANCE:
        return "nhanh hơn"
    if low >= 1 / TOLERANCE and high <= TOLERANCE:
        return "như nhau"
    return "chưa rõ"


def slower(found: Comparison) -> list[str]:
    """A line for every case in which this project is slower."""
    return [
        f"chậm hơn: {one.about}: {_ratios(found.pairs[one.name])}"
        for one in CASES
        if one.name in found.pairs and verdict(found.pairs[one.name]) == "chậm hơn"
    ]


def page(found: Comparison) -> str:
    """The comparison as a Markdown table."""
    rows = [
        ["việc", "trung vị", "nhỏ nhất", "lớn nhất", f"giây: {HERE}", found.commit, "kết luận"],
    ]
    for one in CASES:
        if pairs := found.pairs.get(one.name):
            figures = (
                median(pair.ratio for pair in pairs),
                *_spread(pairs),
                median(pair.here for pair in pairs),
                median(pair.there for pair in pairs),
            )
            rows.append([one.about, *(f"{figure:.2f}" for figure in figures), verdict(pairs)])
    parts = [
        "; ".join(f"{what}: {how}" for what, how in found.about.items()) + ".",
        f"### Giờ bộ xử lý của {HERE} chia cho của {found.commit}, {found.posts:,} bài",
        *([markdown(rows)] if len(rows) > 1 else []),
        *(f"{case}: không so được: {why}." for case, why in found.lacking.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _ratios(pairs: Sequence[Pair]) -> str:
    low, high = _spread(pairs)
    return f"{median(pair.ratio for pair in pairs):.2f} lần ({low:.2f} – {high:.2f})"


def _spread(pairs: Sequence[Pair]) -> tuple[float, float]:
    """The smallest and the largest ratio."""
    ratios = [pair.ratio for pair in pairs]
    return min(ratios), max(ratios)


# --- measuring -----------------------------------------------------------------


def compare(
    root: Path,
    commit: str,
    *,
    posts: int,
    rounds: int,
    seed: int,
    only: Collection[str] = NAMES,
    without: Sequence[str] = (),
) -> Comparison:
    """Measure the project as it lies in ``root`` beside its ``commit``, there ``without`` layers.

    Raises NoSuchCommitError, and CommandFailedError when a command that both have fails.
    """
    with TemporaryDirectory(prefix="newsroom-beside-") as temporary:
        place = Path(temporary)
        name = unpack(root, commit, place / "commit")
        said = " ".join((name, *(f"-{layer}" for layer in without)))
        asked = partial(_Side, posts=posts, rounds=rounds, seed=seed)
        here = asked(HERE, root, place / "newsroom-here")
        there = asked(said, place / "commit", place / "newsroom-there", without=without)
        cases = [one for one in CASES if one.name in only]
        lacking = {
            one.about: why
            for one in cases
            if (why := "; ".join(filter(None, (here.lacks(one.command), there.lacks(one.command)))))
        }
        turns = _Turns(
            here,
            there,
            [one for one in cases if one.about not in lacking],
            publishes=not (here.lacks(PUBLISH) or there.lacks(PUBLISH)),
        )
        turns.warm()
        for number in range(1, rounds + 1):
            _say(f"round {number} of {rounds}")
            turns.round()
        return Comparison(
            commit=said,
            posts=posts,
            about=about([], rounds=rounds, seed=seed),
            pairs=turns.pairs,
            lacking=lacking,
        )


def unpack(root: Path, commit: str, folder: Path) -> str:
    """Write the project in ``root`` as ``commit`` has it into the new ``folder``; its short name.

    Raises NoSuchCommitError.
    """
    asked = ("rev-parse", "--short", "--verify", "--end-of-options", f"{commit}^{{commit}}")
    try:
        name = _git(root, *asked)
        with TemporaryFile() as archive:
            command = ["git", "archive", "--format=tar", name]
            subprocess.run(command, cwd=root, stdout=archive, check=True)  # noqa: S603 - our own command
            archive.seek(0)
            with tarfile.open(fileobj=archive) as files:
                files.extractall(folder, filter="data")
    except FileNotFoundError:
        message = "chưa cài git"
        raise NoSuchCommitError(message) from None
    except subprocess.CalledProcessError:
        message = f"không có bản {commit} trong kho mã của {root}"
        raise NoSuchCommitError(message) from None
    return name


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        ["git", *arguments],  # noqa: S607 - wherever it is installed
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


class _Side:
    """One of both: its newsroom, and whoever edits it."""

    def __init__(
        self,
        name: str,
        source: Path,
        folder: Path,
        *,
        posts: int,
        rounds: int,
        seed: int,
        without: Sequence[str] = (),
    ) -> None:
        """``without``: layers of speed that are left out."""
        _say(f"writing {posts:,} posts for {name}")
        folder.mkdir()
        self.name = name
        self._without = {WITHOUT: ",".join(without)} if without else {}
        self.newsroom = Newsroom(folder, source)
        self.newsroom.prepare(samples(posts, seed=seed), seed=seed)
        self.editor = Editor(self.newsroom.content, newcomers(3 * rounds, seed=seed), seed=seed)

    def lacks(self, command: Sequence[str]) -> str:
        """What of ``command`` it has not, in words; empty when it has all."""
        task, *rest = command
        run = self.newsroom.invoke("--help", task)
        log = self.newsroom.folder / "bench.log"
        try:
            measure(run.command, cwd=run.cwd, env=run.env, log=log)
        except CommandFailedError:
            return f"{self.name} không có lệnh {task}"
        known = set(re.findall(r"--[a-z][a-z-]*", log.read_text("utf-8", errors="replace")))
        missing = [one for one in rest if one.startswith("--") and one not in known]
        return f"{self.name} không có {task} {' '.join(missing)}" if missing else ""

    def run(self, command: Sequence[str], *, releases: bool) -> float:
        """Processor seconds of ``command``. Raises CommandFailedError."""
        before = self.newsroom.current()
        run = self.newsroom.invoke(*command)
        log = self.newsroom.folder / "bench.log"
        try:
            used = measure(run.command, cwd=run.cwd, env={**run.env, **self._without}, log=log)
        except CommandFailedError as failed:
            message = f"{self.name}: {failed}"
            raise CommandFailedError(message) from None
        if (self.newsroom.current() != before) != releases:
            message = f"{self.name}: {' '.join(command)}: readers do not see what they should"
            raise CommandFailedError(message)
        return used.cpu

    def save(self) -> float:
        """Seconds from the save of a post until its page shows it. Raises CommandFailedError."""
        with closing(RunningPreview(self.newsroom)) as preview:
            for pause in (PAUSE, 0):  # the first save loads what all others find
                post, words = self.editor.paragraph()
                taken = preview.wait_for(address_of(post), words)
                time.sleep(pause)
        return taken


@dataclass(slots=True)
class _Turns:
    """Both sides, what is measured of them, and how far both have come."""

    here: _Side
    there: _Side
    cases: Sequence[Case]
    publishes: bool
    """Both can, so that there is an archive whose readers see all of it."""
    pairs: dict[str, list[Pair]] = field(default_factory=dict)
    _taken: int = 0
    _behind: bool = True
    """Something is in the archive that readers do not see."""
    _settled: bool = False

    def warm(self) -> None:
        """Do once unmeasured what is measured first, so that nobody finds the disk cold."""
        for case in self.cases[:1]:
            if case.afresh:
                for side in (self.here, self.there):
                    side.run(case.command, releases=case.releases)

    def round(self) -> None:
        """Every case once."""
        for at, case in enumerate(self.cases, start=self._taken):
            if case.afresh:
                self._forget()
            elif self.publishes and not self._settled:
                self._settle()
            sides = (self.here, self.there) if at % 2 == 0 else (self.there, self.here)
            for side in sides:
                if case.change is not None:
                    case.change(side.editor)
            used = {side.name: _taken_by(side, case) for side in sides}
            pair = Pair(used[self.here.name], used[self.there.name])
            self.pairs.setdefault(case.name, []).append(pair)
            _say(f"{case.name}: {pair.here:.2f} s ÷ {pair.there:.2f} s = {pair.ratio:.2f}")
            if case.releases:
                self._behind = False
            elif case.change is not None or case.previews:
                self._behind, self._settled = True, False
        self._taken += 1

    def _forget(self) -> None:
        for side in (self.here, self.there):
            side.newsroom.forget()
        self._behind, self._settled = True, False

    def _settle(self) -> None:
        """Publish twice, so that each release after these removes the one before the last."""
        for side in (self.here, self.there):
            if self._behind:
                side.run(PUBLISH, releases=True)
            side.editor.body()
            side.run(PUBLISH, releases=True)
        self._behind, self._settled = False, True


def _taken_by(side: _Side, case: Case) -> float:
    """Seconds that ``case`` takes ``side``. Raises CommandFailedError."""
    return side.save() if case.previews else side.run(case.command, releases=case.releases)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
