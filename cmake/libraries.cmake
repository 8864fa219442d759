# The third-party libraries, as imported targets. Each is used by one folder of lib/ (lib/CMakeLists.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
foreach(name gmime-3.0 icu-uc icu-i18n libpsl libxml-2.0 libhs libconfuse jansson libsodium sqlite3 libunbound opendkim libcrypto zlib)
	pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${name})
endforeach()
pkg_check_modules(milter REQUIRED IMPORTED_TARGET GLOBAL milter)

# Without pkg-config files of their own.
function(plain_library name header)
	find_library(${name}_LIBRARY ${name} REQUIRED)
	find_path(${name}_INCLUDE ${header} REQUIRED)
	add_library(plain::${name} UNKNOWN IMPORTED GLOBAL)
	set_target_properties(plain::${name} PROPERTIES IMPORTED_LOCATION ${${name}_LIBRARY}
		INTERFACE_INCLUDE_DIRECTORIES ${${name}_INCLUDE})
endfunction()
plain_library(spf2 spf2/spf.h)
plain_library(opendmarc opendmarc/dmarc.h)
