"""One publication at work: build, verify, tell, release, over as many rounds as it takes.

Nobody is asked while the lock is held: a question left open at a terminal blocks
no rollback. What was built, verified and agreed to is released only if readers
still see what they saw when the question was put.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import NoReturn, TypeVar

from desk.backup.last import reminder
from desk.building import Built, make
from desk.faults import explain
from desk.messages import Report
from desk.publish import held
from desk.publish.again import changed_files, forget
from desk.publish.changes import Fate, compare, drafts_live, lost
from desk.publish.held import Held
from desk.publish.left_out import LeftOut, refuse
from desk.publish.live import Look
from desk.publish.place import current_manifest, holding, say_if_not_noted
from desk.publish.publication import Publication
from desk.publish.published import Published
from desk.publish.questions import open_questions, without_date
from desk.publish.releases import Releases
from desk.publish.settings import PublishSettings
from desk.publish.telling import (
    list_unread,
    summary,
    tell,
    tell_changes,
    tell_takers,
    tell_undone,
)
from desk.publish.texts import LiveTexts
from desk.publish.tree import ChangedError, Leftovers
from desk.publish.wanted import Came, EndedError, Ready, Wish
from desk.settings_check import check_settings, feed_reminders, sample_reminders, site_origins
from plugins import clock
from plugins.addresses import path_of
from plugins.content import ContentCache, read_newsroom
from plugins.content_folder import content_folder
from plugins.engine.foreign import named
from plugins.engine.making import STOPPED
from plugins.garbage import to_the_end
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.setting_places import PUBLISH_CONF
from plugins.settings import host_of, is_sample_host
from plugins.state_folder import STATE
from plugins.target_folder import PUBLIC
from plugins.unpublished import not_published, said_of_unread

HELD_BACK = 3
"""Exit code of an unattended publication that left a text out for want of an answer."""

Result = TypeVar("Result")

_MOST_ROUNDS = 20
"""Questions answered before something must be wrong with the answers."""


def _ending(settings: PublishSettings) -> str:
    """What parts the memories of several targets."""
    where = settings.where
    return f"-{where.name}" if where is not None and where.here != PUBLIC else ""


class Work:
    """One publication, over as many rounds as it takes."""

    def __init__(
        self,
        root: Path,
        settings: PublishSettings,
        releases: Releases,
        moment: datetime,
        wish: Wish,
        report: Report,
        so_far: Held | None = None,
    ) -> None:
        """``so_far``: what the rounds before have found to be held."""
        self._root = root
        self._settings = settings
        self._releases = releases
        self._moment = moment
        self._wish = wish
        self._report = report
        self._asks = False
        self._known = Published(root / STATE / f"published{_ending(settings)}.json")
        self._left_out = LeftOut(root, releases, moment, wish, report, so_far or Held())
        self._unread: tuple[str, ...] = ()
        """Files and folders of which nothing goes to readers, from the project's folder."""
        self._again: set[str] = set()
        """Files of the output that were no longer what was verified: made again, once."""
        self._refused = ""
        """Why nothing was published, in a sentence."""
        self.undated: tuple[Problem, ...] = ()
        """When posts lack their dates and no more: which."""
        self.hurt = ""
        """What was wrong with what readers see, in words; empty when nothing."""

    @property
    def held(self) -> Held:
        """What is left out, or shown as readers have it."""
        return self._left_out.held

    def at_once(self) -> int:
        """Publish with nobody asked; the exit code."""
        came = self._rounds(self._published_at_once)
        if came is Came.SHOWN and self.held.why and not self._wish.urgent:
            return HELD_BACK
        return 0 if came is Came.SHOWN else 1

    def _published_at_once(self, publication: Publication) -> Came:
        ready = self._prepare(publication, self._report)
        publication.end()
        return self._let_readers_see(ready, publication.left, publication.live)

    def ready(self, proposed: Report) -> Ready | Came:
        """What will be released once somebody agrees; else what came of it.

        ``proposed`` hears all that must be known before the question.
        """
        self._asks = True
        return self._rounds(lambda publication: self._prepare(publication, proposed))

    def _rounds(self, work: Callable[[Publication], Result]) -> Result | Came:
        for _ in range(_MOST_ROUNDS):
            try:
                return self._round(work)
            except EndedError as ended:
                self._refused = ended.why
                if ended.came is not Came.CHANGED:
                    return ended.came
        self._report.warn("Các câu trả lời không được ghi nhận nên chưa công bố gì.")
        return Came.REFUSED

    def _round(self, work: Callable[[Publication], Result]) -> Result:
        if self._wish.urgent and self.held == Held():
            self._left_out.faulty(current_manifest(self._releases, self._report).addresses)
        publication = Publication(self._root, self._settings, self._releases, self._report)
        to_the_end(publication)
        try:
            with holding(self._releases, self._report):
                return work(publication)
        finally:
            publication.end()

    def agreed(self, ready: Ready) -> Came:
        """Let readers see it, if they still see what they saw when it was proposed.

        Raises LockedError, ReleaseError.
        """
        self._asks = True
        with holding(self._releases, self._report):
            if self._releases.current() == ready.current:
                return self._let_readers_see(ready)
        self._report.warn(
            "Trong lúc chờ trả lời, độc giả đã được cho xem bản khác, nên chưa công bố "
            "gì. Hãy chạy lại: invoke publish"
        )
        return Came.REFUSED

    def left_open(self, ready: Ready, waiting: Collection[str]) -> Came | None:
        """Hold the texts ``waiting`` for an answer; None when none needs to be held.

        Those that wait for their time need not.
        """
        self._asks = True
        try:
            open_ = [one for one in ready.questions if one.path in waiting]
            self._left_out.unanswered(open_, ready.old, ready.happened, asks=True)
        except EndedError as ended:
            return ended.came
        return None

    def said(self, code: int) -> str:
        """For the next command to say: what was held back, or why nothing was published."""
        if code == HELD_BACK:
            return held.said_of(self.held.why)
        if code:
            return self._refused or "không công bố được. Xem: invoke check"
        return said_of_unread(self._unread)

    # --- one round ---------------------------------------------------------------

    def _prepare(self, publication: Publication, proposed: Report) -> Ready:
        """Build and verify; what is ready for readers. Raises EndedError when nothing is."""
        built = self._built(publication)
        newsroom, problems = self._read(built)
        publication.know(newsroom)
        old = publication.old.addresses
        open_ = open_questions(problems, newsroom, old, self._left_out.live_findings)
        if not self._asks:
            self._left_out.unanswered(open_, old, publication.happened, asks=False)
            self._left_out.withdrawn(publication)
        files = publication.verified()
        to_the_end(files)
        if files is None:
            refuse(
                self._report,
                "Chưa công bố gì: trang đã dựng không qua được bước soát lại.",
                "trang đã dựng không qua được bước soát lại.",
            )
        publication.prove_live(files)
        changes = compare(publication.old.built, files)
        current = self._releases.current()
        if current is not None and not changes:
            list_unread(problems, self._report)
            self._nothing(newsroom)
            self._known.note(built.state, self._releases)
            raise EndedError(Came.SHOWN)
        gone = lost(publication.old, files, newsroom)
        if gone and not self._wish.accept_removed:
            list_unread(problems, self._report)
            self._report.problems(gone)
            tell_takers(newsroom, self.held.why, publication.old.addresses, self._report)
            refuse(
                self._report,
                "Chưa công bố gì: những địa chỉ trên đã công bố nên không được mất. "
                "Nếu thật sự muốn bỏ, chạy lại với --accept-removed.",
                f"{len(gone)} địa chỉ đã công bố sẽ mất. Xem: invoke publish",
            )
        ready = Ready(
            newsroom=newsroom,
            problems=problems,
            state=built.state,
            files=files,
            changes=changes,
            happened=publication.happened,
            gone=gone,
            current=current,
            undone=self._left_out.undone(publication, files, asks=self._asks),
            questions=open_,
            output=publication.output,
            addresses=publication.addresses,
            old=old,
        )
        self._tell(ready, proposed)
        return ready

    def _built(self, publication: Publication) -> Built:
        built = make(
            self._root,
            output=publication.output,
            conf=PUBLISH_CONF,
            now=self._moment,
            options={
                "NEWSROOM_QUIET": not self._wish.verbose,
                "NEWSROOM_VERBOSE": self._wish.verbose,
                "NEWSROOM_HOLD": self.held.hold,
            },
            begun=publication.begin,
            meanwhile=publication.get_ready,
            report=self._report,
        )
        if built.code == STOPPED:
            raise KeyboardInterrupt
        publication.check_live()
        self.hurt = self.hurt or publication.hurt
        if built.code:
            self._failed(publication)
        self._unread = built.unread
        publication.mend_live(self._moment)
        is_current = self._known.is_current(built.state, self._releases)
        if built.newsroom is None and is_current and publication.live_is_known:
            newsroom, problems = self._read(built) if self._asks or self.held.why else (None, ())
            list_unread(problems, self._report)
            self._nothing(newsroom)
            raise EndedError(Came.SHOWN)
        return built

    def _read(self, built: Built) -> tuple[Newsroom, tuple[Problem, ...]]:
        """What was built of, and what is said of it."""
        newsroom, problems = built.newsroom, built.problems
        if newsroom is None:
            content = content_folder(self._root)
            memory = ContentCache.of(self._root)
            origins = site_origins(self._root)
            reading = read_newsroom(
                content, self._moment, memory, hold=self.held.hold, origins=origins
            )
            newsroom, problems = reading.newsroom, reading.problems
        if newsroom is None:
            refuse(
                self._report,
                "Bài viết vừa thay đổi trong lúc dựng nên chưa công bố gì. Hãy chạy lại.",
                "bài viết thay đổi trong lúc dựng.",
            )
        return newsroom, problems

    def _failed(self, publication: Publication) -> NoReturn:
        """A build that was not whole; a post that only lacks its date may get one."""
        content = content_folder(self._root)
        reading = read_newsroom(content, self._moment, ContentCache.of(self._root))
        live = drafts_live(reading.drafts, publication.old.addresses, self._moment)
        self._report.problems(live)
        settings = check_settings(self._root, confs=(PUBLISH_CONF,))
        problems = (*settings, *live, *reading.problems)
        if self._asks and (undated := without_date(problems, publication.old)):
            self.undated = undated
            raise EndedError(Came.UNDATED)
        refuse(
            self._report,
            "Chưa công bố gì: hãy sửa những lỗi trên rồi chạy lại.",
            "nội dung hoặc thiết lập đang có lỗi. Xem: invoke check",
        )

    def _tell(self, ready: Ready, proposed: Report) -> None:
        """Say all that must be known before the question. Raises EndedError to refuse."""
        tell(
            proposed,
            problems=(
                *sample_reminders(self._root),
                *feed_reminders(self._root, self._releases.link, ready.output),
                *ready.problems,
            ),
            newsroom=ready.newsroom,
            happened=ready.happened,
            held=self.held.why,
            old=self._releases.link,
            new=ready.output,
        )
        table = ready.newsroom.addresses
        tell_changes(ready.changes, ready.happened, ready.gone, table, proposed)
        if ready.undone is not None:
            tell_undone(ready.undone, ready.old, proposed)
            # A withdrawal waits for the look of no page.
            goes = not ready.undone.addresses and held.withdraws(ready.happened)
            if not (self._asks or self._wish.again or goes):
                refuse(
                    self._report,
                    "Chưa công bố gì: bản mới vẫn có những gì vừa được lùi lại. Hãy sửa hoặc gỡ "
                    "(invoke withdraw) rồi chạy lại; nếu đúng là muốn cho hiện lại, chạy: "
                    "invoke publish --yes --again",
                    f"bản mới vẫn có những gì đã lùi lại từ bản {ready.undone.release}. "
                    "Sửa hoặc gỡ bài ấy, hoặc chạy: invoke publish",
                )

    def _let_readers_see(
        self, ready: Ready, left: Leftovers | None = None, seen: Look | None = None
    ) -> Came:
        releases, settings = self._releases, self._settings
        try:
            made = releases.release(ready.output, ready.files, ready.addresses, left, seen)
        except ChangedError:
            self._build_again(ready)
            raise
        say_if_not_noted(releases, self._report)
        try:
            self._after(ready)
        except OSError as error:  # readers see it: whatever fails now is no failed publication
            self._report.warn(f"Đã công bố, nhưng chưa dọn dẹp xong: {explain(error) or error}")
        self._report.say(f"Đã công bố bản {made.number}: {summary(ready.changes, ready.happened)}.")
        self._report.say(self._way_back(ready))
        self._report.say(f"Độc giả xem ở {settings.site}/")
        self._remind_of_backup()
        return Came.SHOWN

    def _build_again(self, ready: Ready) -> None:
        """Let what changed since it was verified be made again, once: by the next round or command.

        Raises EndedError for the round, unless somebody agreed to what they were shown.
        """
        changed = changed_files(ready.output, ready.files)
        forget(self._root, ready.output, changed)
        if changed and self._again.isdisjoint(changed) and not self._asks:
            self._again.update(changed)
            self._report.warn(
                f"Trong output/ có {named(changed)} khác với lúc vừa soát; đang dựng lại."
            )
            raise EndedError(Came.CHANGED)

    def _after(self, ready: Ready) -> None:
        """What is left to do once readers see the new release."""
        texts = LiveTexts(self._releases.folder)
        texts.keep(ready.newsroom, content_folder(self._root), ready.addresses, self.held.hold.live)
        self._known.note(ready.state, self._releases)
        keep = self._settings.keep
        if pruned := self._releases.prune(keep):
            self._report.say(f"Đã xóa {len(pruned)} bản cũ nhất, giữ {keep} bản gần đây.")

    def _remind_of_backup(self) -> None:
        """Of a newsroom that is nobody's sample: what cannot be made again is on one disk."""
        if is_sample_host(host_of(self._settings.site)):
            return
        if said := reminder(self._root, clock.now()):
            self._report.say(said)

    @staticmethod
    def _way_back(ready: Ready) -> str:
        """How to go on; not back to what was just taken from readers."""
        gone = [e for e in ready.happened if e.fate in {Fate.WITHDRAWN, Fate.LOST}]
        if not gone:
            return "Trở lại bản trước: invoke rollback"
        return (
            "Những bản trước trên máy này vẫn giữ lời bài vừa gỡ. Phải xóa hẳn thì chạy: "
            f"invoke purge {path_of(gone[0].url)}"
        )

    def _nothing(self, newsroom: Newsroom | None) -> None:
        """Say that there is nothing to publish, and what of ``newsroom`` waits."""
        if newsroom is not None and (waiting := not_published(newsroom, self.held.why)):
            self._report.say(waiting)
        self._report.say(
            f"Không có gì thay đổi: độc giả vẫn xem bản {self._releases.current()} "
            f"ở {self._settings.site}/"
        )
