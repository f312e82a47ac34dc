#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What result.schema.json says of the figures of a run's result: the one place where they are named and described.
namespace tongzhou::format {

/// A number, text or truth of a result.
struct Figure {
  std::string key;          // the last step of its pointer
  std::string type;         // number, integer, string or boolean
  std::string unit;         // its own or that of what it stands in; "currency" is the result's
  std::string description;  // may be empty
  std::string label_en;     // as a heading; empty: the key says it
  bool is_number() const { return type == "number" || type == "integer"; }
};

/// Nothing for a pointer that leads to no figure.
std::optional<Figure> figure_at(std::string const& pointer);

/// The figures that stand directly in an object, in the schema's order: `/facilities/CNSHA~1quay`, `/connections/0`.
std::vector<Figure> figures_in(std::string const& pointer);

/// What a figure is in: "TEU", "CNY per laden TEU", "share"; nothing for a pointer that leads to no number, or to one
/// without a unit.
std::string unit_of(std::string const& pointer, std::string const& currency);

}  // namespace tongzhou::format
