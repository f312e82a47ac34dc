#pragma once

#include <cstdint>

namespace tongzhou::experiments {

/// From now on this process and its children have no more data than so many megabytes (0: any amount) and leave no core
/// files. What asks for more ends the process at once: it says so on the standard error, removes what it has not
/// finished writing, and exits with `ExitCode::failed`. Not held under sanitizers, whose own tables are larger.
void limit_memory(std::uint64_t megabytes);

/// What a process of this machine may have at most: a part of what is built in, or of what a container allows.
std::uint64_t megabytes_of_machine();

}  // namespace tongzhou::experiments
