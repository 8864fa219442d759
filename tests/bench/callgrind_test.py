#!/usr/bin/env python3
"""Counts the instructions that a message costs (callgrind_path under valgrind's callgrind) and
compares with instructions.txt: unlike seconds they are the same on a busy machine. Fails where it
is more by the file's tolerance; what is less should be entered there.

callgrind_test.py PROGRAM COMPILER BUILD_TYPE"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FILE = pathlib.Path(__file__).parent / "instructions.txt"
SKIPPED = 77


def kept():
    """What the file says: {name: value}."""
    lines = FILE.read_text(encoding="ascii").splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


def counted(program):
    """Instructions of the counted part, a message."""
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", "--instr-atstart=no", "--collect-atstart=no",
             f"--callgrind-out-file={folder}/out", program],
            capture_output=True, text=True, timeout=160, check=False)
    if result.returncode != 0:
        sys.exit(f"{program} ended with {result.returncode}: {result.stderr[-2000:]}")
    messages = int(re.match(r"(\d+) messages", result.stdout)[1])
    return int(re.search(r"Collected : (\d+)", result.stderr)[1]) // messages


def main(program, compiler, build_type):
    if not shutil.which("valgrind"):
        print("skipped: valgrind isn't installed (packaging/install-deps test)")
        return SKIPPED
    wanted = kept()
    if (compiler, build_type) != (wanted["compiler"], wanted["build"]):
        print(f"skipped: {FILE.name} holds for {wanted['compiler']}, {wanted['build']}; "
              f"this is {compiler}, {build_type}")
        return SKIPPED
    before, now = int(wanted["instructions"]), counted(program)
    change = 100 * (now - before) / before
    print(f"{now:,} instructions a message, {FILE.name} has {before:,}: {change:+.1f} %")
    if change > float(wanted["tolerance"]):
        print(f"a message costs more than {wanted['tolerance']} % more than it did")
        return 1
    if change < -float(wanted["tolerance"]):
        print("enter what was gained there")
    return 0


sys.exit(main(*sys.argv[1:]))
