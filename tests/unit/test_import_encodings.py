"""Texts typed for old fonts, or read in a wrong encoding: as they were meant, or refused."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from html.entities import codepoint2name
from pathlib import Path

import pytest

from desk.importers.decoding import decode
from desk.importers.given import GivenFile
from desk.importers.old_files import read_source
from desk.importers.old_fonts import Encoding
from desk.terminal.import_command import import_file
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency
from tests.support.word_files import typed_for

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
TITLE = "Kiểm tra việc triển khai công tác tại tám đơn vị cấp huyện"
BODY = "Đoàn ghi nhận nhiều kết quả tốt, đề nghị các đơn vị khắc phục những tồn tại đã nêu."
TEXT = f"{TITLE}\n\n15/3/2021 08:19\n\n{BODY}\n\nViệt Hưng - Phòng 15\n"
PAGE = "<html><head><meta charset='{}'></head><body>{}</body></html>"
TCVN3, VNI = (typed_for(TEXT, one) for one in (Encoding.TCVN3, Encoding.VNI))


def page(text: str, charset: str) -> str:
    return PAGE.format(charset, "".join(f"<p>{line}</p>" for line in text.split("\n\n")))


def wrongly(text: str) -> str:
    return text.encode().decode("latin-1")


def in_1258(text: str) -> bytes:
    """``text`` in windows-1258, which has tones apart from letters."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(one for one in parts if one in "\u0300\u0301\u0303\u0309\u0323")
        bare = "".join(one for one in parts if one not in tones)
        out += (unicodedata.normalize("NFC", bare) + tones).encode("cp1258")
    return out


def numbered(text: str) -> str:
    """``text`` with its letters beyond ASCII as HTML references by number."""
    return text.encode("ascii", "xmlcharrefreplace").decode()


def named(text: str) -> str:
    """The same by name, as Word saved pages."""
    return "".join(f"&{codepoint2name[ord(one)]};" if ord(one) > 0x7F else one for one in text)


SOURCES = {
    "tcvn3": (TCVN3.encode("latin-1"), "TCVN3"),
    "tcvn3 as utf-8": (TCVN3.encode(), "TCVN3"),
    "tcvn3 page": (page(TCVN3, "windows-1252").encode("latin-1"), "TCVN3"),
    "tcvn3 page as utf-8": (page(TCVN3, "utf-8").encode(), "TCVN3"),
    "tcvn3 page as vietnamese": (page(TCVN3, "windows-1258").encode("latin-1"), "TCVN3"),
    "vni": (VNI.encode("latin-1"), "VNI"),
    "vni page": (page(VNI, "utf-8").encode(), "VNI"),
    "tcvn3 as references": (page(numbered(TCVN3), "utf-8").encode(), "TCVN3"),
    "tcvn3 as names": (page(named(TCVN3), "iso-8859-1").encode(), "TCVN3"),
    "vni as references": (page(numbered(VNI), "utf-8").encode(), "VNI"),
    "references in a text": (numbered(TEXT).encode(), ""),
    "references escaped again": (
        page(numbered(TEXT).replace("&", "&amp;"), "utf-8").encode(),
        "",
    ),
    "utf-8 read wrongly, as references": (numbered(wrongly(TEXT)).encode(), "UTF-8"),
    "windows-1258 read wrongly": (in_1258(TEXT).decode("cp1252").encode(), "windows-1258"),
    "half of each": (f"{TEXT}\n\n{VNI}".encode(), "VNI"),
    "utf-8 read wrongly": (wrongly(TEXT).encode(), "UTF-8"),
    "utf-8 read wrongly twice": (wrongly(wrongly(TEXT)).encode(), "UTF-8"),
    "windows-1258": (unicodedata.normalize("NFC", "Hội nghị").encode("utf-8"), ""),
    "sound": (TEXT.encode(), ""),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_is_read_as_it_was_meant(name: str, tmp_path: Path) -> None:
    data, said = SOURCES[name]
    file = tmp_path / "bai.txt"
    file.write_bytes(data)
    read = read_source(GivenFile(file))
    assert read.article is not None, read.fault
    assert said in "; ".join(read.article.notes)
    assert bool(said) == bool(read.article.notes)
    if name != "windows-1258":
        assert read.article.title == TITLE
        assert BODY in [block.text for block in read.article.blocks]
        assert read.article.blocks[-1].text == "Việt Hưng - Phòng 15"


@pytest.mark.parametrize("encoding", list(Encoding))
@pytest.mark.parametrize(
    "title",
    [
        "Nghiệp vụ chi bộ chi bộ văn minh công tác số 3313",
        "Khó khăn phụ nữ chi bộ thể thao công tác",
        "Chi bộ",
        "Khen thưởng cơ quan thể thao thống nhất đồng chí",
    ],
)
def test_a_line_half_of_which_are_words_as_it_stands_is_read_as_the_rest_is(
    title: str, encoding: Encoding, tmp_path: Path
) -> None:
    file = tmp_path / "bai.txt"
    file.write_text(typed_for(TEXT.replace(TITLE, title), encoding), "utf-8")
    article = read_source(GivenFile(file)).article
    assert article is not None
    assert article.title == title


@pytest.mark.parametrize(
    "text",
    [
        "Nãy nµy l© mét ®¬zw c©uqq kh«ngg ®äcx ®iîcw nhiÒuqq",
        wrongly(TEXT).replace("Â", "?").replace("áº", "\ufffd"),
        "Kie^?m tra vie^.c trie^?n khai co^ng ta'c cu?a ca'c ddo+n vi. ca^'p huye^.n.",
    ],
    ids=["no language", "letters lost", "signs"],
)
def test_what_is_not_certain_is_refused_and_nothing_written(text: str, tmp_path: Path) -> None:
    write_agency(tmp_path / "content")
    (tmp_path / "bai.txt").write_text(f"{text}\n15/3/2021 08:19\n{text}\n", "utf-8")
    before = set(tmp_path.rglob("*"))
    assert import_file(tmp_path, tmp_path / "bai.txt", now=NOW) == 1
    assert set(tmp_path.rglob("*")) == before


def test_marks_typed_as_signs_are_named_and_sums_are_none() -> None:
    typed = "Thu+.c hie^.n ke^' hoa.ch cu?a co+ quan, ddoa`n dda~ la`m vie^.c vo+'i ta'm ddo+n vi."
    assert "VIQR, như «Thu+.c»" in decode(f"{typed} {typed} Nga`y la^.p: 3/2021".encode()).fault
    short = "DDa.i ho^.i chi bo^. 8\n\n15/3/2021 08:19\n\nChi bo^. dda~ ho.p dda.i ho^.i."
    assert "VIQR" in decode(short.encode()).fault
    sums = "e^x + a^2 + b^2 = (a+b)^2; C++ và o+u; x^n * a^n; f(a(b), a(c)); \\(a^i\\)"
    assert decode(f"{BODY} {sums}".encode()).fault == ""


def test_a_text_without_any_marks_is_doubted() -> None:
    bare = "Doan ghi nhan nhieu ket qua tot, de nghi cac don vi khac phuc nhung ton tai da neu ra"
    assert any("không có dấu" in one for one in decode(bare.encode()).doubts)
    assert decode(TEXT.encode()).doubts == ()
    assert decode(page("&#272;o&#224;n c&#244;ng t&#225;c " * 9, "utf-8").encode()).doubts == ()


def test_addresses_have_question_marks_of_their_own() -> None:
    links = "".join(f'<a href="detail.asp?id={at}">{BODY}</a>' for at in range(9))
    assert decode(page(TEXT + links, "utf-8").encode()).doubts == ()


def test_references_to_no_letter_are_told() -> None:
    for code in ("xD800", "xFFFF", "1114112"):
        doubts = decode(page(f"{TEXT} mỗi&#{code}; buổi", "utf-8").encode()).doubts
        assert any("chữ đã hỏng" in one for one in doubts)


def test_signs_of_html_stay_references() -> None:
    assert (
        "a &lt; b &#60; c &amp;lt;"
        in decode(page("ơ a &lt; b &#60; c &amp;lt;", "utf-8").encode()).text
    )


def test_a_line_of_another_tongue_is_nothing_broken() -> None:
    french = "Les élèves déjà âgés répètent à l'école; José, Zoë, Müller."
    text = f"{TEXT}{BODY} {BODY} {BODY} {BODY} {BODY}\n\n{french}\n"
    assert french in decode(text.encode()).text
