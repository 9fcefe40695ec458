"""What the officer sees and answers: every word of every command goes through here, in Vietnamese.

On a terminal Rich draws; anywhere else the same words come as plain aligned
lines, so that a log or a pipe reads like the screen. Output is UTF-8 whatever
the console's code page.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from desk.faults import explain, unforeseen
from plugins.content_folder import ContentFolderError, as_opened, content_fault
from plugins.vietnamese import fold

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from desk.messages import Message, Step
    from plugins.model import Problem

STOPPED = 130
"""Exit code of a command that Ctrl-C ended, as shells expect it."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""A title must not be able to move the cursor or turn the line around."""


def interactive() -> bool:
    """Whether somebody can be asked: both sides of the conversation are a terminal."""
    return all(s is not None and s.isatty() for s in (sys.stdin, sys.stdout))


def say(text: str = "") -> None:
    """One line (or more) to the officer."""
    _write(text, sys.stdout)


def warn(text: str) -> None:
    """One line the officer must not miss; to the error stream, where logs look for it."""
    _write(text, sys.stderr, style="bold yellow")


def show(message: Message) -> None:
    """What an action has to say, as this console says it."""
    from desk.messages import Findings, Sentence, Table  # noqa: PLC0415 - as below

    if isinstance(message, Sentence):
        (warn if message.is_warning else say)(message.text)
    elif isinstance(message, Findings):
        (print_problems if message.is_counted else list_problems)(message.problems)
    elif isinstance(message, Table):
        table(message.title, message.columns, message.rows, right=message.right)
    else:
        _show_step(message)


def print_problems(problems: Iterable[Problem]) -> None:
    """All of ``problems`` as every command lists them, and how many there are of each strength."""
    from plugins.findings import counted  # noqa: PLC0415 - a missing library is said by us

    found = list(problems)
    list_problems(found)
    if found:
        say(counted(found))


def list_problems(problems: Iterable[Problem]) -> None:
    """All of ``problems`` on standard output, gravest first; errors stand out on a terminal."""
    from plugins.findings import listed  # noqa: PLC0415 - as above

    for severity, line in listed(problems):
        _write(line, sys.stdout, style="red" if severity == "error" else "")


def print_record(record: Mapping[str, object]) -> None:
    """One JSON object on a line of its own, as written: for other programs to read."""
    shown = {key: _opened(one) if isinstance(one, str) else one for key, one in record.items()}
    sys.stdout.write(f"{json.dumps(shown, ensure_ascii=False)}\n")


def table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Sequence[int] = (),
) -> None:
    """``rows`` under ``columns``; columns whose index is in ``right`` are numbers, set right."""
    cells = [[_clean(str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        _plain_table(title, columns, cells, right)
        return
    from rich.table import Table  # noqa: PLC0415 - a tenth of a second that only tables pay
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(title=Text(title, style="bold"), title_justify="left", header_style="bold")
    for index, column in enumerate(columns):
        drawn.add_column(column, justify="right" if index in right else "left", overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    _rich(sys.stdout).print(drawn)


def _show_step(step: Step) -> None:
    """A moving bar on a terminal; off it a plain line when the work begins."""
    if not sys.stdout.isatty() or not step.total:
        if not step.done:
            say(f"{step.words}: {step.total}" if step.total else step.words)
        return
    if not _bars and step.done == step.total:  # over before anybody could have seen a bar
        return
    if not _bars:
        from rich.progress import Progress  # noqa: PLC0415 - as in table()

        bar = Progress(console=_rich(sys.stdout), transient=True)
        _bars.append((bar, bar.add_task(_clean(step.words), total=step.total)))
        bar.start()
    bar, task = _bars[0]
    bar.update(task, completed=step.done)
    if step.done == step.total:
        bar.stop()
        _bars.clear()


_bars: list[tuple[Progress, TaskID]] = []
"""The bar that is moving, if any."""


def ask(question: str, default: str = "") -> str:
    """The officer's answer, trimmed; ``default`` when the answer is empty or nobody is there."""
    if not interactive():
        return default
    try:
        return answer(question, default)
    except EOFError:
        say()
        return default


def answer(question: str, default: str = "") -> str:
    """The officer's answer, trimmed; ``default`` when it is empty.

    Raises EOFError when the keyboard was closed, and KeyboardInterrupt.
    """
    shown = f"{question} [{default}] " if default else f"{question} "
    return input(_clean(shown)).strip() or default


def confirm(question: str, *, default: bool) -> bool:
    """Yes or no; asked again until it is one of them. ``default`` when nobody is there."""
    if not interactive():
        return default
    choice = "C/k" if default else "c/K"
    while True:
        answer = fold(ask(f"{question} ({choice})"))
        if not answer:
            return default
        if answer in {"c", "co", "y", "yes"}:
            return True
        if answer in {"k", "khong", "n", "no"}:
            return False
        say("Xin trả lời c (có) hoặc k (không).")


@contextlib.contextmanager
def officer_errors(root: Path, *, reads: bool = False) -> Iterator[None]:
    """Turn what goes wrong inside into one Vietnamese sentence and an exit code.

    Meanwhile every path of the content is shown as an officer in ``root`` opens it;
    ``reads``: that folder must be there. Raises SystemExit: 1 after an error, 130
    after Ctrl-C. What could not be foreseen is saved whole under ``root``/.newsroom
    for whoever maintains the newsroom.
    """
    before = _project[:]
    _project[:] = [root]
    try:
        if reads and (fault := content_fault(root)):
            raise ContentFolderError(fault)  # noqa: TRY301 - said as all else is
        yield
    except KeyboardInterrupt:
        warn("\nĐã dừng theo yêu cầu (Ctrl-C).")
        raise SystemExit(STOPPED) from None
    except BrokenPipeError:
        # The reader of a pipe went away (``| head``): nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:  # noqa: BLE001 - the last door before an officer
        warn(explain(error) or unforeseen(error, root))
        raise SystemExit(1) from None
    finally:
        _project[:] = before


_project: list[Path] = []
"""The folder of the project in which a command is at work, if any."""


def _clean(text: str) -> str:
    return _CONTROL.sub("", _opened(text))


def _opened(text: str) -> str:
    return as_opened(text, _project[0]) if _project else text


def _write(text: str, stream: TextIO, style: str = "") -> None:
    text = _clean(text)
    if style and stream.isatty():
        _rich(stream).print(text, style=style, markup=False, highlight=False, soft_wrap=True)
    else:
        print(text, file=stream, flush=True)


def _rich(stream: TextIO) -> Console:
    from rich.console import Console  # noqa: PLC0415 - as in table()

    return Console(file=stream, markup=False, highlight=False)


def _plain_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]
) -> None:
    widths = [max(map(_width, column)) for column in zip(columns, *rows, strict=True)]

    def line(row: Sequence[str]) -> str:
        padded = []
        for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - _width(cell))
            padded.append(space + cell if index in right else cell + space)
        return "  ".join(padded).rstrip()

    say("\n".join([title, line(columns), *(line(row) for row in rows)]))


def _width(text: str) -> int:
    """Columns on a terminal: marks take none, East Asian wide letters two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
