"""The attachments of an old page: files that its links lead to and that were saved with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from desk.importers.blocks import Block, Run, leads_abroad
from desk.importers.given import Neighbours
from desk.importers.pictures import FOLDERS
from plugins.addresses import ATTACHMENT, ATTACHMENTS
from plugins.attachments import too_large
from plugins.attachments.recognising import family_of, what_else
from plugins.filenames import is_device
from plugins.vietnamese import slugify

_LONGEST = 80
"""Characters of a file's name without its ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What becomes of the attachments of a page."""

    paths: Mapping[str, str] = field(default_factory=dict)
    """By link: ``tep/2021/ke-hoach.pdf``."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By path, the bytes to write."""
    missing: tuple[str, ...] = ()
    """Names of files that lie nowhere beside the page."""
    faults: tuple[str, ...] = ()
    """What is plainly wrong with those that come along; ``check`` looks closer."""

    @property
    def notes(self) -> tuple[str, ...]:
        """That files were copied as they are, and how to learn what they say of people."""
        if not self.files:
            return ()
        first, more = next(iter(self.files)), " và các tệp khác" if len(self.files) > 1 else ""
        said = (
            f"{first}{more} được chép nguyên; bản đăng bỏ tên người soạn; muốn biết tệp ghi gì thì "
            f"chạy: invoke inspect {first}"
        )
        return (said,)


def links_to_files(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Where links lead that are to attachments, each once."""
    return tuple(dict.fromkeys(run.href for run in _runs(blocks) if _ending(run.href)))


def gather_files(
    blocks: Iterable[Block],
    held: Mapping[str, bytes],
    page: str,
    beside: Neighbours,
    year: int,
    content: Path,
) -> Attached:
    """The files that ``blocks`` of the page called ``page`` lead to, to be put below ``tep/``.

    ``held``: those that the source holds itself. A file already in ``content`` with the same
    bytes keeps its name there.
    """
    paths: dict[str, str] = {}
    files: dict[str, bytes] = {}
    missing: list[str] = []
    faults: list[str] = []
    for href in links_to_files(blocks):
        place = PurePosixPath(unquote(urlsplit(href).path).replace("\\", "/"))
        data = held.get(href)
        if data is None:
            data = next(filter(None, map(beside, _places(href, place, page))), None)
        if data is None:
            missing.append(place.name)
            continue
        paths[href] = path = _free(place, data, year, files, content)
        files[path] = data
        if heavy := too_large(path, len(data)):
            faults.append(f"tệp đính kèm {path}: {heavy.message}")
        elif not family_of(data):
            faults.append(f"tệp đính kèm {path} là {what_else(data)}")
    return Attached(paths=paths, files=files, missing=tuple(missing), faults=tuple(faults))


def leading(blocks: Sequence[Block], paths: Mapping[str, str]) -> tuple[Block, ...]:
    """``blocks`` whose links lead to the files in ``paths``; to others only from any site."""

    def led(run: Run) -> Run:
        if not _ending(run.href):
            return run
        return replace(run, href=paths.get(run.href) or run.href * leads_abroad(run.href))

    return tuple(
        block
        if not any(run.href for run in _runs([block]))  # nearly all
        else replace(
            block,
            runs=tuple(map(led, block.runs)),
            rows=tuple(
                tuple(replace(cell, runs=tuple(map(led, cell.runs))) for cell in row)
                for row in block.rows
            ),
        )
        for block in blocks
    )


def named_in(blocks: Iterable[Block], paths: Iterable[str]) -> dict[str, str]:
    """By path of each attachment, the words of the first link to it."""
    names: dict[str, str] = dict.fromkeys(paths, "")
    for run in _runs(blocks):
        if run.href in names and not names[run.href]:
            names[run.href] = run.text.strip()
    return names


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        yield from block.runs
        for row in block.rows:
            for cell in row:
                yield from cell.runs


def _ending(href: str) -> str:
    """``.pdf``; empty when a link leads to no attachment."""
    if not href:
        return ""
    try:
        suffix = PurePosixPath(unquote(urlsplit(href).path)).suffix.lower()
    except ValueError:
        return ""
    return suffix if suffix in ATTACHMENTS else ""


def _places(href: str, place: PurePosixPath, page: str) -> Iterator[PurePosixPath]:
    """Where a browser, or who mirrors a site, puts the file."""
    if not urlsplit(href).scheme and not place.is_absolute():
        yield place
    yield PurePosixPath(place.name)
    for suffix in FOLDERS:
        yield PurePosixPath(f"{page}{suffix}", place.name)
    if place.is_absolute():
        yield PurePosixPath(*place.parts[1:])


def _free(
    place: PurePosixPath, data: bytes, year: int, files: Mapping[str, bytes], content: Path
) -> str:
    """The path for a file: its own name, with a number where another has that."""
    stem = slugify(place.stem, limit=_LONGEST) or "tep-dinh-kem"
    stem = f"tep-{stem}" if is_device(stem) else stem
    number = 1
    while True:
        name = f"{stem}-{number}" if number > 1 else stem
        path = ATTACHMENT.at(file=f"{year:04}/{name}{place.suffix.lower()}")[1:]
        there = content / path
        if files.get(path, data) == data and (not there.exists() or there.read_bytes() == data):
            return path
        number += 1
