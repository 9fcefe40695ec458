"""Where the links and pictures of one body lead, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from urllib.parse import unquote

from msgspec.structs import replace

from plugins.model import BodyFile, BodyLink, BodyPicture
from plugins.posts.addresses import Lead, follow, picture_path
from plugins.posts.cleaned import attributes
from plugins.posts.markup import Report, marks
from plugins.posts.placeholders import BODY_ALT, is_placeholder
from plugins.posts.wording import first_near, instead_of_link, poor_alt
from plugins.vietnamese import squeeze

DECORATIVE = "trang trí"
"""Title of a picture that says nothing the text does not: its ``alt`` may be empty."""


class Leads:
    """The links and pictures of one body, in order. ``first_line``: the body's in its file."""

    def __init__(self, path: str, first_line: int, report: Report, sections: Sequence[str]) -> None:
        self.links: list[BodyLink] = []
        self.pictures: list[BodyPicture] = []
        self.files: list[BodyFile] = []
        self._path = path
        self._sections = sections
        self._first_line = first_line
        self._report = report
        self._here: list[tuple[str, int]] = []
        """Fragments of this very page, and the line: answered when all ids are known."""

    def line_and_title(self, typed: dict[str, str]) -> tuple[int, str]:
        """The line that the title of a link or picture tells, and what else it says."""
        title = typed.get("title", "")
        found = marks.LINE.match(title)
        line = int(found[1]) if found else self._first_line
        return line, squeeze(marks.ANY.sub("", title))

    def link(self, tag: str) -> str:
        """The tag that opens a link, as it is written; empty when it leads nowhere."""
        typed = attributes(tag)
        href = typed.get("href", "")
        line, title = self.line_and_title(typed)
        lead = self._lead(
            href, line, has_address=marks.LINE.match(typed.get("title", "")) is not None
        )
        if lead is None:
            return ""
        if lead.target == self._path and href.startswith("#"):
            if lead.fragment:
                self._here.append((lead.fragment, line))
        elif lead.file:
            self.files.append(BodyFile(path=lead.file, line=line))
        elif lead.target:
            self.links.append(BodyLink(target=lead.target, fragment=lead.fragment, line=line))
        elif lead.foreign or lead.href.startswith("/"):
            place, _, fragment = lead.href.partition("#")
            self.links.append(BodyLink(target=place, fragment=unquote(fragment), line=line))
        named = f' title="{escape(title)}"' if title else ""
        foreign = ' rel="noopener noreferrer"' if lead.foreign else ""
        return f'<a href="{escape(lead.href)}"{named}{foreign}>'

    def _lead(self, href: str, line: int, *, has_address: bool) -> Lead | None:
        """Where a link leads; None when nowhere, which is said. ``message``: it had an address."""
        if not href.strip():
            if has_address:
                self._report.wrong(line, "đường dẫn ở dòng này không trình duyệt nào mở được")
            return None
        lead = follow(href, self._path, self._sections)
        if lead.href:
            return lead
        mend = lead.suggestion
        if mend.startswith("!"):
            mend = instead_of_link(self._report.row(line), href, mend)
        elif mend:
            mend = self._report.mended(line, href, mend)
        self._report.wrong(line, lead.fault, mend)
        return None

    def name_file(self, name: str) -> None:
        """Say by which words the link to an attachment, the last one met, is read."""
        self.files[-1] = replace(self.files[-1], name=name)

    def answer(self, ids: Collection[str]) -> None:
        """Say which links to this very page lead to none of its ``ids``."""
        for fragment, line in self._here:
            if fragment not in ids:
                near = first_near(fragment, ids)
                mended = self._report.mended(line, f"#{fragment}", f"#{near}") if near else ""
                message = f"bài này không có mục nào mang địa chỉ #{fragment}"
                self._report.wrong(line, message, mended)

    def picture(self, tag: str) -> tuple[str, str]:
        """The picture and its caption as HTML."""
        typed = attributes(tag)
        src, alt = typed.get("src", ""), squeeze(typed.get("alt", ""))
        line, title = self.line_and_title(typed)
        picture, fault = picture_path(src, self._path)
        if not src.strip():
            fault = "ảnh chưa có đường dẫn; ảnh để ở content/anh/<năm>/"
        if fault:
            self._report.wrong(line, fault)
            return "", ""
        self.pictures.append(BodyPicture(path=picture, line=line))
        if title == DECORATIVE:
            return f'<img src="picture:{escape(picture)}" alt="">', ""
        if not alt:
            self._report.wrong(
                line,
                "ảnh chưa có lời mô tả cho người không nhìn thấy; nếu ảnh chỉ để trang trí thì "
                f'ghi chú thích là "{DECORATIVE}"',
                self._report.described(line, src, BODY_ALT),
            )
        elif is_placeholder(alt):
            message = (
                f"lời mô tả ảnh còn là lời mẫu «{alt}»; hãy viết ảnh có ai, đang làm gì, ở đâu"
            )
            self._report.wrong(line, message)
        elif poor := poor_alt(alt):
            self._report.advise(line, poor)
        if title and is_placeholder(title):
            self._report.wrong(line, f"chú thích ảnh còn là lời mẫu «{title}»; hãy viết lời thật")
        return f'<img src="picture:{escape(picture)}" alt="{escape(alt)}">', escape(title)
