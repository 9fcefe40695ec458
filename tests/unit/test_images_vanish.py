"""A picture that goes, or becomes another, between reading and drawing: named where it is used."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.engine.build import ProblemsError, put_pictures
from plugins.images import RenditionStore, examine, picture
from plugins.model import Body, BodyPicture
from tests.support.image_files import photo, saved


class Nothing:
    """A ledger and an output folder that remember nothing."""

    stamps: dict[str, bytes] = {}  # noqa: RUF012 - it stays empty
    files: frozenset[str] = frozenset()

    def is_current(self, *_: object) -> bool:
        return False

    def claim(self, *_: object) -> None:
        """Claim nothing."""

    will_make = make_room = claim


@pytest.mark.parametrize(("damage", "word"), [("unlink", "vừa mất"), ("change", "vừa thay đổi")])
def test_every_picture_that_is_not_what_was_read_is_named_at_its_line(
    tmp_path: Path, damage: str, word: str
) -> None:
    content = tmp_path / "content"
    (content / "anh").mkdir(parents=True)
    specs = []
    for i in range(3):
        data = saved(photo(500, 300, i), quality=85)
        (content / f"anh/{i}.jpg").write_bytes(data)
        spec, _ = examine(f"anh/{i}.jpg", data)
        assert spec is not None
        specs.append(spec)
    shown = [BodyPicture(path=f"anh/{i}.jpg", line=10 + i) for i in range(3)]
    text = SimpleNamespace(path="trang/x.md", body=Body(html="", text="", pictures=tuple(shown)))
    newsroom = SimpleNamespace(shown_pages=lambda **_: (text,))
    edition = SimpleNamespace(
        pictures={spec.path: picture(spec) for spec in specs},
        posts=(),
        newsroom=newsroom,
        settings=SimpleNamespace(preview=False),
    )
    prepared = SimpleNamespace(
        specs=tuple(specs), edition=edition, assets=SimpleNamespace(files={}), share=()
    )
    for i in (0, 2):
        file = content / f"anh/{i}.jpg"
        file.unlink() if damage == "unlink" else file.write_bytes(b"other")
    with pytest.raises(ProblemsError) as raised, RenditionStore(tmp_path / "store") as store:
        put_pictures(prepared, content, store, Nothing(), Nothing())  # type: ignore[arg-type]
    found = [(p.path, p.line) for p in raised.value.problems]
    assert found == [("content/trang/x.md", 10), ("content/trang/x.md", 12)]
    assert all(word in p.message for p in raised.value.problems)
