"""A Sendmail with an openbec of its own, and both MTAs side by side, each with its own openbec."""
import concurrent.futures
import contextlib

from openbec import Openbec
from postfix import Postfix
from sendmail import Sendmail
from tools import Folder, Skip


@contextlib.contextmanager
def started(parent, make, config):
    """An MTA and its openbec in a folder below `parent`; on a failure the ends of both logs are
    shown."""
    with contextlib.ExitStack() as ends:
        folder = Folder(parent)
        ends.callback(folder.close)
        mta = make(folder.path)
        ends.callback(mta.close)
        openbec = Openbec(folder.path, config)
        ends.callback(openbec.close)
        mta.start()
        try:
            yield mta, openbec
        except Skip:
            raise
        except BaseException:
            for name, text in ((type(mta).__name__, mta.log()), ("openbec", openbec.log())):
                print(f"--- {name}", *text.splitlines()[-25:], sep="\n")
            raise


def sendmail(config="", flags=None):
    """In /run, as its socket is on a real host: Sendmail takes none below a folder that all may
    write to."""
    return started("/run", lambda folder: Sendmail(folder, folder / "openbec.sock", flags), config)


def postfix(config="", settings=""):
    return started("/tmp", lambda folder: Postfix(folder, f"unix:{folder}/openbec.sock", settings),
                   config)


@contextlib.contextmanager
def both(config=""):
    """[(mta, openbec), (mta, openbec)], started at the same time."""
    worlds = postfix(config), sendmail(config)
    with concurrent.futures.ThreadPoolExecutor(2) as pool, contextlib.ExitStack() as ends:
        starts = [pool.submit(world.__enter__) for world in worlds]
        for world, start in zip(worlds, starts):
            if not start.exception():
                ends.push(world)
        yield [start.result() for start in starts]
