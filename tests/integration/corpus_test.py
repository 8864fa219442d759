"""Real mail, where there is some (OPENBEC_CORPUS: a folder of *.eml): what is delivered through
openbec is what the same Postfix delivers without it, and the header's verdict is what `becctl
score` says of the same message and envelope against the store as it was before."""
import concurrent.futures
import datetime
import json
import os
import pathlib
import random
import re
import shutil
import smtplib

from support import BECCTL, Skip, main, run, world

COUNT = int(os.environ.get("OPENBEC_CORPUS_COUNT", "300"))
ENVELOPE = {"sender": "bounce@sender.example", "to": "bob@openbec.test"}


def corpus():
    """A sample of the files, as SMTP carries them; the same sample each time."""
    folder = os.environ.get("OPENBEC_CORPUS")
    if not folder:
        raise Skip("OPENBEC_CORPUS names no folder of real mail")
    paths = sorted(pathlib.Path(folder).glob("**/*.eml"))
    assert paths, f"{folder} holds no *.eml"
    chosen = random.Random(1).sample(paths, min(COUNT, len(paths)))
    return [(path, re.sub(rb"\r?\n", b"\r\n", path.read_bytes())) for path in chosen]


def send(postfix, message, plain):
    """The queue id, or the server's refusal (a message may be broken beyond Postfix's patience)."""
    with postfix.client(plain=plain) as client:
        try:
            return client.deliver(message, **ENVELOPE)
        except smtplib.SMTPDataError as answer:
            return answer.smtp_code, answer.smtp_error


def test_nothing_is_lost_or_altered():
    mails = corpus()
    with world() as (postfix, openbec):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            through = list(pool.map(lambda mail: send(postfix, mail[1], False), mails))
            beside = list(pool.map(lambda mail: send(postfix, mail[1], True), mails))
        refusals = 0
        for (path, _), ours, theirs in zip(mails, through, beside):
            if isinstance(theirs, tuple):
                refusals += 1
                assert ours == theirs, f"{path}: {ours}, without openbec {theirs}"
                continue
            assert isinstance(ours, str), f"{path}: refused with openbec only: {ours}"
            copy, wanted = postfix.delivered(ours), postfix.delivered(theirs)
            assert copy.without_ours() == wanted.without_ours(), f"{path} was altered"
            assert copy["X-BEC-Status"], f"{path} has no verdict"
        assert openbec.log().count("verdict=") == len(mails) - refusals
        print(f"{len(mails)} real messages, {refusals} refused by Postfix with and without openbec")


def test_the_header_says_what_becctl_says():
    mails = corpus()
    with world() as (postfix, openbec):
        index = openbec.folder / "index.jsonl"
        copies = []
        with postfix.client() as client, open(index, "w", encoding="utf-8") as out:
            openbec.kill()  # a store that nobody writes to, to take a copy of
            for path in openbec.folder.glob("store.db*"):
                shutil.copy(path, openbec.folder / path.name.replace("store", "before"))
            openbec.start()
        with postfix.client() as client, open(index, "w", encoding="utf-8") as out:
            for number, (path, message) in enumerate(mails):
                try:
                    copy = postfix.delivered(client.deliver(message, **ENVELOPE))
                except smtplib.SMTPDataError:
                    continue
                copies.append((path, copy))
                file = openbec.folder / f"{number}.eml"
                file.write_bytes(copy.without_ours())
                at = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
                out.write(json.dumps({
                    "path": file.name, "from": ENVELOPE["sender"], "rcpt": [ENVELOPE["to"]],
                    "client_ip": "192.0.2.7", "helo": "client.example", "at": at}) + "\n")
        before = openbec.folder / "before.conf"
        before.write_text(openbec.config.read_text().replace("store.db", "before.db"))
        said = [json.loads(line) for line in run(
            BECCTL, "-c", before, "score", "--json", "--learn", "--index", index).splitlines()]
        assert len(said) == len(copies)
        differ = []
        for (path, copy), answer in zip(copies, said):
            header = copy.one("X-BEC-Status").split(",")[0], copy["X-BEC-Score"]
            if header != (answer["verdict"], [f"{answer['score']:.1f}"]):
                differ.append(f"{path}: {header} {copy['X-BEC-Indicators']}, becctl: "
                              f"{answer['verdict']} {answer['score']} "
                              f"{[(f['id'], f['points']) for f in answer['findings']]}")
        assert not differ, f"{len(differ)} of {len(copies)} differ:\n" + "\n".join(differ[:10])


main(globals(), seconds=1750)
