"""SIGUSR1 under load: no message is lost or judged by half a configuration."""
import concurrent.futures
import itertools
import threading

from samples import fraud, honest
from support import main, refused, world

MALICIOUS = "malicious-threshold = 5.5\n"
REJECT = MALICIOUS + "policy default { malicious = reject }\n"
TAG = MALICIOUS + "policy default { malicious = tag }\n"
SENDER = "office.desk.4471@gmail.com"


def test_a_reload_takes_effect_and_a_broken_file_does_not():
    broken = ["no-such-option = 1\n", "policy default { malicious = no-such-action }\n",
              "mode = \"enforce\n", "policy default {\n", "local-domains = 5 6\n"]
    with world(TAG) as (postfix, openbec), postfix.client() as client:
        copy = postfix.delivered(client.deliver(fraud(), sender=SENDER))
        assert copy.one("Subject").startswith("[BEC?]")
        for config in broken:
            answer = openbec.reload(config)
            assert "not reloaded" in answer and "openbec.conf" in answer, (config, answer)
            copy = postfix.delivered(client.deliver(fraud(), sender=SENDER))
            assert copy.one("Subject").startswith("[BEC?]"), config
        assert "configuration reloaded" in openbec.reload(REJECT)
        assert refused(client, fraud(), sender=SENDER)[0] == 550
        answer = openbec.reload(TAG + 'durability = full\n')
        openbec.log_line("store and durability change at the next start")
        assert "configuration reloaded" in answer


def test_reloads_under_load():
    done = threading.Event()

    def load(number):
        ids = []
        with postfix.client(f"192.0.2.{number + 1}") as client:
            while not done.is_set() and len(ids) < 200:
                ids.append(client.deliver(honest()))
        return ids

    with world(TAG) as (postfix, openbec):
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            loads = [pool.submit(load, number) for number in range(6)]
            try:
                for config in itertools.islice(itertools.cycle((REJECT, "x = 1\n", TAG)), 6):
                    openbec.reload(config)
            finally:
                done.set()
            ids = sum((load.result() for load in loads), [])
        assert len(ids) >= 30, "no load to speak of"
        for queue_id in ids:
            assert postfix.delivered(queue_id).verdict == "clean"
        assert openbec.log().count("verdict=clean") == len(ids)
        assert openbec.log().count("configuration reloaded") == 4


main(globals())
