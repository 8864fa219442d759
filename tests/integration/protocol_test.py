"""The milter protocol itself, without Postfix: MTAs that offer less, links that break anywhere, and
bytes that are no protocol at all."""
import contextlib
import functools
import os
import random
import subprocess

import milter
from milter import Milter
from samples import fraud, honest
from support import OPENBEC, Folder, Openbec, ends, free_port, main, until


@functools.cache
def openbec(config=""):
    """Kept for all tests that want this configuration."""
    folder = Folder()
    ends.callback(folder.close)
    daemon = Openbec(folder.path, config)
    ends.callback(daemon.close)
    return daemon


@contextlib.contextmanager
def connection(daemon, **offer):
    link = Milter(daemon.socket, **offer)
    link.connect()
    try:
        yield link
    finally:
        link.close()


def added(changes):
    """Header fields that were added: {name: value}."""
    pairs = (data.split(b"\0")[:2] for command, data in changes if command == milter.ADD_HEADER)
    return {name.decode(): value.decode() for name, value in pairs}


def is_served(daemon):
    with connection(daemon) as link:
        changes, answer, _ = link.message(honest())
        return answer == milter.ACCEPT and "X-BEC-Status" in added(changes)


def test_values_carry_a_blank_only_where_agreed():
    for steps, blank in ((milter.POSTFIX_STEPS, " "), (milter.OLD_STEPS, "")):
        daemon = openbec()
        with connection(daemon, steps=steps) as link:
            for message, verdicts in ((honest(), "clean"), (fraud(), "suspicious malicious")):
                changes, answer, _ = link.message(message)
                status = added(changes)["X-BEC-Status"]
                assert answer == milter.ACCEPT and status.startswith(blank), status
                assert status[len(blank):].split(",")[0] in verdicts.split(), status


def test_forged_fields_go_from_the_last_to_the_first():
    forged = [("X-BEC-Flag", "NO"), ("x-bec-flag", "NO"), ("Other", "1"), ("X-BEC-FLAG", "NO"),
              ("X-BEC-Score", "0")]
    daemon = openbec()
    with connection(daemon) as link:
        changes, _, _ = link.message(honest(forged))
        deleted = [(data[4:].split(b"\0")[0].lower(), int.from_bytes(data[:4], "big"))
                   for command, data in changes if command == milter.CHANGE_HEADER]
        assert [n for name, n in deleted if name == b"x-bec-flag"] == [3, 2, 1], deleted
        assert [n for name, n in deleted if name == b"x-bec-score"] == [1], deleted
        assert len(deleted) == 4, deleted


def test_an_mta_that_allows_only_added_fields():
    config = """malicious-threshold = 5.5
reviewer = "security@openbec.test"
policy default { malicious = quarantine }
policy finance { recipients = {"ap@openbec.test"} malicious = redirect }
"""
    daemon = openbec(config)
    with connection(daemon, actions=0x01) as link:
        for to, complaint in (("bob@openbec.test", "did not hold"),
                              ("ap@openbec.test", "did not add the reviewer")):
            changes, answer, _ = link.message(fraud([("X-BEC-Flag", "NO")]), to=to)
            assert answer == milter.ACCEPT and changes, (changes, answer)
            assert {command for command, _ in changes} == {milter.ADD_HEADER}, changes
            daemon.log_line(complaint)
        daemon.log_line("did not remove the fields")


def test_messages_in_work_keep_their_configuration():
    reject = "malicious-threshold = 5.5\npolicy default { malicious = reject }\n"
    daemon = openbec("malicious-threshold = 5.5\n")
    with connection(daemon) as old:
        old.mail()
        old.rcpt()
        daemon.log_line("serves")
        until("the message to have begun", lambda: is_served(daemon))
        assert "configuration reloaded" in daemon.reload(reject)
        head = fraud().decode().replace("\r\n", "\n").partition("\n\n")
        for line in head[0].split("\n"):
            old.header(*line.split(": ", 1))
        old.end_of_header()
        old.body(head[2].encode())
        assert old.end()[1] == milter.ACCEPT, "the message was judged by a policy it began before"
        _, answer, text = old.message(fraud())
        assert answer == milter.REPLY_CODE and text.startswith(b"550 5.7.1 "), (answer, text)


def test_steps_in_any_order_and_aborts():
    daemon = openbec()
    chance = random.Random(7)
    for steps in (milter.POSTFIX_STEPS, milter.OLD_STEPS):
        for _ in range(25):
            with connection(daemon, steps=steps) as link, \
                    contextlib.suppress(ConnectionError, AssertionError, OSError):
                link.socket.settimeout(0.1)  # what comes out of order may stay unanswered
                acts = [link.mail, link.rcpt, lambda: link.header("Subject", "x" * 900),
                        lambda: link.header("X-BEC-Flag", "NO"), link.end_of_header,
                        lambda: link.body(b"x" * 9000), link.abort, link.end]
                for act in chance.choices(acts, k=12):
                    act()
    assert is_served(daemon)


def test_links_that_break_and_bytes_that_are_no_protocol():
    daemon = openbec()
    chance = random.Random(11)
    for _ in range(60):
        with connection(daemon) as link, contextlib.suppress(OSError):
            link.mail()
            link.rcpt()
            link.header("Subject", "half")
            link.socket.sendall(chance.randbytes(chance.randrange(200)))
    for size in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xffB"):
        with connection(daemon) as link, contextlib.suppress(OSError):
            link.socket.sendall(size)
    assert is_served(daemon)


def test_inet_socket_by_option():
    port = free_port()
    beside = openbec()
    config = beside.folder / "inet.conf"
    config.write_text(beside.config.read_text().replace("store.db", "inet.db"))
    daemon = subprocess.Popen([OPENBEC, "-f", "-c", config, "-p", f"inet:{port}@127.0.0.1"],
                              stderr=subprocess.DEVNULL)
    try:
        link = until("openbec's port", lambda: try_inet(port))
        link.connect()
        changes, answer, _ = link.message(honest())
        assert answer == milter.ACCEPT and "X-BEC-Status" in added(changes)
        link.close()
    finally:
        daemon.kill()
        daemon.wait()


def try_inet(port):
    with contextlib.suppress(OSError):
        return Milter(("127.0.0.1", port))
    return None


def test_memory_and_descriptors_do_not_grow():
    daemon = openbec()

    def usage():
        with open(f"/proc/{daemon.process.pid}/statm", encoding="ascii") as statm:
            pages = int(statm.read().split()[1])
        return pages, len(os.listdir(f"/proc/{daemon.process.pid}/fd"))

    def rounds(count):
        for _ in range(count):
            with connection(daemon) as link:
                link.message(honest())
                link.mail()
                link.header("Subject", "given up")
                link.body(b"x" * 60000)
                link.abort()
                link.message(fraud())

    rounds(100)
    pages, files = usage()
    rounds(300)
    later_pages, later_files = usage()
    assert later_files <= files + 3, (files, later_files)
    assert later_pages < pages + 2000, f"{later_pages - pages} pages more after 600 messages"


main(globals())
