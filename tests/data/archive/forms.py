"""Writes the messages beside it in a form in which archives keep mail: forms.py FORM FOLDER."""

import gzip
import os
import re
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "mail")
FROM = b"From sender@acme.example Mon Mar  2 09:30:00 2026\n"


def messages():
    for name in sorted(os.listdir(HERE), reverse=True):  # not by date
        with open(os.path.join(HERE, name), "rb") as file:
            yield name, file.read()


def mboxo(text):
    return re.sub(rb"^From ", b">From ", text, flags=re.M)


def mboxrd(text):
    return re.sub(rb"^(>*From )", rb">\1", text, flags=re.M)


def with_length(text, length=None):
    header, body = text.split(b"\n\n", 1)
    return header + b"\nContent-Length: %d\n\n" % (len(body) if length is None else length) + body


def mbox(quote, between=b"\n"):
    return b"".join(FROM + quote(text) + between for _, text in messages())


MBOX = {
    "mboxo": lambda: mbox(mboxo),
    "mboxrd": lambda: mbox(mboxrd),
    "mboxcl": lambda: mbox(lambda text: with_length(mboxo(text))),
    "mboxcl2": lambda: mbox(with_length),
    "lying-long": lambda: mbox(lambda text: with_length(mboxrd(text), 100000000)),
    "lying-short": lambda: mbox(lambda text: with_length(mboxrd(text), 7)),
    "no-blank": lambda: mbox(mboxrd, b""),
    "crlf": lambda: mbox(mboxrd).replace(b"\n", b"\r\n"),
    "bom": lambda: b"\xef\xbb\xbf" + mbox(mboxrd),
    "zones": lambda: mbox(mboxrd).replace(b"09:30:00 2026", b"09:30:00 +0100 2026"),
}


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def maildir(folder, pack):
    for part in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, "Maildir", ".Older", part), exist_ok=True)
    for i, (name, text) in enumerate(messages()):
        where = ("cur/17400000%02d.M1.host:2,S", ".Older/cur/17400000%02d.M1.host:2,FRS",
                 "new/17400000%02d.M1.host")[i % 3]
        write(folder, "Maildir/" + where % i, pack(text))
    draft = next(messages())[1].replace(b"<", b"<draft-", 1)
    write(folder, "Maildir/cur/1740000099.M1.host:2,DS", draft)
    write(folder, "Maildir/tmp/1740000098.M1.host", b"half")
    write(folder, "Maildir/dovecot-uidlist", b"3 V1 N1\n")


def folders(folder, pack, end):
    for i, (name, text) in enumerate(messages()):
        write(folder, "%d/of/%s%s" % (i % 2, name, end), pack(text))


def main(form, folder):
    if form in MBOX:
        write(folder, "old.mbox", MBOX[form]())
    elif form == "mbox-gz":
        write(folder, "old.mbox.gz", gzip.compress(MBOX["mboxrd"]()))
    elif form == "maildir":
        maildir(folder, bytes)
    elif form == "maildir-gz":
        maildir(folder, gzip.compress)
    elif form == "eml":
        folders(folder, bytes, "")
    elif form == "eml-gz":
        folders(folder, gzip.compress, ".gz")
    else:
        sys.exit("forms.py: no form " + form)


main(*sys.argv[1:], *[""] * (3 - len(sys.argv)))
