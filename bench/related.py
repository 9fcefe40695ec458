"""Related news on labelled news: how often a suggested post is about the same thing.

Lines of JSON, ``id``, ``title``, ``text``, ``date`` and, where known, ``label``;
plain or ``.xz``. For every id five related ids, by text alone: no authors or units
are known here, and none is left out for being little alike; near-duplicates are
shown once, as on the site. Precision is the share of the five that have the
label of the post they stand beside; a place left empty is a miss.
"""

from __future__ import annotations

import json
import lzma
import math
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from plugins.related.batch import PostMatrix, lists
from plugins.related.choosing import LIMIT, in_time
from plugins.related.kept import suggestions_of
from plugins.related.values import Candidate
from plugins.vietnamese import VIETNAM, fold
from plugins.words.batch import read_all

_NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)


class BadLineError(Exception):
    """A line that is not a news text, said with its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One text; ``label`` is empty where none is known."""

    id: str
    title: str
    text: str
    date: datetime
    label: str


def read_news(file: Path) -> list[News]:
    """Every line of ``file``. Raises BadLineError, OSError."""
    opened = lzma.open if file.suffix == ".xz" else open
    found: dict[str, News] = {}
    with opened(file, "rb") as lines:
        for number, line in enumerate(lines, 1):
            where = f"{file}:{number}"
            try:
                one = _news(json.loads(line.decode("utf-8-sig")))
            except (ValueError, TypeError) as error:
                message = f"{where}: not an object of id, title, text and date ({error})"
                raise BadLineError(message) from error
            if found.setdefault(one.id, one) is not one:
                message = f"{where}: the id {one.id!r} stands there twice"
                raise BadLineError(message)
    return list(found.values())


def _news(said: object) -> News:
    if not isinstance(said, dict):
        message = f"a {type(said).__name__} instead of an object"
        raise TypeError(message)
    values: dict[str, Any] = {key: said.get(key) for key in ("id", "title", "text")}
    label = said.get("label") or ""
    for key, value in {**values, "label": label}.items():
        if not isinstance(value, str):
            message = f"{key} is missing" if value is None else f"{key} is no text"
            raise TypeError(message)
    return News(**values, label=label, date=_day(said.get("date")))


def _day(said: object) -> datetime:
    """A date in ISO form, dashes or none; texts without one stand at the beginning of time."""
    if said is None or said == "":
        return _NO_DAY
    day = datetime.fromisoformat(str(said))
    return day if day.tzinfo else day.replace(tzinfo=VIETNAM)


def suggest(news: Sequence[News]) -> dict[str, list[str]]:
    """Id → five related ids, best first."""
    posts = in_time(
        Candidate(path=one.id, date=one.date, title=one.title, digest=b"") for one in news
    )
    bodies = {one.id: one.text for one in news}
    titles = [post.title for post in posts]
    texts = list(read_all(titles, lambda n: bodies[posts[n].path]))
    found = lists(PostMatrix(posts, texts), posts, texts, floor=0)
    return {
        post.path: [one.path for one in suggestions_of(kept)]
        for post, (_, kept) in zip(posts, found, strict=True)
    }


def precision(news: Sequence[News], lists: Mapping[str, Sequence[str]]) -> float:
    """Share of the related that bear the label of their post; NaN without labels."""
    labels = {one.id: one.label for one in news if one.label}
    hits = sum(
        labels.get(other) == label for path, label in labels.items() for other in lists[path]
    )
    return hits / (LIMIT * len(labels)) if labels else math.nan


def full_cosine(news: Sequence[News]) -> dict[str, list[str]]:
    """The reference: five nearest by cosine of TF-IDF over folded syllables and pairs, unpruned.

    ``(1 + ln tf)(1 + ln((n + 1) / (df + 1)))``, every text with every other: quadratic.
    """
    counts = [Counter(_grams(one)) for one in news]
    among = Counter(term for count in counts for term in count)
    lines: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    vectors: list[dict[str, float]] = []
    for place, count in enumerate(counts):
        weights = {
            term: (1 + math.log(often)) * (1 + math.log((len(news) + 1) / (among[term] + 1)))
            for term, often in count.items()
        }
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({t: w / length for t, w in weights.items() if among[t] > 1})
        for term, weight in vectors[-1].items():
            lines[term].append((place, weight))
    nearest: dict[str, list[str]] = {}
    for place, vector in enumerate(vectors):
        scores = [0.0] * len(news)
        for term, weight in vector.items():
            for other, theirs in lines[term]:
                scores[other] += weight * theirs
        scores[place] = -1.0
        best = sorted(range(len(news)), key=lambda j: (-scores[j], j))[:LIMIT]
        nearest[news[place].id] = [news[j].id for j in best if j != place]
    return nearest


def _grams(one: News) -> Iterator[str]:
    for text in (one.title, one.text):
        syllables = [fold(word) for word in _words(text)]
        yield from syllables
        yield from map(" ".join, pairwise(syllables))


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text).split()


def run(file: Path, out: Path | None, *, reference: bool) -> int:
    """Suggest, write the lists to ``out`` and print what came of it; 1 when ``file`` is bad."""
    try:
        news = read_news(file)
    except (BadLineError, OSError, lzma.LZMAError, EOFError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    begun, used = time.perf_counter(), _processor()
    lists = suggest(news)
    took, used = time.perf_counter() - begun, _processor() - used
    if out is not None:
        rows = ({"id": one.id, "related": lists[one.id]} for one in news)
        out.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
    found = precision(news, lists)
    sys.stdout.write(f"{len(news):,} texts; precision@{LIMIT} {_share(found)}\n")
    sys.stdout.write(f"{took:.2f} s, {used:.2f} s of processor, {_memory()} MB at most\n")
    if reference:
        best = precision(news, full_cosine(news))
        sys.stdout.write(f"full TF-IDF cosine: precision@{LIMIT} {_share(best)}\n")
    return 0


def _share(found: float) -> str:
    return "unknown: no labels" if math.isnan(found) else f"{found:.4f}"


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory() -> int:
    """Peak of the largest process, in megabytes."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    unit = 1 if sys.platform == "darwin" else 1024
    return max(one.ru_maxrss for one in used) * unit // 1_000_000
