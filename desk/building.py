"""Run one build, as ``python -m pelican`` does, without starting Python or, if it can be, Pelican.

Half of publishing one post would be starting another Python, and a third of the
rest would be loading Pelican. Where the settings name no plugin but ours, what
Pelican would do is run ``plugins.engine.making``, and that is done here directly;
with others, Pelican runs, and what it would only mention stops the build.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from desk.conf import load_conf
from desk.hearing import Hearing
from desk.messages import SILENT, Report
from desk.settings_check import all_problems
from plugins import clock
from plugins.content import unread
from plugins.elsewhere import Elsewhere
from plugins.engine.making import STOPPED, Build, exit_code
from plugins.engine.prefetch import Prefetch
from plugins.engine.up_to_date import BuildState
from plugins.garbage import to_the_end
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.setting_places import Places
from plugins.settings import check_settings as check_values
from plugins.state_folder import STATE

LARGE = 500_000
"""Bytes of what is kept of the texts from which a build takes longer than a few forks."""

OURS = {"PLUGINS": ["plugins.engine"], "PELICAN_CLASS": "plugins.engine.NewsroomPelican"}
"""Settings of a site that no other plugin has a part in."""


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
    if raw is None or _any_error(raw, root, conf):
        with _believing(now):
            report.problems(all_problems(root, (conf,)))
            return Built(1)
    settings = {key: value for key, value in raw.items() if key.isupper()}
    theme = root / str(settings.get("THEME", ""))
    with _believing(now):
        if any(settings.get(key) != value for key, value in OURS.items()) or theme == root:
            with hearing.captured():
                return _through_pelican(root, output, conf, options or {})
        shared = _is_worth_a_process(root)
        with _prefetch(theme, output) if shared else nullcontext() as prefetch:
            site = Build(
                {**settings, **(options or {})},
                content=root / "content",
                theme=theme,
                output=output,
                conf=conf,
                prefetch=prefetch,
            )
            work = _Work(site, report, hearing)
            return work.done(begun, meanwhile if shared else None)


def _any_error(raw: Mapping[str, object], root: Path, conf: str) -> bool:
    """Whether a setting is wrong that can be judged without the content."""
    found = check_values(raw, Places(root, conf), root=root)
    return any(problem.severity == "error" for problem in found)


@contextmanager
def _prefetch(theme: Path, output: Path) -> Iterator[Prefetch | None]:
    """A process that looks ahead; None where the system has none to give."""
    try:
        prefetch = Prefetch(theme, output)
    except OSError:
        yield None
        return
    with contextlib.closing(prefetch):
        yield prefetch


class _Work:
    """One build by the engine, which is heard; what we call meanwhile speaks for itself."""

    def __init__(self, site: Build, report: Report, hearing: Hearing) -> None:
        self._site = site
        self._report = report
        self._hearing = hearing

    def done(self, begun: Callable[[], None], meanwhile: Meanwhile | None) -> Built:
        """What came of it."""
        site = self._site
        found: list[BuildState] = []
        to_the_end(site)

        def whole() -> None:
            if still := site.recall():
                found.append(still)
                site.last_words_of(still)
                return
            with self._hearing.aside():
                begun()
            site.read()
            if meanwhile is None:
                self._finish()
                return
            code, site.state = self._shared(meanwhile)
            if code:
                raise SystemExit(code)

        try:
            code = self._exit_code(whole)
        except SystemExit as stopped:  # elsewhere, where all was said
            code = int(stopped.code or 0)
        if found:
            return Built(code, state=found[0].name, unread=found[0].unread)
        if code:
            return Built(code)
        problems = site.source.problems
        return Built(code, site.newsroom, site.state, problems, unread(problems))

    def _exit_code(self, work: Callable[[], None]) -> int:
        with self._hearing.captured():
            return exit_code(work, self._show)

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

    def _finish(self, whole: Callable[[], object] | None = None) -> None:
        self._site.prepare()
        self._site.make(whole=whole)
        self._site.last_words()

    def _finished(self, whole: Callable[[], object] | None = None) -> tuple[int, str]:
        return self._exit_code(partial(self._finish, whole)), self._site.state


def _is_worth_a_process(root: Path) -> bool:
    """Whether there is another core, and enough to do for it."""
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - one is none
        return False
    if threading.active_count() > 1:  # of which a fork would take the locks, but not the threads
        return False
    try:
        return (root / STATE / "reading.sqlite3").stat().st_size >= LARGE
    except OSError:
        return False


def _through_pelican(root: Path, output: Path, conf: str, options: Mapping[str, object]) -> Built:
    from pelican.log import init as init_logging  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    from plugins.engine.seams import NewsroomPelican  # noqa: PLC0415

    sys.modules.pop("pelicanconf", None)  # publishconf.py imports it: never an older one
    places = {"PATH": str(root / "content"), "OUTPUT_PATH": str(output)}
    try:
        init_logging(level=logging.WARNING, fatal="warnings")
        settings = read_settings(str(root / conf), override={**places, **options})
        pelican = NewsroomPelican(settings)
        pelican.run()
    except SystemExit as stopped:
        return Built(stopped.code if isinstance(stopped.code, int) else 1)
    except RuntimeError as error:  # what --fatal warnings makes of a warning, said already
        sys.stderr.write(f"Chưa dựng được trang: {error}\n")
        return Built(1)
    problems = pelican.problems
    return Built(0, pelican.newsroom, problems=problems, unread=unread(problems))


@contextmanager
def _believing(now: datetime | None) -> Iterator[None]:
    """Let all that follows believe ``now``, if it is given."""
    told = os.environ.get(clock.VARIABLE)
    if now is not None:
        os.environ[clock.VARIABLE] = now.isoformat()
    try:
        yield
    finally:
        if now is not None:
            if told is None:
                del os.environ[clock.VARIABLE]
            else:
                os.environ[clock.VARIABLE] = told
