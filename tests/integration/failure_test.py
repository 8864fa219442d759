"""openbec or its store fails while mail flows: no message is lost, none gets through unseen."""
import os
import shutil
import sqlite3
import time

from samples import fraud, honest
from support import main, run, until, world

SENDER = "office.desk.4471@gmail.com"


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
