"""Word files as LibreOffice writes them: read as Word's own, and nothing hidden comes out.

The files in ``tests/fixtures/libreoffice`` are of our own words, saved by LibreOffice 7.4.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.importers.article_parts import OldArticle
from desk.importers.blocks import markdown
from desk.importers.imported_post import ImportedPost, imported_post
from desk.importers.word_article import word_article
from plugins.registry.folder import read_agency
from plugins.sections import ONE
from plugins.vietnamese import VIETNAM
from tests.support.sites import NEWSROOM, ROOT

FILES = ROOT / "tests" / "fixtures" / "libreoffice"
NOW = datetime(2024, 7, 1, 8, 0, tzinfo=VIETNAM)
TITLE = "Kiểm tra công tác lưu trữ hồ sơ tại hai đơn vị"
LEAD = (
    "Ngày 11/6/2024, VKSND tỉnh Thái Bình kiểm tra công tác lưu trữ hồ sơ tại VKSND huyện Hưng Hà"
)
END = "Đoàn kiểm tra đề nghị đơn vị bổ sung sổ theo dõi trước ngày 30/6."
CANARY = "canary"
"""In whatever nobody sees, and in the names of who wrote and remarked."""

HELD = {
    "bang-gop": ('<td rowspan="2"', '<td colspan="2"', "134"),
    "anh-giua": ('"Quang cảnh buổi kiểm tra. Ảnh: Thu Hương"',),
    "cuoc-chu": ("14 công chức[^2] cùng dự[^3].", "[^2]: Tính đến 31/5."),
    "sua-luu-vet": ("được ghi rất đầy đủ trong năm.",),
    "chu-an": ("Đơn vị làm tốt.", "Có thêm."),
    "tcvn3": (END,),
    "vni": (END,),
    "nhan-xet": ("Đơn vị làm tốt.",),
    "muc-luc": ("## Kết quả",),
    "tac-gia-dau": (END,),
    "cong-van": (END,),
}
LEFT_OUT = {
    "sua-luu-vet": "đoạn đã xóa còn lưu vết: 1",
    "chu-an": "đoạn chữ ẩn: 2",
    "muc-luc": "dòng mục lục: 2",
    "nhan-xet": "nhận xét (comment): 1",
}


def read(name: str) -> tuple[OldArticle, ImportedPost]:
    registry, _, _ = read_agency(NEWSROOM / "content")
    assert registry is not None
    article = word_article((FILES / f"{name}.docx").read_bytes())
    return article, imported_post(article, registry, NOW, ONE)


def test_every_file_is_read_by_a_test() -> None:
    assert sorted(HELD) == sorted(path.stem for path in FILES.iterdir())


@pytest.mark.parametrize("name", HELD)
def test_a_file_of_libreoffice_is_read_as_one_of_word(name: str) -> None:
    article, made = read(name)
    title = "Chuyển hồ sơ lưu trữ năm 2023" if name == "cong-van" else TITLE
    assert (made.front.title, made.front.date.date().isoformat()) == (title, "2024-06-12")
    assert made.front.authors == ("Việt Hưng",)
    assert made.front.units == ("VKSND tỉnh Thái Bình", "VKSND huyện Hưng Hà")
    text = markdown(made.blocks)
    for one in (LEAD, END, *HELD[name]):
        assert one in text
    assert "Mục lục" not in text
    assert len(article.files) == (name == "anh-giua")
    if name in LEFT_OUT:
        assert any(LEFT_OUT[name] in one for one in article.left_out)


@pytest.mark.parametrize("name", HELD)
def test_nothing_hidden_comes_out_of_it(name: str) -> None:
    assert CANARY not in repr(read(name)).casefold()
