"""What an envelope and a transfer may look like: SMTPUTF8, a thousand recipients, BDAT, 8 bits."""
from samples import fraud, honest, message
from support import main, world

EVERYBODY = [f"person{n}@openbec.test" for n in range(1000)]
LATIN = "Grüße aus Köln, 50 €".encode("cp1252")


def sent(message_):
    return message_.replace(b"\r\n", b"\n")


def test_smtputf8():
    body = "Lieber Jürgen,\n\nhier sind die Pläne für Donnerstag.\n\nJörg\n"
    mail = message([("From", "Jörg Müller <jörg@müller.example>"), ("To", "jürgen@openbec.test"),
                    ("Subject", "Pläne für Donnerstag"), ("MIME-Version", "1.0"),
                    ("Content-Type", "text/plain; charset=utf-8")], body, "müller.example")
    with world(shared=True) as (postfix, openbec), postfix.client() as client:
        queue_id = client.deliver(mail, sender="jörg@müller.example", to="jürgen@openbec.test",
                                  options=["SMTPUTF8"])
        copy = postfix.delivered(queue_id)
        assert copy.verdict == "clean" and copy.without_ours() == sent(mail)
        assert copy.recipients == ["jürgen@openbec.test"]
        line = openbec.log_line(queue_id)
        assert "rcpt=<j" in line and "from=<j" in line and line.isprintable(), line


def test_smtputf8_recipients_are_redirected():
    config = """malicious-threshold = 5.5
reviewer = "security@openbec.test"
policy all { recipients = {"@openbec.test"} malicious = redirect }
"""
    with world(config, shared=True) as (postfix, _), postfix.client() as client:
        queue_id = client.deliver(fraud(), to=["jürgen@openbec.test", "bob@openbec.test"],
                                  options=["SMTPUTF8"])
        assert postfix.delivered(queue_id).recipients == ["security@openbec.test"]
        # and a thousand of them, who become one
        queue_id = client.deliver(fraud(), to=EVERYBODY)
        assert postfix.delivered(queue_id).recipients == ["security@openbec.test"]


def test_a_thousand_recipients():
    with world(shared=True) as (postfix, openbec), postfix.client() as client:
        queue_id = client.deliver(honest(), to=EVERYBODY)
        copies = postfix.delivered(queue_id, copies=1000)
        assert {copy.verdict for copy in copies} == {"clean"}
        line = openbec.log_line(queue_id)
        assert "rcpts=1000" in line and len(line) < 2000, line


def test_bdat():
    mail = honest(body="Größe: 7 m²\n.\n..\nlast line\n")
    cuts = [[mail], [mail[:1], mail[1:]], [mail, b""], [mail[:-1], mail[-1:]],
            [mail[n:n + 50] for n in range(0, len(mail), 50)]]
    with world(shared=True) as (postfix, _), postfix.client() as client:
        assert client.has_extn("chunking")
        for chunks in cuts:
            copy = postfix.delivered(client.deliver_chunks(chunks))
            assert copy.verdict == "clean" and copy.without_ours() == sent(mail), chunks


def test_eight_bits_that_are_no_utf8():
    head, gap, body = honest().partition(b"\r\n\r\n")
    head = head.replace(b"Delivery dates", LATIN) + b"\r\nX-Note: " + LATIN
    mail = head.replace(b"charset=utf-8", b"charset=windows-1252") + gap + LATIN + b"\r\n" + body
    with world(shared=True) as (postfix, _), postfix.client() as client:
        copy = postfix.delivered(client.deliver(mail))
        assert copy.verdict == "clean" and copy.without_ours() == sent(mail)


def test_eight_bit_subject_is_tagged():
    config = "malicious-threshold = 5.5\npolicy default { malicious = tag }\n"
    mail = fraud().replace(b"Quick request", LATIN)
    with world(config) as (postfix, _), postfix.client() as client:
        copy = postfix.delivered(client.deliver(mail))
        assert (b"Subject: [BEC?] " + LATIN + b"\n") in copy.raw


main(globals())
