"""What may be answered before a newsroom begins, and all that may be wrong with it."""

import io
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest

from desk.actions.start import propose
from desk.messages import Findings, Message, Sentence
from desk.starting.agency_answers import KEYS, Given
from desk.starting.answer_rules import faults
from desk.starting.example import example
from desk.starting.people import people_of
from desk.starting.reading import from_options, from_toml
from desk.starting.unit_list import ListError, Row, pasted, read
from tests.support.sites import bare_project

BROKEN = Path(__file__).parents[1] / "broken" / "answers"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def given_by(text: str, folder: Path) -> Given:
    return from_toml(text.encode(), "tra-loi.toml", folder)


def said(messages: tuple[Message, ...]) -> str:
    rows = []
    for one in messages:
        if isinstance(one, Findings):
            rows += map(str, one.problems)
        elif isinstance(one, Sentence):
            rows.append(one.text)
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_every_fault_is_said_at_its_line_and_nothing_is_written(
    folder: Path, tmp_path: Path
) -> None:
    root = bare_project(tmp_path / "project")
    given = from_toml((folder / "answers.toml").read_bytes(), "answers.toml", folder)
    proposal = propose(root, lambda _: None, given)
    assert (proposal.code, proposal.plan) == (1, None)
    assert said(proposal.messages) == (folder / "expected.txt").read_text("utf-8")
    assert not (root / "content").exists()


@pytest.mark.parametrize(
    ("url", "email", "meant"),
    [
        ("", "bientap", "bientap@ubnd-xa-dong-sen.example"),
        ("https://dongsen.example", "không có", "bientap@dongsen.example"),
        ("dongsen.example:8080", "Tin xã@", "tin-xa@dongsen.example"),
        ("https://dong sen/tin", "tin@xã", "tin@ubnd-xa-dong-sen.example"),
        ("", "a@@dongsen.example", "a@dongsen.example"),
    ],
)
def test_a_wrong_email_is_answered_by_one_of_the_agencys_own(
    url: str, email: str, meant: str, tmp_path: Path
) -> None:
    said = [f'name = "UBND xã Đồng Sen"\nkind = "ubnd"\nemail = "{email}"']
    if url:
        said.append(f'url = "{url}"')
    found = faults(given_by("\n".join(said), tmp_path), tmp_path)
    write = {one.suggestion.partition(" = ")[0]: one.suggestion for one in found}
    assert write["email"] == f'email = "{meant}"'
    if "url" in write:
        assert write["url"] == 'url = "https://ubnd-xa-dong-sen.example"'


def test_the_example_can_be_used_as_it_is_and_with_all_it_says(tmp_path: Path) -> None:
    root = bare_project(tmp_path / "project")
    (tmp_path / "bieu-trung.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1"/></svg>'
    )
    whole = example()
    assert propose(root, lambda _: None, given_by(whole, tmp_path)).plan is not None
    for key, one in KEYS.items():
        assert one.example in whole, key
        tomllib.loads(one.example)
    # Everything at once, but what is written in two ways.
    rows = [row.removeprefix("# ") for row in whole.splitlines() if "= " in row]
    tops = dict(row.split(" = ", 1) for row in rows if row.split(" = ")[0] in KEYS)
    lines = "\n".join(f"{key} = {value}" for key, value in tops.items() if key != "heads")
    assert propose(root, lambda _: None, given_by(lines, tmp_path)).plan is not None


def test_names_get_their_heads_and_ids(tmp_path: Path) -> None:
    given = given_by(
        'name = "Viện kiểm sát nhân dân tỉnh Mẫu"\nkind = "vksnd"\n'
        'units = ["khu vực 1", "VKSND khu vực 2", {name = "Hưng Hà", level = "huyện"}]\n'
        'departments = ["Văn phòng", {name = "Văn phòng", unit = "khu vực 1"}]\n'
        'authors = [{name = "Lê Tâm", department = "Văn phòng", unit = "khu vực 1"}]\n',
        tmp_path,
    )
    people, problems = people_of(given)
    assert problems == ()
    assert [(one.id, one.name.text, one.parent) for one in people.units] == [
        ("mau", "VKSND tỉnh Mẫu", ""),
        ("khu-vuc-1", "VKSND khu vực 1", "mau"),
        ("khu-vuc-2", "VKSND khu vực 2", "mau"),
        ("hung-ha", "VKSND huyện Hưng Hà", "mau"),
    ]
    assert people.units[1].name.full == "Viện kiểm sát nhân dân khu vực 1"
    assert [(one.id, one.unit) for one in people.departments] == [
        ("van-phong", "mau"),
        ("van-phong-khu-vuc-1", "khu-vuc-1"),
    ]
    assert people.authors[0].departments == ("van-phong-khu-vuc-1",)


def test_what_a_kit_has_is_taken_only_where_it_is_asked_for(tmp_path: Path) -> None:
    head = 'name = "VKSND tỉnh Mẫu"\nkind = "VKSND"\n'
    assert len(people_of(given_by(head, tmp_path))[0].units) == 1
    people, _ = people_of(given_by(f'{head}units = "có sẵn"\n', tmp_path))
    assert [one.name.text for one in people.units[1:]] == [
        f"VKSND khu vực {n}" for n in range(1, 9)
    ]
    assert people.units[1].since == date(2025, 7, 1)


def test_an_agency_of_a_kind_that_no_table_knows_says_its_heads(tmp_path: Path) -> None:
    given = given_by(
        'name = "Ban Quản lý khu kinh tế tỉnh Mẫu"\nkind = "bqlkkt"\n'
        'heads = ["Ban Quản lý khu kinh tế", "BQLKKT"]\n',
        tmp_path,
    )
    agency = people_of(given)[0].agency
    assert agency.name.text == "BQLKKT tỉnh Mẫu"
    assert agency.name.full == "Ban Quản lý khu kinh tế tỉnh Mẫu"


def test_options_are_answers_and_their_faults_name_the_option(tmp_path: Path) -> None:
    given = from_options(
        {"name": "UBND xã Mẫu", "kind": "xã", "units": "Trạm Y tế; Thôn Một", "colour": "đỏ"},
        tmp_path,
    )
    assert given.answers.kind == "ubnd"
    assert [one.name for one in given.answers.units] == ["Trạm Y tế", "Thôn Một"]
    proposal = propose(bare_project(tmp_path / "project"), lambda _: None, given)
    assert "--colour: «đỏ» không phải một màu" in said(proposal.messages)


# --- lists ------------------------------------------------------------------------------


def workbook(rows: list[list[str | int]], *, shared: bool = True) -> bytes:
    """A workbook as spreadsheets write them: words in a part of their own, days as numbers."""
    words = [cell for row in rows for cell in row if isinstance(cell, str)]
    cells = []
    for n, row in enumerate(rows, 1):
        made = ""
        for letter, cell in zip("ABCDEF", row, strict=False):
            place = f'r="{letter}{n}"'
            if isinstance(cell, int):
                made += f"<c {place}><v>{cell}</v></c>"
            elif shared:
                made += f'<c {place} t="s"><v>{words.index(cell)}</v></c>'
            else:
                made += f'<c {place} t="inlineStr"><is><t>{cell}</t></is></c>'
        cells.append(f'<row r="{n}">{made}</row>')
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(cells)}</sheetData></worksheet>',
        )
        if shared:
            items = "".join(f"<si><r><t>{word}</t></r></si>" for word in words)
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{items}</sst>')
    return data.getvalue()


def names(rows: tuple[Row, ...]) -> list[str]:
    return [row.said["name"] for row in rows]


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_gives_names_parents_and_days(tmp_path: Path, shared: bool) -> None:  # noqa: FBT001
    rows: list[list[str | int]] = [
        ["STT", "Tên đơn vị", "Từ ngày"],
        [1, "khu vực 1", 45839],
        [2, "khu vực 2", "01/7/2025"],
    ]
    (tmp_path / "don-vi.xlsx").write_bytes(workbook(rows, shared=shared))
    given = given_by('name = "VKSND tỉnh Mẫu"\nkind = "vksnd"\nunits = "don-vi.xlsx"\n', tmp_path)
    assert given.problems == ()
    assert [(one.name, one.since) for one in given.answers.units] == [
        ("khu vực 1", date(2025, 7, 1)),
        ("khu vực 2", date(2025, 7, 1)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Thôn Một\nThôn Hai\n",
        "1,Thôn Một\r\n2,Thôn Hai\r\n",
        "TT;Tên đơn vị;Cấp trên\n1;Thôn Một;\n\n2;Thôn Hai;\n",
        '\ufeffTên\tGhi chú\n"Thôn Một"\tx\nThôn Hai\t\n',
    ],
)
def test_lists_of_any_column_mark_give_names(tmp_path: Path, text: str) -> None:
    for data in (text.encode(), text.removeprefix("\ufeff").encode("utf-16")):
        (tmp_path / "a.csv").write_bytes(data)
        assert names(read(tmp_path, "a.csv")) == ["Thôn Một", "Thôn Hai"]
    assert names(pasted(text.removeprefix("\ufeff"))) == ["Thôn Một", "Thôn Hai"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04rubbish", "hỏng"),
        (workbook([["a"]])[:200], "hỏng"),
        (b"\xd0\xcf\x11\xe0rest", "mật khẩu"),
        ("Thôn Một".encode("utf-16-be")[1:], "UTF-8"),
        (b'"open\n', "ngoặc kép"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(ListError, match=why):
        read(tmp_path, "a.csv")


def test_a_workbook_of_a_thousandfold_size_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    (tmp_path / "a.xlsx").write_bytes(data.getvalue())
    with pytest.raises(ListError, match="lớn quá"):
        read(tmp_path, "a.xlsx")
