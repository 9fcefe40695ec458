"""Texts that a careless reader would take minutes over, each of as many characters as asked.

Every scrap stands alone, line by line, paragraph by paragraph and within sentences; beside
them are texts with a build of their own. And what reading one costs, in a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import time
import traceback
from collections.abc import Callable
from typing import NamedTuple

HEAD = '---\ntitle: "Tin"\ndate: 2026-03-01 08:00\nauthor: Việt Hưng\n---\nChữ mở đầu.\n\n'

# fmt: off
SCRAPS = {
    "brackets": "[", "brackets closed": "](", "pictures": "![", "stars": "*", "bold": "**a ",
    "bold glued": "**a", "underlines": "_", "many marks": "*a **b _c __d ", "backticks": "`",
    "longer backticks": "`a``b```c", "angles": "<", "tags": "<b>", "tags closed": "</b>",
    "comments": "<!--", "references": "&", "numbers": "&#", "notes": "[^", "notes inline": "^[a",
    "quotations": ">", "backslashes": "\\", "cells": "|a", "quotes": '"a ',
    "spaces": "a" + " " * 99,
    "no-break spaces": "\u00a0", "zero width": "a\u200b", "accents": "\u0323\u0301",
    "dates": "1/1/",
    "documents": "số 1/1/", "hours": "8h30 ", "units": "VKSND ", "districts": "huyện ",
    "bylines": "A – ", "births": "sinh năm ", "telephones": "0912 ", "plates": "17A ",
    "e-mails": "a@b.", "addresses": "http://", "bare addresses": "www.", "paragraphs": "<p>",
    "tables": "<table><tr><td>", "items": "<ul><li>", "scripts": "<script>", "attributes": '<b a="',
    "links": "<a href=", "open links": "<a>", "turned links": "(a)[", "gaps": "{{", "tabs": "a\t",
    "flags": "😀", "word bullets": "\uf0b7a", "bidi": "\u202ea", "breaks": "a\x0b", "nul": "\x00",
    "paths": "15/KH-VKS", "heads": "# ", "pasted": "data:image/png;base64,",
}
# fmt: on
"""By its name, what is repeated."""


def _again(scrap: str, size: int) -> str:
    return HEAD + (scrap * (size // len(scrap) + 1))[:size]


def _nested(mark: str, step: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        rows: list[str] = []
        length = at = 0
        while length < size:
            rows.append(f"{step * (at % 300)}{mark}a\n")
            length += len(rows[-1])
            at += 1
        return HEAD + "".join(rows)

    return text


def _counted(row: str, first: str = "") -> Callable[[int], str]:
    return lambda size: first + "".join(row.format(n) for n in range(size // len(row) + 1))


def _body(text: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: HEAD + text(size)


def _head(text: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: HEAD.replace("---\nChữ", f"{text(size).rstrip()}\n---\nChữ")


BUILT: dict[str, Callable[[int], str]] = {
    "lists by spaces": _nested("- ", "  "),
    "lists by tabs": _nested("1. ", "\t"),
    "quotations in quotations": _body(
        lambda size: "\n".join(">" * n for n in range(1, int((2 * size) ** 0.5)))
    ),
    "headings": _body(_counted("## Mục\n\n")),
    "notes defined": _body(_counted("a[^{0}]\n\n[^{0}]: b\n\n")),
    "notes of one name": _body(_counted("[^1]: b[^1]\n\n")),
    "links": _body(_counted("[a{0}](https://a.vn/{0}) \n")),
    "pictures": _body(_counted("![Đoàn kiểm tra](anh/2026/a{0}.jpg)\n\n")),
    "cited documents": _body(_counted("Kế hoạch số {0}/KH-VKS ngày 2/3/2026.\n")),
    "private persons": _body(_counted("Nguyễn Văn Bình, sinh năm 1980, trú tại xã {0}.\n")),
    "empty lines": _body(lambda size: "\n" * size + "a"),
    "one word paragraphs": _body(lambda size: "a\n\n" * (size // 3)),
    "one Enter": _body(lambda size: "Câu này hết.\n" * (size // 13)),
    "a wide table": _body(lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n"),
    "a ragged table": _body(lambda size: "|a" * (size // 4) + "|\n|-|\n" + "|b|\n" * (size // 8)),
    "spans over each other": _body(
        lambda size: (
            "<table>" + "<tr><td colspan=99 rowspan=99>a</td></tr>\n" * (size // 42) + "</table>"
        )
    ),
    "tags in tags": _body(lambda size: "<ul><li>" * (size // 17) + "</li></ul>" * (size // 17)),
    "a word": _body(lambda size: "a" * size),
    "an address": _body(lambda size: "http://" + "a" * size),
    "digits of a reference": _body(lambda size: f"&#{'1' * size};"),
    "accents on a letter": _body(lambda size: "a" + "\u0301" * size),
    "a pasted picture": _body(lambda size: f"![Ảnh](data:image/png;base64,{'iVBO' * (size // 4)})"),
    "keys": _head(_counted("k{0}: a\n")),
    "a title": lambda size: HEAD.replace("Tin", "Tin " * (size // 4)),
    "brackets of a value": _head(lambda size: "units: " + "[" * size),
    "braces of a value": _head(lambda size: "units: " + "{a: " * (size // 4)),
    "aliases of YAML": _head(lambda size: "units: &a [*a, *a]\n" * (size // 19)),
    "units listed": _head(lambda size: "units: [" + "a, " * (size // 3) + "a]"),
    "corrections": _head(
        _counted("- {{date: 2026-03-05 10:00, kind: đính chính, note: a{0}}}\n", "corrections:\n")
    ),
    "pins": _head(lambda size: "related: {pin: [" + "a, " * (size // 3) + "a]}"),
    "a quote never closed": lambda size: HEAD.replace('Tin"', "Tin " * (size // 4)),
    "a date": lambda size: HEAD.replace("2026-03-01", "1/" * (size // 2)),
}
"""By its name, a whole text of about so many characters."""

KINDS: dict[str, Callable[[int], str]] = {
    **{name: (lambda size, scrap=scrap: _again(scrap, size)) for name, scrap in SCRAPS.items()},
    **{
        f"{name}, in lines": (lambda size, scrap=scrap: _again(f"a{scrap}\n", size))
        for name, scrap in SCRAPS.items()
    },
    **{
        f"{name}, in sentences": (
            lambda size, scrap=scrap: _again(f"Đoàn kiểm tra {scrap} tại đơn vị.\n", size)
        )
        for name, scrap in SCRAPS.items()
    },
    **BUILT,
}
"""All of them."""


class Cost(NamedTuple):
    """What something cost, in a process of its own."""

    seconds: float
    """Of the processor."""
    megabytes: float
    """Of memory beyond what the process had."""
    said: str
    """What it returned; a traceback when it raised."""


def cost_of(work: Callable[[], str], *, seconds: int = 30) -> Cost:
    """What ``work`` costs; it is stopped after so many ``seconds`` of the processor."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        try:
            said = work()
        except BaseException:  # noqa: BLE001 - whatever it is, the test shows it
            said = traceback.format_exc()
        spent = time.process_time() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writing, json.dumps([spent, grown, said[:4000]]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        return Cost(float(seconds), 0, "stopped")
    return Cost(*json.loads(data))
