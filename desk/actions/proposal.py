"""The shape of every action: see ``desk/actions/__init__.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct

from desk.messages import Findings, Message
from plugins.model import Problem

Plan_co = TypeVar("Plan_co", covariant=True)

YES, NO = "có", "không"
YES_NO = (YES, NO)
"""The choices of a question that is answered by yes or no."""

Answers = Mapping[str, str]
"""What was answered, by the key of its question; without one, the question's default counts."""


class Question(Struct, frozen=True, kw_only=True):
    """What has to be answered before the action is carried out."""

    key: str
    text: str
    choices: tuple[str, ...] = ()
    """The possible answers; none: any words."""
    default: str = ""
    """What counts when nothing is answered."""
    above: str = ""
    """What is to be read above it."""
    group: str = ""
    """When one question of a group is left open, the others need not be asked."""


class Proposal(Struct, Generic[Plan_co], frozen=True, kw_only=True):
    """What an action would do."""

    messages: tuple[Message, ...] = ()
    """Findings, changes and what else must be known, in the order in which it is to be read."""
    questions: tuple[Question, ...] = ()
    plan: Plan_co | None = None
    """What is to be carried out, for the action alone to read; None: nothing can be, or need be."""
    code: int = 0
    """Without a plan, how the command ends: 0 all is well, 1 something is wrong, 2 wrong use."""

    @property
    def findings(self) -> tuple[Problem, ...]:
        """All problems of its messages."""
        return findings_of(self.messages)


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of it."""

    code: int = 0
    """As that of a proposal; 3: done, but something was held back; 130: stopped by Ctrl-C."""
    messages: tuple[Message, ...] = ()
    then: Proposal[Any] | None = None
    """What is to be answered and carried out next; None: the action has ended."""

    @property
    def findings(self) -> tuple[Problem, ...]:
        """All problems of its messages."""
        return findings_of(self.messages)


def answer_to(question: Question, answers: Answers) -> str:
    """What was answered to ``question``, else its default."""
    return answers.get(question.key, question.default)


def findings_of(messages: tuple[Message, ...]) -> tuple[Problem, ...]:
    """All problems of ``messages``."""
    return tuple(p for one in messages if isinstance(one, Findings) for p in one.problems)
