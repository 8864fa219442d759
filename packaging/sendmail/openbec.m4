dnl OpenBEC in Sendmail: for /etc/mail/sendmail.mc, above its MAILER lines; then `make -C /etc/mail'
dnl and a restart of Sendmail. Behind the filters that verify SPF, DKIM and DMARC, if there are any:
dnl filters see a message in the order in which they stand here.
dnl
dnl S: openbec's socket. Sendmail opens it as root, and wants all folders above it to be writable
dnl    by their owners only: as systemd or tmpfiles.d make /run/openbec, mode 755.
dnl F: when OpenBEC is away or hangs: empty, mail passes unscored; F=T, senders try again later (F=4:
dnl    and the connection ends); F=R, mail is refused.
dnl T: how long Sendmail waits: C to connect, S to send, R for an answer, E for the last one.
dnl    OpenBEC answers in milliseconds; these are for its bad days.
INPUT_MAIL_FILTER(`openbec', `S=unix:/run/openbec/openbec.sock, F=, T=C:10s;S:10s;R:30s;E:60s')dnl
