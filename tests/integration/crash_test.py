"""The daemon dies in the middle of a message: at its next try that message passes unscored, once it
is known what it did; all others are scored as ever."""
import contextlib
import signal
import time

import milter
from milter import Milter
from samples import fraud, honest
from support import Folder, Openbec, main

REASON = "ended unexpectedly"


@contextlib.contextmanager
def daemon(config=""):
    folder = Folder()
    openbec = Openbec(folder.path, config)
    try:
        yield openbec
    finally:
        openbec.close()
        folder.close()


def begin(link, mail, body_bytes):
    """Up to so many bytes of the body; each step is answered, so that the daemon has taken it."""
    link.connect()
    link.mail()
    link.rcpt()
    head, _, body = mail.partition(b"\r\n\r\n")
    for line in head.decode().split("\r\n"):
        link.header(*line.split(": ", 1))
    link.end_of_header()
    if body_bytes:
        link.body(body[:body_bytes])


def status_of(openbec, mail):
    link = Milter(openbec.socket)
    link.connect()
    changes, answer, _ = link.message(mail)
    link.close()
    assert answer == milter.ACCEPT, answer
    return next(data.split(b"\0")[1].decode().strip() for command, data in changes
                if command == milter.ADD_HEADER and data.startswith(b"X-BEC-Status\0"))


def die(openbec, number):
    openbec.process.send_signal(number)
    assert openbec.process.wait(20) != 0
    openbec.start()


def test_the_message_it_died_on_passes_unscored():
    for number, body_bytes in ((signal.SIGKILL, 0), (signal.SIGSEGV, 40)):
        bad, beside = fraud(), fraud()
        with daemon() as openbec:
            link = Milter(openbec.socket, steps=milter.OLD_STEPS)
            begin(link, bad, body_bytes)
            die(openbec, number)
            link.close()
            openbec.log_line(REASON, "1 messages in work")
            for _ in range(2):  # the MTA may try more than once
                said = len(openbec.log())
                status = status_of(openbec, bad)
                assert status.startswith("error") and "reason=" in status, status
                assert "verdict=error" in openbec.log()[said:], openbec.log()[said:]
                assert REASON in openbec.log()[said:], openbec.log()[said:]
            assert status_of(openbec, beside).split(",")[0] in ("suspicious", "malicious")
            assert status_of(openbec, honest()).startswith("clean")


def test_many_at_once():
    mails = [fraud() for _ in range(300)]
    with daemon() as openbec:
        links = [Milter(openbec.socket, steps=milter.OLD_STEPS) for _ in mails]
        for link, mail in zip(links, mails):
            begin(link, mail, 10)
        die(openbec, signal.SIGKILL)
        openbec.log_line(REASON, "300 messages in work")
        for mail in mails[::37] + mails[-1:]:
            assert status_of(openbec, mail).startswith("error")


def test_a_message_that_was_answered_or_given_up_is_scored():
    answered, given_up, unheard = fraud(), fraud(), fraud()
    with daemon() as openbec:
        status_of(openbec, answered)
        link = Milter(openbec.socket, steps=milter.OLD_STEPS)
        begin(link, given_up, 40)
        link.abort()
        time.sleep(0.5)
        other = Milter(openbec.socket, steps=milter.OLD_STEPS)
        begin(other, unheard, 40)
        other.close()
        time.sleep(0.5)
        die(openbec, signal.SIGKILL)
        assert REASON not in openbec.log()
        for mail in (answered, given_up, unheard):
            assert status_of(openbec, mail).split(",")[0] in ("suspicious", "malicious")


def test_an_ordered_end_leaves_nothing():
    mail = fraud()
    with daemon() as openbec:
        link = Milter(openbec.socket, steps=milter.OLD_STEPS)
        begin(link, mail, 40)
        openbec.process.send_signal(signal.SIGTERM)
        assert openbec.process.wait(20) == 0
        link.close()
        openbec.start()
        assert REASON not in openbec.log()
        assert status_of(openbec, mail).split(",")[0] in ("suspicious", "malicious")


main(globals())
