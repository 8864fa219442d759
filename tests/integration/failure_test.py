"""openbec or its store fails while mail flows: no message is lost, none gets through unseen."""
import os
import shutil
import smtplib
import sqlite3
import time

from samples import fraud, honest
from support import main, run, until, world

SENDER = "office.desk.4471@gmail.com"


def answer_to(client, message):
    try:
        return client.data(message)
    except smtplib.SMTPDataError as answer:
        return answer.smtp_code, answer.smtp_error


def kill_and_send(default_action):
    """What Postfix answers with openbec killed; afterwards with a new one all is as before."""
    with world(settings=f"milter_default_action = {default_action}\n") as (postfix, openbec):
        with postfix.client() as client:
            assert postfix.delivered(client.deliver(honest())).verdict == "clean"
            client.mail("ann@acme.example")  # dies in the middle of a transaction ...
            client.rcpt("bob@openbec.test")
            openbec.kill()
            in_work = answer_to(client, honest())
        yield postfix, in_work
        with postfix.client() as client:  # ... and is away at the beginning of the next
            client.mail("ann@acme.example")
            client.rcpt("bob@openbec.test")
            yield postfix, answer_to(client, honest())
        openbec.start()
        with postfix.client() as client:
            copy = postfix.delivered(client.deliver(fraud(), sender=SENDER))
            assert copy.verdict == "suspicious"
        yield postfix, None


def queue_id(text):
    return text.split()[-1].decode()


def test_killed_with_default_action_accept():
    for postfix, answer in kill_and_send("accept"):
        if answer:
            assert answer[0] == 250, answer
            assert postfix.delivered(queue_id(answer[1]))["X-BEC-Status"] == []


def test_killed_with_default_action_tempfail():
    for postfix, answer in kill_and_send("tempfail"):
        if answer:  # 503: there was no recipient to send to, RCPT had its 451 before
            assert answer[0] in (451, 503), answer
            assert postfix.count() == 1 and postfix.held() == []


def test_killed_with_default_action_quarantine():
    for postfix, answer in kill_and_send("quarantine"):
        if answer:
            assert answer[0] == 250 and queue_id(answer[1]) in postfix.held(), answer


def test_it_knows_after_a_kill_what_it_had_answered_for():
    with world() as (postfix, openbec), postfix.client() as client:
        first = postfix.delivered(client.deliver(honest()))
        assert "new-sender" in first.one("X-BEC-Indicators")
        openbec.kill()
        openbec.start()
        with postfix.client() as again:  # the first one's connection has lost its filter
            second = postfix.delivered(again.deliver(honest()))
            assert second.verdict == "clean" and second["X-BEC-Indicators"] == [], second.raw


def test_store_locked_by_somebody_else():
    with world("learn-timeout = 100\n") as (postfix, openbec), postfix.client() as client:
        postfix.delivered(client.deliver(honest()))
        lock = sqlite3.connect(openbec.store, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        ids = [client.deliver(honest()) for _ in range(3)]
        bad = client.deliver(fraud(), sender=SENDER)
        assert time.monotonic() - begun < 10, "a locked store stopped the mail"
        lock.execute("ROLLBACK")
        lock.close()
        for one in ids:
            assert postfix.delivered(one).verdict == "clean"
        assert postfix.delivered(bad).verdict == "suspicious"
        # what waited is written when the lock is gone: the fraud left its mark
        def marked():
            again = postfix.delivered(client.deliver(fraud(), sender=SENDER))
            return "dialogue-marked" in again.one("X-BEC-Indicators")
        until("the mark of a message that came while the store was locked", marked)


def test_store_deleted_while_mail_flows():
    with world() as (postfix, openbec), postfix.client() as client:
        postfix.delivered(client.deliver(honest()))
        for path in openbec.store.parent.glob("store.db*"):
            if path.suffix != ".key":
                path.unlink()
        for _ in range(5):
            assert postfix.delivered(client.deliver(honest())).verdict == "clean"
        assert postfix.delivered(client.deliver(fraud(), sender=SENDER)).verdict == "suspicious"
        openbec.kill()
        openbec.start()
        with postfix.client() as again:
            assert postfix.delivered(again.deliver(honest())).verdict == "clean"


def test_store_corrupt():
    with world() as (postfix, openbec):
        with postfix.client() as client:
            postfix.delivered(client.deliver(honest()))
        openbec.kill()
        for path in openbec.store.parent.glob("store.db-*"):
            path.unlink()
        openbec.store.write_bytes(b"SQLite format 3\0" + os.urandom(8192))
        openbec.start()
        with postfix.client() as client:
            copy = postfix.delivered(client.deliver(fraud(), sender=SENDER))
            assert copy.verdict == "suspicious"
            assert "store=" in copy.one("X-BEC-Status"), copy["X-BEC-Status"]
            for _ in range(3):
                postfix.delivered(client.deliver(honest()))
        said = [line for line in openbec.log().splitlines()
                if "store" in line and "verdict=" not in line]
        assert 1 <= len(said) <= 2, said


def test_store_folder_is_missing():
    with world() as (postfix, openbec):
        openbec.kill()
        openbec.configure('store = "/nonexistent/openbec/store.db"\n'
                          f'site-key = "{openbec.folder}/key"\n')
        openbec.start()
        with postfix.client() as client:
            copy = postfix.delivered(client.deliver(fraud(), sender=SENDER))
            assert copy.verdict == "suspicious" and "store=" in copy.one("X-BEC-Status")


def test_full_disk():
    with world() as (postfix, openbec):
        openbec.kill()
        small = openbec.folder / "small"
        small.mkdir()
        try:
            run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small)
        except AssertionError as why:
            print(f"not tried here, no file system can be mounted: {why}")
            return
        try:
            openbec.configure(f'store = "{small}/store.db"\nlearn-timeout = 100\n')
            openbec.start()
            with postfix.client() as client:
                postfix.delivered(client.deliver(honest()))
                (small / "fill").write_bytes(b"x" * shutil.disk_usage(small).free)
                verdicts = [postfix.delivered(client.deliver(honest())).verdict for _ in range(30)]
                assert set(verdicts) == {"clean"}
                copy = postfix.delivered(client.deliver(fraud(), sender=SENDER))
                assert copy.verdict == "suspicious", copy["X-BEC-Status"]
        finally:
            openbec.kill()
            run("umount", small)


main(globals())
