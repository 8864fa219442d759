"""What an MTA may do that Postfix doesn't: actions not agreed to, chunks of the body that end
anywhere, clients without an IPv4 address, raw bytes in fields."""
import functools

import milter
from milter import Milter
from samples import fraud, honest, message
from support import Folder, Openbec, ends, main

ADD, CHANGE, QUARANTINE = 0x01, 0x10, 0x20
RECIPIENTS = 0x04 | 0x08
HOLD = """malicious-threshold = 5.5
policy default { malicious = quarantine }
"""
REVIEWED = HOLD + 'reviewer = "security@openbec.test"\n'


@functools.cache
def openbec():
    folder = Folder()
    ends.callback(folder.close)
    daemon = Openbec(folder.path)
    ends.callback(daemon.close)
    return daemon


def connection(**offer):
    link = Milter(openbec().socket, **offer)
    link.connect()
    ends.callback(link.close)
    return link


def kinds(changes):
    return {command for command, _ in changes}


def subjects(changes):
    return [data[4:].rstrip(b"\0").split(b"\0")[1].strip() for command, data in changes
            if command == milter.CHANGE_HEADER and data[4:].startswith(b"Subject\0")]


def test_a_reload_asks_for_what_was_not_agreed_to():
    """Each MTA agreed when nothing was to be done; then the policy comes to hold. It gets the next
    strictest that it can do, and the log says so."""
    rows = [  # configuration; offered; what is changed; tagged
        (HOLD, ADD | CHANGE | RECIPIENTS | QUARANTINE, {milter.QUARANTINE}, False),
        (HOLD, ADD | CHANGE | RECIPIENTS, {milter.CHANGE_HEADER}, True),
        (REVIEWED, ADD | CHANGE | RECIPIENTS,
         {milter.CHANGE_HEADER, milter.ADD_RECIPIENT, milter.DELETE_RECIPIENT}, True),
        (REVIEWED, ADD | CHANGE, {milter.CHANGE_HEADER}, True),
        (REVIEWED, ADD, set(), False),
    ]
    links = [connection(actions=actions) for _, actions, _, _ in rows]
    for link in links:
        changes, answer, _ = link.message(fraud())
        assert answer == milter.ACCEPT and kinds(changes) == {milter.ADD_HEADER}, changes
    now = None
    for link, (config, _, wanted, tagged) in zip(links, rows):
        if config != now:
            now = config
            openbec().reload(config)
        said = len(openbec().log())
        changes, answer, _ = link.message(fraud())
        assert answer == milter.ACCEPT and kinds(changes) == wanted | {milter.ADD_HEADER}, changes
        assert (subjects(changes) == [b"[BEC?] Quick request"]) == tagged, changes
        complains = "did not hold the message" in openbec().log()[said:]
        assert complains == (milter.QUARANTINE not in wanted), openbec().log()[said:]


def test_refusing_needs_no_agreement():
    openbec().reload("malicious-threshold = 5.5\npolicy default { malicious = reject }\n")
    changes, answer, _ = connection(actions=0, steps=milter.OLD_STEPS).message(fraud())
    assert answer == milter.REPLY_CODE and changes == []
    openbec().reload("log-format = json\n")  # which the tests below share


def two_parts():
    """A fraud whose words stand in the second part of a multipart message, in base64."""
    head, _, body = fraud().partition(b"\r\n\r\n")
    head = head.replace(b"text/plain; charset=utf-8", b'multipart/mixed; boundary="=_edge_7f"')
    parts = [b"", b"Content-Type: text/plain\r\n\r\nSee below.\r\n",
             b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body]
    return head, b"--=_edge_7f\r\n".join(parts) + b"--=_edge_7f--\r\n"


def judge_chunks(head, chunks):
    link = connection()
    link.mail("office.desk.4471@gmail.com")
    link.rcpt()
    for line in head.decode().split("\r\n"):
        link.header(*line.split(": ", 1))
    link.end_of_header()
    for chunk in chunks:
        link.body(chunk)
    changes, answer, _ = link.end()
    link.close()
    assert answer == milter.ACCEPT
    return sorted(changes)


def test_chunks_end_anywhere():
    head, body = two_parts()
    judge_chunks(head, [body])  # the second of its kind finds the first's mark
    whole = judge_chunks(head, [body])
    names = {data.split(b"\0")[0] for _, data in whole}
    assert b"X-BEC-Flag" in names and b"gift-card" in b"".join(data for _, data in whole), whole
    edges = [at for at in range(1, len(body)) if body[max(0, at - 14):at + 14].find(b"edge") >= 0]
    assert len(edges) > 60
    for at in edges:
        assert judge_chunks(head, [body[:at], body[at:]]) == whole, f"cut at {at}"
    assert judge_chunks(head, [body[n:n + 1] for n in range(len(body))]) == whole


def test_clients_of_any_kind():
    for kind, wanted in ((b"6" + b"\0\x19" + b"2001:db8:7:1::5\0", '"2001:db8:7::/48"'),
                         (b"6" + b"\0\x19" + b"IPv6:2001:db8:8::5\0", '"2001:db8:8::/48"'),
                         (b"4" + b"\0\x19" + b"203.0.113.9\0", '"203.0.113.0/24"'),
                         (b"L" + b"\0\0" + b"/run/some.sock\0", "null"), (b"U", "null")):
        link = Milter(openbec().socket)
        link.step(b"C", b"[name]\0" + kind, 0x1000)
        mail = honest(authentication=None)
        changes, answer, _ = link.message(mail)
        assert answer == milter.ACCEPT and changes, kind
        line = openbec().log_line(mail.partition(b"Message-ID: <")[2].partition(b">")[0].decode())
        assert f'"network":{wanted}' in line, (kind, line)
        link.close()


def test_raw_bytes_in_fields():
    """A bare CR, bytes that are no UTF-8, empty names and values, as libmilter hands them on."""
    link = connection()
    for name, value in (("X-Cr", "one\rX-BEC-Flag: NO"), ("X-Empty", ""),
                        ("X BEC Flag", "NO"), ("X-Long", "x" * 60_000), ("From", "\r\r\r"),
                        ("Subject", "\x01\x7f\x1b[31m"), ("Message-ID", "<\r\n\tno>\r")):
        mail = message([("From", "Ann <ann@acme.example>"), ("To", "bob@openbec.test")], "x\n",
                       "acme.example")
        link.mail()
        link.rcpt()
        link.header(name, value)
        for line in mail.partition(b"\r\n\r\n")[0].decode().split("\r\n"):
            link.header(*line.split(": ", 1))
        link.end_of_header()
        changes, answer, _ = link.end()
        assert answer == milter.ACCEPT and kinds(changes) <= {milter.ADD_HEADER}, (name, changes)
        assert all(b"\r" not in data for _, data in changes), changes
    assert "\x1b" not in openbec().log() and "\r" not in openbec().log()


main(globals())
