"""Which folder holds the newsroom's content: nobody else says so, or builds its path.

``NEWSROOM_CONTENT`` names it. Else it is ``content/`` in the project, and ``sample/`` while nothing
of an agency's own stands there.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from plugins.leftovers import is_leftover
from plugins.on_disk import as_on_disk, on_disk
from plugins.registry_files import REGISTRY_FILES, UNITS

VARIABLE: Final = "NEWSROOM_CONTENT"
"""Environment variable: the folder, absolute or from the project's folder."""

CONTENT: Final = "content"
"""The folder in a project, and what every path of a text begins with in what is said of it."""

SAMPLE: Final = "sample"
NEWSROOM_FILE: Final = "newsroom.toml"

_SAID = re.compile(rf"(?<![\w./\\-]){CONTENT}/")
_FIRST = (NEWSROOM_FILE, *REGISTRY_FILES)
"""What tells soonest whose the folder is."""


class ContentFolderError(Exception):
    """What ``NEWSROOM_CONTENT`` names is no newsroom; the message says what to do."""


def content_folder(root: Path) -> Path:
    """The folder of the content of the project ``root``; it may not be there."""
    if named := _named():
        return as_on_disk(Path(os.path.abspath(root / named)))  # noqa: PTH100 - links stay
    return root / (SAMPLE if is_sample(root) else CONTENT)


def place_of(root: Path, path: str) -> Path:
    """Where ``path``, as it is said of the project ``root``, is: ``content/…`` in that folder."""
    if path.startswith(f"{CONTENT}/"):
        return on_disk(content_folder(root), path.removeprefix(f"{CONTENT}/"))
    return on_disk(root, path)


def is_sample(root: Path) -> bool:
    """Whether our sample stands in for a newsroom that the project ``root`` has not yet."""
    return not _named() and (root / SAMPLE).is_dir() and not _has_own(root / CONTENT)


def own_folder(root: Path) -> Path:
    """Where the content of a newsroom of one's own stands, or will stand."""
    return root / CONTENT if is_sample(root) else content_folder(root)


def content_path(conf: str) -> str:
    """``PATH`` for the settings file ``conf``. Raises ContentFolderError."""
    root = Path(conf).resolve().parent
    if fault := content_fault(root):
        raise ContentFolderError(fault)
    return str(content_folder(root))


def meant(content: Path) -> Path:
    """``content``, or what stands in its place where that is ``content/`` of a project."""
    return content_folder(content.parent) if content.name == CONTENT else content


def project_of(content: Path) -> Path:
    """The project whose content the folder ``content`` is: beside it, unless it stands apart."""
    here = Path.cwd()
    return here if _named() and content == content_folder(here) else content.parent


def content_fault(root: Path) -> str:
    """Why what ``NEWSROOM_CONTENT`` names can be no newsroom, with what to do; empty when it can.

    Of a folder in the project whoever reads it says what is wrong.
    """
    if not _named():
        return ""
    folder = content_folder(root)
    said = f"{VARIABLE} ghi «{os.environ[VARIABLE]}», tức {folder}"
    mend = "Hãy gõ lại đường dẫn, hoặc gắn ổ đĩa ấy vào máy rồi chạy lại"
    if not folder.exists():
        return f"{said}: không có thư mục này. {mend}."
    if not folder.is_dir():
        return f"{said}: đây không phải thư mục. {mend}."
    if not any((folder / name).is_file() for name in (NEWSROOM_FILE, UNITS)):
        return (
            f"{said}: thư mục này không phải một tòa soạn, vì không có {NEWSROOM_FILE} cũng không "
            f"có {UNITS}. Hãy chỉ tới thư mục chứa các tệp ấy, thường tên là «{CONTENT}»."
        )
    return ""


@contextmanager
def taken_from(folder: Path) -> Iterator[None]:
    """Meanwhile ``folder`` is where the content of any project is."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def shown_content(root: Path) -> str:
    """The folder as an officer in ``root`` opens it: from there, or whole; ends with a slash."""
    folder = content_folder(root)
    inside = folder.is_relative_to(root)
    return f"{folder.relative_to(root).as_posix() if inside else folder}/"


def as_opened(text: str, root: Path) -> str:
    """``text`` with each path of the content as an officer in ``root`` opens it."""
    if f"{CONTENT}/" not in text:
        return text
    shown = shown_content(root)
    return text if shown == f"{CONTENT}/" else _SAID.sub(lambda _: shown, text)


def handed_out(content: Path) -> Iterator[str]:
    """Paths of the files in ``content`` that are ours, byte for byte as a version had them."""
    for path in _files(content):
        if is_as_handed_out(content, path):
            yield path


def is_as_handed_out(content: Path, path: str) -> bool:
    """Whether the file at ``path`` in ``content`` is ours, byte for byte as a version had it."""
    known = _digests().get(path)
    if known is None:
        return False
    try:
        data = (content / path).read_bytes()
    except OSError:
        return False
    if not path.startswith("anh/"):  # git writes lines as the system has them
        data = data.replace(b"\r\n", b"\n")
    return hashlib.sha256(data).hexdigest() in known


@cache
def _digests() -> Mapping[str, frozenset[str]]:
    """Of each path that a version of ours had in ``content/``, the digests of its bytes."""
    found: dict[str, set[str]] = {}
    for row in Path(__file__).with_name("handed_out.txt").read_text("utf-8").splitlines():
        digest, _, path = row.partition(" ")
        found.setdefault(path, set()).add(digest)
    return {path: frozenset(digests) for path, digests in found.items()}


def is_ours(path: str, digest: str) -> bool:
    """Whether a version of ours had at ``path`` a file whose SHA-256 begins with ``digest``."""
    return bool(digest) and any(one.startswith(digest) for one in _digests().get(path, ()))


def paths_of_ours() -> Iterable[str]:
    """Each path in ``content/`` at which a version of ours had a file."""
    return _digests().keys()


def _named() -> Path | None:
    """What the variable says; None where nobody set it."""
    written = os.environ.get(VARIABLE, "").strip()
    return Path(written).expanduser() if written else None


def _has_own(content: Path) -> bool:
    """Whether a file stands there that no version of ours had there."""
    first = (path for path in _FIRST if (content / path).is_file())
    return any(
        not is_as_handed_out(content, path) for paths in (first, _files(content)) for path in paths
    )


def _files(content: Path) -> Iterator[str]:
    for place, folders, names in os.walk(content):
        folders[:] = sorted(one for one in folders if not is_leftover(one, folder=True))
        inside = Path(place).relative_to(content)
        for name in sorted(names):
            if not is_leftover(name):
                yield (inside / name).as_posix()
