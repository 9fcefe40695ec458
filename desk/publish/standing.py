"""What is wrong with the content in the light of what readers have: for ``check``.

Three things only the release that readers see can tell: a draft that stands at an
address they have is an error; personal data they have already is no question any
more; and a post they have that lost its date is not dated anew.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from desk.messages import Report
from desk.publish import held
from desk.publish.changes import drafts_live
from desk.publish.manifest import Manifest
from desk.publish.place import current_manifest
from desk.publish.questions import open_questions
from desk.publish.releases import Releases
from desk.publish.settings import read_publish_settings
from desk.publish.texts import LiveTexts
from desk.publish.tree import ReleaseError
from plugins.content import Reading
from plugins.model import Post, Problem, StandingPage, as_reminders
from plugins.posts.addresses import address_of
from plugins.posts.reporter import NO_DATE


def beside_live(root: Path, reading: Reading, now: datetime, report: Report) -> tuple[Problem, ...]:
    """The problems of ``reading`` as they are for the default target of ``root``."""
    problems = reading.problems
    settings, _ = read_publish_settings(root, None)
    if settings is None:
        return problems
    releases = Releases(folder=settings.target)
    try:
        old = current_manifest(releases, report)
    except ReleaseError:  # of this it is for publishing to speak
        return problems
    if any(problem.severity == "answer" for problem in problems):
        problems = _asked_once(root, reading, now, releases, old)
    return (
        *drafts_live(reading.drafts, old.addresses, now),
        *(_as_it_was(problem, old) for problem in problems),
    )


def _asked_once(
    root: Path, reading: Reading, now: datetime, releases: Releases, old: Manifest
) -> tuple[Problem, ...]:
    """Of a sound text only questions that publishing waits for are questions."""
    texts = held.Texts(root, now, old.addresses, LiveTexts(releases.folder))
    newsroom = reading.newsroom or texts.reading().newsroom
    if newsroom is None:
        return reading.problems
    texts_read: tuple[Post | StandingPage, ...] = (*newsroom.posts, *newsroom.pages)
    sound = {f"content/{text.path}" for text in texts_read}
    open_ = open_questions(
        reading.problems,
        newsroom,
        old.addresses,
        lambda path, address: held.live_findings(releases, path, address),
    )
    waits = {question.problem for question in open_}
    return tuple(_weighed(p, waits, sound) for p in reading.problems)


def _weighed(problem: Problem, waits: Collection[Problem], sound: Collection[str]) -> Problem:
    is_old = problem.severity == "answer" and problem not in waits and problem.path in sound
    return as_reminders((problem,))[0] if is_old else problem


def _as_it_was(problem: Problem, old: Manifest) -> Problem:
    """``problem``; what readers have is not dated now."""
    path = problem.path.removeprefix("content/")
    if problem.about != NO_DATE or address_of(path) not in old.addresses:
        return problem
    return replace(problem, message=f"{problem.message}, đúng ngày giờ đã đăng", fixable=False)
