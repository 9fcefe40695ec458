"""Every file of the output, read once: its facts, over as many cores as there are.

Each process is handed its whole share at the start and sends one answer, so
that none can be left waiting for work when the publisher is killed.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec.structs import replace

from desk.verify.canaries import Canary, Sieve
from desk.verify.facts import Facts, FileKind, digest, line_of
from desk.verify.html import examine_html, leftovers
from desk.verify.lines import PageReader
from desk.verify.plain import examine_drawing, examine_picture, examine_robots, examine_style
from desk.verify.xml import examine_xml
from plugins.model import Problem

ENOUGH = 1500
"""Files below which starting another process (a third of a second) costs more than it saves."""

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_TEXTS = (".html", ".xml", ".css", ".svg", ".txt", ".json", ".webmanifest", ".js", ".map")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every file is asked: whose site this is, and which words must not occur."""

    site: str
    """Origin without a final slash."""
    canaries: tuple[Canary, ...] = ()


class Examiner:
    """Answers one question for any number of files."""

    def __init__(self, question: Question) -> None:
        self._site = question.site
        self._phrases = Sieve(c.needle for c in question.canaries if c.spoken)
        self._places = Sieve((c.needle for c in question.canaries if not c.spoken), addresses=True)
        self._pages = PageReader(question.site, self._phrases, self._places)

    def examine(self, path: str, data: bytes) -> Facts:
        """The facts of the file ``path`` that holds ``data``."""
        if path.endswith(".html") and not self._places.any_in(f"/{path}"):
            page = self._pages.read(path, data)
            if page is not None:
                return page
        return self.examine_plainly(path, data)

    def examine_plainly(self, path: str, data: bytes) -> Facts:
        """As ``examine``, by definition: nothing is known beforehand."""
        if path.lower().endswith(_PICTURES):
            return self._with_hits(examine_picture(path, data), "", "")
        if not path.lower().endswith(_TEXTS):
            return self._with_hits(_other(path, data, _STRANGE), "", "")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            found = _other(path, data, "không phải UTF-8", line)
            return self._with_hits(found, data.decode("utf-8", "replace"), "")
        facts, said = self._examine_text(path, data, text)
        problems = []
        if text.startswith("\ufeff"):
            problems.append(Problem(path=path, line=1, message="có dấu BOM ở đầu tệp"))
        if not unicodedata.is_normalized("NFC", text):
            line = _first_unlike(text)
            problems.append(Problem(path=path, line=line, message="chữ không ở NFC"))
        if problems:
            facts = replace(facts, problems=(*facts.problems, *problems))
        return self._with_hits(facts, text, said)

    def _examine_text(self, path: str, data: bytes, text: str) -> tuple[Facts, str]:
        if path.endswith(".html"):
            return examine_html(path, data, self._site)
        if path.endswith(".xml"):
            facts, said = examine_xml(path, data, self._site)
            left = tuple(leftovers(path, data))
            return (replace(facts, problems=facts.problems + left) if left else facts), said
        if path.endswith(".css"):
            return examine_style(path, data, text, self._site), text
        if path.endswith(".svg"):
            return examine_drawing(path, data), text
        if path == "robots.txt":
            return examine_robots(path, data, text, self._site), text
        return _other(path, data, _STRANGE), text

    def _with_hits(self, facts: Facts, text: str, said: str) -> Facts:
        """``facts`` with the canaries in its path, in the text as written and as people read it."""
        hits = set(self._places.all_in(f"/{facts.path}"))
        hits.update(self._places.all_in(text))
        hits.update(self._phrases.all_in(text))
        hits.update(self._phrases.all_in(said))
        if not hits:
            return facts
        ordered = sorted(hits)
        lines = tuple(line_of(text, text.find(needle)) for needle in ordered)
        return replace(facts, hits=tuple(ordered), hit_lines=lines)


_STRANGE = "loại tệp lạ, không được công bố"


def _other(path: str, data: bytes, message: str, line: int = 1) -> Facts:
    return Facts(
        path=path,
        kind=FileKind.OTHER,
        sha256=digest(data),
        size=len(data),
        problems=(Problem(path=path, line=line, message=message),),
    )


def _first_unlike(text: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            return number
    return 1


def survey(
    output: Path,
    paths: Sequence[str],
    question: Question,
    *,
    tick: Callable[[], None] = lambda: None,
    cores: int | None = None,
) -> list[Facts]:
    """The facts of ``paths`` below ``output``, in their order.

    ``tick`` is called for every file that this process examines; ``cores`` is
    how many processes may work, all of the machine's unless given.
    """
    workers = min(cores or _cores(), 1 + len(paths) // ENOUGH)
    shares = [list(paths[i::workers]) for i in range(workers)]
    with contextlib.ExitStack() as stack:
        elsewhere = [stack.enter_context(_worker(output, s, question)) for s in shares[1:]]
        here = list(_examine_all(output, shares[0], question, tick))
        answers = [here, *(_answer(connection) for connection in elsewhere)]
    return [answers[i % workers][i // workers] for i in range(len(paths))]


def _examine_all(
    output: Path, paths: Sequence[str], question: Question, tick: Callable[[], None]
) -> Iterator[Facts]:
    examiner = Examiner(question)
    for path in paths:
        yield examiner.examine(path, (output / path).read_bytes())
        tick()


@contextlib.contextmanager
def _worker(output: Path, paths: Sequence[str], question: Question) -> Iterator[Connection]:
    # Fresh processes: a forked one would hold our lock on the releases after we are gone.
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(output, paths, question, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(timeout=10)
        process.kill()


def _work(output: Path, paths: Sequence[str], question: Question, answer: Connection) -> None:
    """A share of the survey, in a process of its own; what fails there is raised here."""
    try:
        facts: object = list(_examine_all(output, paths, question, lambda: None))
    except OSError as error:
        facts = error
    answer.send(facts)


def _answer(connection: Connection) -> list[Facts]:
    facts = connection.recv()
    if isinstance(facts, OSError):
        raise facts
    return list(facts)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
