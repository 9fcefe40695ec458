"""How ``invoke inspect`` takes its command line: FILE, or a flag instead of it."""

from __future__ import annotations

from typing import Any, cast

from invoke.parser.argument import Argument
from invoke.tasks import Task


class _Instead(Argument):
    """A flag that stands in for the positional FILE: with it, no FILE is missed."""

    file: Argument

    def set_value(self, value: object, cast: bool = True) -> None:  # noqa: FBT001, FBT002 - invoke's
        """Take the flag's value, and leave FILE empty instead of required."""
        super().set_value(value, cast)
        if self.file.value is None:
            self.file.set_value("", cast=False)


class InspectTask(Task[Any]):
    """``invoke inspect FILE``, or ``--text`` or ``--lines`` instead of FILE."""

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:  # noqa: FBT001 - invoke's
        """The task's arguments, the two flags tied to FILE."""
        arguments = super().get_arguments(ignore_unknown_help)
        file = next(a for a in arguments if a.name == "file")
        for argument in arguments:
            if argument.name in {"text", "lines"}:
                argument.__class__ = _Instead
                cast("_Instead", argument).file = file
        return arguments
