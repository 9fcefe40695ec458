"""Releases kept exact: what is wrong is named to the officer, and mended from a sound copy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.faults import explain
from desk.messages import Report
from desk.publish.damage import Damage, examine, named
from desk.publish.live import Look, mended
from desk.publish.manifest import Address, Entry, Manifest
from desk.publish.rebuild import forget_rebuilt, rebuilt
from desk.publish.releases import Releases
from desk.publish.restore import Copies, names_of, restore
from desk.publish.texts import LiveTexts
from plugins.addresses import THEME

MOST_NAMED = 20
"""Files named one by one before the rest is only counted."""

_OUTPUT = "thư mục output/"
_REBUILD = "bản dựng lại từ bài viết"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mender:
    """Who mends releases of the project ``root``; says what was wrong and what became of it."""

    root: Path
    releases: Releases
    report: Report

    def checked(self, seen: Look | None) -> Look | None:
        """``seen`` of what readers see, mended from what there is already."""
        forget_rebuilt(self.root)
        if seen is not None and seen.doubt:
            self.report.warn(
                f"Bản kê của bản {seen.number} mà độc giả đang xem {seen.doubt}: "
                f"{self.releases.manifest_file(seen.number)}"
            )
        if seen is None or not seen.damages or seen.manifest is None:
            return seen
        self.report.warn(
            f"Bản {seen.number} mà độc giả đang xem có {len(seen.damages)} chỗ không còn đúng như "
            f"khi công bố (trong {self.releases.link}):"
        )
        self.name(seen.damages, seen.manifest)
        lacking = self.mend(seen.manifest, seen.damages)
        return mended(self.releases.folder, seen) if lacking != seen.damages else seen

    def finished(self, seen: Look | None, now: datetime) -> Look | None:
        """``seen``, with what is still wrong mended from the build just made, or from another."""
        if seen is None or not seen.damages or seen.manifest is None:
            return seen
        if lacking := self.mend(seen.manifest, seen.damages):
            lacking = self.mend_by_rebuilding(seen.manifest, lacking, now)
        if lacking:
            self.report.warn(
                f"Còn {len(lacking)} chỗ trên chưa sửa được: không có bản lành nào, hoặc ổ đĩa "
                "không cho ghi. Bản mới không lấy gì từ đó. Xem: invoke verify --live"
            )
        return mended(self.releases.folder, seen)

    def proven(
        self, seen: Look, files: Mapping[str, Entry], addresses: Mapping[str, Address]
    ) -> Look | None:
        """What readers see with its manifest made again; None, and said, when nothing proves it.

        ``files`` and ``addresses`` are those of the site as it was just built and verified.
        """
        carried = self._carried(seen.number, files)
        files = {**carried, **files}
        wrong = examine(seen.tree, files).damages
        if wrong:
            self.report.warn(
                f"Không lập lại được bản kê của bản {seen.number}: các tệp độc giả đang xem khác "
                f"với bài viết hiện nay ở {len(wrong)} chỗ, nên không có gì để đối chiếu. "
                "Lần công bố này chép mới mọi tệp."
            )
            return None
        self.releases.make_manifest_again(seen.number, files, addresses, carried)
        self.report.say(
            f"Đã lập lại bản kê của bản {seen.number}: mọi tệp độc giả đang xem đúng từng byte "
            "như trang vừa dựng và soát lại."
        )
        return self.releases.look()

    def _carried(self, number: int, files: Mapping[str, Entry]) -> dict[str, Entry]:
        """Theme files that release ``number`` has from earlier ones, as their manifests tell."""
        tree = self.releases.tree(number)
        found: dict[str, Entry] = {}
        for other in self.releases.numbers():
            manifest = self.releases.manifest(other) if other != number else None
            known = manifest.files if manifest is not None else {}
            found |= {
                path: entry
                for path, entry in known.items()
                if path.startswith(THEME.base[1:]) and path not in files and (tree / path).is_file()
            }
        return found

    def made_whole(self, manifest: Manifest, now: datetime) -> tuple[Damage, ...]:
        """Mend all that is wrong with the release of ``manifest``; what could not be.

        ``now``: the clock to believe.
        """
        damages = examine(self.releases.tree(manifest.number), manifest.files).damages
        if not damages:
            return ()
        self.report.warn(
            f"Bản {manifest.number} có {len(damages)} chỗ không còn đúng như khi công bố:"
        )
        self.name(damages, manifest)
        lacking = self.mend(manifest, damages)
        return self.mend_by_rebuilding(manifest, lacking, now) if lacking else ()

    def mend(self, manifest: Manifest, damages: Sequence[Damage]) -> tuple[Damage, ...]:
        """Mend from other releases and from the output; what could not be."""
        return self._mend(manifest, damages, ((self.root / "output", _OUTPUT),))

    def mend_by_rebuilding(
        self, manifest: Manifest, damages: Sequence[Damage], now: datetime
    ) -> tuple[Damage, ...]:
        """Mend from a build of the texts of then; what could not be."""
        if all(damage.fault.is_foreign for damage in damages):
            return tuple(damages)
        self.report.say(f"Đang dựng lại bản {manifest.number} từ bài viết để lấy tệp lành …")
        texts = LiveTexts(self.releases.folder)
        with contextlib.ExitStack() as stack:
            try:
                built = stack.enter_context(rebuilt(self.root, manifest, texts, now))
            except OSError:  # no room for it
                return tuple(damages)
            return self._mend(manifest, damages, ((built, _REBUILD),))

    def _mend(
        self, manifest: Manifest, damages: Sequence[Damage], built: Iterable[tuple[Path, str]]
    ) -> tuple[Damage, ...]:
        try:
            done = restore(self.releases, manifest, damages, Copies(self.releases, built))
        except OSError as error:  # what cannot be mended stops nobody, and is never linked
            self.report.warn(f"Chưa sửa được bản {manifest.number}: {explain(error) or error}")
            return tuple(damages)
        if done.mended:
            source = f", lấy từ {' và '.join(done.sources)}" if done.sources else ""
            self.report.say(
                f"Đã sửa {len(done.mended)} chỗ của bản {manifest.number}: "
                f"lại đúng từng byte như khi công bố{source}."
            )
        if done.also:
            self.report.say(f"Tệp hỏng ấy có cả trong {names_of(done.also)}; cũng đã sửa.")
        return done.lacking

    def name(self, damages: Sequence[Damage], manifest: Manifest) -> None:
        """Say what is wrong, file by file; of very many only how many."""
        for line in named(damages, len(manifest.files), MOST_NAMED):
            self.report.warn(f"  {line}")
