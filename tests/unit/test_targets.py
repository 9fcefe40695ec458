"""What a newsroom says of its targets, and each thing that can be wrong with it."""

from pathlib import Path

import pytest

from desk.actions.each_target import at_each, chosen
from desk.messages import Gathered
from plugins.targets import FOLDER, SSH, Target, read_targets

WEB = """[[target]]
name = "web"
kind = "ssh"
host = "www.coquan.gov.vn"
user = "tinbai"
port = 2222
key = "~/.ssh/tin"
folder = "/srv/tin"
"""


def found(tmp_path: Path, text: str) -> tuple[tuple[Target, ...], list[str]]:
    content = tmp_path / "content"
    content.mkdir(exist_ok=True)
    (content / "newsroom.toml").write_text(f'section = "Tin"\n{text}', "utf-8")
    said = read_targets(tmp_path, content)
    return said.targets, [f"{p.line}: {p.message} | {p.suggestion}" for p in said.problems]


def test_without_a_word_there_is_the_folder_public(tmp_path: Path) -> None:
    assert found(tmp_path, "") == ((Target("public", FOLDER, "public"),), [])
    assert found(tmp_path, 'target = "/srv/Bản công bố"')[0][0].name == "ban-cong-bo"


def test_several_targets_and_the_folder_here_of_each(tmp_path: Path) -> None:
    targets, problems = found(
        tmp_path,
        f'{WEB}[[target]]\nname = "du-phong"\nfolder = "../du-phong"\n'
        + WEB.replace("web", "web-2"),
    )

    assert problems == []
    assert [(one.name, one.kind, one.here) for one in targets] == [
        ("web", SSH, "public"),
        ("du-phong", FOLDER, "../du-phong"),
        ("web-2", SSH, "public-web-2"),
    ]
    assert targets[0].place == "tinbai@www.coquan.gov.vn:/srv/tin"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            'name = "web"\n',
            "",
            '2: name: nơi công bố thiếu tên; hãy thêm dòng sau | name = "may-chu"',
        ),
        ('"web"', '"Máy chủ"', "3: name: «Máy chủ» phải chỉ gồm chữ thường"),
        ('kind = "ssh"', 'kind = "shh"', 'kind: chỉ có folder và ssh | kind = "ssh"'),
        ('kind = "ssh"', 'kind = "folder"', "5: host: chỉ dùng cho nơi công bố qua ssh"),
        ('host = "www.coquan.gov.vn"\n', "", "host: thiếu tên máy chủ"),
        (
            "www.coquan",
            "ssh://tin@www.coquan",
            'chỉ ghi tên, không ghi ssh:// | host = "www.coquan.gov.vn"',
        ),
        ('"tinbai"', '"-oProxyCommand=x"', "user: «-oProxyCommand=x» không phải tên người dùng"),
        ("www.coquan.gov.vn", "-oProxyCommand=x", "không phải tên một máy"),
        ("2222", '"2222"', "7: port: phải là số, không phải giá trị khác"),
        ("2222", "70000", "port: cổng là số từ 1 đến 65535"),
        (
            "/srv/tin",
            "tin",
            'phải là đường dẫn đầy đủ trên máy chủ, bắt đầu bằng / | folder = "/srv/tin"',
        ),
        ('folder = "/srv/tin"\n', "", "folder: thiếu thư mục nhận các bản công bố"),
        ("key =", "keys =", "nơi công bố không có khóa nào tên «keys»; có lẽ là key"),
        ("key =", "password =", "không ghi mật khẩu vào tệp"),
        ("port = 2222", 'host_key = "abc"', "khóa của máy chủ gồm loại khóa"),
        ('"tinbai"', '""', "6: user: đang để trống"),
    ],
)
def test_each_fault_at_its_line(tmp_path: Path, was: str, now: str, said: str) -> None:
    assert was in WEB

    targets, problems = found(tmp_path, WEB.replace(was, now))

    assert targets == ()
    assert said in "\n".join(problems)


def test_all_faults_of_a_table_are_said_at_once(tmp_path: Path) -> None:
    text = '[[target]]\nname = "Máy chủ"\nkind = "ssh"\nhost = ""\npassword = "x"\n'

    said = "\n".join(found(tmp_path, text)[1])

    assert said.count("host:") == 1
    for one in ("name: «Máy chủ»", "host: đang để trống", "không ghi mật khẩu", "folder: thiếu"):
        assert one in said


def test_two_that_are_one(tmp_path: Path) -> None:
    _, problems = found(tmp_path, WEB + WEB)
    assert "đã có nơi công bố tên «web»" in problems[0]
    _, problems = found(tmp_path, f'{WEB}[[target]]\nname = "b"\nfolder = "public"\n')
    assert "public đã là của một nơi công bố khác" in problems[0]
    _, problems = found(tmp_path, "target = []")
    assert "không nêu nơi nào" in problems[0]
    _, problems = found(tmp_path, 'target = ["public"]')
    assert "mỗi nơi công bố là một bảng [[target]]" in problems[0]


def test_a_name_of_no_target_is_told_with_those_there_are(tmp_path: Path) -> None:
    found(tmp_path, WEB)
    report = Gathered()

    assert chosen(tmp_path, "wed", None, report) == ()
    assert chosen(tmp_path, "web", "x", report) == ()

    said = [getattr(one, "text", "") for one in report.messages]
    assert said[0] == "Không có nơi công bố nào tên «wed». Trong content/newsroom.toml: web"
    assert said[1].startswith("Chỉ chọn một cách")


def test_what_stops_one_stops_no_other(tmp_path: Path) -> None:
    targets, _ = found(tmp_path, WEB + WEB.replace('"web"', '"web-2"'))
    report = Gathered()

    def work(where: object) -> int:
        if where == targets[0]:
            raise OSError(28, "No space left on device")
        return 0

    assert at_each(targets, work, report) == 1

    said = [getattr(one, "text", "") for one in report.messages]
    assert said[-1] == "Chưa xong ở: web. Đã xong ở: web-2."
    assert any(one.startswith("Ổ đĩa đã đầy") for one in said)
