# The third-party libraries, as imported targets. Each is used by one folder of lib/ (lib/CMakeLists.txt).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
foreach(name gmime-3.0 icu-uc icu-i18n libpsl libxml-2.0 libhs libconfuse jansson libsodium sqlite3)
	pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${name})
endforeach()
pkg_check_modules(milter REQUIRED IMPORTED_TARGET GLOBAL milter)
