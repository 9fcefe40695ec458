"""Where releases go: the targets of a newsroom, as ``content/newsroom.toml`` names them.

``target = "public"`` is one folder on this machine; a table ``[[target]]`` each names several, or
a folder on a server. Without either there is one: ``public``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from plugins.content_folder import NEWSROOM_FILE
from plugins.model import Problem
from plugins.newsroom_file import PLACE, TARGETS, NewsroomFile, NewsroomFileError, own_file
from plugins.plain_words import kind_of
from plugins.posts.wording import first_near
from plugins.target_folder import PUBLIC, target_fault
from plugins.vietnamese import slugify

FOLDER: Final = "folder"
SSH: Final = "ssh"
KINDS: Final = (FOLDER, SSH)

_KEYS: Final[Mapping[str, tuple[type, str]]] = {
    "name": (str, 'name = "may-chu"'),
    "kind": (str, 'kind = "ssh"'),
    "folder": (str, 'folder = "/srv/tin-hoat-dong"'),
    "host": (str, 'host = "www.coquan.gov.vn"'),
    "user": (str, 'user = "tinbai"'),
    "port": (int, "port = 22"),
    "key": (str, 'key = "~/.ssh/id_ed25519"'),
    "host_key": (str, 'host_key = "ssh-ed25519 AAAA…"'),
}
"""What a table may say, of which type, and a line to write."""

_SSH_ALONE = ("host", "user", "port", "key", "host_key")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@\\-]*")
_HOST_KEY = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}(?: .*)?")
_MOST_PORT = 65535


class Target(NamedTuple):
    """One place that releases go to."""

    name: str
    """As commands name it: small letters without marks, digits, hyphens."""
    kind: str = FOLDER
    """``folder`` or ``ssh``."""
    folder: str = PUBLIC
    """Of the releases; for ``ssh``, on the server."""
    mirror: str = ""
    """For ``ssh``: the folder of this project that holds what was sent there."""
    host: str = ""
    user: str = ""
    port: int = 0
    """0: as the system's own settings of ssh have it."""
    key: str = ""
    """The file of the private key; empty: what ssh finds itself."""
    host_key: str = ""
    """Type and key of the server, when it is to be known beforehand."""

    @property
    def here(self) -> str:
        """The folder of releases on this machine."""
        return self.mirror if self.kind == SSH else self.folder

    @property
    def place(self) -> str:
        """Where it is, for an officer: a folder, or ``người@máy:thư mục``."""
        if self.kind == FOLDER:
            return self.folder
        return f"{f'{self.user}@' if self.user else ''}{self.host}:{self.folder}"


class Found(NamedTuple):
    """What a newsroom's file says of targets."""

    targets: tuple[Target, ...]
    """Those that are sound, in the order of the file."""
    problems: tuple[Problem, ...]
    are_named: bool = False
    """Whether they have tables of their own; else there is the one folder of the settings."""


def read_targets(root: Path, content: Path) -> Found:
    """The targets of the newsroom of ``root`` whose content folder is ``content``.

    That the file cannot be read is said where the settings are; so is what is wrong
    with ``target = "…"``.
    """
    try:
        file = own_file(content / NEWSROOM_FILE)
    except NewsroomFileError:
        file = None
    given = file.values.get(TARGETS, PUBLIC) if file is not None else PUBLIC
    given = [given] if isinstance(given, dict) else given
    if file is None or not isinstance(given, list):
        folder = given if isinstance(given, str) else PUBLIC
        return Found((Target(_name_of(folder), FOLDER, folder),), ())
    reading = _Reading(root, file)
    return Found(tuple(reading.targets(given)), tuple(reading.problems), are_named=True)


def _name_of(folder: str) -> str:
    return slugify(Path(folder).name) or PUBLIC


class _Reading:
    """One reading of a file, and what is wrong in it."""

    def __init__(self, root: Path, file: NewsroomFile) -> None:
        self.problems: list[Problem] = []
        self._root = root
        self._file = file

    def targets(self, given: list[object]) -> Iterator[Target]:
        """Those that are sound."""
        there: list[Target] = []
        if not given:
            self._wrong(None, "", f"{TARGETS}: không nêu nơi nào", f'{TARGETS} = "{PUBLIC}"')
        for nth, table in enumerate(given):
            if not isinstance(table, dict):
                said = f"mỗi nơi công bố là một bảng [[{TARGETS}]], không phải {kind_of(table)}"
                self._wrong(None, "", f"{TARGETS}: {said}", f'[[{TARGETS}]]\nname = "may-chu"')
                return
            found = self._target(nth, table, there)
            if found is not None:
                there.append(found)
                yield found

    def _target(self, nth: int, table: Mapping[str, object], there: list[Target]) -> Target | None:
        """The target that ``table`` makes beside ``there``; None where something is wrong."""
        before = len(self.problems)
        for key, value in table.items():
            if key not in _KEYS:
                self._wrong(nth, key, _stranger(key))
            elif not _is_typed(key, value):
                self._wrong(nth, key, f"{key}: {_type_fault(key, value)}", _KEYS[key][1])
        values = {key: value for key, value in table.items() if key in _KEYS}
        wrong = {key for key, value in values.items() if not _is_typed(key, value)}
        kind = values.setdefault("kind", SSH if "host" in values else FOLDER)
        for key, fault, line in self._faults(values, kind, there):
            if key not in wrong:
                self._wrong(nth, key, f"{key}: {fault}", line)
        if len(self.problems) > before:
            return None
        if kind == SSH:
            values["mirror"] = f"{PUBLIC}-{values['name']}" if there else PUBLIC
        # Each value has the type of its key.
        target = Target(**values)  # type: ignore[arg-type]
        if any(_same(self._root, one, target) for one in there):
            self._wrong(nth, "folder", f"folder: {target.here} đã là của một nơi công bố khác")
            return None
        return target

    def _faults(
        self, values: Mapping[str, object], kind: object, there: list[Target]
    ) -> Iterator[tuple[str, str, str]]:
        """What is wrong, at which key, and a line to write instead."""
        name = str(values.get("name", ""))
        if not name:
            yield "name", "nơi công bố thiếu tên; hãy thêm dòng sau", _KEYS["name"][1]
        elif not _NAME.fullmatch(name):
            better = slugify(name) or "may-chu"
            said = f"«{name}» phải chỉ gồm chữ thường không dấu, số và dấu gạch nối"
            yield "name", said, f'name = "{better}"'
        elif any(one.name == name for one in there):
            yield "name", f"đã có nơi công bố tên «{name}»", f'name = "{name}-{len(there) + 1}"'
        if kind not in KINDS:
            near = first_near(str(kind), KINDS) or SSH
            yield "kind", f"chỉ có {' và '.join(KINDS)}", f'kind = "{near}"'
            return
        folder = str(values.get("folder", ""))
        if not folder:
            yield "folder", "thiếu thư mục nhận các bản công bố", _KEYS["folder"][1]
        elif kind == FOLDER:
            yield from self._folder_faults(values, folder)
        else:
            yield from _ssh_faults(values, folder)

    def _folder_faults(
        self, values: Mapping[str, object], folder: str
    ) -> Iterator[tuple[str, str, str]]:
        if fault := target_fault(self._root, folder):
            yield "folder", fault, ""
        for key in _SSH_ALONE:
            if key in values:
                yield (
                    key,
                    "chỉ dùng cho nơi công bố qua ssh; hãy bỏ dòng này, hoặc ghi kind",
                    (f'kind = "{SSH}"'),
                )

    def _wrong(self, nth: int | None, key: str, message: str, write: str = "") -> None:
        lines = self._file.targets
        line = self._file.lines[TARGETS] if nth is None else lines.of(nth, key or None)
        self.problems.append(Problem(path=PLACE, line=line, message=message, suggestion=write))


def _ssh_faults(values: Mapping[str, object], folder: str) -> Iterator[tuple[str, str, str]]:
    host, user = str(values.get("host", "")), str(values.get("user", ""))
    if not host:
        yield "host", "thiếu tên máy chủ; hãy thêm dòng sau", _KEYS["host"][1]
    elif not _HOST.fullmatch(host):
        name = re.sub(r"^\w+://|[^@]*@|[/:].*$", "", host)
        better = f'host = "{name}"' if _HOST.fullmatch(name) else _KEYS["host"][1]
        yield "host", f"«{host}» không phải tên một máy; chỉ ghi tên, không ghi ssh://", better
    if user and not _USER.fullmatch(user):
        yield "user", f"«{user}» không phải tên người dùng", _KEYS["user"][1]
    if folder[0] not in "/~" or re.search(r"[\x00-\x1f\x7f]", folder):
        said = f"«{folder}» phải là đường dẫn đầy đủ trên máy chủ, bắt đầu bằng /"
        yield "folder", said, f'folder = "/srv/{slugify(folder) or "tin"}"'
    port = values.get("port", 22)
    if not isinstance(port, int) or not 0 < port <= _MOST_PORT:
        yield "port", f"cổng là số từ 1 đến {_MOST_PORT}", _KEYS["port"][1]
    key = str(values.get("host_key", ""))
    if key and not _HOST_KEY.fullmatch(key):
        said = "khóa của máy chủ gồm loại khóa, dấu cách và khóa, như trong tệp .pub của máy chủ"
        yield "host_key", said, _KEYS["host_key"][1]


def _same(root: Path, one: Target, other: Target) -> bool:
    """Whether both have one folder on this machine."""
    places = [(root / Path(target.here).expanduser()).resolve() for target in (one, other)]
    return places[0] == places[1]


def _is_typed(key: str, value: object) -> bool:
    """Whether ``value`` is of the type of its key, and says something."""
    return type(value) is _KEYS[key][0] and value != ""


def _type_fault(key: str, value: object) -> str:
    if value == "":
        return "đang để trống; hãy ghi, hoặc bỏ dòng này"
    wanted = "chữ trong ngoặc kép" if _KEYS[key][0] is str else "số"
    return f"phải là {wanted}, không phải {kind_of(value)}"


def _stranger(key: str) -> str:
    meant = first_near(key, tuple(_KEYS))
    if key in {"password", "passphrase", "mat_khau"}:
        return f"không ghi mật khẩu vào tệp (khóa «{key}»): hãy dùng khóa ssh và trình giữ khóa"
    said = f"nơi công bố không có khóa nào tên «{key}»"
    return f"{said}; " + (f"có lẽ là {meant}" if meant else f"chỉ có: {', '.join(_KEYS)}")
