"""A calendar server and a client of it, as somebody who subscribes has them: radicale, vdirsyncer."""

import base64
import contextlib
import functools
import http.server
import os
import pathlib
import socket
import subprocess
import threading
import time
import urllib.request

import icalendar

SERVER = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""

CLIENT = """
[general]
status_path = "{folder}/status/"
[pair served]
a = "server"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage server]
type = "caldav"
url = "http://127.0.0.1:{port}/reader/attestry/"
username = "reader"
password = "any"
[storage local]
type = "filesystem"
path = "{folder}/synced/"
fileext = ".ics"
[pair subscribed]
a = "page"
b = "copy"
collections = null
conflict_resolution = "a wins"
[storage page]
type = "http"
url = "http://127.0.0.1:{page}/attestry.ics"
[storage copy]
type = "filesystem"
path = "{folder}/subscribed/"
fileext = ".ics"
"""


def free_port():
    """A port of the loopback that nobody listens at."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        """Keeps the requests to itself."""


class CalendarClient:
    """Radicale with one calendar, a page with the same file, and vdirsyncer that reads both."""

    def __init__(self, folder):
        self.folder, self.port = pathlib.Path(folder), free_port()
        for name in ("page", "synced", "subscribed", "collections"):
            (self.folder / name).mkdir(parents=True)
        handler = functools.partial(Quiet, directory=str(self.folder / "page"))
        self.page = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        for name, text in (("server.conf", SERVER), ("client.conf", CLIENT)):
            (self.folder / name).write_text(text.format(
                folder=self.folder, port=self.port, page=self.page.server_port))

    def __enter__(self):
        threading.Thread(target=self.page.serve_forever, daemon=True).start()
        # pylint: disable-next=consider-using-with
        self.server = subprocess.Popen(["radicale", "--config", self.folder / "server.conf"])
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            time.sleep(0.05)
        raise SystemExit("set-up failed: radicale does not answer")

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait(20)
        self.page.shutdown()

    def publish(self, content):
        """Puts the calendar on the server and on the page."""
        (self.folder / "page/attestry.ics").write_bytes(content)
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/reader/attestry/", content, method="PUT", headers={
                "Content-Type": "text/calendar; charset=utf-8",
                "Authorization": "Basic " + base64.b64encode(b"reader:any").decode()})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status

    def sync(self):
        """Lets the client read both; returns whether it was content, and what it said."""
        said = ""
        for verb in ("discover", "sync"):
            done = subprocess.run(
                ["vdirsyncer", verb], capture_output=True, text=True, timeout=300, check=False,
                input="y\n" * 9, env={**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8",
                                      "VDIRSYNCER_CONFIG": str(self.folder / "client.conf")})
            said += done.stdout + done.stderr
            if done.returncode != 0:
                return False, said
        return True, said

    def read(self, name):
        """The events that the client has, by UID."""
        found = {}
        for path in (self.folder / name).glob("*.ics"):
            for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
                found[str(event["UID"])] = event
        return found
