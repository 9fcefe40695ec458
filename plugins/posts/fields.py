"""The fields of a front matter, each read strictly: what is meant, or what to write instead."""

from __future__ import annotations

import posixpath
import re
from datetime import datetime

from msgspec.structs import replace

from plugins.model import Correction, CorrectionKind, Photo, Status
from plugins.moments import Reading, read_moment
from plugins.posts import citations
from plugins.posts.addresses import PICTURES, POSTS, picture_path
from plugins.posts.frontmatter import (
    Entry,
    Fields,
    Items,
    Reporter,
    Sheet,
    Typed,
    Value,
    in_quotes,
    quoted,
)
from plugins.posts.old_addresses import (
    OldAddress,
    path_of_old,
    read_old_address,
    same_place,
    tail_of_old,
)
from plugins.posts.placeholders import CORRECTION, PHOTO_ALT, WHY, is_placeholder
from plugins.posts.wording import first_near, poor_alt
from plugins.vietnamese import fold, squeeze

_MEANT = {
    "tieu de": "title",
    "ten bai": "title",
    "ngay": "date",
    "ngay dang": "date",
    "tac gia": "author",
    "nguoi viet": "author",
    "authors": "author",
    "phong": "department",
    "don vi": "units",
    "unit": "units",
    "nguon": "source",
    "anh": "photo",
    "image": "photo",
    "mo ta anh": "photo_alt",
    "alt": "photo_alt",
    "chu thich anh": "photo_caption",
    "caption": "photo_caption",
    "credit": "photo_credit",
    "tom tat": "summary",
    "description": "summary",
    "trang thai": "status",
    "dinh chinh": "corrections",
    "tin lien quan": "related",
    "van ban": "documents",
    "document": "documents",
    "alias": "aliases",
    "dia chi cu": "aliases",
    "nhay cam": "sensitive",
}
_MEANING = {
    "title": "tiêu đề thật",
    "photo_alt": "một câu tả ảnh cho người không nhìn thấy",
    "photo_caption": "lời chú thích thật, hoặc bỏ dòng này",
    "photo_credit": "tên người chụp, hoặc bỏ dòng này",
    "summary": "một, hai câu tóm tắt, hoặc bỏ dòng này",
    "note": "lời nói với độc giả: sai ở đâu, đúng là thế nào, hoặc vì sao gỡ",
}
"""What must stand in place of words that the program proposed."""

ANSWER_EXAMPLE = (
    f'privacy: [{{text: "Nguyễn Văn A", by: Tên người duyệt, on: 2026-03-15, why: "{WHY}"}}]'
)
_ADDRESS_KEYS = frozenset({"slug", "url", "save_as", "permalink"})

_CORRECTION = f"{{date: 2021-03-16 09:00, kind: đính chính, note: {in_quotes(CORRECTION)}}}"
"""One correction to copy."""

_STATUSES = {
    "draft": Status.DRAFT,
    "nhap": Status.DRAFT,
    "ban nhap": Status.DRAFT,
    "luu nhap": Status.DRAFT,
    "bai nhap": Status.DRAFT,
    "chua dang": Status.DRAFT,
    "published": Status.PUBLISHED,
    "publish": Status.PUBLISHED,
    "dang": Status.PUBLISHED,
    "da dang": Status.PUBLISHED,
    "xuat ban": Status.PUBLISHED,
    "cong bo": Status.PUBLISHED,
}
_FLAGS = {
    "true": True,
    "co": True,
    "yes": True,
    "dung": True,
    "false": False,
    "khong": False,
    "no": False,
    "sai": False,
}
_KINDS = {
    "dinh chinh": CorrectionKind.CORRECTION,
    "cai chinh": CorrectionKind.CORRECTION,
    "sua": CorrectionKind.CORRECTION,
    "sua loi": CorrectionKind.CORRECTION,
    "correction": CorrectionKind.CORRECTION,
    "cap nhat": CorrectionKind.UPDATE,
    "bo sung": CorrectionKind.UPDATE,
    "update": CorrectionKind.UPDATE,
    "go bo": CorrectionKind.WITHDRAWAL,
    "go": CorrectionKind.WITHDRAWAL,
    "go bai": CorrectionKind.WITHDRAWAL,
    "rut bai": CorrectionKind.WITHDRAWAL,
    "thu hoi": CorrectionKind.WITHDRAWAL,
    "withdrawal": CorrectionKind.WITHDRAWAL,
}


_SHOWN = 120
"""Characters of a refused address that are said again."""


class FieldReader:
    """Reads one field after another from a sheet, saying what is wrong with each."""

    def __init__(self, sheet: Sheet, keys: tuple[str, ...], report: Reporter) -> None:
        self._report = report
        self._keys = keys
        self._entries: dict[str, Entry] = {}
        self.lines: dict[str, int] = {}
        self._doubled: set[str] = set()
        written = {entry.key.text for entry in sheet.entries}
        for entry in sheet.entries:
            self._enter(entry, written)

    def _enter(self, entry: Entry, written: set[str]) -> None:
        key = entry.key.text
        if key not in self._keys:
            meant = self._unknown(entry, written)
            if not meant:
                return
            key = meant
        if key in self._entries:
            first = self._entries[key].key.line
            self._doubled.add(key)
            self._report.wrong(
                entry.key.line, f"{key} đã ghi ở dòng {first}; chỉ giữ một trong hai dòng"
            )
            return
        self._entries[key] = entry
        self.lines[key] = entry.key.line

    def _unknown(self, entry: Entry, written: set[str]) -> str:
        """Says that a key is unknown; the key that was meant, when that is plain."""
        typed = entry.key
        folded = fold(typed.text).replace("_", " ").replace("-", " ")
        meant = _MEANT.get(folded, "")
        by_fold = {fold(key).replace("_", " "): key for key in self._keys}
        certain = folded in by_fold
        meant = by_fold.get(folded, meant) or first_near(typed.text, self._keys)
        if meant not in self._keys or meant in written or meant in self._entries:
            meant = ""
        if typed.text.casefold() in _ADDRESS_KEYS:
            self._report.wrong(
                typed.line,
                f"không dùng {typed.text}: địa chỉ của bài chính là tên tệp; hãy bỏ dòng này",
            )
            return ""
        if not meant:
            self._report.wrong(
                typed.line, f"không có mục «{typed.text}» trong phần khai báo; hãy bỏ dòng này"
            )
            return ""
        row = typed.row[: typed.start] + meant + typed.row[typed.end :] if typed.row else ""
        self._report.wrong(
            typed.line,
            f"không có mục «{typed.text}» trong phần khai báo; có lẽ là {meant}",
            row,
            fixable=certain,
        )
        return meant

    def has_any(self, *keys: str) -> bool:
        """Whether one of ``keys`` is written."""
        return any(key in self._entries for key in keys)

    # --- plain values ---

    def _value(self, key: str) -> Value | None:
        entry = self._entries.get(key)
        return entry.value if entry else None

    def _line(self, key: str) -> int:
        return self._entries[key].key.line

    def _empty(self, key: str, line: int = 0, required: str = "") -> None:
        may_go = "" if required else " hoặc bỏ hẳn dòng này"
        self._report.wrong(
            line or self._line(key), f"{key} để trống; hãy ghi giá trị{may_go}", required
        )

    def text(self, key: str, *, required: str = "", may_be_empty: bool = False) -> str:
        """A line of text; ``required`` is the line to write when it is missing."""
        if key not in self._entries:
            if required:
                self._report.wrong(1, f"thiếu {key}; thêm một dòng dưới dòng ---", required)
            return ""
        value = self._value(key)
        if value is None:
            return ""
        return self._one_text(key, value, required=required, may_be_empty=may_be_empty)

    def _one_text(
        self, key: str, value: Value, *, required: str = "", may_be_empty: bool = False
    ) -> str:
        if not isinstance(value, Typed):
            self._not_text(key, value)
            return ""
        if value.comment:
            whole = f"{value.text} {value.comment}".strip()
            self._report.wrong(
                value.line,
                f"dấu # khiến phần «{value.comment}» của {key} bị bỏ; "
                "nếu đó là chữ của câu thì đặt cả câu trong ngoặc kép",
                value.row[: value.start].rstrip() + " " + in_quotes(whole),
            )
            return value.text
        if not value.text and not may_be_empty:
            self._empty(key, value.line, required)
        elif is_placeholder(value.text):
            self._report.wrong(
                value.line,
                f"{key} «{value.text}» vẫn là chữ mẫu của chương trình; "
                f"hãy thay bằng {_MEANING.get(key, 'chữ của bạn')}",
            )
        return value.text

    def _not_text(self, key: str, value: Value) -> None:
        entry = self._entries.get(key)
        row = entry.key.row if entry and entry.key.line == value.line else ""
        typed = row.partition(":")[2].strip()
        if typed[:1] in ("[", "{") and typed[-1:] in ("]", "}"):
            self._report.wrong(
                value.line,
                f"{key} là một dòng chữ; câu bắt đầu bằng dấu {typed[0]} phải đặt trong ngoặc kép",
                f"{key}: {in_quotes(typed)}",
                fixable=True,
            )
        else:
            self._report.wrong(
                value.line, f"{key} phải là một dòng chữ, không phải danh sách", f'{key}: "…"'
            )

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false when not written."""
        value = self._value(key)
        if value is None:
            return False
        if isinstance(value, Typed) and value.text in ("true", "false"):
            return value.text == "true"
        if isinstance(value, Typed) and not value.text:
            self._empty(key)
            return False
        typed = value.text if isinstance(value, Typed) else "…"
        meant = _FLAGS.get(fold(typed))
        offered = f"{key}: true\n   hoặc: {key}: false"
        mended = ""
        if meant is not None and isinstance(value, Typed):
            mended = value.rewritten(str(meant).lower())
            offered = mended or f"{key}: {str(meant).lower()}"
        self._report.wrong(
            value.line,
            f"{key} chỉ nhận true (có) hoặc false (không), không nhận «{typed}»",
            offered,
            fixable=bool(mended),
        )
        return bool(meant)

    def status(self) -> Status:
        """``draft`` exactly when that can be read; what cannot be read is said, an error.

        Nothing unsound is published, so ``published`` may stand for what is unreadable.
        """
        value = self._value("status")
        if value is None or "status" in self._doubled:
            return Status.PUBLISHED
        if not isinstance(value, Typed):
            self._not_text("status", value)
            return Status.PUBLISHED
        if value.text in (Status.DRAFT, Status.PUBLISHED):
            return Status(value.text)
        if not value.text:
            self._report.wrong(
                value.line,
                "status để trống; ghi draft (bản nháp) hoặc published (đăng)",
                "status: draft\n   hoặc: status: published",
            )
            return Status.PUBLISHED
        meant = _STATUSES.get(fold(value.text))
        offered = (
            value.rewritten(meant.value) if meant else "status: draft\n   hoặc: status: published"
        )
        self._report.wrong(
            value.line,
            f"status chỉ nhận draft (bản nháp) hoặc published (đăng), không nhận «{value.text}»",
            offered,
            fixable=meant is not None,
        )
        return meant or Status.PUBLISHED

    # --- moments ---

    def moment(self, *, required: bool) -> datetime | None:
        """When the post is dated; a draft needs no date, so there it is not ``required``."""
        if "date" not in self._entries:
            if required:
                self._report.undated()
            return None
        value = self._value("date")
        if value is None:
            return None
        return self._moment("date", value)

    def _moment(self, key: str, value: Value) -> datetime | None:
        if not isinstance(value, Typed) or not value.text:
            self._report.wrong(
                value.line, f"{key} phải là một ngày giờ", f"{key}: 2021-03-15 08:19"
            )
            return None
        reading: Reading = read_moment(value.text)
        if reading.message:
            lines = [value.rewritten(one) or f"{key}: {one}" for one in reading.values]
            say = self._report.wrong if reading.when is None else self._report.advise
            say(
                value.line,
                f"{key}: {reading.message}",
                "\n   hoặc: ".join(lines),
                fixable=reading.certain,
            )
        return reading.when

    # --- names ---

    def names(self, key: str, *, one: bool = False) -> tuple[Typed, ...]:
        """One name or a list of names."""
        value = self._value(key)
        if value is None:
            return ()
        if isinstance(value, Fields):
            self._report.wrong(value.line, f"{key} là một tên hay danh sách tên", f"{key}: [Tên 1]")
            return ()
        if isinstance(value, Typed):
            return self._one_name(key, value, one=one)
        if not value.items and key not in {"units", "units_ban"}:
            self._empty(key)
        if one and len(value.items) > 1:
            first = value.items[0]
            shown = quoted(first.text) if isinstance(first, Typed) else "…"
            self._report.wrong(value.line, f"{key} chỉ ghi một tên", f"{key}: {shown}")
        found: dict[str, Typed] = {}
        for item in value.items:
            if not isinstance(item, Typed) or not item.text:
                self._report.wrong(
                    item.line,
                    f"mỗi tên trong {key} là một dòng chữ, không có dấu hai chấm",
                    "- Tên",
                )
            elif item.text in found:
                self._report.wrong(item.line, f"{key} ghi «{item.text}» hai lần")
            else:
                found[item.text] = item
        return tuple(found.values())

    def _one_name(self, key: str, value: Typed, *, one: bool) -> tuple[Typed, ...]:
        if not value.text:
            self._empty(key)
            return ()
        if one or not re.search(r"[,;]", value.text):
            return (value,)
        names = [squeeze(n) for n in re.split(r"[,;]", value.text) if n.strip()]
        listed = ", ".join(quoted(n, flow=True) for n in names)
        self._report.wrong(
            value.line,
            f"{key} có nhiều tên thì ghi thành danh sách trong ngoặc vuông",
            f"{value.row[: value.start]}[{listed}]{value.row[value.end :]}"
            if value.row
            else f"{key}: [{listed}]",
            fixable=bool(value.row),
        )
        return tuple(Typed(text=name, line=value.line) for name in names)

    # --- photo ---

    def photo(self, path: str) -> Photo | None:
        """The picture of a post with its words, or None."""
        src = self.text("photo")
        decorative = self.flag("photo_decorative")
        alt = self.text("photo_alt", may_be_empty=True)
        caption, credit = self.text("photo_caption"), self.text("photo_credit")
        if "photo" not in self._entries:
            for key in ("photo_alt", "photo_caption", "photo_credit", "photo_decorative"):
                if key in self._entries:
                    self._report.advise(self._line(key), f"có {key} mà không có photo")
            return None
        if not src:
            return None
        picture = self._picture(src, path)
        if decorative and alt:
            self._report.wrong(
                self._line("photo_alt"),
                "ảnh ghi là trang trí (photo_decorative: true) thì photo_alt phải để trống; "
                "nếu ảnh có nội dung thì bỏ dòng photo_decorative",
                'photo_alt: ""',
            )
        elif not decorative and not alt:
            self._report.wrong(
                self._line("photo_alt" if "photo_alt" in self._entries else "photo"),
                "ảnh chưa có lời mô tả (photo_alt) cho người không nhìn thấy; "
                'nếu ảnh chỉ để trang trí thì ghi photo_decorative: true và photo_alt: ""',
                f"photo_alt: {in_quotes(PHOTO_ALT)}",
            )
        elif poor := poor_alt(alt) if alt else "":
            self._report.advise(self._line("photo_alt"), poor)
        return Photo(path=picture, alt=alt, caption=caption, credit=credit) if picture else None

    def _picture(self, src: str, path: str) -> str:
        value = self._value("photo")
        assert isinstance(value, Typed)
        straight = src.replace("\\", "/").lstrip("/").removeprefix("content/")
        if straight != src and straight.startswith(f"{PICTURES}/") and ".." not in straight:
            self._report.wrong(
                value.line,
                f"đường dẫn ảnh «{src}» phải bắt đầu bằng anh/ và chỉ dùng dấu /",
                value.rewritten(straight),
                fixable=True,
            )
            return straight
        picture, fault = picture_path(src, path)
        if fault or not src.startswith(f"{PICTURES}/") or picture != src:
            name = posixpath.basename(straight) or "ten-anh.jpg"
            year = path.split("/")[1] if path.count("/") > 1 else "<năm>"
            self._report.wrong(
                value.line,
                fault or f"đường dẫn ảnh «{src}» phải bắt đầu bằng anh/",
                value.rewritten(f"{PICTURES}/{year}/{name}"),
            )
            return ""
        return picture

    # --- corrections ---

    def corrections(self, published: datetime | None) -> tuple[Correction, ...]:
        """Dated notes in time order, none before the post."""
        value = self._value("corrections")
        if value is None or (isinstance(value, Items) and not value.items):
            return ()
        example = f"corrections: [{_CORRECTION}]"
        if not isinstance(value, Items):
            if isinstance(value, Typed) and not value.text:
                self._empty("corrections")
            else:
                self._report.wrong(
                    value.line, "corrections phải là danh sách các lần đính chính", example
                )
            return ()
        found: list[Correction] = []
        for item in value.items:
            if not isinstance(item, Fields):
                self._report.wrong(item.line, "mỗi lần đính chính gồm date, kind và note", example)
                continue
            correction = self._correction(item)
            if correction is None:
                continue
            if published is not None and correction.date < published:
                self._report.wrong(
                    item.line,
                    f"lần {correction.kind} ghi ngày {correction.date:%d/%m/%Y %H:%M}, "
                    "trước khi bài được đăng",
                )
            if found and correction.date < found[-1].date:
                self._report.wrong(
                    item.line, "các lần đính chính phải xếp theo thời gian, trước ghi trên"
                )
            found.append(correction)
        return tuple(found)

    def _correction(self, item: Fields) -> Correction | None:
        fields = self._fields(item, ("date", "kind", "note"), "lần đính chính")
        when = self._moment("date", fields["date"]) if "date" in fields else None
        kind = self._kind(fields["kind"]) if "kind" in fields else None
        note = ""
        if "note" in fields:
            note = self._one_text("note", fields["note"], required=f"note: {in_quotes(CORRECTION)}")
        missing = [key for key in ("date", "kind", "note") if key not in fields]
        if missing:
            self._report.wrong(
                item.line,
                f"lần đính chính thiếu {', '.join(missing)}",
                f"- {_CORRECTION}",
            )
        if when is None or kind is None or not note:
            return None
        return Correction(date=when, kind=kind, note=note)

    def _fields(self, item: Fields, keys: tuple[str, ...], what: str) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for key, value in item.fields:
            if key.text in fields:
                self._report.wrong(key.line, f"{key.text} ghi hai lần trong một {what}")
            elif key.text in keys:
                fields[key.text] = value
            else:
                near = first_near(key.text, keys)
                self._report.wrong(
                    key.line,
                    f"{what} không có mục «{key.text}»"
                    + (f"; có lẽ là {near}" if near else f"; chỉ có {', '.join(keys)}"),
                    key.rewritten(near) if near else "",
                )
                if near and near not in fields:
                    fields[near] = value
        return fields

    def _kind(self, value: Value) -> CorrectionKind | None:
        typed = value.text if isinstance(value, Typed) else ""
        for kind in CorrectionKind:
            if typed == kind.value:
                return kind
        meant = _KINDS.get(fold(typed))
        near = meant or next(
            (
                k
                for k in CorrectionKind
                if k.value == first_near(typed, [c.value for c in CorrectionKind])
            ),
            None,
        )
        kinds = ", ".join(k.value for k in CorrectionKind)
        self._report.wrong(
            value.line,
            f"kind chỉ nhận {kinds}; không nhận «{typed}»",
            value.rewritten(near.value) if near and isinstance(value, Typed) else "",
            fixable=near is not None and fold(typed) == fold(near.value),
        )
        return near

    # --- documents ---

    def documents(self) -> tuple[citations.Ruling, ...]:
        """What the editor says of the documents the post cites."""
        value = self._value("documents")
        if value is None or (isinstance(value, Items) and not value.items):
            return ()
        if not isinstance(value, Items):
            if isinstance(value, Typed) and not value.text:
                self._empty("documents")
            else:
                self._report.wrong(
                    value.line,
                    "documents phải là danh sách văn bản, mỗi văn bản có number (số, ký hiệu), "
                    "có thể thêm type (loại) và date (ngày)",
                    citations.EXAMPLE,
                )
            return ()
        rulings = (self._document(item) for item in value.items)
        return tuple(one for one in rulings if one is not None)

    def _document(self, item: Value) -> citations.Ruling | None:
        if not isinstance(item, Fields):
            number = item.text if isinstance(item, Typed) else ""
            self._report.wrong(
                item.line,
                "mỗi văn bản gồm number (số, ký hiệu), type (loại) và date (ngày)",
                f"- {{number: {quoted(number or '15/KH-VKSTB', flow=True)}, date: 2021-03-02}}",
            )
            return None
        fields = self._fields(item, ("number", "type", "date"), "văn bản")
        typed: dict[str, Typed] = {}
        for key, value in fields.items():
            if isinstance(value, Typed) and value.text:
                typed[key] = value
            else:
                self._report.wrong(value.line, f"{key} của văn bản để trống hoặc không phải chữ")
        if "number" not in fields:
            self._report.wrong(
                item.line, "văn bản thiếu number (số, ký hiệu)", "- {number: 15/KH-VKSTB}"
            )
        report = self._report
        number = (
            citations.read_number(typed["number"], "number", report) if "number" in typed else ""
        )
        kind = citations.read_type(typed["type"], report) if "type" in typed else ""
        day = citations.read_day(typed["date"], report) if "date" in typed else None
        if not number:
            return None
        return citations.Ruling(number=number, type=kind, date=day, line=item.line)

    def banned_documents(self) -> tuple[Typed, ...]:
        """Numbers that are no document, or not one to be shown."""
        value = self._value("documents_ban")
        if value is None:
            return ()
        items = value.items if isinstance(value, Items) else (value,)
        found: dict[str, Typed] = {}
        for item in items:
            if not isinstance(item, Typed) or not item.text:
                self._report.wrong(
                    item.line,
                    "documents_ban là danh sách số, ký hiệu văn bản; không có thì bỏ dòng này",
                    citations.BAN_EXAMPLE,
                )
            elif number := citations.read_number(item, "documents_ban", self._report):
                found.setdefault(number, replace(item, text=number))
        return tuple(found.values())

    # --- personal data ---

    def answers(self) -> dict[str, int]:
        """What the officer has answered for: the words, each with its line.

        An answer names who gave it, when and why (Luật 91/2025/QH15 asks for a
        basis for publishing personal data); one that lacks any of these is none.
        """
        value = self._value("privacy")
        if value is None or (isinstance(value, Items) and not value.items):
            return {}
        if not isinstance(value, Items):
            if isinstance(value, Typed) and not value.text:
                self._empty("privacy")
            else:
                self._report.wrong(
                    value.line, "privacy phải là danh sách các câu trả lời", ANSWER_EXAMPLE
                )
            return {}
        found: dict[str, int] = {}
        for item in value.items:
            if not isinstance(item, Fields):
                self._report.wrong(
                    item.line, "mỗi câu trả lời gồm text, by, on và why", ANSWER_EXAMPLE
                )
                continue
            text = self._answer(item)
            if text:
                found.setdefault(text, item.line)
        return found

    def _answer(self, item: Fields) -> str:
        keys = ("text", "by", "on", "why")
        fields = self._fields(item, keys, "câu trả lời về thông tin cá nhân")
        said = {
            key: value.text if isinstance(value, Typed) else "" for key, value in fields.items()
        }
        missing = [key for key in keys if not said.get(key)]
        if missing:
            self._report.wrong(
                item.line,
                f"câu trả lời về thông tin cá nhân thiếu {', '.join(missing)}",
                ANSWER_EXAMPLE,
            )
            return ""
        if is_placeholder(said["why"]):
            self._report.wrong(
                fields["why"].line,
                f"why vẫn là chữ mẫu «{said['why']}»; hãy ghi lý do được nêu thông tin này",
            )
            return ""
        day = fields["on"]
        assert isinstance(day, Typed)
        return said["text"] if citations.read_day(day, self._report, "on") else ""

    # --- related, aliases ---

    def related(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Paths of the posts pinned and banned."""
        value = self._value("related")
        if value is None or (isinstance(value, Fields) and not value.fields):
            return (), ()
        if not isinstance(value, Fields):
            if isinstance(value, Typed) and not value.text:
                self._empty("related")
            else:
                self._report.wrong(
                    value.line,
                    "related gồm pin (ghim) và ban (không cho hiện)",
                    "related: {pin: [ten-tep-bai-viet], ban: []}",
                )
            return (), ()
        fields = self._fields(value, ("pin", "ban"), "related")
        return self._posts("pin", fields.get("pin"), path), self._posts(
            "ban", fields.get("ban"), path
        )

    def _posts(self, key: str, value: Value | None, path: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if isinstance(value, Typed) and not value.text:
            return ()
        items = value.items if isinstance(value, Items) else (value,)
        found: dict[str, None] = {}
        for item in items:
            if not isinstance(item, Typed) or not item.text:
                self._report.wrong(
                    item.line, f"{key} là danh sách tên tệp bài viết", f"{key}: [ten-tep-bai-viet]"
                )
                continue
            post = _post_path(item.text, path)
            if not post:
                self._report.wrong(
                    item.line,
                    f"{key}: «{item.text}» không phải tên tệp bài viết",
                    f"{key}: [tin-hoat-dong/2021/ten-tep]",
                )
            elif post in found:
                self._report.wrong(item.line, f"{key} ghi «{item.text}» hai lần")
            else:
                found[post] = None
                self.lines.setdefault(f"{key}:{post}", item.line)
        return tuple(found)

    def aliases(self) -> tuple[str, ...]:
        """Old addresses of this post."""
        value = self._value("aliases")
        if value is None:
            return ()
        if isinstance(value, Fields) or (isinstance(value, Typed) and not value.text):
            self._report.wrong(
                value.line,
                "aliases là danh sách địa chỉ cũ; không có thì bỏ dòng này",
                "aliases: [/detail/954/Ten-bai.html]",
            )
            return ()
        items = value.items if isinstance(value, Items) else (value,)
        found: dict[str, None] = {}
        seen: dict[tuple[str, str], Typed] = {}
        before: Typed | None = None
        for item in items:
            if not isinstance(item, Typed) or not item.text:
                self._report.wrong(
                    item.line,
                    "mỗi địa chỉ cũ là một dòng chữ",
                    "aliases: [/detail/954/Ten-bai.html]",
                )
                continue
            self._alias(item, before, found, seen)
            before = item
        return tuple(found)

    def _alias(
        self,
        item: Typed,
        before: Typed | None,
        found: dict[str, None],
        seen: dict[tuple[str, str], Typed],
    ) -> None:
        """Add one old address to ``found``, or say what is wrong with it.

        ``before`` is the item before it, ``seen`` what stands at each place already.
        """
        read = read_old_address(item.as_written)
        if not read.fault and item.hides_spaces:
            read = OldAddress(fault="có ký tự ẩn viết bằng dấu \\; hãy bỏ đi")
        if read.fault:
            fault, better = read.fault, item.rewritten(read.better) if read.better else ""
            certain = True
            if before is not None and before.runs_into(item):
                fault += "; nếu dấu phẩy thuộc về địa chỉ thì đặt cả địa chỉ trong ngoặc kép"
                better = before.rewritten_with(item, f"{before.text},{item.text}")
                certain = False
            shown = item.text if len(item.text) <= _SHOWN else f"{item.text[:_SHOWN]}…"
            said = f"địa chỉ cũ «{shown}» {fault}"
            self._report.wrong(item.line, said, better, fixable=certain)
            return
        place = same_place(path_of_old(read.url)), tail_of_old(read.url)
        if (other := seen.setdefault(place, item)) is not item:
            fault = "ghi hai lần"
            if other.text != item.text:
                fault = (
                    f"ghi hai lần: trùng với «{other.text}» ở dòng {self._report.at(other.line)} "
                    "(chữ hoa hay thường, có / hay index.html ở cuối đều là một); hãy bỏ một"
                )
            self._report.wrong(item.line, f"địa chỉ cũ «{item.text}» {fault}")
            return
        found[read.url] = None
        self.lines.setdefault(f"alias:{read.url}", item.line)


_POST = re.compile(rf"{POSTS}/[0-9]{{4}}/[^/]+\.md")


def _post_path(text: str, path: str) -> str:
    """``tin-hoat-dong/2021/slug.md`` for a slug (of the same year as ``path``), path or address."""
    text = re.sub(r"^https?://[^/]*", "", text)
    text = text.lstrip("/").removeprefix("content/").removesuffix(".html").removesuffix(".md")
    folder = posixpath.dirname(path)
    if re.fullmatch(r"[0-9]{4}/[^/]+", text):
        text = f"{POSTS}/{text}"
    elif "/" not in text:
        text = f"{folder}/{text}"
    found = f"{text}.md"
    return found if _POST.fullmatch(found) else ""
