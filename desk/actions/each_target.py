"""One action at each target of a newsroom: whole or untouched at each, told one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desk.faults import explain
from desk.messages import Report
from desk.publish.settings import Where
from plugins.content_folder import content_folder
from plugins.targets import Target, read_targets

WRONG = 2
"""Exit code of a command that was given a name of no target."""


def chosen(root: Path, named: str, folder: str | Path | None, report: Report) -> Sequence[Where]:
    """Where to work: the ``folder`` of the command line, the target ``named``, else all.

    None stands for the one target of a newsroom that names none. Empty: why is said.
    """
    if folder and named:
        report.warn("Chỉ chọn một cách: tên một nơi công bố, hoặc một thư mục (--target).")
        return ()
    if folder:
        return (folder,)
    found = read_targets(root, content_folder(root))
    if found.problems or not (named or found.are_named):
        return (None,)  # what is wrong in the file is for whoever opens the first one
    if not named:
        return found.targets
    here = [one for one in found.targets if one.name == named]
    if not here:
        names = ", ".join(one.name for one in found.targets)
        report.warn(f"Không có nơi công bố nào tên «{named}». Trong content/newsroom.toml: {names}")
        return ()
    return here if found.are_named else (None,)


def named_in(where: Where) -> str:
    """What a command of ``rollback`` needs beside it for the place ``where``: `` --from web``."""
    return f" --from {where.name}" if isinstance(where, Target) else ""


def at_each(places: Sequence[Where], work: Callable[[Where], int], report: Report) -> int:
    """Do ``work`` at each of ``places``; the worst of its exit codes.

    What stops it at one stops it at none other, when there are several.
    """
    if len(places) == 1:
        return work(places[0])
    codes: dict[str, int] = {}
    for place in places:
        name = place.name if isinstance(place, Target) else str(place)
        where = f" ({place.place})" if isinstance(place, Target) else ""
        report.say(f"Nơi công bố «{name}»{where}:")
        try:
            codes[name] = work(place)
        except Exception as error:
            if not (said := explain(error)):
                raise
            report.warn(said)
            codes[name] = 1
        report.say()
    failed = [name for name, code in codes.items() if code == 1]
    done = [name for name, code in codes.items() if code != 1]
    if failed:
        report.warn(
            f"Chưa xong ở: {', '.join(failed)}."
            + (f" Đã xong ở: {', '.join(done)}." if done else "")
        )
    else:
        report.say(f"Đã xong ở cả {len(done)} nơi: {', '.join(done)}.")
    return 1 if failed else max(codes.values(), default=WRONG)
