"""A private Postfix."""
import contextlib
import os
import pathlib
import pwd
import re
import shutil
import signal

from smtp import Client, Mta
from tools import CLIENT, free_port, run, until


def with_settings(main, settings):
    """main.cf with settings in place of those of the same name. To set one twice would do, too, but
    then each daemon warns of it, postlogd as well, which may wait for itself for ever."""
    named = {line.partition(" =")[0] for line in settings.splitlines()}
    return "".join(line + "\n" for line in main.splitlines()
                   if line.partition(" =")[0] not in named) + settings


class Postfix(Mta):
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

    def __init__(self, folder, milter, settings="", chrooted=False, services=""):
        """`settings` and `services`: lines that main.cf and master.cf get besides."""
        super().__init__()
        self.folder = folder / "postfix"
        self.plain_port = free_port()  # the same Postfix without the milter, to compare with
        self.read = set()  # names of files
        for name in ("etc", "queue", "data", "mail"):
            (self.folder / name).mkdir(parents=True)
        nobody = pwd.getpwnam("nobody")
        shutil.chown(self.folder / "data", "postfix")
        shutil.chown(self.folder / "mail", "nobody")
        main = self.MAIN.format(d=self.folder, milter=milter, uid=nobody.pw_uid, gid=nobody.pw_gid)
        (self.folder / "etc/main.cf").write_text(with_settings(main, settings))
        (self.folder / "etc/master.cf").write_text(self.master(chrooted) + services)
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

    def log(self):
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "maillog").read_text(errors="replace")
        return ""

    def client(self, address=CLIENT, plain=False):
        return Client(self.plain_port if plain else self.port, address)

    def arrived(self):
        for path in (self.folder / "mail/all/new").glob("*"):
            if path.name not in self.read:
                self.read.add(path.name)
                yield path.read_bytes()

    def held(self):
        """Queue ids on hold."""
        return re.findall(r"^(\w+)!", self.command("postqueue", "-p"), re.M)

    def release(self, queue_id):
        self.command("postsuper", "-H", queue_id)
        self.command("postqueue", "-f")

    def close(self):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            pid = int((self.folder / "queue/pid/master.pid").read_text())
            os.kill(pid, signal.SIGTERM)
            until("Postfix's end", lambda: not pathlib.Path(f"/proc/{pid}").exists())
