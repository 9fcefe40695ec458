"""What readers see stays what was published: looked at, named, mended; and nobody is accused."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.publish import disk, live, stamps
from desk.publish.damage import Damage, Fault, examine
from desk.publish.live import Look, mended
from desk.publish.manifest import Manifest
from desk.publish.releases import Releases
from desk.publish.restore import Copies, Restored, restore
from desk.publish.tree import scan
from plugins.file_stamps import file_stamp
from tests.unit.test_publish_releases import linked, put_out, written

FILES = {"index.html": "trang đầu", "trang/a.html": "bài a", "trang/b.html": "bài b"}


@pytest.fixture(autouse=True)
def _not_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_syncfs", lambda: lambda _descriptor: None)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return written(tmp_path / "output", FILES)


@pytest.fixture
def releases(tmp_path: Path, output: Path) -> Releases:
    """Two releases; readers see the second, which differs by one file."""
    folder = tmp_path / "public"
    folder.mkdir()
    releases = Releases(folder=folder)
    put_out(releases, output)
    put_out(releases, written(output, {"index.html": "trang đầu mới"}))
    return releases


def look(releases: Releases) -> Look:
    seen = releases.look()
    assert seen is not None
    return seen


def faults(releases: Releases) -> dict[str, Fault]:
    return {damage.path: damage.fault for damage in look(releases).damages}


def read_to_know(releases: Releases) -> int:
    """How many files must be read because their stamps do not tell."""
    kept = stamps.read_stamps(releases.folder)
    manifest = releases.manifest(releases.current() or 0)
    assert manifest is not None
    if kept is None or kept.release != manifest.number:
        return len(manifest.files)
    believed = stamps.parted(sorted(manifest.files), kept.stamps)
    return examine(releases.tree(manifest.number), manifest.files, believed=believed).read


def mend(releases: Releases, output: Path) -> Restored:
    seen = look(releases)
    assert seen.manifest is not None
    done = restore(releases, seen.manifest, seen.damages, Copies(releases, ((output, "output"),)))
    mended(releases.folder, seen)
    return done


# --- damage of every kind -----------------------------------------------------------


def six_bytes_in_place(file: Path) -> None:
    """Size and time are as they were, and so is the inode: the change time alone tells."""
    before = file.stat()
    file.chmod(0o644)
    with file.open("r+b") as opened:
        opened.write(b"XXXXXX")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    file.chmod(0o444)
    assert file.stat().st_size == before.st_size


def cut_short(file: Path) -> None:
    file.chmod(0o644)
    with file.open("r+b") as opened:
        opened.truncate(2)


def replaced(file: Path) -> None:
    file.unlink()
    file.write_bytes(b"sua tay")


def emptied(file: Path) -> None:
    file.chmod(0o644)
    file.write_bytes(b"")


def link_instead(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


def folder_instead(file: Path) -> None:
    file.unlink()
    (file / "sau").mkdir(parents=True)
    (file / "sau" / "la.html").write_text("lạ", "utf-8")


def pipe_instead(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGES = [
    (six_bytes_in_place, Fault.CHANGED),
    (cut_short, Fault.CHANGED),
    (replaced, Fault.CHANGED),
    (emptied, Fault.CHANGED),
    (Path.unlink, Fault.MISSING),
    (link_instead, Fault.LINK),
    (folder_instead, Fault.FOLDER),
    (pipe_instead, Fault.SPECIAL),
]


@pytest.mark.parametrize(("hurt", "fault"), DAMAGES)
@pytest.mark.parametrize("path", ["index.html", "trang/a.html"])
def test_damage_is_seen_by_its_kind_and_mended_in_every_release_that_shares_the_file(
    releases: Releases,
    output: Path,
    path: str,
    hurt: Callable[[Path], None],
    fault: Fault,
) -> None:
    """``trang/a.html`` is one file of both releases; ``index.html`` only of what readers see."""
    manifests = [releases.manifest(number) for number in (1, 2)]
    hurt(releases.tree(2) / path)

    assert faults(releases) == {path: fault}
    done = mend(releases, output)

    assert [damage.path for damage in done.mended] == [path]
    assert not done.lacking
    for manifest in manifests:
        assert manifest is not None
        assert releases.damage(manifest) == []
    assert faults(releases) == {}
    assert read_to_know(releases) == 0
    one, two = (releases.tree(number) / "trang/a.html" for number in (1, 2))
    assert one.samefile(two)
    assert two.stat().st_mode & 0o777 == 0o444
    assert [p.name for p in (releases.folder / "releases").iterdir() if p.name[0] == "."] == []


@pytest.mark.parametrize(("hurt", "fault"), DAMAGES)
def test_nothing_is_linked_into_the_next_release_that_no_longer_is_its_digest(
    releases: Releases, output: Path, hurt: Callable[[Path], None], fault: Fault
) -> None:
    hurt(releases.tree(2) / "trang/a.html")

    manifest = put_out(releases, written(output, {"index.html": "ba"}))

    assert fault
    assert releases.damage(manifest) == []


def test_what_is_foreign_is_named_once_and_goes(releases: Releases, output: Path) -> None:
    tree = releases.tree(2)
    written(tree, {"la.html": "lạ", "trang/.htaccess": "lạ", "la/sau/a.html": "lạ"})
    (tree / "trang" / "rong").mkdir()
    (tree / "trang" / "lien-ket").symlink_to("/etc")

    assert faults(releases) == {
        "la.html": Fault.FOREIGN_FILE,
        "trang/.htaccess": Fault.FOREIGN_FILE,
        "la": Fault.FOREIGN_FOLDER,
        "trang/rong": Fault.FOREIGN_FOLDER,
        "trang/lien-ket": Fault.FOREIGN_LINK,
    }
    assert not mend(releases, output).lacking

    assert faults(releases) == {}
    assert dict(scan(tree)) == dict(scan(output))
    assert sorted(p.name for p in tree.rglob("*")) == ["a.html", "b.html", "index.html", "trang"]


def empty_folders(tree: Path) -> None:
    (tree / "trang" / "rong" / "sau").mkdir(parents=True)


def one_link(tree: Path) -> None:
    (tree / "trang" / "lien-ket").symlink_to("a.html")


def names_changed_round(tree: Path) -> None:
    one, two, aside = (tree / "trang" / name for name in ("a.html", "b.html", "c.html"))
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


@pytest.mark.parametrize(
    ("hurt", "expected"),
    [
        (empty_folders, {"trang/rong": Fault.FOREIGN_FOLDER}),
        (one_link, {"trang/lien-ket": Fault.FOREIGN_LINK}),
        (names_changed_round, {"trang/a.html": Fault.CHANGED, "trang/b.html": Fault.CHANGED}),
    ],
)
def test_what_moves_the_stamp_of_no_file_is_seen(
    releases: Releases, hurt: Callable[[Path], None], expected: dict[str, Fault]
) -> None:
    assert faults(releases) == {}

    hurt(releases.tree(2))

    assert faults(releases) == expected


def test_a_tree_that_nobody_touched_is_known_without_its_manifest_being_parsed(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(releases)  # which notes how far it read by sample
    parsed: list[bytes] = []
    real = live.parse
    monkeypatch.setattr(live, "parse", lambda text: parsed.append(text) or real(text))

    seen = look(releases)

    assert not seen.damages
    assert parsed == []
    assert seen.base is not None
    assert dict(scan(output)) == seen.base.files
    assert seen.base.files.keys() == seen.base.sound.keys()


@pytest.mark.parametrize("instead", ["file", "link", "nothing"])
def test_a_folder_that_is_none_any_more_is_made_again(
    releases: Releases, output: Path, tmp_path: Path, instead: str
) -> None:
    folder = releases.tree(2) / "trang"
    shutil.rmtree(folder)
    elsewhere = written(tmp_path / "noi-khac", {"a.html": "của người khác"})
    if instead == "file":
        folder.write_text("tệp", "utf-8")
    elif instead == "link":
        folder.symlink_to(elsewhere, target_is_directory=True)
    before = faults(releases)

    assert not mend(releases, output).lacking

    assert before["trang/a.html"] == before["trang/b.html"] == Fault.MISSING
    assert dict(scan(releases.tree(2))) == dict(scan(output))
    assert (elsewhere / "a.html").read_text("utf-8") == "của người khác"


@pytest.mark.parametrize("instead", ["file", "link", "nothing"])
def test_a_live_tree_that_is_gone_is_remade_whole(
    releases: Releases, output: Path, tmp_path: Path, instead: str
) -> None:
    tree = releases.tree(2)
    shutil.rmtree(tree)
    if instead == "file":
        tree.write_text("tệp", "utf-8")
    elif instead == "link":
        tree.symlink_to(written(tmp_path / "noi-khac", {"a.html": "a"}), target_is_directory=True)
    releases.tidy()

    assert set(faults(releases).values()) == {Fault.MISSING}
    assert not mend(releases, output).lacking

    assert dict(scan(releases.link)) == dict(scan(output))
    assert releases.numbers() == [1, 2]


def test_what_rots_under_an_unmoved_stamp_is_found_in_time(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As bits on a disk do: the kept stamp is made to be that of the changed file."""
    monkeypatch.setattr(live, "SAMPLE_FILES", 1)
    file = releases.tree(2) / "trang/b.html"
    six_bytes_in_place(file)
    kept = stamps.read_stamps(releases.folder)
    assert kept is not None
    rotten = kept.stamps[:64] + file_stamp(file.stat())
    stamps.write_stamps(releases.folder, kept._replace(stamps=rotten))

    found = [look(releases) for _ in range(3)]

    [seen] = [one for one in found if one.damages]
    assert seen.damages == (Damage("trang/b.html", Fault.ROTTEN),)
    assert seen.manifest is not None
    restore(releases, seen.manifest, seen.damages, Copies(releases, ((output, "output"),)))
    assert releases.damage(seen.manifest) == []


def test_the_sample_is_bounded_and_comes_round_to_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "SAMPLE_FILES", 7)
    folder = tmp_path / "public"
    folder.mkdir()
    releases = Releases(folder=folder)
    names = {f"{n:02}.html": f"bài {n}" for n in range(20)}
    put_out(releases, written(tmp_path / "output", names))
    read: list[str] = []
    real = live.read_entry
    monkeypatch.setattr(live, "read_entry", lambda path: read.append(Path(path).name) or real(path))

    for _ in range(3):
        before = len(read)
        look(releases)
        assert len(read) - before == 7

    assert {*read} == {*names}
    monkeypatch.setattr(live, "SAMPLE_BYTES", 1)
    before = len(read)
    look(releases)
    assert len(read) - before == 1


# --- nobody is accused ---------------------------------------------------------------


def copied_away_and_back(releases: Releases) -> None:
    aside = releases.folder.with_name("ban-sao")
    shutil.copytree(releases.folder, aside, symlinks=True)
    shutil.rmtree(releases.folder)
    aside.rename(releases.folder)


def stamps_lost(releases: Releases) -> None:
    (releases.folder / stamps.NAME).unlink()


def stamps_cut(releases: Releases) -> None:
    file = releases.folder / stamps.NAME
    file.write_bytes(file.read_bytes()[:-5])


def stamps_of_other_bytes(releases: Releases) -> None:
    file = releases.folder / stamps.NAME
    file.write_bytes(os.urandom(500))


def paths_of_another_tree(releases: Releases) -> None:
    kept = stamps.read_stamps(releases.folder)
    assert kept is not None
    stamps.write_stamps(releases.folder, kept._replace(paths=bytes(16), stamps=kept.stamps[:-32]))


def stamps_of_another_release(releases: Releases) -> None:
    releases.show(1, "rollback")


def one_more_link_each(releases: Releases) -> None:
    tree = releases.tree(2)
    for path, _ in scan(tree):
        target = releases.folder / "releases/.spare.partial" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(tree / path, target)


def modes_changed(releases: Releases) -> None:
    for path, _ in scan(releases.tree(2)):
        (releases.tree(2) / path).chmod(0o600)


def times_changed(releases: Releases) -> None:
    for path, _ in scan(releases.tree(2)):
        os.utime(releases.tree(2) / path)


@pytest.mark.parametrize(
    "happened",
    [
        copied_away_and_back,
        stamps_lost,
        stamps_cut,
        stamps_of_other_bytes,
        paths_of_another_tree,
        stamps_of_another_release,
        one_more_link_each,
        modes_changed,
        times_changed,
    ],
)
def test_a_tree_whose_stamps_tell_nothing_is_read_and_stamped_again_and_never_accused(
    releases: Releases, happened: Callable[[Releases], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    happened(releases)
    monkeypatch.setattr(live, "SETTLED", 0)
    time.sleep(0.05)  # one tick of the clock later

    assert read_to_know(releases) == 3
    assert faults(releases) == {}
    time.sleep(0.05)
    assert faults(releases) == {}
    assert read_to_know(releases) == 0
    for path, _ in scan(releases.link):
        assert (releases.link / path).stat().st_mode & 0o444 == 0o444


def test_a_file_that_changed_within_the_tick_of_its_stamp_is_read_again(releases: Releases) -> None:
    """Its next change could be within the same tick, and not show."""
    (releases.tree(2) / "index.html").chmod(0o644)
    look(releases)

    assert read_to_know(releases) == 1


def test_after_each_publication_every_stamp_can_be_believed(
    releases: Releases, output: Path
) -> None:
    """However often files are linked and unlinked: pruning to one more than there are, and two."""
    assert read_to_know(releases) == 0
    for number in range(3, 8):
        put_out(releases, written(output, {"index.html": f"bản {number}"}))
        assert read_to_know(releases) == 0
        releases.prune(3 if number < 6 else 2)
        assert read_to_know(releases) == 0


def test_linking_a_spare_in_another_process_leaves_stamps_that_can_be_believed(
    releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.publish.spare.LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    linked(releases)
    assert read_to_know(releases) == 3

    assert len(live.stamp_again(releases.folder, 2)) == 3

    assert read_to_know(releases) == 0


def test_what_was_changed_while_a_spare_was_linked_is_not_stamped(
    releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.publish.spare.LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    linked(releases)
    cut_short(releases.tree(2) / "index.html")

    live.stamp_again(releases.folder, 2)

    assert faults(releases) == {"index.html": Fault.CHANGED}


def test_a_disk_that_takes_no_stamps_costs_a_look_and_no_more(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(live, "write_stamps", refused)
    monkeypatch.setattr(live, "note_sampled", refused)

    manifest = put_out(releases, written(output, {"index.html": "ba"}))

    assert faults(releases) == {}
    assert releases.damage(manifest) == []


# --- what cannot be mended; and a doubtful manifest -------------------------------------


def test_what_has_no_sound_copy_stays_and_is_named_and_the_rest_is_mended(
    releases: Releases, output: Path
) -> None:
    six_bytes_in_place(releases.tree(2) / "index.html")
    cut_short(releases.tree(2) / "trang/a.html")
    written(output, {"index.html": "bản thảo sau"})

    done = mend(releases, output)

    assert done.lacking == (Damage("index.html", Fault.CHANGED),)
    assert faults(releases) == {"index.html": Fault.CHANGED}


def test_a_copy_under_another_name_in_any_release_will_do(releases: Releases, output: Path) -> None:
    put_out(releases, written(output, {"ban-sao.html": "bài b"}))
    written(output, {"trang/b.html": "bài b sửa", "ban-sao.html": "khác"})
    (releases.tree(1) / "trang/b.html").unlink()
    (releases.tree(2) / "trang/b.html").unlink()
    cut_short(releases.tree(3) / "trang/b.html")

    done = mend(releases, output)

    assert done.sources == ("bản 3",)
    assert (releases.link / "trang/b.html").read_text("utf-8") == "bài b"


@pytest.mark.parametrize(
    ("hurt", "doubt"),
    [
        (lambda file: file.unlink(), live.LOST),
        (lambda file: file.write_bytes(file.read_bytes()[:100]), live.HURT),
        (
            lambda file: file.write_bytes(file.read_bytes().replace(b"trang/b", b"trang/c")),
            live.EDITED,
        ),
        (lambda file: file.write_bytes(file.with_name("1.json").read_bytes()), live.EDITED),
    ],
)
def test_a_manifest_that_is_lost_or_was_touched_is_not_believed(
    releases: Releases, output: Path, hurt: Callable[[Path], None], doubt: str
) -> None:
    hurt(releases.manifest_file(2))

    assert look(releases).doubt == doubt

    made: Manifest = put_out(releases, written(output, {"index.html": "ba"}))
    assert releases.damage(made) == []
    assert look(releases).doubt == ""
