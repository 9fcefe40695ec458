"""The newsroom inside Pelican: one generator, one writer, on Pelican's own seams.

``PELICAN_CLASS`` names ``NewsroomPelican``, whose ``run`` is Pelican's with our
generator in place of the stock ones: they would read every post again, write
drafts, and rewrite the whole site. Generators, writers and signals that other
plugins bring work as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import Pelican
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.writers import Writer
from rich.console import Console
from rich.progress import track

from plugins import clock
from plugins.engine.build import Prepared, ProblemsError, Stages, prepare, render_pictures
from plugins.engine.output import ForeignFolderError, Output
from plugins.engine.theme import environment
from plugins.images import RenditionStore, SourceChangedError
from plugins.model import Problem
from plugins.pages.plan import Page

STATE = ".newsroom"
"""Folder beside ``content/`` for what can be made again: rendered pictures, caches."""


class NewsroomWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Writes a page whole, only when its bytes change, and then sends ``content_written``."""

    output: Output

    def write_file(
        self,
        name: str,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool = False,  # noqa: FBT001, FBT002 - Pelican's own signature
        *,
        handed: Mapping[str, object] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Render ``template`` with what its page was handed; other plugins' pages as ever."""
        if handed is None:
            super().write_file(name, template, context, relative_urls, **kwargs)
            return
        if self.output.put(name, template.render(handed).encode()):
            signals.content_written.send(str(self.output.folder / name), context=handed)


class NewsroomGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Reads, checks and plans in ``generate_context``; renders in ``generate_output``."""

    prepared: Prepared

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.stages = Stages()
        self.articles: list[Any] = []
        self.pages_planned = 0
        self.removed: list[str] = []

    def generate_context(self) -> None:
        """Read the whole content folder, or stop with every problem in it."""
        self.prepared = prepare(
            Path(self.path), Path(self.theme), self.settings, clock.now(), self.stages
        )
        self.articles = list(self.prepared.edition.posts)
        signals.article_generator_finalized.send(self)

    def generate_output(self, writer: NewsroomWriter) -> None:
        """Write what changed and remove what is no more."""
        content = Path(self.path)
        templates = environment(Path(self.theme))
        sign = f"# {self.prepared.edition.site.name} – {self.prepared.edition.site.agency}\n"
        output = writer.output = Output(Path(self.output_path), protect=content, sign=sign.encode())
        with self.stages.stage("dựng và ghi trang"):
            for page in _watched(self.prepared.pages()):
                template = templates.get_template(page.template)
                writer.write_file(
                    page.file,
                    template,
                    {},
                    handed={"site": self.prepared.edition.site, **page.values()},
                )
                self.pages_planned += 1
        with self.stages.stage("ảnh"):
            store = RenditionStore(content.parent / STATE / "pictures")
            render_pictures(self.prepared, content, store, output.put)
            for file, data in self.prepared.assets.files.items():
                output.put(file, data)
        self.removed = output.remove_orphans()


class NewsroomPelican(Pelican):  # type: ignore[misc]
    """Pelican with the newsroom's generator; exits non-zero whenever the site is not whole."""

    def run(self) -> None:
        """Build the site, say in a table what was done, and exit 1 or 130 when it was not."""
        try:
            self._run()
        except ProblemsError as error:
            _print_problems(error.problems)
            raise SystemExit(1) from None
        except (ForeignFolderError, SourceChangedError, ValueError) as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(1) from None
        except KeyboardInterrupt:
            # Pelican would call a site cut in half a success.
            sys.stderr.write("Đã dừng giữa chừng; hãy chạy lại để dựng cho trọn.\n")
            raise SystemExit(130) from None

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
        newsroom = generators[0]
        if not self.settings.get("NEWSROOM_QUIET"):
            _print_summary(newsroom, writer.output)

    def _others(self) -> list[type]:
        """Generators that other plugins bring."""
        found: list[type] = []
        for _, made in signals.get_generators.send(self):
            found.extend(made if isinstance(made, Iterable) else (made,))
        return [one for one in found if isinstance(one, type)]


def _watched(pages: Iterator[Page]) -> Iterable[Page]:
    """``pages`` as they come, with a moving count where a person watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return pages
    return track(pages, description="Dựng trang", total=None, console=console, transient=True)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in sorted(problems, key=lambda p: (p.severity != "error", p)):
        sys.stderr.write(f"{problem}\n")


def _print_summary(generator: NewsroomGenerator, output: Output) -> None:
    rows = (
        ("Bài đã đọc", len(generator.prepared.edition.newsroom.posts)),
        ("Bài trên trang", len(generator.prepared.edition.posts)),
        ("Trang", generator.pages_planned),
        ("Tệp ghi mới", len(output.written)),
        ("Tệp giữ nguyên", output.kept),
        ("Tệp gỡ bỏ", len(generator.removed)),
    )
    out = sys.stdout
    for name, count in rows:
        out.write(f"  {name:<16}{count:>8}\n")
    for name, seconds in generator.stages.seconds.items():
        out.write(f"  {name:<16}{seconds:>8.2f} giây\n")
    out.write(f"Đã dựng xong vào {output.folder}\n")


def _writer(_pelican: Pelican) -> type[NewsroomWriter]:
    return NewsroomWriter


def register() -> None:
    """Connect the writer; Pelican finds the rest through ``PELICAN_CLASS``."""
    signals.get_writer.connect(_writer)
