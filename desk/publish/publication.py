"""What comes after the build, and what of it can be got ready while the site is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.messages import Report
from desk.publish.again import VERIFIED
from desk.publish.changes import Event, events, promises
from desk.publish.live import Look, stamp_again
from desk.publish.manifest import Address, Entry, Manifest
from desk.publish.place import current_manifest
from desk.publish.releases import Releases
from desk.publish.settings import PublishSettings
from desk.publish.soundness import Mender
from desk.publish.tree import Leftovers
from plugins.newsroom import Newsroom

if TYPE_CHECKING:
    from desk.verify.audit import Auditor


class Publication:
    """The output, who reads it again, and what readers have until then."""

    def __init__(
        self, root: Path, settings: PublishSettings, releases: Releases, report: Report
    ) -> None:
        self.output = root / "output"
        self.settings = settings
        self.releases = releases
        self._root = root
        self._report = report
        self._waiting: list[Callable[[], None]] = []
        self.left: Leftovers | None = None
        self.live: Look | None = None
        """What readers see, as it was looked at; None before the first release."""
        self.hurt = ""
        """What was wrong with it, in words; empty when nothing."""
        self._mender = Mender(root=root, releases=releases, report=report)
        self._is_looked_at = False

    def check_live(self) -> None:
        """Look at what readers see, before anything of it is linked; mend what can be. Once."""
        if self._is_looked_at:
            return
        self._is_looked_at = True
        seen = self.releases.look()
        if seen is not None and seen.damages:
            names = ", ".join(damage.path for damage in seen.damages[:3])
            self.hurt = (
                f"bản {seen.number} độc giả đang xem có {len(seen.damages)} chỗ bị sửa, mất hoặc "
                f"lạ (ví dụ {names})"
            )
        self.live = self._mender.checked(seen)

    def mend_live(self, now: datetime) -> None:
        """Mend what is still wrong there, now that the site is built."""
        self.wait()
        self.live = self._mender.finished(self.live, now)

    @property
    def live_is_known(self) -> bool:
        """Whether it is known for sure of which files that consists."""
        return self.live is None or bool(self.live.text)

    def prove_live(self, files: Mapping[str, Entry]) -> None:
        """Make the manifest of what readers see again, when that is exactly what was just built."""
        if self.live is not None and not self.live_is_known:
            proven = self._mender.proven(self.live, files, self.addresses)
            if proven is not None:
                self.live = proven
                vars(self).pop("old", None)
                vars(self).pop("happened", None)

    def begin(self) -> None:
        """There is something to do."""
        if not self.releases.has_spare():
            self.check_live()
        if (linking := self.releases.prepare_spare()) is not None:
            self._waiting.append(linking)

    def wait(self) -> None:
        """Until what was begun has ended."""
        while self._waiting:
            self._waiting.pop()()
            if self.live is not None:  # each of its files has one link more
                sound = stamp_again(self.releases.folder, self.live.number)
                self.live = replace(self.live, sound=sound)

    def end(self) -> None:
        """Wait, and let go of what was got ready."""
        self.wait()
        if "auditor" in vars(self):
            self.auditor.close()

    def know(self, newsroom: Newsroom) -> None:
        """What the output must be a site of."""
        self.newsroom = newsroom

    def get_ready(self, newsroom: Newsroom, is_whole: Callable[[], bool]) -> None:
        """Look at what does not depend on the output, which another process builds, and then at it.

        ``is_whole`` waits until it is as it will stay.
        """
        self.know(newsroom)
        self.check_live()  # the other process builds meanwhile
        _ = self.old, self.happened
        self.auditor.get_ready()
        self.wait()
        self.left = self.releases.look_over_spare(self.live.base if self.live else None)
        if is_whole():
            self.auditor.look()

    @cached_property
    def old(self) -> Manifest:
        """What readers see now."""
        return current_manifest(self.releases, self._report)

    @cached_property
    def addresses(self) -> Mapping[str, Address]:
        """What the new release promises."""
        return promises(self.newsroom)

    @cached_property
    def happened(self) -> tuple[Event, ...]:
        """What readers will find otherwise than now, by address."""
        return events(self.old.addresses, self.addresses)

    @cached_property
    def auditor(self) -> Auditor:
        """Who reads the output again."""
        # Loaded while another process builds.
        from desk.verify.audit import Auditor, private_bytes  # noqa: PLC0415
        from desk.verify.public import program_words  # noqa: PLC0415 - as above

        return Auditor(
            self.output,
            self.newsroom,
            self.settings.site,
            private_bytes(self._root, self.newsroom),
            kept=self._root / VERIFIED,
            program=partial(program_words, self._root, self.newsroom),
            plugins=self.settings.plugins,
            report=self._report,
        )

    def verified(self) -> Mapping[str, Entry] | None:
        """Every file that was built, if all are as they must be; None when not, and why is said."""
        from desk.verify.audit import tell  # noqa: PLC0415 - as above

        found = self.auditor.audit()
        if tell(found, self._report):
            return None
        return {one.path: Entry(sha256=one.sha256, size=one.size) for one in found.facts}
