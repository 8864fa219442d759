"""smtpd and cleanup chrooted, as Debian has it, and openbec as a user of its own in the background,
with its socket inside the chroot."""
import contextlib
import os
import pathlib
import pwd
import re
import signal
import subprocess
import time

from samples import fraud, honest
from support import OPENBEC, main, refused, run, until, world

SENDER = "office.desk.4471@gmail.com"


def test_chrooted():
    config = "malicious-threshold = 5.5\npolicy default { malicious = reject }\n"
    with world(config, chrooted=True) as (postfix, openbec), postfix.client() as client:
        root = os.readlink(f"/proc/{smtpd_pid(postfix)}/root")
        assert root == str(postfix.folder / "queue"), "smtpd isn't chrooted"
        assert postfix.delivered(client.deliver(honest())).verdict == "clean"
        assert refused(client, fraud(), sender=SENDER)[0] == 550


def smtpd_pid(postfix):
    master = (postfix.folder / "queue/pid/master.pid").read_text().strip()
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if re.match(rf"\d+ \(smtpd\) \w {master} ", path.read_text()):
                return path.parent.name
    raise AssertionError("there is no smtpd")


class Background:
    """openbec as an init script starts it: it says whether it serves, then goes on alone."""

    def __init__(self, openbec, *options):
        self.pid_file = openbec.folder / "openbec.pid"
        run(OPENBEC, "-c", openbec.config, "-P", self.pid_file, *options)
        self.pid = int(self.pid_file.read_text())

    def runs(self):
        return os.path.exists(f"/proc/{self.pid}")


def test_in_the_background_as_a_user_of_its_own():
    with world(chrooted=True) as (postfix, openbec):
        openbec.kill()
        state = openbec.folder / "state"
        state.mkdir()
        os.chown(state, pwd.getpwnam("nobody").pw_uid, -1)
        settings = f'store = "{state}/store.db"\n'
        openbec.configure(settings)
        daemon = Background(openbec, "-u", "nobody")
        try:
            assert os.stat(f"/proc/{daemon.pid}").st_uid == pwd.getpwnam("nobody").pw_uid
            with postfix.client() as client:
                copy = postfix.delivered(client.deliver(honest()))
                assert copy.verdict == "clean" and "store=" not in copy.one("X-BEC-Status")
                openbec.configure(settings + "malicious-threshold = 5.5\n"
                                  "policy default { malicious = reject }\n")
                os.kill(daemon.pid, signal.SIGUSR1)  # it can still read its key as this user
                until("the new configuration", lambda: refused_now(client))
            os.kill(daemon.pid, signal.SIGTERM)
            until("openbec's end", lambda: not daemon.runs())
        finally:
            if daemon.runs():
                os.kill(daemon.pid, signal.SIGKILL)


def refused_now(client):
    try:
        return refused(client, fraud(), sender=SENDER)[0] == 550
    except AssertionError:
        time.sleep(0.1)
        return False


def test_a_second_instance_and_bad_starts_are_refused():
    with world() as (postfix, openbec):
        second = subprocess.run([OPENBEC, "-f", "-c", openbec.config], capture_output=True,
                                text=True, timeout=30, check=False)
        assert second.returncode != 0 and second.stderr.count("\n") == 1, second
        assert f"another openbec serves {openbec.socket} " in second.stderr, second
        bad = openbec.folder / "bad.conf"
        for config, word in (("mode = perhaps\n", "perhaps"), ("x = 1\n", "bad.conf:1"),
                             ("socket = \"unix:/nonexistent/x/sock\"\n", "/nonexistent/x/sock")):
            bad.write_text(config + f'store = "{openbec.folder}/bad.db"\n')
            for options in (("-f",), ()):
                answer = subprocess.run([OPENBEC, *options, "-c", bad], capture_output=True,
                                        text=True, timeout=30, check=False)
                assert answer.returncode != 0, (config, options)
                assert word in answer.stderr and answer.stderr.count("\n") == 1, answer
        with postfix.client() as client:  # and the first one serves on
            assert postfix.delivered(client.deliver(honest())).verdict == "clean"


def test_term_ends_it_with_mail_in_work():
    with world() as (postfix, openbec), postfix.client() as client:
        client.mail("ann@acme.example")
        client.rcpt("bob@openbec.test")
        openbec.process.terminate()
        assert openbec.process.wait(20) == 0
        assert "openbec ends" in openbec.log()
        code, text = client.data(honest())
        assert code == 250, text


main(globals())
