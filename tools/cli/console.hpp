#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/problems.hpp"
#include "sim/world/place.hpp"

namespace tongzhou::cli {

/// Where the program speaks: data on `out`, talk on `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool colour = false;                   // of `out`
  format::Problems* problems = nullptr;  // where mistakes and warnings are kept instead of being printed on `err`

  /// A line that stands out where that is possible.
  void heading(std::string_view text) const;
};

/// Tells of mistakes or warnings: prints them on `err`, or keeps them for an answer in JSON.
void tell(format::Problems const& problems, Console const& console);

/// Says on `err` which file was written; nothing of the standard output, where it can be seen.
void print_written(std::filesystem::path const& file, Console const& console);

/// Digits of a value without its sign, with it: what is nothing once rounded has none.
enum class Plus { hidden, shown };
std::string with_sign(double value, std::string digits, Plus plus = Plus::hidden);

/// 1234567.8 -> "1,234,568"; numbers below 10 keep one decimal unless they are whole.
std::string readable(double value);

/// 0.1234 -> "12 %"; a share between 0 and half a percent is "<1 %".
std::string percent(double share);

/// "Shanghai 上海", whichever is given; printable whatever the file holds.
std::string names_of(world::Name const& name);

/// Rows in columns as wide as their widest cell, two blanks apart and two from the left; columns in `right` align
/// right. The last column may hold anything: nothing follows it.
void print_table(std::ostream& out, std::vector<std::vector<std::string>> const& rows,
                 std::vector<std::size_t> const& right = {});

}  // namespace tongzhou::cli
