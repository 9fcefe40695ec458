"""Related news, rule by rule, on archives small enough to see whole."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.model import Name
from plugins.related import Candidate, Reason, ReasonKind, affected, related, words
from plugins.related.titles import phrase, read, same_story
from plugins.vietnamese import VIETNAM

START = datetime(2021, 3, 15, 8, 19, tzinfo=VIETNAM)


def post(name, title="", *, days=0, **facts):
    """A post some days after the start; its title says nothing unless one is given."""
    return Candidate(path=name, title=title, date=START + timedelta(days=days), **facts)


def paths(posts, name, **options):
    return [suggestion.path for suggestion in related(posts, **options)[name]]


def first(posts, name):
    return related(posts)[name][0]


def said(posts, name):
    units = {"hung-ha": "VKSND huyện Hưng Hà"}
    departments = {"phong-15": "Phòng 15"}
    return [
        words(s.reasons, units.__getitem__, departments.__getitem__) for s in related(posts)[name]
    ]


# --- what ties two posts --------------------------------------------------------


def test_posts_about_one_unit_belong_together():
    posts = [
        post("a", lineages=("hung-ha",)),
        post("b", lineages=("hung-ha",), days=90),
        post("c", lineages=("vu-thu",), days=1),
        post("d", days=2),
        post("e", days=3),
    ]
    found = first(posts, "a")
    assert found.path == "b"
    assert found.reasons == (Reason(kind=ReasonKind.UNIT, key="hung-ha"),)
    assert found.score == 32
    assert said(posts, "a")[0] == "cùng đơn vị: VKSND huyện Hưng Hà"


def test_a_shared_document_counts_for_more_than_a_shared_unit():
    document = "Kế hoạch 21/KH-VKSTB"
    posts = [
        post("a", lineages=("hung-ha",), documents=(document,)),
        post("b", lineages=("hung-ha",), days=1),
        post("c", documents=("609/VKSTC-VP", document), days=40),
    ]
    assert paths(posts, "a") == ["c", "b"]
    assert said(posts, "a")[0] == "cùng văn bản: Kế hoạch 21/KH-VKSTB"


def test_titles_on_one_topic_belong_together_however_their_tones_are_placed():
    posts = [
        post("a", "VKSND huyện Hưng Hà số hóa hồ sơ vụ án hình sự"),
        post("b", "Phòng 15 tập huấn SỐ HOÁ HỒ SƠ", days=200),
        post("c", "Trồng cây đầu xuân", days=1),
    ]
    assert paths(posts, "a")[0] == "b"
    assert said(posts, "a")[0] == "cùng chủ đề: số hóa hồ sơ"


def test_two_words_apart_say_more_than_a_phrase_as_many_pairs_long():
    posts = [
        post("a", "Kháng nghị phúc thẩm và bồi thường thiệt hại trong tố tụng"),
        post("phrase", "Bồi thường thiệt đơn thiệt kép", days=1),
        post("words", "Thẩm định mức bồi thường, thời hạn kháng nghị", days=1),
    ]
    assert [(s.path, s.score) for s in related(posts)["a"]] == [("words", 36), ("phrase", 30)]


def test_a_title_that_repeats_itself_is_compared_like_any_other():
    posts = [
        post("a", "ba ca " * 30 + "1"),
        post("b", "ca ba " * 30 + "2", days=1),
        post("c", "ba ba ba ba"),
    ]
    assert first(posts, "a").path == "b"


def test_one_word_in_common_is_chance():
    posts = [
        post("a", "Bàn giao hồ sơ bổ nhiệm"),
        post("b", "Kiểm điểm hồ sơ tạm đình chỉ", days=2),
        post("c", "Thăm gia đình liệt sĩ", days=1),
    ]
    assert all(s.reasons[0].kind is ReasonKind.RECENT for s in related(posts)["a"])


@pytest.mark.parametrize(
    "formula",
    [
        "Viện kiểm sát nhân dân tỉnh Thái Bình tổ chức hội nghị triển khai công tác năm 2021",
        "VKSND huyện Vũ Thư thực hiện nhiệm vụ công tác Quý I/2021",
        "Viện KSND các huyện Quỳnh Phụ, Đông Hưng và thành phố Thái Bình phối hợp tổ chức",
        "VIỆN KIỂM SÁT NHÂN DÂN HUYỆN KIẾN XƯƠNG TỔ CHỨC HỘI NGHỊ",
    ],
)
def test_what_every_title_says_ties_nothing(formula):
    assert read(formula).pairs == ()


def test_a_department_alone_is_not_enough_but_adds_to_a_topic():
    alone = [post("a", department="phong-15"), post("b", department="phong-15", days=1)]
    assert first(alone, "a").reasons[0].kind is ReasonKind.RECENT
    posts = [
        post("a", "Lịch tiếp công dân", department="phong-15"),
        post("b", "Buổi tiếp công dân", department="phong-8", days=5),
        post("c", "Đổi mới tiếp công dân", department="phong-15", days=6),
    ]
    assert paths(posts, "a") == ["c", "b"]
    assert [r.kind for r in first(posts, "a").reasons] == [ReasonKind.TOPIC, ReasonKind.DEPARTMENT]


def test_news_of_all_units_is_news_of_none_in_particular():
    eight = ("hung-ha", *(f"u{i}" for i in range(7)))
    posts = [
        post("a", lineages=("hung-ha",)),
        post("all", lineages=eight, days=1),
        post("b", lineages=("hung-ha",), days=90),
    ]
    assert paths(posts, "a") == ["b", "all"]
    assert first(posts, "all").reasons[0].kind is ReasonKind.RECENT


def test_of_two_equals_the_nearer_in_time_comes_first_then_the_path():
    posts = [
        post("m", lineages=("hung-ha",), days=100),
        post("far", lineages=("hung-ha",), days=0),
        post("z-earlier", lineages=("hung-ha",), days=60),
        post("a-later", lineages=("hung-ha",), days=140),
    ]
    assert paths(posts, "m") == ["a-later", "z-earlier", "far"]


# --- what a list may hold -------------------------------------------------------


def test_a_post_never_relates_to_itself_even_when_it_pins_itself():
    posts = [post("a", pin=("a",)), post("b", days=1)]
    assert paths(posts, "a") == ["b"]


def test_at_most_two_of_a_list_are_by_one_author():
    posts = [post("me", lineages=("hung-ha",))]
    posts += [
        post(f"v{i}", lineages=("hung-ha",), authors=("viet-hung",), days=i + 1) for i in range(4)
    ]
    posts += [
        post(f"t{i}", lineages=("hung-ha",), authors=("van-tien", "viet-hung"), days=i + 7)
        for i in range(2)
    ]
    posts += [post("n", lineages=("hung-ha",), authors=("minh-ngoc",), days=10)]
    assert paths(posts, "me") == ["v0", "v1", "n"]


def test_a_reprint_is_shown_once_and_never_beside_its_own_text():
    story = "Bế giảng lớp bồi dưỡng nghiệp vụ giám định tư pháp"
    posts = [
        post("me", "Khai giảng lớp bồi dưỡng nghiệp vụ giám định tư pháp khóa II"),
        post("one", story, days=3),
        post("again", f"{story} tại tỉnh", days=1),
        post("other", "Giám định tư pháp: vướng mắc và kiến nghị", days=30),
    ]
    assert paths(posts, "me") == ["again", "other"]
    assert paths(posts, "one") == ["me", "other"]


def test_reports_of_two_quarters_or_two_units_are_no_reprints():
    one = read("Kết quả giải quyết đơn khiếu nại, tố cáo quý I/2021")
    assert not same_story(one, read("Kết quả giải quyết đơn khiếu nại, tố cáo quý II/2021"))
    assert same_story(one, read("Kết quả giải quyết đơn khiếu nại tố cáo trong quý I/2021"))
    title = "Viện kiểm sát nhân dân huyện {} tổ chức phiên tòa rút kinh nghiệm án ma túy"
    posts = [
        post("me", "Rút kinh nghiệm án ma túy"),
        post("h", title.format("Hưng Hà"), lineages=("hung-ha",), days=1),
        post("v", title.format("Vũ Thư"), lineages=("vu-thu",), days=2),
    ]
    assert paths(posts, "me") == ["h", "v"]


def test_pins_come_first_in_their_order_and_say_so():
    posts = [
        post("a", lineages=("hung-ha",), pin=("p2", "not-published", "p1", "p2")),
        post("b", lineages=("hung-ha",), days=1),
        post("p1", days=900),
        post("p2", days=800),
    ]
    assert paths(posts, "a") == ["p2", "p1", "b"]
    assert said(posts, "a")[:2] == ["Biên tập chọn", "Biên tập chọn"]


def test_pins_count_among_an_authors_two():
    posts = [post("a", lineages=("hung-ha",), pin=("v0", "v1"))]
    posts += [
        post(f"v{i}", lineages=("hung-ha",), authors=("viet-hung",), days=i + 1) for i in range(4)
    ]
    assert paths(posts, "a") == ["v0", "v1"]


def test_a_ban_holds_in_the_list_of_the_one_who_banned_and_in_no_other():
    posts = [
        post("a", lineages=("hung-ha",), ban=("b",), pin=("b",)),
        post("b", lineages=("hung-ha",), days=1),
        post("c", lineages=("hung-ha",), days=2),
    ]
    assert paths(posts, "a") == ["c"]
    assert paths(posts, "b") == ["a", "c"]


def test_a_sensitive_post_neither_shows_nor_appears_unless_pinned():
    posts = [
        post("a", lineages=("hung-ha",)),
        post("s", lineages=("hung-ha",), days=1, sensitive=True, pin=("c",)),
        post("c", lineages=("hung-ha",), days=2, pin=("s",)),
        post("t", lineages=("hung-ha",), days=3, sensitive=True),
    ]
    assert paths(posts, "a") == ["c"]
    assert paths(posts, "s") == ["c"]
    assert paths(posts, "c") == ["s", "a"]
    assert paths(posts, "t") == []


# --- when too few are alike -----------------------------------------------------


def test_a_short_list_is_filled_to_three_with_kin_near_in_time_then_with_anything_near():
    posts = [
        post("a", department="phong-15", days=100),
        post("near", days=101),
        post("nearer", days=100),
        post("kin", department="phong-15", days=50),
        post("older", days=10),
    ]
    assert paths(posts, "a") == ["kin", "nearer", "near"]
    assert said(posts, "a") == [
        "tin cùng thời gian của Phòng 15",
        "tin cùng thời gian",
        "tin cùng thời gian",
    ]


def test_three_alike_are_enough():
    posts = [post(f"h{i}", lineages=("hung-ha",), days=i) for i in range(4)]
    posts += [post(f"x{i}", days=i) for i in range(4)]
    assert sorted(paths(posts, "h0")) == ["h1", "h2", "h3"]


def test_two_printings_of_one_story_alone_in_the_archive_show_each_other():
    posts = [post("a", "Thông báo nghỉ lễ"), post("b", "Thông báo nghỉ lễ", days=1)]
    assert paths(posts, "a") == ["b"]


def test_the_limit_is_kept_by_pins_kin_and_all():
    posts = [post("a", lineages=("hung-ha",), pin=("h3", "h4", "h5"))]
    posts += [post(f"h{i}", lineages=("hung-ha",), days=i + 1) for i in range(9)]
    assert paths(posts, "a") == ["h3", "h4", "h5", "h0", "h1"]
    assert paths(posts, "a", limit=2) == ["h3", "h4"]
    assert paths(posts, "a", limit=0) == []


def test_an_archive_of_one_or_none():
    assert related([]) == {}
    assert related([post("a")]) == {"a": ()}


def test_only_what_is_asked_for_is_computed():
    posts = [post("a"), post("b", days=1), post("c", days=2)]
    assert related(posts, only=["b", "gone"]) == {"b": related(posts)["b"]}


# --- titles ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "pairs"),
    [
        ("Phiên tòa rút kinh nghiệm", ["phiên tòa", "tòa rút", "rút kinh", "kinh nghiệm"]),
        ("Ký quy chế phối hợp với Công an", ["ký quy", "quy chế", "Công an"]),
        ("VKSND tỉnh tập huấn chuyển đổi số", ["tập huấn", "chuyển đổi", "đổi số"]),
        ("Khởi tố 12 bị can", ["khởi tố", "bị can"]),
        ("CHI BỘ PHÒNG 8", ["chi bộ", "bộ phòng"]),
        ("Án ma túy, án ma túy", ["án ma", "ma túy"]),
        ("", []),
        ("… 15/3/2021 !", []),
    ],
)
def test_the_pairs_that_tell(title, pairs):
    assert [written for _, written in read(title).pairs] == pairs


@settings(max_examples=100)
@given(st.text(), st.text())
def test_any_text_is_a_title(one, other):
    title = read(one)
    same_story(title, read(other))
    for key, written in title.pairs:
        assert phrase(title, {key}) == written


def test_a_list_of_units_is_passed_over_however_long():
    assert read("Vksnd huyện " + "Hưng Hà, " * 5000 + "số hóa hồ sơ").pairs[0][1] == "số hóa"


def test_a_topic_is_named_as_the_reader_sees_it():
    title = read("Chuyển đổi số và phòng chống ma túy học đường")
    assert phrase(title, {"chuyen doi", "chong ma", "ma tuy"}) == "chống ma túy"
    assert phrase(title, set()) == ""


# --- words ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (Reason(kind=ReasonKind.DEPARTMENT, key="d"), "cùng phòng: Phòng 15"),
        (Reason(kind=ReasonKind.UNIT, key="u"), "cùng đơn vị: VKSND huyện Hưng Hà"),
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


# --- what one change touches ----------------------------------------------------


def test_nothing_changed_nothing_affected():
    posts = [post("a"), post("b", days=1)]
    assert affected(posts, list(reversed(posts))) == frozenset()


def test_a_new_post_touches_its_neighbours_and_those_that_pin_it():
    far = [post(f"x{i}", days=i * 10) for i in range(60)]
    before = [*far, post("pinner", days=-900, pin=("new",))]
    after = [*before, post("new", days=600)]
    touched = affected(before, after)
    assert {"new", "pinner", "x59", "x52"} <= touched
    assert "x51" not in touched
    assert "x0" not in touched
