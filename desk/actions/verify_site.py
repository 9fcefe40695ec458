"""Comparing the site that readers are served with the release they must see.

Nothing is changed: a proposal says all, and nothing is carried out.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desk.actions.proposal import Proposal
from desk.messages import Gathered, Message, OnProgress, Report, Sentence
from desk.publish.manifest import Manifest
from desk.publish.place import current_manifest, opened
from desk.publish.releases import Releases
from desk.publish.site.asking import Differences, difference
from desk.publish.site.crew import Manners
from desk.publish.site.meaning import Fault
from desk.publish.site.origin import read_origin
from desk.publish.site.visit import Visit, visit
from desk.publish.tree import entry_of
from plugins.numbers import grouped

MOST_SHOWN = 200
"""Addresses named one by one."""
_MOST_OTHERS = 10
"""Releases, besides the one readers must see, that answers are compared with: the newest."""
_WHOLE = frozenset({Fault.UNREACHABLE, Fault.SITE, Fault.RELEASE})
"""What is said of the site, not of an address."""
_TAMPERED = frozenset({Fault.INJECTED, Fault.CHANGED, Fault.FOREIGN, Fault.CUT})


def propose_site(
    root: Path,
    on_progress: OnProgress,
    *,
    url: str,
    sample: int | None = None,
    target: str | Path | None = None,
    manners: Manners | None = None,
) -> Proposal[Visit]:
    """What is wrong with the site at ``url``: all of it, or ``sample`` addresses.

    Nothing is locked: a publication may go on meanwhile, which is then said. Raises ReleaseError.
    """
    report = Gathered()
    origin = read_origin(url)
    if isinstance(origin, str):
        report.warn(f"--live: {origin}")
        return Proposal(messages=report.messages, code=2)
    if sample is not None and sample < 1:
        report.warn("--sample phải là số lớn hơn 0.")
        return Proposal(messages=report.messages, code=2)
    progress = Report(on_progress)
    place = opened(root, target, progress, create=False)
    if place is None:
        return Proposal(code=1)
    _, releases = place
    number = releases.last_shown()
    if number is None:
        report.warn(f"Chưa công bố bản nào vào {releases.folder}: không có gì để so.")
        return Proposal(messages=report.messages, code=1)
    manifest = current_manifest(releases, progress)
    found = visit(
        origin,
        manifest,
        _others(releases, manifest),
        progress,
        published=_published(releases, manifest),
        sample=sample,
        manners=manners,
    )
    messages = _words(found)
    is_right = not found.wrongs and not found.stopped
    if releases.last_shown() != number:
        report.warn(f"Trong lúc soát, độc giả đã được cho xem bản khác bản {number}: hãy soát lại.")
        is_right = False
    return Proposal(messages=(*messages, *report.messages), plan=found, code=0 if is_right else 1)


def _others(releases: Releases, manifest: Manifest) -> Differences:
    """Where each of the newest other releases differs, as far as there are manifests."""
    numbers = [one for one in releases.known() if one != manifest.number][-_MOST_OTHERS:]
    found = {number: releases.manifest(number) for number in numbers}
    return {
        number: difference(manifest, other) for number, other in found.items() if other is not None
    }


def _published(releases: Releases, manifest: Manifest) -> Callable[[str], bytes | None]:
    """The bytes of a file of the release, wherever one kept has them as published; else None."""
    others = (one for one in reversed(releases.numbers()) if one != manifest.number)
    trees = [releases.tree(number) for number in (manifest.number, *others)]

    def read(file: str) -> bytes | None:
        for path in (tree / file for tree in trees):
            with suppress(OSError):
                data = path.read_bytes() if path.is_file() else b""
                if entry_of(data) == manifest.files.get(file):
                    return data
        return None

    return read


def _words(found: Visit) -> tuple[Message, ...]:
    report = Gathered()
    site = str(found.origin)
    whole = [one for one in found.wrongs if one.fault in _WHOLE or not one.file]
    single = [one for one in found.wrongs if one not in whole]
    for one in whole:
        report.warn(f"{site}: {one.message}.")
    if single:
        report.warn(f"{grouped(len(single))} chỗ không đúng bản {found.release}:")
        for one in single[:MOST_SHOWN]:
            report.warn(f"  {one.url}: {one.message}")
        if len(single) > MOST_SHOWN:
            report.warn(f"  … và {grouped(len(single) - MOST_SHOWN)} chỗ khác.")
    if any(one.fault in _TAMPERED for one in single):
        report.warn(
            "Không ai trong cơ quan làm việc ấy thì báo ngay cho người phụ trách kỹ thuật: có thể "
            "có người đã vào được máy chủ, hoặc đường mạng bị chèn nội dung."
        )
    report.on_progress(_end(found))
    return report.messages


def _end(found: Visit) -> Sentence:
    if not found.asked:
        return Sentence(f"Chưa soát được {found.origin}.", is_warning=True)
    asked = f"Đã hỏi {grouped(found.asked)} địa chỉ của {found.origin}"
    asked = f"{asked} trong {_lasting(found.seconds)}"
    why = f": {found.stopped}" if found.stopped else ""
    left = f" Chưa hỏi {grouped(found.left)} địa chỉ{why}." if found.left else ""
    if found.wrongs:
        return Sentence(f"{asked}: không đúng bản {found.release}.{left}", is_warning=True)
    if found.stopped:
        return Sentence(f"{asked}: tới đó chưa thấy gì sai.{left}", is_warning=True)
    return Sentence(f"{asked}: đúng bản {found.release}, không có gì sai.{left}")


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{max(rest, 1)} giây"
    return f"{minutes} phút {rest} giây" if rest else f"{minutes} phút"
