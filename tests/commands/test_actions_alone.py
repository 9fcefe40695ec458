"""Every action works where there is no terminal: it prints nothing, reads nothing, and says all."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk.actions import (
    answer,
    build,
    check,
    correct,
    importing,
    inspect,
    kept_releases,
    new,
    preview,
    publish,
    purge,
    rollback,
    verify,
)
from desk.actions.answer import BY
from desk.actions.proposal import YES, Proposal
from desk.frontmatter import Front
from desk.messages import Message, Sentence, Table
from desk.publish.wanted import Wish
from plugins.model import CorrectionKind
from plugins.registry.folder import read_agency
from tests.commands.test_publish import change, go, releases
from tests.support import small_newsroom as small


class Heard(list[Message]):
    """All that an action has said."""

    @property
    def words(self) -> str:
        return "\n".join(one.text for one in self if isinstance(one, Sentence))

    def of(self, proposal: Proposal[object]) -> None:
        self.extend(proposal.messages)


Act = Callable[[Path, Heard], None]


def checks(root: Path, heard: Heard) -> None:
    change(root, small.EDITED, "author: Việt Hưng", "Author: Việt Hưng\nkhóa: lạ")
    proposal = check.propose(root, heard.append, now=small.NOW)
    assert proposal.code == 1
    assert proposal.findings
    outcome = check.carry_out(proposal, {}, heard.append)
    assert "Đã sửa content/" in heard.words
    assert len(outcome.findings) < len(proposal.findings)


def builds(root: Path, heard: Heard) -> None:
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
    proposal = build.propose(root, output=root / "output", now=small.NOW)
    assert build.carry_out(proposal, {}, heard.append).code == 0
    assert "Đã dựng xong vào" in heard.words


def builds_nothing(root: Path, heard: Heard) -> None:
    (root / "content" / small.EDITED).write_text("---\ntitle: Tin\n---\n", "utf-8")
    proposal = build.propose(root, output=root / "output", now=small.NOW)
    assert build.carry_out(proposal, {}, heard.append).code == 1
    assert not isinstance(heard[0], Sentence)


def goes_back(root: Path, heard: Heard) -> None:
    proposal = rollback.propose(root, heard.append)
    heard.of(proposal)
    assert any(isinstance(one, Table) for one in heard)
    (question,) = proposal.questions
    assert rollback.carry_out(proposal, {}, heard.append).code == 0
    assert releases(root).current() == 2
    assert rollback.carry_out(proposal, {question.key: YES}, heard.append).code == 0
    assert releases(root).current() == 1
    assert "Độc giả nay xem bản 1" in heard.words
    assert rollback.carry_out(proposal, {question.key: YES}, heard.append).code == 1
    assert "độc giả đã được cho xem bản khác" in heard.words
    assert rollback.at_once(root, heard.append, to=2).code == 0
    heard += kept_releases.kept(root, heard.append).messages


def verifies(root: Path, heard: Heard) -> None:
    (root / "output/index.html").write_text("<p>", "utf-8")
    proposal = verify.propose(root, heard.append, output=root / "output")
    heard.of(proposal)
    assert proposal.findings
    assert "còn lỗi, chưa nên công bố" in heard.words


def verifies_releases(root: Path, heard: Heard) -> None:
    heard.of(verify.propose_live(root, heard.append))
    assert "đúng từng byte như khi công bố" in heard.words


def publishes(root: Path, heard: Heard) -> None:
    named = "Số căn cước 001203004567 được ghi trong hồ sơ của vụ việc."
    change(root, small.EDITED, "trong hai ngày.", f"trong ba ngày.\n\n{named}")
    proposal = publish.propose(root, heard.append, Wish(), now=small.NOW)
    why, by = proposal.questions
    assert by.key == BY

    answered = publish.carry_out(proposal, {why.key: "Đã được đồng ý.", BY: "Hà"}, heard.append)
    assert answered.then is not None
    heard.of(answered.then)
    (question,) = answered.then.questions
    assert publish.carry_out(answered.then, {}, heard.append).code == 0
    assert releases(root).current() == 1
    assert "Chưa công bố gì. Khi sẵn sàng" in heard.words
    assert publish.carry_out(answered.then, {question.key: YES}, heard.append).code == 0
    assert releases(root).current() == 2

    assert publish.propose(root, heard.append, Wish(), now=small.NOW).plan is None
    assert heard.words.endswith(f"độc giả vẫn xem bản 2 ở {small.SITE}/")


def publishes_dates(root: Path, heard: Heard) -> None:
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
    post = small.post("Tin chưa ghi ngày", "2026-03-19 09:00", "Lời.").replace(
        "date: 2026-03-19 09:00\n", ""
    )
    (root / "content/tin-hoat-dong/2026/tin-chua-ghi-ngay.md").write_text(post, "utf-8")
    proposal = publish.propose(root, heard.append, Wish(), now=small.NOW)
    assert publish.carry_out(proposal, {}, heard.append).code == 1
    assert "hãy sửa những lỗi trên" in heard.words
    (question,) = proposal.questions
    dated = publish.carry_out(proposal, {question.key: YES}, heard.append)
    assert dated.then is not None
    assert dated.then.questions[0].text == "Công bố những thay đổi này?"


def publishes_at_once(root: Path, heard: Heard) -> None:
    change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
    assert publish.at_once(root, heard.append, Wish(verbose=True), now=small.NOW).code == 0
    assert "Đã công bố bản 2" in heard.words


def answers_questions(root: Path, heard: Heard) -> None:
    assert answer.propose(root, heard.append, now=small.NOW).plan is None
    named = "Số căn cước 001203004567 được ghi trong hồ sơ của vụ việc."
    change(root, small.EDITED, "trong hai ngày.", f"trong ba ngày.\n\n{named}")
    proposal = answer.propose(root, heard.append, now=small.NOW)
    why, _ = proposal.questions
    assert answer.carry_out(proposal, {}, heard.append).code == 0
    assert "Đã ghi 0 câu trả lời; 1 bài để lại" in heard.words
    assert answer.carry_out(proposal, {why.key: "Đã đồng ý."}, heard.append).code == 0
    assert "phải có tên người trả lời" in heard.words
    assert answer.carry_out(proposal, {why.key: "Đã đồng ý.", BY: "Hà"}, heard.append).code == 0
    assert answer.propose(root, heard.append, now=small.NOW).plan is None


def imports(root: Path, heard: Heard) -> None:
    page = root / "bai-cu.txt"
    page.write_text(
        f"Hội nghị sơ kết\n3/15/2021 8:19:41 AM\n{'Lời bài. ' * 30}\nViệt Hưng\n", "utf-8"
    )
    assert importing.propose(root, [], heard.append).code == 2
    proposal = importing.propose(root, page, heard.append, now=small.NOW)
    heard.of(proposal)
    assert "bai-cu.txt: sẽ nhập" in heard.words
    assert not list((root / "content").rglob("hoi-nghi-so-ket.md"))
    outcome = importing.carry_out(proposal, {}, heard.append)
    heard += outcome.messages
    assert outcome.code == proposal.code
    assert "bai-cu.txt: đã nhập" in heard.words
    assert list((root / "content").rglob("hoi-nghi-so-ket.md"))


def previews(root: Path, heard: Heard) -> None:
    def until_served(message: Message) -> None:
        heard.append(message)
        if isinstance(message, Sentence) and message.text.startswith("Bản nháp và bài hẹn"):
            raise KeyboardInterrupt

    assert preview.carry_out(preview.propose(root), {}, until_served).code == 0
    assert heard.words.endswith("Đã đóng bản xem trước.")


def corrects(root: Path, heard: Heard) -> None:
    kind, file = CorrectionKind.CORRECTION, root / "content" / small.EDITED
    before = file.read_bytes()
    assert correct.propose(root, heard.append, post="", kind=kind).code == 1
    proposal = correct.propose(
        root, heard.append, post="kiem-tra-nha-tam-giu", kind=kind, now=small.NOW
    )
    heard.of(proposal)
    (note,) = proposal.questions
    assert correct.carry_out(proposal, {}, heard.append).code == 2
    assert file.read_bytes() == before
    asked = correct.carry_out(proposal, {note.key: "Đúng là ba ngày."}, heard.append).then
    assert asked is not None
    assert file.read_bytes() != before
    (go,) = asked.questions
    assert correct.carry_out(asked, {}, heard.append).code == 0
    assert "đã được trả lại như trước" in heard.words
    assert file.read_bytes() == before

    asked = correct.carry_out(proposal, {note.key: "Đúng là ba ngày."}, heard.append).then
    assert asked is not None
    assert correct.carry_out(asked, {go.key: YES}, heard.append).code == 0
    assert releases(root).current() == 2
    assert file.read_bytes() != before


def withdraws(root: Path, heard: Heard) -> None:
    kind = CorrectionKind.WITHDRAWAL
    proposal = correct.propose(
        root,
        heard.append,
        post="so ket cong tac",
        kind=kind,
        note="Đăng nhầm.",
        now=small.NOW,
        is_agreed=True,
    )
    (which,) = proposal.questions
    assert correct.carry_out(proposal, {}, heard.append).code == 1
    assert correct.carry_out(proposal, {which.key: which.choices[1]}, heard.append).code == 0
    assert releases(root).current() == 2
    assert "Đã công bố bản 2" in heard.words


def inspects(root: Path, heard: Heard) -> None:
    file = root / "content" / small.EDITED
    for proposal in (inspect.propose(root, file=file), inspect.propose(root, text="Việt Hưng")):
        assert proposal.plan is not None
        assert proposal.plan.understood["authors"] == ["Việt Hưng"]
    heard.of(inspect.propose(root, file=root / "khong-co.md"))
    assert "Không có tệp" in heard.words
    found = inspect.each_line(root, [b"Vi\xe1\xbb\x87t H\xc6\xb0ng\r\n"])
    assert not isinstance(found, Proposal)
    assert [one["authors"] for one in found] == [["Việt Hưng"]]


def purges(root: Path, heard: Heard) -> None:
    readable = purge.propose(root, heard.append, post=small.EDITED)
    assert readable.plan == purge.Readable(path=small.EDITED)
    assert readable.code == 1
    gone = correct.propose(
        root,
        heard.append,
        post=small.EDITED,
        kind=CorrectionKind.WITHDRAWAL,
        note="Đăng nhầm.",
        now=small.NOW,
        is_agreed=True,
    )
    assert correct.carry_out(gone, {}, heard.append).code == 0

    proposal = purge.propose(root, heard.append, post=small.EDITED)
    heard.of(proposal)
    assert isinstance(proposal.plan, purge.Plan)
    words, go = proposal.questions
    assert purge.carry_out(proposal, {}, heard.append).code == 0
    assert releases(root).known() == [1, 2]
    answers = {words.key: YES, go.key: YES}
    assert purge.carry_out(proposal, answers, heard.append).code == 0
    assert "Đang tìm lại trong mọi tệp" in heard.words
    assert releases(root).known() == [2]
    assert purge.out_of_reach(proposal.plan)
    assert purge.at_once(root, heard.append, post=small.EDITED).code == 0


def makes_a_post(root: Path, heard: Heard) -> None:
    content = root / "content"
    registry, *_ = read_agency(content)
    assert registry is not None
    front = Front(title="Hội nghị sơ kết", date=small.NOW, authors=("Ai đó",))
    refused = new.propose(content, registry, front)
    assert refused.code == 1
    heard.of(refused)
    assert "--author: Chưa có tác giả «Ai đó»" in heard.words
    proposal = new.propose(content, registry, replace(front, authors=("VIỆT HƯNG",)))
    assert proposal.plan is not None
    assert not (content / proposal.plan.path).exists()
    heard += new.carry_out(proposal, {}, heard.append).messages
    assert (content / proposal.plan.path).is_file()
    assert "Ký tên:    Việt Hưng" in heard.words


@pytest.mark.parametrize(
    "act",
    [
        makes_a_post,
        corrects,
        withdraws,
        purges,
        inspects,
        imports,
        previews,
        publishes,
        publishes_dates,
        publishes_at_once,
        answers_questions,
        checks,
        builds,
        builds_nothing,
        goes_back,
        verifies,
        verifies_releases,
    ],
)
def test_an_action_prints_nothing_and_reads_no_terminal(
    root: Path,
    act: Act,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    if act is goes_back:
        change(root, small.EDITED, "trong hai ngày", "trong ba ngày")
        assert go(root) == 0
    capfd.readouterr()
    (tmp_path / "closed").touch()
    for name, mode in (("stdin", "r"), ("stdout", "w")):
        with (tmp_path / "closed").open(mode) as closed:
            monkeypatch.setattr(sys, name, closed)
    heard = Heard()

    act(root, heard)

    assert heard
    assert capfd.readouterr() == ("", "")
