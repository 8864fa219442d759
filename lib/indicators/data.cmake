# The list that indicators/ ships inside the program (indicators/data/data.h declares it).
embed(stage-indicators indicators/data/role.words indicators_role_words)
