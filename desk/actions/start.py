"""A newsroom of an agency's own: from answers to files, with what stood there set aside."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from desk import files
from desk.actions import publish
from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.faults import explain
from desk.keeping import FOLDER, keep
from desk.messages import Gathered, OnProgress, Report
from desk.publish.wanted import Wish
from desk.settings_moving import with_settings
from desk.starting.agency_answers import Answers as AgencyAnswers
from desk.starting.agency_answers import Given
from desk.starting.answer_rules import faults, unknown_heads
from desk.starting.begun import (
    Begun,
    State,
    begun,
    digest,
    note,
    state_of,
)
from desk.starting.people import people_of
from desk.starting.trial import trial
from desk.starting.writing import Composed, composed, sections_of
from plugins import clock
from plugins.content_folder import (
    NEWSROOM_FILE,
    SAMPLE,
    is_sample,
    own_folder,
    shown_content,
)
from plugins.model import Problem
from plugins.newsroom_file import KEYS
from plugins.registry.syntax import parsed, toml_row
from plugins.state_folder import STATE

ASIDE: Final = "truoc-khi-bat-dau"
"""The folder in which what stood there lies afterwards; the moment follows."""

_GO = Question(key="go", text="Lập tòa soạn này?", choices=YES_NO)
_NOTHING = "Chưa ghi gì: hãy sửa những chỗ trên rồi chạy lại."


class Beginning(Struct, frozen=True, kw_only=True):
    """What would be written."""

    root: Path
    given: Given
    made: Composed
    name: str
    """The agency's, as posts have it."""
    changes: Mapping[str, bytes]
    """Each file to be written, below the content folder."""
    is_new: bool
    """Whether a whole folder takes the place of the one that stands there."""


def propose(root: Path, on_progress: OnProgress, given: Given) -> Proposal[Beginning]:
    """What would be written from the answers ``given``, or everything wrong with them.

    What start was told before counts where ``given`` does not say otherwise.
    """
    del on_progress  # nothing here takes long
    found = Gathered()
    state = state_of(root)
    if state is State.OWN:
        found.warn("\n".join(_refusal()))
        return Proposal(messages=found.messages, code=1)
    before = begun(root) if state is State.BEGUN else None
    if before is not None:
        said = frozenset(key for key in type(before.answers).__struct_fields__)
        given = given.over(Given(answers=before.answers, said=said))
    people, unknown = people_of(given)
    problems = tuple(dict.fromkeys((*faults(given, root), *unknown)))
    if problems:
        return _refused(problems)
    made = composed(given, people, root)
    problems = trial(root, given, made)
    if problems:
        return _refused(problems)
    changes = dict(made.files)
    if before is not None:
        changes = dict(_changes(root, made, before, given.answers, found))
        if not changes:
            found.say("Không có gì thay đổi.")
            return Proposal(messages=found.messages)
    plan = Beginning(
        root=root,
        given=given,
        made=made,
        name=people.agency.name.text,
        changes=changes,
        is_new=before is None,
    )
    _tell(plan, len(people.units), len(people.departments), len(people.authors), found)
    return Proposal(messages=found.messages, questions=(_GO,), plan=plan)


def _refused(problems: tuple[Problem, ...]) -> Proposal[Beginning]:
    found = Gathered()
    in_files = [problem for problem in problems if not problem.path.startswith("--")]
    for problem in problems:
        if problem.path.startswith("--"):
            option = f"{problem.path}: "
            message = problem.message.removeprefix(f"{problem.path[2:]}: ")
            found.warn(f"{option}{message}")
    found.problems(sorted(in_files))
    found.warn(_NOTHING)
    return Proposal(messages=found.messages, code=1)


def _refusal() -> Iterator[str]:
    """Why a newsroom that has posts is left alone, and how what was asked is done."""
    yield "Tòa soạn này đã có bài của mình, nên invoke start không đụng vào. Để đổi:"
    yield "  tên chuyên mục, địa chỉ, chân trang, màu, biểu trưng: sửa content/newsroom.toml"
    yield "  đơn vị, phòng, tác giả: thêm vào các tệp trong content/registry/"
    yield "  trang Giới thiệu, Liên hệ…: sửa các tệp trong content/trang/"
    yield "rồi invoke check, invoke publish. Lập tòa soạn khác: làm trong một bản chép khác."


def _changes(
    root: Path, made: Composed, before: Begun, said: AgencyAnswers, found: Gathered
) -> Iterator[tuple[str, bytes]]:
    """Which files differ from what stands there; one changed by hand is mended by key or left."""
    for path, data in made.files.items():
        place = own_folder(root) / path
        there = place.read_bytes() if place.is_file() else None
        known = before.written.get(path)
        if known == digest(data):
            continue  # nothing asked changes it, whatever became of it
        if there is None or digest(there) == known:
            yield path, data
        elif path == NEWSROOM_FILE:
            if (mended := _with_keys(root, before.answers, there, data)) != there:
                yield path, mended
            if sections_of(before.answers)[1:] != sections_of(said)[1:]:
                found.warn("content/newsroom.toml đã được sửa tay: hãy tự thêm [[sections]] mới.")
        elif there != data:
            found.warn(f"content/{path} đã được sửa tay nên giữ nguyên; hãy tự sửa điều vừa đổi.")


def _with_keys(root: Path, said: AgencyAnswers, there: bytes, data: bytes) -> bytes:
    """The settings that stand there, with what is said otherwise than when they were ``said``."""
    earlier = Given(answers=said)
    written = composed(earlier, people_of(earlier)[0], root).files[NEWSROOM_FILE]
    old, new = (parsed(one.decode()) for one in (written, data))
    lines = {
        key: toml_row(key, value)
        for key, value in new.items()
        if key in KEYS and old.get(key) != value
    }
    return with_settings(root, lines).encode() if lines else there


def _tell(plan: Beginning, units: int, departments: int, authors: int, found: Gathered) -> None:
    answers = plan.given.answers
    rows = (
        ("Cơ quan", plan.name),
        ("Chuyên mục", ", ".join(one.name for one in sections_of(answers))),
        ("Địa chỉ trang tin", answers.url or "chưa có; ghi url trước khi đưa lên mạng"),
        ("Đơn vị", units),
        ("Phòng", departments),
        ("Tác giả", authors),
    )
    found.table("Tòa soạn sẽ lập:", ("Điều", "Trả lời"), rows)
    if unknown_heads(plan.given):
        found.say(
            f"Máy chưa biết loại cơ quan «{answers.kind}»: tên đơn vị vẫn dùng được như đã ghi. "
            'Để máy nhận ra mọi cách viết, thêm heads = ["tên đủ", "tên gọn"].'
        )
    if not plan.is_new:
        found.say(f"Sẽ ghi lại: {', '.join(f'content/{path}' for path in plan.changes)}")
        return
    if os.path.lexists(place := own_folder(plan.root)):
        # Not as a path, which on a screen is the sample's while that stands in for it.
        aside = _said_of(_aside(plan.root), plan.root)
        found.say(f"Những gì đang có trong thư mục {place.name} được chuyển sang bên, vào {aside}.")


def carry_out(proposal: Proposal[Beginning], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write all, put it in its place by renames, and publish it to the folder of releases.

    Raises OSError: then what stood there stands there again.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to carry out"
    if answer_to(_GO, answers) != YES:
        report.say("Không thay đổi gì.")
        return Outcome()
    now = clock.now()
    was_sample = is_sample(plan.root)
    aside = _free(_aside(plan.root) / f"{ASIDE}-{now:%Y%m%d-%H%M%S}")
    if plan.is_new:
        _begin(plan, aside)
    else:
        for path, data in plan.changes.items():
            place = own_folder(plan.root) / path
            if place.is_file():
                keep(plan.root, path, place.read_bytes(), now)
            files.write(place, data)
    note(plan.root, plan.given.answers, plan.made.files)
    code = _published(plan.root, report)
    report.say("\n".join(_last_words(plan, aside, code, was_sample=was_sample)))
    return Outcome(code=code)


def _begin(plan: Beginning, aside: Path) -> None:
    """Put a new content folder in the place of the old one, which goes ``aside``."""
    root = plan.root
    place = own_folder(root)
    room = root / STATE if place.is_relative_to(root) else place.parent
    room.mkdir(exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=room, prefix=".bat-dau-"))
    try:
        for path, data in plan.changes.items():
            files.write(stage / place.name / path, data)
        _swap(stage / place.name, place, aside)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(new: Path, place: Path, aside: Path) -> None:
    """Move what is at ``place`` aside and ``new`` there, or leave all as it was."""
    moved = os.path.lexists(place)
    if moved:
        aside.mkdir(parents=True, exist_ok=True)
        place.rename(aside / place.name)
    try:
        new.rename(place)
    except OSError:
        if moved:
            (aside / place.name).rename(place)
        raise


def _aside(root: Path) -> Path:
    """Where things are put aside by a rename: on the disk of what they are."""
    place = own_folder(root)
    return root / FOLDER if place.is_relative_to(root) else place.parent


def _said_of(place: Path, root: Path) -> str:
    """``place`` as an officer in ``root`` knows it."""
    inside = place.is_relative_to(root)
    return place.relative_to(root).as_posix() if inside else str(place)


def _free(place: Path) -> Path:
    number, free = 1, place
    while os.path.lexists(free):
        number += 1
        free = place.with_name(f"{place.name}-{number}")
    return free


def _published(root: Path, report: Report) -> int:
    """Publish what was written; the exit code. What stands in the way is said."""
    try:
        return publish.at_once(root, report.on_progress, Wish()).code
    except Exception as error:
        if not (said := explain(error)):
            raise
        report.warn(f"Đã lập tòa soạn, nhưng chưa công bố được: {said}")
        return 1


def _last_words(plan: Beginning, aside: Path, code: int, *, was_sample: bool) -> Iterator[str]:
    shown = shown_content(plan.root)
    yield ""
    done = "đã lập và đã công bố" if not code else "đã lập"
    yield f"Tòa soạn của {plan.name} {done}; mọi thứ của cơ quan nằm trong {shown}."
    if aside.is_dir():
        yield f"Những gì đứng đó trước nay ở {_said_of(aside, plan.root)}/"
        yield f"  Muốn lấy lại: đổi tên {shown} nay có, rồi chuyển thư mục trong đó về chỗ cũ."
    if was_sample:
        yield f"Bản mẫu vẫn ở {SAMPLE}/; muốn xem lại thì đổi tên {shown} một lúc."
    if plan.made.drafts and plan.is_new:
        yield "Trang còn chỗ trống {{…}}: điền xong, xóa dòng status: draft thì độc giả mới thấy:"
        yield from (f"  {shown}{path}" for path in plan.made.drafts)
    yield "Ba lệnh tiếp theo:"
    yield "  invoke new              viết bài đầu tiên"
    yield "  invoke serve --open     xem trước trên máy này"
    yield "  invoke publish          công bố"
