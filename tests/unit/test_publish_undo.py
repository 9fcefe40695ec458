"""What a rollback took back, and when a new release would have it again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from desk.publish.manifest import Address, AddressKind, Entry, Manifest, dump
from desk.publish.releases import Releases
from desk.publish.undo import taken_back
from plugins.vietnamese import VIETNAM

AT = datetime(2026, 3, 20, 8, tzinfo=VIETNAM)
Texts = dict[str, str]
"""Address → which text stands there."""


class Past:
    """A folder of releases, as far as its past is told."""

    def __init__(self, folder: Path) -> None:
        self.releases = Releases(folder=folder)
        for name in ("releases", "manifests"):
            (folder / name).mkdir(parents=True)

    def publish(self, number: int, texts: Texts, files: Texts | None = None) -> None:
        manifest = Manifest(
            number=number, made=AT, files=entries(files or texts), addresses=addresses(texts)
        )
        (self.releases.folder / "manifests" / f"{number}.json").write_bytes(dump(manifest))
        self.show(number, "publish")

    def show(self, number: int, did: str = "rollback") -> None:
        link = self.releases.link
        link.unlink(missing_ok=True)
        link.symlink_to(f"releases/{number}")
        line = {"at": AT.isoformat(), "release": number, "did": did}
        with (self.releases.folder / "history.jsonl").open("a") as file:
            file.write(f"{json.dumps(line)}\n")

    def undone(self, texts: Texts, files: Texts | None = None) -> tuple[int, list[str]] | None:
        found = taken_back(self.releases, addresses(texts), entries(files or texts))
        return None if found is None else (found.release, [*found.addresses, *found.files])


def addresses(texts: Texts) -> dict[str, Address]:
    return {
        url: Address(kind=AddressKind.POST, title=text, digest=f"{text:x>16}")
        for url, text in texts.items()
    }


def entries(texts: Texts) -> dict[str, Entry]:
    return {url.lstrip("/"): Entry(sha256=f"{text:y>64}", size=1) for url, text in texts.items()}


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """Readers saw a, then a and b; then the first again."""
    past = Past(tmp_path / "public")
    past.publish(1, {"/a": "a1"})
    past.publish(2, {"/a": "a2", "/b": "b1"})
    return past


def test_nothing_was_taken_back_where_nobody_went_back(past: Past) -> None:
    assert past.undone({"/a": "a3", "/b": "b1", "/c": "c1"}) is None


def test_what_differed_between_the_two_is_told_by_address_and_digest(past: Past) -> None:
    past.show(1)
    assert past.undone({"/a": "a2", "/b": "b1"}) == (2, ["/a", "/b"])
    assert past.undone({"/a": "a1", "/b": "b1"}) == (2, ["/b"])
    assert past.undone({"/a": "a3", "/b": "b2", "/c": "c1"}) is None
    assert past.undone({"/a": "a1"}) is None


def test_going_forward_again_takes_nothing_back(past: Past) -> None:
    past.show(1)
    past.show(2)
    assert past.undone({"/a": "a3", "/b": "b1"}) is None
    assert past.undone({"/a": "a1", "/b": "b1"}) is None


def test_of_two_steps_back_both_are_known(past: Past) -> None:
    past.publish(3, {"/a": "a2", "/b": "b1", "/c": "c1"})
    past.show(2)
    past.show(1)
    assert past.undone({"/a": "a1", "/c": "c1"}) == (3, ["/c"])
    assert past.undone({"/a": "a1", "/b": "b1"}) == (2, ["/b"])


def test_another_publication_does_not_make_it_forgotten(past: Past) -> None:
    past.show(1)
    past.publish(3, {"/a": "a1", "/c": "c1"})
    assert past.undone({"/a": "a1", "/b": "b1", "/c": "c1"}) == (2, ["/b"])


def test_what_was_shown_again_on_purpose_is_taken_back_no_more(past: Past) -> None:
    past.show(1)
    past.publish(3, {"/a": "a1", "/b": "b1"})
    past.publish(4, {"/a": "a1", "/b": "b2"})
    assert past.undone({"/a": "a1", "/b": "b1"}) is None
    assert past.undone({"/a": "a2", "/b": "b2"}) == (2, ["/a"])


def test_a_swap_whose_note_was_lost_is_a_rollback_when_it_leads_back(past: Past) -> None:
    past.show(1, "found")
    assert past.undone({"/a": "a1", "/b": "b1"}) == (2, ["/b"])
    past.show(2, "found")
    assert past.undone({"/a": "a1", "/b": "b1"}) is None


def test_where_no_text_differs_the_files_tell(tmp_path: Path) -> None:
    past = Past(tmp_path / "public")
    past.publish(1, {"/a": "a1"}, {"a": "a1", "style": "s1"})
    past.publish(2, {"/a": "a1"}, {"a": "a1", "style": "s2", "more": "m1"})
    past.show(1)
    assert past.undone({"/a": "a1"}, {"a": "a1", "style": "s2"}) == (2, ["style"])
    assert past.undone({"/a": "a2"}, {"a": "a2", "style": "s2", "more": "m1"}) == (
        2,
        ["style", "more"],
    )
    assert past.undone({"/a": "a2"}, {"a": "a2", "style": "s3"}) is None


def test_a_release_that_is_kept_no_more_guards_nothing(past: Past) -> None:
    past.show(1)
    (past.releases.folder / "manifests/2.json").unlink()
    assert past.undone({"/a": "a2", "/b": "b1"}) is None
    assert taken_back(Releases(folder=past.releases.folder / "none"), {}, {}) is None


def test_without_a_rollback_no_old_manifest_is_read(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Releases, "manifest", lambda *_: pytest.fail("read"))
    assert past.undone({"/a": "a3"}) is None
