"""What is planned: a page, the kind it is of, and sections of many pages.

A page names its *inputs*: digests of all that its template may be handed. Two builds with equal
inputs give equal bytes, so a page is made only when one of them changed, and the changed one
says why. ``values`` is called only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

from plugins.addresses import Row, feed_of, file_of
from plugins.pages.site import index_link
from plugins.pages.structured import trail
from plugins.pages.views import Link, PageMeta, Site

Values = Mapping[str, object]
Inputs = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True, eq=False)
class PageKind:
    """What all pages of one kind have in common."""

    template: str
    """In ``theme/templates``; a page for readers has one whose name is the kind's."""
    addresses: tuple[Row, ...]
    _: KW_ONLY
    above: tuple[Row, ...] | None = None
    """The indexes in its breadcrumb, the last of which is its section; None: it has neither, and
    empty: it is a section itself."""
    example: str = ""
    """Address of one, in the newsroom of the tests; empty where that has none to look at."""
    is_settled: bool = False
    """Whether a new post hardly ever changes one: its template is compiled when it is asked for."""

    @property
    def name(self) -> str:
        """``post``."""
        return self.template.partition(".")[0]

    def page(self, url: str, inputs: Inputs, values: Callable[[], Values]) -> Page:
        """The page of this kind at ``url``."""
        return Page(self, file_of(url), inputs, values)

    def meta(
        self,
        site: Site,
        url: str,
        title: str,
        description: str,
        *above: Link,
        section: str = "",
        feeds: str = "",
        feeds_name: str = "",
        indexable: bool = True,
    ) -> PageMeta:
        """Head and breadcrumb of the page at ``url``, which stands below ``above``.

        ``section``: the folder of the section it is of, if it is of one. ``feeds`` is the address
        of the list whose feeds it offers, ``feeds_name`` whose news that lists.
        """
        over = [index_link(site, row, section) for row in self.above or ()]
        indexes = [link for link in over if link.url != url]
        within = over[-1].url if over else url
        if not any(link.url == within for link in site.navigation):
            within = over[0].url if over else url
        breadcrumbs = () if self.above is None else (HOME, *indexes, *above)
        return PageMeta(
            kind=self.name,
            url=url,
            title=title,
            description=description,
            section="" if self.above is None else within,
            breadcrumbs=breadcrumbs,
            trail=trail(site, breadcrumbs, title) if breadcrumbs else "",
            indexable=indexable,
            image=site.theme.share.get(within) or site.theme.share.get(""),
            atom=feed_of(feeds, "atom") if feeds else "",
            rss=feed_of(feeds, "rss") if feeds else "",
            feeds_name=feeds_name,
        )


HOME = Link(name="Trang đầu", url="/")


class Page(NamedTuple):
    """One file to write, should any of its inputs have changed."""

    kind: PageKind
    file: str
    """Path in the output."""
    inputs: Inputs
    """What the page depends on beside its template and the site: name for people, digest."""
    values: Callable[[], Values]
    """Makes what the template is handed, ``site`` aside."""


class Section(NamedTuple):
    """Pages that are planned only when something changed in one of them."""

    name: str
    digest: bytes
    """Of all inputs of all its pages: when it is equal, they are."""
    pages: Callable[[], Iterator[Page]]


def numbered(title: str, number: int) -> str:
    """``title`` of a numbered page of a list; as it is for 0."""
    return f"{title} – trang {number}" if number else title
