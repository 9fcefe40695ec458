"""The README's pictures of the site: there, light, and made anew with ``--pictures``."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.test_pages import EXAMPLES, Reader
from tests.support.sites import ROOT

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000

SHOTS = {
    # name: kind of page, width, height, scheme
    "front-desktop": ("home", 1280, 960, "light"),
    "post-desktop": ("post", 1280, 1100, "light"),
    "unit-desktop": ("unit", 1280, 900, "light"),
    "front-phone": ("home", 360, 740, "light"),
    "post-phone-dark": ("post", 360, 740, "dark"),
}


@pytest.fixture
def _pictures(request: pytest.FixtureRequest) -> None:
    """Take them again when asked to; a browser is started only then."""
    if not request.config.getoption("--pictures"):
        return
    browser = request.getfixturevalue("browser")
    site: Path = request.getfixturevalue("sample_site")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, (kind, width, height, scheme) in SHOTS.items():
        reader = Reader(
            browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme),
            site,
        )
        shot = reader.open(EXAMPLES[kind]).screenshot()
        reader.context.close()
        with Image.open(io.BytesIO(shot)) as image:
            few = image.convert("RGB").quantize(
                128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
            few.save(PICTURES / f"{name}.png", optimize=True)


@pytest.mark.usefixtures("_pictures")
def test_every_picture_of_the_readme_is_there_and_light() -> None:
    named = set(re.findall(r"docs/pictures/[\w-]+\.png", (ROOT / "README.md").read_text("utf-8")))
    kept = {path.relative_to(ROOT).as_posix() for path in PICTURES.glob("*.png")}
    assert named <= {f"docs/pictures/{name}.png" for name in SHOTS}
    assert kept == {f"docs/pictures/{name}.png" for name in SHOTS}
    for path in PICTURES.glob("*.png"):
        assert path.stat().st_size <= MOST_BYTES, path
