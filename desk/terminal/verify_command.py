"""``invoke verify`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desk.actions.verify import NO_LINK, propose, propose_live
from desk.actions.verify_site import propose_site
from desk.messages import Message, Sentence
from desk.publish.all_read import Found
from desk.publish.site.visit import Visit
from desk.terminal.console import print_record, show
from desk.terminal.conversation import show_all


def verify(root: Path, *, output: Path, full: bool = False) -> int:
    """Read ``output`` against the content of ``root`` and say what is wrong; the exit code.

    ``full`` also asks the Nu HTML checker, when it is installed.
    """
    return show_all(propose(root, show, output=output, full=full))


def verify_releases(root: Path, *, json: bool = False, target: str | Path | None = None) -> int:
    """Read every release that is kept and say what is wrong; the exit code: 1 when anything is.

    Raises ReleaseError.
    """
    proposal = propose_live(root, show, target=target)
    if not json or proposal.plan is None:
        return show_all(proposal)
    _print_records(proposal.plan.releases)
    if proposal.plan.is_link_lost:
        _print_wrong(0, proposal.plan.link.name, "missing", NO_LINK)
    return proposal.code


def verify_site(
    root: Path,
    *,
    url: str,
    json: bool = False,
    sample: int | None = None,
    target: str | Path | None = None,
) -> int:
    """Compare the site at ``url`` with the release readers must see; the exit code.

    With ``sample``, so many addresses at most. Raises ReleaseError.
    """
    on_progress = _unheard if json else show
    proposal = propose_site(root, on_progress, url=url, sample=sample, target=target)
    if not json or proposal.plan is None:
        return show_all(proposal)
    _print_visit(proposal.plan)
    return proposal.code


def _unheard(message: Message) -> None:
    """Of programs that read each line, only warnings are kept apart: on the error stream."""
    if isinstance(message, Sentence) and message.is_warning:
        show(message)


def _print_visit(found: Visit) -> None:
    """One line for the site, then one for each thing that is wrong with it."""
    site = {"url": str(found.origin), "release": found.release}
    counts = {"asked": found.asked, "left": found.left, "wrong": len(found.wrongs)}
    print_record({**site, **counts})
    for one in found.wrongs:
        print_record({"path": one.url, "fault": one.fault.code, "message": one.message})


def _print_records(found: Iterable[Found]) -> None:
    """One line for each release, then one for each thing that is wrong with it."""
    for one in found:
        wrong = len(one.damages) + bool(one.doubt)
        print_record(
            {"release": one.number, "live": one.is_live, "files": one.files, "wrong": wrong}
        )
        if one.doubt:
            _print_wrong(one.number, f"manifests/{one.number}.json", "manifest", one.doubt)
        for damage in one.damages:
            path = f"releases/{one.number}/{damage.path}"
            _print_wrong(one.number, path, damage.fault.code, damage.fault.words)


def _print_wrong(number: int, path: str, code: str, words: str) -> None:
    print_record({"release": number, "path": path, "fault": code, "message": words})
