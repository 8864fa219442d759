"""A DNS that is down, slow, lying, or answers noise: what can't be known is a temperror, never a
"fail"; header and log say so, and mail is delivered within the deadline."""
import json
import time

from authority import THEIRS, config, dns, keys
from samples import message
from support import free_port, main, world

DEADLINE = 1.5  # auth-timeout
TIMES = f"dns-timeout = 0.5\nauth-timeout = {DEADLINE}\n"
SLACK = 1.5  # of the machine, the MTA and the store

# Of these nobody can make an answer.
SILENCE = ["silent", "slow", "servfail", "refused", "formerr", "garbage", "wrong-id", "cut", "empty",
           "pointer-loop", "truncated-no-tcp", "cname-chain", "bad-text"]
LIES = ["other-question", "other-owner", "huge-text", "cname-self"]  # that may be seen through


def signed():
    text = message([("From", "ann@acme.example"), ("To", "bob@openbec.test"), ("Subject", "Delivery")],
                   "On Thursday.\n", "acme.example")
    return keys()[0].sign(text, b"acme.example")


def judged(server):
    """Delivers Ann's honest mail; her results, the status, what the log says, and the seconds it took."""
    with world(config(server, TIMES)) as (postfix, openbec), postfix.client(THEIRS) as client:
        text = signed()
        begun = time.monotonic()
        queue_id = client.deliver(text)
        took = time.monotonic() - begun
        copy = postfix.delivered(queue_id)
        log = json.loads(openbec.log_line(queue_id).partition(": ")[2])
        return copy.one("Authentication-Results"), copy.one("X-BEC-Status"), log, took


def words(log):
    return [log["authentication"][method] for method in ("spf", "dkim", "dmarc")]


def check_harmless(name, results, status, log, took):
    assert took < DEADLINE + SLACK, f"{name}: {took:.1f} s"
    assert "fail" not in words(log) and "softfail" not in words(log), f"{name}: {results}"
    assert not log["authentication"]["identity"]["proven"], f"{name}: {log}"
    assert status.startswith("clean, ") and "reason=" not in status, f"{name}: {status}"
    assert "=fail" not in results and "=pass" not in results, f"{name}: {results}"


def test_what_answers_nothing_is_a_temperror():
    for fault in SILENCE:
        with dns(fault=fault, slow_ms=5000) as server:
            answer = judged(server.server)
        check_harmless(fault, *answer)
        results, status, log, _ = answer
        assert words(log) == ["temperror"] * 3, f"{fault}: {results}"
        assert "dns=failed" in status.split(), f"{fault}: {status}"


def test_no_server_at_all():
    answer = judged(f"127.0.0.1@{free_port()}")
    check_harmless("down", *answer)
    assert words(answer[2]) == ["temperror"] * 3 and "dns=failed" in answer[1].split(), answer


def test_lies_prove_and_refute_nothing():
    for fault in LIES:
        with dns(fault=fault) as server:
            check_harmless(fault, *judged(server.server))


def test_what_is_only_slow_or_truncated_is_answered():
    for fault, options in (("none", {}), ("slow", {"slow_ms": 100}), ("truncated", {})):
        with dns(fault=fault, **options) as server:
            results, status, log, _ = judged(server.server)
        assert words(log) == ["pass"] * 3, f"{fault}: {results}"
        assert "dns=" not in status, f"{fault}: {status}"


main(globals())
