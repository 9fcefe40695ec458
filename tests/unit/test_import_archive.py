"""A whole archive of an old portal: folders and zips, killed and gone on with, each page once."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from desk.actions import importing
from desk.importers import apart, reader_crew, zip_files
from desk.importers.given import GivenFile
from desk.importers.import_ledger import NAME, ImportLedger
from desk.importers.import_report import counts_of, page_of, redirects_of, table_of
from desk.importers.runs import Row
from desk.importers.session import DRAFT, REFUSED
from desk.terminal.import_command import import_file
from plugins.content import read_newsroom
from plugins.vietnamese import VIETNAM
from tests.support.old_portals import LINKS, article, encoded, page, write_archive
from tests.support.posts import write_agency
from tests.support.sites import ROOT

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
COMMAND = (
    "import os, sys; from pathlib import Path;"
    "os.cpu_count = lambda cores=os.cpu_count(): int(sys.argv[3]) or cores;"
    "from desk.terminal.import_command import import_file;"
    "sys.exit(import_file(Path(sys.argv[1]), sys.argv[2]))"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    return tmp_path


def posts(desk: Path) -> list[str]:
    content = desk / "content"
    return sorted(f.relative_to(content).as_posix() for f in content.glob("*/*/*.md"))


def write(desk: Path, number: int, name: str = "", shape: str = "news", more: str = "") -> Path:
    text = page(article(number), shape).replace("<div class='entry-content'>", f"<div>{more}")
    file = desk / "cu" / (name or f"bai-{number}.html")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(encoded(text, "utf-8"))
    return file


def report(desk: Path) -> list[dict[str, str]]:
    folder = max((desk / ".newsroom/nhap-bai").iterdir())
    data = (folder / "bao-cao.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def zipped(desk: Path, *names: str) -> Path:
    file = desk / "kho.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted((desk / "cu").rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(desk / "cu").as_posix())
        for name in names:
            packed.writestr(name, "<h1>Trang</h1>")
    return file


# --- whatever happens, each once -----------------------------------------------------------


def killed(desk: Path, cu: Path, after: int, cores: int = 0) -> None:
    """Begin to import, and kill it once so many posts stand."""
    command = [sys.executable, "-c", COMMAND, str(desk), str(cu), str(cores)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 600
        while len(posts(desk)) < after and process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        assert process.poll() is None, "it ended by itself"
        process.kill()


def each_once(desk: Path, count: int) -> None:
    """Every page of the archive is a post, one, and the report says so."""
    found = [(desk / "content" / path).read_text("utf-8") for path in posts(desk)]
    titles = Counter(text.split("\n")[1] for text in found)
    wanted = {f'title: "{article(number).title}"' for number in range(count)}
    assert set(titles) == wanted
    assert set(titles.values()) == {1}
    assert all(text.endswith("\n") and text.count("\n---\n") == 1 for text in found)
    rows = report(desk)
    assert Counter(row["Kết quả"] for row in rows) == {DRAFT: count}
    assert {row["Bài"].removeprefix("content/") for row in rows} == set(posts(desk))
    assert len(list(ImportLedger(desk))) == count
    assert read_newsroom(desk / "content", NOW).errors == ()


def test_an_archive_that_is_killed_is_gone_on_with(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_crew, "FEW", 100)  # who was killed had read over the cores
    cu = write_archive(desk / "cu", 100)
    killed(desk, cu, 20, cores=1)
    assert import_file(desk, cu) == 0
    each_once(desk, 100)
    before = {path: (desk / "content" / path).stat().st_mtime_ns for path in posts(desk)}
    assert import_file(desk, cu) == 0
    assert {path: (desk / "content" / path).stat().st_mtime_ns for path in before} == before
    assert {row["Kết quả"] for row in report(desk)} == {"đã nhập trước đó"}


def test_an_archive_that_is_interrupted_is_gone_on_with(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cu, real, count = write_archive(desk / "cu", 12), importing.import_one, 0

    def interrupted(*about: object) -> object:
        nonlocal count
        count += 1
        if count == 6:
            raise KeyboardInterrupt
        return real(*about)

    with monkeypatch.context() as patch:
        patch.setattr(importing, "import_one", interrupted)
        with pytest.raises(KeyboardInterrupt):
            import_file(desk, cu)
    assert "Đã xong 5/12 tệp. Chạy lại đúng lệnh ấy" in capsys.readouterr().err
    assert len(posts(desk)) == 5
    assert not list((desk / ".newsroom").rglob("*.csv"))
    assert import_file(desk, cu) == 0
    each_once(desk, 12)


def test_what_a_killed_command_had_half_written_is_removed(desk: Path) -> None:
    cu = write_archive(desk / "cu", 2)
    half, alive = (desk / f"content/tin-hoat-dong/2010/.{name}.tmp" for name in ("cu", "moi"))
    half.parent.mkdir(parents=True)
    half.write_bytes(b"x")
    os.utime(half, (1, 1))
    alive.write_bytes(b"x")
    assert import_file(desk, cu) == 0
    assert (half.exists(), alive.exists()) == (False, True)


@pytest.mark.long
def test_five_thousand_pages_killed_three_times(desk: Path) -> None:
    cu = write_archive(desk / "cu", 5_000, LINKS)
    for after in (400, 2_000, 4_000):
        killed(desk, cu, after)
    assert import_file(desk, cu) == 0
    each_once(desk, 5_000)


# --- folders and zips ----------------------------------------------------------------------


def picture(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (640, 400), (140, 30, 30)).save(file)


SHOWN = "<img src='bai-1_files/hop.jpg' alt='Bàn họp trước giờ khai mạc'>"


def test_a_zip_gives_what_its_folder_gives(desk: Path) -> None:
    write(desk, 1, "2015/bai-1.html", more=SHOWN)
    write(desk, 2, "2016/bai-2.html")
    picture(desk / "cu/2015/bai-1_files/hop.jpg")
    (desk / "cu/2015/bai-1_files/khung.html").write_text("<p>Quảng cáo</p>", "utf-8")
    (desk / "cu/.DS_Store").write_bytes(b"x")
    assert import_file(desk, zipped(desk), now=NOW) == 0
    assert len(posts(desk)) == 2
    (kept,) = (desk / "content/anh").rglob("*.jpg")
    assert kept.read_bytes() == (desk / "cu/2015/bai-1_files/hop.jpg").read_bytes()
    (text,) = [t for p in posts(desk) if "anh/" in (t := (desk / "content" / p).read_text("utf-8"))]
    assert "Bàn họp trước giờ khai mạc" in text
    assert [row["Tệp nguồn"].rpartition("kho.zip")[2] for row in report(desk)] == [
        "/2015/bai-1.html",
        "/2016/bai-2.html",
    ]
    assert import_file(desk, desk / "cu", now=NOW) == 0
    assert len(posts(desk)) == 2


def test_files_of_a_few_bytes_among_pages_of_a_zip_are_told_in_order(desk: Path) -> None:
    for number in range(0, 40, 2):
        write(desk, number, f"bai-{number:02}.html")
        (desk / f"cu/bai-{number + 1:02}.txt").write_text(f"{number}", "utf-8")
    import_file(desk, zipped(desk), now=NOW)
    assert len(posts(desk)) == 20
    rows = [(row["Tệp nguồn"].rpartition("/")[2], row["Kết quả"]) for row in report(desk)]
    assert [name for name, _ in rows] == sorted(name for name, _ in rows)
    assert {told for name, told in rows if name.endswith(".txt")} == {"chưa nhập được"}


@pytest.mark.parametrize("source", ["../bi-mat.jpg", "/bi-mat.jpg", "x/../../bi-mat.jpg"])
def test_a_page_in_a_zip_fetches_nothing_from_outside_its_folder(desk: Path, source: str) -> None:
    write(desk, 1, "trong/bai-1.html", more=f"<img src='{source}' alt='Bàn họp'>")
    picture(desk / "cu/bi-mat.jpg")
    picture(desk / "bi-mat.jpg")
    import_file(desk, zipped(desk), now=NOW)
    assert len(posts(desk)) == 1
    assert not (desk / "content/anh").exists()


def test_what_is_not_safe_in_a_zip_is_named_and_the_rest_is_imported(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(desk, 1)
    file = zipped(desk, "../ngoai.html", "/goc.html", "C:/o-dia.html", "kho-con.zip", "a\\b.html")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        link = zipfile.ZipInfo("lien-ket.html")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("bom.html", b" " * 5_000_000)
    assert import_file(desk, file, now=NOW) == 1
    assert len(posts(desk)) == 1
    said = capsys.readouterr().out
    assert said.count("trỏ ra ngoài") == 3
    assert "là liên kết trong tệp nén" in said
    assert "nén quá nhiều dữ liệu" in said
    assert "tệp nén nằm trong tệp nén khác" in said
    assert "chưa nhập được: 7." in said


def test_a_zip_of_too_many_files_is_refused_before_it_is_looked_into(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk, 1)
    file = zipped(desk, *map("{}.html".format, range(60)))
    for name, most in (("_MOST_INDEX", 2_000), ("MOST_ENTRIES", 50), ("MOST_BYTES", 500)):
        with monkeypatch.context() as patch:
            patch.setattr(zip_files, name, most)
            assert import_file(desk, file, now=NOW) == 1
    said = capsys.readouterr().out
    assert said.count("không mở; hãy chia thành nhiều tệp nén nhỏ hơn") == 3
    assert posts(desk) == []


def test_a_broken_zip_is_refused_in_words(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(desk, 1)
    file = zipped(desk)
    file.write_bytes(file.read_bytes()[:-40])
    assert import_file(desk, file, now=NOW) == 1
    assert "bị hỏng" in capsys.readouterr().out


def test_a_page_without_end_is_refused_and_hinders_no_other(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(desk, 1)
    write(desk, 2, "dai.html", more="<p>x" * 100_000)
    with (desk / "cu/nang.html").open("wb") as file:
        file.truncate(1_000_000_000)
    assert import_file(desk, desk / "cu", now=NOW) == 1
    assert len(posts(desk)) == 1
    said = capsys.readouterr().out
    assert "quá nhiều thẻ HTML" in said
    assert "tệp nặng 1000 MB" in said


WORKER = """
import os, sys
from desk.importers import apart_worker
real = apart_worker._read
def read(data):
    if b"mortal" in data:
        os.abort()
    return real(data)
apart_worker._read = read
apart_worker.main()
"""


def test_a_page_that_ends_its_reader_is_refused_alone(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "mortal_worker.py").write_text(WORKER, "utf-8")
    monkeypatch.setattr(apart, "_WORKER", "mortal_worker")
    monkeypatch.setenv("PYTHONPATH", str(desk))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(reader_crew, "FEW", 0)
    given = [GivenFile(write(desk, number)) for number in range(3)]
    given[1].path.write_bytes(b"<p>mortal</p>" * 10)
    read = list(reader_crew.read_all(given, lambda _digest: False))
    assert [one.article is not None for one in read] == [True, False, True]
    assert read[1].fault == apart.TOO_MUCH


# --- what is known, and what is chosen -------------------------------------------------------


def test_a_source_is_known_by_its_bytes_wherever_it_lies(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk, 1)
    assert import_file(desk, file, now=NOW) == 0
    assert import_file(desk, file.rename(desk / "khac.txt"), now=NOW) == 0
    assert len(posts(desk)) == 1
    assert "đã nhập trước đó" in capsys.readouterr().out


def test_an_old_address_with_other_words_is_named_as_changed(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(desk, write(desk, 1), now=NOW)
    changed = write(desk, 1, "moi.html", more="<p>Đoạn này được cổng cũ viết thêm về sau.</p>")
    assert import_file(desk, changed, now=NOW) == 1
    assert "địa chỉ cũ này đã nhập vào content/" in capsys.readouterr().out
    assert "viết thêm" not in (desk / "content" / posts(desk)[0]).read_text("utf-8")
    assert import_file(desk, changed, force=True, now=NOW) == 0
    assert "viết thêm" in (desk / "content" / posts(desk)[0]).read_text("utf-8")


def test_a_line_of_the_ledger_that_was_cut_off_harms_nothing(desk: Path) -> None:
    import_file(desk, write(desk, 1), now=NOW)
    ledger = desk / "content" / NAME
    ledger.write_bytes(ledger.read_bytes()[:-20])
    import_file(desk, write(desk, 2), now=NOW)
    assert [entry.path for entry in ImportLedger(desk)] == [posts(desk)[1]]
    import_file(desk, desk / "cu", now=NOW)
    assert len(posts(desk)) == len(list(ImportLedger(desk))) == 2


def test_the_ledger_holds_no_word_of_a_text(desk: Path) -> None:
    import_file(desk, write(desk, 1), now=NOW)
    said = (desk / "content" / NAME).read_text("utf-8")
    assert article(1).title not in said
    assert not any(sentence[:30] in said for sentence in article(1).paragraphs)


def test_articles_are_chosen_by_day_and_section(desk: Path) -> None:
    for number in range(4):
        write(desk, number)
    how = {"since": "2011-01-01", "until": "2012-12-31", "now": NOW}
    assert import_file(desk, desk / "cu", dry_run=True, **how) == 0
    assert posts(desk) == []
    assert import_file(desk, desk / "cu", **how) == 0
    assert [path.split("/")[1] for path in posts(desk)] == ["2011", "2012"]
    assert import_file(desk, desk / "cu", only="Thông báo", now=NOW) == 0
    assert len(posts(desk)) == 2
    assert import_file(desk, desk / "cu", only="tin hoat dong", now=NOW) == 0
    assert len(posts(desk)) == 4


@pytest.mark.parametrize("how", [{"since": "hôm qua"}, {"since": "2020", "until": "2019-01-01"}])
def test_a_day_that_is_none_is_refused(desk: Path, how: dict[str, str]) -> None:
    assert import_file(desk, write(desk, 1), now=NOW, **how) == 2


def test_a_dry_run_of_an_archive_writes_not_a_byte(desk: Path) -> None:
    write(desk, 1)
    write(desk, 2)
    before = sorted(desk.rglob("*"))
    assert import_file(desk, desk / "cu", dry_run=True, now=NOW) == 0
    assert sorted(desk.rglob("*")) == before


# --- the report ------------------------------------------------------------------------------


ROWS = [
    Row(
        source="kho.zip/=1+1.html",
        result=DRAFT,
        path="tin-hoat-dong/2015/a.md",
        status="draft",
        title="=HYPERLINK(1)",
        date="2015-03-15 08:19",
        aliases=("/detail/1/A.html",),
        doubts=("bài không ký tên",),
    ),
    Row(source="b.html", result=REFUSED, why="<b>hỏng</b>"),
]


def test_the_table_is_harmless_in_excel() -> None:
    head, first, second = csv.reader(io.StringIO(table_of(ROWS).decode("utf-8-sig"), newline=""))
    assert head[:3] == ["Tệp nguồn", "Kết quả", "Bài"]
    assert first[4] == "'=HYPERLINK(1)"
    assert second[-1] == "<b>hỏng</b>"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in (*first, *second))


def test_old_addresses_stand_beside_the_new_ones() -> None:
    assert redirects_of(ROWS).decode("utf-8-sig").split("\r\n")[1] == (
        "/detail/1/A.html,/tin-hoat-dong/2015/a.html"
    )


def test_the_page_of_the_report_is_whole_and_says_the_counts() -> None:
    text = page_of(ROWS, "20260601-080000")
    assert text.startswith("<!doctype html>\n<html lang='vi'>")
    assert "<b>" not in text
    assert "&lt;b&gt;hỏng" in text
    assert text.count("<th scope='row'>") == len(counts_of(ROWS)) + len(ROWS) == 4
    assert "2 tệp; 1 bài có chỗ chưa chắc" in text
