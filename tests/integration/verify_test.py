"""The Authentication-Results field that we add, and those that we take out; nothing that comes from
outside can name a passing property in ours (RFC 8601 §5)."""
import functools
import json
import re

from authority import OURS, THEIRS, config, dns, keys
from milter import ADD_HEADER, CHANGE_HEADER, Milter
from samples import message
from signing import dkim
from support import ends, main, world

NAME = "Authentication-Results"
ID = "mx.openbec.test"
RESULTS = re.compile(  # all that may stand in a field of ours
    r"mx\.openbec\.test; spf=\w+( smtp\.mailfrom=[\w.-]+)?(; dkim=\w+( header\.d=[\w.-]+)?"
    r"( header\.s=[\w.-]+)?)+; dmarc=\w+( \(p=\w+\))?( header\.from=[\w.-]+)?(; arc=\w+)?")


@functools.cache
def place():
    server = ends.enter_context(dns())
    return ends.enter_context(world(config(
        server.server, 'trusted-arc-sealers = {"list.example"}\n')))


def text(fields=(), author="ann@acme.example"):
    return message([*fields, ("From", author), ("To", "bob@openbec.test"), ("Subject", "Delivery")],
                   "On Thursday.\n", "acme.example")


def results(raw, address=THEIRS, sender="ann@acme.example"):
    postfix, _ = place()
    with postfix.client(address) as client:
        copy = postfix.delivered(client.deliver(raw, sender=sender))
    return copy[NAME]


def test_what_we_found():
    plain = text()
    assert results(plain) == [f"{ID}; spf=pass smtp.mailfrom=acme.example; dkim=none; "
                              "dmarc=pass (p=reject) header.from=acme.example"]
    signed = keys()[0].sign(plain, b"acme.example")
    assert results(signed, OURS) == [
        f"{ID}; spf=fail smtp.mailfrom=acme.example; dkim=pass header.d=acme.example header.s=key; "
        "dmarc=pass (p=reject) header.from=acme.example"]
    assert results(keys()[0].sign(signed, b"list.example"), OURS) == [
        f"{ID}; spf=fail smtp.mailfrom=acme.example; dkim=pass header.d=list.example header.s=key; "
        "dkim=pass header.d=acme.example header.s=key; dmarc=pass (p=reject) "
        "header.from=acme.example"]
    assert results(signed.replace(b"Thursday", b"Friday"), OURS) == [
        f"{ID}; spf=fail smtp.mailfrom=acme.example; dkim=fail header.d=acme.example header.s=key; "
        "dmarc=fail (p=reject) header.from=acme.example"]


def test_a_large_message_is_verified_whole():
    body = b"".join(b"%075d\r\n" % line for line in range(40000))  # 3 MB, max-scan-size is 2
    plain = text().replace(b"On Thursday.\r\n", body)
    signed = keys()[0].sign(plain, b"acme.example")
    assert "dkim=pass header.d=acme.example" in results(signed)[0]
    assert "dkim=fail header.d=acme.example" in results(signed[:-40] + b"x" + signed[-39:])[0]


def test_an_empty_body():
    signed = keys()[0].sign(text().replace(b"On Thursday.\r\n", b""), b"acme.example")
    assert "dkim=pass header.d=acme.example" in results(signed)[0]


FORGED = [  # values, and whether they speak in our name
    (f"{ID}; dkim=pass header.d=acme.example", True),
    ("other.example; spf=fail", False),
    (f"\"{ID}\"; dkim=pass header.d=acme.example", True),
    ("\"mx.openbec\\.test\"; dkim=pass header.d=acme.example", True),
    (f"(a comment) {ID.upper()} (x) 1; dmarc=pass header.from=acme.example", True),
    (f"\n\t{ID}\n\t; spf=pass smtp.mailfrom=acme.example", True),
    ("x.example (mx.other.test); none", False),
    ("gw.elsewhere.example; dkim=pass header.d=acme.example", False),
]


def test_fields_in_our_name_are_removed():
    unsigned = results(text([(NAME, value) for value, _ in FORGED]), OURS)
    assert RESULTS.fullmatch(unsigned[0]) and "dkim=none" in unsigned[0], unsigned
    assert unsigned[1:] == [value for value, forged in FORGED if not forged], unsigned


def test_three_instances_by_the_protocol():
    """The MTA is asked to delete the last first, and the first to stand there is ours."""
    _, openbec = place()
    milter = Milter(openbec.socket)
    milter.connect()
    values = [(value, forged) for value, forged in FORGED if "\n" not in value]
    changes, _, _ = milter.message(text([(NAME, value) for value, _ in values]))
    milter.close()
    deleted = [int.from_bytes(data[:4], "big") for command, data in changes
               if command == CHANGE_HEADER and data[4:].startswith(NAME.encode())]
    wanted = [number for number, (_, forged) in enumerate(values, 1) if forged]
    assert deleted == wanted[::-1] and len(wanted) >= 3, deleted
    inserted = [data for command, data in changes if command == b"i" and NAME.encode() in data]
    assert len(inserted) == 1 and not any(
        NAME.encode() in data for command, data in changes if command == ADD_HEADER), changes


HOSTILE = ["acme.example; dmarc=pass header.from=acme.example", "x (y", "x\" dkim=pass", "a/b=pass",
           "ünï.example", "a b", "x" * 300, "..", "pass"]


def test_nothing_from_outside_names_a_result():
    wrong = []
    for value in HOSTILE:
        rows = {"d=": (keys()[1].sign(text(author="eve@evil.example"), value.encode()), None),
                "s=": (keys()[1].sign(text(author="eve@evil.example"), b"evil.example",
                                      selector=value.encode()), None),
                "From": (text(author=f"<eve@{value}>"), None),
                "MAIL FROM": (text(author="eve@evil.example"), f"eve@{value}")}
        for where, (raw, sender) in rows.items():
            found = hostile(raw, sender or "eve@evil.example")
            wrong += [(where, value, each) for each in found
                      if not RESULTS.fullmatch(each) or "dkim=pass" in each or
                      "dmarc=pass" in each and "header.from=evil.example" not in each]
    assert not wrong, wrong


def hostile(raw, sender):
    """What we say of it; nothing if the MTA refuses."""
    postfix, _ = place()
    with postfix.client(OURS) as client:
        client.send(b"MAIL FROM:<" + sender.encode() + b">\r\n")
        if client.getreply()[0] != 250:
            return []
        client.rcpt("bob@openbec.test")
        code, answer = client.data(raw)
        assert code == 250, answer
    found = postfix.delivered(re.search(rb"queued as (\w+)", answer).group(1).decode())[NAME]
    assert len(found) == 1, found
    return found


def sealed(sealer, key, seen="dmarc=pass header.from=acme.example", changed=False):
    """What a list makes of Ann's signed mail, and what it says that it saw."""
    signed = keys()[0].sign(text(), b"acme.example")
    listed = f"{NAME}: {sealer}; {seen}\r\n".encode() + signed.replace(b"Thursday", b"Friday")
    fields = dkim.arc_sign(listed, key.selector, sealer.encode(), key.private, sealer.encode(),
                           include_headers=[b"from", b"to", b"subject"])
    arrives = b"".join(fields) + listed
    return arrives.replace(b"Friday", b"Monday") if changed else arrives


def arc(raw):
    postfix, _ = place()
    with postfix.client("203.0.113.9") as client:
        copy = postfix.delivered(client.deliver(raw, sender="dev-bounces@list.example"))
    found = re.search(r"; arc=(\w+)", copy[NAME][0])
    return found and found.group(1), "dmarc-fail" in ",".join(copy["X-BEC-Indicators"])


def test_seals():
    ours, evil = keys()
    rows = [
        ("a listed sealer", sealed("list.example", ours), ("pass", False)),
        ("that saw a failure", sealed("list.example", ours, "dmarc=fail header.from=acme.example"),
         ("pass", True)),
        ("that saw another author", sealed("list.example", ours, "dmarc=pass header.from=x.example"),
         ("pass", True)),
        ("not listed", sealed("evil.example", evil), ("pass", True)),
        ("forged", sealed("list.example", evil), ("fail", True)),
        ("changed since", sealed("list.example", ours, changed=True), ("fail", True)),
    ]
    for name, raw, wanted in rows:
        assert arc(raw) == wanted, (name, arc(raw))


def test_the_log_says_the_same():
    postfix, openbec = place()
    with postfix.client(THEIRS) as client:
        queue_id = client.deliver(keys()[0].sign(text(), b"acme.example"))
    log = json.loads(openbec.log_line(queue_id).partition(": ")[2])["authentication"]
    assert [log["spf"], log["dkim"], log["dmarc"], log["arc"]] == ["pass"] * 3 + ["none"], log
    assert log["identity"]["by"] == ["spf", "dkim"], log


main(globals())
