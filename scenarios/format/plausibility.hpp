#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/document.hpp"
#include "sim/itineraries/planner.hpp"
#include "sim/world/world.hpp"

// What is allowed in a scenario and yet hardly meant: figures of another order of magnitude, and what nobody uses.
namespace tongzhou::format {

/// What figures a ratio or a figure of a file is held against. Zero, which stands for "none", is never looked at, nor
/// are amounts of money in a currency whose worth is not known here.
enum class Measured {
  plainly,  // as the file has it
  money,    // in CNY
};

/// A usual range of the values at a place of the file. In the pointer `*` is any id, and `[key=a,b]` any id of an
/// object whose key has one of these values. Of a distribution the mean counts.
struct UsualRange {
  std::string_view pointer;
  double low = 0, high = 0;
  std::string_view unit;
  std::string_view source;
  Measured measured = Measured::plainly;
};
std::span<UsualRange const> usual_ranges();

/// What is unusual at this place: a value, or a thing as a whole.
struct Remark {
  std::string pointer;
  std::string text;
  friend bool operator==(Remark const&, Remark const&) = default;
};
/// The first value outside of the range at each of its places.
std::vector<Remark> outside(UsualRange const& range, Document const& document, std::string const& currency);

/// A rule that sets several figures against each other.
struct Relation {
  std::string_view about;  // for the list of rules
  std::string_view usual;
  std::string_view source;
};
std::span<Relation const> relations();

/// "/vehicle_classes/ship/teu: ...", as results keep it.
std::string to_line(Remark const&);

/// All that is unusual in a scenario, in the order of the rules, less what its objects declare with the key `unusual`.
std::vector<Remark> remarks(Document const& document, world::World const& world, itineraries::Plans const& plans);
std::vector<std::string> to_lines(std::vector<Remark> const&);

}  // namespace tongzhou::format
