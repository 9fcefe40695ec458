"""A realistic archive of any size, from a seed: the same number gives the same bytes.

Fourteen years of posts in this newsroom's own format, about routine work that
nobody did: 64 authors, 10 departments, 9 units, 1–3 units and 1–4 cited
documents a post, five paragraphs of 50–90 syllables.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product

from bench import prose
from plugins.vietnamese import day as spoken_day
from plugins.vietnamese import slugify

FIRST_DAY = date(2010, 1, 4)
DAYS = 14 * 365
LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)
EVENING = 18
"""Hour of the last day after which no post of an archive is written, but newcomers are."""
PARAGRAPHS = 5
QUARTERS = ("I", "II", "III", "IV")
SHORTEST_PARAGRAPH = 50
LONGEST_SLUG = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One post before it is put in anybody's format. ``photo`` is -1 without one."""

    slug: str
    title: str
    date: datetime
    author: str
    department: str
    units: tuple[str, ...]
    paragraphs: tuple[str, ...]
    documents: tuple[str, ...]
    """Documents that the text cites, as it writes them: ``Quyết định số 9/QĐ-VKSTB ngày 3/4/2012``,
    some without a date."""
    photo: int = -1
    photo_alt: str = ""


def authors() -> list[tuple[str, str, str]]:
    """``(id, name, department id)`` of everyone who signs."""
    names = [
        f"{middle} {given}" for middle, given in product(prose.MIDDLE_NAMES, prose.GIVEN_NAMES)
    ]
    return [
        (slugify(name), name, prose.DEPARTMENTS[n % len(prose.DEPARTMENTS)][0])
        for n, name in enumerate(names)
    ]


def samples(
    count: int, *, seed: int = 0, photos: int = 0, first: date = FIRST_DAY, days: int = DAYS
) -> Iterator[Sample]:
    """``count`` posts in time order over ``days``; ``photos`` of them, evenly spread, have one."""
    dice = random.Random(seed)  # noqa: S311 - a corpus must come out the same again
    people = authors()
    departments = dict(prose.DEPARTMENTS)
    titles: set[str] = set()
    slugs: set[str] = set()
    with_photo = {n * count // photos: n for n in range(photos)} if photos else {}
    for n in range(count):
        when = datetime.combine(first, datetime.min.time()) + timedelta(
            days=n * days // count, minutes=dice.randrange(7 * 60, 17 * 60)
        )
        _, author, department = dice.choice(people)
        units = tuple(name for _, name, _, _ in dice.sample(prose.UNITS, dice.randint(1, 3)))
        words = _Words(dice, when.date(), units, departments[department])
        topic = dice.choice(prose.TOPICS)
        words.topic(topic)
        title, slug = _unique(words, topic, titles, slugs)
        paragraphs = _paragraphs(words, topic)
        told = "\n".join((title, *paragraphs))
        yield Sample(
            slug=slug,
            title=title,
            date=when,
            author=author,
            department=departments[department],
            units=tuple(unit for unit in units if unit in told) or units[:1],
            paragraphs=paragraphs,
            documents=tuple(one for one in dict.fromkeys(words.documents) if one in told),
            photo=with_photo.get(n, -1),
            photo_alt=dice.choice(prose.ALTS) if n in with_photo else "",
        )


def newcomers(count: int, *, seed: int = 0) -> Iterator[Sample]:
    """``count`` posts to be added one by one: each newer than the last, and than any archive.

    The same ones for every archive of a seed, so that what they change can be compared.
    """
    evening = datetime.combine(LAST_DAY, datetime.min.time()) + timedelta(hours=EVENING)
    for n, one in enumerate(samples(count, seed=seed + 1_000_003, first=LAST_DAY, days=1), 1):
        yield replace(
            one,
            slug=f"{one.slug}-tin-{n}",
            title=f"{one.title} (tin {n})",
            date=evening + timedelta(minutes=n),
        )


class _Words:
    """What the braces of one post's sentences stand for."""

    def __init__(
        self, dice: random.Random, day: date, units: tuple[str, ...], department: str
    ) -> None:
        self.dice = dice
        self.day = day
        self.units = units
        self.department = department
        self.documents = [_document(dice, day) for _ in range(dice.randint(1, 4))]
        self.what = ""
        self.turn = 0
        """Units take turns, so that each is likely to be named."""

    def topic(self, topic: prose.Topic) -> None:
        self.what = self.dice.choice(topic.nouns)

    def fill(self, sentence: str) -> str:
        dice = self.dice
        self.turn += "{unit}" in sentence
        filled = sentence.format(
            unit=self.units[self.turn % len(self.units)],
            dept=self.department,
            place=prose.PLACES[int(dice.random() * len(prose.PLACES))],
            what=self.what,
            n=2 + int(dice.random() * 34),
            day=spoken_day(self.day),
            later=spoken_day(self.day + timedelta(days=10 + int(dice.random() * 50))),
            period=_period(dice, self.day),
            doc=self.documents[int(dice.random() * len(self.documents))],
        )
        return filled[0].upper() + filled[1:]


def _period(dice: random.Random, day: date) -> str:
    return (
        f"tháng {day.month}/{day.year}",
        f"quý {QUARTERS[(day.month - 1) // 3]}/{day.year}",
        f"{'6 tháng đầu' if day.month < 7 else '6 tháng cuối'} năm {day.year}",  # noqa: PLR2004
        f"năm {day.year}",
    )[int(dice.random() * 4)]


def _document(dice: random.Random, day: date) -> str:
    word, code = dice.choice(prose.DOCUMENTS)
    issued = day - timedelta(days=dice.randrange(5, 90))
    number = f"{word} số {dice.randrange(1, 400)}/{code}-{dice.choice(prose.ORGANS)}"
    return f"{number} ngày {spoken_day(issued)}" if dice.random() < 0.7 else number  # noqa: PLR2004


def _unique(
    words: _Words, topic: prose.Topic, titles: set[str], slugs: set[str]
) -> tuple[str, str]:
    """A title and an address that nobody has yet; a repeated title says its turn."""
    plain = title = words.fill(words.dice.choice(topic.titles))
    turn = 1
    while title in titles:
        turn += 1
        title = f"{plain} (đợt {turn})"
    titles.add(title)
    stem = slug = slugify(plain, limit=LONGEST_SLUG)
    turn = 1
    while slug in slugs:
        turn += 1
        slug = f"{stem}-{turn}"
    slugs.add(slug)
    return title, slug


def _paragraphs(words: _Words, topic: prose.Topic) -> tuple[str, ...]:
    """Five paragraphs, the first led by an opening; no sentence stands twice in a post."""
    pool = [*topic.details, *prose.GENERAL]
    words.dice.shuffle(pool)
    pool.append(words.dice.choice(topic.openings))
    paragraphs: list[str] = []
    for _ in range(PARAGRAPHS):
        sentences: list[str] = []
        syllables = 0
        while syllables < SHORTEST_PARAGRAPH:
            sentence = words.fill(pool.pop())
            sentences.append(sentence)
            syllables += sentence.count(" ") + 1
        paragraphs.append(" ".join(sentences))
    return tuple(paragraphs)
