#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/format/json.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::experiments {

/// What measures in words add up, by JSON pointer into the result of a run.
using Sums = std::map<std::string, std::vector<std::string>>;

/// Flows, services or places of a scenario that are asked for together.
struct Group {
  std::string section;           // flows, services or places
  std::vector<std::string> ids;  // as the scenario lists them
};

/// Understands what is to be measured: a JSON pointer into the result, or words such as "shipper_cost of flows from
/// Nanning", "teu_loaded of facilities at Wuhan", "kg_co2e of rail services", "shipper_cost".
class MeasureReader {
 public:
  /// Of a scenario that has all that any option has, with the `groups` of a file.
  MeasureReader(format::Json const& scenario, format::Reader const& file);

  /// The figures that a measure adds up; one of a pointer. One that no result has is refused at the file's place for
  /// it, with the nearest that may have been meant, and is then none at all.
  std::vector<std::string> pointers(std::string const& measure, format::Reader const& at) const;

 private:
  struct Words;
  void read_group(std::string const& name, format::Reader const& given);
  bool check(std::string const& pointer, format::Reader const& at) const;
  std::vector<std::string> in_words(std::string const& measure, format::Reader const& at) const;
  std::vector<std::string> things(Words const& words, format::Reader const& at) const;
  using Places = std::map<std::string, std::vector<std::string>, std::less<>>;  // by preposition: ids
  std::vector<std::string> flows(Words const& words, Places const& places) const;
  std::vector<std::string> at_places(Words const& words, Places const& places) const;
  std::vector<std::string> services(Words const& words) const;
  std::vector<std::string> places_called(std::string const& name, format::Reader const& at) const;
  std::vector<std::string> ids_of(std::string const& section) const;

  format::Json const& scenario_;
  std::map<std::string, Group, std::less<>> groups_;
};

}  // namespace tongzhou::experiments
