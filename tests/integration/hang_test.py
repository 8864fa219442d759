"""A resolver or a store that hangs, with 500 sessions open: each message is answered in the time that
the configuration gives, descriptors, threads and memory stay bounded, and come back."""
import contextlib
import os
import signal
import socket
import sqlite3
import threading
import time

import milter
from milter import Milter
from samples import honest, serial
from support import Folder, Openbec, main, until

SESSIONS = 500
KEPT = 2 * 16 + 20
QUESTIONS = 4  # that a message of ours may have open at once; each has a socket of libunbound's
WAIT_S = 3
VERIFY = f"""authentication = verify
dns-timeout = {WAIT_S}
auth-timeout = {WAIT_S}
dns-servers = {{"127.0.0.1@%d"}}
"""


@contextlib.contextmanager
def daemon(config):
    folder = Folder()
    openbec = Openbec(folder.path, config)
    try:
        yield openbec
    finally:
        openbec.close()
        folder.close()


@contextlib.contextmanager
def silent_resolver():
    """The configuration of a daemon whose questions nobody answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        yield VERIFY % server.getsockname()[1]


def usage(openbec):
    """(descriptors, threads, MB of memory in use)"""
    process = f"/proc/{openbec.process.pid}"
    with open(f"{process}/status", encoding="ascii") as status:
        fields = dict(line.split(":", 1) for line in status)
    return (len(os.listdir(f"{process}/fd")), int(fields["Threads"]),
            int(fields["VmRSS"].split()[0]) // 1024)


@contextlib.contextmanager
def peak(openbec):
    """Watches the usage while the block runs; what it yields is then the most of each."""
    seen, most, over = [], [], threading.Event()

    def watch():
        while not over.wait(0.02):
            seen.append(usage(openbec))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()
        most.extend(max(column) for column in zip(*seen))


def ask(openbec):
    """A message up to its end, of a domain that was never asked about; the answer isn't waited for."""
    domain = f"acme{next(serial)}.example"
    link = Milter(openbec.socket)
    link.socket.settimeout(60)
    link.connect()
    link.mail(f"ann@{domain}")
    link.rcpt()
    mail = honest(authentication=None).replace(b"acme.example", domain.encode())
    head, _, body = mail.partition(b"\r\n\r\n")
    for line in head.decode().split("\r\n"):
        link.header(*line.split(": ", 1))
    link.end_of_header()
    link.body(body)
    link.send(b"E")
    return link


def answer(link):
    while (command := link.reply())[0] not in milter.VERDICTS:
        pass
    link.close()
    return command[0]


def flood(openbec, begins=lambda: None):
    """What 500 messages that wait at once need at most, and afterwards."""
    assert answer(ask(openbec)) == milter.ACCEPT
    before = usage(openbec)
    begins()
    begun = time.monotonic()
    with peak(openbec) as most:
        links = [ask(openbec) for _ in range(SESSIONS)]
        assert {answer(link) for link in links} == {milter.ACCEPT}
    took = time.monotonic() - begun
    print(f"  descriptors, threads, MB: {before} before, {most} with {SESSIONS} sessions; {took:.1f} s")
    assert 0.9 < took < 60, took  # some waited, nobody for the sum of all
    assert most[0] <= before[0] + (1 + QUESTIONS) * SESSIONS, "descriptors"
    assert most[1] <= before[1] + SESSIONS + 10, "threads"
    assert most[2] <= before[2] + 2 * SESSIONS, "more than two megabytes a session"
    # The store's pool of readers stays (16, two descriptors each), and a few sockets that ask whether the resolver is back.
    until("descriptors and threads to come back", lambda: usage(openbec)[0] <= before[0] + KEPT and
          usage(openbec)[1] <= before[1] + 5)
    assert openbec.log().count("verdict=") == SESSIONS + 1


def test_a_silent_resolver():
    with silent_resolver() as config, daemon(config) as openbec:
        flood(openbec)
        openbec.log_line("verdict=clean")


def test_a_locked_store():
    with daemon(f"learn-timeout = {1000 * WAIT_S}\n") as openbec, \
            contextlib.closing(sqlite3.connect(openbec.store, isolation_level=None)) as lock:
        flood(openbec, lambda: lock.execute("BEGIN IMMEDIATE"))
        lock.execute("ROLLBACK")
        count = "SELECT count(*) FROM message"
        until("all to be learned", lambda: lock.execute(count).fetchone()[0] == SESSIONS + 1)


def test_it_ends_in_time_and_answers_what_it_can():
    with silent_resolver() as config, daemon(config) as openbec:
        idle = [Milter(openbec.socket) for _ in range(20)]
        halves = [Milter(openbec.socket) for _ in range(20)]
        for link in halves:
            link.connect()
            link.mail()
            link.rcpt()
            link.header("Subject", "half")
            link.end_of_header()
            link.body(b"half\r\n")
        waiting = [ask(openbec) for _ in range(20)]
        time.sleep(1)
        begun = time.monotonic()
        openbec.process.send_signal(signal.SIGTERM)
        assert {answer(link) for link in waiting} == {milter.ACCEPT}
        assert openbec.process.wait(30) == 0
        took = time.monotonic() - begun
        print(f"  {len(idle)} idle, {len(halves)} half and 20 waiting: ended after {took:.1f} s")
        assert took < 15, took


main(globals())
