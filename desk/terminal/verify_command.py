"""``invoke verify`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desk.actions.verify import NO_LINK, propose, propose_live
from desk.publish.all_read import Found
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
