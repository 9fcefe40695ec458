"""What older releases would show again, after any past: as its definition says."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.publish.manifest import TEXTS, Address, AddressKind, Manifest, dump
from desk.publish.releases import Releases
from desk.publish.withdrawn import shown_again
from tests.support.long import examples
from tests.unit.test_publish_undo import AT

ADDRESSES = st.builds(
    Address, kind=st.sampled_from(AddressKind), title=st.just("t"), digest=st.sampled_from("xy")
)
PASTS = st.lists(
    st.dictionaries(st.sampled_from(["/a", "/b", "/c"]), ADDRESSES, min_size=1),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def places() -> count[int]:
    return count()


def definition(past: list[Mapping[str, Address]], current: int) -> dict[int, set[str]]:
    """Texts of each release that readers do not see so, and that a newer one has not."""
    here = past[current]
    return {
        number + 1: {
            url
            for url, one in old.items()
            if one.kind in TEXTS
            and here.get(url) != one
            and any(
                url not in newer or newer[url].kind is AddressKind.GONE
                for newer in past[number + 1 :]
            )
        }
        for number, old in enumerate(past)
    }


@settings(
    max_examples=examples(26),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(past=PASTS, data=st.data())
def test_it_is_as_defined_after_any_past(
    tmp_path: Path, places: count[int], past: list[Mapping[str, Address]], data: st.DataObject
) -> None:
    folder = tmp_path / str(next(places))
    for number, addresses in enumerate(past, 1):
        (folder / f"releases/{number}").mkdir(parents=True)
        (folder / "manifests").mkdir(exist_ok=True)
        manifest = Manifest(number=number, made=AT, addresses=addresses)
        (folder / f"manifests/{number}.json").write_bytes(dump(manifest))
    current = data.draw(st.integers(0, len(past) - 1))
    releases = Releases(folder=folder)
    here = releases.manifest(current + 1)
    assert here is not None

    found = {one.release: set(one.again) for one in shown_again(releases, here)}

    assert found == definition(past, current)
