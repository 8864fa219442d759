# The lists that party/ ships inside the program (party/data/data.h declares them).
embed(stage-party party/data/freemail.domains party_freemail_domains)
embed(stage-party party/data/shared.domains party_shared_domains)
embed(stage-party party/data/platform.domains party_platform_domains)
embed(stage-party party/data/person.words party_person_words)
embed(stage-party party/data/nickname.words party_nickname_words)
embed(stage-party party/data/combination.words party_combination_words)
