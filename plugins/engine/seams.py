"""The build on Pelican's own seams: its class, with one generator of ours.

``NewsroomPelican.finish`` is Pelican's ``run`` with our generator in place of the
stock ones: they would read every post again, write drafts, and rewrite the whole
site. Generators, writers and signals that other plugins bring work as ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

from plugins.content_folder import meant, project_of
from plugins.engine.making import Build, exit_code
from plugins.engine.report import print_problems
from plugins.newsroom_file import with_own
from plugins.pages.page import Page
from plugins.pages.views import Site
from plugins.streams import speak_utf8


class NewsroomGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Derives in ``generate_context`` what pages need; makes them in ``generate_output``."""

    build: Build

    def generate_context(self) -> None:
        """Get ready; posts become articles where a plugin may ask for them."""
        self.build.prepare()
        if self.build.others:
            self._share()
        signals.article_generator_finalized.send(self)

    def _share(self) -> None:
        from plugins.engine.articles import Contents  # noqa: PLC0415 - rarely asked

        edition = self.build.prepared.edition
        contents = Contents(edition, self.context)
        self.articles = [contents.article(post) for post in reversed(edition.posts)]
        signals.article_generator_pretaxonomy.send(self)
        self.dates = [*self.articles]
        categories, authors = defaultdict(list), defaultdict(list)
        for article in self.articles:
            categories[article.category].append(article)
            for tag in article.tags:
                self.tags[tag].append(article)
            for author in getattr(article, "authors", ()):
                authors[author].append(article)
        self.categories, self.authors = sorted(categories.items()), sorted(authors.items())
        self._update_context(("articles", "dates", "tags", "categories", "authors"))
        pages = edition.newsroom.shown_pages(preview=edition.settings.preview)
        self.context["pages"] = list(map(contents.page, pages))
        for name in _EMPTY:
            self.context[name] = []

    def generate_output(self, _writer: Writer) -> None:
        """Make what changed and remove what is no more; who listens hears of each page made."""
        self.build.make(on_made=self._tell if signals.content_written.receivers else None)

    def _tell(self, page: Page, site: Site) -> None:
        values = {**self.context, "output_file": page.file, "site": site, **page.values()}
        signals.content_written.send(f"{self.output_path}/{page.file}", context=values)


_FIXED = {
    # Pelican's cache is pickle: to load it is to run what is in it.
    "CACHE_CONTENT": False,
    "LOAD_CONTENT_CACHE": False,
    # Docutils warns at every build that it has no Vietnamese.
    "READERS": {"rst": None},
}
"""Settings that must be so, for nothing else is read than what we read."""


def defaults() -> dict[str, object]:
    """Every setting that Pelican knows, as it is where nobody sets it."""
    return {**DEFAULT_CONFIG, **_FIXED}


_STOCK = ArticlesGenerator.__module__
_EMPTY = ("drafts", "hidden_articles", "related_posts", "hidden_pages", "draft_pages")
"""What Pelican's own generators share and we have none of."""


class NewsroomPelican(Pelican):  # type: ignore[misc]
    """Pelican with the newsroom's generator; exits non-zero whenever the site is not whole."""

    build: Build

    def __init__(self, settings: dict[str, Any]) -> None:
        content = meant(Path(settings["PATH"]))
        own = with_own(settings, content)
        super().__init__({"SITENAME": "", "SITEURL": "", **own, **_FIXED, "PATH": str(content)})

    def run(self) -> None:
        """Build the site, say in a table what was done, and exit 1 or 130 when it was not."""
        speak_utf8()

        def work() -> None:
            self.read()
            self.finish()

        if code := exit_code(work, partial(print_problems, content=Path(self.path))):
            raise SystemExit(code)

    def read(self, begun: Build | None = None) -> None:
        """Read the whole content folder; ``begun``: who looked whether there is anything to do.

        Raises ProblemsError with every problem in it.
        """
        self.build = begun or Build(
            self.settings,
            content=Path(self.path),
            root=project_of(Path(self.path)),
            theme=Path(self.theme),
            output=Path(self.output_path),
        )
        self.build.settings = self.settings
        self.build.read()

    def finish(self, whole: Callable[[], object] | None = None) -> None:
        """Make of what was read what changed; ``whole`` as ``Build.remember`` has it."""
        context = self.settings.copy()
        context |= {
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.settings["SITEURL"],
        }
        others = (one for one in self._get_generator_classes() if one.__module__ != _STOCK)
        same = {name: getattr(self, name) for name in ("settings", "path", "theme", "output_path")}
        generators = [made(context=context, **same) for made in (NewsroomGenerator, *others)]
        generators[0].build = self.build
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
        signals.all_generators_finalized.send(generators)
        writer = self._get_writer()
        for generator in generators:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
        signals.finalized.send(self)
        self.build.remember(whole)
        self.build.last_words()
