"""A manifest as a server keeps it: packed whole, or as what differs from another."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec

from desk.publish.manifest import FORMAT, Address, Entry, Manifest, ManifestError, dump

_LARGEST_PART = 4
"""A manifest is packed whole again once what differs is more than its fourth part."""

_Value = TypeVar("_Value")


class _Difference(msgspec.Struct, kw_only=True):
    """What differs, as JSON: null for what is no more."""

    format: int
    number: int
    made: str
    before: int | None
    files: Mapping[str, Entry | None] = {}
    addresses: Mapping[str, Address | None] = {}
    carried: Mapping[str, Annotated[datetime, msgspec.Meta(tz=True)] | None] = {}


def pack(text: bytes) -> bytes:
    """The manifest ``text``, packed whole."""
    return zlib.compress(text, 9)


def pack_difference(new: Manifest, text: bytes, old: Manifest) -> bytes | None:
    """The manifest ``new``, whose text is ``text``, packed as what differs from ``old``.

    None when it is not worth it to keep the difference, or it would not give ``text`` again.
    """
    said = msgspec.json.encode(
        _Difference(
            format=FORMAT,
            number=new.number,
            made=new.made.isoformat(),
            before=new.before,
            files=_difference(new.files, old.files),
            addresses=_difference(new.addresses, old.addresses),
            carried=_difference(new.carried, old.carried),
        )
    )
    data = pack(said)
    is_small = len(said) * _LARGEST_PART < len(text)
    return data if is_small and unpack(data, old) == text else None


def unpack(data: bytes, base: Manifest | None = None) -> bytes:
    """The manifest's text; ``base``: what it was packed as a difference from.

    Raises ManifestError when ``data`` is damaged.
    """
    try:
        text = zlib.decompress(data)
        if base is None:
            return text
        said = msgspec.json.decode(text, type=_Difference)
        made = datetime.fromisoformat(said.made)
    except (zlib.error, ValueError, msgspec.MsgspecError) as error:
        raise ManifestError(str(error)) from error
    return dump(
        Manifest(
            number=said.number,
            made=made,
            before=said.before,
            files=_merged(base.files, said.files),
            addresses=_merged(base.addresses, said.addresses),
            carried=_merged(base.carried, said.carried),
        )
    )


def _difference(new: Mapping[str, _Value], old: Mapping[str, _Value]) -> dict[str, _Value | None]:
    changed = {key: value for key, value in new.items() if old.get(key) != value}
    return {**changed, **dict.fromkeys(old.keys() - new.keys())}


def _merged(
    old: Mapping[str, _Value], difference: Mapping[str, _Value | None]
) -> dict[str, _Value]:
    merged = {**old, **difference}
    return {key: value for key, value in merged.items() if value is not None}
