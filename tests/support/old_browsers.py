"""Our stylesheet as browsers of earlier years would read it.

What a browser does not know it drops as CSS asks (CSS Syntax 3, "Error Handling"): a
declaration, a rule whose selector it cannot read, an at-rule with all that stands in it.
A browser of today keeps only the last of two declarations, so what it read cannot be
asked; this reads the text itself. Versions are those of MDN's browser-compat-data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

NEVER = 10_000.0

CHROME, SAFARI, FIREFOX = range(3)

AT_RULES = {
    "media": (1, 3, 1),
    "page": (2, 13.1, 19),
    "supports": (28, 9, 22),
    "layer": (99, 15.4, 97),
    "container": (105, 16, 110),
}
MEDIA = {"prefers-color-scheme": (76, 12.1, 67)}
SELECTORS = {
    ":root": (1, 1, 1),
    ":hover": (1, 2, 1),
    ":focus": (1, 1, 1),
    ":first-child": (1, 1, 1),
    ":target": (1, 1.3, 1),
    ":last-child": (1, 1, 1),
    "::before": (1, 4, 1.5),
    "::after": (1, 4, 1.5),
    "::selection": (1, 1, 62),
    ":focus-visible": (86, 15.4, 85),
}
_GRID, _COLUMNS, _BREAK = (57, 10.1, 52), (50, 9, 52), (50, 10, 65)
PROPERTIES = {
    "color-scheme": (81, 13, 96),
    "display:grid": _GRID,
    "grid-template": _GRID,
    "grid-template-columns": _GRID,
    "grid-area": _GRID,
    "grid-row": _GRID,
    "grid-column": _GRID,
    "column-gap": (66, 12, 61),
    "grid-column-gap": _GRID,
    "columns": _COLUMNS,
    "column-rule": _COLUMNS,
    "break-inside": _BREAK,
    "break-after": _BREAK,
    "container-type": (105, 16, 110),
    "font-kerning": (33, 9, 32),
    "font-variant-numeric": (52, 9.1, 34),
    "hyphens": (55, 17, 43),
    "object-fit": (32, 10, 36),
    "object-position": (32, 10, 36),
    "orphans": (25, 1.3, NEVER),
    "widows": (25, 1.3, NEVER),
    "overflow-wrap": (23, 7, 49),
    "text-decoration-color": (57, 12.1, 36),
    "text-decoration-thickness": (89, 12.1, 70),
    "text-underline-offset": (87, 12.1, 70),
    "text-wrap": (114, 17.4, 121),
    "user-select": (54, NEVER, 69),
    "word-break": (1, 3, 15),
    "-webkit-text-size-adjust": (NEVER, 1, NEVER),
    "-webkit-touch-callout": (NEVER, 1, NEVER),
}
"""Since when a property is known in Chrome, Safari and Firefox; those below are older."""
# fmt: off
OLD = frozenset({
    "align-items", "align-self", "background", "border", "border-bottom", "border-collapse",
    "border-left", "border-top", "box-sizing", "color", "content", "display", "flex",
    "flex-direction", "flex-wrap", "font", "font-family", "font-size", "font-style", "font-weight",
    "height", "justify-content", "line-height", "list-style", "list-style-position", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height", "max-width",
    "min-height", "min-width", "outline", "outline-offset", "overflow", "overflow-x",
    "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "position",
    "text-align", "text-decoration", "top", "transform", "vertical-align", "white-space",
    "width", "word-wrap", "z-index",
})
# fmt: on
"""Known to every browser since 2015."""
VALUES = {
    re.compile(r"\bclamp\("): (79, 13.1, 75),
    re.compile(r"\b(?:min|max)\("): (79, 11.1, 75),
    re.compile(r"^anywhere$"): (80, 15.4, 65),
    re.compile(r'" / "'): (77, 17.4, 128),
}
"""What a value may hold that is younger than its property."""
STRING_MARKER = (79, 14.1, 39)
"""``list-style: "– "``."""
FLEX_GAP = (84, 14.1, 63)
NEWER_VALUES = re.compile(
    r"\b(?:oklch|oklab|lch|lab|color|color-mix|light-dark|env|attr\([^)]*,|round|sin|calc-size)\("
    r"|\b\d+(?:d|s|l)v[hw]\b|\b\d*\.?\d+(?:cq[wh]|lh|rlh|ic|cap)\b|\bsubgrid\b|\bfit-content\b"
)
"""What no fallback of ours stands before: not to be used without one and a line above."""


@dataclass(frozen=True)
class OldBrowser:
    """An engine of ``CHROME``, ``SAFARI`` and ``FIREFOX``, and its version."""

    name: str
    engine: int
    version: float

    def knows(self, since: Sequence[float]) -> bool:
        return self.version >= since[self.engine]


BROWSERS = (
    OldBrowser("Chrome 98", CHROME, 98),
    OldBrowser("Chrome 80", CHROME, 80),
    OldBrowser("UC Browser, Samsung Internet 7", CHROME, 59),
    OldBrowser("Safari 13", SAFARI, 13),
    OldBrowser("KaiOS 2.5", FIREFOX, 48),
)


def read(css: str, browser: OldBrowser) -> str:
    """What is left of ``css`` in ``browser``, as today's browsers will read it.

    Raises LookupError for a property, selector or at-rule that the tables above lack.
    """
    return "".join(_rules(tinycss2.parse_stylesheet(css, True, True), browser))  # noqa: FBT003


def _rules(rules: list[Any], browser: OldBrowser) -> Iterator[str]:
    for rule in rules:
        head = tinycss2.serialize(rule.prelude)
        if rule.type == "at-rule":
            if not browser.knows(_since(AT_RULES, rule.at_keyword, "@" + rule.at_keyword)):
                continue
            if rule.at_keyword == "page":
                yield f"@page{head}{{{tinycss2.serialize(rule.content)}}}"
                continue
            if rule.at_keyword == "supports" and not _supported(head, browser):
                continue
            if rule.content is None:  # ``@layer a, b;``
                continue
            asked = re.findall(r"\(\s*([a-z-]+)", head) if rule.at_keyword == "media" else []
            if not all(browser.knows(MEDIA.get(one, (1, 1, 1))) for one in asked):
                continue
            inner = "".join(_rules(tinycss2.parse_rule_list(rule.content, True, True), browser))  # noqa: FBT003
            yield inner if rule.at_keyword == "supports" else f"@{rule.at_keyword}{head}{{{inner}}}"
        elif all(
            browser.knows(_since(SELECTORS, one, one)) for one in re.findall(r"::?[\w-]+", head)
        ):
            yield f"{head}{{{''.join(_declarations(rule.content, browser))}}}"


def _supported(condition: str, browser: OldBrowser) -> bool:
    found = re.fullmatch(r"\s*\(([\w-]+):\s*(.+)\)\s*", condition)
    if not found:
        message = f"@supports{condition}: one declaration in brackets is all that is read here"
        raise LookupError(message)
    return _known(found[1], found[2], browser)


def _declarations(content: list[Any], browser: OldBrowser) -> Iterator[str]:
    found = tinycss2.parse_blocks_contents(content, True, True)  # noqa: FBT003
    for one in found:
        if one.type != "declaration":
            message = f"{one.type} in a rule: nested rules are younger than 2023"
            raise LookupError(message)
    flex = any(tinycss2.serialize(one.value).strip() == "flex" for one in found)
    columns = any(one.name in {"columns", "column-count"} for one in found)
    for one in found:
        value = tinycss2.serialize(one.value).strip()
        gap = one.name in {"gap", "row-gap", "column-gap"}
        if gap and flex and not browser.knows(FLEX_GAP):
            continue
        if gap and columns and not browser.knows(PROPERTIES["column-gap"]):
            yield f"{one.name}:{value};"  # of columns it is as old as these
        elif _known(one.name, value, browser):
            yield f"{one.name}:{value};"
        elif one.name.startswith("--"):
            yield f"{one.name}:unknown-here;"  # and so is every declaration that uses it
        elif "var(" in value and _known(one.name, "", browser):
            yield f"{one.name}:unset;"  # read, and found wanting only when it is worked out


def _known(name: str, value: str, browser: OldBrowser) -> bool:
    if NEWER_VALUES.search(value):
        message = (
            f"{name}: {value}: since when do browsers know it? (tests/support/old_browsers.py)"
        )
        raise LookupError(message)
    since = [
        *(versions for pattern, versions in VALUES.items() if pattern.search(value)),
        *([STRING_MARKER] if name == "list-style" and value.startswith('"') else []),
        *([PROPERTIES[both]] if (both := f"{name}:{value}") in PROPERTIES else []),
    ]
    if name == "word-break" and value == "break-word":
        since.append((1, 3, 67))
    if not name.startswith("--") and name not in OLD:
        since.append(_since(PROPERTIES, name, f"{name}: {value}"))
    return all(map(browser.knows, since))


def _since(table: dict[str, Any], name: str, shown: str) -> Sequence[float]:
    if name not in table:
        message = f"{shown}: since when do browsers know it? (tests/support/old_browsers.py)"
        raise LookupError(message)
    found: Sequence[float] = table[name]
    return found
