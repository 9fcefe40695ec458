"""``invoke start``: from nothing to a published newsroom of an agency's own, and what it leaves."""

import shutil
from pathlib import Path

import pytest

from desk.actions import start
from desk.actions.proposal import YES, Outcome
from desk.messages import Findings, Message, Sentence
from desk.starting.reading import from_toml
from desk.terminal.check_command import check
from desk.terminal.new_command import new
from desk.terminal.publish_command import publish
from desk.terminal.start_command import start as start_command
from plugins.sections import Section, sections_of
from tests.support.sites import NEWSROOM, bare_project, tree

NOW = "2026-11-30 09:00"
VKS = """\
name = "VKSND tỉnh Hưng Yên"
kind = "vksnd"
url = "https://vks-hungyen.example"
address = "Số 5, đường Mới, phường Mới"
phone = "0221 3863 000"
email = "bbt_tin@vks-hungyen.example"
responsible = "Ông Trần Bình, Phó Viện trưởng"
colour = "#1a4e8a"
departments = ["Văn phòng"]
authors = [{name = "Lê Tâm", department = "Văn phòng"}]
units = ["khu vực 1", "khu vực 2", "khu vực 3", "khu vực 4", "khu vực 5", "khu vực 6",
         "khu vực 7", "khu vực 8"]
"""
XA = """\
name = "Ủy ban nhân dân xã Đồng Sen"
kind = "ubnd"
address = "Thôn Thượng, xã Đồng Sen"
section = "Tin xã"
sections = ["Tin xã", {name = "Thông báo", folder = "thong-bao"}]
units = ["Trạm Y tế", "Thôn Thượng"]
authors = ["Vũ Sen"]
"""
SO = """\
name = "Sở Tư pháp tỉnh Sơn Hà"
kind = "so"
departments = ["Văn phòng Sở"]
authors = ["Đỗ Hạnh"]
"""
SAMPLES = (b"kien-xuong", b"hung-ha", "Thái Bình".encode(), b"thaibinh", b"VKSTB", b"vkstb")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The software, and no newsroom."""
    monkeypatch.setenv("NEWSROOM_NOW", NOW)
    return bare_project(tmp_path / "project")


def begin(root: Path, answers: str) -> tuple[Outcome, list[Message]]:
    heard: list[Message] = []
    proposal = start.propose(root, heard.append, from_toml(answers.encode(), "a.toml", root))
    assert proposal.plan is not None, proposal.messages
    heard += proposal.messages
    outcome = start.carry_out(proposal, {"go": YES}, heard.append)
    return outcome, heard


def words(heard: list[Message]) -> str:
    return "\n".join(one.text for one in heard if isinstance(one, Sentence))


@pytest.mark.parametrize(
    ("answers", "author", "agency"),
    [
        (VKS, "Lê Tâm", "Viện kiểm sát nhân dân tỉnh Hưng Yên"),
        (XA, "Vũ Sen", "Ủy ban nhân dân xã Đồng Sen"),
        (SO, "Đỗ Hạnh", "Sở Tư pháp tỉnh Sơn Hà"),
    ],
)
def test_begun_checked_and_with_its_first_post_published(
    root: Path, answers: str, author: str, agency: str
) -> None:
    outcome, heard = begin(root, answers)
    assert outcome.code == 0
    assert "invoke new " in words(heard)
    live = root / "public" / "current"
    assert agency in (live / "index.html").read_text("utf-8")
    assert check(root) == 0
    if "sections" in answers:
        assert (live / "tin-xa/index.html").is_file()
        assert (live / "thong-bao/index.html").is_file()

    assert new(root, title="Hội nghị tháng 12", author=author, date=NOW, interactive=False) == 0
    (post,) = (root / "content").glob("*/2026/*.md")
    text = post.read_text("utf-8").replace("status: draft\n", "")
    post.write_text(f"{text}\nSáng nay, hội nghị khai mạc tại trụ sở.\n", "utf-8")
    assert publish(root, yes=True) == 0
    (page,) = live.glob("*/2026/*.html")
    assert "hội nghị khai mạc" in page.read_text("utf-8")
    seen = b"\n".join(tree(live).values())
    assert [name for name in SAMPLES if name in seen] == []
    if "vksnd" not in answers:
        assert "iểm sát".encode() not in seen
        assert b"VKS" not in seen.replace(b"\n", b" ").split(b"JFIF")[0]


def test_whoever_published_the_sample_first_begins_without_a_lost_address(root: Path) -> None:
    shutil.copytree(NEWSROOM / "content", root / "sample")
    assert publish(root, yes=True) == 0
    outcome, heard = begin(root, SO)
    assert outcome.code == 0
    assert "sample/" in words(heard)
    assert not list((root / "public/current").glob("tin-hoat-dong/20*"))

    # What was set aside can be put back.
    shutil.rmtree(root / "content")
    shutil.rmtree(root / "public")
    (root / "public-ban-mau").rename(root / "public")
    assert publish(root, yes=True) == 0


def test_what_stood_in_the_folder_of_content_can_be_put_back(root: Path) -> None:
    shutil.copytree(NEWSROOM / "content/trang", root / "content/trang")
    before = tree(root / "content")
    _, heard = begin(root, SO)
    (aside,) = (root / ".newsroom/ban-cu").glob("truoc-khi-bat-dau-*")
    assert aside.name in words(heard)
    assert tree(aside / "content") == before


def test_run_again_it_changes_only_what_is_asked(root: Path) -> None:
    begin(root, XA)
    content = root / "content"
    before = tree(content)
    page = content / "trang/gioi-thieu.md"
    page.write_text(page.read_text("utf-8") + "\nSửa tay.\n", "utf-8")
    edited = page.read_bytes()

    same = start.propose(root, lambda _: None, from_toml(XA.encode(), "a.toml", root))
    assert (same.code, same.plan) == (0, None)

    _, heard = begin(root, 'phone = "0221 3863 111"\ncolour = "#1a4e8a"\n')
    after = tree(content)
    assert after.pop("trang/gioi-thieu.md") == edited
    changed = {path for path, data in after.items() if before.get(path) != data}
    assert changed == {
        "bieu-trung.png",
        "bieu-trung.svg",
        "newsroom.toml",
        "trang/lien-he.md",
    }
    assert "0221 3863 111" in (content / "newsroom.toml").read_text("utf-8")
    assert "newsroom.toml" in words(heard)


SECTIONS = """
[[sections]]
name = "Thông báo"

[[sections]]
name = "Tin Sở"
folder = "tin-so"

[[sections]]
name = "Hỏi đáp pháp luật"
folder = "hoi-dap"
"""


def test_sections_are_written_as_they_were_answered_and_published(root: Path) -> None:
    answers = f'section = "Tin Sở"\n{SO}{SECTIONS}'
    assert begin(root, answers)[0].code == 0
    assert sections_of(root / "content") == (
        Section("Tin Sở", "tin-so"),
        Section("Thông báo", "thong-bao"),
        Section("Hỏi đáp pháp luật", "hoi-dap"),
    )
    made = new(root, title="Lịch", author="Đỗ Hạnh", section="Thông báo", interactive=False)
    assert made == 0
    assert list((root / "content" / "thong-bao").glob("*/lich.md"))
    assert (root / "public" / "current" / "tin-so" / "atom.xml").is_file()

    file = root / "content" / "newsroom.toml"
    file.write_text(f"# của Văn phòng\n{file.read_text('utf-8')}", "utf-8")
    more = from_toml(f"{answers}[[sections]]\nname = 'Văn hóa'\n".encode(), "a.toml", root)
    proposal = start.propose(root, lambda _: None, more)
    assert proposal.plan is None
    assert "hãy tự thêm [[sections]]" in words([*proposal.messages])


def test_settings_changed_by_hand_stay_where_nothing_else_is_asked(root: Path) -> None:
    begin(root, XA)
    own = root / "content/newsroom.toml"
    text = own.read_text("utf-8").replace("keep = 20", "keep = 7 # đủ")
    own.write_text(text, "utf-8")
    begin(root, 'section = "Tin mới"\n')
    assert own.read_text("utf-8") == text.replace('"Tin xã"', '"Tin mới"')


def test_a_newsroom_with_posts_is_left_alone_and_told_how(root: Path) -> None:
    begin(root, SO)
    new(root, title="Hội nghị", author="Đỗ Hạnh", date=NOW, interactive=False)
    (post,) = (root / "content").glob("*/2026/*.md")
    text = post.read_text("utf-8").replace("status: draft\n", "")
    post.write_text(f"{text}\nNội dung bài.\n", "utf-8")
    publish(root, yes=True)
    before = tree(root / "content")
    proposal = start.propose(root, lambda _: None, from_toml(XA.encode(), "a.toml", root))
    assert (proposal.code, proposal.plan) == (1, None)
    assert "content/newsroom.toml" in words(list(proposal.messages))
    assert tree(root / "content") == before


def test_what_fails_half_way_leaves_all_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(NEWSROOM / "content/trang", root / "content/trang")
    before = tree(root / "content")
    proposal = start.propose(root, lambda _: None, from_toml(SO.encode(), "a.toml", root))
    renamed = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if ".bat-dau-" in str(self):
            raise PermissionError(13, "no", str(self))
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        start.carry_out(proposal, {"go": YES}, lambda _: None)
    assert tree(root / "content") == before


def test_a_page_with_a_blank_is_refused_until_it_is_filled(root: Path) -> None:
    begin(root, XA)
    page = root / "content/trang/gioi-thieu.md"
    text = page.read_text("utf-8")
    (row,) = (row for row in text.splitlines() if row.startswith("status: draft"))
    page.write_text(text.replace(f"{row}\n", ""), "utf-8")
    assert check(root) == 1
    filled = "\n".join(
        "Nội dung." if "{{" in row else row for row in text.splitlines() if "status" not in row
    )
    page.write_text(filled + "\n", "utf-8")
    assert check(root) == 0


def test_the_command_only_looks_when_it_is_told_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    (root / "a.toml").write_text(SO, "utf-8")
    assert start_command(root, answers="a.toml", dry_run=True) == 0
    assert start_command(root, answers="a.toml") == 1  # nobody is asked, and nobody agreed
    assert start_command(root, answers="b.toml", yes=True) == 2
    assert start_command(root) == 2
    assert start_command(root, print_answers=True) == 0
    assert not (root / "content").exists()
    assert "kind = " in capsys.readouterr().out
    assert start_command(root, answers="a.toml", yes=True, section="Tin Sở") == 0
    assert 'section = "Tin Sở"' in (root / "content/newsroom.toml").read_text("utf-8")


def test_a_file_of_answers_that_cannot_be_read_is_told_at_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "a.toml"
    file.write_text('name = "UBND xã Đồng Sen"\nkind = "ubnd"\nemail = a@b.vn\n', "utf-8")
    assert start_command(root, answers=str(file), yes=True) == 1
    said = capsys.readouterr()
    assert "a.toml:3: " in said.out
    assert "Chưa có câu trả lời nào" not in said.err


def test_findings_are_values(root: Path) -> None:
    proposal = start.propose(root, lambda _: None, from_toml(b"kind = 1", "a.toml", root))
    assert any(isinstance(one, Findings) for one in proposal.messages)
    assert {problem.line for problem in proposal.findings} == {1}
