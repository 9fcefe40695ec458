"""Forty posts with one fault each, ten unfinished drafts: all is named at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desk.terminal.check_command import check
from desk.terminal.publish_command import publish
from plugins.posts.placeholders import PHOTO_ALT
from tests.support import small_newsroom as small

FOLDER = "tin-hoat-dong/2026"
BODY = "Sáng nay Phòng 15 họp sơ kết công tác của tuần."
HEAD = 'title: "Bài số {n}"\ndate: 2026-03-19 08:00\nauthor: Việt Hưng\n'
ALT = "photo_alt: Đoàn kiểm tra làm việc\n"


def without(key: str) -> str:
    """The head without one of its lines."""
    return "".join(row for row in HEAD.splitlines(keepends=True) if not row.startswith(key))


def instead(key: str, line: str) -> str:
    return "".join(
        f"{line}\n" if row.startswith(key) else row for row in HEAD.splitlines(keepends=True)
    )


def whole(head: str, body: str = BODY) -> str:
    return f"---\n{head}---\n{body}\n"


FAULTS: dict[str, tuple[str, str]] = {
    # The front matter.
    "khong-tieu-de": (whole(without("title")), "thiếu title"),
    "tieu-de-trong": (whole(instead("title", 'title: ""')), "title"),
    "tieu-de-mau": (whole(instead("title", 'title: "Tiêu đề bài viết"')), "chữ mẫu"),
    "khong-ngay": (whole(without("date")), "thiếu date"),
    "ngay-hai-cach": (whole(instead("date", "date: 10/03/2026")), "hiểu được hai cách"),
    "ngay-khong-co": (whole(instead("date", "date: 2026-02-30 08:00")), "date"),
    "gio-khong-co": (whole(instead("date", "date: 2026-03-19 28:00")), "date"),
    "khong-ky-ten": (whole(without("author")), "author"),
    "tac-gia-la": (whole(instead("author", "author: Không Ai Cả")), "không có tác giả nào tên"),
    "phong-la": (whole(f"{HEAD}department: Phòng 99\n"), "không có phòng nào tên"),
    "don-vi-la": (whole(f"{HEAD}units: [VKSND huyện Tây Mẫu]\n"), "không có đơn vị nào tên"),
    "muc-la": (whole(f"{HEAD}nhan: a\n"), "nhan"),
    "muc-hai-lan": (whole(f"{HEAD}source: A\nsource: B\n"), "đã ghi ở dòng"),
    "thieu-dau-cach": (whole(f"{HEAD}source:Báo A\n"), "thiếu dấu cách"),
    "ngoac-kep-ho": (whole(instead("title", 'title: "Bài số {n}')), "dấu ngoặc kép"),
    "tinh-trang-la": (whole(f"{HEAD}status: chờ duyệt\n"), "status"),
    "sua-thieu": (whole(f"{HEAD}corrections: [{{kind: đính chính}}]\n"), "thiếu date, note"),
    "sua-la": (
        whole(f"{HEAD}corrections: [{{date: 2026-03-19 09:00, kind: xóa, note: Sai.}}]\n"),
        "kind chỉ nhận",
    ),
    "sua-som": (
        whole(f"{HEAD}corrections: [{{date: 2026-03-01 09:00, kind: đính chính, note: Sai.}}]\n"),
        "trước khi bài được đăng",
    ),
    "ghim-la": (whole(f"{HEAD}related: {{pin: [khong-co-bai]}}\n"), "pin: không có bài"),
    "ghim-minh": (whole(f"{HEAD}related: {{pin: [ghim-minh]}}\n"), "pin ghi chính bài này"),
    "dia-chi-cu-sai": (whole(f'{HEAD}aliases: ["a b"]\n'), "địa chỉ cũ «a b»"),
    "dia-chi-cu-trung": (
        whole(f"{HEAD}aliases: [/detail/954/Lich-tiep-cong-dan.html]\n"),
        "đã được ghi ở",
    ),
    "dia-chi-cua-may": (whole(f"{HEAD}aliases: [/tin-hoat-dong/]\n"), "trang tự tạo"),
    "van-ban-sai": (whole(f"{HEAD}documents: [{{date: 2026-01-01}}]\n"), "văn bản thiếu number"),
    "tra-loi-thieu": (whole(f'{HEAD}privacy: [{{text: "A"}}]\n'), "thiếu by, on, why"),
    "dong-mo-sai": (f"----\n{HEAD}---\n{BODY}\n", "ba dấu gạch nối"),
    "khong-khai-bao": (f"{BODY}\n", "tệp phải mở đầu bằng phần khai báo"),
    # Pictures.
    "anh-khong-co": (whole(f"{HEAD}photo: anh/2026/khong-co.jpg\n{ALT}"), "không có tệp này"),
    "anh-hong": (whole(f"{HEAD}photo: anh/2026/hong.jpg\n{ALT}"), ""),
    "anh-khong-mo-ta": (whole(f"{HEAD}photo: anh/2026/kiem-tra.jpg\n"), "photo_alt"),
    "anh-mo-ta-mau": (
        whole(f'{HEAD}photo: anh/2026/kiem-tra.jpg\nphoto_alt: "{PHOTO_ALT}"\n'),
        "chữ mẫu",
    ),
    # The body.
    "than-trong": (whole(HEAD, ""), "bài chưa có nội dung"),
    "than-anh-mat": (whole(HEAD, f"{BODY}\n\n![Phòng họp](anh/2026/mat.png)"), "mat.png"),
    "than-anh-tron": (whole(HEAD, f"{BODY}\n\n![](anh/2026/kiem-tra.jpg)"), "ảnh"),
    "than-dan-lac": (whole(HEAD, f"[Xem](tin-hoat-dong/2026/khong-co-bai.md). {BODY}"), "dẫn tới"),
    "than-dan-nhap": (whole(HEAD, f"[Xem]({small.DRAFT}). {BODY}"), "còn là bản nháp"),
    "than-dan-muc": (whole(HEAD, f"[Xem]({small.EDITED}#khong-co). {BODY}"), "#khong-co"),
    "than-the-ho": (whole(HEAD, f"<b>Chữ đậm chưa đóng. {BODY}"), "<b>"),
    "than-dan-rong": (whole(HEAD, f"[Xem]() {BODY}"), ""),
}

DRAFTS: dict[str, str] = {
    "nhap-trong": "---\nstatus: draft\n---\n",
    "nhap-anh-tron": whole(f"{HEAD}status: draft\nphoto: anh/2026/kiem-tra.jpg\n"),
    "nhap-tac-gia-la": whole(instead("author", "author: Không Ai Cả\nstatus: draft")),
    "nhap-ngay-sai": whole(instead("date", "date: hôm nọ\nstatus: draft")),
    "nhap-khong-ngay": whole(instead("date", "status: draft")),
    "nhap-ho-khai-bao": f"---\n{HEAD}status: draft\n\n{BODY}\n",
    "nhap-anh-mat": whole(f"{HEAD}status: draft\nphoto: anh/2026/mat.jpg\n{ALT}"),
    "nhap-dan-lac": whole(
        f"{HEAD}status: draft\n", f"[Xem](tin-hoat-dong/2026/khong-co.md) {BODY}"
    ),
    "nhap-dia-chi-trung": whole(
        f"{HEAD}status: draft\naliases: [/detail/954/Lich-tiep-cong-dan.html]\n"
    ),
    "nhap-the-ho": whole(f"{HEAD}status: draft\n", f"<b>Chưa đóng. {BODY}\n\n&#11;"),
}


@pytest.fixture
def root(root: Path) -> Path:
    """A newsroom that was published, and then got all drafts and all faults."""
    (root / "content/anh/2026/hong.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    texts = DRAFTS | {name: text for name, (text, _) in FAULTS.items()}
    for n, (name, text) in enumerate(texts.items()):
        small.write(root, f"{FOLDER}/{name}.md", text.replace("{n}", str(n)))
    return root


def errors(said: str) -> dict[str, list[str]]:
    """The errors in ``said`` by the file's stem, a picture's as ``anh-…``; else the path."""
    _, _, after = said.partition("Phải sửa trước khi đăng:\n")
    after = re.split(r"Phải trả lời trước|Lời nhắc, không cản|\nCó \d+ lỗi", after)[0]
    found: dict[str, list[str]] = {}
    for path, message in re.findall(r"^(\S+?):\d+: (.*)$", after, re.MULTILINE):
        stem = Path(path).stem if path.startswith("content/tin-") else path
        stem = f"anh-{Path(path).stem}" if path.startswith("content/anh/") else stem
        found.setdefault(stem, []).append(message)
    return found


def test_there_are_forty_and_ten() -> None:
    assert (len(FAULTS), len(DRAFTS)) == (40, 10)


def test_every_fault_is_named_at_once_and_no_draft_is_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = root / "publishconf.py"
    conf.write_text(conf.read_text("utf-8") + "\nNEWSROOM_KEEP_RELEASES = 1\n", "utf-8")

    assert check(root, now=small.NOW) == 1
    checked = errors(capsys.readouterr().out)
    assert publish(root, yes=True, now=small.NOW) == 1
    found = errors(capsys.readouterr().out)

    for said in (found, checked):
        silent = {
            name: words
            for name, (_, words) in FAULTS.items()
            if not any(words in message for message in said.pop(name, ()))
        }
        assert silent == {}
    assert found.keys() == checked.keys() == {"publishconf.py"}


def test_with_the_drafts_alone_it_publishes_and_names_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in FAULTS:
        (root / "content" / FOLDER / f"{name}.md").unlink()
    small.write(root, f"{FOLDER}/bai-xong.md", whole(HEAD.replace("{n}", "mới")))

    assert publish(root, yes=True, now=small.NOW) == 0

    said = capsys.readouterr().out
    assert "Phải sửa" not in said
    assert "Chưa đăng: 11 bản nháp (" in said
    assert (root / f"public/current/{FOLDER}/bai-xong.html").is_file()
    for name in DRAFTS:
        assert not (root / f"public/current/{FOLDER}/{name}.html").exists()


def test_a_faulty_registry_is_all_that_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content/registry/authors.toml"
    file.write_text(file.read_text("utf-8").replace('id = "viet-hung"', 'id = "Việt"'), "utf-8")

    assert publish(root, yes=True, now=small.NOW) == 1

    found = errors(capsys.readouterr().out)
    assert "content/registry/authors.toml" in found
    assert "tac-gia-la" not in found
    assert found["ngay-hai-cach"]
