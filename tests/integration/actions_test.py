"""Each action of a policy, as the SMTP client, the recipients and Postfix's queue see it."""
from samples import fraud, honest
from support import main, refused, until, world

SENDER = "office.desk.4471@gmail.com"
# The sample fraud scores more, so that all of it is malicious; its recipient chooses the action.
CONFIG = """malicious-threshold = 5.5
reviewer = "security@openbec.test"
""" + "".join(
    f'policy {action} {{ recipients = {{"{action}@openbec.test"}} malicious = {action} }}\n'
    for action in ("tag", "redirect", "quarantine", "tempfail", "reject", "discard"))


def to(*actions):
    return [f"{action}@openbec.test" for action in actions]


def bad(*actions):
    return {"sender": SENDER, "to": to(*actions)}


def test_reject():
    with world(CONFIG, shared=True) as (postfix, openbec), postfix.client() as client:
        code, text = refused(client, fraud(), **bad("reject"))
        assert code == 550 and text.startswith("5.7.1 ") and "call the recipient" in text, text
        assert postfix.delivered(client.deliver(honest(), to=to("reject"))).verdict == "clean"
        assert "milter-reject: END-OF-MESSAGE" in postfix.log()
        assert "verdict=malicious" in openbec.log_line("action=reject", "rcpt=<reject@")


def test_tempfail():
    with world(CONFIG, shared=True) as (postfix, _), postfix.client() as client:
        code, text = refused(client, fraud(), **bad("tempfail"))
        assert code == 451 and text.startswith("4.7.1 "), text
        assert postfix.delivered(client.deliver(honest(), to=to("tempfail"))).verdict == "clean"


def test_discard():
    with world(CONFIG, shared=True) as (postfix, openbec), postfix.client() as client:
        lost = client.deliver(fraud(), **bad("discard"))
        kept = client.deliver(honest(), to=to("discard"))
        postfix.delivered(kept)
        until("an empty queue", lambda: "Mail queue is empty" in postfix.command("postqueue", "-p"))
        postfix.scan()
        assert lost not in postfix.seen
        assert "verdict=malicious" in openbec.log_line(lost)


def test_quarantine_and_release():
    with world(CONFIG, shared=True) as (postfix, _), postfix.client() as client:
        held = client.deliver(fraud(), **bad("quarantine"))
        postfix.delivered(client.deliver(honest(), to=to("quarantine")))
        assert postfix.held() == [held]
        assert f"{held}: milter-hold: END-OF-MESSAGE" in postfix.log()
        postfix.command("postsuper", "-H", held)
        postfix.command("postqueue", "-f")
        copy = postfix.delivered(held)
        assert copy.verdict == "malicious" and copy.one("X-BEC-Flag") == "YES"
        assert postfix.held() == []


def test_tag():
    encoded = "=?utf-8?q?=C3=9Cberweisung_heute?="
    with world(CONFIG, shared=True) as (postfix, _), postfix.client() as client:
        for subject, wanted in ((b"Subject: Quick request\r\n", "[BEC?] Quick request"),
                                (f"Subject: {encoded}\r\n".encode(), f"[BEC?] {encoded}"),
                                (b"Subject: [BEC?] Quick\r\n", "[BEC?] Quick"),
                                (b"", "[BEC?]")):
            message = fraud().replace(b"Subject: Quick request\r\n", subject)
            copy = postfix.delivered(client.deliver(message, **bad("tag")))
            assert copy.one("Subject").strip() == wanted, subject
        clean = postfix.delivered(client.deliver(honest(), to=to("tag")))
        assert clean.one("Subject") == "Delivery dates"


def test_redirect_replaces_only_those_whose_policy_asks():
    with world(CONFIG, shared=True) as (postfix, _), postfix.client() as client:
        alone = client.deliver(fraud(), **bad("redirect"))
        assert postfix.delivered(alone).recipients == ["security@openbec.test"]
        both = client.deliver(fraud(), **bad("redirect", "bob"))
        got = sorted(copy.one("X-Original-To") for copy in postfix.delivered(both, copies=2))
        assert got == ["bob@openbec.test", "security@openbec.test"]
        clean = client.deliver(honest(), to=to("redirect"))
        assert postfix.delivered(clean).recipients == ["redirect@openbec.test"]


def test_a_milder_second_recipient_lets_nothing_through():
    with world(CONFIG, shared=True) as (postfix, _), postfix.client() as client:
        for refusing, code in (("reject", 550), ("tempfail", 451)):
            assert refused(client, fraud(), **bad(refusing))[0] == code
            for pair in ((refusing, "eva"), ("eva", refusing), ("quarantine", "eva")):
                held = client.deliver(fraud(), **bad(*pair))  # not all ask to refuse: held for all
                assert held in postfix.held(), pair
        assert refused(client, fraud(), **bad("reject", "tempfail"))[0] == 451
        alone = client.deliver(fraud(), **bad("eva"))
        assert postfix.delivered(alone).verdict == "malicious"


def test_observe_only_adds_headers():
    with world("mode = observe\n" + CONFIG) as (postfix, _), postfix.client() as client:
        for action in ("reject", "discard", "quarantine", "redirect", "tag"):
            copy = postfix.delivered(client.deliver(fraud(), **bad(action)))
            assert copy.verdict == "malicious" and "mode=observe" in copy.one("X-BEC-Status")
            assert copy.recipients == to(action) and copy.one("Subject") == "Quick request"


main(globals())
