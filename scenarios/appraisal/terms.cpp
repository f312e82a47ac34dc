#include "scenarios/appraisal/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "scenarios/format/figures.hpp"

namespace tongzhou::appraisal {
namespace {

using format::Reader;

bool adds_up(double const shares) { return std::abs(shares - 1) < 1e-9; }

/// A number, or numbers by year; other keys speak about them.
PricePath path(Reader const& given) {
  PricePath path;
  if (given.json().is_number()) {
    path.by_year.emplace_back(0, given.number());
    return path;
  }
  for (auto const& [key, at] : given.entries())
    if (key.find_first_not_of("0123456789") == std::string::npos)
      path.by_year.emplace_back(std::stoi(key), at.number());
  path.growth_per_year = given.number("growth_per_year", 0);
  if (path.by_year.empty()) {
    given.refuse("expected at least one calendar year with its price, as in {\"2026\": 90}");
    path.by_year.emplace_back(0, 0);
  }
  return path;
}

std::vector<LaterRate> later_rates(Reader const& file) {
  std::vector<LaterRate> rates;
  auto const given = file.child("discount_rate");
  if (given.json().is_number()) return rates;
  for (auto const& [key, at] : given.entries())
    if (key.find_first_not_of("0123456789") == std::string::npos)
      rates.push_back({static_cast<unsigned>(std::stoul(key)), at.number()});
  std::ranges::sort(rates, {}, &LaterRate::from_year);
  if (rates.empty() || rates.front().from_year != 0)
    given.refuse("expected rates by the year from which they hold, beginning with \"0\"");
  return rates;
}

std::optional<Doubt> doubt(Reader const& at, std::string const& key) {
  if (!at.has(key)) return std::nullopt;
  auto const& given = at.json().at(key);
  return Doubt{format::distribution(at, key),
               given.is_object() ? given.value("source", "no source given") : "no source given"};
}

DemandResponse response_of(Reader const& given) {
  DemandResponse response{.elasticity = given.number("elasticity", 0),
                          .constant_elasticity = given.text("curve", "straight") == "constant_elasticity"};
  for (auto const& [flow, at] : given.entries("by_flow")) response.by_flow[flow] = at.number();
  return response;
}

std::vector<CapitalPart> split_of(Reader const& option) {
  std::vector<CapitalPart> parts;
  double shares = 0;
  for (auto const& [what, at] : option.entries("capital_split")) {
    parts.push_back({what, at.number("share"), at.number("conversion", 1)});
    shares += parts.back().share;
  }
  if (!parts.empty() && !adds_up(shares))
    option.child("capital_split").refuse(fmt::format("expected shares that add up to 1, found {:.6g}", shares));
  return parts;
}

}  // namespace

double DemandResponse::of(std::string const& flow) const {
  auto const found = by_flow.find(flow);
  return found == by_flow.end() ? elasticity : found->second;
}

double OptionTerms::conversion() const {
  if (capital_split.empty()) return 1;
  double sum = 0;
  for (auto const& part : capital_split) sum += part.share * part.conversion;
  return sum;
}

double OptionTerms::tariff(unsigned const years_open) const {
  if (tariff_by_year.empty()) return 1;
  return tariff_by_year[std::min<std::size_t>(years_open, tariff_by_year.size() - 1)];
}

Terms read_terms(Reader const& file) {
  Terms terms{.later_rates = later_rates(file),
              .income_tax = file.number("income_tax", 0),
              .vat = file.number("vat", 0),
              .overrun_correlation = file.number("overrun_correlation", 0)};
  for (auto const& rate : file.items("discount_tests")) terms.discount_tests.push_back(rate.number());
  if (file.has("financial_rate")) terms.financial_rate = file.number("financial_rate");
  if (file.has("bond_test")) {
    auto const at = file.child("bond_test");
    terms.bond_test = BondTest{at.number("required_cover"), at.text("source", ""), at.text("backed_by", "")};
  }
  if (file.has("capital_ratio")) {
    auto const at = file.child("capital_ratio");
    terms.capital_ratio = CapitalRule{at.number("required"), at.text("source", "")};
  }
  if (file.has("carbon_price_per_t") && !file.json().at("carbon_price_per_t").is_number())
    terms.carbon = path(file.child("carbon_price_per_t"));
  for (auto const& [name, at] : file.entries("carbon_price_tests"))
    if (name != "source" && name != "note") terms.carbon_tests.emplace_back(name, path(at));
  if (file.has("learn")) terms.learn_after = static_cast<unsigned>(file.child("learn").whole("after_years"));
  if (file.has("demand_response")) terms.demand_response = response_of(file.child("demand_response"));
  for (auto const& [flow, at] : file.entries("national_share")) {
    if (!at.json().is_number()) continue;  // source, note
    (flow == "others" ? terms.national_share_of_others : terms.national_share[flow]) = at.number();
  }
  if (file.has("views")) {
    terms.financial_view = terms.economic_view = false;
    for (auto const& view : file.items("views"))
      (view.text() == "financial" ? terms.financial_view : terms.economic_view) = true;
  }
  return terms;
}

OptionTerms read_option_terms(Reader const& option, Reader const& file) {
  auto const from = [&](std::string const& key) -> Reader const& { return option.has(key) ? option : file; };
  OptionTerms terms{.capital_split = split_of(option),
                    .working_capital = from("working_capital").number("working_capital", 0),
                    .benefit_shortfall = doubt(from("benefit_shortfall"), "benefit_shortfall"),
                    .schedule_slip_years = doubt(from("schedule_slip_years"), "schedule_slip_years")};
  if (auto const& at = from("depreciation_years"); at.has("depreciation_years"))
    terms.depreciation_years = static_cast<unsigned>(at.whole("depreciation_years"));
  for (auto const& multiple : from("tariff_by_year").items("tariff_by_year"))
    terms.tariff_by_year.push_back(multiple.number());
  if (option.has("concession")) {
    auto const at = option.child("concession");
    terms.concession = Concession{static_cast<unsigned>(at.whole("years")), at.number("fee_per_year", 0),
                                  at.number("revenue_share", 0), at.flag("hand_back", true)};
  }
  for (auto const& impact : option.items("wider_impacts"))
    terms.wider_impacts.push_back({impact.text("what"), impact.number("yearly"), impact.text("source", "")});
  return terms;
}

}  // namespace tongzhou::appraisal
