"""Connections that mean nothing, sessions that end at any stage, and MTAs that keep a connection for
the next client: nothing is left behind, and mail is judged as ever."""
import contextlib
import functools
import os
import socket

import milter
from milter import Milter
from samples import fraud, honest
from support import Folder, Openbec, ends, main, until

PROBES = 1000
QUIT, QUIT_NEW_CONNECTION = b"Q", b"K"
FRAUDS = (b"suspicious", b"malicious")


@functools.cache
def openbec():
    folder = Folder()
    ends.callback(folder.close)
    daemon = Openbec(folder.path)
    ends.callback(daemon.close)
    return daemon


def usage():
    """(descriptors, threads)"""
    process = f"/proc/{openbec().process.pid}"
    return len(os.listdir(f"{process}/fd")), len(os.listdir(f"{process}/task"))


def verdict(link, mail):
    changes, answer, _ = link.message(mail)
    assert answer == milter.ACCEPT, answer
    return next(data.split(b"\0")[1].split(b",")[0].strip() for command, data in changes
                if command == milter.ADD_HEADER and data.startswith(b"X-BEC-Status\0"))


def is_served():
    link = Milter(openbec().socket)
    link.connect()
    good, bad = verdict(link, honest()), verdict(link, fraud())
    link.close()
    return good == b"clean" and bad in FRAUDS


def nothing_is_left(before):
    until("descriptors and threads to come back", lambda: usage()[0] <= before[0] + 2 and
          usage()[1] <= before[1] + 5)
    assert is_served()


def probe(number):
    if number % 3 == 0:
        with socket.socket(socket.AF_UNIX) as plain:
            plain.connect(str(openbec().socket))
        return
    link = Milter(openbec().socket)
    if number % 3 == 1:
        link.send(QUIT)
    link.close()


def test_probes():
    assert is_served()
    before = usage()
    for number in range(PROBES):
        probe(number)
    nothing_is_left(before)
    held = []
    for _ in range(200):  # and such as stay
        held.append(socket.socket(socket.AF_UNIX))
        held[-1].connect(str(openbec().socket))
    assert is_served()
    for one in held:
        one.close()
    nothing_is_left(before)


STAGES = ["connect", "mail", "rcpt", "header", "end_of_header", "body"]


def go(link, stage):
    for name in STAGES[:STAGES.index(stage) + 1]:
        if name == "header":
            link.header("X-BEC-Flag", "NO")
        elif name == "body":
            link.body(b"x" * 5000)
        else:
            getattr(link, name)()


def test_abort_and_close_at_every_stage():
    before = usage()
    for steps in (milter.POSTFIX_STEPS, milter.OLD_STEPS):
        for stage in STAGES:
            for how in ("abort", "quit", "close", "half a packet", "next"):
                link = Milter(openbec().socket, steps=steps)
                go(link, stage)
                if how == "abort":
                    link.abort()
                    assert verdict(link, fraud()) in FRAUDS, (stage, steps)
                elif how == "next":  # a new MAIL without an abort
                    assert verdict(link, fraud()) in FRAUDS, (stage, steps)
                elif how == "quit":
                    link.send(QUIT)
                elif how == "half a packet":
                    link.socket.sendall(b"\0\0\1\0Bhalf")
                link.close()
    nothing_is_left(before)


def test_quit_with_a_new_client_to_follow():
    """SMFIC_QUIT_NC, by which an MTA would keep the socket for its next client. libmilter takes it
    behind a message answered with "continue" only and ignores it otherwise, so that such an MTA (none
    is known) would wait in vain; it harms nobody else."""
    before = usage()
    for steps in (milter.POSTFIX_STEPS, milter.OLD_STEPS):
        for stage in (*STAGES, "message"):
            link = Milter(openbec().socket, steps=steps)
            if stage == "message":
                link.connect()
                assert verdict(link, fraud()) in FRAUDS
            else:
                go(link, stage)
            link.send(QUIT_NEW_CONNECTION)
            link.socket.settimeout(0.2)
            with contextlib.suppress(OSError, ConnectionError):
                link.connect("203.0.113.2")
                assert verdict(link, fraud()) in FRAUDS, (stage, steps)
            assert is_served(), (stage, steps)
            link.close()
    nothing_is_left(before)


def test_a_line_of_a_megabyte_nul_and_bare_cr():
    bodies = {"a line of 1 MB": b"x" * 1_000_000, "NUL": b"be\0fore\r\n\0\0\r\n",
              "bare CR": b"one\rtwo\r\r\nthree\r", "nothing": b"", "only line ends": b"\r\n" * 99_999,
              "a boundary that never comes": b"--=_\r\n" * 20_000}
    for name, body in bodies.items():
        link = Milter(openbec().socket)
        link.connect()
        link.mail("office.desk.4471@gmail.com")
        link.rcpt()
        head, _, text = fraud().partition(b"\r\n\r\n")
        for line in head.decode().split("\r\n"):
            link.header(*line.split(": ", 1))
        link.end_of_header()
        whole = text + body  # the fraud's words stand in front of it
        for at in range(0, len(whole), 65_535):
            link.body(whole[at:at + 65_535])
        changes, answer, _ = link.end()
        assert answer == milter.ACCEPT, name
        assert any(data.startswith(b"X-BEC-Flag\0") for _, data in changes), name
        link.close()


def test_commands_that_no_mta_sends():
    for data in (b"\0\0\0\1Z", b"\0\0\0\1\0", b"\0\0\0\5Dabc", b"\0\0\0\2C\0", b"\0\0\0\1M",
                 b"\0\0\0\1L", b"\0\0\0\3L\0\0", b"\0\0\0\1O", b"\0\0\0\6Cx\x009\0", b"\0\0\0\1E" * 9):
        link = Milter(openbec().socket)
        with contextlib.suppress(OSError, ConnectionError):
            link.socket.settimeout(0.2)
            link.socket.sendall(data)
            link.reply()
        link.close()
    assert is_served()


main(globals())
