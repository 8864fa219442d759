# The lists that indicators/ ships inside the program (indicators/data/data.h declares them).
embed(stage-indicators indicators/data/role.words indicators_role_words)
embed(stage-indicators indicators/data/banner.words indicators_banner_words)
