#!/bin/bash
. "$(dirname "$0")/common.sh" || exit 1

teach

# what a spreadsheet holds
printf '\xef\xbb\xbfName,Department,Mail,Alias\r\n"Vogel, Petra",Finance,"petra@ours.example;p.vogel@ours.example",\r\n"Ann ""Annie"" Able",,ann@ours.example,A. Able\r\nNobody,,x@ours.example,\r\nJo Doe,,,\r\n' >"$DIR/staff.csv"
expect 0 person import "$DIR/staff.csv" --comment 'from staff.csv'
said 'imported: 2, 2 left out'
expect 0 person --json
lines 6
is 1 name '"Ann \"Annie\" Able"'
is 4 name '"Vogel, Petra"'
is 5 value '"p.vogel@ours.example"'
is 6 comment '"from staff.csv"'
expect 0 person import "$DIR/staff.csv"
expect 0 person --json
lines 6
expect 0 person remove 'Vogel, Petra' 'Ann "Annie" Able'

# what a directory dumps
cat >"$DIR/staff.ldif" <<'EOF'
version: 1

dn: cn=Petra Vogel,ou=people,dc=ours,dc=example
objectClass: person
cn: Vogel P
displayName: Petra
  Vogel
mail: petra@ours.example
proxyAddresses: SMTP:petra@ours.example
proxyAddresses: smtp:pv@ours.example
proxyAddresses: x500:/o=Ours

# a printer
dn: cn=Printer,dc=ours,dc=example
cn: Printer
mail: printer@ours.example

dn:: Y249SsO8cmdlbg==
cn:: SsO8cmdlbiBCYXVlcg==
mail: jb@ours.example
EOF
expect 0 person import "$DIR/staff.ldif"
said 'imported: 2, 1 left out'
expect 0 person --json
lines 5
is 1 name '"J\u00fcrgen Bauer"'
is 2 value '"jb@ours.example"'
is 3 name '"Petra Vogel"'
is 4 value '"petra@ours.example"'
is 5 value '"pv@ours.example"'
expect 66 person import "$DIR/none.csv"
echo 'a,b' >"$DIR/none.csv"
expect 65 person import "$DIR/none.csv"
erred 'neither LDIF nor CSV'
