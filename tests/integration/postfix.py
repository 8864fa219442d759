"""A private Postfix, an SMTP client that can be any host (XCLIENT), and delivered mail."""
import contextlib
import os
import pathlib
import pwd
import re
import shutil
import signal
import smtplib
import socket

from tools import CLIENT, free_port, run, until


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
