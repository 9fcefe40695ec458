"""What a person finds first in the bundle: a page to read, and a file that installs."""

from __future__ import annotations

from desk.bundle.wheels import LOCK, Machine

README = "BAT-DAU.txt"


def files(there: Machine) -> dict[str, bytes]:
    """By name; on Windows with its ends of lines, and a mark by which old editors know UTF-8."""
    script, commands, steps, line, coded = (
        ("CAI-DAT.cmd", _WINDOWS, _STEPS_WINDOWS, "\r\n", "utf-8-sig")
        if there.is_windows
        else ("cai-dat.sh", _OTHERS, _STEPS_OTHERS, "\n", "utf-8")
    )
    told = _README.format(python=there.python, steps=steps.format(name=script))
    typed = commands.format(python=there.python, lock=LOCK)
    return {
        README: told.replace("\n", line).encode(coded),
        script: typed.replace("\n", line).encode(),
    }


_README = """\
TÒA SOẠN: BẮT ĐẦU

Trong thư mục này có phần mềm và mọi thư viện nó cần: không cần mạng, không cần git,
không cần quyền quản trị.

1. Máy phải có Python {python}. Chưa có thì cài cho riêng mình (không cần quyền quản trị).
{steps}
Sau đó đọc docs/huong-dan.md (mở bằng trình soạn thảo nào cũng được).
"""

_STEPS_WINDOWS = """\
   Trên Windows, khi cài hãy đánh dấu ô "Add python.exe to PATH".
2. Chép thư mục này tới chỗ có đường dẫn ngắn, ví dụ C:\\tin hoặc D:\\tin.
3. Bấm đúp vào {name}, đợi tới khi thấy chữ "Xong".
4. Mỗi lần làm việc: mở thư mục, bấm vào thanh địa chỉ, gõ cmd rồi Enter, gõ

       .venv\\Scripts\\activate
       invoke
"""

_STEPS_OTHERS = """\
2. Trong thư mục này gõ: sh {name}
3. Mỗi lần làm việc, trong thư mục này gõ

       source .venv/bin/activate
       invoke
"""

_WINDOWS = """\
@echo off
cd /d "%~dp0"
py -{python} -m venv .venv || goto failed
.venv\\Scripts\\python -m pip install --no-index --find-links wheels ^
  --require-hashes -r {lock} || goto failed
echo Xong. Doc BAT-DAU.txt, muc 4.
pause
exit /b 0
:failed
echo Chua cai duoc. May da co Python {python} chua?
pause
exit /b 1
"""

_OTHERS = """\
#!/bin/sh
set -e
cd "$(dirname "$0")"
python{python} -m venv .venv
.venv/bin/python -m pip install --no-index --find-links wheels --require-hashes -r {lock}
echo "Xong. Đọc BAT-DAU.txt, mục 3."
"""
