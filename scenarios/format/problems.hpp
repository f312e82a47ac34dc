#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::format {

/// One mistake of the user's, with its place. Line and column start at 1; line 0 means the file as a whole.
struct Problem {
  std::string file;
  int line = 0;
  int column = 0;
  std::string pointer;
  std::string text;
  std::string cell = {};  // in a table: how people call the place, instead of line and column
};

/// `yangtze.json:41:18 /facilities/3/berths: expected a whole number from 1 to 200, found 0`; in tables
/// `flows.csv:17 teu_per_year: ...` and `plan.xlsx[OD]!C17: ...`
std::string to_line(Problem const&);

/// A copy in UTF-8 in which control characters and marks that turn the direction of text are written out (\u202e), and
/// so are bytes that are no UTF-8 (\xff): a file can neither write to the reader's terminal nor show other than what it
/// holds.
std::string printable(std::string_view text);

/// A copy in which only marks that turn the direction of text are written out.
std::string with_turns_shown(std::string_view text);

/// All mistakes found in the files of one scenario.
class Problems {
 public:
  /// Beyond this many, problems are counted but not kept: a large file may be wrong everywhere.
  static constexpr std::size_t most_kept = 1000;
  static constexpr std::size_t most_printed = 100;

  /// Files are printed in the order in which they are first named.
  void name_file(std::string const& file);
  void add(Problem problem);

  bool empty() const { return count_ == 0; }
  bool full() const { return problems_.size() >= most_kept; }
  std::size_t count() const { return count_; }

  /// What is kept, by file, line and column; those of one place in the order in which they were added.
  std::vector<Problem> sorted() const;
  /// One line each, at most `most_printed`, then "... and N more".
  void print(std::ostream&) const;

 private:
  std::vector<std::string> files_;
  std::vector<Problem> problems_;
  std::size_t count_ = 0;
};

}  // namespace tongzhou::format
