"""Private servers for the integration tests: a Postfix and an openbec with folders, ports and
sockets of their own, an SMTP client that can be any host (XCLIENT), and the loop that runs tests.

Nothing of the machine's own mail is read or touched. Every server is ended by its own pid."""
import contextlib
import os
import pathlib
import pwd
import random
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import traceback

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


def shown(failure):
    """Where in a test, and why; not the way there through this file."""
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__)
              if frame.filename.endswith("_test.py")]
    where = "".join(f"  {pathlib.Path(frame.filename).name}:{frame.lineno}: {frame.line}\n"
                    for frame in frames)
    return f"{where}  {type(failure).__name__}: {failure}"


class Folder:
    """A world's folder: readable by the servers' users, gone at its end."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="openbec-test-", dir="/tmp"))
        self.path.chmod(0o755)

    def close(self):
        if not os.environ.get("OPENBEC_KEEP"):
            shutil.rmtree(self.path, ignore_errors=True)


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
        return until(f"a log line with {words}", lambda: next(
            (line for line in self.log().splitlines() if all(word in line for word in words)), None))

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


class Postfix:
    """A Postfix on a loopback port that delivers openbec.test into one Maildir."""

    MAIN = """
compatibility_level = 3.6
queue_directory = {d}/queue
data_directory = {d}/data
maillog_file = {d}/maillog
maillog_file_prefixes = {d}
myhostname = mx.openbec.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = openbec.test
virtual_mailbox_base = {d}/mail
virtual_mailbox_maps = static:all/
virtual_mailbox_limit = 0
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
default_transport = discard:no mail leaves this test
relay_transport = discard:no mail leaves this test
queue_run_delay = 2s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
smtpd_peername_lookup = no
local_header_rewrite_clients =
smtpd_authorized_xclient_hosts = 127.0.0.0/8
smtpd_client_connection_count_limit = 0
smtpd_recipient_limit = 1000
smtpd_error_sleep_time = 0
enable_long_queue_ids = yes
message_size_limit = 52428800
smtpd_milters = {milter}
milter_default_action = accept
milter_command_timeout = 20s
milter_content_timeout = 40s
"""

    def __init__(self, folder, milter, settings="", chrooted=False):
        self.folder = folder / "postfix"
        self.port = free_port()
        self.plain_port = free_port()  # the same Postfix without the milter, to compare with
        self.seen = {}
        self.read = set()
        for name in ("etc", "queue", "data", "mail"):
            (self.folder / name).mkdir(parents=True)
        nobody = pwd.getpwnam("nobody")
        shutil.chown(self.folder / "data", "postfix")
        shutil.chown(self.folder / "mail", "nobody")
        (self.folder / "etc/main.cf").write_text(self.MAIN.format(
            d=self.folder, milter=milter, uid=nobody.pw_uid, gid=nobody.pw_gid) + settings)
        (self.folder / "etc/master.cf").write_text(self.master(chrooted))
        if chrooted:
            self.furnish_chroot()

    def master(self, chrooted):
        """Debian's services but smtpd, which listens on our ports."""
        flag = "y" if chrooted else "n"
        lines = [f"127.0.0.1:{self.port} inet n - {flag} - - smtpd",
                 f"127.0.0.1:{self.plain_port} inet n - {flag} - - smtpd -o smtpd_milters="]
        for line in pathlib.Path("/etc/postfix/master.cf.proto").read_text().splitlines():
            words = line.split()
            if not re.match("[a-z]", line) or words[7] in ("smtpd", "pipe"):
                continue
            words[4] = "y" if chrooted and words[7] == "cleanup" else "n"
            lines.append(" ".join(words))
        return "\n".join(lines) + "\n"

    def furnish_chroot(self):
        """What Debian's start script copies into the chroot."""
        etc = self.folder / "queue/etc"
        etc.mkdir()
        for name in ("resolv.conf", "services", "hosts", "localtime", "nsswitch.conf"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copy(f"/etc/{name}", etc / name)

    def command(self, program, *arguments):
        return run(program, "-c", self.folder / "etc", *arguments).decode()

    def start(self):
        self.command("postfix", "start")
        until("Postfix's port", self.answers)

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
            return True
        return False

    def settings(self, *settings):
        """Changes main.cf; in force when this returns."""
        self.command("postconf", *settings)
        self.command("postfix", "reload")
        time.sleep(1)  # a reload is over when old smtpd processes are gone; nothing says when

    def log(self):
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "maillog").read_text(errors="replace")
        return ""

    def client(self, address=CLIENT, plain=False):
        return Client(self.plain_port if plain else self.port, address)

    def scan(self):
        for path in (self.folder / "mail/all/new").glob("*"):
            if path.name not in self.read:
                self.read.add(path.name)
                copy = Delivered(path.read_bytes())
                self.seen.setdefault(copy.queue_id, []).append(copy)

    def delivered(self, queue_id, copies=1):
        """The copy of a message (all of them: a list, if more are wanted); waits for it."""
        def ask():
            self.scan()
            return len(self.seen.get(queue_id, ())) >= copies
        until(f"the delivery of {queue_id}", ask)
        assert len(self.seen[queue_id]) == copies, f"{queue_id} was delivered more than once"
        return self.seen[queue_id][0] if copies == 1 else self.seen[queue_id]

    def count(self):
        self.scan()
        return sum(map(len, self.seen.values()))

    def held(self):
        """Queue ids on hold."""
        return re.findall(r"^(\w+)!", self.command("postqueue", "-p"), re.M)

    def close(self):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            pid = int((self.folder / "queue/pid/master.pid").read_text())
            os.kill(pid, signal.SIGTERM)
            until("Postfix's end", lambda: not pathlib.Path(f"/proc/{pid}").exists())


class Delivered:
    """A message as it lies in the mailbox."""

    MAILBOX = {b"return-path", b"x-original-to", b"delivered-to"}  # written by the delivery agent

    def __init__(self, raw):
        self.raw = raw
        head, _, self.body = raw.partition(b"\n\n")
        self.fields = re.findall(rb"^([^:\s]+):[ \t]?((?:.*)(?:\n[ \t].*)*)", head, re.M)
        match = re.search(rb"with E?SMTPS? id (\w+)", head)
        self.queue_id = match.group(1).decode() if match else None

    def __getitem__(self, name):
        """All values of a field, unfolded."""
        return [re.sub(rb"\n[ \t]+", b" ", value).decode(errors="replace")
                for field, value in self.fields if field.lower() == name.lower().encode()]

    def one(self, name):
        values = self[name]
        assert len(values) == 1, f"{name} stands {len(values)} times: {values}"
        return values[0]

    @property
    def verdict(self):
        return self.one("X-BEC-Status").split(",")[0]

    @property
    def recipients(self):
        return sorted(self["X-Original-To"])

    def without_ours(self):
        """The bytes without what Postfix and openbec put in: what should have been sent."""
        head, gap, body = self.raw.partition(b"\n\n")
        received = 0
        kept = []
        for line in re.findall(rb"(?:.+)(?:\n[ \t].*)*", head):
            name = line.partition(b":")[0].lower()
            if name in self.MAILBOX and not received or name.startswith(b"x-bec-"):
                continue
            if name == b"received" and not received:
                received = 1
                continue
            kept.append(line)
        return b"\n".join(kept) + gap + body


class Client(smtplib.SMTP):
    """SMTP from any address; deliver() gives the queue id."""

    def __init__(self, port, address):
        super().__init__("127.0.0.1", port, local_hostname="client.example", timeout=60)
        self.ehlo()
        if address != "127.0.0.1":
            code, text = self.docmd("XCLIENT", f"ADDR={address} NAME=mail.sender.example")
            assert code == 220, (code, text)
            self.ehlo()

    def deliver(self, message, sender="ann@acme.example", to="bob@openbec.test", options=()):
        """The queue id, or smtplib's exception with the server's answer."""
        recipients = [to] if isinstance(to, str) else to
        self.mail(sender, ["BODY=8BITMIME", *options])
        for recipient in recipients:
            code, text = self.rcpt(recipient)
            assert code == 250, (code, text)
        code, text = self.data(message)
        if code != 250:
            raise smtplib.SMTPDataError(code, text)
        return re.search(rb"queued as (\w+)", text).group(1).decode()


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
    """The openbec that runs: one at a time for a Postfix, kept for the next test if that shares it."""

    def __init__(self):
        self.key = self.openbec = None

    def take(self, config, where, shared):
        if not shared or self.key != (config, where):
            self.end()
            self.openbec = Openbec(Folder().path, config, where)
            self.key = config, where
        return self.openbec

    def end(self):
        if self.openbec:
            openbec, self.key, self.openbec = self.openbec, None, None
            try:
                openbec.close()
            finally:
                shutil.rmtree(openbec.folder, ignore_errors=True)


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
