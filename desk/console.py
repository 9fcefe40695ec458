"""What the officer sees and answers: every word of every command goes through here, in Vietnamese.

On a terminal Rich draws; anywhere else the same words come as plain aligned
lines, so that a log or a pipe reads like the screen. Output is UTF-8 whatever
the console's code page.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import platform
import re
import sqlite3
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from plugins.vietnamese import fold

if TYPE_CHECKING:
    from rich.console import Console

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
    sys.stdout.write(f"{json.dumps(record, ensure_ascii=False)}\n")


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


@contextlib.contextmanager
def progress(description: str, total: int) -> Iterator[Callable[[], None]]:
    """Call what this yields once for each of ``total`` steps done; a plain line off a terminal."""
    if not sys.stdout.isatty() or not total:
        say(f"{description}: {total}" if total else description)
        yield lambda: None
        return
    from rich.progress import Progress  # noqa: PLC0415 - as in table()

    with Progress(console=_rich(sys.stdout), transient=True) as bar:
        step = bar.add_task(_clean(description), total=total)
        yield lambda: bar.advance(step)


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
def officer_errors(root: Path) -> Iterator[None]:
    """Turn what goes wrong inside into one Vietnamese sentence and an exit code.

    Raises SystemExit: 1 after an error, 130 after Ctrl-C. What could not be
    foreseen is saved whole under ``root``/.newsroom for whoever maintains the
    newsroom.
    """
    try:
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


def explain(error: Exception) -> str:
    """What the machine lacks or refuses, in one sentence with what to do; empty when unforeseen."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - errors are rare

    if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] not in _OURS:
        return (
            f"Thiếu thư viện «{error.name}». "
            f"Hãy chạy: {sys.executable} -m pip install -r requirements/newsroom.txt"
        )
    if isinstance(error, MemoryError):
        return "Máy không đủ bộ nhớ. Hãy đóng bớt chương trình rồi chạy lại."
    if isinstance(error, ChildProcessError | BrokenExecutor):
        return (
            "Một tiến trình của lệnh bị máy dừng giữa chừng, thường vì thiếu bộ nhớ. Hãy đóng bớt "
            "chương trình rồi chạy lại."
        )
    if isinstance(error, sqlite3.Error):
        return _of_what_is_kept(str(error))
    if not isinstance(error, OSError):
        return ""
    where = f" «{_file_of(error)}»" if error.filename else ""
    number = error.errno or 0
    if getattr(error, "winerror", None) in {32, 33}:
        number = errno.EBUSY
    if number in {errno.ENOTDIR, errno.EEXIST} and error.filename:
        where, reason = _in_the_way(Path(_file_of(error)))
    else:
        reason = _REASONS.get(number, "")
    return reason.format(where=where).strip() if reason else _any_other(error)


def _file_of(error: OSError) -> str:
    return os.fsdecode(error.filename) if isinstance(error.filename, bytes) else f"{error.filename}"


def _any_other(error: OSError) -> str:
    """What the system refused without a sentence of ours; empty of what it did not refuse."""
    if not error.errno:
        return ""
    where = f"«{_file_of(error)}»" if error.filename else "một tệp"
    return (
        f"Hệ điều hành không cho làm việc với {where} ({error.strerror}, lỗi số "
        f"{error.errno}). Hãy kiểm tra tệp và ổ đĩa ấy rồi chạy lại."
    )


def _in_the_way(path: Path) -> tuple[str, str]:
    """What stands where ``path`` needs a folder, and what to say of it; empty: nothing does."""
    for one in (path, *path.parents):
        if os.path.lexists(one) and not one.is_dir():
            return f"«{one}»", _NO_FOLDER if one.is_symlink() else _REASONS[errno.ENOTDIR]
    return "", ""


_NO_FOLDER = "{where} là liên kết không dẫn tới thư mục nào. Hãy xóa liên kết ấy rồi chạy lại."


def _of_what_is_kept(said: str) -> str:
    """What SQLite complains of, in Vietnamese: all it keeps can be made again."""
    if "full" in said:
        return _REASONS[errno.ENOSPC].format(where=" .newsroom")
    if "locked" in said:
        return "Một lệnh khác đang dùng thư mục .newsroom. Hãy đợi lệnh ấy xong rồi chạy lại."
    return (
        "Không đọc hoặc không ghi được thư mục .newsroom. Hãy kiểm tra quyền của thư mục, hoặc "
        "xóa thư mục .newsroom (máy tự làm lại, bài viết không mất) rồi chạy lại."
    )


_OURS = frozenset({"desk", "plugins", "bench"})
"""Packages of this checkout: one of them missing is a fault of ours, not a thing to install."""

_REASONS = {
    errno.ENOSPC: "Ổ đĩa đã đầy khi đang ghi{where}. Hãy xóa bớt tệp rồi chạy lại lệnh.",
    errno.EDQUOT: "Đã dùng hết dung lượng được cấp khi ghi{where}. Hãy xóa bớt tệp rồi chạy lại.",
    errno.EACCES: "Không có quyền đọc hoặc ghi{where}. Hãy kiểm tra quyền thư mục rồi chạy lại.",
    errno.EPERM: "Không có quyền thay đổi{where}. Hãy kiểm tra quyền của thư mục rồi chạy lại.",
    errno.EROFS: "Ổ đĩa chỉ cho đọc, không ghi được{where}. Hãy chọn nơi khác, rồi chạy lại.",
    errno.EBUSY: "Tệp{where} đang mở ở chương trình khác. Hãy đóng chương trình đó rồi chạy lại.",
    errno.ENAMETOOLONG: "Tên tệp{where} quá dài. Hãy đặt tên ngắn hơn rồi chạy lại.",
    errno.EMFILE: "Máy đang mở quá nhiều tệp. Hãy đóng bớt chương trình rồi chạy lại.",
    errno.ENFILE: "Máy đang mở quá nhiều tệp. Hãy đóng bớt chương trình rồi chạy lại.",
    errno.ENOTDIR: "{where} là một tệp, mà ở đó phải là thư mục. Hãy đổi tên tệp ấy rồi chạy lại.",
    errno.EEXIST: "{where} là một tệp, mà ở đó phải là thư mục. Hãy đổi tên tệp ấy rồi chạy lại.",
    errno.EISDIR: "{where} là một thư mục, mà ở đó phải là tệp. Hãy đổi tên thư mục rồi chạy lại.",
    errno.ENOENT: "Không thấy{where}: có thể vừa bị xóa, đổi tên, hoặc ổ đĩa chưa kết nối. "
    "Hãy kiểm tra rồi chạy lại.",
    errno.EIO: "Ổ đĩa bị lỗi khi đọc hoặc ghi{where}. Hãy chạy lại; còn lỗi thì báo kỹ thuật.",
    errno.ENOMEM: "Máy không đủ bộ nhớ. Hãy đóng bớt chương trình rồi chạy lại.",
    errno.EAGAIN: "Máy đang chạy quá nhiều chương trình. Hãy đóng bớt rồi chạy lại.",
    errno.ESTALE: "Ổ đĩa mạng chứa{where} vừa bị ngắt. Hãy kết nối lại rồi chạy lại.",
    errno.ETIMEDOUT: "Ổ đĩa mạng chứa{where} không trả lời. Hãy kiểm tra mạng rồi chạy lại.",
    errno.ELOOP: "{where} là liên kết trỏ vòng tròn. Hãy xóa liên kết ấy rồi chạy lại.",
}


def unforeseen(error: Exception, root: Path) -> str:
    """One sentence for the officer; the whole of ``error`` is saved under ``root``/.newsroom."""
    moment = datetime.now().astimezone()
    file = root / ".newsroom" / f"loi-{moment:%Y%m%d-%H%M%S}.txt"
    details = (
        f"{moment.isoformat()}\n{platform.platform()}, Python {platform.python_version()}\n"
        f"{' '.join(sys.argv)}\n\n{''.join(traceback.format_exception(error))}"
    )
    sentence = "Có lỗi ngoài dự kiến của chương trình, không phải do bài viết."
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        brief = "".join(traceback.format_exception_only(error)).strip()
        return f"{sentence} Xin báo cho người phụ trách kỹ thuật: {brief}"
    return f"{sentence} Chi tiết đã lưu ở {file}; xin gửi tệp này cho người phụ trách kỹ thuật."


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


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
