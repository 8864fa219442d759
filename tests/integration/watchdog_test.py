"""What systemd is told, at a socket of the test's own: that openbec serves, that it is well, that it
ends; and nothing while a message hangs."""
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import threading
import time

import milter
from milter import Milter
from samples import honest
from support import OPENBEC, Folder, Openbec, main, until

PERIOD_S = 1.0  # of the watchdog
CONFIG = "auth-timeout = 0.1\nlearn-timeout = 100\n"


class Systemd:
    """Hears what a unit's main process says."""

    def __init__(self, folder):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(folder / "notify"))
        self.environment = {"NOTIFY_SOCKET": str(folder / "notify"),
                            "WATCHDOG_USEC": str(int(PERIOD_S * 1e6))}
        self.heard = []  # (time, what)
        threading.Thread(target=self.hear, daemon=True).start()

    def hear(self):
        while data := self.socket.recv(100):
            self.heard.append((time.monotonic(), data.decode()))

    def times(self, what, since=0.0):
        return [at for at, said in self.heard if said == what and at >= since]


class Piped(Openbec):
    """Logs to a pipe that nobody reads before read_log(): once it is full, who logs hangs."""

    def start(self):
        self.log_path.touch()
        self.pipe, theirs = os.pipe()
        fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, 4096)
        self.process = subprocess.Popen(
            [OPENBEC, "-f", "-c", str(self.config)], stdin=subprocess.DEVNULL, stderr=theirs,
            env=self.environment, start_new_session=True)
        os.close(theirs)
        until("openbec's socket", self.answers)

    def read_log(self):
        def copy():
            with open(self.pipe, "rb") as pipe, open(self.log_path, "ab", buffering=0) as log:
                while data := os.read(pipe.fileno(), 4096):
                    log.write(data)
        threading.Thread(target=copy, daemon=True).start()


@contextlib.contextmanager
def unit(kind=Openbec):
    folder = Folder()
    systemd = Systemd(folder.path)
    openbec = kind(folder.path, CONFIG, environment=systemd.environment)
    try:
        yield openbec, systemd
    finally:
        if openbec.process.poll() is None:
            openbec.kill()
        folder.close()


def hang(openbec):
    """Sends messages until one isn't answered; gives its connection and itself."""
    for _ in range(100):
        link, mail = Milter(openbec.socket), honest()
        link.connect()
        link.socket.settimeout(2)
        try:
            link.message(mail)
            link.close()
        except TimeoutError:
            return link, mail
    raise AssertionError("a full pipe stopped nobody")


def test_it_serves_it_is_well_it_ends():
    with unit() as (openbec, systemd):
        until("READY=1", lambda: systemd.times("READY=1"))
        begun = time.monotonic()
        while time.monotonic() < begun + 4 * PERIOD_S:
            link = Milter(openbec.socket)
            link.connect()
            assert link.message(honest())[1] == milter.ACCEPT
            link.close()
        beats = [begun, *systemd.times("WATCHDOG=1", begun), time.monotonic()]
        assert len(beats) >= 6, beats
        gaps = [later - earlier for earlier, later in zip(beats, beats[1:])]
        assert max(gaps) < PERIOD_S, gaps
        assert not systemd.times("STOPPING=1")
        openbec.process.send_signal(signal.SIGTERM)
        assert openbec.process.wait(20) == 0
        until("STOPPING=1", lambda: systemd.times("STOPPING=1"))


def test_it_is_silent_while_a_message_hangs_and_speaks_again():
    with unit(Piped) as (openbec, systemd):
        link, _ = hang(openbec)
        until("silence", lambda: time.monotonic() - systemd.times("WATCHDOG=1")[-1] > 3 * PERIOD_S)
        freed = time.monotonic()
        openbec.read_log()
        openbec.log_line("should have been answered", "openbec hangs")
        link.socket.settimeout(30)
        answer = link.reply()[0]
        while answer not in milter.VERDICTS:
            answer = link.reply()[0]
        assert answer == milter.ACCEPT
        until("a sign of life", lambda: systemd.times("WATCHDOG=1", freed))


def test_what_it_hung_on_passes_unscored_after_the_restart():
    with unit(Piped) as (openbec, systemd):
        _, mail = hang(openbec)
        until("silence", lambda: time.monotonic() - systemd.times("WATCHDOG=1")[-1] > 3 * PERIOD_S)
        openbec.process.send_signal(signal.SIGABRT)  # as systemd does
        assert openbec.process.wait(20) == -signal.SIGABRT
        openbec.start()
        openbec.read_log()
        link = Milter(openbec.socket)
        link.connect()
        changes, answer, _ = link.message(mail)
        assert answer == milter.ACCEPT
        assert any(b"X-BEC-Status\0 error" in data for _, data in changes), changes


main(globals())
