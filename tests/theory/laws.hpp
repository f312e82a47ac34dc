#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/theory/program.hpp"

namespace tongzhou::theory {

/// Something that must hold whatever the numbers are, and whether it did.
struct Finding {
  std::string law, where, found;
  bool holds;
};

/// A scenario compared with itself after a change that may not matter, or matters in a known way.
std::vector<Finding> invariances(Program const& program, std::filesystem::path const& scenario, std::uint64_t runs);

/// The wait before the Three Gorges locks as more ships come.
std::vector<Finding> three_gorges(Program const& program, std::filesystem::path const& scenario, std::uint64_t runs);

/// Little's law at every place of every scenario that ships: customers over time = arrivals x mean wait. The largest
/// one also with its keys in the opposite order.
std::vector<Finding> the_library(Program const& program, std::filesystem::path const& library);

}  // namespace tongzhou::theory
