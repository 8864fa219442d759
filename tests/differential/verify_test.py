"""SPF, DKIM and DMARC of whole messages, by becctl and by a second implementation given the same zone:
python3-spf, python3-dkim, python3-authheaders.

    BECCTL=... DNS_SERVER=... verify_test.py [FOLDER-OF-MAILS]

Without arguments: messages made here, always the same ones but for their keys. FOLDER: its mails, with
a From of our zone, signed here. A difference counts unless DIFFERENCES names it."""
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/integration")]
from signing import Key, dkim  # noqa: E402

try:
    import authheaders
    import spf
except ImportError:
    print("python3-spf and python3-authheaders aren't installed")
    sys.exit(77)

from dkim_test import mails, make_message  # noqa: E402
from tools import free_port  # noqa: E402

CLIENTS = ["192.0.2.7", "198.51.100.20", "2001:db8::25"]
# Domain -> its SPF record, its DMARC record; None: none.
DOMAINS = {
    "acme.example": ("v=spf1 ip4:192.0.2.0/24 -all", "v=DMARC1; p=reject"),
    "mail.acme.example": ("v=spf1 a mx ~all", None),
    "strict.example": ("v=spf1 include:acme.example ?all", "v=DMARC1; p=quarantine; adkim=s; aspf=s"),
    "sub.strict.example": ("v=spf1 ip6:2001:db8::/32 -all", None),
    "plain.example": (None, None),
    "walk.example": ("v=spf1 redirect=acme.example", "v=DMARC1; p=none; sp=reject"),
    "deep.er.walk.example": ("v=spf1 mx:walk.example -all", None),
    "odd.example": ("v=spf1 ip4:192.0.2.0/24 nonsense:x -all", "v=DMARC1; p=reject; p=none"),
    "two.example": ("v=spf1 exists:%{i}.%{l}.allow.example -all", "v=DMARC1; p=reject; t=y"),
    "loop.example": ("v=spf1 include:loop.example -all", None),
}
MORE = {("mail.acme.example", "A"): ["192.0.2.7"], ("mail.acme.example", "MX"): [(10, "mx.acme.example")],
        ("mx.acme.example", "A"): ["198.51.100.20"], ("mx.acme.example", "AAAA"): ["2001:db8::25"],
        ("walk.example", "MX"): [(5, "mx.acme.example")], ("192.0.2.7.ann.allow.example", "A"): ["127.0.0.2"]}

# (what, ours, theirs) -> why both may be said.
DIFFERENCES = {
    ("dmarc", "none", "fail"): "a tag stands twice: no record (RFC 6376 §3.2); authheaders takes the last",
    ("dmarc", "none", "pass"): "the same",
}
TWICE = "odd.example"


def zone_of(keys):
    zone = dict(MORE)
    for domain, (sender, policy) in DOMAINS.items():
        if sender:
            zone[domain, "TXT"] = [sender]
        if policy:
            zone["_dmarc." + domain, "TXT"] = [policy]
        for key in keys:
            zone[f"{key.selector.decode()}._domainkey.{domain}", "TXT"] = [key.record.decode()]
    return zone


def zone_text(zone):
    return "".join(f"{name} {kind} " + (f"{value[0]} {value[1]}" if kind == "MX" else value) + "\n"
                   for (name, kind), values in zone.items() for value in values)


Case = collections.namedtuple("Case", "author envelope client signers raw")


def make_cases(rng, plain, keys):
    for text in plain:
        author, envelope = rng.choice(list(DOMAINS)), rng.choice(list(DOMAINS))
        head, _, body = text.partition(b"\r\n\r\n")
        head = re.sub(rb"(?mi)^(From|Return-Path|Received|Authentication-Results):.*(\r\n[ \t].*)*\r\n", b"",
                      head + b"\r\n")
        raw = f"From: Ann <ann@{author}>\r\n".encode() + head + b"\r\n" + body
        signers = rng.sample(list(DOMAINS), rng.choice([0, 1, 1, 2])) + [author] * (rng.random() < 0.3)
        for domain in signers:
            raw = rng.choice(keys).sign(raw, domain.encode(), headers=[b"from"])
        if rng.random() < 0.2:
            raw += b"a footer\r\n"
        yield Case(author, envelope, rng.choice(CLIENTS), signers, raw)


def ours(zone, cases, folder):
    (folder / "zone").write_text(zone_text(zone))
    port = free_port()
    server = subprocess.Popen([os.environ["DNS_SERVER"], "--for", "280", str(port), str(folder / "zone")],
                              stdout=subprocess.PIPE)
    try:
        server.stdout.readline()
        (folder / "conf").write_text(
            f'authentication = verify\ndns-servers = {{"127.0.0.1@{port}"}}\nstore = "{folder}/none.db"\n'
            'local-domains = {"ours.example"}\nauthserv-id = "mx.ours.example"\n')
        index = []
        for number, case in enumerate(cases):
            (folder / f"{number}.eml").write_bytes(case.raw)
            index.append({"path": f"{number}.eml", "from": f"ann@{case.envelope}", "rcpt": ["b@ours.example"],
                          "client_ip": case.client, "helo": "mx.acme.example"})
        (folder / "index").write_text("".join(json.dumps(each) + "\n" for each in index))
        out = subprocess.run([os.environ["BECCTL"], "-c", folder / "conf", "score", "--json", "--index",
                              folder / "index"], capture_output=True, check=True).stdout
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()
    return [json.loads(line)["authentication"] for line in out.splitlines()]


def spf_look_up(zone):
    def look_up(name, kind, *_):
        for value in zone.get((name.rstrip(".").lower(), kind), ()):
            yield (name, kind), (value.encode(),) if kind == "TXT" else value
    return look_up


def organisation(domain):
    """In place of theirs, whose list of suffixes knows no .example."""
    return ".".join(domain.split(".")[-2:])


authheaders.get_org_domain = authheaders.dmarc_lookup.get_org_domain = organisation


def policy_of(case, sender, domain, good, text):
    """DMARC with one signature's result: authheaders takes no more."""
    mail_from = authheaders.SPFAuthenticationResult(result=sender, smtp_mailfrom=f"ann@{case.envelope}")
    signed = authheaders.DKIMAuthenticationResult(result="pass" if good else "fail", header_d=domain)
    return authheaders.check_dmarc(case.raw, mail_from, signed, text).result


def theirs(zone, case):
    def text(name, *_, **__):
        name = name.decode() if isinstance(name, bytes) else name
        return "".join(zone.get((name.rstrip(".").lower(), "TXT"), ())) or None

    spf.DNSLookup = spf_look_up(zone)
    sender = spf.query(i=case.client, s=f"ann@{case.envelope}", h="mx.acme.example").check()[0]
    signatures = []
    for number in range(len(case.signers)):
        try:
            checked = dkim.DKIM(case.raw)
            good = checked.verify(idx=number, dnsfunc=lambda name, timeout=5: (text(name) or "").encode())
        except dkim.DKIMException:
            good = False
        signatures.append((case.signers[::-1][number], good))
    policies = [policy_of(case, sender, domain, good, text)
                for domain, good in signatures or [("none.example", False)]]
    return sender, signatures, "pass" if "pass" in policies else policies[0]


def aligned_result(author, signatures):
    """The word that ours gives for several: whether an aligned one passed, else any."""
    same = [good for domain, good in signatures if organisation(domain) == organisation(author)]
    return any(same) if same else any(good for _, good in signatures)


def compare(case, mine, other):
    sender, signatures, policy = other
    yield "spf", mine["spf"], sender
    yield "dmarc", mine["dmarc"], policy
    if case.author not in ("strict.example", "sub.strict.example"):  # who is aligned is told by DMARC
        yield "dkim", mine["dkim"] == "pass", aligned_result(case.author, signatures)


def main():
    rng = random.Random(7489)
    keys = [Key("one"), Key("two", 1024), Key("ed", 0)]
    plain = mails(sys.argv[1], 200, rng) if sys.argv[1:] else [make_message(rng) for _ in range(300)]
    zone, cases = zone_of(keys), list(make_cases(rng, plain, keys))
    seen, wrong = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        answers = ours(zone, cases, pathlib.Path(folder))
    assert len(answers) == len(cases), (len(answers), len(cases))
    for case, mine in zip(cases, answers):
        for what, a, b in compare(case, mine, theirs(zone, case)):
            why = DIFFERENCES.get((what, a, b)) if case.author == TWICE else None
            seen[f"{what} {a}" + ("" if a == b else f", theirs {b} ({why})")] += 1
            if a != b and not why:
                wrong.append((what, a, b, case))
    for what, times in sorted(seen.items()):
        print("%5d  %s" % (times, what))
    for what, a, b, case in wrong[:5]:
        print(f"\n{what}: here {a}, there {b}: {case._replace(raw=case.raw[:300])}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
