"""``invoke rollback`` on a console."""

from __future__ import annotations

from pathlib import Path

from desk.actions.each_target import WRONG, at_each, chosen
from desk.actions.kept_releases import kept
from desk.actions.rollback import at_once, carry_out, propose
from desk.messages import Report
from desk.publish.settings import Where
from desk.terminal.console import interactive, show
from desk.terminal.conversation import settle, show_all
from plugins.targets import Target


def rollback(
    root: Path,
    *,
    to: int | None = None,
    only_list: bool = False,
    yes: bool = False,
    again: bool = False,
    at: str = "",
    target: str | Path | None = None,
) -> int:
    """Show readers an earlier release again, exactly as it was; the exit code.

    At each target, or only ``at`` the one of this name, or in the folder ``target``.

    Nobody is asked while the lock is held, so a question left open here stops no one.
    A release that shows what was taken back since is refused unless ``again``.
    Raises LockedError, ReleaseError.
    """
    report = Report(show)
    places = chosen(root, at, target, report)
    if not places:
        return WRONG
    if to is not None and len(places) > 1:
        names = ", ".join(one.name for one in places if isinstance(one, Target))
        report.warn(f"Mỗi nơi công bố đánh số bản riêng. Hãy chọn một nơi: --from … ({names})")
        return WRONG

    def work(where: Where) -> int:
        if only_list:
            return show_all(kept(root, show, target=where))
        if yes or not interactive():
            return show_all(at_once(root, show, to=to, again=again, target=where))
        return settle(propose(root, show, to=to, again=again, target=where), carry_out)

    return at_each(places, work, report)
