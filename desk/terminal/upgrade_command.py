"""``invoke upgrade`` on a console.

A newer version is put in place by its own code, and with its own libraries: what is imported here
before these are known to be there is ours or Python's.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from desk.terminal.console import confirm, interactive, officer_errors, say, warn
from desk.upgrading import libraries
from desk.upgrading.software import standing, unpacked


def upgrade(
    root: Path, *, source: str = "", check: bool = False, yes: bool = False, project: str = ""
) -> int:
    """Do what this version needs done, or say it; the exit code.

    ``source``: a newer version, as archive or folder, to take the place of this one.
    ``project``: the newsroom to do it to, if not the one in ``root``; its software is replaced by
    that of ``root``, or by ``source``. Raises RefusedError.
    """
    home = standing(Path(project).expanduser().resolve()) if project else root
    if source:
        place = Path(source).expanduser()
        with unpacked(place) as newer:
            return _again(newer, "--project", str(home), *_flags(check=check, yes=yes))
    if missing := libraries.lacking(root):
        said = f"Phiên bản này cần {len(missing)} thư viện chưa có ở đây: {', '.join(missing)}."
        say(said)
        if check:
            warn("Chạy invoke upgrade để cài, rồi xem tiếp được.")
            return 1
        if not yes and not (interactive() and confirm("Cài ngay?", default=True)):
            warn("Chưa thay đổi gì.")
            return 1
        if wrong := libraries.install(root):
            warn(f"Không cài được: {wrong}. Chưa thay đổi gì; hãy nối mạng rồi chạy lại.")
            return 1
        return _again(root, *(("--project", str(home)) if project else ()), *_flags(yes=yes))
    return _done(root, home, check=check, yes=yes)


def _done(root: Path, home: Path, *, check: bool, yes: bool) -> int:
    with officer_errors(home, reads=True):  # paths are said as in that folder
        action = import_module("desk.actions.upgrade")
        console = import_module("desk.terminal.console")
        conversation = import_module("desk.terminal.conversation")
        proposal = action.propose(home, console.show, newer=root if home != root else None)
        if check or proposal.plan is None:
            code: int = conversation.show_all(proposal)
            if check and proposal.plan is not None:
                say("Để làm những việc trên: gõ lại lệnh này, bỏ --check.")
            return code
        if yes:
            conversation.show_all(proposal)
            answers = {"go": "có"}
            outcome: int = conversation.show_all(action.carry_out(proposal, answers, console.show))
            return outcome
        if not interactive():
            conversation.show_all(proposal)
            warn("Chưa thay đổi gì. Không có ai để hỏi thì gõ thêm: --yes")
            return 1
        settled: int = conversation.settle(proposal, action.carry_out)
        return settled


def _again(software: Path, *arguments: str) -> int:
    """The same command of the code in ``software``, in a process of its own."""
    command = [sys.executable, "-m", "invoke", "upgrade", *arguments]
    return subprocess.call(command, cwd=software)  # noqa: S603 - our own command


def _flags(*, yes: bool = False, check: bool = False) -> tuple[str, ...]:
    return tuple(flag for flag, given in (("--yes", yes), ("--check", check)) if given)
