"""The newsroom inside Pelican: one generator, one writer, on Pelican's own seams.

``NewsroomPelican.run`` is Pelican's with our generator in place of the stock
ones: they would read every post again, write drafts, and rewrite the whole
site. Generators, writers and signals that other plugins bring work as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.writers import Writer

from plugins.engine.articles import Article
from plugins.engine.making import Build, OnWritten, exit_code
from plugins.engine.output import Made
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.pages.page import Page
from plugins.pages.views import Site


class NewsroomWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Pelican's writer for what other plugins bring; of our own pages it tells."""

    def on_written(self) -> OnWritten | None:
        """What sends ``content_written`` for each page with new bytes; None: nobody listens."""
        if not signals.content_written.receivers:
            return None

        def tell(page: Page, made: Made, site: Site) -> None:
            if made.written:
                path = str(Path(self.output_path) / made.file)
                signals.content_written.send(path, context={"site": site, **page.values()})

        return tell


class NewsroomGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Reads, checks and derives in ``generate_context``; makes pages in ``generate_output``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.build = Build(
            self.settings,
            content=Path(self.path),
            theme=Path(self.theme),
            output=Path(self.output_path),
        )
        self.articles: list[Article] = []

    def generate_context(self) -> None:
        """Read the whole content folder, or stop with every problem in it."""
        self.build.read()
        self.build.prepare()
        if signals.article_generator_finalized.receivers:
            edition = self.build.prepared.edition
            self.articles = [Article(edition, post) for post in reversed(edition.posts)]
        signals.article_generator_finalized.send(self)

    def generate_output(self, writer: NewsroomWriter) -> None:
        """Make what changed and remove what is no more."""
        self.build.make(writer.on_written())


class NewsroomPelican(Pelican):  # type: ignore[misc]
    """Pelican with the newsroom's generator; exits non-zero whenever the site is not whole."""

    newsroom: Newsroom
    """What was read, after a run."""
    problems: tuple[Problem, ...] = ()
    """What was said of it."""

    def run(self) -> None:
        """Build the site, say in a table what was done, and exit 1 or 130 when it was not."""
        code = exit_code(self._run)
        if code:
            raise SystemExit(code)

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
        generators[0].build.adopt()
        self.newsroom = generators[0].build.newsroom
        self.problems = generators[0].build.source.problems
        generators[0].build.last_words()

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
