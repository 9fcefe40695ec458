"""What a text says in so many words: the phrases that a reason may name.

A phrase is a run of words that tell something, as written: every one of a title,
and those that a body says twice. A number, a name and a word that only joins end
a run; so does ``số`` before its number. A run of nothing but everyday words is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, pairwise
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

MOST_PHRASES = 16
LONGEST_PHRASE = 9

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

Pair = tuple[str, str]
"""Two words, one after the other, as written."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a text says one after another."""

    words: list[str]
    pairs: list[Pair]


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
    some = list(dict.fromkeys(phrases))[:MOST_PHRASES]
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
    for at in chain(places, (len(words) + 1,)):
        if at < len(words) and not _go_together(words, at, joined):
            continue
        if at != end:
            is_alone = end - start == 1 and joined is None
            if telling and not (is_alone and _is_halved(words, start)):
                yield _shown(words, start, end + 1)
            start, telling = at, False
        if at < len(words):
            telling = telling or not is_everyday[words[at], words[at + 1]]
        end = at + 1


def _go_together(words: Sequence[str], at: int, joined: Sequence[bool] | None) -> bool:
    """Whether a phrase may hold the two words at ``at``: both tell, or begin what tells."""
    second = _tells[words[at + 1]] or (at + 2 < len(words) and _heads(words, at + 1, joined))
    return second and (_tells[words[at]] or _heads(words, at, joined))


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


def said(text: Text) -> list[Phrase]:
    """What ``text`` says, its title first."""
    lines = text.phrases.decode().split("\n") if text.phrases else ()
    phrases = (line.split(" ") for line in lines)
    return [Phrase(words, list(pairwise(words))) for words in phrases]


def shared_phrase(phrase: Phrase, shared: Mapping[Pair, int]) -> tuple[int, str]:
    """``(weight, words)`` of the strongest run of a phrase that both texts say; (0, "") if none.

    ``shared`` are the pairs that both say and are compared by, as written, with the
    product of their weights: folded alike is not said alike, ``sơ kết`` is not
    ``(cơ) sở kết``. Everyday pairs, and those that many texts say, weigh nothing,
    but one at either end completes a word that would stand there halved: ``(nội)
    dung quy chế``. Where a run halves a word that the table knows and the other
    text does not say, the half is left out: ``(tổng) kết công tác``.
    """
    known = levels_of()[0]
    best = (0, 0, 0)
    weight = start = 0
    loose = False
    pairs = phrase.pairs
    for at, pair in enumerate(pairs):
        held = shared.get(pair)
        if held:
            if not weight and not loose:
                start = at
                if at and pair_of[pairs[at - 1]] in known:
                    continue
            weight += held
            loose = False
        elif not (weight and loose) and (held == 0 or is_everyday[pair]):
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
    for phrase in found:
        if not any(phrase in other or other in phrase for other in best):
            best.append(phrase)
            if len(best) > 1:
                break
    return ", ".join(best)
