"""Runs typed for old fonts are written as they were meant: all of a file, or it is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from desk.importers.old_fonts import (
    VNI_MARKS,
    Encoding,
    converted,
    garbled,
    is_of_today,
    is_sound,
    proven,
)
from desk.importers.word_cleaning import Cleaning, Old
from desk.importers.word_package import Refused
from desk.importers.word_xml import Element, W, text_of

_SHOWN = 60

UNCERTAIN = (
    "không đọc chắc được chữ của phông cũ (TCVN3, VNI) ở đoạn «{text}», nên không nhập gì; "
    "hãy chuyển cả tệp sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey) rồi nhập lại"
)


def restore(cleaning: Cleaning, roots: Iterable[Element]) -> dict[Encoding, int]:
    """Convert what is typed for old fonts; how many paragraphs of each kind.

    Raises Refused when anything of it is not certain: nothing is converted by half.
    """
    counted: Counter[Encoding] = Counter()
    typed = [one for runs in cleaning.old.values() for one in _typed(runs)]
    for encoding in Encoding:
        said = [(runs, _said(runs)) for kind, runs in typed if kind is encoding]
        if not is_sound("\n".join(text for _, text in said), encoding):
            raise Refused(UNCERTAIN.format(text=_short(said[0][1])))
        for runs, text in said:
            if garbled(converted(text, encoding)):
                raise Refused(UNCERTAIN.format(text=_short(text)))
            _write(runs, encoding)
        counted[encoding] = len(said)
    counted.update(_without_font([p for root in roots for p in root.iter(f"{W}p")]))
    return dict(+counted)


def _typed(runs: Sequence[Old]) -> Iterator[tuple[Encoding, Sequence[Old]]]:
    """Of the runs of one paragraph, those that were typed in what their font says."""
    for encoding, group in groupby(runs, key=lambda old: old.encoding):
        old = list(group)
        said = _said(old)
        if said.isascii() and not any(one.capitals for one in old):
            continue
        if not is_of_today(said, encoding):
            yield encoding, old


def _said(runs: Sequence[Old]) -> str:
    return "".join(text_of(one.run) for one in runs)


def _write(runs: Sequence[Old], encoding: Encoding) -> None:
    _rejoin([text for one in runs for text in one.run.iter(f"{W}t")], encoding)
    for one in runs:
        for text in one.run.iter(f"{W}t"):
            text.text = converted(text.text or "", encoding, capitals=one.capitals)


def _without_font(paragraphs: Sequence[Element]) -> Iterable[Encoding]:
    """Convert paragraphs of which no font tells any more, where their words prove it."""
    texts = [(one, text_of(one)) for one in paragraphs]
    broken = [text for _, text in texts if garbled(text)]
    if not broken:
        return
    encoding = proven("\n".join(broken))
    for one, said in texts:
        if not garbled(said, least=1):
            continue
        if encoding is None or garbled(converted(said, encoding), least=1):
            raise Refused(UNCERTAIN.format(text=_short(said)))
        pieces = list(one.iter(f"{W}t"))
        _rejoin(pieces, encoding)
        for text in pieces:
            text.text = converted(text.text or "", encoding)
        yield encoding


def _rejoin(texts: Sequence[Element], encoding: Encoding) -> None:
    """Bring a letter and its mark together where Word keeps them in two runs."""
    if encoding is not Encoding.VNI:
        return
    for before, after in pairwise([one for one in texts if one.text]):
        while after.text and after.text[0] in VNI_MARKS and before.text[-1:].isalpha():
            before.text, after.text = before.text + after.text[0], after.text[1:]


def _short(text: str) -> str:
    return text.strip() if len(text) <= _SHOWN else text[:_SHOWN].strip() + "…"
