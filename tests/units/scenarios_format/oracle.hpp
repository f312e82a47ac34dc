#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/format/schema.hpp"

namespace tongzhou::format {

/// valijson's verdict, written by other hands than ours.
bool valijson_accepts(nlohmann::json const& schema, nlohmann::json const& value);

/// Ours.
bool we_accept(Schema const& schema, nlohmann::json const& value);

/// The document with one thing changed, in every place and in many ways: a value of another type, a number just
/// outside, a key lost, misspelt or added, an item more or less. Deterministic.
std::vector<nlohmann::json> mutants(nlohmann::json const& document);

/// Documents on which the two verdicts differ; empty when they agree on the document and its mutants, or each so many
/// of them where all would take minutes.
std::vector<std::string> disagreements(nlohmann::json const& schema, nlohmann::json const& document,
                                       std::size_t each = 1);

}  // namespace tongzhou::format
