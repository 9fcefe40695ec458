"""List pages numbered from the oldest: an old page never changes."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.listings import PER_PAGE, by_day, by_month, list_pages
from plugins.model import Body, Correction, CorrectionKind, Post
from plugins.vietnamese import VIETNAM

START = datetime(2019, 1, 1, 8, tzinfo=VIETNAM)
BODY = Body(html="<p>Tin.</p>", text="Tin.")


def posts(count):
    return [
        Post(
            path=f"tin-hoat-dong/2019/tin-{n:04}.md",
            title=f"Tin {n}",
            date=START + timedelta(hours=7 * n),
            body=BODY,
        )
        for n in range(count)
    ]


def test_a_list_that_fits_on_one_page_has_no_numbered_pages():
    (only,) = list_pages(posts(PER_PAGE), "/tin-hoat-dong/")
    assert (only.number, only.older, only.newer) == (0, "", "")


def test_an_empty_list_is_still_a_page():
    (only,) = list_pages([], "/tin-hoat-dong/")
    assert only.posts == ()


def test_page_one_holds_the_first_posts_ever_and_the_bare_address_the_newest():
    pages = {page.number: page for page in list_pages(posts(45), "/tin-hoat-dong/")}
    assert [p.title for p in pages[1].posts] == [f"Tin {n}" for n in range(19, -1, -1)]
    assert [p.title for p in pages[0].posts] == [f"Tin {n}" for n in range(44, 24, -1)]
    assert pages[0].older == "/tin-hoat-dong/trang-2.html"
    assert (pages[1].older, pages[1].newer) == ("", "/tin-hoat-dong/trang-2.html")
    assert (pages[3].older, pages[3].newer) == ("/tin-hoat-dong/trang-2.html", "/tin-hoat-dong/")


@given(st.integers(0, 130))
@settings(max_examples=40)
def test_every_post_is_reached_by_going_to_older_pages_from_the_newest(count):
    pages = {page.number: page for page in list_pages(posts(count), "/x/")}
    addresses = {f"/x/trang-{n}.html" if n else "/x/": page for n, page in pages.items()}
    seen, at = set(), "/x/"
    while at:
        seen.update(post.path for post in addresses[at].posts)
        at = addresses[at].older
    assert len(seen) == count


@given(st.integers(21, 130))
@settings(max_examples=40)
def test_one_more_post_changes_at_most_the_newest_two_numbered_pages(count):
    before = {page.number: page for page in list_pages(posts(count), "/x/")}
    after = {page.number: page for page in list_pages(posts(count + 1), "/x/")}
    changed = {n for n in before if n and before[n] != after[n]}
    assert changed <= {max(before) - 1, max(before)}
    assert len(changed) <= 1


@given(st.integers(1, 90), st.data())
@settings(max_examples=40)
def test_a_withdrawn_post_keeps_its_place_on_numbered_pages_and_has_none_among_the_newest(
    count, data
):
    before = posts(count)
    gone = data.draw(st.sets(st.integers(0, count - 1), max_size=count))
    note = Correction(date=START, kind=CorrectionKind.WITHDRAWAL, note="Đăng nhầm.")
    after = [replace(p, corrections=(note,)) if n in gone else p for n, p in enumerate(before)]

    lists = zip(list_pages(before, "/x/"), list_pages(after, "/x/"), strict=True)

    (_, newest), *numbered = lists
    shown = [post for post in after if post.withdrawal is None]
    assert newest.posts == tuple(reversed(shown[-PER_PAGE:]))
    for old, new in numbered:
        assert [post.path for post in old.posts] == [post.path for post in new.posts]
        assert (old.older, old.newer) == (new.older, new.newer)


def test_posts_are_cut_where_the_day_and_the_month_change():
    some = posts(10)
    assert [len(group) for group in by_day(some)] == [3, 3, 4]
    assert [(year, month) for year, month, _ in by_month(posts(120))] == [(2019, 1), (2019, 2)]
