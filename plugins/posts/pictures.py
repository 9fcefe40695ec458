"""Which pictures and attachments a text uses, and where it says so: the one notion of it."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.model import Post, Text


def used_pictures(text: Text) -> Iterator[tuple[str, int]]:
    """Path, ``anh/2021/x.jpg``, and line of each picture in a text; as often as it is used."""
    if isinstance(text, Post) and text.photo is not None:
        yield text.photo.path, text.line_of("photo")
    for used in text.body.pictures:
        yield used.path, used.line


def pictures_of(text: Text) -> Iterator[str]:
    """Paths of the pictures that a text uses."""
    if isinstance(text, Post) and text.photo is not None:
        yield text.photo.path
    for used in text.body.pictures:
        yield used.path


def used_files(text: Text) -> Iterator[tuple[str, int]]:
    """Path, ``tep/2021/x.pdf``, and line of each link to an attachment; as often as it is there."""
    for used in text.body.files:
        yield used.path, used.line


def files_of(text: Text) -> Iterator[str]:
    """Paths of the attachments that a text leads to."""
    for used in text.body.files:
        yield used.path
