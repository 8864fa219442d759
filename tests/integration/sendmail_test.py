"""What only Sendmail has: SMTP AUTH by Cyrus SASL, a queue of its own for held mail, limits of its
own, demands on the socket."""
import functools
import os
import pwd

from mtas import sendmail
from samples import fraud, honest, own
from support import ends, main, refused, run, until

SENDER = "office.desk.4471@gmail.com"

world = functools.cache(lambda: ends.enter_context(sendmail()))


def test_quarantine_has_a_reason():
    config = "malicious-threshold = 5.5\npolicy default { malicious = quarantine }\n"
    with sendmail(config) as (mta, openbec), mta.client() as client:
        held = client.deliver(fraud(), sender=SENDER)
        assert mta.held() == [held]
        assert mta.hold_reason(held).startswith("openbec: malicious, score "), held
        shown = run(*mta.command("-bp", "-qQ")).decode()  # what README tells the admin to do
        assert held in shown and "openbec: malicious" in shown, shown
        assert f"{held}: verdict=malicious" in openbec.log_line("action=quarantine")
        mta.release(held)
        assert mta.delivered(held).verdict == "malicious" and mta.held() == []


def test_submission_with_auth():
    with sendmail('internal-networks = {"10.0.0.0/8"}\n') as (mta, openbec):
        with mta.client() as client:  # {auth_authen} alone says that this is our own mail
            client.login("anna@mx.openbec.test", "secret")
            out = client.deliver(own(), sender="bob@openbec.test", to="ann@acme.example")
            inside = client.deliver(own("eva@openbec.test"), sender="bob@openbec.test",
                                    to="eva@openbec.test")
        copy = mta.delivered(out)
        assert copy.ours == [] and "direction=outbound" in openbec.log_line(out)
        assert "direction=internal" in mta.delivered(inside).one("X-BEC-Status")
        until("the correspondent", lambda: openbec.correspondents() == ["ann@acme.example"])
        with mta.client() as client:
            stranger = client.deliver(own("eva@openbec.test"), sender="bob@openbec.test",
                                      to="eva@openbec.test")
        assert "direction=inbound" in mta.delivered(stranger).one("X-BEC-Status")


def test_mail_of_this_host():
    """As sendmail(1) hands it over: from 127.0.0.1, which is in internal-networks."""
    mta, openbec = world()
    with mta.client() as client:
        out = client.deliver(own(fields=[("X-BEC-Flag", "NO")]), sender="bob@openbec.test",
                             to="ann@acme.example")
        copy = mta.delivered(out)
        assert copy.ours == [] and "direction=outbound" in openbec.log_line(out)
        until("the correspondent", lambda: openbec.correspondents() == ["ann@acme.example"])


def test_large_headers():
    mta, openbec = world()
    with mta.client() as client:
        large = honest([("X-Large", "\n\t".join(["x" * 900] * 33))])
        copy = mta.delivered(client.deliver(large))
        assert copy.verdict == "clean" and copy.without_ours() == large.replace(b"\r\n", b"\n")
        judged = openbec.log().count("verdict=")
        code, _ = refused(client, honest([("X-Large", "\n\t".join(["x" * 900] * 40))]))
        assert code == 552  # by Sendmail itself
        assert openbec.log().count("verdict=") == judged


def test_forged_fields_beyond_the_limit_are_refused():
    mta, _ = world()
    with mta.client() as client:
        code, text = refused(client, honest([("X-BEC-Flag", "NO")] * 1001))
        assert code == 550 and "too many" in text, text
        many = client.deliver(honest([("X-BEC-Flag", f"NO {n}") for n in range(300)]))
        assert mta.delivered(many)["X-BEC-Flag"] == []


def test_socket_as_the_unit_makes_it():
    """Folder and socket are the daemon's user's, modes 755 and 660; Sendmail opens it as root."""
    nobody = pwd.getpwnam("nobody")
    mta, openbec = world()
    for path, mode in ((openbec.folder, 0o755), (openbec.socket, 0o660)):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
        path.chmod(mode)
    with mta.client() as client:
        assert mta.delivered(client.deliver(honest())).verdict == "clean"


main(globals())
