"""The bytes of an attachment understood: what is wrong with them, and the published copy."""

from __future__ import annotations

import hashlib

from plugins.attachments import faults
from plugins.attachments.faults import RefusedError
from plugins.attachments.found import Found
from plugins.attachments.kinds import KINDS, ending_of
from plugins.attachments.recognising import family_of, what_else
from plugins.attachments.spec import Spec, problem
from plugins.model import Problem


def examine(path: str, data: bytes) -> tuple[Spec | None, tuple[Problem, ...], bytes]:
    """What the file at ``path`` with bytes ``data`` is, what is wrong, and the published copy.

    No ``Spec``, and no copy, when an error is among the problems. Hostile files may take
    long, or much memory: ``AttachmentReader`` sees to that.
    """
    ending = ending_of(path)
    try:
        found = _found(ending, data)
    except RefusedError as refused:
        return None, (problem(path, str(refused)),), b""
    told = [problem(path, one) for one in found.faults]
    told += [problem(path, one, advice=True) for one in found.told]
    if found.faults:
        return None, tuple(told), b""
    spec = Spec(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        published=hashlib.sha256(found.copy).hexdigest(),
        size=len(found.copy),
        pages=found.pages,
    )
    return spec, tuple(told), found.copy


def _found(ending: str, data: bytes) -> Found:
    """Raises RefusedError."""
    if not data.strip(b"\0 \t\r\n"):
        raise RefusedError(faults.EMPTY)
    family = family_of(data)
    if not family:
        raise RefusedError(faults.is_another(what_else(data)))
    found = _examined(family, data)
    if found.ending not in KINDS:
        raise RefusedError(faults.not_published(found.ending))
    if found.ending != ending:
        found.wrong(faults.mislabelled(ending, found.ending))
    return found


def _examined(family: str, data: bytes) -> Found:
    # Each is slow to load, and most builds see no new attachment.
    if family == "pdf":
        from plugins.attachments.pdf import examine_pdf  # noqa: PLC0415

        return examine_pdf(data)
    if family == "ole":
        from plugins.attachments.ole import examine_ole  # noqa: PLC0415

        return examine_ole(data)
    from plugins.attachments.odf import examine_odf, is_odf  # noqa: PLC0415
    from plugins.attachments.ooxml import examine_ooxml  # noqa: PLC0415
    from plugins.attachments.zips import opened  # noqa: PLC0415

    package = opened(data)
    return examine_odf(package, data) if is_odf(package) else examine_ooxml(data)
