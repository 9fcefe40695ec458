"""Building the site: only what changed is made again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk.actions.proposal import Answers, Outcome, Proposal
from desk.building import make
from desk.messages import OnProgress, Report
from plugins.setting_places import CONF


class Site(Struct, frozen=True, kw_only=True):
    """What is to be built, and where."""

    root: Path
    output: Path
    conf: str
    now: datetime | None
    options: Mapping[str, object]


def propose(
    root: Path,
    *,
    output: Path,
    conf: str = CONF,
    now: datetime | None = None,
    options: Mapping[str, object] | None = None,
) -> Proposal[Site]:
    """To build the site of ``root`` into ``output``: nothing is asked, nor known before it is read.

    ``now`` is the clock to believe (else ``NEWSROOM_NOW``, else the machine's);
    ``options`` are settings beyond those of the file ``conf``.
    """
    site = Site(root=root, output=output, conf=conf, now=now, options=options or {})
    return Proposal(plan=site)


def carry_out(proposal: Proposal[Site], _answers: Answers, on_progress: OnProgress) -> Outcome:
    """Build it: 0 the site is whole, 1 it has problems, 130 stopped by Ctrl-C."""
    site = proposal.plan
    assert site is not None, "a build always has one"
    built = make(
        site.root,
        output=site.output,
        conf=site.conf,
        now=site.now,
        options=site.options,
        report=Report(on_progress),
    )
    return Outcome(code=built.code)
