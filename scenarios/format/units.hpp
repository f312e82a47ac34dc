#pragma once

#include <string>
#include <string_view>

namespace tongzhou::format {

/// What a figure of a run's result is in: "TEU", "CNY per laden TEU", "share". From `unit` in result.schema.json, its
/// own or that of what it stands in; nothing for a pointer that leads to no number, or to one without a unit.
std::string unit_of(std::string const& pointer, std::string const& currency);

}  // namespace tongzhou::format
