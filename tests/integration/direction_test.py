"""DESIGN §2, direction, with verification: relays, a list manager and fetchmail on hosts of ours,
submission, sendmail(1)."""
import functools
import json

from authority import OURS, THEIRS, config, dns, keys
from milter import Milter
from samples import message
from support import ends, main, run, world

SETTINGS = "non_smtpd_milters = $smtpd_milters\nmynetworks = 127.0.0.0/8 10.0.0.0/8\n"
RELAY, INSIDE = "198.51.100.200", "10.1.2.3"
MORE = f"""trusted-relays = {{"{RELAY}"}}
internal-networks = {{"127.0.0.0/8", "10.0.0.0/8"}}
trusted-authserv-ids = {{"gw.openbec.test"}}
"""


@functools.cache
def place():
    server = ends.enter_context(dns())
    return ends.enter_context(world(config(server.server, MORE), SETTINGS))


def text(author="ann@acme.example", fields=(), to="bob@openbec.test"):
    return message([*fields, ("From", author), ("To", to), ("Subject", "Delivery")],
                   "On Thursday.\n", "acme.example")


def hop(client):
    return ("Received", f"from mx.acme.example (mx.acme.example [{client}])\n\tby gw.openbec.test "
            "with ESMTPS id 4711;\n\tTue, 3 Mar 2026 09:00:00 +0000")


def judged(address, raw, to="bob@openbec.test", sender="ann@acme.example"):
    postfix, openbec = place()
    with postfix.client(address) as client:
        queue_id = client.deliver(raw, sender=sender, to=to)
    log = json.loads(openbec.log_line(queue_id).partition(": ")[2])
    who = log["authentication"]["identity"]
    return log["direction"], log["authentication"]["spf"], who["proof"], who["via"], who["network"]


def expect(name, got, *wanted):
    assert got == wanted, f"{name}: {got}, wanted {wanted}"


def test_behind_a_relay():
    expect("whose client may send", judged(RELAY, text(fields=[hop(THEIRS)])),
           "inbound", "pass", "aligned", None, None)
    expect("whose client may not", judged(RELAY, text(fields=[hop(OURS)])),
           "inbound", "fail", "network", None, "192.0.2.0/24")
    expect("that says nothing", judged(RELAY, text()), "inbound", "none", "network", None, None)


def test_our_name_from_outside():
    expect("unproven", judged(OURS, text("bob@openbec.test"), sender="bob@openbec.test"),
           "inbound", "fail", "network", None, "192.0.2.0/24")
    expect("through a relay", judged(RELAY, text("bob@openbec.test", [hop(OURS)])),
           "inbound", "fail", "network", None, "192.0.2.0/24")


def test_list_manager_and_fetchmail_on_a_host_of_ours():
    plain = text()
    expect("a foreign From", judged(INSIDE, plain), "inbound", "none", "network", None, None)
    expect("its signature holds", judged(INSIDE, keys()[0].sign(plain, b"acme.example")),
           "inbound", "none", "aligned", None, None)
    listed = keys()[0].sign(text(fields=[("List-Id", "<dev.list.example>")]), b"list.example")
    expect("a list's signature", judged(INSIDE, listed, sender="dev-bounces@list.example"),
           "inbound", "none", "via", "list.example", None)


def test_our_own_hosts_write():
    own = text("bob@openbec.test")
    expect("to us", judged(INSIDE, own, sender="bob@openbec.test"),
           "internal", "none", "aligned", None, None)
    expect("to others", judged(INSIDE, own, "ann@acme.example", "bob@openbec.test"),
           "outbound", "none", "aligned", None, None)
    expect("to both", judged(INSIDE, own, ["bob@openbec.test", "ann@acme.example"],
                             "bob@openbec.test"), "outbound", "none", "aligned", None, None)


def test_submission():
    """From a stranger's network, with a login: ours, whatever DNS says."""
    _, openbec = place()
    for number, (to, wanted) in enumerate((("ann@acme.example", "outbound"),
                                           ("eve@openbec.test", "internal"))):
        milter = Milter(openbec.socket)
        milter.connect(OURS)
        milter.macros(b"M", **{"{auth_authen}": "bob"})
        milter.mail("bob@openbec.test")
        milter.rcpt(to)
        milter.header("From", "bob@openbec.test")
        milter.end_of_header()
        milter.body(b"On Thursday.\r\n")
        changes, _, _ = milter.end(f"SUBMIT{number}")
        milter.close()
        log = json.loads(openbec.log_line(f"SUBMIT{number}").partition(": ")[2])
        who = log["authentication"]["identity"]
        assert (log["direction"], who["proof"], who["by"]) == (wanted, "aligned", ["session"]), log
        written = [data for _, data in changes if b"Authentication-Results" in data]
        assert [b"auth=pass" in each for each in written] == [True] * (wanted == "internal"), changes


def test_sendmail_command():
    postfix, openbec = place()
    for author, to, wanted in (("bob@openbec.test", "ann@acme.example", ("outbound", "aligned")),
                               ("bob@openbec.test", "eve@openbec.test", ("internal", "aligned")),
                               ("ann@acme.example", "bob@openbec.test", ("inbound", "network"))):
        raw = text(author, to=to).replace(b"\r\n", b"\n")
        run("/usr/sbin/sendmail", "-C", postfix.folder / "etc", "-i", "-f", author, "--", to,
            stdin=raw)
        log = json.loads(openbec.log_line(raw.partition(b"Message-ID: <")[2].partition(b">")[0]
                                          .decode()).partition(": ")[2])
        got = log["direction"], log["authentication"]["identity"]["proof"]
        assert got == wanted, (author, to, got)
        assert log["authentication"]["spf"] == "none", log


main(globals())
