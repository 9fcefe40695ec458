"""The rules of the settings: what each name of ``pelicanconf.py`` and ``publishconf.py`` may hold.

Pure: values in, problems out; which line each stands on is asked of ``Places``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.content_folder import content_folder
from plugins.look import look_faults
from plugins.model import Problem, StandingPage, Status
from plugins.numbers import whole
from plugins.plain_words import BREAKS, kind_of, words_fault
from plugins.posts.wording import first_near
from plugins.sections import DEFAULT
from plugins.setting_places import Places
from plugins.target_folder import PUBLIC, target_fault
from plugins.vietnamese import nfc

EXAMPLES = {
    "SITENAME": f'SITENAME = "{DEFAULT.name}"',
    "NEWSROOM_TITLE": 'NEWSROOM_TITLE = "Trang tin điện tử"',
    "SITEURL": 'SITEURL = "https://vksnd-thaibinh.example"',
    "PATH": 'PATH = "content"',
    "THEME": 'THEME = "theme"',
    "TIMEZONE": 'TIMEZONE = "Asia/Ho_Chi_Minh"',
    "PLUGINS": "PLUGINS = []",
    "PELICAN_CLASS": 'PELICAN_CLASS = "plugins.engine.NewsroomPelican"',
    "NEWSROOM_FEED_HOST": 'NEWSROOM_FEED_HOST = "vksnd-thaibinh.example"',
    "NEWSROOM_AGENCY": 'NEWSROOM_AGENCY = "tinh-thai-binh"',
    "NEWSROOM_RESPONSIBLE": 'NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: …"',
    "NEWSROOM_CONTACT": 'NEWSROOM_CONTACT = ["Địa chỉ: …", "Thư điện tử: …"]',
    "NEWSROOM_COLOUR": 'NEWSROOM_COLOUR = "#8c1717"',
    "NEWSROOM_EMBLEM": 'NEWSROOM_EMBLEM = "bieu-trung.svg"',
    "NEWSROOM_CORRECTIONS_PAGE": 'NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"',
    "NEWSROOM_TARGET": 'NEWSROOM_TARGET = "public"',
    "NEWSROOM_KEEP_RELEASES": "NEWSROOM_KEEP_RELEASES = 20",
}
"""The line to write for each setting."""

_NAMES = frozenset(EXAMPLES) | {
    "NEWSROOM_PREVIEW",
    "NEWSROOM_QUIET",
    "NEWSROOM_EXPLAIN",
    "NEWSROOM_VERBOSE",
    "NEWSROOM_HOLD",
}
_OURS = "NEWSROOM_"
HONOURED = frozenset(
    {
        *("BIND", "DEFAULT_LANG", "LOG_FILTER", "OUTPUT_PATH", "PATH", "PELICAN_CLASS"),
        *("PLUGINS", "PLUGIN_PATHS", "PORT", "SITENAME", "SITEURL", "THEME"),
    }
)
"""Settings of Pelican that do something here; ``docs/pelican.md`` says what."""
_ENGINE = "plugins.engine"
_CLASS = f"{_ENGINE}.NewsroomPelican"
_FEWEST_RELEASES = 2
"""The current one, and the one before it to go back to."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”(),;]+", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PAGE = re.compile(r"trang/[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.md")
_MOST_PORT = 65535


def origin(value: str) -> str:
    """The origin that ``value``, a site's address, means; ``""`` when it means none.

    A final slash, capitals in the host and spaces around it change nothing.
    """
    text = value.strip()
    scheme, _, rest = text.partition("://")
    host = rest.removesuffix("/").lower()
    if scheme.lower() not in {"http", "https"} or not _is_host(host):
        return ""
    return f"{scheme.lower()}://{host}"


def feed_host(raw: Mapping[str, Any]) -> str:
    """The host that the identities of feeds bear: a setting, else the site's own; no port."""
    named = str(raw.get("NEWSROOM_FEED_HOST") or "").strip().lower()
    return named or urlsplit(origin(str(raw.get("SITEURL", "")))).hostname or ""


def other_plugins(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """What ``PLUGINS`` names beside ours."""
    return tuple(str(one) for one in raw.get("PLUGINS") or () if str(one) != _ENGINE)


def origins(settings: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The sound origins in ``settings``, each once."""
    found = (origin(str(raw.get("SITEURL", ""))) for raw in settings)
    return tuple(dict.fromkeys(filter(None, found)))


def _address_fault(value: str) -> tuple[str, str]:
    """What is wrong with an address that means no origin, and the one that was meant, if plain."""
    text = value.strip()
    scheme, slashes, rest = text.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    after = rest.removeprefix(host)
    if not slashes or scheme.lower() not in {"http", "https"}:
        better = f"https://{text.lstrip('/')}" if not slashes and ":" not in text else ""
        return "phải bắt đầu bằng https:// (hoặc http://)", origin(better)
    if re.search(r"\s", text):
        return "có dấu cách bên trong", origin("".join(text.split()))
    if "@" in host:
        better = origin(f"{scheme}://{host.rpartition('@')[2]}")
        return "không được chứa tên đăng nhập (phần trước @)", better
    if not _is_host(host.lower()):
        return (
            f"«{host}» không phải tên miền: chỉ gồm chữ không dấu, số, dấu gạch nối và dấu chấm",
            origin(f"{scheme}://{_plain(host)}"),
        )
    fault = f"chỉ gồm https:// và tên miền, không có phần «{after}» ở sau"
    return f"{fault}: trang tin đứng ở gốc của tên miền", origin(f"{scheme}://{host}")


def _is_host(host: str) -> bool:
    """Whether ``host``, in small letters, is a name (RFC 1123) with or without a port."""
    name, colon, port = host.partition(":")
    if colon and not 0 < (whole(port) or 0) <= _MOST_PORT:
        return False
    return all(_LABEL.fullmatch(label) for label in name.split("."))


def _plain(host: str) -> str:
    """A name with marks as machines write it: ``xn--…``."""
    try:
        return nfc(host).encode("idna").decode().lower()
    except UnicodeError:
        return ""


def check_settings(
    raw: Mapping[str, Any],
    places: Places,
    *,
    root: Path | None = None,
    units: Collection[str] | None = None,
    pages: Collection[StandingPage] | None = None,
) -> tuple[Problem, ...]:
    """What is wrong with the settings of a site.

    ``root`` is the project's folder, to look whether folders are there; ``units``
    the ids of the registry, when it could be read; ``pages`` the standing pages
    that could be read.
    """
    rules = _Rules(raw, places)
    rules.names()
    rules.address()
    rules.feed_host()
    rules.agency(units)
    rules.words()
    if pages is not None:
        rules.footer_links({page.url for page in pages if page.status is Status.PUBLISHED})
    rules.corrections(root, pages)
    rules.zone()
    if root is not None:
        rules.folders(root)
        for key, fault, write in look_faults(raw, root):
            rules.wrong(key, fault, write)
    return tuple(rules.found)


def check_publishing(raw: Mapping[str, Any], places: Places, root: Path) -> tuple[Problem, ...]:
    """What is wrong with the settings that only publishing needs."""
    rules = _Rules(raw, places)
    rules.target(root)
    rules.releases()
    return tuple(rules.found)


def check_address(raw: Mapping[str, Any], places: Places) -> tuple[Problem, ...]:
    """What is wrong with the site's address."""
    rules = _Rules(raw, places)
    rules.address()
    return tuple(rules.found)


def without_effect(
    raw: Mapping[str, Any], places: Places, defaults: Callable[[], Mapping[str, object]]
) -> Iterator[Problem]:
    """A reminder for each setting that does nothing: a name like ours that is none, or Pelican's.

    Not of one that says what is so anyway, nor where other plugins may read it. ``defaults``
    gives Pelican's settings, and is asked only where there may be such a one.
    """
    is_read = bool(other_plugins(raw))
    for name, (path, line) in places.names().items():
        value = raw.get(name)
        if name.startswith(_OURS) and name not in _NAMES:
            near = first_near(name, [one for one in EXAMPLES if one.startswith(_OURS)])
            meant = f"; có lẽ là {near}" if near else ""
            said = f"không có thiết lập nào tên {name}, nên dòng này không có tác dụng{meant}"
        elif is_read or name in _NAMES | HONOURED or value in (None, [], {}):
            continue
        elif value != defaults().get(name, value):
            said = f"{name}: thiết lập này của Pelican không có tác dụng ở đây; hãy bỏ dòng này"
        else:
            continue
        yield Problem(path=path, line=line, message=said, severity="advice")


def sample_reminders(raw: Mapping[str, Any], places: Places) -> Iterator[Problem]:
    """A reminder for each setting that is still the sample's: its address, its footer."""
    rules = _Rules(raw, places)
    host = host_of(str(raw.get("SITEURL", "")))
    if is_sample_host(host):
        rules.remind("SITEURL", f"{host} là địa chỉ của bản mẫu, độc giả không mở được")
    elif is_sample_host(feed_host(raw)):
        said = f"{feed_host(raw)} là tên miền của bản mẫu; chưa công bố lần nào thì hãy ghi {host}"
        rules.remind("NEWSROOM_FEED_HOST", f"{said}, đã công bố rồi thì giữ nguyên")
    for key in ("NEWSROOM_RESPONSIBLE", "NEWSROOM_CONTACT"):
        value = raw.get(key)
        lines = value if isinstance(value, list | tuple) else (value,)
        for item, line in enumerate(lines):
            if isinstance(line, str) and _is_samples(line):
                rules.remind(key, f"«{line}» ở chân trang còn là của bản mẫu", item)
    yield from rules.found


_SAMPLE_HOST = re.compile(
    r"(?:[\w-]+\.)*(?:example(?:\.(?:com|net|org))?|test|invalid)(?![\w-]|\.\w)", re.IGNORECASE
)


def host_of(address: str) -> str:
    """The host that ``address`` names, sound or not; without a port."""
    return address.rpartition("://")[2].partition("/")[0].partition(":")[0]


def is_sample_host(host: str) -> bool:
    """Whether ``host`` is a name that nobody can have (RFC 2606): the sample's, or a test's."""
    return _SAMPLE_HOST.fullmatch(host) is not None


def _is_samples(line: str) -> bool:
    return "bản mẫu" in line.lower() or bool(re.search(r"[@/.][\w.-]*\bexample\b", line))


class _Rules:
    """Every rule over one set of values."""

    def __init__(self, raw: Mapping[str, Any], places: Places) -> None:
        self.found: list[Problem] = []
        self._raw = raw
        self._places = places

    def wrong(self, key: str, message: str, write: str = "", item: int | None = None) -> None:
        """An error at ``key``; ``write`` is the line to write unless the example is."""
        path, line = self._places.of(key, item)
        word = self._places.word(key)
        # A line of Python with a word, a number or a list in it is a line of TOML too.
        line_to_write = re.sub(rf"^{key}\b", word, write or EXAMPLES[key])
        self.found.append(
            Problem(path=path, line=line, message=f"{word}: {message}", suggestion=line_to_write)
        )

    def remind(self, key: str, message: str, item: int | None = None) -> None:
        """A reminder at ``key``."""
        path, line = self._places.of(key, item)
        said = f"{self._places.word(key)}: {message}"
        self.found.append(Problem(path=path, line=line, message=said, severity="advice"))

    def names(self) -> None:
        for key in ("SITENAME", "NEWSROOM_AGENCY"):
            if self._is_words(key, required=True) and (fault := words_fault(self._raw[key])):
                self.wrong(key, fault)

    def _is_words(self, key: str, *, required: bool) -> bool:
        """Whether ``key`` is words; said when it is not though it must be."""
        if key not in self._raw:
            if required:
                self.wrong(key, "thiếu thiết lập này; hãy thêm dòng sau")
            return False
        value = self._raw[key]
        if not isinstance(value, str):
            self.wrong(key, f"phải là một chuỗi chữ trong ngoặc kép, không phải {kind_of(value)}")
            return False
        if not value.strip() and required:
            self.wrong(key, "đang để trống")
            return False
        return bool(value.strip())

    def address(self) -> None:
        if not self._is_words("SITEURL", required=True):
            return
        if not origin(self._raw["SITEURL"]):
            fault, better = _address_fault(self._raw["SITEURL"])
            self.wrong("SITEURL", fault, better and f'SITEURL = "{better}"')

    def feed_host(self) -> None:
        key = "NEWSROOM_FEED_HOST"
        if not self._is_words(key, required=False):
            return
        host = self._raw[key].strip().lower()
        if ":" in host or not _is_host(host):
            meant = urlsplit(host if "//" in host else f"//{host}")
            better = meant.hostname if meant.hostname and _is_host(meant.hostname) else ""
            fault = f"«{self._raw[key]}» phải là một tên miền, không có https:// hay phần nào ở sau"
            self.wrong(key, fault, better and f'{key} = "{better}"')

    def agency(self, units: Collection[str] | None) -> None:
        agency = self._raw.get("NEWSROOM_AGENCY")
        if units is None or not isinstance(agency, str) or not agency.strip() or agency in units:
            return
        near = first_near(agency, units)
        known = ", ".join(sorted(units)[:12]) + (", …" if len(units) > 12 else "")  # noqa: PLR2004
        self.wrong(
            "NEWSROOM_AGENCY",
            f"sổ đăng ký không có đơn vị «{agency}»; có: {known}",
            f'NEWSROOM_AGENCY = "{near or "…"}"',
        )

    def words(self) -> None:
        for key in ("NEWSROOM_TITLE", "NEWSROOM_RESPONSIBLE"):
            if self._is_words(key, required=False) and (fault := words_fault(self._raw[key])):
                self.wrong(key, fault)
        key = "NEWSROOM_CONTACT"
        lines = self._raw.get(key, ())
        if isinstance(lines, str):
            write = f'{key} = ["{lines}"]' if "\n" not in lines and '"' not in lines else ""
            self.wrong(key, "phải là danh sách các dòng chữ, đặt trong ngoặc vuông", write)
        elif not isinstance(lines, list | tuple):
            self.wrong(key, f"phải là danh sách các dòng chữ, không phải {kind_of(lines)}")
        else:
            for item, line in enumerate(lines):
                if not isinstance(line, str):
                    self.wrong(key, f"mỗi dòng phải là chữ trong ngoặc kép: {line!r}", item=item)
                elif fault := words_fault(line):
                    self.wrong(key, f"dòng «{BREAKS.sub('?', line)}» {fault}", item=item)

    def footer_links(self, urls: Collection[str]) -> None:
        """Addresses of our own in the footer, of which the theme makes links on every page."""
        key = "NEWSROOM_CONTACT"
        lines = self._raw.get(key, ())
        own = origin(str(self._raw.get("SITEURL", "")))
        for item, line in enumerate(lines if isinstance(lines, list | tuple) else ()):
            for found in _ADDRESS.findall(line if own and isinstance(line, str) else ""):
                start, _, rest = found.partition("://")
                host, _, path = rest.partition("/")
                if f"{start}://{host}".lower() == own and path and f"/{path}" not in urls:
                    said = f"«{found}» không phải trang cố định nào của trang tin"
                    self.wrong(key, said, own, item=item)

    def corrections(self, root: Path | None, pages: Collection[StandingPage] | None) -> None:
        key = "NEWSROOM_CORRECTIONS_PAGE"
        if not self._is_words(key, required=False):
            return
        path = self._raw[key]
        if not _PAGE.fullmatch(path):
            self.wrong(key, f"«{path}» không phải trang cố định; ghi đường dẫn trang/<tên>.md")
            return
        if root is not None and not (content_folder(root) / path).is_file():
            self.remind(
                key, f"không có tệp content/{path}, nên sổ đính chính không hiện ở trang nào"
            )
        for page in pages or ():
            if page.path == path and page.status is Status.DRAFT:
                self.remind(key, f"content/{path} còn là bản nháp nên sổ đính chính không hiện")

    def zone(self) -> None:
        key = "TIMEZONE"
        if not self._is_words(key, required=False):
            return
        name = self._raw[key]
        if name in {"Asia/Ho_Chi_Minh", "Asia/Saigon"}:
            return
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - the zones are read from disk

        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            self.wrong(key, f"không có múi giờ nào tên «{name}»")
            return
        self.remind(key, f"«{name}» không có tác dụng: giờ trong bài luôn là giờ Việt Nam")

    def folders(self, root: Path) -> None:
        for key, needs in (("PATH", ""), ("THEME", "templates")):
            if not self._is_words(key, required=key == "THEME"):
                continue
            folder = root / self._raw[key]
            if not _is_folder(folder):
                self.wrong(key, f"không có thư mục «{self._raw[key]}»")
            elif needs and not _is_folder(folder / needs):
                self.wrong(key, f"thư mục «{self._raw[key]}» không có {needs}/ bên trong")
        if not isinstance(self._raw.get("PLUGINS"), list | tuple):
            self.wrong("PLUGINS", "phải là danh sách, dù để trống")
        if self._raw.get("PELICAN_CLASS") != _CLASS:
            self.wrong("PELICAN_CLASS", f"phải là «{_CLASS}», là phần dựng trang tin")

    def target(self, root: Path) -> None:
        key = "NEWSROOM_TARGET"
        value = self._raw.get(key) or PUBLIC
        if not isinstance(value, str | Path):
            self.wrong(key, f"phải là đường dẫn một thư mục, không phải {kind_of(value)}")
            return
        if fault := target_fault(root, value):
            self.wrong(key, fault)

    def releases(self) -> None:
        key = "NEWSROOM_KEEP_RELEASES"
        keep = self._raw.get(key, 20)
        if isinstance(keep, bool) or not isinstance(keep, int) or keep < _FEWEST_RELEASES:
            self.wrong(
                key,
                "phải là số nguyên từ 2 trở lên: bản đang hiện và bản ngay trước luôn được giữ",
            )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
