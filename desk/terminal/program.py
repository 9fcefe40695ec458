"""What ``invoke`` says of its own accord, in Vietnamese: its lists, its help, and its refusals.

``invoke`` reads the command line before any command of ours runs. Its program is
made to be derived from; ``take_over`` makes the one that is running ours, from
the moment ``tasks.py`` is loaded. Nothing but ``invoke`` is imported here: a
missing library must not silence the list of commands.
"""

from __future__ import annotations

import inspect
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from invoke.exceptions import Exit, ParseError
from invoke.main import program
from invoke.parser import Parser
from invoke.parser.argument import Argument
from invoke.parser.context import ParserContext
from invoke.program import Program

from plugins.streams import speak_utf8

WRONG_USE = 2
"""Exit code of a command line that was not understood."""

STOPPED = 130
_STOPPED = "Đã dừng theo yêu cầu (Ctrl-C)."

_ARGUMENT = re.compile(r"<Argument: (?P<name>[\w-]+)")
_QUOTED = re.compile(r"['\"](?P<token>.*)['\"]")
_KIND = re.compile(r"([ =])(STRING|INT)\b")
_SEE_ALL = "Xem mọi lệnh: invoke"


def take_over(root: Path) -> None:
    """Let the program that is running speak Vietnamese; ``root`` is the project's folder."""
    program.__class__ = NewsroomProgram
    NewsroomProgram.root = root


class NewsroomProgram(Program):
    """``invoke`` with our words: as it parses, lists and helps."""

    root: Path
    _made: Parser | None = None

    def parse_tasks(self) -> None:
        """Understand the command line. Raises Exit with a sentence where it cannot."""
        speak_utf8()
        self.core.unparsed[:] = self._with_options(self.core.unparsed)
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(self._refusal(error), code=WRONG_USE) from None
        except ValueError as error:
            raise Exit(self._bad_value(str(error)), code=WRONG_USE) from None

    def _with_options(self, tokens: Sequence[str]) -> list[str]:
        """``tokens`` with its option before an argument that may be left out.

        ``invoke correct POST`` is ``invoke correct --post POST``: invoke itself takes
        as arguments without a name only those that must be given, and each of them once:
        ``invoke import A B`` is ``invoke import --source A --source B``.
        """
        found: list[str] = []
        option, flags = "", {}
        valued = is_repeated = False
        for token in tokens:
            if valued:
                valued = False
            elif token in self.collection.task_names and not option:
                is_repeated = bool(self.collection[token].iterable)
                if option := self._may_be_left_out(token):
                    flags = self._make_parser().contexts[token].flags
            elif token.startswith("-"):
                valued = token in flags and flags[token].takes_value
            elif option:
                found.append(option)
                option = option if is_repeated else ""
            found.append(token)
        return found

    def _make_parser(self) -> Parser:
        """What understands a command line, made once: invoke forgets help when it makes another."""
        if self._made is None:
            self._made = super()._make_parser()
        return self._made

    def _may_be_left_out(self, command: str) -> str:
        """The option of the argument that ``command`` can do without; empty when it has none."""
        task = self.collection[command]
        if task.iterable:
            return f"--{next(iter(task.iterable))}"
        given = inspect.signature(task.body).parameters
        lacks = inspect.Parameter.empty
        names = [name for name in task.positional or () if given[name].default is not lacks]
        return f"--{names[0]}" if names else ""

    def parse_cleanup(self) -> None:
        """Show help or a list where that was asked for. Raises Exit."""
        try:
            super().parse_cleanup()
        except ParseError as error:
            raise Exit(self._refusal(error), code=WRONG_USE) from None

    def execute(self) -> None:
        """Run the commands. Raises Exit when one lacks what it is to work on, or on Ctrl-C."""
        for context in self.tasks:
            task = self.collection[context.name]
            if any(context.args[name].value for name in getattr(task, "instead", ())):
                continue
            needed = task.iterable
            if missing := [context.args[name] for name in needed if not context.args[name].value]:
                raise Exit(_lacks(context, missing), code=WRONG_USE)
        try:
            super().execute()
        except KeyboardInterrupt:
            raise Exit(_STOPPED, code=STOPPED) from None

    # --- what it shows ---

    def no_tasks_given(self) -> None:
        """Show what to do next. Raises Exit."""
        with import_module("desk.terminal.console").officer_errors(self.root):
            if said := import_module("desk.publish.unattended").first_words(self.root):
                print(f"{said}\n")  # noqa: T201 - before any command is there
            menu = import_module("desk.terminal.menu")
            names = self.collection.task_names
            for line in menu.menu(self.root, {n: _summary(self.collection[n]) for n in names}):
                print(line)  # noqa: T201 - before any command is there
            sys.stdout.flush()  # who reads may have gone away: that is known here, not at the end
        raise Exit

    def print_task_help(self, name: str) -> None:
        """Show one command, what it does and its options."""
        context = self.parser.contexts[name]
        options = context.help_tuples()
        names = [f"<{one.name}>" for one in context.positional_args]
        given = " ".join([*names, *(f"<{one}>…" for one in self.collection[name].iterable)])
        rows = [f"Cách dùng: invoke {name}{' ' + given if given else ''}", ""]
        rows += [f"  {line}" for line in (inspect.getdoc(self.collection[name]) or "").splitlines()]
        print("\n".join(rows))  # noqa: T201 - as above
        if options:
            print("\nTùy chọn:")  # noqa: T201
            self.print_columns([(_KIND.sub(_value, flag), said) for flag, said in options])

    def task_list_opener(self, extra: str = "") -> str:
        """What stands above the list of commands."""
        del extra
        return "Các lệnh"

    # --- what it refuses ---

    def _refusal(self, error: ParseError) -> str:
        said = str(error)
        command = getattr(error.context, "name", None) or ""
        if found := _ARGUMENT.search(said):
            return self._lacks_value(command, found["name"])
        if "required positional" in said:
            return _lacks_argument(error.context)
        token = _QUOTED.search(said)
        if token is None:
            return f"Không hiểu dòng lệnh này. {_SEE_ALL}"
        return self._unknown(token["token"], command)

    def _unknown(self, token: str, command: str) -> str:
        if token.startswith("-") and command:
            flags = list(self.parser.contexts[command].flags)
            near = _nearest(token, (flag for flag in flags if flag.startswith("--")))
            meant = f" Có phải là {near} không?" if near else ""
            return f"Lệnh {command} không có tùy chọn {token}.{meant}\n{_see(command)}"
        if token.startswith("-"):
            return f"Không có tùy chọn {token}; tùy chọn viết sau tên lệnh. {_SEE_ALL}"
        if command:
            return (
                f"Không hiểu «{token}» sau lệnh {command}. Câu có dấu cách phải đặt cả trong "
                f'ngoặc kép, ví dụ --title "Hội nghị sơ kết".\n{_see(command)}'
            )
        near = _nearest(token, self.parser.contexts)
        meant = f" Có phải là: invoke {near}" if near else ""
        return f"Không có lệnh «{token}».{meant}\n{_SEE_ALL}"

    def _lacks_value(self, command: str, name: str) -> str:
        flag = f"--{name}"
        context = self.parser.contexts.get(command)
        meaning = (context.args[name].help or "") if context and name in context.args else ""
        where = f" của lệnh {command}" if command else ""
        lacks = f"Tùy chọn {flag}{where} cần một giá trị viết ngay sau nó."
        return f"{lacks}\n  {flag}: {meaning}\n{_see(command)}" if meaning else lacks

    def _bad_value(self, said: str) -> str:
        """Of a value that is no number, the only kind of value that ``invoke`` itself reads."""
        found = _QUOTED.search(said)
        value = found["token"] if found else ""
        given = [str(one) for one in self.core.unparsed]
        before = [a for a, b in pairwise(given) if b == value]
        before += [one.partition("=")[0] for one in given if one.endswith(f"={value}")]
        flag = f" của {before[0]}" if before else ""
        return f"Giá trị «{value}»{flag} phải là một số. {_see(given[0] if given else '')}"


def _lacks_argument(context: ParserContext | None) -> str:
    return _SEE_ALL if context is None else _lacks(context, context.missing_positional_args)


def _lacks(context: ParserContext, missing: Iterable[Argument]) -> str:
    rows = [f"Lệnh {context.name} thiếu:"]
    rows += [f"  <{one.name}>: {one.help or ''}" for one in missing]
    return "\n".join([*rows, _see(context.name or "")])


def _value(found: re.Match[str]) -> str:
    return found[1] + {"STRING": "CHỮ", "INT": "SỐ"}[found[2]]


def _summary(task: object) -> str:
    doc = inspect.getdoc(task) or ""
    return doc.splitlines()[0] if doc else ""


def _see(command: str) -> str:
    return f"Cách dùng: invoke --help {command}" if command else _SEE_ALL


def _bare(text: str) -> str:
    """Letters and digits without marks: what was typed in Vietnamese finds its command."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in parts if sign.isalnum())


_MEANT = {
    "trogiup": "--list",
    "help": "--list",
    "moi": "new",
    "taobai": "new",
    "kiemtra": "check",
    "xem": "serve",
    "xemtruoc": "serve",
    "preview": "serve",
    "dang": "publish",
    "xuatban": "publish",
    "congbo": "publish",
    "deploy": "publish",
    "quaylai": "rollback",
    "trolai": "rollback",
    "undo": "rollback",
    "nhap": "import",
    "dinhchinh": "correct",
    "sua": "correct",
    "go": "withdraw",
    "gobo": "withdraw",
    "xoa": "purge",
    "xoahan": "purge",
    "dung": "build",
}
"""What officers call the commands."""


def _nearest(typed: str, known: Iterable[str]) -> str:
    """The one of ``known`` that was probably meant; empty when none is near."""
    by_bare = {_bare(one): one for one in known}
    meant = _MEANT.get(_bare(typed), "")
    if meant in by_bare.values() or meant.startswith("-"):
        return meant
    from difflib import get_close_matches  # noqa: PLC0415 - costs every command, helps few

    found: Sequence[str] = get_close_matches(_bare(typed), by_bare, 1, 0.6)
    return by_bare[found[0]] if found else ""
