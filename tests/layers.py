#!/usr/bin/env python3
"""Holds the folder rules of lib/CMakeLists.txt: which folder may include which, and that each
third-party library is included by one folder alone.

layers.py ROOT       checks the tree
layers.py --self     checks that each kind of violation is found
"""
import pathlib
import re
import sys
import tempfile

STAGE = re.compile(r"^stage\((\w+)((?:\s+USES(?:\s+[a-z]+)+)?)", re.M)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]*)"|<([^>]*)>)', re.M)

# The C library's and the kernel's; every other header in <> is a third party's.
SYSTEM = set("""assert ctype errno fcntl getopt grp inttypes iconv langinfo limits locale math
    netdb pthread pwd sched signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib
    stdnoreturn string strings sysexits syslog termios threads time unistd wchar endian dirent
    fnmatch glob ftw poll regex search semaphore spawn libgen""".split())
SYSTEM_FOLDERS = {"sys", "netinet", "arpa", "net", "linux", "sanitizer"}
# Headers of one library that don't share a folder.
SAME = {"hs_common": "hs", "hs_compile": "hs", "hs_runtime": "hs", "gio": "glib", "gmime": "glib"}

PROGRAMS = ("openbec", "becctl")


def read_rules(root):
    """{stage: set of the stages it may include}"""
    text = (root / "lib/CMakeLists.txt").read_text()
    return {name: {name, *uses.split()[1:]} for name, uses in STAGE.findall(text)}


def is_system(header):
    folder, slash, _ = header.partition("/")
    return folder in SYSTEM_FOLDERS if slash else header.removesuffix(".h") in SYSTEM


def library_of(header):
    name = header.partition("/")[0].removesuffix(".h")
    return SAME.get(name, name)


def owner_of(path):
    """The folder that a file belongs to: lib/text, milter/becctl, lib itself."""
    return "/".join(path.parts[:2]) if len(path.parts) > 2 else path.parts[0]


def allowed(owner, rules):
    """The first words of "x/y.h" that the owner may include, or None if it may also include lib's
    own headers."""
    place, _, name = owner.partition("/")
    if place == "lib" and name:
        return rules.get(name, {name}), False
    if place == "lib":
        return set(rules), True
    return {*rules, "common", name}, True


def check(root):
    rules = read_rules(root)
    if not rules:
        yield "lib/CMakeLists.txt has no stage(...) lines"
    includers = {}
    for path in sorted([*root.glob("lib/**/*.[ch]"), *root.glob("milter/**/*.[ch]")]):
        path = path.relative_to(root)
        owner = owner_of(path)
        folders, top = allowed(owner, rules)
        if owner.startswith("lib/") and owner[4:] not in rules:
            yield f"{path}: lib/CMakeLists.txt has no stage for this folder"
            continue
        for ours, theirs in INCLUDE.findall((root / path).read_text(errors="replace")):
            if theirs and not is_system(theirs):
                includers.setdefault(library_of(theirs), {}).setdefault(owner, f"{path} (<{theirs}>)")
            if not ours:
                continue
            folder, slash, _ = ours.partition("/")
            if slash and folder not in folders:
                yield f'{path}: includes "{ours}", which {owner} may not use'
            elif not slash and not (top and (root / "lib" / ours).exists()):
                yield f'{path}: includes "{ours}"; write "folder/{ours}"'
    for library, owners in sorted(includers.items()):
        if len(owners) > 1:
            yield f"{library} is included by more than one folder: " + ", ".join(owners.values())


CLEAN = {
    "lib/CMakeLists.txt": "stage(base   LIBS x)\nstage(text USES base LIBS PkgConfig::libhs)\n",
    "lib/base/str.h": "#include <string.h>\n#include <sys/types.h>\n",
    "lib/base/json.h": "#include <jansson.h>\n",
    "lib/text/text.c": '#include "text/text.h"\n\n#include <hs/hs.h>\n\n#include "base/str.h"\n',
    "lib/text/text.h": "",
    "lib/path.h": '#include "text/text.h"\n',
    "lib/path.c": '#include "path.h"\n',
    "milter/common/log.h": '#include "base/str.h"\n',
    "milter/openbec/main.c": '#include <libmilter/mfapi.h>\n#include "common/log.h"\n#include "path.h"\n',
}
VIOLATIONS = [  # what is added to a file, and what the complaint must name
    ("lib/base/str.c", '#include "text/text.h"\n', 'includes "text/text.h"'),
    ("lib/base/str.c", '#  include "path.h"\n', 'includes "path.h"'),
    ("lib/text/text.h", '#include "str.h"\n', 'write "folder/str.h"'),
    ("lib/text/text.h", '#include "common/log.h"\n', 'includes "common/log.h"'),
    ("lib/text/text.h", "#include <jansson.h>\n", "jansson is included by more than one"),
    ("milter/openbec/x.c", "#include <hs.h>\n", "hs is included by more than one"),
    ("milter/openbec/x.c", '#include "becctl/command.h"\n', 'includes "becctl/command.h"'),
    ("milter/common/log.c", '#include "openbec/daemon.h"\n', 'includes "openbec/daemon.h"'),
    ("lib/new/new.c", "", "no stage for this folder"),
]


def self_test():
    def complaints(files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            return list(check(root))

    faults = [f"the clean tree: {line}" for line in complaints(CLEAN)]
    for name, text, wanted in VIOLATIONS:
        found = complaints({**CLEAN, name: CLEAN.get(name, "") + text})
        if len(found) != 1 or wanted not in found[0] or name not in found[0]:
            faults.append(f"{name} with {text!r}: wanted one complaint with {wanted!r}, got {found}")
    return faults


def main():
    faults = self_test() if sys.argv[1] == "--self" else list(check(pathlib.Path(sys.argv[1])))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
