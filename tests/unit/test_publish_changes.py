"""What changes between two releases, in officers' words; which addresses may not be lost."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.publish.changes import (
    Fate,
    compare,
    events,
    lost,
    promises,
)
from desk.publish.manifest import Address, AddressKind, Entry, Manifest
from plugins.addresses import Kind
from plugins.content import read_newsroom
from plugins.newsroom import Newsroom
from plugins.sections import ONE, table_of_sections
from plugins.vietnamese import VIETNAM
from tests.support import small_newsroom as small

SAME = Entry(sha256="0", size=1)
OTHER = Entry(sha256="1", size=1)
TABLE = table_of_sections(ONE)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("tin-hoat-dong/2021/kiem-tra.html", Kind.POST),
        ("trang/lien-he.html", Kind.STANDING),
        ("don-vi/hung-ha/index.html", Kind.AGENCY),
        ("don-vi/hung-ha/trang-2.html", Kind.AGENCY),
        ("tac-gia/viet-hung/index.html", Kind.AGENCY),
        ("don-vi/hung-ha/atom.xml", Kind.FEED),
        ("sitemap-2021.xml", Kind.FEED),
        ("tim-kiem/2021.json", Kind.SEARCH),
        ("tim-kiem/index.html", Kind.LIST),
        ("index.html", Kind.LIST),
        ("tin-hoat-dong/index.html", Kind.LIST),
        ("tin-hoat-dong/trang-12.html", Kind.LIST),
        ("tin-hoat-dong/luu-tru/2021-03.html", Kind.LIST),
        ("anh/2021/kiem-tra-480.webp", Kind.PICTURE),
        ("theme/newsroom.0.css", Kind.THEME),
        ("detail/954/Kiem-tra.html", Kind.OTHER),
        ("robots.txt", Kind.OTHER),
    ],
)
def test_every_file_is_one_kind_of_thing_to_an_officer(path: str, kind: Kind) -> None:
    assert TABLE.row_of(path).kind is kind


paths = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([SAME, OTHER]))


@settings(max_examples=80, deadline=None)
@given(paths, paths)
def test_doing_the_changes_to_the_old_release_gives_the_new_one(
    old: dict[str, Entry], new: dict[str, Entry]
) -> None:
    changes = compare(old, new)

    made = {p: e for p, e in old.items() if p not in changes.removed}
    made |= {p: new[p] for p in (*changes.new, *changes.changed)}

    assert made == new
    assert bool(changes) == (old != new)
    assert not set(changes.changed) & (set(changes.new) | set(changes.removed))


def test_counts_go_by_kind_and_leave_out_what_does_not_change() -> None:
    changes = compare({"index.html": SAME, "theme/a.css": SAME}, {"index.html": OTHER})

    assert changes.counts(TABLE) == (
        (Kind.LIST, 0, 1, 0),
        (Kind.THEME, 0, 0, 1),
    )


def post(title: str = "Tin", digest: str = "0") -> Address:
    return Address(kind=AddressKind.POST, title=title, digest=digest)


GONE = Address(kind=AddressKind.GONE)
MOVED = Address(kind=AddressKind.REDIRECT, title="Tin")


@pytest.mark.parametrize(
    ("was", "now", "fate"),
    [
        (None, post(), Fate.NEW),
        (post(), post(), None),
        (post(), post(digest="1"), Fate.EDITED),
        (post(), post("Tin khác"), Fate.EDITED),
        (post(), GONE, Fate.WITHDRAWN),
        (GONE, post(), Fate.BACK),
        (post(), MOVED, Fate.MOVED),
        (MOVED, post(), Fate.NEW),
        (post(), None, Fate.LOST),
        (GONE, None, Fate.LOST),
        (MOVED, None, None),
        (None, GONE, None),
        (None, MOVED, None),
    ],
)
def test_what_happens_to_an_address(
    was: Address | None, now: Address | None, fate: Fate | None
) -> None:
    old = {"/a.html": was} if was else {}
    new = {"/a.html": now} if now else {}

    assert [e.fate for e in events(old, new)] == ([fate] if fate else [])


def test_a_withdrawn_post_is_named_by_the_title_readers_knew() -> None:
    (event,) = events({"/a.html": post("Tin cũ")}, {"/a.html": GONE})

    assert event.title == "Tin cũ"


# --- addresses that may not be lost ------------------------------------------------


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    root = small.make(tmp_path_factory.mktemp("promises"))
    found = read_newsroom(root / "content", small.NOW).newsroom
    assert found is not None
    return found


def release(*files: str, **addresses: Address) -> Manifest:
    return Manifest(
        number=1,
        made=datetime(2026, 3, 1, tzinfo=VIETNAM),
        files=dict.fromkeys(files, SAME),
        addresses={url.replace("__", "/"): a for url, a in addresses.items()},
    )


def test_posts_standing_pages_and_old_addresses_are_promised_and_private_texts_are_not(
    newsroom: Newsroom,
) -> None:
    made = promises(newsroom)

    assert made[f"/{small.EDITED[:-3]}.html"].kind is AddressKind.POST
    assert made["/trang/gioi-thieu.html"].kind is AddressKind.STANDING
    assert made["/detail/954/Lich-tiep-cong-dan.html"].kind is AddressKind.REDIRECT
    gone = made[f"/{small.WITHDRAWN[:-3]}.html"]
    assert (gone.kind, gone.title) == (AddressKind.GONE, "")
    assert f"/{small.DRAFT[:-3]}.html" not in made
    assert f"/{small.SCHEDULED[:-3]}.html" not in made


@pytest.mark.parametrize(
    "file",
    [
        "tin-hoat-dong/trang-9.html",
        "don-vi/dong-mau/trang-2.html",
        "tin-hoat-dong/luu-tru/2025-01.html",
        "tin-hoat-dong/luu-tru/2025.html",
        "sitemap-2025.xml",
        "anh/2026/x-480.webp",
        "theme/newsroom.0.css",
        "tac-gia/viet-hung/index.html",
        "don-vi/dong-mau/atom.xml",
        "cua-phan-mo-rong.html",
    ],
)
def test_what_a_list_sheds_or_another_plugin_wrote_may_go(newsroom: Newsroom, file: str) -> None:
    assert lost(release(file), set(), newsroom) == ()


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("don-vi/cu/index.html", "content/registry/units.toml"),
        ("phong/cu/index.html", "content/registry/departments.toml"),
        ("tac-gia/cu/index.html", "content/registry/authors.toml"),
        ("don-vi/index.html", "don-vi/index.html"),
        ("tin-hoat-dong/atom.xml", "tin-hoat-dong/atom.xml"),
    ],
)
def test_what_was_struck_out_or_never_should_vanish_may_not_go(
    newsroom: Newsroom, file: str, path: str
) -> None:
    (problem,) = lost(release(file), set(), newsroom)
    assert problem.path == path


@pytest.mark.parametrize(("path", "key"), [(small.DRAFT, "status"), (small.SCHEDULED, "date")])
def test_a_published_post_that_waits_again_is_named_at_the_line_that_did_it(
    newsroom: Newsroom, path: str, key: str
) -> None:
    text = next(p for p in newsroom.posts if p.path == path)

    (problem,) = lost(release(**{text.url: post()}), set(), newsroom)

    assert (problem.path, problem.line) == (f"content/{path}", text.line_of(key))
    # In the place of its date the line would leave the post without one: the command is named.
    said = problem.message if key == "date" else problem.suggestion
    assert ("invoke withdraw" if key == "date" else "gỡ bỏ") in said


def test_every_lost_address_is_a_problem_of_its_own(newsroom: Newsroom) -> None:
    old = release(**{"/a.html": post(), "/b.html": MOVED, "/c.html": GONE})

    found = lost(old, {"c.html"}, newsroom)

    assert [p.suggestion for p in found] == ['aliases: ["/a.html"]', 'aliases: ["/b.html"]']


OWN = "/detail/954/Lich-tiep-cong-dan.html"
TITLE = "Lịch tiếp công dân tháng 3 năm 2026"


@pytest.mark.parametrize(
    "url",
    [
        OWN,
        "/Default.aspx?id=954",
        "/Default.aspx?id=955",
        "/Default.aspx/?id=954",
        "/%44efault.aspx?id=954",
    ],
)
def test_an_old_address_that_still_leads_to_its_post_is_kept(newsroom: Newsroom, url: str) -> None:
    files = {OWN[1:], "Default.aspx/index.html"}
    old = release(**{url: Address(kind=AddressKind.REDIRECT, title=TITLE)})
    assert lost(old, files, newsroom) == ()


@pytest.mark.parametrize("url", ["/Default.aspx?id=956", "/Default.aspx", "/b%C3%A0i.php?x=1"])
def test_one_of_several_addresses_of_a_page_is_lost_though_the_page_stays(
    newsroom: Newsroom, url: str
) -> None:
    files = {OWN[1:], "Default.aspx/index.html", "bài.php/index.html"}
    old = release(**{url: Address(kind=AddressKind.REDIRECT, title=TITLE)})

    (problem,) = lost(old, files, newsroom)

    assert problem.path == f"content/{small.MOVED}"
    assert problem.line == 5
    assert problem.suggestion == f'aliases: ["{OWN}", "/Default.aspx?id=954", "{url}"]'


def test_a_file_named_by_an_escape_gave_way_to_the_one_a_server_looks_for(
    newsroom: Newsroom,
) -> None:
    assert lost(release("tin-t%E1%BB%A9c.html"), {"tin-tức.html"}, newsroom) == ()


def test_an_edit_of_the_text_changes_the_promise_and_a_neighbour_does_not(
    tmp_path: Path,
) -> None:
    root = small.make(tmp_path)
    before = read_newsroom(root / "content", small.NOW).newsroom
    path = root / "content" / small.EDITED
    path.write_text(path.read_text("utf-8").replace("hai ngày", "ba ngày"), encoding="utf-8")
    after = read_newsroom(root / "content", small.NOW).newsroom
    assert before is not None
    assert after is not None

    assert [e.url for e in events(promises(before), promises(after))] == [
        f"/{small.EDITED[:-3]}.html"
    ]
    assert replace(after, posts=before.posts) != before
