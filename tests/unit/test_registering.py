"""Adding to the registry, and ending: what is written, what is shown before, what is refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from desk.actions import registering
from desk.actions.proposal import NO, YES
from desk.actions.registering import End, Entry
from desk.faults import RefusedError
from desk.messages import Findings, Sentence
from desk.terminal.registry_command import registry as command
from plugins.registry.folder import read_agency
from tests.support.posts import write_agency

NOW = datetime.fromisoformat("2026-03-15T08:00:00+07:00")
POST = """---
title: Họp giao ban tháng ba
date: 2026-03-10 08:00
author: {author}
department: Phòng 8
units: [{unit}]
---
Sáng nay, đơn vị họp giao ban tháng ba và bàn việc tháng tư.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    write_agency(content)
    (content / "newsroom.toml").write_text('section = "Tin hoạt động"\n', encoding="utf-8")
    return tmp_path


def post(
    root: Path, name: str, author: str = "Nguyễn Văn Tư", unit: str = "VKSND khu vực 1"
) -> None:
    file = root / "content" / "tin-hoat-dong" / "2026" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(POST.format(author=author, unit=unit), encoding="utf-8")


def said(proposal: registering.Proposed) -> str:
    lines = []
    for message in proposal.messages:
        if isinstance(message, Sentence):
            lines.append(message.text)
        if isinstance(message, Findings):
            lines += map(str, message.problems)
    return "\n".join(lines)


def carried(proposal: registering.Proposed, answer: str = YES) -> int:
    return registering.carry_out(proposal, {"go": answer}, lambda _message: None).code


def units_of(root: Path) -> str:
    return (root / "content" / "registry" / "units.toml").read_text(encoding="utf-8")


def test_a_unit_is_added_with_all_that_its_name_tells(root: Path) -> None:
    before = units_of(root)
    entry = Entry(kind="unit", name="khu vực 2", above="VKSND tỉnh", since=date(2025, 7, 1))
    proposal = registering.propose_add(root, entry, now=NOW)
    rows = [
        "[[unit]]",
        'id = "khu-vuc-2"',
        'name = "VKSND khu vực 2"',
        'full = "Viện kiểm sát nhân dân khu vực 2"',
        'place = "2"',
        'level = "khu vực"',
        'parent = "tinh"',
        "from = 2025-07-01",
    ]
    assert all(f"    {row}\n" in said(proposal) + "\n" for row in rows)
    assert units_of(root) == before, "nothing is written before the answer"
    assert carried(proposal) == 0
    assert units_of(root) == before + "\n" + "\n".join(rows) + "\n"
    registry = read_agency(root / "content").registry
    assert registry is not None
    assert registry.match_unit("VKS KV2", NOW.date()).id == "khu-vuc-2"
    kept = list((root / ".newsroom" / "ban-cu").rglob("units.*.toml"))
    assert [file.read_text(encoding="utf-8") for file in kept] == [before]


def test_a_name_of_no_level_gets_no_head(root: Path) -> None:
    entry = Entry(kind="unit", name="Thôn Đông", above="VKSND tỉnh")
    rows = ['    id = "thon-dong"', '    name = "Thôn Đông"', '    parent = "tinh"']
    assert "\n".join(rows) in said(registering.propose_add(root, entry, now=NOW))


def test_what_waited_for_a_name_is_said(root: Path) -> None:
    post(root, "a", author="Trần Thị Mới")
    entry = Entry(kind="author", name="Trần Thị Mới", above="Phòng 8")
    words = said(registering.propose_add(root, entry, now=NOW))
    assert "Hết 1 chỗ máy đang báo" in words
    assert "content/tin-hoat-dong/2026/a.md:4:" in words
    assert 'departments = ["phong-8"]' in words


def test_a_namesake_is_refused_with_the_line_to_write(root: Path) -> None:
    entry = Entry(kind="author", name="Nguyễn Văn Tư")
    proposal = registering.propose_add(root, entry, now=NOW)
    assert proposal.plan is None
    assert 'note = "…"' in said(proposal)
    told = registering.propose_add(
        root, Entry(kind="author", name="Nguyễn Văn Tư", note="Phòng 15"), now=NOW
    )
    assert told.plan is not None


def test_an_end_tells_which_posts_keep_the_name_and_which_come_too_late(root: Path) -> None:
    post(root, "a")
    end = End(
        kind="unit", name="VKSND khu vực 1", until=date(2026, 3, 1), successors=("VKSND tỉnh",)
    )
    proposal = registering.propose_end(root, end, now=NOW)
    words = said(proposal)
    assert "1 bài đang gắn với đơn vị này giữ nguyên tên" in words
    assert "1 bài đăng sau ngày 1/3/2026 vẫn ghi đơn vị này" in words
    assert carried(proposal) == 0
    assert (
        'id = "khu-vuc-1"\nuntil = 2026-03-01\nending = "sáp nhập"\nsuccessors = ["tinh"]\n'
        in units_of(root)
    )
    again = registering.propose_end(root, end, now=NOW)
    assert (again.plan, again.code) == (None, 2)


def test_an_end_that_leaves_others_behind_is_refused(root: Path) -> None:
    end = End(kind="unit", name="VKSND tỉnh", until=date(2026, 3, 1))
    proposal = registering.propose_end(root, end, now=NOW)
    assert proposal.plan is None
    assert "sổ đăng ký có lỗi" in said(proposal)
    assert "khu-vuc-1" in said(proposal)


def test_windows_line_ends_stay(root: Path) -> None:
    file = root / "content" / "registry" / "units.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    end = End(kind="unit", name="An Khê", until=date(2025, 6, 30))
    assert registering.propose_end(root, end, now=NOW).code == 2, "a place is no unit"
    end = End(kind="unit", name="VKSND An Khê", until=date(2025, 6, 30))
    assert carried(registering.propose_end(root, end, now=NOW)) == 0
    assert b'id = "an-khe"\r\nuntil = 2025-06-30\r\n' in file.read_bytes()
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


def test_no_is_no_and_a_change_meanwhile_is_not_written_over(root: Path) -> None:
    entry = Entry(kind="department", name="Phòng 1", above="VKSND tỉnh")
    proposal = registering.propose_add(root, entry, now=NOW)
    assert carried(proposal, NO) == 1
    file = root / "content" / "registry" / "departments.toml"
    assert "Phòng 1\n" not in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + "\n# của người khác\n", encoding="utf-8")
    assert carried(proposal) == 1
    assert file.read_text(encoding="utf-8").endswith("# của người khác\n")


def test_a_broken_registry_is_told_first(root: Path) -> None:
    file = root / "content" / "registry" / "units.toml"
    file.write_text(units_of(root) + "[[unit]]\nid = 3\n", encoding="utf-8")
    entry = Entry(kind="department", name="Phòng 1", above="VKSND tỉnh")
    proposal = registering.propose_add(root, entry, now=NOW)
    assert (proposal.plan, proposal.code) == (None, 1)
    assert "Sổ đăng ký đang có lỗi" in said(proposal)


REFUSED = [
    (("add", {"kind": "phòng", "name": "Phòng 1"}), "Phòng này của đơn vị nào?"),
    (("add", {"kind": "phòng", "name": "Phòng 1", "of": "VKSND tinh Lam Gian"}), "Có phải là"),
    (("add", {"kind": "tác giả", "name": "…"}), "không có chữ nào"),
]


@pytest.mark.parametrize(("asked", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_is_not_known_is_asked_for(
    root: Path,
    asked: tuple[str, dict[str, str]],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    action, given = asked
    assert command(root, action=action, yes=True, **given) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["đơn vị", "Don vi", "ĐƠN VỊ", "unit"])
def test_a_kind_is_known_without_its_marks(root: Path, kind: str) -> None:
    assert command(root, action="add", kind=kind, name="VKSND khu vực 9", yes=True) == 0
    assert 'name = "VKSND khu vực 9"' in (root / "content/registry/units.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "given",
    [
        {"action": "xóa"},
        {"action": "add", "kind": "huyện"},
        {"action": "add", "kind": "đơn vị"},
        {"action": "end", "kind": "đơn vị", "name": "VKSND khu vực 1", "until": "hôm qua"},
        {"action": "end", "kind": "đơn vị", "name": "VKSND khu vực 1"},
    ],
)
def test_wrong_use_is_told(root: Path, given: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        command(root, **given)


def test_days_are_read_as_officers_write_them(root: Path) -> None:
    given = {"kind": "đơn vị", "name": "VKSND khu vực 1", "until": "30/6/2026"}
    assert command(root, action="end", yes=True, **given) == 0
    assert "until = 2026-06-30" in units_of(root)
