"""Word files made to harm, kind by kind: each is refused in words or read as if the trick were not.

Nobody is asked for anything, nothing is written, and no file of this machine comes out.
"""

from __future__ import annotations

import io
import socket
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from PIL import Image

from desk.importers.apart import SECONDS, TOO_LONG, TOO_MUCH, Apart
from desk.importers.pictures import gather
from tests.support.raw_zip import Entry, raw_zip
from tests.support.sites import ROOT
from tests.support.word_files import KIND, MAIN, NAMESPACES, p, part, picture_bytes, r, xml_file

TITLE = "Hội nghị sơ kết quý II"
SOUND = p(TITLE) + p("Sáng nay, VKSND huyện An Khê họp.") + p("Việt Hưng")
TEXT = f"<w:document {NAMESPACES}><w:body>{SOUND}</w:body></w:document>".encode()
CANARY = "chimyen"
HIDDEN = TEXT.replace("Sáng".encode(), f"{CANARY} Sáng".encode())
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    f'PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
).encode()
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="d" Type="{KIND}officeDocument" Target="word/document.xml"/></Relationships>'
).encode()
WATCH = socket.create_server(("127.0.0.1", 0))
WATCH.settimeout(0)
LISTENER = f"http://127.0.0.1:{WATCH.getsockname()[1]}/"
"""Where we listen: whoever fetches is noticed."""
SECRET = "file:///etc/passwd"
EVIL = "xau-8f3a.txt"
Make = Callable[[], bytes]


# --- zips -----------------------------------------------------------------------------------


def zipped(*more: Entry, text: Entry | None = None, **how: object) -> bytes:
    """A sound file part by part, and ``more`` entries behind."""
    usual = [Entry(b"[Content_Types].xml", TYPES), Entry(b"_rels/.rels", RELATIONS)]
    return raw_zip([*usual, text or Entry(b"word/document.xml", TEXT), *more], **how)  # type: ignore[arg-type]


def beside(name: bytes, data: bytes = b"x", **how: object) -> Make:
    return lambda: zipped(Entry(name, data, **how))  # type: ignore[arg-type]


def lying(**how: object) -> Make:
    return lambda: zipped(text=Entry(b"word/document.xml", TEXT, **how))  # type: ignore[arg-type]


ZIPS: dict[str, Make] = {
    "two names for one place": lambda: zipped(Entry(b"word/styles.xml", same_as=2)),
    "a thousand names for one place": lambda: zipped(
        Entry(b"word/big.bin", b" " * 200_000),
        *(Entry(b"word/b%d.bin" % n, size=200_000, same_as=3) for n in range(1_000)),
    ),
    "packed longer than it says": lying(packed_size=10),
    "packed shorter than it says": lying(packed_size=10_000_000),
    "unpacked longer than it says": lying(size=5),
    "unpacked shorter than it says": lying(size=90_000_000),
    "unpacks to gigabytes, it says": lying(size=0xFFFFFFF0),
    "another checksum": lying(crc=1),
    "the text twice": lambda: zipped(Entry(b"word/document.xml", TEXT)),
    "the text twice by its case": lambda: zipped(Entry(b"WORD/Document.XML", TEXT)),
    "another name beside the bytes": lying(local_name=b"word/another0.xml"),
    "an absolute name": beside(f"/tmp/{EVIL}".encode()),
    "a name upwards": beside(f"word/../../../{EVIL}".encode()),
    "a name of Windows": beside(f"C:\\{EVIL}".encode()),
    "a name upwards in Windows": beside(f"..\\..\\{EVIL}".encode()),
    "a device of Windows": beside(b"word/CON"),
    "a name with a line break": beside(b"word/a\r\nb.xml"),
    "a name with a zero": beside(b"word/a\0b.xml"),
    "a name of signs for terminals": beside(b"word/\x1b[2Ja.xml"),
    "no name": beside(b""),
    "a name without end": beside(b"a" * 60_000),
    "a name in no alphabet": beside(b"word/\xff\xfe.xml", flags=0x800),
    "a locked text": lying(flags=1),
    "a locked part": beside(b"word/x.bin", flags=1),
    "a way of packing that nobody knows": lying(method=99),
    "packed as bzip2, it says": lying(method=12),
    "packed as LZMA, it says": lying(method=14),
    "a link of a file system": beside(
        b"word/media/a", SECRET[7:].encode(), attributes=0o120777 << 16
    ),
    "a folder in the text's place": beside(b"word/document.xml/", b""),
    "sizes for far away": beside(
        b"word/x.bin", size=0xFFFFFFFF, extra=struct.pack("<HHQ", 1, 8, 1 << 62)
    ),
    "an extra field cut short": beside(b"word/x.bin", extra=b"\1\0\xff\xff"),
    "a program before": lambda: zipped(before=b"MZ" + b"\0" * 5_000),
    "a long remark behind": lambda: zipped(after=b"x" * 65_000),
    "one of two disks": lambda: zipped(disk=1),
    "more entries than there are": lambda: zipped(count=60_000),
    "fewer entries than there are": lambda: zipped(count=1),
    "no entries": lambda: raw_zip([]),
    "only the end": lambda: b"PK\5\6" + b"\0" * 18,
}


# --- XML ------------------------------------------------------------------------------------


def text(body: str, head: str = "", encoding: str = "utf-8") -> Make:
    return whole(f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>", encoding)


def whole(xml: str, encoding: str = "utf-8") -> Make:
    """A file whose text is ``xml``."""
    return lambda: zipped(text=Entry(b"word/document.xml", xml.encode(encoding)))


def wide(attribute: str, times: int) -> str:
    """A paragraph with so many attributes."""
    return f"<w:p {' '.join(attribute.format(n) for n in range(times))}/>"


def says(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>'


BOMB = "<!DOCTYPE d [<!ENTITY x '" + "a" * 10_000 + "'>]>"
OUTSIDE = f'<!DOCTYPE d [<!ENTITY % x SYSTEM "{LISTENER}a.dtd"> %x;]>'
BARE = 'xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INCLUDE = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{SECRET}" parse="text"/>'
XML: dict[str, Make] = {
    "entities of one size": text(SOUND + p("&x;" * 1_000), BOMB),
    "a parameter from elsewhere": text(SOUND, OUTSIDE),
    "a DTD in UTF-16": text(SOUND + p("&x;"), says("UTF-16") + BOMB, "utf-16"),
    "UTF-16": text(SOUND, says("UTF-16"), "utf-16"),
    "UTF-16 that says UTF-8": text(SOUND, says("UTF-8"), "utf-16"),
    "UTF-32": text(SOUND, says("UTF-32"), "utf-32"),
    "UTF-7": text(SOUND, says("UTF-7"), "utf-7"),
    "a DTD in UTF-7": text(SOUND, says("UTF-7") + BOMB, "utf-7"),
    "an encoding of our own": text(SOUND, says("x-xau")),
    "EBCDIC": text(SOUND.encode("ascii", "ignore").decode(), says("cp037"), "cp037"),
    "an attribute of megabytes": text(SOUND + wide("a{}='" + "a" * 1_000_000 + "'", 1)),
    "20,000 attributes": text(SOUND + wide("a{}='1'", 20_000)),
    "10,000 namespaces": text(SOUND + wide("xmlns:a{}='u'", 10_000)),
    "tables 10,000 deep": text(SOUND + "<w:tbl><w:tr><w:tc>" * 10_000),
    "50,000 paragraphs without a prefix": whole(
        f"<document {BARE}><body>" + "<p><r><t>a</t></r></p>" * 50_000 + "</body></document>"
    ),
    "3,000 lines of one paragraph": text(SOUND + p(*["<w:r><w:t>a</w:t><w:br/></w:r>"] * 3_000)),
    "100,000 breaks in a line": text(SOUND + p("a", f"<w:r>{'<w:br/>' * 100_000}</w:r>")),
    "20,000 bookmarks": text(
        SOUND + "<w:p>" + '<w:bookmarkStart w:id="1" w:name="a"/>' * 20_000 + "</w:p>"
    ),
    "an include": text(SOUND + INCLUDE),
    "a style sheet": text(SOUND, f'<?xml-stylesheet type="text/xsl" href="{LISTENER}a.xsl"?>'),
    "a base elsewhere": text(f'<w:p xml:base="{LISTENER}"/>' + SOUND),
    "a zero": text(SOUND + p("a\0b")),
    "a sign that is none": text(SOUND + p("&#0;&#xFFFF;")),
    "two roots": whole(TEXT.decode() * 2),
    "words behind the end": whole(TEXT.decode() + "x"),
    "CDATA": text(SOUND + p("<w:r><w:t><![CDATA[<script>a</script>]]></w:t></w:r>")),
    "a name without end": text(SOUND + "<w:" + "a" * 1_000_000 + "/>"),
}


# --- what leads elsewhere ---------------------------------------------------------------------

IMAGE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip r:{how}="x"/></pic:blipFill></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'Type="Link" ProgID="Excel.Sheet" r:id="x" UpdateMode="Always"/></w:object></w:r></w:p>'
)
PRESSED = f'<w:p><w:hyperlink r:id="x">{r("bấm")}</w:hyperlink></w:p>'
RELS = "word/_rels/document.xml.rels"


def leading(kind: str, target: str = LISTENER, body: str = "", **parts: str | bytes) -> Make:
    return lambda: xml_file(SOUND + body, [("x", kind, target)], **parts)


LINKS: dict[str, Make] = {
    "a picture elsewhere": leading("image", body=IMAGE.format(how="link")),
    "a picture elsewhere taken for its own": leading("image", body=IMAGE.format(how="embed")),
    "a picture of this machine": leading("image", SECRET, IMAGE.format(how="embed")),
    "a picture up the folders": leading(
        "image", "../../../../../etc/passwd", IMAGE.format(how="embed")
    ),
    "a picture up the folders in disguise": leading(
        "image", "%2e%2e/%2e%2e/etc/passwd", IMAGE.format(how="embed")
    ),
    "a picture of the neighbour": leading(
        "image", "\\\\may\\chung\\a.png", IMAGE.format(how="embed")
    ),
    "a linked object": leading("oleObject", body=OBJECT),
    "an embedded object": leading(
        "oleObject",
        "embeddings/a.bin",
        OBJECT,
        **{"word/embeddings/a.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 900},
    ),
    "a piece in HTML": leading(
        "aFChunk",
        "a.html",
        '<w:altChunk r:id="x"/>',
        **{"word/a.html": f"<script>{CANARY}</script>"},
    ),
    "a piece from elsewhere": leading("aFChunk", body='<w:altChunk r:id="x"/>'),
    "a part from elsewhere": leading("subDocument", body='<w:subDoc r:id="x"/>'),
    "a header from elsewhere": leading("header"),
    "styles from elsewhere": leading("styles"),
    "notes from elsewhere": leading("footnotes"),
    "a frame": leading("frame"),
    "a template": lambda: xml_file(
        SOUND,
        settings=part("settings", '<w:attachedTemplate r:id="t"/>'),
        **{
            "word/_rels/settings.xml.rels": f'<Relationships><Relationship Id="t" Type="{KIND}'
            f'attachedTemplate" Target="{LISTENER}" TargetMode="External"/></Relationships>'
        },
    ),
    "a control": leading(
        "control",
        "activeX/a.xml",
        '<w:p><w:r><w:control r:id="x"/></w:r></w:p>',
        **{"word/activeX/a.xml": "<a/>", "word/activeX/a.bin": b"x"},
    ),
    "data for macros": leading("vbaData", "vbaData.xml", **{"word/vbaData.xml": "<a/>"}),
    "a link to a script": leading("hyperlink", "javascript:alert(1)", PRESSED),
    "a link to data": leading("hyperlink", "data:text/html,a", PRESSED),
    "a link to itself": leading("styles", "document.xml"),
    "a link to what is not there": leading("footnotes", "khong-co.xml"),
    "links that are none": lambda: xml_file(
        SOUND, **{RELS: "<Relationships><a/><Relationship/></Relationships>"}
    ),
    "links that are broken": lambda: xml_file(SOUND, **{RELS: "<Relationships"}),
    "two links of one name": lambda: xml_file(
        SOUND + IMAGE.format(how="embed"), [("x", "image", SECRET), ("x", "styles", LISTENER)]
    ),
    "the text elsewhere": lambda: raw_zip(
        [
            Entry(b"[Content_Types].xml", TYPES),
            Entry(b"_rels/.rels", RELATIONS.replace(b"word/document.xml", SECRET.encode())),
        ]
    ),
    "data of a form": leading(
        "customXml", "../customXml/item1.xml", **{"customXml/item1.xml": f"<a>{CANARY}</a>"}
    ),
}


# --- pictures ---------------------------------------------------------------------------------


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        made += (
            struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        )
    return made


def head(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)


def moving(frames: int) -> bytes:
    out = io.BytesIO()
    images = [Image.new("L", (64, 64), n % 256) for n in range(frames)]
    images[0].save(out, "GIF", save_all=True, append_images=images[1:])
    return out.getvalue()


def shown(data: bytes, name: str = "a.png") -> Make:
    return lambda: xml_file(
        SOUND + IMAGE.format(how="embed"),
        [("x", "image", f"media/{name}")],
        **{f"word/media/{name}": data},
    )


SPACES = zlib.compress(b" " * 50_000_000, 9)
SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{CANARY}</script></svg>'.encode()
PICTURES: dict[str, Make] = {
    "pixels without end": shown(png(head(60_000, 60_000), (b"IDAT", b"x"), (b"IEND", b""))),
    "pixels that unpack to too much": shown(
        png(head(4_000, 4_000), (b"IDAT", SPACES), (b"IEND", b""))
    ),
    "words that unpack to too much": shown(
        png(head(8, 8), (b"zTXt", b"a\0\0" + SPACES), (b"IEND", b""))
    ),
    "a profile that unpacks to too much": shown(
        png(head(8, 8), (b"iCCP", b"a\0\0" + SPACES), (b"IEND", b""))
    ),
    "no bytes": shown(b""),
    "one byte": shown(b"\x89"),
    "a photo called PNG": shown(picture_bytes()),
    "a page called PNG": shown(f"<script>{CANARY}</script>".encode()),
    "a drawing with a script": shown(SVG, "a.svg"),
    "a drawing with a script called PNG": shown(SVG),
    "a drawing of Windows": shown(b"\xd7\xcd\xc6\x9a" + b"\0" * 400, "a.wmf"),
    "a newer drawing of Windows": shown(b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 400, "a.emf"),
    "a program for printers": shown(b"%!PS-Adobe-3.0 EPSF-3.0\n(a) run\n", "a.eps"),
    "a film": shown(moving(120), "a.gif"),
    "a photo cut short": shown(picture_bytes()[:300], "a.jpg"),
    "a bitmap that lies": shown(
        b"BM" + struct.pack("<LHHLLllHHL", 54, 0, 0, 54, 40, 1 << 30, 1 << 30, 1, 24, 0), "a.bmp"
    ),
    "a TIFF that leads to itself": shown(b"II*\0\x08\0\0\0\0\0\x08\0\0\0", "a.tif"),
    "one picture 30 times": lambda: xml_file(
        SOUND + IMAGE.format(how="embed") * 30,
        [("x", "image", "media/a.jpg")],
        **{"word/media/a.jpg": picture_bytes()},
    ),
}


# --- fields, styles, lists ----------------------------------------------------------------------

NOTE = f'<w:footnote w:id="{{}}">{p("b")}</w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
STYLE = '<w:style w:type="paragraph" w:styleId="s{}"><w:basedOn w:val="s{}"/></w:style>'
LISTED = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
SIGN = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"


def field(code: str, result: str = "") -> Make:
    said = code.replace('"', "&quot;")
    return text(
        SOUND
        + p(SIGN.format("begin"), f"<w:r><w:instrText>{said}</w:instrText></w:r>")
        + p(SIGN.format("separate"), result, SIGN.format("end"))
        + f'<w:fldSimple w:instr="{said}"><w:r><w:t>a</w:t></w:r></w:fldSimple>'
    )


def styled(*rows: str) -> Make:
    return lambda: xml_file(
        SOUND + p("a", settings='<w:pStyle w:val="s0"/>'), styles=part("styles", "".join(rows))
    )


FIELDS: dict[str, Make] = {
    "words from a file": field(f'INCLUDETEXT "{SECRET}"'),
    "a picture from elsewhere": field(f'INCLUDEPICTURE "{LISTENER}a.png" \\d'),
    "a program": field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k a"'),
    "a program when asked": field('DDE "cmd" "/c a"'),
    "a linked table": field(f'LINK Excel.Sheet "{LISTENER}a.xls" "R1C1"'),
    "a button for a macro": field("MACROBUTTON AutoOpen bấm"),
    "a script as a link": field('HYPERLINK "javascript:alert(1)"', "bấm"),
    "a database": field(f'DATABASE \\d "{LISTENER}" \\s "SELECT *"'),
    "fields in fields": text(SOUND + p(SIGN.format("begin") * 1_000, "a")),
    "ends without a field": text(SOUND + p(SIGN.format("end") * 1_000, "a")),
    "a row of styles": styled(*(STYLE.format(n, n + 1) for n in range(3_000))),
    "a list of itself": lambda: xml_file(
        SOUND + p("a", settings=LISTED.format(1)),
        numbering=part(
            "numbering",
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    ),
    "a number that is none": lambda: xml_file(
        SOUND + p("a", settings=LISTED.format("-٣")), numbering=part("numbering", "")
    ),
    "words that turn round": text(SOUND + p("a\u202e\u2066b" * 3_000)),
    "words of no width": text(SOUND + p("\u200b\u2060\ufeff" * 30_000 + "a")),
    "merged without a start": text(
        SOUND + f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('a')}</w:tc></w:tr></w:tbl>"
    ),
    "a table without rows": text(SOUND + "<w:tbl/><w:tbl><w:tr/></w:tbl>"),
    "500 notes": lambda: xml_file(
        SOUND + p("a", *map(CALL.format, range(2, 500))),
        footnotes=part("footnotes", "".join(NOTE.format(n) for n in range(2, 500))),
    ),
}

ALL: Mapping[str, Make] = {
    f"{kind}: {name}": make
    for kind, cases in {
        "zip": ZIPS,
        "xml": XML,
        "links": LINKS,
        "picture": PICTURES,
        "field": FIELDS,
    }.items()
    for name, make in cases.items()
}
REFUSED = {
    "zip: packed longer than it says": "hỏng",
    "zip: unpacks to gigabytes, it says": "nén quá nhiều",
    "zip: another checksum": "hỏng",
    "zip: a locked text": "mật khẩu",
    "zip: no entries": "hỏng",
    "xml: entities of one size": "DTD",
    "xml: a parameter from elsewhere": "DTD",
    "xml: a DTD in UTF-16": "DTD",
    "xml: tables 10,000 deep": "lồng nhau",
    "xml: 50,000 paragraphs without a prefix": "quá 4.000 đoạn",
    "xml: 100,000 breaks in a line": "quá 4.000 đoạn",
    "xml: two roots": "hỏng",
    "links: the text elsewhere": "hỏng",
}
"""Of some what is said; all others are read, or refused in words of their own."""


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(seconds=6 * SECONDS) as one:  # how busy this machine is says nothing
        yield one


def test_there_are_many_kinds() -> None:
    assert len(ALL) >= 100
    assert REFUSED.keys() <= ALL.keys()


@pytest.mark.parametrize("name", ALL)
def test_a_trick_does_no_harm(name: str, apart: Apart) -> None:
    reply = apart.read(ALL[name]())
    assert reply.fault not in (TOO_LONG, TOO_MUCH)
    assert bool(reply.fault) != bool(reply.article)
    assert REFUSED.get(name, "") in reply.fault
    said = repr(reply)
    if (article := reply.article) is not None:
        assert name not in REFUSED
        assert article.title == TITLE
        # What a file calls a picture is looked at before it is written.
        found = gather(article.pictures, article.files, "", lambda _: None, "anh/2026/a", ROOT)
        assert len(found.files) <= 1
        said = repr((replace(article, files={}), found))
    for private in ("root:", CANARY, "javascript:", "data:text"):
        assert private not in said
    with pytest.raises(BlockingIOError):  # nobody came to fetch
        WATCH.accept()
    for folder in (ROOT, *ROOT.parents[:2]):
        assert not (folder / EVIL).exists()
