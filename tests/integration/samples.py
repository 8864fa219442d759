"""Messages of our own making."""
import itertools
import time
from email.utils import formatdate

serial = itertools.count(1)
PASSED = ("mx.openbec.test; spf=pass smtp.mailfrom={0}; dkim=pass header.d={0}; "
          "dmarc=pass header.from={0}")


def message(fields, body, domain):
    """Bytes as SMTP carries them; Date and Message-ID are added, the latter never used before."""
    lines = [f"{name}: {value}" for name, value in fields]
    lines += [f"Date: {formatdate()}", f"Message-ID: <{time.time_ns()}.{next(serial)}@{domain}>"]
    text = "\n".join(lines) + "\n\n" + body
    return text.encode().replace(b"\n", b"\r\n")


def honest(fields=(), body=None, authentication=PASSED.format("acme.example")):
    """A supplier's everyday mail, proven by the filter in front."""
    first = [("Authentication-Results", authentication)] if authentication else []
    return message(
        [*first, *fields, ("From", "Ann Miller <ann@acme.example>"), ("To", "bob@openbec.test"),
         ("Subject", "Delivery dates"), ("MIME-Version", "1.0"),
         ("Content-Type", "text/plain; charset=utf-8")],
        body or "Hello Bob,\n\nthe parts leave our warehouse on Thursday.\n.\nA line of one dot "
                "stands above, and umlauts here: äöü.\n\nRegards\nAnn\n", "acme.example")


def own(to="ann@acme.example", fields=()):
    """One of our people's everyday mail to somebody."""
    return message([*fields, ("From", "Bob Hill <bob@openbec.test>"), ("To", to),
                    ("Subject", "Order 17")], "Please send us two more.\n\nBob\n", "openbec.test")


def fraud(fields=()):
    """The managing director's name from a free mailbox that asks for gift cards in secret."""
    return message(
        [("Authentication-Results", PASSED.format("gmail.com")), *fields,
         ("From", "Maria Rossi <office.desk.4471@gmail.com>"), ("To", "bob@openbec.test"),
         ("Subject", "Quick request"), ("MIME-Version", "1.0"),
         ("Content-Type", "text/plain; charset=utf-8")],
        "Bob,\n\nI need you to buy some gift cards for a client today, it is urgent. Keep this "
        "confidential, I am in a meeting and can't take calls. Send me the codes by email.\n\n"
        "Maria Rossi\n", "mail.gmail.com")
