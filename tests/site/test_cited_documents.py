"""Documents on the site: only what readers can read cites them, and a post changes only its own."""

import re
from pathlib import Path

from plugins.documents.catalogue import LONGEST_LIST
from tests.support import small_newsroom as small
from tests.support.posts import write_agency
from tests.support.sites import FIXTURE, ROOT, build, built, tree, write
from tests.support.soundness import prove

POST = """---
title: "{title}"
date: {date}
author: Việt Hưng
department: Phòng 15
{extra}---

{body}
"""
CONF = f"""
from tests.support.plainconf import *
SITENAME = "Tin hoạt động"
SITEURL = "https://vks-mau.gov.vn"
THEME = {str(ROOT / "theme")!r}
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
    conf.write_text(CONF, "utf-8")
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
    entry = "/van-ban/ke-hoach/khong-ghi-ngay.html#ke-hoach-15-kh-vkslg"
    assert f'<a href="{entry}">' in site["tin-hoat-dong/2021/b.html"].decode()
    undated = site["van-ban/ke-hoach/khong-ghi-ngay.html"].decode()
    assert 'id="ke-hoach-15-kh-vkslg"' in undated
    assert "/van-ban/ke-hoach/2022.html#ke-hoach-15-kh-vkslg-05-03-2022" in undated
    assert not [name for name in site if re.fullmatch(r"van-ban/[^/]+-vkslg.*", name)]
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


def test_a_document_of_one_post_is_an_entry_and_leads_nowhere(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)
    output = built(content, tmp_path / "output", conf=conf)
    alone = post(
        "Họp tháng Năm", "2021-05-15 08:00", "Theo Quyết định số 9/QĐ-VKSLG ngày 1/5/2021."
    )
    write(content, {"tin-hoat-dong/2021/mot.md": alone})
    said = build(content, output, conf=conf)
    assert said.returncode == 0, said.stdout
    site = tree(output)
    text = site["tin-hoat-dong/2021/mot.html"].decode()
    assert "<cite>Quyết định số" in text
    assert "/van-ban/quyet-dinh" not in text
    listed = site["van-ban/quyet-dinh/2021.html"].decode()
    assert 'id="quyet-dinh-9-qd-vkslg-01-05-2021"' in listed
    assert 'href="/tin-hoat-dong/2021/mot.html"' in listed
    assert "van-ban/quyet-dinh-9-qd-vkslg-01-05-2021.html" not in site


def test_what_the_registry_says_of_a_document_is_worth_a_page(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)
    alone = post(
        "Họp tháng Năm", "2021-05-15 08:00", "Theo Quyết định số 9/QĐ-VKSLG ngày 1/5/2021."
    )
    entry = (
        '[[document]]\nnumber = "{}/QĐ-VKSLG"\ndate = 2021-05-01\ntitle = "Về phân công"\n'
        'issuer = "Viện trưởng"\nlink = "https://congbao.example/{}"\n'
    )
    on_file = entry.format(9, 9) + entry.format(10, 10)
    write(content, {"tin-hoat-dong/2021/mot.md": alone, "registry/documents.toml": on_file})
    output = built(content, tmp_path / "output", conf=conf)
    site = tree(output)
    page = site["van-ban/quyet-dinh-9-qd-vkslg-01-05-2021.html"].decode()
    for said in ("Về phân công", ">Viện trưởng<", 'href="https://congbao.example/9"'):
        assert said in page
    assert "Về phân công" in site["van-ban/quyet-dinh/2021.html"].decode()
    assert not [name for name, data in site.items() if b"congbao.example/10" in data]
    write(content, {"registry/documents.toml": on_file.replace("phân công", "giao việc")})
    assert build(content, output, conf=conf).returncode == 0
    assert b"giao vi" in tree(output)["van-ban/quyet-dinh-9-qd-vkslg-01-05-2021.html"]


def test_what_is_public_of_documents_is_no_secret_of_a_draft(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    cited = "Theo Quyết định số 9/QĐ-VKSTM ngày 01/5/2021 và Kế hoạch số 3/KH-VKSTM."
    about = "Về việc phân công kiểm sát viên trực nghiệp vụ dịp lễ"
    on_file = f'[[document]]\nnumber = "9/QĐ-VKSTM"\ndate = 2021-05-01\ntitle = "{about}"\n'
    (root / "content/registry/documents.toml").write_text(on_file, "utf-8")
    small.write(root, "tin-hoat-dong/2026/mot.md", small.post("Họp", "2026-03-12 08:00", cited))
    secret = small.post(about, "2026-03-13 08:00", cited, "status: draft\n")
    small.write(root, "tin-hoat-dong/2026/nhap.md", secret)
    assert prove(root).faults == ()
    page = (root / "output/van-ban/quyet-dinh-9-qd-vkstm-01-05-2021.html").read_text("utf-8")
    assert about in page


def test_a_long_year_is_cut_by_month_and_its_entries_keep_their_addresses(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)

    def many(count: int) -> dict[str, str]:
        plans = [f"Kế hoạch số {100 + n}/KH-VKSLG ngày 5/{n % 2 + 4}/2021" for n in range(count)]
        texts = ["Theo " + ", ".join(plans[at : at + 20]) + "." for at in range(0, count, 20)]
        return {
            f"tin-hoat-dong/2021/dai-{n}.md": post(
                f"Họp lần {n}", f"2021-07-{n + 1:02} 08:00", text
            )
            for n, text in enumerate(texts)
        }

    write(content, many(LONGEST_LIST - 1))  # with the one of POSTS as many as a list may have
    output = built(content, tmp_path / "output", conf=conf)
    before = tree(output)
    assert "van-ban/ke-hoach/2021-04.html" not in before
    entries = re.findall(rb' id="ke-hoach-[^"]+"', before["van-ban/ke-hoach/2021.html"])
    assert len(entries) == LONGEST_LIST
    write(content, many(LONGEST_LIST))
    assert build(content, output, conf=conf).returncode == 0
    site = tree(output)
    kept = re.findall(rb' id="ke-hoach-[^"]+"', site["van-ban/ke-hoach/2021.html"])
    assert set(entries) < set(kept)
    months = [site[f"van-ban/ke-hoach/2021-{month}.html"] for month in ("03", "04", "05")]
    assert sorted(kept) == sorted(
        found for page in months for found in re.findall(rb' id="ke-hoach-[^"]+"', page)
    )
    sitemap = site["sitemap-van-ban-2021.xml"].decode()
    assert "/van-ban/ke-hoach/2021-04.html</loc>" in sitemap
    assert "/van-ban/ke-hoach-100-" not in sitemap


def test_a_long_list_without_dates_is_cut_by_the_year_that_cites_first(tmp_path: Path) -> None:
    content, conf = newsroom(tmp_path)
    plans = [f"Chỉ thị số {100 + n}/CT-VKSLG" for n in range(LONGEST_LIST + 1)]
    texts = ["Theo " + ", ".join(plans[at : at + 20]) + "." for at in range(0, len(plans), 20)]
    years = ["2021", "2022", "2022", "2023", "2023", "2023"]
    write(
        content,
        {
            f"tin-hoat-dong/{year}/dai-{n}.md": post(
                f"Họp {n}", f"{year}-07-{n + 1:02} 08:00", text
            )
            for n, (year, text) in enumerate(zip(years, texts, strict=True))
        },
    )
    site = tree(built(content, tmp_path / "output", conf=conf))
    home = "van-ban/chi-thi/khong-ghi-ngay"
    found = {
        name: len(re.findall(rb' id="chi-thi-[^"]+"', data))
        for name, data in site.items()
        if name.startswith(home)
    }
    assert found == {
        f"{home}.html": LONGEST_LIST + 1,
        f"{home}-2021.html": 20,
        f"{home}-2022.html": 40,
        f"{home}-2023.html": LONGEST_LIST + 1 - 60,
    }
    assert "Dẫn từ năm 2022" in site[f"{home}.html"].decode()
    assert "không ghi ngày, dẫn từ năm 2022" in site[f"{home}-2022.html"].decode()
