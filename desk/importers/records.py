"""What became of one source as JSON: for other programs, and to measure how well it is read."""

from __future__ import annotations

from pathlib import Path

from desk.importers.blocks import Kind
from desk.importers.imported_post import ImportedPost, finish
from desk.importers.session import Imported
from plugins.filenames import shown
from plugins.posts import edit, read_manuscript
from plugins.registry import Registry

Record = dict[str, object]


def record_of(outcome: Imported, registry: Registry) -> Record:
    """One object: a post with what is known of it, or a source and why there is no post of it.

    ``skipped`` says why no post was made of it; what was read of it is there all the same.
    """
    source = shown(str(outcome.source))
    why: Record = {"skipped": outcome.result}
    if outcome.same is not None:
        made = outcome.same
        text, _ = finish(made, {one.src: one.src for one in made.blocks if one.src})
        return {"source": source, **why, **_read_of(made, text, outcome.path, registry)}
    if outcome.made is None and not outcome.problems:
        path = f"content/{outcome.path}" if outcome.path else None
        return {"source": source, **why, "path": path}
    if outcome.made is None or outcome.text == "":
        return {"source": source, "refused": "; ".join(p.message for p in outcome.problems)}
    return {"source": source, **_read_of(outcome.made, outcome.text, outcome.path, registry)}


def _read_of(made: ImportedPost, text: str, path: str, registry: Registry) -> Record:
    front = made.front
    return {
        "title": front.title,
        "date": front.date.isoformat() if front.dated else None,
        "authors": list(front.authors),
        "department": front.department or None,
        "units": list(front.units),
        "documents": _documents(path, text, registry),
        "body": text.split("\n---\n", 1)[-1].strip("\n"),
        "pictures": _pictures(made),
        "attachments": [{"path": path, "name": name} for path, name in made.attachments.items()],
        "aliases": list(front.aliases),
        "doubts": [doubt.message for doubt in made.doubts],
        "left_out": list(made.left_out),
        "notes": list(made.notes),
        "status": front.status.value,
        "path": f"content/{path}",
    }


def refusal(source: Path | str, why: str) -> Record:
    """The same of what was not even looked at."""
    return {"source": shown(str(source)), "refused": why}


def _documents(path: str, text: str, registry: Registry) -> list[Record]:
    manuscript, _ = read_manuscript(path, text)
    if manuscript is None:
        return []
    post, _ = edit(manuscript, registry)
    return [
        {
            "type": one.type,
            "number": one.number,
            "date": one.date.isoformat() if one.date else None,
        }
        for one in post.cited
    ]


def _pictures(made: ImportedPost) -> list[Record]:
    """Every picture of the post with what is said of it: the one above the text first."""
    photo = made.front.photo
    found: list[Record] = []
    if photo is not None:
        found.append(
            {
                "path": photo.path,
                "alt": photo.alt,
                "caption": photo.caption,
                "credit": photo.credit,
            }
        )
    found += [
        {"path": one.src, "alt": one.alt, "caption": one.caption, "credit": ""}
        for one in made.blocks
        if one.kind is Kind.PICTURE
    ]
    return found
