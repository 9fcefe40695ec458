"""One build from settings to files, which Pelican runs (``seams``).

Knows nothing of Pelican: whether there is anything to do is known without loading it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError

from plugins import clock
from plugins.addresses import PICTURE
from plugins.content import ContentCache, unread
from plugins.engine.attached import put_attachments
from plugins.engine.build import (
    KnownLists,
    Prepared,
    ProblemsError,
    Source,
    Stages,
    make_room,
    own_assets,
    prepare,
    put_pictures,
    read,
)
from plugins.engine.build_record import BuildRecord
from plugins.engine.candidates import relations_in
from plugins.engine.foreign import OutputError
from plugins.engine.output import Output, survey
from plugins.engine.rendering import Renderer, make_all
from plugins.engine.report import (
    Counts,
    explain,
    in_short,
    print_reasons,
    print_summary,
)
from plugins.engine.theme import Assets, environment, theme_digest
from plugins.engine.up_to_date import (
    MOST_FRESH,
    BuildState,
    LastBuild,
    record_file,
    span,
    stamps_digest,
)
from plugins.garbage import uncollected
from plugins.images import RenditionStore, SourceChangedError
from plugins.layers import Layer, is_on
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.pages.keys import NOTHING, digest, joined
from plugins.pages.page import Page
from plugins.pages.site import read_settings
from plugins.pages.views import Site
from plugins.search import WholeTextStore
from plugins.setting_places import CONF, Places
from plugins.settings import other_plugins
from plugins.state_folder import STATE
from plugins.unpublished import not_published, said_of_unread
from plugins.walking import Walk

MAKING = "Dựng trang"

STOPPED = 130
"""Exit code of a build that Ctrl-C ended."""


def show_progress(done: int, total: int) -> None:
    """A moving count where a person watches, nothing where a log is written."""
    if sys.stderr.isatty():
        end = "\r\033[K" if done == total else ""
        sys.stderr.write(f"\r{MAKING}: {done}/{total}{end}")
        sys.stderr.flush()


@dataclass(slots=True)
class Result:
    """What one build did."""

    planned: int = 0
    rendered: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    """File → why it was made, for every page written."""


_compiled: dict[tuple[Path, bytes], Environment] = {}
"""The templates of the last build, by their folder and their digest."""


class Build:
    """One build: ``read`` and check, ``prepare`` what pages need, ``make`` what changed."""

    settings: Mapping[str, Any]
    source: Source
    prepared: Prepared
    _output: Output
    _record: BuildRecord

    def __init__(
        self,
        settings: Mapping[str, Any],
        *,
        content: Path,
        theme: Path,
        output: Path,
        root: Path | None = None,
        conf: str = CONF,
        on_progress: Callable[[int, int], None] = show_progress,
    ) -> None:
        """``settings`` as the file ``conf`` has them; the folders as given or absolute.

        ``root``: the project's folder, if ``content`` does not stand in it.
        ``on_progress`` is told how many pages are made, and of how many.
        """
        self._on_progress = on_progress
        self.settings = settings
        self._root = root or content.parent
        self._places = Places(self._root, conf)
        self._content = content
        self._theme = theme
        self._folder = output
        self._state = self._root / STATE
        self._last_build = LastBuild(self._state, output)
        self.stages = Stages()
        self.result = Result()
        self._walk: Walk | None = None
        self._under = b""
        """The conditions that this build began under: what changes meanwhile is for the next."""
        self.state = ""
        """Name of the state of everything at the end; empty when it cannot be known again."""

    @property
    def newsroom(self) -> Newsroom:
        """What was read."""
        return self.source.newsroom

    @property
    def others(self) -> tuple[str, ...]:
        """Plugins beside ours."""
        return other_plugins(self.settings)

    def recall(self) -> BuildState | None:
        """The state after the last build, if nothing at all has happened since; else None.

        Then the site is whole as it is, and there is nothing to read, prepare or make.
        What other plugins would do is not known: with them everything has happened.
        """
        still = None
        if is_on(Layer.UNCHANGED) and not self.others:
            still = self._last_build.recall()
        if still is None or not still.spans(clock.now()) or still.conditions != self._conditions:
            return None
        with self.stages.stage("xem có gì thay đổi không"):
            self._walk = Walk(self._content)
            if self._walk.trace(still.fresh).digest != still.content:
                return None
            output = stamps_digest(survey(self._folder).stamps)
            return still if output == still.output else None

    def _templates(self) -> Environment:
        """Compiled once for all builds of this process from the same theme."""
        of = (self._theme, theme_digest(self._theme))
        if of not in _compiled:
            _compiled.clear()
            _compiled[of] = environment(self._theme)
        return _compiled[of]

    @cached_property
    def _assets(self) -> Assets:
        """The theme's files as they are when first asked for. Raises ProblemsError."""
        return own_assets(self._theme, self._content, self.settings, self._places)

    @cached_property
    def _conditions(self) -> bytes:
        """Digest of settings and theme as they are when it is first asked for."""
        settings, _ = read_settings(self.settings, self._places)
        made = self._assets
        files = [digest(name, data) for name, data in (made.files | made.share).items()]
        return digest(repr(settings), theme_digest(self._theme), *files)

    def read(self) -> None:
        """Read the whole content folder. Raises ProblemsError with every problem in it."""
        self._under = self._conditions
        memory = ContentCache.of(self._root)
        self.source = read(
            self._content,
            self.settings,
            memory,
            clock.now(),
            self.stages,
            self._walk,
            places=self._places,
        )

    def prepare(self) -> None:
        """Derive what the pages need of what was read."""
        preview = bool(self.settings.get("NEWSROOM_PREVIEW"))
        relations = relations_in(self._state, preview=preview)
        self.prepared = prepare(
            self.source, self._assets, relations, WholeTextStore(self._state), self.stages
        )

    def make(self, on_made: Callable[[Page, Site], None] | None = None) -> None:
        """Make what changed and remove what is no more; ``on_made`` hears of each page.

        Raises OutputError, OSError, SourceChangedError, TemplateError.
        """
        edition, result = self.prepared.edition, self.result
        record = BuildRecord(record_file(self._state, self._folder), self.others)
        self._record = record
        output = self._output = Output(
            self._folder,
            content=self._content,
            made=record,
            aside=self._state,
        )
        with self.stages.stage("lập kế hoạch trang"):
            todo = self._outdated(output, record)
        with self.stages.stage("dựng và ghi trang"):
            renderer = Renderer(output, self._templates(), edition.site)
            planned = {page.file: (page, key) for page, key in todo}
            pages = [page for page, _ in todo]
            make_room(output, record, list(planned))
            alone = on_made is not None
            for made in make_all(
                renderer, pages, parallel=not alone, on_progress=self._on_progress
            ):
                page, key = planned[made.file]
                result.rendered += 1
                if made.written:
                    result.written.append(made.file)
                    names = ("giao diện", "trang web", *(name for name, _ in page.inputs))
                    result.reasons[made.file] = explain(record.key(made.file), key, names)
                if on_made is not None:
                    on_made(page, edition.site)
                record.note(made.file, key, made.stamp)
                output.stamps[made.file] = made.stamp
        with self.stages.stage("ảnh"), RenditionStore(self._state / "pictures") as store:
            result.written += put_pictures(self.prepared, self._content, store, output, record)
            result.written += put_attachments(edition, self._content, output, record)
            result.removed = output.remove_orphans(record.of_plugins() if self.others else None)
            if any(PICTURE.serves(file) for file in result.removed):
                store.prune({spec.digest for spec in self.newsroom.pictures.values()})
        for file in result.removed:
            del output.stamps[file]
        for note in output.all_notes():
            sys.stderr.write(f"{note}\n")

    def remember(self, whole: Callable[[], object] | None = None) -> None:
        """Keep what is known of the files, all of which are as they will stay.

        ``whole`` is called before that takes its time. What is there and not ours, other
        plugins wrote.
        """
        record, output = self._record, self._output
        if self.others:
            record.adopt(survey(self._folder).stamps.keys() - output.files)
        if whole is not None:
            whole()
        record.keep(self.result.removed, self.prepared.edition.by_path)
        still = self._still(output)
        self._last_build.keep(still)
        self.state = still.name if still else ""

    def _still(self, output: Output) -> BuildState | None:
        """The state now; None when it cannot be known again, for too much is too fresh."""
        newsroom, traced = self.newsroom, self.source.trace
        if self.others or len(traced.fresh) > MOST_FRESH:
            return None
        since, until = span(newsroom.posts, newsroom.now)
        return BuildState(
            content=traced.digest,
            fresh=traced.fresh,
            conditions=self._under,
            output=stamps_digest(output.stamps),
            since=since,
            until=until,
            files=self.source.effort.files,
            published=len(newsroom.published),
            pages=self.result.planned,
            unread=unread(self.source.problems),
        )

    def _outdated(self, output: Output, record: BuildRecord) -> Sequence[tuple[Page, bytes]]:
        """The pages to make, each with what it is made from."""
        common = theme_digest(self._theme) + digest(repr(self.prepared.edition.site))
        todo: list[tuple[Page, bytes]] = []

        def look(page: Page) -> None:
            output.claim(page.file)
            self.result.planned += 1
            key = common + b"".join([part or NOTHING for _, part in page.inputs])
            if not record.is_current(page.file, key, output.stamps):
                todo.append((page, key))

        for planned in self.prepared.pages(KnownLists(self.prepared.lists, record)):
            if isinstance(planned, Page):
                look(planned)
                continue
            shown = joined((common, planned.digest))
            files = None
            if is_on(Layer.SECTIONS):
                files = record.standing(planned.name, shown, output.stamps)
            if files is None:
                pages = list(planned.pages())
                record.open(planned.name, shown, [page.file for page in pages])
                for page in pages:
                    look(page)
            else:
                self.result.planned += len(files)
                output.claim_all(files)
        return todo

    def last_words(self) -> None:
        """Say in a table what was done, and when asked why each page was made."""
        if self.settings.get("NEWSROOM_QUIET"):
            return
        counts = Counts(
            files=self.source.effort.files,
            parsed=self.source.effort.parsed,
            published=len(self.newsroom.published),
            planned=self.result.planned,
            rendered=self.result.rendered,
            written=len(self.result.written),
            removed=len(self.result.removed),
        )
        if self.settings.get("NEWSROOM_VERBOSE"):
            print_summary(counts, self.stages.seconds)
        if self.settings.get("NEWSROOM_EXPLAIN"):
            print_reasons(self.result.reasons)
        if aside := not_published(self.newsroom):
            sys.stdout.write(f"{aside}\n")
        _say_unread(unread(self.source.problems))
        sys.stdout.write(f"{in_short(counts)} Đã dựng xong vào {self._folder}\n")

    def last_words_of(self, still: BuildState) -> None:
        """The same of a build that had nothing to do."""
        if not self.settings.get("NEWSROOM_QUIET"):
            counts = Counts(files=still.files, published=still.published, planned=still.pages)
            if self.settings.get("NEWSROOM_VERBOSE"):
                print_summary(counts, self.stages.seconds)
            _say_unread(still.unread)
            sys.stdout.write(f"Không có gì thay đổi; trang ở {self._folder} vẫn đúng.\n")


def make_again(output: Path, root: Path, files: Iterable[str]) -> None:
    """Let the next build of ``root`` into ``output`` make ``files`` again, however they look."""
    state = root / STATE
    BuildRecord(record_file(state, output)).forget(files)
    LastBuild(state, output).keep(None)


def _say_unread(paths: Sequence[str]) -> None:
    if said := said_of_unread(paths):
        sys.stdout.write(f"Chú ý: {said}\n")


def exit_code(work: Callable[[], None], show: Callable[[Iterable[Problem]], None]) -> int:
    """Do ``work``, a build; 0 when the site is whole, else 1 or 130, and why is said.

    ``show`` is how the caller lists problems.
    """
    try:
        with uncollected():
            work()
    except ProblemsError as error:
        show(error.problems)
        return 1
    except (OutputError, SourceChangedError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except RuntimeError as error:
        if type(error) is not RuntimeError:  # a fault of the program
            raise
        # What Pelican's --fatal makes of a warning names nothing: that was said in the log.
        sys.stderr.write(f"Chưa dựng được trang: {error}\n")
        return 1
    except TemplateError as error:
        place = f"{getattr(error, 'filename', None) or 'theme'}:{getattr(error, 'lineno', 1)}"
        sys.stderr.write(f"{place}: mẫu trang có lỗi: {error}\n")
        return 1
    except KeyboardInterrupt:
        # Pelican would call a site cut in half a success.
        sys.stderr.write("Đã dừng giữa chừng; hãy chạy lại để dựng cho trọn.\n")
        return STOPPED
    return 0
