"""An officer's day as the guide tells it, typed into a real terminal from morning to evening."""

from __future__ import annotations

import http.client
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desk.publish.releases import Releases
from tests.support.sites import ROOT, invoke, project
from tests.support.terminal import foreign, talk, typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")

DAY = "2026-11-28"
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
POST = "content/tin-hoat-dong/2026/hoi-nghi-so-ket-cong-tac-thang-11.md"
BROKEN = "content/tin-hoat-dong/2026/bai-cua-nguoi-khac.md"
TITLE = "Hội nghị sơ kết công tác tháng 11"
NUMBER = "001203004567"
WITHDRAWN = "phong-tiep-cong-dan-moi"

PRESENT = {
    "departments": '\n[[department]]\nid = "hung-yen-phong-15"\nname = "Phòng 15"\n'
    'unit = "tinh-hung-yen"\nfrom = 2025-07-01\n',
    "units": '\n[[unit]]\nid = "khu-vuc-1"\nname = "VKSND khu vực 1"\n'
    'full = "Viện kiểm sát nhân dân khu vực 1"\nplace = "1"\nlevel = "khu vực"\n'
    'parent = "tinh-hung-yen"\nfrom = 2025-07-01\n',
}
"""The present structure beside the ended one of the fixture."""


class Day:
    """One project, and all that was said in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []

    def at(self, hour: str, *command: str, answers: tuple[tuple[str, str], ...] = ()) -> str:
        """What a command says, all questions answered; it must succeed."""
        with typed(self.root, *command, NEWSROOM_NOW=f"{DAY} {hour}") as child:
            said, code = talk(child, answers)
        self.said.append(said)
        assert code == 0, said
        return said

    def timer(self, hour: str) -> tuple[str, int]:
        """What ``publish --yes`` says where nobody is, and its exit code."""
        done = invoke(self.root, "publish", "--yes", NEWSROOM_NOW=f"{DAY} {hour}")
        self.said += [done.stdout, done.stderr]
        return done.stdout + done.stderr, done.returncode

    def write(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def seen(self, path: str) -> str:
        """What readers find of a text; empty when nothing."""
        page = path.removeprefix("content/").replace(".md", ".html")
        file = self.root / "public/current" / page
        return file.read_text("utf-8") if file.is_file() else ""

    @property
    def release(self) -> int | None:
        return Releases(folder=self.root / "public").current()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A newsroom that has published before."""
    root = project(tmp_path_factory.mktemp("day"))
    for name, text in PRESENT.items():
        file = root / "content/registry" / f"{name}.toml"
        file.write_text(file.read_text("utf-8") + text, "utf-8")
    day = Day(root)
    ended = 'name = "Việt Hưng"\ndepartments = ["phong-15"'
    day.write("content/registry/authors.toml", ended, f'{ended}, "hung-yen-phong-15"')
    said, code = day.timer("07:00")
    assert code == 0, said
    return day


def test_a_day(day: Day) -> None:  # noqa: PLR0915 - one day, in the order in which it goes
    # A new post, as the guide shows it; the department is wrong at first.
    said = day.at(
        "08:00",
        "new",
        answers=(
            ("Tiêu đề bài:", TITLE),
            ("Ngày giờ đăng (Enter: để trống, lúc đăng máy sẽ hỏi):", ""),
            ("Tác giả (nhiều người cách nhau bằng dấu phẩy; Enter: không ghi tên):", "Việt Hưng"),
            ("Phòng (gõ 0: không ghi): [Phòng 15]", "Phòng 12"),
            ("Phòng «Phòng 12» đã kết thúc", "Phòng 15"),
            ("Bài nói tới đơn vị nào", "VKSND khu vực 1"),
        ),
    )
    for question in ("Tiêu đề bài:", "Ngày giờ đăng (Enter: để trống, lúc đăng máy sẽ hỏi):"):
        assert question in GUIDE
    assert f"Đã tạo bản nháp: {POST}" in said
    assert "department: Phòng 15\n" in day.text(POST)

    # It is checked and looked at while it is a draft.
    body = (
        "Sáng 28/11, Phòng 15 họp sơ kết cùng VKSND khu vực 1.\n\n"
        f"Hồ sơ ghi số căn cước {NUMBER} của người nộp đơn.\n"
    )
    (day.root / POST).write_text(day.text(POST).rstrip("\n") + f"\n\n{body}", "utf-8")
    said = day.at("08:30", "check")
    assert re.search(r"0 lỗi, 0 phải trả lời, \d+ lời nhắc\.", said)
    assert f"{POST}:11: «{NUMBER}» giống số định danh" in said
    _look_at_the_preview(day)

    # Ready: the draft's line goes. Publishing asks for the date and about the number.
    day.write(POST, "status: draft\n", "")
    said = day.at(
        "09:00",
        "publish",
        answers=(
            (f"{POST} chưa có ngày giờ đăng. Ghi thời điểm hiện tại, 09:00 ngày 28/11/2026?", "c"),
            ("Lý do được nêu (Enter: để bài này lại):", "số giả, để hướng dẫn cán bộ mới"),
            ("Người trả lời:", "Việt Hưng"),
            ("Công bố những thay đổi này? (c/K)", "c"),
        ),
    )
    assert "bài và trang: 1 mới; tệp: " in said
    assert "Chưa đăng: 1 bản nháp (Giải diều sáo Bến Sậy" in said
    assert f"Độc giả xem ở {_site(said)}/" in said.rstrip().splitlines()[-1]
    assert "date: 2026-11-28 09:00\n" in day.text(POST)
    assert f'privacy: [{{text: "{NUMBER}", by: Việt Hưng, on: 2026-11-28, why: ' in day.text(POST)
    assert NUMBER in day.seen(POST)
    assert day.release == 2

    # A mistake is corrected in the open.
    day.write(POST, "Sáng 28/11", "Chiều 28/11")
    assert "invoke correct " in GUIDE
    said = day.at(
        "10:00",
        "correct",
        Path(POST).stem,
        answers=(
            ("Loại: 1. đính chính  2. cập nhật [1]", ""),
            ("Độc giả cần biết gì", "Bản đầu ghi nhầm buổi họp; đúng là buổi chiều."),
            ("Công bố những thay đổi này? (c/K)", "c"),
        ),
    )
    assert f"Sửa «{TITLE}»: " in said
    assert "bỏ «Sáng»" in said
    assert "Bản đầu ghi nhầm buổi họp; đúng là buổi chiều." in day.seen(POST)

    # A post is withdrawn while a colleague's is broken.
    (day.root / BROKEN).write_text("---\ntitle: Bài của người khác\ndate: hôm nọ\n---\n", "utf-8")
    assert "invoke withdraw " in GUIDE
    said = day.at(
        "11:00",
        "withdraw",
        WITHDRAWN,
        answers=(
            ("Vì sao gỡ (độc giả sẽ đọc câu này)?", "Ảnh đăng nhầm, đang xin lại."),
            ("Công bố những thay đổi này? (c/K)", "c"),
        ),
    )
    assert f"{BROKEN}:3: " in said
    assert "1 bài giữ lại vì còn lỗi (Bài của người khác)" in said
    assert "sẽ thấy: tin đã gỡ bỏ, lý do: «Ảnh đăng nhầm, đang xin lại.»." in said
    gone = f"content/tin-hoat-dong/2024/{WITHDRAWN}.md"
    assert "Ảnh đăng nhầm, đang xin lại." in day.seen(gone)
    assert not day.seen(BROKEN)

    # That was the wrong post: back, on purpose. The timer does not undo it, and the next command
    # says so.
    refused = invoke(day.root, "rollback", NEWSROOM_NOW=f"{DAY} 11:25")
    assert refused.returncode == 1
    assert "1 bài đã gỡ bỏ: «Phòng tiếp công dân sau khi sửa" in refused.stderr
    day.said += [refused.stdout, refused.stderr]
    back = "Trở lại bản 3, cho độc giả đọc lại «Phòng tiếp công dân sau khi sửa"
    said = day.at("11:30", "rollback", "--again", answers=((back, "c"),))
    assert "Độc giả nay xem bản 3" in said
    said, code = day.timer("11:45")
    assert code == 1
    assert f"{BROKEN}:3: " in said
    day.write(BROKEN, "date: hôm nọ", "status: draft")
    said, code = day.timer("12:00")
    assert code == 1
    assert "bản 4 đã được lùi lại, mà bản mới lại có 1 thay đổi ấy (Phòng tiếp công dân" in said
    assert "invoke publish --yes --again" in said
    assert day.release == 3
    said = day.at("12:10", "check")
    assert said.startswith("Lần công bố tự động gần nhất, 12:00 ngày 28/11/2026: bản mới vẫn có ")
    assert "(như vậy từ 12:00 ngày 28/11/2026)" in said

    # The line is taken out by hand, and all is as it should be.
    file = day.root / gone
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(one for one in lines if "Ảnh đăng nhầm" not in one), "utf-8")
    day.write(POST, "VKSND khu vực 1.", "VKSND khu vực 1 tại trụ sở.")
    said = day.at("13:00", "publish", answers=(("Công bố những thay đổi này? (c/K)", "c"),))
    assert f"Sửa «{TITLE}»: bỏ «1.», thêm «1 tại trụ sở.»." in said
    assert "2 bản nháp (" in said
    assert "Đã công bố bản 5: bài và trang: 1 sửa; tệp: " in said
    assert "Phòng tiếp công dân sau khi sửa" in day.seen(gone)
    assert invoke(day.root, NEWSROOM_NOW=f"{DAY} 13:10").stdout.startswith("Gõ một trong")

    assert foreign("\n".join(day.said)) == []


def _look_at_the_preview(day: Day) -> None:
    with typed(day.root, "serve", "--port=18476", NEWSROOM_NOW=f"{DAY} 08:40") as child:
        child.expect(r"Bản xem trước ở http://127\.0\.0\.1:(\d+)/")
        port = int(child.match[1])
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", f"/{POST.removeprefix('content/')[:-3]}.html")
            page = connection.getresponse().read().decode()
        child.sendintr()
        said, code = talk(child, ())
    day.said.append(said)
    assert code == 0
    assert "Đã đóng bản xem trước." in said
    assert TITLE in page
    assert "Bản nháp" in page
    assert "giống số định danh" in page


def _site(said: str) -> str:
    found = re.search(r"https?://[^/\s]+", said.rstrip().splitlines()[-1])
    assert found is not None
    return found[0]
