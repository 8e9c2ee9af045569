"""A full disk, a full size limit, a read-only file: a clear error, and nothing is lost."""

import os
import pathlib
import resource
import shutil
import subprocess

from harness import Figures, add_words, options, skip, workspace, Registry

NOBODY = 65534


def as_nobody():
    """Leaves root's rights behind."""
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def small_files():
    """Lets no file grow beyond what is there; with Python's own handling of the signal taken back."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def main():
    """Fills a small file system and goes through the other ways a write can fail."""
    chosen = options(__doc__)
    figures = Figures()
    if os.geteuid() != 0:
        skip("needs root to mount a small file system")
    with workspace() as folder:
        # Where the one without rights can start it as well.
        binary = pathlib.Path(shutil.copy(chosen.binary, folder / "attestry"))
        disk = folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]).returncode != 0:
            skip("a small file system cannot be mounted here")
        try:
            registry = Registry(binary, disk / "registry.db").init()
            registry.do(*add_words("first"))
            before = registry.content()
            with open(disk / "ballast", "wb", buffering=0) as ballast:
                try:
                    while True:
                        ballast.write(b"x" * 4096)
                except OSError:
                    pass
            failures = [registry.run(*add_words(f"f{number}")) for number in range(3)]
            refused = [outcome for outcome in failures if outcome.explained]
            print(failures[-1])
            figures.exactly("full_disk_refused", len(refused), 3)
            figures.exactly("full_disk_changed_nothing", registry.content() == before, True)
            (disk / "ballast").unlink()
            figures.exactly("full_disk_verify", registry.verify().code, 0)
            figures.exactly("space_again", registry.run(*add_words("f0")).code, 0)
        finally:
            subprocess.run(["umount", disk], check=False)

        registry = Registry(binary, folder / "registry.db").init()
        registry.do(*add_words("first"))
        before = registry.content()
        with open("/dev/full", "wb") as full:
            outcome = registry.run("certificate", "list", stdout=full)
        figures.exactly("dev_full", (outcome.code, "output could not be written" in outcome.err), (1, True))
        with open("/dev/full", "wb") as full:
            outcome = registry.run(*add_words("second"), stdout=full)
        there = registry.query("SELECT count(*) FROM evidence WHERE code = 'second'")[0][0]
        figures.exactly("dev_full_after_a_change", (outcome.code, there, "is recorded" in outcome.err), (74, 1, True))
        before = registry.content()
        outcome = registry.run(*add_words("third"), preexec_fn=small_files)
        figures.exactly("size_limit_refused", outcome.explained, True)
        figures.exactly("size_limit_changed_nothing", registry.content() == before, True)

        os.chmod(folder, 0o755)
        os.chmod(registry.path, 0o444)
        outcome = registry.run(*add_words("fourth"), preexec_fn=as_nobody)
        figures.exactly("read_only_refused", outcome.explained, True)
        figures.exactly("read_only_can_be_read", registry.run("certificate", "list", preexec_fn=as_nobody).code, 0)
        os.chmod(registry.path, 0o666)
        outcome = registry.run(*add_words("fifth"), preexec_fn=as_nobody)
        print(outcome)
        figures.exactly("directory_without_write_refused", outcome.explained, True)
        os.chmod(registry.path, 0o000)
        outcome = registry.run("status", preexec_fn=as_nobody)
        print(outcome)
        figures.exactly("unreadable_refused", outcome.explained, True)
        os.chmod(registry.path, 0o600)
        figures.exactly("changed_nothing", registry.content() == before, True)
        figures.exactly("verify_status", registry.verify().code, 0)
        registry.do(*add_words("sixth"))
        figures.control("a_change_shows", registry.content() != before)
    figures.close()


main()
