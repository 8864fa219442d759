"""A DNS of a test's own on loopback (tests/support/dns_server), with the keys that sign in it: who
may send for acme.example, and that the test is evil.example."""
import contextlib
import functools
import os
import subprocess
import sys

from tools import ROOT, Folder, free_port

sys.path.insert(0, str(ROOT / "tests/support"))
from signing import Key  # noqa: E402

DNS_SERVER = os.environ.get("DNS_SERVER", ROOT / "build/bin/dns_server")
OURS, THEIRS = "192.0.2.7", "198.51.100.20"  # the test's own client, and acme.example's

ZONE = """\
acme.example                    TXT v=spf1 ip4:198.51.100.20 -all
_dmarc.acme.example             TXT v=DMARC1; p=reject
key._domainkey.acme.example     TXT {key}
evil.example                    TXT v=spf1 ip4:192.0.2.7 -all
_dmarc.evil.example             TXT v=DMARC1; p=none
key._domainkey.evil.example     TXT {evil}
plain.example                   TXT v=spf1 ip4:198.51.100.20 -all
key._domainkey.plain.example    TXT {key}
list.example                    TXT v=spf1 ip4:203.0.113.9 -all
key._domainkey.list.example     TXT {key}
openbec.test                    TXT v=spf1 ip4:198.51.100.77 -all
_dmarc.openbec.test             TXT v=DMARC1; p=quarantine
client.example                  A 192.0.2.7
mail.evil.example               TXT v=spf1 ip4:192.0.2.7 -all
"""


@functools.cache
def keys():
    """acme.example's, and that of evil.example."""
    return Key("key"), Key("key")


class Dns:
    """A server that answers from `zone`, or has a fault; ends with its own process."""

    def __init__(self, folder, fault="none", slow_ms=1000, extra=""):
        self.port = free_port()
        path = folder / f"zone-{self.port}"
        key, evil = (each.record.decode() for each in keys())
        path.write_text(ZONE.format(key=key, evil=evil) + extra)
        self.process = subprocess.Popen(
            [DNS_SERVER, "--fault", fault, "--slow", str(slow_ms), "--for", "170", str(self.port),
             str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        assert b"listening" in self.process.stdout.readline(), "dns_server doesn't start"

    @property
    def server(self):
        return f"127.0.0.1@{self.port}"

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


@contextlib.contextmanager
def dns(**options):
    folder = Folder()
    server = Dns(folder.path, **options)
    try:
        yield server
    finally:
        server.close()
        folder.close()


def config(server, more=""):
    return (f'authentication = verify\ndns-servers = {{"{server}"}}\nlog-format = json\n'
            f"{more}")
