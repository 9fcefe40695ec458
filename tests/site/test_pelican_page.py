"""``docs/pelican.md`` names every setting and signal of Pelican, and what it says of them is so."""

import json
import re
import shutil
from pathlib import Path

import pytest
from blinker import Signal
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.settings import HONOURED
from tests.support.sites import FIXTURE, ROOT, built

PAGE = ROOT / "docs" / "pelican.md"
MARK = "<!-- without effect -->\n"
NAMES = {name for name, value in vars(signals).items() if isinstance(value, Signal)}

LISTENING = '''
"""Writes down which signals are sent."""
import json
from pathlib import Path
from blinker import Signal
from pelican.plugins import signals

heard = set()
receivers = []

def register():
    for name, signal in vars(signals).items():
        if isinstance(signal, Signal):
            receivers.append(lambda *_, name=name, **more: heard.add(name))
            signal.connect(receivers[-1])
    receivers.append(
        lambda pelican: Path(pelican.settings["HEARD"]).write_text(json.dumps([*heard]), "utf-8")
    )
    signals.finalized.connect(receivers[-1])
'''


def rows(title: str) -> list[tuple[str, str]]:
    """Name and words of each row of the first table below a heading."""
    _, _, below = PAGE.read_text("utf-8").partition(f"\n## {title}\n")
    table = below.partition("\n## ")[0]
    found = re.findall(r"^\| (`[A-Za-z_`, ]+`) \| (.+) \|$", table, re.MULTILINE)
    return [(name, words) for names, words in found for name in re.findall(r"`(\w+)`", names)]


def test_every_setting_of_pelican_is_in_one_of_the_tables(request: pytest.FixtureRequest) -> None:
    assert {name for name, _ in rows("Settings")} - {"TIMEZONE"} == HONOURED
    assert DEFAULT_CONFIG.keys() >= HONOURED
    head, _, rest = PAGE.read_text("utf-8").partition(MARK)
    written, _, tail = rest.partition("\n## ")
    wanted = ", ".join(f"`{name}`" for name in sorted(DEFAULT_CONFIG.keys() - HONOURED))
    if request.config.getoption("--golden"):
        PAGE.write_text(f"{head}{MARK}\n{wanted}.\n\n## {tail}", "utf-8")
    else:
        assert written.strip() == f"{wanted}.", f"--golden writes it: {Path(__file__).name}"


def test_every_signal_is_in_the_table_and_sent_as_it_says(tmp_path: Path) -> None:
    told = dict(rows("Signals"))
    assert told.keys() == NAMES

    root = tmp_path / "site"
    shutil.copytree(FIXTURE / "content", root / "content")
    (root / "listening.py").write_text(LISTENING, "utf-8")
    heard = root / "heard.json"
    (root / "conf.py").write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(FIXTURE)!r}]\n"
        f"from siteconf import *\nTHEME = {str(ROOT / 'theme')!r}\n"
        f'PLUGIN_PATHS = ["."]\nPLUGINS = ["listening"]\nHEARD = {str(heard)!r}\n',
        "utf-8",
    )
    built(root / "content", root / "output", conf=root / "conf.py")

    sent = set(json.loads(heard.read_text("utf-8")))
    assert sent == {name for name, words in told.items() if words.startswith("sent")}
