"""Reading again what was built, or what readers have.

Nothing is changed: a proposal says all, and nothing is carried out.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec import Struct

from desk.actions.proposal import Proposal
from desk.messages import Gathered, Message, OnProgress, Report
from desk.publish.all_read import Found, read_all
from desk.publish.damage import named
from desk.publish.place import opened
from desk.publish.releases import Releases
from desk.publish.settings import read_publish_settings
from desk.verify.audit import audit, private_bytes, tell
from desk.verify.markup import NU_MISSING, check_markup, find_nu
from desk.verify.public import program_words
from plugins import clock
from plugins.content import ContentCache, read_newsroom
from plugins.content_folder import content_folder
from plugins.numbers import grouped

MOST_SHOWN = 200
"""Files of one release named one by one; thousands of the same kind would bury the first."""

NO_LINK = "đã mất: độc giả không xem được bản nào"


class Read(Struct, frozen=True, kw_only=True):
    """What was found of each release that is kept."""

    link: Path
    releases: tuple[Found, ...]

    @property
    def is_link_lost(self) -> bool:
        """Whether readers see none of them."""
        return bool(self.releases) and not any(one.is_live for one in self.releases)


def propose(
    root: Path, on_progress: OnProgress, *, output: Path, full: bool = False
) -> Proposal[None]:
    """What is wrong in ``output`` as a site of the content of ``root``.

    ``full`` also asks the Nu HTML checker, when it is installed.
    """
    report = Gathered()
    code = _judged(root, output, report, Report(on_progress), full=full)
    return Proposal(messages=report.messages, code=code)


def _judged(root: Path, output: Path, report: Report, progress: Report, *, full: bool) -> int:
    settings, problems = read_publish_settings(root, None)
    if settings is None:
        report.problems(problems)
        return 1
    if not output.is_dir():
        report.warn(f"Chưa có {output}: hãy chạy invoke build trước.")
        return 1
    reading = read_newsroom(content_folder(root), clock.now(), ContentCache.of(root))
    if reading.newsroom is None:
        report.problems(reading.problems)
        report.warn("Nội dung đang có lỗi nên không soát được: hãy sửa rồi dựng lại.")
        return 1
    found = audit(
        output,
        reading.newsroom,
        settings.site,
        private_bytes(root, reading.newsroom),
        program=partial(program_words, root, reading.newsroom),
        plugins=settings.plugins,
        report=progress,
    )
    is_wrong = tell(found, report)
    if full:
        is_wrong = _judge_markup(output, report, progress) or is_wrong
    where = output.relative_to(root) if output.is_relative_to(root) else output
    read = f"Đã soát {len(found.facts)} tệp trong {where}:"
    if is_wrong:
        report.warn(f"{read} còn lỗi, chưa nên công bố.")
        return 1
    report.say(f"{read} không có gì sai.")
    return 0


def _judge_markup(output: Path, report: Report, progress: Report) -> bool:
    """Whether the Nu HTML checker finds an error, or is not there."""
    nu = find_nu()
    if nu is None:
        report.warn(NU_MISSING)
        return True
    progress.say("Đang soát HTML bằng bộ kiểm tra Nu của W3C …")
    problems = check_markup(nu, output)
    report.problems(problems)
    return any(p.severity == "error" for p in problems)


def propose_live(
    root: Path, on_progress: OnProgress, *, target: str | Path | None = None
) -> Proposal[Read]:
    """What is wrong with the releases that are kept, that which readers see first.

    Nothing is locked: a publication may go on meanwhile. Raises ReleaseError.
    """
    place = opened(root, target, Report(on_progress), create=False)
    if place is None:
        return Proposal(code=1)
    _, releases = place
    read = Read(link=releases.link, releases=tuple(read_all(releases)))
    is_sound = not read.is_link_lost and all(one.is_sound for one in read.releases)
    return Proposal(messages=_words(releases, read), plan=read, code=0 if is_sound else 1)


def _words(releases: Releases, read: Read) -> tuple[Message, ...]:
    report = Gathered()
    if not read.releases:
        report.say(f"Chưa công bố bản nào vào {releases.folder}.")
    for one in read.releases:
        name = f"Bản {one.number}{', độc giả đang xem' if one.is_live else ''}"
        if one.is_sound:
            report.say(f"{name}: {grouped(one.files)} tệp, đúng từng byte như khi công bố.")
        elif one.doubt:
            report.warn(f"{name}: bản kê {releases.manifest_file(one.number)} {one.doubt}.")
        else:
            report.warn(f"{name}: {grouped(len(one.damages))} chỗ không còn đúng như khi công bố:")
            for line in named(one.damages, one.files, MOST_SHOWN):
                report.warn(f"  {line}")
    for one in read.releases:
        if one.is_live and not one.is_sound:
            report.say("Để sửa bản độc giả đang xem: invoke publish (cả khi không có gì mới)")
        elif one.damages:
            report.say(f"Bản {one.number} được sửa khi trở lại: invoke rollback --to {one.number}")
    if read.is_link_lost:
        report.warn(f"{read.link} {NO_LINK}. Để đặt lại: invoke publish")
    return report.messages
