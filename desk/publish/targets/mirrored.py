"""Releases that readers are served by a server: made here as a folder's are, then sent there.

The folder here is as the server's: the same releases under the same numbers. So all that is known
of a folder's releases holds: what changes, what was undone, what is promised. Readers see a
release first there; only when the server has said so does it count as shown here. What another
machine sent meanwhile, and what was shown there while this machine was killed, is taken over
before anything is done: the server is right.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desk.messages import Report
from desk.publish.damage import examine
from desk.publish.disk import remove, write_whole
from desk.publish.history import NAME as HISTORY
from desk.publish.manifest import ManifestError, parse
from desk.publish.releases import Releases
from desk.publish.targets.remote import Sent, Server, TargetError
from desk.publish.targets.wire import ServerState, digest_of
from plugins.limits import megabytes
from plugins.replacing import rename

_SMALL = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredReleases(Releases):
    """The releases of a target over ``ssh``, and of the folder that mirrors it."""

    server: Server
    keep: int

    @contextlib.contextmanager
    def at_work(self, report: Report) -> Iterator[None]:
        """See ``Releases.at_work``. Raises TargetError, LockedError."""
        self.server.report = report
        try:
            self.server.take_lease()
            self._follow(self.server.state(), report)
            yield
        finally:
            self.server.close()

    def prepare_spare(self) -> Callable[[], None] | None:
        """See ``Releases.prepare_spare``; on the server too. Raises TargetError, LockedError."""
        current = self.server.state().current
        if current is not None:
            self.server.prepare(current)
        return Releases.prepare_spare(self)

    def show(self, number: int, did: str) -> None:
        """See ``Releases.show``; on the server first. Raises TargetError, LockedError."""
        sent = self._deliver(number, did)
        if sent.files:
            self.server.report.say(
                f"Đã gửi {sent.files} tệp ({_size(sent.size)}) lên «{self.server.target.name}»."
            )
        Releases.show(self, number, did)

    def erase(self, numbers: Iterable[int]) -> None:
        """See ``Releases.erase``; on the server first. Raises TargetError, LockedError."""
        doomed = tuple(numbers)
        stay = [n for n in self.known() if n not in doomed]
        texts = {n: text for n in stay if (text := self.text(n)) is not None}
        self.server.erase(doomed, texts)
        Releases.erase(self, doomed)

    def before(self, number: int | None) -> int | None:
        """See ``KeptReleases.before``; it may be on the server alone, see ``bring``."""
        head = self.head(number) if number is not None else None
        said = head.before if head is not None else None
        there = said in self.server.known_numbers and said in self.known()
        return said if there else Releases.before(self, number)

    def bring(self, number: int) -> None:
        """See ``Releases.bring``. Raises TargetError, LockedError."""
        manifest = self.manifest(number)
        if manifest is None or self.tree(number).is_dir():
            return
        if number not in self.server.state().numbers:
            return
        self.server.report.say(f"Đang lấy bản {number} từ «{self.server.target.name}» về …")
        coming = self.folder / "releases" / f".{number}.partial"
        remove(coming)
        coming.mkdir(parents=True)
        self.server.bring(number, coming)
        if examine(coming, manifest.files).damages:
            remove(coming)
            message = (
                f"Bản {number} trên «{self.server.target.name}» không còn đúng như khi công bố, "
                "nên không cho hiện lại. Hãy chọn bản khác: invoke rollback --list"
            )
            raise TargetError(message)
        rename(coming, self.tree(number))

    def mend(self, report: Report) -> int:
        """Make the server's releases what they were published as, as far as they are here.

        How many files were mended there. Raises TargetError, LockedError.
        """
        mended = 0
        for number in reversed(self.server.state().numbers):
            manifest = self.manifest(number)
            if manifest is None or not self.tree(number).is_dir():
                continue
            damages = self.server.wrong(number, manifest)
            if damages:
                report.say(f"Đang gửi lại {len(damages)} tệp của bản {number} …")
                self.server.mend(self.tree(number), manifest, damages)
                mended += len(damages)
        return mended

    def _deliver(self, number: int, did: str) -> Sent:
        text = self.text(number)
        manifest = self.manifest(number)
        if text is None or manifest is None:
            message = (
                f"Bản kê của bản {number} đã mất nên chưa gửi gì lên máy chủ. Hãy công bố lại."
            )
            raise TargetError(message)
        state = self.server.state()
        return self.server.deliver(
            self.tree(number),
            manifest,
            text,
            lambda one: self._text_of_servers(state, one),
            expected=self._expected(state),
            keep=self.keep,
            did=did,
        )

    def _expected(self, state: ServerState) -> int | None:
        """What the server's readers must still see; nothing where it has lost all."""
        return self.last_shown() if state.current is not None else None

    def text(self, number: int) -> bytes | None:
        """Of the manifest of release ``number``, as it is here; None when it is not."""
        try:
            return self.manifest_file(number).read_bytes()
        except OSError:
            return None

    def _text_of_servers(self, state: ServerState, number: int) -> bytes | None:
        """The manifest of the server's release ``number``, when it is the one that is here."""
        text, head = self.text(number), state.heads.get(number)
        is_same = text is not None and head is not None and digest_of(text) == head.digest
        return text if is_same else None

    # --- what happened there meanwhile --------------------------------------------------

    def _follow(self, state: ServerState, report: Report) -> None:
        """Make what is shown here what is shown there."""
        if state.is_foreign:
            message = (
                f"Trên «{self.server.target.name}», current không phải liên kết tới một bản công "
                "bố. Hãy nhờ người quản trị máy chủ xem lại thư mục ấy; chưa gửi gì."
            )
            raise TargetError(message)
        number = state.current
        if number is None:
            self._send_again(report)
            return
        text = self.text(number)
        is_known = text is not None and digest_of(text) == state.digest
        if is_known and self.current() == number:
            return
        if not is_known:
            self._take_over(number)
        if self.tree(number).is_dir():
            self._point_at(number)
        else:
            self._pointer.let_go()
        self._unseen_note(number).unlink(missing_ok=True)
        self._with_lines(state)
        said = "" if is_known else "; máy này chưa có bản ấy nên so với bản ấy để biết sẽ đổi gì"
        report.warn(
            f"«{self.server.target.name}» đang cho xem bản {number}, {self._by(state, number)}"
            f"{said}."
        )

    def _send_again(self, report: Report) -> None:
        """To a server that has nothing, or no more, send what readers saw."""
        shown = self.current()
        if shown is None or self.manifest(shown) is None:
            return
        report.warn(
            f"Trên «{self.server.target.name}» không có bản nào; đang đưa lên bản {shown} mà độc "
            "giả đã xem."
        )
        self._deliver(shown, "publish")
        self.server.take_lease()

    def _take_over(self, number: int) -> None:
        """Learn of what another machine's release ``number`` consists."""
        try:
            text = self.server.manifest_text(number)
            parse(text)
        except ManifestError:
            message = (
                f"«{self.server.target.name}» đang cho xem bản {number} mà bản kê của nó trên máy "
                "chủ đã mất hoặc hỏng, nên không biết độc giả đang có những gì; chưa gửi gì. Hãy "
                "công bố từ máy đã làm bản ấy, hoặc báo người phụ trách kỹ thuật."
            )
            raise TargetError(message) from None
        self._drop(number)  # one of ours of this number, which nobody saw there
        (self.folder / "manifests").mkdir(exist_ok=True)
        write_whole(self.manifest_file(number), text)

    def _with_lines(self, state: ServerState) -> None:
        """The server's history is ours."""
        write_whole(self.folder / HISTORY, state.history_text)

    @staticmethod
    def _by(state: ServerState, number: int) -> str:
        """``do người dùng an trên máy pc-1 đưa lên lúc 08:15 ngày 30/11/2026``."""
        who, when = state.shown_by(number)
        by = f"do {who} đưa ra" if who else "do máy khác đưa ra"
        return f"{by} lúc {when:%H:%M ngày %d/%m/%Y}" if when is not None else by


def _size(size: int) -> str:
    if size < _SMALL:
        return f"{size // 1000 + 1} kB"
    return megabytes(size)
