"""The next host: an SMTP server that takes everything and keeps it."""
import queue
import socketserver
import threading


class Conversation(socketserver.StreamRequestHandler):
    timeout = 120

    def handle(self):
        self.say("220 sink.test ESMTP")
        recipients = []
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"EHLO":
                self.say("250-sink.test", "250-8BITMIME", "250 SMTPUTF8")
            elif verb == b"DATA":
                self.say("354 go on")
                self.server.taken.put(self.message(recipients))
                recipients = []
                self.say("250 2.0.0 taken")
            elif verb == b"QUIT":
                self.say("221 2.0.0 bye")
                return
            else:
                if verb == b"RCPT":
                    recipients.append(line[line.index(b"<") + 1:line.index(b">")])
                self.say("250 2.0.0 ok")

    def say(self, *lines):
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def message(self, recipients):
        """As a delivery agent would store it: the envelope's recipients on top."""
        lines = [b"X-Original-To: %s\n" % recipient for recipient in recipients]
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            line = line.replace(b"\r\n", b"\n")
            lines.append(line[1:] if line.startswith(b".") else line)
        raise ConnectionError("the message ends in the middle")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.taken = queue.SimpleQueue()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def messages(self):
        """Those that came since this was asked last."""
        while not self.taken.empty():
            yield self.taken.get()

    def close(self):
        self.shutdown()
        self.server_close()
