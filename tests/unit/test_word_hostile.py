"""Files made to harm: each a refusal in words or harmless, in little time and memory."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desk.importers.apart import BYTES, SECONDS, TOO_LONG, TOO_MUCH, Apart
from desk.importers.file_kinds import LOCKED, kind_of
from desk.importers.given import GivenFile
from desk.importers.old_files import read_source
from desk.importers.old_word import converted_doc
from desk.importers.word_package import DEEPEST, MOST_ENTRIES, MOST_PARAGRAPHS
from desk.terminal.import_command import import_file
from plugins import apart as apart_module
from plugins.vietnamese import VIETNAM
from tests.support.attachment_files import old_word
from tests.support.posts import write_agency
from tests.support.word_files import NAMESPACES, p, packed, part, picture_bytes, r, xml_file

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
SOUND = p("Hội nghị sơ kết quý II") + p("Sáng nay, VKSND huyện An Khê họp.") + p("Việt Hưng")


def document(body: str, head: str = "") -> bytes:
    text = f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": text})


def nested(tag: str, times: int, inner: str) -> str:
    return f"<w:{tag}>" * times + inner + f"</w:{tag}>" * times


def laughs() -> bytes:
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>" for n in range(9))
    return document(SOUND + p("&l8;"), f"<!DOCTYPE w:document [{entities}]>")


def bomb(name: str, size: int) -> bytes:
    return packed({"word/document.xml": f"<w:document {NAMESPACES}/>", name: b" " * size})


def repeated(entry: str, times: int) -> bytes:
    out = io.BytesIO(packed({"word/document.xml": document("")}))
    with zipfile.ZipFile(out, "a") as archive:
        for n in range(times):
            archive.writestr(f"{entry}{n}", b"x")
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The same zip, whose index says that its largest part unpacks to ``size`` bytes."""
    whole = bytearray(data)
    at = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"word/document.xml"))
    whole[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(whole)


def external(kind: str) -> bytes:
    body = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:link="x"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    return xml_file(SOUND + body, [("x", kind, "file:///etc/passwd")])


def wide_table(columns: int) -> str:
    return f"<w:tbl><w:tr>{f'<w:tc>{p(chr(97))}</w:tc>' * columns}</w:tr></w:tbl>"


def spanning(number: str) -> str:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{p("a")}</w:tc>'
    return f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * 3}</w:tbl>"


LOOP = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="A" w:default="1"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
)
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
MANY = p("Đoạn văn.")
MARK = "a{}='1'"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "100,000 paragraphs": (lambda: document(MANY * 100_000), "quá 4.000 đoạn"),
    "one paragraph too many": (lambda: document(MANY * (MOST_PARAGRAPHS + 1)), "quá 4.000 đoạn"),
    "a million tags": (lambda: document(p("<w:r/>" * 1_000_000)), "quá 4.000 đoạn"),
    "a million attributes": (
        lambda: document(p(f"<w:r {' '.join(MARK.format(n) for n in range(1_000_000))}/>")),
        "nén quá nhiều dữ liệu",
    ),
    "nested boxes": (lambda: document(nested("sdt", 2_000, SOUND)), "lồng nhau quá"),
    "nested beyond all": (lambda: document(nested("ins", 200_000, "")), "lồng nhau quá"),
    "nested just too deep": (lambda: document(nested("sdt", DEEPEST, "")), "lồng nhau quá"),
    "nested tables": (
        lambda: document("<w:tbl><w:tr><w:tc>" * 500 + SOUND + "</w:tc></w:tr></w:tbl>" * 500),
        "lồng nhau quá",
    ),
    "a billion laughs": (laughs, "DTD"),
    "an external entity": (
        lambda: document(
            SOUND + p("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "DTD",
    ),
    "a DTD elsewhere": (
        lambda: xml_file(SOUND, styles='<!DOCTYPE s SYSTEM "http://x.example/s.dtd"><s/>'),
        "DTD",
    ),
    "a bomb in the text": (
        lambda: document("<!--" + " " * 150_000_000 + "-->"),
        "nén quá nhiều dữ liệu",
    ),
    "a bomb elsewhere": (lambda: bomb("word/x.bin", 150_000_000), "nén quá nhiều dữ liệu"),
    "a bomb whose index lies": (
        lambda: lying(document("<!--" + " " * 30_000_000 + "-->"), 1_000),
        "hỏng",
    ),
    "too many parts": (lambda: repeated("x/", MOST_ENTRIES), "nén quá nhiều dữ liệu"),
    "macros": (lambda: packed({"word/document.xml": "<a/>"}, MACRO), "macro"),
    "macros without saying so": (
        lambda: xml_file(SOUND, **{"word/vbaProject.bin": b"x"}),
        "macro",
    ),
    "cut in the middle": (lambda: document(SOUND)[:400], "hỏng"),
    "no text": (lambda: packed({"word/other.xml": "<a/>"}), "hỏng"),
    "text without a body": (lambda: packed({"word/document.xml": "<a/>"}), "không có nội dung"),
    "no words": (lambda: document(p("  ")), "không có chữ"),
    "broken XML": (lambda: packed({"word/document.xml": "<w:document"}), "hỏng"),
    "broken styles": (lambda: xml_file(SOUND, styles="<w:styles"), "hỏng"),
    "bytes that are no letters": (
        lambda: packed({"word/document.xml": b"<a>\xff\xfe\x00</a>"}),
        "hỏng",
    ),
}
HARMLESS: dict[str, Callable[[], bytes]] = {
    "styles in a circle": lambda: xml_file(SOUND, styles=LOOP),
    "a picture of another machine": lambda: external("image"),
    "a part outside the file": lambda: xml_file(SOUND, [("s", "styles", "http://x.example/s")]),
    "a path out of the file": lambda: xml_file(
        SOUND, [("x", "image", "../../../../etc/passwd")], **{"../../evil.txt": "x"}
    ),
    "a very wide table": lambda: xml_file(SOUND + wide_table(1_000)),
    "cells that span a billion": lambda: xml_file(SOUND + spanning("1000000000")),
    "cells that span nothing": lambda: xml_file(SOUND + spanning("-1")),
    "cells that span words": lambda: xml_file(SOUND + spanning("nhiều")),
    "a note that calls itself": lambda: xml_file(
        SOUND + p("Chú ", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=part(
            "footnotes",
            '<w:footnote w:id="2"><w:p><w:r><w:t>lời</w:t></w:r>'
            '<w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>',
        ),
    ),
    "a call of no note": lambda: xml_file(
        SOUND + p("Chú ", '<w:r><w:footnoteReference w:id="9"/></w:r>')
    ),
    "a field that never ends": lambda: xml_file(
        SOUND + p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "chữ") + p("còn đây")
    ),
    "a sign without a number": lambda: xml_file(SOUND + p('<w:r><w:sym w:font="W"/></w:r>')),
    "a list without end": lambda: xml_file(
        SOUND
        + p("mục", settings='<w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="1"/></w:numPr>'),
        numbering=part(
            "numbering",
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="8">'
            '<w:start w:val="999999999999"/><w:numFmt w:val="upperRoman"/>'
            '<w:lvlText w:val="%9."/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    ),
    "a number a million signs long": lambda: xml_file(
        SOUND + p("mục", settings='<w:numPr><w:numId w:val="1"/></w:numPr>') * 50,
        numbering=part(
            "numbering",
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
            f'<w:lvlText w:val="{"%1" * 1_000_000}"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    ),
    "a long word": lambda: xml_file(SOUND + p("a" * 3_000_000)),
    "many marks on one letter": lambda: xml_file(SOUND + p("a" + "\u0301" * 50_000)),
    "5,000 runs in one line": lambda: xml_file(SOUND + p(*[r("chữ ", "<w:b/>")] * 5_000)),
}


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart() as one:
        yield one


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words(name: str, apart: Apart) -> None:
    make, said = REFUSED[name]
    data = make()
    begun = time.monotonic()
    read = apart.read(data)
    assert read.article is None
    assert said in read.fault
    assert time.monotonic() - begun < 3 * SECONDS


@pytest.mark.parametrize("name", HARMLESS)
def test_an_odd_file_does_no_harm(name: str, apart: Apart) -> None:
    read = apart.read(HARMLESS[name]())
    assert read.fault not in (TOO_LONG, TOO_MUCH)
    assert "root:" not in repr(read)
    if read.article is not None:
        assert read.article.title == "Hội nghị sơ kết quý II"
        assert not any(b"root:" in data for data in read.article.files.values())


def test_a_note_that_calls_itself_comes_once(apart: Apart) -> None:
    read = apart.read(HARMLESS["a note that calls itself"]())
    assert read.article is not None
    assert [b.text for b in read.article.blocks if b.kind == "note"] == ["lời"]


def test_a_call_of_no_note_is_no_fault(apart: Apart) -> None:
    assert apart.read(HARMLESS["a call of no note"]()).fault == ""


@pytest.mark.parametrize("name", ["100,000 paragraphs", "an external entity", "macros"])
def test_of_a_refused_file_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agency(tmp_path / "content")
    make, said = REFUSED[name]
    (tmp_path / "bai.docx").write_bytes(make())
    before = set(tmp_path.rglob("*"))
    assert import_file(tmp_path, tmp_path / "bai.docx", now=NOW) == 1
    assert said in capsys.readouterr().out
    assert set(tmp_path.rglob("*")) == before


def test_the_largest_file_that_is_read_takes_less_memory_than_allowed() -> None:
    most = SOUND + p("Một đoạn văn bình thường, ", r("có chữ đậm", "<w:b/>"), ".") * (
        MOST_PARAGRAPHS - 3
    )
    with Apart(seconds=20 * SECONDS) as patient:  # how busy this machine is says nothing
        read = patient.read(xml_file(most))
    assert read.fault == ""
    assert read.article is not None
    assert len(read.article.blocks) == MOST_PARAGRAPHS - 1


def test_who_takes_too_long_is_stopped_and_the_next_file_is_read() -> None:
    with Apart(seconds=0.001) as hurried:
        assert hurried.read(xml_file(SOUND + MANY * 3_000)).fault == TOO_LONG
        hurried._seconds = SECONDS
        assert hurried.read(xml_file(SOUND)).fault == ""


def test_who_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    assert BYTES == 300_000_000
    code = (
        "from desk.importers import apart_worker\n"
        "apart_worker.word_article = lambda data: b'x' * 400_000_000\n"
        "apart_worker.main()"
    )
    real = apart_module.subprocess.Popen
    monkeypatch.setattr(
        apart_module.subprocess,
        "Popen",
        lambda command, **how: real([command[0], "-c", code], **how),
    )
    assert hasattr(resource, "RLIMIT_DATA")
    with Apart() as greedy:
        assert greedy.read(b"x").fault == TOO_MUCH


# --- told apart by content ---------------------------------------------------------------------


def stream(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (stream("EncryptedPackage"), "mật khẩu"),
        (stream("Workbook"), "Excel"),
        (stream("__substg1.0_0037001F"), "thư điện tử"),
        (b"%PDF-1.7\n", "đính kèm"),
        (b"{\\rtf1\\ansi", "lưu thành .docx"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", ".docx"),
        (packed({"xl/workbook.xml": "<a/>"}), "Excel"),
        (b"Received: from x\r\nSubject: Tin\r\n\r\nLoi", "thư điện tử"),
    ],
)
def test_what_is_not_read_is_refused_in_words_that_help(data: bytes, said: str) -> None:
    kind, why = kind_of(data)
    assert kind is None
    assert said in why


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that only says that it was asked, in the file returned."""
    asked, program = tmp_path / "asked", tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho x > '{asked}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return asked


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize(
    ("data", "is_asked"),
    [
        (old_word(), True),
        (old_word()[:3000] + b"WordDocument".join([b""] * 2), False),
        (b"\xd0\xcf\x11\xe0" + b"\x07" * 9_000 + "WordDocument".encode("utf-16-le"), False),
    ],
)
def test_only_a_sound_old_word_file_is_given_to_libreoffice(
    data: bytes, office: Path, *, is_asked: bool
) -> None:
    text, fault = converted_doc(data)
    assert not text
    assert ("LibreOffice không mở được" in fault) == is_asked
    assert office.exists() == is_asked


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_what_libreoffice_started_ends_with_it(
    tmp_path: Path, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "soffice").write_text(f"#!/bin/sh\n(sleep 2; echo x > '{office}') & wait\n")
    monkeypatch.setattr("desk.importers.old_word._SECONDS", 0.5)
    assert "LibreOffice không mở được" in converted_doc(old_word())[1]
    time.sleep(2.5)
    assert not office.exists()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.docx", "Hội nghị\n\nSáng nay đơn vị họp.\n", "tệp chữ thường mang đuôi .docx"),
        ("a.DOC", "Hội nghị\n\nSáng nay đơn vị họp.\n", "tệp chữ thường mang đuôi .doc"),
        ("a.docx", "\0" * 3_000 + "x", "đây không phải tệp Word, dù mang đuôi .docx"),
        ("a.docx", "<html><body><p>Sáng nay</p></body></html>", "trang web (HTML) mang đuôi .docx"),
    ],
)
def test_a_text_with_the_name_of_a_word_file_is_called_what_it_is(
    name: str, text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agency(tmp_path / "content")
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert import_file(tmp_path, tmp_path / name, now=NOW) == 1
    assert said in capsys.readouterr().out


def test_a_page_of_the_old_portal_called_doc_is_imported_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agency(tmp_path / "content")
    text = "Tin hoạt động\nHội nghị quý II\n3/15/2021 8:19:41 AM\nSáng nay họp.\n\nP.V\n"
    (tmp_path / "a.doc").write_text(text, encoding="utf-8")
    import_file(tmp_path, tmp_path / "a.doc", now=NOW)
    assert "đây là tệp chữ thường mang đuôi .doc" in capsys.readouterr().out
    assert len(list(tmp_path.glob("content/tin-hoat-dong/*/*.md"))) == 1


def test_an_old_word_file_without_libreoffice_says_how_to_save_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "bai.doc").write_bytes(stream("WordDocument"))
    fault = read_source(GivenFile(tmp_path / "bai.doc")).fault
    for one in ("Lưu Như (File > Save As)", "WPS", "LibreOffice", ".docx"):
        assert one in fault


def test_an_old_word_file_is_converted_where_libreoffice_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made.docx").write_bytes(xml_file(SOUND))
    office = tmp_path / "soffice"
    office.write_text(
        '#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\n'
        f'/bin/mkdir -p "$2" && /bin/cp {tmp_path}/made.docx "$2/bai.docx"\n'
    )
    office.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "bai.doc").write_bytes(old_word())
    read = read_source(GivenFile(tmp_path / "bai.doc"))
    assert read.article is not None
    assert read.article.title == "Hội nghị sơ kết quý II"


def test_a_locked_file_is_called_that_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "bai.docx").write_bytes(stream("EncryptedPackage"))
    assert read_source(GivenFile(tmp_path / "bai.docx")).fault == LOCKED


def test_a_picture_that_would_unpack_to_gigabytes_is_no_picture(apart: Apart) -> None:
    image = picture_bytes(64, 64, "PNG")
    huge = image[:16] + (100_000).to_bytes(4, "big") * 2 + image[24:]
    body = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:embed="x"/><a:srcRect l="10000"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    links = [("x", "image", "media/a.png")]
    read = apart.read(xml_file(SOUND + body, links, **{"word/media/a.png": huge}))
    assert read.article is not None
    assert read.article.files == {}
