# The HTML parser: lexbor 3.1.0, built from source as the static library `lexbor`.
#
# Debian 12 has no package of it, so the source is fetched into the cache once (see
# tools/fetch_lexbor.sh). Only the modules that parsing HTML needs are compiled.

if(NOT AVVISO_LEXBOR)
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/fetch_lexbor.sh
                  OUTPUT_VARIABLE lexbor_folder OUTPUT_STRIP_TRAILING_WHITESPACE
                  COMMAND_ERROR_IS_FATAL ANY)
  set(AVVISO_LEXBOR "${lexbor_folder}" CACHE PATH "The source of lexbor 3.1.0")
endif()

enable_language(C)
set(lexbor_sources)
foreach(module core dom ns tag html encoding ports/posix/lexbor/core)
  file(GLOB_RECURSE found ${AVVISO_LEXBOR}/source/lexbor/${module}/*.c)
  list(APPEND lexbor_sources ${found})
endforeach()
add_library(lexbor STATIC ${lexbor_sources})
target_include_directories(lexbor SYSTEM PUBLIC ${AVVISO_LEXBOR}/source)
target_compile_definitions(lexbor PUBLIC LEXBOR_STATIC)
target_compile_options(lexbor PRIVATE -w)
