"""Names of files as systems have them: how one is shown, and which one no machine can do without.

Linux takes any bytes but ``/`` and NUL; macOS writes marks apart (NFD), and
neither it nor Windows tells ``A`` from ``a``; Windows keeps the names of its
devices for itself whatever their ending (Microsoft, "Naming Files, Paths, and
Namespaces"). All functions are pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.vietnamese import nfc, slugify

_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
_NEVER = re.compile(r'[<>:"|?*\\]')
_FIRST, _LAST = "\udc80", "\udcff"
"""What Python makes of bytes that are no UTF-8 (PEP 383)."""

_COPY = re.compile(
    r"(?P<of>.+?)(?: ?\(\d+\)| ?[-–] ?(?:copy|bản sao|sao chép)\b.*| copy(?: \d+)?"
    r"|\.sync-conflict-.*| ?[(\[].*conflict.*[)\]])",
    re.IGNORECASE,
)


def is_device(name: str) -> bool:
    """Whether Windows can have no file of this name, such as ``con.md`` or ``AUX.tin.jpg``."""
    return _DEVICE.fullmatch(name) is not None


def windows_fault(name: str) -> str:
    """Why Windows can have no file or folder of this name; empty when it can."""
    if is_device(name):
        return f"Windows giữ riêng tên «{name.partition('.')[0]}» cho thiết bị"
    if name.endswith((" ", ".")):
        return "Windows không giữ được tên kết thúc bằng dấu cách hay dấu chấm"
    if found := _NEVER.search(name):
        return f"Windows không nhận dấu {found[0]} trong tên"
    return ""


def is_utf8(name: str) -> bool:
    """Whether the bytes of a name are text."""
    return not any(_FIRST <= char <= _LAST for char in name)


def shown(path: str) -> str:
    r"""``path`` on one line, with a code for what nobody sees: ``b\xe0i.md``, ``a\u200bb.md``."""
    if path.isprintable():
        return path
    return "".join(char if char.isprintable() else _code(char) for char in path)


def _code(char: str) -> str:
    if _FIRST <= char <= _LAST:
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def slug_of(stem: str, *, limit: int) -> str:
    """The name to give instead of ``stem``; of bytes that are no UTF-8 as Windows reads them."""
    if not is_utf8(stem):
        raw = stem.encode("utf-8", "surrogateescape")
        stem = nfc(raw.decode("cp1258", "ignore"))
    return slugify(stem, limit=limit)


def copy_of(stem: str) -> str:
    """Of what a name without its ending says that it is a copy; empty when it says nothing."""
    found = _COPY.fullmatch(stem)
    return found["of"] if found else ""


def machines_copy_of(stem: str) -> Iterator[str]:
    """Of what it may be the copy that OneDrive keeps beside it, the machine's name at its end.

    ``hop-giao-ban-MAY-VANPHONG``: surely one only where ``hop-giao-ban`` is there too.
    """
    for found in re.finditer("-", stem):
        machine = stem[found.end() :]
        if machine.isupper() and found.start():
            yield stem[: found.start()]
