"""Two commits in turns: what is slower is told, what is alike is not, and nothing is left."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from bench import __main__ as program
from bench import beside
from bench.beside import CASES, NAMES, Comparison, Pair, compare, page, slower, verdict
from bench.measure import CommandFailedError
from tests.support.long import examples
from tests.support.sites import ROOT

TASKS = """
import hashlib, time
from pathlib import Path
from invoke import task

HOME = Path(__file__).resolve().parent

def burn():
    end = time.process_time() + {seconds}
    while time.process_time() < end:
        pass

@task
def build(c, conf=""):
    burn()

@task
def publish(c, yes=False):
    burn()
    content = sorted((HOME / "content").rglob("*.*"))
    release = hashlib.sha256(b"".join(file.read_bytes() for file in content)).hexdigest()
    (HOME / "public").mkdir(exist_ok=True)
    (HOME / "public" / "current").unlink(missing_ok=True)
    (HOME / "public" / "current").symlink_to(release)
"""
SERVE = """
@task
def serve(c, port=8000):
    import http.server
    class Shown(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            burn()
            name = self.path.rpartition("/")[2].removesuffix(".html")
            post = next((HOME / "content").rglob(f"{name}.md"), None) if name else None
            self.send_response(200)
            self.end_headers()
            self.wfile.write(post.read_bytes() if post else b"<html>")
    http.server.HTTPServer(("127.0.0.1", int(port)), Shown).serve_forever()
"""
CHECK = """
@task
def check(c):
    burn()
"""


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ai", "-c", "user.email=ai@ban.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Một bản")


def tasks(root: Path, *, seconds: float, more: str = CHECK + SERVE) -> None:
    (root / "tasks.py").write_text(TASKS.replace("{seconds}", str(seconds)) + more, "utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose commands only take time, as it was committed."""
    root = tmp_path / "du-an"
    for folder in ("plugins", "desk", "theme"):
        (root / folder).mkdir(parents=True)
        (root / folder / "empty").touch()
    for conf in ("pelicanconf.py", "publishconf.py"):
        (root / conf).touch()
    tasks(root, seconds=0.05)
    commit(root)
    monkeypatch.setattr(program, "ROOT", root)
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return root


def test_a_project_that_takes_longer_than_its_commit_is_told_to_be_slower_and_fails(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks(root, seconds=0.4)
    cases = CASES[:: examples(3, long=1)]
    only = ("--only", ",".join(case.name for case in cases))

    assert program.main(["beside", "HEAD", "--posts", "5", "--rounds", "3", *only]) == 1

    said = capsys.readouterr()
    for case in cases:
        assert f"chậm hơn: {case.about}: " in said.err
        (row,) = (line for line in said.out.splitlines() if line.startswith(f"| {case.about} "))
        assert row.endswith("| chậm hơn |")
    assert not list((root.parent / "tmp").iterdir())


def test_a_project_beside_itself_is_not_slower(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--posts", "5", "--rounds", "6", "--only", "build")
    assert program.main(["beside", "HEAD", *options]) == 0

    said = capsys.readouterr()
    assert "chậm hơn" not in said.out + said.err
    assert root.exists()


def test_a_command_that_the_commit_has_not_is_not_compared_but_all_else_is(root: Path) -> None:
    tasks(root, seconds=0.05, more="")
    git(root, "commit", "--all", "--quiet", "--message", "Chưa có lệnh kiểm tra")
    tasks(root, seconds=0.05)

    found = compare(root, "HEAD", posts=5, rounds=3, seed=0, only=("nothing", "check"))

    assert list(found.pairs) == ["nothing"]
    assert [len(pairs) for pairs in found.pairs.values()] == [3]
    assert found.lacking == {
        "kiểm tra khi một bài sửa thân bài": f"{found.commit} không có lệnh check"
    }
    assert f"không so được: {found.commit} không có lệnh check." in page(found)


def test_a_commit_that_can_do_nothing_is_no_success(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("theme", "tasks.py"):
        git(root, "rm", "-r", "--cached", "--quiet", path)
    git(root, "commit", "--quiet", "--message", "Khi mới bắt đầu")

    assert program.main(["beside", "HEAD", "--posts", "5"]) == 1

    said = capsys.readouterr().out
    assert said.count("không so được") == len(CASES)


def test_an_option_that_the_commit_has_not_is_said(root: Path) -> None:
    new = (root / "tasks.py").read_text("utf-8")
    (root / "tasks.py").write_text(new.replace('build(c, conf="")', "build(c)"), "utf-8")
    git(root, "commit", "--all", "--quiet", "--message", "Chưa chọn được thiết lập")
    (root / "tasks.py").write_text(new, "utf-8")

    found = compare(root, "HEAD", posts=5, rounds=3, seed=0, only=("build",))

    assert found.pairs == {}
    assert found.lacking == {"dựng từ đầu": f"{found.commit} không có build --conf"}


def test_a_save_is_measured_until_the_preview_shows_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(beside, "PAUSE", 0)
    tasks(root, seconds=0.3)
    options = ("--posts", "5", "--rounds", "3", "--only", "save")

    assert program.main(["beside", "HEAD", *options]) == 1

    said = capsys.readouterr()
    assert "chậm hơn: từ lúc lưu một bài đến lúc bản xem trước hiện" in said.err
    assert not list((root.parent / "tmp").iterdir())


def test_a_preview_that_ends_is_a_failure(root: Path) -> None:
    tasks(root, seconds=0, more="\n@task\ndef serve(c, port=0):\n    raise SystemExit('vì sao')\n")

    with pytest.raises(CommandFailedError, match=r"(?s)does not show.*vì sao"):
        compare(root, "HEAD", posts=5, rounds=3, seed=0, only=("save",))


def test_who_comes_first_alternates(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def run(self: beside._Side, command: tuple[str, ...], *, releases: bool) -> float:
        del releases
        order.append(f"{command[0]} {'here' if self.name == beside.HERE else 'there'}")
        return 1.0

    monkeypatch.setattr(beside._Side, "run", run)
    compare(root, "HEAD", posts=5, rounds=3, seed=0, only=("build",))

    warm, first, second, third = order[:2], order[2:4], order[4:6], order[6:]
    assert warm == first == third == ["build here", "build there"]
    assert second == ["build there", "build here"]


def test_a_command_that_both_have_and_that_fails_is_a_failure(root: Path) -> None:
    tasks(root, seconds=0, more="\n@task\ndef check(c):\n    raise SystemExit('vì sao')\n")

    with pytest.raises(CommandFailedError, match=r"(?s)bản này: .*vì sao"):
        compare(root, "HEAD", posts=5, rounds=3, seed=0, only=("check",))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["khong-co"], "không có bản khong-co"),
        (["HEAD", "--rounds", "2"], "fewer than 3 rounds"),
        (["HEAD", "--only", "weather"], f"choose from {', '.join(NAMES)}"),
        (["--posts", "5"], "required: REV"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        program.main(["beside", *options])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
    assert root.exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_what_was_begun_is_removed_when_it_is_stopped(root: Path, how: signal.Signals) -> None:
    tasks(root, seconds=30)
    place = root.parent / "tmp"
    script = (
        "import sys; from pathlib import Path; import bench.__main__ as program;"
        f"program.ROOT = Path({str(root)!r});"
        "sys.exit(program.main(['beside', 'HEAD', '--posts', '5']))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(place)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert running.stderr is not None
    next(running.stderr)
    for _ in range(200):
        if list(place.glob("*/newsroom-there/publishconf.py")):
            break
        time.sleep(0.05)
    time.sleep(1)
    running.send_signal(how)
    running.communicate()
    assert running.returncode == 128 + how
    assert not list(place.iterdir())


@pytest.mark.long
def test_this_project_beside_itself_reads_builds_and_publishes_a_few_posts(tmp_path: Path) -> None:
    root = tmp_path / "du-an"
    for folder in ("plugins", "desk", "theme"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("tasks.py", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / file, root)
    commit(root)

    found = compare(root, "HEAD", posts=12, rounds=3, seed=0, only=("add", "nothing"))

    assert [len(found.pairs[name]) for name in ("add", "nothing")] == [3, 3]
    assert found.lacking == {}
    for measured in found.pairs.values():
        assert 0.5 < median(pair.ratio for pair in measured) < 2


# --- what is said of it -------------------------------------------------------------------


def pairs(*ratios: float) -> list[Pair]:
    return [Pair(here=ratio, there=1.0) for ratio in ratios]


@pytest.mark.parametrize(
    ("ratios", "said"),
    [
        ((1.11, 1.11, 1.4), "chậm hơn"),
        ((1.10, 1.3, 1.4), "chưa rõ"),
        ((0.95, 1.3, 1.4), "chưa rõ"),
        ((0.95, 1.0, 1.10), "như nhau"),
        ((0.95, 1.0, 1.11), "chưa rõ"),
        ((0.90, 1.0, 1.0), "chưa rõ"),
        ((0.5, 0.9, 0.9), "nhanh hơn"),
    ],
)
def test_slower_is_beyond_a_tenth_and_beyond_the_spread(
    ratios: tuple[float, ...], said: str
) -> None:
    assert verdict(pairs(*ratios)) == said


def test_the_table_shows_median_smallest_and_largest_ratio_of_every_case() -> None:
    found = Comparison(
        commit="abc1234",
        posts=10_000,
        about={"machine": "none"},
        pairs={name: pairs(1.2, 1.5, 1.3) for name in NAMES},
        lacking={},
    )
    lines = page(found).splitlines()
    assert "### Giờ bộ xử lý của bản này chia cho của abc1234, 10,000 bài" in lines
    rows = [line for line in lines if line.startswith("| ")][2:]
    assert len(rows) == len(CASES)
    for row in rows:
        assert [cell.strip() for cell in row.split("|")[2:-1]] == [
            "1.30",
            "1.20",
            "1.50",
            "1.30",
            "1.00",
            "chậm hơn",
        ]
    assert slower(found)[0] == "chậm hơn: dựng từ đầu: 1.30 lần (1.20 – 1.50)"
