#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/table_reading.hpp"

namespace tongzhou::format {

/// What a matrix of origins and destinations stands for: an entry of `matrices`.
struct MatrixTerms {
  std::string id;
  std::string values;                                 // the key of a flow that its numbers are
  Json flow;                                          // what all its flows have in common
  std::shared_ptr<TableSource const> growth, totals;  // nothing: none
};

/// The flows of a matrix, keyed by `<matrix>.<origin>.<destination>`; `remarks`, if given, is told what growth and
/// fitting have changed.
Json read_matrix(TableSource const& source, Problems& problems, Locate const* locate,
                 std::vector<std::string>* remarks);

}  // namespace tongzhou::format
