"""A private Sendmail. Its package conflicts with Postfix's, so it is unpacked and not installed."""
import fcntl
import os
import pathlib
import re
import subprocess

from sink import Sink
from smtp import Client, Mta
from tools import ROOT, Skip, run, until

UNPACKED = pathlib.Path(os.environ.get("OPENBEC_SENDMAIL", ROOT / "build/sendmail"))
SNIPPET = ROOT / "packaging/sendmail/openbec.m4"
PACKAGES = ("sendmail-bin", "sendmail-cf")


def apt(*arguments):
    try:
        return subprocess.run(
            ["apt-get", "-q", "-o", "Acquire::Retries=3", "-o", "APT::Sandbox::User=root",
             *arguments], cwd=UNPACKED, capture_output=True, text=True, timeout=60,
            stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        raise Skip("Sendmail's packages can't be had: apt-get doesn't come to an end") from None


def required():
    """The folder with Sendmail's files, fetched once for a build tree; Skip if it can't run here."""
    probe = subprocess.run(["unshare", "--uts", "true"], capture_output=True, check=False)
    if probe.returncode:
        raise Skip("Sendmail needs a host name of its own, and unshare --uts isn't permitted")
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with open(UNPACKED / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests run side by side
        if not (UNPACKED / "complete").exists():
            if apt("download", *PACKAGES).returncode:
                apt("update")  # the lists may be old, or not there
                answer = apt("download", *PACKAGES)
                if answer.returncode:
                    raise Skip(f"Sendmail's packages can't be had: {answer.stderr.strip()[-300:]}")
            for package in UNPACKED.glob("*.deb"):
                run("dpkg", "-x", package, UNPACKED / "root")
            (UNPACKED / "complete").touch()
    return UNPACKED / "root"


class Sendmail(Mta):
    """A Sendmail on a loopback port that hands everything to a sink."""

    MC = r"""
divert(-1)
include(`{root}/usr/share/sendmail/cf/m4/cf.m4')
divert(0)dnl
OSTYPE(`linux')dnl
define(`MAIL_SETTINGS_DIR', `{d}/etc/')dnl
define(`confPID_FILE', `{d}/sendmail.pid')dnl
define(`QUEUE_DIR', `{d}/mqueue')dnl
define(`ALIAS_FILE', `')dnl
define(`confDOMAIN_NAME', `mx.openbec.test')dnl
define(`confSERVICE_SWITCH_FILE', `{d}/etc/service.switch')dnl
define(`confDEF_USER_ID', `65534:65534')dnl
define(`confTO_IDENT', `0s')dnl
define(`confMAX_MESSAGE_SIZE', `52428800')dnl
define(`confAUTH_OPTIONS', `A')dnl
define(`confAUTH_MECHANISMS', `PLAIN LOGIN')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`nocanonify')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`promiscuous_relay')dnl
DAEMON_OPTIONS(`Name=MTA, Family=inet, Addr=127.0.0.1, Port={port}')dnl
{filter}
define(`SMART_HOST', `relay:[127.0.0.1]')dnl
define(`RELAY_MAILER_ARGS', `TCP $h {sink}')dnl
MAILER(`smtp')dnl
LOCAL_CONFIG
ESASL_CONF_PATH={d}/etc
"""

    def __init__(self, folder, socket_path, flags=None):
        """`flags` in place of the ones that packaging/sendmail has: "F=T, T=C:1s;..."."""
        super().__init__()
        self.root = required()
        self.folder = folder / "sendmail"
        self.sink = Sink()
        self.process = None
        (self.folder / "etc").mkdir(parents=True)
        (self.folder / "mqueue").mkdir(mode=0o700)
        lines = SNIPPET.read_text().replace("/run/openbec/openbec.sock", str(socket_path))
        if flags is not None:
            lines = re.sub(r"F=,[^']*", flags, lines)
        mc = self.folder / "etc/sendmail.mc"
        mc.write_text(self.MC.format(root=self.root, d=self.folder, port=self.port, filter=lines,
                                     sink=self.sink.port))
        (self.folder / "etc/sendmail.cf").write_bytes(
            run("m4", f"-D_CF_DIR_={self.root}/usr/share/sendmail/cf/", mc))
        (self.folder / "etc/service.switch").write_text(
            "hosts files\naliases files\npasswd files\n")
        self.make_user("anna", "secret")

    def make_user(self, name, password):
        """One that can log in (SMTP AUTH, by Cyrus SASL)."""
        base = self.folder / "etc/sasldb2"
        (self.folder / "etc/Sendmail.conf").write_text(
            f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {base}\n")
        run("saslpasswd2", "-c", "-p", "-f", base, "-u", "mx.openbec.test", name,
            stdin=password.encode())

    def command(self, *arguments):
        """Sendmail waits a minute if the host's name has no dot: it gets a name of its own."""
        return ["unshare", "--uts", "sh", "-c", 'hostname mx.openbec.test && exec "$@"', "sh",
                f"{self.root}/usr/libexec/sendmail/sendmail", "-C",
                f"{self.folder}/etc/sendmail.cf", *arguments]

    def start(self):
        with open(self.folder / "out", "wb") as out:
            self.process = subprocess.Popen(self.command("-bD", "-q2s"), stdin=subprocess.DEVNULL,
                                            stdout=out, stderr=out, start_new_session=True)
        until("Sendmail's port", self.answers)

    def log(self):
        return (self.folder / "out").read_text(errors="replace")

    def client(self):
        return Client(self.port)

    def arrived(self):
        return self.sink.messages()

    def held(self):
        """Queue ids in quarantine."""
        return sorted(path.name[2:] for path in (self.folder / "mqueue").glob("hf*"))

    def hold_reason(self, queue_id):
        file = (self.folder / "mqueue" / f"hf{queue_id}").read_text(errors="replace")
        return re.search("^q(.*)", file, re.M).group(1)

    def release(self, queue_id):
        run(*self.command("-qQ", "-Q", f"-qI{queue_id}"))

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(20)
        self.sink.close()
