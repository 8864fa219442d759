# Each tests/stories/NAME.story becomes ctest story/NAME, told against the embedded store.
add_executable(story stories/story_main.c support/story.c support/story_run.c support/story_mail.c
	support/story_expect.c support/story_rows.c support/story_store.c
	support/story_world.c)
target_include_directories(story PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_link_libraries(story PRIVATE path PkgConfig::sqlite3 m)

file(GLOB stories CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/*.story)
foreach(file ${stories})
	string(REGEX REPLACE "\\.story$" "" name ${file})
	add_test(NAME story/${name} COMMAND story ${CMAKE_CURRENT_LIST_DIR}/${file} sqlite)
	set_tests_properties(story/${name} PROPERTIES TIMEOUT 300 ENVIRONMENT "${TEST_ENVIRONMENT}")
endforeach()

add_test(NAME story-runner COMMAND ${CMAKE_CURRENT_LIST_DIR}/runner.sh $<TARGET_FILE:story>)
set_tests_properties(story-runner PROPERTIES TIMEOUT 300 ENVIRONMENT "${TEST_ENVIRONMENT}")
