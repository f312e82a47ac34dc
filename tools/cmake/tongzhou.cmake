# The map of the house: how a module declares itself, and where the libraries it stands on come from.
#
#   tongzhou_library(sim_rules SOURCES berths.cpp boarding.cpp USES network_base)
#   tongzhou_test(sim_rules SOURCES berths_test.cpp)            # Catch2 tests of that module, run by ctest

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

option(TONGZHOU_WARNINGS_AS_ERRORS "Warnings stop the build" ON)
option(TONGZHOU_TESTS "Tests and what measures them; packages are built without" ON)
set(TONGZHOU_TOGETHER 1 CACHE STRING "So many sources of a module are compiled at a time, where their names allow it")
include(GNUInstallDirs)

find_program(TONGZHOU_CCACHE ccache)
if(TONGZHOU_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true CCACHE_IGNOREOPTIONS=--param=ggc-min-heapsize=*
      ${TONGZHOU_CCACHE})
endif()

if(POLICY CMP0167)  # Boost says itself where it is
  cmake_policy(SET CMP0167 NEW)
endif()
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(TBB REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt REQUIRED)
find_package(SQLite3 3.40 REQUIRED)

# Debian's SimGrid ships no CMake package file.
find_path(SIMGRID_INCLUDE simgrid/s4u.hpp REQUIRED)
find_library(SIMGRID_LIBRARY simgrid REQUIRED)
add_library(simgrid::simgrid UNKNOWN IMPORTED)
set_target_properties(simgrid::simgrid PROPERTIES
  IMPORTED_LOCATION ${SIMGRID_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${SIMGRID_INCLUDE})

add_library(tongzhou_compile INTERFACE)
target_compile_features(tongzhou_compile INTERFACE cxx_std_20)
target_include_directories(tongzhou_compile INTERFACE
  "$<BUILD_INTERFACE:${CMAKE_SOURCE_DIR};${CMAKE_BINARY_DIR}/generated>"
  "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tongzhou>")
# Those who link the installed libraries choose their warnings themselves.
set(warnings
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  # GCC 12 sees std::string copied past its end where it is not, once its header is precompiled; AddressSanitizer judges.
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread>"
  $<$<BOOL:${TONGZHOU_WARNINGS_AS_ERRORS}>:-Werror>)
target_compile_options(tongzhou_compile INTERFACE "$<BUILD_INTERFACE:${warnings}>")
# GCC collects its own garbage at 128 MB, which JSON's templates reach again and again: above 2 GB only, heavy sources take
# a seventh less. The objects are the same.
set(compiler_memory --param=ggc-min-heapsize=2000000)
target_compile_options(tongzhou_compile INTERFACE "$<BUILD_INTERFACE:$<$<CXX_COMPILER_ID:GNU>:${compiler_memory}>>")

# What nearly every source includes is parsed once: the standard library, and where JSON may be known, JSON. A source
# still has to include all it uses; no test holds that yet.
set(often_included <algorithm> <array> <chrono> <cmath> <cstdint> <filesystem> <fstream> <functional> <map> <memory>
    <numeric> <optional> <ranges> <set> <span> <sstream> <stdexcept> <string> <string_view> <unordered_map> <utility>
    <variant> <vector>)
add_library(tongzhou_pch OBJECT ${CMAKE_SOURCE_DIR}/tools/cmake/pch.cpp)
target_link_libraries(tongzhou_pch PRIVATE tongzhou_compile)
target_precompile_headers(tongzhou_pch PRIVATE ${often_included})
add_library(tongzhou_pch_json OBJECT ${CMAKE_SOURCE_DIR}/tools/cmake/pch.cpp)
target_link_libraries(tongzhou_pch_json PRIVATE tongzhou_compile Boost::headers fmt::fmt nlohmann_json::nlohmann_json)
target_precompile_headers(tongzhou_pch_json PRIVATE ${often_included}
  <boost/container/flat_map.hpp> <fmt/format.h> <nlohmann/json.hpp>)

# tongzhou_library(<floor>_<module> [SOURCES file...] [ROOMS room...] [ALONE file...] [USES target...])
# A module without sources is header-only. Folder = module = namespace = target. A module that is large enough to have an
# order inside lists its rooms, lowest first, instead of its sources. ALONE: never compiled together with others, because a
# name of its own is a name of another one, too, or a class of it holds what has none (-Wsubobject-linkage).
function(tongzhou_library name)
  cmake_parse_arguments(PARSE_ARGV 1 MODULE "" "" "SOURCES;ROOMS;ALONE;USES")
  foreach(room IN LISTS MODULE_ROOMS)
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${room}.cpp)
      list(APPEND MODULE_SOURCES ${room}.cpp)
    endif()
  endforeach()
  if(MODULE_SOURCES)
    add_library(${name} STATIC ${MODULE_SOURCES})
    target_link_libraries(${name} PUBLIC tongzhou_compile ${MODULE_USES})
    if(name MATCHES "^(scenarios|viz_export|tools_cli)")
      target_precompile_headers(${name} REUSE_FROM tongzhou_pch_json)
    else()
      target_precompile_headers(${name} REUSE_FROM tongzhou_pch)
    endif()
    # What talks to people waits for them, and what plans runs for the runs: less optimised, their heavy sources take a
    # quarter less to compile.
    if(name MATCHES "^(tools_cli|viz_export|scenarios_(appraisal|calibration|effects|experiments|geography|imports|sensitivity))$")
      target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()
    # What sources of a module have in common is compiled once for several of them, in less than half the time. GCC inlines
    # less in what it takes for large, unless it is told what is. Those of the network stay alone: Boost.Graph's headers do not bear each other.
    if(TONGZHOU_TOGETHER GREATER 1 AND NOT name MATCHES "^network")
      target_compile_options(${name} PRIVATE $<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>>:--param=large-unit-insns=100000>)
      set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${TONGZHOU_TOGETHER})
      set_source_files_properties(${MODULE_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE tongzhou_compile ${MODULE_USES})
  endif()
  set_property(GLOBAL APPEND PROPERTY TONGZHOU_LIBRARIES ${name})
endfunction()

# tongzhou_together(<variable> SOURCES file... [ALONE file...]): what to compile, tests TONGZHOU_TOGETHER at a time, each in
# a namespace of its own below what they include: they share names, and `using namespace` of one is not to reach the others.
# Sources that are no tests, or ALONE, stay what they are.
function(tongzhou_together result)
  cmake_parse_arguments(PARSE_ARGV 1 TEST "" "" "SOURCES;ALONE")
  set(compiled ${TEST_SOURCES})
  set(tests ${TEST_SOURCES})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(TEST_ALONE)
    list(REMOVE_ITEM tests ${TEST_ALONE})
  endif()
  list(LENGTH tests left)
  if(TONGZHOU_TOGETHER GREATER 1 AND left GREATER 1)
    list(REMOVE_ITEM compiled ${tests})
    list(TRANSFORM tests PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    while(tests)
      list(SUBLIST tests 0 ${TONGZHOU_TOGETHER} group)
      list(REMOVE_ITEM tests ${group})
      list(LENGTH tests left)
      set(together ${CMAKE_CURRENT_BINARY_DIR}/together_${left}.cpp)
      set(script ${CMAKE_SOURCE_DIR}/tools/cmake/together.cmake)
      add_custom_command(OUTPUT ${together} VERBATIM DEPENDS ${group} ${script}
        COMMAND ${CMAKE_COMMAND} -D TOGETHER=${together} -D "SOURCES=${group}" -P ${script})
      list(APPEND compiled ${together})
    endwhile()
  endif()
  set(${result} ${compiled} PARENT_SCOPE)
endfunction()

# tongzhou_test(<module> SOURCES file... [ALONE file...] [USES target...] [FROM_ROOT]): a test program for a module, and a test for each of
# its files: <module>.<file>, so that all cores have work to the end. Built by the target unit_tests. FROM_ROOT: it looks
# for files from the root.
function(tongzhou_test module)
  cmake_parse_arguments(PARSE_ARGV 1 TEST "FROM_ROOT" "" "SOURCES;ALONE;USES")
  tongzhou_together(compiled SOURCES ${TEST_SOURCES} ALONE ${TEST_ALONE})
  add_executable(${module}_tests EXCLUDE_FROM_ALL ${compiled})
  target_link_libraries(${module}_tests PRIVATE ${module} ${TEST_USES} tests_main)
  target_precompile_headers(${module}_tests REUSE_FROM tests_main_pch)
  add_dependencies(unit_tests ${module}_tests)
  set(no_tests $<IF:$<VERSION_LESS:${Catch2_VERSION},3>,NoTests,UnmatchedTestSpec>)
  foreach(source IN LISTS TEST_SOURCES)
    if(source MATCHES "^(.*)_test\\.cpp$")
      set(name ${module}.${CMAKE_MATCH_1})
      add_test(NAME ${name} COMMAND ${module}_tests --filenames-as-tags "[#${CMAKE_MATCH_1}_test]~[.]" --warn ${no_tests})
      set_tests_properties(${name} PROPERTIES LABELS unit)
      if(TEST_FROM_ROOT)
        set_tests_properties(${name} PROPERTIES WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
      endif()
    endif()
  endforeach()
endfunction()
add_custom_target(unit_tests)  # the programs of all of them
