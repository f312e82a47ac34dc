#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/price_path.hpp"
#include "scenarios/format/reader.hpp"
#include "sim/demand/distribution.hpp"

// What an investment file says of money beyond costs and savings: rates, taxes, tests, doubts. Nothing of it is needed;
// what is left out changes nothing.
namespace tongzhou::appraisal {

/// What lenders, or those who let special bonds be issued, ask for.
struct BondTest {
  double required_cover = 1;
  std::string source = {};
  std::string backed_by = {};  // who else stands behind the bond
};

/// The least share of own capital in a project.
struct CapitalRule {
  double required = 0;
  std::string source = {};
};

/// How trade answers to what it costs. The elasticity is of boxes to generalised cost, zero or below.
struct DemandResponse {
  double elasticity = 0;
  std::map<std::string, double> by_flow = {};
  bool constant_elasticity = false;  // the curve; else a straight line through the base
  double of(std::string const& flow) const;
};

/// A factor of what is expected, or years, and where it is from.
struct Doubt {
  demand::Distribution<double> law = {};
  std::string source = {};
};

struct Terms {
  std::vector<LaterRate> later_rates = {};
  std::vector<double> discount_tests = {};
  std::optional<double> financial_rate = {};  // in current prices
  double income_tax = 0, vat = 0;
  std::optional<BondTest> bond_test = {};
  std::optional<CapitalRule> capital_ratio = {};
  std::optional<PricePath> carbon = {};
  std::vector<std::pair<std::string, PricePath>> carbon_tests = {};
  std::optional<unsigned> learn_after = {};  // years
  double overrun_correlation = 0;            // between options
  std::optional<DemandResponse> demand_response = {};
  std::map<std::string, double> national_share = {};  // by flow; all of it where not named
  double national_share_of_others = 1;
  bool financial_view = true, economic_view = true;
};

/// A part of the capital, and what a yuan of it is worth to the country.
struct CapitalPart {
  std::string what = {};
  double share = 0, conversion = 1;
};

/// Built and run by somebody for a time, and handed back.
struct Concession {
  unsigned years = 0;  // from opening
  double fee_per_year = 0, revenue_share = 0;
  bool hand_back = true;  // nothing of it is left to the operator then
};

/// What an assessment outside this model says: told beside the net present value, never in it.
struct WiderImpact {
  std::string what = {};
  double yearly = 0;
  std::string source = {};
};

struct OptionTerms {
  std::vector<CapitalPart> capital_split = {};
  std::optional<unsigned> depreciation_years = {};
  double working_capital = 0;
  std::vector<double> tariff_by_year = {};  // times those of the scenario, from opening on; later as the last
  std::optional<Concession> concession = {};
  std::vector<WiderImpact> wider_impacts = {};
  std::optional<Doubt> benefit_shortfall = {};    // of what it saves
  std::optional<Doubt> schedule_slip_years = {};  // it opens so much later

  /// What a yuan of capital uses up.
  double conversion() const;
  double tariff(unsigned years_open) const;
};

Terms read_terms(format::Reader const& file);
OptionTerms read_option_terms(format::Reader const& option, format::Reader const& file);

}  // namespace tongzhou::appraisal
