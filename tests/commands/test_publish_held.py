"""What goes out without what: questions, errors of others, withdrawals, what was taken back."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pexpect
import pytest

from desk.publish import unattended, work
from desk.publish.lock import locked
from desk.publish.releases import Releases
from desk.publish.work import HELD_BACK
from desk.terminal import answer_command, conversation, correct_command, publish_command
from desk.terminal.answer_command import answer
from desk.terminal.check_command import check
from desk.terminal.console import officer_errors
from desk.terminal.correct_command import correct, withdraw
from desk.terminal.publish_command import publish
from desk.terminal.rollback_command import rollback
from tests.support import small_newsroom as small
from tests.support.terminal import typed

NUMBER = "Số căn cước 001203004567 được ghi trong hồ sơ của vụ việc."
NEW = "tin-hoat-dong/2026/bai-moi-trong-ngay.md"
OTHER = "tin-hoat-dong/2026/bai-moi-thu-hai.md"
WEEK = "tin-hoat-dong/2026/so-ket-cong-tac-tuan-{}.md"


def cron(root: Path, *, now: datetime = small.NOW, again: bool = False) -> int:
    """What a timer does."""
    return publish(root, yes=True, now=now, again=again)


def add(root: Path, path: str = NEW, body: str = "Bài viết mới của ngày hôm nay.") -> None:
    title = path.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()
    small.write(root, path, small.post(title, "2026-03-20 07:00", body))


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def text(root: Path, path: str) -> str:
    return (root / "content" / path).read_text("utf-8")


def page(root: Path, path: str) -> Path:
    return root / "public/current" / path.replace(".md", ".html")


def seen(root: Path, path: str) -> str:
    """What readers find of a text; empty when nothing."""
    file = page(root, path)
    return file.read_text("utf-8") if file.is_file() else ""


def everything(root: Path) -> str:
    """Every byte of text that readers could find."""
    files = sorted((root / "public/current").resolve().rglob("*"))
    return "\n".join(
        f.read_text("utf-8") for f in files if f.suffix in {".html", ".xml", ".txt", ".json"}
    )


def current(root: Path) -> int | None:
    return Releases(folder=root / "public").current()


Answers = Callable[[dict[str, str]], list[str]]


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Sit at a terminal and answer what is asked; the questions, as they come."""

    def sit(answers: dict[str, str]) -> list[str]:
        asked: list[str] = []

        def said(question: str, default: str = "") -> str:
            asked.append(question)
            found = next((a for part, a in answers.items() if part in question), None)
            return found or default

        def agreed(question: str, *, default: bool) -> bool:
            asked.append(question)
            found = next((a for part, a in answers.items() if part in question), None)
            return default if found is None else found == "c"

        for module in (publish_command, correct_command):
            monkeypatch.setattr(module, "interactive", lambda: True)
        for module in (answer_command, conversation, correct_command):
            monkeypatch.setattr(module, "ask", said)
        monkeypatch.setattr(conversation, "confirm", agreed)
        return asked

    return sit


# --- questions about personal data ---------------------------------------------


def test_a_new_text_without_its_answer_is_held_back_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW, NUMBER)
    add(root, OTHER)

    assert cron(root) == HELD_BACK

    said = capsys.readouterr().out
    assert seen(root, OTHER)
    assert not seen(root, NEW)
    assert "001203004567" not in everything(root)
    assert "Phải trả lời trước khi đăng:" in said
    assert "1 bài giữ lại vì chưa trả lời về thông tin cá nhân (Bai moi trong ngay)" in said
    assert f"giữ lại 1 bài chưa trả lời về thông tin cá nhân (content/{NEW})" in (
        unattended.first_words(root)
    )


def test_what_leads_to_a_text_that_is_held_waits_with_it(root: Path) -> None:
    add(root, NEW, NUMBER)
    add(root, OTHER, f"Xem thêm [bài kia]({NEW}) cùng ngày.")

    assert cron(root) == HELD_BACK

    assert not seen(root, OTHER)
    assert current(root) == 1


def test_a_live_text_that_now_leads_to_one_held_stays_as_readers_have_it(root: Path) -> None:
    add(root, NEW, NUMBER)
    change(root, WEEK.format(3), "Các Kiểm sát viên", f"Xem [bài kia]({NEW}). Các Kiểm sát viên")
    add(root, OTHER)

    assert cron(root) == HELD_BACK

    assert seen(root, OTHER)
    assert "bai-moi-trong-ngay" not in everything(root)
    assert "Các Kiểm sát viên" in seen(root, WEEK.format(3))


def test_the_second_run_of_a_timer_changes_nothing_and_still_says_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW, NUMBER)
    add(root, OTHER)
    assert cron(root) == HELD_BACK
    first = unattended.first_words(root)
    later = small.NOW + timedelta(minutes=15)
    capsys.readouterr()

    assert cron(root, now=later) == HELD_BACK

    said = capsys.readouterr().out
    assert "Không có gì thay đổi: độc giả vẫn xem bản 2" in said
    assert "1 bài giữ lại vì chưa trả lời" in said
    words = unattended.first_words(root)
    assert "08:15 ngày 20/03/2026" in words
    assert first.splitlines()[-1] == words.splitlines()[-1] == "(như vậy từ 08:00 ngày 20/03/2026)"


def test_an_answer_lets_it_out_and_the_note_is_forgotten(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW, NUMBER)
    assert cron(root) == HELD_BACK

    stem = Path(NEW).stem
    assert answer(root, post=stem, by="Việt Hưng", why="số giả để hướng dẫn", now=small.NOW) == 0

    assert 'privacy: [{text: "001203004567", by: Việt Hưng, on: 2026-03-20, why: ' in text(
        root, NEW
    )
    assert cron(root) == 0
    assert "001203004567" in seen(root, NEW)
    assert unattended.first_words(root) == ""
    capsys.readouterr()
    assert answer(root, now=small.NOW) == 0
    assert "Không có câu hỏi nào" in capsys.readouterr().out


def test_a_changed_live_text_with_a_new_finding_refuses(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, WEEK.format(3), "Các Kiểm sát viên", f"{NUMBER} Các Kiểm sát viên")
    add(root, OTHER)

    assert cron(root) == 1

    assert current(root) == 1
    assert "bài đang công bố có thêm thông tin cá nhân" in "".join(capsys.readouterr())
    assert "bài đang công bố có thông tin cá nhân mới" in unattended.first_words(root)


def test_no_withdrawal_waits_for_the_answer_of_another_text(root: Path) -> None:
    change(root, WEEK.format(3), "Các Kiểm sát viên", f"{NUMBER} Các Kiểm sát viên")
    add(root, NEW, NUMBER)
    note = "corrections: [{date: 2026-03-20 07:30, kind: gỡ bỏ, note: Cần rà soát lại.}]"
    change(root, small.EDITED, "units:", f"{note}\nunits:")
    before = seen(root, WEEK.format(3))

    assert cron(root) == HELD_BACK

    assert "Cần rà soát lại." in seen(root, small.EDITED)
    assert "001203004567" not in everything(root)
    assert "Các Kiểm sát viên báo cáo kết quả" in seen(root, WEEK.format(3))
    assert before
    assert "001203004567" in text(root, WEEK.format(3))


def test_a_post_that_moved_and_is_held_is_named_with_the_address_it_would_take(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / WEEK.format(3)
    url = f"/{WEEK.format(3).removesuffix('.md')}.html"
    moved = file.rename(root / "content" / NEW)
    moved.write_text(
        moved.read_text("utf-8")
        .replace("author:", f"aliases: [{url}]\nauthor:")
        .replace("Các Kiểm sát viên", f"{NUMBER} Các Kiểm sát viên"),
        "utf-8",
    )

    assert cron(root) == 1

    assert f"Địa chỉ {url} nay ghi ở content/{NEW}, bài giữ lại vì chưa trả lời" in (
        capsys.readouterr().err
    )
    assert seen(root, WEEK.format(3))


def test_words_that_readers_have_already_are_not_asked_about(root: Path) -> None:
    add(root, NEW, NUMBER)
    stem = Path(NEW).stem
    assert answer(root, post=stem, by="Việt Hưng", why="số giả để hướng dẫn", now=small.NOW) == 0
    assert cron(root) == 0
    lines = text(root, NEW).splitlines(keepends=True)
    file = root / "content" / NEW
    file.write_text("".join(one for one in lines if not one.startswith("privacy:")), "utf-8")
    change(root, NEW, "được ghi trong hồ sơ", "được chép trong hồ sơ")

    assert cron(root) == 0

    assert "được chép trong hồ sơ" in seen(root, NEW)


def test_a_name_that_readers_have_without_the_home_is_asked_about_with_it(root: Path) -> None:
    add(root, NEW, "Ông Nguyễn Văn Bình phát biểu tại hội nghị.")
    assert cron(root) == 0
    change(root, NEW, "Bình phát", "Bình, sinh năm 1980, trú tại thôn Mẫu, phát")

    assert cron(root) == 1

    assert "1980" not in seen(root, NEW)


def test_at_a_terminal_the_questions_are_put_and_the_answers_written(
    root: Path, at_terminal: Answers
) -> None:
    add(root, NEW, NUMBER)
    asked = at_terminal(
        {"Lý do được nêu": "số giả để hướng dẫn", "Người trả lời": "Thu Hương", "Công bố": "c"}
    )

    assert publish(root, now=small.NOW) == 0

    assert 'by: Thu Hương, on: 2026-03-20, why: "số giả để hướng dẫn"' in text(root, NEW)
    assert seen(root, NEW)
    assert asked[-1] == "Công bố những thay đổi này?"


def test_at_a_terminal_enter_leaves_a_text_and_the_rest_goes_out(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW, NUMBER)
    add(root, OTHER)
    change(root, WEEK.format(3), "Các Kiểm sát viên", f"{NUMBER} Các Kiểm sát viên")
    at_terminal({"Công bố": "c"})

    assert publish(root, now=small.NOW) == 0

    assert seen(root, OTHER)
    assert not seen(root, NEW)
    assert "001203004567" not in everything(root)
    assert "2 bài giữ lại vì chưa trả lời" in capsys.readouterr().out
    assert unattended.first_words(root) == ""


def test_a_scheduled_text_is_asked_about_and_does_not_wait(root: Path) -> None:
    change(root, small.SCHEDULED, "Sáng mai hai ngành", f"{NUMBER} Sáng mai hai ngành")

    assert cron(root) == 0
    assert cron(root, now=small.NOW + timedelta(days=30)) == HELD_BACK

    assert not seen(root, small.SCHEDULED)


# --- correct and withdraw --------------------------------------------------------


def break_new(root: Path) -> None:
    small.write(root, NEW, "---\ntitle: Bài lỗi\ndate: 31/02/2026\n---\n")


def test_a_withdrawal_goes_out_past_the_errors_of_texts_readers_never_had(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_new(root)
    (root / "content" / OTHER).write_bytes(b"---\ntitle: \xff\xfe\n---\n")
    (root / "content/tin-hoat-dong/2026/bang-ke.docx").write_bytes(b"PK")

    name = Path(small.EDITED).stem
    assert withdraw(root, post=name, why="Cần rà soát lại.", yes=True, now=small.NOW) == 0

    said = capsys.readouterr().out
    assert "Cần rà soát lại." in seen(root, small.EDITED)
    assert "2 bài giữ lại vì còn lỗi" in said
    assert f"content/{NEW}:3: " in said
    assert "kind: gỡ bỏ" in text(root, small.EDITED)
    assert cron(root) == 1


def test_a_live_text_that_was_broken_stays_as_readers_have_it(root: Path) -> None:
    change(root, WEEK.format(3), "date: 2026-02-03 08:00", "date: ngày nào đó")
    before = seen(root, WEEK.format(3))

    done = correct(
        root, post=small.EDITED, kind="đính chính", note="Ba ngày.", yes=True, now=small.NOW
    )

    assert done == 0
    assert "Ba ngày." in seen(root, small.EDITED)
    assert "Các Kiểm sát viên" in before
    assert "Các Kiểm sát viên" in seen(root, WEEK.format(3))


def test_a_live_text_whose_picture_is_gone_cannot_be_gone_past(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/anh/2026/kiem-tra.jpg").unlink()
    before = text(root, small.MOVED)

    assert withdraw(root, post=small.MOVED, why="Cần rà soát.", yes=True, now=small.NOW) == 1

    assert "không còn dựng lại được như cũ" in "".join(capsys.readouterr())
    assert text(root, small.MOVED) == before
    assert current(root) == 1


def test_a_text_with_errors_of_its_own_is_not_written_into(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, small.EDITED, "date: 2026-03-02 09:00", "date: ngày nào đó")
    before = text(root, small.EDITED)

    assert withdraw(root, post=small.EDITED, why="Cần rà soát.", yes=True, now=small.NOW) == 1

    assert "Chưa ghi gì và chưa công bố gì" in "".join(capsys.readouterr())
    assert text(root, small.EDITED) == before


def test_saying_no_takes_the_line_back_and_edits_made_meanwhile_stay(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text(root, small.EDITED)
    at_terminal({"Công bố": "k"})
    assert correct(root, post=small.EDITED, kind="cập nhật", note="Thêm.", now=small.NOW) == 0
    assert text(root, small.EDITED) == before

    def edited(_question: str, *, default: bool) -> bool:
        change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
        return default

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversation, "confirm", edited)
        assert correct(root, post=small.EDITED, kind="cập nhật", note="Thêm.", now=small.NOW) == 0
    assert "trong ba ngày" in text(root, small.EDITED)
    assert "máy để nguyên" in capsys.readouterr().err
    assert current(root) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
@pytest.mark.parametrize("ending", ["ctrl-c", "window closed"])
def test_a_command_that_is_stopped_at_its_question_leaves_no_line(root: Path, ending: str) -> None:
    shutil.copy(small.PROJECT / "tasks.py", root)
    before = text(root, small.EDITED)
    command_line = ("correct", small.EDITED, "--kind=cập nhật", "--note=Thêm ảnh.")
    with typed(root, *command_line, NEWSROOM_NOW="2026-03-20 08:00") as child:
        child.expect_exact("Công bố những thay đổi này?")
        assert "Thêm ảnh." in text(root, small.EDITED)
        if ending == "ctrl-c":
            child.sendintr()
        else:
            child.kill(signal.SIGHUP)
        child.expect(pexpect.EOF)
    assert text(root, small.EDITED) == before
    assert current(root) == 1


def test_a_correction_whose_own_text_must_be_answered_for_waits(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, small.EDITED, "Đoàn ghi nhận", f"{NUMBER} Đoàn ghi nhận")
    before = text(root, small.EDITED)

    done = correct(
        root, post=small.EDITED, kind="đính chính", note="Ba ngày.", yes=True, now=small.NOW
    )

    assert done == 1
    assert "chính bài này nêu thông tin cá nhân" in capsys.readouterr().err
    assert text(root, small.EDITED) == before


def test_another_text_of_the_same_name_is_asked_for(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = at_terminal({"Chọn số": "2", "Vì sao gỡ": "Đăng nhầm.", "Công bố": "c"})

    assert withdraw(root, post="sơ kết công tác kiểm sát tuần 2", now=small.NOW) == 0

    said = capsys.readouterr().out
    assert "có thể là «sơ kết công tác kiểm sát tuần 2»" in said
    assert asked[:2] == ["Chọn số (Enter: thôi):", "Vì sao gỡ (độc giả sẽ đọc câu này)?"]
    assert current(root) == 2


def test_words_of_the_program_do_not_reach_readers(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert withdraw(root, post=small.EDITED, why="Lý do gỡ bỏ", yes=True, now=small.NOW) == 2
    assert "là chữ mẫu" in capsys.readouterr().err
    assert correct(root, post=small.EDITED, kind="gỡ bỏ", note="x", yes=True) == 2
    assert withdraw(root, post="khong-co-bai-nay", why="x", yes=True, now=small.NOW) == 1
    assert withdraw(root, post=small.EDITED, yes=True, now=small.NOW) == 2
    assert withdraw(root, post="", why="x", yes=True, now=small.NOW) == 1
    assert current(root) == 1


def test_what_is_no_post_that_readers_can_read_is_called_what_it_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, said in (
        (small.WITHDRAWN, "Bài ấy đã gỡ bỏ rồi."),
        ("gioi-thieu", "Đó là trang cố định"),
        (small.DRAFT, "Không có bài nào đang công bố là"),
    ):
        assert withdraw(root, post=name, why="Đăng nhầm.", yes=True, now=small.NOW) == 1
        assert said in capsys.readouterr().err


# --- after a rollback -------------------------------------------------------------


@pytest.fixture
def taken_back(root: Path) -> Path:
    """A newsroom whose second release, with a new post, was taken back."""
    add(root, NEW)
    assert cron(root) == 0
    assert rollback(root, yes=True) == 0
    return root


def test_what_was_taken_back_is_not_shown_again_unattended(
    taken_back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = taken_back

    assert cron(root) == 1

    said = "".join(capsys.readouterr())
    assert "bản 2 đã được lùi lại, mà bản mới lại có 1 thay đổi ấy (Bai moi trong ngay)" in said
    assert "invoke publish --yes --again" in said
    assert "đã lùi lại từ bản 2" in unattended.first_words(root)
    assert current(root) == 1
    assert cron(root, again=True) == 0
    assert seen(root, NEW)


def test_what_was_taken_back_and_mended_goes_out(taken_back: Path) -> None:
    change(taken_back, NEW, "Bài viết mới", "Bài viết đã sửa")
    assert cron(taken_back) == 0


def test_what_was_taken_back_stays_so_whatever_else_goes_out(taken_back: Path) -> None:
    root = taken_back

    assert withdraw(root, post=small.EDITED, why="Cần rà soát.", yes=True, now=small.NOW) == 0

    assert "Cần rà soát." in seen(root, small.EDITED)
    assert not seen(root, NEW)
    assert cron(root) == 1
    assert not seen(root, NEW)
    assert cron(root, again=True) == 0
    assert seen(root, NEW)
    change(root, NEW, "Bài viết mới", "Bài viết đã sửa")
    assert cron(root) == 0
    change(root, NEW, "Bài viết đã sửa", "Bài viết mới")
    assert cron(root) == 0  # readers were shown these words on purpose


def test_a_theme_that_was_taken_back_is_known_by_its_files(root: Path) -> None:
    style = next((root / "theme/static").rglob("*.css"))
    style.write_text(style.read_text("utf-8") + "\nbody{color:#123456}\n", "utf-8")
    assert cron(root) == 0
    assert rollback(root, yes=True) == 0

    assert cron(root) == 1
    add(root, NEW)
    assert cron(root) == 1
    assert correct(root, post=small.MOVED, kind="cập nhật", note="Thêm.", yes=True) == 1
    assert withdraw(root, post=small.EDITED, why="Cần rà soát.", yes=True, now=small.NOW) == 0
    assert "Cần rà soát." in seen(root, small.EDITED)
    assert cron(root, again=True) == 0


def test_a_withdrawal_that_a_timer_finds_waits_for_nothing_that_was_taken_back(
    taken_back: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = taken_back
    note = "corrections: [{date: 2026-03-20 07:30, kind: gỡ bỏ, note: Cần rà soát lại.}]"
    change(root, small.EDITED, "units:", f"{note}\nunits:")

    assert cron(root) == HELD_BACK

    assert "Cần rà soát lại." in seen(root, small.EDITED)
    assert not seen(root, NEW)
    assert "1 bài giữ lại vì vừa được lùi lại" in capsys.readouterr().out
    said = unattended.first_words(root)
    assert f"giữ lại 1 bài vừa được lùi lại (content/{NEW}). Bài đã lùi lại thì sửa" in said


def test_going_back_and_forward_again_guards_nothing(root: Path) -> None:
    add(root, NEW)
    assert cron(root) == 0
    assert rollback(root, yes=True) == 0
    assert rollback(root, to=2, yes=True) == 0
    add(root, OTHER)

    assert cron(root) == 0


def test_at_a_terminal_the_officer_decides(
    taken_back: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal({"Công bố": "c"})

    assert publish(taken_back, now=small.NOW) == 0

    assert "mà bản mới lại có 1 thay đổi ấy" in capsys.readouterr().err
    assert seen(taken_back, NEW)


def test_what_was_withdrawn_is_not_shown_again_by_a_timer(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "corrections: [{date: 2026-03-20 07:30, kind: gỡ bỏ, note: Cần rà soát lại.}]\n"
    change(root, small.EDITED, "units:", f"{note}units:")
    assert cron(root) == 0
    change(root, small.EDITED, note, "")  # as after a copy of yesterday was put back
    add(root, OTHER)

    assert cron(root) == HELD_BACK

    assert seen(root, OTHER)
    assert "Cần rà soát lại." in seen(root, small.EDITED)
    said = unattended.first_words(root)
    assert "giữ lại 1 bài đã gỡ bỏ, mà tệp không còn dòng gỡ bỏ" in said
    at_terminal({"Công bố": "c"})
    capsys.readouterr()

    assert publish(root, now=small.NOW) == 0

    assert "đã gỡ bỏ, nay độc giả lại đọc được ở /tin-hoat-dong/" in capsys.readouterr().out
    assert "nhà tạm giữ" in seen(root, small.EDITED)


# --- drafts, dates, and what cannot be read ----------------------------------------


def test_a_draft_on_a_live_address_is_an_error_in_check_and_in_publish(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, WEEK.format(5), "author: Việt Hưng", "author: Không Ai\nstatus: draft")

    assert check(root, now=small.NOW) == 1
    said = capsys.readouterr().out
    assert f"content/{WEEK.format(5)}:5: bài «Sơ kết công tác kiểm sát tuần 5 năm 2026»" in said
    assert cron(root) == 1
    assert f"content/{WEEK.format(5)}:5: bài «Sơ kết" in capsys.readouterr().out
    break_new(root)
    assert cron(root) == 1
    said = capsys.readouterr().out
    assert f"content/{WEEK.format(5)}:5: bài «Sơ kết" in said
    assert f"content/{NEW}:3: " in said


def test_a_draft_where_nothing_was_published_stops_nobody(tmp_path: Path) -> None:
    root = small.make(tmp_path / "fresh")
    assert check(root, now=small.NOW) == 0
    assert not (root / "public").exists()


def test_questions_that_readers_have_the_answer_of_are_reminders_in_check(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW, NUMBER)
    assert check(root, now=small.NOW) == 0
    assert "0 lỗi, 1 phải trả lời" in capsys.readouterr().out
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "open_questions", lambda *_given: ())
        assert cron(root) == 0

    assert check(root, now=small.NOW) == 0
    assert "0 lỗi, 0 phải trả lời" in capsys.readouterr().out
    break_new(root.parent / "newsroom")
    change(root, WEEK.format(3), "Các Kiểm sát viên", f"{NUMBER} Các Kiểm sát viên")
    assert check(root, now=small.NOW) == 1
    assert "1 phải trả lời" in capsys.readouterr().out


def undated(root: Path) -> None:
    add(root, NEW)
    change(root, NEW, "date: 2026-03-20 07:00\n", "")


def test_a_post_without_a_date_is_an_error_unattended(root: Path) -> None:
    undated(root)
    assert cron(root) == 1
    assert check(root, now=small.NOW) == 1


def test_a_post_without_a_date_gets_the_present_one_at_a_terminal(
    root: Path, at_terminal: Answers
) -> None:
    undated(root)
    asked = at_terminal({"chưa có ngày giờ đăng": "c", "Công bố": "c"})

    assert publish(root, now=small.NOW) == 0

    assert asked[0].startswith(
        f"content/{NEW} chưa có ngày giờ đăng. Ghi thời điểm hiện tại, 08:00"
    )
    assert "date: 2026-03-20 08:00\n" in text(root, NEW)
    assert seen(root, NEW)


def test_check_fix_dates_a_new_post_and_never_one_that_readers_have(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undated(root)
    change(root, WEEK.format(3), "date: 2026-02-03 08:00\n", "")

    assert check(root, fix=True, now=small.NOW) == 1

    assert text(root, NEW).startswith("---\ndate: 2026-03-20 08:00\ntitle:")
    assert "date:" not in text(root, WEEK.format(3))
    said = capsys.readouterr().out
    assert f"Đã thêm dưới content/{NEW}:1\n    dòng: date: 2026-03-20 08:00" in said
    assert "đúng ngày giờ đã đăng" in said


def test_where_the_registry_cannot_be_read_only_that_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, WEEK.format(3), "author: Việt Hưng", "author: Không Ai")
    change(root, "registry/units.toml", "[[unit]]", "[[unit]")

    assert check(root, now=small.NOW) == 1

    said = capsys.readouterr().out
    assert "content/registry/units.toml:2" in said
    assert "Không Ai" not in said


def test_nothing_changed_still_names_what_waits_for_somebody_at_a_terminal(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal({})

    assert publish(root, now=small.NOW) == 0

    said = capsys.readouterr().out
    assert "Chưa đăng: 1 bản nháp (Kế hoạch luân chuyển" in said
    assert "1 bài hẹn 09:00 ngày 10/04/2026 (Lễ công bố Quy chế" in said
    assert "Không có gì thay đổi" in said


# --- the lock ---------------------------------------------------------------------


def test_a_question_left_open_blocks_nobody_and_its_yes_comes_too_late(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW)
    at_terminal({})

    def meanwhile(_question: str, *, default: bool) -> bool:
        del default
        add(root, OTHER)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(publish_command, "interactive", lambda: False)
            assert cron(root) == 0
            assert rollback(root, yes=True) == 0
            assert rollback(root, to=2, yes=True) == 0
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversation, "confirm", meanwhile)
        assert publish(root, now=small.NOW) == 1

    assert current(root) == 2
    assert "độc giả đã được cho xem bản khác" in capsys.readouterr().err


def test_a_build_made_meanwhile_is_not_released_by_a_late_yes(
    root: Path, at_terminal: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW)
    at_terminal({})

    def meanwhile(_question: str, *, default: bool) -> bool:
        change(root, NEW, "Bài viết mới", "Bài viết khác hẳn")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(conversation, "confirm", lambda _question, default: default)
            assert publish(root, now=small.NOW) == 0
        return not default

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversation, "confirm", meanwhile)
        with pytest.raises(SystemExit) as stopped, officer_errors(root):
            publish(root, now=small.NOW)
    assert stopped.value.code == 1
    assert current(root) == 1
    assert "khác với lúc vừa soát" in capsys.readouterr().err


def test_who_holds_the_lock_is_said_and_noted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(root, NEW)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(root / "public"):
            held.set()
            done.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(30)
    try:
        with pytest.raises(SystemExit), officer_errors(root):
            cron(root)
    finally:
        done.set()
        other.join()

    said = capsys.readouterr().err
    assert "Đang có một lệnh công bố khác chạy của người dùng" in said
    assert "chưa đầy một phút. Hãy đợi" in said
    assert "một lệnh công bố khác đang giữ thư mục" in unattended.first_words(root)
    assert cron(root) == 0
    assert unattended.first_words(root) == ""


def test_settings_that_cannot_be_read_are_noted(root: Path) -> None:
    conf = root / "publishconf.py"
    conf.write_text(conf.read_text("utf-8") + "\nNEWSROOM_KEEP_RELEASES = 1\n", "utf-8")

    assert cron(root) == 1

    assert "thiết lập hoặc thư mục công bố đang có lỗi" in unattended.first_words(root)


def test_a_disk_that_is_full_is_noted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_options: object) -> None:
        raise OSError(28, "No space left on device", "output")

    monkeypatch.setattr(work, "make", full)

    with pytest.raises(OSError, match="No space"):
        cron(root)

    assert "Ổ đĩa đã đầy" in unattended.first_words(root)
