"""Links from texts to the site's own pages: what will be there passes, all else is said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.content import Reading, read_newsroom
from plugins.model import Problem
from plugins.pages.site_addresses import SiteAddresses
from plugins.registry_files import DOCUMENTS
from tests.support import small_newsroom as small
from tests.support.soundness import prove

SITE = small.SITE
POST = "tin-hoat-dong/2026/bai-thu.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small.make(tmp_path_factory.mktemp("links"))
    for number in range(1, 23):
        path = f"tin-hoat-dong/2026/so-ket-cong-tac-tuan-{number}.md"
        text = (root / "content" / path).read_text("utf-8")
        cited = "theo Quyết định số 143/QĐ-VKSTM ngày 05/01/2026 của Viện trưởng."
        units = "units: [VKSND huyện Đông Mẫu]\ndepartment"
        text = text.replace("tuần sau.", f"tuần sau, {cited}").replace("department", units, 1)
        small.write(root, path, text)
    return root


def read(root: Path, href: str) -> Reading:
    small.write(root, POST, small.post("Bài thử", "2026-03-12 08:00", f"Xem\n[ở đây]({href})."))
    return read_newsroom(root / "content", small.NOW, origins=(SITE,))


def said(root: Path, href: str) -> list[Problem]:
    return [p for p in read(root, href).problems if p.path.endswith(POST)]


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/index.html",
        "/#noi-dung",
        "/tin-hoat-dong/",
        "/tin-hoat-dong",
        "/tin-hoat-dong/atom.xml",
        "/tin-hoat-dong/trang-2.html",
        "/tin-hoat-dong/luu-tru/2026.html",
        "/tin-hoat-dong/luu-tru/2026-02.html",
        "/don-vi/dong-mau/",
        "/don-vi/dong-mau",
        "/don-vi/dong-mau/trang-2.html",
        "/don-vi/dong-mau/rss.xml?x=1",
        "/phong/phong-15/#noi-dung",
        "/phong/phong-15/trang-1.html",
        "/tac-gia/viet-hung/",
        "/tac-gia/viet-hung/trang-2.html",
        "/van-ban/",
        "/detail/954/Lich-tiep-cong-dan.html",
        "/sitemap.xml",
        "/tin-hoat-dong/2026/kiem-tra-nha-tam-giu",
        "/trang/gioi-thieu/",
        f"{SITE}",
        f"{SITE}/don-vi/dong-mau/",
        f"{SITE}/tin-hoat-dong/2026/kiem-tra-nha-tam-giu.html#muc-ket-qua-buoc-dau",
        "https://vksnd-mau.example.vn/khong-co",
        "https://khac.vn/don-vi/khong-co/",
        "mailto:a@b.vn",
    ],
)
def test_what_is_there_is_passed_over(root: Path, href: str) -> None:
    assert said(root, href) == []


@pytest.mark.parametrize(
    ("href", "words", "mend"),
    [
        ("/tep/2026/mau-don.pdf", "không có tệp này", ""),
        ("tep/2026/mau-don.pdf", "không có tệp này", ""),
        (f"{SITE}/tep/2026/mau-don.pdf", "ghi đường dẫn tới tệp", "tep/2026/mau-don.pdf"),
        ("/anh/2026/kiem-tra.jpg", "hãy chèn ảnh", "![mô tả ảnh](anh/2026/kiem-tra.jpg)"),
        ("/theme/site.css", "tệp của giao diện", ""),
        ("/registry/units.toml", "sổ đăng ký", ""),
        ("/don-vi/dong-mua/", "không dẫn tới trang nào", "/don-vi/dong-mau/"),
        ("/don-vi/DONG-MAU/", "không dẫn tới trang nào", "/don-vi/dong-mau/"),
        ("/don-vi/dong-mau/#muc-x", "#muc-x", "/don-vi/dong-mau/"),
        ("/don-vi/dong-mau/trang-3.html", "không dẫn tới trang nào", "/don-vi/dong-mau/"),
        ("/don-vi/dong-mau/trang-02.html", "không dẫn tới trang nào", "/don-vi/dong-mau/"),
        ("/phong/phong-16/", "không dẫn tới trang nào", "/phong/phong-15/"),
        ("/tac-gia/khong-ai/", "không dẫn tới trang nào", ""),
        ("/tin-hoat-dong/trang-99.html", "không dẫn tới trang nào", ""),
        ("/tin-hoat-dong/2026-13.html", "không dẫn tới trang nào", ""),
        ("/tin-hoat-dong/luu-tru/2026-01.html", "không dẫn tới trang nào", ""),
        ("/tin-hoat-dong/luu-tru/1999.html", "không dẫn tới trang nào", ""),
        ("/van-ban/quyet-dinh-1.html", "không dẫn tới trang nào", ""),
        ("/van-ban/quyet-dinh/2026.html#quyet-dinh-1", "#quyet-dinh-1", ""),
        ("/van-ban/quyet-dinh-143-qd-vkstm-05-01-2026.html#x", "#x", ""),
        ("/tin-hoat-dong/atom.xml#noi-dung", "#noi-dung", ""),
        ("/favicon.ico", "không dẫn tới trang nào", ""),
        (f"{SITE}/khong-co.html", "không dẫn tới trang nào", ""),
        (f"{SITE.upper()}/khong-co.html", "không dẫn tới trang nào", ""),
        (f"{SITE}:443/khong-co.html", "không dẫn tới trang nào", ""),
        (SITE.replace("https:", "") + "/khong-co.html", "không dẫn tới trang nào", ""),
        (f"{SITE}/don-vi/dong-mau", "không dẫn tới trang nào", "/don-vi/dong-mau/"),
        (f"{SITE}/trang/gioi-thieo.html", "không dẫn tới bài hay", "trang/gioi-thieu.md"),
        (f"{SITE}/trang/gioi-thieu.html#muc-x", "#muc-x", "trang/gioi-thieu.md"),
        (f"{SITE}/{small.DRAFT[:-3]}.html", "chưa đọc được", ""),
        (f"{SITE}/{small.SCHEDULED[:-3]}.html", "chưa đọc được", ""),
        (f"{SITE}/{small.WITHDRAWN[:-3]}.html#muc-x", "#muc-x", ""),
        (f"/{small.WITHDRAWN[:-3]}.html#muc-x", "#muc-x", ""),
    ],
)
def test_what_will_not_be_there_is_said_at_its_line(
    root: Path, href: str, words: str, mend: str
) -> None:
    found = [p for p in said(root, href) if p.severity == "error"]
    assert len(found) == 1, found
    assert found[0].line == 7
    assert words in found[0].message
    line = f"{mend}." if mend.startswith("!") else f"[ở đây]({mend})."
    if mend:
        assert found[0].suggestion == line


@pytest.mark.parametrize(
    "url",
    [
        "/van-ban/quyet-dinh-143-qd-vkstm-05-01-2026.html",
        "/van-ban/quyet-dinh/2026.html#quyet-dinh-143-qd-vkstm-05-01-2026",
    ],
)
def test_a_documents_page_or_list_may_vanish_so_that_is_reminded_of(root: Path, url: str) -> None:
    (problem,) = said(root, url)
    assert problem.severity == "advice"
    assert "ghi số, ký hiệu" in problem.message


def test_the_registry_sends_nobody_to_this_site_for_the_text_of_a_document(root: Path) -> None:
    entry = '\n[[document]]\nnumber = "{}/KH-VKSTM"\ndate = 2026-01-05\nlink = "{}/1"\n'
    small.write(root, DOCUMENTS, entry.format(1, "https://khac.vn") + entry.format(2, SITE))
    try:
        found = read(root, "/").errors
    finally:
        (root / "content" / DOCUMENTS).unlink()
    assert [(one.path, one.line) for one in found] == [(f"content/{DOCUMENTS}", 7)]
    assert "chính trang tin này" in found[0].message


def test_a_scheduled_text_may_lead_to_what_is_there_by_then(root: Path) -> None:
    late = small.post(
        "Bài hẹn giờ", "2026-05-01 08:00", "Xem [tin](/tin-hoat-dong/luu-tru/2026-04.html)."
    )
    small.write(root, "tin-hoat-dong/2026/bai-hen-gio.md", late)
    try:
        assert read(root, "/").errors == ()
    finally:
        (root / "content/tin-hoat-dong/2026/bai-hen-gio.md").unlink()


def test_nothing_that_depends_on_all_is_judged_while_a_text_cannot_be_read(root: Path) -> None:
    broken = root / "content/tin-hoat-dong/2026/hong.md"
    broken.write_text("không có phần khai báo\n", "utf-8")
    try:
        assert said(root, "/tin-hoat-dong/trang-99.html") == []
        assert len(said(root, "/tep/x.pdf")) == 1
    finally:
        broken.unlink()


def candidates(files: set[str]) -> Iterator[str]:
    """Addresses of pages that may or may not be there, in the shapes in which they are written."""
    bases = {"/" + file.removesuffix("index.html") for file in files if file.endswith("index.html")}
    for base in bases:
        yield from (base, *(f"{base}trang-{n}.html" for n in range(5)))
        yield from (f"{base}{name}" for name in ("atom.xml", "rss.xml", "index.html"))
    yield from (f"/tin-hoat-dong/luu-tru/{year}.html" for year in range(2024, 2028))
    yield from (f"/tin-hoat-dong/luu-tru/2026-{month:02}.html" for month in range(14))
    yield from ("/don-vi/khac/", "/phong/khac/", "/tac-gia/khac/", "/van-ban/khac.html")


def test_the_addresses_known_here_are_those_that_a_build_makes(root: Path) -> None:
    reading = read(root, "/")
    assert reading.newsroom is not None
    assert prove(root).faults == ()
    posts, pages = reading.newsroom.posts, reading.newsroom.pages
    site = SiteAddresses(
        posts=posts,
        pages=pages,
        registry=reading.registry,
        now=small.NOW,
        table=reading.newsroom.addresses,
    )
    output = root / "output"
    files = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    others = re.compile(r"anh/|theme/|sitemap-|tin-hoat-dong/\d{4}/|trang/")
    ours = {file for file in files if not others.match(file)}
    assert len(ours) > 30
    for file in sorted(ours):
        address = "/" + re.sub(r"(^|/)index\.html$", r"\1", file)
        assert site.has(address, pages[0]), address
    for address in candidates(files):
        file = address[1:] + ("index.html" if address.endswith("/") else "")
        assert bool(site.has(address.removesuffix("index.html"), pages[0])) == (file in files), (
            address
        )
