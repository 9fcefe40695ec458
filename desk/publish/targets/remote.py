"""A server that releases are sent to: what is there, make this release there, show it, prune."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TypeVar

from desk.messages import Report, Step
from desk.publish.damage import Damage, Fault
from desk.publish.lock import LockedError, me, named
from desk.publish.manifest import Manifest, ManifestError
from desk.publish.targets import words
from desk.publish.targets.ssh_command import fingerprint, known_hosts, met, ssh_command
from desk.publish.targets.ssh_session import Answer, Connection, CutError, Member
from desk.publish.targets.wire import (
    INCOMING,
    TREE,
    Sending,
    ServerState,
    plan_erasing,
    plan_sending,
    read_state,
    text_of,
)
from desk.publish.tree import ReleaseError, folders_of
from plugins import leftovers
from plugins.engine.foreign import named as listed
from plugins.targets import Target
from plugins.vietnamese import VIETNAM

_OURS = frozenset({"releases", "manifests", ".lease"})
_Result = TypeVar("_Result")

_TREE = TREE.removeprefix(f"{INCOMING}/") + "/"
_MEGABYTE = 1_000_000
_TELL_FROM = 5 * _MEGABYTE
"""Smaller sendings need no word on how far they are."""


class TargetError(ReleaseError):
    """The server could not be reached, or did not do it; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of a sending."""

    files: int
    size: int
    """Bytes of these files and what went along with them, before they are packed on the way."""
    left: str = ""
    """What was to be removed and is there still, and why; in the server's words."""


class Server:
    """One target over ``ssh``; nothing is asked of it before it is needed."""

    def __init__(
        self, root: Path, target: Target, report: Report, *, command: list[str] | None = None
    ) -> None:
        """``command``: how to reach the program there, when not by ``ssh``: for tests."""
        self.target = target
        self.report = report
        self._root = root
        self._command = command
        self._connection: Connection | None = None
        self._ending: Connection | None = None
        """One that nothing can be asked of any more; the server still tidies up."""
        self._state: ServerState | None = None
        self._has_lease = False
        self._greeted = False

    @property
    def by(self) -> str:
        """Who this machine is, for others."""
        return named(me())

    @property
    def known_numbers(self) -> tuple[int, ...]:
        """The releases that were there when it was last asked; none before."""
        return self._state.numbers if self._state is not None else ()

    def state(self) -> ServerState:
        """What is there. Raises TargetError."""
        connection = self._connected()
        if self._state is None:
            self._state = read_state(self._try(lambda: connection.ask("state")).lines)
        return self._state

    def take_lease(self) -> None:
        """Be the only publisher there until ``close``. Raises TargetError, LockedError."""
        connection = self._connected()
        if self._has_lease:
            return
        answer = self._try(lambda: connection.ask("lease", self._identity(), _owner()))
        if answer.refusal:
            said = words.of_refusal(answer.refusal, self.target)
            self.close()
            raise LockedError(said) if answer.refusal[0] == "busy" else TargetError(said)
        self._has_lease = True
        self._state = None  # another may have been at work until now

    def prepare(self, number: int) -> None:
        """Have begun there what takes long of a next release made of release ``number``.

        Nothing depends on it but time. Raises TargetError, LockedError.
        """
        self.take_lease()
        connection = self._connected()
        self._try(lambda: connection.ask("prepare", str(number)))

    def manifest_text(self, number: int) -> bytes:
        """The text of the manifest of release ``number``. Raises TargetError, ManifestError."""
        state, connection = self.state(), self._connected()

        def fetch(one: int) -> bytes:
            if one not in state.packed:
                raise ManifestError(one)
            return self._try(lambda: connection.fetch(f"manifests/{one}.data"))

        return text_of(number, state.heads, fetch)

    def deliver(
        self,
        tree: Path,
        manifest: Manifest,
        text: bytes,
        known: Callable[[int], bytes | None],
        *,
        expected: int | None,
        keep: int,
        did: str,
    ) -> Sent:
        """Let its readers see the release of ``manifest``, whose files are in ``tree``.

        ``expected``: what they see now; another is left alone. Raises TargetError, LockedError.
        """
        self.take_lease()
        state = self.state()
        if state.current != expected:
            raise self._refused(("other",))
        now = datetime.now(tz=VIETNAM)
        plan = plan_sending(state, manifest, text, known, keep=keep, did=did, by=self.by, at=now)
        return self._carried_out(plan, tree, manifest)

    def erase(self, numbers: Iterable[int], texts: Mapping[int, bytes]) -> None:
        """Remove these releases, and those that this machine has no manifest of, for good.

        ``texts``: the manifests of those that stay. Raises TargetError, LockedError.
        """
        self.take_lease()
        state = self.state()
        if state.current is None:
            return
        plan = plan_erasing(state, numbers, texts)
        if plan.removed:
            nothing = Manifest(number=plan.number, made=datetime.now(tz=VIETNAM))
            sent = self._carried_out(plan, Path(), nothing)
            if sent.left:
                raise self._refused(("left", sent.left))

    def wrong(self, number: int, manifest: Manifest) -> tuple[Damage, ...]:
        """What in release ``number`` there is not what ``manifest`` says. Raises TargetError."""
        connection = self._connected()
        top = f"releases/{number}"
        found = dict(_listed(self._try(lambda: connection.ask("files", top)).lines, top))
        damages = []
        for path, kind in found.items():
            if kind == "d" or (path in manifest.files and kind == "-"):
                continue
            fault = Fault.FOREIGN_LINK if kind == "l" else Fault.FOREIGN_FILE
            damages.append(Damage(path, Fault.LINK if path in manifest.files else fault))
        there = [path for path in manifest.files if found.get(path) == "-"]
        damages += [Damage(p, Fault.MISSING) for p in manifest.files.keys() - found.keys()]
        answer = self._try(lambda: connection.ask("wrong", top, lines=_sums(there, manifest)))
        damages += [Damage(path, Fault.CHANGED) for path in _values(answer, "wrong")]
        return tuple(sorted(damages))

    def mend(self, tree: Path, manifest: Manifest, damages: Sequence[Damage]) -> None:
        """Make release ``manifest`` there what it is in ``tree``. Raises TargetError, LockedError.

        ``damages``: what ``wrong`` found.
        """
        self.take_lease()
        there = f"releases/{manifest.number}"
        plan = Sending(
            number=manifest.number,
            base=None,
            expected=None,
            files=tuple(one.path for one in damages if one.path in manifest.files),
            removed=tuple(f"{there}/{one.path}" for one in damages if one.fault.is_foreign),
            history=self.state().history_text,
            is_mending=True,
        )
        self._carried_out(plan, tree, manifest)

    def bring(self, number: int, into: Path) -> None:
        """Write the tree of release ``number`` there to ``into``, unproven. Raises TargetError."""
        connection = self._connected()
        self._try(lambda: connection.fetch_tree(f"releases/{number}", into))
        self.close()
        self.take_lease()

    def close(self) -> None:
        """Let go of the lease and of the connection."""
        for connection in (self._ending, self._connection):
            if connection is not None:
                connection.close()
        self._ending = self._connection = None
        self._has_lease = self._greeted = False

    # --- the connection ---------------------------------------------------------------

    def _connected(self) -> Connection:
        if self._connection is not None:
            return self._connection
        self.close()
        command = self._command or ssh_command(self._root, self.target)
        if command is None:
            raise TargetError(words.no_ssh())
        file = known_hosts(self._root, self.target)
        before = met(file)
        connection = self._connection = Connection(command)
        greeting = self._try(connection.greet)
        self._greeted = True
        self._tell_key(met(file) - before)
        if lacking := _values(greeting, "lack"):
            self.close()
            raise TargetError(words.lacking(lacking, self.target))
        if greeting.refusal:
            raise self._refused(greeting.refusal)
        self._state = None
        there = _values(greeting, "top")
        names = {name for name in there if not leftovers.is_leftover(name, folder=False)}
        if names and not names & _OURS:
            self.close()
            raise TargetError(words.foreign(listed(sorted(names)), self.target))
        return connection

    def _tell_key(self, new: Iterable[str]) -> None:
        for line in new:
            self.report.warn(
                f"Lần đầu gặp máy chủ {self.target.host}, khóa nhận dạng {fingerprint(line)}. "
                "Hãy đối chiếu với người quản trị máy chủ; từ nay chỉ tin khóa ấy."
            )

    def _identity(self) -> str:
        """One word for this folder on this machine: its own lease that was left is no other's."""
        place = f"{platform.node()}\0{(self._root / self.target.here).resolve()}"
        return hashlib.sha256(place.encode()).hexdigest()[:16]

    def _try(self, work: Callable[[], _Result]) -> _Result:
        """Do it; a connection that was cut is said in words."""
        try:
            return work()
        except (CutError, OSError) as error:
            cut = error if isinstance(error, CutError) else CutError(str(error), None)
            known = str(known_hosts(self._root, self.target))
            said = words.of_cut(cut, self.target, known, greeted=self._greeted)
            self.close()
            raise TargetError(said) from error

    def _refused(self, refusal: tuple[str, ...]) -> TargetError:
        self.close()
        return TargetError(words.of_refusal(refusal, self.target))

    # --- sending ----------------------------------------------------------------------

    def _carried_out(self, plan: Sending, tree: Path, manifest: Manifest) -> Sent:
        has_incoming = self.state().has_incoming
        connection = self._connected()
        files, useless = plan.files, plan.first
        if has_incoming:
            files, more = self._still_to_send(connection, plan, manifest)
            useless = (*useless, *more)
        if useless:
            answer = self._try(lambda: connection.ask("clear", lines=useless))
            if answer.refusal:
                raise self._refused(answer.refusal)
        members = [*_members(plan, files, tree, manifest)]
        total = sum(member.size for member in members)
        step = self._steps(total)
        answer = self._try(lambda: connection.send(plan.request, members, step))
        if answer.refusal:
            raise self._refused(answer.refusal)
        self._ending, self._connection, self._has_lease = connection, None, False
        return Sent(files=len(files), size=total, left=" ".join(_values(answer, "left")))

    def _still_to_send(
        self, connection: Connection, plan: Sending, manifest: Manifest
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The files that an interrupted sending did not bring, and what it brought for nothing."""
        answer = self._try(lambda: connection.ask("files", INCOMING))
        there = dict(_listed(answer.lines, INCOMING))
        wanted = [path for path in plan.files if there.get(f"{_TREE}{path}") == "-"]
        answer = self._try(lambda: connection.ask("wrong", TREE, lines=_sums(wanted, manifest)))
        whole = frozenset(wanted).difference(_values(answer, "wrong"))
        if not whole:
            return plan.files, (INCOMING,)
        kept = {f"{_TREE}{path}": "-" for path in plan.files}
        kept |= {f"{_TREE}{folder}".rstrip("/"): "d" for folder in folders_of(plan.files)}
        useless = (path for path, kind in there.items() if kept.get(path) != kind)
        still = tuple(path for path in plan.files if path not in whole)
        return still, tuple(f"{INCOMING}/{path}" for path in useless)

    def _steps(self, total: int) -> Callable[[int], None]:
        """Tells how far a large sending is."""
        done = 0

        def step(size: int) -> None:
            nonlocal done
            before, done = done // _MEGABYTE, done + size
            if total > _TELL_FROM and done // _MEGABYTE > before:
                label = f"Đang gửi lên «{self.target.name}» (MB)"
                most = max(total // _MEGABYTE, done // _MEGABYTE)
                self.report.on_progress(Step(label, most, done // _MEGABYTE))

        return step


def _owner() -> str:
    return json.dumps(me(), ensure_ascii=False)


def _values(answer: Answer, word: str) -> list[str]:
    """The words after ``word`` in each line of ``answer`` that begins with it."""
    return [line.partition("\t")[2] for line in answer.lines if line.startswith(f"{word}\t")]


def _listed(lines: Iterable[str], top: str) -> Iterator[tuple[str, str]]:
    """Path below ``top`` and kind (``-``, ``d``, ``l``) of what ``tar -tvv`` lists."""
    for line in lines:
        words_ = line.removeprefix("file\t").split(None, 5)
        if len(words_) < 6:  # noqa: PLR2004 - mode, owner, size, date, time, name
            continue
        kind, name = words_[0][0], words_[5]
        if kind == "l":
            name = name.partition(" -> ")[0]
        if kind == "h":
            kind, name = "-", name.partition(" link to ")[0]
        path = name.removeprefix("./").removeprefix(top).strip("/")
        if path:
            yield path, kind


def _members(
    plan: Sending,
    files: Iterable[str],
    tree: Path,
    manifest: Manifest,
) -> Iterator[Member]:
    """All that is sent, that it is whole last."""
    for name in ("releases", "manifests"):
        yield Member(name=name, size=0, is_folder=True)
    for name, rows in (
        ("sums", _sums(plan.files, manifest)),
        ("gone", (f"./{path}" for path in plan.gone)),
        ("removed", plan.removed),
        ("pruned", (str(number) for number in plan.pruned)),
    ):
        yield _note(name, "".join(f"{row}\n" for row in rows).encode())
    for name, data in plan.notes.items():
        yield _note(f"manifests/{name}", data)
    yield _note("history.jsonl", plan.history)
    yield Member(name=f"{INCOMING}/current", size=0, link=f"releases/{plan.number}")
    for path in files:
        file = tree / path
        status = file.stat()
        yield Member(
            name=f"{TREE}/{path}",
            size=status.st_size,
            open=_opener(file),
            modified=status.st_mtime,
        )
    yield _note("whole", b"")


def _opener(file: Path) -> Callable[[], IO[bytes]]:
    return lambda: file.open("rb")


def _note(name: str, data: bytes) -> Member:
    return Member(name=f"{INCOMING}/{name}", size=len(data), data=data)


def _sums(paths: Iterable[str], manifest: Manifest) -> Iterator[str]:
    """Lines for ``sha256sum -c``."""
    return (f"{manifest.files[path].sha256}  {path}" for path in paths)
