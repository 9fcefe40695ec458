"""PDF files (ISO 32000): what readers would find in them, and the copy that says nothing of people.

Words, pictures and fonts stay as they are packed; only what describes the file is taken out.
A signed file is never touched: one byte changed breaks the signature.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import pikepdf

from plugins.attachments import faults
from plugins.attachments.faults import BROKEN, LOCKED, RefusedError
from plugins.attachments.found import Found
from plugins.attachments.paths import last_name
from plugins.attachments.pdf_streams import bare_stream, refuse_bombs

_Object: TypeAlias = Any
"""pikepdf says little of its types."""

MOST_OBJECTS = 400_000
"""A book of a thousand pages whose structure is told too has some two hundred thousand."""
_MOST_NESTED = 50

_SIGNS = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|GoToE|EF|XFA|RichMedia|Metadata|PieceInfo"
    rb"|OPI|Rect|Thumb|UserProperties|LastModified|ByteRange|CreatorInfo|SpiderInfo|GoToR|Subtype\s*/(?:Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Ink|Stamp"
    rb"|Caret|Line|Square|Circle|Polygon|PolyLine|Popup|FileAttachment|Sound)|Filespec)\b"
    rb"|/U?F\s*(?:\(\s*(?:[A-Za-z]:|[/\\\\])|<)|/URI\s*(?:\(\s*[jJfF]|<\s*[46][aA6])"
)
"""Of a dictionary that is worth a second look."""
_SENDING = frozenset({"/SubmitForm", "/ImportData", "/GoToE"})
_DESCRIBING = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/CreatorInfo",
    "/SpiderInfo",
    "/Thumb",
    "/OPI",
)
_TRAILER = frozenset({"/Root", "/Size", "/Encrypt"})
_CATALOGUE = frozenset(
    {
        *("/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests"),
        *("/ViewerPreferences", "/PageLayout", "/PageMode", "/Outlines", "/Threads", "/OpenAction"),
        *("/AA", "/URI", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OutputIntents"),
        *("/OCProperties", "/Perms", "/Requirements", "/Collection", "/NeedsRendering", "/AF"),
        "/DPartRoot",
    }
)
"""All that the root of a file may say (ISO 32000-2, table 29) and that is no description."""
_RUNS = re.compile(r"\s*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE)
"""An address that is a script; browsers pass over white space in it."""
_FOLDERS = re.compile(r".*[/\\:]", re.DOTALL)
_DATED = ("/NM", "/M", "/CreationDate")
"""Of anything that is set on a page: which of its writer's it is, and when they wrote it."""
_AUTHOR = "/T"
"""Of a note: who wrote it. Of a field: what it is called, which stays."""
_NOTES = frozenset(
    [
        "/Text",
        "/FreeText",
        "/Highlight",
        "/Underline",
        "/StrikeOut",
        "/Squiggly",
        "/Ink",
        "/Stamp",
        "/Caret",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/FileAttachment",
        "/Sound",
    ]
)
_INFO = (
    ("/Author", "tên người soạn"),
    ("/Creator", "tên phần mềm"),
    ("/Company", "tên cơ quan"),
)


def examine_pdf(data: bytes) -> Found:
    """The file ``data``. Raises RefusedError."""
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise RefusedError(LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise RefusedError(BROKEN) from error
    with pdf:
        try:
            return _examined(pdf, data)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
            raise RefusedError(BROKEN) from error


def _examined(pdf: pikepdf.Pdf, data: bytes) -> Found:
    if len(pdf.objects) > MOST_OBJECTS:
        raise RefusedError(faults.TOO_MUCH)
    found = Found(ending=".pdf", pages=len(pdf.pages))
    if not found.pages:
        raise RefusedError(BROKEN)
    refuse_bombs(pdf)
    looked = [one for part in _worth_a_look(pdf) for one in _within(part)]
    for one in looked:
        _look(one, found)
    notes = [one for one in looked if str(one.get("/Subtype", "")) in _NOTES]
    if notes:
        found.tell(faults.annotated(len(notes)))
    if any("/ByteRange" in one and "/Contents" in one for one in looked):
        if kinds := _named(pdf):
            found.tell(faults.signed(kinds))
        found.copy = data
        return found
    if pdf.is_encrypted:
        found.tell(faults.UNLOCKED)
    _clean(pdf, looked)
    out = io.BytesIO()
    pdf.save(
        out,
        fix_metadata_version=False,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        encryption=False,
        deterministic_id=True,
    )
    found.copy = out.getvalue()
    return found


def _worth_a_look(pdf: pikepdf.Pdf) -> Iterator[_Object]:
    """Dictionaries that have one of the signs, however they are spelt in the file."""
    yield pdf.trailer
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            written = one.stream_dict.unparse(resolved=True)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Array):
            written = one.unparse(resolved=True)
        else:
            continue
        if _SIGNS.search(written):
            yield one


def _within(one: _Object, depth: int = 0) -> Iterator[_Object]:
    """Every dictionary that lies in ``one`` itself, not where it leads."""
    if depth > _MOST_NESTED:
        raise RefusedError(BROKEN)
    if isinstance(one, pikepdf.Array):
        children = list(one)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        yield one
        children = [value for _, value in one.items()]
    else:
        return
    for child in children:
        is_own = isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect
        if is_own:
            yield from _within(child, depth + 1)


def _look(one: _Object, found: Found) -> None:
    """What a dictionary makes a reader's program do."""
    does = str(one.get("/S", ""))
    is_script = does == "/URI" and _RUNS.match(str(one.get("/URI", ""))) is not None
    if is_script or does == "/JavaScript" or "/JS" in one or "/JavaScript" in one:
        found.wrong(faults.SCRIPT)
    if does == "/Launch":
        found.wrong(faults.LAUNCH)
    if does in _SENDING:
        found.wrong(faults.SENDS)
    if "/EF" in one or str(one.get("/Subtype", "")) in {"/RichMedia", "/FileAttachment"}:
        found.wrong(faults.EMBEDDED)
    if "/XFA" in one:
        found.wrong(faults.FORMS)


def _named(pdf: pikepdf.Pdf) -> list[str]:
    """What the file tells of who made it, in words."""
    info: _Object = pdf.trailer.get("/Info", pikepdf.Dictionary())
    kinds = [words for key, words in _INFO if str(info.get(key, "")).strip()]
    if not kinds and "/Metadata" in pdf.Root:
        kinds = ["thông tin mô tả (XMP)"]
    return kinds


def _clean(pdf: pikepdf.Pdf, looked: list[_Object]) -> None:
    _clean_root(pdf)
    for one in looked:
        _without(one, _DESCRIBING)
        _shorten(one)
        if str(one.get("/O", "")) == "/UserProperties":
            one["/P"] = pikepdf.Array()
        if "/Rect" in one and "/Subtype" in one:
            _without(one, _DATED)
            if str(one.Subtype) != "/Widget":
                _without(one, [_AUTHOR])
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            bare_stream(one)


def _clean_root(pdf: pikepdf.Pdf) -> None:
    """What the file as a whole says beside its pages."""
    for key in set(pdf.trailer.keys()) - _TRAILER:
        del pdf.trailer[key]
    for key in set(pdf.Root.keys()) - _CATALOGUE:
        del pdf.Root[key]
    for thread in pdf.Root.get("/Threads", pikepdf.Array()):
        _without(thread, ["/I"])
    layers = pdf.Root.get("/OCProperties", pikepdf.Dictionary())
    for shown in (layers.get("/D", pikepdf.Dictionary()), *layers.get("/Configs", ())):
        _without(shown, ["/Creator"])


def _without(one: _Object, keys: Iterable[str]) -> None:
    for key in keys:
        if key in one:
            del one[key]


def _shorten(one: _Object) -> None:
    """A link to a file on somebody's machine: by its name alone."""
    if isinstance(one.get("/URI"), pikepdf.String) and str(one.URI).lower().startswith("file:"):
        one["/URI"] = pikepdf.String(last_name(str(one.URI)))
    for holder in (one, one.get("/F")):
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        for key in ("/F", "/UF", "/Unix", "/Mac", "/DOS"):
            if isinstance(holder.get(key), pikepdf.String):
                holder[key] = pikepdf.String(_FOLDERS.sub("", str(holder[key])))
