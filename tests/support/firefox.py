"""Firefox for tests, where a machine has it: driven by Marionette, which it speaks by itself.

Playwright drives only a Firefox of its own making; this is the one that readers have.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

_PATIENCE = 60.0
"""Seconds until Firefox must have started, or done what it was asked."""
_PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.log.level": "Fatal",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
_RESIZE = """
const { style } = gBrowser.selectedBrowser;
for (const [name, size] of [["width", arguments[0]], ["height", arguments[1]]]) {
  for (const bound of ["", "min-", "max-"]) style.setProperty(bound + name, `${size}px`);
}
"""
_ZOOM = "ZoomManager.useFullZoom = false; ZoomManager.zoom = arguments[0];"
_FORGET = """
Services.console.reset();
Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).clearEvents();
"""
_COMPLAINTS = """
const said = Services.console.getMessageArray()
  .filter(one => one instanceof Ci.nsIScriptError && one.sourceName.startsWith(arguments[0]))
  .map(one => `${one.category}: ${one.errorMessage} (${one.sourceName}:${one.lineNumber})`);
const logged = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage)
  .getEvents().filter(one => (one.filename || "").startsWith(arguments[0]))
  .map(one => `${one.level}: ${one.arguments.join(" ")}`);
return said.concat(logged);
"""


class Firefox:
    """One window of Firefox and what was said in its console."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._number = 0
        self._receive()
        self._ask("WebDriver:NewSession", capabilities={})

    def open(self, address: str) -> None:
        """Forget what was said before and show ``address``."""
        self._chrome(_FORGET)
        self._ask("WebDriver:Navigate", url=address)

    def back(self) -> None:
        """As the button of the browser."""
        self._ask("WebDriver:Back")

    def forward(self) -> None:
        """As the button of the browser."""
        self._ask("WebDriver:Forward")

    def reload(self) -> None:
        """As the button of the browser."""
        self._ask("WebDriver:Refresh")

    def run(self, script: str, *arguments: object) -> Any:
        """What ``script``, the body of a function, returns on the page."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=arguments)["value"]

    def wait(self, condition: str) -> None:
        """Wait until the expression ``condition`` is true on the page."""
        end = time.monotonic() + _PATIENCE
        while not self.run(f"return Boolean({condition})"):
            if time.monotonic() > end:
                pytest.fail(f"Firefox: never became true: {condition}")
            time.sleep(0.02)

    def press(self, selector: str) -> None:
        """Click on the element, as a mouse does."""
        self._ask("WebDriver:ElementClick", id=self._find(selector))

    def type(self, selector: str, keys: str) -> None:
        """Press ``keys`` in the element."""
        self._ask("WebDriver:ElementSendKeys", id=self._find(selector), text=keys)

    def clear(self, selector: str) -> None:
        """Empty the field."""
        self._ask("WebDriver:ElementClear", id=self._find(selector))

    def resize(self, width: int, height: int) -> None:
        """Give pages this much room; windows themselves cannot be as narrow as a telephone."""
        self._chrome(_RESIZE, width, height)
        self.wait(f"innerWidth === {width}")

    def enlarge(self, letters: float) -> None:
        """Zoom text only: one of the two ways in which Firefox enlarges."""
        self._chrome(_ZOOM, letters)

    def complaints(self, origin: str) -> list[str]:
        """What the console shows of pages, scripts and styles of ``origin``."""
        return list(self._chrome(_COMPLAINTS, origin))

    def _find(self, selector: str) -> str:
        found = self._ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        return str(next(iter(found.values())))

    def _chrome(self, script: str, *arguments: object) -> Any:
        self._ask("Marionette:SetContext", value="chrome")
        try:
            return self.run(script, *arguments)
        finally:
            self._ask("Marionette:SetContext", value="content")

    def _ask(self, command: str, **options: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, options]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._receive()
        assert error is None, f"{command}: {error}"
        return result

    def _receive(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            byte = self._stream.read(1)
            assert byte, "Firefox has gone"
            size += byte
        return json.loads(self._stream.read(int(size[:-1])))


@contextlib.contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox with a profile of its own; skips the test where there is none."""
    program = os.environ.get("FIREFOX") or shutil.which("firefox") or shutil.which("firefox-esr")
    if not program:
        pytest.skip("needs Firefox (Debian: apt-get install firefox-esr)")
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as place:
        profile = Path(place)
        lines = [f'user_pref("{k}", {json.dumps(v)});\n' for k, v in _PREFERENCES.items()]
        (profile / "user.js").write_text("".join(lines), "utf-8")
        command = (program, "--headless", "--marionette", "--remote-allow-system-access")
        process = subprocess.Popen(
            [*command, "--no-remote", "--profile", place],
            env={**os.environ, "HOME": place, "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            connection = _connected(profile / "MarionetteActivePort", process)
            with connection, connection.makefile("rwb") as stream:
                yield Firefox(stream)
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _connected(port: Path, process: subprocess.Popen[bytes]) -> socket.socket:
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError):
            return socket.create_connection(("127.0.0.1", int(port.read_text())), _PATIENCE)
        time.sleep(0.05)
    pytest.fail("Firefox does not start")
