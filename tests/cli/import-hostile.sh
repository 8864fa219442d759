#!/bin/bash
# Archives hold what strangers sent, and folders what anybody put there: bounded, told, left out.
. "$(dirname "$0")/common.sh" || exit 1
. "$DATA/../archive/common.sh"
mkdir "$DIR/archive" "$DIR/archive/cur"
IN=$DIR/archive

# a hundred thousand "From " lines; a gigabyte of nothing behind one; links, pipes, what is no mail
python3 - "$IN" <<'PYTHON'
import gzip, os, sys
folder = sys.argv[1]
line = b"From a@b.example Mon Mar  2 09:30:00 2026\n"
with open(folder + "/lines.mbox", "wb") as file:
    file.write((line + b"\n") * 50000 + line * 50000)
with open(folder + "/sparse.mbox", "wb") as file:
    file.write(line + b"From: a@b.example\nDate: Mon, 2 Mar 2026 09:30:00 +0000\n\n")
    file.truncate(1 << 30)
with open(folder + "/sparse.eml", "wb") as file:
    file.truncate(1 << 30)
with gzip.open(folder + "/bomb.gz", "wb", 9) as file:
    file.write(line + b"From: a@b.example\n\n")
    for _ in range(400):
        file.write(bytes(1 << 20))
with open(folder + "/damaged.gz", "wb") as file:
    file.write(b"\x1f\x8b" + b"nothing of that kind" * 9)
with open(folder + "/notes.txt", "wb") as file:
    file.write(b"Dear diary,\n\nthis is no mail.\n")
os.mkfifo(folder + "/pipe.eml")
os.symlink("/", folder + "/everything")
os.symlink("../../mail", folder + "/cur/link:2,S")
deep = folder
for _ in range(60):
    deep += "/d"
    os.mkdir(deep)
PYTHON
export TMPDIR=$DIR
( ulimit -v 1500000; "$BECCTL" -c "$CONF" import --json "$IN" >"$OUT" 2>"$ERR" )
status=$?
[ $status -eq 65 ] || fail "hostile archive: exit status $status, not 65"
one_sentence import
is 1 messages 1
is 1 learned 1
is 1 unreadable 3
erred 'bomb.gz: it unpacks to more than a hundred times its size'
erred 'damaged.gz: '
erred 'is too deep'
[ -z "$(ls "$DIR" | grep openbec-import)" ] || fail 'the spool stayed'

# what is named but isn't there, or is no mail, is told; the rest is taken
"$BECCTL" -c "$CONF" import --json "$IN/none.mbox" "$IN/notes.txt" "$ARCHIVE/mail" >"$OUT" 2>"$ERR"
status=$?
[ $status -eq 66 ] || fail "missing file: exit status $status, not 66"
is 1 unreadable 2
is 1 messages 9
erred 'none.mbox: No such file'
erred 'notes.txt is no mail'

# killed in the middle, and run again: as if nothing had happened
fresh
expect 0 import --json "$ARCHIVE/mail"
python3 - "$DIR" <<'PYTHON'
import sys
with open(sys.argv[1] + "/long.mbox", "w") as file:
    for n in range(1500):
        day = "%d Mar 2025 %02d:%02d:00 +0000" % (1 + n // 60 % 28, n // 60 % 24, n % 60)
        file.write("""From a@b Mon Mar  2 09:30:00 2026
Return-Path: <user%d@acme.example>
Received: from mail.acme.example (mail.acme.example [192.0.2.25])
	by mx.ours.example (Postfix) with ESMTPS id 4L for <ap@ours.example>; %s
Authentication-Results: mx.ours.example; spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example
From: user%d@acme.example
To: ap@ours.example
Subject: Note %d
Date: %s
Message-ID: <note-%d@acme.example>

Note %d is on its way.

""" % (n % 9, day, n % 9, n, day, n, n))
PYTHON
fresh
expect 0 import --json "$DIR/long.mbox"
is 1 messages 1500
views | sed 's/[0-9a-f]\{32\}//' >"$DIR/wanted"
fresh
"$BECCTL" -c "$CONF" import --json "$DIR/long.mbox" >"$OUT" 2>"$ERR" &
pid=$!
for _ in $(seq 400); do
	n=$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM message").fetchone()[0])' \
		"$DIR/store.db" 2>/dev/null)
	[ "${n:-0}" -gt 20 ] && break
	sleep 0.05
done
kill -9 $pid
wait $pid 2>/dev/null
[ "${n:-0}" -gt 20 ] && [ "$n" -lt 1500 ] || fail "killed after ${n:-0} messages: neither at the beginning nor at the end was wanted"
expect 0 import --json "$DIR/long.mbox"
[ "$(json 1 known)" -gt 20 ] || fail 'the second run did not go on'
diff "$DIR/wanted" <(views | sed 's/[0-9a-f]\{32\}//') >"$OUT" || fail 'a run that was killed and one that was not differ'
