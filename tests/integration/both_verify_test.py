"""The same stories through Postfix and Sendmail where openbec itself verifies: it removes what
stands there in its name and writes its own Authentication-Results."""
import functools

from mtas import both
from outcome import HOP, same
from samples import honest
from support import Folder, ends, free_port, main

ZONE = 'acme.example. 300 IN TXT "v=spf1 ip4:192.0.2.0/24 -all"\n'
NAME = "Authentication-Results"


@functools.cache
def pair():
    folder = Folder()
    ends.callback(folder.close)
    (folder.path / "zone").write_text(ZONE)
    return ends.enter_context(both(f"""authentication = verify
dns-zones = "{folder.path}/zone"
dns-servers = {{"127.0.0.1@{free_port()}"}}
trusted-relays = {{"127.0.0.1"}}
trusted-authserv-ids = {{"gw.openbec.test"}}
log-format = json
"""))


def test_spf_of_the_client_before_our_relay():
    copy = same(pair(), honest([HOP], authentication=None)).copy
    assert "spf=pass" in copy.one(NAME) and copy.one(NAME).startswith("mx.openbec.test; "), copy.raw
    other = (HOP[0], HOP[1].replace("192.0.2.7", "203.0.113.7"))
    log = same(pair(), honest([other], authentication=None)).log
    assert log["authentication"]["spf"] == "fail", log


def test_three_forged_results_are_removed():
    forged = ["mx.openbec.test; spf=pass smtp.mailfrom=acme.example", "other.example; spf=fail",
              "MX.OpenBEC.test (comment) 1; dkim=pass header.d=acme.example", "x.example; none",
              "mx.openbec.test;\n\tdmarc=pass header.from=acme.example"]
    fields = [(NAME, value) for value in forged]
    for order in ([HOP, *fields], [*fields, HOP]):
        copy = same(pair(), honest(order, authentication=None), sender="x@third.example").copy
        results = copy[NAME]
        assert results[1:] == ["other.example; spf=fail", "x.example; none"], results
        assert results[0].startswith("mx.openbec.test; ") and "dkim=pass" not in results[0], results


def test_results_stand_on_top():
    copy = same(pair(), honest([HOP], authentication=None)).copy
    names = [name for name, _ in copy.fields if name in (b"Received", NAME.encode())]
    assert names == [NAME.encode(), b"Received", b"Received"], names


main(globals())
