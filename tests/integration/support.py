"""Private servers for the integration tests, with folders, ports and sockets of their own, and the
loop that runs tests.

Nothing of the machine's own mail is read or touched. Every server is ended by its own pid."""
import contextlib
import os
import pathlib
import shutil
import signal
import sys
import time
import traceback

from openbec import Openbec
from postfix import Postfix
from smtp import refused
from tools import BECCTL, OPENBEC, ROOT, Folder, Skip, free_port, run, until

__all__ = ["BECCTL", "OPENBEC", "ROOT", "Folder", "Openbec", "Skip", "free_port", "main", "refused",
           "run", "until", "world"]

ends = contextlib.ExitStack()  # what a test file started for all its tests
postfixes = {}  # started by a test file so far, by their settings: a start takes seconds


def postfix_with(settings, chrooted):
    key = settings, chrooted
    if key not in postfixes:
        folder = Folder()
        where = folder.path / ("postfix/queue/openbec/sock" if chrooted else "openbec.sock")
        postfix = Postfix(folder.path, f"unix:{'openbec/sock' if chrooted else where}", settings,
                          chrooted)
        where.parent.mkdir(exist_ok=True)
        postfixes[key] = postfix, folder, where
        postfix.start()
    postfix, _, where = postfixes[key]
    return postfix, where


def end_postfixes():
    for postfix, folder, _ in postfixes.values():
        postfix.close()
        folder.close()


class Shared:
    """The openbec that runs: one at a time, kept for the next test if that shares it."""

    def __init__(self):
        self.key = self.folder = self.openbec = None

    def take(self, config, where, shared):
        if not shared or self.key != (config, where):
            self.end()
            self.folder = Folder()
            self.openbec = Openbec(self.folder.path, config, where)
            self.key = config, where
        return self.openbec

    def end(self):
        if self.openbec:
            openbec, self.key, self.openbec = self.openbec, None, None
            try:
                openbec.close()
            finally:
                self.folder.close()


running = Shared()


@contextlib.contextmanager
def world(config="", settings="", chrooted=False, shared=False):
    """A Postfix, kept for the tests of a file, and an openbec with an empty store that ends with
    the block; `shared`: it may have served another test with the same configuration, and is kept
    for the next (compiling its phrases takes a second). On a failure the ends of both logs are
    shown."""
    postfix, where = postfix_with(settings, chrooted)
    openbec = running.take(config, where, shared)
    try:
        yield postfix, openbec
    except BaseException:
        for name, text in (("maillog", postfix.log()), ("openbec", openbec.log())):
            print(f"--- {name}", *text.splitlines()[-25:], sep="\n")
        shared = False
        raise
    finally:
        if not shared:
            running.end()


def shown(failure):
    """Where in a test, and why; not the way there through this file."""
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__)
              if frame.filename.endswith("_test.py")]
    where = "".join(f"  {pathlib.Path(frame.filename).name}:{frame.lineno}: {frame.line}\n"
                    for frame in frames)
    return f"{where}  {type(failure).__name__}: {failure}"


def out_of_time(*_):
    raise AssertionError("out of time")


def main(tests, seconds=170):
    """Runs the functions named test_* of a module (globals()), in their order; exit status 77 if
    the machine can't run them. Gives up, and ends its servers, before ctest would kill it."""
    signal.signal(signal.SIGALRM, out_of_time)
    signal.signal(signal.SIGTERM, out_of_time)
    signal.alarm(seconds)
    try:
        if os.geteuid() != 0:
            raise Skip("Postfix can only be started by root")
        if not shutil.which("postfix", path="/usr/sbin:/sbin:" + os.environ.get("PATH", "")):
            raise Skip("Postfix isn't installed (packaging/install-deps test)")
        os.environ["PATH"] += ":/usr/sbin:/sbin"
        failed = 0
        for name, test in [item for item in tests.items() if item[0].startswith("test_")]:
            begun = time.monotonic()
            try:
                test()
                print(f"ok {name} ({time.monotonic() - begun:.1f} s)", flush=True)
            except Skip:
                raise
            except Exception as failure:
                failed += 1
                print(f"FAILED {name}", shown(failure), sep="\n", flush=True)
        sys.exit(1 if failed else 0)
    except Skip as why:
        print(f"skipped: {why}")
        sys.exit(77)
    finally:
        with ends:
            running.end()
            end_postfixes()
