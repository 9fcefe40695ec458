"""Everything that public texts, the registry, the settings and the templates say.

What also stands in a private text, or looks like something left over, proves
nothing when it is said here. Asked only when something was found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path

from desk.verify.whole import PRIVATE
from plugins import pages
from plugins.addresses import attachment_url
from plugins.documents.catalogue import key_of, label
from plugins.images import picture
from plugins.leftovers import is_leftover
from plugins.model import Cited, Department, OfficialDocument, Post, Problem, StandingPage, Unit
from plugins.newsroom import Newsroom
from plugins.posts import standfirst
from plugins.posts.pictures import pictures_of
from plugins.registry import Registry
from plugins.vietnamese import dateline, day, long_date, month, squeeze

Text = Post | StandingPage

_PAGES = sorted(Path(pages.__file__).parent.glob("*.py"))
"""Modules that say something to readers."""
_OF_SITE = re.compile(r"\{\{ site\.(name|agency|agency_short)\b[^}]*\}\}")
_VALUE = re.compile(r'="([^"]*)"')
_MARKUP = re.compile(r"<[^>]*>|\{[{%#].*?[}%#]\}", re.DOTALL)


def public_texts(newsroom: Newsroom) -> tuple[Text, ...]:
    """What readers may read."""
    return (*newsroom.published, *newsroom.standing)


def words_of(text: Text, newsroom: Newsroom) -> str:
    """All that any page may say because of ``text``, squeezed, its addresses too."""
    return squeeze("\n".join(_said(text, newsroom)))


def _said(text: Text, newsroom: Newsroom) -> Iterator[str]:
    yield text.title
    yield text.summary
    yield text.url
    yield from text.aliases
    body = newsroom.bodies(text.path)
    yield body.text
    yield from map(unescape, _VALUE.findall(body.html))
    if not isinstance(text, Post):
        return
    yield standfirst(text)
    yield dateline(text.date)
    yield long_date(text.date.date())
    yield month(text.date.year, text.date.month)
    yield text.source
    for cited in text.cited:
        name = label(cited.type, cited.number, cited.date)
        yield name
        yield f"Các tin dẫn {name}."
        yield from _lists_of(cited, text)
        for document in _on_file(newsroom.registry).get(key_of(cited), ()):
            yield document.title
            yield document.issuer
    for correction in text.corrections:
        yield correction.note
        yield dateline(correction.date)
    if text.photo is not None:
        yield from (text.photo.alt, text.photo.caption, text.photo.credit)
        yield text.photo.path


@lru_cache(maxsize=1)
def _on_file(registry: Registry) -> Mapping[str, Sequence[OfficialDocument]]:
    """By number and symbol what the registry says of documents, of whatever day."""
    found: dict[str, list[OfficialDocument]] = {}
    for document in registry.documents:
        found.setdefault(key_of(document), []).append(document)
    return found


def _lists_of(cited: Cited, post: Post) -> Iterator[str]:
    """What the lists say of themselves that may have an entry of what ``post`` cites."""
    day, kind = cited.date, cited.type
    whole = f"{kind} năm {day.year}" if day else f"{kind} không ghi ngày"
    part = (
        f"{kind} tháng {day.month} năm {day.year}"
        if day
        else f"{whole}, dẫn từ năm {post.date.year}"
    )
    for name in (whole, part):
        yield f"{name} được dẫn trong tin."
    yield f"{whole} được dẫn trong tin, {'theo tháng' if day else 'theo năm bắt đầu dẫn'}."


def names_of(registry: Registry) -> Iterator[str]:
    """What the agency and its people are called: on their own pages, whatever a draft says."""
    bodies: tuple[Unit | Department, ...] = (
        *registry.units.values(),
        *registry.departments.values(),
    )
    for body in bodies:
        for name in body.names:
            yield name.text
            yield name.full
    for author in registry.authors.values():
        yield author.name
        yield author.note


def program_words(root: Path, newsroom: Newsroom) -> str:
    """What settings, templates and the plan of pages say for the project ``root``."""
    from desk.conf import load_conf  # noqa: PLC0415 - rarely asked
    from plugins.setting_places import PUBLISH_CONF  # noqa: PLC0415 - as above

    raw, _ = load_conf(root, PUBLISH_CONF)
    settings = raw or {}
    said: list[str] = []
    for value in settings.values():
        lines = value if isinstance(value, list | tuple) else (value,)
        said += [line for line in lines if isinstance(line, str)]
    section = str(settings.get("SITENAME", ""))
    title = str(settings.get("NEWSROOM_TITLE", "")) or section
    site = {"name": title, "agency": "", "agency_short": ""}
    sections = (section, *(one.name for one in newsroom.sections[1:]))
    agency = newsroom.registry.units.get(str(settings.get("NEWSROOM_AGENCY", "")))
    if agency is not None:
        name = agency.names[-1]
        site |= {"agency": name.full or name.text, "agency_short": name.text}
    said += sections
    said += _described(newsroom, sections, **site)
    for template in sorted((root / "theme" / "templates").rglob("*.html")):
        if is_leftover(template.name):
            continue
        text = template.read_text("utf-8", "replace")
        text = _OF_SITE.sub(lambda found: site.get(found[1], " "), text)
        said += (_MARKUP.sub(" ", text), *re.findall(r'"([^"]+)"', text))
    for module in _PAGES:
        said += _constants(module)
    return squeeze("\n".join(said))


def _described(
    newsroom: Newsroom, sections: Sequence[str], name: str, agency: str, agency_short: str
) -> Iterator[str]:
    """Titles and descriptions made of names, as the modules of ``plugins.pages`` has them."""
    yield f"{name} – {agency}"
    yield f"{name} – {agency_short}"
    yield f"{sections[0]} của {agency} và các đơn vị trực thuộc."
    for index in ("Các đơn vị có tin", "Các phòng có tin", "Những người viết tin"):
        yield f"{index} trên trang {name}."
    yield f"Các văn bản được dẫn trong tin trên trang {name}."
    yield f"Tìm trên trang {name}."
    for section in ("Đơn vị, phòng, tác giả", "Văn bản"):  # pictured where a page is shared
        yield f"{section} – {agency}"
    for section in sections:
        of = f" {section}" if len(sections) > 1 else ""
        yield from _of_section(newsroom, section, of, agency, agency_short)
    for post in newsroom.withdrawn:
        yield f"Tin đăng ngày {day(post.date)} tại địa chỉ này không còn được công bố."
        yield long_date(post.date.date())
        yield month(post.date.year, post.date.month)
        if post.withdrawal is not None:
            yield f"Bài đã gỡ ngày {day(post.withdrawal.date)}"
    registry = newsroom.registry
    owners: tuple[Unit | Department, ...] = (
        *registry.units.values(),
        *registry.departments.values(),
    )
    for owner in owners:
        yield f"{name}: {owner.names[-1].full or owner.names[-1].text}."
        yield f"{owner.names[-1].text} – {agency_short}"
    for author in registry.authors.values():
        yield f"{name}: {author.note or author.name}."
        yield f"{name}: {author.name}."


def _of_section(
    newsroom: Newsroom, name: str, of: str, agency: str, agency_short: str
) -> Iterator[str]:
    """The same of the lists of the section ``name``; ``of`` it is said where there are several."""
    yield f"{name} – {agency_short}"
    yield f"{name} – {agency}"
    yield f"{name} của {agency}."
    yield f"{name} theo năm và tháng."
    known = (*newsroom.published, *newsroom.withdrawn)
    for year, number in sorted({(post.date.year, post.date.month) for post in known}):
        yield f"{name} năm {year}, theo tháng."
        yield f"{name} tháng {number} năm {year}."
        yield f"Lưu trữ{of} tháng {number}/{year}"
        yield f"Lưu trữ{of} năm {year}"


def _constants(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def excused(
    problems: Iterable[Problem], newsroom: Newsroom, program: Callable[[], str]
) -> Iterator[Problem]:
    """``problems`` without those that are none for what public texts say or show.

    A sign of something left over, where a text has those very characters; a picture
    of a private text, where a public one uses a picture that looks the same.
    """
    found = list(problems)
    signs = {one.about for one in found if one.about and one.about != PRIVATE}
    said = _said_signs(signs, newsroom, program) if signs else frozenset()
    shown: frozenset[str] = frozenset()
    if any(one.about == PRIVATE for one in found):
        shown = _shown_files(newsroom)
    for one in found:
        if one.about == PRIVATE:
            if one.path in shown:
                continue
        elif one.about in said:
            continue
        yield one


def _said_signs(
    signs: Collection[str], newsroom: Newsroom, program: Callable[[], str]
) -> frozenset[str]:
    texts = (words_of(text, newsroom) for text in public_texts(newsroom))
    names = "\n".join(names_of(newsroom.registry))
    said: set[str] = set()
    for words in (names, program(), *texts):
        lowered = words.lower()
        said.update(sign for sign in signs if sign in lowered)
    return frozenset(said)


def _shown_files(newsroom: Newsroom) -> frozenset[str]:
    """Files of all pictures and attachments that public texts use."""
    used = {path for text in public_texts(newsroom) for path in pictures_of(text)}
    made = (picture(newsroom.pictures[path]) for path in used if path in newsroom.pictures)
    renditions = {r.url[1:] for one in made for r in (one.fallback, *one.webp)}
    return frozenset(
        renditions | {attachment_url(path)[1:] for path in newsroom.public_attachments}
    )
