"""SMTP as the tests speak it: a client that can be any host, and the message that arrived."""
import contextlib
import re
import smtplib
import socket

from tools import free_port, until

TAKEN = re.compile(rb"queued as (\w+)|(\w+) Message accepted for delivery")  # Postfix, Sendmail


class Client(smtplib.SMTP):
    """Says EHLO; `address`: whom it claims to be (XCLIENT, Postfix only). deliver() gives the
    queue id."""

    def __init__(self, port, address="127.0.0.1"):
        super().__init__("127.0.0.1", port, local_hostname="client.example", timeout=60)
        self.ehlo()
        if address != "127.0.0.1":
            code, text = self.docmd("XCLIENT", f"ADDR={address} NAME=mail.sender.example")
            assert code == 220, (code, text)
            self.ehlo()

    def envelope(self, sender="ann@acme.example", to="bob@openbec.test", options=()):
        self.mail(sender, ["BODY=8BITMIME", *options])
        for recipient in [to] if isinstance(to, str) else to:
            code, text = self.rcpt(recipient)
            assert code == 250, (code, text)

    def deliver(self, message, **envelope):
        """The queue id, or smtplib's exception with the server's answer."""
        self.envelope(**envelope)
        return taken(*self.data(message))

    def deliver_chunks(self, chunks, **envelope):
        """The message by BDAT (RFC 3030), as many commands as chunks."""
        self.envelope(**envelope)
        for number, chunk in enumerate(chunks, 1):
            last = " LAST" if number == len(chunks) else ""
            self.sock.sendall(f"BDAT {len(chunk)}{last}\r\n".encode() + chunk)
            answer = self.getreply()
        return taken(*answer)


def taken(code, text):
    """The queue id in a server's answer to the end of a message."""
    if code != 250:
        raise smtplib.SMTPDataError(code, text)
    match = TAKEN.search(text)
    return (match.group(1) or match.group(2)).decode()


def refused(client, message, **envelope):
    """The server's answer to a message that it must refuse."""
    try:
        queue_id = client.deliver(message, **envelope)
    except smtplib.SMTPDataError as answer:
        return answer.smtp_code, answer.smtp_error.decode()
    raise AssertionError(f"{queue_id} was taken")


class Delivered:
    """A message as it lies in the mailbox, or as the next host got it."""

    MAILBOX = {b"return-path", b"x-original-to", b"delivered-to"}  # written by the delivery agent

    def __init__(self, raw):
        self.raw = raw
        head, _, self.body = raw.partition(b"\n\n")
        self.fields = re.findall(rb"^([^:\s]+):[ \t]?((?:.*)(?:\n[ \t].*)*)", head, re.M)
        match = re.search(rb"^Received:(?:.|\n[ \t])*?\bid (\w+)", head, re.M)
        self.queue_id = match.group(1).decode() if match else None

    def __getitem__(self, name):
        """All values of a field, unfolded."""
        return [re.sub(rb"\n[ \t]+", b" ", value).decode(errors="replace")
                for field, value in self.fields if field.lower() == name.lower().encode()]

    def one(self, name):
        values = self[name]
        assert len(values) == 1, f"{name} stands {len(values)} times: {values}"
        return values[0]

    @property
    def ours(self):
        """The X-BEC-* fields, as they are folded."""
        return [field for field in self.fields if field[0].lower().startswith(b"x-bec-")]

    @property
    def verdict(self):
        return self.one("X-BEC-Status").split(",")[0]

    @property
    def recipients(self):
        return sorted(self["X-Original-To"])

    def without_ours(self):
        """The bytes without what the MTA and openbec put in: what should have been sent."""
        head, gap, body = self.raw.partition(b"\n\n")
        received = 0
        kept = []
        for line in re.findall(rb"(?:.+)(?:\n[ \t].*)*", head):
            name = line.partition(b":")[0].lower()
            if name in self.MAILBOX and not received or name.startswith(b"x-bec-"):
                continue
            if name == b"received" and not received:
                received = 1
                continue
            kept.append(line)
        return b"\n".join(kept) + gap + body


class Mta:
    """What both MTAs have in common: a port, and mail that has come out at the other end."""

    def __init__(self):
        self.port = free_port()
        self.seen = {}  # copies by their queue ids

    def arrived(self):
        """The raw messages that came out since this was asked last."""
        raise NotImplementedError

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
            return True
        return False

    def scan(self):
        for raw in self.arrived():
            copy = Delivered(raw)
            self.seen.setdefault(copy.queue_id, []).append(copy)

    def delivered(self, queue_id, copies=1):
        """The copy of a message (all of them: a list, if more are wanted); waits for it."""
        def ask():
            self.scan()
            return len(self.seen.get(queue_id, ())) >= copies
        until(f"the delivery of {queue_id}", ask)
        assert len(self.seen[queue_id]) == copies, f"{queue_id} was delivered more than once"
        return self.seen[queue_id][0] if copies == 1 else self.seen[queue_id]

    def count(self):
        self.scan()
        return sum(map(len, self.seen.values()))
