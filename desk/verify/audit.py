"""An output folder read again, whole, by who believes nothing."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.messages import SILENT, Report
from desk.verify.canaries import (
    Question,
    canaries,
    leaks,
    private_attachments,
    private_pictures,
    said_in_public,
)
from desk.verify.columns import Content
from desk.verify.facts import digest
from desk.verify.ledger import Ledger
from desk.verify.listing import Listing, list_files
from desk.verify.memory import FactMemory, Kept
from desk.verify.public import excused
from desk.verify.whole import Expected, expected, fingerprint, judge
from plugins.content_folder import content_folder
from plugins.garbage import uncollected
from plugins.images import RenditionStore, SourceChangedError, picture_bytes
from plugins.layers import Layer, is_on
from plugins.memory import LostError
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.state_folder import STATE

if TYPE_CHECKING:
    from desk.verify.survey import Examiner

_READING = "Soát từng tệp"
_MANY = 100
"""Files that are sooner read than public texts asked whether they say a phrase too."""
_MOST_ROWS = 4096
"""Rows held before they are put away."""

MOST_SHOWN = 200
"""Problems printed; thousands of the same kind would bury the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What came of reading an output folder."""

    facts: tuple[Content, ...]
    """Every file, in no order."""
    problems: tuple[Problem, ...]
    """Paths relative to the output; sorted."""


def audit(
    output: Path,
    newsroom: Newsroom,
    site: str,
    private: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401 - of ``Auditor``
) -> Audit:
    """Everything wrong in ``output`` as a site of ``newsroom`` at the origin ``site``.

    ``private`` is what ``private_bytes`` gave. A file that is no plain file is a problem.
    """
    with contextlib.closing(Auditor(output, newsroom, site, private or {}, **options)) as auditor:
        return auditor.audit()


class Auditor:
    """An output, and all that it is held to, which is known before it is built."""

    def __init__(  # noqa: PLR0913 - all but the first are said by name
        self,
        output: Path,
        newsroom: Newsroom,
        site: str,
        private: Mapping[str, str],
        *,
        kept: Path | None = None,
        cores: int | None = None,
        program: Callable[[], str] = str,
        plugins: bool = False,
        report: Report = SILENT,
    ) -> None:
        """As ``audit``.

        With ``kept``, a file for that, files found sound before and not touched since are not
        read again. ``program`` gives what settings and templates say; ``plugins``: whether
        others than ours write files too; ``report`` hears how far it is.
        """
        self.output = output
        self.newsroom = newsroom
        self.private = private
        self._plugins = plugins
        old = frozenset(self._wanted.redirects) if plugins else None
        self.question = Question(
            site=site,
            canaries=canaries(newsroom),
            old=old,
            sections=newsroom.addresses.folders,
        )
        self.cores = cores
        self._program = program
        self._report = report
        keeps = is_on(Layer.FACTS)
        self._memory = FactMemory(kept, self.question) if kept and keeps else None

    @cached_property
    def _known(self) -> bytes:
        return fingerprint(self.newsroom, self.private)

    @cached_property
    def _wanted(self) -> Expected:
        return expected(self.newsroom, self.private, plugins=self._plugins)

    @cached_property
    def _before(self) -> Expected | None:
        """What was wanted when all that is kept was found. Raises LostError."""
        return self._memory.wanted() if self._memory else None

    @cached_property
    def _examiner(self) -> Examiner:
        from desk.verify.survey import Examiner  # noqa: PLC0415 - only who reads must know how

        return Examiner(self.question, imprints=self._memory is not None)

    @cached_property
    def _suspicion(self) -> tuple[set[str], dict[str, str]]:
        """Kept files in which there may be a canary that nobody looked for in them.

        And canaries not worth looking for, as public texts say them too, with where: official
        phrases stand in many files. Asked first is where that was so before.
        """
        memory = self._memory
        fresh = memory.fresh() if memory else ()
        if memory is None or not fresh or not memory.kept.files:
            return set(), {}
        if not is_on(Layer.IMPRINTS):
            names = memory.kept.columns.names
            return {names[number] for number in array("I", memory.kept.files)}, {}
        witnesses, program = memory.kept.witnesses, self._program
        spoken = {one.needle for one in fresh if one.spoken}
        said = said_in_public(spoken & witnesses.keys(), self.newsroom, witnesses, program)
        found = memory.suspects([one for one in fresh if one.needle not in said], _MANY)
        many = {needle for needle, files in found.items() if len(files) > _MANY}
        said |= said_in_public(many & spoken, self.newsroom, program=program)
        if many := many - said.keys():
            every = len(memory.kept.files)
            found |= memory.suspects([one for one in fresh if one.needle in many], every)
        names = memory.kept.columns.names
        left = (files for needle, files in found.items() if needle not in said)
        return {names[number] for number in set[int]().union(*left)}, said

    def get_ready(self) -> None:
        """Load and work out what will be needed, should anything have changed."""
        from desk.verify import xml  # noqa: F401, PLC0415 - every post changes a feed

        _ = self._known, self._wanted, self._examiner, self._suspicion
        with contextlib.suppress(LostError):  # whoever needs it will be told
            _ = self._before

    def look(self) -> None:
        """See which files there are: all are as they will stay. Said is nothing, nor judged."""
        _ = self._seen, self._changes

    def close(self) -> None:
        """Let go of what is kept."""
        if self._memory is not None:
            self._memory.close()

    @cached_property
    def _seen(self) -> tuple[Listing, list[Problem]]:
        old = {alias.lstrip("/") for post in self.newsroom.posts for alias in post.aliases}
        old |= {alias.lstrip("/") for page in self.newsroom.pages for alias in page.aliases}
        return list_files(self.output, old)

    @cached_property
    def _changes(self) -> tuple[list[str], list[str]]:
        """Paths of files to read, and of those that are gone."""
        files, _ = self._seen
        if self._memory is None:
            return files.paths, []
        read, gone = self._memory.changed(files)
        suspects, _ = self._suspicion
        return read + sorted(suspects.difference(read, gone)), gone

    def audit(self) -> Audit:
        """Read the output, once, and judge it."""
        with uncollected():
            _, problems = self._seen
            try:
                found = self._examine()
            except LostError:
                assert self._memory is not None, "nothing kept, nothing lost"
                self._memory.forget()
                for known in ("_before", "_changes", "_suspicion"):
                    vars(self).pop(known, None)
                found = self._examine()
        return replace(found, problems=tuple(sorted({*problems, *found.problems})))

    def _examine(self) -> Audit:
        """Read what is not remembered, judge all, and remember. Raises LostError."""
        memory, (files, _), (read, gone) = self._memory, self._seen, self._changes
        kept = memory.kept if memory else Kept()
        asked, (_, said) = self.question.canaries, self._suspicion
        needles = frozenset(one.needle for one in asked).difference(said)
        if not read and not gone and needles <= kept.needles and kept.holds(self._known):
            with self._report.steps(_READING, 0):
                return Audit(facts=tuple(kept.columns.contents(kept.files)), problems=())
        wanted = self._wanted
        ledger = (
            Ledger(wanted, columns=kept.columns, before=self._before, kept=memory.row)
            if memory
            else Ledger(wanted)
        )
        for path in gone:
            ledger.drop(path)
        self._read(read, ledger)
        problems = [problem for facts in ledger.problems for problem in facts.problems]
        if not (kept.sound and ledger.sure()):
            problems += judge([*ledger.all_facts()], wanted)
        problems = [*excused(problems, self.newsroom, self._program)]
        now = Kept(
            columns=ledger.columns(),
            files=ledger.files(files.paths),
            fingerprint=self._known,
            needles=needles,
            witnesses=dict(kept.witnesses),
            sound=not problems,
        )
        problems += leaks(ledger.hit(), asked, self.newsroom, now.witnesses, self._program)
        now.witnesses |= said
        if memory and (read or gone or now.news != kept.news):
            unsound = {facts.path for facts in ledger.problems}
            memory.keep(now, files.lasting({*read}, unsound), ledger, wanted)
        facts = tuple(now.columns.contents(now.files))
        return Audit(facts=facts, problems=tuple(problems))

    def _read(self, paths: Sequence[str], ledger: Ledger) -> None:
        from desk.verify.survey import survey  # noqa: PLC0415 - only who reads must know how

        with (
            survey(self.output, paths, lambda: self._examiner, cores=self.cores) as found,
            self._report.steps(_READING, len(paths)) as tick,
        ):
            for facts in found:
                ledger.take(facts)
                if (
                    self._memory is not None
                    and len(ledger.rows) >= _MOST_ROWS
                    and self._memory.put(ledger)
                ):
                    ledger.rows.clear()
                    ledger.imprints.clear()
                tick()


def tell(found: Audit, report: Report) -> bool:
    """Say what is wrong; whether anything is."""
    report.problems(found.problems[:MOST_SHOWN])
    if len(found.problems) > MOST_SHOWN:
        report.say(f"… và {len(found.problems) - MOST_SHOWN} lỗi khác.")
    return bool(found.problems)


def private_bytes(root: Path, newsroom: Newsroom) -> dict[str, str]:
    """Digests of pictures and attachments that only private texts use.

    As sent in and as they would be published.

    Renditions come from the store, so each is made once; a picture that changes
    at this moment counts as sent in only.
    """
    found: dict[str, str] = {}
    for path, whose in private_attachments(newsroom).items():
        if known := newsroom.attachments.get(path):
            found |= {known.digest: whose, known.published: whose}
    with RenditionStore(root / STATE / "pictures") as store:
        for path, whose in private_pictures(newsroom).items():
            spec = newsroom.pictures.get(path)
            if spec is None:
                continue
            found[spec.digest] = whose
            try:
                made = store.get(spec, partial(picture_bytes, content_folder(root), path))
            except SourceChangedError:
                continue
            found.update((digest(file.read_bytes()), whose) for file in made.values())
    return found
