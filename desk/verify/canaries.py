"""Words that must appear nowhere: what is only in texts that readers may not read yet, or any more.

A canary is a title, the beginning of a sentence, an address or a picture's
address of a draft, scheduled or withdrawn text. Official phrases recur, so what
is found counts only when no public text says the same: then it is proof.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desk.verify.facts import Facts
from desk.verify.public import Text, names_of, public_texts, words_of
from plugins.addresses import attachment_url, file_of
from plugins.images import picture
from plugins.model import Post, Problem
from plugins.newsroom import Newsroom
from plugins.posts.pictures import files_of, pictures_of
from plugins.registry_files import DOCUMENTS
from plugins.sections import ONE, folders_of
from plugins.vietnamese import squeeze

FEWEST_WORDS = 5
"""A shorter phrase says too little to prove where it comes from."""

MOST_WORDS = 10
"""Of a sentence: a summary cut short still begins with them."""

_JOINT = re.compile(r" [—–-] |: ")
"""Between what titles and bylines are made of."""
_NUMBER = re.compile(r"trang [0-9]+")
_SENTENCE = re.compile(r"(?<=[.!?;:…])\s+|\n+")


class What(StrEnum):
    """What of a private text a canary is, in words for the officer."""

    TITLE = "tiêu đề"
    SENTENCE = "câu"
    ADDRESS = "địa chỉ"
    PICTURE = "địa chỉ ảnh"
    ATTACHMENT = "địa chỉ tệp đính kèm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """``needle`` must not occur; ``whose`` is the text's path, ``thong-bao/2021/x.md``."""

    needle: str
    what: What
    whose: str

    @property
    def spoken(self) -> bool:
        """Whether it is read by people (and so found in text) rather than part of an address."""
        return self.what in {What.TITLE, What.SENTENCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every file is asked: whose site this is, and which words must not occur."""

    site: str
    """Origin without a final slash."""
    canaries: tuple[Canary, ...] = ()
    old: frozenset[str] | None = None
    """The files of old addresses where other plugins write files too; None where none do."""
    sections: tuple[str, ...] = folders_of(ONE)
    """Folders of all sections, that of the default one first."""


def private_texts(newsroom: Newsroom) -> tuple[Text, ...]:
    """Every text of which readers may know nothing: drafts, scheduled, withdrawn, held."""
    public = {page.path for page in newsroom.standing}
    pages = (page for page in newsroom.pages if page.path not in public)
    return (*newsroom.drafts, *newsroom.scheduled, *newsroom.withdrawn, *newsroom.held, *pages)


def private_pictures(newsroom: Newsroom) -> dict[str, str]:
    """Pictures that only private texts use: path → path of such a text."""
    used = {path: text.path for text in private_texts(newsroom) for path in pictures_of(text)}
    if not used:
        return {}
    public = {path for text in public_texts(newsroom) for path in pictures_of(text)}
    return {path: whose for path, whose in used.items() if path not in public}


def private_attachments(newsroom: Newsroom) -> dict[str, str]:
    """The same of attachments; of a document that no public text cites, the registry's."""
    private = newsroom.attachments.keys() - newsroom.public_attachments
    if not private:
        return {}
    used = {path: text.path for text in private_texts(newsroom) for path in files_of(text)}
    return {path: used.get(path, DOCUMENTS) for path in sorted(private)}


def canaries(newsroom: Newsroom) -> tuple[Canary, ...]:
    """Every canary of ``newsroom``; reads private texts only, and no body but theirs."""
    hidden = private_texts(newsroom)
    if not hidden:
        return ()
    public = public_texts(newsroom)
    found = [phrase for text in hidden for phrase in _phrases(text, newsroom)]

    withdrawn = {post.path for post in newsroom.withdrawn}
    addresses = {text.url for text in (*public, *newsroom.withdrawn)}
    slugs = {text.slug for text in (*public, *newsroom.withdrawn)}
    for text in hidden:
        if text.path in withdrawn:
            continue
        if text.url not in addresses:
            needle = text.url.removesuffix(".html")
            found.append(Canary(needle=needle, what=What.ADDRESS, whose=text.path))
        if text.slug not in slugs and text.slug.count("-") >= FEWEST_WORDS - 1:
            found.append(Canary(needle=f"/{text.slug}", what=What.ADDRESS, whose=text.path))
    for path, whose in sorted(private_pictures(newsroom).items()):
        if path in newsroom.pictures:
            made = picture(newsroom.pictures[path])
            found += [
                Canary(needle=r.url, what=What.PICTURE, whose=whose)
                for r in (made.fallback, *made.webp)
            ]
    for path, whose in sorted(private_attachments(newsroom).items()):
        found.append(Canary(needle=attachment_url(path), what=What.ATTACHMENT, whose=whose))
    once = {canary.needle: canary for canary in sorted(found, key=lambda c: (c.whose, c.what))}
    spoken = Sieve(needle for needle, canary in once.items() if canary.spoken).needles
    least = [c for c in once.values() if not c.spoken or c.needle in {*spoken}]
    return tuple(sorted(least, key=lambda c: (c.whose, c.what, c.needle)))


def said_in_public(
    needles: Collection[str],
    newsroom: Newsroom,
    witnesses: Mapping[str, str] | None = None,
    program: Callable[[], str] = str,
    *,
    pages: Collection[str] = (),
    addresses: bool = False,
) -> dict[str, str]:
    """Those of ``needles`` that a public text, the registry or ``program`` says too, with where.

    ``witnesses`` are such as an earlier call gave, ``pages`` files in which needles were found:
    only when neither those texts nor these pages' say it is every public text read.
    """
    texts = public_texts(newsroom)
    asked = {path for needle, path in (witnesses or {}).items() if needle in needles}
    first = [text for text in texts if text.path in asked or (pages and file_of(text.url) in pages)]

    def sources() -> Iterator[tuple[str, str]]:
        yield from ((text.path, words_of(text, newsroom)) for text in first)
        notes = (note.note for post in newsroom.withdrawn for note in post.corrections)
        yield "", "\n".join((*names_of(newsroom.registry), *notes, program()))
        yield from ((text.path, words_of(text, newsroom)) for text in texts)

    said: dict[str, str] = {}
    sieve, source = Sieve(needles, addresses=addresses), sources()
    while sieve.needles and (found := next(source, None)):
        path, words = found
        if here := dict.fromkeys(sieve.all_in(words), path):
            said |= here
            sieve = Sieve(set(needles) - said.keys(), addresses=addresses)
    return said


def leaks(
    facts: Iterable[Facts],
    asked: Iterable[Canary],
    newsroom: Newsroom,
    witnesses: dict[str, str] | None = None,
    program: Callable[[], str] = str,
) -> Iterator[Problem]:
    """A problem for each canary found in a file, unless public texts say the same.

    ``program`` gives what settings and templates say. ``witnesses``, needles with the
    path of a public text that says each, make that quick to know; they are brought up to date.
    """
    by_needle = {canary.needle: canary for canary in asked}
    hit = [one for one in facts if one.hits]
    found = {n for one in hit for n in one.hits if n in by_needle}
    phrases = {n for n in found if by_needle[n].spoken}
    excused: dict[str, str] = {}
    pages = {one.path for one in hit}
    if phrases:
        excused |= said_in_public(phrases, newsroom, witnesses, program, pages=pages)
        excused |= _joined(phrases - excused.keys(), newsroom, program)
    if places := found - phrases:
        excused |= said_in_public(places, newsroom, witnesses, program, pages=pages, addresses=True)
    if witnesses is not None:
        witnesses.clear()
        witnesses.update(excused)
    for one in hit:
        for needle, line in zip(one.hits, one.hit_lines, strict=True):
            if needle in by_needle and needle not in excused:
                canary = by_needle[needle]
                message = (
                    f"lộ {canary.what} của content/{canary.whose}, "
                    f"là bài độc giả không được thấy: «{needle}»"
                )
                yield Problem(path=one.path, line=line, message=message)


def _joined(
    phrases: Collection[str], newsroom: Newsroom, program: Callable[[], str]
) -> dict[str, str]:
    """Those of ``phrases`` that a page makes of what is public, a dash or colon between."""
    parts = {phrase: _JOINT.split(phrase) for phrase in phrases}
    left = {part for of in parts.values() for part in of if not _NUMBER.fullmatch(part)}
    if not left:
        return {}
    known = "\n".join((*names_of(newsroom.registry), program()))
    for words in (known, *(words_of(text, newsroom) for text in public_texts(newsroom))):
        left = {part for part in left if part not in words}
    return {phrase: "" for phrase, of in parts.items() if len(of) > 1 and left.isdisjoint(of)}


def _lines(text: Text, newsroom: Newsroom) -> Iterator[str]:
    yield text.summary
    yield newsroom.bodies(text.path).text
    if isinstance(text, Post) and text.photo is not None:
        yield from (text.photo.alt, text.photo.caption, text.photo.credit)


def _phrases(text: Text, newsroom: Newsroom) -> Iterator[Canary]:
    title = squeeze(text.title)
    if _distinctive(title):
        yield Canary(needle=title, what=What.TITLE, whose=text.path)
    for sentence in _SENTENCE.split("\n".join(_lines(text, newsroom))):
        phrase = squeeze(" ".join(sentence.split()[:MOST_WORDS]))
        # Sentences begin with a capital, and capitals are rare: that makes searching fast.
        if phrase[:1].isupper() and _distinctive(phrase):
            yield Canary(needle=phrase, what=What.SENTENCE, whose=text.path)


def _distinctive(phrase: str) -> bool:
    return phrase.count(" ") >= FEWEST_WORDS - 1


class Sieve:
    """Finds any of many needles in one pass over a text, in time linear in the text."""

    def __init__(self, needles: Iterable[str], *, addresses: bool = False) -> None:
        kept: list[str] = []
        for needle in sorted(set(needles)):
            # Where one needle begins another, finding the shorter is enough.
            if addresses or not kept or not needle.startswith(kept[-1]):
                kept.append(needle)
        self.needles = tuple(kept)
        # ``/x/bai-a`` is not in ``/x/bai-a-2.html``.
        ending = r"(?![a-z0-9\-])" if addresses else ""
        self._search = re.compile(_trie(kept) + ending) if kept else None

    def all_in(self, text: str) -> Iterator[str]:
        """Every needle in ``text``, overlapping ones too, as often as it occurs."""
        found = self._search.search(text) if self._search else None
        while found is not None and self._search is not None:
            yield found[0]
            found = self._search.search(text, found.start() + 1)

    def any_in(self, text: str) -> bool:
        """Whether any needle is in ``text``."""
        return self._search is not None and self._search.search(text) is not None

    def openings(self) -> Callable[[str], bool]:
        """Whether a squeezed text ends with whole words that begin one of the needles."""
        heads = {n[:i] for n in self.needles for i, sign in enumerate(n) if sign == " "}
        if not heads:
            return lambda _text: False
        # Read backwards, so that it costs the same whatever the text is long.
        ending = re.compile(_trie(sorted(head[::-1] for head in heads)))
        longest = max(map(len, heads))
        return lambda text: ending.match(text[: -longest - 1 : -1]) is not None


def _trie(needles: Sequence[str]) -> str:
    """A regular expression for sorted distinct ``needles`` that never reads a character twice."""
    if len(needles) == 1:
        return re.escape(needles[0])
    # Characters are what is meant here: these are no paths.
    prefix = os.path.commonprefix([needles[0], needles[-1]])  # noqa: RUF071
    rest = [n[len(prefix) :] for n in needles]
    branches = []
    start = 1 if rest[0] == "" else 0
    while start < len(rest):
        end = start + 1
        while end < len(rest) and rest[end][0] == rest[start][0]:
            end += 1
        branches.append(_trie(rest[start:end]))
        start = end
    body = "|".join(branches)
    return f"{re.escape(prefix)}(?:{body}){'?' if rest[0] == '' else ''}"
