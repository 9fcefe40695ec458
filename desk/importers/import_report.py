"""The report of an import: a table for Excel, a table of old and new addresses, and a page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from desk.importers.runs import Row
from desk.importers.session import RESULTS
from plugins.numbers import grouped
from plugins.posts.addresses import address_of

TABLE, REDIRECTS, PAGE = "bao-cao.csv", "chuyen-huong.csv", "bao-cao.html"
"""Names of the three files."""

_COLUMNS = (
    "Tệp nguồn",
    "Kết quả",
    "Bài",
    "Trạng thái",
    "Tiêu đề",
    "Ngày đăng",
    "Địa chỉ cũ",
    "Chưa chắc",
    "Không lấy",
    "Lời nhắc",
    "Lý do, hoặc việc phải sửa",
)
_STATUS = {"draft": "bản nháp", "published": "đăng được"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that Excel would work out."""

_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;margin:2rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "td{overflow-wrap:anywhere}a:focus{outline:3px solid #005fcc}"
)


def counts_of(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How often each result came about, the best first."""
    found = Counter(row.result for row in rows)
    return tuple((result, found[result]) for result in RESULTS if found[result])


def table_of(rows: Sequence[Row]) -> bytes:
    """All rows as CSV: Excel reads its Vietnamese letters, and takes nothing for a formula."""
    return _csv(_COLUMNS, map(_cells, rows))


def redirects_of(rows: Iterable[Row]) -> bytes:
    """Old address and new one, of every post that has both, as CSV."""
    return _csv(("Địa chỉ cũ", "Địa chỉ mới"), redirects(rows))


def redirects(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Old address and new one, each pair once."""
    pairs = ((old, address_of(row.path)) for row in rows if row.path for old in row.aliases)
    yield from dict.fromkeys(pairs)


def page_of(rows: Sequence[Row], name: str) -> str:
    """The report of the import ``name`` as a page of its own: no script, nothing from elsewhere."""
    title = f"Báo cáo nhập bài {name}"
    doubted = sum(bool(row.doubts) for row in rows)
    counted = "".join(
        f"<tr><th scope='row'>{escape(result)}</th><td>{grouped(number)}</td></tr>"
        for result, number in counts_of(rows)
    )
    head = "".join(f"<th scope='col'>{escape(one)}</th>" for one in _COLUMNS)
    body = "\n".join(map(_row, rows))
    pairs = "\n".join(
        f"<tr><td>{escape(old)}</td><td>{escape(new)}</td></tr>" for old, new in redirects(rows)
    )
    moved = (
        "<h2 id='dia-chi'>Địa chỉ cũ và mới</h2><table><caption>Mỗi địa chỉ cũ dẫn tới địa chỉ mới "
        "khi bài được đăng</caption><thead><tr><th scope='col'>Địa chỉ cũ</th>"
        f"<th scope='col'>Địa chỉ mới</th></tr></thead><tbody>\n{pairs}\n</tbody></table>"
    )
    return (
        "<!doctype html>\n<html lang='vi'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<meta name='robots' content='noindex'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style></head>\n<body><main><h1>{escape(title)}</h1>\n"
        f"<p>{grouped(len(rows))} tệp; {grouped(doubted)} bài có chỗ chưa chắc.</p>\n"
        f"<table><caption>Kết quả</caption><tbody>{counted}</tbody></table>\n"
        f"<h2>Từng tệp</h2>\n<table><caption>Mỗi tệp một dòng</caption><thead><tr>{head}</tr>"
        f"</thead><tbody>\n{body}\n</tbody></table>\n"
        f"{moved if pairs else ''}</main></body></html>\n"
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.source,
        row.result,
        f"content/{row.path}" if row.path else "",
        _STATUS.get(row.status, row.status),
        row.title,
        row.date,
        "\n".join(row.aliases),
        "\n".join(row.doubts),
        "\n".join(row.left_out),
        "\n".join(row.notes),
        row.why,
    )


def _row(row: Row) -> str:
    source, *cells = map(_shown, _cells(row))
    rest = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr><th scope='row'>{source}</th>{rest}</tr>"


def _shown(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
