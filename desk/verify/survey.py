"""Every file of the output, read once: its facts, over as many cores as there are.

On Linux a helper is forked for each other core; elsewhere, and with one core,
all is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import struct
import tempfile
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Self

from msgspec.structs import replace

from desk.verify.attached import examine_attachment
from desk.verify.canaries import Question, Sieve
from desk.verify.facts import Facts, FileKind, facts_of, line_of
from desk.verify.html import examine_html, leftovers
from desk.verify.imprints import imprint
from desk.verify.lines import PageReader
from desk.verify.page_text import is_composed
from desk.verify.plain import (
    examine_drawing,
    examine_mark,
    examine_picture,
    examine_robots,
    examine_style,
)
from desk.verify.scripts import examine_data, examine_manifest, examine_script
from plugins.addresses import ATTACHMENT, ATTACHMENTS, PICTURES, PLUGIN, TYPES, table_of
from plugins.elsewhere import can_fork
from plugins.layers import Layer, is_on
from plugins.model import Problem
from plugins.plain_file import read_plain
from plugins.vietnamese import nfc

ENOUGH = 400
"""Files that another process pays for its start with."""

_CHUNK = 64
_NUMBER = struct.Struct("<I")
_MOMENT = 0.01
"""Seconds between looks at what a helper has found."""

ALLOWED = tuple(TYPES)
"""What the name of every published file ends in, for all there is to examine it."""


class Examiner:
    """Answers one question for any number of files."""

    def __init__(self, question: Question, *, imprints: bool = False) -> None:
        """``imprints``: whether facts tell what each file could say."""
        self._site = question.site
        self._old = question.old
        self._table = table_of(question.sections)
        self._imprints = imprints
        self._phrases = Sieve(c.needle for c in question.canaries if c.spoken)
        self._places = Sieve((c.needle for c in question.canaries if not c.spoken), addresses=True)
        self._pages = PageReader(question.site, *self.sieves, imprints=imprints)

    @property
    def sieves(self) -> tuple[Sieve, Sieve]:
        """What finds words and addresses that must not occur."""
        return self._phrases, self._places

    def examine(self, path: str, data: bytes) -> Facts:
        """The facts of the file ``path`` that holds ``data``."""
        is_page = is_on(Layer.LINES) and path.endswith(".html") and not self._is_theirs(path)
        if is_page and not self._places.any_in(f"/{path}"):
            page = self._pages.read(path, data)
            if page is not None:
                return page
        return self.examine_plainly(path, data)

    def examine_plainly(self, path: str, data: bytes) -> Facts:
        """As ``examine``, by definition: nothing is known beforehand."""
        is_theirs = self._is_theirs(path)
        if path.endswith(tuple(PICTURES)):
            return self._with_hits(examine_picture(path, data), "", "")
        is_document = path.endswith(tuple(ATTACHMENTS))
        if is_document and ATTACHMENT.serves(path):
            return self._with_hits(examine_attachment(path, data), "", "")
        if not is_theirs and (is_document or not path.endswith(ALLOWED)):
            return self._with_hits(_other(path, data, _strange(path)), "", "")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            found = _other(path, data, "không phải UTF-8", line)
            return self._with_hits(found, data.decode("utf-8", "replace"), "")
        facts, said = self._examine_text(path, data, text)
        if is_theirs:  # its form is no affair of ours: what it tells and where it leads is
            facts = replace(facts, kind=FileKind.OTHER, problems=(), uses=())
            return self._with_hits(facts, nfc(text), nfc(said))
        problems = []
        if text.startswith("\ufeff"):
            problems.append(Problem(path=path, line=1, message="có dấu BOM ở đầu tệp"))
        if not is_composed(text):
            line = _first_unlike(text)
            problems.append(Problem(path=path, line=line, message="chữ không ở NFC"))
        if problems:
            facts = replace(facts, problems=(*facts.problems, *problems))
        return self._with_hits(facts, text, said)

    def _is_theirs(self, path: str) -> bool:
        """Whether another plugin wrote the file."""
        return self._old is not None and self._table.row_of(path, self._old) is PLUGIN

    def _examine_text(self, path: str, data: bytes, text: str) -> tuple[Facts, str]:
        if path == "robots.txt":
            return examine_robots(path, data, text, self._site), text
        match path.rpartition(".")[2]:
            case "html":
                return examine_html(path, data, self._site)
            case "xml":
                from desk.verify.xml import examine_xml  # noqa: PLC0415 - loads lxml

                facts, said = examine_xml(path, data, self._site)
                left = tuple(leftovers(path, data))
                found = replace(facts, problems=facts.problems + left) if left else facts, said
            case "css":
                found = examine_style(path, data, text, self._site), text
            case "svg":
                found = examine_drawing(path, data), text
            case "js":
                found = examine_script(path, data, text, self._site)
            case "json":
                found = examine_data(path, data, text, self._site)
            case "410":
                found = examine_mark(path, data), text
            case "webmanifest":
                found = examine_manifest(path, data, text, self._site)
            case _:
                found = _other(path, data, _strange(path)), text
        return found

    def _with_hits(self, facts: Facts, text: str, said: str) -> Facts:
        """``facts`` with the canaries in its path, in the text as written and as people read it."""
        hits = set(self._places.all_in(f"/{facts.path}"))
        hits.update(self._places.all_in(text))
        hits.update(self._phrases.all_in(text))
        hits.update(self._phrases.all_in(said))
        if self._imprints:
            facts = replace(facts, imprint=imprint((text, said)))
        if not hits:
            return facts
        ordered = sorted(hits)
        lines = tuple(line_of(text, text.find(needle)) for needle in ordered)
        return replace(facts, hits=tuple(ordered), hit_lines=lines)


def _strange(path: str) -> str:
    return f"loại tệp lạ «{path.rpartition('/')[2]}», không được công bố: chỉ nhận {_LISTED}"


_LISTED = ", ".join(ALLOWED)


def _other(path: str, data: bytes, message: str, line: int = 1) -> Facts:
    problem = Problem(path=path, line=line, message=message)
    return facts_of(path, FileKind.OTHER, data, [problem])


def _first_unlike(text: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if not is_composed(line):
            return number
    return 1


@contextlib.contextmanager
def survey(
    output: Path,
    paths: Sequence[str],
    examiner: Callable[[], Examiner],
    *,
    cores: int | None = None,
) -> Iterator[Iterator[Facts]]:
    """Yields the facts of all ``paths`` below ``output``, in no order.

    ``examiner`` is asked for only when there is something to examine. ``cores``
    is how many processes may work, all of the machine's unless given.
    """
    workers = min(cores or _cores(), 1 + len(paths) // ENOUGH)
    if workers == 1 or not can_fork():
        yield _examine_all(output, paths, examiner)
        return
    # Neighbours are alike and best read by one.
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    gc.freeze()
    try:
        with contextlib.ExitStack() as stack:
            todo = stack.enter_context(_Numbers(len(chunks)))
            helpers = [
                stack.enter_context(_Helper(output, chunks, todo, examiner))
                for _ in range(workers - 1)
            ]
            yield _shared(output, chunks, todo, helpers, examiner)
    finally:
        gc.unfreeze()


def _shared(
    output: Path,
    chunks: Sequence[Sequence[str]],
    todo: _Numbers,
    helpers: Sequence[_Helper],
    examiner: Callable[[], Examiner],
) -> Iterator[Facts]:
    """The facts of all, each chunk by whoever of us has nothing to do.

    What a helper leaves undone, for whatever reason, is done here, where what
    fails is raised.
    """
    left = set(range(len(chunks)))
    for number in todo:
        left.remove(number)
        yield from _examine_all(output, chunks[number], examiner)
        for helper in helpers:  # in between, so that not all of it is left to the end
            for done, found in helper.answers():
                left.discard(done)
                yield from found
    for helper in helpers:
        for done, found in helper.last_answers():
            left.discard(done)
            yield from found
    for number in sorted(left):
        yield from _examine_all(output, chunks[number], examiner)


def _examine_all(
    output: Path, paths: Sequence[str], examiner: Callable[[], Examiner]
) -> Iterator[Facts]:
    if not paths:
        return  # nor learn what to look for
    examine = examiner().examine
    root = f"{output}/"
    for path in paths:
        yield examine(path, read_plain(root + path))


class _Numbers:
    """The numbers below ``count``, each given to one of the processes that iterate over them."""

    def __init__(self, count: int) -> None:
        # In a file whose place in it all processes share, for they were forked.
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed in __exit__
        self._file.write(b"".join(map(_NUMBER.pack, range(count))))
        self._file.seek(0)

    def fileno(self) -> int:
        """The file's."""
        return self._file.fileno()

    def __iter__(self) -> Iterator[int]:
        while number := self._file.read(_NUMBER.size):
            yield _NUMBER.unpack(number)[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class _Helper:
    """A process of its own that examines chunks as we do.

    It shares our memory as it was and leaves its answers in a file, so that
    neither waits for the other.
    """

    def __init__(
        self,
        output: Path,
        chunks: Sequence[Sequence[str]],
        todo: _Numbers,
        examiner: Callable[[], Examiner],
    ) -> None:
        self._answers = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed in __exit__
        self._read = 0
        self._process = get_context("fork").Process(
            target=_help, args=(output, chunks, todo, examiner, self._answers), daemon=True
        )

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._answers.close()

    def answers(self) -> Iterator[tuple[int, list[Facts]]]:
        """What it has found since it was asked last: chunks by their number."""
        while True:
            head = os.pread(self._answers.fileno(), _NUMBER.size, self._read)
            if len(head) < _NUMBER.size:
                return
            size = _NUMBER.unpack(head)[0]
            body = os.pread(self._answers.fileno(), size, self._read + _NUMBER.size)
            if len(body) < size:
                return
            self._read += _NUMBER.size + size
            yield pickle.loads(body)  # noqa: S301 - written by our own process

    def last_answers(self) -> Iterator[tuple[int, list[Facts]]]:
        """All that is still to come."""
        while self._process.is_alive():
            yield from self.answers()
            self._process.join(_MOMENT)
        yield from self.answers()


def _help(
    output: Path,
    chunks: Sequence[Sequence[str]],
    todo: _Numbers,
    examiner: Callable[[], Examiner],
    answers: IO[bytes],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Above all the lock on the releases, which would outlive a publisher that is killed.
    start = 3
    for kept in sorted((todo.fileno(), answers.fileno())):
        os.closerange(start, kept)
        start = kept + 1
    os.closerange(start, os.sysconf("SC_OPEN_MAX"))
    with contextlib.suppress(OSError):
        for number in todo:
            found = (number, list(_examine_all(output, chunks[number], examiner)))
            body = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
            answers.write(_NUMBER.pack(len(body)) + body)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
