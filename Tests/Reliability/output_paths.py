"""Where an output cannot be written: a clear error, no half file, and the old file kept."""

import contextlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

from harness import Registry

NOBODY = 65534
VERBS = ("calendar", "metrics", "feed", "overview")
OLD = b"what was there before\n"


def as_nobody():
    """Leaves root's rights behind."""
    os.setgid(NOBODY)
    os.setuid(NOBODY)


@contextlib.contextmanager
def small_disk(path, size):
    """A file system of its own; nothing where none can be mounted."""
    path.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", path],
                          check=False)
    try:
        yield path if done.returncode == 0 else None
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", path], check=False)


def refused(outcome, target, files):
    """What is wrong with a refusal: its status, its words, a file changed, a file left behind."""
    after = {path: path.read_bytes() for path in files}
    folder = next(iter(files)).parent
    return [what for what, is_wrong in {
        f"not refused: {outcome}": outcome.code != 1,
        f"not explained: {outcome}": "error: --output: " not in outcome.err or target.name[:20]
        not in outcome.err,
        "printed something": outcome.out != "",
        "the old file is changed": after != files,
        "something is left behind": {path for path in folder.iterdir() if path.is_file()
                                     and not path.is_symlink()} != set(files)}.items() if is_wrong]


def unwritable(folder):
    """Paths that cannot be written, by what is wrong with them."""
    old = folder / "old"
    old.write_bytes(OLD)
    (folder / "link").symlink_to(old)
    (folder / "dangling").symlink_to(folder / "nowhere")
    (folder / "directory").mkdir()
    return {old: OLD}, {
        "no directory": folder / "missing/file", "a directory": folder / "directory",
        "a link": folder / "link", "a link to nothing": folder / "dangling",
        "below a file": old / "file", "a device": pathlib.Path("/dev/full"),
        "a long name": folder / ("x" * 256)}


def check_paths(registry, figures, directory, kills):
    """Goes through all paths that cannot be written, a full disk, and sudden death."""
    folder = directory / "paths"
    folder.mkdir()
    wrong = {}
    files, paths = unwritable(folder)
    for verb in VERBS:
        for what, path in paths.items():
            if flaws := refused(registry.run(verb, "--output", str(path)), path, files):
                wrong[f"{verb}, {what}"] = flaws
        full = registry.run(verb, "--output", str(registry.path))
        if full.code != 1 or registry.verify().code != 0:
            wrong[f"{verb}, the registry itself"] = [str(full)]
        with open("/dev/full", "wb") as device:
            outcome = registry.run(verb, stdout=device)
        if outcome.code != 1 or not outcome.explained:
            wrong[f"{verb}, standard output full"] = [str(outcome)]
    if os.geteuid() == 0:
        wrong |= without_rights(registry, directory)
    figures.exactly("paths_not_refused_well", wrong, {})
    with small_disk(directory / "disk", "64k") as disk:
        if disk:
            figures.exactly("full_disk_not_refused_well", full_disk(registry, disk), {})
    sudden_death(registry, figures, folder / "old", kills)


def without_rights(registry, directory):
    """Somebody who may not write there."""
    wrong = {}
    for part in (directory, *directory.parents):
        if part != pathlib.Path("/") and part.stat().st_uid == os.geteuid():
            part.chmod(part.stat().st_mode | 0o055)
    open_folder = directory / "others"
    open_folder.mkdir()
    binary = shutil.copy(registry.binary, open_folder / "attestry")
    other = registry.copy(open_folder / "registry.db")
    other = Registry(binary, other.path)
    other.path.chmod(0o444)
    folder = directory / "readable"
    folder.mkdir()
    old = folder / "old"
    old.write_bytes(OLD)
    for verb in VERBS:
        outcome = other.run(verb, "--output", str(old), preexec_fn=as_nobody)
        if flaws := refused(outcome, old, {old: OLD}):
            wrong[f"{verb}, no right to write"] = flaws
    return wrong


def full_disk(registry, disk):
    """A disk that has room for a part of the file only."""
    wrong, old = {}, disk / "old"
    old.write_bytes(OLD)
    with open(disk / "ballast", "wb", buffering=0) as ballast:
        with contextlib.suppress(OSError):
            while True:
                ballast.write(b"x" * 4096)
        ballast.truncate(ballast.tell() - 8192)
        ballast.flush()
    files = {path: path.read_bytes() for path in disk.iterdir()}
    for verb in VERBS:
        if flaws := refused(registry.run(verb, "--output", str(old)), old, files):
            wrong[verb] = flaws
    return wrong


def sudden_death(registry, figures, path, kills):
    """Killed at any moment: the file is the old one or the new one."""
    whole = {verb: registry.run(verb).out.encode() for verb in VERBS}
    draw, torn, replaced = random.Random(kills), 0, 0
    began = time.monotonic()
    registry.do("feed", "--output", str(path))
    length = time.monotonic() - began
    for _ in range(kills):
        path.write_bytes(OLD)
        verb = draw.choice(VERBS)
        process = registry.start(verb, "--output", str(path))
        time.sleep(draw.random() * length * 1.2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        content = path.read_bytes()
        torn += content not in (OLD, whole[verb])
        replaced += content == whole[verb]
    print(f"{kills} killed, {replaced} of them after the file was replaced")
    figures.exactly("torn_files", torn, 0)
    # A kill between the moment in which the new file gets a name and the one in which it takes the
    # other's place leaves it hidden beside it: seldom, and whole.
    left = [item.read_bytes() for item in path.parent.glob(".attestry-*")]
    figures.at_most("left_behind", len(left), max(2, kills // 10))
    figures.exactly("left_behind_torn", sum(item not in whole.values() for item in left), 0)
    figures.control("a_torn_file", whole["feed"][:-1] not in (OLD, whole["feed"]))
