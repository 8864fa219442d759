# stage(NAME USES stage... LIBS target...): one folder of lib/. USES is the folder's rule: it may
# include headers of these stages and its own, nothing else (held by the ctest `layers`).
# Every .c file of the folder belongs to it.
set_property(GLOBAL PROPERTY OPENBEC_STAGES "")
function(stage name)
	cmake_parse_arguments(S "" "" "USES;LIBS" ${ARGN})
	file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c)
	add_library(stage-${name} STATIC ${sources})
	target_include_directories(stage-${name} PUBLIC ${CMAKE_SOURCE_DIR}/lib)
	foreach(used ${S_USES})
		target_link_libraries(stage-${name} PUBLIC stage-${used})
	endforeach()
	target_link_libraries(stage-${name} PRIVATE ${S_LIBS} Threads::Threads m)
	set_property(GLOBAL APPEND PROPERTY OPENBEC_STAGES stage-${name})
endfunction()
