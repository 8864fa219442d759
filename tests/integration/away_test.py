"""openbec hangs (SIGSTOP) or is killed, in the middle of a message and between two: the MTA does
what its setting says (Postfix: milter_default_action, Sendmail: F=), no message is lost, and all is
as before when openbec is back."""
import concurrent.futures
import functools
import signal
import smtplib
import time

from openbec import Openbec
from postfix import Postfix
from samples import fraud, honest
from sendmail import Sendmail, required
from smtp import Client
from support import Folder, Skip, ends, main

PATIENCE_S = 2  # of the MTAs; a real one waits ten times as long
POSTFIX = "".join(f"milter_{step}_timeout = {PATIENCE_S}s\n" for step in (
    "connect", "command", "content")) + "milter_default_action = "
SENDMAIL = "T=" + ";".join(f"{step}:{PATIENCE_S}s" for step in "CSRE")
# What the client hears for a message in work and for one on a new connection; 0: it is turned away.
ALL_ROWS = {
    "postfix accept": (250, 250),
    "postfix tempfail": (451, 451),
    "postfix quarantine": (250, 250),
    "sendmail F=,": (250, 250),
    "sendmail F=T,": (451, 451),
    "sendmail F=R,": (554, 0),
    "sendmail F=4,": (421, 0),
}


@functools.cache
def rows():
    try:
        required()
        return ALL_ROWS
    except Skip as why:
        print(f"only Postfix: {why}")
        return {row: answers for row, answers in ALL_ROWS.items() if row.startswith("postfix")}


def make(row, folder, socket):
    mta, setting = row.split(" ")
    if mta == "postfix":
        return Postfix(folder, f"unix:{socket}", POSTFIX + setting + "\n")
    return Sendmail(folder, socket, f"{setting} {SENDMAIL}")


@functools.cache
def world():
    """One openbec, and an MTA for each row that asks it."""
    folder = Folder("/run")
    ends.callback(folder.close)
    mtas = {}
    for number, row in enumerate(rows()):
        mtas[row] = make(row, folder.path / str(number), folder.path / "openbec.sock")
        ends.callback(mtas[row].close)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        openbec = pool.submit(Openbec, folder.path)
        starts = [pool.submit(mta.start) for mta in mtas.values()]
        ends.callback(lambda: openbec.result().close())
        for start in starts:
            start.result()
    return openbec.result(), mtas


def at_all(act, *arguments):
    """{row: what act(mta, ...) gives}, done with all MTAs at once."""
    with concurrent.futures.ThreadPoolExecutor(len(rows())) as pool:
        columns = [[argument[row] for row in rows()] for argument in arguments]
        return dict(zip(rows(), pool.map(act, world()[1].values(), *columns)))


def scored(mta):
    with Client(mta.port) as client:
        for message, verdicts in ((honest(), ("clean",)), (fraud(), ("suspicious", "malicious"))):
            assert mta.delivered(client.deliver(message)).verdict in verdicts


def in_work(mta):
    client = Client(mta.port)
    client.envelope()
    return client


def finish(_, client):
    begun = time.monotonic()
    try:
        return *client.data(honest()), time.monotonic() - begun
    except smtplib.SMTPException as refusal:
        return *refusal.args[:2], time.monotonic() - begun
    finally:
        client.close()


def begin_and_finish(mta):
    """A message on a new connection; the refusal may come at any step."""
    try:
        client = Client(mta.port)
    except smtplib.SMTPConnectError:
        return 0, b""
    for command in ("MAIL FROM:<ann@acme.example>", "RCPT TO:<bob@openbec.test>"):
        code, text = client.docmd(command)
        if code != 250:
            client.close()
            return code, text
    return finish(mta, client)[:2]


def check(row, mta, answer, wanted):
    code, text = answer[:2]
    assert code == wanted, f"{row}: {answer}"
    if code == 250:
        queue_id = text.split()[-1 if "postfix" in row else 1].decode()
        if "quarantine" in row:
            assert queue_id in mta.held(), row
        else:
            assert mta.delivered(queue_id).ours == [], row


def fault(begin, end, seconds):
    """A message in work when it begins, one after that, and one when it is over."""
    openbec, mtas = world()
    at_all(scored)
    clients = at_all(in_work)
    begin(openbec)
    answers = at_all(finish, clients)
    later = at_all(begin_and_finish)
    end(openbec)
    for row, mta in mtas.items():
        check(row, mta, answers[row], rows()[row][0])
        check(row, mta, later[row], rows()[row][1])
        assert seconds <= answers[row][2] < seconds + 10, f"{row}: {answers[row]}"
    at_all(scored)


def test_hangs():
    fault(lambda openbec: openbec.process.send_signal(signal.SIGSTOP),
          lambda openbec: openbec.process.send_signal(signal.SIGCONT), PATIENCE_S - 0.2)


def test_killed():
    fault(Openbec.kill, Openbec.start, 0)


main(globals())
