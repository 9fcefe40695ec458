"""A newsroom in memory put to the whole proof: what check says of it, and what verify does."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from desk.conf import read_conf
from desk.settings_check import check_settings, site_origins
from desk.verify.audit import audit, private_bytes
from desk.verify.public import program_words
from plugins import clock
from plugins.content import read_newsroom
from plugins.engine.build import ProblemsError
from plugins.engine.making import Build
from plugins.model import Problem
from plugins.settings import origin
from tests.support import small_newsroom as small

THEME = small.PROJECT / "theme"


@dataclass(frozen=True)
class Proof:
    """What came of it: ``errors`` of check; of a newsroom without any, ``faults`` of ours."""

    errors: tuple[Problem, ...]
    faults: tuple[str, ...] = ()


def lay(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write ``files`` below ``root``/content."""
    for path, text in files.items():
        target = root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def prove(root: Path) -> Proof:
    """Check, build and verify the project ``root`` as publishing would, in this process."""
    reading = read_newsroom(root / "content", small.NOW, origins=site_origins(root))
    found = (*check_settings(root, reading.registry, reading.pages), *reading.problems)
    errors = tuple(problem for problem in found if problem.severity == "error")
    newsroom = reading.newsroom
    if newsroom is None or errors:
        return Proof(errors)
    settings = read_conf(root, "publishconf.py")
    output = root / "output"
    site = Build(settings, content=root / "content", theme=THEME, output=output)
    with contextlib.redirect_stdout(io.StringIO()), _at(small.NOW):
        try:
            site.read()
            site.prepare()
            site.make()
        except ProblemsError as error:
            return Proof((), tuple(f"build: {problem}" for problem in error.problems))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault of ours
            return Proof((), (f"build: {type(error).__name__}: {error}",))
        private = private_bytes(root, newsroom)
        site_url = origin(str(settings["SITEURL"]))
        problems = audit(
            output,
            newsroom,
            site_url,
            private,
            cores=1,
            program=partial(program_words, root, newsroom),
        ).problems
    return Proof((), tuple(f"verify: {problem}" for problem in problems))


@contextlib.contextmanager
def _at(moment: datetime) -> Iterator[None]:
    before = os.environ.get(clock.VARIABLE)
    os.environ[clock.VARIABLE] = moment.isoformat()
    try:
        yield
    finally:
        if before is None:
            del os.environ[clock.VARIABLE]
        else:
            os.environ[clock.VARIABLE] = before


def project(root: Path) -> Path:
    """Settings and registry of the small newsroom below ``root``, whose content is yet to come."""
    small.make(root)
    shutil.rmtree(root / "content" / "tin-hoat-dong")
    shutil.rmtree(root / "theme")
    (root / "theme").symlink_to(THEME)
    return root
