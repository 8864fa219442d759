"""A message's way through Postfix and through Sendmail, each with an openbec (log-format = json) of
its own, and what of it must be the same."""
import concurrent.futures
import json
import smtplib

from smtp import Client
from tools import until

# To both the client is this host: Sendmail knows no XCLIENT. Who it was before is told here.
HOP = ("Received", "from mail.acme.example (mail.acme.example [192.0.2.7])\n\tby gw.openbec.test "
       "with ESMTPS id 4711;\n\tTue, 3 Mar 2026 09:00:00 +0000")


class Outcome:
    """A message's way through one MTA; `seen()` is what must be the same at the other."""

    def __init__(self, world, message, sender, to):
        self.mta, self.openbec = world
        recipients = [to] if isinstance(to, str) else to
        with Client(self.mta.port) as client:
            try:
                self.queue_id = client.deliver(message, sender=sender, to=recipients)
                self.code, self.text = 250, ""
            except smtplib.SMTPDataError as answer:
                self.queue_id = None
                self.code, self.text = answer.smtp_code, answer.smtp_error.decode()
        if self.queue_id:
            self.log = json.loads(self.openbec.log_line(self.queue_id).partition(": ")[2])
        else:
            self.log = json.loads(self.openbec.log().splitlines()[-1].partition(": ")[2])
        self.held = self.queue_id in self.mta.held()
        if self.held:
            self.mta.release(self.queue_id)
        self.copies = []
        if self.queue_id and self.log["action"] != "discard":
            self.copies = self.arrived()

    def arrived(self):
        """Postfix delivers a copy a recipient, Sendmail hands over one for all."""
        def all_there():
            self.mta.scan()
            copies = self.mta.seen.get(self.queue_id, [])
            return sum(map(len, (copy.recipients for copy in copies))) >= wanted and copies
        wanted = len(self.log["rcpt"])
        copies = until(f"the delivery of {self.queue_id}", all_there)
        assert len({copy.without_ours() for copy in copies}) == 1
        return copies

    @property
    def copy(self):
        return self.copies[0]

    @property
    def recipients(self):
        return sorted(sum((copy.recipients for copy in self.copies), []))

    def seen(self):
        log = {key: value for key, value in self.log.items() if key not in ("queue_id", "at")}
        mail = (self.copy.ours, self.copy.without_ours()) if self.copies else None
        return self.code, self.text, self.held, self.recipients, mail, log


def same(pair, message, sender="ann@acme.example", to="bob@openbec.test"):
    """The message's outcome at Sendmail, which was the same at Postfix."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ways = [pool.submit(Outcome, world, message, sender, to) for world in pair]
        at_postfix, at_sendmail = [way.result() for way in ways]
    for one, other in zip(at_postfix.seen(), at_sendmail.seen()):
        assert one == other, f"Postfix: {one}\nSendmail: {other}"
    return at_sendmail
