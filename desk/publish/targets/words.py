"""What stood in the way of a server, in one sentence with what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desk.publish.lock import busy, owner_of
from desk.publish.targets.ssh_session import CutError
from plugins.targets import Target

LOST = (
    "Mất kết nối với máy chủ {host} giữa chừng; độc giả ở đó vẫn xem một bản trọn vẹn. Hãy chạy "
    "lại lệnh: phần đã gửi không phải gửi lại."
)

_SSH_SAYS: Mapping[str, str] = {
    "HOST IDENTIFICATION HAS CHANGED|Host key verification failed|host key .*changed": (
        "Khóa nhận dạng của máy chủ {host} không phải khóa đã biết: máy chủ vừa cài lại, hoặc có "
        "kẻ đứng giữa giả làm máy chủ. Chưa gửi gì. Hãy hỏi người quản trị máy chủ; nếu đúng là "
        "khóa mới thì xóa dòng của máy ấy trong {known}, rồi chạy lại."
    ),
    "Permission denied|Too many authentication failures|no mutual signature": (
        "Máy chủ {host} không nhận khóa đăng nhập. Hãy xem user và key trong content/newsroom.toml "
        "có đúng không, khóa có mật khẩu thì đã nạp vào trình giữ khóa chưa (ssh-add), và khóa "
        "công khai đã có trong ~/.ssh/authorized_keys trên máy chủ chưa."
    ),
    "Could not resolve|Name or service not known|nodename nor servname|No such host": (
        "Không tìm thấy máy chủ tên {host}. Hãy xem lại dòng host trong content/newsroom.toml, và "
        "mạng của máy này."
    ),
    "Connection refused": (
        "Máy {host} không mở cổng ssh (cổng {port}). Hãy xem lại dòng port, hoặc hỏi người quản "
        "trị máy chủ."
    ),
    "timed out|No route to host|Network is unreachable|Operation timed out|not responding": (
        "Không kết nối được với máy chủ {host}: mạng không tới được, hoặc tường lửa chặn cổng "
        "{port}. Hãy kiểm tra mạng rồi chạy lại."
    ),
    "UNPROTECTED PRIVATE KEY|Load key .*|Identity file .* not accessible|bad permissions": (
        "Không dùng được tệp khóa của máy này cho {host}: tệp không có, hỏng, hoặc ai cũng đọc "
        "được. Hãy xem lại dòng key trong content/newsroom.toml."
    ),
}

_MOST_SAID = 200
"""Letters of what a program said, of which it may say it for each file."""

_SERVER_SAYS: Mapping[str, str] = {
    "No space left|Disk quota exceeded|cannot allocate": (
        "Ổ đĩa trên máy chủ {host} đã đầy, hoặc đã dùng hết dung lượng được cấp. Độc giả vẫn xem "
        "bản trước. Hãy nhờ người quản trị dọn ổ đĩa rồi chạy lại."
    ),
    "Permission denied|Read-only file system|Operation not permitted": (
        "Người dùng {user} không được ghi vào {folder} trên máy chủ {host}. Hãy nhờ người quản trị "
        "cấp quyền ghi thư mục ấy."
    ),
}


def no_ssh() -> str:
    """That this machine has no ``ssh``."""
    return (
        "Máy này chưa có chương trình ssh. Windows: Settings, Apps, Optional features, thêm "
        "«OpenSSH Client»; Debian, Ubuntu: sudo apt install openssh-client"
    )


def of_cut(cut: CutError, target: Target, known: str, *, greeted: bool) -> str:
    """Why the connection came to an end; ``greeted``: once it had stood."""
    for pattern, words in _SSH_SAYS.items():
        if re.search(pattern, cut.said, re.IGNORECASE) and not (greeted and "timed" in pattern):
            return _filled(words, target, known)
    for pattern, words in _SERVER_SAYS.items():
        if re.search(pattern, cut.said, re.IGNORECASE):
            return _filled(words, target, known)
    if greeted:
        return _filled(LOST, target, known)
    said = cut.said.strip().splitlines()
    last = f" Máy báo: {said[-1]}" if said else ""
    return _filled(
        "Không mở được kết nối ssh với {host}. Hãy thử: ssh {login}" + last, target, known
    )


def of_refusal(refusal: Sequence[str], target: Target) -> str:
    """Why the program on the server did not do what it was asked."""
    word, said = refusal[0], " ".join(refusal[1:])
    for pattern, words in _SERVER_SAYS.items() if word != "left" else ():
        if re.search(pattern, said, re.IGNORECASE):
            return _filled(words, target)
    if word == "busy":
        return f"Nơi công bố «{target.name}»: {busy(owner_of(said))}"
    if word == "tar" and re.search("Unexpected EOF|not look like a tar", said):
        word = "cut"
    return _filled(_REFUSALS.get(word, _ANY), target, said=said[:_MOST_SAID])


_ANY = "Máy chủ {host} không làm được việc được giao: {said}. Độc giả ở đó vẫn xem bản trước."
_REFUSALS = {
    "folder": "Trên máy chủ {host} không có thư mục {folder}. Hãy xem lại dòng folder trong "
    "content/newsroom.toml, hoặc nhờ người quản trị tạo thư mục ấy cho người dùng {user}.",
    "write": "Người dùng {user} không được ghi vào {folder} trên máy chủ {host}. Hãy nhờ người "
    "quản trị cấp quyền ghi thư mục ấy.",
    "cut": LOST,
    "left": "Trên máy chủ {host} còn thứ phải gỡ mà chưa xóa được: {said}. Độc giả không thấy, "
    "nhưng nó còn trên ổ đĩa. Hãy nhờ người quản trị máy chủ xóa, rồi chạy lại lệnh.",
    "digest": "Có tệp tới máy chủ {host} không còn đúng như khi gửi, nên chưa đổi gì. Hãy chạy lại "
    "lệnh; vẫn vậy thì ổ đĩa hoặc bộ nhớ máy chủ có thể đã hỏng.",
    "lease": "Trong lúc gửi, lượt công bố này đã bị lượt khác thay. Độc giả không bị ảnh hưởng; "
    "hãy chạy lại lệnh.",
    "other": "Trong lúc gửi, trên máy chủ {host} đã có bản khác được đưa ra, nên chưa đổi gì. Hãy "
    "chạy lại lệnh.",
}


def lacking(tools: Sequence[str], target: Target) -> str:
    """That the server lacks ``tools``."""
    return (
        f"Máy chủ {target.host} thiếu {', '.join(tools)} của GNU (Debian, Ubuntu, RHEL đều có sẵn) "
        "nên chưa nhận được bản công bố."
    )


def foreign(names: str, target: Target) -> str:
    """That the folder holds something else."""
    return (
        f"Thư mục {target.folder} trên máy chủ {target.host} đang chứa thứ khác, không phải các "
        f"bản công bố: {names}. Hãy chọn thư mục trống, hoặc sửa dòng folder."
    )


def _filled(words: str, target: Target, known: str = "", said: str = "") -> str:
    return words.format(
        host=target.host,
        port=target.port or 22,
        user=target.user or "này",
        folder=target.folder,
        login=f"{target.user}@{target.host}" if target.user else target.host,
        known=known,
        said=said,
    )
