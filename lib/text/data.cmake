# The phrase files that text/ ships inside the program, one a language, as the table that phrase_file.h
# declares.
file(GLOB phrase_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/lang/*.phrases)
set(declarations "")
set(rows "")
foreach(file ${phrase_files})
	get_filename_component(language ${file} NAME_WE)
	embed(stage-text ${file} phrases_${language})
	string(APPEND declarations "extern const char phrases_${language}[];\nextern const size_t phrases_${language}_size;\n")
	string(APPEND rows "\t{ \"${language}.phrases\", phrases_${language}, &phrases_${language}_size },\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/embedded/phrases_shipped.c @ONLY CONTENT
"#include \"text/phrase_file.h\"

@declarations@
const struct phrases_shipped phrases_shipped[] = {
@rows@	{ NULL, NULL, NULL },
};
")
target_sources(stage-text PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded/phrases_shipped.c)
