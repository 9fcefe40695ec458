"""What each target holds, and whether that is what was released. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from desk.faults import explain
from desk.messages import Findings, Gathered, Message, OnProgress, Report, Sentence
from desk.publish.all_read import read_live
from desk.publish.damage import Damage
from desk.publish.manifest import Manifest, ManifestError, parse
from desk.publish.place import holding, opened
from desk.publish.releases import Releases
from desk.publish.settings import Where
from desk.publish.targets.mirrored import MirroredReleases
from desk.publish.targets.wire import digest_of
from plugins.targets import FOLDER, Target


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
    mended: int = 0
    """Files that were sent again because they were damaged there."""
    damages: tuple[Damage, ...] = ()
    fault: str = ""
    """Why it could not be looked at, or what is wrong with its manifest; empty when nothing is."""

    @property
    def is_exact(self) -> bool:
        """Whether every byte that readers are served there is what was released."""
        return self.release is not None and not self.damages and not self.fault


def look(
    root: Path, where: Where, name: str, on_progress: OnProgress, *, fix: bool = False
) -> Held:
    """What the target ``where`` holds, called ``name``; a fault is said in it.

    ``fix``: what was damaged on a server is sent again first. A folder is mended by each
    publication.
    """
    report, said = Report(on_progress), Gathered()
    place = opened(root, where, said, create=False)
    if place is None:
        kind, shown = (where.kind, where.place) if isinstance(where, Target) else (FOLDER, "")
        return Held(name=name, kind=kind, place=shown, fault=_in_words(said.messages))
    settings, releases = place
    kind = settings.where.kind if settings.where is not None else FOLDER
    shown = settings.where.place if settings.where is not None else str(settings.target)
    held = Held(name=name, kind=kind, place=shown)
    report.say(f"Đang xem «{name}» ({shown}) …")
    try:
        if isinstance(releases, MirroredReleases):
            if fix:
                with holding(releases, report):
                    held = replace(held, mended=releases.mend(report))
            return _of_server(held, releases, report)
        return _of_folder(held, releases)
    except Exception as error:
        if not (fault := explain(error)):
            raise
        return replace(held, fault=fault)


def _in_words(messages: Iterable[Message]) -> str:
    """What was said instead of opening a target, on one line."""
    said: list[str] = []
    for message in messages:
        if isinstance(message, Sentence):
            said.append(message.text)
        elif isinstance(message, Findings):
            said += [f"{one.path}:{one.line}: {one.message}" for one in message.problems]
    return " ".join(said)


def _of_folder(held: Held, releases: Releases) -> Held:
    held = replace(held, releases=tuple(releases.numbers()))
    found = read_live(releases)
    if found is None:
        return held
    held = replace(held, release=found.number, damages=found.damages, fault=found.doubt)
    return _described(held, releases.manifest(found.number))


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
