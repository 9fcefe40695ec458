"""The live preview, as a browser and as an intruder meet it."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from tests.support import small_newsroom as small

SERVE = """
import sys
from pathlib import Path
from desk.terminal.console import officer_errors
from plugins.streams import speak_utf8
from desk.terminal.serve_command import serve
speak_utf8()
with officer_errors(Path(sys.argv[1])):
    sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2])))
"""


@dataclass
class Served:
    root: Path
    port: int
    process: "subprocess.Popen[str]"

    def ask(self, path: str, method: str = "GET", host: str = "") -> "Answer":
        with self.asked(path, method, host) as found:
            return Answer(found.status, found.headers, found.read())

    @contextmanager
    def asked(
        self, path: str, method: str = "GET", host: str = ""
    ) -> Iterator[http.client.HTTPResponse]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            with connection.getresponse() as found:
                yield found

    def page(self, path: str) -> str:
        return self.ask(path).body.decode()


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(root: Path, port: int) -> "subprocess.Popen[str]":
    environment = dict(os.environ, NEWSROOM_NOW="2026-03-20 08:00")
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, str(root), str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )


def address(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return int(found[1])
    pytest.fail("the preview ended before it said its address")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = small.make(tmp_path_factory.mktemp("preview"))
    with start(root, free_port()) as process:
        try:
            yield Served(root=root, port=address(process), process=process)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def eventually(check: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_pages_come_with_their_type_and_are_never_kept(served: Served) -> None:
    style = re.search(r'href="(/theme/[^"]+\.css)"', served.page("/"))
    assert style is not None
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/trang/lien-he.html": "text/html; charset=utf-8",
        "/tin-hoat-dong/": "text/html; charset=utf-8",
        "/tin-hoat-dong/atom.xml": "application/atom+xml",
        "/anh/2026/kiem-tra.jpg": "image/jpeg",
        style[1]: "text/css; charset=utf-8",
    }.items():
        found = served.ask(path)
        assert found.headers["Content-Type"] == kind
        assert found.headers["Cache-Control"] == "no-store"
        assert found.headers["X-Content-Type-Options"] == "nosniff"


def test_drafts_and_scheduled_posts_are_in_and_marked(served: Served) -> None:
    assert "Bản nháp" in served.page(f"/{small.DRAFT[:-3]}.html")
    assert "Hẹn giờ" in served.page(f"/{small.SCHEDULED[:-3]}.html")


def test_the_reloading_script_is_in_the_answer_and_in_no_file(served: Served) -> None:
    assert "EventSource" in served.page("/")
    for file in (served.root / ".newsroom/preview").rglob("*.html"):
        assert "EventSource" not in file.read_text("utf-8")


def test_a_folder_without_its_slash_leads_to_the_one_with_it(served: Served) -> None:
    found = served.ask("/tin-hoat-dong")
    assert (found.status, found.headers["Location"]) == (301, "/tin-hoat-dong/")


def test_an_unknown_address_gets_the_sites_own_page(served: Served) -> None:
    found = served.ask("/khong-co.html")
    assert found.status == 404
    assert "Không tìm thấy trang" in found.body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/../publishconf.py",
        "/../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/publishconf.py",
        "/..%2f..%2fpublishconf.py",
        "/..%5c..%5cpublishconf.py",
        "/trang/..%00/x",
        "//etc/passwd",
        "/.git/config",
        "/etc/passwd",
        "http://127.0.0.1/../publishconf.py",
        "*",
    ],
)
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    found = served.ask(path)
    body = found.body.decode()
    assert found.status in {301, 400, 404}
    assert "NEWSROOM_TARGET" not in body
    assert "root:" not in body


def test_a_link_out_of_the_site_is_not_followed(served: Served) -> None:
    link = served.root / ".newsroom/preview/trang/ngoai.txt"
    link.symlink_to(served.root / "publishconf.py")
    assert served.ask("/trang/ngoai.txt").status == 404
    link.unlink()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "localhost"]
)
def test_another_name_for_this_machine_reads_nothing(served: Served, host: str) -> None:
    found = served.ask("/", host=host.format(port=served.port))
    assert found.status == 421
    assert "Tin hoạt động" not in found.body.decode()


def test_localhost_is_this_machine(served: Served) -> None:
    assert served.ask("/", host=f"localhost:{served.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_only_reading_is_allowed(served: Served, method: str) -> None:
    found = served.ask("/", method)
    assert (found.status, found.headers["Allow"]) == (405, "GET, HEAD")


def test_head_says_the_same_without_the_body(served: Served) -> None:
    whole, head = served.ask("/"), served.ask("/", "HEAD")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.body == b""


def test_it_listens_to_this_machine_only(served: Served) -> None:
    listening = Path("/proc/net/tcp").read_text()
    port = f"{served.port:04X}"
    own = [
        line.split()[1] for line in listening.splitlines() if f":{port} " in line.split()[1] + " "
    ]
    assert own
    assert all(address.startswith("0100007F:") for address in own)


def test_a_save_reloads_open_pages_and_shows_the_new_text(served: Served) -> None:
    path = served.root / "content" / small.EDITED
    with served.asked("/__newsroom/events") as events:
        first = events.readline()
        assert first.startswith(b"data: ")
        path.write_text(path.read_text("utf-8").replace("nhà tạm giữ", "buồng tạm giữ"), "utf-8")

        second = next(line for line in events if line.startswith(b"data: "))

    assert second != first
    assert "buồng tạm giữ" in served.page(f"/{small.EDITED[:-3]}.html")


def test_a_broken_post_shows_every_problem_over_the_last_good_page_until_it_is_mended(
    served: Served,
) -> None:
    path = served.root / "content" / small.MOVED
    good = path.read_text("utf-8")
    path.write_text(good.replace("date: 2026-03-03 09:00", "date: 10/03/2026\nlabel: x"), "utf-8")

    eventually(lambda: "newsroom-problems" in served.page("/"))
    page = served.page("/")
    assert f"content/{small.MOVED}:3" in page
    assert f"content/{small.MOVED}:4" in page
    assert "2026-03-10" in page
    assert "Sơ kết công tác kiểm sát tuần 22" in page
    assert "newsroom-problems" not in (served.root / ".newsroom/preview/index.html").read_text(
        "utf-8"
    )

    path.write_text(good, encoding="utf-8")
    eventually(lambda: "newsroom-problems" not in served.page("/"))


def test_it_survives_a_content_folder_that_goes_away_and_comes_back(served: Served) -> None:
    away = served.root / "content-di-vang"
    (served.root / "content").rename(away)
    eventually(lambda: "newsroom-problems" in served.page("/"))
    away.rename(served.root / "content")
    eventually(lambda: "newsroom-problems" not in served.page("/"))
    path = served.root / "content/trang/gioi-thieu.md"
    path.write_text(path.read_text("utf-8") + "\nThêm một câu mới.\n", encoding="utf-8")
    eventually(lambda: "Thêm một câu mới" in served.page("/trang/gioi-thieu.html"))


def test_it_survives_losing_its_own_output(served: Served) -> None:
    shutil.rmtree(served.root / ".newsroom/preview")
    assert served.ask("/").status == 404
    path = served.root / "content/trang/gioi-thieu.md"
    path.write_text(path.read_text("utf-8") + "\nThêm câu nữa.\n", encoding="utf-8")
    eventually(lambda: served.ask("/").status == 200)


def test_a_second_preview_takes_the_next_port_and_ctrl_c_ends_it_cleanly(served: Served) -> None:
    with start(served.root, served.port) as second:
        assert address(second) > served.port
        os.killpg(second.pid, signal.SIGINT)
        said, _ = second.communicate(timeout=30)

    assert "Đã đóng bản xem trước." in said
    assert "Traceback" not in said
    assert second.returncode == 0
