"""What keeps a TOML file from being read: line, column and the likely cause, for an officer."""

import tomllib

import pytest

from plugins.registry.syntax import syntax


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('a = "x"\nname = "An Khê\nb = 1\n', 2, "(cột 15): chuỗi chữ thiếu dấu ngoặc kép đóng"),
        ("name = 'An Khê\nb = 1\n", 1, "chuỗi chữ thiếu dấu ngoặc kép đóng"),
        ("name = “An Khê”\n", 1, "(cột 8): dấu ngoặc kép phải là dấu thẳng"),
        ("name = VKSND huyện An Khê\n", 1, "chữ phải đặt trong ngoặc kép"),
        ('name "An Khê"\n', 1, "thiếu dấu bằng"),
        ('name: "An Khê"\n', 1, "phải là dấu bằng, không phải dấu hai chấm"),
        ('[[unit]\nname = "a"\n', 1, "tên mục thiếu dấu ngoặc vuông đóng"),
        ('[[unit]]\nnames = [\n  "a"\n  "b"\n]\n', 3, "cuối dòng thiếu dấu phẩy"),
        ('a = 1\nnames = ["a",\n  "b"\n\n', 2, "mở ra ở đây mà không có dấu đóng"),
        ('folder = "C:\\Users\\vks"\n', 1, "dấu \\ trong chuỗi chữ"),
        ("from = 2025-13-01\n", 1, "Ngày ở dòng này không có thật"),
        ("from = 30/6/2025\n", 1, "Ngày ở dòng này không có thật"),
        ('tên = "An Khê"\n', 1, "tên khóa viết không dấu"),
        ('name = "An Khê",\n', 1, "dấu phẩy ở cuối dòng là thừa"),
        ('names = [{ text = "a" from = "b" }]\n', 1, "cách nhau bằng dấu phẩy"),
        ('name = "a"\nname = "b"\n', 2, "đã được viết một lần"),
        ('name = "a" b\n', 1, "kiểm tra dấu ngoặc kép"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_is_likely_wrong(
    text: str, line: int, words: str
) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as raised:
        tomllib.loads(text)
    assert syntax(str(raised.value), text)[0] == line
    assert words in syntax(str(raised.value), text)[1]
