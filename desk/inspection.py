"""What the machine understands of a post, of an old page, or of a line of text.

Nothing is written. The same pure functions that import and build use are asked
here, so what is shown is what will happen.
"""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, TextIO

import msgspec

from desk.agency import read_agency
from desk.terminal.console import print_problems, say, warn
from plugins import clock
from plugins.bylines import parse_byline
from plugins.documents import Citation, find_documents
from plugins.on_disk import as_on_disk
from plugins.registry import Registry
from plugins.units import find_units
from plugins.vietnamese import dateline
from plugins.vietnamese import day as shown

Understood = dict[str, object]
"""One text as JSON: see ``understand``; posts and old pages have a few keys more."""


def inspect(  # noqa: PLR0911 - each wrong use is answered where it is found
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
    registry, problems = read_agency(root / "content")
    if registry is None:
        print_problems(problems)
        return 1
    if text:
        one = text if isinstance(text, str) else sys.stdin.buffer.read().decode(errors="replace")
        _show(understand(one.strip(), registry), registry, json=json)
        return 0
    if lines:
        if not isinstance(lines, str):
            answer_lines(sys.stdin.buffer, sys.stdout, registry)
            return 0
        if not Path(lines).is_file():
            warn(f"Không có tệp «{lines}».")
            return 2
        with Path(lines).open("rb") as source:
            answer_lines(source, sys.stdout, registry)
        return 0
    assert file
    return _file(root, Path(file), registry, json=json)


def understand(text: str, registry: Registry) -> Understood:
    """One sentence or byline: the shape that ``--text`` and ``--lines`` answer with."""
    byline = parse_byline(text, registry)
    return {
        "authors": list(byline.authors),
        "department": byline.department,
        "unit": byline.unit,
        "source": byline.source,
        "units": list(dict.fromkeys(m.unit_id for m in find_units(text, registry))),
        "documents": [document(cited) for cited in find_documents(text)],
        "warnings": list(byline.doubts),
    }


def answer_lines(source: BinaryIO, out: TextIO, registry: Registry) -> None:
    """A line of JSON for every line of ``source`` (UTF-8), each as soon as it is there."""
    encode = msgspec.json.encode
    for raw in source:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        out.write(encode(understand(line, registry)).decode() + "\n")
        out.flush()


def document(cited: Citation) -> dict[str, object]:
    """A citation as JSON."""
    return {
        "type": cited.type,
        "number": cited.number,
        "date": cited.date.isoformat() if cited.date else None,
        "text": cited.text,
        "start": cited.start,
        "end": cited.end,
    }


def _file(root: Path, file: Path, registry: Registry, *, json: bool) -> int:
    # Reading files needs Markdown, lxml and Pillow: half a second that plain lines need not pay.
    from desk.dossier import dossier  # noqa: PLC0415

    places = map(as_on_disk, (file, root / file, root / "content" / file))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        warn(f"Không có tệp «{file}».")
        return 2
    seen, problems = dossier(root, found, registry, clock.now())
    print_problems(problems)
    if seen is None:
        return 1
    _show(seen, registry, json=json)
    return 0


# --- showing ---------------------------------------------------------------------------------


def _show(seen: Understood, registry: Registry, *, json: bool) -> None:
    if json:
        say(jsonlib.dumps(seen, ensure_ascii=False, indent=2))
        return
    for label, value in _rows(seen, registry):
        head, *rest = [value] if isinstance(value, str) else value
        say(f"{label + ':':<15} {head}")
        for line in rest:
            say(f"{'':<15} {line}")


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
        ("Cần xem lại", _items(seen["warnings"]), ""),
    ]
    for label, value, nothing in rows:
        if value or nothing:
            yield label, value or nothing


def _items(value: object) -> list:  # type: ignore[type-arg]
    assert isinstance(value, list)
    return value


def _cited(document: Mapping[str, str | None]) -> str:
    when = document["date"]
    dated = f" ngày {shown(date.fromisoformat(when))}" if when else ""
    return f"{document['type']} số {document['number']}{dated}"
