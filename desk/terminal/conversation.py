"""An action on a console: what it says is shown, what it asks is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desk.actions.proposal import NO, YES, YES_NO, Answers, Outcome, Proposal, Question
from desk.messages import OnProgress, Report
from desk.terminal.console import ask, confirm, show
from plugins.numbers import whole

CarryOut = Callable[[Proposal[Any], Answers, OnProgress], Outcome]
Ask = Callable[[Sequence[Question]], Mapping[str, str]]


def ask_all(questions: Sequence[Question]) -> dict[str, str]:
    """The officer's answers; the defaults when nobody is there."""
    return {one.key: _answer(one) for one in questions}


def _answer(question: Question) -> str:
    if question.choices == YES_NO:
        return YES if confirm(question.text, default=question.default == YES) else NO
    answered = ask(question.text, question.default)
    if not question.choices:
        return answered
    number = whole(answered) or 0
    return question.choices[number - 1] if 1 <= number <= len(question.choices) else ""


def settle(
    proposal: Proposal[Any],
    carry_out: CarryOut,
    ask_them: Ask = ask_all,
    give_up: Callable[[Any, Report], None] | None = None,
) -> int:
    """Show what is proposed, ask, and have it carried out, until nothing follows; the exit code.

    ``give_up`` is called with the plan when nobody answers any more.
    """
    while True:
        show_all(proposal)
        if proposal.plan is None:
            return proposal.code
        try:
            answers = ask_them(proposal.questions)
        except BaseException:
            if give_up is not None:
                give_up(proposal.plan, Report(show))
            raise
        outcome = carry_out(proposal, answers, show)
        if outcome.then is None:
            return show_all(outcome)
        show_all(outcome)
        proposal = outcome.then


def show_all(said: Proposal[Any] | Outcome) -> int:
    """Show all its messages; its exit code."""
    for message in said.messages:
        show(message)
    return said.code
