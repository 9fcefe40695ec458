"""Run a settings file, and say in words at which line it fails."""

from __future__ import annotations

import contextlib
import importlib
import re
import runpy
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.content_folder import ContentFolderError, content_folder
from plugins.model import Problem
from plugins.newsroom_file import NewsroomFileError, with_own
from plugins.setting_places import CONF, PUBLISH_CONF


def read_conf(root: Path, name: str) -> dict[str, object]:
    """The names that the settings file ``root``/``name`` defines, run as Pelican runs it.

    With what the newsroom says of itself.
    """
    with beside(root):
        return with_own(runpy.run_path(str(root / name)), content_folder(root))


@contextlib.contextmanager
def beside(root: Path) -> Iterator[None]:
    """Meanwhile ``from pelicanconf import *`` means the file of ``root``, as it is now."""
    sys.path.insert(0, str(root))
    sys.modules.pop("pelicanconf", None)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.modules.pop("pelicanconf", None)
        sys.path.remove(str(root))


def load_conf(root: Path, name: str) -> tuple[Mapping[str, object] | None, tuple[Problem, ...]]:
    """As ``read_conf``; None and the problem, at its true line, when the file cannot be run."""
    if not (root / name).is_file():
        return None, (Problem(path=name, line=1, message="không có tệp thiết lập này"),)
    try:
        return read_conf(root, name), ()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a file of Python may raise
        return None, (_fault(error, root, name),)


def _fault(error: BaseException, root: Path, name: str) -> Problem:
    if isinstance(error, NewsroomFileError):
        return error.problem
    if isinstance(error, ContentFolderError):
        return Problem(path=name, line=1, message=str(error))
    path, line = _place(error, root, name)
    return Problem(
        path=path, line=line, message=_words(error), suggestion=_mend(error, root / path, line)
    )


def _place(error: BaseException, root: Path, name: str) -> tuple[str, int]:
    """The settings file and line at which ``error`` was raised."""
    files = {str(root / file): file for file in (CONF, PUBLISH_CONF, name)}
    if isinstance(error, SyntaxError) and (error.filename or "") in files:
        return files[error.filename or ""], error.lineno or 1
    frames = [
        (files[frame.filename], frame.lineno or 1)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename in files
    ]
    return frames[-1] if frames else (name, 1)


_SYNTAX = (
    (r"unterminated (?:triple-quoted )?(?:f-)?string", "chuỗi chữ thiếu dấu ngoặc kép đóng"),
    (r"'(.)' was never closed", "dấu {} mở ra mà không có dấu đóng"),
    (r"unmatched '(.)'", "dấu {} đóng lại mà không có dấu mở"),
    (r"closing parenthesis '(.)' does not match", "dấu {} không khớp với dấu mở ở trước"),
    (r"unexpected indent", "đầu dòng thừa dấu cách; mỗi thiết lập bắt đầu ở sát lề"),
    (r"unindent does not match|expected an indented block", "dấu cách ở đầu dòng không đều"),
    (r"inconsistent use of tabs", "đầu dòng lẫn dấu tab với dấu cách"),
    (
        r"invalid (?:non-printable )?character '?([^' ]*)'? ?\(?(U\+[0-9A-F]+)",
        'ký tự {} không dùng được ở đây; ngoặc kép phải là dấu thẳng "',
    ),
    (r"forgot a comma", "có lẽ thiếu dấu phẩy giữa hai dòng chữ"),
    (r"unicodeescape", "dấu \\ trong chuỗi chữ; hãy dùng dấu / trong đường dẫn"),
    (
        r"codec can't decode|encoding problem|Non-UTF-8",
        "tệp không ở dạng UTF-8; hãy lưu lại với mã UTF-8",
    ),
    (r"null bytes", "tệp có ký tự rỗng (NUL); hãy lưu lại ở dạng văn bản UTF-8"),
    (r"cannot assign|illegal target", "bên trái dấu = phải là tên của thiết lập"),
    (r"leading zeros|invalid decimal literal", "số viết sai, hoặc chữ thiếu ngoặc kép"),
)


def _words(error: BaseException) -> str:
    if isinstance(error, SyntaxError | UnicodeError) or "null bytes" in str(error):
        return f"tệp thiết lập sai cú pháp: {_syntax_words(str(error))}"
    match error:
        case ModuleNotFoundError():
            return f"tệp thiết lập cần «{error.name}» mà máy không tìm thấy"
        case ImportError():
            return f"tệp thiết lập không lấy được thứ nó cần từ «{error.name}»"
        case NameError():
            return f"không có tên «{error.name}»; nếu đó là chữ thì phải đặt trong ngoặc kép"
        case SystemExit():
            return "tệp thiết lập tự dừng chương trình ở dòng này"
    return f"tệp thiết lập bị lỗi khi đọc dòng này ({type(error).__name__}: {error})"


def _syntax_words(said: str) -> str:
    for pattern, words in _SYNTAX:
        if found := re.search(pattern, said):
            return words.format(*(group for group in found.groups() if group))
    return "mỗi thiết lập viết TÊN = giá trị, chữ đặt trong ngoặc kép"


_STRAIGHT = dict.fromkeys(map(ord, "“”„"), '"') | dict.fromkeys(map(ord, "‘’"), "'")
_CONSTANTS = {"true": "True", "false": "False", "none": "None"}


def _mend(error: BaseException, file: Path, line: int) -> str:
    """The line with plain quotes, or with a bare name in quotes, when that is all it lacks."""
    try:
        row = file.read_bytes().decode("utf-8").splitlines()[line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
    better = row
    if isinstance(error, NameError) and error.name:
        value = _CONSTANTS.get(error.name.lower(), f'"{error.name}"')
        better = re.sub(rf"=\s*{re.escape(error.name)}\s*$", f"= {value}", row)
    elif isinstance(error, SyntaxError):
        better = row.translate(_STRAIGHT)
        if "unterminated string" in str(error) and better.count('"') % 2:
            better = f'{better.rstrip()}"'
    if better == row:
        return ""
    try:
        compile(better.strip(), "", "exec")
    except (SyntaxError, ValueError):
        return ""
    return better.strip()
