# embed(TARGET FILE SYMBOL): the bytes of FILE become `const char SYMBOL[]` (NUL-terminated) and
# `const size_t SYMBOL_size` in TARGET, so that a program needs no data file to start.
set(EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed-file.cmake)
function(embed target file symbol)
	get_filename_component(path ${file} ABSOLUTE)
	set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${symbol}.c)
	add_custom_command(OUTPUT ${out}
		COMMAND ${CMAKE_COMMAND} -DIN=${path} -DOUT=${out} -DSYMBOL=${symbol} -P ${EMBED_SCRIPT}
		DEPENDS ${path} ${EMBED_SCRIPT} VERBATIM)
	target_sources(${target} PRIVATE ${out})
endfunction()
