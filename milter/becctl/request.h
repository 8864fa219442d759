/* One message to be judged: a file, and what is known of its way beside it. What isn't said comes from the file. */
#ifndef OPENBEC_BECCTL_REQUEST_H
#define OPENBEC_BECCTL_REQUEST_H

#include "mail/mail.h"

struct request {
	struct str file;  /* as the answer names it; {NULL, 0}: an index line without one */
	const char *path; /* to open; "-": standard input */
	struct str from;  /* {NULL, 0}: Return-Path; empty: the null sender */
	const struct str *rcpt;
	size_t rcpts;         /* 0: Delivered-To, X-Original-To, To */
	struct str client_ip; /* {NULL, 0}: by the Received fields */
	struct str helo;      /* counts beside client_ip only */
	struct str auth_user;
	int64_t at_s; /* 0: Received, Date */
};

/* Fills a new mail and ends it. ERR_MISSING, ERR_SYSTEM for the file, ERR_INPUT for a bad address. */
int request_fill(const struct request *request, struct mail *mail, struct err *err);

#endif
