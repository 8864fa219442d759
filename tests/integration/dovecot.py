"""A Dovecot that does nothing but check passwords for Postfix's submission service."""
import shutil
import subprocess

from tools import Skip, until


class Dovecot:
    CONFIG = """
base_dir = {d}/run
state_dir = {d}/state
log_path = {d}/log
protocols =
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {d}/users
}}
service auth {{
  unix_listener {d}/auth {{
    mode = 0660
    user = postfix
    group = postfix
  }}
}}
"""

    def __init__(self, folder, users):
        """`users`: {name: password}."""
        if not shutil.which("dovecot"):
            raise Skip("Dovecot isn't installed (packaging/install-deps test)")
        self.process = None
        self.folder = folder / "dovecot"
        self.folder.mkdir()
        (self.folder / "users").write_text("".join(
            f"{name}:{{PLAIN}}{password}\n" for name, password in users.items()))
        (self.folder / "dovecot.conf").write_text(self.CONFIG.format(d=self.folder))

    def service(self, port):
        """Lines for master.cf: a submission service on this port."""
        return (f"127.0.0.1:{port} inet n - n - - smtpd\n"
                "  -o smtpd_sasl_auth_enable=yes -o smtpd_sasl_type=dovecot\n"
                f"  -o smtpd_sasl_path={self.folder}/auth\n"
                "  -o smtpd_client_restrictions=permit_sasl_authenticated,reject\n"
                "  -o milter_macro_daemon_name=ORIGINATING\n")

    def start(self):
        self.process = subprocess.Popen(
            ["dovecot", "-F", "-c", self.folder / "dovecot.conf"], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        until("Dovecot's socket", (self.folder / "auth").exists)

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(20)
