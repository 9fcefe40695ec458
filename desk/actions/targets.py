"""What each target holds, and whether that is what was released. Nothing is changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from desk.faults import explain
from desk.messages import OnProgress, Report
from desk.publish.all_read import read_all
from desk.publish.damage import Damage
from desk.publish.manifest import Manifest, ManifestError, parse
from desk.publish.place import holding, opened
from desk.publish.releases import Releases
from desk.publish.settings import Where
from desk.publish.targets.mirrored import MirroredReleases
from desk.publish.targets.wire import digest_of


class Held(Struct, frozen=True, kw_only=True):
    """What one target holds."""

    name: str
    kind: str
    place: str
    release: int | None = None
    """The one that its readers see; None before the first, or when it cannot be reached."""
    made: datetime | None = None
    by: str = ""
    """Who let readers see it, where that is known."""
    posts: int = 0
    releases: tuple[int, ...] = ()
    is_known: bool = True
    """Whether this machine made it, or has taken it over."""
    damages: tuple[Damage, ...] = ()
    fault: str = ""
    """Why it could not be looked at, or what is wrong with its manifest; empty when nothing is."""

    @property
    def is_exact(self) -> bool:
        """Whether every byte that readers are served there is what was released."""
        return self.release is not None and not self.damages and not self.fault


def look(root: Path, where: Where, name: str, on_progress: OnProgress) -> Held:
    """What the target ``where`` holds, called ``name``; a fault is said in it."""
    words: list[str] = []
    report = Report(on_progress)
    place = opened(root, where, _Listening(words), create=False)
    if place is None:
        return Held(name=name, kind="folder", place="", fault=" ".join(words))
    settings, releases = place
    kind = settings.where.kind if settings.where is not None else "folder"
    shown = settings.where.place if settings.where is not None else str(settings.target)
    held = Held(name=name, kind=kind, place=shown)
    report.say(f"Đang xem «{name}» ({shown}) …")
    try:
        if isinstance(releases, MirroredReleases):
            return _of_server(held, releases, report)
        return _of_folder(held, releases)
    except Exception as error:
        if not (said := explain(error)):
            raise
        return replace(held, fault=said)


def mend(root: Path, where: Where, on_progress: OnProgress) -> int:
    """Send again to a server what was damaged there; how many files. Raises TargetError.

    A folder is mended by each publication.
    """
    report = Report(on_progress)
    place = opened(root, where, report, create=False)
    if place is None or not isinstance(place[1], MirroredReleases):
        return 0
    with holding(place[1], report):
        return place[1].mend(report)


class _Listening(Report):
    """Keeps the words alone."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(lambda message: words.append(str(getattr(message, "text", ""))))


def _of_folder(held: Held, releases: Releases) -> Held:
    current = releases.current()
    found = next((one for one in read_all(releases) if one.is_live), None)
    manifest = releases.manifest(current) if current is not None else None
    damages = found.damages if found is not None else ()
    doubt = found.doubt if found is not None else ""
    held = replace(held, release=current, releases=tuple(releases.numbers()), damages=damages)
    return _described(replace(held, fault=doubt), manifest)


def _of_server(held: Held, releases: MirroredReleases, report: Report) -> Held:
    server = releases.server
    server.report = report
    try:
        state = server.state()
        held = replace(held, release=state.current, releases=state.numbers)
        if state.is_foreign:
            return replace(held, fault="current không phải liên kết tới một bản công bố")
        if state.current is None:
            return held
        text = releases.text(state.current)
        is_known = text is not None and digest_of(text) == state.digest
        try:
            manifest = parse(text if is_known and text else server.manifest_text(state.current))
        except ManifestError:
            return replace(held, is_known=is_known, fault="bản kê trên máy chủ đã mất hoặc hỏng")
        damages = server.wrong(state.current, manifest)
        by = state.shown_by(state.current)[0]
        return _described(replace(held, is_known=is_known, damages=damages, by=by), manifest)
    finally:
        server.close()


def _described(held: Held, manifest: Manifest | None) -> Held:
    if manifest is None:
        return held
    return replace(held, made=manifest.made, posts=manifest.posts)
