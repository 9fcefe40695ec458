"""The newsroom inside Pelican: one generator, one writer, on Pelican's own seams.

``PELICAN_CLASS`` names ``NewsroomPelican``, whose ``run`` is Pelican's with our
generator in place of the stock ones: they would read every post again, write
drafts, and rewrite the whole site. Generators, writers and signals that other
plugins bring work as ever.
"""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican import Pelican
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins import clock
from plugins.engine.build import (
    KnownLists,
    Prepared,
    ProblemsError,
    Stages,
    prepare,
    put_pictures,
)
from plugins.engine.ledger import Ledger
from plugins.engine.output import ForeignFolderError, Made, Output
from plugins.engine.rendering import Press, make_all
from plugins.engine.report import explain, print_problems, print_summary
from plugins.engine.theme import environment, theme_digest
from plugins.images import RenditionStore, SourceChangedError
from plugins.pages.keys import NOTHING, digest
from plugins.pages.plan import Page
from plugins.reading import Memory
from plugins.related import Relations

STATE = ".newsroom"
"""Folder beside ``content/`` for what can be made again: pictures, what was read, what was made."""


class NewsroomWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Pelican's writer for what other plugins bring, and the press for our own pages."""

    def print_pages(
        self, press: Press, pages: Sequence[Page], progress: Progress
    ) -> Iterable[Made]:
        """Make ``pages``; ``content_written`` is sent for each whose bytes are new."""
        heard = bool(signals.content_written.receivers)
        by_file = {page.file: page for page in pages} if heard else {}
        for made in make_all(press, pages, parallel=not heard, told=progress):
            if heard and made.written:
                path = str(press.output.folder / made.file)
                context = {"site": press.site, **by_file[made.file].values()}
                signals.content_written.send(path, context=context)
            yield made


@dataclass(slots=True)
class Progress:
    """A moving count where a person watches, nothing where a log is written."""

    total: int
    words: str = "Dựng trang"

    def __call__(self, done: int) -> None:
        """Say that ``done`` are done."""
        if sys.stderr.isatty() and (done % 50 == 0 or done == self.total):
            end = "\r\033[K" if done == self.total else ""
            sys.stderr.write(f"\r{self.words}: {done}/{self.total}{end}")
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


class NewsroomGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Reads, checks and plans in ``generate_context``; renders in ``generate_output``."""

    prepared: Prepared

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.stages = Stages()
        self.result = Result()
        self.articles: list[Any] = []
        self._state = Path(self.path).parent / STATE

    def generate_context(self) -> None:
        """Read the whole content folder, or stop with every problem in it."""
        memory = Memory(self._state / "reading.sqlite3")
        seen = "preview" if self.settings.get("NEWSROOM_PREVIEW") else "public"
        self.prepared = prepare(
            Path(self.path),
            Path(self.theme),
            self.settings,
            memory,
            Relations(self._state / f"related-{seen}.sqlite3"),
            clock.now(),
            self.stages,
        )
        self.articles = list(self.prepared.edition.posts)
        signals.article_generator_finalized.send(self)

    def generate_output(self, writer: NewsroomWriter) -> None:
        """Make what changed and remove what is no more."""
        edition, result = self.prepared.edition, self.result
        theme, content = Path(self.theme), Path(self.path)
        output = Output(Path(self.output_path), protect=content)
        ledger = Ledger(self._state / f"output-{_name_of(output.folder)}.sqlite3")
        with self.stages.stage("lập kế hoạch trang"):
            common = theme_digest(theme) + digest(repr(edition.site))
            todo: list[tuple[Page, bytes]] = []
            for page in self.prepared.pages(KnownLists(self.prepared.lists, ledger)):
                output.claim(page.file)
                result.planned += 1
                key = common + b"".join(part or NOTHING for _, part in page.inputs)
                if not ledger.is_current(page.file, key, output.seals):
                    todo.append((page, key))
        with self.stages.stage("dựng và ghi trang"):
            press = Press(output, environment(theme), edition.site)
            keys = {page.file: key for page, key in todo}
            names = {page.file: ("giao diện", "trang web", *_names(page)) for page, _ in todo}
            pages = [page for page, _ in todo]
            for made in writer.print_pages(press, pages, Progress(len(pages))):
                result.rendered += 1
                if made.written:
                    result.written.append(made.file)
                    before = ledger.key(made.file)
                    result.reasons[made.file] = explain(before, keys[made.file], names[made.file])
                ledger.note(made.file, keys[made.file], made.seal)
        with self.stages.stage("ảnh"):
            store = RenditionStore(self._state / "pictures")
            result.written += put_pictures(self.prepared, content, store, output, ledger)
        result.removed = output.remove_orphans()
        ledger.keep(result.removed, edition.by_path)


def _names(page: Page) -> tuple[str, ...]:
    return tuple(name for name, _ in page.inputs)


def _name_of(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


class NewsroomPelican(Pelican):  # type: ignore[misc]
    """Pelican with the newsroom's generator; exits non-zero whenever the site is not whole."""

    def run(self) -> None:
        """Build the site, say in a table what was done, and exit 1 or 130 when it was not."""
        try:
            # The values of an archive live as long as the build: looking through them again
            # and again for garbage would cost a quarter of it.
            gc.disable()
            self._run()
        except ProblemsError as error:
            print_problems(error.problems)
            raise SystemExit(1) from None
        except (ForeignFolderError, SourceChangedError, ValueError) as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(1) from None
        except TemplateError as error:
            place = f"{getattr(error, 'filename', None) or 'theme'}:{getattr(error, 'lineno', 1)}"
            sys.stderr.write(f"{place}: mẫu trang có lỗi: {error}\n")
            raise SystemExit(1) from None
        except KeyboardInterrupt:
            # Pelican would call a site cut in half a success.
            sys.stderr.write("Đã dừng giữa chừng; hãy chạy lại để dựng cho trọn.\n")
            raise SystemExit(130) from None
        finally:
            gc.enable()

    def _run(self) -> None:
        context = self.settings.copy()
        context |= {
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.settings["SITEURL"],
        }
        generators = [
            made(
                context=context,
                settings=self.settings,
                path=self.path,
                theme=self.theme,
                output_path=self.output_path,
            )
            for made in (NewsroomGenerator, *self._others())
        ]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
        signals.all_generators_finalized.send(generators)
        writer = self._get_writer()
        for generator in generators:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
        signals.finalized.send(self)
        if not self.settings.get("NEWSROOM_QUIET"):
            newsroom = generators[0]
            explained = bool(self.settings.get("NEWSROOM_EXPLAIN"))
            print_summary(newsroom.prepared, newsroom.result, newsroom.stages, explained=explained)
            sys.stdout.write(f"Đã dựng xong vào {self.output_path}\n")

    def _others(self) -> list[type]:
        """Generators that other plugins bring."""
        found: list[type] = []
        for _, made in signals.get_generators.send(self):
            found.extend(made if isinstance(made, Iterable) else (made,))
        return [one for one in found if isinstance(one, type)]


def _writer(_pelican: Pelican) -> type[NewsroomWriter]:
    return NewsroomWriter


def register() -> None:
    """Connect the writer; Pelican finds the rest through ``PELICAN_CLASS``."""
    signals.get_writer.connect(_writer)
