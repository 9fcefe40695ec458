"""What is known of every file of the output, so that a change is judged by what it touches.

``desk.verify.whole.judge`` says what is wrong with an output, from the facts of
all its files. A ledger only answers whether ``judge`` could find anything: from
the files that are new, changed or gone, and for all others from counts that it
keeps (how many files lead to each, how many sitemaps list it). A doubt costs a
call of ``judge`` and may be unfounded; without a doubt nothing is wrong, given
that nothing was wrong before.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

import msgspec

from desk.verify.columns import DIGEST, HIT, INDEX, INDEXABLE, SEARCH, SITEMAP, THERE, Columns
from desk.verify.facts import Facts, FileKind, Use
from desk.verify.whole import (
    ENTRANCES,
    NEEDED,
    Expected,
    canonical_problems,
    is_indexable,
    is_unwanted,
    search_problems,
    stranger_problems,
)
from plugins.memory import LostError


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """The facts of one file, apart from its path, with its links by number; see ``Facts``."""

    sha256: bytes
    size: int
    kind: FileKind
    links: bytes
    """Four bytes each, as this machine writes numbers; ``lines`` likewise."""
    lines: bytes
    own: tuple[tuple[str, int], ...]
    """Links to a place in the file itself, with their lines."""
    rest: tuple[tuple[str, ...], tuple[int, ...], tuple[Use, ...]]
    """Hits, their lines, uses."""
    ids: tuple[str, ...]
    heading: str
    canonical: str
    indexable: bool
    redirect: bool
    width: int
    height: int


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Row).decode


class Ledger:
    """The files of an output, and what leads where.

    A name is the path of a file, there or not, or ``path#fragment`` where
    another file leads to such a place. Its number is for ever.
    """

    def __init__(
        self,
        wanted: Expected,
        *,
        columns: Columns | None = None,
        before: Expected | None = None,
        kept: Callable[[int], bytes | None] = lambda _number: None,
    ) -> None:
        """What was known before: ``columns``, what was wanted, the row ``kept`` of a number."""
        columns = columns or Columns()
        self._wanted = wanted
        self._before = before or Expected()
        self._kept = kept
        self.rows: dict[int, bytes] = {}
        """Of files taken, by number, that ``kept`` does not give yet."""
        self.imprints: dict[int, bytes] = {}
        """Of the same files."""
        self.problems: list[Facts] = []
        """Of files taken: those with problems of their own."""
        self.dropped: set[int] = set()
        """Numbers of files dropped."""

        self.names = columns.names
        self._numbers = dict(zip(columns.names, range(len(columns.names)), strict=True))
        self._fragments = set(array("I", columns.places))
        self._flags = bytearray(columns.flags)
        # Of a file: how many others lead to it. Of a place in one: how many others lead there.
        self._leads = array("I", columns.leads)
        # How many sitemaps list it.
        self._listed = array("I", columns.listed)
        self._sizes = array("Q", columns.sizes)
        self._pixels = array("I", columns.pixels)  # width, height, width …
        self._digests = bytearray(columns.digests)

        self._sure = True
        self._taken: dict[int, tuple[str, ...]] = {}  # number → ids
        self._reached: set[int] = set()  # where files taken lead to
        self._left: set[int] = set()  # where files changed or dropped no longer lead to
        self._lost: set[str] = set()  # places that are no more
        self._relisted: set[int] = set()
        self._uses: set[tuple[int, int, int]] = set()
        self._sitemaps = False
        self._searches = False  # whether what search knows changed

    # --- what changed --------------------------------------------------------------

    def take(self, facts: Facts) -> int:
        """Note a file that is new or may have changed; its number."""
        number = self._number(facts.path)
        old = self._row(number) if self._flags[number] & THERE else None
        row, links = self._packed(facts)
        targets = self._targets(number, links)
        before = set() if old is None else self._targets(number, _numbers(old.links))
        self._lead(before, targets)
        self._relist(old, links if facts.kind is FileKind.SITEMAP else ())
        self._reached |= targets
        self._taken[number] = facts.ids
        if old is not None:
            self._lost.update(f"{facts.path}#{one}" for one in {*old.ids} - {*facts.ids})
        self._uses.update((self._number(u.file), u.width, u.height) for u in facts.uses)
        self._check(facts, row.own, old)
        self._set(number, facts)
        self.rows[number] = _encode(row)
        self.imprints[number] = facts.imprint
        return number

    def drop(self, path: str) -> None:
        """Note that a file is no more."""
        number = self._numbers[path]
        old = self._row(number)
        self._lead(self._targets(number, _numbers(old.links)), set())
        self._relist(old, ())
        self._searches |= old.kind is FileKind.SEARCH
        self._flags[number] = 0
        self.dropped.add(number)

    def _check(self, facts: Facts, own: Sequence[tuple[str, int]], old: _Row | None) -> None:
        """Doubt when the file alone, or what is wanted of it, gives reason to."""
        path, wanted = facts.path, self._wanted
        self._sure = (
            self._sure
            and not facts.problems
            and facts.sha256 not in wanted.private_bytes
            and all(place in facts.ids for place, _ in own)
            and not any(stranger_problems(path, wanted))
            and not (facts.kind is FileKind.PAGE and any(canonical_problems(facts)))
            and not is_unwanted(facts, self._wanted)
            # Others may use it with its old size.
            and (old is None or (old.width, old.height) == (facts.width, facts.height))
        )
        if facts.problems:
            self.problems.append(facts)
        kinds = {FileKind.SITEMAP, FileKind.SITEMAP_INDEX}
        self._sitemaps |= facts.kind in kinds or (old is not None and old.kind in kinds)
        self._searches |= facts.kind is FileKind.SEARCH

    def _lead(self, old: set[int], new: set[int]) -> None:
        leads = self._leads
        self._left |= old - new
        for number in old - new:
            leads[number] -= 1
        for number in new - old:
            leads[number] += 1

    def _relist(self, old: _Row | None, new: Sequence[int]) -> None:
        if old is not None and old.kind is FileKind.SITEMAP:
            for number in _numbers(old.links):
                self._listed[number] -= 1
                self._relisted.add(number)
        for number in new:
            self._listed[number] += 1
            self._relisted.add(number)

    # --- whether anything may be wrong ------------------------------------------------

    def sure(self) -> bool:
        """Whether nothing is wrong now, given that nothing was before all this was noted.

        Asked once, when all is noted. Raises LostError.
        """
        return (
            self._sure
            and all(self._is_there(path) for path in NEEDED)
            and self._wishes_met()
            and self._nothing_dangles()
            and self._nothing_is_orphaned()
            and self._pictures_fit()
            and self._sitemaps_agree()
            and self._search_agrees()
            and self._nothing_is_private()
        )

    def _wishes_met(self) -> bool:
        """What is wanted otherwise than before, of files that are the same, or not there."""
        wanted, before = self._wanted, self._before
        changed = {
            *_unlike(wanted.pages, before.pages),
            *_unlike(wanted.files, before.files),
            *(wanted.gone ^ before.gone),
            *(wanted.marks ^ before.marks),
            *_unlike(wanted.redirects, before.redirects),
            *(self.names[number] for number in self.dropped),
        }
        for path in changed:
            number = self._numbers.get(path)
            if number is not None and number in self._taken:
                continue
            if number is not None and self._flags[number] & THERE:
                self._left.add(number)  # what was no orphan as an old address may be one now
                facts = self.facts(number)
                if is_unwanted(facts, wanted) or any(stranger_problems(path, wanted)):
                    return False
            elif any(path in those for those in (wanted.pages, wanted.files, *wanted.unlinked)):
                return False
        return True

    def _nothing_dangles(self) -> bool:
        for number in self._reached:
            if number in self._fragments:
                path, _, fragment = self.names[number].partition("#")
                if fragment not in self._ids(self._numbers[path]):
                    return False
            elif not self._flags[number] & THERE:
                return False
        lost = (self._numbers[place] for place in self._lost if place in self._numbers)
        return not any(self._leads[number] for number in (*self.dropped, *lost))

    def _nothing_is_orphaned(self) -> bool:
        wanted = self._wanted
        for number in (*self._taken, *self._left):
            if self._leads[number] or not self._flags[number] & THERE:
                continue
            path = self.names[number]
            reached = any(path in those for those in (ENTRANCES, *wanted.unlinked))
            if not (reached or wanted.is_theirs(path)):
                return False
        return True

    def _pictures_fit(self) -> bool:
        for number, width, height in self._uses:
            real = self._pixels[2 * number : 2 * number + 2]
            if real[0] and ((width and width != real[0]) or (height and height != real[1])):
                return False
        return True

    def _sitemaps_agree(self) -> bool:
        for number in (*self._taken, *self._relisted):
            flags, listed = self._flags[number], self._listed[number]
            if listed > 1 or (flags & THERE and bool(flags & INDEXABLE) != bool(listed)):
                return False
        if not self._sitemaps:
            return True
        indexed = {self._number("sitemap.xml")}
        for number in self._marked(INDEX):
            indexed.update(_numbers(self._row(number).links))
        return indexed.issuperset(self._marked(SITEMAP))

    def _search_agrees(self) -> bool:
        if not self._searches and self._wanted.pages.keys() == self._before.pages.keys():
            return True
        indexes = [self.facts(number) for number in self._marked(SEARCH)]
        return not any(search_problems(indexes, self._wanted))

    def _nothing_is_private(self) -> bool:
        fresh = self._wanted.private_bytes.keys() - self._before.private_bytes.keys()
        digests = self._digests.hex() if fresh else ""
        return not any(digest in digests for digest in fresh)

    # --- what is known -----------------------------------------------------------------

    def facts(self, number: int) -> Facts:
        """All that is known of a file but problems of its own. Raises LostError."""
        row, path = self._row(number), self.names[number]
        hits, hit_lines, uses = row.rest
        links = [self.names[n] for n in _numbers(row.links)]
        return Facts(
            path=path,
            kind=row.kind,
            sha256=row.sha256.hex(),
            size=row.size,
            links=(*links, *(f"{path}#{fragment}" for fragment, _ in row.own)),
            lines=(*_numbers(row.lines), *(line for _, line in row.own)),
            hits=hits,
            hit_lines=hit_lines,
            uses=uses,
            ids=row.ids,
            heading=row.heading,
            canonical=row.canonical,
            indexable=row.indexable,
            redirect=row.redirect,
            width=row.width,
            height=row.height,
        )

    def all_facts(self) -> Iterator[Facts]:
        """Of every file, as ``facts``."""
        return map(self.facts, self._marked(THERE))

    def hit(self) -> Iterator[Facts]:
        """Of every file in which a canary was found."""
        return map(self.facts, self._marked(HIT))

    def _marked(self, flag: int) -> Iterator[int]:
        return (number for number, flags in enumerate(self._flags) if flags & flag)

    def files(self, paths: Iterable[str]) -> bytes:
        """The numbers of names known, packed."""
        return array("I", map(self._numbers.__getitem__, paths)).tobytes()

    def digests(self) -> bytes:
        """As of ``columns``."""
        return bytes(self._digests)

    def columns(self) -> Columns:
        """The ledger as it is kept, beside its rows."""
        return Columns(
            names=self.names,
            flags=bytes(self._flags),
            leads=self._leads.tobytes(),
            listed=self._listed.tobytes(),
            sizes=self._sizes.tobytes(),
            pixels=self._pixels.tobytes(),
            digests=self.digests(),
            places=array("I", self._fragments).tobytes(),
        )

    # --- inside --------------------------------------------------------------------------

    def _number(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self.names)
            self.names.append(name)
            self._flags.append(0)
            self._leads.append(0)
            self._listed.append(0)
            self._sizes.append(0)
            self._pixels.extend((0, 0))
            self._digests.extend(bytes(DIGEST))
            if "#" in name:
                self._fragments.add(number)
                self._number(name.partition("#")[0])
        return number

    def _set(self, number: int, facts: Facts) -> None:
        self._flags[number] = (
            THERE
            | (INDEXABLE if is_indexable(facts) else 0)
            | (HIT if facts.hits else 0)
            | (SITEMAP if facts.kind is FileKind.SITEMAP else 0)
            | (INDEX if facts.kind is FileKind.SITEMAP_INDEX else 0)
            | (SEARCH if facts.kind is FileKind.SEARCH else 0)
        )
        self._sizes[number] = facts.size
        self._pixels[2 * number : 2 * number + 2] = array("I", (facts.width, facts.height))
        place = number * DIGEST
        self._digests[place : place + DIGEST] = bytes.fromhex(facts.sha256)

    def _packed(self, facts: Facts) -> tuple[_Row, list[int]]:
        """``facts`` as a row, and the numbers of its links to other files."""
        numbers = list(map(self._numbers.get, facts.links))
        lines = list(facts.lines)
        own: list[tuple[str, int]] = []
        here = f"{facts.path}#"
        if None in numbers:  # rarely more than one: the page's own place that it skips to
            for place in reversed([n for n, number in enumerate(numbers) if number is None]):
                link = facts.links[place]
                if link.startswith(here):
                    del numbers[place]
                    own.append((link.removeprefix(here), lines.pop(place)))
                else:
                    numbers[place] = self._number(link)
        links = cast("list[int]", numbers)
        row = _Row(
            sha256=bytes.fromhex(facts.sha256),
            size=facts.size,
            kind=facts.kind,
            links=array("I", links).tobytes(),
            lines=array("I", lines).tobytes(),
            own=tuple(own),
            rest=(facts.hits, facts.hit_lines, facts.uses),
            ids=facts.ids,
            heading=facts.heading,
            canonical=facts.canonical,
            indexable=facts.indexable,
            redirect=facts.redirect,
            width=facts.width,
            height=facts.height,
        )
        return row, links

    def _row(self, number: int) -> _Row:
        kept = self.rows.get(number) or self._kept(number)
        if kept is None:
            raise LostError(self.names[number])
        try:
            row = _decode(kept)
        except msgspec.DecodeError as error:
            raise LostError(self.names[number]) from error
        place = number * DIGEST
        if row.sha256 != self._digests[place : place + DIGEST]:
            raise LostError(self.names[number])
        return row

    def _targets(self, number: int, links: Sequence[int]) -> set[int]:
        """The files and places, other than itself, that the file ``number`` leads to."""
        targets = set(links)
        for place in targets & self._fragments:
            targets.add(self._numbers[self.names[place].partition("#")[0]])
        targets.discard(number)
        return targets

    def _ids(self, number: int) -> tuple[str, ...]:
        if number in self._taken:
            return self._taken[number]
        return self._row(number).ids if self._flags[number] & THERE else ()

    def _is_there(self, path: str) -> bool:
        number = self._numbers.get(path)
        return number is not None and bool(self._flags[number] & THERE)


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    """Keys that only one of them has, or whose values differ."""
    yield from (key for key, value in one.items() if other.get(key) != value)
    yield from other.keys() - one.keys()


def _numbers(packed: bytes) -> Sequence[int]:
    return array("I", packed)
