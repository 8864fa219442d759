"""The daemon under test."""
import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess

from tools import OPENBEC, until


class Openbec:
    """The daemon in the foreground, as root, with a configuration that tests add lines to."""

    BASE = """
local-domains = {{"openbec.test"}}
authserv-id = "mx.openbec.test"
trusted-authserv-ids = {{"mx.openbec.test"}}
authentication = trust
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

    def correspondents(self):
        """Outside addresses that ours wrote to."""
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as store:
            return sorted(row[0] for row in store.execute("SELECT address FROM correspondent"))

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
        assert "runtime error: " not in self.log(), self.log()  # UBSan's word
