"""Names of units as officers type them: with their head, in full, taken apart."""

from __future__ import annotations

from msgspec import Struct

from plugins.registry.organs import Organ, Organs, Parts
from plugins.vietnamese import sameness, squeeze


class Named(Struct, frozen=True, kw_only=True):
    """A unit's name, understood."""

    text: str
    """As posts have it: ``VKSND khu vực 1``."""
    full: str
    level: str = ""
    place: str = ""
    stem: str = ""
    """What its id is made of, the level left out where there is a place."""


def named(name: str, organs: Organs, *, kind: str = "", level: str = "", full: str = "") -> Named:
    """``name`` with the head of ``kind`` where it has none but begins with a level, or has one."""
    text = squeeze(name)
    organ = next((one for one in organs.kinds if one.id == kind), None)
    parts = organs.parts(text)
    if parts.organ is None and organ is not None and (with_head := _headed(text, organ, level)):
        text, parts = with_head, organs.parts(with_head)
    if parts.organ is not None:
        text = _short(text, parts)
    is_placed = parts.organ is not None and not parts.function
    return Named(
        text=text,
        full=full or organs.full_name(text),
        level=parts.level if is_placed else "",
        place=parts.place if is_placed else "",
        stem=_stem(text, parts),
    )


def _headed(text: str, organ: Organ, level: str) -> str:
    """``text`` behind the head of ``organ``, where it is a place of one of its levels."""
    if level and sameness(level) in map(sameness, organ.levels):
        has_level = sameness(text).startswith(f"{sameness(level)} ")
        return f"{organ.short} {text if has_level else f'{level} {text}'}"
    begins = any(sameness(text).startswith(f"{sameness(one)} ") for one in organ.levels)
    return f"{organ.short} {text}" if begins else ""


def _short(text: str, parts: Parts) -> str:
    """``text`` with its head as posts have it, where it was written in full."""
    organ = parts.organ
    if organ is None or organ.full == organ.short:
        return text
    if sameness(text).startswith(sameness(organ.full)) and len(text) > len(organ.full):
        return f"{organ.short} {text[len(organ.full) :].strip()}"
    return text


def _stem(text: str, parts: Parts) -> str:
    """Its place; with the level where that is a number; its head and work where it does some."""
    if parts.organ is None or not parts.place:
        return text
    is_number = parts.place[:1].isdigit()
    if parts.function:
        return text if is_number or parts.level not in text else text[: text.rfind(parts.level)]
    return f"{parts.level} {parts.place}" if is_number else parts.place
