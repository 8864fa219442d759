"""DKIM keys and signatures of a test's own, by openssl and dkimpy (python3-dkim)."""
import base64
import subprocess
import sys

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, whichever Python this is
try:
    import dkim
except ImportError:
    print("skipped: python3-dkim isn't installed (packaging/install-deps test)")
    sys.exit(77)


def openssl(*args, data=None):
    return subprocess.run(["openssl", *args], input=data, capture_output=True, check=True).stdout


class Key:
    """bits 0: Ed25519. `record`: what stands in the DNS."""

    def __init__(self, selector, bits=2048, algorithm=b"rsa-sha256", flags=b""):
        self.selector = selector.encode()
        if bits:
            self.algorithm = algorithm
            self.private = openssl("genrsa", "-traditional", str(bits))
            public = openssl("rsa", "-pubout", "-outform", "DER", data=self.private)
            self.record = b"v=DKIM1; k=rsa; " + flags + b"p=" + base64.b64encode(public)
        else:
            self.algorithm = b"ed25519-sha256"
            der = openssl("genpkey", "-algorithm", "ed25519", "-outform", "DER")
            public = openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=der)
            self.private = base64.b64encode(der[-32:])
            self.record = b"v=DKIM1; k=ed25519; p=" + base64.b64encode(public[-32:])

    def sign(self, message, domain, headers=(b"from", b"to", b"subject"), selector=None):
        """The message with a signature on top; CRLF."""
        return dkim.sign(message, selector or self.selector, domain, self.private,
                         canonicalize=(b"relaxed", b"simple"), include_headers=list(headers),
                         signature_algorithm=self.algorithm) + message
