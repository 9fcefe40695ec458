"""``invoke check --answer`` on a console: open questions about personal data, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desk.actions.answer import BY, carry_out, propose
from desk.actions.proposal import Question
from desk.terminal.console import ask, interactive, print_problems, say, show, warn
from desk.terminal.conversation import ask_all, settle, show_all
from plugins.posts.placeholders import is_placeholder
from plugins.vietnamese import squeeze


def answer(
    root: Path, *, post: str = "", by: str = "", why: str = "", now: datetime | None = None
) -> int:
    """Ask each open question, of ``post`` alone when it is named; the exit code.

    With ``by`` and ``why`` the questions of ``post`` are answered so, without asking.
    """
    proposal = propose(root, show, post=post, now=now)
    if proposal.plan is None:
        return show_all(proposal)
    by, why = squeeze(by), squeeze(why)
    if why or by:
        if not (post and by and why) or is_placeholder(why):
            warn(
                "Trả lời sẵn thì phải nêu đủ bài, người trả lời và lý do thật: "
                'invoke check --answer <bài> --by "Họ tên" --why "lý do được nêu"'
            )
            return 2
        given = {one.key: why for one in proposal.questions}
        return show_all(carry_out(proposal, {**given, BY: by}, show))
    if not interactive():
        print_problems([one.problem for one in proposal.plan.questions])
        warn(
            "Không có ai để hỏi. Trả lời cho một bài: "
            'invoke check --answer <bài> --by "Họ tên" --why "lý do được nêu"'
        )
        return 1
    return settle(proposal, carry_out, ask_reasons)


def ask_reasons(questions: Sequence[Question]) -> dict[str, str]:
    """The reasons for personal data, and who gives them; other questions as always."""
    if not questions or questions[-1].key != BY:
        return ask_all(questions)
    *why, who = questions
    say(
        "Phải trả lời trước khi đăng: bài dưới đây nêu thông tin cá nhân. Với mỗi chỗ, ghi lý do "
        "được nêu; bấm Enter để bài ấy lại, chưa đăng."
    )
    answers: dict[str, str] = {}
    waiting = set()
    for one in why:
        if one.group in waiting:
            continue
        say(f"\n{one.above}")
        answers[one.key] = _reason(one.text)
        if not answers[one.key]:
            waiting.add(one.group)
        elif not answers.get(BY):
            answers[BY] = ask(who.text, who.default)
    return answers


def _reason(question: str) -> str:
    while True:
        why = squeeze(ask(question))
        if not why or not is_placeholder(why):
            return why
        say("Xin ghi lý do thật.")
