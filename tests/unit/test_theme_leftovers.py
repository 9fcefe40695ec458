"""What an editor or a system leaves in the theme is no part of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins.engine.theme import assets, environment, template_names, theme_digest
from tests.support.sites import ROOT


def test_leftovers_beside_templates_and_stylesheets_change_nothing(tmp_path: Path) -> None:
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    before = (assets(theme), theme_digest(theme), template_names(environment(theme)))
    for folder in ("templates", "templates/components", "static/css/components", "share"):
        for name in (
            "._post.html",
            ".post.html.swp",
            "post.html~",
            "._a.css",
            "._chung.jpg",
            ".DS_Store",
        ):
            (theme / folder / name).write_bytes(b"\xff\xfe\x00{% if")
    assert (assets(theme), theme_digest(theme), template_names(environment(theme))) == before
    (theme / "templates" / "them.html").write_text("thêm", encoding="utf-8")
    assert theme_digest(theme) != before[1]
