"""``invoke inspect`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from desk.actions.inspect import Seen, Understood, each_line, propose
from desk.actions.proposal import Proposal
from desk.terminal.console import say, warn
from desk.terminal.conversation import show_all
from plugins.pages.downloads import size_in_words
from plugins.registry import Registry
from plugins.vietnamese import dateline
from plugins.vietnamese import day as shown

_TAKEN_OUT = (
    "độc giả nhận bản sao không có những điều ấy; muốn xóa cả trong tệp gốc: Word, Excel, "
    "PowerPoint vào Tệp > Thông tin > Kiểm tra Sự cố > Kiểm tra Tài liệu; LibreOffice vào Tệp > "
    "Thuộc tính; PDF thì in lại"
)
_LEFT_IN = "độc giả thấy những điều ấy nếu tệp được đăng nguyên vẹn"


def inspect(
    root: Path,
    *,
    file: Path | str | None = None,
    json: bool = False,
    text: bool | str = False,
    lines: bool | str = False,
) -> int:
    """Show what is understood of ``file``, of one ``text``, or of each of many ``lines``.

    ``text`` and ``lines`` are read from standard input when True; a string is
    the text itself, or the file that holds the lines. ``lines`` answers with a
    line of JSON each, as they come. Returns 0, or 1 when the file cannot be
    understood, or 2 when the command was used wrongly.
    """
    if sum(map(bool, (file, text, lines))) != 1:
        warn(
            "Hãy chọn đúng một trong ba: --file <tệp>, --text (một câu, đọc từ đầu vào chuẩn) "
            "hoặc --lines (mỗi dòng một câu)."
        )
        return 2
    if lines:
        return _lines(root, lines)
    if text is True:
        text = sys.stdin.buffer.read().decode(errors="replace")
    return _show(propose(root, file=Path(file) if file else None, text=text or ""), json=json)


def _lines(root: Path, lines: bool | str) -> int:  # noqa: FBT001 - as the command has it
    if not isinstance(lines, str):
        return _answer_lines(root, sys.stdin.buffer)
    if not Path(lines).is_file():
        warn(f"Không có tệp «{lines}».")
        return 2
    with Path(lines).open("rb") as source:
        return _answer_lines(root, source)


def _answer_lines(root: Path, source: Iterable[bytes]) -> int:
    """A line of JSON for every line of ``source``, each as soon as it is there."""
    found = each_line(root, source)
    if isinstance(found, Proposal):
        return show_all(found)
    for understood in found:
        sys.stdout.write(msgspec.json.encode(understood).decode() + "\n")
        sys.stdout.flush()
    return 0


def _show(proposal: Proposal[Seen], *, json: bool) -> int:
    code = show_all(proposal)
    seen = proposal.plan
    if seen is not None and json:
        say(jsonlib.dumps(seen.understood, ensure_ascii=False, indent=2))
    elif seen is not None:
        for label, value in _rows(seen.understood, seen.registry):
            head, *rest = [value] if isinstance(value, str) else value
            say(f"{label + ':':<15} {head}")
            for line in rest:
                say(f"{'':<15} {line}")
    return code


def _rows(seen: Understood, registry: Registry) -> Iterator[tuple[str, str | Sequence[str]]]:
    """Labels and what stands beside them: one line, or several."""
    units = [registry.units[one].names[-1].text for one in _items(seen["units"])]
    documents = [_cited(one) for one in _items(seen["documents"])]
    related = [f"{one['title']} ({one['reason']})" for one in _items(seen.get("related", []))]
    when = seen.get("date")
    rows: list[tuple[str, str | Sequence[str], str]] = [
        ("Tiêu đề", str(seen.get("title") or ""), ""),
        ("Ngày đăng", dateline(datetime.fromisoformat(str(when))) if when else "", ""),
        ("Tác giả", ", ".join(map(str, _items(seen["authors"]))), "không thấy"),
        ("Phòng", str(seen["department"] or ""), ""),
        ("Đơn vị ký", str(seen["unit"] or ""), ""),
        ("Nguồn", str(seen["source"] or ""), ""),
        ("Đơn vị nêu tên", units, "không có"),
        ("Tóm tắt", str(seen.get("summary") or ""), ""),
        ("Văn bản", list(dict.fromkeys(documents)), "không có"),
        ("Tin liên quan", related, "không có" if "related" in seen else ""),
        ("Sẽ ghi vào", str(seen.get("path") or ""), ""),
        ("Địa chỉ cũ", _items(seen.get("aliases", [])), ""),
        ("Ảnh", _items(seen.get("pictures", [])), ""),
        ("Tệp đính kèm", list(_files(_items(seen.get("attachments", [])))), ""),
        ("Cần xem lại", _items(seen["warnings"]), ""),
    ]
    for label, value, nothing in rows:
        if value or nothing:
            yield label, value or nothing


def _files(attachments: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each attachment, and below it what its original says of people and what becomes of that."""
    for one in attachments:
        pages = [f"{one['pages']} trang"] if one["pages"] else []
        yield f"{one['path']} ({', '.join([one['kind'], size_in_words(one['size']), *pages])})"
        if one["says"]:
            yield f"  tệp gốc ghi {'; '.join(one['says'])}"
            yield f"  {_TAKEN_OUT if one['taken_out'] else _LEFT_IN}"


def _items(value: object) -> list:  # type: ignore[type-arg]
    assert isinstance(value, list)
    return value


def _cited(document: Mapping[str, str | None]) -> str:
    when = document["date"]
    dated = f" ngày {shown(date.fromisoformat(when))}" if when else ""
    return f"{document['type']} số {document['number']}{dated}"
