"""Mail at the limits of the MTA and beyond: what comes out is what the same Postfix delivers
without openbec, and it was judged."""
import functools
import smtplib

from mtas import postfix
from samples import honest
from support import ends, main

MEGABYTE = 1_000_000
START = honest().partition(b"\r\n\r\n")


def with_field(field):
    return START[0] + b"\r\n" + field + b"\r\n\r\n" + START[2]


def with_body(body):
    return START[0] + b"\r\n\r\n" + body


def folded(name, size):
    return name + b":" + b"\r\n\tword" * (size // 7)


ROWS = {
    "a value of 60,000 bytes": with_field(b"X-Long: " + b"x" * 60_000),
    "one of 200,000, which Postfix cuts": with_field(b"X-Long: " + b"x" * 200_000),
    "a folded one of 60,000": with_field(folded(b"X-Long", 60_000)),
    "a folded one of 200,000": with_field(folded(b"X-Long", 200_000)),
    "a Subject of 60,000": START[0].replace(b"Delivery dates", b"word " * 12_000)
                           + b"\r\n\r\nx\r\n",
    "a To of 60,000": START[0].replace(b"To: bob", b"To: " + b"a@b.example,\r\n " * 4_000 + b"bob")
                      + b"\r\n\r\nx\r\n",
    "5,000 fields": with_field(b"\r\n".join(b"X-%d: %d" % (n, n) for n in range(5_000))),
    "a name of 60,000": with_field(b"X" * 60_000 + b": value"),
    "NUL in a field": with_field(b"X-Nul: be\0fore\r\nX-Next: stays"),
    "NUL in the body": with_body(b"be\0fore\r\n\0\r\nafter\r\n"),
    "NUL in the body's type": with_field(b"Content-Disposition: in\0line").replace(
        b"text/plain", b"text/pl\0ain"),
    "bare CR in a field": with_field(b"X-Cr: one\rtwo\rX-BEC-Flag: NO"),
    "bare CR in the body": with_body(b"one\rtwo\r\r\nthree\r\n"),
    "bare LF in the body": with_body(b"one\ntwo\n\nthree\r\n"),
    "a line of 1 MB": with_body(b"x" * MEGABYTE + b"\r\nshort\r\n"),
    "a line of 1 MB in HTML": with_body(b"<p>" + b"word <b>" * (MEGABYTE // 8) + b"\r\n").replace(
        b"text/plain", b"text/html"),
    "a line of 1 MB in base64": with_body(b"QUJD" * (MEGABYTE // 4) + b"\r\n").replace(
        b"Content-Type:", b"Content-Transfer-Encoding: base64\r\nContent-Type:"),
    "a header that never ends": with_field(b"X-A: b\r\n" * 20_000 + b"X-Last: 1"),
}

world = functools.cache(lambda: ends.enter_context(postfix()))


def deliver(plain, message):
    """The copy, or Postfix's refusal."""
    mta, _ = world()
    with mta.client(plain=plain) as client:
        try:
            return mta.delivered(client.deliver(message))
        except smtplib.SMTPDataError as refusal:
            return refusal.args


def test_nothing_is_altered():
    for name, message in ROWS.items():
        through, beside = deliver(False, message), deliver(True, message)
        if isinstance(beside, tuple):
            assert through == beside, name
            print(f"  Postfix refuses {name}")
            continue
        assert not isinstance(through, tuple), f"{name}: {through}"
        assert through.without_ours() == beside.without_ours(), f"{name} was altered"
        assert through.verdict in ("clean", "suspicious"), (name, through["X-BEC-Status"])
        assert "store=" not in through.one("X-BEC-Status"), name


main(globals())
