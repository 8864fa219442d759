#!/bin/bash
# install.sh CMAKE BUILD PREFIX: installs BUILD into an empty root and looks at what is there.
set -euo pipefail
cmake=$1 build=$2 prefix=$3
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
fail() {
	echo "$@"
	exit 1
}

DESTDIR=$root "$cmake" --install "$build" >"$root/log" || fail "$(cat "$root/log")"
for file in sbin/openbec bin/becctl lib/systemd/system/openbec.service lib/sysusers.d/openbec.conf \
	lib/tmpfiles.d/openbec.conf include/openbec.h share/doc/openbec/openbec.conf.sample \
	share/doc/openbec/postfix/main.cf.snippet share/doc/openbec/sendmail/openbec.m4 \
	share/bash-completion/completions/becctl; do
	[ -s "$root$prefix/$file" ] || fail "not installed: $prefix/$file"
done
cmp "$root/etc/openbec/openbec.conf" "$root$prefix/share/doc/openbec/openbec.conf.sample"
"$root$prefix/sbin/openbec" -n -c "$root/etc/openbec/openbec.conf" || fail "the sample is not valid"
"$root$prefix/bin/becctl" --version >/dev/null || fail "becctl does not run from where it was put"

# An admin's configuration outlives the next installation.
echo 'mode = observe' >"$root/etc/openbec/openbec.conf"
DESTDIR=$root "$cmake" --install "$build" >"$root/log" || fail "$(cat "$root/log")"
[ "$(cat "$root/etc/openbec/openbec.conf")" = 'mode = observe' ] ||
	fail "the second installation overwrote openbec.conf"

# A program of somebody else's finds the library by pkg-config.
cat >"$root/use.c" <<'C'
#include <openbec.h>
int main(void)
{
	struct openbec *openbec;
	return openbec_open(0, &openbec, 0) == 0 ? (openbec_close(openbec), 0) : 1;
}
C
library=$(dirname "$(find "$root$prefix/lib" -name libopenbec.so)")
flags=$(PKG_CONFIG_PATH=$library/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 \
	PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 pkg-config --cflags --libs libopenbec)
# shellcheck disable=SC2086 # several flags
${CC:-cc} -o "$root/use" "$root/use.c" $flags
LD_LIBRARY_PATH=$library "$root/use" || fail "a program linked with libopenbec can't open it"

if command -v systemd-analyze >/dev/null; then
	unit=$root$prefix/lib/systemd/system/openbec.service
	sed "s|=$prefix/sbin/|=$root$prefix/sbin/|" "$unit" >"$root/openbec.service"
	complaints=$(systemd-analyze verify "$root/openbec.service" 2>&1 | grep openbec.service || true)
	[ -z "$complaints" ] || fail "systemd-analyze verify: $complaints"
	systemd-analyze security --offline=yes --threshold=20 "$unit" >"$root/exposure" 2>&1 ||
		fail "systemd-analyze: exposed more than 2.0: $(tail -n 1 "$root/exposure")"
	tail -n 1 "$root/exposure"
else
	echo "systemd-analyze isn't here: the unit was not looked at"
fi
