"""packaging/quickstart, with the programs of this build: what it shows, and that nothing of it is
left behind."""
import os
import pathlib
import re
import shutil
import subprocess

from support import BECCTL, OPENBEC, ROOT, Skip, main, until

SCRIPT = ROOT / "packaging/quickstart"


def quickstart(*options):
    if not shutil.which("swaks"):
        raise Skip("swaks isn't installed (packaging/install-deps test)")
    environment = {**os.environ, "OPENBEC": str(OPENBEC), "BECCTL": str(BECCTL)}
    return subprocess.run([SCRIPT, *options], capture_output=True, text=True, timeout=100,
                          env=environment, check=False)


def processes(folder):
    """Those whose command line names the folder."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if folder.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def folder_of(output):
    return re.search(r"/tmp/openbec-quickstart\.\w+", output).group()


def test_it_shows_three_messages_and_ends_everything():
    result = quickstart()
    assert result.returncode == 0, result
    verdicts = re.findall(r"X-BEC-Status: (\w+)", result.stdout)
    assert verdicts == ["clean", "suspicious", "malicious"], result.stdout
    explained = result.stdout.partition("What becctl explain says")[2]
    assert "bank-detail-new" in explained and "new-network" in explained, result.stdout
    folder = folder_of(result.stdout)
    until("everything to be gone", lambda: not processes(folder) and not os.path.exists(folder))


def test_keep_leaves_it_running_until_it_is_stopped():
    result = quickstart("--keep")
    assert result.returncode == 0, result
    folder = folder_of(result.stdout)
    try:
        command = re.search(r"swaks --server.*\\\n.*", result.stdout).group()
        sent = subprocess.run(["sh", "-c", command + " --silent 2"], capture_output=True, text=True,
                              timeout=30, check=False)
        assert sent.returncode == 0, sent
        recent = subprocess.run([BECCTL, "-c", f"{folder}/openbec.conf", "recent"],
                                capture_output=True, text=True, timeout=30, check=False)
        assert "ann@sender.example" in recent.stdout, recent
    finally:
        subprocess.run([f"{folder}/stop"], timeout=30, check=False)
    until("everything to be gone", lambda: not processes(folder) and not os.path.exists(folder))


def test_help_and_mistakes():
    assert quickstart("--help").stdout.startswith("usage: packaging/quickstart [--keep]")
    mistake = quickstart("--kep")
    assert mistake.returncode == 64 and "--kep" in mistake.stderr and not mistake.stdout


main(globals())
