#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scenarios/geography/geodesic.hpp"

namespace tongzhou::geography {

/// A port of the table that ships with the program.
struct Port {
  std::string unlocode, name, name_zh;
  Position position;
  std::string doubt;  // what is not sure about it; empty when nothing is
};

/// All of them, by code.
std::span<Port const> ports();

/// Nothing when the table does not have this code.
Port const* find_port(std::string_view unlocode);

/// The table itself: CSV, its first lines say where it is from.
std::string_view ports_table();

}  // namespace tongzhou::geography
