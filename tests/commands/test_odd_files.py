"""Files as they are on real machines: each odd one is named, all else is published meanwhile."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from desk.publish import unattended
from desk.terminal.build_command import build
from desk.terminal.check_command import check
from desk.terminal.publish_command import publish
from tests.support import small_newsroom as small

HERE = "tin-hoat-dong/2026"
GOOD = f"{HERE}/bai-co-anh-ten-tieng-viet.md"
PICTURE = "anh/2026/Ảnh hội nghị.jpg"
INLINE = "anh/2026/Kết quả.jpg"

RENAMED = {
    f"{HERE}/Bài mới.md": f"{HERE}/bai-moi.md",
    f"{HERE}/HOP-GIAO-BAN.md": f"{HERE}/hop-giao-ban.md",
    f"{HERE}/le trao.md": f"{HERE}/le-trao.md",
    f"{HERE}/le_gach.md": f"{HERE}/le-gach.md",
    f"{HERE}/dat 100%.md": f"{HERE}/dat-100.md",
    f"{HERE}/-dau-gach.md": f"{HERE}/dau-gach.md",
    f"{HERE}/cheo\\nguoc.md": f"{HERE}/cheo-nguoc.md",
    f"{HERE}/giau-duoi.md.txt": f"{HERE}/giau-duoi.md",
    f"{HERE}/duoi-hoa.MD": f"{HERE}/duoi-hoa.md",
    f"{HERE}/duoi-dai.markdown": f"{HERE}/duoi-dai.md",
    f"{HERE}/cuoi-trong.md ": f"{HERE}/cuoi-trong.md",
    f"{HERE}/cuoi-cham.md.": f"{HERE}/cuoi-cham.md",
    f"{HERE}/{unicodedata.normalize('NFD', 'Nghị quyết.md')}": f"{HERE}/nghi-quyet.md",
    "trang/Nội quy.md": "trang/noi-quy.md",
}
"""What has one right name."""

NAMED = {
    f"{HERE}/con.md": f"{HERE}/con.md",
    f"{HERE}/CON.tin.md": f"{HERE}/CON.tin.md",
    f"{HERE}/ban (1).md": f"{HERE}/ban (1).md",
    f"{HERE}/ban - Bản sao.md": f"{HERE}/ban - Bản sao.md",
    f"{HERE}/ban.sync-conflict-20260301-080000-ABC.md": f"{HERE}/ban.sync-conflict-",
    f"{HERE}/{'dai-' * 30}x.md": f"{HERE}/dai-dai-",
    f"{HERE}/😀.md": f"{HERE}/😀.md",
    f"{HERE}/xuong\ndong.md": f"{HERE}/xuong\\ndong.md",
    f"{HERE}/an\u200bhien.md": f"{HERE}/an\\u200bhien.md",
    f"{HERE}/{os.fsdecode(bytes([0xE0]))}x.md": f"{HERE}/\\xe0x.md",
    f"{HERE}/ke-hoach.docx": f"{HERE}/ke-hoach.docx",
    f"{HERE}/ghi-chu.txt": f"{HERE}/ghi-chu.txt",
    f"{HERE}/thang-3/sau.md": f"{HERE}/thang-3/sau.md",
    "tin-hoat-dong/khong-nam.md": "tin-hoat-dong/khong-nam.md",
    "tin-hoat-dong/abc/lac.md": "tin-hoat-dong/abc/lac.md",
    "ngoai.md": "ngoai.md",
    "bai-moi/x.md": "bai-moi:1: không ai đọc thư mục này",
    "Tin-hoat-dong/2026/x.md": "Tin-hoat-dong:1: không ai đọc thư mục này",
    "anh/2026/lac.md": "anh/2026/lac.md",
    "registry/units.toml.txt": "registry/units.toml.txt",
}
"""What somebody must look at, and how it is named."""

LEFT = [".DS_Store", "._x.md", "x.md~", "x.md.bak", "#x.md#", "Thumbs.db", "~$x.docx", "4913"]


def spoil(root: Path) -> None:
    """Put into the newsroom what real machines have in theirs."""
    content = root / "content"
    text = small.post("Tin lạ của ngày hôm nay", "2026-03-19 08:00", "Một đoạn để đọc.")
    for path in (*RENAMED, *NAMED):
        page = path.startswith("trang/")
        small.write(root, path, '---\ntitle: "Nội quy"\n---\nMột đoạn.\n' if page else text)
    for name in LEFT:
        for folder in (HERE, "anh/2026", "trang"):
            small.write(root, f"{folder}/{name}", "x")
    (content / "rong").mkdir()
    (content / HERE / "thu-muc.md").mkdir()
    os.mkfifo(content / HERE / "ong.md")
    os.mkfifo(content / "anh/2026/ong.jpg")
    (content / HERE / "vong.md").symlink_to("vong.md")
    (content / HERE / "vong").symlink_to("..")
    (content / HERE / "dut.md").symlink_to("khong-co")
    shutil.copy(content / "anh/2026/kiem-tra.jpg", content / "anh/2026/KIEM-TRA.jpg")
    for picture in (PICTURE, INLINE):
        there = content / unicodedata.normalize("NFD", picture)
        shutil.copy(content / "anh/2026/kiem-tra.jpg", there)
    body = f"Một đoạn có ảnh.\n\n![Bảng kết quả của hội nghị ngày hôm ấy]({INLINE})"
    photo = (f"photo: {PICTURE}", "photo_alt: Đoàn kiểm tra làm việc tại hội trường")
    small.write(root, GOOD, small.post("Bài có ảnh tên Việt", "2026-03-19 09:00", body, *photo))


def test_each_odd_file_is_named_and_the_rest_is_published(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(root)
    odd = [f"content/{named}" for named in NAMED.values()]
    odd += [f"content/{HERE}/{name}:1:" for name in ("thu-muc.md", "ong.md", "vong.md", "vong")]
    odd += [f"content/{HERE}/dut.md:1:", "content/anh/2026/ong.jpg:1:"]
    files = [f"content/{unicodedata.normalize('NFC', path)}:1:" for path in RENAMED]
    twins = [f"content/anh/2026/{name}.jpg:1: chỉ khác" for name in ("KIEM-TRA", "kiem-tra")]

    assert check(root, now=small.NOW) == 0
    told = capsys.readouterr().out
    assert [one for one in (*odd, *files, *twins) if one not in told] == []
    assert [name for name in LEFT if f"/{name}:" in told] == []
    assert "0 lỗi" in told

    assert publish(root, yes=True, now=small.NOW) == 0
    told = capsys.readouterr().out
    assert [one for one in (*odd, *files)[:30] if one not in told] == []
    live = root / "public/current"
    page = (live / GOOD).with_suffix(".html").read_text(encoding="utf-8")
    assert "/anh/2026/anh-hoi-nghi" in page
    assert "/anh/2026/ket-qua" in page
    assert not (live / f"{HERE}/bai-moi.html").exists()
    assert "chưa được đăng vì tên" in unattended.first_words(root)

    assert publish(root, yes=True, now=small.NOW) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    for _ in range(2):
        assert build(root, output=root / "output", now=small.NOW) == 0
        assert "Chú ý: " in capsys.readouterr().out
    assert "chưa được đăng vì tên" in unattended.first_words(root)

    assert check(root, fix=True, now=small.NOW) == 0
    told = capsys.readouterr().out
    for old, new in RENAMED.items():
        assert (root / "content" / new).is_file(), new
        assert not (root / "content" / old).exists()
        assert f"thành: content/{new}" in told
    for path in NAMED:
        assert (root / "content" / path).exists()
    assert publish(root, yes=True, now=small.NOW) == 0
    assert (live / f"{HERE}/bai-moi.html").is_file()
    assert (live / "trang/noi-quy.html").is_file()


def test_a_live_post_under_another_name_keeps_its_address(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / small.EDITED
    file.rename(file.with_name("Kiểm tra nhà tạm giữ.md"))
    assert publish(root, yes=True, now=small.NOW) == 1
    told = capsys.readouterr()
    assert f"{small.EDITED.removesuffix('.md')}.html" in told.out
    assert f"đổi tên tệp thành content/{small.EDITED}" in told.out
    assert check(root, fix=True, now=small.NOW) == 0
    assert file.is_file()
    assert publish(root, yes=True, now=small.NOW) == 0
