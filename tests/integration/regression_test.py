"""auth-regression (DESIGN §2): an address that signed on five days and is then only aligned by SPF is
judged as another; a key that the DNS owes us is no regression."""
import json
import time

from authority import THEIRS, config, dns, keys
from samples import message
from support import BECCTL, Folder, main, run

LATE = "late._domainkey.acme.example TXT TIMEOUT\n"


class House:
    """A store that learns from files, day by day, from tomorrow on: signatures are of today."""

    def __init__(self, folder, server):
        self.folder, self.day = folder, 0
        self.config = folder / "openbec.conf"
        self.config.write_text(config(server, f"""local-domains = {{"openbec.test"}}
authserv-id = "mx.openbec.test"
dns-timeout = 0.5
auth-timeout = 1
store = "{folder}/store.db"
"""))

    def next_day(self, selector=None):
        """Ann's mail of the next day, signed with that selector: (proof, has auth-regression)."""
        self.day += 1
        raw = message([("From", "ann@acme.example"), ("To", "bob@openbec.test"),
                       ("Subject", f"Day {self.day}")], f"Report {self.day}\n", "acme.example")
        if selector:
            raw = keys()[0].sign(raw, b"acme.example", selector=selector)
        path = self.folder / f"{self.day}.eml"
        path.write_bytes(raw)
        judged = json.loads(run(
            BECCTL, "-c", self.config, "score", "--json", "--learn", "--from", "ann@acme.example",
            "--rcpt", "bob@openbec.test", "--client-ip", THEIRS, "--at",
            time.strftime("%Y-%m-%dT12:00:00Z", time.gmtime(time.time() + 86400 * self.day)), path))
        who = judged["authentication"]["identity"]
        return who["proof"], "auth-regression" in [each["id"] for each in judged["findings"]]


def test_who_stops_signing():
    folder = Folder()
    with dns(extra=LATE) as server:
        house = House(folder.path, server.server)
        for _ in range(4):
            assert house.next_day(b"key") == ("aligned", False)
        assert house.next_day() == ("aligned", False), "four days are no habit"
        assert house.next_day(b"key") == ("aligned", False)
        assert house.next_day(b"late") == ("aligned", False), "the DNS owes us the key"
        assert house.next_day() == ("via", True)
        assert house.next_day() == ("via", True), "it doesn't become usual at once"
        assert house.next_day(b"key") == ("aligned", False)
    folder.close()


main(globals())
