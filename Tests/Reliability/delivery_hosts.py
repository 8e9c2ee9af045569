"""Hosts that must not be contacted: link-local addresses in every notation and behind every name,
and plain http beyond this machine. Runs in a network of its own where all of them would answer."""

import os
import pathlib
import socket
import struct
import subprocess
import sys
import threading
import time

from delivery import Office, WebServer, new_secret, secret_file
from harness import Figures, options, skip, workspace

SEALED = "ATTESTRY_TEST_SEALED"
METADATA, PRIVATE = "169.254.169.254", "10.0.0.1"
ADDRESSES = [
    f"{METADATA}/32", "169.254.0.1/32", "169.254.255.255/32", f"{PRIVATE}/32", "fe80::1/128",
    "fe80::a9fe:a9fe/128", "febf::1/128", "64:ff9b::a9fe:a9fe/128", "2002:a9fe:a9fe::/128",
    "2002:a9fe:a9fe::1/128", "64:ff9b::a00:1/128", "fd00:ec2::254/128"]
# What the hosts file and the name server of this network say.
NAMES = {"metadata.test": METADATA, "metadata6.test": "fe80::1",
         "mapped.test": f"::ffff:{METADATA}",
         "nat64.test": "64:ff9b::a9fe:a9fe", "sixtofour.test": "2002:a9fe:a9fe::1",
         "private.test": PRIVATE, "127.0.0.1.evil.test": PRIVATE, "localhost.evil.test": PRIVATE,
         "evil-localhost": PRIVATE, "127.0.0.1.nip.test": METADATA}
LINK_LOCAL = [
    METADATA, "169.254.0.1", "169.254.255.255", f"{METADATA}.", "2852039166", "0xa9fea9fe",
    "0XA9FEA9FE", "025177524776", "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "169.254.43518",
    "169.16689662", "0251.254.0xa9fe", "00000251.0376.169.254", "169.254.169.0376",
    "[fe80::1]", "[fe80::1%25lo]", "[fe80::a9fe:a9fe%25lo]", "[FE80:0:0:0:0:0:0:1%251]",
    "[febf::1%25lo]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[::FFFF:A9FE:A9FE]",
    "[0:0:0:0:0:ffff:169.254.169.254]", "[::169.254.169.254]", "[::a9fe:a9fe]",
    "[64:ff9b::169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]",
    "[2002:a9fe:a9fe::1]", "user@169.254.169.254", "127.0.0.1@169.254.169.254",
    "example.com:443@169.254.169.254", "\uff11\uff16\uff19.254.169.254",
    "169\u3002254\u3002169\u3002254", "\u2460\u2465\u2468.254.169.254", "%31%36%39.254.169.254",
    "metadata.test", "METADATA.TEST", "metadata.test.", "metadata6.test", "mapped.test",
    "nat64.test", "sixtofour.test", "127.0.0.1.nip.test"]
# Not on this machine, so not without TLS.
PLAIN = [
    PRIVATE, "private.test", "127.0.0.1.evil.test", "localhost.evil.test", "evil-localhost",
    "localhost@10.0.0.1", "127.0.0.1:80@10.0.0.1", "127.0.0.1%2f@10.0.0.1", "10.0.0.1#@127.0.0.1",
    "10.0.0.1?@127.0.0.1", "10.0.0.1\\@127.0.0.1", "127.0.0.1\\@10.0.0.1", "167772161",
    "0xa.0.0.1", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "127.0.0.1@10.0.0.1:80",
    "[fd00:ec2::254]", *LINK_LOCAL]
SCHEMES = [
    "file:///etc/passwd", "gopher://127.0.0.1:80/_GET", "ftp://127.0.0.1/", "dict://127.0.0.1:80/",
    "ldap://127.0.0.1/", "scp://127.0.0.1/x", "smb://127.0.0.1/x", "telnet://127.0.0.1:80",
    "unix:///tmp/socket", "javascript:alert(1)", "data:text/plain,x", "HTTP+UNIX://x/y",
    "127.0.0.1:80/x", "//127.0.0.1/x", "/etc/passwd", "", " ", "https://", "https:///x",
    "http:/127.0.0.1/x", "https://127.0.0.1:99999/", "https://127.0.0.1:-1/", "https://[::1/",
    "https://exa mple.com/", "http://127.0.0.1/\r\nX-Evil: yes", "http://127.0.0.1/a\nb",
    "http://127.0.0.1\t/", "https://-oX/", "--config=/etc/passwd", "-K/etc/passwd", "@/etc/passwd",
    "http://127.0.0.{1,2}/", "http://127.0.0.[1-9]/"]


def seal():
    """Starts this script again in a network and a file system view of its own."""
    if os.environ.get(SEALED):
        return
    prefix = ["unshare", "--mount", "--net"]
    if subprocess.run([*prefix, "ip", "link", "set", "lo", "up"], check=False,
                      capture_output=True).returncode != 0:
        skip("needs root, unshare and ip to make a network of its own")
    os.execvpe("unshare", [*prefix, sys.executable, *sys.argv], {**os.environ, SEALED: "1"})


def furnish(directory):
    """Gives all addresses and names of this network to the loopback."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in ADDRESSES:
        subprocess.run(["ip", "address", "add", address, "dev", "lo", "nodad"] if ":" in address
                       else ["ip", "address", "add", address, "dev", "lo"], check=True)
    contents = {
        "hosts": "127.0.0.1 localhost\n" + "".join(
            f"{address} {name}\n" for name, address in NAMES.items()),
        "resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"}
    for name, content in contents.items():
        (directory / name).write_text(content)
        subprocess.run(["mount", "--bind", directory / name, f"/etc/{name}"], check=True)


class NameServer:
    """A name server whose first answer for a name is a private address and whose next one is
    link-local, as in a rebinding attack; both.test has both at once."""

    def __init__(self):
        self.asked, self.socket = {}, socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        """Answers for ever."""
        while True:
            query, peer = self.socket.recvfrom(512)
            labels, place = [], 12
            while query[place]:
                labels.append(query[place + 1:place + 1 + query[place]].decode().lower())
                place += 1 + query[place]
            kind = struct.unpack("!H", query[place + 1:place + 3])[0]
            found = self._addresses(".".join(labels)) if kind == 1 else []
            if "silent" in labels:
                continue
            answers = b"".join(
                b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + socket.inet_aton(address)
                for address in found)
            self.socket.sendto(query[:2] + struct.pack("!HHHHH", 0x8180, 1, len(found), 0, 0)
                               + query[12:place + 5] + answers, peer)

    def _addresses(self, name):
        """The addresses of a name this time."""
        if name == "both.test":
            return [PRIVATE, METADATA]
        if not name.startswith("rebind"):
            return []
        self.asked[name] = self.asked.get(name, 0) + 1
        return [(PRIVATE, METADATA)[(self.asked[name] + int(name[6])) % 2]]


class Traps:
    """Listens wherever the web is listened for, and notes which address was contacted."""

    def __init__(self, ports=(80, 443)):
        self.contacted = []
        for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            for port in ports:
                listener = socket.socket(family)
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                listener.bind((address, port))
                listener.listen(64)
                threading.Thread(target=self._listen, args=(listener, port), daemon=True).start()

    def _listen(self, listener, port):
        """Notes and hangs up."""
        while True:
            connection, _ = listener.accept()
            self.contacted.append((connection.getsockname()[0].partition("%")[0], port))
            connection.close()


def is_forbidden(contact):
    """Whether nothing may ever go to that address and port."""
    address, port = contact
    inside = address.startswith("127.") or address == "::1"
    private = (PRIVATE, "64:ff9b::a00:1", "fd00:ec2::254")
    return not inside and (port == 80 or address not in private)


def try_all(office, urls, traps, figures, name, is_lasting=True):
    """Gives every URL to a channel and runs: each is refused, at once or for good, by a message
    that says why; nothing that is forbidden was contacted."""
    traps.contacted.clear()
    refused, codes = 0, {}
    key = secret_file(office.folder, f"{name}.secret", new_secret())
    for number, url in enumerate(urls):
        code = f"{name}{number}"
        outcome = office.run("alert", "channel", "add", code, "webhook", f"--url={url}",
                             "--secret-file", key)
        if outcome.code == 0:
            codes[code] = url
        elif outcome.explained:
            refused += 1
        else:
            figures.fail(f"{url!r}: {outcome}")
    if codes:
        office.certificates([(f"c-{name}", "o@example.com", "Title", 5)])
        outcome = office.run("alert", "run", timeout=400)
        print(f"{name}: {outcome}")
    rows = {row["channel"]: row for row in office.outbox()}
    for code, url in codes.items():
        # A name that nobody knows today, or that leads elsewhere, may lead to the right place
        # tomorrow: each try looks again, and refuses.
        is_refused = rows[code]["state"] != "sent" and any(
            text in rows[code]["detail"]
            for text in ("leads nowhere", "is never contacted", "only https goes", "is refused"))
        refused += is_refused
        if is_lasting and not is_refused:
            figures.fail(f"{url!r}: {rows[code]}")
        office.do("alert", "channel", "remove", code)
    bad = sorted({contact for contact in traps.contacted if is_forbidden(contact)})
    print(f"{name}: {len(urls)} URLs, {len(urls) - len(codes)} refused when the channel was added")
    if is_lasting:
        figures.exactly(f"{name}_refused", refused, len(urls))
    figures.exactly(f"{name}_contacted", bad, [])


def as_secrets(office, traps, figures):
    """The same for channels whose URL is a secret, and for the ping."""
    traps.contacted.clear()
    urls = [f"https://{METADATA}/x", "https://metadata.test/x", "https://[::ffff:a9fe:a9fe]/x",
            f"http://{PRIVATE}/x", "file:///etc/passwd"]
    for number, url in enumerate(urls):
        path = secret_file(office.folder, f"s{number}.secret", url)
        for kind in ("slack", "teams"):
            office.run("alert", "channel", "add", f"{kind}{number}", kind, "--secret-file", path)
        office.run("alert", "channel", "add", f"pager{number}", "pagerduty", "--secret-file", path,
                   "--url", url)
    office.certificates([("c-secret", "o@example.com", "Title", 5)])
    outcome = office.run("alert", "run", timeout=200)
    print(f"secret URLs: {outcome}")
    for url in urls:
        path = secret_file(office.folder, "ping.secret", url)
        for words in (("--ping-url", url), ("--ping-url-file", path)):
            pinged = office.run("alert", "run", *words, timeout=60)
            if pinged.crashed and pinged.code != 69:
                figures.fail(f"ping {url}: {pinged}")
    left = {row["state"] for row in office.outbox()
            if row["channel"].startswith(("slack", "teams", "pager"))}
    figures.exactly("secret_urls_states", left - {"queued"}, set())
    figures.exactly("secret_urls_and_pings_contacted", sorted(
        {contact for contact in traps.contacted if is_forbidden(contact)}), [])


def silent(office, directory, traps, figures):
    """A name server that never answers holds nothing up for longer than a try may take."""
    traps.contacted.clear()
    settings = directory / "resolv.conf"
    before = settings.read_text()
    settings.write_text("nameserver 127.0.0.1\noptions timeout:30 attempts:5\n")
    for row in office.outbox():
        if row["state"] == "queued":
            office.do("alert", "outbox", "drop", str(row["id"]), "--reason", "done")
    office.webhook("silent", "https://silent.test/")
    web = WebServer()
    office.webhook("talks", f"{web.url}/talks")
    office.certificates([("c-silent", "o@example.com", "Title", 5)])
    began = time.monotonic()
    outcome = office.run("alert", "run", "--time-limit", "5", timeout=400)
    taken = time.monotonic() - began
    rows = {row["channel"]: row for row in office.outbox()}
    print(f"a silent name server: {taken:.1f} s, {rows['silent']['detail']}")
    figures.at_most("silent_name_server_seconds", round(taken), 20)
    figures.exactly("silent_name_server", (outcome.code, rows["silent"]["state"], traps.contacted),
                    (75, "queued", []))
    settings.write_text(before)
    figures.exactly("silent_and_the_next_one", (office.run(
        "alert", "run", timeout=100).code, len(web.of("/talks"))), (75, 1))
    for code in ("silent", "talks"):
        office.do("alert", "channel", "remove", code)
    web.close()


def redirected(office, traps, figures):
    """A peer that is allowed leads to one that is not."""
    traps.contacted.clear()
    web = WebServer()
    for status in (301, 302, 303, 307, 308):
        web.answers[f"/{status}"] = (
            f"HTTP/1.1 {status} Moved\r\nLocation: http://{METADATA}/\r\nContent-Length: 0\r\n"
            "Refresh: 0; url=http://10.0.0.1/\r\nAlt-Svc: h2=\"10.0.0.1:443\"\r\n\r\n").encode()
        office.webhook(f"moved{status}", f"{web.url}/{status}")
    office.certificates([("c-moved", "o@example.com", "Title", 5)])
    office.run("alert", "run", timeout=100)
    figures.exactly("redirects", (len(web.hits) >= 5, traps.contacted), (True, []))
    web.close()


def controls(office, traps, figures):
    """What is allowed does reach the traps, so they would have seen the rest."""
    traps.contacted.clear()
    for number, url in enumerate([f"https://{PRIVATE}/", "http://127.0.0.1/", "http://[::1]/",
                                  "http://localhost/"]):
        office.webhook(f"allowed{number}", url)
    office.certificates([("c-allowed", "o@example.com", "Title", 5)])
    office.run("alert", "run", "--time-limit", "3", timeout=100)
    seen = set(traps.contacted)
    print(f"contacted where it is allowed: {sorted(seen)}")
    figures.control("allowed_hosts_are_contacted", {(PRIVATE, 443), ("127.0.0.1", 80),
                                                    ("::1", 80)} <= seen)
    contacted = set()
    for address in (METADATA, "fe80::1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", PRIVATE):
        traps.contacted.clear()
        scope = (80, 0, socket.if_nametoindex("lo")) if ":" in address else (80,)
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.connect((address, *scope))
            probe.recv(1)
        contacted |= set(filter(is_forbidden, traps.contacted))
    figures.control("forbidden_hosts_would_answer", len(contacted) == 5)


def main():
    """Seals itself off and tries."""
    chosen = options(__doc__)
    seal()
    figures = Figures()
    with workspace() as directory:
        furnish(directory)
        NameServer()
        traps = Traps()
        office = Office(chosen.binary, pathlib.Path(directory) / "office").init()
        try_all(office, [f"https://{host}/latest/" for host in LINK_LOCAL], traps, figures, "link")
        try_all(office, [f"http://{host}/latest/" for host in PLAIN], traps, figures, "plain")
        try_all(office, SCHEMES, traps, figures, "scheme")
        try_all(office, [f"https://rebind{number}.test/" for number in range(6)]
                + ["https://both.test/"], traps, figures, "rebind", is_lasting=False)
        as_secrets(office, traps, figures)
        silent(office, pathlib.Path(directory), traps, figures)
        redirected(office, traps, figures)
        figures.exactly("verify_status", office.verify().code, 0)
        controls(office, traps, figures)
    figures.close()


main()
