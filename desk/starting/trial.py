"""A new newsroom is checked as any other before anything of it is written."""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec.structs import replace

from desk import files
from desk.conf import load_conf
from desk.starting.agency_answers import Given
from desk.starting.writing import Composed
from plugins import clock
from plugins.content import read_newsroom
from plugins.content_folder import taken_from
from plugins.model import Problem
from plugins.newsroom_file import PLACE
from plugins.setting_places import PUBLISH_CONF, Places
from plugins.settings import check_settings

_FOLDER = "thu"
"""Of what is tried: ``taken_from`` says where it is, whatever its name."""


def trial(root: Path, given: Given, made: Composed) -> tuple[Problem, ...]:
    """Every error that ``check`` would find in it, at the answer it comes from."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        content = stage / _FOLDER
        for path, data in made.files.items():
            files.write(content / path, data)
        # The settings of the project, which take over what stands in this newsroom.
        for conf in ("pelicanconf.py", PUBLISH_CONF):
            if (root / conf).is_file():
                files.write(stage / conf, (root / conf).read_bytes())
        with taken_from(content):
            reading = read_newsroom(content, clock.now(), advise=False)
            raw, problems = load_conf(stage, PUBLISH_CONF)
            found = [*reading.problems, *problems]
            if raw is not None:
                units = None if reading.registry is None else reading.registry.units.keys()
                places = Places(stage, PUBLISH_CONF)
                found += check_settings(raw, places, units=units, pages=reading.pages)
    errors = [problem for problem in found if problem.severity == "error"]
    return tuple(dict.fromkeys(_at_answer(problem, given, made) for problem in errors))


def _at_answer(problem: Problem, given: Given, made: Composed) -> Problem:
    """``problem`` where the officer wrote what it is about."""
    inside = problem.path.removeprefix("content/")
    if inside not in made.origins:
        return problem
    path, line = given.place(*made.origin(inside, problem.line))
    where = "newsroom.toml" if problem.path == PLACE else inside
    return replace(
        problem, path=path, line=line, suggestion="", message=f"{problem.message} ({where})"
    )
