"""What an answer means, for any bytes; what an address may be, for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.publish.manifest import Entry
from desk.publish.site.asking import Expected, Question
from desk.publish.site.meaning import Answer, Fault, Known, Wrong, judge, release_shown
from desk.publish.site.origin import Origin, read_origin, same_page
from desk.publish.tree import entry_of

HERE = Origin(scheme="https", host="vksnd.example", port=443)
LINES = st.lists(st.sampled_from([b"<p>", b"a", b"<b>a", b"", b"aa"]), min_size=1, max_size=8)
PAGES = LINES.map(b"\n".join)


def wrong(published: bytes, body: bytes) -> Wrong | None:
    question = Question("/a.html", "a.html", Expected.PAGE, entry_of(published))
    known = Known(others={}, published=lambda _: published)
    return judge(question, Answer(status=200, type="text/html", body=body), known)


@given(PAGES)
def test_the_bytes_that_were_published_are_right(page: bytes) -> None:
    assert wrong(page, page) is None


@given(PAGES, st.integers(0, 99), PAGES.filter(bool))
def test_whatever_is_put_in_once_is_told_byte_for_byte(page: bytes, at: int, more: bytes) -> None:
    body = page[:at] + more + page[at:]
    found = wrong(page, body)
    assert found is not None
    assert found.fault is Fault.INJECTED
    assert f" {len(more)} byte ở dòng " in found.message
    line = int(found.message.split("dòng ")[1].split(":")[0])
    assert 1 <= line <= body.count(b"\n") + 1


@given(PAGES, PAGES)
def test_any_other_bytes_are_some_fault_of_content(page: bytes, body: bytes) -> None:
    found = wrong(page, body)
    assert (found is None) == (page == body)
    if found is not None and found.fault is Fault.INJECTED:
        assert len(body) > len(page)
    if found is not None and found.fault is Fault.CUT:
        assert page.startswith(body)


@given(st.text())
def test_any_text_is_an_origin_or_a_sentence(typed: str) -> None:
    found = read_origin(typed)
    assert isinstance(found, str) or read_origin(str(found)) == found


@given(st.text(alphabet="/\\.:?#%@aб\n vksnd.example", max_size=30))
def test_a_redirect_is_followed_to_the_same_page_alone(location: str) -> None:
    onward = same_page(HERE, "/don-vi?x=1", location)
    assert not onward or onward.partition("?")[0].removesuffix("index.html") in {
        "/don-vi",
        "/don-vi/",
    }


FILES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["1", "2", None]), max_size=4)


@given(FILES, FILES)
def test_a_release_is_seen_only_where_all_that_differs_is_its_own(
    theirs: dict[str, str | None], seen: dict[str, str | None]
) -> None:
    entries = {f: Entry(sha256=d, size=1) if d else None for f, d in theirs.items()}
    wrongs = [Wrong(url=f"/{f}", file=f, fault=Fault.CHANGED) for f in seen]
    shown = release_shown(wrongs, {f: d or "" for f, d in seen.items()}, {1: entries})
    is_theirs = bool(seen) and all(f in theirs and theirs[f] == d for f, d in seen.items())
    assert shown == (1 if is_theirs else None)
