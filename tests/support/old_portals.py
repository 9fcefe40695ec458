"""An archive of an old portal, made up: five shapes of pages, old encodings, broken mark-up.

Every page is another article: its number is in its title, and its words are drawn by lot.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from desk.importers.old_fonts import Encoding
from tests.support.word_files import typed_for

WORDS = """kiểm sát viên|hội nghị|triển khai|kế hoạch|công tác|đơn vị|nghiệp vụ|báo cáo|đồng chí
lãnh đạo|chỉ đạo|thực hiện|quy định|pháp luật|tuyên truyền|cán bộ|chuyên đề|sơ kết|tổng kết
phối hợp|cơ quan|địa phương|nhân dân|nhiệm vụ|trọng tâm|chất lượng|hiệu quả|kết quả|khó khăn
giải pháp|đề nghị|kiến nghị|thống nhất|trao đổi|kinh nghiệm|tập huấn|kỹ năng|hồ sơ|lưu trữ
số hóa|thi đua|khen thưởng|phong trào|chuyển đổi|đại hội|chi bộ|đảng viên|thanh niên|phụ nữ
công đoàn|thể thao|giao lưu|thăm hỏi|gia đình|chính sách|trường học|học sinh|giáo viên|xã hội
bảo vệ|môi trường|an toàn|giao thông|mùa xuân|ngày lễ|kỷ niệm|truyền thống|thành lập|xây dựng
nông thôn|vùng cao|biên giới|hải đảo|quê hương|đất nước|tương lai|thế hệ|trách nhiệm|kỷ cương
đoàn kết|sáng tạo|phát triển|bền vững|dân chủ|công bằng|văn minh|tiến bộ|khoa học|kỹ thuật"""
_WORDS = WORDS.replace("\n", "|").split("|")

SHAPES = ("aspnet", "news", "joomla", "word", "text")
ENCODINGS = ("utf-8", "utf-8", "utf-16", "cp1258", "tcvn3", "vni", "mojibake")
FAULTS = ("", "", "unclosed", "stray", "twice")

FEW_LINKS, LINKS = 20, 150
"""In a menu: the second makes some 800 tags a page, as many as pages of portals have."""


class Article(NamedTuple):
    """What a page of the archive says."""

    number: int
    title: str
    year: int
    month: int
    day: int
    paragraphs: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the old portal had it."""
        return f"/detail/{1000 + self.number}/Bai-so-{self.number}.html"


def article(number: int) -> Article:
    """The article ``number``, always the same."""
    lot = random.Random(number)
    said = [_sentence(lot) for _ in range(9)]
    paragraphs = tuple(" ".join(said[at : at + 3]) for at in range(0, 9, 3))
    title = f"{_some(lot, 5).capitalize()} số {number}"
    return Article(number, title, 2010 + number % 12, 1 + number % 12, 13 + number % 15, paragraphs)


def _some(lot: random.Random, count: int) -> str:
    return " ".join(lot.choice(_WORDS) for _ in range(count))


def _sentence(lot: random.Random) -> str:
    return f"{_some(lot, 12).capitalize()}."


def page(one: Article, shape: str, fault: str = "", links: int = FEW_LINKS) -> str:
    """The page of ``one``, saved from a portal of this ``shape``."""
    body = _body(one, fault)
    stamp = f"{one.day:02}/{one.month:02}/{one.year} 08:19"
    signed = "Việt Hưng - Phòng 15"
    if shape == "text":
        return "\n\n".join(
            ["Tin hoạt động", one.title, stamp, *one.paragraphs, signed, "Tin liên quan"]
        )
    saved = f"<!-- saved from url=(0055)http://cong-cu.example{one.address} -->"
    head = f"<html>{saved}<head><title>{one.title} - Cổng thông tin</title>{{meta}}</head>"
    menu = "".join(f"<li class='m'><a href='/m{n}'>Mục {n}</a></li>" for n in range(links))
    tail = "<div class='footer'>Bản quyền thuộc về cơ quan</div></body></html>"
    tail = "" if fault == "unclosed" else tail
    if shape == "aspnet":
        american = f"{one.month}/{one.day}/{one.year} 8:19:41 AM"
        text = (
            f"{head}<body><form><table><tr><td><ul>{menu}</ul></td><td><table>"
            f"<tr><td><span id='ctl00_lblTitle' class='tieude'>{one.title}</span></td></tr>"
            f"<tr><td><span id='ctl00_lblDate'>{american}</span></td></tr>"
            f"<tr><td><div id='ctl00_lblContent'>{body}<p>{signed}</p></div></td></tr>"
            f"</table></td></tr></table></form>{tail}"
        )
    elif shape == "news":
        text = (
            f"{head}<body><nav><ul>{menu}</ul></nav><article><h1>{one.title}</h1>"
            f"<time datetime='{one.year}-{one.month:02}-{one.day:02}T08:19:00+07:00'>{stamp}</time>"
            f"<div class='entry-content'>{body}<p><strong>{signed}</strong></p></div></article>"
            f"<aside><ul>{menu}</ul></aside>{tail}"
        )
    elif shape == "joomla":
        text = (
            f"{head}<body><div id='left'><ul>{menu}</ul></div><div class='item-page'>"
            f"<h2 class='contentheading'>{one.title}</h2><span class='createdate'>{stamp}</span>"
            f"<div class='article-content'>{body}<p align='right'>{signed}</p></div></div>{tail}"
        )
    else:
        text = (
            f"{head}<body><div class='WordSection1'><p class='MsoNormal' align='center'><b>"
            f"<font size='4'>{one.title}</font></b></p><p class='MsoNormal'>{stamp}</p>{body}"
            f"<p class='MsoNormal'><b>{signed}</b></p></div>{tail}"
        )
    return f"<html><body>{text}" if fault == "twice" else text


def _body(one: Article, fault: str) -> str:
    close = "" if fault == "unclosed" else "</p>"
    stray = "</span></td>" if fault == "stray" else ""
    spans = "<span style='font-size:14pt'><font face='Times New Roman'>{}</font></span>"
    return stray.join(f"<p class='MsoNormal'>{spans.format(p)}{close}" for p in one.paragraphs)


def encoded(text: str, encoding: str) -> bytes:
    """``text`` as a machine with this ``encoding`` saved it; a page says which it has."""
    declared = {"cp1258": "windows-1258", "tcvn3": "windows-1252", "vni": "windows-1252"}
    charset = declared.get(encoding, "utf-8")
    text = text.replace("{meta}", f"<meta charset='{charset}'>")
    if encoding == "tcvn3":
        return typed_for(text, Encoding.TCVN3).encode("latin-1")
    if encoding == "vni":
        return typed_for(text, Encoding.VNI).encode("latin-1")
    if encoding == "cp1258":
        return _vietnamese(text).encode("cp1258")
    if encoding == "mojibake":
        return text.encode().decode("latin-1").encode()
    return text.encode(encoding)


def _vietnamese(text: str) -> str:
    """``text`` with every tone apart from its letter, as windows-1258 has them."""
    found = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        found.append(bare + tones)
    return "".join(found)


def archive(count: int, links: int = FEW_LINKS) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of an archive of ``count`` pages."""
    for number in range(count):
        one, shape = article(number), SHAPES[number % len(SHAPES)]
        encoding = ENCODINGS[number // len(SHAPES) % len(ENCODINGS)]
        fault = FAULTS[number % 7 % len(FAULTS)]
        ending = "txt" if shape == "text" else "html"
        name = f"{one.year}/bai-{number:05}.{ending}"
        yield name, encoded(page(one, shape, fault, links), encoding)


def write_archive(folder: Path, count: int, links: int = FEW_LINKS) -> Path:
    """An archive of ``count`` pages in ``folder``."""
    for name, data in archive(count, links):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder
