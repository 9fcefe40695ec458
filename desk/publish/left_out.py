"""What one publication goes without, found out as it goes: each finding asks for another build."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from desk.messages import Report
from desk.publish import held
from desk.publish.changes import Event, Fate
from desk.publish.held import Held
from desk.publish.manifest import Address, Entry
from desk.publish.publication import Publication
from desk.publish.questions import OpenQuestion
from desk.publish.releases import Releases
from desk.publish.texts import LiveTexts
from desk.publish.undo import Undone, taken_back
from desk.publish.wanted import Came, EndedError, Wish
from plugins.addresses import path_of


def refuse(report: Report, said: str, why: str) -> NoReturn:
    """End with nothing published: that is ``said``, and ``why`` is for the next command."""
    report.warn(said)
    raise EndedError(Came.REFUSED, why)


class LeftOut:
    """The texts that are held, and those that are found to have to be.

    Every method raises EndedError: when anything has to be held, to build again
    without it, or when nothing can be published so. ``asks``: somebody is there to be asked.
    """

    def __init__(
        self,
        root: Path,
        releases: Releases,
        moment: datetime,
        wish: Wish,
        report: Report,
        so_far: Held,
    ) -> None:
        self._root = root
        self._releases = releases
        self._moment = moment
        self._wish = wish
        self._report = report
        self.held = so_far

    def live_findings(self, path: str, address: Address) -> Collection[str]:
        """See ``held.live_findings``."""
        return held.live_findings(self._releases, path, address)

    def unanswered(
        self,
        open_: Sequence[OpenQuestion],
        old: Mapping[str, Address],
        happened: Sequence[Event],
        *,
        asks: bool,
    ) -> None:
        """Leave out what waits for an answer, unless it waits for its time too."""
        needed = [one for one in open_ if not one.waiting]
        if not needed:
            return
        if not asks:
            self._report.problems([one.problem for one in needed])
        if self._wish.urgent in {one.path for one in needed}:
            refuse(
                self._report,
                "Chưa công bố gì: chính bài này nêu thông tin cá nhân chưa trả lời. "
                "Trả lời: invoke check --answer",
                "bài ấy có thông tin cá nhân chưa trả lời.",
            )
        found = held.without_answers(
            needed,
            self._texts(old),
            self.held.hold,
            # At a terminal it was the officer who said so.
            anyway=asks or bool(self._wish.urgent) or held.withdraws(happened),
        )
        self._hold(found, "bài đang công bố có thông tin cá nhân mới.")

    def undone(
        self, publication: Publication, files: Mapping[str, Entry], *, asks: bool
    ) -> Undone | None:
        """What was taken back and would be shown again.

        What is urgent, or a withdrawal when nobody is there to be asked, goes out
        without it.
        """
        undone = taken_back(self._releases, publication.addresses, files)
        if undone is None or not undone.addresses or self._wish.again:
            return undone
        events = [e for e in publication.happened if e.url not in undone.addresses]
        if not self._wish.urgent and (asks or not held.withdraws(events)):
            return undone
        again = {path_of(url) for url in undone.addresses} - {self._wish.urgent}
        if not again:
            return None
        found = held.without_undone(again, self._texts(publication.old.addresses), self.held.hold)
        return self._hold(found, "bản mới vẫn có những gì đã lùi lại.")

    def withdrawn(self, publication: Publication) -> None:
        """Hold what was withdrawn and would be read again, when nobody is there to be asked."""
        back = {path_of(e.url) for e in publication.happened if e.fate is Fate.BACK}
        if back and not self._wish.again:
            texts = self._texts(publication.old.addresses)
            found = held.without_withdrawn(back, texts, self.held.hold)
            self._hold(found, f"bài đã gỡ bỏ sẽ hiện lại: {', '.join(sorted(back))}.")

    def faulty(self, old: Mapping[str, Address]) -> None:
        """Hold what is wrong beside the urgent text. Raises EndedError only when it cannot be."""
        found = held.past_faults(self._wish.urgent, self._texts(old))
        self._report.problems(found.problems)
        if found.refused:
            refuse(self._report, found.refused, "")
        self.held = Held(hold=found.hold, why={**self.held.why, **found.why})

    def _texts(self, old: Mapping[str, Address]) -> held.Texts:
        return held.Texts(self._root, self._moment, old, LiveTexts(self._releases.folder))

    def _hold(self, found: Held, why: str) -> NoReturn:
        """Build again without what is held."""
        if found.refused:
            refuse(self._report, found.refused, why)
        self.held = Held(hold=found.hold, why={**self.held.why, **found.why})
        raise EndedError(Came.CHANGED)
