"""A newsroom of extremes: long names, wide tables, tall photos; a page of every kind."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from tests.support.sites import ROOT, built

ORIGIN = "https://vksnd-tinh-co-ten-rat-dai-va-khong-co-cho-nao-de-xuong-dong.example"

JOINED = "Nghĩa-Phương-Nghiêng-Trường-Thượng-Khuyến-Nghiệp-Đường-Chuyên-Khuếch-Trương"
"""A name with nowhere to break but its hyphens."""
UNBROKEN = "NGHĨAPHƯƠNGNGHIÊNGTRƯỜNGTHƯỢNGKHUYẾNNGHIỆPĐƯỜNGCHUYÊNKHUẾCHTRƯƠNG"
"""And one without even these."""
SPACED = "khu vực 12 (Hưng Hà, Quỳnh Phụ, Đông Hưng, Thái Thụy, Kiến Xương, Tiền Hải và Vũ Thư)"
NUMBER = "12345/2026/QĐ-VKSTC-V15-TTLT-TANDTC-BCA-BQP-BTP-BTC-BNNPTNT"
ADDRESS = (
    f"https://{'rat-dai-' * 5}cong-thong-tin.example/"
    f"{'thu-muc-khong-co-dau-cach/' * 5}tep.html?a={'x' * 90}"
)
MAIL = f"{'ban-bien-tap-trang-tin-' * 4}@{'phong-tong-hop-' * 3}vksnd.example"
LONG_TEXT = (
    "Các Kiểm sát viên, Kiểm tra viên đã kiểm sát trực tiếp việc tạm giữ, tạm giam và thi hành "
    "án hình sự; ghi nhận những cố gắng của đơn vị, nêu rõ những thiếu sót cần khắc phục. "
)

CITES = f"Theo Quyết định số {NUMBER} ngày 02/3/2026 và Kế hoạch số 15/KH-VKSTB."

_CONF = f"""
from tests.support.plainconf import *

SITENAME = "Tin hoạt động của ngành Kiểm sát nhân dân {UNBROKEN[:30]}"
SITEURL = "{ORIGIN}"
THEME = "{(ROOT / "theme").as_posix()}"
NEWSROOM_AGENCY = "tinh"
NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: {UNBROKEN}"
NEWSROOM_CONTACT = ["Địa chỉ: {JOINED}", "Thư điện tử: {MAIL}", "{ADDRESS}", "{"0227" * 20}"]
NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"
"""

_UNITS = f"""
[[unit]]
id = "tinh"
name = "VKSND tỉnh {JOINED}"
full = "Viện kiểm sát nhân dân tỉnh {JOINED}"
place = "{JOINED}"
level = "tỉnh"

[[unit]]
id = "lien"
name = "VKSND huyện {UNBROKEN}"
full = "Viện kiểm sát nhân dân huyện {UNBROKEN}"
place = "{UNBROKEN}"
level = "huyện"
parent = "tinh"
until = 2025-06-30
ending = "sáp nhập"
successors = ["khu-vuc"]

[[unit]]
id = "khu-vuc"
name = "VKSND {SPACED}"
full = "Viện kiểm sát nhân dân {SPACED}"
place = "khu vực 12"
level = "khu vực"
parent = "tinh"
from = 2025-07-01
"""

_MORE_UNIT = """
[[unit]]
id = "h{n}"
name = "VKSND huyện Mẫu Số {n}"
full = "Viện kiểm sát nhân dân huyện Mẫu Số {n}"
place = "Mẫu Số {n}"
level = "huyện"
parent = "tinh"
"""

_DEPARTMENTS = f"""
[[department]]
id = "phong-15"
name = "Phòng Thanh tra – Khiếu tố {UNBROKEN}"
unit = "tinh"
"""

_AUTHOR = """
[[author]]
id = "{id}"
name = "{name}"
departments = ["phong-15"]
"""


def _rows(head: str, *rows: str) -> str:
    columns = head.count("|") - 1
    return "\n".join([head, "|" + "---|" * columns, *rows])


NUMBERED = _rows(
    "| TT | Nội dung công việc | Đơn vị chủ trì | Thời hạn | Ghi chú |",
    "| 1 | Kiểm sát trực tiếp tại nhà tạm giữ | VKSND huyện Mẫu Số 1 | 30/6/2026 | |",
    f"| 2 | Báo cáo theo {NUMBER} | Phòng 15 | 15/7/2026 | Gửi bản điện tử |",
    "| 10 | Tổng kết | Văn phòng | 30/11/2026 | Có hội nghị |",
)
ROMAN = _rows(
    "| Số TT | Chỉ tiêu | Kết quả | Tỷ lệ (%) |",
    "| I | Thụ lý | 1.234.567 | 100 |",
    "| 1.1 | Đã giải quyết | 1.034.567 | 83,8 |",
    "| II | Còn lại | 200.000 | 16,2 |",
)
_ITEMS = (
    "<ul><li>Việc thứ nhất<ul><li>Phần đầu</li><li>Phần sau</li></ul></li><li>Việc sau</li></ul>"
)
WIDE = _rows(
    "| STT | " + " | ".join(f"Cột số {n} {'nghiệp vụ ' * (n % 4)}" for n in range(1, 12)) + " |",
    *(
        f"| {row} | "
        + " | ".join(
            (UNBROKEN, _ITEMS, ADDRESS, str(row * n * 1117), LONG_TEXT)[n % 5] for n in range(1, 12)
        )
        + " |"
        for row in range(1, 6)
    ),
)
FIGURES = _rows(
    "| TT | Đơn vị được kiểm tra | Thụ lý | Giải quyết | Tỷ lệ (%) | Còn lại | Thời hạn | Chú ý |",
    *(
        f"| {n} | VKSND huyện Mẫu Số {n} | {n * 1117} | {n * 1000} | 9{n},5 | {n * 117} "
        f"| 30/{n}/2026 | {LONG_TEXT[:60] if n % 3 else ''} |"
        for n in range(1, 12)
    ),
)
"""Columns enough for a sheet, and words enough in the last to push the figures together."""
FULL = _rows(
    "| TT | " + " | ".join("XỬ LÝ" for _ in range(7)) + " |",
    *(
        f"| {n} | " + " | ".join(f"{n}.087.656" for _ in range(5)) + f" | Xong | {LONG_TEXT} |"
        for n in range(1, 4)
    ),
)
"""As much as stands on a sheet without a word broken."""
SPANNED = """
<table><caption>Bảng có ô gộp</caption>
<thead><tr><th rowspan="2">TT</th><th rowspan="2">Đơn vị</th><th colspan="2">Hình sự</th>
<th colspan="2">Dân sự</th></tr><tr><th>Thụ lý</th><th>Giải quyết</th><th>Thụ lý</th>
<th>Giải quyết</th></tr></thead>
<tbody><tr><td>1</td><td>VKSND huyện Mẫu Số 1</td><td>12</td><td>11</td><td>30</td><td>29</td></tr>
<tr><td>2</td><td>VKSND huyện Mẫu Số 2</td><td>8</td><td>8</td><td>21</td><td>20</td></tr>
<tr><td colspan="2">Cộng</td><td>20</td><td>19</td><td>51</td><td>49</td></tr></tbody></table>
"""
DEEP = "\n".join(
    f"{'    ' * level}{'1.' if level % 2 else '-'} Cấp {level + 1}: {LONG_TEXT[: 60 + level]}"
    for level in range(8)
)
QUOTES = "\n".join(
    f"{'> ' * level}Lời dẫn cấp {level}: {LONG_TEXT[:70]}\n{'> ' * level}" for level in range(1, 5)
)

EVERYTHING = f"""
{LONG_TEXT * 2}

## {UNBROKEN}

Liên hệ {MAIL} hoặc {ADDRESS}.

{CITES}[^1]

{NUMBERED}

### {LONG_TEXT}

{ROMAN}

{WIDE}

{SPANNED}

![{LONG_TEXT}](anh/2026/cao.png "{LONG_TEXT}")

![Sơ đồ dài](anh/2026/rong.png "Sơ đồ {UNBROKEN}")

![Con dấu nhỏ](anh/2026/nho.png)

Trong dòng có ảnh ![con dấu](anh/2026/nho.png) đứng giữa.

{DEEP}

{QUOTES}

#### Mã và chữ giữ nguyên

```
{"khong_co_cho_xuong_dong_" * 12}
cột một    cột hai    cột ba
```

Tên tệp `{"ke_hoach_" * 12}.docx` kèm theo.

<dl><dt>{JOINED}</dt><dd>{LONG_TEXT}</dd></dl>

[^1]: Xem {ADDRESS} và {NUMBER}.
"""


def _post(title: str, when: str, body: str, *extra: str, author: str = "tac-gia-0") -> str:
    """The text of a post's file."""
    head = [f'title: "{title}"', f"date: {when}", f"author: {author}", *extra]
    return "\n".join(["---", *head, "---", body, ""])


def _photo(name: str) -> tuple[str, str]:
    return f"photo: anh/2026/{name}.png", "photo_alt: Kiểm sát viên phát biểu tại hội nghị"


def _corrections(*kinds: str) -> str:
    notes = [
        f'  - {{date: 2026-03-{n} 10:00, kind: {kind}, note: "{LONG_TEXT}{UNBROKEN}"}}'
        for n, kind in enumerate(kinds, 10)
    ]
    return "\n".join(["corrections:", *notes])


_POSTS = {
    "moi-thu": _post(
        f"{UNBROKEN} và {NUMBER}",
        "2026-03-09 09:00",
        EVERYTHING,
        f"units: [tinh, khu-vuc, {', '.join(f'h{n}' for n in range(1, 31))}]",
        _corrections("đính chính", "cập nhật", "đính chính", "cập nhật"),
        "photo: anh/2026/cao.png",
        f'photo_alt: "{LONG_TEXT}"',
        f'photo_caption: "{LONG_TEXT}"',
        f'photo_credit: "{UNBROKEN}"',
        "aliases: [/detail/954/tin.html, /detail/955/tin.html, /tin.html]",
        "department: phong-15",
        author=f"[{', '.join(f'tac-gia-{n}' for n in range(10))}]",
    ),
    "chan-dung": _post("Ảnh đứng", "2026-03-08 09:00", LONG_TEXT, *_photo("chan-dung")),
    "toan-canh": _post("Ảnh toàn cảnh", "2026-03-07 09:00", LONG_TEXT, *_photo("rong")),
    "nho": _post("Ảnh nhỏ", "2026-03-06 09:00", LONG_TEXT, *_photo("nho")),
    "go-bo": _post("Tin gỡ", "2026-03-05 09:00", LONG_TEXT, _corrections("gỡ bỏ")),
    "dan-lai": _post("Dẫn lại văn bản", "2026-03-04 09:00", CITES, "department: phong-15"),
    "bang-so": _post("Bảng số", "2026-03-02 09:00", f"{FIGURES}\n\nVà:\n\n{FULL}"),
    "ngan": _post("Ngắn", "2026-03-03 09:00", "Họp."),
}


def _picture(root: Path, name: str, size: tuple[int, int]) -> None:
    path = root / "content/anh/2026" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    grey = Image.radial_gradient("L").resize(size)
    Image.merge("RGB", (grey, grey.point(lambda v: 255 - v), grey)).save(path)


def _write(root: Path, path: str, text: str) -> None:
    target = root / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def make(root: Path) -> Path:
    """Write the newsroom below ``root`` and return it."""
    units = _UNITS + "".join(_MORE_UNIT.format(n=n) for n in range(1, 31))
    names = [JOINED, UNBROKEN, *(f"Nguyễn Thị Minh Khai {n}" for n in range(1, 9))]
    authors = "".join(_AUTHOR.format(id=f"tac-gia-{n}", name=name) for n, name in enumerate(names))
    for name, text in (("units", units), ("departments", _DEPARTMENTS), ("authors", authors)):
        _write(root, f"registry/{name}.toml", text)
    (root / "siteconf.py").write_text(_CONF, "utf-8")
    for name, size in (
        ("cao.png", (400, 1600)),
        ("chan-dung.png", (900, 1200)),
        ("rong.png", (1600, 200)),
        ("nho.png", (24, 16)),
    ):
        _picture(root, name, size)
    for slug, text in _POSTS.items():
        _write(root, f"tin-hoat-dong/2026/{slug}.md", text)
    for month in range(40):
        when = date(2022, 11, 1) + timedelta(days=30 * month)
        second = "lien" if when.year < 2025 else "h1"
        _write(
            root,
            f"tin-hoat-dong/{when.year}/thang-{when:%Y-%m-%d}.md",
            _post(
                f"Sơ kết {LONG_TEXT[:90]}",
                f"{when} 08:00",
                LONG_TEXT,
                f"units: [tinh, {second}]",
                author=f"tac-gia-{month % 10}",
            ),
        )
    for slug, title in (("gioi-thieu", f"Giới thiệu {UNBROKEN}"), ("dinh-chinh", "Sổ đính chính")):
        _write(root, f"trang/{slug}.md", f'---\ntitle: "{title}"\n---\n{EVERYTHING}')
    return root


def odd_site(root: Path) -> Path:
    """The newsroom below ``root``, built: its output folder."""
    make(root)
    return built(
        root / "content", root / "output", now="2026-03-20 08:00", conf=root / "siteconf.py"
    )
