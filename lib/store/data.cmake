# The SQL that the store carries with it, and the enum of its named statements: a name that query.sql doesn't have is an
# error of the compiler.
embed(stage-store ${CMAKE_SOURCE_DIR}/sql/sqlite/0001-schema.sql store_sqlite_schema)
embed(stage-store ${CMAKE_SOURCE_DIR}/sql/common/views.sql store_views)
embed(stage-store ${CMAKE_SOURCE_DIR}/sql/sqlite/views.sql store_sqlite_views)
embed(stage-store ${CMAKE_SOURCE_DIR}/sql/common/query.sql store_queries)

set(store_query_file ${CMAKE_SOURCE_DIR}/sql/common/query.sql)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${store_query_file})
file(STRINGS ${store_query_file} store_statements REGEX "^-- name: [a-z_]+$")
list(TRANSFORM store_statements REPLACE "^-- name: " "")
list(TRANSFORM store_statements TOUPPER)
list(TRANSFORM store_statements REPLACE "(.+)" "\tSTATEMENT_\\1,\n")
list(JOIN store_statements "" store_statements)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/store/statements.h @ONLY CONTENT
"/* Generated from sql/common/query.sql. */
enum statement {
@store_statements@	STATEMENT_COUNT
};
")
target_include_directories(stage-store PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
