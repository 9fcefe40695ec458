"""A moment is read whole or not at all, in every place where one is typed."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest

from plugins import clock
from plugins.model import Problem
from plugins.moments import Reading, read_day, read_moment
from plugins.moments.hours import PARTS, Clock, times
from plugins.posts import read_manuscript
from plugins.vietnamese import VIETNAM, nfc
from tests.support.posts import said

PATH = "tin-hoat-dong/2021/kiem-tra.md"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)


def dated(typed: str) -> str:
    return (
        f'---\ntitle: "Bài thử ngày giờ"\ndate: {typed}\nauthor: Việt Hưng\n'
        "department: Phòng 15\n---\nThân bài.\n"
    )


def problems(typed: str) -> list[Problem]:
    return [p for p in read_manuscript(PATH, dated(typed))[1] if p.line == 3]


# --- read, and nothing said --------------------------------------------------------------

HALF_PAST_TWO = at(2026, 11, 28, 14, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-28 14:30",
        "2026-11-28T14:30",
        "2026-11-28 14:30:00",
        "2026-11-28T14:30:00+07:00",
        "2026-11-28T14:30:00.000+07:00",
        "2026-11-28 14:30 +07:00",
        "2026/11/28 14h30",
        "2026.11.28 14:30",
        "28/11/2026 14h30",
        "28-11-2026 14:30",
        "28.11.2026 14.30",
        "28 / 11 / 2026 14 : 30",
        "28/11/2026, 14:30",
        "28/11/2026 - 14:30",
        "28/11/2026 | 14:30",
        "28/11/2026 lúc 14h30",
        "14h30 ngày 28/11/2026",
        "14h30' ngày 28-11-2026",
        "14h30 - 28-11-2026",
        "14:30h 28/11/2026",
        "14h:30 28/11/2026",
        "14g30 28/11/2026",
        "14h30p 28/11/2026",
        "14 giờ 30 phút, ngày 28/11/2026",
        "vào hồi 14 giờ 30 phút ngày 28 tháng 11 năm 2026",
        "ngày 28 tháng 11 năm 2026, 14 giờ 30",
        "28 tháng 11, 2026 14h30",
        "28 tháng 11/2026 14h30",
        "28/11 năm 2026 14h30",
        "28 Tháng Mười Một 2026 2:30 CH",
        "Thứ Bảy, 28/11/2026, 14:30",
        "T7, 28/11/2026 14:30",
        "thứ 7 ngày 28/11/2026 lúc 14h30",
        "28/11/2026 (Thứ Bảy) 14h30",
        "(28/11/2026 14h30)",
        "14h30 thứ bảy, 28/11/2026",
        "28/11/2026 2:30 CH",
        "2:30 CH 28/11/2026",
        "28/11/2026 2:30:00 CH",
        "28/11/2026 2h30 chiều",
        "28/11/2026 2h30 chieu",
        "28/11/2026 2h30 CHIỀU",
        "28/11/2026 14h30 chiều",
        "28/11/2026 2:30CH",
        "28-Thg11-2026 2:30 CH",
        "14:30 28 thg 11, 2026",
        "28/11/2026 2h30 (chiều)",
        "28/11/2026 2 giờ rưỡi chiều",
        "28/11/2026 2h rưởi chiều",
        "28/11/2026 3 giờ kém 30 chiều",
        "chiều 28/11/2026, 2h30",
        "chiều thứ Bảy, 28/11/2026 lúc 2h30",
        "28/11/2026 2:30 PM",
        "28/11/2026 2:30 p.m.",
        "28/11/2026 2:30 C",
        "Saturday, November 28, 2026 2:30 PM",
        "28 Nov 2026 14:30",
        "28/11/2026 14:30 (GMT+7)",
        "28/11/2026 14:30 UTC+07:00",
        "28/11/2026 14:30 giờ Việt Nam",
        "２８／１１／２０２６\u3000１４：３０",
        "\u200e28/\u200e11/\u200e2026 14:30",
        "28\u00a0tháng\u00a011\u00a0năm\u00a02026 14\u202fgiờ\u00a030",
        "28\u201311\u20132026 14:30",
        "  28/11/2026   14h30  ",
        "28/11/2026 14h30.",
    ],
)
def test_every_form_of_one_moment_is_that_moment(typed: str) -> None:
    assert read_moment(typed) == Reading(when=HALF_PAST_TWO)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("8h5", 8, 5),
        ("8:5 PM", 20, 5),
        ("8h", 8, 0),
        ("08h00'", 8, 0),
        ("8g30", 8, 30),
        ("8 giờ rưỡi", 8, 30),
        ("9 giờ kém 15", 8, 45),
        ("9h kém 15 phút tối", 20, 45),
        ("1 giờ kém 15 trưa", 12, 45),
        ("12 giờ kém 5", 11, 55),
        ("14 giờ 05 phút", 14, 5),
        ("7h tối", 19, 0),
        ("7 tối", 19, 0),
        ("7 PM", 19, 0),
        ("12 giờ trưa", 12, 0),
        ("11h30 trưa", 11, 30),
        ("1h trưa", 13, 0),
        ("1h đêm", 1, 0),
        ("1h sáng", 1, 0),
        ("2h rạng sáng", 2, 0),
        ("10h đêm", 22, 0),
        ("11h khuya", 23, 0),
        ("12:30 SA", 0, 30),
        ("12:30 CH", 12, 30),
        ("12:00 AM", 0, 0),
        ("12:00 PM", 12, 0),
        ("0:30 SA", 0, 30),
        ("15h chiều", 15, 0),
        ("20h tối", 20, 0),
        ("8:30 S", 8, 30),
        ("9h15 sáng", 9, 15),
        ("8 giờ đúng", 8, 0),
        ("0h00", 0, 0),
    ],
)
def test_a_time_as_it_is_spoken_is_that_time(typed: str, hour: int, minute: int) -> None:
    assert read_moment(f"28/11/2026 {typed}") == Reading(when=at(2026, 11, 28, hour, minute))
    assert read_moment(f"{typed} 28/11/2026") == Reading(when=at(2026, 11, 28, hour, minute))


def test_seconds_are_kept() -> None:
    for typed in ("8:19:41", "8h19'41\"", "8 giờ 19 phút 41 giây", "8:19:41 SA"):
        assert read_moment(f"15/3/2021 {typed}").when == at(2021, 3, 15, 8, 19, 41)


def test_marks_typed_apart_make_no_difference() -> None:
    typed = "thứ bảy, 28/11/2026 2 giờ rưỡi chiều"
    apart = unicodedata.normalize("NFD", typed)
    assert apart != nfc(typed)
    assert read_moment(apart) == Reading(when=HALF_PAST_TWO)


# --- read, and how it was understood is said -----------------------------------------------


def test_two_numbers_that_could_both_be_the_month_are_day_first_and_said() -> None:
    reading = read_moment("3/10/2026 8h30")
    assert reading.when == at(2026, 10, 3, 8, 30)
    assert "hiểu là ngày 3 tháng 10 năm 2026" in reading.message
    assert reading.values == ("2026-10-03 08:30", "2026-03-10 08:30")
    assert not reading.certain
    (problem,) = problems("3/10/2026 8h30")
    assert problem.severity == "advice"
    assert not problem.fixable
    assert problem.suggestion == "date: 2026-10-03 08:30\n   hoặc: date: 2026-03-10 08:30"


def test_a_weekday_that_both_days_have_tells_nothing() -> None:
    reading = read_moment("Thứ Bảy, 12/2/2000 8h30")
    assert reading.when == at(2000, 2, 12, 8, 30)
    assert reading.values == ("2000-02-12 08:30", "2000-12-02 08:30")


@pytest.mark.parametrize("typed", ["3/3/2026 8h30", "Thứ Bảy, 3/10/2026 8h30"])
def test_what_can_be_only_one_day_is_not_reminded_of(typed: str) -> None:
    assert problems(typed) == []


@pytest.mark.parametrize(
    ("typed", "when", "how"),
    [
        ("3/15/2021 8:19 AM", at(2021, 3, 15, 8, 19), "(tháng viết trước)"),
        ("28/11/26 8h30", at(2026, 11, 28, 8, 30), "ngày 28 tháng 11 năm 2026"),
        ("2021-03-15T08:19Z", at(2021, 3, 15, 15, 19), "15:19 ngày 15 tháng 3"),
        ("2021-03-15T23:19-05:00", at(2021, 3, 16, 11, 19), "11:19 ngày 16 tháng 3"),
        ("15/3/2021 8:19 GMT+9", at(2021, 3, 15, 6, 19), "06:19 ngày 15 tháng 3"),
    ],
)
def test_what_is_plain_but_unusual_is_read_and_its_line_offered(
    typed: str, when: datetime, how: str
) -> None:
    reading = read_moment(typed)
    assert (reading.when, reading.certain) == (when, True)
    assert how in reading.message
    assert read_moment(*reading.values) == Reading(when=when)


# --- not read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "reason", "values"),
    [
        ("28/11/2026 15h sáng", "15 giờ không thể là sáng", ()),
        ("28/11/2026 0:30 CH", "0 giờ không thể là CH", ()),
        ("28/11/2026 3h trưa", "3 giờ không thể là trưa", ()),
        ("28/11/2026 12h sáng", "12 giờ không thể là sáng", ()),
        ("28/11/2026 8:30 C", "8 giờ không thể là chiều", ()),
        ("chiều 28/11/2026 2h30 SA", "SA và chiều trái nhau", ()),
        ("28/11/2026 25:00", "không có giờ 25:00", ()),
        ("28/11/2026 8:60", "không có giờ 8:60", ()),
        ("28/11/2026 8:30:60", "không có giờ 8:30:60", ()),
        ("28/11/2026 24:30", "không có giờ 24:30", ()),
        ("28/11/2026 9 giờ kém 0", "sau chữ «kém»", ()),
        ("28/11/2026 0 giờ kém 15", "của ngày nào", ()),
        ("28/11/2026 12 giờ kém 15 SA", "của ngày nào", ()),
        ("2021-03-15 24:00", "00:00 của ngày hôm sau", ("2021-03-16 00:00",)),
        ("28/11/2026 12h đêm", "giờ đêm ấy", ("2026-11-28 00:00", "2026-11-29 00:00")),
        ("đêm 28/11/2026, 1h", "giờ đêm ấy", ("2026-11-28 01:00", "2026-11-29 01:00")),
        ("28/11/2026 12h30 đêm", "giờ đêm ấy", ("2026-11-28 00:30", "2026-11-29 00:30")),
        ("28/11/2026 12h kém 15 đêm", "giờ đêm ấy", ("2026-11-27 23:45", "2026-11-28 23:45")),
        ("Thứ Hai, 28/11/2026 8h", "là Thứ Bảy; ngày và thứ", ("2026-11-28 08:00",)),
        (
            "Thứ Ba, 3/10/2026 8h",
            "ngày 10 tháng 3 năm 2026 là Thứ Ba",
            ("2026-10-03 08:00", "2026-03-10 08:00"),
        ),
        ("12/9/2020 12:05:00 AM", "cổng cũ", ("2020-12-09 00:05", "2020-09-12 00:05")),
        ("10/03/2024", "chưa có giờ", ("2024-03-10 08:00", "2024-10-03 08:00")),
        ("25/12/2024", "chưa có giờ", ("2024-12-25 08:00",)),
        ("３/15/2021", "chưa có giờ", ("2021-03-15 08:00",)),
        ("2024-12-25", "chưa có giờ", ("2024-12-25 08:00",)),
        ("tối 25/12/2024", "chưa có giờ", ()),
        ("8h30", "chưa có ngày", ()),
        ("sáng thứ Hai", "chưa có ngày", ()),
        ("28/11/99 8h30", "năm phải viết đủ bốn chữ số", ()),
        ("2023-02-29 08:00", "chỉ có 28 ngày", ()),
        ("31/04/2021 8:00", "chỉ có 30 ngày", ()),
        ("15/13/2021 8:00", "không có tháng 13", ()),
        ("0/0/2024 8:00", "không có tháng 0", ()),
        ("0000-01-01 00:00", "không có năm 0", ()),
        ("28/11/2026 8h30 (dự kiến)", "không hiểu phần «(dự kiến)»", ()),
        ("khoảng 8h30 28/11/2026", "không hiểu phần «khoảng»", ()),
        ("28/11/2026 8h30-9h", "không hiểu phần «-9h»", ()),
        ("28/11/2026 8h30 - 9h00", "không hiểu phần «- 9h00»", ()),
        ("2026-11-28 8:00-11:00", "không hiểu phần «-11:00»", ()),
        ("8h30 28/11/2026 9h", "không hiểu phần «9h»", ()),
        ("28/11/2026 29/11/2026 8h", "không hiểu phần «29/11/2026 8h»", ()),
        ("8-9/3/2026 8h", "không hiểu phần «8-9/3/2026»", ()),
        ("28/11-2026 8h", "không hiểu phần", ()),
        ("28/11 8h30", "không hiểu phần «28/11»", ()),
        ("28/11/2026 7", "không hiểu phần «7»", ()),
        ("28/11/2026 8h30 sáng nay", "không hiểu phần «nay»", ()),
        ("28/11/2026 ٨:30", "không hiểu phần «٨:30»", ()),
        ("28/11/2026 8\u200b30", "không hiểu phần", ()),
        ("28/11/2026 8h3\u03000", "không hiểu phần", ()),
        ("mai", "không phải ngày giờ", ()),
        ("", "không phải ngày giờ", ()),
    ],
)
def test_what_is_not_certain_is_refused_with_the_reason(
    typed: str, reason: str, values: tuple[str, ...]
) -> None:
    reading = read_moment(typed)
    assert reading.when is None
    assert reason in reading.message
    assert reading.values == values
    assert not reading.certain
    for value in values:
        assert read_moment(value).message == ""


def test_moments_at_the_ends_of_time_are_refused_without_a_fall() -> None:
    for typed in ("9999-12-31T23:00-12:00", "0001-01-01 00:00 +12:00", "9999-12-31 12h đêm"):
        assert read_moment(typed).when is None


def test_an_hour_has_one_meaning_at_most_beside_its_part_of_the_day() -> None:
    for name, part in PARTS.items():
        assert not set(part.same) & set(part.later)
        for hour in range(24):
            found = times(Clock(hour=hour, part=name)).options
            assert len({option[1] for option in found}) <= 1


# --- as officers wrote it -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("1969-12-31 23:59", at(1969, 12, 31, 23, 59)),
        ("0999-01-01 00:00", at(999, 1, 1)),
        ("9999-12-31 23:59", at(9999, 12, 31, 23, 59)),
        ("15/3/2021 8h19", at(2021, 3, 15, 8, 19)),
        ("2021-3-5 8:5", at(2021, 3, 5, 8, 5)),
        ("2021-03-15 8:30 SA", at(2021, 3, 15, 8, 30)),
        ("2021-03-15 2:30 CH", at(2021, 3, 15, 14, 30)),
        ("15/3/2021 2:30:00 CH", at(2021, 3, 15, 14, 30)),
        ("2 giờ chiều ngày 15/3/2021", at(2021, 3, 15, 14)),
        ("15/3/2021 8 giờ rưỡi", at(2021, 3, 15, 8, 30)),
        ("2021-03-15 02:30 PM", at(2021, 3, 15, 14, 30)),
        ("15/3/2021 7h tối", at(2021, 3, 15, 19)),
        ("15/3/2021 8 giờ 5 phút", at(2021, 3, 15, 8, 5)),
        ("15/3/2021 9h15 sáng", at(2021, 3, 15, 9, 15)),
        ("15/3/2021 8:5 PM", at(2021, 3, 15, 20, 5)),
        ("15/3/2021 8g30", at(2021, 3, 15, 8, 30)),
        ("15/3/2021 08.30", at(2021, 3, 15, 8, 30)),
        ("15/3/2021 8h30'", at(2021, 3, 15, 8, 30)),
    ],
)
def test_dates_of_posts_are_read_and_nothing_is_said(typed: str, when: datetime) -> None:
    manuscript, found = read_manuscript(PATH, dated(typed))
    assert manuscript is not None
    assert manuscript.post.date == when
    assert found == ()


# --- every place ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("15/3/2021 8h30 # dự kiến", ""),
        ("2021-03-15T08:19Z", "[nhắc, máy sửa được]"),
        ("2021-03-15 24:00", "[lỗi]"),
        ("2023-02-29 08:00", "[lỗi]"),
    ],
)
def test_front_matter_says_only_what_is_not_certain(typed: str, line: str) -> None:
    assert said(PATH, dated(typed)).startswith(line)
    assert bool(said(PATH, dated(typed))) == bool(line)


def test_a_day_is_read_day_first_and_holds_no_time() -> None:
    assert read_day("2021-03-02") == Reading(day=date(2021, 3, 2))
    assert read_day("28/11/2026") == Reading(day=date(2026, 11, 28))
    assert read_day("ngày 02 tháng 3 năm 2021") == Reading(day=date(2021, 3, 2))
    both = read_day("02/3/2021")
    assert both.day == date(2021, 3, 2)
    assert both.values == ("2021-03-02", "2021-02-03")
    timed = read_day("2021-03-02 08:00")
    assert (timed.day, timed.message != "") == (None, True)
    assert read_day("Thứ Hai, 2/3/2021").day is None
    assert read_day("khoảng 2/3/2021").day is None


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("2:30 CH 28/11/2026", HALF_PAST_TWO),
        ("2026-11-28 14:30:00+07:00", HALF_PAST_TWO),
        ("2026-11-28T07:30:00Z", HALF_PAST_TWO),
        ("2026-11-28", at(2026, 11, 28)),
        ("28/11/2026", at(2026, 11, 28)),
    ],
)
def test_the_clock_can_be_told_in_the_same_words(
    told: str, when: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(clock.VARIABLE, told)
    assert clock.now() == when


def test_a_clock_that_could_be_two_days_says_which_and_one_that_is_none_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    when, how = clock.parse_moment("3/10/2026 8h30")
    assert when == at(2026, 10, 3, 8, 30)
    assert "hiểu là ngày 3 tháng 10" in how
    monkeypatch.setenv(clock.VARIABLE, "28/11/2026 12h đêm")
    with pytest.raises(ValueError, match='hãy viết "2026-11-28 00:00" hoặc "2026-11-29 00:00"'):
        clock.now()
