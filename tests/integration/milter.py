"""The MTA's side of the milter protocol (sendmail's include/libmilter/mfdef.h): for what Postfix
never does, such as an MTA that offers less, steps in odd order, and a link that breaks anywhere."""
import socket
import struct

ADD_HEADER, ADD_RECIPIENT, DELETE_RECIPIENT = b"h", b"+", b"-"
CHANGE_HEADER, QUARANTINE, REPLY_CODE = b"m", b"q", b"y"
ACCEPT, CONTINUE, DISCARD, REJECT, TEMPFAIL = b"a", b"c", b"d", b"r", b"t"
VERDICTS = {ACCEPT, CONTINUE, DISCARD, REJECT, TEMPFAIL, REPLY_CODE}

ALL_ACTIONS = 0x1ff
POSTFIX_STEPS = 0x1fffff  # every SMFIP_*: no replies to steps, leading space
OLD_STEPS = 0x7f  # an MTA that wants an answer to each step


class Milter:
    """One connection; steps are methods, reply() reads what comes back."""

    def __init__(self, where, actions=ALL_ACTIONS, steps=POSTFIX_STEPS):
        """`where`: a path, or (host, port)."""
        is_inet = isinstance(where, tuple)
        self.socket = socket.socket(socket.AF_INET if is_inet else socket.AF_UNIX)
        self.socket.settimeout(30)
        self.socket.connect(where if is_inet else str(where))
        self.send(b"O", struct.pack("!III", 6, actions, steps))
        command, data = self.reply()
        assert command == b"O", command
        _, self.actions, self.steps = struct.unpack("!III", data[:12])

    def send(self, command, data=b""):
        self.socket.sendall(struct.pack("!I", 1 + len(data)) + command + data)

    def read(self, size):
        data = b""
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                raise ConnectionError("openbec closed the connection")
            data += part
        return data

    def reply(self):
        size, = struct.unpack("!I", self.read(4))
        data = self.read(size)
        return data[:1], data[1:]

    def step(self, command, data, no_reply):
        """Sends a step and, unless it was agreed that none comes, takes its answer."""
        self.send(command, data)
        if not self.steps & no_reply:
            answer, _ = self.reply()
            assert answer == CONTINUE, answer

    def macros(self, command, **values):
        pairs = b"".join(f"{name}\0{value}\0".encode() for name, value in values.items())
        self.send(b"D", command + pairs)

    def connect(self, address="192.0.2.7"):
        family = b"6" if ":" in address else b"4"
        self.step(b"C", b"mail.sender.example\0" + family + struct.pack("!H", 25) +
                  address.encode() + b"\0", 0x1000)
        self.step(b"H", b"client.example\0", 0x2000)

    def mail(self, sender="ann@acme.example"):
        self.step(b"M", f"<{sender}>\0".encode(), 0x4000)

    def rcpt(self, recipient="bob@openbec.test"):
        self.step(b"R", f"<{recipient}>\0".encode(), 0x8000)

    def header(self, name, value):
        space = b" " if self.steps & 0x100000 else b""
        self.step(b"L", name.encode() + b"\0" + space + value.encode() + b"\0", 0x80)

    def end_of_header(self):
        self.step(b"N", b"", 0x40000)

    def body(self, chunk):
        self.step(b"B", chunk, 0x80000)

    def end(self, queue_id="4711"):
        """The changes asked for, a list of (command, data), and the verdict."""
        self.macros(b"E", i=queue_id)
        self.send(b"E")
        changes = []
        while True:
            command, data = self.reply()
            if command in VERDICTS:
                return changes, command, data
            changes.append((command, data))

    def message(self, message, to="bob@openbec.test"):
        """A whole message in bytes, as a test's samples make them."""
        self.mail()
        self.rcpt(to)
        head, _, body = message.replace(b"\r\n", b"\n").partition(b"\n\n")
        for line in head.decode().split("\n"):
            name, _, value = line.partition(": ")
            self.header(name, value)
        self.end_of_header()
        self.body(body.replace(b"\n", b"\r\n"))
        return self.end()

    def abort(self):
        self.send(b"A")

    def close(self):
        self.socket.close()
