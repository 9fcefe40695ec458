"""Whatever is answered to ``invoke new``, and wherever it ends, what it leaves is a draft."""

from __future__ import annotations

import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desk.terminal import console
from desk.terminal.new_command import new
from plugins.posts import edit, read_manuscript
from plugins.vietnamese import VIETNAM
from tests.support.long import examples
from tests.support.posts import agency, write_agency

NOW = datetime(2026, 11, 28, 8, 19, tzinfo=VIETNAM)
STOP = (KeyboardInterrupt, EOFError)

KNOWN = st.sampled_from(
    [
        "Việt Hưng",
        "viet hung",
        "Minh Anh",
        "Hoài Thu",
        "Phòng 9",
        "P.15",
        "15",
        "Việt Hưng – Phòng 15",
        "VKSND huyện Thụy An",
        "VKSND huyện Ba Tơ",
        "VKSND khu vực 1, VKSND An Khê",
        "28/11/2026 8h30",
        "mai",
        "…",
        "0",
        "1",
        "2",
        "99",
        "",
    ]
)
ANSWERS = st.lists(KNOWN | st.text(max_size=12) | st.sampled_from(STOP), max_size=14)


@settings(max_examples=examples(50), deadline=None)
@given(answers=ANSWERS, photo=st.booleans())
def test_every_conversation_leaves_a_draft_or_nothing(
    answers: list[str | type[BaseException]], *, photo: bool
) -> None:
    left = iter(answers)

    def answer(_question: str, default: str = "") -> str:
        given = next(left, KeyboardInterrupt)
        if isinstance(given, str):
            return given.strip() or default
        raise given

    with tempfile.TemporaryDirectory() as folder, mock.patch.object(console, "answer", answer):
        root = Path(folder)
        write_agency(root / "content")
        picture = root / "content" / "anh" / "a.png"
        picture.parent.mkdir()
        picture.write_bytes(PICTURE)
        code = new(root, photo="anh/a.png" if photo else "", interactive=True, now=NOW)
        files = sorted((root / "content").glob("tin-hoat-dong/**/*.md"))
        assert code in (0, console.STOPPED)
        assert len(files) == 1 or (code == console.STOPPED and not files)
        for file in files:
            path = file.relative_to(root / "content").as_posix()
            manuscript, problems = read_manuscript(path, file.read_text("utf-8"))
            assert manuscript is not None
            found = [*problems, *edit(manuscript, agency())[1]]
            assert [str(p) for p in found if p.severity != "advice"] == []


def _picture() -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 30), (120, 60, 20)).save(data, "PNG")
    return data.getvalue()


PICTURE = _picture()
