"""Composition attacks: messages that SPF, DKIM, DMARC, a From parser and the MTA may understand each
in another way ("Composition Kills", Chen and others, 2020; "Weak Links in Authentication Chains",
Shen and others, 2021). The forger owns evil.example, and writes as ann@acme.example.

Whatever passes the MTA: DMARC never passes for acme.example, nobody is proven to be Ann, what is
remembered of her stays as it was, and a finding says what is odd. Or the MTA refuses."""
import collections
import functools
import json

from authority import THEIRS, config, dns, keys
from samples import message
from smtp import taken
from support import BECCTL, ends, main, run, world

ANN = b"Ann Miller <ann@acme.example>"
EVE = b"<eve@evil.example>"
TWO, BAD, SHOWN = {"multiple-from"}, {"malformed-from"}, {"display-name-address", "malformed-from"}
ODD = TWO | BAD
ANY = set()  # From is as it should be: what doesn't pass (DMARC, SPF) says enough

Row = collections.namedtuple("Row", "name lines why sender helo signed", defaults=(
    "eve@evil.example", "mail.evil.example", ("evil.example", "key")))


def one(value):
    return [b"From: " + value]


ROWS = [
    # --- MAIL FROM and HELO
    Row("MAIL FROM below acme, HELO passes", one(ANN), ANY, "x@nothing.acme.example", signed=None),
    Row("null sender, HELO passes", one(ANN), ANY, "", signed=None),
    Row("null sender, HELO is acme's", one(ANN), ANY, "", "acme.example", None),
    Row("parentheses in MAIL FROM", one(ANN), ANY, "eve@evil.example(.acme.example", signed=None),
    Row("a comment in MAIL FROM", one(ANN), ANY, "ann@acme.example(@evil.example)", signed=None),
    Row("two @ in MAIL FROM", one(ANN), ANY, "ann@acme.example@evil.example", signed=None),
    Row("quotes in MAIL FROM", one(ANN), ANY, '"ann@acme.example"@evil.example', signed=None),
    Row("a quote cut by NUL", one(ANN), ANY, '"ann@acme.example\0"@evil.example', signed=None),
    Row("NUL in MAIL FROM", one(ANN), ANY, "eve@evil.example\0.acme.example", signed=None),
    Row("NUL behind acme", one(ANN), ANY, "ann@acme.example\0.evil.example", signed=None),
    Row("a source route", one(ANN), ANY, "@acme.example:eve@evil.example", signed=None),
    Row("a source route backwards", one(ANN), ANY, "@evil.example:ann@acme.example", signed=None),
    Row("a blank in MAIL FROM", one(ANN), ANY, '"ann@acme.example x"@evil.example', signed=None),
    Row("MAIL FROM without domain", one(ANN), ANY, "ann", signed=None),
    # --- d= and s=
    Row("d= with a parenthesis", one(ANN), ANY, signed=("evil.example(.acme.example", "key")),
    Row("d= with a quote", one(ANN), ANY, signed=('acme.example".evil.example', "key")),
    Row("d= with NUL", one(ANN), ANY, signed=("acme.example\0.evil.example", "key")),
    Row("s= with NUL", one(ANN), ANY, signed=("acme.example", "key\0.evil.example")),
    Row("s= that reaches over", one(ANN), ANY,
        signed=("acme.example", "key._domainkey.evil.example.")),
    Row("s= with a result", one(ANN), ANY,
        signed=("evil.example", "key;dkim=pass header.d=acme.example")),
    Row("d= is the suffix", one(ANN), ANY, signed=("example", "key")),
    # --- two From fields
    Row("two From, Ann first", one(ANN) + one(EVE), TWO),
    Row("two From, Ann last", one(EVE) + one(ANN), TWO),
    Row("two From by case", [b"FROM: " + EVE, b"from: " + ANN], TWO),
    Row("a From with white space in front, first", [b" From: " + ANN] + one(EVE), ODD),
    Row("a From with white space in front, second", one(EVE) + [b" From: " + ANN], ODD),
    Row("From and a blank before the colon", [b"From : " + ANN] + one(EVE), TWO),
    Row("From and a blank before the colon, last", one(EVE) + [b"From : " + ANN], TWO),
    Row("From and a tab before the colon", [b"From\t: " + ANN] + one(EVE), TWO),
    Row("From with a folded name", [b"From\r\n : " + ANN] + one(EVE), ODD),
    Row("a control in From's name", [b"From\x01: " + ANN] + one(EVE), ANY),
    Row("a line without a colon before", [b"From " + ANN] + one(EVE), ANY),
    # --- From is empty or broken, another field speaks
    Row("From is empty, Sender is Ann", [b"From:", b"Sender: " + ANN], BAD),
    Row("From is empty, Resent-From is Ann", [b"From: ", b"Resent-From: " + ANN], BAD),
    Row("From is broken, Sender is Ann", [b"From: \xff,<<@>>", b"Sender: " + ANN], BAD),
    Row("no From, Sender is Ann", [b"Sender: " + ANN], BAD),
    Row("no From, Resent-From is Ann", [b"Resent-From: " + ANN, b"Resent-To: bob@openbec.test"],
        BAD),
    Row("an empty group", one(b"Ann Miller ann@acme.example:;"), BAD),
    # --- one field, two readings
    Row("two addresses", one(ANN + b", " + EVE), TWO),
    Row("two addresses, Eve first", one(EVE + b", " + ANN), TWO),
    Row("two in a group", one(b"us: " + EVE + b", " + ANN + b";"), TWO),
    Row("an encoded word that is an address", one(b"=?utf-8?Q?ann=40acme.example?= " + EVE), SHOWN),
    Row("in Base64", one(b"=?utf-8?B?YW5uQGFjbWUuZXhhbXBsZQ==?= " + EVE), SHOWN),
    Row("an encoded word with angles", one(b"=?utf-8?Q?=3Cann=40acme.example=3E?= " + EVE), SHOWN),
    Row("an encoded word alone", one(b"=?utf-8?Q?ann=40acme.example?="), BAD),
    Row("an encoded word before @", one(b"=?utf-8?Q?ann=40acme.example=2C?=@evil.example"), BAD),
    Row("an encoded NUL", one(b"=?utf-8?Q?ann=40acme.example=00?=@evil.example"), BAD),
    Row("a quoted pair", one(b"<ann@acme.example\\@evil.example>"), BAD),
    Row("a quoted pair in quotes", one(b'"ann@acme.example\\",": ' + EVE), SHOWN),
    Row("a quoted local part", one(b'<"ann@acme.example>,"@evil.example>'), SHOWN),
    Row("a route address", one(b"<@acme.example:eve@evil.example>"), SHOWN),
    Row("a route with Ann", one(b"<@acme.example,ann@acme.example:eve@evil.example>"), SHOWN),
    Row("a bare address before the angle", one(b"ann@acme.example " + EVE), SHOWN),
    Row("a bare address behind the angle", one(EVE + b" ann@acme.example"), BAD),
    Row("text behind the angle", one(EVE + b" (x) <ann@acme.example>"), ODD),
    Row("two angles", one(b"<ann@acme.example>" + EVE), ODD),
    Row("an angle in an angle", one(b"<<ann@acme.example>,eve@evil.example>"), ODD),
    Row("two @", one(b"<ann@acme.example@evil.example>"), BAD),
    Row("two @, Eve first", one(b"<eve@evil.example@acme.example>"), BAD),
    Row("a comment in the domain", one(b"<eve@evil.example(.acme.example>"), BAD),
    Row("a comment with Ann", one(b"eve@evil.example (ann@acme.example)"), SHOWN),
    Row("a comment before", one(b"(ann@acme.example) eve@evil.example"), SHOWN),
    Row("NUL in the address", one(b"<ann@acme.example\0@evil.example>"), ANY),
    Row("NUL behind the address", one(ANN + b"\0" + EVE), ANY),
    Row("a bare CR", one(ANN + b"\r, " + EVE), ODD),
    Row("an empty line inside", [b"From: " + ANN + b"\r\n \r\n\t" + EVE], ODD),
    Row("a semicolon", one(ANN + b"; " + EVE), ODD),
    Row("no angle at the end", one(b"<ann@acme.example"), ANY),
    Row("a quote without end", one(b'"Ann <ann@acme.example> ' + EVE), BAD),
    # --- a signature of Ann's, replayed
    Row("a second From on top of hers", one(EVE) + one(ANN), TWO, signed=("acme.example", "key")),
]


@functools.cache
def place():
    server = ends.enter_context(dns())
    return ends.enter_context(world(config(server.server)))


def profile():
    """What is remembered of Ann herself; that others wrote in her name is kept apart from it."""
    _, openbec = place()
    known = run(BECCTL, "-c", openbec.config, "sender", "--json", "ann@acme.example").splitlines()
    return [each for each in map(json.loads, known) if each["proof"] == "aligned"]


def mail(row):
    rest = message([("To", "bob@openbec.test"), ("Subject", "Lunch")], "See you.\n", "evil.example")
    text = b"\r\n".join(row.lines) + b"\r\n" + rest
    if not row.signed:
        return text
    domain, selector = (each.encode() for each in row.signed)
    stand_in = b"From: eve@evil.example\r\n" + rest  # where dkimpy can't read From
    for signed in (text, stand_in):
        try:
            field = keys()[1].sign(signed, domain, selector=selector)[:-len(signed)]
            return field + text
        except Exception:  # noqa: BLE001, whatever it is that it refuses to sign
            continue
    raise AssertionError(f"{row.name}: can't be signed")


def send(client, row):
    """The queue id; None if the MTA refuses."""
    client.ehlo(row.helo)
    client.send(b"MAIL FROM:<" + row.sender.encode() + b">\r\n")
    if client.getreply()[0] != 250:
        client.rset()
        return None
    client.rcpt("bob@openbec.test")
    code, text = client.data(mail(row))
    return taken(code, text) if code == 250 else None


def faults(row, copy, judged):
    """What is wrong with the answer, in words."""
    authentication, results = judged["authentication"], copy.one("Authentication-Results")
    who = authentication["identity"]
    found = {each.split("=")[0] for each in ",".join(copy["X-BEC-Indicators"]).split(", ")}
    if "dmarc=pass" in results and "header.from=evil.example" not in results:
        yield f"DMARC passes: {results}"
    if results.count("dmarc=") != 1 or results.count("spf=") != 1:
        yield f"a result more: {results}"
    if "dkim=pass header.d=acme.example" in results:
        yield f"a signature of acme's passes: {results}"
    if who["proven"] and who["domain"] != "evil.example":
        yield f"proven: {who}"
    if who["proven"] and not row.why & SHOWN - BAD:
        yield f"proven to be Eve, whom nobody sees: {who}"
    if row.why and not row.why & found:
        yield f"no {sorted(row.why)} in {sorted(found)}"


def test_ann_herself_is_proven():
    postfix, openbec = place()
    text = message([("From", ANN.decode()), ("To", "bob@openbec.test"), ("Subject", "Delivery")],
                   "On Thursday.\n", "acme.example")
    with postfix.client(THEIRS) as client:
        queue_id = client.deliver(keys()[0].sign(text, b"acme.example"))
    copy = postfix.delivered(queue_id)
    results = copy.one("Authentication-Results")
    assert "dmarc=pass (p=reject) header.from=acme.example" in results, results
    assert "dkim=pass header.d=acme.example header.s=key" in results, results
    assert profile(), "nothing is remembered of her"


def test_nobody_passes_for_ann():
    postfix, openbec = place()
    before, wrong, refused = profile(), [], []
    for row in ROWS:
        with postfix.client() as client:
            queue_id = send(client, row)
        if not queue_id:
            refused.append(row.name)
            continue
        copy = postfix.delivered(queue_id)
        judged = json.loads(openbec.log_line(queue_id).partition(": ")[2])
        wrong += [f"{row.name}: {fault}" for fault in faults(row, copy, judged)]
        if profile() != before:
            wrong.append(f"{row.name}: her profile changed")
            before = profile()
    print(f"{len(ROWS)} messages; the MTA refused {refused}")
    assert len(refused) < len(ROWS) / 4, refused
    assert not wrong, "\n    ".join(["", *wrong])


main(globals())
