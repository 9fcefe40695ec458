"""``invoke purge`` on a console."""

from __future__ import annotations

from pathlib import Path

from desk.actions.each_target import at_each, chosen
from desk.actions.purge import Readable, at_once, carry_out, out_of_reach, propose
from desk.messages import Report
from desk.publish.settings import Where
from desk.terminal.console import ask, confirm, interactive, show, warn
from desk.terminal.conversation import settle, show_all
from desk.terminal.correct_command import withdraw


def purge(
    root: Path,
    *,
    post: str,
    yes: bool = False,
    dry_run: bool = False,
    content: bool = False,
    old: bool = False,
    target: str | None = None,
) -> int:
    """Remove all that is kept of ``post``, which readers have no more; the exit code.

    0: nothing within reach has its words any more, or only the list was wanted.
    1: nothing was removed, or words of it are left. ``content``: its own file
    loses its words too. ``old``: readers have it, mended, and only what it was
    before goes. Nobody is asked while the lock is held. Raises LockedError, ReleaseError.
    """
    if not post and interactive():
        post = ask("Bài nào (tên tệp, địa chỉ, hoặc vài chữ của tiêu đề):")
    report = Report(show)

    def work(where: Where) -> int:
        return _purge(root, post, where, yes=yes, dry_run=dry_run, content=content, old=old)

    return at_each(chosen(root, "", target, report), work, report)


def _purge(
    root: Path, post: str, target: Where, *, yes: bool, dry_run: bool, content: bool, old: bool
) -> int:
    if yes and not dry_run:
        outcome = at_once(root, show, post=post, content=content, old=old, target=target)
        return show_all(outcome)
    asks = interactive() and not yes and not dry_run
    proposal = propose(root, show, post=post, content=content, old=old, target=target)
    if isinstance(proposal.plan, Readable):
        show_all(proposal)
        if not asks or not confirm("Gỡ bài ngay bây giờ?", default=False):
            return 1
        path = proposal.plan.path
        withdraw(root, post=path, target=target if isinstance(target, str) else None)
        proposal = propose(root, show, post=path, content=content, target=target)
    plan = proposal.plan
    if plan is None or isinstance(plan, Readable):
        return show_all(proposal) or 1
    if asks:
        return settle(proposal, carry_out)
    show_all(proposal)
    for message in out_of_reach(plan):
        show(message)
    if not dry_run:
        warn(f"Chưa xóa gì. Để xóa: invoke purge {plan.found.path} --yes")
    return 0 if dry_run else 1
