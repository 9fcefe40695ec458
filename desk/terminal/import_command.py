"""``invoke import`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desk.actions.importing import carry_out, propose
from desk.importers.records import Record, record_of, refusal
from desk.importers.session import Imported
from desk.messages import SILENT, Findings, Sentence
from desk.terminal.console import print_record, show
from desk.terminal.conversation import settle, show_all


def import_file(  # noqa: PLR0913 - all but the first are said by name
    root: Path,
    source: Path | str | Sequence[Path | str],
    *,
    dry_run: bool = False,
    force: bool = False,
    draft: bool = False,
    json: bool = False,
    date: str = "",
    section: str = "",
    now: datetime | None = None,
) -> int:
    """Import Word files, old pages and folders of them into ``root/content``; the exit code.

    ``dry_run`` writes nothing, and shows what would come of it. With ``json`` nothing is said but
    one JSON object a post and line.
    """
    found: list[Imported] = []
    proposal = propose(
        root,
        source,
        SILENT.on_progress if json else show,
        is_read=dry_run,
        force=force,
        draft=draft,
        date=date,
        section=section,
        now=now,
        on_result=found.append,
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
    code = proposal.code if dry_run else carry_out(proposal, {}, SILENT.on_progress).code
    records: list[Record] = [record_of(one, proposal.plan.registry) for one in found]
    for record in records:
        print_record(record)
    return code
