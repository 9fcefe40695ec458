"""Every example of every component on one page: to look at, and for the tests to measure."""

from __future__ import annotations

from markupsafe import Markup

from tests.components.examples import COMPONENTS, SITE, meta
from tests.support.theme import environment, render_component

_PAGE = """
{% extends "layouts/base.html" %}
{% block main %}
{% for name, shown in components %}
<h2>{{ name }}</h2>
{% for html in shown %}<div>{{ html }}</div>{% endfor %}
{% endfor %}
{% endblock %}
"""


def gallery() -> str:
    """The page: each component's name, then what its macro makes of each example."""
    shown = [
        (name, [Markup(render_component(name, *args)) for args in examples])
        for name, examples in sorted(COMPONENTS.items())
    ]
    page = meta("gallery", "/gallery.html", "Các thành phần")
    return environment().from_string(_PAGE).render(site=SITE, page=page, components=shown)
