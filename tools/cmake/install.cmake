# What `cmake --install` brings, and packages of it. Component `program`: what a planner needs; `development`: the
# simulator as libraries, for C++ users, found with find_package(tongzhou).
include(CMakePackageConfigHelpers)

install(TARGETS tongzhou COMPONENT program)

# Scenarios and schemas lie to one another as they do here, so that the $schema of a scenario leads to its schema.
set(share ${CMAKE_INSTALL_DATADIR}/tongzhou)
install(DIRECTORY scenarios/library DESTINATION ${share}/scenarios COMPONENT program)
# Not among the documents, which small systems leave out: the tutorials begin with them.
install(DIRECTORY examples DESTINATION ${share} COMPONENT program)
install(DIRECTORY scenarios/format scenarios/experiments scenarios/appraisal scenarios/calibration DESTINATION ${share}/scenarios
        COMPONENT program FILES_MATCHING PATTERN "*.schema.json")
install(FILES viz/export/event.schema.json DESTINATION ${share}/viz/export COMPONENT program)
install(DIRECTORY viz/grafana DESTINATION ${share}/viz COMPONENT program)
install(FILES README.md README.zh.md CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT program)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program FILES_MATCHING PATTERN "*.md")

# Man pages and completions are what the parser says of itself.
set(pages ${CMAKE_BINARY_DIR}/pages)
add_custom_command(
  OUTPUT ${pages}/tongzhou.1
  COMMAND tongzhou man --out ${pages}
  COMMAND tongzhou completion bash > ${pages}/tongzhou.bash
  COMMAND tongzhou completion zsh > ${pages}/_tongzhou
  COMMAND tongzhou completion fish > ${pages}/tongzhou.fish
  DEPENDS tongzhou
  COMMENT "Man pages and completions"
  VERBATIM)
add_custom_target(pages ALL DEPENDS ${pages}/tongzhou.1)
install(DIRECTORY ${pages}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program FILES_MATCHING PATTERN "*.1")
install(FILES ${pages}/tongzhou.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME tongzhou
        COMPONENT program)
install(FILES ${pages}/_tongzhou DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
install(FILES ${pages}/tongzhou.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)

get_property(libraries GLOBAL PROPERTY TONGZHOU_LIBRARIES)
list(FILTER libraries INCLUDE REGEX "^(network|sim|scenarios|viz)_")  # neither the command line nor what tests share
install(TARGETS tongzhou_compile ${libraries} EXPORT tongzhou-targets COMPONENT development)
foreach(floor network sim scenarios viz)
  install(DIRECTORY ${floor} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tongzhou COMPONENT development
          FILES_MATCHING PATTERN "*.hpp" PATTERN library EXCLUDE PATTERN src EXCLUDE PATTERN grafana EXCLUDE)
endforeach()
set(config ${CMAKE_INSTALL_LIBDIR}/cmake/tongzhou)
install(EXPORT tongzhou-targets NAMESPACE tongzhou:: DESTINATION ${config} COMPONENT development)
configure_package_config_file(tools/cmake/tongzhou-config.cmake.in ${CMAKE_BINARY_DIR}/tongzhou-config.cmake
                              INSTALL_DESTINATION ${config})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/tongzhou-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/tongzhou-config.cmake ${CMAKE_BINARY_DIR}/tongzhou-config-version.cmake
        DESTINATION ${config} COMPONENT development)

# tools/package makes .deb files of it, for the Debian that it runs on: the libraries linked decide what they depend on.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tongzhou)
set(CPACK_PACKAGE_CONTACT "The Tongzhou maintainers <tongzhou@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release os_version REGEX "^VERSION_ID=")
  string(REGEX REPLACE "[^0-9.]" "" os_version "${os_version}")
  set(CPACK_DEBIAN_PACKAGE_RELEASE "1~deb${os_version}")
endif()
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"Discrete-event simulator of container logistics
 Simulates container and postal logistics over sea, river, rail, road and air, for planners
 who must decide where to put money: throughput, time, cost and CO2e of a berth, a lock
 chamber, a deeper channel; experiments with intervals, appraisal, offline reports.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"Tongzhou as C++ libraries
 Headers, static libraries and a CMake package of the Tongzhou simulator.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME tongzhou)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS jq)  # the manual reads results with it
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libtongzhou-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libsimgrid-dev, libboost-dev, libtbb-dev, nlohmann-json3-dev, libfmt-dev, libsqlite3-dev, libnlopt-cxx-dev, libeigen3-dev, libzip-dev, libexpat1-dev, libxlsxwriter-dev")
include(CPack)
