#pragma once

namespace tongzhou::tests {

/// The top folder of the sources, and the program as it was built. Named in one small file: a compiler's cache then serves
/// all others wherever the sources lie.
extern char const* const root;
extern char const* const program;

}  // namespace tongzhou::tests
