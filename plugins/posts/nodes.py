"""Front matter through YAML, as nodes: their text and place, never converted to anything else.

Loaded only for front matter that ``plugins.posts.frontmatter`` does not read by itself.
"""

from __future__ import annotations

import yaml

from plugins.patterns import later
from plugins.posts.typed import Entry, Items, Record, Typed, Value
from plugins.vietnamese import squeeze

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


COMMENT = later(r"[ \t]+#")


def entries(text: str, rows: list[str], first: int) -> list[Entry] | None:
    """The entries of a whole head, ``rows`` from line ``first`` on; None when YAML cannot say."""
    root = _composed(text)
    if root is None or not all(
        isinstance(key, yaml.ScalarNode) and key.start_mark.column == 0 for key, _ in root.value
    ):
        return None
    return [
        Entry(key=_scalar(key, rows, first), value=_value(node, rows, first))
        for key, node in root.value
    ]


def only_value(text: str, rows: list[str], first: int) -> Value | None:
    """The value of a text of one entry; None when it is not that."""
    root = _composed(text)
    if root is None or len(root.value) != 1:
        return None
    return _value(root.value[0][1], rows, first)


def has_reference(text: str) -> bool:
    """Whether ``text`` uses YAML's anchors, aliases or tags, which we never follow."""
    refused = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)
    try:
        return any(isinstance(token, refused) for token in yaml.scan(text, Loader=Loader))
    except yaml.YAMLError:
        return True


def _composed(text: str) -> yaml.MappingNode | None:
    try:
        root = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError):
        return None
    return root if isinstance(root, yaml.MappingNode) else None


def _value(node: yaml.Node, rows: list[str], first: int) -> Value:
    line = node.start_mark.line + first
    if isinstance(node, yaml.SequenceNode):
        return Items(line=line, items=tuple(_value(one, rows, first) for one in node.value))
    if isinstance(node, yaml.MappingNode):
        return Record(
            line=line,
            fields=tuple(
                (_scalar(key, rows, first), _value(one, rows, first)) for key, one in node.value
            ),
        )
    return _scalar(node, rows, first)


def _scalar(node: yaml.Node, rows: list[str], first: int) -> Typed:
    """A scalar, or (as a key) anything else under its source text."""
    start, end = node.start_mark, node.end_mark
    line = min(start.line + first, first + len(rows) - 1)
    if not isinstance(node, yaml.ScalarNode):
        return Typed(text="?", line=line)
    text = "" if not node.style and node.value == "~" else squeeze(node.value)
    if start.line != end.line or start.line >= len(rows):
        return Typed(text=text, line=line)
    row = rows[start.line]
    until = start.column + len(row[start.column : end.column].rstrip())
    comment = ""
    if not node.style and COMMENT.match(row[until:]):
        comment = row[until:].strip()
    return Typed(text=text, line=line, row=row, start=start.column, end=until, comment=comment)
