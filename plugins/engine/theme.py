"""The theme as the engine sees it: strict templates, stylesheet, emblem, script, pictures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import markupsafe
import rcssmin
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.nodes import Assign, Name, Node
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup, escape

from plugins.addresses import THEME, file_of
from plugins.engine.share import share_sources
from plugins.layers import Layer, is_on
from plugins.leftovers import is_leftover
from plugins.look import TOKENS, Emblem, accent, dressed
from plugins.pages.keys import digest
from plugins.posts.typesetting import typeset
from plugins.vietnamese import bind

_ORDER = ("tokens", "reset", "base", "layout")
_LAST = ("print",)

KEPT = 16_384
"""Texts that a kept macro or a filter remembers; a headline takes about a kilobyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The theme's own files, named after their content so that browsers may keep them for ever."""

    stylesheet: str
    """``/theme/newsroom.<digest>.css``."""
    emblem: str
    logo: str
    """The emblem in pixels, for who takes no drawing."""
    search_script: str
    """``/theme/search.<digest>.js``."""
    files: dict[str, bytes]
    """Path in the output → bytes."""
    pixels: bytes
    """The emblem that share pictures show; empty where there is none in pixels."""
    colour: str
    """The agency's, or the theme's."""
    share: dict[str, bytes]
    """What the pictures of sections are made with: see ``share_sources``."""
    tokens: str
    """The stylesheet of colours."""


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""``escape`` of a ``str`` before it is made a Markup, which costs ten times as much."""


def _shown(value: object) -> str:
    """``escape``, for what is joined with its neighbours and forgotten at once."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Sheet(Template):
    """A template whose macros are made once, not at every ``import``, and that escapes fast."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name for it
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        # Compiled templates call it by this name for every {{ … }} and nowhere else.
        made.root_render_func.__globals__["escape"] = _shown
        return made

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        # Jinja compares the globals of the page that imports with ours: all have the same.
        del ctx
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Context(Context):
    """What a template sees. Nothing it calls is handed the context: macros alone are called."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class _Templates(Environment):
    """Templates that do not change while a build runs: looked up by name and nothing else."""

    template_class = _Sheet
    context_class = _Context

    def __init__(self, folder: Path) -> None:
        super().__init__(
            loader=FileSystemLoader(folder, encoding="utf-8"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            extensions=(KeptMacros,),
        )
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name for it
    ) -> Template:
        found = self._loaded.get(name) if isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, parent, globals)
            self._loaded[found.name or ""] = found
        return found


class KeptMacros(Extension):
    """``{% kept macro item(card) %}``: a macro whose text is kept for equal arguments.

    A macro sees its arguments and nothing else, so equal ones give equal text.
    What recurs from page to page (the masthead, a headline in ten lists) is
    then rendered once. Arguments must be hashable: strings, numbers, views and
    tuples of them. The ``KEPT`` texts used last are kept, as long as the environment.
    """

    tags = {"kept"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> list[Node]:
        """The macro, and its name given to the macro that remembers."""
        next(parser.stream)
        macro = parser.parse_macro()
        remember = self.call_method("remember", [Name(macro.name, "load")], lineno=macro.lineno)
        return [macro, Assign(Name(macro.name, "store"), remember, lineno=macro.lineno)]

    def remember(self, macro: Callable[..., str]) -> Callable[..., str]:
        """``macro``, called only with arguments that are new."""
        if not is_on(Layer.MACROS):
            return macro
        # Typed, because Markup equals the text that still has to be escaped.
        return lru_cache(KEPT, typed=True)(macro)


def environment(theme: Path) -> Environment:
    """Templates of ``theme`` and of nothing else: a missing one is an error, not the stock theme's.

    Autoescape is on for every template, XML included; a misspelt name stops the
    build. What pages share is rendered once: see ``KeptMacros``.
    """
    made = _Templates(theme / "templates")
    made.filters["bind"] = lru_cache(KEPT, typed=True)(bind)
    made.filters["typeset"] = lru_cache(KEPT, typed=True)(
        lambda text: Markup(typeset(escape(text)))  # noqa: S704 - escaped
    )
    return made


def template_names(templates: Environment) -> list[str]:
    """Every template; not what an editor has beside one while it is open."""
    return templates.list_templates(
        filter_func=lambda name: not is_leftover(name.rpartition("/")[2])
    )


def assets(theme: Path, colour: str = "", own: Emblem | None = None) -> Assets:
    """Join, minify and name the stylesheets of ``theme``, and name its emblem and script.

    ``colour`` and ``own``, the agency's own emblem, take the place of the theme's.
    """
    static = theme / "static"
    tokens = dressed((theme / TOKENS).read_text(encoding="utf-8"), colour)
    css = rcssmin.cssmin(stylesheet_source(static / "css", tokens)).encode()
    drawn, pixels = ((static / f"emblem.{form}").read_bytes() for form in ("svg", "png"))
    emblem = own or Emblem(drawn, "svg", pixels)
    style = THEME.at(path=f"newsroom.{_digest(css)}.css")
    drawing = THEME.at(path=f"emblem.{_digest(emblem.drawing)}.{emblem.ending}")
    files = {style: css, drawing: emblem.drawing}
    logo = drawing
    if emblem.pixels:
        logo = THEME.at(path=f"emblem.{_digest(emblem.pixels)}.png")
        files[logo] = emblem.pixels
    search = (static / "js" / "search.js").read_bytes()
    script = THEME.at(path=f"search.{_digest(search)}.js")
    files[script] = search
    return Assets(
        stylesheet=style,
        emblem=drawing,
        logo=logo,
        search_script=script,
        files={file_of(url): data for url, data in files.items()},
        pixels=emblem.pixels,
        colour=accent(tokens),
        share=share_sources(theme),
        tokens=tokens,
    )


def stylesheet_source(folder: Path, tokens: str = "") -> str:
    """All stylesheets in cascade order: tokens, reset, base, layout, components A–Z, print.

    ``tokens`` takes the place of what stands in the first.
    """
    paths = [folder / f"{name}.css" for name in _ORDER]
    components = (folder / "components").glob("*.css")
    paths += sorted(path for path in components if not is_leftover(path.name))
    paths += [folder / f"{name}.css" for name in _LAST]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return "\n".join([tokens or texts[0], *texts[1:]])


def theme_digest(theme: Path) -> bytes:
    """Digest of every template: a page made from other ones is made again.

    All of them, not only those a page extends and imports: a template is edited
    rarely, and a page that comes out the same is not written.
    """
    folder = theme / "templates"
    parts: list[str | bytes] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if is_leftover(path.name):
            continue
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)


STYLESHEET_LINK = re.compile(rb'href="%bnewsroom\.[0-9a-f]{12}\.css"' % THEME.base.encode())
"""By this a page shows that it is made with a theme of ours."""

_ASSET = re.compile(r"(?:newsroom|emblem|search)\.([0-9a-f]{12})\.(?:css|svg|png|js)")


def is_asset(name: str, data: bytes) -> bool:
    """Whether ``assets`` gave a file of these bytes this ``name``."""
    found = _ASSET.fullmatch(name)
    return found is not None and found[1] == _digest(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
