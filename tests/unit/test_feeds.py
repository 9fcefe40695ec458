"""Feeds: RSS says what Atom says, corrections too; what is known by an identity keeps it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree, html

from desk.settings_check import feed_reminders
from tests.support import small_newsroom as small
from tests.support.soundness import lay, project, prove

ATOM = "{http://www.w3.org/2005/Atom}"
NOTES = (
    "corrections:\n"
    '  - {date: 2026-03-06 10:00, kind: đính chính, note: "Số đúng là 5 < 6 & \\"bảy\\"."}\n'
    '  - {date: 2026-03-07 11:00, kind: cập nhật, note: "Thêm kết quả."}'
)
GONE = "corrections: [{date: 2026-03-08 10:00, kind: gỡ bỏ, note: Đăng nhầm bản chưa ký.}]"
PLACE = ("department: Phòng 15", "units: [VKSND huyện Đông Mẫu]")
BODY = "VKSND huyện Đông Mẫu kiểm tra <5 việc> & ghi nhận."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("feeds") / "project")
    days = {"nguyen": (), "sua": (NOTES,), "go": (GONE,)}
    lay(
        root,
        {
            f"tin-hoat-dong/2026/bai-{name}.md": small.post(
                f"Bài {name} & <b>", f"2026-03-0{day} 08:00", BODY, *extra, *PLACE
            )
            for day, (name, extra) in enumerate(days.items(), 1)
        },
    )
    lay(root, {"tin-hoat-dong/2026/bai-rieng.md": small.post("Riêng", "2026-03-05 08:00", "Chữ.")})
    proof = prove(root)
    assert (proof.errors, proof.faults) == ((), ())
    return root


def words(markup: str | None) -> str:
    """What a reader of the HTML sees."""
    return " ".join(html.fromstring(f"<div>{markup}</div>").text_content().split())


def notes(markup: str | None) -> list[str]:
    """The dated notes at the head of an entry."""
    found = html.fromstring(f"<div>{markup}</div>").xpath("./p[strong]")
    return [" ".join(one.text_content().split()) for one in found]


@pytest.mark.parametrize(
    ("base", "count"),
    [("tin-hoat-dong", 4), ("don-vi/dong-mau", 3), ("phong/phong-15", 3), ("don-vi/tinh-mau", 0)],
)
def test_rss_carries_what_atom_carries_entry_by_entry(root: Path, base: str, count: int) -> None:
    atom = etree.parse(root / "output" / base / "atom.xml").getroot()
    rss = etree.parse(root / "output" / base / "rss.xml").getroot()
    entries, items = atom.findall(f"{ATOM}entry"), rss.findall("channel/item")
    assert len(entries) == len(items) == count
    for entry, item in zip(entries, items, strict=True):
        content, description = entry.findtext(f"{ATOM}content"), item.findtext("description")
        assert item.findtext("guid") == entry.findtext(f"{ATOM}id")
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("title") == entry.findtext(f"{ATOM}title")
        assert item.findtext("link") == entry.find(f"{ATOM}link").get("href")
        assert item.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")
        assert [one.text for one in item.findall("category")] == [
            one.get("term") for one in entry.findall(f"{ATOM}category")
        ]
        assert notes(description) == notes(content)
        if "gỡ bỏ" not in str(entry.findtext(f"{ATOM}title")):
            assert words(entry.findtext(f"{ATOM}summary")) in words(description)
    if count == 0:
        return
    gone, corrected, *_ = [one for one in items if "bai-rieng" not in one.findtext("link")]
    assert notes(gone.findtext("description")) == ["Gỡ bỏ ngày 8/3/2026: Đăng nhầm bản chưa ký."]
    assert notes(corrected.findtext("description")) == [
        'Đính chính ngày 6/3/2026: Số đúng là 5 < 6 & "bảy".',
        "Cập nhật ngày 7/3/2026: Thêm kết quả.",
    ]
    assert corrected.findtext(f"{ATOM}updated") == "2026-03-07T11:00:00+07:00"


def identities(output: Path) -> dict[str, list[str]]:
    return {
        file.relative_to(output).as_posix(): re.findall(
            r"<(?:id|guid[^>]*)>([^<]+)<", file.read_text("utf-8")
        )
        for file in [*output.rglob("atom.xml"), *output.rglob("rss.xml")]
    }


def test_a_site_that_moves_keeps_its_identities(root: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(root, tmp_path / "moved", symlinks=True)
    conf = (moved / "publishconf.py").read_text("utf-8")
    elsewhere = conf.replace(small.SITE, "https://vks-moi.gov.vn:8443")
    (moved / "publishconf.py").write_text(elsewhere, encoding="utf-8")

    assert prove(moved).faults == ()

    assert identities(moved / "output") == identities(root / "output")
    news = (moved / "output/tin-hoat-dong/atom.xml").read_text("utf-8")
    assert "https://vks-moi.gov.vn:8443/tin-hoat-dong/2026/bai-sua.html" in news
    assert small.SITE not in news
    assert feed_reminders(moved, root / "output", moved / "output") == ()

    for name in ("pelicanconf.py", "publishconf.py"):
        text = (moved / name).read_text("utf-8")
        (moved / name).write_text(re.sub(r"NEWSROOM_FEED_HOST = .*", "", text), encoding="utf-8")
    assert prove(moved).faults == ()
    (reminder,) = feed_reminders(moved, root / "output", moved / "output")
    assert (reminder.path, reminder.severity) == ("pelicanconf.py", "advice")
    assert reminder.suggestion == 'NEWSROOM_FEED_HOST = "vksnd-mau.example"'
    assert "vks-moi.gov.vn" in reminder.message


def test_without_the_setting_the_identity_is_the_sites_host(root: Path) -> None:
    (first, *_) = identities(root / "output")["tin-hoat-dong/atom.xml"]
    assert first == "tag:vksnd-mau.example,2019:/tin-hoat-dong/"
