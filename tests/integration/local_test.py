"""non_smtpd_milters: mail by sendmail(1) and pickup, for which Postfix tells the filter a
connection from localhost that never was."""
import re

from samples import fraud, honest, own
from support import main, run, until, world

SETTINGS = "non_smtpd_milters = $smtpd_milters\n"
CONFIG = "malicious-threshold = 5.5\npolicy default { malicious = quarantine }\n"


def by_command(postfix, openbec, message, sender, to):
    """The queue id of a message given to sendmail(1)."""
    run("/usr/sbin/sendmail", "-C", postfix.folder / "etc", "-i", "-f", sender, "--", to,
        stdin=message.replace(b"\r\n", b"\n"))
    message_id = re.search(rb"Message-ID: <(.*)>", message).group(1).decode()
    return re.match(r"openbec: (\w+):", openbec.log_line(message_id)).group(1)


def test_mail_of_scripts_is_judged_and_learned_from():
    with world(CONFIG, SETTINGS, shared=True) as (postfix, openbec):
        inside = by_command(postfix, openbec, own("eva@openbec.test"), "bob@openbec.test",
                            "eva@openbec.test")
        copy = postfix.delivered(inside)
        assert "direction=internal" in copy.one("X-BEC-Status"), copy["X-BEC-Status"]
        out = by_command(postfix, openbec, own(), "bob@openbec.test", "ann@acme.example")
        assert "direction=outbound" in openbec.log_line(out)
        until("the correspondent", lambda: openbec.correspondents() == ["ann@acme.example"])


def test_fetched_mail_is_a_strangers():
    """fetchmail hands over by sendmail(1): From is foreign, and the client is not this host."""
    with world(CONFIG, SETTINGS, shared=True) as (postfix, openbec):
        fetched = by_command(postfix, openbec, honest(authentication=None), "ann@acme.example",
                             "bob@openbec.test")
        copy = postfix.delivered(fetched)
        assert "direction=inbound" in copy.one("X-BEC-Status"), copy["X-BEC-Status"]
        assert "proof=network" in openbec.log_line(fetched)


def test_fraud_is_held():
    with world(CONFIG, SETTINGS, shared=True) as (postfix, openbec):
        held = by_command(postfix, openbec, fraud(), "office.desk.4471@gmail.com",
                          "bob@openbec.test")
        until("the message on hold", lambda: held in postfix.held())


def test_without_the_setting_nothing_is_seen():
    with world(CONFIG) as (postfix, openbec):
        run("/usr/sbin/sendmail", "-C", postfix.folder / "etc", "-i", "-f", "bob@openbec.test",
            "--", "eva@openbec.test", stdin=own("eva@openbec.test").replace(b"\r\n", b"\n"))
        until("the delivery", lambda: postfix.count() == 1)
        assert "verdict=" not in openbec.log()


main(globals())
