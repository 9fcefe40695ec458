"""What the preview adds to a page on its way to the browser, and never to a file.

A panel with all that stops publishing, and what is said of the very text that the
page shows; and a few lines that reload the page when there is something new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from plugins.model import Problem

EVENTS = "/__newsroom/events"

_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)

_STYLE = (
    "all:revert;display:block;max-height:50vh;overflow:auto;margin:0;"
    "padding:16px 20px;background:#fff4f2;color:#2a0e0a;border-bottom:4px solid #9b1c1c;"
    "font:16px/1.6 system-ui,sans-serif;box-sizing:border-box;text-align:left"
)
_LINE = "all:revert;margin:10px 0"
_CODE = (
    "all:revert;font-family:ui-monospace,monospace;font-size:15px;white-space:pre-wrap;"
    "overflow-wrap:anywhere;background:#fff;color:#2a0e0a;border:1px solid #dcb8b2;padding:1px 5px"
)


def dress(
    html: str,
    *,
    version: str,
    problems: Sequence[Problem],
    built: bool = True,
    address: str = "",
    opened: Callable[[str], str] = str,
) -> str:
    """``html`` with the panel (when there is anything to say) and the reloading script.

    ``version`` names the state of the newsroom that the page at ``address``
    shows; not ``built``: the page is that of an earlier save. ``opened`` says
    paths of the content as an officer opens them.
    """
    panel = opened(_panel(problems, _source(address), built=built))
    body = _BODY.search(html)
    top = body.end() if body else 0
    place = html.lower().rfind("</body>")
    end = place if place >= top else len(html)
    return html[:top] + panel + html[top:end] + _script(version) + html[end:]


def _source(address: str) -> str:
    """The file behind a page of a text: ``content/trang/a.md`` for ``/trang/a.html``."""
    return f"content{address.removesuffix('.html')}.md" if address.endswith(".html") else ""


def _panel(problems: Sequence[Problem], source: str, *, built: bool) -> str:
    errors = [p for p in problems if p.severity == "error"]
    own = [p for p in problems if p.severity != "error" and p.path == source]
    said = ""
    if errors:
        state = "chưa đăng được" if built else "trang bên dưới là bản dựng được gần nhất"
        said = _list(f"Có {len(errors)} chỗ cần sửa; {state}.", errors)
    if own:
        said += _list(f"Của bài này có {len(own)} điều cần xem lại:", own)
    if not said:
        return ""
    # It may be longer than half the screen: the keyboard must be able to scroll it.
    start = '<aside id="newsroom-problems" role="alert" tabindex="0" lang="vi"'
    return f'{start} style="{_STYLE}">{said}</aside>'


def _list(heading: str, problems: Sequence[Problem]) -> str:
    lines = "".join(_line(problem) for problem in problems)
    return f"<strong>{heading}</strong><ol>{lines}</ol>"


def _line(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}" if problem.path else ""
    said = f'<code style="{_CODE}">{escape(place)}</code> {escape(problem.message)}'
    if problem.suggestion:
        rows = escape(problem.suggestion).replace("\n", "<br>")
        said += f'<br>{problem.lead}: <code style="{_CODE}">{rows}</code>'
    return f'<li style="{_LINE}">{said}</li>'


def _script(version: str) -> str:
    return (
        "<script>(()=>{"
        f'const seen="{version}";const events=new EventSource("{EVENTS}");'
        "events.onmessage=e=>{if(e.data!==seen){events.close();location.reload()}};"
        'addEventListener("pagehide",()=>events.close())'
        "})()</script>"
    )
