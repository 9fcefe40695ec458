"""What older browsers make of the stylesheet: what they know, and what stands before the rest."""

from __future__ import annotations

import pytest

from tests.support.old_browsers import BROWSERS, OldBrowser, read
from tests.support.theme import stylesheet

CHROME_98, CHROME_80, UC, SAFARI_13, KAIOS = BROWSERS


@pytest.mark.parametrize("old", BROWSERS, ids=lambda old: old.name)
def test_the_stylesheet_holds_only_what_is_known_since_when_and_little_is_lost(
    old: OldBrowser,
) -> None:
    assert len(read(stylesheet(), old)) > 0.8 * len(stylesheet())


def test_no_rule_of_the_design_stands_in_a_layer() -> None:
    assert "@layer" not in stylesheet()


@pytest.mark.parametrize(
    ("css", "old", "left"),
    [
        ("@layer a, b; @layer a { p { color: red } } p { margin: 0 }", CHROME_98, "p {margin:0;}"),
        ("p { text-wrap: pretty; color: red }", CHROME_98, "p {color:red;}"),
        ("a:focus-visible { color: red }", CHROME_80, ""),
        ("a:focus-visible { color: red }", CHROME_98, "a:focus-visible {color:red;}"),
        ("p { display: flex; column-gap: 1em }", CHROME_80, "p {display:flex;}"),
        ("p { columns: 9em; column-gap: 1em }", UC, "p {columns:9em;column-gap:1em;}"),
        ("p { display: grid; grid-column-gap: 1em }", KAIOS, "p {}"),
        ("p { width: 50%; width: min(1em, 2em) }", CHROME_80, "p {width:50%;width:min(1em, 2em);}"),
        ("p { width: 50%; width: min(1em, 2em) }", KAIOS, "p {width:50%;}"),
        ("p { --a: clamp(1em, 2em, 3em); width: var(--a) }", KAIOS,
         "p {--a:unknown-here;width:var(--a);}"),
        ("p { width: 50%; width: min(var(--a), 2em) }", KAIOS, "p {width:50%;width:unset;}"),
        ("@supports (width: clamp(1px, 1vw, 2px)) { p { color: red } }", SAFARI_13, ""),
        ("@supports (width: clamp(1px, 1vw, 2px)) { p { color: red } }", CHROME_80,
         "p {color:red;}"),
        ("@media (prefers-color-scheme: dark) { p { color: red } }", KAIOS, ""),
        ("@media print { p { color: red } }", KAIOS, "@media print {p {color:red;}}"),
        ("@container (max-width: 9em) { p { color: red } }", CHROME_98, ""),
        ('b::before { content: "x"; content: "x" / "" }', SAFARI_13, 'b::before {content:"x";}'),
        ('ul { list-style: disc; list-style: "– " }', SAFARI_13, "ul {list-style:disc;}"),
    ],
)  # fmt: skip
def test_an_old_browser_keeps_what_it_knows(css: str, old: OldBrowser, left: str) -> None:
    assert "".join(read(css, old).split()) == "".join(left.split())


@pytest.mark.parametrize(
    "css",
    [
        "p { inset: 0 }",
        "p { margin-inline: 1em }",
        "p { color: oklch(50% 0 0) }",
        "p { height: 100dvh }",
        "p:has(a) { color: red }",
        ":is(p, b) { color: red }",
        "p { color: red; & b { color: blue } }",
        "@property --a { inherits: true }",
        "@supports not (display: grid) { p { color: red } }",
    ],
)
def test_what_is_not_known_since_when_is_refused(css: str) -> None:
    with pytest.raises(LookupError):
        read(css, CHROME_98)
