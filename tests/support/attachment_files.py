"""Attachments for tests, made by hand: sound ones, odd ones and hostile ones.

Each says of who wrote it ``CANARIES``, which no published byte may hold.
"""

from __future__ import annotations

import io
import struct
import uuid
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import Image

CANARIES = ("Nguyen Van Canary", "May tinh Canary", "Canary Corp")
"""Who wrote it, on which machine, for whom."""
WHO, WHERE, WHOM = CANARIES

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}


def photo() -> bytes:
    """A JPEG that says whose camera took it."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = WHO
    Image.new("RGB", (40, 30), "#8c1717").save(made, "JPEG", exif=exif)
    return made.getvalue()


def zipped(parts: Mapping[str, str | bytes], **options: object) -> bytes:
    """A zip of ``parts``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as archive:  # type: ignore[arg-type]
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def office_parts(kind: str = "docx", body: str = "") -> dict[str, str | bytes]:
    """The parts of a sound Office file that tells who wrote it."""
    main, of = _MAIN[kind]
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="jpeg" ContentType="image/jpeg"/>'
            f'<Override PartName="/{main}" ContentType='
            f'"application/vnd.openxmlformats-officedocument.{of}.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{_REL}/officeDocument" Target="{main}"/>'
            f'<Relationship Id="b" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
            f'<Relationship Id="c" Type="{_PACKAGE}/relationships/metadata/thumbnail" '
            'Target="docProps/thumbnail.jpeg"/>'
            f'<Relationship Id="d" Type="{_REL}/extended-properties" '
            'Target="docProps/app.xml"/></Relationships>'
        ),
        main: body or f"<w:document {_W}><w:body><w:p/></w:body></w:document>",
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:creator>{WHO}</dc:creator><cp:lastModifiedBy>{WHERE}</cp:lastModifiedBy>"
            "</cp:coreProperties>"
        ),
        "docProps/app.xml": f'<Properties xmlns="x"><Company>{WHOM}</Company></Properties>',
        "docProps/thumbnail.jpeg": photo(),
    }
    if kind == "docx":
        made |= {
            "word/settings.xml": f'<w:settings {_W} xmlns:r="{_REL}">'
            '<w:attachedTemplate r:id="rId1"/></w:settings>',
            "word/_rels/settings.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
                f'Type="{_REL}/attachedTemplate" Target="file:///C:/{WHERE}/Normal.dotm" '
                'TargetMode="External"/></Relationships>'
            ),
            "word/media/image1.jpeg": photo(),
        }
    return made


def office(kind: str = "docx", body: str = "", **more: str | bytes) -> bytes:
    """A sound Office file that tells who wrote it, with ``more`` parts (``__`` for ``/``)."""
    parts = office_parts(kind, body)
    return zipped(parts | {name.replace("__", "/"): data for name, data in more.items()})


def word(inner: str) -> bytes:
    """A Word file with ``inner`` in its body."""
    return office("docx", f"<w:document {_W}><w:body>{inner}</w:body></w:document>")


def workbook(sheets: str) -> str:
    """The workbook of an Excel file, as it lay on somebody's machine."""
    return (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac">'
        f'<fileSharing userName="{WHO}"/><x15ac:absPath url="C:\\{WHERE}\\"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def odf(kind: str = "text", content: str = "", **more: str | bytes) -> bytes:
    """A sound OpenDocument file that tells who wrote it."""
    office_ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content or f"<office:document-content {office_ns}/>",
        "meta.xml": f'<office:document-meta {office_ns} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta><dc:creator>{WHO}</dc:creator></office:meta></office:document-meta>",
        "settings.xml": '<x xmlns:config="c"><config:config-item config:name="PrinterName" '
        f'config:type="string">{WHERE}</config:config-item></x>',
        "Thumbnails/thumbnail.png": b"\x89PNG\r\n\x1a\n",
        "META-INF/manifest.xml": (
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="x"/>'
            '<manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/>'
            "</manifest:manifest>"
        ),
    }
    return zipped(parts | {name.replace("__", "/"): data for name, data in more.items()})


def pdf(pages: int = 1, *, encryption: object = None, change: object = None) -> bytes:
    """A sound PDF that tells who wrote it; ``change`` is called with it before it is saved."""
    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        words = f"BT /F1 24 Tf 72 720 Td (Ke hoach {number + 1}) Tj ET".encode()
        page.obj["/Contents"] = made.make_stream(words)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        named = {key: pikepdf.Name(value) for key, value in font.items()}
        fonts = pikepdf.Dictionary(F1=pikepdf.Dictionary(named))
        page.obj["/Resources"] = pikepdf.Dictionary(Font=fonts)
    made.docinfo["/Author"], made.docinfo["/Creator"] = WHO, WHERE
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{WHOM}</x:xmpmeta>".encode()
    told = made.make_stream(xmp)
    told["/Type"], told["/Subtype"] = pikepdf.Name("/Metadata"), pikepdf.Name("/XML")
    made.Root["/Metadata"] = told
    if callable(change):
        change(made)
    out = io.BytesIO()
    made.save(out, encryption=encryption, static_id=encryption is None, fix_metadata_version=False)  # type: ignore[arg-type]
    return out.getvalue()


def with_photo(made: pikepdf.Pdf) -> None:
    """Put a photo into a PDF that says whose camera took it."""
    shown = made.make_stream(photo())
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Image"), ("/Filter", "/DCTDecode")):
        shown[key] = pikepdf.Name(value)
    shown["/Width"], shown["/Height"], shown["/BitsPerComponent"] = 40, 30, 8
    shown["/ColorSpace"] = pikepdf.Name("/DeviceRGB")
    made.pages[0].obj["/Resources"]["/XObject"] = pikepdf.Dictionary(Im0=shown)


def signed(made: pikepdf.Pdf) -> None:
    """Put a signature into a PDF."""
    signature = pikepdf.Dictionary(
        Type=pikepdf.Name("/Sig"), ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=b"\x30"
    )
    field = pikepdf.Dictionary(FT=pikepdf.Name("/Sig"), V=made.make_indirect(signature))
    made.Root["/AcroForm"] = pikepdf.Dictionary(
        Fields=pikepdf.Array([made.make_indirect(field)]), SigFlags=3
    )


def action(**keys: object) -> object:
    """What opens with a PDF, for ``change``."""

    def change(made: pikepdf.Pdf) -> None:
        made.Root["/OpenAction"] = pikepdf.Dictionary(**keys)

    return change


# --- compound files -----------------------------------------------------------------------


def compound(streams: Mapping[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A compound file of ``streams``, each of at least 4096 bytes, without levels."""
    names = ["Root Entry", *streams, *storages]
    contents = [data.ljust(4096, b"\0") for data in streams.values()]
    entries_sectors = -(-len(names) * 128 // 512)
    fat = [0xFFFFFFFD]
    fat += [*range(2, entries_sectors + 1), 0xFFFFFFFE]
    starts = []
    for data in contents:
        count = -(-len(data) // 512)
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), 0xFFFFFFFE]
    fat.append(0xFFFFFFFF)  # a sector that nobody uses, as Word leaves them
    assert len(fat) <= 128
    packed = struct.pack("<128L", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    listing = b""
    for at, name in enumerate(names):
        wide = name.encode("utf-16-le") + b"\0\0"
        kind = 5 if at == 0 else 2 if at <= len(streams) else 1
        start = starts[at - 1] if kind == 2 else 0xFFFFFFFE
        size = len(contents[at - 1]) if kind == 2 else 0
        listing += wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
        listing += struct.pack("<LLL", 0xFFFFFFFF, 0xFFFFFFFF, 1 if at == 0 else 0xFFFFFFFF)
        listing += bytes(36) + struct.pack("<LQ", start, size)
    listing = listing.ljust(entries_sectors * 512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<LLLL", 1, 1, 0, 4096)
    head += struct.pack("<LLLL", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    body = b"".join(data.ljust(-(-len(data) // 512) * 512, b"\0") for data in contents)
    left = (WHO * 40).encode()[:512]
    return head + packed + listing + body + left


def _properties(format_: str, words: str) -> bytes:
    """A set of properties with one, the author, which is ``words``."""
    text = words.encode() + b"\0"
    value = struct.pack("<LL", 0x1E, len(text)) + text
    section = struct.pack("<LLLL", 16 + len(value), 1, 4, 16) + value
    head = struct.pack("<HHL16xL", 0xFFFE, 0, 0x00020006, 1)
    return head + uuid.UUID(format_).bytes_le + struct.pack("<L", 48) + section


SUMMARIES = {
    "\x05SummaryInformation": _properties("F29F85E0-4FF9-1068-AB91-08002B27B3D9", WHO),
    "\x05DocumentSummaryInformation": _properties("D5CDD502-2E9C-101B-9397-08002B2CF9AE", WHOM),
}
"""Streams of properties, as they stand beside the text ([MS-OLEPS])."""


def old_word(flags: int = 0x0200, *, comments: int = 0, **more: bytes) -> bytes:
    """A Word file of before 2007 that tells who wrote and saved it."""
    head = bytearray(4096)
    head[:2] = b"\xec\xa5"
    struct.pack_into("<H", head, 0x0A, flags)
    saved = b"\xff\xff" + struct.pack("<HH", 2, 0)
    for one in (WHO, f"C:\\{WHERE}\\ke-hoach.doc"):
        saved += struct.pack("<H", len(one)) + one.encode("utf-16-le")
    struct.pack_into("<LL", head, 0x9A + 8 * 71, 16, len(saved))
    struct.pack_into("<LL", head, 0x9A + 8 * 4, 0, comments)
    table = bytes(16) + saved
    streams = {"WordDocument": bytes(head), "1Table": table, **SUMMARIES, **more}
    return compound(streams)


def record(kind: int, data: bytes) -> bytes:
    """One record of an old workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def sheet(name: str, *, state: int = 0, kind: int = 0) -> bytes:
    """A sheet in an old workbook."""
    return record(0x85, struct.pack("<LBBBB", 0, state, kind, len(name), 0) + name.encode())


def old_excel(*records: bytes) -> bytes:
    """An Excel file of before 2007 that tells who wrote it."""
    writer = record(0x5C, struct.pack("<HB", len(WHO), 0) + WHO.encode().ljust(109))
    book = record(0x809, bytes(16)) + writer + b"".join(records) + record(0x0A, b"")
    return compound({"Workbook": book, **SUMMARIES})


def all_words(data: bytes) -> str:
    """Everything that a file says, unpacked as far as anybody unpacks it, for a search."""
    found = [data, data.replace(b"\0", b"")]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [all_words(archive.read(name)).encode() for name in archive.namelist()]
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as opened:
            for one in opened.objects:
                if isinstance(one, pikepdf.Stream):
                    found += [one.read_raw_bytes(), one.stream_dict.unparse(resolved=True)]
                else:
                    found.append(one.unparse(resolved=True))
    for at in range(len(data)):
        if data[at : at + 2] == b"\x78\x9c":
            try:
                found.append(zlib.decompressobj().decompress(data[at:], 1 << 20))
            except zlib.error:
                continue
    return b"\n".join(found).decode("utf-8", "replace")
