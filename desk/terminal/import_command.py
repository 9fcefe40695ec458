"""``invoke import`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from desk.actions import accepting, import_again
from desk.actions.importing import Wanted, carry_out, propose
from desk.actions.proposal import Question
from desk.importers.records import record_of, refusal
from desk.importers.session import Imported
from desk.messages import SILENT, Findings, Sentence
from desk.terminal.console import print_record, say, show
from desk.terminal.conversation import ask_all, settle, show_all
from plugins.registry import Registry


def import_file(
    root: Path,
    source: Path | str | Sequence[Path | str],
    *,
    dry_run: bool = False,
    json: bool = False,
    now: datetime | None = None,
    **how: str | bool,
) -> int:
    """Import Word files, old pages, and folders and zips of them; the exit code.

    ``dry_run`` writes nothing, and shows what would come of it. With ``json`` nothing is said but
    one JSON object a post and line. ``how``: see ``Wanted``.
    """
    wanted = Wanted(**how)  # type: ignore[arg-type]
    proposal = propose(
        root,
        source,
        SILENT.on_progress if json else show,
        wanted=wanted,
        is_read=dry_run,
        now=now,
        on_result=_print if json else None,
    )
    if not json:
        return show_all(proposal) if dry_run else settle(proposal, carry_out)
    if proposal.plan is None:
        said = [m.text for m in proposal.messages if isinstance(m, Sentence)]
        said += [
            p.message for m in proposal.messages if isinstance(m, Findings) for p in m.problems
        ]
        given = [source] if isinstance(source, (str, Path)) else source
        print_record(refusal(", ".join(map(str, given)), "; ".join(said)))
        return proposal.code
    return proposal.code if dry_run else carry_out(proposal, {}, SILENT.on_progress).code


def accept(
    root: Path, name: str, *, by: str = "", why: str = "", now: datetime | None = None
) -> int:
    """Let the undoubted drafts of the import ``name`` be published; the exit code.

    With ``by`` and ``why`` nobody is asked.
    """
    proposal = accepting.propose(root, name, now=now)
    if by or why:
        given = {accepting.BY: by, accepting.WHY: why}
        return settle(proposal, accepting.carry_out, lambda _questions: given)
    return settle(proposal, accepting.carry_out, _ask)


def again(root: Path, posts: Sequence[str], *, json: bool = False) -> int:
    """Show what the importer would say otherwise today of what it imported; the exit code.

    ``posts``: of these alone, by name. With ``json`` one object a post that differs.
    """
    proposal = import_again.propose(root, posts, SILENT.on_progress if json else show)
    if not json or proposal.plan is None:
        return show_all(proposal)
    for one in proposal.plan:
        print_record(msgspec.structs.asdict(one))
    return proposal.code


def _ask(questions: Sequence[Question]) -> Mapping[str, str]:
    """The reason, and only with one who answers."""
    for one in questions:
        if one.above:
            say(one.above)
    why = ask_all([one for one in questions if one.key == accepting.WHY])
    if not any(why.values()):
        return {}
    return why | ask_all([one for one in questions if one.key == accepting.BY])


def _print(one: Imported, registry: Registry) -> None:
    print_record(record_of(one, registry))
