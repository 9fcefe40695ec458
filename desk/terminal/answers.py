"""``invoke check --answer`` on a console: open questions about personal data, one by one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.actions.answers import Question, write_answer
from desk.messages import Report
from desk.publish.held import live_findings
from desk.publish.place import current_manifest
from desk.publish.questions import ask_questions, open_questions
from desk.publish.releases import Releases
from desk.publish.settings import read_publish_settings
from desk.publish.tree import ReleaseError
from desk.terminal.console import interactive, print_problems, say, show, warn
from plugins import clock
from plugins.posts.placeholders import is_placeholder
from plugins.reading import Memory, read_newsroom
from plugins.vietnamese import squeeze


def answer(
    root: Path, *, post: str = "", by: str = "", why: str = "", now: datetime | None = None
) -> int:
    """Ask each open question, of ``post`` alone when it is named; the exit code.

    With ``by`` and ``why`` the questions of ``post`` are answered so, without asking.
    """
    now = now or clock.now()
    open_ = _open(root, now, post)
    if open_ is None:
        return 1
    if not open_:
        say("Không có câu hỏi nào về thông tin cá nhân phải trả lời.")
        return 0
    if why or by:
        return _answer_all(root, open_, post=post, by=squeeze(by), why=squeeze(why), now=now)
    if not interactive():
        print_problems([one.problem for one in open_])
        warn(
            "Không có ai để hỏi. Trả lời cho một bài: "
            'invoke check --answer <bài> --by "Họ tên" --why "lý do được nêu"'
        )
        return 1
    answered, waiting = ask_questions(root, open_, now)
    say(f"Đã ghi {answered} câu trả lời; {len(waiting)} bài để lại, chưa đăng.")
    return 0


def _open(root: Path, now: datetime, post: str) -> tuple[Question, ...] | None:
    settings, problems = read_publish_settings(root, None)
    if settings is None:
        print_problems(problems)
        return None
    releases = Releases(folder=settings.target)
    content = root / "content"
    try:
        old = current_manifest(releases, Report(show))
    except ReleaseError as error:
        warn(str(error))
        return None
    reading = read_newsroom(content, now, Memory.beside(content), past_faults=True)
    if reading.newsroom is None:
        print_problems([p for p in reading.problems if p.severity == "error"])
        return None
    found = open_questions(
        reading.problems,
        reading.newsroom,
        old,
        lambda path, address: live_findings(releases, path, address),
    )
    stem = squeeze(post).rpartition("/")[2].removesuffix(".md").removesuffix(".html")
    return tuple(one for one in found if not stem or one.path.endswith(f"/{stem}.md"))


def _answer_all(
    root: Path, open_: tuple[Question, ...], *, post: str, by: str, why: str, now: datetime
) -> int:
    if not (post and by and why) or is_placeholder(why):
        warn(
            "Trả lời sẵn thì phải nêu đủ bài, người trả lời và lý do thật: "
            'invoke check --answer <bài> --by "Họ tên" --why "lý do được nêu"'
        )
        return 2
    for one in open_:
        file = root / "content" / one.path
        fault = write_answer(file, one.path, one.problem.about, by=by, why=why, on=now.date())
        if fault:
            warn(f"content/{one.path}: {fault}")
            return 1
        say(f"Đã trả lời cho «{one.problem.about}» trong content/{one.path}.")
    return 0
