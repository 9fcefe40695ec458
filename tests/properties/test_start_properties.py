"""Whatever is answered: it is said what is wrong, or the newsroom is sound and published."""

import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.actions import start
from desk.actions.proposal import YES
from desk.starting.reading import from_toml
from desk.terminal.check_command import check
from tests.support.long import examples
from tests.support.sites import bare_project

SIGNS = " \t\"'\\*_`[]{}()<>&#|~!-–:;,.%$@/«»…0123456789"
LETTERS = "aăâđêôơưyhngtKVĐỄỘẫạ\u0300\u0323"
NAMES = st.one_of(
    st.text(SIGNS + LETTERS, max_size=25),
    st.sampled_from(("VKSND tỉnh Mẫu", "khu vực 1", "UBND xã Mẫu", "Phòng 15", "{{tên}}", "...")),
    st.text(max_size=8),
)
WORDS = NAMES.flatmap(
    lambda text: st.sampled_from((text, unicodedata.normalize("NFD", text), f"Mẫu {text}"))
)
LISTS = st.lists(WORDS, max_size=4)


def quoted(text: str) -> str:
    """A TOML string that is ``text``."""
    made = "".join(
        f"\\U{ord(sign):08x}" if ord(sign) < 32 or sign in '"\\\x7f' else sign for sign in text
    )
    return f'"{made}"'


def toml(said: Mapping[str, str | list[str]]) -> str:
    rows = []
    for key, one in said.items():
        value = quoted(one) if isinstance(one, str) else f"[{', '.join(map(quoted, one))}]"
        rows.append(f"{key} = {value}\n")
    return "".join(rows)


ANSWERS = st.fixed_dictionaries(
    {
        "name": st.one_of(st.just("UBND xã Mẫu"), WORDS),
        "kind": st.sampled_from(("vksnd", "ubnd", "so", "khac-nua", "Xã")),
    },
    optional={
        "short": WORDS,
        "section": WORDS,
        "address": WORDS,
        "responsible": WORDS,
        "units": LISTS,
        "departments": LISTS,
        "authors": LISTS,
        "heads": LISTS,
    },
)


@settings(max_examples=examples(10, long=500), deadline=None)
@given(said=ANSWERS)
def test_answers_are_refused_in_words_or_become_a_sound_newsroom(
    said: dict[str, str | list[str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = bare_project(Path(folder) / "project")
        text = toml(said).encode("utf-8", "surrogatepass")
        proposal = start.propose(root, lambda _: None, from_toml(text, "a.toml", root))
        if proposal.plan is None:
            assert proposal.findings
            assert all(one.path == "a.toml" for one in proposal.findings), proposal.findings
            return
        outcome = start.carry_out(proposal, {"go": YES}, lambda _: None)
        assert check(root) == 0
        assert outcome.code == 0
