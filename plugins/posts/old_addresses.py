"""Old addresses (``aliases``): any that a portal once had, as a plain web server is asked for it.

A server takes the query and the fragment off, decodes what is left once and makes one slash of
several in a row (RFC 3986, section 3; nginx, ``merge_slashes``): the file it then looks for is the
one we write. Of an address that ends in ``.html`` it is that file; of any other it is the
``index.html`` of a folder of that name, which every server sends as a page, whatever its ending.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote, unquote_to_bytes

from plugins.vietnamese import nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAddress:
    """What an old address comes to: its ``url``, or why it can't be one and what to write."""

    url: str = ""
    """As a browser asks for it: percent-encoded, with query and fragment as typed."""
    fault: str = ""
    better: str = ""
    """The address that was meant, where that is plain."""


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_WEB = re.compile(r"https?://[^/?#\s\\]+", re.IGNORECASE)
_TAIL = re.compile(r"[?#].*", re.DOTALL)
_HOST = re.compile(r"(?:[^/?#\s@]+@)?(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?=[/?#]|$)")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
"""In no file name on Windows (learn.microsoft.com, "Naming Files, Paths, and Namespaces")."""
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
"""As above: names of devices, with any ending."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that nobody sees in an address."""

_LONGEST_FILE = 200
"""Bytes of a file's name: file systems take 255, and a longer one is written first."""
_LONGEST_FOLDER = 255
_LONGEST = 1000
"""Bytes of a whole address, which stands below folders of the target."""
_DEEPEST = 40
"""Folders below each other."""

_SAFE_PATH = "/!$&'()*+,;=:@"
_SAFE_TAIL = _SAFE_PATH + "?#%[]|{}"

_DROP = "hãy bỏ khỏi aliases"


def read_old_address(typed: str) -> OldAddress:
    """The old address an officer typed: a path, or a whole address, whose host says nothing."""
    if "\\" in typed:
        return _refused("dùng dấu \\; địa chỉ chỉ dùng dấu /", typed.replace("\\", "/"))
    if _SCHEME.match(typed):
        web = _WEB.match(typed)
        if web is None:
            return _refused("không phải địa chỉ trang web; ghi phần sau tên miền, bắt đầu bằng /")
        typed = typed[web.end() :]
        typed = typed if typed.startswith("/") else f"/{typed}"
    if typed.startswith("//"):
        rest = typed.lstrip("/")
        host = _HOST.match(rest)
        better = rest[host.end() :] if host else rest
        return _refused("phải bắt đầu bằng một dấu /, không có tên miền", f"/{better.lstrip('/')}")
    if not typed.startswith("/"):
        host = _HOST.match(typed)
        path = typed[host.end() :] if host and "/" in typed else typed
        return _refused("phải bắt đầu bằng dấu /", f"/{path.lstrip('/')}")
    tail = found[0] if (found := _TAIL.search(typed)) else ""
    return _with_path(typed.removesuffix(tail), tail)


def _refused(fault: str, better: str = "") -> OldAddress:
    """``better`` is proposed only when it would be taken."""
    sound = bool(better) and not read_old_address(better).fault
    return OldAddress(fault=fault, better=better if sound else "")


def _with_path(typed: str, tail: str) -> OldAddress:
    if _STRAY.search(typed):
        meant = _STRAY.sub("%25", typed) + tail
        return _refused("có dấu % không kèm hai chữ số mã (0–9, A–F)", meant)
    try:
        path = unquote_to_bytes(typed).decode()
    except UnicodeError:
        return OldAddress(
            fault=f"có mã % không phải chữ UTF-8, nên không tệp nào mang tên ấy; {_DROP}"
        )
    if not path.isprintable() and any(unicodedata.category(c) in _UNSEEN for c in path):
        return OldAddress(fault=f"có ký tự ẩn, không gõ được trong địa chỉ; {_DROP}")
    path = re.sub("/{2,}", "/", path)
    parts = path[1:].split("/")
    if "." in parts or ".." in parts:
        climbs = posixpath.normpath(f"x{path}").split("/")[0] != "x"
        slash = "/" if parts[-1] in {"", ".", ".."} else ""
        meant = "" if climbs else posixpath.normpath(path).rstrip("/") + slash
        said = "có phần . hoặc .. mà trình duyệt không bao giờ gửi đi"
        said += f"; {_DROP}" if climbs else ""
        return _refused(said, quote(meant, safe=_SAFE_PATH) + tail if meant else "")
    fault = next(filter(None, map(_part_fault, parts)), "")
    if not fault and (len(path.encode()) > _LONGEST or len(parts) > _DEEPEST):
        fault = f"dài quá {_LONGEST} byte hoặc sâu quá {_DEEPEST} thư mục"
    if fault:
        return OldAddress(fault=f"{fault}; {_DROP}")
    return OldAddress(url=quote(path, safe=_SAFE_PATH) + quote(tail, safe=_SAFE_TAIL))


def _part_fault(part: str) -> str:
    """Why no file or folder can be called ``part`` on every machine; ``""`` when it can."""
    fault = ""
    if found := _FORBIDDEN.search(part):
        fault = f"có dấu {found[0]} mà Windows không nhận trong tên tệp"
    elif part[-1:] in {".", " "}:
        fault = f"có phần «{part}» kết thúc bằng dấu chấm hoặc dấu cách, mà Windows sẽ bỏ đi"
    elif part[:1] in {".", " "}:
        fault = f"có phần «{part}» bắt đầu bằng dấu chấm hoặc dấu cách, là tên tệp ẩn"
    elif _RESERVED.fullmatch(part):
        fault = f"có phần «{part}» là tên Windows giữ riêng cho thiết bị"
    elif len(part.encode()) > _LONGEST_FOLDER:
        fault = f"có phần dài quá {_LONGEST_FOLDER} byte, không tệp nào mang tên dài như vậy"
    return fault


# --- what a server makes of one -------------------------------------------------


def path_of_old(url: str) -> str:
    """The path a server looks for: decoded once, without query and fragment."""
    bare = _TAIL.sub("", url) if "?" in url or "#" in url else url
    return unquote(bare) if "%" in bare else bare


def tail_of_old(url: str) -> str:
    """Query and fragment, ``?id=954``; empty when there are none."""
    if "?" not in url and "#" not in url:  # as of nearly all
        return ""
    return found[0] if (found := _TAIL.search(url)) else ""


def file_of_old(url: str) -> str:
    """The file that answers ``url``, a post's or a page's own address or an old one."""
    path = path_of_old(url).lstrip("/")
    if path.endswith(".html"):  # nearly all
        name = path.rpartition("/")[2]
        if len(name) * 4 <= _LONGEST_FILE or len(name.encode()) <= _LONGEST_FILE:
            return path
    return f"{path.rstrip('/')}/index.html".lstrip("/")


def same_place(path: str) -> str:
    """Equal for paths that are one somewhere: in another case, another form, with ``index.html``.

    Windows and macOS tell names apart neither by case nor, the latter, by form.
    """
    bare = nfc(path).casefold().removesuffix("/index.html").rstrip("/")
    return nfc(bare) or "/"
