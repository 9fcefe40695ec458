"""Correcting and withdrawing a published post: the line that says so is written, and published.

A line that readers do not get in the end is taken out of the file again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from desk import files
from desk.actions import publish
from desk.actions.each_target import at_each
from desk.actions.proposal import Answers, Outcome, Proposal, Question, answer_to
from desk.frontmatter import moment
from desk.messages import Gathered, OnProgress, Report
from desk.publish.manifest import Address, AddressKind
from desk.publish.place import current_manifest, opened
from desk.publish.settings import Where
from desk.publish.texts import digest_of
from desk.publish.wanted import Wish
from desk.rewriting import rewritten, with_item
from plugins import clock
from plugins.addresses import path_of
from plugins.content_folder import content_folder
from plugins.lines import decode
from plugins.model import CorrectionKind, Problem
from plugins.posts import read_manuscript
from plugins.posts.addresses import address_of
from plugins.posts.placeholders import is_placeholder
from plugins.posts.typed import in_quotes
from plugins.sections import Sections, sections_of
from plugins.targets import read_targets
from plugins.vietnamese import fold, squeeze

_MOST_OFFERED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A post that readers have."""

    path: str
    """``thong-bao/2021/slug.md``."""
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file as it is and as it would be; with ``problems`` it cannot be."""

    file: Path
    before: bytes
    after: bytes
    line: str
    """What is added."""
    problems: tuple[Problem, ...] = ()


class Wanted(Struct, frozen=True, kw_only=True):
    """Which post is to say what."""

    root: Path
    target: str | Path | None
    kind: CorrectionKind
    note: str
    now: datetime
    posts: tuple[Published, ...]
    """Any of them may be meant."""
    is_agreed: bool
    """Whether it is published without another question."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Which of the posts, and what to say: what is not known of it."""
        paths = tuple(one.path for one in self.posts)
        which = Question(key="post", text="Chọn số (Enter: thôi):", choices=paths)
        is_gone = self.kind is CorrectionKind.WITHDRAWAL
        note = Question(
            key="note",
            text="Vì sao gỡ (độc giả sẽ đọc câu này)?"
            if is_gone
            else "Độc giả cần biết gì (sai ở đâu, đúng là thế nào)?",
        )
        return (*((which,) if len(paths) > 1 else ()), *(() if self.note else (note,)))


class Written(Struct, frozen=True, kw_only=True):
    """The line is in the file, and what would be published with it."""

    root: Path
    target: str | Path | None
    path: str
    change: Change
    publishing: Proposal[publish.Plan] = Proposal()


def propose(
    root: Path,
    on_progress: OnProgress,
    *,
    post: str,
    kind: CorrectionKind,
    note: str = "",
    target: str | Path | None = None,
    now: datetime | None = None,
    is_agreed: bool = False,
) -> Proposal[Wanted | Written]:
    """That readers of ``post`` are told ``note``: which post is meant, and what is still asked.

    ``is_agreed``: it is published then without another question. Raises ReleaseError.
    """
    report = Report(on_progress)
    place = opened(root, target, report, create=False)
    if place is None:
        return Proposal(code=1)
    addresses = current_manifest(place[1], report).addresses
    found = find(post, _published(addresses, AddressKind.POST)) if post else ()
    said = Gathered()
    if not found:
        _say_none(post, addresses, sections_of(content_folder(root)), said)
        return Proposal(messages=said.messages, code=1)
    if len(found) == 1:
        said.say(f"Bài: «{found[0].title}» (content/{found[0].path})")
    else:
        _say_several(post, found, said)
    if note and not _is_fit(note, said):
        return Proposal(messages=said.messages, code=2)
    plan = Wanted(
        root=root,
        target=target,
        kind=kind,
        note=squeeze(note),
        now=now or clock.now(),
        posts=found[:_MOST_OFFERED],
        is_agreed=is_agreed,
    )
    return Proposal(messages=said.messages, questions=plan.questions, plan=plan)


def _published(addresses: Mapping[str, Address], kind: AddressKind) -> list[Published]:
    """What stands at ``addresses`` of one kind."""
    return [
        Published(path=path_of(url), title=address.title)
        for url, address in addresses.items()
        if address.kind is kind
    ]


def _say_none(
    said: str, addresses: Mapping[str, Address], sections: Sections, report: Report
) -> None:
    """Say that no post is meant that readers can read, and why what is meant is none."""
    if not said:
        report.warn("Thiếu tên bài. Ví dụ: invoke withdraw ten-tep-bai-viet")
        return
    report.warn(
        f"Không có bài nào đang công bố là «{said}». Xem tên tệp trong "
        f"{', '.join(f'content/{one.folder}/' for one in sections)}."
    )
    if find(said, _published(addresses, AddressKind.GONE)):
        report.warn("Bài ấy đã gỡ bỏ rồi.")
    elif find(said, _published(addresses, AddressKind.STANDING)):
        report.warn("Đó là trang cố định: cứ sửa tệp của trang rồi chạy: invoke publish")


def _say_several(said: str, found: Sequence[Published], report: Report) -> None:
    report.say(f"Có {len(found)} bài có thể là «{said}»:")
    for number, one in enumerate(found[:_MOST_OFFERED], 1):
        report.say(f"  {number}. {one.title} (content/{one.path})")
    if len(found) > _MOST_OFFERED:
        report.say(f"  … và {len(found) - _MOST_OFFERED} bài khác; hãy gõ nhiều chữ hơn.")


def _is_fit(note: str, report: Report) -> bool:
    """Whether ``note`` is a sentence fit to be read; else why not is said."""
    if not squeeze(note):
        report.warn('Thiếu câu nói với độc giả. Viết: --note "…" (hoặc --why "…" khi gỡ bài)')
        return False
    if is_placeholder(squeeze(note)):
        report.warn(f"«{squeeze(note)}» là chữ mẫu; hãy viết câu nói với độc giả.")
        return False
    return True


def carry_out(
    proposal: Proposal[Wanted | Written], answers: Answers, on_progress: OnProgress
) -> Outcome:
    """Write the line, then publish it past errors of others. Raises LockedError, ReleaseError."""
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to say"
    if isinstance(plan, Written):
        return _published_with(plan, answers, report)
    written = _written(plan, answers, report)
    if isinstance(written, int):
        return Outcome(code=written)
    wish = Wish(urgent=written.path)
    with _taken_back_after_errors(written, report):
        if plan.is_agreed:
            outcome = publish.at_once(
                plan.root, on_progress, wish, target=plan.target, now=plan.now
            )
            give_up(written, report)
            return _to_the_others(written, outcome, report)
        inner = publish.propose(plan.root, on_progress, wish, target=plan.target, now=plan.now)
    return _then(written, inner, report)


def _published_with(plan: Written, answers: Answers, report: Report) -> Outcome:
    """Publish; the line is taken back when readers did not get it."""
    with _taken_back_after_errors(plan, report):
        outcome = publish.carry_out(plan.publishing, answers, report.on_progress)
    if outcome.then is not None:
        return _then(plan, outcome.then, report)
    give_up(plan, report)
    return _to_the_others(plan, outcome, report)


def _to_the_others(plan: Written, first: Outcome, report: Report) -> Outcome:
    """Once one target has it, publish it to the newsroom's others."""
    found = read_targets(plan.root, content_folder(plan.root))
    if first.code or plan.target is not None or not found.are_named:
        return first
    others = found.targets[1:]

    def work(where: Where) -> int:
        wish = Wish(urgent=plan.path)
        return publish.at_once(plan.root, report.on_progress, wish, target=where).code

    code = at_each(others, work, report) if others else 0
    return Outcome(messages=first.messages, code=code)


def _then(plan: Written, inner: Proposal[publish.Plan], report: Report) -> Outcome:
    """What publishing asks next; when it asks nothing, it is over."""
    if inner.plan is None:
        for message in inner.messages:
            report.on_progress(message)
        give_up(plan, report)
        return Outcome(code=inner.code)
    plan = replace(plan, publishing=inner)
    return Outcome(then=Proposal(messages=inner.messages, questions=inner.questions, plan=plan))


@contextmanager
def _taken_back_after_errors(plan: Written, report: Report) -> Iterator[None]:
    try:
        yield
    except BaseException:
        give_up(plan, report)
        raise


def give_up(plan: Wanted | Written | None, report: Report) -> None:
    """Take the line back, if one was written and the release that readers see has it not."""
    if not isinstance(plan, Written):
        return
    place = opened(plan.root, plan.target, report, create=False)
    addresses = current_manifest(place[1], report).addresses if place is not None else {}
    found = addresses.get(address_of(plan.path))
    if found is not None and found.digest == digest_of(plan.change.after):
        return
    here = f"content/{plan.path}"
    if take_back(plan.change):
        report.say(f"{here} đã được trả lại như trước.")
    else:
        report.warn(f"{here} vừa được sửa thêm nên máy để nguyên, cả dòng vừa ghi; hãy xem lại.")


def _written(plan: Wanted, answers: Answers, report: Report) -> Written | int:
    """What was written into the post's file; or the code, and why nothing was is said."""
    path = plan.posts[0].path
    if len(plan.posts) > 1:
        path = answer_to(plan.questions[0], answers)
    if path not in {one.path for one in plan.posts}:
        report.warn("Chưa ghi gì: hãy chạy lại với tên tệp của đúng một bài.")
        return 1
    note = plan.note or squeeze(answer_to(plan.questions[-1], answers))
    if not _is_fit(note, report):
        return 2
    here, file = f"content/{path}", content_folder(plan.root) / path
    if not file.is_file():
        report.warn(f"Không còn tệp {here}. Hãy trả lại tệp ấy rồi chạy lại.")
        return 1
    change = with_note(file, path, plan.kind, note, plan.now)
    if change.problems:
        report.problems(change.problems)
        report.warn("Chưa ghi gì và chưa công bố gì.")
        return 1
    files.write(change.file, change.after)
    report.say(f"Đã ghi vào {here}:")
    report.say(f"    {change.line}")
    return Written(root=plan.root, target=plan.target, path=path, change=change)


def find(said: str, posts: Sequence[Published]) -> tuple[Published, ...]:
    """Which of ``posts`` is meant by a path, an address, a file's name or words of a title.

    One: that is it. Several: any of them may be meant. None: no such post is published.
    """
    wanted = squeeze(said).partition("#")[0].partition("?")[0].replace("\\", "/")
    stem = wanted.rstrip("/").removesuffix(".md").removesuffix(".html")
    name = stem.rpartition("/")[2]
    by_path = [p for p in posts if stem.endswith(p.path.removesuffix(".md"))]
    if by_path:
        return tuple(by_path)
    by_name = [p for p in posts if p.path.rpartition("/")[2] == f"{name}.md"]
    if by_name:
        return tuple(by_name)
    words = fold(wanted)
    return tuple(p for p in posts if words and words in fold(p.title))


def with_note(file: Path, path: str, kind: CorrectionKind, note: str, now: datetime) -> Change:
    """What it takes that the post ``path`` in ``file`` says ``kind`` and ``note`` as of ``now``."""
    before = file.read_bytes()
    item = f"{{date: {moment(now)}, kind: {kind.value}, note: {in_quotes(squeeze(note))}}}"
    line = f"corrections: [{item}]"
    here = f"content/{path}"

    def refused(message: str) -> Change:
        problem = Problem(path=here, line=1, message=message, suggestion=line)
        return Change(file=file, before=before, after=before, line=line, problems=(problem,))

    try:
        after = rewritten(before, lambda text: with_item(text, "corrections", item))
    except ValueError:
        return refused("máy không ghi thêm được vào corrections; hãy tự ghi dòng này")
    old, _ = read_manuscript(path, decode(before).text)
    new, problems = read_manuscript(path, decode(after).text)
    wrong = tuple(p for p in problems if p.severity == "error")
    if wrong:
        return Change(file=file, before=before, after=before, line=line, problems=wrong)
    if old is None or new is None or len(new.post.corrections) != len(old.post.corrections) + 1:
        return refused("máy không ghi thêm được vào corrections; hãy tự ghi dòng này")
    return Change(file=file, before=before, after=after, line=line)


def take_back(change: Change) -> bool:
    """Write the file as it was; False when somebody has written into it since, which stays."""
    try:
        if change.file.read_bytes() != change.after:
            return False
    except FileNotFoundError:
        return False
    files.write(change.file, change.before)
    return True
