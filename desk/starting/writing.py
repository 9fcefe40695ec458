"""The files of a new newsroom, from answers that are sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Final

from msgspec import Struct

from desk.registry_rows import author_table, department_table, unit_table
from desk.starting.agency_answers import Answers, Given, Spot
from desk.starting.answer_rules import host_from, site_of
from desk.starting.emblem import emblem_files
from desk.starting.heads import own_organ
from desk.starting.kits import KitPage, kit_of, pages_of
from desk.starting.people import People
from plugins.colour import hex_of
from plugins.content_folder import NEWSROOM_FILE
from plugins.posts.placeholders import unfilled
from plugins.posts.typed import in_quotes
from plugins.registry.syntax import as_toml, toml_row
from plugins.registry_files import AUTHORS, DEPARTMENTS, ORGANS, UNITS
from plugins.sections import DEFAULT
from plugins.settings import host_of
from plugins.target_folder import PUBLIC
from plugins.vietnamese import fold, sameness, slugify

CORRECTIONS: Final = "trang/dinh-chinh.md"
_SPECIAL = re.compile(r"([\\`*_~\[\]!<>&^#|{}()+=:-])")
_LINK = re.compile(r"\[([^\]]*)\]\((trang/[a-z0-9-]+\.md)\)")
_FIELD = re.compile(r"\$\{(\w+)\}")
_BLANKS: Final = {"address": "địa chỉ trụ sở", "phone": "số điện thoại", "email": "thư điện tử"}
_RESPONSIBLE = "Chịu trách nhiệm nội dung"


class Composed(Struct, frozen=True, kw_only=True):
    """Each file below the content folder, and which answer each line of some comes from."""

    files: Mapping[str, bytes]
    origins: Mapping[str, tuple[tuple[int, Spot], ...]]
    """Of a file the lines, from 1, at which something from an answer begins."""
    drafts: tuple[str, ...]
    """Standing pages with blanks, which readers do not have until these are filled."""

    def origin(self, path: str, line: int) -> Spot:
        """The answer that what stands there came from."""
        spots = [spot for start, spot in self.origins.get(path, ()) if start <= line]
        return spots[-1] if spots else ("name", -1, "")


class _Text:
    """A file being written, line by line."""

    def __init__(self, *head: str) -> None:
        self._rows = list(head)
        self.origins: list[tuple[int, Spot]] = []

    def add(self, *rows: str, spot: Spot | None = None) -> None:
        if spot is not None:
            self.origins.append((len(self._rows) + 1, spot))
        self._rows += rows

    @property
    def data(self) -> bytes:
        return ("\n".join(self._rows) + "\n").encode()


def composed(given: Given, people: People, root: Path) -> Composed:
    """All files, below the content folder of the project ``root``."""
    answers = given.answers
    emblem = emblem_files(answers, root / "theme")
    texts = {
        NEWSROOM_FILE: _settings(answers, people, next(iter(emblem), "")),
        UNITS: _units(people),
        DEPARTMENTS: _departments(people),
        AUTHORS: _authors(people),
    }
    if organs := _organs(answers):
        texts[ORGANS] = organs
    pages = {f"trang/{page.file}.md": page for page in pages_of(kit_of(answers.kind))}
    fields = _fields(answers, people)
    bodies = {path: _filled(page.text, fields) for path, page in pages.items()}
    drafts = tuple(path for path, body in bodies.items() if any(unfilled(body)))
    files = {path: text.data for path, text in texts.items()} | dict(emblem)
    for path, page in pages.items():
        files[path] = _page(page, fields, bodies[path], drafts, is_draft=path in drafts)
    return Composed(
        files=files,
        origins={path: tuple(text.origins) for path, text in texts.items()},
        drafts=drafts,
    )


# --- newsroom.toml --------------------------------------------------------------------


def _settings(answers: Answers, people: People, emblem: str) -> _Text:
    site = site_of(answers.url) if answers.url else f"https://{host_from(people.agency.name.text)}"
    text = _Text("# Những gì cơ quan tự đặt cho trang tin của mình. Sửa xong: invoke check.")
    text.add("", "# Tên chuyên mục, đứng đầu mọi trang.")
    first, *others = sections_of(answers)
    text.add(toml_row("section", first.name), spot=first.spot)
    if first.folder != DEFAULT.folder:
        text.add(toml_row("folder", first.folder), spot=first.spot)
    text.add("", "# Cơ quan nào trong sổ đăng ký đơn vị (registry/units.toml) làm trang tin này.")
    text.add(toml_row("agency", people.agency.id), spot=("name", -1, ""))
    text.add("", "# Địa chỉ độc giả gõ. Đặt trước lần đưa lên mạng đầu tiên.")
    text.add(toml_row("url", site), spot=("url", -1, ""))
    text.add(
        "", "# Tên miền để người theo dõi nguồn tin nhận ra tin: đặt một lần rồi giữ nguyên mãi."
    )
    text.add(toml_row("feed", host_of(site).partition(":")[0].lower()), spot=("url", -1, ""))
    if answers.responsible or _contact(answers):
        text.add("", "# Chân trang.")
    if answers.responsible:
        text.add(toml_row("responsible", _responsible(answers)), spot=("responsible", -1, ""))
    if _contact(answers):
        text.add("contact = [")
        for key, line in _contact(answers).items():
            text.add(f"    {as_toml(line)},", spot=(key, -1, ""))
        text.add("]")
    if answers.colour or emblem:
        text.add("", "# Màu, và biểu trưng ở đầu mọi trang.")
    if answers.colour:
        text.add(toml_row("colour", hex_of(answers.colour)), spot=("colour", -1, ""))
    if emblem:
        text.add(toml_row("emblem", emblem), spot=("emblem", -1, ""))
    text.add("", "# Trang cố định nào kể mọi đính chính.", toml_row("corrections", CORRECTIONS))
    text.add("", "# Bản công bố nằm ở thư mục nào, và giữ bao nhiêu bản để có thể trở lại.")
    text.add(toml_row("target", answers.target or PUBLIC), spot=("target", -1, ""))
    text.add("keep = 20")
    for one in others:
        rows = (toml_row("name", one.name), toml_row("folder", one.folder))
        text.add("", "[[sections]]", *rows, spot=one.spot)
    return text


class NewSection(Struct, frozen=True, kw_only=True):
    """One section to be written, and which answer it comes from."""

    name: str
    folder: str
    spot: Spot


def sections_of(answers: Answers) -> tuple[NewSection, ...]:
    """All sections, that first which gives its name to every page.

    Where there is but one, it has the usual folder, whatever it is called.
    """
    many = [
        NewSection(
            name=one.name, folder=one.folder or slugify(one.name), spot=("sections", nth, "")
        )
        for nth, one in enumerate(answers.sections)
        if one.name
    ]
    name = answers.section or (many[0].name if many else kit_of(answers.kind).section)
    found = next((one for one in many if sameness(one.name) == sameness(name)), None)
    if found is None:
        folder = slugify(name) if many else DEFAULT.folder
        found = NewSection(name=name, folder=folder or DEFAULT.folder, spot=("section", -1, ""))
    return (found, *(one for one in many if one is not found))


def _responsible(answers: Answers) -> str:
    said = answers.responsible
    return said if fold("chịu trách nhiệm") in fold(said) else f"{_RESPONSIBLE}: {said}"


def _contact(answers: Answers) -> dict[str, str]:
    """Lines of the footer by the answers they come from."""
    said = {
        "address": ("Địa chỉ", answers.address),
        "phone": ("Điện thoại", answers.phone),
        "email": ("Thư điện tử", answers.email),
    }
    return {
        key: value if fold(value).startswith(fold(word)) else f"{word}: {value}"
        for key, (word, value) in said.items()
        if value
    }


# --- registry -------------------------------------------------------------------------

_SEE = "# Cách ghi và cách thêm: docs/huong-dan.md, phần “Đơn vị, phòng, tác giả”."


def _units(people: People) -> _Text:
    text = _Text("# Các đơn vị: mỗi đơn vị một mục [[unit]].", _SEE)
    for one in people.units:
        rows = unit_table(
            identifier=one.id,
            name=one.name.text,
            full=one.name.full,
            place=one.name.place,
            level=one.name.level,
            parent=one.parent,
            since=one.since,
        )
        text.add("", *rows, spot=one.spot)
    return text


def _departments(people: People) -> _Text:
    text = _Text("# Các phòng của từng đơn vị: mỗi phòng một mục [[department]].", _SEE)
    for one in people.departments:
        text.add("", *department_table(one.id, one.name, one.unit), spot=one.spot)
    return text


def _authors(people: People) -> _Text:
    text = _Text("# Những người viết tin: mỗi người một mục [[author]].", _SEE)
    for one in people.authors:
        rows = author_table(
            one.id, one.name, departments=one.departments, units=one.units, note=one.note
        )
        text.add("", *rows, spot=one.spot)
    return text


def _organs(answers: Answers) -> _Text | None:
    own = own_organ(answers)
    if own is None:
        return None
    text = _Text("# Loại cơ quan của mình, để máy nhận ra tên đơn vị trong câu văn.")
    rows = [toml_row("id", own.id), toml_row("short", own.short), toml_row("full", own.full)]
    lists = (("written", own.written), ("levels", own.levels))
    rows += [toml_row(key, list(ways)) for key, ways in lists if ways]
    text.add("", "[[organ]]", *rows, spot=("heads", -1, ""))
    return text


# --- standing pages ---------------------------------------------------------------------


def _fields(answers: Answers, people: People) -> dict[str, str]:
    """What pages are told, as Markdown that means just these words."""
    return {
        "agency": escaped(people.agency.name.full),
        "short": escaped(people.agency.name.text),
        "address": escaped(answers.address),
        "phone": escaped(answers.phone),
        "email": answers.email,
    }


def escaped(text: str) -> str:
    """``text`` as Markdown in which every sign is only that sign."""
    return _SPECIAL.sub(r"\\\1", text)


def _filled(text: str, fields: Mapping[str, str]) -> str:
    """The body of a page: lines without their answer go, where there is any; else are blanks."""
    asked = {key for key in _FIELD.findall(text) if key in _BLANKS}
    if not asked or any(fields[key] for key in asked):
        rows = [
            row
            for row in text.split("\n")
            if all(fields[key] for key in _FIELD.findall(row) if key in _BLANKS)
        ]
        return Template("\n".join(rows)).substitute(fields)
    blanks = {key: f"{{{{{words}}}}}" for key, words in _BLANKS.items()}
    return Template(text).substitute({**fields, **blanks})


def _page(
    page: KitPage, fields: Mapping[str, str], body: str, drafts: Iterable[str], *, is_draft: bool
) -> bytes:
    """The file; a link to a page that readers do not have is plain words."""
    away = set(drafts)

    def kept(found: re.Match[str]) -> str:
        return found[1] if found[2] in away and not is_draft else found[0]

    plain = {key: re.sub(r"\\(.)", r"\1", value) for key, value in fields.items()}
    rows = list(_head(page, plain, is_draft=is_draft))
    return "\n".join([*rows, _LINK.sub(kept, body).strip("\n"), ""]).encode()


def _head(page: KitPage, fields: Mapping[str, str], *, is_draft: bool) -> Iterator[str]:
    yield "---"
    yield f"title: {in_quotes(page.title)}"
    yield f"summary: {in_quotes(Template(page.summary).substitute(fields))}"
    if is_draft:
        yield "status: draft  # điền các chỗ {{…}} rồi xóa dòng này"
    yield "---"
