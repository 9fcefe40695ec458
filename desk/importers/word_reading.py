"""A Word file as blocks: unpacked with distrust, cleaned, and only then read by mammoth."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import mammoth
from lxml import etree  # type: ignore[import-untyped]
from mammoth import documents

from desk.importers.blocks import Block
from desk.importers.old_fonts import Encoding
from desk.importers.pictures import WITHIN
from desk.importers.word_cleaning import EDGES, EMBEDDED, REMARKS, Cleaning
from desk.importers.word_drawings import PICTURE_LINK, Picture, cropped
from desk.importers.word_fonts import restore
from desk.importers.word_numbers import Numbers
from desk.importers.word_package import MOST_PICTURE, Package, Refused, opened
from desk.importers.word_styles import Styles
from desk.importers.word_tree import SIGNS, Item, Tree
from desk.importers.word_xml import Element, W, says
from plugins.bare_pictures import bare

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)
_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """What a reader of the pages sees, and what of the file was left out."""

    items: tuple[Item, ...]
    notes: tuple[Block, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the name that blocks have for them; without those that are nowhere in the file."""
    left_out: Counter[str] = field(default_factory=Counter)
    inserted: int = 0
    """Places that somebody wrote in while changes were tracked."""
    encodings: Mapping[Encoding, int] = field(default_factory=dict)
    """How many paragraphs were typed for old fonts."""


def read_word(data: bytes) -> WordText:
    """The text of the Word file ``data``. Raises Refused when it cannot be imported."""
    package = opened(data)
    cleaning = Cleaning(
        package=package,
        styles=Styles.read(_optional(package, "styles")),
        numbers=Numbers.read(_optional(package, "numbering")),
    )
    parts = {"document": package.main}
    parts |= {kind: part for kind in _NOTES if (part := package.part_of(kind))}
    roots = {kind: package.parsed(part) for kind, part in parts.items()}
    if roots["document"].find(f"{W}body") is None:
        msg = "tệp Word không có nội dung"
        raise Refused(msg)
    _count_unseen(package, cleaning.left_out)
    for kind, root in roots.items():
        cleaning.clean(parts[kind], root)
    encodings = restore(cleaning, roots.values())
    cleaned = _packed(roots, {kind: _outside(package, part) for kind, part in parts.items()})
    tree, items = _read(cleaned)
    return WordText(
        items=tuple(items),
        notes=tuple(tree.footnotes()),
        pictures=dict(_pictures(package, cleaning.pictures)),
        left_out=cleaning.left_out + tree.left_out,  # which keeps no zero
        inserted=cleaning.inserted,
        encodings=encodings,
    )


def _optional(package: Package, kind: str) -> Element | None:
    part = package.part_of(kind)
    return package.parsed(part) if part else None


def _count_unseen(package: Package, left_out: Counter[str]) -> None:
    """What stands beside the text: remarks, the edges of pages, files within the file."""
    for kind, name, what in (
        ("comments", "comment", REMARKS),
        ("header", "", EDGES),
        ("footer", "", EDGES),
    ):
        for link in package.links(package.main).values():
            if link.kind != kind or link.outside or not package.has(link.target):
                continue
            root = package.parsed(link.target)
            left_out[what] += sum(1 for _ in root.iter(f"{W}{name}")) if name else int(says(root))
    left_out[EMBEDDED] += sum("/embeddings/" in name for name in package.entries)


def _outside(package: Package, part: str) -> dict[str, str]:
    return {
        name: link.target
        for name, link in package.links(part).items()
        if link.outside and link.kind == "hyperlink"
    }


def _packed(roots: Mapping[str, Element], links: Mapping[str, Mapping[str, str]]) -> io.BytesIO:
    """A package that holds only what was cleaned."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _relations([("t", "officeDocument", "word/document.xml")]))
        for kind, root in roots.items():
            own = [(name, "hyperlink", target) for name, target in links[kind].items()]
            own.append((PICTURE_LINK, "image", "media/anh.png"))
            archive.writestr(f"word/{kind}.xml", etree.tostring(root, encoding="UTF-8"))
            archive.writestr(f"word/_rels/{kind}.xml.rels", _relations(own))
    out.seek(0)
    return out


def _relations(links: list[tuple[str, str, str]]) -> str:
    rows = (
        f'<Relationship Id="{escape(name)}" Type="{_KIND}{kind}" Target="{escape(target)}"/>'
        for name, kind, target in links
    )
    return f"{_LINKS}{''.join(rows)}</Relationships>"


def _read(file: io.BytesIO) -> tuple[Tree, list[Item]]:
    """What mammoth makes of the cleaned file: its values, not its HTML."""
    seen: list[tuple[Tree, list[Item]]] = []

    def take(document: Any) -> Any:  # noqa: ANN401 - mammoth has no types
        tree = Tree(document.notes)
        seen.append((tree, tree.items(document.children)))
        return documents.document([])

    said = mammoth.convert_to_html(
        file,
        transform_document=take,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    (tree, items) = seen[0]
    tree.left_out[SIGNS] += sum("w:sym" in one.message for one in said.messages)
    return tree, items


def _pictures(package: Package, pictures: list[Picture]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each picture; one that is cut in Word is cut here too."""
    read, shown = dict[str, bytes](), dict[Picture, bytes]()
    for place, one in enumerate(pictures):
        if not one.target or not package.has(one.target):
            continue
        if one.target not in read:
            read[one.target] = package.read(one.target, MOST_PICTURE)
        if one not in shown:
            shown[one] = bare(cropped(read[one.target], one.crop))
        if data := shown[one]:
            yield f"{WITHIN}{place}", data
