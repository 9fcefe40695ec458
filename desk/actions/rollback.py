"""Rolling back: readers see an earlier release again, exactly as it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from desk.actions.each_target import named_in
from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.messages import Gathered, Message, OnProgress, Report
from desk.publish.changes import compare, events
from desk.publish.kept import sound
from desk.publish.manifest import Address, Manifest
from desk.publish.place import holding, manifest_of, opened, say_if_not_noted
from desk.publish.releases import Releases
from desk.publish.settings import Where
from desk.publish.soundness import Mender
from desk.publish.telling import tell_changes
from desk.publish.withdrawn import shown_again
from plugins import clock
from plugins.addresses import ATTACHMENT, PICTURE
from plugins.content_folder import content_folder
from plugins.sections import sections_of, table_of_sections
from plugins.vietnamese import time_and_day

_MOST_NAMES = 20
"""Texts named one by one before the rest is only counted."""


class Return(Struct, frozen=True, kw_only=True):
    """The release to go back to."""

    root: Path
    releases: Releases
    site: str
    current: int
    """The release that readers saw when this was proposed."""
    manifest: Manifest
    at: str = ""
    """What ``invoke rollback`` needs beside it for this place."""
    again: Mapping[str, Address]
    """Texts that were taken back since and that it shows, by address."""

    @property
    def question(self) -> Question:
        """Whether to go back."""
        what = f"Trở lại bản {self.manifest.number}"
        if self.again:
            what += f", cho độc giả đọc lại {_names(self.again)}"
        return Question(key="go", text=f"{what}?", choices=YES_NO)


def propose(
    root: Path,
    on_progress: OnProgress,
    *,
    to: int | None = None,
    again: bool = False,
    target: Where = None,
) -> Proposal[Return]:
    """What it would change to show readers release ``to``, or the one before.

    A release that shows what was taken back since is refused unless ``again``; one
    that is damaged is mended first. Raises LockedError, ReleaseError.
    """
    report = Report(on_progress)
    place = opened(root, target, report, create=False)
    if place is None:
        return Proposal(code=1)
    settings, releases = place
    with holding(releases, report):
        at = named_in(target)
        return _proposed(root, releases, settings.site, report, to=to, again=again, at=at)


def carry_out(proposal: Proposal[Return], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Go back, when the answer is yes and readers still see what they saw.

    Raises LockedError, ReleaseError.
    """
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to carry out"
    if answer_to(plan.question, answers) != YES:
        report.say(f"Không thay đổi gì: độc giả vẫn xem bản {plan.current}.")
        return Outcome()
    mender = Mender(root=plan.root, releases=plan.releases, report=report)
    with holding(plan.releases, report):
        number = plan.manifest.number
        whole = plan.releases.last_shown() == plan.current and _whole(mender, number, plan.at)
        if whole:
            _let_readers_see(plan, report)
            return Outcome()
    report.warn(
        "Trong lúc chờ trả lời, độc giả đã được cho xem bản khác, nên chưa đổi gì. "
        f"Hãy chạy lại: invoke rollback{plan.at}"
    )
    return Outcome(code=1)


def at_once(
    root: Path,
    on_progress: OnProgress,
    *,
    to: int | None = None,
    again: bool = False,
    target: Where = None,
) -> Outcome:
    """Propose and carry out with nobody asked and nobody else at work in between."""
    report = Report(on_progress)
    place = opened(root, target, report, create=False)
    if place is None:
        return Outcome(code=1)
    settings, releases = place
    with holding(releases, report):
        at = named_in(target)
        proposal = _proposed(root, releases, settings.site, report, to=to, again=again, at=at)
        for message in proposal.messages:
            on_progress(message)
        if proposal.plan is not None:
            _let_readers_see(proposal.plan, report)
        return Outcome(code=proposal.code)


def _proposed(
    root: Path,
    releases: Releases,
    site: str,
    report: Report,
    *,
    to: int | None,
    again: bool,
    at: str,
) -> Proposal[Return]:
    """The release to go back to, and what that changes."""
    current = releases.last_shown()
    chosen = to if to is not None else releases.before(current)
    if current is None or chosen is None:
        report.warn("Chưa có bản nào trước đó để trở lại.")
        return Proposal(code=1)
    here = manifest_of(releases, current, report)
    shown = {one.release: one.again for one in shown_again(releases, here)}
    if to is None and shown.get(chosen) and not again:
        # The release before may be an old one that readers were once taken back to.
        between = [n for n in shown if chosen < n < current and not shown[n]]
        if between:
            report.say(
                f"Bản {chosen} còn bài đã gỡ bỏ nên không trở lại bản ấy mà bản {between[0]}."
            )
            chosen = between[0]
    taken_back = shown.get(chosen, {})
    if taken_back and not again and chosen != current:
        others = [n for n in shown if n != current and not shown[n]]
        return _refused(chosen, taken_back, others[0] if others else None, at)
    releases.bring(chosen)
    manifest = _whole(Mender(root=root, releases=releases, report=report), chosen, at)
    if manifest is None:
        return Proposal(code=1)
    if chosen == releases.current():
        report.say(f"Độc giả đang xem đúng bản {chosen}; không có gì phải làm.")
        return Proposal()
    plan = Return(
        root=root,
        releases=releases,
        site=site,
        current=current,
        manifest=manifest,
        at=at,
        again=taken_back,
    )
    return Proposal(messages=_changes(here, plan), questions=(plan.question,), plan=plan)


def _refused(
    chosen: int, taken_back: Mapping[str, Address], other: int | None, at: str
) -> Proposal[Return]:
    """Why not release ``chosen``, and how to go on; ``other``: the newest that has no such."""
    report = Gathered()
    report.warn(
        f"Không trở lại bản {chosen}: độc giả sẽ lại đọc được {len(taken_back)} bài đã gỡ bỏ: "
        f"{_names(taken_back)}."
    )
    if other is not None:
        report.say(
            f"Bản mới nhất không có bài đã gỡ là bản {other}: invoke rollback --to {other}{at}"
        )
    report.say("Chỉ một bài sai thì sửa bài ấy rồi công bố: invoke publish")
    report.say(f"Nếu đúng là muốn cho hiện lại: invoke rollback --to {chosen}{at} --again")
    return Proposal(messages=report.messages, code=1)


def _names(taken_back: Mapping[str, Address]) -> str:
    named = [f"«{address.title or url}»" for url, address in list(taken_back.items())[:_MOST_NAMES]]
    more = len(taken_back) - len(named)
    return "; ".join(named) + (f" và {more} bài khác" if more else "")


def _whole(mender: Mender, chosen: int, at: str) -> Manifest | None:
    """The manifest of release ``chosen``, when every byte is as it was, or is again.

    Else why not is said.
    """
    releases, report = mender.releases, mender.report
    manifest = releases.manifest(chosen)
    if manifest is None and chosen not in releases.numbers():
        report.warn(f"Không có bản {chosen}. Xem các bản đang giữ: invoke rollback --list{at}")
        return None
    if manifest is None:
        report.warn(
            f"Không trở lại bản {chosen}: bản kê {releases.manifest_file(chosen)} đã mất hoặc hỏng "
            "nên không biết bản ấy gồm những gì."
        )
    elif not (lacking := mender.made_whole(manifest, clock.now())):
        return manifest
    else:
        report.warn(
            f"Không trở lại bản {chosen}: {len(lacking)} tệp không còn đúng như khi công bố, và "
            "không còn bản lành nào của chúng:"
        )
        mender.name(lacking, manifest)
    other = sound(releases, [n for n in releases.numbers() if n < chosen])
    if other is not None:
        report.say(
            f"Bản {other} còn nguyên vẹn. Để trở lại bản ấy: invoke rollback --to {other}{at}"
        )
    else:
        report.say("Không còn bản nào cũ hơn nguyên vẹn; độc giả vẫn xem bản hiện nay.")
    return None


def _changes(here: Manifest, plan: Return) -> tuple[Message, ...]:
    report = Gathered()
    manifest = plan.manifest
    changes = compare(here.built, manifest.built)
    table = table_of_sections(sections_of(content_folder(plan.root)))
    tell_changes(changes, events(here.addresses, manifest.addresses), (), table, report)
    if plan.again:
        report.warn(f"Chú ý: {len(plan.again)} bài đã gỡ bỏ sẽ hiện lại: {_names(plan.again)}.")
    pictures = [path for path in changes.new if PICTURE.serves(path)]
    if pictures and manifest.number < here.number:
        report.warn(
            f"Chú ý: {len(pictures)} tệp ảnh nay không còn trên trang sẽ hiện lại, ví dụ "
            f"/{pictures[0]}; hãy xem có ảnh nào đã bỏ vì người trong ảnh không."
        )
    files = [path for path in changes.new if ATTACHMENT.serves(path)]
    if files and manifest.number < here.number:
        report.warn(
            f"Chú ý: {len(files)} tệp đính kèm nay không còn trên trang sẽ hiện lại, ví dụ "
            f"/{files[0]}; hãy xem có tệp nào đã bỏ vì điều ghi trong đó không."
        )
    return report.messages


def _let_readers_see(plan: Return, report: Report) -> None:
    releases, manifest, current = plan.releases, plan.manifest, plan.current
    releases.show(manifest.number, "rollback")
    say_if_not_noted(releases, report)
    made = time_and_day(manifest.made)
    report.say(
        f"Độc giả nay xem bản {manifest.number} ({made}, {manifest.posts} bài), "
        "đúng từng byte như khi công bố."
    )
    if current > manifest.number:
        report.say(
            "Lần công bố tự động sau sẽ không cho hiện lại những gì vừa lùi; bài thì vẫn còn."
        )
    report.say(f"Bản {current} vẫn giữ: invoke rollback --to {current}{plan.at}")
    report.say(f"Độc giả xem ở {plan.site}/")
