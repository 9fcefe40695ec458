"""Documents on the site: only what readers can read cites them, and a post changes only its own."""

import re
from pathlib import Path

from tests.support.posts import write_agency
from tests.support.sites import FIXTURE, build, built, tree, write

POST = """---
title: "{title}"
date: {date}
author: Việt Hưng
department: Phòng 15
{extra}---

{body}
"""
CONF = """
from pathlib import Path
exec((Path({root!r}) / "pelicanconf.py").read_text("utf-8"))
NEWSROOM_AGENCY = "tinh"
"""


def post(title: str, date: str, body: str, extra: str = "") -> str:
    return POST.format(title=title, date=date, body=body, extra=extra)


PLAN = "Thực hiện Kế hoạch số 15/KH-VKSLG ngày 02/3/2021, đơn vị họp."
POSTS = {
    "tin-hoat-dong/2021/a.md": post("Họp tháng Ba", "2021-03-15 08:00", PLAN),
    "tin-hoat-dong/2021/b.md": post(
        "Họp tháng Tư", "2021-04-15 08:00", "Theo **Kế hoạch 15/KH-VKSLG**, đơn vị họp tiếp."
    ),
    "tin-hoat-dong/2021/nhap.md": post(
        "Bản nháp", "2021-04-16 08:00", "Theo Quyết định số 901/QĐ-VKSLG.", "status: draft\n"
    ),
    "tin-hoat-dong/2021/hen.md": post(
        "Hẹn giờ", "2099-04-16 08:00", "Theo Quyết định số 902/QĐ-VKSLG ngày 1/2/2021."
    ),
    "tin-hoat-dong/2021/go.md": post(
        "Đã gỡ",
        "2021-04-17 08:00",
        "Theo Quyết định số 903/QĐ-VKSLG ngày 1/2/2021.",
        "corrections: [{date: 2021-05-01 08:00, kind: gỡ bỏ, note: Nhầm}]\n",
    ),
}


def newsroom(folder: Path) -> tuple[Path, Path]:
    """The content folder and the settings of a site with ``POSTS``."""
    content = folder / "content"
    write_agency(content)
    write(content, POSTS)
    pages = FIXTURE / "content" / "trang"
    write(content, {f"trang/{page.name}": page.read_text("utf-8") for page in pages.glob("*.md")})
    conf = folder / "conf.py"
    conf.write_text(CONF.format(root=str(FIXTURE.parents[1])), "utf-8")
    return content, conf


def test_documents_are_what_published_posts_cite_and_nothing_else(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)
    site = tree(built(content, tmp_path / "output", conf=conf))
    pages = sorted(name for name in site if name.startswith("van-ban/"))
    assert pages == [
        "van-ban/index.html",
        "van-ban/ke-hoach-15-kh-vkslg-02-03-2021.html",
        "van-ban/ke-hoach/2021.html",
    ]
    for secret in ("901", "902", "903"):
        assert not [name for name, data in site.items() if f"{secret}/QĐ".encode() in data]
    page = site[pages[1]].decode()
    assert re.findall(r"/tin-hoat-dong/2021/(\w)\.html", page) == ["b", "a"]
    link = f'<a href="/{pages[1]}">'
    assert link in site["tin-hoat-dong/2021/a.html"].decode()
    assert f"<strong>{link}" in site["tin-hoat-dong/2021/b.html"].decode()
    assert not [name for name, data in site.items() if b"document:" in data]
    assert "van-ban" not in site["tin-hoat-dong/atom.xml"].decode()


def test_a_second_document_of_the_number_takes_the_undated_citation_away(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)
    output = built(content, tmp_path / "output", conf=conf)
    other = post("Họp năm sau", "2022-04-15 08:00", "Theo Kế hoạch số 15/KH-VKSLG ngày 5/3/2022.")
    write(content, {"tin-hoat-dong/2022/c.md": other})
    said = build(content, output, conf=conf)
    assert said.returncode == 0, said.stdout
    site = tree(output)
    assert "van-ban/ke-hoach-15-kh-vkslg.html" in site
    assert "/van-ban/ke-hoach-15-kh-vkslg.html" in site["tin-hoat-dong/2021/b.html"].decode()
    clean = tmp_path / "clean"
    clean.mkdir()
    content.rename(clean / "content")
    assert tree(built(clean / "content", clean / "output", conf=conf)) == site


def test_a_list_of_many_posts_goes_over_numbered_pages(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)
    more = {
        f"tin-hoat-dong/2021/them-{n}.md": post(f"Họp lần {n}", f"2021-06-{n:02} 08:00", PLAN)
        for n in range(1, 24)
    }
    write(content, more)
    site = tree(built(content, tmp_path / "output", conf=conf))
    home = "van-ban/ke-hoach-15-kh-vkslg-02-03-2021"
    assert f"{home}/trang-1.html" in site
    assert f"{home}/trang-2.html" in site
    assert f'href="/{home}.html"' in site[f"{home}/trang-2.html"].decode()
    assert f"/{home}/trang-1.html" in site[f"{home}.html"].decode()
