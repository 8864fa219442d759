"""Private servers for the integration tests: an openbec and a Postfix with folders, ports and
sockets of their own, and the loop that runs tests.

Nothing of the machine's own mail is read or touched. Every server is ended by its own pid."""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import time
import traceback

from postfix import Postfix
from tools import BECCTL, OPENBEC, ROOT, Folder, Skip, free_port, run, until

__all__ = ["BECCTL", "OPENBEC", "ROOT", "Folder", "Openbec", "Skip", "free_port", "main", "refused",
           "run", "until", "world"]


class Openbec:
    """The daemon in the foreground, as root, with a configuration that tests add lines to."""

    BASE = """
local-domains = {{"openbec.test"}}
authserv-id = "mx.openbec.test"
trusted-authserv-ids = {{"mx.openbec.test"}}
store = "{store}"
socket = "unix:{socket}"
socket-mode = "0666"
learn-timeout = 5000
person "Maria Rossi" {{ addresses = {{"maria.rossi@openbec.test"}} }}
"""

    def __init__(self, folder, config="", socket_path=None, environment=None):
        self.folder = folder
        self.socket = socket_path or folder / "openbec.sock"
        self.store = folder / "store.db"
        self.config = folder / "openbec.conf"
        self.log_path = folder / "openbec.log"
        self.environment = {**os.environ, **(environment or {})}
        self.process = None
        self.configure(config)
        self.start()

    def configure(self, config):
        """BASE and these lines, which win."""
        named = set(re.findall(r"^([\w-]+) *=", config, re.M))
        base = self.BASE.format(store=self.store, socket=self.socket).splitlines()
        kept = [line for line in base if line.partition(" =")[0] not in named]
        self.config.write_text("\n".join(kept) + "\n" + config)

    def start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [OPENBEC, "-f", "-c", str(self.config)], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, env=self.environment, start_new_session=True)
        until("openbec's socket", self.answers)

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"openbec ended with {self.process.returncode}: {self.log()}")
        with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
            probe.connect(str(self.socket))
            return True
        return False

    def log(self):
        return self.log_path.read_text(errors="replace")

    def log_line(self, *words):
        """Waits for a line of the log that holds all the words."""
        def find():
            lines = self.log().splitlines()
            return next((line for line in lines if all(word in line for word in words)), None)
        return until(f"a log line with {words}", find)

    def reload(self, config):
        """Writes a new configuration, lets the daemon read it, and gives what it says of it."""
        before = len(self.log())
        self.configure(config)
        self.process.send_signal(signal.SIGUSR1)
        return until("an answer to SIGUSR1", lambda: re.search(
            r".*(configuration reloaded|not reloaded).*", self.log()[before:])).group()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.kill()
        elif self.process.returncode not in (0, -signal.SIGKILL):
            raise AssertionError(f"openbec ended with {self.process.returncode}: {self.log()}")


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


def refused(client, message, **envelope):
    """The server's answer to a message that it must refuse."""
    try:
        queue_id = client.deliver(message, **envelope)
    except smtplib.SMTPDataError as answer:
        return answer.smtp_code, answer.smtp_error.decode()
    raise AssertionError(f"{queue_id} was taken")


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
        running.end()
        end_postfixes()
