"""What an officer is told above the question: reminders, words in and out, what waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.messages import Report, Sentence
from desk.publish.changes import Event, Fate, compare
from desk.publish.manifest import Address, AddressKind, Entry
from desk.publish.notices import edits, reminders, withdrawals
from desk.publish.telling import summary, tell_undone
from desk.publish.undo import Undone
from desk.publish.wording import changed_words, page_lines, page_text
from plugins.content import read_newsroom
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.unpublished import not_published, said_of_unread
from tests.support import small_newsroom as small

# --- words in, words out ------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("họp trong hai ngày", "họp trong ba ngày", "bỏ «hai», thêm «ba»"),
        ("họp", "họp sáng nay", "thêm «sáng nay»"),
        ("họp sáng nay", "họp", "bỏ «sáng nay»"),
        ("", "họp", "thêm «họp»"),
        ("họp", "", "bỏ «họp»"),
        ("họp", "họp", ""),
        ("a b c d e", "x b y d z", "bỏ «a», thêm «x»; bỏ «c», thêm «y»; bỏ «e», thêm «z»"),
        (
            "a b c d e f g h i",
            "1 b 2 d 3 f 4 h 5",
            "bỏ «a», thêm «1»; bỏ «c», thêm «2»; bỏ «e», thêm «3»; và 2 chỗ khác",
        ),
        (
            "x",
            "x " + " ".join(map(str, range(40))),
            "thêm «0 1 2 3 4 5 … 34 35 36 37 38 39»",
        ),
    ],
)
def test_what_an_edit_changed_is_said_in_one_line(before: str, after: str, said: str) -> None:
    assert changed_words(before, after) == said


def test_a_text_of_thousands_of_words_is_compared_in_no_time() -> None:
    old = " ".join(f"a{n}" for n in range(8000))
    new = " ".join(f"b{n}" for n in range(8000))
    assert changed_words(old, new).startswith("bỏ «a0 a1 a2 a3 a4 a5 … a7994")


@given(st.text("ab ", max_size=30), st.text("ab ", max_size=30))
def test_nothing_is_said_exactly_where_no_word_changed(before: str, after: str) -> None:
    assert (changed_words(before, after) == "") == (before.split() == after.split())


PAGE = (
    "<!DOCTYPE html><html><body><nav>Trang đầu</nav><main><article><h1>Tiêu  đề</h1>"
    "<p>Ông <b>Bình</b>, sinh<br>năm 1980.</p><ul><li>một</li><li>hai</li></ul><!-- x -->"
    "</article><aside>Tin khác</aside></main></body></html>"
)


def test_the_words_of_a_page_are_those_of_its_text_alone() -> None:
    assert page_text(PAGE.encode()) == "Tiêu đề Ông Bình , sinh năm 1980. một hai"
    assert page_lines(PAGE.encode()) == "Tiêu đề\nÔng Bình, sinh\nnăm 1980.\nmột\nhai"
    for nothing in (b"", b"<!-- -->"):
        assert page_text(nothing) == page_lines(nothing) == ""


# --- what is said of whom --------------------------------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.make(tmp_path_factory.mktemp("notices"))


@pytest.fixture
def newsroom(root: Path) -> Newsroom:
    return read(root, small.NOW)


def read(root: Path, now: datetime) -> Newsroom:
    newsroom = read_newsroom(root / "content", now).newsroom
    assert newsroom is not None
    return newsroom


def event(path: str, fate: Fate = Fate.NEW, title: str = "Bài") -> Event:
    return Event(fate=fate, title=title, url=f"/{path.removesuffix('.md')}.html")


def remind(path: str, message: str) -> Problem:
    return Problem(path=f"content/{path}", line=5, message=message, severity="advice")


def test_what_is_new_changed_or_waiting_is_reminded_of(newsroom: Newsroom) -> None:
    said = (
        remind(small.EDITED, "a"),
        remind(small.EDITED, "z"),
        remind(small.MOVED, "of another text"),
        remind(small.DRAFT, "of a draft"),
        remind(small.SCHEDULED, "b"),
        Problem(path=f"content/{small.EDITED}", line=1, message="asked", severity="answer"),
    )
    found = reminders(said, newsroom, [event(small.EDITED)])
    assert [p.message for p in found] == ["a", "z", "b"]


OTHER_YEAR = "bài ghi ngày 2/1/2026 nhưng nằm ở thư mục năm 2025; địa chỉ sẽ mang năm 2025 mãi mãi"


def test_a_year_that_is_seldom_meant_is_said(root: Path, tmp_path: Path) -> None:
    other = small.make(tmp_path / "years")
    for path, date in (
        ("tin-hoat-dong/2025/cuoi-nam.md", "2026-01-02 08:00"),
        ("tin-hoat-dong/2027/nam-sau.md", "2027-12-01 08:00"),
    ):
        small.write(other, path, small.post("Bài", date, "Nội dung của bài."))
    newsroom = read(other, small.NOW)

    found = reminders((), newsroom, [event("tin-hoat-dong/2025/cuoi-nam.md")])

    assert [(p.path, p.line, p.message) for p in found] == [
        (
            "content/tin-hoat-dong/2025/cuoi-nam.md",
            3,
            OTHER_YEAR,
        ),
        (
            "content/tin-hoat-dong/2027/nam-sau.md",
            3,
            "bài hẹn đến 1/12/2027, hơn một năm nữa mới đăng; xem lại năm",
        ),
    ]
    assert reminders((), read(root, small.NOW), [event(small.EDITED)]) == ()


def test_each_edit_is_a_line_and_one_without_words_says_so() -> None:
    file = small.EDITED.replace(".md", ".html")
    old, new = PAGE.encode(), PAGE.replace("1980", "1981").encode()
    edited = event(small.EDITED, Fate.EDITED)
    assert list(edits([edited, event(small.MOVED)], {file: old}, {file: new})) == [
        "Sửa «Bài»: bỏ «1980.», thêm «1981.»."
    ]
    assert list(edits([edited], {file: old}, {file: old})) == [
        "Sửa «Bài»: không đổi chữ nào độc giả đọc."
    ]


def test_of_each_address_taken_back_it_is_said_what_readers_see(newsroom: Newsroom) -> None:
    happened = [
        event(small.WITHDRAWN, Fate.WITHDRAWN),
        event(small.MOVED, Fate.LOST),
        event(small.EDITED, Fate.EDITED),
    ]
    assert list(withdrawals(happened, newsroom)) == [
        f"Độc giả mở {happened[0].url} sẽ thấy: tin đã gỡ bỏ, lý do: «Đăng nhầm bản chưa ký.».",
        f"Độc giả mở {happened[1].url} sẽ thấy trang báo không có địa chỉ này.",
    ]


def test_what_is_not_published_is_named_with_why(newsroom: Newsroom) -> None:
    held = {small.EDITED: "còn lỗi", "tin-hoat-dong/2026/khac.md": "còn lỗi"}
    assert not_published(newsroom, held) == (
        "Chưa đăng: 1 bản nháp (Kế hoạch luân chuyển cán bộ quý hai đang được soạn thảo), "
        "1 bài hẹn 09:00 ngày 10/04/2026 (Lễ công bố Quy chế phối hợp mới ban hành giữa hai "
        f"ngành), 2 bài giữ lại vì còn lỗi ({small.EDITED}; tin-hoat-dong/2026/khac.md)."
    )


def test_many_are_counted_and_none_is_silence(root: Path, tmp_path: Path) -> None:
    other = small.make(tmp_path / "many")
    for number in range(9):
        path = f"tin-hoat-dong/2026/nhap-{number}.md"
        small.write(other, path, f"---\ntitle: Nháp {number}\nstatus: draft\n---\n")
    later = small.NOW + timedelta(days=400)
    assert not_published(read(other, later)).endswith(
        "Nháp 0; Nháp 1; Nháp 2; Nháp 3; … và 5 bài khác)."
    )
    (root / "content" / small.DRAFT).unlink()
    assert not_published(read(root, later)) == ""


def test_what_a_rollback_took_back_is_named_as_readers_knew_it() -> None:
    said: list[object] = []
    report = Report(said.append)
    gone = Address(kind=AddressKind.GONE, digest="1")
    had = Address(kind=AddressKind.POST, title="Bài cũ", digest="0")
    tell_undone(Undone(release=4, addresses={"/a.html": gone}), {"/a.html": had}, report)
    tell_undone(Undone(release=5, addresses={}, files=("a", "b")), {}, report)
    texts = [
        "Chú ý: bản 4 đã được lùi lại, mà bản mới lại có 1 thay đổi ấy (Bài cũ).",
        "Chú ý: bản 5 đã được lùi lại, mà bản mới lại có 2 tệp ấy.",
    ]
    assert said == [Sentence(text, is_warning=True) for text in texts]


def test_the_summary_counts_as_the_tables_do() -> None:

    one, two = Entry(sha256="1", size=1), Entry(sha256="2", size=1)
    changes = compare({"a": one, "b": one}, {"a": two, "c": one})
    assert summary(changes, [event(small.EDITED), event(small.MOVED, Fate.EDITED)]) == (
        "bài và trang: 1 mới, 1 sửa; tệp: 1 mới, 1 đổi, 1 bỏ"
    )
    assert summary(changes, []) == "tệp: 1 mới, 1 đổi, 1 bỏ"


def test_what_nobody_reads_is_named_as_far_as_a_sentence_can() -> None:
    assert said_of_unread(()) == ""
    assert said_of_unread(("content/a",)) == (
        "1 tệp hoặc thư mục chưa được đăng vì tên, chỗ hoặc loại (content/a). Xem: invoke check"
    )
    assert "(a, b, c, d, e, …)" in said_of_unread(tuple("abcdef"))
