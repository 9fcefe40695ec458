"""The output folder: only what changed is made and written, and nothing not ours is touched."""

import errno
import hashlib
import os
import shutil
import stat
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plugins.engine.build_record import BuildRecord
from plugins.engine.foreign import SIGN, ForeignFolderError, OutputError
from plugins.engine.output import Made, Output
from plugins.engine.up_to_date import stamps_digest
from tests.support.sites import tree


def put(output: Output, file: str, data: bytes) -> Made:
    output.claim(file)
    return output.put(file, data)


ROBOTS = SIGN + b"User-agent: *\n"


class AllMade(BuildRecord):
    """As if a build had made whatever lies there."""

    def __init__(self) -> None:
        """Nothing is kept."""

    def made(self, file: str) -> bool:
        return bool(file)

    def any_stands(self, stamps: Mapping[str, bytes]) -> bool:
        return bool(stamps)


class NoneMade(AllMade):
    """As if nothing were known of what lies there."""

    def made(self, file: str) -> bool:
        return not file

    def any_stands(self, stamps: Mapping[str, bytes]) -> bool:
        del stamps
        return False


def unknown(folder: Path, content: Path) -> Output:
    aside = content.parent / ".newsroom"
    return Output(folder, content=content, made=NoneMade(), aside=aside)


def opened(folder: Path, content: Path) -> Output:
    aside = content.parent / ".newsroom"
    output = Output(folder, content=content, made=AllMade(), aside=aside)
    put(output, "robots.txt", ROBOTS)
    return output


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_a_file_whose_bytes_are_right_keeps_its_inode_and_its_time(tmp_path, content):
    folder = tmp_path / "output"
    put(opened(folder, content), "a/index.html", b"mot")
    before = (folder / "a/index.html").stat()
    assert not put(opened(folder, content), "a/index.html", b"mot").written
    after = (folder / "a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_changed_file_is_a_new_file_so_that_hard_links_keep_the_old_bytes(tmp_path, content):
    folder = tmp_path / "output"
    put(opened(folder, content), "a.html", b"mot")
    (tmp_path / "linked").hardlink_to(folder / "a.html")
    assert put(opened(folder, content), "a.html", b"hai").written
    assert (tmp_path / "linked").read_bytes() == b"mot"


def test_what_was_not_claimed_is_removed_with_the_folders_it_leaves_empty(tmp_path, content):
    folder = tmp_path / "output"
    put(opened(folder, content), "cu/sau/trang.html", b"cu")
    assert opened(folder, content).remove_orphans() == ["cu/sau/trang.html"]
    assert not (folder / "cu").exists()


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path, content):
    folder = tmp_path / "output"
    put(opened(folder, content), "x", b"tep")
    second = opened(folder, content)
    put(second, "x/index.html", b"trang")
    second.remove_orphans()
    assert (folder / "x/index.html").read_bytes() == b"trang"
    third = opened(folder, content)
    put(third, "x", b"tep")
    third.remove_orphans()
    assert (folder / "x").read_bytes() == b"tep"


def test_a_new_file_that_cannot_be_written_whole_is_not_there_at_all(tmp_path, content):
    folder = tmp_path / "output"
    output = opened(folder, content)
    with pytest.raises(TypeError):
        put(output, "a/moi.html", None)
    assert list((folder / "a").iterdir()) == []
    assert output.put("a/moi.html", b"mot").written


def test_a_file_put_again_in_one_build_holds_what_was_put_last(tmp_path, content):
    folder = tmp_path / "output"
    output = opened(folder, content)
    first = put(output, "a.html", b"mot")
    assert output.put("a.html", b"mot") == Made("a.html", written=False, stamp=first.stamp)
    assert output.put("a.html", b"hai").written
    assert (folder / "a.html").read_bytes() == b"hai"


def test_a_link_in_the_place_of_a_folder_gives_way_and_what_it_leads_to_stays(tmp_path, content):
    folder, elsewhere = tmp_path / "output", tmp_path / "noi-khac"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_bytes(b"mot")
    opened(folder, content)
    (folder / "x").symlink_to(elsewhere)
    output = opened(folder, content)
    put(output, "x/a.html", b"mot")
    output.remove_orphans()
    assert not (folder / "x").is_symlink()
    assert (folder / "x/a.html").read_bytes() == (elsewhere / "a.html").read_bytes() == b"mot"


def test_one_file_is_never_claimed_twice_nor_outside(tmp_path, content):
    output = opened(tmp_path / "output", content)
    output.claim("a.html")
    for path in ("a.html", "../ngoai.html", "/tuyet-doi.html", "a\\b.html"):
        with pytest.raises(ValueError, match="địa chỉ"):
            output.claim(path)


def test_a_folder_with_other_peoples_files_is_refused(tmp_path, content):
    folder = tmp_path / "cua-nguoi-khac"
    folder.mkdir()
    (folder / "thu.txt").write_text("quan trọng", encoding="utf-8")
    (folder / ".DS_Store").touch()
    with pytest.raises(ForeignFolderError, match=r"có thu\.txt không do hệ thống") as refused:
        unknown(folder, content)
    assert refused.value.files == ("thu.txt",)
    assert (folder / "thu.txt").exists()


def test_a_folder_that_holds_the_content_is_refused(tmp_path, content):
    with pytest.raises(OutputError, match="chứa thư mục bài viết"):
        unknown(tmp_path, content)


def test_a_folder_within_the_content_is_refused(content):
    with pytest.raises(OutputError, match="nằm trong thư mục bài viết"):
        unknown(content / "trang", content)


def test_a_folder_without_words_is_no_foreign_folder(tmp_path, content):
    folder = tmp_path / "output"
    (folder / "trong").mkdir(parents=True)
    for leftover in (".DS_Store", "Thumbs.db", "desktop.ini", "~$bai.docx", "a~"):
        (folder / leftover).write_text("của máy", "utf-8")
    (folder / "rong.txt").touch()
    os.mkfifo(folder / "ong")
    output = unknown(folder, content)
    put(output, "a.html", b"mot")
    assert output.remove_orphans() == ["ong", "rong.txt"]
    assert sorted(path.name for path in folder.iterdir()) == [
        ".DS_Store", "Thumbs.db", "a.html", "a~", "desktop.ini", "~$bai.docx",
    ]  # fmt: skip


PAGE = b'<!DOCTYPE html><link rel="stylesheet" href="/theme/newsroom.0123456789ab.css">'
CSS = b"a{}"


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("robots.txt", SIGN),
        ("index.html", PAGE),
        ("tin-hoat-dong/2021/a.html", PAGE),
        (f"theme/newsroom.{hashlib.sha256(CSS).hexdigest()[:12]}.css", CSS),
    ],
)
def test_any_one_sign_that_is_left_says_whose_the_folder_is(tmp_path, content, file, data):
    folder = tmp_path / "output"
    for name, harmed in (("robots.txt", b""), ("index.html", b"<!DOC"), ("cu.xml", b"<x/>")):
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(harmed)
    with pytest.raises(ForeignFolderError, match=r"có cu\.xml, index\.html không do"):
        unknown(folder, content)
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(data)
    unknown(folder, content)


def test_somebodys_file_in_a_folder_of_ours_is_put_aside_and_named(tmp_path, content):
    folder, state = tmp_path / "output", tmp_path / ".newsroom"
    put(opened(folder, content), "cu.xml", b"cu")
    for name in ("ghi-chu.docx", "anh/2021/cua-toi.jpg", "a.html/x.txt", "b"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"của tôi {name}", "utf-8")
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref", "utf-8")
    output = unknown(folder, content)
    for file in ("robots.txt", "a.html", "b/c.html"):
        output.claim(file)
    output.make_room(["a.html", "b/c.html"])
    assert output.put("a.html", b"mot").written
    assert output.put("b/c.html", b"hai").written
    output.remove_orphans()
    assert tree(folder).keys() == {".git/HEAD", "a.html", "b/c.html", "robots.txt"}
    assert tree(state / "ban-cu/output") == {
        name: f"của tôi {name}".encode()
        for name in ("a.html/x.txt", "anh/2021/cua-toi.jpg", "b", "ghi-chu.docx")
    } | {"cu.xml": b"cu"}  # of which nothing says that a build made it
    (note,) = output.all_notes()
    assert note.startswith(f"{folder} chỉ chứa trang dựng ra, nên a.html/x.txt, anh/2021/cua-")
    assert "anh/2021/cua-toi.jpg, b và 2 tệp" in note
    assert note.endswith(f"và 2 tệp khác ở đó đã được chuyển sang {state}/ban-cu/output.")


def test_what_cannot_be_put_aside_is_never_removed(tmp_path, content):
    folder, state = tmp_path / "output", tmp_path / ".newsroom"
    opened(folder, content)
    (folder / "thu.txt").write_text("quan trọng", "utf-8")
    state.write_text("một tệp", "utf-8")
    output = unknown(folder, content)
    output.claim("robots.txt")
    with pytest.raises(ForeignFolderError, match=r"thu\.txt"):
        output.remove_orphans()
    assert (folder / "thu.txt").read_text("utf-8") == "quan trọng"


def test_the_same_name_put_aside_again_keeps_both(tmp_path, content):
    folder, state = tmp_path / "output", tmp_path / ".newsroom"
    for words in ("một", "hai"):
        opened(folder, content)
        (folder / "thu.txt").write_text(words, "utf-8")
        output = unknown(folder, content)
        output.claim("robots.txt")
        output.remove_orphans()
    assert [path.read_text("utf-8") for path in sorted((state / "ban-cu/output").iterdir())] == [
        "hai", "một",
    ]  # fmt: skip


@pytest.mark.parametrize("harm", ["file", "link"])
def test_a_file_put_aside_earlier_is_in_the_way_of_no_folder(tmp_path, content, harm):
    folder, state = tmp_path / "output", tmp_path / ".newsroom"
    elsewhere = tmp_path / "cua-toi"
    elsewhere.mkdir()
    for name in ("phong", "phong/thu.txt"):
        opened(folder, content)
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        if name == "phong" and harm == "link":
            place.symlink_to(elsewhere)
        else:
            place.write_text(name, "utf-8")
        output = unknown(folder, content)
        output.claim("robots.txt")
        output.remove_orphans()
    aside = state / "ban-cu/output"
    assert (aside / "phong-2/thu.txt").read_text("utf-8") == "phong/thu.txt"
    assert os.path.lexists(aside / "phong")
    assert list(elsewhere.iterdir()) == []  # a link that was put aside is not followed


def link_to_nothing(folder: Path) -> None:
    folder.symlink_to("khong-co")


def link_to_itself(folder: Path) -> None:
    folder.symlink_to(folder.name)


def link_to_a_file(folder: Path) -> None:
    (folder.parent / "thu.txt").write_text("quan trọng", "utf-8")
    folder.symlink_to("thu.txt")


def pipe(folder: Path) -> None:
    os.mkfifo(folder)


def empty_file(folder: Path) -> None:
    folder.touch()


def somebodys_file(folder: Path) -> None:
    folder.write_text("của tôi", "utf-8")


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (link_to_nothing, "liên kết không dẫn tới thư mục nào"),
        (link_to_itself, "liên kết không dẫn tới thư mục nào"),
        (link_to_a_file, "liên kết không dẫn tới thư mục nào"),
        (pipe, ""),
        (empty_file, ""),
        (somebodys_file, "là một tệp nên đã được chuyển sang"),
    ],
)
def test_what_stands_in_the_place_of_the_folder_gives_way(
    tmp_path: Path, content: Path, stands: Callable[[Path], None], said: str
) -> None:
    folder, state = tmp_path / "output", tmp_path / ".newsroom"
    stands(folder)
    output = unknown(folder, content)
    assert put(output, "a.html", b"mot").written
    assert folder.is_dir()
    assert not folder.is_symlink()
    assert said in "".join(output.all_notes())
    if stands is somebodys_file:
        assert (state / "ban-cu/output.tep").read_text("utf-8") == "của tôi"
    if stands is link_to_a_file:
        assert (tmp_path / "thu.txt").read_text("utf-8") == "quan trọng"


def test_a_file_in_the_place_of_the_folder_lies_beside_it_where_nothing_can_be_kept(
    tmp_path, content
):
    (tmp_path / "output").write_text("của tôi", "utf-8")
    (tmp_path / ".newsroom").touch()
    output = unknown(tmp_path / "output", content)
    assert put(output, "a.html", b"mot").written
    assert (tmp_path / "output.tep").read_text("utf-8") == "của tôi"
    assert output.all_notes() == [
        f"{tmp_path}/output là một tệp nên đã được chuyển sang {tmp_path}/output.tep."
    ]


def test_a_file_in_a_place_that_somebody_named_is_refused(tmp_path, content):
    (tmp_path / "thu.docx").write_text("của tôi", "utf-8")
    with pytest.raises(OutputError, match="là một tệp, không phải thư mục"):
        unknown(tmp_path / "thu.docx", content)


def test_a_folder_that_is_a_link_to_a_folder_is_built_through(tmp_path, content):
    (tmp_path / "that").mkdir()
    (tmp_path / "output").symlink_to("that")
    put(opened(tmp_path / "output", content), "a.html", b"mot")
    assert (tmp_path / "that/a.html").read_bytes() == b"mot"


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "empty"])
@pytest.mark.parametrize("place", ["a.html", "x/b.html", "x"])
def test_whatever_stands_where_a_file_or_its_folder_belongs_gives_way(
    tmp_path: Path, content: Path, kind: str, place: str
) -> None:
    folder = tmp_path / "output"
    first = opened(folder, content)
    put(first, "a.html", b"mot")
    put(first, "x/b.html", b"hai")
    path = folder / place
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    {
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to("/etc"),
        "empty": path.touch,
    }[kind]()
    again = opened(folder, content)
    put(again, "a.html", b"mot")
    put(again, "x/b.html", b"hai")
    again.remove_orphans()
    assert tree(folder) == {"a.html": b"mot", "x/b.html": b"hai", "robots.txt": ROBOTS}


def test_a_file_that_cannot_be_read_is_written_anew(tmp_path, content, monkeypatch):
    folder = tmp_path / "output"
    put(opened(folder, content), "a.html", b"mot")

    def broken(*_arguments: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    output = opened(folder, content)
    monkeypatch.setattr("plugins.engine.output.read_plain", broken)
    assert put(output, "a.html", b"mot").written


def test_what_a_full_disk_refuses_names_the_file_and_leaves_no_half(tmp_path, content, monkeypatch):
    folder = tmp_path / "output"
    output = opened(folder, content)
    put(output, "a.html", b"mot")

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space") as refused:
        output.put("a.html", b"hai")
    assert refused.value.filename == f"{folder}/a.html"
    assert tree(folder)["a.html"] == b"mot"
    assert len(tree(folder)) == 2


def test_a_folder_of_ours_that_forbids_writing_is_made_to_allow_it(tmp_path, content, monkeypatch):
    folder = tmp_path / "output"
    first = opened(folder, content)
    put(first, "x/a.html", b"mot")
    (folder / "x").chmod(0o500)
    write = Path.write_bytes

    def guarded(path: Path, data: bytes) -> int:  # root may write anywhere
        if not path.parent.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", guarded)
    assert put(opened(folder, content), "x/a.html", b"hai").written
    assert (folder / "x/a.html").read_bytes() == b"hai"


def test_names_that_are_no_utf_8_stop_nothing(tmp_path, content):
    folder, state = tmp_path / "output", tmp_path / ".newsroom"
    opened(folder, content)
    (folder / os.fsdecode(b"\xff.html")).write_bytes(b"la")
    output = unknown(folder, content)
    assert stamps_digest(output.stamps)
    output.claim("robots.txt")
    output.remove_orphans()
    assert "?.html" in output.all_notes()[0]
    assert (state / "ban-cu/output" / os.fsdecode(b"\xff.html")).exists()


def test_what_an_interrupted_build_left_is_cleaned_away(tmp_path, content):
    folder = tmp_path / "output"
    opened(folder, content)
    (folder / ".a.html.123.tmp").write_bytes(b"nua")
    assert opened(folder, content).remove_orphans() == [".a.html.123.tmp"]


# --- what each file was made from ---------------------------------------------------


KEY, OTHER = b"k" * 12, b"o" * 12


def noted(tmp_path: Path, content: Path) -> Path:
    folder = tmp_path / "output"
    made = put(opened(folder, content), "a.html", b"mot")
    ledger = BuildRecord(tmp_path / "ledger.sqlite3")
    ledger.note("a.html", KEY, made.stamp)
    ledger.keep((), ())
    return folder


def current(tmp_path: Path, content: Path, key: bytes = KEY) -> bool:
    output = unknown(tmp_path / "output", content)
    return BuildRecord(tmp_path / "ledger.sqlite3").is_current("a.html", key, output.stamps)


def test_a_file_made_from_the_same_and_untouched_since_need_not_be_made_again(tmp_path, content):
    noted(tmp_path, content)
    assert current(tmp_path, content)
    assert not current(tmp_path, content, OTHER)


def test_a_file_that_somebody_changed_or_removed_is_made_again(tmp_path, content):
    folder = noted(tmp_path, content)
    (folder / "a.html").write_bytes(b"hai")
    assert not current(tmp_path, content)
    (folder / "a.html").unlink()
    assert not current(tmp_path, content)


def test_a_file_changed_in_place_with_its_size_and_time_is_made_again(tmp_path, content):
    file = noted(tmp_path, content) / "a.html"
    before = file.stat()
    with file.open("r+b") as opened_file:
        opened_file.write(b"hai")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert not current(tmp_path, content)


def test_what_a_build_made_is_known_after_the_code_changed_and_all_else_is_not(
    tmp_path, content, monkeypatch
):
    folder = noted(tmp_path, content)
    ledger = BuildRecord(tmp_path / "ledger.sqlite3")
    ledger.will_make(["b.html"], ["a.html", "b.html", "robots.txt"])
    ledger.keep((), ())
    monkeypatch.setattr("plugins.memory.maker", lambda: "newer code")
    newer = BuildRecord(tmp_path / "ledger.sqlite3")
    assert [newer.made(file) for file in ("a.html", "b.html", "c.html")] == [True, True, False]
    output = unknown(folder, content)
    assert not newer.is_current("a.html", KEY, output.stamps)
    newer.note("a.html", KEY, output.stamps["a.html"])
    newer.keep(["b.html"], ())
    again = BuildRecord(tmp_path / "ledger.sqlite3")
    assert again.is_current("a.html", KEY, output.stamps)
    assert [again.made(file) for file in ("a.html", "b.html")] == [True, False]


def test_what_is_to_be_made_again_is_forgotten_of_a_section_as_of_a_page(tmp_path, content):
    folder = tmp_path / "output"
    output = opened(folder, content)
    stamps = {file: put(output, file, b"x").stamp for file in ("a.html", "s/b.html", "s/c.html")}
    ledger = BuildRecord(tmp_path / "ledger.sqlite3")
    ledger.open("muc", b"told", ["s/b.html", "s/c.html"])
    for file, stamp in stamps.items():
        ledger.note(file, KEY, stamp)
    ledger.keep((), ())
    assert BuildRecord(tmp_path / "ledger.sqlite3").standing("muc", b"told", stamps)
    BuildRecord(tmp_path / "ledger.sqlite3").forget(["a.html", "s/b.html"])
    again = BuildRecord(tmp_path / "ledger.sqlite3")
    assert again.standing("muc", b"told", stamps) is None
    again.open("muc", b"told", ["s/b.html", "s/c.html"])
    assert {file: again.is_current(file, KEY, stamps) for file in stamps} == {
        "a.html": False, "s/b.html": False, "s/c.html": True,
    }  # fmt: skip


def test_a_file_replaced_by_one_of_equal_size_and_time_is_made_again(tmp_path, content):
    folder = noted(tmp_path, content)
    before = (folder / "a.html").stat()
    (folder / "b.html").write_bytes(b"hai")
    os.utime(folder / "b.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    (folder / "b.html").replace(folder / "a.html")
    assert not current(tmp_path, content)


@pytest.mark.parametrize("harm", ["cut", "foreign", "flipped", "folder", "empty"])
def test_a_damaged_ledger_is_as_good_as_none(tmp_path, content, harm):
    noted(tmp_path, content)
    file = tmp_path / "ledger.sqlite3"
    data = file.read_bytes()
    if harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        place = data.index(b64encode(KEY))
        file.write_bytes(
            {
                "cut": data[: len(data) // 2],
                "foreign": b"not a database at all, whatever its name says" * 99,
                "flipped": data[:place] + OTHER + data[place + 12 :],
                "empty": b"",
            }[harm]
        )
    assert not current(tmp_path, content)
    assert not current(tmp_path, content, OTHER)
