"""Moments that the test puts into words come back as the same moments; nothing else does."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from desk.importers.page_stamps import read_stamp
from plugins.moments import Reading, read_moment
from plugins.moments.parts import _plain
from plugins.vietnamese import VIETNAM, fold, nfc, weekday
from tests.support.long import examples

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001
    lambda when: when.replace(microsecond=0, second=0, tzinfo=VIETNAM)
)

DAY_WORDS: list[Callable[[datetime], str]] = [
    lambda w: f"{w:%Y-%m-%d}",
    lambda w: f"{w.year}-{w.month}-{w.day}",
    lambda w: f"{w:%Y/%m/%d}",
    lambda w: f"{w.day}/{w.month}/{w.year}",
    lambda w: f"{w:%d/%m/%Y}",
    lambda w: f"{w:%d-%m-%Y}",
    lambda w: f"{w.day}.{w.month}.{w.year}",
    lambda w: f"{w.day} / {w.month} / {w.year}",
    lambda w: f"ngày {w.day}/{w.month}/{w.year}",
    lambda w: f"ngày {w.day} tháng {w.month} năm {w.year}",
    lambda w: f"{w:%d} tháng {w:%m}, {w.year}",
    lambda w: f"{w.day} tháng {w.month}/{w.year}",
    lambda w: f"{w.day}/{w.month} năm {w.year}",
    lambda w: f"{weekday(w)}, {w.day}/{w.month}/{w.year}",
    lambda w: f"{weekday(w)} ngày {w.day} tháng {w.month} năm {w.year}",
    lambda w: f"{w.day}/{w.month}/{w.year} ({weekday(w)})",
]


def _half(when: datetime) -> str:
    return "SA" if when.hour < 12 else "CH"


def _part(when: datetime) -> str:
    return next(
        part
        for last, part in (
            (4, "sáng"),
            (10, "sáng"),
            (12, "trưa"),
            (17, "chiều"),
            (21, "tối"),
            (23, "đêm"),
        )
        if when.hour <= last
    )


def _twelve(when: datetime) -> int:
    return when.hour % 12 or 12


def _spoken(when: datetime, pattern: str) -> str:
    """With the part of the day; midnight, of which the day is not certain, in 24 hours."""
    hour = when.hour if when.hour == 0 else _twelve(when)
    part = _part(when) if when.hour else "sáng"
    return pattern.format(h=hour, m=when.minute, part=part)


TIME_WORDS: list[Callable[[datetime], str]] = [
    lambda w: f"{w:%H:%M}",
    lambda w: f"{w.hour}:{w.minute}",
    lambda w: f"{w:%H:%M:%S}",
    lambda w: f"{w.hour}h{w.minute:02}",
    lambda w: f"{w.hour}h{w.minute}",
    lambda w: f"{w.hour}g{w.minute:02}",
    lambda w: f"{w:%H}h{w:%M}'",
    lambda w: f"{w:%H.%M}",
    lambda w: f"{w.hour} giờ {w.minute} phút",
    lambda w: f"{w.hour} giờ {w.minute:02}",
    lambda w: f"{w.hour} giờ rưỡi" if w.minute == 30 else f"{w.hour}h {w.minute:02}",
    lambda w: f"{w.hour}h" if w.minute == 0 else f"{w.hour}h{w.minute:02}p",
    lambda w: f"{w.hour + 1} giờ kém {60 - w.minute}" if w.minute and w.hour < 23 else f"{w:%H:%M}",
    lambda w: f"{_twelve(w)}:{w:%M} {_half(w)}",
    lambda w: f"{_twelve(w)}:{w:%M:%S} {_half(w)}",
    lambda w: f"{_twelve(w)}:{w:%M} {'AM' if w.hour < 12 else 'p.m.'}",
    lambda w: _spoken(w, "{h}h{m:02} {part}"),
    lambda w: _spoken(w, "{h} giờ {m} phút {part}"),
    lambda w: f"{w.hour}h{w.minute:02} {_part(w) if w.hour else 'sáng'}",
]

JOINED: list[Callable[[str, str], str]] = [
    lambda day, time: f"{day} {time}",
    lambda day, time: f"{time} {day}",
    lambda day, time: f"{day}, {time}",
    lambda day, time: f"{time}, {day}",
    lambda day, time: f"{day} lúc {time}",
    lambda day, time: f"vào hồi {time} {day}",
    lambda day, time: f"{day} - {time}",
    lambda day, time: f"{day} | {time}",
]

WRITTEN: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: unicodedata.normalize("NFD", text),
    str.upper,
    str.lower,
    fold,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", " \u3000 "),
    lambda text: "".join(chr(ord(c) + 0xFEE0) if c in "0123456789:/" else c for c in text),
    lambda text: text.replace("-", "–"),
    lambda text: f"  {text} ",
]


SAYINGS = st.builds(
    lambda when, day, time, joined, written: (when, written(joined(day(when), time(when)))),
    MOMENTS,
    st.sampled_from(DAY_WORDS),
    st.sampled_from(TIME_WORDS),
    st.sampled_from(JOINED),
    st.sampled_from(WRITTEN),
)


@settings(max_examples=examples(200), deadline=None)
@given(SAYINGS)
def test_a_moment_put_into_words_comes_back_as_the_same_moment(
    saying: tuple[datetime, str],
) -> None:
    when, text = saying
    reading = read_moment(text)
    assert reading.when == when, text
    if reading.message:
        # Both numbers could be the month: how it was understood is said.
        assert max(when.day, when.month) <= 12
        assert "hiểu là ngày" in reading.message


GARBAGE = st.one_of(
    st.sampled_from(
        ["khoảng", "(dự kiến)", "-9h", "- 9:00", "đến 9h", "9h", "29/11", "nay", "hoặc", "?", "~"]
    ),
    st.sampled_from(
        ["và", "từ", "trước", "#", "/", "x", "8h30", "1/1/2020", "²", "2026", "v.v.", "…"]
    ),
    st.sampled_from(["tới", "mai", "+", "kém", "tháng", "hôm", "rưỡi 5", "đến", "sau", "8:30"]),
    # Anything with a sign that no moment has.
    st.text(min_size=1, max_size=6).filter(lambda text: "¤" in _plain(nfc(text), on_page=False)[0]),
)


@settings(max_examples=examples(200), deadline=None)
@given(SAYINGS, GARBAGE, st.booleans())
def test_with_anything_around_it_no_moment_is_read_and_no_mend_is_offered(
    saying: tuple[datetime, str],
    garbage: str,
    before: bool,  # noqa: FBT001 - drawn
) -> None:
    _, text = saying
    reading = read_moment(f"{garbage} {text}" if before else f"{text} {garbage}")
    assert reading.when is None
    assert reading.values == ()


@settings(max_examples=examples(100), deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(
            r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}( [0-9]{1,2}[:h][0-9]{0,2}( ?[AP]M| CH)?)?",
            fullmatch=True,
        ),
    )
)
@example("28/11/2026 12h đêm")
def test_any_text_is_read_or_answered_and_what_is_offered_is_read(typed: str) -> None:
    reading = read_moment(typed)
    assert reading.when is not None or reading.message
    for value in reading.values:
        assert read_moment(value).message == ""


@settings(max_examples=examples(100), deadline=None)
@given(SAYINGS)
def test_a_stamp_put_into_words_is_that_moment_or_asked(saying: tuple[datetime, str]) -> None:
    when, text = saying
    line = " ".join(nfc(text).split())
    found, rest = read_stamp(line)
    if found is None:
        assert rest == line
        return
    assert rest == ""
    assert when in (found.when, found.other)
    if found.when != when:
        assert found.doubt or found.note


@settings(max_examples=examples(33), deadline=None)
@given(SAYINGS, st.sampled_from(["-9h", " đến 9h", " (dự kiến)", " chiều nay", " 9:00"]))
def test_a_stamp_with_more_behind_it_is_no_stamp(saying: tuple[datetime, str], more: str) -> None:
    when, text = saying
    line = " ".join(nfc(text).split())
    assume(not line[-1].isalpha())
    found, _ = read_stamp(line + more)
    assert found is None or read_moment(line + more) == Reading(when=when) or found.doubt
