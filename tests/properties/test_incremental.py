"""Incremental equals clean: after any sequence of edits, the bytes of a clean build.

Each step changes something an officer, an engineer or an accident can change,
builds on what earlier builds left, and compares the whole output with a build
of the same content in a fresh folder. ``--long`` takes ten times as many steps,
``NEWSROOM_STEPS`` as many as it says.
"""

import io
import os
import re
import shutil
import stat
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from PIL import Image

from desk.terminal.build_command import build
from plugins import file_stamps
from plugins.engine import making
from plugins.engine.output import Output
from plugins.leftovers import is_leftover
from plugins.vietnamese import VIETNAM
from tests.support.attachment_files import pdf
from tests.support.long import examples, phases
from tests.support.sites import ROOT, tree

STEPS = int(os.environ.get("NEWSROOM_STEPS") or examples(80, 3200))
A_RUN = 40
GRAIN = 30_000_000
"""Nanoseconds within which a change could hide from a stamp here: the kernel's clock ticks."""

UNITS = """
[[unit]]
id = "tinh"
name = "{tinh}"
place = "Sông Xanh"
[[unit]]
id = "ha"
name = "{ha}"
place = "Hạ"
parent = "tinh"
{ending}
[[unit]]
id = "thuong"
name = "VKSND huyện Thượng"
place = "Thượng"
parent = "tinh"
[[unit]]
id = "khu-vuc"
name = "VKSND khu vực 1"
place = "Khu vực 1"
parent = "tinh"
"""
DEPARTMENTS = """
[[department]]
id = "phong-1"
name = "{phong}"
aliases = ["Phòng 1"]
unit = "tinh"
"""
AUTHORS = """
[[author]]
id = "an"
name = "{an}"
aliases = ["Minh An"]
[[author]]
id = "binh"
name = "Thanh Bình"
"""
CONF = """
SITENAME = "{name}"
SITEURL = "https://song-xanh.example"
NEWSROOM_AGENCY = "tinh"
TIMEZONE = "Asia/Ho_Chi_Minh"
READERS = {{"rst": None}}
THEME = "{theme}"
PELICAN_CLASS = "plugins.engine.NewsroomPelican"
PLUGINS = ["plugins.engine"]
"""
FOLDERS = ("tin-hoat-dong", "thong-bao")
SEVERAL = """
section = "Tin hoạt động"
[[sections]]
name = "{name}"
folder = "thong-bao"
"""
WORDS = ("kiểm tra", "tập huấn", "số hóa hồ sơ", "tiếp công dân", "quy chế phối hợp", "hiến máu")
NAMES = {
    "tinh": "VKSND tỉnh Sông Xanh",
    "ha": "VKSND huyện Hạ",
    "phong": "Phòng 1",
    "an": "Minh An",
}
ATTACHED = ("tep/2024/ke-hoach.pdf", "tep/mau-don.pdf")
"""Files that texts may lead to."""
START = datetime(2024, 1, 1, 8, tzinfo=VIETNAM)


WAYS = ("empty", "folder", "empty folder", "pipe", "link", "nowhere", "file")
"""What an accident or a hand can leave in the place of a file or a folder."""


def replace(path: Path, way: str) -> None:
    """Let something else stand at ``path``."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    if way == "pipe":
        os.mkfifo(path)
    elif way in {"link", "nowhere"}:
        path.symlink_to("/etc/hostname" if way == "link" else "khong-co")
    elif way in {"empty", "file"}:
        path.write_text("của tôi" if way == "file" else "", "utf-8")
    elif way != "gone":
        path.mkdir()
        if way == "folder":
            (path / "thu.txt").write_text("của tôi", "utf-8")


def built(output: Path) -> dict[str, bytes]:
    """The files of ``output``, but for what systems leave, which nobody touches."""
    files = tree(output).items() if output.is_dir() else ()
    return {file: data for file, data in files if not is_leftover(file.rpartition("/")[2])}


class Newsroom(RuleBasedStateMachine):
    """A small newsroom, edited at random and built after every edit."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="newsroom-"))
        self.root = self.place / "site"
        self.theme = self.place / "theme"  # of both builds, so that templates are compiled once
        self.now = START + timedelta(days=200)
        self.posts: dict[str, dict[str, str]] = {}
        self.names = {**NAMES, "ending": ""}
        self.site = "Tin hoạt động"
        self.notices = ""
        """The name of the second section; empty while there is none."""
        self.made = 0
        shutil.copytree(ROOT / "theme", self.theme)
        self.write("trang/lien-he.md", '---\ntitle: "Liên hệ"\n---\n\nHòm thư của cơ quan.\n')
        self.picture(0)
        for _ in range(24):
            self.new_post(self.made * 37 % 190, self.made)
        self.write_all()
        self.check()

    def teardown(self) -> None:
        shutil.rmtree(self.place)

    # --- the files ---------------------------------------------------------------

    def write(self, path: str, text: str) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def picture(self, shade: int) -> None:
        file = self.root / "content" / "anh" / "2024" / "ben-song.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (480, 300), (shade, 120, 90)).save(file)

    def new_post(self, days: int, seed: int, folder: str = FOLDERS[0]) -> None:
        self.made += 1
        word, other = WORDS[seed % 6], WORDS[seed // 6 % 6]
        self.posts[f"{folder}/2024/tin-{self.made}.md"] = {
            "title": f"Hội nghị {word} và {other} lần {self.made}",
            "date": f"{START + timedelta(days=days, minutes=seed % 7):%Y-%m-%d %H:%M}",
            "author": ("Minh An", "Thanh Bình")[seed % 2],
            "department": "Phòng 1",
            "units": ("[]", "[ha]", "[thuong]", "[ha, thuong]", "[khu-vuc]")[seed % 5],
            "body": f"Ngày làm việc thứ {seed} bàn về {word}.\n\nĐoạn sau nói về {other}.",
        }

    def write_all(self) -> None:
        """Write whatever differs from what lies there, as an editor saving files would."""
        names = self.names
        files = {
            "registry/units.toml": UNITS.format(**names),
            "registry/departments.toml": DEPARTMENTS.format(**names),
            "registry/authors.toml": AUTHORS.format(**names),
        }
        for path, post in self.posts.items():
            fields = {k: v for k, v in post.items() if k not in {"title", "body"} and v != "[]"}
            head = "".join(f"{key}: {value}\n" for key, value in fields.items())
            files[path] = f'---\ntitle: "{post["title"]}"\n{head}---\n\n{post["body"]}\n'
        content = self.root / "content"
        for path, text in files.items():
            file = content / path
            if not file.exists() or file.read_text("utf-8") != text:
                self.write(path, text)
        own = content / "newsroom.toml"
        if self.notices:
            own.write_text(SEVERAL.format(name=self.notices), "utf-8")
        else:
            own.unlink(missing_ok=True)
        for file in content.glob("t*/2024/*.md"):
            if file.relative_to(content).as_posix() not in self.posts:
                file.unlink()
        conf = CONF.format(name=self.site, theme=self.theme)
        (self.root / "pelicanconf.py").write_text(conf, "utf-8")

    # --- building and comparing ----------------------------------------------------

    def build(self, root: Path) -> int:
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = build(root, output=root / "output", now=self.now, quiet=True)
        lines = said.getvalue().splitlines()
        self.said = "\n".join(line for line in lines if not line.startswith(str(self.place)))
        return code

    def check(self, *, afresh: bool = False) -> None:
        """Build here and anew elsewhere: the same bytes, or one refusal and nothing touched.

        ``afresh``: the templates are compiled again elsewhere.
        """
        output = self.root / "output"
        before = built(output)
        code, said = self.build(self.root), self.said
        if afresh:
            making._compiled.clear()
        with tempfile.TemporaryDirectory(prefix="clean-") as elsewhere:
            clean = Path(elsewhere)
            shutil.copytree(self.root / "content", clean / "content")
            shutil.copy(self.root / "pelicanconf.py", clean)
            assert (self.build(clean), self.said) == (code, said)
            if code == 0:
                ours = (p for p in output.rglob("*") if not is_leftover(p.name))
                paths = [p.lstat().st_mode for p in ours]
                assert all(stat.S_ISREG(mode) or stat.S_ISDIR(mode) for mode in paths)
                left, right = built(output), tree(clean / "output")
                assert left.keys() == right.keys()
                assert [file for file in left if left[file] != right[file]] == []
                return
        assert re.search(r"\.md:\d+: pin", said), said  # nothing else these edits do is refused
        assert built(output) == before
        for post in self.posts.values():
            post.pop("related", None)
        self.edited()

    def edited(self) -> None:
        self.write_all()
        self.check()

    def some(self, n: int) -> dict[str, str]:
        return self.posts[sorted(self.posts)[n % len(self.posts)]]

    def attachment(self, file: str, pages: int) -> None:
        """Put a file of so many pages, which says who wrote it, where texts may lead to it."""
        place = self.root / "content" / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pdf(pages))

    # --- what officers do -------------------------------------------------------------

    @rule(days=st.integers(0, 260), seed=st.integers(0, 99), folder=st.sampled_from(FOLDERS))
    def add(self, days: int, seed: int, folder: str) -> None:
        self.new_post(days, seed, folder)
        self.edited()

    @rule(n=st.integers(0, 3))
    def section_added_renamed_or_gone(self, n: int) -> None:
        self.notices = f"Thông báo {n}" if n else ""
        self.edited()

    @rule(n=st.integers(0, 99))
    def move_to_the_other_section(self, n: int) -> None:
        path = sorted(self.posts)[n % len(self.posts)]
        folder, rest = path.split("/", 1)
        other = FOLDERS[folder == FOLDERS[0]]
        if self.notices:
            self.posts[f"{other}/{rest}"] = self.posts.pop(path)
            self.edited()

    @rule(n=st.integers(0, 99), word=st.sampled_from(WORDS))
    def edit_title(self, n: int, word: str) -> None:
        self.some(n)["title"] += f" về {word}"
        self.edited()

    @rule(n=st.integers(0, 99), word=st.sampled_from(WORDS))
    def edit_body(self, n: int, word: str) -> None:
        self.some(n)["body"] += f"\n\nViết thêm về {word}, theo Kế hoạch số 7/KH-VKSSX."
        self.edited()

    @rule(n=st.integers(0, 99), file=st.sampled_from(ATTACHED), pages=st.integers(1, 4))
    def lead_to_an_attachment(self, n: int, file: str, pages: int) -> None:
        if not (self.root / "content" / file).exists():
            self.attachment(file, pages)
        self.some(n)["body"] += f"\n\nToàn văn [Kế hoạch số {pages}]({file})."
        self.edited()

    @rule(file=st.sampled_from(ATTACHED), pages=st.integers(1, 4))
    def put_or_replace_an_attachment(self, file: str, pages: int) -> None:
        self.attachment(file, pages)
        self.check()

    @rule(file=st.sampled_from(ATTACHED), stays=st.booleans())
    def lead_to_an_attachment_no_more(self, file: str, *, stays: bool) -> None:
        for post in self.posts.values():
            post["body"] = re.sub(rf"\[([^\]]*)\]\({re.escape(file)}\)", r"\1", post["body"])
        if not stays:
            (self.root / "content" / file).unlink(missing_ok=True)
        self.edited()

    @rule(n=st.integers(0, 99), days=st.integers(0, 260))
    def edit_date(self, n: int, days: int) -> None:
        post = self.some(n)
        if "corrections" not in post:
            post["date"] = f"{START + timedelta(days=days):%Y-%m-%d %H:%M}"
            self.edited()

    @rule(n=st.integers(0, 99), units=st.sampled_from(["[]", "[ha]", "[ha, khu-vuc]", "[tinh]"]))
    def edit_units(self, n: int, units: str) -> None:
        self.some(n)["units"] = units
        self.edited()

    @rule(n=st.integers(0, 99), author=st.sampled_from(["Minh An", "[an, binh]", "Thanh Bình"]))
    def edit_author(self, n: int, author: str) -> None:
        self.some(n)["author"] = author
        self.edited()

    @rule(n=st.integers(0, 99))
    def rename_file(self, n: int) -> None:
        self.made += 1
        path = sorted(self.posts)[n % len(self.posts)]
        self.posts[f"tin-hoat-dong/2024/doi-ten-{self.made}.md"] = self.posts.pop(path)
        self.edited()

    @precondition(lambda self: len(self.posts) > 5)
    @rule(n=st.integers(0, 99))
    def delete(self, n: int) -> None:
        del self.posts[sorted(self.posts)[n % len(self.posts)]]
        self.edited()

    @rule(n=st.integers(0, 99), status=st.sampled_from(["draft", "published"]))
    def change_status(self, n: int, status: str) -> None:
        self.some(n)["status"] = status
        self.edited()

    @rule(days=st.integers(-60, 60))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.check()

    @rule(n=st.integers(0, 99), kind=st.sampled_from(["đính chính", "cập nhật", "gỡ bỏ"]))
    def correct(self, n: int, kind: str) -> None:
        self.some(n)["corrections"] = (
            f"[{{date: 2025-06-01 08:00, kind: {kind}, note: Ghi lại cho đúng}}]"
        )
        self.edited()

    @rule(n=st.integers(0, 99), pinned=st.integers(0, 99))
    def pin(self, n: int, pinned: int) -> None:
        path = sorted(self.posts)[pinned % len(self.posts)]
        self.some(n)["related"] = f"{{pin: [{path}]}}"
        self.edited()

    @rule(n=st.integers(0, 99), shade=st.integers(0, 255))
    def picture_put_or_swapped(self, n: int, shade: int) -> None:
        self.picture(shade)
        self.some(n).update(photo="anh/2024/ben-song.png", photo_alt="Bến sông buổi sớm")
        self.edited()

    # --- what the agency does ------------------------------------------------------------

    @rule(which=st.sampled_from(list(NAMES)), n=st.integers(1, 9))
    def registry_rename(self, which: str, n: int) -> None:
        self.names[which] = f"{NAMES[which]} (tên mới {n})"
        self.edited()

    @rule(merged=st.booleans())
    def registry_merge(self, *, merged: bool) -> None:
        self.names["ending"] = (
            'until = 2030-06-30\nending = "sáp nhập"\nsuccessors = ["khu-vuc"]' if merged else ""
        )
        self.edited()

    # --- what engineers do -----------------------------------------------------------------

    @rule(file=st.sampled_from(["post.html", "home.html", "components/item.html"]))
    def template_edit(self, file: str) -> None:
        path = self.theme / "templates" / file
        path.write_text(path.read_text("utf-8") + "{# sửa #}<!-- sửa mẫu -->", "utf-8")
        self.check(afresh=True)

    @rule(n=st.integers(1, 9))
    def css_edit(self, n: int) -> None:
        path = self.theme / "static" / "css" / "base.css"
        path.write_text(path.read_text("utf-8") + f"\n.x{n} {{ order: {n}; }}\n", "utf-8")
        self.check()

    @rule(n=st.integers(1, 9))
    def setting_change(self, n: int) -> None:
        self.site = f"Tin hoạt động {n}"
        self.edited()

    @rule(name=st.sampled_from(["tin-hoat-dong.png", "chung.jpg"]), shade=st.integers(0, 255))
    def share_picture_replaced(self, name: str, shade: int) -> None:
        path = self.theme / "share" / name
        if path.exists() and shade % 2:
            path.unlink()
        else:
            Image.new("RGB", (64, 32), (shade, 90, 120)).save(path)
        self.check()

    @rule(shade=st.integers(0, 255))
    def emblem_replaced(self, shade: int) -> None:
        Image.new("RGB", (64, 64), (shade, 90, 120)).save(self.theme / "static" / "emblem.png")
        self.check()

    # --- accidents and tricks ------------------------------------------------------------------

    @rule(n=st.integers(0, 99), back=st.booleans())
    def same_size_and_same_time(self, n: int, *, back: bool) -> None:
        path = sorted(self.posts)[n % len(self.posts)]
        file = self.root / "content" / path
        before = file.stat()
        post = self.posts[path]
        post["body"] = post["body"].swapcase()
        self.write_all()
        times = (before.st_atime_ns, before.st_mtime_ns)
        os.utime(file, ns=times if back else (0, 4_000_000_000 * 10**9))
        self.check()

    @rule(
        harm=st.sampled_from(["cut", "garbage", "gone", "flip", "swap", "folder", "pipe", "link"]),
        n=st.integers(0, 9999),
    )
    def store_damaged(self, harm: str, n: int) -> None:
        stores = sorted((self.root / ".newsroom").glob("*.sqlite3"))
        file = stores[n % len(stores)]
        data = bytearray(file.read_bytes() if file.is_file() else b"")
        if not file.is_file():  # as a build that had nothing to do left it
            replace(file, "empty")
        if harm in WAYS:
            replace(file, harm)
        elif harm == "gone":
            file.unlink()
        elif harm == "cut":
            file.write_bytes(data[: n % max(1, len(data))])
        elif harm == "garbage":
            file.write_bytes(b"\0rubbish" * 500)
        elif harm == "swap":
            other = stores[(n + 1) % len(stores)]
            replace(file, "empty")
            if other.is_file():
                shutil.copy(other, file)
        else:
            for place in range(n % 64, len(data), 61):
                data[place] ^= 1 << n % 8
            file.write_bytes(data)
        self.check()

    @rule(harm=st.sampled_from(["in place", "cut", "gone", *WAYS]), n=st.integers(0, 9999))
    def output_file_damaged(self, harm: str, n: int) -> None:
        files = sorted(p for p in (self.root / "output").rglob("*") if p.is_file())
        file = files[n % len(files)]
        if harm in WAYS:
            replace(file, harm)
        elif harm == "gone":
            file.unlink()
        elif harm == "cut":
            os.truncate(file, n % max(1, file.stat().st_size))
        else:
            before, data = file.stat(), bytearray(file.read_bytes())
            data[n % len(data)] ^= 1
            with file.open("r+b") as opened:
                opened.write(data)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.check()

    @rule(harm=st.sampled_from(["gone", *WAYS]), n=st.integers(0, 99))
    def output_folder_damaged(self, harm: str, n: int) -> None:
        output = self.root / "output"
        folders = [output, *sorted(p for p in output.rglob("*") if p.is_dir())]
        replace(folders[n % len(folders)], harm)
        if harm == "folder" and n % len(folders) == 0:  # then it is somebody's
            shutil.rmtree(output)
        self.check()

    @rule(n=st.integers(0, 99), name=st.sampled_from(["thu.docx", ".DS_Store", "x/~$thu.docx"]))
    def somebody_leaves_a_file(self, n: int, name: str) -> None:
        output = self.root / "output"
        folders = [output, *sorted(p for p in output.rglob("*") if p.is_dir())]
        file = folders[n % len(folders)] / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("của tôi", "utf-8")
        self.check()

    @rule(n=st.integers(0, 99), after=st.integers(0, 12))
    def interrupted(self, n: int, after: int) -> None:
        self.some(n)["title"] += " bị ngắt"
        self.write_all()
        puts, whole = 0, Output.put

        def cut(output: Output, file: str, data: bytes) -> object:
            nonlocal puts
            puts += 1
            if puts > after:
                (output.folder / ".half.html.1.tmp").write_bytes(data[: len(data) // 2])
                raise KeyboardInterrupt
            return whole(output, file, data)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Output, "put", cut)
            assert self.build(self.root) in {0, 130}
        self.check()


def test_after_any_sequence_of_edits_the_output_is_what_a_clean_build_gives(monkeypatch):
    monkeypatch.setattr(file_stamps, "SETTLED", GRAIN)
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=max(1, STEPS // A_RUN),
            stateful_step_count=A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,) if "NEWSROOM_STEPS" in os.environ else phases(),
        ),
    )
