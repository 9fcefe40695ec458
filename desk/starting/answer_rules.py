"""What single answers must be: said all at once, each with the line to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desk.starting.agency_answers import KEYS, REQUIRED, Given
from desk.starting.emblem import emblem_files
from desk.starting.kits import common, kits
from plugins.images.faults import RefusedError
from plugins.look import TOKENS, colour_fault
from plugins.model import Problem
from plugins.posts.wording import first_near
from plugins.registry.organs import standard
from plugins.settings import origin
from plugins.target_folder import target_fault
from plugins.vietnamese import sameness, slugify

_MAILBOX: Final = r"[A-Za-z0-9._%+-]{1,64}"
_EMAIL: Final = re.compile(_MAILBOX + r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_HOST: Final = 63


def faults(given: Given, root: Path) -> Iterator[Problem]:
    """Every answer that cannot be taken."""
    yield from given.problems
    yield from _missing(given)
    yield from _kind(given)
    yield from _sections(given)
    answers = given.answers
    if answers.url and not site_of(answers.url):
        yield _wrong(
            given,
            "url",
            f"«{answers.url}» không phải địa chỉ trang tin: chỉ gồm https:// và tên miền không dấu",
            _with("url", f"https://{_host_of(given)}"),
        )
    if answers.email and not _EMAIL.fullmatch(answers.email):
        said = f"«{answers.email}» không phải địa chỉ thư điện tử"
        yield _wrong(given, "email", said, _with("email", _email_meant(given)))
    if answers.phone and not re.search(r"\d.*\d", answers.phone):
        yield _wrong(given, "phone", f"«{answers.phone}» không có số điện thoại nào")
    if answers.colour and (tokens := _tokens(root)):
        fault, better = colour_fault(answers.colour, tokens)
        if fault:
            yield _wrong(given, "colour", fault, _with("colour", better))
    try:
        emblem_files(answers, root / "theme")
    except RefusedError as error:
        yield _wrong(given, "emblem", str(error))
    if answers.target and (fault := target_fault(root, answers.target)):
        yield _wrong(given, "target", fault)


def _tokens(root: Path) -> str:
    file = root / "theme" / TOKENS
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def site_of(url: str) -> str:
    """``https://…`` of an address as typed; empty where it is none."""
    return origin(url if "://" in url else f"https://{url}")


def _host_of(given: Given) -> str:
    """The host of the agency's site, as far as one can tell."""
    answers = given.answers
    host = answers.url.rpartition("//")[2].partition("/")[0]
    return origin(f"https://{host}").removeprefix("https://") or host_from(answers.name)


def _email_meant(given: Given) -> str:
    """An address of the agency's own, of what was typed as far as it can be used."""
    typed, _, host = given.answers.email.rpartition("@")
    box = typed if re.fullmatch(_MAILBOX, typed) else slugify(typed, limit=_LONGEST_HOST)
    meant = f"{box or 'bientap'}@{host}"
    if _EMAIL.fullmatch(meant):
        return meant
    return f"{box or 'bientap'}@{_host_of(given).partition(':')[0]}"


def _missing(given: Given) -> Iterator[Problem]:
    if given.problems and not given.said:  # a file that cannot be read
        return
    for key in REQUIRED:
        if key not in given.said:
            words = KEYS[key].words
            yield _wrong(given, key, f"thiếu {key} ({words.lower()}); hãy thêm dòng sau")


def _kind(given: Given) -> Iterator[Problem]:
    kind, said = given.answers.kind, given.answers.heads
    if not kind or said:
        return
    known = {*kits(), *(organ.id for organ in standard().kinds), common().id}
    if kind in known:
        return
    near = first_near(kind, known)
    if near:
        yield _wrong(given, "kind", f"không biết loại cơ quan «{kind}»", f'kind = "{near}"')


def unknown_heads(given: Given) -> bool:
    """Whether nobody said how names of the agency's kind begin, and no table knows it."""
    kinds = {organ.id for organ in standard().kinds}
    answers = given.answers
    return bool(answers.kind) and answers.kind not in kinds and not answers.heads


def _sections(given: Given) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for nth, one in enumerate(given.answers.sections):
        if not one.name:
            continue
        folder = one.folder or slugify(one.name)
        if one.folder and slugify(one.folder) != one.folder:
            write = f'folder = "{slugify(one.folder)}"'
            said = f"«{one.folder}» phải là chữ thường không dấu, nối bằng dấu gạch"
            yield _wrong(given, "sections", said, write, nth, "folder")
        if (other := seen.setdefault(folder, one.name)) is not one.name:
            same = sameness(other) == sameness(one.name)
            said = (
                f"«{one.name}» đã có"
                if same
                else f"«{other}» và «{one.name}» cùng thư mục {folder}"
            )
            yield _wrong(given, "sections", said, f'folder = "{folder}-2"', nth, "name")


def _wrong(
    given: Given, key: str, message: str, write: str = "", nth: int = -1, part: str = ""
) -> Problem:
    path, line = given.place(key, nth, part)
    shown = part if part and part != "name" else key
    return Problem(
        path=path,
        line=line,
        message=message if message.startswith("thiếu ") else f"{shown}: {message}",
        suggestion=write or (KEYS[key].example if nth < 0 else ""),
    )


def _with(key: str, value: str) -> str:
    return f'{key} = "{value}"' if value else ""


def host_from(name: str) -> str:
    """A host nobody can have, for a newsroom that has no address yet."""
    return f"{slugify(name, limit=_LONGEST_HOST) or 'trang-tin'}.example"
