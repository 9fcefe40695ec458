"""Whatever stands in a file, mending it changes no word, and mending it again changes nothing."""

from __future__ import annotations

import html
import re
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.mending import Mender
from plugins.lines import decode
from plugins.posts import edit, read_manuscript
from plugins.vietnamese import VIETNAM, nfc
from tests.support.long import examples
from tests.support.posts import agency

NOW = datetime(2026, 1, 1, 8, tzinfo=VIETNAM)
POST = "tin-hoat-dong/2021/kiem-tra.md"

# fmt: off
SIGNS = [
    " ", "  ", "\t", "\u00a0", "\u3000", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028",
    "\u2029", "\x1c", "\x1d", "\x1e", "\x1f", "\x00", "\x07", "\x7f", "\x96", "\u200b", "\u00ad",
    "\ufeff", "\u200e", "\u2060", "\ufffe", ":", ": ", " #", "#", '"', "'", "[", "]", "{", ",",
    "-", "- ", "* ", "**", "|", "> ", "<b>", "</b>", "&#11;", "&#31;", "&amp;", "`", "\\", "…",
]
WORDS = ["Viện", "kiểm sát", "đơn vị", "Địa chỉ", "a", "12", "Kie\u0302\u0309m", "ﬁ", "Đ", "🙂"]
# fmt: on
VALUES = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.text(max_size=3)), max_size=9
).map("".join)
ROWS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "", " ", "\t", "\u00a0"]),
    st.sampled_from(["title", "Title", "summary", "photo_caption", "author", "status", "x"]),
    st.sampled_from([": ", ": ", ":", " : ", " ", ":\t"]),
    VALUES,
    st.sampled_from(["", "", " # ghi chú", " ", '"']),
)
POSTS = st.builds(
    "{}---{}{}{}---{}{}".format,
    st.sampled_from(["", "", "\ufeff", "\n"]),
    st.sampled_from(["\n", "\n", "\r", "\r\n", "\x0b", "\u2028"]),
    st.lists(ROWS, max_size=4).map(lambda rows: "".join(f"{row}\n" for row in rows)),
    st.sampled_from(["", "", "\x85"]),
    st.sampled_from(["\n", "\n", "\r\n", "-\n"]),
    VALUES,
)

UNSEEN = re.compile("[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
REFERENCE = re.compile("&#([0-9]+);")


def words(text: str) -> list[str]:
    """What a reader has of ``text``, word by word; every separator of words is one."""
    text = REFERENCE.sub(lambda m: " " if int(m[1]) < 32 else html.unescape(m[0]), text)
    text = re.sub("</?b>", "", UNSEEN.sub("", html.unescape(text)))
    text = re.sub("[\x00-\x1f\x7f-\x9f\u200b\ufffe\uffff]|<br>", " ", text)
    return re.findall(r"[^\W_]+", nfc(text).casefold())


def mended(root: Path) -> str:
    """The file after all that can be mended in it was."""
    file = root / "content" / POST
    mender = Mender(root, NOW)
    for _ in range(20):
        manuscript, problems = read_manuscript(POST, decode(file.read_bytes()).text)
        found = list(problems)
        if manuscript is not None:
            found += edit(manuscript, agency())[1]
        if not mender.mend(found):
            break
    else:
        raise AssertionError(file.read_bytes())
    return decode(file.read_bytes()).text


@settings(
    max_examples=examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(POSTS, st.sampled_from(["utf-8", "utf-8", "utf-16"]))
@example("---\n title: Hội nghị: đơn\x0bvị\x0bsummary: a\n---\nĐơn vị\u2028Địa chỉ\n", "utf-8")
@example("---\nTitle: a\x07b c\u200bd\n---\n\x00a\n", "utf-16")
@example("---\ntitle: \ntitle \n x: :\n---\n", "utf-8")
def test_no_word_is_changed_and_a_second_run_changes_nothing(
    tmp_path_factory: object, text: str, encoding: str
) -> None:
    root = tmp_path_factory.mktemp("toa-soan")  # type: ignore[attr-defined]
    file = root / "content" / POST
    file.parent.mkdir(parents=True)
    data = text.encode(encoding, "ignore")
    file.write_bytes(data)
    before = decode(data).text
    after = mended(root)
    assert words(after) == words(before)
    once = file.read_bytes()
    if once != data:
        assert data in [old.read_bytes() for old in (root / ".newsroom").rglob("*.md")]
    assert mended(root) == after
    assert file.read_bytes() == once
