#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "network/base/enums.hpp"
#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/debt.hpp"
#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/terms.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "sim/demand/distribution.hpp"
#include "sim/world/world.hpp"

// What an investment file asks for. Years count from 0; money is in constant prices.
namespace tongzhou::appraisal {

/// One way in which demand may grow: compound growth a year, by trade class.
struct DemandCase {
  std::string id;
  double probability = 1;
  EnumArray<world::TradeClass, double> growth{};
  double mail_growth = 0;
  double other_ships_growth = 0;  // at locks
};

/// A part of the year that is simulated for itself, and how much of the year is like it.
struct Season {
  std::string start = {};  // the first day that is counted
  double days = 0, weight = 1;
};

/// What comes in any case.
struct Change {
  unsigned from_year = 0;
  std::vector<format::Json> patches;
};

/// A part of how capital is paid; own funds have no repayment.
struct Financing {
  std::string kind;  // own, bond, loan
  double share = 1;
  double rate = 0;
  unsigned term_years = 0, grace_years = 0;
  std::optional<Repayment> repayment = {};
  bool while_building = false;  // one loan drawn while it is built, and repaid when it is open: see Loan
  bool capitalised = true, half_first_year = true;
  bool as_capital = false;  // a bond that counts as own capital
};

struct Overrun {
  demand::Distribution<double> factor;  // of the capital cost as planned
  std::string source;
};

struct Option {
  std::string id;
  world::Name name;
  std::string note, source;
  std::vector<format::Json> patches;              // when it is open
  std::vector<format::Json> during_construction;  // none: building it disturbs nobody
  std::vector<double> capital_cost;               // by year from the beginning of building
  unsigned construction_years = 0;
  double yearly_cost = 0;
  unsigned life_years = 1;
  std::optional<double> renewal_cost;
  double scrap_value = 0;
  std::optional<double> residual_value;
  std::vector<Financing> financing;
  OptionTerms terms;
  double operator_income_share = 0;
  double yearly_support = 0;
  double grows_to = 0;  // times the demand of the base, up to which savings grow after the last simulated year; 0: not
  Overrun overrun;
  std::string pointer;  // where the file speaks of it

  double capital() const;  // all of it, as planned
};

/// Two options in turn: the second when demand has grown so much.
struct Stages {
  std::string id;
  std::size_t first = 0, second = 0;  // options
  double demand_at_least = 1;         // times that of the base
};

/// The price of a tonne of CO2e in a year of the horizon.
double carbon_price(struct Investment const&, unsigned year);

/// What doubts found that benefits may be worth more than is thought: today, built at once, the same places of the
/// parameters for all options.
struct DoubtsFoundBefore {
  std::string sha256;                      // of doubts.json
  std::vector<std::vector<double>> draws;  // by option, without their mean; none of an option that it does not know
};

struct Investment {
  std::string id;  // what it goes by
  world::Name name;
  std::string code;  // of the base scenario
  std::string currency, price_base;
  int first_year = 0;
  unsigned horizon = 1;  // years
  Discount discount;
  double inflation = 0;
  Terms terms;
  std::uint64_t seed = 1;
  std::vector<unsigned> years;  // simulated, rising
  std::optional<double> length_days, warm_up_days;
  std::vector<Season> seasons;  // none: the span that the base, or length_days, counts stands for the year
  std::uint32_t replications = 3;
  std::uint64_t at_most_runs = 0;
  std::size_t portfolios = 3, draws = 10'000;
  std::vector<DemandCase> cases;
  bool services_follow_demand = false;
  std::vector<Change> changes;
  Prices prices;
  std::optional<DoubtsFoundBefore> doubts;
  std::optional<double> budget;
  std::optional<std::size_t> at_most_options;  // of a portfolio
  std::vector<unsigned> delays;                // years, the first is 0
  std::vector<Option> options;                 // by id
  std::vector<Stages> stages;                  // by id
  format::Json base;                           // the scenario, merged
  std::shared_ptr<format::Document const> file;
};

/// Nothing when something is wrong: the problems say what, at its place. `base` is used instead of the one that the
/// file names.
std::optional<Investment> read_investment(std::filesystem::path const& file,
                                          std::optional<std::filesystem::path> const& base, format::Problems& problems);

/// The same with other figures in its file, as far as no run depends on them: rates, prices, and what options cost.
/// `file` passes the schema.
Investment with_terms(Investment investment, format::Json file);

}  // namespace tongzhou::appraisal
