"""Units, departments and authors: an index of each, a page and more with the news of each one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from plugins import addresses
from plugins.addresses import Row
from plugins.listings import ListPage, list_pages
from plugins.model import Author, Department, DepartmentId, Name, Post, Unit, UnitId
from plugins.pages.edition import Edition
from plugins.pages.feeds import feed_pages
from plugins.pages.keys import digest
from plugins.pages.lists import list_inputs, listing
from plugins.pages.page import Page, PageKind, Values, numbered
from plugins.pages.site import index_link, on_site
from plugins.pages.views import Directory, Letter, Lineage, Link
from plugins.vietnamese import collation, day, initial

DIRECTORY = PageKind(
    "directory.html",
    (addresses.UNITS, addresses.DEPARTMENTS, addresses.AUTHORS, addresses.DOCUMENTS),
    above=(),
    example="/don-vi/",
    is_settled=True,
)
UNIT = PageKind(
    "unit.html",
    (addresses.UNIT, addresses.UNIT_PAGE),
    above=(addresses.UNITS,),
    example="/don-vi/hung-ha/",
)
DEPARTMENT = PageKind(
    "department.html",
    (addresses.DEPARTMENT, addresses.DEPARTMENT_PAGE),
    above=(addresses.DEPARTMENTS,),
    example="/phong/phong-15/",
)
AUTHOR = PageKind(
    "author.html",
    (addresses.AUTHOR, addresses.AUTHOR_PAGE),
    above=(addresses.AUTHORS,),
    example="/tac-gia/viet-hung/",
)


def pages(edition: Edition) -> Iterator[Page]:
    """Of the agency; of authors only those who have signed something readers can read."""
    registry = edition.newsroom.registry
    yield directory(edition, addresses.UNITS, unit_directory(edition), "Các đơn vị có tin")
    for unit in registry.units.values():
        posts, home = edition.by_unit.get(unit.id, ()), addresses.UNIT.at(id=unit.id)
        lineage = unit_lineage(edition, unit)
        yield from _owned(edition, UNIT, home, posts, lineage, lineage.name, unit.id)
        yield from feed_pages(edition, posts, lineage.name, home)
    departments = department_directory(edition)
    yield directory(edition, addresses.DEPARTMENTS, departments, "Các phòng có tin")
    alike = namesakes(edition)
    for one in registry.departments.values():
        posts, home = edition.by_department.get(one.id, ()), addresses.DEPARTMENT.at(id=one.id)
        lineage = department_lineage(edition, one)
        title = f"{lineage.name} – {alike[one.id]}" if one.id in alike else lineage.name
        yield from _owned(edition, DEPARTMENT, home, posts, lineage, title, one.id)
        yield from feed_pages(edition, posts, title, home)
    yield directory(edition, addresses.AUTHORS, author_directory(edition), "Những người viết tin")
    for author in registry.authors.values():
        if author.id in edition.by_author:
            posts, home = edition.by_author[author.id], addresses.AUTHOR.at(id=author.id)
            lineage = author_lineage(edition, author)
            title = f"{lineage.name} ({lineage.full})" if lineage.full else lineage.name
            yield from _owned(edition, AUTHOR, home, posts, lineage, title)


def directory(edition: Edition, row: Row, directory: Directory, about: str) -> Page:
    """The index at ``row``."""
    site, url = edition.site, row.at()
    title, description = index_link(site, row).name, f"{about} {on_site(site)}."
    meta = DIRECTORY.meta(site, url, title, description)
    inputs = (("danh mục", digest(repr(directory))),)
    return DIRECTORY.page(url, inputs, lambda: {"page": meta, "directory": directory})


def _owned(
    edition: Edition,
    kind: PageKind,
    home: str,
    posts: Sequence[Post],
    lineage: Lineage,
    title: str,
    owner: UnitId | DepartmentId = "",
) -> Iterator[Page]:
    """The list of ``posts`` at ``home``; ``owner`` tells its own news from its predecessors'.

    ``title``: the name, told apart from others of the same name.
    """
    about = (lineage.full if title == lineage.name else "") or title

    def values(page: ListPage) -> Values:
        above = (Link(name=lineage.name, url=home),) if page.number else ()
        meta = kind.meta(
            edition.site,
            page.url,
            numbered(title, page.number),
            f"{edition.site.name}: {about}.",
            *above,
            indexable=page.number == 0,
            feeds=home if owner else "",
            feeds_name=title,
        )
        return {"page": meta, "listing": listing(edition, page, owner), "lineage": lineage}

    named = ("phả hệ và tên gọi", digest(repr(lineage), title))
    for page in list_pages(posts, home):
        yield kind.page(page.url, (*list_inputs(edition, page), named), partial(values, page))


def span(since: date | None, until: date | None) -> str:
    """``từ 1/7/2025``, ``đến 30/6/2025``, ``từ … đến …``; empty when open both ways."""
    parts = [f"từ {day(since)}"] if since else []
    if until:
        parts.append(f"đến {day(until)}")
    return " ".join(parts)


def unit_lineage(edition: Edition, unit: Unit) -> Lineage:
    """Where ``unit`` stands in the agency and in time."""
    registry, link = edition.newsroom.registry, edition.owner_link
    below = [registry.units[child] for child in registry.children(unit.id)]
    departments = [registry.departments[one] for one in registry.departments_of(unit.id)]
    units = _sorted(link(child, _ended(child)) for child in below)
    return _lineage(edition, unit, unit.parent, (*_sorted(map(link, departments)), *units))


def department_lineage(edition: Edition, department: Department) -> Lineage:
    """Where ``department`` stands: its unit, what it was and what continues it."""
    return _lineage(edition, department, department.unit)


def _lineage(
    edition: Edition, one: Unit | Department, parent: UnitId | None, below: tuple[Link, ...] = ()
) -> Lineage:
    registry, link = edition.newsroom.registry, edition.owner_link
    known: Mapping[str, Unit | Department]
    known = registry.units if isinstance(one, Unit) else registry.departments
    before = [known[former] for former in registry.predecessors(one.id)]
    return Lineage(
        name=one.names[-1].text,
        full=one.names[-1].full,
        span=span(one.since, one.until),
        former=_former(one.names),
        parent=link(registry.units[parent]) if parent else None,
        children=below,
        predecessors=tuple(link(former, _ended(former)) for former in before),
        successors=tuple(link(known[heir]) for heir in one.successors),
        ending=one.ending.value if one.ending else "",
    )


def author_lineage(edition: Edition, author: Author) -> Lineage:
    """Who signs so, and which others of the same name must not be taken for them."""
    registry = edition.newsroom.registry
    homonyms = [
        registry.authors[one] for one in registry.homonyms(author.id) if one in edition.by_author
    ]
    return Lineage(
        name=author.name,
        full=author.note if homonyms else "",
        span="",
        former=(),
        parent=None,
        children=(),
        predecessors=(),
        successors=(),
        ending="",
        people=tuple(edition.author_link(one, tell_apart(edition, one)) for one in homonyms),
    )


def unit_directory(edition: Edition) -> Directory:
    """All units A–Z by place name, those that have ended apart."""
    units = edition.newsroom.registry.units.values()
    return Directory(
        groups=_by_letter(
            (edition.newsroom.registry.sort_name(unit), edition.owner_link(unit))
            for unit in units
            if unit.until is None
        ),
        ended=tuple(
            edition.owner_link(unit, _ended(unit))
            for unit in sorted(
                (unit for unit in units if unit.until is not None),
                key=lambda unit: collation(edition.newsroom.registry.sort_name(unit)),
            )
        ),
    )


def department_directory(edition: Edition) -> Directory:
    """All departments in order, those that have ended apart."""
    departments = sorted(
        edition.newsroom.registry.departments.values(),
        key=lambda department: collation(department.names[-1].text),
    )
    alive = tuple(edition.owner_link(d) for d in departments if d.until is None)
    return Directory(
        groups=(Letter(letter="", links=alive),) if alive else (),
        ended=tuple(edition.owner_link(d, _ended(d)) for d in departments if d.until),
    )


def author_directory(edition: Edition) -> Directory:
    """Those who have signed something readers can read, A–Z by given name, as people are called."""
    registry = edition.newsroom.registry
    return Directory(
        groups=_by_letter(
            (
                _given_first(registry.authors[author].name),
                edition.author_link(
                    registry.authors[author],
                    tell_apart(edition, registry.authors[author])
                    if registry.homonyms(author)
                    else "",
                ),
            )
            for author in edition.by_author
        ),
        ended=(),
    )


def front_units(edition: Edition) -> tuple[Link, ...]:
    """The units below the agency, A–Z by place."""
    registry = edition.newsroom.registry
    units = sorted(
        (registry.units[child] for child in registry.children(edition.settings.agency)),
        key=lambda unit: collation(edition.newsroom.registry.sort_name(unit)),
    )
    ends = {unit.until for unit in units}
    return tuple(edition.owner_link(unit, _ended(unit) if len(ends) > 1 else "") for unit in units)


def _ended(one: Unit | Department) -> str:
    return f"đến {day(one.until)}" if one.until else ""


def _former(names: Sequence[Name]) -> tuple[Link, ...]:
    return tuple(Link(name=n.text, url="", note=span(n.since, n.until)) for n in names[:-1])


def _sorted(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda link: collation(link.name))


def namesakes(edition: Edition) -> dict[DepartmentId, str]:
    """The departments whose name another has too, each with the name of its unit."""
    registry = edition.newsroom.registry
    said = Counter(one.names[-1].text for one in registry.departments.values())
    return {
        one.id: registry.units[one.unit].names[-1].text
        for one in registry.departments.values()
        if said[one.names[-1].text] > 1
    }


def tell_apart(edition: Edition, author: Author) -> str:
    """Which of several authors of one name ``author`` is: as the registry notes, or by place."""
    if author.note:
        return author.note
    registry = edition.newsroom.registry
    places = [registry.departments[d].names[-1].text for d in author.departments]
    places += [registry.units[u].names[-1].text for u in author.units]
    return ", ".join(places)


def _given_first(name: str) -> str:
    """``Nguyễn Văn Tú`` under T: Vietnamese indexes go by given name, then by the rest."""
    family, _, given = name.rpartition(" ")
    return f"{given} {family}".strip()


def _by_letter(entries: Iterable[tuple[str, Link]]) -> tuple[Letter, ...]:
    ordered = sorted(entries, key=lambda entry: (collation(entry[0]), entry[1].url))
    return tuple(
        Letter(letter=letter, links=tuple(link for _, link in group))
        for letter, group in groupby(ordered, key=lambda entry: initial(entry[0]))
    )
