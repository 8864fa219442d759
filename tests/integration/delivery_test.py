"""What a message looks like when it has come through Postfix and openbec."""
from samples import fraud, honest
from support import main, world


def sent(message):
    return message.replace(b"\r\n", b"\n")


def test_headers_of_clean_and_suspicious_mail():
    with world() as (postfix, openbec), postfix.client() as client:
        clean, bad = honest(), fraud()
        first = postfix.delivered(client.deliver(clean))
        second = postfix.delivered(client.deliver(bad, sender="office.desk.4471@gmail.com"))

        assert first.verdict == "clean", first["X-BEC-Status"]
        assert "direction=inbound by=mx.openbec.test" in first.one("X-BEC-Status")
        assert "store=" not in first.one("X-BEC-Status")
        assert float(first.one("X-BEC-Score")) < 5
        assert first["X-BEC-Flag"] == [] and first["X-BEC-Notice"] == []

        assert second.verdict == "suspicious", second["X-BEC-Status"]
        score = float(second.one("X-BEC-Score"))
        assert 5 <= score < 8
        assert second.one("X-BEC-Level") == "*" * int(score)
        assert second.one("X-BEC-Flag") == "YES" and second.one("X-BEC-Notice")
        points = [item.split("=") for item in second.one("X-BEC-Indicators").split(", ")]
        assert {"display-name-vip", "gift-card"} <= {name for name, _ in points}, points
        assert abs(sum(float(value) for _, value in points) - score) < 0.051, points

        for message, copy in ((clean, first), (bad, second)):
            assert copy.without_ours() == sent(message), "altered beyond our header fields"
        line = openbec.log_line(second.queue_id)
        assert "verdict=suspicious" in line and f"score={score}" in line, line
        assert "from=<office.desk.4471@gmail.com>" in line and "rcpt=<bob@openbec.test>" in line


def test_our_own_mail_leaves_without_headers():
    own = honest().replace(b"ann@acme.example", b"bob@openbec.test").replace(
        b"To: bob@openbec.test", b"To: ann@acme.example")
    with world(shared=True) as (postfix, openbec):
        with postfix.client("127.0.0.1") as client:
            both = client.deliver(own, sender="bob@openbec.test",
                               to=["ann@acme.example", "eva@openbec.test"])
        copy = postfix.delivered(both)
        assert [name for name, _ in copy.fields if name.lower().startswith(b"x-bec")] == []
        assert "direction=outbound" in openbec.log_line(both)
        assert copy.without_ours() == sent(own)


def test_two_messages_on_a_connection_know_nothing_of_each_other():
    with world(shared=True) as (postfix, _), postfix.client() as client:
        bad = client.deliver(fraud(), sender="office.desk.4471@gmail.com",
                          to=["bob@openbec.test", "eva@openbec.test"])
        good = client.deliver(honest())
        client.mail("x@acme.example")  # a transaction that is given up in between
        client.rcpt("bob@openbec.test")
        client.rset()
        again = client.deliver(honest())
        assert [copy.verdict for copy in postfix.delivered(bad, copies=2)] == ["suspicious"] * 2
        for queue_id in (good, again):
            copy = postfix.delivered(queue_id)
            assert copy.verdict == "clean" and copy["X-BEC-Flag"] == []


def test_twenty_megabytes():
    line = b"The quick brown fox jumps over the lazy dog, again and again and again.\r\n"
    big = honest() + line * (20_000_000 // len(line))
    with world() as (postfix, openbec), postfix.client() as client:
        copy = postfix.delivered(client.deliver(big))
        assert copy.without_ours() == sent(big)
        assert copy.verdict == "clean"
        with open(f"/proc/{openbec.process.pid}/status", encoding="ascii") as status:
            peak = next(int(row.split()[1]) for row in status if row.startswith("VmHWM"))
        assert "Sanitizer" in openbec.log() or peak < 400_000, f"openbec grew to {peak} kB"


def test_empty_and_odd_messages_pass():
    with world(shared=True) as (postfix, _), postfix.client() as client:
        for odd in (b"\r\n", b"Subject: no body", b"no header at all\r\n\r\nx\r\n",
                    b"From: a\r\nFrom: b\r\nFrom: " + b"a:" * 9000 + b"\r\n\r\n",
                    b"Subject: =?x?q?" + b"?" * 5000 + b"\r\n\r\n" + bytes(range(1, 256)) +
                    b"\r\n"):
            copy = postfix.delivered(client.deliver(odd))
            assert copy.verdict in ("clean", "suspicious"), copy["X-BEC-Status"]


main(globals())
