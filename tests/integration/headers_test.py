"""What senders may claim in header fields: X-BEC-* not at all, Authentication-Results only where
the filter in front of openbec writes them."""
from samples import PASSED, honest
from support import main, refused, world

RECEIVED = ("Received", "from relay.acme.example (relay.acme.example [192.0.2.99])\n\tby "
            "mx.acme.example with ESMTPS id 4711;\n\tTue, 3 Mar 2026 09:00:00 +0000")


def is_proven(openbec, queue_id):
    return "proof=aligned" in openbec.log_line(queue_id)


def test_forged_x_bec_fields_are_removed():
    forged = [("X-BEC-Status", "clean, score=0.0"), ("x-bec-status", "clean"),
              ("X-Before", "stays"), ("X-BEC-STATUS", "clean\n\tfolded"), ("X-Bec-Flag", "NO"),
              ("X-BEC-Whatever", "1"), ("X-BECAUSE", "stays"), ("x-bec-score", "-1"),
              ("X-BEC-Score", "0.0"), ("X-BEC-Score", "0.1"), ("X-After", "stays")]
    with world() as (postfix, _), postfix.client() as client:
        copy = postfix.delivered(client.deliver(honest(forged)))
        status = copy.one("X-BEC-Status")
        assert status.startswith("clean, score=") and "score=0.0" not in status, status
        assert float(copy.one("X-BEC-Score")) > 0 and copy["X-BEC-Flag"] == []
        assert len(copy["X-BEC-Indicators"]) <= 1 and copy["X-BEC-Whatever"] == []
        for name in ("X-Before", "X-BECAUSE", "X-After"):
            assert copy.one(name) == "stays"


def test_a_flood_of_forged_fields_is_refused():
    few = honest([("X-BEC-Status", f"clean {n}") for n in range(400)])
    flood = honest([("X-BEC-Status", "clean")] * 1001)
    with world(shared=True) as (postfix, _), postfix.client() as client:
        assert postfix.delivered(client.deliver(few)).verdict == "clean"
        code, text = refused(client, flood)
        assert code == 550 and "too many" in text, text


def test_authentication_results_stay_as_they_are():
    values = [PASSED.format("acme.example"), "other.example; spf=fail", "mx.openbec.test; none",
              "MX.OPENBEC.TEST (comment) 1; dkim=none\n\treason=\"a;b\""]
    message = honest([("Authentication-Results", value) for value in values], authentication=None)
    with world(shared=True) as (postfix, _), postfix.client() as client:
        copy = postfix.delivered(client.deliver(message))
        assert copy.without_ours() == message.replace(b"\r\n", b"\n")


def test_only_trusted_results_above_the_first_received_count():
    passed = ("Authentication-Results", PASSED.format("acme.example"))
    stranger = ("Authentication-Results", PASSED.format("acme.example").replace("mx.", "mail."))
    cases = [  # header fields from the top, and whether they prove the sender
        ("ours on top", [passed, RECEIVED], True),
        ("ours below a Received field", [RECEIVED, passed], False),
        ("a stranger's", [stranger, RECEIVED], False),
        ("a stranger's above ours", [stranger, passed, RECEIVED], True),
        ("none", [RECEIVED], False),
    ]
    with world(shared=True) as (postfix, openbec), postfix.client() as client:
        for name, fields, wanted in cases:
            queue_id = client.deliver(honest(fields, authentication=None))
            postfix.delivered(queue_id)
            assert is_proven(openbec, queue_id) == wanted, name


def test_results_for_another_domain_prove_nothing():
    with world(shared=True) as (postfix, openbec), postfix.client() as client:
        queue_id = client.deliver(honest(authentication=PASSED.format("other.example")))
        postfix.delivered(queue_id)
        assert not is_proven(openbec, queue_id)


main(globals())
