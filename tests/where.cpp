#include "tests/where.hpp"

namespace tongzhou::tests {

char const* const root = TONGZHOU_ROOT;
char const* const program = TONGZHOU_PROGRAM;

}  // namespace tongzhou::tests
