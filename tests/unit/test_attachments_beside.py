"""What files keep beside what is read: in no copy; what a copy would still hand out: refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from plugins.attachments import faults
from plugins.attachments.blanking import blank_folders, blank_links, blank_photos
from plugins.attachments.drawings import bare_drawing
from plugins.attachments.examining import examine
from plugins.attachments.old_marks import marks
from plugins.attachments.paths import is_on_disk, last_name, without_folders
from plugins.bare_pictures import bare
from tests.support.attachment_files import (
    WHO,
    compound,
    odf,
    office,
    office_parts,
    old_word,
    pdf,
    photo,
    word,
    workbook,
    zipped,
)

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:k="urn:k" k:file="/home/a/%s.svg" width="9">'
    "<!-- %s --><metadata>%s</metadata><rect width='9'/></svg>"
)


def linked(kind: str, **parts: tuple[str, str | bytes, str]) -> bytes:
    """An Office file with parts that its main part leads to: (kind of link, data, where it is)."""
    made = office_parts(kind, workbook("") if kind == "xlsx" else "")
    main = {"docx": "word/document", "xlsx": "xl/workbook", "pptx": "ppt/presentation"}[kind]
    folder, _, last = main.partition("/")
    links = "".join(
        f'<Relationship Id="{key}" Type="{_REL}/{type_}" Target="/{name}"/>'
        for key, (type_, _, name) in parts.items()
    )
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    made[f"{folder}/_rels/{last}.xml.rels"] = f"{start}{links}</Relationships>"
    return zipped(made | {name: data for _, data, name in parts.values()})


def copy_of(name: str, data: bytes) -> bytes:
    """What is published, which is no error."""
    spec, problems, copy = examine(f"tep/2021/{name}", data)
    assert spec is not None, problems
    return copy


def all_of(name: str, copy: bytes) -> bytes:
    """Every byte that a reader can get at, names too."""
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(copy)) as opened:
            streams = [o.read_raw_bytes() for o in opened.objects if isinstance(o, pikepdf.Stream)]
        return b"".join([copy, *streams])
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        return b"".join([copy, *map(archive.read, archive.namelist())])


def changed(**keys: object) -> Callable[[pikepdf.Pdf], None]:
    """``change`` for a PDF: these keys in its root; ``page_…`` in its page; ``end_…`` behind."""

    def change(made: pikepdf.Pdf) -> None:
        for key, value in keys.items():
            where, _, name = key.rpartition("_")
            page = made.pages[0].obj
            holder = {"": made.Root, "page": page, "end": made.trailer}[where]
            holder[f"/{name}"] = value

    return change


def note(kind: str, **more: object) -> pikepdf.Array:
    """What is set on a page."""
    name = pikepdf.Name(f"/{kind}")
    return pikepdf.Array([pikepdf.Dictionary(Subtype=name, Rect=[0, 0, 9, 9], **more)])


def zipped_photo(made: pikepdf.Pdf) -> None:
    shown = made.make_stream(zlib.compress(photo()))
    shown["/Filter"] = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
    made.Root["/AF"] = made.make_indirect(pikepdf.Array([shown]))


URI = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"file:///C:/{WHO}/a.pdf")
BESIDE = {
    "trash.docx": office("docx", **{"[trash]__0.dat": WHO}),
    "name.docx": office("docx", **{f"{WHO}.txt": "x"}),
    "tools.docx": linked("docx", a=("customXml", f"<a>{WHO}</a>", "customXml/item1.xml")),
    "blocks.docx": linked(
        "docx", a=("glossaryDocument", f"<a>{WHO}</a>", "word/glossary/document.xml")
    ),
    "label.docx": linked("docx", a=("classificationlabels", f"<a>{WHO}</a>", "docMetadata/a.xml")),
    "picture-path.docx": word(f'<a descr="C:\\Users\\{WHO}\\a.png"/>'),
    "remark.docx": word(f"<!-- {WHO} --><?tool {WHO}?>"),
    "sitting.docx": word(f'<w:p w:rsidR="00AB12CD"/><w:permStart w:ed="{WHO}" w:id="1"/>'),
    "picture.docx": linked("docx", a=("image", SVG % (WHO, WHO, WHO), "word/media/a.svg")),
    "view.xlsx": office(
        "xlsx", workbook(f'<a/><customWorkbookView guid="1" name="{WHO} - Personal View"/>')
    ),
    "field.docx": word(
        f'<w:r><w:instrText> INCLUDETEXT "C:\\\\Users\\\\{WHO}\\\\a.txt"</w:instrText></w:r>'
    ),
    "case.xlsx": office(
        "xlsx",
        workbook(f'<definedName name="a" comment="{WHO}" description="{WHO}">A1</definedName>'),
        **{
            "xl__worksheets__sheet1.xml": f'<a><scenario name="a" user="{WHO}" comment="{WHO}"/>'
            f'<webPublishItems><b title="{WHO}"/></webPublishItems></a>'
        },
    ),
    "nobody.xlsx": office(
        "xlsx", workbook(""), **{"xl__comments1.xml": f"<a><author>{WHO}</author></a>"}
    ),
    "tags.pptx": office("pptx", "<p/>", **{"ppt__tags__tag1.xml": f'<a><b val="{WHO}"/></a>'}),
    "database.odt": odf(
        **{
            "settings.xml": '<x xmlns:config="c"><config:config-item '
            f'config:name="CurrentDatabaseDataSource">{WHO}</config:config-item></x>',
            "manifest.rdf": f"<a>{WHO}</a>",
            "Configurations2/menu.xml": f"<a>{WHO}</a>",
            f"{WHO}.bin": "x",
        }
    ),
    "root.pdf": pdf(change=changed(Firm=WHO, end_Firm=WHO, end_ID=[WHO.encode(), b"x"])),
    "variable.odt": odf(
        content=f'<a xmlns:text="t"><text:user-field-decl text:name="x" text:v="{WHO}"/></a>'
    ),
    "layers.pdf": pdf(
        change=changed(OCProperties=pikepdf.Dictionary(D=pikepdf.Dictionary(Creator=WHO)))
    ),
    "drawn.pdf": pdf(
        change=changed(AF=[pikepdf.Dictionary(O=pikepdf.Name.UserProperties, P=[WHO])])
    ),
    "film.pdf": pdf(change=changed(AF=[pikepdf.Dictionary(Movie={"/F": f"C:/{WHO}/a.avi"})])),
    "press.pdf": pdf(change=changed(AF=[pikepdf.Dictionary(OPI={"/F": WHO})])),
    "thread.pdf": pdf(
        change=changed(Threads=pikepdf.Array([pikepdf.Dictionary(I=dict(Author=WHO))]))  # noqa: C408
    ),
    "thumb.pdf": pdf(change=changed(page_Thumb=pikepdf.Dictionary(A=WHO))),
    "dates.pdf": pdf(change=changed(page_Annots=note("Redact", T=WHO, M=WHO, CreationDate=WHO))),
    "disk.pdf": pdf(change=changed(page_Annots=note("Link", NM=WHO, A=URI))),
    "photo.pdf": pdf(change=zipped_photo),
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_is_in_no_byte_of_a_copy(name: str) -> None:
    said = all_of(name, copy_of(name, BESIDE[name]))
    assert WHO.encode() not in said
    assert b"00AB12CD" not in said


def bomb(times: int) -> Callable[[pikepdf.Pdf], None]:
    """A page that unpacks to half a gigabyte."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(500)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data)

    def change(made: pikepdf.Pdf) -> None:
        page = made.make_stream(b"")
        page.write(data, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * times))
        made.pages[0].obj["/Contents"] = page

    return change


REFUSED = {
    "chunk.docx": (linked("docx", a=("aFChunk", "<html/>", "word/a.htm")), faults.CHUNK),
    "program.docx": (linked("docx", a=("oleObject", b"MZ", "word/embeddings/a.bin")), "nhúng"),
    "archive.docx": (
        linked("docx", a=("package", zipped({"a.exe": b"MZ"}), "word/embeddings/a.bin")),
        "nhúng",
    ),
    "database.xlsx": (office("xlsx", workbook(""), xl__model__item="x"), "Connections"),
    "server.xlsx": (
        office("xlsx", workbook(""), **{"xl__v.xml": '<a><volType type="realTimeData"/></a>'}),
        faults.FETCHES,
    ),
    "other.docx": (word('<x:del xmlns:x="x"><x:r/></x:del>'), "Track Changes"),
    "inside.docx": (
        office("docx", word__embeddings__a=old_word(comments=True)),
        "lời ghi chú",
    ),
    "nobody.docx": (word('<w:del w:id="1"><w:r/></w:del>'), "Track Changes"),
    "utf7.docx": (
        office("docx", **{"word__a.xml": '<?xml version="1.0" encoding="UTF-7"?><a/>'}),
        faults.BROKEN,
    ),
    "once.pdf": (pdf(change=bomb(1)), faults.BOMB),
    "twice.pdf": (pdf(change=bomb(2)), faults.BOMB),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_go_out_unseen_is_refused(name: str) -> None:
    data, words = REFUSED[name]
    spec, problems, _ = examine(f"tep/2021/{name}", data)
    assert spec is None
    assert any(words in one.message for one in problems), problems


def test_a_drawing_of_another_office_program_stays_in_a_text() -> None:
    drawing = office_parts() | {"[Content_Types].xml": "<Types>ms-visio.drawing.main+xml</Types>"}
    place = "word/embeddings/a.vsdx"
    copy = copy_of("a.docx", linked("docx", a=("package", zipped(drawing), place)))
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert WHO.encode() not in all_of("a.docx", archive.read(place))


TOLD = {
    "pivot.xlsx": (
        office("xlsx", workbook(""), **{"xl__pivotCache__pivotCacheRecords1.xml": "<a/>"}),
        faults.PIVOT,
    ),
    "notes.odp": (
        odf(
            "presentation",
            '<a xmlns:presentation="p" xmlns:text="t"><presentation:notes><text:p>lời dặn</text:p>'
            "</presentation:notes></a>",
        ),
        faults.NOTES,
    ),
    "slide.odp": (
        odf(
            "presentation",
            '<a xmlns:presentation="p" xmlns:style="s" xmlns:draw="d"><style:style style:name="x">'
            '<style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
            '<draw:page draw:style-name="x"/></a>',
        ),
        faults.hidden_slides(1),
    ),
    "disk.odt": (
        odf(content='<a xmlns:text="t" xmlns:xlink="x"><text:a xlink:href="file:///a/b.odt"/></a>'),
        faults.LINKED,
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_is_often_meant_is_told(name: str) -> None:
    data, words = TOLD[name]
    spec, problems, _ = examine(f"tep/2021/{name}", data)
    assert spec is not None
    assert words in [one.message for one in problems]


def test_a_field_of_a_form_keeps_its_name() -> None:
    def with_field(made: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], T="ho ten")
        field["/M"] = "D:2021"
        fields = pikepdf.Array([made.make_indirect(field)])
        made.pages[0].obj["/Annots"] = fields
        made.Root["/AcroForm"] = pikepdf.Dictionary(Fields=fields)

    data = pdf(change=with_field)
    with pikepdf.open(io.BytesIO(copy_of("a.pdf", data))) as opened:
        field = opened.pages[0].obj["/Annots"][0]
        assert str(field["/T"]) == "ho ten"
        assert "/M" not in field


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("file:///C:/Users/a/b.docx", "b.docx"),
        ("\\\\may\\chung\\b.docx", "b.docx"),
        ("C:b.docx", "b.docx"),
        ("../a/b.docx", "b.docx"),
        ("file:///C:%5Ca%5Cb.docx", "b.docx"),
        ("C:\\a\\", ""),
    ],
)
def test_of_a_path_the_last_name_stays(path: str, name: str) -> None:
    assert last_name(path) == name
    assert is_on_disk(path)


@pytest.mark.parametrize("link", ["https://a.example/b", "mailto:a@b.example", "#muc-1", ""])
def test_the_web_is_on_no_disk(link: str) -> None:
    assert not is_on_disk(link)


@pytest.mark.parametrize(
    "xml",
    [
        b'<numFmt formatCode="h:\\ mm"/>',
        b"<t>C:\\a\\b</t>",
        b'<a href="https://a.example/home/b"/>',
        b'<a name="Bieu 1/2021"/>',
    ],
)
def test_what_is_no_path_stays(xml: bytes) -> None:
    assert without_folders(xml) == xml


def test_a_png_keeps_only_what_shows_it() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">L", zlib.crc32(kind + data))
        return struct.pack(">L", len(data)) + kind + data + crc

    start, end = b"\x89PNG\r\n\x1a\n", chunk(b"IEND", b"")
    kept = start + chunk(b"IHDR", b"x") + chunk(b"pHYs", b"x") + chunk(b"IDAT", b"x") + end
    with_more = kept.replace(end, chunk(b"caBX", b"who") + chunk(b"prVt", b"who") + end)
    assert bare(with_more) == kept


def test_a_film_says_not_where_it_was_taken() -> None:
    told = struct.pack(">L", 12) + b"udta" + b"here"
    film = struct.pack(">L", 8) + b"ftyp" + struct.pack(">L", 8 + len(told)) + b"moov" + told
    out = bare_drawing(film)
    assert len(out) == len(film)
    assert b"here" not in out
    assert b"free" in out


def test_a_metafile_says_not_who_drew_it() -> None:
    said = "who".encode("utf-16-le")
    head = bytearray(68)
    head[:4], head[40:44] = b"\x01\0\0\0", b" EMF"
    struct.pack_into("<LL", head, 60, 3, 68)
    assert bare_drawing(bytes(head) + said + b"end") == bytes(head) + bytes(6) + b"end"


def test_photos_that_may_not_move_are_blanked_where_they_lie() -> None:
    data = bytearray(b"before" + photo() + b"behind")
    length = len(data)
    blank_photos(data)
    assert len(data) == length
    assert WHO.encode() not in data
    assert data.startswith(b"before")


def test_links_to_files_that_may_not_move_become_dashes() -> None:
    head = bytes.fromhex("0303000000000000C000000000000046") + bytes(2)
    plain, wide = b"C:\\ab\\c.doc\0", "C:\\ab\\c.doc".encode("utf-16-le")
    data = head + struct.pack("<L", len(plain)) + plain + bytes(24)
    data += struct.pack("<LLH", len(wide) + 6, len(wide), 3) + wide
    out = bytearray(data)
    blank_links(out)
    assert bytes(out) == data.replace(plain, b"_:\\__\\c.doc\0").replace(
        wide, "_:\\__\\c.doc".encode("utf-16-le")
    )


@pytest.mark.parametrize("link", [b"https://a.example/b/c", b"mailto:a@b.example"])
def test_addresses_of_the_web_are_no_folders(link: bytes) -> None:
    assert blank_folders(link) == link


@pytest.mark.parametrize("code", ["latin-1", "utf-16-le"])
def test_folders_that_may_not_move_become_dashes(code: str) -> None:
    assert blank_folders("C:\\ab\\c.doc".encode(code)) == "_:\\__\\c.doc".encode(code)


def of_letters(said: bytes) -> tuple[bytes, bytes]:
    """The stream of a text whose only run has these properties, and the list of their pages."""
    page = bytearray(512)
    struct.pack_into("<LL", page, 0, 512 * 2, 512 * 2 + 3)
    page[8], page[400], page[511] = 200, len(said), 1
    page[401 : 401 + len(said)] = said
    return bytes(512) + bytes(page) + b"abc" + bytes(509), struct.pack("<LLL", 0, 9, 1)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (struct.pack("<HBHB", 0x0835, 1, 0x0800, 1), (1, 0)),
        (struct.pack("<HHHB", 0x4A43, 24, 0x0801, 1), (1, 0)),
        (struct.pack("<HB", 0x083C, 1), (0, 1)),
        (struct.pack("<HBHB", 0x0800, 0, 0x0835, 1), (0, 0)),
        (b"\x01", (0, 0)),
    ],
)
def test_marks_on_letters_of_an_old_text_are_read(said: bytes, found: tuple[int, int]) -> None:
    head, pages = of_letters(said)
    assert marks(head, pages, 0, len(pages)) == found


def test_an_old_workbook_says_not_who_shared_it_nor_in_which_folder_another_lies() -> None:
    path = f"\x01\x01C{WHO}\x03b.xls".encode("latin-1")
    records = [
        struct.pack("<HH", 0x809, 4) + bytes(4),
        struct.pack("<HH", 0x5B, 9 + len(WHO)) + bytes(9) + WHO.encode(),
        struct.pack("<HHHHB", 0x1AE, 5 + len(path), 1, len(path), 0) + path,
    ]
    data = compound({"Workbook": b"".join(records)})
    _, problems, copy = examine("tep/2021/a.xls", data)
    assert WHO.encode() not in copy
    assert b"b.xls" in copy
    assert faults.OUTSIDE in [one.message for one in problems]
