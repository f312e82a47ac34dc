#pragma once

#include <vector>

#include "viz/export/tables.hpp"

namespace tongzhou::exports {

/// Says of every column what it holds, where neither its table nor a schema has said so, and gives numbers without a
/// dimension the unit "1".
void describe(std::vector<Table>& tables);

}  // namespace tongzhou::exports
