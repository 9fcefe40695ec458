"""Publishing and rolling back, as the officer does it: the messages, the addresses, the bytes."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.building import Built
from desk.publish import work
from desk.publish.releases import Releases
from desk.publish.tree import scan
from desk.terminal.publish_command import publish
from desk.terminal.rollback_command import rollback
from tests.support import small_newsroom as small
from tests.support.long import examples


def releases(root: Path) -> Releases:
    return Releases(folder=root / "public")


def go(root: Path, *, now: datetime = small.NOW, accept_removed: bool = False) -> int:
    return publish(root, now=now, accept_removed=accept_removed)


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_first_release_shows_every_post_as_new_and_says_where_readers_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small.make(tmp_path)

    assert go(root) == 0

    said = capsys.readouterr().out
    assert re.search(
        r"^mới\s+Kiểm tra việc chấp hành pháp luật tại nhà tạm giữ", said, re.MULTILINE
    )
    files = len(list(scan(root / "public/current")))
    assert said.rstrip().splitlines()[-3:] == [
        f"Đã công bố bản 1: bài và trang: 26 mới; tệp: {files} mới.",
        "Trở lại bản trước: invoke rollback",
        f"Độc giả xem ở {small.SITE}/",
    ]
    assert len(re.findall(r"^mới\s", said, re.MULTILINE)) == 26


def test_nothing_changed_makes_no_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert go(root) == 0

    assert "Không có gì thay đổi: độc giả vẫn xem bản 1" in capsys.readouterr().out
    assert releases(root).numbers() == [1]


def test_what_was_published_and_stands_still_is_not_even_verified_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
    assert go(root) == 0
    monkeypatch.setattr(
        "desk.verify.audit.Auditor", lambda *_args, **_options: pytest.fail("verified")
    )

    assert go(root) == 0

    assert "Không có gì thay đổi: độc giả vẫn xem bản 2" in capsys.readouterr().out


def test_a_state_the_officer_did_not_publish_is_not_taken_for_published(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
    with monkeypatch.context() as patch:
        patch.setattr("desk.terminal.publish_command.interactive", lambda: True)
        patch.setattr("desk.terminal.conversation.confirm", lambda _question, default: default)
        assert go(root) == 0
    assert releases(root).numbers() == [1]

    assert go(root) == 0

    assert releases(root).numbers() == [1, 2]
    assert rollback(root, yes=True) == 0
    capsys.readouterr()

    # Readers see the first release again: the same state is news to them.
    assert publish(root, now=small.NOW, again=True) == 0
    assert "Đã công bố bản 3" in capsys.readouterr().out


def test_an_edited_post_is_named_and_its_neighbours_only_counted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")

    assert go(root) == 0

    said = capsys.readouterr().out
    assert re.search(
        r"^sửa\s+Kiểm tra việc chấp hành pháp luật tại nhà tạm giữ", said, re.MULTILINE
    )
    assert len(re.findall(r"^(?:mới|sửa|gỡ bỏ|mất)\s", said, re.MULTILINE)) == 1


def test_a_scheduled_post_comes_out_when_its_time_has_come(root: Path) -> None:
    page = root / "public/current" / small.SCHEDULED.replace(".md", ".html")
    assert not page.exists()

    assert go(root, now=small.NOW + timedelta(days=30)) == 0

    assert page.exists()


def test_a_broken_post_leaves_readers_with_what_they_had(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = dict(scan(root / "public/current"))
    change(root, small.EDITED, "date: 2026-03-02 09:00", "date: 02/03/2026")

    assert go(root) == 1

    said = "".join(capfd.readouterr())
    assert f"content/{small.EDITED}:3" in said
    assert "Chưa công bố gì" in said
    assert dict(scan(root / "public/current")) == before


def test_a_deleted_post_is_refused_with_the_line_to_write(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.md").unlink()

    assert go(root) == 1

    said = "".join(capsys.readouterr())
    assert "content/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.md:1: " in said
    assert 'Viết: aliases: ["/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.html"]' in said
    assert "--accept-removed" in said
    assert releases(root).numbers() == [1]


def test_an_address_can_be_given_up_on_purpose(root: Path) -> None:
    (root / "content/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.md").unlink()

    assert go(root, accept_removed=True) == 0

    assert not (root / "public/current/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.html").exists()


def test_a_post_that_another_replaces_keeps_its_address(root: Path) -> None:
    (root / "content/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.md").unlink()
    change(
        root,
        "tin-hoat-dong/2026/so-ket-cong-tac-tuan-4.md",
        "author:",
        "aliases: [/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.html]\nauthor:",
    )

    assert go(root) == 0

    page = root / "public/current/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.html"
    assert 'http-equiv="refresh"' in page.read_text("utf-8")


def test_a_published_post_made_a_draft_is_refused_at_the_line_that_did_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        root,
        "tin-hoat-dong/2026/so-ket-cong-tac-tuan-5.md",
        "author: Việt Hưng",
        "author: Việt Hưng\nstatus: draft",
    )

    assert go(root) == 1

    said = "".join(capsys.readouterr())
    assert "content/tin-hoat-dong/2026/so-ket-cong-tac-tuan-5.md:5: " in said
    assert "kind: gỡ bỏ" in said


def test_an_old_address_that_nobody_takes_any_more_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, small.MOVED, "/detail/954/Lich-tiep-cong-dan.html, ", "")

    assert go(root) == 1

    assert "/detail/954/Lich-tiep-cong-dan.html" in "".join(capsys.readouterr())


def test_a_withdrawn_post_goes_at_once_and_its_address_says_why(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        root,
        small.EDITED,
        "units:",
        "corrections: [{date: 2026-03-19 09:00, kind: gỡ bỏ, note: Cần rà soát lại.}]\nunits:",
    )

    assert go(root) == 0

    said = capsys.readouterr().out
    assert re.search(r"^gỡ bỏ\s+Kiểm tra việc chấp hành", said, re.MULTILINE)
    page = (root / "public/current" / small.EDITED.replace(".md", ".html")).read_text("utf-8")
    assert "Cần rà soát lại." in page
    assert "chấp hành pháp luật" not in page


def test_an_authors_only_post_can_be_withdrawn_and_the_page_of_the_author_goes_with_it(
    root: Path,
) -> None:
    another = '[[author]]\nid = "thanh-mai"\nname = "Thanh Mai"\n\n[[author]]'
    change(root, "registry/authors.toml", "[[author]]", another)
    change(root, small.EDITED, "author: Việt Hưng", "author: Thanh Mai")
    assert go(root) == 0
    assert (root / "public/current/tac-gia/thanh-mai/index.html").is_file()

    change(
        root,
        small.EDITED,
        "units:",
        "corrections: [{date: 2026-03-19 09:00, kind: gỡ bỏ, note: Cần rà soát lại.}]\nunits:",
    )

    assert go(root) == 0
    assert not (root / "public/current/tac-gia/thanh-mai").exists()


def test_what_the_verifier_refuses_is_never_released(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoilt(root: Path, *, output: Path, **options: object) -> Built:
        built = real(root, output=output, **options)
        page = output / "index.html"
        text = page.read_text("utf-8").replace("</main>", '<a href="/x.html">x</a></main>')
        page.write_text(text, encoding="utf-8")
        return built

    real = work.make
    monkeypatch.setattr(work, "make", spoilt)
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")

    assert go(root) == 1

    assert "liên kết hỏng: /x.html" in capsys.readouterr().out
    assert releases(root).numbers() == [1]


def test_without_a_person_publishing_asks_nobody_and_with_one_it_asks(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desk.terminal.publish_command.interactive", lambda: True)
    monkeypatch.setattr("desk.terminal.conversation.confirm", lambda _question, default: default)
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")

    assert go(root) == 0
    assert "Chưa công bố gì" in capsys.readouterr().out
    assert releases(root).numbers() == [1]

    assert publish(root, now=small.NOW, yes=True) == 0
    assert releases(root).numbers() == [1, 2]


def test_a_folder_with_other_things_is_never_published_into(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "anh"
    photos.mkdir()
    (photos / "rieng.jpg").write_bytes(b"x")

    assert publish(root, now=small.NOW, target=photos) == 1

    assert "đang chứa thứ khác" in capsys.readouterr().err
    assert [p.name for p in photos.iterdir()] == ["rieng.jpg"]


def test_a_target_whose_disk_is_not_mounted_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(root, now=small.NOW, target="/mnt/khong-co/public") == 1

    assert "chưa được kết nối" in capsys.readouterr().err


def test_settings_that_cannot_be_are_explained(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = root / "publishconf.py"
    conf.write_text(conf.read_text("utf-8") + "\nNEWSROOM_KEEP_RELEASES = 1\n", encoding="utf-8")

    assert go(root) == 1

    said = capsys.readouterr().out
    line = len(conf.read_text("utf-8").splitlines())
    assert f"publishconf.py:{line}: NEWSROOM_KEEP_RELEASES: phải là số nguyên từ 2" in said
    assert "Viết: NEWSROOM_KEEP_RELEASES = 20" in said


# --- rollback ---------------------------------------------------------------------


@pytest.fixture
def two(root: Path) -> Path:
    """A newsroom with two releases, the second with an edited post."""
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
    assert go(root) == 0
    return root


def test_rolling_back_restores_the_exact_bytes_and_says_what_readers_see(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(scan(two / "public/releases/1"))

    assert rollback(two, yes=True) == 0

    assert dict(scan(two / "public/current")) == before
    said = capsys.readouterr().out
    assert re.search(
        r"^Độc giả nay xem bản 1 \(\d\d:\d\d \d\d/\d\d/\d{4}, 24 bài\)", said, re.MULTILINE
    )
    assert "Bản 2 vẫn giữ: invoke rollback --to 2" in said
    assert said.rstrip().splitlines()[-1] == f"Độc giả xem ở {small.SITE}/"


def test_publishing_after_a_rollback_makes_a_new_release(two: Path) -> None:
    assert rollback(two, yes=True) == 0
    assert publish(two, now=small.NOW, yes=True, again=True) == 0

    assert releases(two).current() == 3
    assert dict(scan(two / "public/releases/3")) == dict(scan(two / "public/releases/2"))
    assert rollback(two, yes=True) == 0
    assert releases(two).current() == 1


def test_going_back_and_forth_by_number(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rollback(two, to=1, yes=True) == 0
    assert rollback(two, to=2, yes=True) == 0
    assert releases(two).current() == 2
    assert rollback(two, to=2, yes=True) == 0
    assert "đúng bản 2; không có gì phải làm" in capsys.readouterr().out


def test_a_release_with_a_post_that_was_withdrawn_since_is_refused_at_every_door(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        root,
        small.EDITED,
        "units:",
        "corrections: [{date: 2026-03-19 09:00, kind: gỡ bỏ, note: Cần rà soát lại.}]\nunits:",
    )
    assert go(root) == 0
    title = "Kiểm tra việc chấp hành pháp luật tại nhà tạm giữ"
    asked: list[str] = []
    monkeypatch.setattr(
        "desk.terminal.conversation.confirm", lambda question, **_: asked.append(question)
    )

    for yes, at_terminal, to in ((True, False, None), (False, False, 1), (False, True, None)):
        monkeypatch.setattr(
            "desk.terminal.rollback_command.interactive", lambda sits=at_terminal: sits
        )
        assert rollback(root, yes=yes, to=to) == 1
        said = capsys.readouterr()
        assert f"Không trở lại bản 1: độc giả sẽ lại đọc được 1 bài đã gỡ bỏ: «{title}»" in said.err
        assert "invoke rollback --to 1 --again" in said.out
        assert "invoke publish" in said.out
    assert releases(root).current() == 2
    assert asked == []

    assert rollback(root, again=True) == 0
    assert asked == [f"Trở lại bản 1, cho độc giả đọc lại «{title}»?"]
    assert releases(root).current() == 2
    capsys.readouterr()

    assert rollback(root, again=True, yes=True) == 0

    said = capsys.readouterr()
    assert re.search(r"^hiện lại\s+Kiểm tra việc chấp hành", said.out, re.MULTILINE)
    assert f"1 bài đã gỡ bỏ sẽ hiện lại: «{title}»" in said.err
    assert "tệp ảnh nay không còn trên trang sẽ hiện lại, ví dụ /anh/2026/kiem-tra" in said.err
    assert releases(root).current() == 1


def test_going_back_without_a_number_passes_over_a_release_with_what_was_withdrawn(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        root,
        small.EDITED,
        "units:",
        "corrections: [{date: 2026-03-19 09:00, kind: gỡ bỏ, note: Cần rà soát lại.}]\nunits:",
    )
    assert go(root) == 0
    assert rollback(root, again=True, yes=True) == 0
    change(root, "tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.md", "họp sơ kết", "tổng kết")
    assert publish(root, now=small.NOW, again=True) == 0
    assert releases(root).before(3) == 1
    capsys.readouterr()

    assert rollback(root, yes=True) == 0

    assert releases(root).current() == 2
    assert "Bản 1 còn bài đã gỡ bỏ nên không trở lại bản ấy mà bản 2." in capsys.readouterr().out


def test_the_list_shows_releases_newest_first_and_which_is_seen(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert rollback(two, only_list=True) == 0

    lines = capsys.readouterr().out.splitlines()
    assert re.match(r"\s*2 .* 24 .*đang hiện$", lines[2])
    assert re.match(r"\s*1 .* 24 ", lines[3])
    assert "đang hiện" not in lines[3]


def test_nothing_before_the_first_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rollback(root, yes=True) == 1
    assert "Chưa có bản nào trước đó" in capsys.readouterr().err
    assert rollback(root, to=9, yes=True) == 1
    assert "Không có bản 9" in capsys.readouterr().err


def test_nothing_published_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small.make(tmp_path)
    assert rollback(root) == 1
    assert "Chưa công bố bản nào" in capsys.readouterr().err
    assert not (root / "public").exists()


# --- killed -----------------------------------------------------------------------

PUBLISH = """
import sys
from pathlib import Path
from desk.terminal.publish_command import publish
from tests.support import small_newsroom as small
if __name__ == "__main__":
    sys.exit(publish(Path(sys.argv[1]), yes=True, now=small.NOW))
"""


def test_killed_while_publishing_readers_keep_a_whole_site_and_the_next_run_works(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for attempt in range(examples(6, long=200)):
        post = root / "content" / small.EDITED
        post.write_text(f"{post.read_text('utf-8')}\nĐợt kiểm tra thứ {attempt}.\n", "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISH, str(root)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=small.PROJECT,
            start_new_session=True,
        )
        time.sleep(0.3 + 0.35 * (attempt % 8))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        number = releases(root).current()
        assert number is not None
        manifest = releases(root).manifest(number)
        assert manifest is not None
        assert releases(root).damage(manifest) == []

    assert go(root) == 0
    manifest = releases(root).manifest(releases(root).current() or 0)
    assert manifest is not None
    assert releases(root).damage(manifest) == []
    page = root / "public/current" / small.EDITED.replace(".md", ".html")
    assert f"Đợt kiểm tra thứ {attempt}." in page.read_text("utf-8")
    assert "không còn đúng" not in capsys.readouterr().err  # nobody is accused
