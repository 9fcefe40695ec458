"""Attachments as they come: published without who wrote them, or refused with the true cause."""

from __future__ import annotations

import io
import struct
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.verify.attached import examine_attachment
from plugins.addresses import ATTACHMENTS, attachment_url
from plugins.attachments import check_attachments, faults, name_problems
from plugins.attachments.examining import examine
from plugins.attachments.kinds import KINDS
from plugins.attachments.reader import AttachmentReader
from plugins.attachments.spec import Spec, too_large
from plugins.attachments.zips import MOST_ENTRIES, opened
from tests.support.attachment_files import (
    CANARIES,
    SUMMARIES,
    WHO,
    action,
    all_words,
    compound,
    odf,
    office,
    office_parts,
    old_excel,
    old_word,
    pdf,
    photo,
    sheet,
    signed,
    with_photo,
    word,
    workbook,
    zipped,
)
from tests.support.long import examples
from tests.support.sites import ROOT

SOUND = {
    "a.pdf": pdf(3, change=with_photo),
    "a.docx": office(),
    "a.xlsx": office("xlsx", workbook('<sheet name="A"/>')),
    "a.pptx": office("pptx", "<p/>"),
    "a.odt": odf(),
    "a.ods": odf("spreadsheet"),
    "a.odp": odf("presentation"),
    "a.doc": old_word(),
    "a.xls": old_excel(sheet("A")),
}
NESTED = office("docx", "", **{"word__embeddings__a.xlsx": SOUND["a.xlsx"]})


def said(name: str, data: bytes) -> dict[str, list[str]]:
    """What is wrong with a file, and what is told of it."""
    _, problems, _ = examine(f"tep/2021/{name}", data)
    found: dict[str, list[str]] = {"error": [], "advice": []}
    for problem in problems:
        assert problem.path == f"content/tep/2021/{name}"
        found[problem.severity].append(problem.message)
    return found


# --- published ---------------------------------------------------------------------------


def test_every_kind_has_an_address_a_type_and_a_sound_example() -> None:
    assert KINDS.keys() == ATTACHMENTS.keys() == {f".{name[2:]}" for name in SOUND}


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_web_servers_send_each_kind_as_what_it_is(file: str) -> None:
    said = (ROOT / "docs/may-chu" / file).read_text("utf-8")
    for ending, kind in ATTACHMENTS.items():
        pattern = rf"{kind} {ending[1:]};" if file == "nginx.conf" else rf'\{ending}$ "{kind}"'
        assert pattern in said, ending


@pytest.mark.parametrize("name", [*SOUND, "nested.docx"])
def test_a_copy_says_nothing_of_who_wrote_it(name: str) -> None:
    data = SOUND.get(name, NESTED)
    assert WHO in all_words(data)
    spec, problems, copy = examine(f"tep/2021/{name}", data)
    assert problems == ()
    assert spec is not None
    assert [one for one in CANARIES if one in all_words(copy)] == []
    assert spec.size == len(copy)
    assert examine_attachment(f"tep/2021/{name}", copy).problems == ()


@pytest.mark.parametrize("name", SOUND)
def test_a_copy_is_the_same_every_time_and_its_own_copy(name: str) -> None:
    path = f"tep/2021/{name}"
    _, _, copy = examine(path, SOUND[name])
    assert examine(path, SOUND[name])[2] == copy
    assert examine(path, copy)[2] == copy


@pytest.mark.parametrize("name", SOUND)
def test_what_was_not_cleaned_is_found_by_who_verifies(name: str) -> None:
    assert examine_attachment(f"tep/2021/{name}", SOUND[name]).problems


def test_a_pdf_tells_its_pages_and_keeps_its_words() -> None:
    spec, _, copy = examine("tep/a.pdf", SOUND["a.pdf"])
    assert spec is not None
    assert spec.pages == 3
    with pikepdf.open(io.BytesIO(copy)) as made:
        assert b"Ke hoach 2" in made.pages[1].obj["/Contents"].read_bytes()


def test_a_copy_of_a_word_file_opens_and_leads_to_nothing_that_is_not_there() -> None:
    with zipfile.ZipFile(io.BytesIO(examine("tep/a.docx", SOUND["a.docx"])[2])) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert "docProps/thumbnail.jpeg" not in names
        assert b"thumbnail" not in archive.read("_rels/.rels")
        assert b"attachedTemplate" not in archive.read("word/settings.xml")
        before = zipfile.ZipFile(io.BytesIO(SOUND["a.docx"]))
        assert archive.read("word/document.xml") == before.read("word/document.xml")


def test_an_old_file_keeps_its_size_and_every_byte_that_is_no_name() -> None:
    _, _, copy = examine("tep/a.doc", SOUND["a.doc"])
    assert len(copy) == len(SOUND["a.doc"])
    assert copy[:512] == SOUND["a.doc"][:512]


def test_a_signed_pdf_is_published_as_it_is_and_its_names_are_told() -> None:
    data = pdf(change=signed)
    spec, problems, copy = examine("tep/a.pdf", data)
    assert spec is not None
    assert copy == data
    (told,) = problems
    assert told.severity == "advice"
    assert "chữ ký số" in told.message
    assert "tên người soạn" in told.message
    assert examine_attachment("tep/a.pdf", copy).problems == ()


def test_a_signed_word_file_too() -> None:
    data = office("docx", "", **{"_xmlsignatures__sig1.xml": "<a/>"})
    _, (told,), copy = examine("tep/a.docx", data)
    assert copy == data
    assert "tên cơ quan" in told.message


# --- told, and published -------------------------------------------------------------------


def noted(made: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name("/Annot"),
        Subtype=pikepdf.Name("/Text"),
        Rect=pikepdf.Array([0, 0, 9, 9]),
        T=WHO,
        Contents="xem lai",
    )
    made.pages[0].obj["/Annots"] = pikepdf.Array([made.make_indirect(note)])


HIDDEN = (
    '<office:d xmlns:office="o" xmlns:style="s" xmlns:table="t">'
    '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    '<table:table table:name="Lương" table:style-name="ta1"/></office:d>'
)
TOLD = {
    "hidden.xlsx": (
        office("xlsx", workbook('<sheet name="Lương" state="hidden"/><sheet name="A"/>')),
        "«Lương»",
    ),
    "very-hidden.xlsx": (
        office("xlsx", workbook('<sheet name="Lương" state="veryHidden"/>')),
        "«Lương»",
    ),
    "hidden.xls": (old_excel(sheet("Luong", state=1), sheet("A")), "«Luong»"),
    "hidden.ods": (odf("spreadsheet", HIDDEN), "«Lương»"),
    "notes.pptx": (
        office("pptx", "<p/>", **{"ppt__notesSlides__notesSlide1.xml": "<p/>"}),
        "lời ghi cho người nói",
    ),
    "outside.xlsx": (
        office(
            "xlsx",
            workbook(""),
            **{"xl__externalLinks___rels__externalLink1.xml.rels": '<R Target="file:///C:/a"/>'},
        ),
        "máy người soạn",
    ),
    "notes.pdf": (pdf(change=noted), "1 ghi chú"),
    "no-print.pdf": (pdf(encryption=pikepdf.Encryption(owner="x", user="")), "cấm in"),
    "fast.doc": (old_word(0x0204), "fast save"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_readers_would_find_is_told_and_stops_nothing(name: str) -> None:
    data, words = TOLD[name]
    spec, _, copy = examine(f"tep/2021/{name}", data)
    found = said(name, data)
    assert found["error"] == []
    assert len(found["advice"]) == 1
    assert words in found["advice"][0]
    assert spec is not None
    assert WHO not in all_words(copy)


# --- refused -------------------------------------------------------------------------------

XFA = pikepdf.Dictionary(XFA=pikepdf.String("x"))


def form(made: pikepdf.Pdf) -> None:
    made.Root["/AcroForm"] = XFA


def attached(made: pikepdf.Pdf) -> None:
    made.attachments["a.txt"] = b"x"


def script_on_a_page(made: pikepdf.Pdf) -> None:
    acts = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    made.pages[0].obj["/AA"] = pikepdf.Dictionary(O=acts)


def bomb() -> bytes:
    return zipped(office_parts() | {"word/media/x.xml": bytes(500_000_000)})


def damaged(data: bytes) -> bytes:
    """``data``, a zip, with one byte of its first part changed."""
    place = data.index(b"PK\x03\x04") + 80
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def locked(data: bytes) -> bytes:
    """``data``, a zip, whose index says that its parts are locked."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + b"\x01" + data[place + 1 :]


def looping() -> bytes:
    """A compound file in which a chain of sectors never ends."""
    data = bytearray(old_word())
    struct.pack_into("<L", data, 512 + 4 * 8, 8)
    return bytes(data)


ENTITIES = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><x>&b;</x>"
TRACKED = '<w:p><w:ins w:id="1" w:author="A"/><w:del w:id="2" w:author="A"/></w:p>'
COMMENTS = '<w:comments xmlns:w="x"><w:comment w:author="A"/></w:comments>'
REFUSED = {
    "empty.pdf": (b"", faults.EMPTY),
    "blank.docx": (bytes(900), faults.EMPTY),
    "page.pdf": (b"<!DOCTYPE html><title>404</title>", "trang web (HTML)"),
    "program.pdf": (b"MZ\x90\0" + bytes(99), "chương trình chạy được"),
    "hidden-program.pdf": (b"MZ\x90\0" + pdf(), "chương trình chạy được"),
    "rtf.doc": (b"{\\rtf1 x}", "RTF"),
    "picture.pdf": (photo(), "tệp ảnh"),
    "packed.docx": (b"Rar!\x1a\x07\0", "tệp nén"),
    "noise.pdf": (b"khong phai gi ca", "không nhận ra được"),
    "zip.docx": (zipped({"a.txt": "x"}), "không thuộc loại được đăng"),
    "new.doc": (SOUND["a.docx"], ".docx"),
    "old.docx": (SOUND["a.doc"], ".doc"),
    "table.docx": (SOUND["a.xlsx"], ".xlsx"),
    "word.pdf": (SOUND["a.docx"], ".docx"),
    "cut.pdf": (pdf()[:200], faults.BROKEN),
    "cut.docx": (SOUND["a.docx"][:-300], faults.BROKEN),
    "cut.doc": (SOUND["a.doc"][:3000], faults.BROKEN),
    "damaged.docx": (damaged(SOUND["a.docx"]), faults.BROKEN),
    "looping.doc": (looping(), faults.BROKEN),
    "locked.pdf": (pdf(encryption=pikepdf.Encryption(owner="x", user="y")), faults.LOCKED),
    "locked.docx": (compound({"EncryptedPackage": b"x", **SUMMARIES}), faults.LOCKED),
    "locked-zip.docx": (locked(SOUND["a.docx"]), faults.LOCKED),
    "locked.doc": (old_word(0x0300), faults.LOCKED),
    "locked.xls": (old_excel(struct.pack("<HH", 0x2F, 4) + b"abcd"), faults.LOCKED),
    "locked.odt": (odf(**{"META-INF__manifest.xml": "<m:encryption-data/>"}), faults.LOCKED),
    "macros.docx": (office("docx", "", **{"word__vbaProject.bin": b"x"}), faults.MACROS),
    "disguised.docx": (
        zipped({"[Content_Types].xml": "word.document.macroEnabled.main+xml"}),
        "không thuộc loại được đăng",
    ),
    "macros.doc": (old_word(Macros=b"x"), faults.MACROS),
    "macros.odt": (odf(**{"Basic__Standard__A.xml": "<script:module/>"}), faults.MACROS),
    "macros.xlsx": (
        office("xlsx", workbook(""), **{"xl__macrosheets__sheet1.xml": "<a/>"}),
        faults.OLD_MACROS,
    ),
    "macros.xls": (old_excel(sheet("M", kind=1)), faults.OLD_MACROS),
    "controls.docx": (office("docx", "", **{"word__activeX__a.xml": "<a/>"}), faults.CONTROLS),
    "fetching.docx": (
        office(
            "docx",
            "",
            **{
                "word___rels__document.xml.rels": '<Relationships><Relationship Type="x/oleObject" '
                'Target="http://a.example/x" TargetMode="External"/></Relationships>'
            },
        ),
        faults.FETCHES,
    ),
    "dde.docx": (
        word("<w:p><w:instrText> DDEAUTO c:\\\\a.exe</w:instrText></w:p>"),
        faults.FETCHES,
    ),
    "dde.xlsx": (
        office(
            "xlsx", workbook(""), **{"xl__externalLinks__externalLink1.xml": "<a><ddeLink/></a>"}
        ),
        faults.FETCHES,
    ),
    "packaged.docx": (
        office("docx", "", **{"word__embeddings__o.bin": compound({"\x01Ole10Native": b"MZ"})}),
        faults.PACKAGED,
    ),
    "bomb.docx": (bomb(), faults.BOMB),
    "many.docx": (zipped({f"{n}": "" for n in range(MOST_ENTRIES + 1)}), faults.BOMB),
    "entities.docx": (office("docx", "", **{"word__a.xml": ENTITIES}), faults.DTD),
    "tracked.docx": (word(TRACKED), "2 chỗ theo dõi sửa đổi"),
    "wide.docx": (
        office("docx", "", **{"word__a.xml": TRACKED.encode("utf-16")}),
        "2 chỗ theo dõi sửa đổi",
    ),
    "commented.docx": (office("docx", "", **{"word__comments.xml": COMMENTS}), "1 lời ghi chú"),
    "commented.doc": (old_word(comments=4 + 34), "1 lời ghi chú"),
    "commented.odt": (odf("text", "<x><office:annotation/></x>"), "1 lời ghi chú"),
    "tracked.odt": (odf("text", "<x><text:changed-region/></x>"), "1 chỗ theo dõi"),
    "commented.xls": (old_excel(struct.pack("<HH", 0x1C, 4) + b"abcd"), "1 lời ghi chú"),
    "script.pdf": (
        pdf(change=action(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")),
        faults.SCRIPT,
    ),
    "script-on-a-page.pdf": (pdf(change=script_on_a_page), faults.SCRIPT),
    "launch.pdf": (pdf(change=action(S=pikepdf.Name("/Launch"), F="cmd.exe")), faults.LAUNCH),
    "attached.pdf": (pdf(change=attached), faults.EMBEDDED),
    "form.pdf": (pdf(change=form), faults.FORMS),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_readers_must_not_get_is_refused_with_the_cause_and_the_cure(name: str) -> None:
    data, words = REFUSED[name]
    spec, _, copy = examine(f"tep/2021/{name}", data)
    assert spec is None
    assert copy == b""
    assert any(words in fault for fault in said(name, data)["error"]), said(name, data)


def test_all_that_is_wrong_is_said_at_once() -> None:
    data = zipped(office_parts() | {"word/vbaProject.bin": b"x", "word/comments.xml": COMMENTS})
    assert len(said("a.docx", data)["error"]) == 2


# --- names, sizes, addresses ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("tep/2021/ke-hoach.pdf", "/tep/2021/ke-hoach.pdf"),
        ("tep/2021/Kế hoạch số 15.PDF", "/tep/2021/ke-hoach-so-15.pdf"),
        ("tep/Năm 2021/a.b.docx", "/tep/nam-2021/a-b.docx"),
    ],
)
def test_an_address_is_plain_whatever_the_file_is_called(path: str, url: str) -> None:
    assert attachment_url(path) == url
    told = list(name_problems(path))
    assert len(told) == (path != url[1:])
    assert all(one.severity == "advice" and url.rpartition("/")[2] in one.message for one in told)


def test_a_name_of_marks_alone_or_of_another_kind_is_a_fault() -> None:
    assert [one.severity for one in name_problems("tep/2021/–.pdf")] == ["error"]
    assert [one.severity for one in name_problems("tep/2021/a.exe")] == ["error"]


def test_two_files_of_one_address_are_told_apart() -> None:
    def spec(path: str) -> Spec:
        return Spec(path=path, digest="", published="", size=1)

    (problem,) = check_attachments([spec("tep/a-b.pdf"), spec("tep/a b.pdf"), spec("tep/c.pdf")])
    assert problem.path == "content/tep/a-b.pdf"
    assert "«tep/a b.pdf»" in problem.message


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    assert too_large("tep/a.pdf", 20_000_000) is None
    problem = too_large("tep/a.pdf", 35_000_000)
    assert problem is not None
    assert "35 MB" in problem.message


# --- apart -----------------------------------------------------------------------------------


def test_who_takes_too_long_is_stopped_and_is_asked_again_another_time() -> None:
    with AttachmentReader(seconds=0.001) as hurried:
        reply = hurried.read("tep/a.docx", bytes(20_000_000))
        assert not reply.lasts
        assert faults.TOO_LONG in reply.problems[0].message
        hurried._seconds = 60
        assert hurried.read("tep/a.pdf", SOUND["a.pdf"]).spec is not None


# --- whatever is in a zip ------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\."), min_size=1, max_size=8)


@settings(max_examples=examples(20), deadline=None)
@given(parts=st.dictionaries(NAMES, st.binary(max_size=99), max_size=5), packs=st.booleans())
def test_a_zip_written_anew_holds_the_same_and_is_the_same(
    *, parts: dict[str, bytes], packs: bool
) -> None:
    made = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", how) as archive:
        archive.writestr("first", b"x")
        for name, data in parts.items():
            archive.writestr(name, data)
    package = opened(made.getvalue())
    package.changed["first"] = b"y"
    copy = package.written()
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == parts | {"first": b"y"}
    assert opened(copy).written() == copy
