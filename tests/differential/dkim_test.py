"""Messages signed by dkimpy (python3-dkim), most of them changed on the way, verified by both.

    DKIM_VERIFY=.../dkim_verify dkim_test.py [FOLDER-OF-MAILS | ZONE-AND-MESSAGE.txt ...]

Without arguments: messages made here, always the same ones but for their keys. FOLDER: its mails, signed here. Files as in
tests/data/dkim/signed: signed already. A difference counts unless DIFFERENCES names it."""

import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), "../support"))
from signing import Key, dkim  # noqa: E402

# What we say, where dkimpy says otherwise -> why.
DIFFERENCES = {
    "rsa-sha1": "RFC 8301: no proof; dkimpy verifies it",
    "text stands behind l=": "what was appended isn't signed; dkimpy doesn't look",
    "the key is for tests": "RFC 6376 §3.6.1: as if unsigned; dkimpy ignores t=y",
}


def text(rng, words):
    parts = []
    for _ in range(rng.randint(0, words)):
        parts.append(rng.choice([b"offer", b"a", b"caf\xc3\xa9", b"x" * 70, b"=20", b"(c)", b'"q"', b"."]))
        parts.append(rng.choice([b" ", b"  ", b"\t", b" \t "]))
    return b"".join(parts)


def make_message(rng):
    fields = [b"From: Ann <ann@acme.example>", b"To: bob@corp.example", b"Subject:" + text(rng, 6)]
    for name in (b"Date", b"Cc", b"X-Long", b"Reply-To", b"Subject", b"MIME-Version"):
        if rng.random() < 0.5:
            value = text(rng, 8)
            if value.strip() and rng.random() < 0.5:
                value = b" " + value.strip() + b"\r\n\t" + b"more" + text(rng, 2)
            fields.append(name + b":" + value)
    rng.shuffle(fields)
    lines = [text(rng, 9) for _ in range(rng.randint(0, 8))]
    lines += [b"", b" ", b""][: rng.randint(0, 3)]
    return b"\r\n".join(fields) + b"\r\n\r\n" + b"".join(line + b"\r\n" for line in lines)


def sign(rng, keys, message):
    key = rng.choice(keys)
    names = [b"from", b"to", b"subject", b"date", b"x-long", b"reply-to", b"cc"]
    headers = [b"from"] + rng.sample(names, rng.randint(0, len(names)))
    return dkim.sign(message, key.selector, b"acme.example", key.private,
                     canonicalize=(rng.choice([b"simple", b"relaxed"]), rng.choice([b"simple", b"relaxed"])),
                     include_headers=headers, length=rng.random() < 0.15, signature_algorithm=key.algorithm)


def change(rng, message):
    """What may happen on the way, and what shouldn't."""
    header, body = message.split(b"\r\n\r\n", 1)
    kind = rng.randint(0, 9)
    if kind == 0:
        body += b"\r\n\r\n"
    elif kind == 1:
        body += b"pay here\r\n"
    elif kind == 2:
        body = body.replace(b" ", b"  ", 1)
    elif kind == 3:
        body = body.replace(b"offer", b"order", 1)
    elif kind == 4:
        header = b"Received: from here\r\n\tby there\r\n" + header
    elif kind == 5:
        header = header + b"\r\n" + rng.choice([b"Subject: other", b"Reply-To: eve@evil.example", b"X-New: y"])
    elif kind == 6:
        header = b"Reply-To: eve@evil.example\r\n" + header
    elif kind == 7:
        header = header.replace(b"Ann", b"Eve", 1)
    elif kind == 8:
        header = re.sub(rb"\r\nTo: bob", b"\r\nTO:   bob", header)
    elif kind == 9:
        body = body.replace(b"a", b"\ra", 1)
    return header + b"\r\n\r\n" + body


def ours(zone, messages):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, message in enumerate(messages):
            paths.append(os.path.join(folder, "%06d" % number))
            with open(paths[-1], "wb") as file:
                file.write(message)
        zone_path = os.path.join(folder, "zone")
        with open(zone_path, "wb") as file:
            file.write(b"".join(name + b" TXT " + record + b"\n" for name, record in zone.items()))
        out = subprocess.run([os.environ["DKIM_VERIFY"], zone_path], input="\n".join(paths).encode() + b"\n",
                             capture_output=True, check=True).stdout.decode()
    return [line.split(": ", 1)[1] for line in out.splitlines()]


def theirs(zone, message, count):
    def look_up(name, timeout=5):
        return zone.get(name.rstrip(b".") if isinstance(name, bytes) else name.rstrip(".").encode())

    results = []
    for index in range(count):
        try:
            results.append(dkim.DKIM(message).verify(idx=index, dnsfunc=look_up))
        except dkim.DKIMException as e:
            results.append("%s" % e)
    return results


def compare(zone, messages):
    """Gives how often each pair of results was seen, and the messages where they differ for no named reason."""
    seen, wrong = {}, []
    for message, line in zip(messages, ours(zone, messages)):
        said = line.split(" | ") if line else []
        for mine, other in zip(said, theirs(zone, message, len(said))):
            result, why = mine.split(" ", 1)[0], re.search(r"\((.*)\)$", mine)
            agree = (result == "pass") == (other is True)
            named = why and why.group(1) in DIFFERENCES
            what = result if agree else "%s (%s), dkimpy: %s" % (result, why and why.group(1), other)
            seen[what] = seen.get(what, 0) + 1
            if not agree and not named:
                wrong.append((mine, other, message))
    return seen, wrong


def signed_file(path):
    with open(path, "rb") as file:
        zone, message = file.read().split(b"\n\n", 1)
    return dict(line.split(b" ", 1) for line in zone.splitlines()), message.replace(b"\n", b"\r\n")


def mails(folder, count, rng):
    paths = []
    for where, _, names in os.walk(folder):
        paths += [os.path.join(where, name) for name in names if name.endswith(".eml")]
    rng.shuffle(paths)
    for path in sorted(paths)[:: max(1, len(paths) // count)]:
        with open(path, "rb") as file:
            message = file.read().replace(b"\r\n", b"\n").replace(b"\r", b"").replace(b"\n", b"\r\n")
        if b"\r\n\r\n" in message and message[:5] != b"From " and re.search(rb"(?mi)^From:", message):
            # other signatures have keys that nobody here has
            yield re.sub(rb"(?mi)^DKIM-Signature:", b"X-Signature:", message.split(b"\r\n\r\n")[0]) + \
                b"\r\n\r\n" + message.split(b"\r\n\r\n", 1)[1]


def sign_all(rng, plain):
    keys = [Key("one", 2048), Key("two", 1024), Key("ed", 0), Key("old", 1024, algorithm=b"rsa-sha1"),
            Key("trial", 1024, flags=b"t=y; ")]
    messages = []
    for message in plain:
        try:
            signed = sign(rng, keys, message) + message
        except dkim.DKIMException as e:
            print("not signed:", e)
            continue
        if rng.random() < 0.2:
            signed = sign(rng, keys, message) + signed
        messages.append(change(rng, signed) if rng.random() < 0.7 else signed)
    return {key.selector + b"._domainkey.acme.example": key.record for key in keys}, messages


def main():
    rng = random.Random(6376)
    if sys.argv[1:] and os.path.isdir(sys.argv[1]):
        jobs = [sign_all(rng, mails(sys.argv[1], 60, rng))]
    elif sys.argv[1:]:
        jobs = [(zone, [message]) for zone, message in map(signed_file, sys.argv[1:])]
    else:
        jobs = [sign_all(rng, [make_message(rng) for _ in range(400)])]
    failed = False
    for zone, messages in jobs:
        seen, wrong = compare(zone, messages)
        for what, times in sorted(seen.items()):
            print("%5d  %s" % (times, what))
        for mine, other, message in wrong[:3]:
            print("\nhere: %s\ndkimpy: %s\n%r" % (mine, other, message[:3000]))
        failed |= bool(wrong) or not any(seen.values())
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
