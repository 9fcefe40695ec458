"""What stands where a post or a picture should and cannot be one, by its name or its place.

Each comes with what to do instead. Nothing here looks at a disk.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.addresses import ATTACHMENTS
from plugins.filenames import copy_of, is_device, shown, slug_of
from plugins.model import UNREAD, Problem, Severity
from plugins.posts.addresses import FILES, PAGES, PICTURES

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_LONGEST_SLUG = 100
TEXT_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.)"
    rf"[a-z0-9][a-z0-9-]{{0,{_LONGEST_SLUG - 1}}}(?<!-)\.md"
)
"""The name of every text that is published, which is its address."""
_TEXT = re.compile(rf"(?:[^/]+/[0-9]{{4}}|{PAGES})/(?:{TEXT_NAME.pattern})")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")

_PLAIN = re.compile(r"\.(?:txt|text)[. ]*", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"(?P<stem>.+?)(?:\.md(?:\.(?:txt|text|md|markdown))?|\.(?:markdown|mdown|mkdn?))[. ]*",
    re.IGNORECASE | re.DOTALL,
)
"""A Markdown file under whatever name editors, Windows (``.md.txt``) or copying gave it."""
_WRITTEN = re.compile(r".+\.(?:docx?|docm|odt|rtf|wps|pages)[. ]*", re.IGNORECASE | re.DOTALL)
_SAVED_PAGE = re.compile(r".+\.(?:x?html?|aspx|mht|mhtml)[. ]*", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(
    r".+\.(?:jpe?g|jpe|jfif|png|webp|gif|heic|heif|avif|tiff?|bmp)[. ]*", re.IGNORECASE | re.DOTALL
)

_TAKEN_HOME = re.compile(r".+\.(?:pdf|xlsx?|pptx?|od[sp])[. ]*", re.IGNORECASE | re.DOTALL)
"""Files for readers to take home, which are no posts."""

_ENDINGS = re.compile(r"(?<=.)(?:\.md)+$", re.IGNORECASE)
"""Of a Markdown file, however often an editor that was told one put its own behind it."""

_NAMELESS = "ten-bai"
"""In place of the name that nothing in the old one gives."""

YEAR = "<năm>"
"""Stands in a path for the year that the path does not say."""


class Misplaced(NamedTuple):
    """Why a file is no post, and what to do."""

    message: str
    wanted: str = ""
    """The path that it should have, if there is one; ``YEAR`` in it where the year is not known."""
    advice: str = ""
    """What to do where no other path is the answer."""
    certain: bool = False
    """Whether ``wanted`` is the one right answer: in the same folder, and nothing is lost by it."""


def misnamed(path: str) -> tuple[str, str] | None:
    """What is wrong with the file name of a post or page, and the path to rename it to.

    The file name is the address for ever, so it is unaccented, short and in its year.
    """
    found = misplaced(path)
    return (found.message, f"content/{found.wanted}") if found else None


def misplaced(path: str) -> Misplaced | None:
    """Why the Markdown file ``path`` is no post or page; None when it is one by its name.

    It stands below ``trang/`` or the folder of a section.
    """
    if _TEXT.fullmatch(path):
        return None
    room, *folders, name = path.split("/")
    stem = _ENDINGS.sub("", name)
    wanted, placed = _wanted(room, folders, stem)
    if placed and name.endswith(".md"):
        return _ill_named(stem, wanted)
    if placed:
        return Misplaced("tên tệp phải có đuôi .md", wanted, certain=True)
    where = f"{PAGES}/" if room == PAGES else f"{room}/{YEAR}/"
    return Misplaced(f"tệp phải nằm ngay trong content/{where}", wanted)


def _ill_named(stem: str, wanted: str) -> Misplaced:
    """What is wrong with the name alone."""
    if is_device(stem):
        return Misplaced(
            f"Windows giữ riêng tên «{stem}» cho thiết bị, không tệp nào được mang tên ấy; "
            "bài đã đăng thì ghi thêm địa chỉ cũ vào aliases",
            wanted,
        )
    if (of := copy_of(stem)) and not _SLUG.fullmatch(stem):
        return copied(of, wanted)
    if len(stem) > _LONGEST_SLUG:
        return Misplaced(f"tên tệp dài quá {_LONGEST_SLUG} ký tự", wanted)
    return Misplaced(
        "tên tệp là địa chỉ của bài, nên chỉ gồm chữ thường không dấu, số và dấu gạch nối",
        wanted,
        certain=not wanted.endswith(f"/{_NAMELESS}.md"),
    )


def copied(of: str, wanted: str) -> Misplaced:
    """What is said of a copy of the text ``of``, which may be at ``wanted`` if it is no copy."""
    return Misplaced(
        f"tên tệp cho thấy đây là bản sao của «{of}.md» do máy làm ra, có thể chứa chữ "
        "chỉ có ở đây; hãy so với bản kia, chép chữ còn thiếu rồi xóa bản sao, "
        "hoặc nếu là bài khác thì đổi tên",
        wanted,
    )


def stranger(path: str) -> Misplaced:
    """What the file ``path`` in a folder of posts or pages is, that has not the ending ``.md``."""
    room, *folders, name = path.split("/")
    if markdown := _MARKDOWN.fullmatch(name):
        wanted, placed = _wanted(room, folders, markdown["stem"])
        hidden = " (Windows hay giấu đuôi .txt)" if _PLAIN.search(name) else ""
        return Misplaced(
            f"tên bài phải kết thúc bằng đúng «.md», viết thường{hidden}",
            wanted,
            certain=placed
            and not copy_of(markdown["stem"])
            and not wanted.endswith(f"/{_NAMELESS}.md"),
        )
    if _PLAIN.fullmatch(name, max(name.rfind("."), 0)):
        wanted, _ = _wanted(room, folders, name[: name.rfind(".")])
        return Misplaced("tệp văn bản thường này không phải bài viết đuôi .md", wanted)
    if elsewhere := _of_another_room(folders, name):
        return elsewhere
    if _WRITTEN.fullmatch(name):
        return Misplaced(
            "tệp này không phải bài viết đuôi .md",
            advice="mở tệp, lưu thành «Web Page, Filtered» (.htm) ở ngoài content/, rồi chạy: "
            "invoke import <tệp .htm>; sau đó chuyển tệp này ra ngoài content/",
        )
    if _SAVED_PAGE.fullmatch(name):
        return Misplaced(
            "trang đã lưu này không phải bài viết đuôi .md",
            advice="chuyển tệp ra ngoài content/ rồi chạy: invoke import <tệp>",
        )
    return Misplaced(
        f"thư mục {room}/ chỉ chứa bài viết đuôi .md; tệp này không phải",
        advice="chuyển ảnh vào content/anh/<năm>/, tệp đính kèm vào content/tep/<năm>/, tệp khác "
        "ra ngoài content/",
    )


def _of_another_room(folders: list[str], name: str) -> Misplaced | None:
    """Where a picture or an attachment among texts belongs."""
    if _TAKEN_HOME.fullmatch(name):
        wanted = f"{FILES}/{_year(folders)}/{name}"
        return Misplaced(f"tệp đính kèm phải ở trong content/{FILES}/", wanted)
    if _PICTURE.fullmatch(name):
        return Misplaced("ảnh phải ở trong content/anh/", f"{PICTURES}/{_year(folders)}/{name}")
    return None


def among_pictures(path: str, section: str) -> Misplaced | None:
    """Why the file ``path`` below ``anh/`` is read by nobody, if it is a text.

    ``section``: the folder of the default one, where it may belong.
    """
    _, *folders, name = path.split("/")
    if markdown := _MARKDOWN.fullmatch(name):
        wanted, _ = _wanted(section, [_year(folders)], markdown["stem"])
        return Misplaced("thư mục anh/ chỉ chứa ảnh, không ai đọc bài viết ở đây", wanted)
    if _TAKEN_HOME.fullmatch(name):
        wanted = f"{FILES}/{_year(folders)}/{name}"
        return Misplaced("thư mục anh/ chỉ chứa ảnh, không ai đọc tệp này", wanted)
    if _PLAIN.fullmatch(name, max(name.rfind("."), 0)) or _WRITTEN.fullmatch(name):
        return Misplaced(
            "thư mục anh/ chỉ chứa ảnh, không ai đọc tệp này",
            advice="chuyển tệp này ra ngoài content/; là bài viết thì nhập bằng: invoke import",
        )
    return None


def among_attachments(path: str, section: str) -> Misplaced | None:
    """Why the file ``path`` below ``tep/`` cannot go out; None when it can, by its name.

    ``section``: the folder of the default one, where it may belong.
    """
    _, *folders, name = path.split("/")
    if ending_is_published(name):
        return None
    if markdown := _MARKDOWN.fullmatch(name):
        wanted, _ = _wanted(section, [_year(folders)], markdown["stem"])
        return Misplaced(f"thư mục {FILES}/ chỉ chứa tệp đính kèm", wanted)
    if _PICTURE.fullmatch(name):
        wanted = f"{PICTURES}/{_year(folders)}/{name}"
        return Misplaced(f"thư mục {FILES}/ chỉ chứa tệp đính kèm, ảnh để ở content/anh/", wanted)
    return Misplaced(
        f"không đăng được loại tệp này; tệp đính kèm chỉ gồm {', '.join(ATTACHMENTS)}",
        advice="lưu lại thành PDF, hoặc chuyển tệp ra ngoài content/",
    )


def ending_is_published(name: str) -> bool:
    """Whether a file of this name may be an attachment."""
    return name.lower().endswith(tuple(ATTACHMENTS))


def is_content(name: str) -> bool:
    """Whether a file of this name may hold what was written or drawn for readers."""
    kinds = (_MARKDOWN, _WRITTEN, _SAVED_PAGE, _PICTURE, _TAKEN_HOME)
    return any(kind.fullmatch(name) for kind in kinds) or name.lower().endswith((".txt", ".text"))


def home_of(path: str, section: str) -> str:
    """Where the file ``path`` belongs, that is in no folder of ours; empty when that depends.

    ``section``: the folder of the default one.
    """
    *folders, name = path.split("/")
    year = _year(folders)
    if _PICTURE.fullmatch(name):
        return f"{PICTURES}/{year}/{name}"
    if _TAKEN_HOME.fullmatch(name):
        return f"{FILES}/{year}/{name}"
    markdown = _MARKDOWN.fullmatch(name)
    return _wanted(section, [year], markdown["stem"])[0] if markdown else ""


def named(
    path: str,
    message: str,
    *,
    rename: str = "",
    severity: Severity = "advice",
    about: str = "",
) -> Problem:
    """A finding about the file or folder ``path`` as a whole, with the path it should have."""
    return Problem(
        path=f"content/{shown(path)}",
        line=1,
        message=message,
        suggestion=f"đổi tên thành content/{rename}" if rename else "",
        severity=severity,
        about=about,
        rename=f"content/{rename}" if rename else "",
    )


def said_of(path: str, found: Misplaced, *, free: bool) -> Problem:
    """The reminder of a file that is no post, and what to do.

    ``free``: its right name is not taken. One that only lacks that may be renamed by
    ``check --fix``.
    """
    rename = f"content/{found.wanted}" if found.wanted else ""
    parts = [found.message, "vì vậy chưa được đăng"]
    if found.advice:
        parts.append(f"hãy {found.advice}")
    if rename and not free:
        parts.append(f"{rename} đã có, nên hãy chọn tên khác")
        rename = ""
    moved = found.wanted.rpartition("/")[0] != path.rpartition("/")[0]
    return Problem(
        path=f"content/{shown(path)}",
        line=1,
        message="; ".join(parts),
        suggestion=f"{'chuyển tệp tới' if moved else 'đổi tên tệp thành'} {rename}"
        if rename
        else "",
        severity="advice",
        fixable=bool(rename) and found.certain and not moved,
        about=UNREAD,
        rename=rename,
    )


def _wanted(room: str, folders: list[str], stem: str) -> tuple[str, bool]:
    """The path that a text of that name should have, and whether it stands in the right folder."""
    slug = slug_of(stem, limit=_LONGEST_SLUG) or _NAMELESS
    if is_device(slug):
        slug = f"trang-{slug}" if room == PAGES else f"bai-{slug}"
    if room == PAGES:
        return f"{PAGES}/{slug}.md", not folders
    year = _year(folders)
    return f"{room}/{year}/{slug}.md", folders == [year] and year != YEAR


def _year(folders: list[str]) -> str:
    return next((found[0] for folder in folders if (found := _YEAR.search(folder))), YEAR)
