# cmake -D TOGETHER=<file> -D SOURCES=<list> -P together.cmake: a source that holds all of them. What they include comes first,
# so that nothing of it lands in the namespace that each of them has for itself.
set(includes)
set(bodies)
foreach(source IN LISTS SOURCES)
  file(STRINGS ${source} lines REGEX "^#include ")
  list(APPEND includes ${lines})
  get_filename_component(name ${source} NAME_WE)
  string(APPEND bodies "namespace ${name} {\n#include \"${source}\"\n}\n")
endforeach()
list(REMOVE_DUPLICATES includes)
list(JOIN includes "\n" includes)
file(WRITE ${TOGETHER} "${includes}\n\n${bodies}")
