"""When an old page says it was published."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.importers.page_stamps import Stamp, read_stamp
from plugins.vietnamese import VIETNAM


def stamp(line: str) -> Stamp:
    found, _ = read_stamp(line)
    assert found is not None, line
    return found


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("3/15/2021 8:19:41 AM", at(2021, 3, 15, 8, 19, 41)),
        ("7/9/2020 6:41:50 AM", at(2020, 7, 9, 6, 41, 50)),
        ("7/9/2020 12:05:00 AM", at(2020, 7, 9, 0, 5)),
        ("7/9/2020 12:05:00 PM", at(2020, 7, 9, 12, 5)),
        ("13/3/2021 8:19:41 PM", at(2021, 3, 13, 20, 19, 41)),
        ("15/3/2021 8:19:41 SA", at(2021, 3, 15, 8, 19, 41)),
        ("5/3/2021 8:19:41 CH", at(2021, 3, 5, 20, 19, 41)),
        ("Thứ năm - 10/06/2021 05:25", at(2021, 6, 10, 5, 25)),
        ("Thứ 5, ngày 10/6/2021 - 05:25", at(2021, 6, 10, 5, 25)),
        ("18:19 15/01/2015", at(2015, 1, 15, 18, 19)),
        ("Cập nhật lúc 09:46, Thứ ba, 25/02/2025", at(2025, 2, 25, 9, 46)),
        ("Ngày đăng: 15/03/2021 08:19", at(2021, 3, 15, 8, 19)),
        ("(15/03/2021 08:19)", at(2021, 3, 15, 8, 19)),
        ("Thứ Hai, 15/3/2021, 08:19 (GMT+7)", at(2021, 3, 15, 8, 19)),
        ("2021-03-15T08:19:41+07:00", at(2021, 3, 15, 8, 19, 41)),
        ("2021-03-15T08:19:41Z", at(2021, 3, 15, 15, 19, 41)),
        ("15/03/2021 2:30:00 CH", at(2021, 3, 15, 14, 30)),
        ("15/03/2021 | 8:5", at(2021, 3, 15, 8, 5)),
        ("15/3/2021 2:30:00 SA", at(2021, 3, 15, 2, 30)),
        ("15/3/2021 2h30 chiều", at(2021, 3, 15, 14, 30)),
        ("15/3/2021 2h30 CHIỀU", at(2021, 3, 15, 14, 30)),
        ("15/3/2021 12:30:00 SA", at(2021, 3, 15, 0, 30)),
        ("15/3/2021 8 giờ rưỡi tối", at(2021, 3, 15, 20, 30)),
        ("5/3/2021 2:30 CH", at(2021, 3, 5, 14, 30)),
        ("3/15/2021 2:30 PM", at(2021, 3, 15, 14, 30)),
        ("15 Tháng Ba 2021 8:30 CH", at(2021, 3, 15, 20, 30)),
        ("Thứ Hai, ngày 15 tháng 3 năm 2021 8h30", at(2021, 3, 15, 8, 30)),
        ("Monday, March 15, 2021 8:30 AM", at(2021, 3, 15, 8, 30)),
        ("8h30 sáng thứ Hai, 15/3/2021", at(2021, 3, 15, 8, 30)),
        ("CN, 14/3/2021, 20:15", at(2021, 3, 14, 20, 15)),
    ],
)
def test_each_shape_of_the_field_is_read_to_the_second(line: str, when: datetime) -> None:
    assert stamp(line).when == when
    assert stamp(line).doubt == ""


def test_a_stamp_glued_to_the_first_word_leaves_the_word_whole() -> None:
    assert read_stamp("3/15/2021 8:19:41 AMThực hiện Công văn")[1] == "Thực hiện Công văn"
    assert read_stamp("10/3/2021 12:05:00 AMÁp dụng Luật")[1] == "Áp dụng Luật"
    assert read_stamp("18:19 15/01/2015Sáng nay")[1] == "Sáng nay"
    assert read_stamp("15/3/2021 8:19 Sáng nay, đoàn")[1] == "Sáng nay, đoàn"
    assert read_stamp("3/15/2021 2:30:00 CHThực hiện")[1] == "Thực hiện"
    assert read_stamp("15/3/2021 8:19 (Lượt xem: 30)")[1] == ""
    assert read_stamp("15/3/2021 8:30:00 SAU khi")[1] == "SAU khi"


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 15/3/2021, Viện kiểm sát nhân dân tỉnh tổ chức hội nghị.",
        "15/3/2021 là ngày làm việc đầu tiên.",
        "08:00 ngày 15/3/2021, tại Hội trường cơ quan",
        "8h00 ngày 15/3/2021, đoàn kiểm tra làm việc.",
        "Thứ hai, ngày 15/3/2021, đoàn kiểm tra làm việc.",
        "Kế hoạch số 15/KH-VKSTB ngày 02/3/2021",
        "Ngày đăng: 31/02/2021 08:00",
        "15/3/2021 25:00",
        "15/3/2021 24:00",
        "15/3/2021 15h sáng",
        "15/3/2021 0:30 CH",
        "3/15/2021 14:30 AM",
        "15/3/2021 2h30 chiều nay, đoàn kiểm tra làm việc",
        "15/3/2021 8h30-9h",
        "15/3/2021 8h30 đến 9h",
        "15/3/2021 8h30 (dự kiến)",
        "Thứ Hai, 15/3/2021 8h30 đến 9h",
        "15/3/21 8:30",
        "",
    ],
)
def test_a_sentence_with_a_date_or_an_impossible_date_is_no_stamp(line: str) -> None:
    assert read_stamp(line) == (None, line)


def test_a_weekday_that_fits_only_the_other_reading_decides_and_is_said() -> None:
    read = stamp("Thứ năm - 06/10/2021 05:25")
    assert read.when == at(2021, 6, 10, 5, 25)
    assert read.other == at(2021, 10, 6, 5, 25)
    assert "ngày 6/10/2021 là Thứ Tư" in read.doubt


def test_a_weekday_that_fits_no_reading_is_said() -> None:
    read = stamp("Thứ hai - 10/06/2021 05:25")
    assert read.when == at(2021, 6, 10, 5, 25)
    assert "là Thứ Năm, không phải Thứ Hai" in read.doubt


def test_an_american_stamp_that_could_be_two_days_says_which_was_taken() -> None:
    assert "ngày 9/7/2020, không phải ngày 7/9/2020" in stamp("7/9/2020 6:41:50 AM").note
    assert stamp("3/15/2021 8:19:41 AM").note == ""
    assert stamp("3/3/2021 8:19:41 AM").note == ""


def test_a_midnight_of_which_the_day_is_not_certain_is_asked() -> None:
    read = stamp("15/3/2021 12h đêm")
    assert (read.when, read.other) == (at(2021, 3, 15), at(2021, 3, 16))
    assert "ở đầu ngày hay sau khi hết ngày" in read.doubt


def test_a_day_without_a_time_is_doubted() -> None:
    assert "không ghi giờ" in stamp("15/03/2021").doubt


@settings(max_examples=60)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - any wall clock
def test_what_the_old_portal_wrote_is_read_back(when: datetime) -> None:
    half = "AM" if when.hour < 12 else "PM"
    line = (
        f"{when.month}/{when.day}/{when.year} {when.hour % 12 or 12}:{when:%M:%S} {half}Thực hiện"
    )
    found, rest = read_stamp(line)
    assert found is not None
    assert found.when == when.replace(microsecond=0, tzinfo=VIETNAM)
    assert rest == "Thực hiện"


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_any_line_is_read_or_left_alone(line: str) -> None:
    found, rest = read_stamp(line)
    assert found is not None or rest == line


@pytest.mark.parametrize(
    ("line", "day", "other"),
    [
        ("09/11/2017 5:05:00 PM", 11, 9),
        ("5:05:00 PM - 09/11/2017", 9, 11),
        ("5:05 PM, 9/11/2017", 9, 11),
    ],
)
def test_am_and_pm_where_no_american_writes_them_so_are_doubted(
    line: str, day: int, other: int
) -> None:
    found = stamp(line)
    assert "cũng có thể là" in found.doubt
    assert found.other is not None
    assert (found.when.day, found.other.day) == (day, other)


def test_a_day_in_the_order_of_english_and_a_counter_without_words() -> None:
    assert stamp("Tháng Hai 20, 2024 13:30").when == at(2024, 2, 20, 13, 30)
    assert stamp("Tháng Mười Hai 5, 2024").when.month == 12
    assert stamp("15/07/2021 2146").when.day == 15
    assert read_stamp("Tháng Hai 20 cán bộ đi học, 2024 là năm bản lề")[0] is None


@pytest.mark.parametrize("text", ["47 cuộc trao đổi được tổ chức.", "ít nơi hơn, lâu hơn."])
def test_a_stamp_of_the_old_portal_may_be_glued_to_whatever_follows(text: str) -> None:
    found, rest = read_stamp(f"8/30/2023 2:25:00 PM{text}")
    assert found is not None
    assert (found.when, rest) == (at(2023, 8, 30, 14, 25), text)
