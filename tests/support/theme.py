"""The theme as the engine renders it: same environment, same style sheet, no Pelican."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import rcssmin
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.vietnamese import bind

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = THEME / "templates"
CSS = THEME / "static" / "css"


@cache
def environment() -> Environment:
    """Jinja as the engine sets it up."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["bind"] = bind
    return env


def sheets() -> list[Path]:
    """Every style sheet, in the order in which the engine joins them."""
    return [
        *(CSS / f"{name}.css" for name in ("tokens", "reset", "base", "layout")),
        *sorted((CSS / "components").glob("*.css")),
        CSS / "print.css",
    ]


@cache
def source_css() -> str:
    """The style sheets joined, as written."""
    return "\n".join(path.read_text("utf-8") for path in sheets())


@cache
def stylesheet() -> str:
    """The style sheet as served."""
    return str(rcssmin.cssmin(source_css()))


def render(kind: str, **context: Any) -> str:
    """One page of ``kind``."""
    return environment().get_template(f"{kind}.html").render(**context)


def render_component(name: str, *args: Any) -> str:
    """One call of a component's macro."""
    module = environment().get_template(f"components/{name}.html").module
    return str(getattr(module, name)(*args))
