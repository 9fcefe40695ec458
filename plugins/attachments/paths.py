"""Paths on somebody's machine, wherever a file keeps one: the last name stays, the folders go.

Office notes where a picture was taken from, and where a link's file lay; no reader can open either.
"""

from __future__ import annotations

import re

_ABSOLUTE = rb"(?:file:|[A-Za-z]:[\\/]|\\\\[^\\/\"'<>]+\\|/(?:Users|home)/)"
_VALUE = re.compile(
    rb"""(?<!formatCode)(\s?=\s?)(?:"(%b[^"<>]*)"|'(%b[^'<>]*)')""" % (_ABSOLUTE, _ABSOLUTE),
    re.IGNORECASE,
)
"""An attribute that is such a path, and nothing else. How a number is shown (``formatCode``) has
letters, colons and backslashes too."""
_SIGNS = (b"file:", b"FILE:", b"File:", b":\\", b":/", b'"\\\\', b"'\\\\", b"/Users/", b"/home/")
_FIELD = re.compile(
    rb"""<(?:\w+:)?instrText(?:\s[^<>]*)?>[^<]*<|\b\w+:instr=(?:"[^"<]*"|'[^'<]*')""", re.IGNORECASE
)
"""What a field of a text says: ``INCLUDEPICTURE "C:\\\\Users\\\\a\\\\b.png"``."""
_FOLDERS = re.compile(
    rb"(?:file:|(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\\\\\)[^\"'<&]*[\\/]", re.IGNORECASE
)
_STEP = re.compile(r"[/\\]|%5c|%2f|^[a-z]:", re.IGNORECASE)
_OF_THE_WEB = re.compile(r"(?!file:)[a-z][a-z0-9+.-]+:|[#?]", re.IGNORECASE)
"""How a link begins that leads to no file: ``https:``, ``mailto:``, a place in the text."""


def last_name(path: str) -> str:
    """``b.docx`` of ``file:///C:/Users/a/b.docx``; empty where the path is a folder's."""
    return _STEP.split(path.removeprefix("file:"))[-1]


def is_on_disk(link: str) -> bool:
    """Whether a link leads to a file, not to the web or a place in the text."""
    return bool(link.strip()) and _OF_THE_WEB.match(link.strip()) is None


def without_folders(xml: bytes) -> bytes:
    """``xml`` with every attribute that is a path on a machine cut to its last name."""
    return _VALUE.sub(_cut, xml) if any(sign in xml for sign in _SIGNS) else xml


def _cut(found: re.Match[bytes]) -> bytes:
    between, double, single = found.groups()
    path, quote = (single, b"'") if double is None else (double, b'"')
    cut = last_name(path.decode("utf-8", "surrogateescape"))
    return between + quote + cut.encode("utf-8", "surrogateescape") + quote


def without_folders_of_fields(xml: bytes) -> bytes:
    """The same of what fields of a text say, where a path is one word of several."""
    return _FIELD.sub(lambda field: _FOLDERS.sub(b"", field[0]), xml)
