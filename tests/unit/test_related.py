"""Related news, rule by rule, on archives small enough to see whole."""

import os
import sqlite3
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.elsewhere import over_the_cores
from plugins.model import Name
from plugins.pages.related import words
from plugins.related import (
    Candidate,
    Reason,
    ReasonKind,
    Relations,
    batch,
    changes,
    choosing,
    related,
    relations,
)
from plugins.related.choosing import Archive
from plugins.related.reasons import Reasons
from plugins.vietnamese import VIETNAM
from plugins.words.phrases import pairs_of, read
from plugins.words.terms import SCALE
from tests.support.related import let_few_tell

START = datetime(2021, 3, 15, 8, 19, tzinfo=VIETNAM)

DIGITISING = (
    "Đơn vị số hóa hồ sơ vụ án ma túy, lập chỉ mục tài liệu và đọc lại từng trang mục lục, "
    "từng chỉ mục tài liệu."
)
RECEIVING = "Phòng bố trí trụ sở tiếp công dân, phân loại đơn khiếu nại và trả lời đơn khiếu nại."
PLANTING = "Đoàn viên trồng cây xoan, tưới cây xoan và dựng hàng rào tre quanh vườn ươm."


def post(name, title="", *, days=0, **facts):
    """A post some days after the start; its title says nothing unless one is given."""
    date = START + timedelta(days=days)
    return Candidate(path=name, title=title, date=date, digest=b"", **facts)


def lists(posts, texts=None, **options):
    given = texts or {}
    return related(posts, lambda path: given.get(path, ""), **options)


def paths(posts, name, texts=None, **options):
    return [suggestion.path for suggestion in lists(posts, texts, **options)[name]]


def said_of(posts, name, texts=None):
    units = {"hung-ha": "VKSND huyện Hưng Hà"}
    departments = {"phong-15": "Phòng 15"}
    return [
        words(s.reasons, units.__getitem__, departments.__getitem__)
        for s in lists(posts, texts)[name]
    ]


def kinds(posts, name, texts=None):
    return [s.reasons[0].kind for s in lists(posts, texts)[name]]


# --- what ties two posts --------------------------------------------------------


def test_texts_on_one_topic_belong_together_whatever_their_titles():
    posts = [post("a", "Tin đầu tuần"), post("b", "Bản tin", days=200), post("c", days=1)]
    texts = {"a": DIGITISING, "b": DIGITISING[30:] + RECEIVING, "c": PLANTING}
    assert paths(posts, "a", texts)[0] == "b"
    assert said_of(posts, "a", texts)[0].startswith("cùng chủ đề: ")


def test_tones_may_stand_on_either_vowel():
    posts = [
        post("a", "VKSND huyện Hưng Hà số hóa hồ sơ lưu trữ"),
        post("b", "PHÒNG 15 SỐ HOÁ HỒ SƠ LƯU TRỮ", days=200),
        post("c", "Trồng cây đầu xuân", days=1),
    ]
    assert paths(posts, "a")[0] == "b"
    assert said_of(posts, "a")[0] == "cùng chủ đề: số hóa hồ sơ lưu trữ"


def test_a_shared_document_makes_related_what_words_do_not():
    document = "Kế hoạch 21/KH-VKSTB"
    posts = [
        post("a", "Số hóa hồ sơ", documents=(document,)),
        post("c", "Trồng cây xoan", documents=("609/VKSTC-VP", document), days=40),
        post("d", "Tiếp công dân", days=1),
    ]
    assert paths(posts, "a")[0] == "c"
    assert said_of(posts, "a")[0] == "cùng văn bản: Kế hoạch 21/KH-VKSTB"


def test_more_shared_documents_count_for_more():
    posts = [
        post("a", documents=("x", "y")),
        post("one", documents=("x",), days=1),
        post("two", documents=("y", "x"), days=2),
    ]
    assert paths(posts, "a") == ["two", "one"]


def test_of_two_texts_as_near_that_of_the_same_unit_comes_first():
    text = "Tập huấn kỹ năng lập chỉ mục tài liệu lưu trữ"
    posts = [
        post("a", text, lineages=("hung-ha",)),
        post("b", "Kỹ năng lập chỉ mục: bưởi chanh", lineages=("hung-ha",), days=9),
        post("c", "Kỹ năng lập chỉ mục: dừa khế", lineages=("vu-thu",), days=1),
    ]
    assert paths(posts, "a") == ["b", "c"]


def test_a_unit_alone_does_not_make_two_posts_related():
    posts = [
        post("a", "Số hóa", lineages=("hung-ha",)),
        post("b", "Trồng cây xoan", lineages=("hung-ha",)),
    ]
    assert kinds(posts, "a") == [ReasonKind.RECENT]
    assert said_of(posts, "a") == ["tin cùng thời gian của VKSND huyện Hưng Hà"]


def test_news_of_all_units_is_news_of_none_in_particular():
    eight = ("hung-ha", *(f"u{i}" for i in range(7)))
    text = "Tập huấn kỹ năng lập chỉ mục tài liệu"
    posts = [
        post("a", text, lineages=("hung-ha",)),
        post("all", "Kỹ năng lập chỉ mục: dừa khế", lineages=eight, days=1),
        post("own", "Kỹ năng lập chỉ mục: bưởi chanh", lineages=("hung-ha",), days=90),
    ]
    assert paths(posts, "a") == ["own", "all"]


def test_everyday_words_tie_nothing():
    common = "Hội nghị tổ chức thực hiện kế hoạch công tác của các đơn vị"
    posts = [post("a", common), post("b", common, days=1)]
    assert kinds(posts, "a") == [ReasonKind.RECENT]


def test_of_equals_the_nearer_in_time_comes_first_then_the_earlier():
    title = "Phòng chống đuối nước {}"
    posts = [post("m", title.format("trẻ"), days=100)]
    posts += [
        post(name, title.format("hè"), days=days, lineages=())
        for name, days in (("far", 0), ("z-earlier", 60), ("a-later", 140))
    ]
    found = related(posts, lambda path: {"m": "", "far": "xa"}.get(path, ""))["m"]
    assert found[0].path == "z-earlier"


# --- what a list may hold -------------------------------------------------------


def twins(count, **facts):
    """Posts of one topic, none near enough to be the same text."""
    extra = ["bưởi", "chanh", "dừa", "khế", "lựu", "mận", "nhãn", "ổi", "quýt", "sấu"]
    return [
        post(f"t{i}", f"Giám định tư pháp {(extra[i] + ' ') * 3}{extra[-i - 1]}", days=i, **facts)
        for i in range(count)
    ]


def test_a_post_never_relates_to_itself_even_when_it_pins_itself():
    posts = [post("a", pin=("a",)), post("b", days=1)]
    assert paths(posts, "a") == ["b"]


def test_at_most_two_of_a_list_are_by_one_author():
    posts = twins(6, authors=("viet-hung",))
    posts.append(post("n", "Giám định tư pháp đào tơ", authors=("minh-ngoc",)))
    found = paths(posts, "t0")
    assert "n" in found
    assert len(found) == 3


def test_near_duplicates_are_shown_once():
    posts = [
        post("me", "Giám định tư pháp hôm nay"),
        post("one", DIGITISING + " Giám định tư pháp", days=3),
        post("again", DIGITISING + " Giám định tư pháp nhé", days=1),
        post("other", "Giám định tư pháp: vướng mắc", days=30),
    ]
    assert len({"one", "again"} & set(paths(posts, "me"))) == 1
    assert "other" in paths(posts, "me")


def test_a_reprint_is_not_shown_beside_its_own_text():
    posts = [
        post("me", DIGITISING),
        post("copy", DIGITISING, days=1),
        post("kin", "Số hóa hồ sơ vụ án ma túy", days=2),
    ]
    assert paths(posts, "me") == ["kin"]


def test_two_printings_of_one_story_alone_in_the_archive_show_each_other():
    posts = [post("a", DIGITISING), post("b", DIGITISING, days=1)]
    assert paths(posts, "a") == ["b"]


def test_pins_come_first_in_their_order_and_say_so():
    posts = [
        post("a", "Tiếp công dân", pin=("p2", "not-published", "p1", "p2")),
        post("b", "Lịch tiếp công dân tháng tới", days=1),
        post("p1", days=900),
        post("p2", days=800),
    ]
    assert paths(posts, "a")[:2] == ["p2", "p1"]
    assert said_of(posts, "a")[:2] == ["Biên tập chọn", "Biên tập chọn"]


def test_pins_count_among_an_authors_two():
    posts = twins(5, authors=("viet-hung",))
    posts[0] = replace(posts[0], pin=("t1", "t2"), authors=())
    assert paths(posts, "t0") == ["t1", "t2"]


def test_a_ban_holds_in_the_list_of_the_one_who_banned_and_in_no_other():
    posts = twins(3)
    posts[0] = replace(posts[0], ban=("t1",), pin=("t1",))
    assert paths(posts, "t0") == ["t2"]
    assert set(paths(posts, "t1")) == {"t0", "t2"}


def test_a_sensitive_post_neither_shows_nor_appears_unless_pinned():
    posts = twins(4)
    posts[1] = replace(posts[1], sensitive=True, pin=("t2",))
    posts[2] = replace(posts[2], pin=("t1",))
    posts[3] = replace(posts[3], sensitive=True)
    assert paths(posts, "t0") == ["t2"]
    assert paths(posts, "t1") == ["t2"]
    assert paths(posts, "t2") == ["t1", "t0"]
    assert paths(posts, "t3") == []


def test_the_limit_is_kept_by_pins_and_all():
    posts = twins(9)
    posts[0] = replace(posts[0], pin=("t3", "t4", "t5"))
    assert paths(posts, "t0")[:3] == ["t3", "t4", "t5"]
    assert len(paths(posts, "t0")) == 5
    assert paths(posts, "t0", limit=2) == ["t3", "t4"]
    assert paths(posts, "t0", limit=0) == []


# --- when too few are related ---------------------------------------------------


def test_a_short_list_is_filled_to_three_with_kin_near_in_time_then_with_anything_near():
    posts = [
        post("a", department="phong-15", days=100),
        post("near", days=101),
        post("nearer", days=100),
        post("kin", department="phong-15", days=50),
        post("older", days=10),
    ]
    assert paths(posts, "a") == ["kin", "nearer", "near"]
    assert said_of(posts, "a") == [
        "tin cùng thời gian của Phòng 15",
        "tin cùng thời gian",
        "tin cùng thời gian",
    ]


def test_three_related_are_enough():
    posts = twins(4) + [post(f"x{i}", days=i) for i in range(4)]
    assert sorted(paths(posts, "t0")) == ["t1", "t2", "t3"]


def test_an_archive_of_one_or_none():
    assert lists([]) == {}
    assert lists([post("a")]) == {"a": ()}


# --- texts ----------------------------------------------------------------------


def test_a_vector_has_the_length_of_every_vector():
    vector = read("Số hóa hồ sơ", DIGITISING).vector()
    assert SCALE**2 * 0.95 < sum(weight**2 for weight in vector.values()) <= SCALE**2


def test_a_pair_is_not_the_pair_reversed():
    one, other = read("xoan khế", "").vector(), read("khế xoan", "").vector()
    assert len(one.keys() & other.keys()) == 2
    assert len(one) == 3


def phrases_of(text):
    return [line.strip() for line in text.phrases.decode().split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("Ký quy chế phối hợp với Công an", ["ký quy chế phối hợp", "công an"]),
        ("Thái Bình: Kiểm sát viên dự hội thi", ["kiểm sát viên dự hội thi"]),
        ("Trồng cây, tưới cây xoan", ["trồng cây", "tưới cây xoan"]),
        ("Đội trồng cây Hưng Hà dựng vườn ươm", ["đội trồng cây", "dựng vườn ươm"]),
        ("Cụm thi đua số 1 trồng cây", ["cụm thi đua", "trồng cây"]),
        ("TRỒNG CÂY ĐẦU XUÂN", ["trồng cây đầu xuân"]),
        ("Tổ chức tại tỉnh", []),
        ("", []),
        ("… 15/3/2021 !", []),
    ],
)
def test_the_phrases_of_a_title(title, phrases):
    assert phrases_of(read(title, "")) == phrases


def test_a_body_says_only_what_it_says_twice():
    assert phrases_of(read("", PLANTING)) == ["cây xoan"]


def told(one, other):
    """What a post titled ``one`` is told to share with one titled ``other``."""
    texts = [read(one, ""), read(other, "")]
    archive = Archive({0: post("a"), 1: post("b")}, texts.__getitem__)
    teller = Reasons(archive, texts.__getitem__, lambda _: True)._teller(0)
    return teller.both(texts[1], pairs_of(texts[1]))


def test_a_phrase_is_told_with_its_words_whole():
    assert told("nội dung quy chế phối hợp", "nội dung quy chế mới") == "nội dung quy chế"
    assert told("tổng kết vườn ươm", "sơ kết vườn ươm") == "vườn ươm"


def test_folded_alike_is_not_said_alike():
    assert told("cơ sở kết nghĩa", "sơ kết nghĩa vụ") != "sở kết nghĩa"
    assert told("vườn xoan", "vượn xoan") == ""


@settings(max_examples=60)
@given(st.text(), st.text())
def test_any_text_can_be_read(title, body):
    text = read(title, body)
    vector = text.vector()
    assert all(weight <= SCALE for weight in vector.values())
    assert all(len(phrase.split(" ")) > 1 for phrase in phrases_of(text))


# --- words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (Reason(kind=ReasonKind.DEPARTMENT, key="d"), "cùng phòng: Phòng 15"),
        (Reason(kind=ReasonKind.UNIT, key="u"), "cùng đơn vị: VKSND huyện Hưng Hà"),
        (
            Reason(kind=ReasonKind.TOPIC, key="trồng cây, vườn ươm"),
            "cùng chủ đề: trồng cây, vườn ươm",
        ),
        (Reason(kind=ReasonKind.TOPIC), "nội dung gần nhau"),
        (Reason(kind=ReasonKind.AUTHOR, key="viet-hung"), "cùng tác giả"),
        (Reason(kind=ReasonKind.RECENT), "tin cùng thời gian"),
    ],
)
def test_each_reason_is_one_short_line(reason, line):
    unit, department = Name(text="VKSND huyện Hưng Hà"), Name(text="Phòng 15")
    assert words([reason], lambda _: unit.text, lambda _: department.text) == line


def test_near_in_time_in_one_unit_names_the_unit():
    reasons = [Reason(kind=ReasonKind.RECENT), Reason(kind=ReasonKind.UNIT, key="u")]
    assert words(reasons, str.upper, str.lower) == "tin cùng thời gian của U"


def test_no_reason_no_words():
    assert words([], str, str) == ""


# --- what is kept between builds ------------------------------------------------

ARCHIVE = [
    post(f"p{i:02}", ("Số hóa hồ sơ", "Tiếp công dân", "Trồng cây xoan")[i % 3], days=i)
    for i in range(40)
]


def text_of(path):
    return (DIGITISING, RECEIVING, PLANTING)[int(path[1:]) % 3] + f" Lần {path}."


def all_of(found):
    return {path: found.get(path) for path in found}


def updated(file, posts, text=text_of):
    index = Relations(file)
    found = all_of(index.update(signed(posts), text))
    index.keep()
    return found


def signed(posts):
    plain = [replace(p, digest=b"") for p in posts]
    return [replace(p, digest=f"{p!r}".encode()) for p in plain]


def test_only_new_texts_are_read_again(tmp_path):
    asked = []

    def asking(path):
        asked.append(path)
        return text_of(path)

    file, posts = tmp_path / "related.sqlite", signed(ARCHIVE)
    updated(file, posts[:-1], asking)
    assert len(asked) == 39
    asked.clear()
    assert updated(file, posts, asking) == related(posts, text_of)
    assert asked == ["p39"]
    asked.clear()
    assert updated(file, posts, asking) == related(posts, text_of)
    assert asked == []


def test_a_digest_tells_what_readers_see(tmp_path):
    index, posts = Relations(tmp_path / "related.sqlite"), signed(ARCHIVE)
    before = index.update(posts, text_of)
    digests = {path: before.digest(path) for path in before}
    assert len(digests) == 40
    assert before.digest("stranger") == b""
    assert before.get("stranger") == ()
    after = index.update([*posts, *signed([post("p52", "Tiếp công dân", days=39)])], text_of)
    changed = {p for p in digests if after.digest(p) != digests[p]}
    assert changed
    assert changed == {p for p in digests if before.get(p) != after.get(p)}


@pytest.mark.parametrize("harm", ["cut", "foreign", "empty", "rows", "gone-rows", "other-code"])
def test_a_harmed_file_costs_time_and_nothing_else(tmp_path, harm, monkeypatch):
    file, posts = tmp_path / "related.sqlite", signed(ARCHIVE)
    updated(file, posts[:-1])
    if harm == "cut":
        os.truncate(file, file.stat().st_size // 2)
    elif harm == "foreign":
        file.write_bytes(b"not a database" * 999)
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "other-code":
        monkeypatch.setattr("plugins.memory.maker", lambda: "other")
    else:
        with sqlite3.connect(file) as db:
            for table in ("whole", "entries", "posts", "buckets", "lists"):
                if harm == "rows":
                    db.execute(f"UPDATE {table} SET c0 = x'00'")
                else:
                    db.execute(f"DELETE FROM {table}")
        db.close()
    assert updated(file, posts) == related(posts, text_of)
    assert updated(file, posts) == related(posts, text_of)


def test_lists_lost_after_the_update_are_worked_out_again(tmp_path):
    file, posts = tmp_path / "related.sqlite", signed(ARCHIVE)
    updated(file, posts)
    index = Relations(file)
    found = index.update(posts, text_of)
    with sqlite3.connect(file) as db:
        db.execute("DELETE FROM lists")
    db.close()
    assert all_of(found) == related(posts, text_of)


def test_a_place_that_cannot_be_written_keeps_nothing_and_harms_nothing(tmp_path):
    file = tmp_path / "folder"
    file.mkdir()
    assert updated(file, ARCHIVE) == related(ARCHIVE, text_of)
    assert updated(None, ARCHIVE) == related(ARCHIVE, text_of)


def test_while_another_process_writes_the_lists_are_right_and_its_work_stays(tmp_path):
    file, posts = tmp_path / "related.sqlite", signed(ARCHIVE)
    updated(file, posts[:-1])
    index = Relations(file)
    index._opened()._db.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    assert all_of(index.update(posts, text_of)) == related(posts, text_of)
    other.rollback()
    other.close()
    index.keep()
    assert updated(file, posts[:-1], None) == related(posts[:-1], text_of)


def test_a_change_that_fails_midway_leaves_what_was(tmp_path):
    def failing(path):
        raise OSError(path)

    file, posts = tmp_path / "related.sqlite", signed(ARCHIVE)
    updated(file, posts[:-1])
    index = Relations(file)
    with pytest.raises(OSError, match="p39"):
        index.update(posts, failing)
    index.keep()
    assert updated(file, posts[:-1], None) == related(posts[:-1], text_of)


@pytest.mark.parametrize("table", ["entries", "posts", "buckets", "lists"])
def test_a_row_that_is_lost_or_harmed_is_never_believed(tmp_path, table):
    posts = signed(ARCHIVE)
    for harm in ("UPDATE {} SET c0 = x'00'", "DELETE FROM {}"):
        file = tmp_path / f"related-{harm[0]}.sqlite"
        updated(file, posts[:-1])
        with sqlite3.connect(file) as db:
            where = f" WHERE path = (SELECT path FROM {table} ORDER BY path LIMIT 1)"
            db.execute(harm.format(table) + where)
        db.close()
        assert updated(file, posts) == related(posts, text_of)


def test_forked_processes_read_the_same_lists(tmp_path, monkeypatch):
    posts = signed(ARCHIVE)
    expected = related(posts, text_of)
    monkeypatch.setattr(relations, "BATCH", 0)
    monkeypatch.setattr(batch, "over_the_cores", partial(over_the_cores, span=7, worth=20))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    updated(tmp_path / "related.sqlite", posts)
    index = Relations(tmp_path / "related.sqlite")
    found = index.update(posts, text_of)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.write(writer, b"y" if all_of(found) == expected else b"n")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 1) == b"y"
    os.close(reader)
    os.close(writer)
    assert all_of(found) == expected


@pytest.mark.parametrize("days", [0, 13, 17, 19, 20])
def test_a_new_post_between_posts_that_are_all_alike_is_placed_like_in_a_clean_build(days):
    extra = ["chanh", "dừa", "khế", "lựu", "mận", "ổi", "sấu"]
    posts = [post(f"p{i:02}", f"Giám định tư pháp {extra[i % 7]}", days=i) for i in range(20)]
    index = Relations(None)
    index.update(signed(posts), lambda _: "")
    for hour in range(1, 4):
        date = START + timedelta(days=days, hours=hour)
        posts.append(replace(post(f"new{hour}", "Giám định tư pháp xoan"), date=date))
        found = index.update(signed(posts), lambda _: "")
        assert all_of(found) == lists(posts)


def test_an_edited_post_is_met_by_its_old_words_and_its_new_ones():
    posts = [
        post("p", "xoan lựu khế chanh"),
        post("y", "lựu tràm xoan", days=1),
        post("x", "chanh bàng khế", days=2),
    ]
    edited = [*posts[:2], replace(posts[2], title="chanh bàng khế bàng xoan")]
    index = Relations(None)
    for archive in (posts, edited, posts):
        assert all_of(index.update(signed(archive), lambda _: "")) == lists(archive)


@pytest.fixture
def few(monkeypatch):
    """A limit so low that five posts are many; counts are kept of up to twice as many."""
    let_few_tell(monkeypatch, 4)


@pytest.mark.usefixtures("few")
def test_what_more_posts_say_than_the_limit_allows_ties_none_and_is_no_reason():
    posts = twins(4)
    assert kinds(posts, "t0") == [ReasonKind.TOPIC] * 3
    assert said_of(posts, "t0")[0] == "cùng chủ đề: giám định tư pháp"
    assert kinds([*posts, *twins(5)[4:]], "t0") == [ReasonKind.RECENT] * 3


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("first", [3, 4, 5, 8, 9])
def test_lists_follow_a_column_over_the_limit_and_back(first, monkeypatch):
    monkeypatch.setattr(relations, "MANY", 0)
    posts = twins(10)
    index = Relations(None)
    for count in (first, first + 1, 10, first, 4, 3, 6, 2):
        found = index.update(signed(posts[:count]), lambda _: "")
        assert all_of(found) == lists(posts[:count])


@pytest.mark.usefixtures("few")
def test_a_clean_build_of_many_leaves_out_the_same(monkeypatch):
    monkeypatch.setattr(relations, "BATCH", 0)
    posts = [*twins(10), *[post(f"x{i}", "Trồng cây xoan", days=i) for i in range(3)]]
    assert updated(None, posts, lambda _: "") == lists(posts)


def test_where_more_score_alike_than_are_looked_at_first_the_list_is_the_same(monkeypatch):
    monkeypatch.setattr(relations, "BATCH", 0)
    monkeypatch.setattr(batch, "BEST", 3)
    posts = twins(9)
    assert updated(None, posts, lambda _: "") == lists(posts)


def test_a_new_post_is_put_into_lists_that_are_not_chosen_anew(monkeypatch):
    posts = signed(twins(9))
    index = Relations(None)
    before = all_of(index.update(posts[:-1], lambda _: ""))
    anew = []
    monkeypatch.setattr(changes, "choose", lambda *a: anew.append(a[1]) or choosing.choose(*a))
    after = all_of(index.update(posts, lambda _: ""))
    assert after == related(posts, lambda _: "")
    assert [path for path in before if after[path] != before[path]]
    assert anew == [8]
