"""The theme as the engine renders it, handed examples instead of news."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import rcssmin
from jinja2 import Environment

from plugins.engine import theme

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = THEME / "templates"
CSS = THEME / "static" / "css"


@cache
def environment() -> Environment:
    """The engine's own Jinja environment."""
    return theme.environment(THEME)


@cache
def source_css() -> str:
    """The style sheets joined, as written."""
    return theme.stylesheet_source(CSS)


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
