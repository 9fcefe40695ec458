"""The output folder: only what changed is made and written, and nothing not ours is touched."""

import os
from base64 import b64encode
from pathlib import Path

import pytest

from plugins.engine.ledger import Ledger
from plugins.engine.output import SIGN, ForeignFolderError, Made, Output


def put(output: Output, file: str, data: bytes) -> Made:
    output.claim(file)
    return output.put(file, data)


def opened(folder: Path, content: Path) -> Output:
    output = Output(folder, protect=content)
    put(output, "robots.txt", SIGN + b"User-agent: *\n")
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
    assert output.put("a.html", b"mot") == Made("a.html", written=False, seal=first.seal)
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
    with pytest.raises(ForeignFolderError):
        Output(folder, protect=content)
    assert (folder / "thu.txt").exists()


def test_a_folder_that_holds_the_content_is_refused(tmp_path, content):
    with pytest.raises(ForeignFolderError):
        Output(tmp_path, protect=content)


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
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    ledger.note("a.html", KEY, made.seal)
    ledger.keep((), ())
    return folder


def current(tmp_path: Path, content: Path, key: bytes = KEY) -> bool:
    output = Output(tmp_path / "output", protect=content)
    return Ledger(tmp_path / "ledger.sqlite3").is_current("a.html", key, output.seals)


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
