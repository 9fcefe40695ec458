"""Items of a page's lists that are no ``li``: what Word writes when a text is pasted."""

from __future__ import annotations

import re
from dataclasses import replace

from desk.importers.blocks import Block, Kind, Run
from desk.importers.page_tree import Node

_WORD_BULLET = re.compile(r"[·•▪§oØüv\uf0b7\uf0a7\uf0d8\uf0fc\uf076-]\s*|[-–•]\s+")
_WORD_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s*")


def word_item(tag: Node, runs: tuple[Run, ...]) -> Block | None:
    """An item of a list as Word writes it: a paragraph that begins with the sign itself."""
    if "msolistparagraph" not in tag.marks and "mso-list" not in tag.attributes.get("style", ""):
        return None
    block = Block(kind=Kind.ITEM, runs=runs)
    if number := _WORD_NUMBER.match(block.text):
        return replace(block.cut(number.end()), number=int(number[1]))
    if sign := _WORD_BULLET.match(block.text):
        return block.cut(sign.end())
    return None
