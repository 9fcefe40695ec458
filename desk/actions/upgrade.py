"""Upgrading: what a newer version of the software changes for a newsroom, and doing it."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.building import make
from desk.keeping import FOLDER
from desk.messages import SILENT, Gathered, OnProgress, Report
from desk.publish.changes import lost
from desk.publish.place import current_manifest
from desk.publish.releases import Releases
from desk.publish.settings import read_publish_settings
from desk.publish.tree import scan
from desk.settings_check import all_problems
from desk.settings_moving import create, left_behind, own_lines
from desk.upgrading.samples import put_aside, sample_posts
from desk.upgrading.software import differing, replace_software
from plugins import clock
from plugins.content_folder import content_folder, is_sample
from plugins.model import Problem
from plugins.newsroom_file import PLACE
from plugins.setting_places import CONF, PUBLISH_CONF
from plugins.state_folder import STATE

_TRIAL = Path(STATE) / "nang-cap"
_MOST_NAMES = 10
_GO = Question(key="go", text="Làm những việc trên?", choices=YES_NO, default=YES)


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be done to the newsroom of ``root``."""

    root: Path
    now: datetime
    newer: Path | None
    """The software that takes the place of its own; None: that is there already."""
    settings: bool
    """Whether settings go into the newsroom's own file."""
    samples: tuple[str, ...]
    """Files of our sample among its content."""


def propose(
    root: Path,
    on_progress: OnProgress,
    *,
    newer: Path | None = None,
    now: datetime | None = None,
) -> Proposal[Plan]:
    """What this version of the software changes for the newsroom of ``root``.

    ``newer``: the folder of the version that is to take the place of the software in ``root``.
    Where it is there already the site is built for trial, and its addresses compared with what
    readers have.
    """
    said = Gathered()
    if is_sample(root):
        said.say("Trong thư mục content chưa có gì của cơ quan, nên chỉ phần mềm được nâng cấp.")
    files = differing(root, newer) if newer is not None else 0
    if files:
        said.say(f"Phần mềm: {files} tệp mới hoặc khác; bài viết và sổ không bị đụng tới.")
    written = own_lines(root)
    for line in written:
        said.say(f"Thiết lập chuyển vào {PLACE}: {line}")
    left = tuple(left_behind(root))
    said.problems(left, is_counted=False)
    samples = () if is_sample(root) else sample_posts(content_folder(root))
    if samples:
        more = len(samples) - _MOST_NAMES
        names = ", ".join(f"content/{path}" for path in samples[:_MOST_NAMES])
        said.say(
            f"Bài và ảnh của bản mẫu còn nằm giữa bài của cơ quan, sẽ được chuyển sang bên: {names}"
            + (f" và {more} tệp khác" if more > 0 else "")
        )
    plan = Plan(
        root=root,
        now=now or clock.now(),
        newer=newer if files else None,
        settings=bool(written or left),
        samples=samples,
    )
    if plan.newer is not None:
        said.say("Địa chỉ và bài viết được đối chiếu ngay sau khi thay phần mềm.")
        return Proposal(messages=said.messages, questions=(_GO,), plan=plan)
    code = _compared(root, on_progress, said)
    if plan.settings or plan.samples:
        return Proposal(messages=said.messages, questions=(_GO,), plan=plan, code=code)
    said.say("Không có gì phải chuyển đổi.")
    said.say(_next(code))
    return Proposal(messages=said.messages, code=code)


def carry_out(proposal: Proposal[Plan], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Do it, keep what gives way, and compare addresses and texts with what readers have.

    Raises OSError.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to carry out"
    if answer_to(_GO, answers) != YES:
        report.say("Chưa thay đổi gì. Khi sẵn sàng, gõ lại lệnh này.")
        return Outcome()
    root = plan.root
    if plan.newer is not None:
        aside = root / FOLDER / f"phan-mem-{plan.now:%Y%m%d-%H%M%S}"
        replace_software(root, plan.newer, aside)
        report.say(f"Đã thay phần mềm; bản cũ ở {aside.relative_to(root).as_posix()}.")
    if plan.settings:
        create(root, plan.now)
        report.say(f"Đã chuyển thiết lập vào {PLACE}; tệp cũ ở {FOLDER}.")
    if plan.samples:
        place = put_aside(root, content_folder(root), plan.samples)
        report.say(
            f"Đã chuyển {len(plan.samples)} tệp của bản mẫu sang "
            f"{place.relative_to(root).as_posix()}."
        )
    said = Gathered()
    code = _compared(root, on_progress, said)
    said.say(_next(code))
    return Outcome(code=code, messages=said.messages)


def _next(code: int) -> str:
    if code:
        return (
            "Sửa những chỗ trên rồi chạy: invoke publish. Trong lúc ấy độc giả vẫn xem bản cũ, "
            "không mất gì."
        )
    return "Xong. Xem trước: invoke serve. Công bố: invoke publish"


def _compared(root: Path, on_progress: OnProgress, said: Gathered) -> int:
    """Build for trial, and say whether all that readers have stays; 1 when something is wrong."""
    if is_sample(root):
        return 0
    report = Report(on_progress)
    report.say("Đang dựng thử để đối chiếu với bản độc giả đang xem …")
    output = root / _TRIAL
    try:
        built = make(
            root, output=output, conf=PUBLISH_CONF, options={"NEWSROOM_QUIET": True}, report=SILENT
        )
        newsroom = built.newsroom
        files = frozenset() if built.code else frozenset(path for path, _ in scan(output))
    finally:
        shutil.rmtree(output, ignore_errors=True)
    if built.code or newsroom is None:
        said.problems(_grave(all_problems(root, (CONF, PUBLISH_CONF))))
        said.warn("Phiên bản này chưa dựng được trang tin từ bài viết hiện có.")
        return 1
    settings, _ = read_publish_settings(root, None, site=False)
    if settings is None or not settings.target.is_dir():
        said.say("Chưa công bố bản nào, nên không có địa chỉ nào phải giữ.")
        return 0
    old = current_manifest(Releases(folder=settings.target))
    problems = lost(old, files, newsroom)
    said.problems(problems)
    if not problems:
        said.say(f"Đủ {len(old.addresses)} địa chỉ mà độc giả đang có; không địa chỉ nào mất.")
    return 1 if problems else 0


def _grave(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == "error")
