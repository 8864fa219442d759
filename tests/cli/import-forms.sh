#!/bin/bash
# The same for line ends, Maildirs, folders, and all of it gzip'd.
. "$(dirname "$0")/common.sh" || exit 1
. "$DATA/../archive/common.sh"
same_in no-blank crlf bom zones mbox-gz
same_in maildir maildir-gz eml eml-gz
expect 0 import --json "$DIR/archive"
is 1 known 9
