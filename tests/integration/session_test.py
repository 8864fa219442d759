"""Sessions that don't go the straight way: given up, cut off, many at once, sent again."""
import concurrent.futures
import contextlib
import smtplib
import socket

from samples import fraud, honest
from support import main, until, world


def test_client_that_disconnects_in_data():
    with world() as (postfix, openbec):
        for cut in (1, 40, 400, 70_000, 2_500_000):
            client = postfix.client()
            client.mail("ann@acme.example")
            client.rcpt("bob@openbec.test")
            assert client.docmd("DATA")[0] == 354
            message = honest(body="A long line of words that fills the body.\n" * 80_000)
            client.sock.sendall(message[:cut])
            client.sock.shutdown(socket.SHUT_RDWR)
            client.close()
        lost = "lost connection after DATA"
        until("five lost connections", lambda: postfix.log().count(lost) >= 5)
        with postfix.client() as client:
            assert postfix.delivered(client.deliver(honest())).verdict == "clean"
        assert postfix.count() == 1, "half a message was delivered"
        assert openbec.log().count("verdict=") == 1, "half a message was judged"


def test_transactions_given_up_at_each_step():
    steps = [("EHLO again.example",), ("MAIL FROM:<ann@acme.example>", "RSET"),
             ("MAIL FROM:<ann@acme.example>", "RCPT TO:<bob@openbec.test>", "RSET"),
             ("MAIL FROM:<ann@acme.example>", "RCPT TO:<bob@openbec.test>", "EHLO x.example"),
             ("MAIL FROM:<ann@acme.example>", "RCPT TO:<bob@elsewhere.test>", "RSET")]
    with world() as (postfix, openbec), postfix.client() as client:
        for commands in steps:
            for command in commands:
                client.docmd(command)
            copy = postfix.delivered(client.deliver(honest()))
            assert copy.verdict == "clean" and copy.recipients == ["bob@openbec.test"], commands
        assert openbec.log().count("verdict=") == len(steps)


def conversation(postfix, number):
    """Ten messages on one connection, every third a fraud: (queue id, whether it is one)."""
    sent = []
    with postfix.client(f"192.0.2.{number + 1}") as client:
        for n in range(10):
            if n % 3 == number % 3:
                sent.append((client.deliver(fraud(), sender="office.desk.4471@gmail.com"), True))
            else:
                sent.append((client.deliver(honest()), False))
    return sent


def test_many_connections_at_once():
    with world() as (postfix, openbec):
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            sent = sum(pool.map(lambda number: conversation(postfix, number), range(16)), [])
        for queue_id, bad in sent:  # the first one marks its sender: the next are malicious
            verdict = postfix.delivered(queue_id).verdict
            assert verdict in (("suspicious", "malicious") if bad else ("clean",)), queue_id
        assert openbec.log().count("verdict=") == 160


def test_strange_senders():
    odd = ["", "\"quoted local\"@acme.example", "a" * 60 + "@acme.example",
           "postmaster@[192.0.2.9]"]
    with world() as (postfix, openbec), postfix.client() as client:
        for sender in odd:
            with contextlib.suppress(smtplib.SMTPSenderRefused):
                client.docmd(f"MAIL FROM:<{sender}>")
                client.rcpt("bob@openbec.test")
                code, text = client.data(honest())
                assert code == 250, (sender, text)
                postfix.delivered(text.split()[-1].decode())
        assert openbec.log().count("verdict=") == len(odd)


main(globals())
