#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/appraisal/appraisal.hpp"
#include "scenarios/appraisal/investment.hpp"

// The tables that feasibility studies in China have (建设项目经济评价方法与参数, third edition, 2006), of an option
// built alone and at once. What flows in and what flows out are both positive; a net figure is the first less the
// second.
namespace tongzhou::appraisal {

struct TableRow {
  std::string_view id, en, zh;
  std::vector<std::optional<double>> by_year = {};
  double at_end = 0;    // when the last year is over
  bool adds_up = true;  // its sum over the years means something
};

struct FeasibilityTable {
  std::string_view id, en, zh;
  bool current_prices = true;
  std::vector<TableRow> rows = {};
};

/// Of the views that the investment asks for.
std::vector<FeasibilityTable> feasibility_tables(Investment const&, OptionResult const&);

/// One line a row: its id, both names, the total, the calendar years and the end.
std::string to_csv(FeasibilityTable const&, int first_year);

}  // namespace tongzhou::appraisal
