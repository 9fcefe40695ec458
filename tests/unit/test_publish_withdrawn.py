"""What older releases would show again that was taken back since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk.publish.manifest import Address, AddressKind, Manifest, dump
from desk.publish.releases import Releases
from desk.publish.withdrawn import shown_again
from tests.unit.test_publish_undo import AT

GONE, MOVED = "(gỡ bỏ)", "(chuyển)"
_KINDS = {GONE: AddressKind.GONE, MOVED: AddressKind.REDIRECT}


class Past:
    """A folder of releases, as far as their addresses go."""

    def __init__(self, folder: Path) -> None:
        self.releases = Releases(folder=folder)

    def publish(self, number: int, texts: dict[str, str]) -> None:
        self.releases.tree(number).mkdir(parents=True)
        manifests = self.releases.folder / "manifests"
        manifests.mkdir(exist_ok=True)
        addresses = {
            url: Address(kind=_KINDS.get(text, AddressKind.POST), title=text, digest=text)
            for url, text in texts.items()
        }
        manifest = Manifest(number=number, made=AT, addresses=addresses)
        (manifests / f"{number}.json").write_bytes(dump(manifest))
        self.show(number, "publish")

    def show(self, number: int, did: str = "rollback") -> None:
        self.releases.link.unlink(missing_ok=True)
        self.releases.link.symlink_to(f"releases/{number}")
        line = {"at": AT.isoformat(), "release": number, "did": did}
        with (self.releases.folder / "history.jsonl").open("a") as file:
            file.write(f"{json.dumps(line)}\n")

    def again(self) -> dict[int, list[str]]:
        here = self.releases.manifest(self.releases.current() or 0)
        assert here is not None
        return {one.release: sorted(one.again) for one in shown_again(self.releases, here)}


@pytest.fixture
def past(tmp_path: Path) -> Past:
    past = Past(tmp_path)
    past.publish(1, {"/a": "a1", "/b": "b1"})
    past.publish(2, {"/a": "a1", "/b": "b2", "/c": "c1"})
    return past


def test_edits_and_new_texts_are_nothing_that_was_taken_back(past: Past) -> None:
    assert past.again() == {2: [], 1: []}
    past.show(1)
    assert past.again() == {2: [], 1: []}


def test_a_withdrawn_text_is_shown_again_by_every_older_release_that_has_it(past: Past) -> None:
    past.publish(3, {"/a": "a1", "/b": "b2", "/c": GONE})
    past.publish(4, {"/a": GONE, "/b": "b2", "/c": GONE})
    assert past.again() == {4: [], 3: ["/a"], 2: ["/a", "/c"], 1: ["/a"]}


def test_one_given_up_for_good_is_too(past: Past) -> None:
    past.publish(3, {"/a": "a1", "/b": "b2"})
    assert past.again() == {3: [], 2: ["/c"], 1: []}


def test_one_that_moved_is_not(past: Past) -> None:
    past.publish(3, {"/a": MOVED, "/d": "a1", "/b": "b2", "/c": "c1"})
    assert past.again() == {3: [], 2: [], 1: []}


def test_one_published_again_in_other_words_was_taken_back_in_the_first(past: Past) -> None:
    past.publish(3, {"/a": GONE, "/b": "b2", "/c": "c1"})
    past.publish(4, {"/a": "a1 không tên", "/b": "b2", "/c": "c1"})
    assert past.again() == {4: [], 3: [], 2: ["/a"], 1: ["/a"]}
    past.publish(5, {"/a": "a1", "/b": "b2", "/c": "c1"})
    assert past.again() == {5: [], 4: [], 3: [], 2: [], 1: []}


def test_readers_who_were_taken_back_past_it_are_shown_nothing_again_by_what_they_see(
    past: Past,
) -> None:
    past.publish(3, {"/a": GONE, "/b": "b2", "/c": "c1"})
    past.show(2)
    assert past.again() == {3: [], 2: [], 1: []}
    past.show(1)
    past.publish(4, {"/b": "b1"})
    assert past.again() == {4: [], 3: ["/c"], 2: ["/a", "/c"], 1: ["/a"]}


def test_a_release_whose_manifest_is_lost_is_left_out(past: Past) -> None:
    past.publish(3, {"/a": GONE, "/b": "b2", "/c": "c1"})
    (past.releases.folder / "manifests/2.json").unlink()
    assert past.again() == {3: [], 1: ["/a"]}
