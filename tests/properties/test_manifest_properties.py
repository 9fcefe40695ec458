"""A manifest's text is plain JSON, whatever wrote it: old ones are understood for ever."""

import hashlib
import json
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.publish.manifest import (
    Address,
    AddressKind,
    Entry,
    Manifest,
    dump,
    files_after,
    parse,
    parse_head,
)
from plugins.vietnamese import VIETNAM
from tests.support.long import examples

texts = st.text(st.characters(codec="utf-8"), max_size=8)
manifests = st.builds(
    Manifest,
    number=st.integers(1, 999),
    made=st.datetimes(
        datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis puts the zone in
        datetime(2040, 1, 1),  # noqa: DTZ001
        timezones=st.just(VIETNAM),
    ),
    before=st.none() | st.integers(1, 999),
    files=st.dictionaries(
        texts, st.builds(Entry, sha256=texts, size=st.integers(0, 1 << 40)), max_size=4
    ),
    addresses=st.dictionaries(
        texts,
        st.builds(Address, kind=st.sampled_from(AddressKind), title=texts, digest=texts),
        max_size=4,
    ),
    carried=st.dictionaries(texts, st.datetimes(timezones=st.just(VIETNAM)), max_size=3),
)


def plainly(manifest: Manifest) -> bytes:
    """Format 1, as its definition is written down here."""
    carried = {path: at.isoformat() for path, at in sorted(manifest.carried.items())}
    said = {
        "format": 1,
        "number": manifest.number,
        "made": manifest.made.isoformat(),
        "before": manifest.before,
        "files": {p: [e.sha256, e.size] for p, e in sorted(manifest.files.items())},
        "addresses": {
            u: [a.kind.value, a.title, a.digest] for u, a in sorted(manifest.addresses.items())
        },
        **({"carried": carried} if carried else {}),
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


@settings(max_examples=examples(33), deadline=None)
@given(manifests)
def test_the_text_is_format_1_to_the_byte_and_reads_back(manifest: Manifest) -> None:
    assert dump(manifest) == plainly(manifest)
    assert parse(plainly(manifest)) == manifest
    assert parse_head(plainly(manifest)).before == manifest.before
    assert parse(plainly(manifest)).made.utcoffset() == timedelta(hours=7)


paths = st.lists(st.text('ab]\\"},:[/đ', min_size=1, max_size=6), unique=True, max_size=9)
digests = st.sampled_from([hashlib.sha256(bytes([n])).hexdigest() for n in range(3)])


@settings(max_examples=examples(100), deadline=None)
@given(paths, st.data())
def test_files_are_taken_in_turn_from_the_text_as_from_the_manifest(
    paths: list[str], data: st.DataObject
) -> None:
    files = {path: Entry(sha256=data.draw(digests), size=len(path)) for path in paths}
    addresses = {f"/{path}": Address(kind=AddressKind.POST, title=path) for path in paths}
    manifest = Manifest(
        number=1, made=datetime(2026, 1, 1, tzinfo=VIETNAM), files=files, addresses=addresses
    )
    path = data.draw(st.sampled_from(["", "b", *paths]))
    most = data.draw(st.integers(0, len(paths) + 1))
    ordered = sorted(files)
    turn = [one for one in ordered if one > path] + [one for one in ordered if one <= path]
    wanted = [(one, files[one]) for one in turn[:most]]

    assert files_after(dump(manifest), path, most) == wanted
    assert files_after(json.dumps(json.loads(dump(manifest))).encode(), path, most) == wanted
