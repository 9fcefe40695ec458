"""No two texts at one address, and no old address where something lives or will live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from plugins.addresses import AddressTable
from plugins.model import Problem, Status, Text
from plugins.posts.old_addresses import file_of_old, path_of_old, same_place, tail_of_old
from plugins.posts.text_set import TextSet, wrong
from plugins.vietnamese import nfc

_DROP = "hãy bỏ khỏi aliases"


def clashing_addresses(newsroom: TextSet) -> Iterator[Problem]:
    """No two texts at one address; no old address where something lives or will live."""
    living: dict[str, Text] = {}
    for text in newsroom.texts():
        other = living.setdefault(same_place(text.url), text)
        if other is not text:
            same = f"địa chỉ {text.url} trùng với content/{other.path}"
            yield wrong(text, 1, f"{same}; hãy đổi tên một trong hai tệp")
    old = _OldAddresses(living, newsroom.table)
    # Drafts last: of two, the one that is not published is told.
    texts = sorted(newsroom.texts(), key=lambda text: text.status is Status.DRAFT)
    aliases = [(alias, text) for text in texts for alias in text.aliases]
    for alias, text in aliases:
        old.add(alias, text)
    for alias, text in aliases:
        if found := old.fault(alias, text):
            said, met = found
            line, message = text.line_of(f"alias:{alias}"), f"địa chỉ cũ {unquote(alias)} {said}"
            yield wrong(text, line, message, advice=met is not None and met.status is Status.DRAFT)


_Owned = tuple[str, Text]
"""An old address, and the text that has it."""


class _OldAddresses:
    """All old addresses of a newsroom, and what each of them meets."""

    def __init__(self, living: Mapping[str, Text], table: AddressTable) -> None:
        self._living = living
        self._is_ours = table.is_ours
        self._files: dict[str, _Owned] = {}
        """By the path of the file that answers: the first that has it."""
        self._places: dict[str, _Owned] = {}
        """By place: the first there."""
        self._whole: dict[tuple[str, str], _Owned] = {}
        """By place and what follows it."""

    def add(self, alias: str, text: Text) -> None:
        """Note that ``text`` has ``alias``."""
        owned, place = (alias, text), same_place(path_of_old(alias))
        self._files.setdefault(nfc(file_of_old(alias).casefold()), owned)
        self._places.setdefault(place, owned)
        self._whole.setdefault((place, tail_of_old(alias)), owned)

    def fault(self, alias: str, text: Text) -> tuple[str, Text | None] | None:
        """What is wrong with ``alias`` of ``text``, and the other text that it meets, if any."""
        path, tail = path_of_old(alias), tail_of_old(alias)
        place = same_place(path)
        ignored = f" (máy chủ bỏ qua phần «{unquote(tail)}»)" if tail else ""
        if (owner := self._living.get(place)) is not None:
            whose = "chính bài này" if owner is text else f"content/{owner.path}"
            return f"đang là địa chỉ của {whose}{ignored}; hãy bỏ khỏi aliases", owner
        if self._is_ours(place):
            return f"là địa chỉ do trang tự tạo{ignored}; hãy bỏ khỏi aliases", None
        return self._inside_a_file(path) or self._shared(alias, place, tail, text)

    def _inside_a_file(self, path: str) -> tuple[str, Text | None] | None:
        """A file stands where ``path`` needs a folder: below it nothing can be served."""
        parts = path.strip("/").split("/")
        for count in range(1, len(parts)):
            above = "/" + "/".join(parts[:count])
            place = same_place(above)
            if place in self._living:
                owner = self._living[place]
                return f"nằm bên trong {above}, địa chỉ của content/{owner.path}; {_DROP}", owner
            if "." in parts[count - 1] and self._is_ours(place):
                return f"nằm bên trong {above}, một tệp của trang tin; {_DROP}", None
            if (owned := self._files.get(nfc(above[1:].casefold()))) is not None:
                said = f"nằm bên trong {unquote(owned[0])}, địa chỉ cũ ghi ở {_at(*owned)}"
                return f"{said}; hãy bỏ một trong hai khỏi aliases", owned[1]
        return None

    def _shared(
        self, alias: str, place: str, tail: str, text: Text
    ) -> tuple[str, Text | None] | None:
        """Another has the very address, or one that is the same but for how it is written."""
        first, owner = self._places[place]
        if file_of_old(first) != file_of_old(alias):
            said = (
                f"đã được ghi ở {_at(first, owner)} là {unquote(first)}: chỉ khác chữ hoa, chữ "
                "thường, dạng dấu hay dấu / ở cuối, trên Windows và máy Mac là một; "
                "hãy bỏ một trong hai"
            )
            return said, owner
        same, owner = self._whole[place, tail]
        if owner is not text:
            said = f"đã được ghi ở {_at(same, owner)}; một địa chỉ chỉ dẫn về một nơi"
            return said, owner
        return None


def _at(alias: str, text: Text) -> str:
    return f"content/{text.path}:{text.line_of(f'alias:{alias}')}"
