"""Word files made for tests: plain ones by python-docx, odd ones part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run
from PIL import Image

from desk.importers.old_fonts import Encoding, converted

NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OUTSIDE = ' TargetMode="External"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def packed(
    parts: Mapping[str, str | bytes], main: str = MAIN, compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of ``parts`` with the index that a Word file has."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="d" Type="{KIND}officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def xml_file(body: str, links: Iterable[tuple[str, str, str]] = (), **parts: str | bytes) -> bytes:
    """A Word file with ``body`` as its text; ``links``: id, kind and target of what it names.

    A part whose name has no folder is of ``word/``, and linked by its name.
    """
    rows = [*links, *((name, name, f"{name}.xml") for name in parts if "/" not in name)]
    inner = {f"word/{n}.xml" if "/" not in n else n: data for n, data in parts.items()}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{KIND}{kind}" Target="{target}"'
        f"{OUTSIDE if ':' in target else ''}/>"
        for name, kind, target in rows
    )
    return packed(
        {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats'
            f'.org/package/2006/relationships">{relations}</Relationships>',
            **inner,
        }
    )


def part(name: str, inner: str) -> str:
    """The XML of a part of Word's own."""
    return f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def p(*runs: str, settings: str = "") -> str:
    """A paragraph; what is no tag is a run."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{settings}</w:pPr>' if settings else ''}{inner}</w:p>"


def r(text: str, settings: str = "") -> str:
    """A run."""
    dress = f"<w:rPr>{settings}</w:rPr>" if settings else ""
    return f'<w:r>{dress}<w:t xml:space="preserve">{text}</w:t></w:r>'


def picture_bytes(width: int = 400, height: int = 300, kind: str = "JPEG", seed: int = 0) -> bytes:
    """A picture with something in it."""
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((width, height)).rotate(seed * 7)
    image.convert("RGB").save(out, kind)
    return out.getvalue()


# --- reports ------------------------------------------------------------------------------------


def typed_for(text: str, encoding: Encoding) -> str:
    """``text`` as it was typed for an old font: the inverse of ``converted``."""
    table: dict[str, str] = {}
    if encoding is Encoding.TCVN3:
        for code in range(0xFF, 0x9F, -1):
            table.setdefault(converted(chr(code), encoding), chr(code))
    else:
        bases = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        western = "aeiouyAEIOUYôöÔÖ"
        marks = "ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË"
        for code in range(0xFF, 0xBF, -1):
            table.setdefault(converted(chr(code), encoding), chr(code))
        for base in western:
            for mark in marks:
                if base.isupper() == mark.isupper():
                    meant = converted(base + mark, encoding)
                    if len(meant) == 1:
                        table[meant] = base + mark
        assert set(bases) - set("aeiouyAEIOUY") <= table.keys()
    return "".join(table.get(char, char) for char in text)


class Report:
    """A report as officers write them."""

    def __init__(self, font: str = "", encoding: Encoding | None = None) -> None:
        self.document = Document()
        self._font = font
        self._encoding = encoding

    def write(self, run: Run, text: str) -> None:
        """``text`` into ``run``, in the font of the report."""
        if self._encoding is Encoding.TCVN3 and text.isupper():
            run.text = typed_for(text.lower(), self._encoding)
            self._set_font(run, f"{self._font}H")
            return
        run.text = typed_for(text, self._encoding) if self._encoding else text
        if self._font:
            self._set_font(run, self._font)

    @staticmethod
    def _set_font(run: Run, name: str) -> None:
        run.font.name = name
        run.font.size = Pt(14)
        fonts = run._element.rPr.rFonts
        for script in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), name)

    def line(self, text: str, *, bold: bool = False, middle: bool = False, style: str = "") -> None:
        """One paragraph."""
        paragraph = self.document.add_paragraph(style=style or None)
        # What has no capital of its own in TCVN3 was typed in the font of capitals.
        pieces = re.split("([À-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĨŨẠ-Ỹ])", text) if self._encoding else [text]
        for piece in filter(None, pieces):
            run = paragraph.add_run()
            self.write(run, piece)
            if bold:
                run.bold = True
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def columns(self, *columns: Iterable[str]) -> None:
        """Lines side by side, as letterheads and signatures are set."""
        table = self.document.add_table(rows=1, cols=len(columns))
        for cell, lines in zip(table.rows[0].cells, columns, strict=True):
            for place, text in enumerate(lines):
                paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
                self.write(paragraph.add_run(), text)

    def letterhead(self, *agency: str, number: str, day: str) -> None:
        """As Nghị định 30/2020/NĐ-CP sets it."""
        self.columns(
            [*agency, "-------", f"Số: {number}"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "-----", day],
        )

    def picture(self, data: bytes, caption: str = "", style: str = "Caption") -> None:
        """A picture with its caption below."""
        self.document.add_picture(io.BytesIO(data))
        if caption:
            self.line(caption, style=style)

    def saved(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()
