"""One publication at work: build, verify, tell, ask, release, over as many rounds as it takes.

Nobody is asked while the lock is held: a question left open at a terminal blocks
no rollback. What was built, verified and agreed to is released only if readers
still see what they saw when the question was put.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from desk.actions.answers import Question
from desk.building import Built, make
from desk.faults import explain
from desk.messages import Report
from desk.publish import held
from desk.publish.again import changed_files, forget
from desk.publish.changes import Fate, compare, drafts_live, lost
from desk.publish.manifest import Address, Entry
from desk.publish.place import current_manifest, holding, say_if_not_noted
from desk.publish.publication import Publication
from desk.publish.published import Published
from desk.publish.questions import ask_dates, ask_questions, open_questions
from desk.publish.releases import Releases
from desk.publish.settings import PublishSettings
from desk.publish.telling import (
    list_unread,
    summary,
    tell,
    tell_changes,
    tell_undone,
)
from desk.publish.texts import LiveTexts
from desk.publish.tree import ChangedError
from desk.publish.undo import Undone, taken_back
from desk.publish.wanted import Came, EndedError, Ready, Wish
from desk.settings_check import check_settings, feed_reminders, sample_reminders, site_origins
from desk.terminal.console import STOPPED, confirm
from plugins.addresses import path_of
from plugins.engine.foreign import named
from plugins.garbage import to_the_end
from plugins.model import Problem
from plugins.newsroom import Hold, Newsroom
from plugins.reading import Memory, read_newsroom
from plugins.setting_places import PUBLISH_CONF
from plugins.unpublished import not_published, said_of_unread

HELD_BACK = 3
"""Exit code of an unattended publication that left a text out for want of an answer."""

_MOST_ROUNDS = 20
"""Questions answered before something must be wrong with the answers."""


class Work:
    """One publication, over as many rounds as answers make necessary."""

    def __init__(
        self,
        root: Path,
        settings: PublishSettings,
        releases: Releases,
        moment: datetime,
        wish: Wish,
        report: Report,
    ) -> None:
        self._report = report
        self._root = root
        self._settings = settings
        self._releases = releases
        self._moment = moment
        self._wish = wish
        self._asks = wish.asks
        self._known = Published(root / ".newsroom" / "published.json")
        self._hold = Hold()
        self._why: dict[str, str] = {}
        """Path of a text that is held back → why."""
        self._unread: tuple[str, ...] = ()
        """Files and folders of which nothing goes to readers, from the project's folder."""
        self._again: set[str] = set()
        """Files of the output that were no longer what was verified: made again, once."""
        self._refused = ""
        """Why nothing was published, in a sentence."""
        self.hurt = ""
        """What was wrong with what readers see, in words; empty when nothing."""
        self.shown = False
        """Whether readers see exactly what the folder has, but for what is held back."""

    def run(self) -> int:
        """The exit code."""
        if self._wish.urgent and not self._go_past_faults():
            return 1
        for _ in range(_MOST_ROUNDS):
            came = self._round()
            if came is not Came.CHANGED:
                break
        else:
            self._report.warn("Các câu trả lời không được ghi nhận nên chưa công bố gì.")
            return 1
        self.shown = came is Came.SHOWN
        if self.shown and self._why and not self._asks and not self._wish.urgent:
            return HELD_BACK
        return 1 if came is Came.REFUSED else 0

    def said(self, code: int) -> str:
        """For the next command to say: what was held back, or why nothing was published."""
        if code == HELD_BACK:
            return held.said_of(self._why)
        if code:
            return self._refused or "không công bố được. Xem: invoke check"
        return said_of_unread(self._unread)

    def _refuse(self, said: str, why: str) -> NoReturn:
        """End with nothing published: that is ``said``, and ``why`` is for the next command."""
        self._report.warn(said)
        self._refused = why
        raise EndedError(Came.REFUSED)

    # --- one round ---------------------------------------------------------------

    def _round(self) -> Came:
        publication = Publication(self._root, self._settings, self._releases, self._report)
        to_the_end(publication)
        try:
            with holding(self._releases, self._report):
                ready = self._prepare(publication)
                if not self._asks:
                    return self._let_readers_see(publication, ready)
            self._agreed(publication, ready)
            with holding(self._releases, self._report):
                if self._releases.current() != ready.current:
                    self._refuse(
                        "Trong lúc chờ trả lời, độc giả đã được cho xem bản khác, nên chưa công bố "
                        "gì. Hãy chạy lại: invoke publish",
                        "bản đang hiện đã đổi trong lúc chờ.",
                    )
                return self._let_readers_see(publication, ready)
        except EndedError as ended:
            return ended.came
        finally:
            publication.end()

    def _prepare(self, publication: Publication) -> Ready:
        """Build and verify; what is ready for readers. Raises EndedError when nothing is."""
        built = self._built(publication)
        newsroom, problems = self._read(built)
        publication.know(newsroom)
        open_ = open_questions(problems, newsroom, publication.old, self._live_findings)
        if open_ and not self._asks:
            self._hold_back(open_, publication)
        self._keep_withdrawn(publication)
        files = publication.verified()
        to_the_end(files)
        if files is None:
            self._refuse(
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
            self._say_who_takes_them(newsroom, publication.old.addresses)
            self._refuse(
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
            undone=self._undone(publication, files),
            questions=open_,
        )
        self._tell(publication, ready)
        return ready

    def _say_who_takes_them(self, newsroom: Newsroom, old: Mapping[str, Address]) -> None:
        """Of addresses that would be lost: which text that is held would have taken them."""
        for text in newsroom.held:
            for alias in text.aliases:
                if alias in old:
                    why = self._why.get(text.path, held.LEADING)
                    self._report.warn(
                        f"Địa chỉ {alias} nay ghi ở content/{text.path}, bài giữ lại vì {why}."
                    )

    def _built(self, publication: Publication) -> Built:
        built = make(
            self._root,
            output=publication.output,
            conf=PUBLISH_CONF,
            now=self._moment,
            options={
                "NEWSROOM_QUIET": not self._wish.verbose,
                "NEWSROOM_VERBOSE": self._wish.verbose,
                "NEWSROOM_HOLD": self._hold,
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
            newsroom, problems = self._read(built) if self._asks or self._why else (None, ())
            list_unread(problems, self._report)
            self._nothing(newsroom)
            raise EndedError(Came.SHOWN)
        return built

    def _read(self, built: Built) -> tuple[Newsroom, tuple[Problem, ...]]:
        """What was built of, and what is said of it."""
        newsroom, problems = built.newsroom, built.problems
        if newsroom is None:
            content = self._root / "content"
            memory = Memory.beside(content)
            origins = site_origins(self._root)
            reading = read_newsroom(content, self._moment, memory, hold=self._hold, origins=origins)
            newsroom, problems = reading.newsroom, reading.problems
        if newsroom is None:
            self._refuse(
                "Bài viết vừa thay đổi trong lúc dựng nên chưa công bố gì. Hãy chạy lại.",
                "bài viết thay đổi trong lúc dựng.",
            )
        return newsroom, problems

    def _failed(self, publication: Publication) -> NoReturn:
        """A build that was not whole; a post that only lacks its date may get one."""
        content = self._root / "content"
        reading = read_newsroom(content, self._moment, Memory.beside(content))
        live = drafts_live(reading.drafts, publication.old.addresses, self._moment)
        self._report.problems(live)
        settings = check_settings(self._root, confs=(PUBLISH_CONF,))
        problems = (*settings, *live, *reading.problems)
        if self._asks and ask_dates(self._root, problems, self._moment, publication.old):
            raise EndedError(Came.CHANGED)
        self._refuse(
            "Chưa công bố gì: hãy sửa những lỗi trên rồi chạy lại.",
            "nội dung hoặc thiết lập đang có lỗi. Xem: invoke check",
        )

    def _tell(self, publication: Publication, ready: Ready) -> None:
        """Say all that must be known before the question. Raises EndedError to refuse."""
        tell(
            self._report,
            problems=(
                *sample_reminders(self._root),
                *feed_reminders(self._root, self._releases.link, publication.output),
                *ready.problems,
            ),
            newsroom=ready.newsroom,
            happened=ready.happened,
            held=self._why,
            old=self._releases.link,
            new=publication.output,
        )
        tell_changes(ready.changes, ready.happened, ready.gone, self._report)
        if ready.undone is not None:
            tell_undone(ready.undone, publication.old.addresses, self._report)
            # A withdrawal waits for the look of no page.
            goes = not ready.undone.addresses and held.withdraws(ready.happened)
            if not (self._asks or self._wish.again or goes):
                self._refuse(
                    "Chưa công bố gì: bản mới vẫn có những gì vừa được lùi lại. Hãy sửa hoặc gỡ "
                    "(invoke withdraw) rồi chạy lại; nếu đúng là muốn cho hiện lại, chạy: "
                    "invoke publish --yes --again",
                    f"bản mới vẫn có những gì đã lùi lại từ bản {ready.undone.release}. "
                    "Sửa hoặc gỡ bài ấy, hoặc chạy: invoke publish",
                )

    def _agreed(self, publication: Publication, ready: Ready) -> None:
        """Put the questions. Raises EndedError unless the answers are to release it."""
        if ready.questions:
            answered, waiting = ask_questions(self._root, ready.questions, self._moment)
            needed = [q for q in ready.questions if q.path in waiting and not q.waiting]
            if needed:
                self._hold_back(needed, publication)
            if answered:
                self._report.say("Đã ghi câu trả lời; đang dựng lại.")
                raise EndedError(Came.CHANGED)
        if not confirm("Công bố những thay đổi này?", default=False):
            self._report.say("Chưa công bố gì. Khi sẵn sàng, chạy lại: invoke publish")
            raise EndedError(Came.PUT_OFF)

    def _let_readers_see(self, publication: Publication, ready: Ready) -> Came:
        releases, settings = self._releases, self._settings
        left = None if self._asks else publication.left
        seen = None if self._asks else publication.live
        try:
            made = releases.release(
                publication.output, ready.files, publication.addresses, left, seen
            )
        except ChangedError:
            self._build_again(publication, ready)
            raise
        say_if_not_noted(releases, self._report)
        try:
            self._after(publication, ready)
        except OSError as error:  # readers see it: whatever fails now is no failed publication
            self._report.warn(f"Đã công bố, nhưng chưa dọn dẹp xong: {explain(error) or error}")
        self._report.say(f"Đã công bố bản {made.number}: {summary(ready.changes, ready.happened)}.")
        self._report.say(self._way_back(ready))
        self._report.say(f"Độc giả xem ở {settings.site}/")
        return Came.SHOWN

    def _build_again(self, publication: Publication, ready: Ready) -> None:
        """Let what changed since it was verified be made again, once: by the next round or command.

        Raises EndedError for the round, unless somebody agreed to what they were shown.
        """
        changed = changed_files(publication.output, ready.files)
        publication.end()
        forget(self._root, publication.output, changed)
        if changed and self._again.isdisjoint(changed) and not self._asks:
            self._again.update(changed)
            self._report.warn(
                f"Trong output/ có {named(changed)} khác với lúc vừa soát; đang dựng lại."
            )
            raise EndedError(Came.CHANGED)

    def _after(self, publication: Publication, ready: Ready) -> None:
        """What is left to do once readers see the new release."""
        texts = LiveTexts(self._releases.folder)
        texts.keep(ready.newsroom, self._root / "content", publication.addresses, self._hold.live)
        self._known.note(ready.state, self._releases)
        keep = self._settings.keep
        if pruned := self._releases.prune(keep):
            self._report.say(f"Đã xóa {len(pruned)} bản cũ nhất, giữ {keep} bản gần đây.")

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
        if newsroom is not None and (waiting := not_published(newsroom, self._why)):
            self._report.say(waiting)
        self._report.say(
            f"Không có gì thay đổi: độc giả vẫn xem bản {self._releases.current()} "
            f"ở {self._settings.site}/"
        )

    # --- what goes out without a text ----------------------------------------------

    def _live_findings(self, path: str, address: Address) -> Collection[str]:
        return held.live_findings(self._releases, path, address)

    def _hold_back(self, open_: Sequence[Question], publication: Publication) -> None:
        """Leave out what waits for an answer. Raises EndedError when anything has to be."""
        needed = [one for one in open_ if not one.waiting]
        if not needed:
            return
        if not self._asks:
            self._report.problems([one.problem for one in needed])
        if self._wish.urgent in {one.path for one in needed}:
            self._refuse(
                "Chưa công bố gì: chính bài này nêu thông tin cá nhân chưa trả lời. "
                "Trả lời: invoke check --answer",
                "bài ấy có thông tin cá nhân chưa trả lời.",
            )
        found = held.without_answers(
            needed,
            self._texts(publication),
            self._hold,
            # At a terminal it was the officer who said so.
            anyway=self._asks or bool(self._wish.urgent) or held.withdraws(publication.happened),
        )
        if found.refused:
            self._refuse(found.refused, "bài đang công bố có thông tin cá nhân mới.")
        self._holding(found)

    def _undone(self, publication: Publication, files: Mapping[str, Entry]) -> Undone | None:
        """What was taken back and would be shown again.

        What is urgent, or a withdrawal when nobody is there to be asked, goes out
        without it. Raises EndedError when it is held for that.
        """
        undone = taken_back(self._releases, publication.addresses, files)
        if undone is None or not undone.addresses or self._wish.again:
            return undone
        events = [e for e in publication.happened if e.url not in undone.addresses]
        if not self._wish.urgent and (self._asks or not held.withdraws(events)):
            return undone
        again = {path_of(url) for url in undone.addresses} - {self._wish.urgent}
        if not again:
            return None
        found = held.without_undone(again, self._texts(publication), self._hold)
        if found.refused:
            self._refuse(found.refused, "bản mới vẫn có những gì đã lùi lại.")
        return self._holding(found)

    def _keep_withdrawn(self, publication: Publication) -> None:
        """With nobody there to be asked, hold what was withdrawn and would be read again.

        Raises EndedError when anything has to be.
        """
        back = {path_of(e.url) for e in publication.happened if e.fate is Fate.BACK}
        if not back or self._asks or self._wish.again:
            return
        found = held.without_withdrawn(back, self._texts(publication), self._hold)
        if found.refused:
            self._refuse(found.refused, f"bài đã gỡ bỏ sẽ hiện lại: {', '.join(sorted(back))}.")
        self._holding(found)

    def _go_past_faults(self) -> bool:
        """Hold what is wrong elsewhere; False when what is wrong cannot be gone past."""
        old = current_manifest(self._releases, self._report).addresses
        texts = LiveTexts(self._releases.folder)
        found = held.past_faults(
            self._wish.urgent, held.Texts(self._root, self._moment, old, texts)
        )
        self._report.problems(found.problems)
        if found.refused:
            self._report.warn(found.refused)
            return False
        self._hold = found.hold
        self._why |= found.why
        return True

    def _texts(self, publication: Publication) -> held.Texts:
        live = LiveTexts(self._releases.folder)
        return held.Texts(self._root, self._moment, publication.old.addresses, live)

    def _holding(self, found: held.Held) -> NoReturn:
        """Build again without what is held."""
        self._hold = found.hold
        self._why |= found.why
        raise EndedError(Came.CHANGED)
