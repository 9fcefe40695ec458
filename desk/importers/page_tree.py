"""A page as a tree of tags and texts, and nothing more: a page has a thousand of them.

libxml2 reads the page, and tells what begins and ends. A tree of its own would be cut off where
old pages nest deeply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree  # type: ignore[import-untyped]

ASKED = frozenset({"form", "link", "meta", "script", "time", "title"})
"""Tags that say something of the page, wherever they stand."""

_SAVED = "saved from"
"""In a comment that says where the page was saved."""

_APART = frozenset({"rp", "rt", "script", "style", "template"})
"""Tags within a cell whose text is none of its words."""


class Node:
    """A tag with its attributes, and what is in it, in order."""

    __slots__ = ("_marks", "attributes", "children", "name")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node | str] = []
        self._marks = ""

    @property
    def marks(self) -> str:
        """Its name, classes and id, in lower case."""
        if not self._marks:
            said = self.attributes
            classes = " ".join(said.get("class", "").split())
            self._marks = f"{self.name}. {classes} {said.get('id', '')}".lower()
        return self._marks

    def below(self, name: str) -> Iterator[Node]:
        """The tags of that name within this one, in order."""
        waiting = self.children[::-1]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Node):
                if one.name == name:
                    yield one
                waiting.extend(reversed(one.children))

    def holds(self, names: frozenset[str]) -> bool:
        """Whether a tag of one of these names stands within this one."""
        waiting = [self]
        while waiting:
            for one in waiting.pop().children:
                if isinstance(one, Node):
                    if one.name in names:
                        return True
                    waiting.append(one)
        return False

    def said(self) -> Iterator[str]:
        """The texts within, in order."""
        waiting = self.children[::-1]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                yield one
            elif one.name not in _APART:
                waiting.extend(reversed(one.children))


class Tree:
    """A page: its root, the tags that say something of it, the comments on where it was saved."""

    def __init__(self, html: str) -> None:
        self.root = Node("", {})
        self.asked: dict[str, list[Node]] = {name: [] for name in ASKED}
        self.comments: list[str] = []
        parser = etree.HTMLParser(target=_Builder(self), recover=True)
        parser.feed(html.removeprefix("\ufeff"))  # which it takes for the sign of an encoding
        parser.close()


class _Builder:
    """Is told by the parser what begins, what ends and what is said."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._open = [tree.root]
        self._texts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        if self._texts:
            self._end_text()
        node = Node(name, attributes)
        self._open[-1].children.append(node)
        self._open.append(node)
        if name in ASKED:
            self._tree.asked[name].append(node)

    def end(self, name: str) -> None:
        """A tag ends, and with it those in it that were never closed."""
        if self._texts:
            self._end_text()
        if self._open[-1].name == name:
            self._open.pop()
        elif any(one.name == name for one in self._open):
            while self._open.pop().name != name:
                pass

    def data(self, text: str) -> None:
        """Some text, or more of it."""
        self._texts.append(text)

    def comment(self, text: str) -> None:
        """A comment, which parts two texts."""
        self._end_text()
        if _SAVED in text:
            self._tree.comments.append(text)

    def pi(self, _target: str, _data: str | None = None) -> None:
        """An instruction to some program, which parts two texts."""
        self._end_text()

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """What kind of page it is, which parts two texts."""
        self._end_text()

    def close(self) -> None:
        """The page ends."""
        self._end_text()

    def _end_text(self) -> None:
        if self._texts:
            self._open[-1].children.append("".join(self._texts))
            self._texts.clear()
