"""However a list of corrections is written, one more is read back, and no other line changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.rewriting import with_item
from plugins.posts import read_manuscript
from plugins.vietnamese import VIETNAM
from tests.support.long import examples

POST = "tin-hoat-dong/2021/kiem-tra.md"
START = datetime(2021, 3, 15, 8, tzinfo=VIETNAM)
ITEM = '{date: 2031-01-01 08:00, kind: cập nhật, note: "Thêm [một] câu."}'

NOTES = st.text(st.sampled_from("ab đ]}[{,:#'\"\\-"), min_size=1, max_size=12).map(
    lambda text: f"x {text.strip()} y"
)
REMARKS = st.sampled_from(["", " # ghi chú", " # ] }", " #"])


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, int]:
    """A list of corrections, and how many."""
    notes = draw(st.lists(NOTES, max_size=4))
    items = []
    for number, note in enumerate(notes):
        when = f"{START + timedelta(days=number):%Y-%m-%d %H:%M}"
        quote = draw(st.sampled_from(["'", '"']))
        inside = note.replace("\\", "\\\\").replace('"', '\\"')
        text = f'"{inside}"' if quote == '"' else "'" + note.replace("'", "''") + "'"
        items.append((f"date: {when}", "kind: đính chính", f"note: {text}"))
    remark = draw(REMARKS)
    if not items:
        empty = draw(st.sampled_from(["corrections: []", "corrections:", "corrections: [ ]", ""]))
        return (f"{empty}{remark}\n" if empty else "", 0)
    style = draw(st.sampled_from(["flow", "lines", "block", "margin", "braces"]))
    braces = ["{" + ", ".join(item) + "}" for item in items]
    if style == "flow":
        return f"corrections: [{', '.join(braces)}]{remark}\n", len(items)
    if style == "lines":
        rows = [f"  {one},{draw(REMARKS)}" for one in braces]
        return "\n".join([f"corrections: [{remark}", *rows, "  ]\n"]), len(items)
    dash = "- " if style == "margin" else "  - "
    if style == "braces":
        return "\n".join([f"corrections:{remark}", *(f"{dash}{b}" for b in braces), ""]), len(items)
    rows = []
    for item in items:
        rows += [dash + item[0], *(" " * len(dash) + part for part in item[1:])]
    return "\n".join([f"corrections:{remark}", *rows, ""]), len(items)


BELOW = st.sampled_from(["", "\n", "# về nguồn\n", "source: Báo\n", "# a\n\nsource: Báo\n"])


@settings(max_examples=examples(150), deadline=None)
@given(written=lists(), below=BELOW, end=st.sampled_from(["\n", "\r\n"]))
def test_one_more_is_read_back_and_every_other_line_stays(
    written: tuple[str, int], below: str, end: str
) -> None:
    list_, count = written
    head = "title: A\ndate: 2021-03-15 08:00\nauthor: B\n"
    text = f"---\n{head}{list_}{below}---\nNội dung của bài.\n".replace("\n", end)
    read, _ = read_manuscript(POST, text)
    assert read is not None
    old = read.post
    assert len(old.corrections) == count

    after = with_item(text, "corrections", ITEM)

    again, problems = read_manuscript(POST, after)
    assert again is not None
    new = again.post
    assert [str(p) for p in problems if p.severity == "error" and "để trống" not in p.message] == []
    assert new.corrections[:-1] == old.corrections
    assert new.corrections[-1].note == "Thêm [một] câu."
    assert (new.title, new.source, new.body) == (old.title, old.source, old.body)
    before, now = text.split(end), after.split(end)
    kept = [row for row in now if ITEM not in row]
    changed = [row for row in before if row not in kept]
    assert len(changed) <= 1
    assert len(kept) + len(changed) == len(before)
