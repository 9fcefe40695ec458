"""``invoke start`` on a console."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desk.actions.proposal import YES, Question
from desk.actions.start import carry_out, propose
from desk.starting.agency_answers import KEYS, LISTS, READY, Given
from desk.starting.begun import State, state_of
from desk.starting.example import example
from desk.starting.kits import kit_of, kits
from desk.starting.reading import from_options, from_toml
from desk.terminal import console
from desk.terminal.conversation import ask_all, settle, show_all
from plugins.on_disk import as_on_disk, why_unreadable
from plugins.plain_file import read_plain

_ASKED_ALWAYS = ("name", "kind")
_SKIPPED = ("short", "heads", "target", "sections")
"""Keys that few agencies need: by an option or a file of answers only."""


def start(
    root: Path,
    *,
    answers: str = "",
    print_answers: bool = False,
    dry_run: bool = False,
    yes: bool = False,
    **options: str,
) -> int:
    """Begin a newsroom from ``answers``, ``options`` or questions; the exit code.

    0: written and published, or only shown. 1: nothing was written, or it could not be
    published. 2: nothing was answered, and nobody can be asked.
    """
    if print_answers:
        console.say(example())
        return 0
    given, fault = _given(answers, options)
    if fault:
        console.warn(fault)
        return 2
    asks = console.interactive() and not yes and not answers
    if not (given.said or given.problems or asks) and state_of(root) is not State.OWN:
        console.warn(
            "Chưa có câu trả lời nào. Viết: invoke start --answers tra-loi.toml --yes\n"
            "Tệp mẫu: invoke start --print-answers > tra-loi.toml"
        )
        return 2
    if asks and state_of(root) is State.FRESH:
        given = _asked(given)
    proposal = propose(root, console.show, given)
    if proposal.plan is None or dry_run or not (yes or console.interactive()):
        code = show_all(proposal)
        if proposal.plan is not None:
            console.say("Chưa ghi gì." if dry_run else "Chưa ghi gì. Để lập: thêm --yes.")
        return code or int(proposal.plan is not None and not dry_run)
    return settle(proposal, carry_out, _agreed if yes else ask_all)


def _agreed(questions: Sequence[Question]) -> dict[str, str]:
    return {one.key: YES for one in questions}


def _given(answers: str, options: Mapping[str, str]) -> tuple[Given, str]:
    """What a file and options say, of which options go first; and why there is no such file."""
    said = from_options(options, Path.cwd())
    if not answers:
        return said, ""
    file = as_on_disk(Path(answers).expanduser())
    try:
        data = read_plain(file)
    except FileNotFoundError:
        return said, f"--answers: không có tệp «{answers}»."
    except OSError as error:
        return said, f"--answers: «{answers}»: {why_unreadable(error)}"
    return said.over(from_toml(data, answers, file.resolve().parent)), ""


# --- questions --------------------------------------------------------------------------


def _asked(given: Given) -> Given:
    """What was given, and the officer's answers to all else. Raises EOFError, KeyboardInterrupt."""
    console.say("Enter: bỏ qua câu hỏi, ghi sau cũng được. Ctrl-C: dừng, chưa ghi gì.")
    for key in KEYS:
        if key in given.said or key in _SKIPPED:
            continue
        given = _answer(key, given)
    return given


def _answer(key: str, given: Given) -> Given:
    """``given`` with the answer to ``key``, asked until it can be taken."""
    question = _question(key, given)
    while True:
        said = _list(question) if key in LISTS else console.answer(question)
        if not said and key in _ASKED_ALWAYS:
            console.say("Điều này phải có mới lập được tòa soạn.")
            continue
        one = from_options({key: said}, Path.cwd())
        if not one.problems:
            return one.over(given)
        console.list_problems(one.problems)


def _question(key: str, given: Given) -> str:
    words, note = KEYS[key].words, KEYS[key].help
    kit = kit_of(given.answers.kind)
    if key == "kind":
        note = "; ".join(f"{one.id}: {one.name}" for one in kits().values())
        note += "; loại khác: chữ thường không dấu, ví dụ so"
    ready = {"units": [one.name for one in kit.units], "departments": list(kit.departments)}
    if names := ready.get(key):
        console.say(f"Có sẵn, cần đối chiếu lại: {', '.join(names)}")
        note = f"gõ “{READY}” để lấy; hoặc tên một tệp .csv, .xlsx"
    end = "; mỗi dòng một tên, dòng trống là hết" if key in LISTS else ""
    return f"{words} ({note}{end}):"


def _list(question: str) -> str:
    """Lines until an empty one."""
    rows: list[str] = []
    while row := console.answer(question if not rows else "…"):
        rows.append(row)
        if len(rows) == 1 and (row == READY or "." in row):
            break
    return "\n".join(rows)
