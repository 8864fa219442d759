"""What every test needs: the programs' paths, patience, ports, a folder."""
import contextlib
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
OPENBEC = os.environ.get("OPENBEC", ROOT / "build/bin/openbec")
BECCTL = os.environ.get("BECCTL", ROOT / "build/bin/becctl")
CLIENT = "192.0.2.7"  # whom the tests are by default: a stranger's mail server
PATIENCE = 40  # seconds that anything may take


class Skip(Exception):
    """A test that can't run here; says why."""


def until(what, ask, patience=PATIENCE):
    """Asks until the answer is true, and gives it."""
    end = time.monotonic() + patience
    while not (answer := ask()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s for {what}")
        time.sleep(0.02)
    return answer


def free_port():
    """One below the range that the kernel hands out to clients."""
    while True:
        port = random.randrange(12000, 31000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def run(*command, stdin=None, status=0):
    """A program's standard output; its exit status must be `status`."""
    result = subprocess.run([str(word) for word in command], input=stdin, capture_output=True,
                            timeout=120, check=False)
    if result.returncode != status:
        raise AssertionError(f"{command}: exit status {result.returncode}, wanted {status}: "
                             f"{result.stderr.decode(errors='replace')}")
    return result.stdout


class Folder:
    """A world's folder: readable by the servers' users, gone at its end."""

    def __init__(self, parent="/tmp"):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="openbec-test-", dir=parent))
        self.path.chmod(0o755)

    def close(self):
        if not os.environ.get("OPENBEC_KEEP"):
            shutil.rmtree(self.path, ignore_errors=True)
