"""Texts parsed, over the cores when there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from plugins.elsewhere import over_the_cores
from plugins.memory import encode
from plugins.model import Post, Problem, StandingPage
from plugins.pages.post_digests import post_digest
from plugins.posts import Manuscript, edit, read_manuscript, read_standing, without_text
from plugins.posts.addresses import PAGES
from plugins.registry import Registry

_WORTH = 200
"""Texts for each process that are worth its start."""
_SPAN = 50


class EditedPost(msgspec.Struct, array_like=True):
    """What the registry made of a manuscript."""

    post: Post
    """Without its text."""
    problems: tuple[Problem, ...]
    post_digest: bytes
    """Of all that pages may show of it; empty where there is no registry."""


class ParsedText(msgspec.Struct, array_like=True):
    """What came of one text."""

    manuscript: bytes
    """JSON of the Manuscript or StandingPage without its text; empty when there is none."""
    problems: tuple[Problem, ...]
    html: str = ""
    text: str = ""
    post: EditedPost | None = None
    page: StandingPage | None = None


_Given = tuple[Sequence[tuple[str, str, bytes]], Registry | None, Sequence[str]]


def parse_all(
    fresh: Sequence[tuple[str, str, bytes]], registry: Registry | None, sections: Sequence[str]
) -> Iterator[ParsedText]:
    """What ``parse`` gives for the path, the text and the file's digest of each."""
    given = (fresh, registry, sections)
    made = over_the_cores(_parse, given, len(fresh), span=_SPAN, worth=_WORTH, can_be_sent=True)
    for some in made:
        yield from _parsed.decode(some)


def _parse(given: _Given, span: range) -> bytes:
    fresh, registry, sections = given
    return msgspec.json.encode([parse(*fresh[at], registry, sections) for at in span])


_parsed = msgspec.json.Decoder(list[ParsedText])


def parse(
    path: str, text: str, digest: bytes, registry: Registry | None, sections: Sequence[str]
) -> ParsedText:
    """The post or standing page in ``text``, from a file of ``digest``, and its names looked up.

    ``sections``: the folders of all, the default one's first.
    """
    # Of the file's name the walk has said all.
    if not path.startswith(f"{PAGES}/"):
        found, problems = read_manuscript(path, text, named=False, sections=sections)
        if found is None:
            return ParsedText(b"", problems)
        body = found.post.body
        bare = without_text(found.post)
        kept = encode(replace(found, post=bare))
        led = replace(found.post, body=replace(body, lede=bare.body.lede))  # looked for once
        edited = edited_post(replace(found, post=led), digest, registry)
        return ParsedText(kept, problems, body.html, body.text, edited)
    page, problems = read_standing(path, text, named=False, sections=sections)
    if page is None:
        return ParsedText(b"", problems)
    without = without_text(page)
    return ParsedText(encode(without), problems, page.body.html, page.body.text, page=without)


def edited_post(manuscript: Manuscript, digest: bytes, registry: Registry | None) -> EditedPost:
    """What the registry says of a post; ``manuscript`` with its text, from a file of ``digest``."""
    post, problems = edit(manuscript, registry)
    shown = post_digest(post, digest, registry) if registry is not None else b""
    return EditedPost(without_text(post), problems, shown)
