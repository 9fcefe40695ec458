"""The theme as the engine sees it: strict templates, one stylesheet, one emblem."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import rcssmin
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from plugins.pages.keys import digest
from plugins.posts.body import typeset
from plugins.vietnamese import bind

_ORDER = ("tokens", "reset", "base", "layout")
_LAST = ("print",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The theme's own files, named after their content so that browsers may keep them for ever."""

    stylesheet: str
    """``/theme/newsroom.<digest>.css``."""
    emblem: str
    files: Mapping[str, bytes]
    """Path in the output → bytes."""


def environment(theme: Path) -> Environment:
    """Templates of ``theme`` and of nothing else: a missing one is an error, not the stock theme's.

    Autoescape is on for every template, XML included; a misspelt name stops the build.
    """
    made = Environment(
        loader=FileSystemLoader(theme / "templates", encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["bind"] = bind
    made.filters["typeset"] = lambda text: Markup(typeset(escape(text)))  # noqa: S704 - escaped
    return made


def assets(theme: Path) -> Assets:
    """Join, minify and name the stylesheets of ``theme``, and name its emblem."""
    static = theme / "static"
    css = rcssmin.cssmin(stylesheet_source(static / "css")).encode()
    emblem = (static / "emblem.svg").read_bytes()
    names = {
        "css": f"theme/newsroom.{_digest(css)}.css",
        "emblem": f"theme/emblem.{_digest(emblem)}.svg",
    }
    return Assets(
        stylesheet="/" + names["css"],
        emblem="/" + names["emblem"],
        files={names["css"]: css, names["emblem"]: emblem},
    )


def stylesheet_source(folder: Path) -> str:
    """All stylesheets in cascade order: tokens, reset, base, layout, components A–Z, print."""
    paths = [folder / f"{name}.css" for name in _ORDER]
    paths += sorted((folder / "components").glob("*.css"))
    paths += [folder / f"{name}.css" for name in _LAST]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def theme_digest(theme: Path) -> bytes:
    """Digest of every template: a page made from other ones is made again.

    All of them, not only those a page extends and imports: a template is edited
    rarely, and a page that comes out the same is not written.
    """
    folder = theme / "templates"
    parts: list[str | bytes] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
