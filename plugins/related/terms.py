"""What a text is compared by: its syllables and pairs of neighbours, weighed.

A Vietnamese word is mostly two syllables, so pairs stand for words without a
dictionary. All is folded, so that ``số hoá`` meets ``số hóa``. A term weighs
``1 + ln(how often)`` times its level in the frozen table (``common.py``), and
the whole is scaled to length ``SCALE``, in whole numbers: nothing here depends
on any other post. Terms are known by 32 bits of checksum; that two meet in one
by chance moves a score by less than it rounds.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, pairwise
from operator import and_, itemgetter, xor
from zlib import crc32

from plugins.related import common
from plugins.vietnamese import fold, nfc, retone

SCALE = 1000
"""The length of every vector: weights are thousandths, products of two are millionths."""

MOST_TERMS = 500
"""Of a text's terms the strongest so many count; a post of five paragraphs has some 140."""

KEYS = 64
"""By the strongest of them a post is looked up: a third, at least ``FEW_KEYS``, at most these."""

FEW_KEYS = 24

MOST_PHRASES = 16
LONGEST_PHRASE = 9
TOP = 6
OFTEN = [0, *(round(10 * (1 + math.log(n))) for n in range(1, 100))]
_WORD = re.compile(r"[^\W_]+")

_NOT_TOLD = frozenset(
    nfc(
        "và của về việc tại trong với cho các những một là được đã đang sẽ trên đến do để có ở khi "
        "sau trước giữa cùng vào nhằm qua như này đó không hay hoặc nhiều mọi mỗi ngày tháng năm "
        "quý thứ lần đợt tỉnh huyện phường quận xã ông bà từ theo bị bằng hơn còn đều phải cũng "
        "mà thì nên ra lên đồng chí vksnd"
    ).split()
)
"""Syllables that no phrase told to readers begins, ends or goes on with."""


class _Words(dict[str, tuple[str, ...]]):
    """What stands between white space → the words in it: mostly one, and seen before."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(self) > 300_000:  # noqa: PLR2004 - names and numbers without end
            self.clear()
        words = self[chunk] = tuple(_WORD.findall(chunk))
        return words


words_of = _Words()


class _Syllables(dict[str, int]):
    """Syllable as written → checksum of its folded form."""

    def __missing__(self, syllable: str) -> int:
        if len(self) > 300_000:  # noqa: PLR2004
            self.clear()
        term = self[syllable] = crc32(fold(syllable.lower()).encode())
        return term


term_of = _Syllables()


class _Halves(dict[int, int]):
    """Syllable → what it gives to the pair that it begins."""

    def __missing__(self, term: int) -> int:
        if len(self) > 300_000:  # noqa: PLR2004
            self.clear()
        # Multiplied, or the pair of two syllables would be the pair of the two reversed.
        half = self[term] = term * 0x9E3779B1 & 0xFFFFFFFF
        return half


half_of = _Halves()


class _Tells(dict[str, bool]):
    """Word as written → whether a phrase may hold it."""

    def __missing__(self, word: str) -> bool:
        if len(self) > 300_000:  # noqa: PLR2004
            self.clear()
        tells = self[word] = word.islower() and word not in _NOT_TOLD
        return tells


tells = _Tells()


class _Written(dict[str, str]):
    """Word → as phrases show it: in lower case, its tone where today's dictionaries put it."""

    def __missing__(self, word: str) -> str:
        if len(self) > 300_000:  # noqa: PLR2004
            self.clear()
        written = self[word] = retone(word.lower())
        return written


written = _Written()


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared: plain bytes, so that it can be kept and sent."""

    terms: bytes
    """Terms, 32 bits each."""
    weights: bytes
    """Of each, 16 bits."""
    keys: bytes
    """The strongest terms, 32 bits each, strongest first."""
    phrases: bytes
    """What it says, as written, a phrase a line: UTF-8."""

    def vector(self) -> dict[int, int]:
        """Term → weight."""
        return dict(zip(array("I", self.terms), array("H", self.weights), strict=True))


def read(title: str, body: str) -> Text:
    """``title`` and ``body``, plain text, taken apart."""
    title = nfc(title)
    title = title.lower() if title.isupper() else title
    found = list(_WORD.finditer(title))
    heading = [word[0] for word in found]
    joined = [title[a.end() : b.start()].isspace() for a, b in pairwise(found)]
    words = list(chain.from_iterable(map(words_of.__getitem__, nfc(body).split())))
    first, rest = _folded(heading), _folded(words)
    first_pairs, rest_pairs = _pairs(first), _pairs(rest)
    often = Counter(first)
    often.update(first_pairs)
    often.update(rest)
    often.update(rest_pairs)
    chance = _chance(rest, rest_pairs).difference(first_pairs)
    level, factor = LEVEL.get, OFTEN
    raw = [
        (term, factor[n if n < 100 else 99] * weight)  # noqa: PLR2004
        for term, n in often.items()
        if (weight := level(term, TOP)) and (n > 1 or term not in chance)
    ]
    # Stable: of equal terms the one that comes first, and the title comes before the body.
    raw.sort(key=itemgetter(1), reverse=True)
    strongest = raw[:MOST_TERMS]
    keys = min(KEYS, max(FEW_KEYS, len(strongest) // 3))
    length = math.isqrt(sum(weight * weight for _, weight in strongest) << 20) or 1
    scale = SCALE << 10
    told = dict.fromkeys(
        [
            *_phrases(heading, first_pairs, joined=joined),
            *_phrases(words, rest_pairs, often=often),
        ]
    )
    return Text(
        terms=array("I", [term for term, _ in strongest]).tobytes(),
        weights=array("H", [weight * scale // length for _, weight in strongest]).tobytes(),
        keys=array("I", [term for term, _ in strongest[:keys]]).tobytes(),
        phrases="\n".join(list(told)[:MOST_PHRASES]).encode(),
    )


def _folded(words: Iterable[str]) -> list[int]:
    return list(map(term_of.__getitem__, words))


def _pairs(terms: list[int]) -> list[int]:
    return list(map(xor, map(half_of.__getitem__, terms), terms[1:]))


def _chance(terms: list[int], pairs: list[int]) -> set[int]:
    """Pairs of two everyday words: said once, and not in the title, they are chance."""
    everyday = [term in EVERYDAY for term in terms]
    both = map(and_, everyday, everyday[1:])
    return set(compress(pairs, both))


def _levels() -> dict[int, int]:
    found: dict[int, int] = {}
    for level, listed in (
        (5, common.KNOWN),
        (4, common.FAMILIAR),
        (3, common.COMMON),
        (0, common.EVERYDAY),
    ):
        for term in listed.replace("\n", " ").split(", "):
            syllables = _folded(term.split())
            found[_pairs(syllables)[0] if len(syllables) > 1 else syllables[0]] = level
    return found


LEVEL = _levels()
EVERYDAY = frozenset(term for term, level in LEVEL.items() if not level)


def _phrases(
    words: list[str],
    pairs: list[int],
    *,
    joined: Sequence[bool] | None = None,
    often: Mapping[int, int] | None = None,
) -> Iterator[str]:
    """Runs of words that tell, as written: all those of a title, those a body says twice.

    ``joined`` says where nothing but a space parts two words, ``often`` how often
    a pair is said. A number, a name and a word that only joins end a run; so does
    ``số`` before its number. A run of nothing but everyday words is none.
    """
    if often is not None:
        places: Iterable[int] = [at for at, n in enumerate(map(often.__getitem__, pairs)) if n > 1]
    else:
        places = range(len(pairs))
    run = telling = 0
    end = -1
    for at in places:
        first, second = words[at], words[at + 1]
        told = tells[second] or (at + 2 < len(words) and _heads(words, at + 1, joined))
        told = told and (tells[first] or _heads(words, at, joined))
        if not told or (joined is not None and not joined[at]):
            continue
        if at != end:
            if telling and (run > 1 or often is None or not _halved(pairs, end - 1)):
                yield _run(words, end - run, end + 1)
            run = telling = 0
        run += 1
        telling += pairs[at] not in EVERYDAY
        end = at + 1
    if telling and (run > 1 or often is None or not _halved(pairs, end - 1)):
        yield _run(words, end - run, end + 1)


def _heads(words: list[str], at: int, joined: Sequence[bool] | None) -> bool:
    """Whether a capital only begins a sentence or a title of office; two together are a name."""
    word = words[at]
    if not (word[1:].islower() and tells[words[at + 1]] and tells[word.lower()]):
        return False
    return at == 0 or not words[at - 1][0].isupper() or (joined is not None and not joined[at - 1])


def _halved(pairs: list[int], at: int) -> bool:
    """Whether a pair between everyday ones is but two halves: ``(cơ) sở kết (quả)``."""
    return not EVERYDAY.isdisjoint((*pairs[max(0, at - 1) : at], *pairs[at + 1 : at + 2]))


def _run(words: list[str], start: int, end: int) -> str:
    if end < len(words) and words[end][0].isdigit() and words[end - 1] == "số":
        end -= 1
    return " ".join(map(written.__getitem__, words[start:end]))


class _PairTerms(dict[tuple[str, str], int]):
    """Two words as written → the term of the pair."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > 300_000:  # noqa: PLR2004
            self.clear()
        term = self[pair] = half_of[term_of[pair[0]]] ^ term_of[pair[1]]
        return term


pair_term = _PairTerms()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a text says one after another."""

    words: list[str]
    pairs: list[tuple[str, str]]


def said(text: Text) -> list[Phrase]:
    """What ``text`` says, its title first."""
    lines = text.phrases.decode().split("\n") if text.phrases else ()
    phrases = (line.split(" ") for line in lines)
    return [Phrase(words, list(pairwise(words))) for words in phrases]


def shared_phrase(phrase: Phrase, shared: Mapping[tuple[str, str], int]) -> tuple[int, str]:
    """``(weight, words)`` of the strongest run of a phrase that both texts say; (0, "") if none.

    ``shared`` are the pairs that both say and are compared by, as written, with the
    product of their weights: folded alike is not said alike, ``sơ kết`` is not
    ``(cơ) sở kết``. Everyday pairs weigh nothing, but one at either end completes a
    word that would stand there halved: ``(nội) dung quy chế``. Where a run halves a
    word that the table knows and the other text does not say, the half is left out:
    ``(tổng) kết công tác``.
    """
    best = (0, 0, 0)
    weight = start = 0
    loose = False
    pairs = phrase.pairs
    for at, pair in enumerate(pairs):
        if pair in shared:
            if not weight and not loose:
                start = at
                if at and pair_term[pairs[at - 1]] in LEVEL:
                    continue
            weight += shared[pair]
            loose = False
        elif not (weight and loose) and pair_term[pair] in EVERYDAY:
            if not weight:
                start = at
            loose = True
        else:
            weight, loose = 0, False
            continue
        if weight and weight >= best[0] and at + 2 - start <= LONGEST_PHRASE:
            best = (weight, start, at + 2)
    return best[0], " ".join(phrase.words[best[1] : best[2]])


def best_phrases(found: Iterable[str]) -> str:
    """The first two of phrases, the strongest first, of which neither holds the other."""
    best: list[str] = []
    for told in found:
        if not any(told in other or other in told for other in best):
            best.append(told)
            if len(best) > 1:
                break
    return ", ".join(best)


def key_of(kind: int, name: str) -> int:
    """The key of posts that share something other than words: ``kind`` 1 or 2, above 32 bits."""
    return kind << 32 | crc32(name.encode())
