"""Texts parsed, over the cores when there are many."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from plugins.elsewhere import crew
from plugins.memory import encode
from plugins.model import Post, Problem, StandingPage
from plugins.pages.post_digests import post_digest
from plugins.posts import Manuscript, edit, read_manuscript, read_standing, without_text
from plugins.posts.addresses import POSTS
from plugins.registry import Registry

ENOUGH = 400
"""Texts to parse before another process pays for its start."""

_CHUNK = 50


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


def parse_all(
    fresh: Sequence[tuple[str, str, bytes]], registry: Registry | None
) -> Iterator[ParsedText]:
    """What ``parse`` gives for the path, the text and the file's digest of each."""
    workers = min(os.cpu_count() or 1, len(fresh) // (ENOUGH // 2))
    if workers < 2:  # noqa: PLR2004 - one is none
        yield from (parse(*one, registry) for one in fresh)
        return
    chunks = [fresh[i : i + _CHUNK] for i in range(0, len(fresh), _CHUNK)]
    # Forked, a worker starts with all that is imported; where that is not safe, anew.
    method = "fork" if sys.platform == "linux" else "spawn"
    with crew(workers, method=method, begin=_look_up_in, given=(registry,)) as others:
        for chunk in others.map(_parse_chunk, chunks):
            yield from _chunk.decode(chunk)


def parse(path: str, text: str, digest: bytes, registry: Registry | None) -> ParsedText:
    """The post or standing page in ``text``, from a file of ``digest``, and its names looked up."""
    # Of the file's name the walk has said all.
    if path.startswith(f"{POSTS}/"):
        found, problems = read_manuscript(path, text, named=False)
        if found is None:
            return ParsedText(b"", problems)
        body = found.post.body
        kept = encode(replace(found, post=without_text(found.post)))
        edited = edited_post(found, digest, registry)
        return ParsedText(kept, problems, body.html, body.text, edited)
    page, problems = read_standing(path, text, named=False)
    if page is None:
        return ParsedText(b"", problems)
    bare = without_text(page)
    return ParsedText(encode(bare), problems, page.body.html, page.body.text, page=bare)


def edited_post(manuscript: Manuscript, digest: bytes, registry: Registry | None) -> EditedPost:
    """What the registry says of a post; ``manuscript`` with its text, from a file of ``digest``."""
    post, problems = edit(manuscript, registry)
    shown = post_digest(post, digest, registry) if registry is not None else b""
    return EditedPost(without_text(post), problems, shown)


_registry: list[Registry | None] = [None]
"""That of this process, for texts being parsed."""


def _look_up_in(registry: Registry | None) -> None:
    _registry[0] = registry


def _parse_chunk(texts: Sequence[tuple[str, str, bytes]]) -> bytes:
    return msgspec.json.encode([parse(*one, _registry[0]) for one in texts])


_chunk = msgspec.json.Decoder(list[ParsedText])
