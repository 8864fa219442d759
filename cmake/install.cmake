# cmake --install: programs, sample configuration, systemd's unit and snippets, documents. The
# configuration stands where the programs look for it, whatever the prefix; one that is there stays.
set(OPENBEC_CONFIG_FOLDER /etc/openbec CACHE PATH "Where openbec.conf is installed")
mark_as_advanced(OPENBEC_CONFIG_FOLDER)

install(TARGETS openbec-daemon RUNTIME DESTINATION ${CMAKE_INSTALL_SBINDIR})
install(TARGETS becctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

# The sample is what the program itself says of its options.
set(sample ${CMAKE_BINARY_DIR}/openbec.conf)
add_custom_command(OUTPUT ${sample}
	COMMAND openbec-daemon --sample > ${sample}.new
	COMMAND ${CMAKE_COMMAND} -E rename ${sample}.new ${sample}
	DEPENDS openbec-daemon VERBATIM)
add_custom_target(sample-configuration ALL DEPENDS ${sample})
install(FILES ${sample} DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME openbec.conf.sample)
install(CODE "
	set(conf \"\$ENV{DESTDIR}${OPENBEC_CONFIG_FOLDER}/openbec.conf\")
	if(EXISTS \"\${conf}\")
		message(STATUS \"Kept: \${conf}\")
	else()
		file(INSTALL \"${sample}\" DESTINATION \"${OPENBEC_CONFIG_FOLDER}\")
	endif()")

configure_file(packaging/systemd/openbec.service.in ${CMAKE_BINARY_DIR}/openbec.service @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/openbec.service DESTINATION lib/systemd/system)
install(FILES packaging/systemd/openbec.sysusers DESTINATION lib/sysusers.d RENAME openbec.conf)
install(FILES packaging/systemd/openbec.tmpfiles DESTINATION lib/tmpfiles.d RENAME openbec.conf)
install(FILES packaging/postfix/main.cf.snippet DESTINATION ${CMAKE_INSTALL_DOCDIR}/postfix)
set(store /var/lib/openbec/openbec.db) # the option's default
foreach(map openbec-marked openbec-known)
	configure_file(packaging/postfix/${map}.cf.in ${CMAKE_BINARY_DIR}/postfix/${map}.cf @ONLY)
	install(FILES ${CMAKE_BINARY_DIR}/postfix/${map}.cf DESTINATION ${CMAKE_INSTALL_DOCDIR}/postfix)
endforeach()
# The public views, to be read, and ready queries, to be run.
install(FILES sql/common/views.sql DESTINATION ${CMAKE_INSTALL_DATADIR}/openbec/sql)
install(FILES sql/sqlite/views.sql DESTINATION ${CMAKE_INSTALL_DATADIR}/openbec/sql RENAME views-sqlite.sql)
install(DIRECTORY sql/common/ready DESTINATION ${CMAKE_INSTALL_DATADIR}/openbec/sql FILES_MATCHING PATTERN *.sql)
install(FILES packaging/sendmail/openbec.m4 DESTINATION ${CMAKE_INSTALL_DOCDIR}/sendmail)
install(FILES packaging/completions/becctl.bash
	DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME becctl)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
