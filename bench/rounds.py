"""Everything measured in turns, round by round, so that a busy minute falls on all alike.

A round takes each newsroom from nothing to published, then through every
change: changed and built, published unmeasured so that readers see it, changed
again and published. So each change meets a state that is published and
settled, and one round carries on where the last one ended.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.changes import Editor
from bench.contenders import SCENARIOS, MissingError, Newsroom, Peer, Run, Scenario
from bench.corpus import newcomers, samples
from bench.figures import BUILD, COLD, NEWSROOM, PUBLISH, Disk, Measured, Report, Taken
from bench.machine import about
from bench.measure import CommandFailedError, measure
from bench.peers import PEERS
from bench.trees import Tree, Written, compare, disk, look

NAMES = (COLD, *(one.name for one in SCENARIOS), *(one.name for one in PEERS))
"""What may be chosen with ``--only``."""

NEWCOMERS = 6
"""New posts of a round: two of them alone, two beside drafts, and the drafts."""
LARGE = 20_000
"""Posts above which an archive is measured once, whatever the number of rounds."""

Key = tuple[str, str, str, int]


@dataclass(slots=True)
class _Book:
    """What was measured so far."""

    taken: dict[Key, list[Taken]] = field(default_factory=dict)
    sites: dict[Key, tuple[int, int, int]] = field(default_factory=dict)
    """Pages, files and bytes."""

    def note(self, key: Key, taken: Taken, tree: Tree) -> None:
        self.taken.setdefault(key, []).append(taken)
        pages = sum(path.endswith(".html") for path in tree)
        self.sites[key] = (pages, len(tree), sum(file.size for file in tree.values()))

    def measured(self) -> Iterator[Measured]:
        for key, rounds in self.taken.items():
            contender, scenario, command, posts = key
            pages, files, size = self.sites[key]
            yield Measured(
                contender=contender,
                scenario=scenario,
                command=command,
                posts=posts,
                pages=pages,
                files=files,
                size=size,
                rounds=tuple(rounds),
            )


def run_rounds(
    *,
    posts: int,
    sizes: Iterable[int],
    rounds: int,
    seed: int,
    only: Collection[str] = NAMES,
) -> Report:
    """Measure all of ``only``: peers at ``posts``, our newsroom at ``sizes`` too.

    A peer that is not installed is skipped, and the report says so. Raises
    CommandFailedError.
    """
    book = _Book()
    scenarios = [one for one in SCENARIOS if one.name in only]
    ours = bool(scenarios) or COLD in only
    with TemporaryDirectory(prefix="newsroom-bench-") as temporary:
        place = Path(temporary)
        peers, skipped = _installed([one for one in PEERS if one.name in only])
        rooms = [
            _Room(place / f"newsroom-{size}", size, book, seed=seed, rounds=rounds)
            for size in (sorted({*sizes, posts}) if ours else ())
        ]
        for peer in peers:
            folder = place / peer.name
            folder.mkdir()
            _say(f"writing {posts:,} posts for {peer.name}")
            peer.prepare(folder, list(samples(posts, seed=seed)))
        for number in range(1, rounds + 1):
            _say(f"round {number} of {rounds}")
            for room in rooms:
                if number == 1 or room.posts <= LARGE:
                    room.round(scenarios, cold=COLD in only)
            for peer in peers:
                _peer(peer, place / peer.name, posts, book)
        return Report(
            posts=posts,
            about=about([peer.version() for peer in peers], rounds=rounds, seed=seed),
            measured=tuple(book.measured()),
            disk=tuple(room.disk() for room in rooms),
            skipped=skipped,
        )


class _Room:
    """One newsroom and what is done to it."""

    def __init__(self, folder: Path, posts: int, book: _Book, *, seed: int, rounds: int) -> None:
        _say(f"writing {posts:,} posts")
        folder.mkdir()
        self.posts = posts
        self._book = book
        self._folder = folder
        self._newsroom = Newsroom(folder)
        self._newsroom.prepare(samples(posts, seed=seed), seed=seed)
        fresh = newcomers(NEWCOMERS * rounds, seed=seed)
        self._editor = Editor(self._newsroom.content, fresh, seed=seed)
        self._tree: Tree = {}
        self._ready = False

    def round(self, scenarios: Sequence[Scenario], *, cold: bool) -> None:
        """One round; it begins from nothing when that is measured, else where the last ended."""
        if cold:
            self._newsroom.forget()
            self._measure(COLD, BUILD, self._newsroom.build())
            self._newsroom.forget()
            self._measure(COLD, PUBLISH, self._newsroom.publish())
            self._ready = False
        if scenarios and not self._ready:
            if not cold:
                self._run(self._newsroom.publish())
            # A second release, so that each one after it removes the one before the last.
            self._editor.body()
            self._run(self._newsroom.publish())
            self._ready = True
        for one in scenarios:
            self._change(one)
            self._measure(one.name, BUILD, self._newsroom.build())
            if one.change is not None:
                self._run(self._newsroom.publish(*one.flags))
            self._change(one)
            self._measure(one.name, PUBLISH, self._newsroom.publish(*one.flags))

    def disk(self) -> Disk:
        """As it stands now."""
        newsroom = self._newsroom
        return Disk(
            posts=self.posts,
            content=disk(newsroom.content),
            output=disk(newsroom.output),
            state=disk(newsroom.state),
            releases=disk(newsroom.releases),
        )

    def _change(self, scenario: Scenario) -> None:
        if scenario.change is not None:
            scenario.change(self._editor)

    def _run(self, run: Run) -> None:
        """Not to be counted."""
        _taken(run, self._folder)

    def _measure(self, scenario: str, command: str, run: Run) -> None:
        released = self._newsroom.current()
        before = look(self._newsroom.output, self._tree)
        taken, self._tree = _counted(run, self._folder, self._newsroom.output, before)
        if (self._newsroom.current() != released) != (command == PUBLISH and scenario != "nothing"):
            message = f"{scenario}, {command}: readers do not see what they should"
            raise CommandFailedError(message)
        self._book.note((NEWSROOM, scenario, command, self.posts), taken, self._tree)
        _say(f"{NEWSROOM}, {self.posts:,} posts, {scenario}, {command}: {taken.wall:.2f} s")


def _peer(peer: Peer, folder: Path, posts: int, book: _Book) -> None:
    run = peer.build(folder)
    taken, tree = _counted(run, folder, folder / "output", {})
    book.note((peer.name, COLD, BUILD, posts), taken, tree)
    _say(f"{peer.name}, {posts:,} posts: {taken.wall:.2f} s")


def _counted(run: Run, folder: Path, output: Path, before: Tree) -> tuple[Taken, Tree]:
    taken = _taken(run, folder)
    after = look(output, before)
    written = compare(before, after)
    return replace(taken, written=written), after


def _taken(run: Run, folder: Path) -> Taken:
    usage = measure(run.command, cwd=run.cwd, env=run.env, log=folder / "bench.log")
    return Taken(wall=usage.wall, cpu=usage.cpu, memory=usage.memory, written=Written())


def _installed(peers: Iterable[Peer]) -> tuple[list[Peer], dict[str, str]]:
    there, skipped = [], {}
    for peer in peers:
        try:
            peer.version()
        except MissingError as missing:
            skipped[peer.name] = str(missing)
            _say(f"{peer.name} is skipped: {missing}")
        else:
            there.append(peer)
    return there, skipped


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
