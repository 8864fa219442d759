"""The same stories through Postfix and Sendmail, each with an openbec of its own that begins with
an empty store: what comes out must be the same, down to the bytes, and what a story says."""
import functools

from mtas import both
from outcome import HOP, same
from samples import fraud, honest
from support import ends, main

SENDER = "office.desk.4471@gmail.com"
ACTIONS = ("tag", "redirect", "quarantine", "tempfail", "reject", "discard")
CONFIG = """malicious-threshold = 5.5
reviewer = "security@openbec.test"
trusted-relays = {"127.0.0.1"}
log-format = json
""" + "".join(
    f'policy {action} {{ recipients = {{"{action}@openbec.test"}} malicious = {action} }}\n'
    for action in ACTIONS)

pair = functools.cache(lambda: ends.enter_context(both(CONFIG)))


def told(message, **envelope):
    return same(pair(), message, **envelope)


def bad(*actions):
    return {"sender": SENDER, "to": [f"{action}@openbec.test" for action in actions]}


def sent(message):
    return message.replace(b"\r\n", b"\n")


def test_headers_are_added():
    message = honest([HOP])
    clean = told(message)
    assert clean.copy.verdict == "clean" and clean.copy.without_ours() == sent(message)
    assert [name for name, _ in clean.copy.ours] == [
        b"X-BEC-Status", b"X-BEC-Score", b"X-BEC-Indicators"]
    caught = told(fraud([HOP]), sender=SENDER)
    assert caught.copy.verdict == "malicious" and caught.copy.one("X-BEC-Flag") == "YES"
    assert caught.log["findings"] and caught.log["from"] == SENDER


def test_forged_fields_are_removed():
    forged = [("X-BEC-Status", "clean, score=0.0"), ("X-Before", "stays"),
              ("x-bec-status", "clean"), ("X-BEC-STATUS", "clean\n\tfolded"),
              ("X-BEC-Flag", "NO"), ("X-Bec-Score", "0.1"),
              ("X-BEC-Whatever", "1"), ("X-After", "stays")]
    copy = told(honest([HOP, *forged])).copy
    assert copy["X-BEC-Flag"] == [] == copy["X-BEC-Whatever"]
    assert "threshold=5.0" in copy.one("X-BEC-Status") and copy["X-BEC-Score"] != ["0.1"]
    assert copy.one("X-Before") == copy.one("X-After") == "stays"


def test_results_of_others_stay():
    values = ["mx.openbec.test; spf=pass smtp.mailfrom=acme.example", "other.example; spf=fail",
              "mx.openbec.test; none", "mx.openbec.test (comment) 1; dkim=none\n\treason=\"a;b\""]
    message = honest([("Authentication-Results", value) for value in values], authentication=None)
    assert told(message).copy.without_ours() == sent(message)


def test_subject_is_tagged():
    for subject, wanted in ((b"Quick request", "[BEC?] Quick request"),
                            (b"Quick request\r\n\tand a second line",
                             "[BEC?] Quick request and a second line"),
                            (b"=?utf-8?q?=C3=9Cber?=", "[BEC?] =?utf-8?q?=C3=9Cber?="),
                            ("Überweisung".encode(), "[BEC?] Überweisung")):
        message = fraud([HOP]).replace(b"Subject: Quick request", b"Subject: " + subject)
        assert told(message, **bad("tag")).copy.one("Subject") == wanted
    without = fraud([HOP]).replace(b"Subject: Quick request\r\n", b"")
    assert told(without, **bad("tag")).copy.one("Subject").strip() == "[BEC?]"


def test_quarantine_holds_until_it_is_released():
    held = told(fraud([HOP]), **bad("quarantine"))
    assert held.held and held.copy.verdict == "malicious"
    assert held.mta.held() == []


def test_reject_and_tempfail_reach_the_client():
    refused = told(fraud([HOP]), **bad("reject"))
    assert refused.code == 550 and refused.text.startswith("5.7.1 Message refused: "), refused.text
    assert "call the recipient" in refused.text and refused.log["action"] == "reject"
    deferred = told(fraud([HOP]), **bad("tempfail"))
    assert deferred.code == 451 and deferred.text.startswith("4.7.1 "), deferred.text
    for _ in range(2):  # the same connection's next message is another
        assert told(honest([HOP]), to="reject@openbec.test").code == 250


def test_discard():
    gone = told(fraud([HOP]), **bad("discard"))
    kept = told(honest([HOP]), to="discard@openbec.test")
    assert gone.code == 250 and kept.copies and gone.queue_id not in gone.mta.seen
    assert gone.log["verdict"] == "malicious" and gone.log["action"] == "discard"


def test_redirect_changes_only_those_recipients():
    assert told(fraud([HOP]), **bad("redirect")).recipients == ["security@openbec.test"]
    assert told(fraud([HOP]), **bad("redirect", "bob")).recipients == [
        "bob@openbec.test", "security@openbec.test"]
    assert told(honest([HOP]), to="redirect@openbec.test").recipients == ["redirect@openbec.test"]


def test_client_is_found_from_received():
    outside = told(honest([HOP], authentication=None), sender="ann@third.example")
    network = outside.log["authentication"]["identity"]
    assert network["proof"] == "network" and network["network"] == "192.0.2.0/24", network
    assert outside.log["direction"] == "inbound"


def test_long_folded_and_eight_bit_headers():
    fields = [("X-Long", "x" * 950), ("X-Many", "\n\t".join(["word " * 15 + "end"] * 90)),
              ("X-Eight", "äöü €"), ("X-Empty", ""), ("X-Tab", "\ta\tb"),
              ("References", "\n ".join(f"<{n}@acme.example>" for n in range(150)))]
    message = honest([HOP, *fields])
    copy = told(message).copy
    assert copy.verdict == "clean" and copy.without_ours() == sent(message)


def test_body_lines_and_sizes():
    for body in (".\n..\n\n\nx", "x" * 990 + "\n" + "ä" * 400 + "\n", "line\n" * 40_000, "\n"):
        message = honest([HOP], body=body)
        assert told(message).copy.without_ours().rstrip(b"\n") == sent(message).rstrip(b"\n")


main(globals())
