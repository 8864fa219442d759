# In Portuguese: who calls himself our director, from a free mailbox, asks for cards in Brazilian and for a transfer in
# European Portuguese and is suspicious; a supplier's invoices and his thanks for a payment are clean.

configuration
	person "Joana Prates" { addresses = {"joana.prates@ours.example"} }

sender free
	envelope $box@gmail.com
	client 203.0.113.81
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

sender acme
	envelope contabilidade@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example

mail cartoes
	From: Joana Prates <$box@gmail.com>
	To: ap@ours.example
	Subject: Favor
	Content-Type: text/plain; charset=utf-8

	Oi, você está disponível agora? Compre cinco gift cards da Apple e me mande os códigos. Não comente com ninguém.

mail transferencia
	From: Joana Prates <$box@gmail.com>
	To: ap@ours.example
	Subject: Pagamento
	Content-Type: text/plain; charset=utf-8

	Preciso que faça uma transferência de 18.450 euros para um novo fornecedor, é urgente.

mail fatura
	From: Acme Contabilidade <contabilidade@acme.example>
	To: ap@ours.example
	Subject: Fatura $n
	Content-Type: text/plain; charset=utf-8

	Bom dia,

	segue em anexo a fatura $n. Obrigado pela sua preferência.

	Com os melhores cumprimentos

mail obrigado
	From: Acme Contabilidade <contabilidade@acme.example>
	To: ap@ours.example
	Subject: Fatura $n
	Content-Type: text/plain; charset=utf-8

	Bom dia,

	recebemos o seu pagamento, muito obrigado. Os nossos dados bancários não foram alterados.

	Com os melhores cumprimentos

at 2026-03-02T09:00:00Z
send cartoes by free
	with box office.desk.11
	suspicious
	found gift-card
	found availability-probe
	found secrecy
	silent bank-change payroll-change

send transferencia by free
	with box office.desk.12
	suspicious
	found payment-request
	found urgency
	silent gift-card secrecy

send fatura by acme for 5 days
	clean
	silent payment-request bank-change urgency

at +1 day
send obrigado by acme
	clean
	silent payment-request bank-change
