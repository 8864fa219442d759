"""Who handed the message over, where it isn't who connects: trusted relays and their Received
fields, and clients as Postfix is told of them (XCLIENT)."""
import json

from samples import PASSED, honest
from support import main, world

CONFIG = """trusted-relays = {"198.51.100.0/24"}
log-format = json
"""
RELAY = "198.51.100.9"


def hop(by, client):
    return ("Received", f"from mail.acme.example (mail.acme.example [{client}])\n\tby {by} with "
            "ESMTPS id 4711;\n\tTue, 3 Mar 2026 09:00:00 +0000")


def judged(openbec, queue_id):
    return json.loads(openbec.log_line(queue_id).partition(": ")[2])


def identity(openbec, queue_id):
    return judged(openbec, queue_id)["authentication"]["identity"]


def test_client_is_read_from_our_relays_fields():
    ours, theirs = "gw.openbec.test", "mx.elsewhere.example"
    rows = [  # who connects, Received from the top, the client's network as openbec sees it
        ("through a relay", RELAY, [hop(ours, "203.0.113.5")], "203.0.113.0/24"),
        ("through two", RELAY, [hop(ours, "198.51.100.7"), hop("in.openbec.test", "203.0.113.5")],
         "203.0.113.0/24"),
        ("a forged one below", RELAY, [hop(ours, "203.0.113.5"), hop(ours, "10.9.8.7")],
         "203.0.113.0/24"),
        ("IPv6", RELAY, [hop(ours, "IPv6:2001:db8:1:2::3")], "2001:db8:1::/48"),
        ("not written by ours", RELAY, [hop(theirs, "203.0.113.5")], None),
        ("none", RELAY, [], None),
        ("unreadable", RELAY, [("Received", "by gw.openbec.test; some day")], None),
        ("a stranger who claims a relay", "192.0.2.7", [hop(ours, "203.0.113.5")],
         "192.0.2.0/24"),
    ]
    with world(CONFIG, shared=True) as (postfix, openbec):
        for name, address, fields, wanted in rows:
            with postfix.client(address) as client:
                queue_id = client.deliver(honest(fields, authentication=None))
            found = identity(openbec, queue_id)
            assert found["network"] == wanted and found["proof"] == "network", (name, found)
            assert postfix.delivered(queue_id).verdict == "clean", name


def test_results_count_down_to_the_strangers_hop():
    passed = ("Authentication-Results", PASSED.format("acme.example"))
    ours, theirs = hop("gw.openbec.test", "203.0.113.5"), hop("mx.acme.example", "203.0.113.77")
    with world(CONFIG, shared=True) as (postfix, openbec), postfix.client(RELAY) as client:
        for name, fields, wanted in (("above the relay's", [passed, ours], True),
                                     ("below the sender's", [ours, theirs, passed], False)):
            queue_id = client.deliver(honest(fields, authentication=None))
            assert identity(openbec, queue_id)["proven"] == wanted, name


def test_clients_by_xclient():
    with world(CONFIG, shared=True) as (postfix, openbec):
        for address in ("203.0.113.200", "198.18.0.1"):
            with postfix.client(address) as client:
                queue_id = client.deliver(honest(authentication=None))
            found = judged(openbec, queue_id)
            assert found["authentication"]["identity"]["network"] == (
                address.rpartition(".")[0] + ".0/24"), found
            assert found["direction"] == "inbound", found


def test_a_client_of_unknown_address_passes_unscored():
    """Postfix then tells the filter an IPv4 address "unknown", at which libmilter closes before it
    asks us: milter_default_action decides, and the next connection is as ever."""
    with world(CONFIG, shared=True) as (postfix, _):
        with postfix.client("[UNAVAILABLE]") as client:
            assert postfix.delivered(client.deliver(honest())).ours == []
        with postfix.client() as client:
            assert postfix.delivered(client.deliver(honest())).verdict == "clean"


main(globals())
