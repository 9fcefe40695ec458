"""Make pages and write them: in this process when there are few, over the cores when many.

On Linux a worker is forked when all is planned, so it shares what was read and
planned and only sends back what it wrote. Elsewhere, and with one core, the
same work is done here.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from plugins.elsewhere import can_fork, crew
from plugins.engine.output import Made, Output
from plugins.engine.theme import template_names
from plugins.pages.page import Page
from plugins.pages.views import Site

ENOUGH = 300
"""Pages to make before another process pays for its start."""

_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Renderer:
    """All that making a page needs."""

    output: Output
    templates: Environment
    site: Site

    def make(self, page: Page) -> Made:
        """Render ``page`` with what it is handed and put it in its place."""
        template = self.templates.get_template(page.kind.template)
        text = template.render({"site": self.site, **page.values()})
        return self.output.put(page.file, text.encode())


def make_all(
    renderer: Renderer,
    pages: Sequence[Page],
    *,
    parallel: bool,
    on_progress: Callable[[int, int], None],
) -> Iterator[Made]:
    """Make ``pages``, the first before all others; ``on_progress`` gets how many are done."""
    workers = min(os.cpu_count() or 1, len(pages) // (ENOUGH // 2))
    if not parallel or workers < 2 or not can_fork():  # noqa: PLR2004 - one is none
        for done, page in enumerate(pages, 1):
            yield renderer.make(page)
            if done % _CHUNK == 0 or done == len(pages):
                on_progress(done, len(pages))
        return
    yield renderer.make(pages[0])
    for name in template_names(renderer.templates):
        renderer.templates.get_template(name)  # compiled once, before the fork
    done = 1
    _forked[:] = [(renderer, pages)]
    gc.freeze()
    try:
        with crew(workers) as others:
            starts = range(1, len(pages), _CHUNK)
            for made in others.map(_make_chunk, starts):
                yield from made
                done += len(made)
                on_progress(done, len(pages))
    finally:
        gc.unfreeze()
        _forked.clear()


_forked: list[tuple[Renderer, Sequence[Page]]] = []
"""What a forked worker finds: closures cannot be sent, but they are shared."""


def _make_chunk(start: int) -> list[Made]:
    renderer, pages = _forked[0]
    return [renderer.make(page) for page in pages[start : start + _CHUNK]]
