"""A manifest's text is plain JSON, whatever wrote it: old ones are understood for ever."""

import json
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.publish.manifest import Address, AddressKind, Entry, Manifest, dump, parse, parse_head
from plugins.vietnamese import VIETNAM

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


@settings(max_examples=100, deadline=None)
@given(manifests)
def test_the_text_is_format_1_to_the_byte_and_reads_back(manifest: Manifest) -> None:
    assert dump(manifest) == plainly(manifest)
    assert parse(plainly(manifest)) == manifest
    assert parse_head(plainly(manifest)).before == manifest.before
    assert parse(plainly(manifest)).made.utcoffset() == timedelta(hours=7)
