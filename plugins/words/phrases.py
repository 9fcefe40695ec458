"""What a text says in so many words: the phrases that a reason may name.

A phrase is a run of words that tell something, as written: every one of a title,
and those that a body says twice. A number, a name and a word that only joins end
a run; so does ``số`` before its number. A run of nothing but everyday words is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, pairwise
from typing import NamedTuple

from plugins.vietnamese import nfc
from plugins.words.terms import (
    WORD,
    Remembered,
    Text,
    Weighed,
    levels_of,
    pair_of,
    weigh,
    words_of,
    written,
)

MOST_PHRASES = 10
"""Of what a text says the first so many, its title first: what comes last names it least."""

LONGEST_PHRASE = 14

_NOT_TOLD = frozenset(
    nfc(
        "và của về việc tại trong với cho các những một là được đã đang sẽ trên đến do để có ở khi "
        "sau trước giữa cùng vào nhằm qua như này đó không hay hoặc nhiều mọi mỗi ngày tháng năm "
        "quý thứ lần đợt tỉnh huyện phường quận xã ông bà từ theo bị bằng hơn còn đều phải cũng "
        "mà thì nên ra lên đồng chí vksnd"
    ).split()
)
"""Syllables that no phrase told to readers begins, ends or goes on with."""

_tells = Remembered[str, bool](lambda word: word.islower() and word not in _NOT_TOLD)
"""Word as written → whether a phrase may hold it."""

is_everyday = Remembered[tuple[str, str], bool](lambda two: pair_of[two] in levels_of()[1])
"""Two words as written → whether they stand together in every text."""


class Apart(NamedTuple):
    """A title and a body, plain text, taken apart."""

    title: list[str]
    """Its words."""
    joined: list[bool]
    """Of each but the last, whether only white space parts it from the next."""
    body: list[str]


def apart(title: str, body: str) -> Apart:
    """The words of a title and a body; of a title in capitals in small letters."""
    title = nfc(title)
    title = title.lower() if title.isupper() else title
    found = list(WORD.finditer(title))
    joined = [title[a.end() : b.start()].isspace() for a, b in pairwise(found)]
    words = list(chain.from_iterable(map(words_of.__getitem__, nfc(body).split())))
    return Apart([word[0] for word in found], joined, words)


def text_of(given: Apart, weighed: Weighed) -> Text:
    """A text with its phrases, once its terms are weighed."""
    whole = compress(range(len(given.joined)), given.joined)
    phrases = chain(_runs(given.title, whole, given.joined), _runs(given.body, weighed.again, None))
    some: dict[str, None] = {}
    for phrase in phrases:
        some[phrase] = None
        if len(some) == MOST_PHRASES:
            break
    return Text(weighed.terms, weighed.weights, "\n".join(some).encode())


def read(title: str, body: str) -> Text:
    """``title`` and ``body``, plain text, as they are compared."""
    given = apart(title, body)
    return text_of(given, weigh(given.title, given.body))


def _runs(
    words: Sequence[str], places: Iterable[int], joined: Sequence[bool] | None
) -> Iterator[str]:
    """Runs of pairs that stand at ``places`` and tell; ``joined`` of a title alone: by spaces."""
    start = end = -1
    telling = False
    last = len(words) - 2
    for at in chain(places, (last + 2,)):
        if at <= last:
            first, second = words[at], words[at + 1]
            if not (_tells[second] or (at < last and _heads(words, at + 1, joined))):
                continue
            if not (_tells[first] or _heads(words, at, joined)):
                continue
        if at != end:
            is_alone = end - start == 1 and joined is None
            if telling and not (is_alone and _is_halved(words, start)):
                yield _shown(words, start, end + 1)
            start, telling = at, False
        end = at + 1
        if at <= last and not telling:
            telling = not is_everyday[first, second]


def _heads(words: Sequence[str], at: int, joined: Sequence[bool] | None) -> bool:
    """Whether a capital only begins a sentence or a title of office; two together are a name."""
    word = words[at]
    if not (word[1:].islower() and _tells[words[at + 1]] and _tells[word.lower()]):
        return False
    return at == 0 or not words[at - 1][0].isupper() or (joined is not None and not joined[at - 1])


def _is_halved(words: Sequence[str], at: int) -> bool:
    """Whether a pair between everyday ones is but two halves: ``(cơ) sở kết (quả)``."""
    return any(
        is_everyday[words[one], words[one + 1]]
        for one in (at - 1, at + 1)
        if 0 <= one < len(words) - 1
    )


def _shown(words: Sequence[str], start: int, end: int) -> str:
    if end < len(words) and words[end][0].isdigit() and words[end - 1] == "số":
        end -= 1
    return " ".join(map(written.__getitem__, words[start:end]))


class Run(NamedTuple):
    """A run of words within a phrase: which phrase, and from which word to which."""

    phrase: int
    start: int
    end: int


class Runs(NamedTuple):
    """What a text says."""

    runs: dict[str, Run]
    """Every run of two words and more within its phrases, as written, in their order."""
    terms: list[list[int]]
    """Of every phrase the terms of its pairs."""


def runs_of(text: Text) -> Runs:
    """What ``text`` says.

    No run begins or ends between two words that the table knows as one: ``kết công
    tác`` is no run of ``tổng kết công tác``.
    """
    known = levels_of()[0]
    found = Runs({}, [])
    for number, phrase in enumerate(text.phrases.decode().split("\n") if text.phrases else ()):
        words = phrase.split(" ")
        pairs = list(map(pair_of.__getitem__, pairwise(words)))
        found.terms.append(pairs)
        ends = list(accumulate(map(len, words), lambda at, wide: at + 1 + wide))
        cuts = [at for at, pair in enumerate(pairs, 1) if pair not in known]
        for start in (0, *cuts):
            first = ends[start - 1] + 1 if start else 0
            for end in (*cuts, len(words)):
                if start + 1 < end <= start + LONGEST_PHRASE:
                    found.runs.setdefault(phrase[first : ends[end - 1]], Run(number, start, end))
    return found


Rank = tuple[int, int, Run, str, list[int]]
"""What to sort a run by, the best first: less its weight, its pairs, its place; it; its terms."""


def strongest(ranks: Iterable[Rank], both: Collection[str]) -> str:
    """The strongest of the runs that two texts say, ``both``, given the ranks of those that count.

    Of equals the shortest: more words say no more. A second follows when it says
    something else, whole, and at least half as much.
    """
    found = list(ranks)
    if not found:
        return ""
    weight, _, _, first, terms = min(found)
    mine = set(terms)
    others = [one for one in found if 2 * one[0] <= weight and mine.isdisjoint(one[-1])]
    second = min(others)[3] if others else ""
    is_part = any(second in run and second != run for run in both)
    return first if is_part or not second else f"{first}, {second}"
