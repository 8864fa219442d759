"""Mail of our own people: by the submission service with SASL. It leaves without our header fields
and teaches whom we write to; what stays in the house gets them."""
import functools

from dovecot import Dovecot
from mtas import started
from postfix import Postfix
from samples import own
from sink import Sink
from smtp import Client, Delivered
from support import ends, free_port, main, until

BOB = "bob@openbec.test"
# Nothing says that the client is one of ours but its login.
CONFIG = 'internal-networks = {"10.0.0.0/8"}\n'


class House(Postfix):
    """Our MTA: its submission service, and its way out to a sink."""

    def __init__(self, folder):
        self.sink = Sink()
        self.submission_port = free_port()
        self.dovecot = Dovecot(folder, {"anna": "secret"})
        super().__init__(folder, f"unix:{folder}/openbec.sock",
                         f"default_transport = smtp:[127.0.0.1]:{self.sink.port}\n",
                         services=self.dovecot.service(self.submission_port))

    def start(self):
        self.dovecot.start()
        super().start()

    def close(self):
        super().close()
        self.dovecot.close()
        self.sink.close()

    def submission(self):
        client = Client(self.submission_port)
        client.login("anna", "secret")
        return client

    def sent(self):
        """The next message that left the house."""
        until("a message at the next host", lambda: not self.sink.taken.empty())
        return Delivered(next(self.sink.messages()))


house = functools.cache(lambda: ends.enter_context(started("/tmp", House, CONFIG)))


def test_a_login_makes_it_ours():
    postfix, openbec = house()
    message = own(fields=[("X-BEC-Status", "clean")])
    with postfix.submission() as client:
        queue_id = client.deliver(message, sender=BOB, to="ann@acme.example")
    copy = postfix.sent()
    assert "direction=outbound" in openbec.log_line(queue_id)
    assert copy.ours == [], "our fields left the house"
    assert copy.without_ours() == own_lines(message)
    until("the correspondent", lambda: "ann@acme.example" in openbec.correspondents())


def own_lines(message):
    return b"".join(line + b"\n" for line in message.split(b"\r\n")[:-1]
                    if not line.startswith(b"X-BEC-"))


def test_mail_that_stays_in_the_house_gets_headers():
    postfix, openbec = house()
    with postfix.submission() as client:
        queue_id = client.deliver(own("eva@openbec.test"), sender=BOB, to="eva@openbec.test")
        both = client.deliver(own("eva@openbec.test"), sender=BOB,
                              to=["eva@openbec.test", "ann@third.example"])
    status = postfix.delivered(queue_id).one("X-BEC-Status")
    assert status.startswith("clean") and "direction=internal" in status, status
    assert "eva@openbec.test" not in openbec.correspondents()
    assert postfix.delivered(both).ours == [] == postfix.sent().ours  # one outside: all is outbound


def test_without_a_login_the_same_mail_is_a_strangers():
    postfix, openbec = house()
    with postfix.client() as client:
        queue_id = client.deliver(own("eva@openbec.test"), sender=BOB, to="eva@openbec.test")
    assert "direction=inbound" in postfix.delivered(queue_id).one("X-BEC-Status")
    assert "internal-spoof" in openbec.log_line(queue_id)


def test_xclient_login_counts_like_a_login():
    """A proxy in front that checked the password itself (Dovecot's submission proxy)."""
    postfix, openbec = house()
    with Client(postfix.submission_port) as client:
        code, text = client.docmd("XCLIENT", "ADDR=203.0.113.7 LOGIN=anna")
        assert code == 220, text
        client.ehlo()
        queue_id = client.deliver(own("jo@partner.example"), sender=BOB, to="jo@partner.example")
    assert "direction=outbound" in openbec.log_line(queue_id)
    assert postfix.sent().ours == []
    until("the correspondent", lambda: "jo@partner.example" in openbec.correspondents())


main(globals())
