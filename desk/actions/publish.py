"""Publishing: check, build, verify, say what readers will find otherwise, and let them see it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from desk.actions.answer import to_ask, write_answers
from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.faults import explain
from desk.messages import Gathered, OnProgress, Report
from desk.publish import unattended
from desk.publish.held import Held
from desk.publish.lock import LockedError
from desk.publish.place import opened
from desk.publish.questions import write_date
from desk.publish.releases import Releases
from desk.publish.sample_releases import set_sample_aside
from desk.publish.settings import PublishSettings, Where
from desk.publish.wanted import Came, Ready, Wish
from desk.publish.work import Work
from plugins import clock
from plugins.content_folder import CONTENT, SAMPLE, is_sample, place_of
from plugins.model import Problem

_SETTINGS = "thiết lập hoặc thư mục công bố đang có lỗi. Xem: invoke check"
_LOCKED = "một lệnh công bố khác đang giữ thư mục công bố."
_UNFORESEEN = "có lỗi ngoài dự kiến của chương trình; xin báo người phụ trách kỹ thuật."
SAMPLE_IS_SHOWN = (
    f"Trong thư mục {CONTENT} chưa có gì của cơ quan, nên lệnh này công bố bản mẫu, ở {SAMPLE}."
)
_GO = Question(key="go", text="Công bố những thay đổi này?", choices=YES_NO)


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be published, as far as it got."""

    root: Path
    settings: PublishSettings
    releases: Releases
    moment: datetime
    wish: Wish
    held: Held = Held()
    """What is left out, or shown as readers have it."""
    ready: Ready | None = None
    """What was built and verified; None: posts lack their dates."""
    undated: tuple[Problem, ...] = ()

    def work(self, report: Report) -> Work:
        """The publication at work, as far as it got."""
        return Work(
            self.root,
            self.settings,
            self.releases,
            self.moment,
            self.wish,
            report,
            self.held,
        )


def propose(
    root: Path,
    on_progress: OnProgress,
    wish: Wish,
    *,
    target: Where = None,
    now: datetime | None = None,
) -> Proposal[Plan]:
    """Build and verify what would be published at ``now`` (default: the clock), for an officer.

    First what is asked about personal data, or dates that posts lack; then whether
    to publish. Raises LockedError, ReleaseError.
    """
    report = Report(on_progress)
    place = _opened(root, target, report)
    if place is None:
        return Proposal(code=1)
    settings, releases = place
    plan = Plan(
        root=root, settings=settings, releases=releases, moment=now or clock.now(), wish=wish
    )
    return _proposed(plan, report)


def _opened(root: Path, target: Where, report: Report) -> tuple[PublishSettings, Releases] | None:
    """As ``opened``; that our sample is what readers will see, or saw until now, is said first."""
    if is_sample(root):
        report.warn(SAMPLE_IS_SHOWN)
    else:
        set_sample_aside(root, report, target=target)
    return opened(root, target, report)


def _proposed(plan: Plan, report: Report) -> Proposal[Plan]:
    found = Gathered()
    work = plan.work(report)
    ready = work.ready(found)
    plan = replace(plan, held=work.held, undated=work.undated)
    if isinstance(ready, Ready):
        plan = replace(plan, ready=ready)
        questions = to_ask(ready.questions) if ready.questions else (_GO,)
        return Proposal(messages=found.messages, questions=questions, plan=plan)
    if ready is Came.UNDATED:
        return Proposal(questions=tuple(_date_of(p, plan.moment) for p in plan.undated), plan=plan)
    if ready is Came.SHOWN:
        _all_is_shown(plan)
    return Proposal(code=0 if ready is Came.SHOWN else 1)


def carry_out(proposal: Proposal[Plan], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write the answers, or publish when the answer is yes and readers still see what they saw.

    Raises LockedError, ReleaseError.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to publish"
    if plan.ready is None:
        return _dated(plan, answers, report)
    if proposal.questions != (_GO,):
        return _answered(plan, plan.ready, answers, report)
    if answer_to(_GO, answers) != YES:
        report.say("Chưa công bố gì. Khi sẵn sàng, chạy lại: invoke publish")
        return Outcome()
    if plan.work(report).agreed(plan.ready) is not Came.SHOWN:
        return Outcome(code=1)
    _all_is_shown(plan)
    return Outcome()


def _answered(plan: Plan, ready: Ready, answers: Answers, report: Report) -> Outcome:
    """Write the answers about personal data; what is left open is held."""
    today = plan.moment.date()
    wrote = write_answers(plan.root, ready.questions, answers, today, report)
    work = plan.work(report)
    came = work.left_open(ready, wrote.waiting)
    if came is Came.REFUSED:
        return Outcome(code=1)
    if came is None and not wrote.answered:
        return Outcome(then=Proposal(questions=(_GO,), plan=plan))
    if came is None:
        report.say("Đã ghi câu trả lời; đang dựng lại.")
    return Outcome(then=_proposed(replace(plan, held=work.held), report))


def _date_of(problem: Problem, moment: datetime) -> Question:
    """Whether a post without a date is of now."""
    return Question(
        key=problem.path,
        text=f"{problem.path} chưa có ngày giờ đăng. Ghi thời điểm hiện tại, "
        f"{moment:%H:%M} ngày {moment:%d/%m/%Y}?",
        choices=YES_NO,
    )


def _dated(plan: Plan, answers: Answers, report: Report) -> Outcome:
    """Write the dates that were agreed to."""
    is_any = False
    for problem in plan.undated:
        if answer_to(_date_of(problem, plan.moment), answers) != YES:
            continue
        try:
            write_date(place_of(plan.root, problem.path), problem.suggestion)
        except ValueError:
            report.warn(f"Máy không ghi được; hãy tự ghi vào phần khai báo: {problem.suggestion}")
        else:
            is_any = True
    if is_any:
        return Outcome(then=_proposed(plan, report))
    report.warn("Chưa công bố gì: hãy sửa những lỗi trên rồi chạy lại.")
    return Outcome(code=1)


def _all_is_shown(plan: Plan) -> None:
    """Whoever publishes by hand was told of everything."""
    if not plan.wish.urgent:
        unattended.forget(plan.root, attended=True)


def at_once(
    root: Path,
    on_progress: OnProgress,
    wish: Wish,
    *,
    target: Where = None,
    now: datetime | None = None,
) -> Outcome:
    """Publish with nobody asked: what waits for an answer is held back.

    The code is 3 then. What was held back or refused is noted for the next command
    to say, unless it is urgent. Raises LockedError, ReleaseError.
    """
    moment, report = now or clock.now(), Report(on_progress)
    try:
        place = _opened(root, target, report)
        work = None if place is None else Work(root, *place, moment, wish, report)
        code = work.at_once() if work is not None else 1
    except Exception as error:
        if not wish.urgent:
            said = _LOCKED if isinstance(error, LockedError) else explain(error) or _UNFORESEEN
            unattended.note(root, said, moment)
        raise
    if wish.urgent:
        return Outcome(code=code)
    if work is not None and work.hurt:
        unattended.note_damage(root, work.hurt, moment)
    if said := work.said(code) if work is not None else _SETTINGS:
        unattended.note(root, said, moment)
    else:
        unattended.forget(root)
    return Outcome(code=code)
