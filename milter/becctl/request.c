#include "becctl/request.h"

#include "mail/file.h"

/* A sender without recipients goes where the last delivery would have put it (RFC 5321 §4.4), on top: so the recipients
 * still come from the file. */
static int set_return_path(struct mail *mail, struct err *err)
{
	struct str path = arena_printf(&mail->arena, "<" STR_FMT ">", STR_ARG(mail->from));

	return path.p ? mail_add_field(mail, str_of("Return-Path"), path, err) : err_memory(err);
}

static int set_envelope(const struct request *request, struct mail *mail, struct err *err)
{
	int status = request->from.p ? mail_set_from(mail, request->from, err) : 0;

	for (size_t i = 0; i < request->rcpts && !status; i++)
		status = mail_add_rcpt(mail, request->rcpt[i], err);
	mail->has_envelope = request->from.p && request->rcpts;
	if (!status && request->from.p && !mail->has_envelope)
		status = set_return_path(mail, err);
	return status;
}

static int set_client(const struct request *request, struct mail *mail, struct err *err)
{
	int status = 0;

	if (request->client_ip.p && !ip_parse(request->client_ip, &mail->client))
		return err_set(err, ERR_INPUT, "\"" STR_FMT "\" is no IP address",
		               STR_ARG(request->client_ip));
	mail->client_known = request->client_ip.p;
	if (request->helo.p)
		status = mail_set(mail, &mail->helo, request->helo, err);
	if (!status && request->auth_user.p)
		status = mail_set(mail, &mail->auth_user, request->auth_user, err);
	return status;
}

int request_fill(const struct request *request, struct mail *mail, struct err *err)
{
	int status = set_envelope(request, mail, err);

	mail->at_s = request->at_s;
	if (!status)
		status = set_client(request, mail, err);
	return status ? status : file_read(request->path, mail, err);
}
