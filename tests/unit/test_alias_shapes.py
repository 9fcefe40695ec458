"""Old addresses: only those that a static page can stand at are taken."""

from pathlib import Path

import pytest

from plugins.reading import read_newsroom
from tests.support import small_newsroom as small
from tests.support.soundness import lay, project, prove

POST = "tin-hoat-dong/2026/bai.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("aliases") / "project")


def said(root: Path, *aliases: str) -> list[str]:
    listed = ", ".join(f'"{alias}"' for alias in aliases)
    lay(root, {POST: small.post("Bài thử", "2026-03-01 08:00", "Chữ.", f"aliases: [{listed}]")})
    return [p.message for p in read_newsroom(root / "content", small.NOW).problems]


@pytest.mark.parametrize(
    "aliases",
    [
        ("/detail/954/Ten-bai.html",),
        ("/detail/954", "/detail/955/"),
        ("/detail", "/detail/954/Ten-bai.html"),
        ("/category/ten.html", "/tag/ten/", "/pages/gioi-thieu.html", "/tags.html"),
        ("/Bài viết/Tin.html".replace(" ", "-"),),
        ("/le-cong-bo-quy-che-phoi-hop-moi-ban-hanh.html",),
        ("/v1.2/tin.html",),
    ],
)
def test_what_can_stand_is_published(root: Path, aliases: tuple[str, ...]) -> None:
    assert said(root, *aliases) == []
    assert prove(root).faults == ()


@pytest.mark.parametrize(
    ("aliases", "words"),
    [
        (("/Default.aspx",), "có đuôi khác .html"),
        (("/tin.HTML",), "có đuôi khác .html"),
        (("/tin.htm",), "có đuôi khác .html"),
        (("/cu/rss.xml",), "có đuôi khác .html"),
        (("/anh.jpg",), "có đuôi khác .html"),
        (("/cu/v1.2-ban-dau",), "có đuôi khác .html"),
        (("/cu/...",), "có đuôi khác .html"),
        (("/.html",), "có đuôi khác .html"),
        (("/" + "a" * 300,), "dài quá"),
        (("/a\\u0001b",), "không chứa được"),
        (("/a\\tb",), "dấu cách"),
        (("/a", "/a/"), "ghi hai lần"),
        (("/a", "/a/index.html"), "ghi hai lần"),
        (("/a.html", "/a.html/"), "ghi hai lần"),
        (("/a.html", "/a.html/b"), "nằm bên trong /a.html"),
        (("/b/a.html/c/d.html", "/b/a.html"), "nằm bên trong /b/a.html"),
    ],
)
def test_what_cannot_is_said(root: Path, aliases: tuple[str, ...], words: str) -> None:
    (message,) = said(root, *aliases)
    assert words in message
