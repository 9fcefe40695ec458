"""The output folder: only what changed is written, and nothing that is not ours is touched."""

import pytest

from plugins.engine.output import ForeignFolderError, Output

SIGN = b"# Tin\n"


def opened(folder, content):
    output = Output(folder, protect=content, sign=SIGN)
    output.put("robots.txt", SIGN + b"User-agent: *\n")
    return output


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def test_a_file_whose_bytes_are_right_keeps_its_inode_and_its_time(tmp_path, content):
    folder = tmp_path / "output"
    opened(folder, content).put("a/index.html", b"mot")
    before = (folder / "a/index.html").stat()
    again = opened(folder, content)
    assert again.put("a/index.html", b"mot") is False
    after = (folder / "a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_changed_file_is_a_new_file_so_that_hard_links_keep_the_old_bytes(tmp_path, content):
    folder = tmp_path / "output"
    opened(folder, content).put("a.html", b"mot")
    (tmp_path / "linked").hardlink_to(folder / "a.html")
    assert opened(folder, content).put("a.html", b"hai") is True
    assert (tmp_path / "linked").read_bytes() == b"mot"


def test_what_was_not_put_is_removed_with_the_folders_it_leaves_empty(tmp_path, content):
    folder = tmp_path / "output"
    first = opened(folder, content)
    first.put("cu/sau/trang.html", b"cu")
    second = opened(folder, content)
    assert second.remove_orphans() == ["cu/sau/trang.html"]
    assert not (folder / "cu").exists()


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path, content):
    folder = tmp_path / "output"
    opened(folder, content).put("x", b"tep")
    second = opened(folder, content)
    second.put("x/index.html", b"trang")
    second.remove_orphans()
    third = opened(folder, content)
    third.put("x", b"tep")
    third.remove_orphans()
    assert (folder / "x").read_bytes() == b"tep"


def test_one_file_is_never_written_twice_nor_outside(tmp_path, content):
    output = opened(tmp_path / "output", content)
    output.put("a.html", b"mot")
    for path in ("a.html", "../ngoai.html", "/tuyet-doi.html", "a\\b.html"):
        with pytest.raises(ValueError, match="địa chỉ"):
            output.put(path, b"hai")


def test_a_folder_with_other_peoples_files_is_refused(tmp_path, content):
    folder = tmp_path / "cua-nguoi-khac"
    folder.mkdir()
    (folder / "thu.txt").write_text("quan trọng", encoding="utf-8")
    with pytest.raises(ForeignFolderError):
        Output(folder, protect=content, sign=SIGN)
    assert (folder / "thu.txt").exists()


def test_a_folder_that_holds_the_content_is_refused(tmp_path, content):
    with pytest.raises(ForeignFolderError):
        Output(tmp_path, protect=content, sign=SIGN)


def test_what_an_interrupted_build_left_is_cleaned_away(tmp_path, content):
    folder = tmp_path / "output"
    opened(folder, content)
    (folder / ".a.html.123.tmp").write_bytes(b"nua")
    output = opened(folder, content)
    assert output.remove_orphans() == [".a.html.123.tmp"]
