"""Lines that have one right answer, written into their files; no word of a text changes.

What a mend would do to the words of title, summary, caption, description or
body is looked at before it is written, whoever proposed it; and what stood in
the file is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from desk import files
from desk.keeping import keep
from plugins.characters import CONTROL, PRIVATE, unescaped
from plugins.content_folder import CONTENT, place_of
from plugins.lines import decode, rows_with_ends
from plugins.model import Problem
from plugins.posts import read_manuscript, read_standing, schema
from plugins.posts.addresses import PAGES
from plugins.posts.breaks import plain_lines, without_invisible
from plugins.posts.cleaning import clean
from plugins.posts.frontmatter import split
from plugins.posts.reporter import Reporter
from plugins.vietnamese import nfc

_CONTENT = f"{CONTENT}/"
_PAGES = f"{PAGES}/"
_TEXT = re.compile(rf"{_CONTENT}(?:[^/]+/[0-9]{{4}}|{PAGES})/.*\.md")
_CHOICE = "\n   hoặc: "
_WORD = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));?")
_APART = re.compile(r"</?(?:br|p|div|li|ul|ol|td|th|tr|table|h[1-6]|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


class Mender:
    """Mends the files of one project in one command.

    ``kept``: of each file that was written, by its path from the project's
    folder, where it lies as it was.
    """

    def __init__(self, root: Path, now: datetime) -> None:
        self._root = root
        self._now = now
        self.kept: dict[str, Path] = {}

    def mend(self, problems: Iterable[Problem]) -> list[Problem]:
        """Write the fixable lines of ``problems``; those that were written, as they were.

        Where a file should have another name, only that is done: the rest follows when
        its problems are known by that name.

        Of several for one line only the first is written. Every other line stays
        to the byte, but that a file is UTF-8 afterwards; it is replaced whole or
        not at all. A file whose lines only old systems can tell apart is first
        given plain line ends, and no more.
        """
        fixable = sorted(p for p in problems if p.fixable and _CHOICE not in p.suggestion)
        renamed = [p for p in fixable if p.rename and self._rename(p)]
        if renamed:  # what else is wrong with them is said again, of their new names
            return renamed
        done: list[Problem] = []
        for path, group in groupby((p for p in fixable if not p.rename), key=lambda p: p.path):
            if self._place(path).is_file():
                done += self._file(path, list(group))
        return done

    def _place(self, path: str) -> Path:
        """Where ``path``, from the project's folder, is on the disk."""
        return place_of(self._root, path)

    def _rename(self, problem: Problem) -> bool:
        """Give a file the name it should have, unless something has it; whether it was done.

        Nothing but a file that was never published is renamed: its name is no address.
        """
        old, new = self._place(problem.path), self._place(problem.rename)
        try:
            if new.exists() and not new.samefile(old):
                return False
            old.rename(new)
        except OSError:
            return False
        return True

    def _file(self, path: str, problems: Sequence[Problem]) -> list[Problem]:
        place = self._place(path)
        data = place.read_bytes()
        decoded = decode(data)
        if decoded.fault:
            return []
        text, done = _straight(path, decoded.text) or _mended(path, decoded.text, problems)
        if not done:
            return []
        if path not in self.kept:
            inside = path.removeprefix(_CONTENT)
            self.kept[path] = keep(self._root, inside, data, self._now)
        mark = "\ufeff" if decoded.mark else ""
        files.write(place, f"{mark}{text}".encode())
        return done


def _straight(path: str, text: str) -> tuple[str, list[Problem]] | None:
    """``text`` with the line ends that it is read with, and where; None when it has them."""
    if not _is_text(path):
        return None
    lines = plain_lines(text)
    if not lines.odd:
        return None
    rows = lines.text.split("\n")
    numbers = lines.true or range(1, len(rows) + 1)
    there = [row for row, line in zip(rows, numbers, strict=True) if line == lines.odd]
    problem = Problem(
        path=path,
        line=lines.odd,
        message="dấu xuống dòng lạ",
        suggestion="\n".join(there),
        fixable=True,
    )
    return _end_of(text).join(rows), [problem]


def _mended(path: str, text: str, problems: Sequence[Problem]) -> tuple[str, list[Problem]]:
    """``text`` with the suggestions of ``problems`` that change no word of it, and which."""
    chosen: dict[tuple[int, bool], Problem] = {}
    rows = rows_with_ends(text)
    for problem in problems:
        place = (problem.line, problem.added)
        there = 1 <= problem.line <= len(rows)
        if (
            there
            and place not in chosen
            and (problem.added or rows[problem.line - 1][0] != problem.suggestion)
        ):
            chosen[place] = problem
    words = _words(path, text)
    done = list(chosen.values())
    if _words(path, _applied(text, done)) != words:
        done = []
        for problem in chosen.values():
            if _words(path, _applied(text, [*done, problem])) == words:
                done.append(problem)
    return _applied(text, done), done


def _applied(text: str, problems: Sequence[Problem]) -> str:
    rows = rows_with_ends(text)
    usual = _end_of(text)
    # From below, and what is added before what is replaced: no number moves.
    for problem in sorted(problems, key=lambda p: (p.line, p.added), reverse=True):
        row, end = rows[problem.line - 1]
        written = problem.suggestion.split("\n")
        if problem.added:
            written.insert(0, row)
        rows[problem.line - 1 : problem.line] = [
            *((one, end or usual) for one in written[:-1]),
            (written[-1], end),
        ]
    return "".join(row + end for row, end in rows)


def _end_of(text: str) -> str:
    """The line end that ``text`` uses, LF where it uses none."""
    return next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")


# --- the words of a text ------------------------------------------------------------------


def _is_text(path: str) -> bool:
    return _TEXT.fullmatch(path) is not None


def _words(path: str, text: str) -> list[tuple[str, ...]]:
    """The words that readers would have of ``text``: of each field, then of the body's source."""
    if not _is_text(path):
        return []
    inside = path.removeprefix(_CONTENT)
    report = Reporter(inside)
    fields: list[str] = []
    if not inside.startswith(_PAGES):
        manuscript, _ = read_manuscript(inside, text)
        sheet = split(clean(text, report), schema.POST, report)
        if manuscript is not None:
            post, photo = manuscript.post, manuscript.post.photo
            shown = (photo.alt, photo.caption, photo.credit) if photo else ("", "", "")
            fields = [post.title, post.summary, *shown]
    else:
        page, _ = read_standing(inside, text)
        sheet = split(clean(text, report), schema.PAGE, report)
        if page is not None:
            fields = [page.title, page.summary]
    body = sheet.body if sheet is not None else text
    return [tuple(_WORD.findall(nfc(one))) for one in (*fields, _bare(body))]


def _bare(source: str) -> str:
    """Markdown without what is no word of it: tags, character references, signs nobody sees."""
    source = _REFERENCE.sub(_referred, source).replace("%20", " ")
    source = _TAG.sub("", _APART.sub(" ", unescaped(source)))
    return without_invisible(CONTROL.sub(" ", source))


def _referred(found: re.Match[str]) -> str:
    """The character meant; a space for one that no text holds."""
    number = int(found[1], 16) if found[1] else int(found[2])
    char = chr(number) if number < 0x110000 else " "  # noqa: PLR2004 - Unicode's end
    return " " if CONTROL.match(char) or PRIVATE.match(char) or char.isspace() else char
