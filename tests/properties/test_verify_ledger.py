"""A ledger has no doubt only when judging every file again would find nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace as replaced

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desk.verify.facts import Facts, FileKind, Use
from desk.verify.ledger import Ledger
from desk.verify.whole import Expected, judge
from tests.support.long import examples

POSTS = [f"tin-hoat-dong/2026/{name}.html" for name in "abcd"]
OLD = "detail/1/cu.html"
PHOTO = "anh/p.jpg"
FEED = "tin-hoat-dong/a.xml"
ASIDE = "phong/x.html"
Site = dict[str, Facts]


def page(path: str, links: tuple[str, ...], **more: object) -> Facts:
    common = {"heading": path, "canonical": path, "ids": ("noi-dung",)}
    return file(path, FileKind.PAGE, (*links, f"{path}#noi-dung"), **{**common, **more})


def file(path: str, kind: FileKind, links: tuple[str, ...] = (), **more: object) -> Facts:
    facts = Facts(path=path, kind=kind, sha256=f"{hash(path) % 2**256:064x}", size=9)
    return replace(facts, links=links, lines=tuple(range(1, len(links) + 1)), **more)


def whole(posts: list[str], gone: list[str], *, split: bool) -> tuple[Site, Expected]:
    """A site with nothing wrong of which each of ``posts`` and ``gone`` is a page."""
    photo = Use(file=PHOTO, width=300, height=200, line=1)
    listed = ("index.html", *posts)
    maps = {"sitemap-1.xml": listed[:2], "sitemap-2.xml": listed[2:]} if split else {}
    files = [
        page("index.html", (*posts, f"{posts[0]}#muc", PHOTO, FEED, f"{ASIDE}#noi-dung")),
        page("404.html", ("index.html",), indexable=False),
        page(ASIDE, (), indexable=False),
        *(page(p, ("index.html", PHOTO), ids=("noi-dung", "muc"), uses=(photo,)) for p in posts),
        *(page(p, ("index.html",), indexable=False) for p in gone),
        page(OLD, (posts[0],), redirect=True, canonical=posts[0]),
        file(PHOTO, FileKind.PICTURE, width=300, height=200),
        file(FEED, FileKind.FEED, (FEED, *posts)),
        file("robots.txt", FileKind.ROBOTS, ("sitemap.xml", *maps)),
        *(file(path, FileKind.SITEMAP, links) for path, links in maps.items()),
        file("sitemap.xml", FileKind.SITEMAP_INDEX, tuple(maps))
        if split
        else file("sitemap.xml", FileKind.SITEMAP, listed),
    ]
    wanted = Expected(
        pages={p: p for p in posts}, gone=frozenset(gone), redirects={OLD: (posts[0],)}
    )
    return {one.path: one for one in files}, wanted


@st.composite
def wholes(draw: st.DrawFn) -> tuple[Site, Expected]:
    posts = draw(st.lists(st.sampled_from(POSTS), min_size=1, unique=True))
    gone = draw(st.lists(st.sampled_from(POSTS), unique=True))
    return whole(posts, [p for p in gone if p not in posts], split=draw(st.booleans()))


def unlinked(one: Facts, place: int) -> Facts:
    links = one.links[:place] + one.links[place + 1 :]
    return replace(one, links=links, lines=one.lines[: len(links)])


def linked(one: Facts, link: str) -> Facts:
    if link in one.links:
        return one
    return replace(one, links=(*one.links, link), lines=(*one.lines, 99))


Spoil = Callable[[Facts], Facts | None]
spoils: list[Spoil] = [
    lambda _one: None,
    lambda one: replace(one, indexable=not one.indexable),
    lambda one: replace(one, redirect=not one.redirect),
    lambda one: replace(one, ids=one.ids[:-1]),
    lambda one: replace(one, ids=()),
    lambda one: replace(one, heading="khác"),
    lambda one: replace(one, canonical="index.html"),
    lambda one: replace(one, width=one.width and 301),
    lambda one: replace(one, uses=tuple(replace(u, height=201) for u in one.uses)),
    lambda one: replace(one, kind=FileKind.OTHER),
    lambda one: replace(one, sha256="ab" * 32),
    lambda one: linked(one, "khong-co.html"),
    lambda one: linked(one, "404.html#khong-co"),
    lambda one: linked(one, "404.html#noi-dung"),
    *(lambda one, link=link: linked(one, link) for link in ("index.html", *POSTS)),
    lambda one: linked(one, f"{one.path}#khong-co"),
    lambda one: linked(one, "sitemap-2.xml"),
    *(lambda one, n=n: unlinked(one, n) if len(one.links) > n else one for n in range(8)),
]


def spoilt(site: Site, path: str, spoil: Spoil) -> Site:
    path = sorted(site)[hash(path) % len(site)] if path not in site else path
    facts = spoil(site[path])
    return {p: f for p, f in {**site, path: facts}.items() if f is not None}


class Kept:
    """A ledger from run to run, as ``desk.verify.memory`` keeps it."""

    def __init__(self) -> None:
        self.columns, self.rows, self.before = None, {}, Expected()
        self.site: Mapping[str, Facts] = {}

    def sure(self, site: Site, wanted: Expected) -> bool:
        ledger = Ledger(wanted, columns=self.columns, before=self.before, kept=self.rows.get)
        for path in self.site.keys() - site.keys():
            ledger.drop(path)
        for path, facts in site.items():
            if self.site.get(path) != facts:
                ledger.take(facts)
        self.rows.update(ledger.rows)
        sure = ledger.sure()
        self.columns, self.before, self.site = ledger.columns(), wanted, site
        assert by_path(ledger.all_facts()) == by_path(site.values())
        return sure


def by_path(facts: Iterable[Facts]) -> dict[str, Facts]:
    found = {}
    for one in facts:
        lines = dict(zip(one.links, one.lines, strict=True))
        found[one.path] = replace(one, links=tuple(sorted(lines)), lines=())
    return found


edits = st.lists(
    st.tuples(
        st.sampled_from(["index.html", "404.html", PHOTO, OLD, "sitemap.xml", *POSTS]),
        st.sampled_from(spoils),
    ),
    min_size=1,
    max_size=2,
)


@settings(max_examples=examples(66), deadline=None)
@given(st.lists(st.tuples(wholes(), edits), min_size=1, max_size=3))
def test_whatever_is_wrong_after_a_change_is_doubted(
    runs: list[tuple[tuple[Site, Expected], list[tuple[str, Spoil]]]],
) -> None:
    kept = Kept()
    for (site, wanted), changes in runs:
        kept.sure(site, wanted)
        assert judge([*site.values()], wanted) == []
        bad = site
        for path, spoil in changes:
            bad = spoilt(bad, path, spoil)
        sure = kept.sure(bad, wanted)
        if judge([*bad.values()], wanted):
            assert not sure
            # Mended, nothing may be forgotten of how it was.
            kept.sure(site, wanted)


@settings(max_examples=examples(33), deadline=None)
@given(wholes(), wholes())
def test_what_is_wanted_otherwise_is_doubted_though_no_file_changed(
    one: tuple[Site, Expected], other: tuple[Site, Expected]
) -> None:
    kept = Kept()
    assert kept.sure(*one)
    site, wanted = one[0], other[1]

    sure = kept.sure(site, wanted)

    assert sure == (judge([*site.values()], wanted) == [])


@settings(max_examples=examples(33), deadline=None)
@given(wholes(), wholes())
def test_a_sound_site_that_follows_a_sound_one_is_hardly_ever_doubted(
    one: tuple[Site, Expected], other: tuple[Site, Expected]
) -> None:
    kept = Kept()
    assert kept.sure(*one)
    assert kept.sure(*other)


@pytest.mark.parametrize("split", [False, True])
def test_each_way_to_spoil_a_sound_site_is_doubted(*, split: bool) -> None:
    site, wanted = whole(POSTS[:3], POSTS[3:], split=split)
    wrong = 0
    for path in site:
        for spoil in spoils:
            kept = Kept()
            assert kept.sure(site, wanted)
            bad = spoilt(site, path, spoil)
            if judge([*bad.values()], wanted):
                wrong += 1
                assert not kept.sure(bad, wanted), path
    assert wrong > 100


def test_a_page_of_no_post_and_an_address_that_is_old_no_more_are_doubted() -> None:
    site, wanted = whole(POSTS[:1], [], split=False)
    more, _ = whole(POSTS[:2], [], split=False)
    for later, wish in ((more, wanted), (site, replaced(wanted, redirects={}))):
        kept = Kept()
        assert kept.sure(site, wanted)
        assert judge([*later.values()], wish)
        assert not kept.sure(later, wish)


def test_a_private_picture_is_found_though_it_has_been_there_before_it_was_private() -> None:
    site, wanted = whole(POSTS[:2], [], split=False)
    kept = Kept()
    assert kept.sure(site, wanted)

    private = {site[PHOTO].sha256: "tin-hoat-dong/2026/x.md"}

    assert not kept.sure(site, replaced(wanted, private_bytes=private))
