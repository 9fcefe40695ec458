"""A new post: what was answered becomes front matter, in a file that no other post has.

Prints nothing and reads no terminal: ``propose`` says what would be written and
what is against it, ``carry_out`` writes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desk import files
from desk.actions.naming import Names, Understood
from desk.actions.proposal import Answers, Outcome, Proposal
from desk.frontmatter import Front, compose
from desk.importers.imported_post import addresses
from desk.importers.pictures import usable
from desk.messages import OnProgress, Report, Sentence
from plugins.model import Photo, Problem, Status
from plugins.moments import read_moment
from plugins.on_disk import as_on_disk, why_unreadable
from plugins.plain_file import read_plain
from plugins.posts import edit, read_manuscript, schema
from plugins.posts.placeholders import PHOTO_ALT, TITLE
from plugins.registry import Registry
from plugins.sections import sections_of
from plugins.vietnamese import dateline, nfc, squeeze

_KEYS = {
    "title": "--title",
    "date": "--date",
    "author": "--author",
    "department": "--department",
    "units": "--unit",
    "photo": "--photo",
}
"""Which option a key of the front matter comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhoto:
    """A picture to be copied beside the post."""

    data: bytes
    ending: str
    inside: str = ""
    """``anh/2021/x.jpg`` when it stands in the content folder already."""
    alt: str = ""
    """As answered; empty: still to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """What would be written."""

    content: Path
    path: str
    """Below the content folder; free."""
    front: Front
    """As it will stand in the file, placeholders included."""
    refused: tuple[tuple[str, Understood], ...]
    """Options whose names mean none or several, each with why and the way on."""
    objections: tuple[str, ...]
    """What else the check has against it beside what is still to be written."""
    lacking: tuple[str, ...]
    """What the officer still has to write in the file, in words."""
    photo: NewPhoto | None = None

    @property
    def text(self) -> str:
        """The whole file."""
        return f"{compose(self.front)}\n"


def read_names(given: str | Sequence[str]) -> tuple[str, ...]:
    """Names as given: one string with commas or semicolons, or several; each once."""
    parts = [given] if isinstance(given, str) else given
    names = (squeeze(name) for part in parts for name in re.split("[,;]", part))
    return tuple(dict.fromkeys(name for name in names if name))


def read_date(text: str) -> tuple[datetime | None, str]:
    """The moment that ``text`` says, and what is wrong or was assumed; neither of nothing."""
    if not squeeze(text):
        return None, ""
    reading = read_moment(squeeze(text))
    if not reading.message:
        return reading.when, ""
    values = " hoặc ".join(reading.values)
    return reading.when, f"{reading.message}." + (f" Viết: {values}" if values else "")


def read_photo(photo: str, content: Path) -> tuple[NewPhoto | None, str]:
    """The picture of that name, there or in ``content``; or why it cannot be used."""
    if not photo:
        return None, ""
    places = map(as_on_disk, (Path(photo), content / photo))
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        return None, f"--photo: không có tệp ảnh «{photo}»"
    try:
        data = read_plain(file)
    except OSError as error:
        return None, f"--photo: «{photo}»: {why_unreadable(error)}"
    ending, spec, why = usable(data)
    if spec is None:
        return None, f"--photo: {why}"
    home = (content / "anh").resolve()
    inside = ""
    if file.resolve().is_relative_to(home):
        inside = nfc(f"anh/{file.resolve().relative_to(home).as_posix()}")
    return NewPhoto(data=data, ending=ending, inside=inside), ""


def propose(
    content: Path,
    registry: Registry,
    front: Front,
    photo: NewPhoto | None = None,
    section: str = "",
) -> Proposal[NewPost]:
    """The post that ``front`` makes, every name that means exactly one as the registry writes it.

    An undated ``front`` is looked at as of its ``date``, which is not written. ``section``: the
    folder of the one it is of; the default one's for none. The code
    is 1 when a name is not understood or the check has something against it.
    """
    front, refused = _resolved(front, registry)
    path = _free(front, content, section or sections_of(content)[0].folder)
    lacking = []
    if not front.title:
        front = replace(front, title=TITLE)
        lacking.append("tiêu đề (title); địa chỉ của bài là tên tệp, nên đổi cả tên tệp")
    if not (front.authors or front.department):
        lacking.append(f"người ký: {schema.SIGNED}")
    if photo is not None:
        place = photo.inside or _photo_path(path, photo, content)
        front = replace(front, photo=Photo(path=place, alt=squeeze(photo.alt) or PHOTO_ALT))
        if not squeeze(photo.alt):
            lacking.append("lời mô tả ảnh (photo_alt)")
    known = {_KEYS[key] for key in ("author", "department", "units")}
    objections = tuple(
        f"{option}: {said}"
        for option, said in _objections(path, front, registry)
        if option not in known or option not in dict(refused)
    )
    post = NewPost(
        content=content,
        path=path,
        front=front,
        refused=refused,
        objections=objections,
        lacking=tuple(lacking),
        photo=photo,
    )
    if not (refused or objections):
        return Proposal(plan=post)
    said = ["\n".join([f"{option}: {found.message}", *found.way_on()]) for option, found in refused]
    said.append("\n".join([*objections, "Chưa tạo bài nào."]))
    messages = tuple(Sentence(words, is_warning=True) for words in said)
    return Proposal(messages=messages, plan=post, code=1)


def carry_out(proposal: Proposal[NewPost], _answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write the post and its picture, whatever is still to be mended in it. Raises OSError."""
    post, report = proposal.plan, Report(on_progress)
    assert post is not None, "a new post always has one"
    try:
        if post.photo is not None and post.front.photo is not None and not post.photo.inside:
            files.write(post.content / post.front.photo.path, post.photo.data)
        files.write(post.content / post.path, post.text.encode())
    except OSError:
        report.say(f"Chưa ghi được tệp content/{post.path}. Những điều đã trả lời:\n\n{post.text}")
        raise
    return Outcome(messages=(Sentence("\n".join(_made(post))),))


def _made(post: NewPost) -> Iterator[str]:
    """What was made, what is still to be written, and what to do next."""
    front, path = post.front, post.path
    draft = front.status is Status.DRAFT
    signed = " – ".join(part for part in (", ".join(front.authors), front.department) if part)
    when = dateline(front.date) if front.dated else "chưa ghi; bài được ghi ngày giờ khi đăng"
    yield f"Đã tạo {'bản nháp' if draft else 'bài'}: content/{path}"
    rows = {
        "Tiêu đề:": "" if front.title == TITLE else front.title,
        "Ngày đăng:": when,
        "Ký tên:": signed,
        "Đơn vị:": ", ".join(front.units),
        "Ảnh:": f"content/{front.photo.path}" if front.photo else "",
        "Địa chỉ:": f"/{path.removesuffix('.md')}.html",
    }
    for name, value in rows.items():
        if value:
            yield f"  {name:<11}{value}"
    for lack in post.lacking:
        yield f"  Còn phải viết: {lack}"
    for objection in post.objections:
        yield f"  Còn phải sửa: {objection}"
    yield "Việc tiếp theo:"
    yield "  1. Mở tệp ấy, viết nội dung bên dưới dòng --- thứ hai."
    yield "  2. Kiểm tra: invoke check. Xem trước: invoke serve"
    last = "xóa dòng status: draft, rồi chạy" if draft else "chạy"
    yield f"  3. Viết xong, {last}: invoke publish"


def _resolved(front: Front, registry: Registry) -> tuple[Front, tuple[tuple[str, Understood], ...]]:
    """``front`` as the registry writes its names, and those that are not understood."""
    names = Names(registry, front.date.date())
    refused: list[tuple[str, Understood]] = []

    def written(key: str, typed: str, found: Understood) -> str:
        if not found.written:
            refused.append((_KEYS[key], found))
        return found.written or typed

    department = front.department
    if department:
        department = written("department", department, names.department(department))
    room = registry.match_department(department, names.day).id if department else None
    signed = [one for typed in front.authors for one in names.apart(typed, Names.author)]
    authors = [written("author", typed, names.author(typed, room)) for typed in signed]
    named = [one for typed in front.units for one in names.apart(typed, Names.unit)]
    units = [written("units", typed, names.unit(typed)) for typed in named]
    resolved = replace(
        front,
        authors=tuple(dict.fromkeys(authors)),
        department=department,
        units=tuple(dict.fromkeys(units)),
    )
    return resolved, tuple(refused)


def _objections(path: str, front: Front, registry: Registry) -> Iterator[tuple[str, str]]:
    """What the check has against the file beside what is known to be lacking, by option."""
    sound = replace(front, dated=True, title=front.title if front.title != TITLE else "Tin")
    manuscript, problems = read_manuscript(path, f"{compose(sound)}\nNội dung.\n", strict=True)
    assert manuscript is not None
    _, more = edit(manuscript, registry, strict=True)
    keys = {manuscript.post.line_of(key): key for key in schema.POST}
    del keys[1]  # of those that are not written
    signed = bool(front.authors or front.department)
    for problem in sorted({*problems, *more}):
        key = keys.get(problem.line, "")
        if problem.severity != "error" or key in ("photo", "photo_alt"):
            continue
        if not key and not signed:  # said with what is lacking
            continue
        yield _KEYS.get(key, key), problem.message + _instead(problem)


def _instead(problem: Problem) -> str:
    if not problem.suggestion:
        return ""
    offered = problem.suggestion.replace("\n   hoặc: ", "; hoặc ")
    return f"\n    Có thể là: {offered}"


def _free(front: Front, content: Path, section: str) -> str:
    """A path that no post has: an address is never given twice."""
    *_, last = paths = list(addresses(front, section))
    for path in paths:
        if not os.path.lexists(content / path):
            return path
    stem, number = last.removesuffix(".md"), 2
    while os.path.lexists(content / f"{stem}-{number}.md"):
        number += 1
    return f"{stem}-{number}.md"


def _photo_path(path: str, photo: NewPhoto, content: Path) -> str:
    """A free name for the copied picture, after the post's own."""
    _, year, name = path.split("/")
    stem = f"anh/{year}/{name.removesuffix('.md')}"
    place, number = f"{stem}.{photo.ending}", 1
    while (content / place).exists() and (content / place).read_bytes() != photo.data:
        number += 1
        place = f"{stem}-{number}.{photo.ending}"
    return place
