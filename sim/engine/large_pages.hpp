#pragma once

namespace tongzhou::engine {

/// Asks for large pages (2 MB) under the memory that a run is about to use. Its tables are read here and there, and in
/// small pages much of the time goes into finding the page: 10 to 15 % of a large run. A request, not a need: nothing
/// else changes, and where the C library or the kernel has no large pages, nothing at all. Asked for once a process.
void use_large_pages();

}  // namespace tongzhou::engine
