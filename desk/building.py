"""Run one build as ``python -m pelican`` does, without starting Python again.

That would be half of publishing one post. Where nothing happened since the last
build, nothing is loaded that builds; else Pelican runs, and what it would only
mention stops the build.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.conf import beside, load_conf
from desk.hearing import Hearing
from desk.messages import SILENT, Report, Step
from desk.settings_check import all_problems
from plugins import clock
from plugins.content import unread
from plugins.content_folder import content_folder
from plugins.elsewhere import Elsewhere, can_fork
from plugins.engine.making import MAKING, STOPPED, Build, exit_code
from plugins.engine.up_to_date import BuildState
from plugins.garbage import to_the_end
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.setting_places import Places
from plugins.settings import check_settings as check_values
from plugins.settings import origin
from plugins.state_folder import STATE

if TYPE_CHECKING:
    from plugins.engine.seams import NewsroomPelican

LARGE = 500_000
"""Bytes of what is kept of the texts from which a build takes longer than a few forks."""

Meanwhile = Callable[[Newsroom, Callable[[], bool]], None]
"""What to do while another process builds, given what was read, and what waits until all files
are as they will stay: False when they will not be."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    code: int
    """0 whole, 1 problems, 130 stopped."""
    newsroom: Newsroom | None = None
    """What was read, when the site is whole and anything had to be read."""
    state: str = ""
    """Name of the state of everything after a build; empty when it cannot be known again."""
    problems: tuple[Problem, ...] = ()
    """What was said of the content, with ``newsroom``."""
    unread: tuple[str, ...] = ()
    """Files and folders of which nothing goes to readers, from the project's folder."""


def make(
    root: Path,
    *,
    output: Path,
    conf: str,
    now: datetime | None = None,
    options: Mapping[str, object] | None = None,
    begun: Callable[[], None] = lambda: None,
    meanwhile: Meanwhile | None = None,
    report: Report = SILENT,
) -> Built:
    """Build the site of ``root`` into ``output``; ``report`` hears all that is said of it.

    ``now`` is the clock to believe (else ``NEWSROOM_NOW``, else the machine's);
    ``options`` are settings beyond those of the file ``conf``. ``begun`` is called
    when it is clear that there is something to do. Where another process can
    build, ``meanwhile`` is called here.
    """
    hearing = Hearing(report)
    raw, _ = load_conf(root, conf)
    found = () if raw is None else check_values(raw, Places(root, conf), root=root)
    if raw is None or any(problem.severity == "error" for problem in found):
        with _believing(now):
            report.problems(all_problems(root, (conf,)))
            return Built(1)
    given = {
        **(options or {}),
        "PATH": str(content_folder(root)),
        "OUTPUT_PATH": str(output),
        # What Pelican would warn of, and we do not.
        "SITEURL": origin(str(raw["SITEURL"])),
        "TIMEZONE": raw.get("TIMEZONE", "Asia/Ho_Chi_Minh"),
        "LOCALE": ["", "C.UTF-8", "C"],
    }

    def step(done: int, total: int) -> None:
        with hearing.aside():
            report.on_progress(Step(MAKING, total, done))

    shared = _is_worth_a_process(root)
    theme = root / str(raw["THEME"])
    with _believing(now):
        site = Build(
            {**{key: value for key, value in raw.items() if key.isupper()}, **given},
            content=content_folder(root),
            root=root,
            theme=theme,
            output=output,
            conf=conf,
            on_progress=step,
        )
        work = _Work(site, partial(_pelican, root, conf, given), report, hearing)
        return work.done(begun, meanwhile if shared else None)


class _Work:
    """One build, which is heard; what we call meanwhile speaks for itself."""

    _pelican: NewsroomPelican

    def __init__(
        self, site: Build, load: Callable[[], NewsroomPelican], report: Report, hearing: Hearing
    ) -> None:
        """``load`` gives Pelican with the settings of ``site``."""
        self._site = site
        self._load = load
        self._report = report
        self._hearing = hearing
        self._still: BuildState | None = None

    def done(self, begun: Callable[[], None], meanwhile: Meanwhile | None) -> Built:
        """What came of it."""
        site = self._site
        to_the_end(site)
        with self._hearing.captured():
            code = exit_code(partial(self._begin, begun), self._show)
            if self._still:
                return Built(code, state=self._still.name, unread=self._still.unread)
            if not code:
                code, site.state = self._shared(meanwhile) if meanwhile else self._finished()
        if code:
            return Built(code)
        problems = site.source.problems
        return Built(code, site.newsroom, site.state, problems, unread(problems))

    def _begin(self, begun: Callable[[], None]) -> None:
        """Read all, unless nothing happened."""
        self._still = self._site.recall()
        if self._still:
            self._site.last_words_of(self._still)
            return
        with self._hearing.aside():
            begun()
        self._pelican = self._load()
        self._pelican.read(self._site)

    def _show(self, problems: Iterable[Problem]) -> None:
        with self._hearing.aside():
            self._report.problems(problems)

    def _shared(self, meanwhile: Meanwhile) -> tuple[int, str]:
        """The exit code and the state after a build by another process, while we are here.

        This one has what was read, and gets ready what comes after the build.
        """
        try:
            with contextlib.ExitStack() as stack:
                try:
                    other = stack.enter_context(Elsewhere(self._finished))
                except OSError:  # the system has no process to give
                    return self._finished()
                with self._hearing.aside():
                    meanwhile(self._site.newsroom, other.has_come)
                return other.result()
        except KeyboardInterrupt:  # it heard that too, and said so
            return STOPPED, ""

    def _finished(self, whole: Callable[[], object] | None = None) -> tuple[int, str]:
        code = exit_code(partial(self._pelican.finish, whole), self._show)
        return code, self._site.state


def _is_worth_a_process(root: Path) -> bool:
    """Whether there is another core, and enough to do for it."""
    if not can_fork() or (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - one is none
        return False
    if threading.active_count() > 1:  # of which a fork would take the locks, but not the threads
        return False
    try:
        return (root / STATE / "reading.sqlite3").stat().st_size >= LARGE
    except OSError:
        return False


def _pelican(root: Path, conf: str, given: Mapping[str, object]) -> NewsroomPelican:
    """Pelican with the settings of the file ``conf``, but for those ``given``."""
    from pelican import get_instance, parse_arguments  # noqa: PLC0415
    from pelican.log import init as init_logging  # noqa: PLC0415

    init_logging(level=logging.WARNING, fatal="warnings")
    arguments = parse_arguments(["-s", str(root / conf)])
    arguments.overrides = given
    with beside(root):
        pelican: NewsroomPelican = get_instance(arguments)[0]
    return pelican


@contextmanager
def _believing(now: datetime | None) -> Iterator[None]:
    """Let all that follows believe ``now``, if it is given."""
    told = os.environ.get(clock.VARIABLE)
    if now is not None:
        os.environ[clock.VARIABLE] = now.isoformat()
    try:
        yield
    finally:
        os.environ.pop(clock.VARIABLE, None)
        if told is not None:
            os.environ[clock.VARIABLE] = told
