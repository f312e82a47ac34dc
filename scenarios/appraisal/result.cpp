#include "scenarios/appraisal/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "scenarios/appraisal/draws.hpp"
#include "scenarios/appraisal/finance.hpp"
#include "scenarios/appraisal/rates.hpp"
#include "scenarios/format/result_numbers.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::appraisal {
namespace {

using Json = nlohmann::ordered_json;
using format::number;

constexpr std::size_t draws_of_rates = 1000;
constexpr double keeps_up = 0.95;  // of what comes in, delivered: below, a remark

Json maybe(std::optional<double> value) { return value ? number(*value) : Json(nullptr); }

Json named(world::Name const& name) {
  auto entry = Json::object();
  if (!name.en.empty()) entry["en"] = name.en;
  if (!name.zh.empty()) entry["zh"] = name.zh;
  return entry;
}

std::vector<double> negative(std::vector<double> flows) {
  for (auto& flow : flows)
    if (flow != 0) flow = -flow;
  return flows;
}

double share_above_zero(std::vector<double> const& values) {
  auto const above = std::ranges::count_if(values, [](double value) { return value > 0; });
  return static_cast<double>(above) / static_cast<double>(values.size());
}

double root_of_sum(std::vector<double> const& squares) {
  double sum = 0;
  for (double const square : squares) sum += square;
  return std::sqrt(sum);
}

void add_quantiles(Json& json, std::vector<double> const& sample) {
  auto const quantiles = quantiles_of(sample);
  json["p10"] = maybe(quantiles.p10);
  json["p50"] = maybe(quantiles.p50);
  json["p90"] = maybe(quantiles.p90);
}

class Author {
 public:
  Author(Investment const& investment, Findings const& findings) : investment_(investment), findings_(findings) {
    std::size_t most = investment.replications;
    for (auto const& round : findings.rounds) most = std::max(most, round.base);
    draws_ = draws_of(investment, most);
    few_ = std::span{draws_}.first(std::min(draws_.size(), draws_of_rates));
    for (auto const& by_delay : findings.options) {
      auto& values = values_.emplace_back();
      for (auto const& worth : by_delay) values.push_back(values_of(worth, draws_));
    }
    std::vector<std::vector<double>> at_once;
    for (auto const& by_delay : values_) at_once.push_back(by_delay[0]);
    best_ = shares_best(at_once);
  }

  Json write() {
    return {{"format", "tongzhou-appraisal/1"},
            {"provenance", provenance()},
            {"name", named(investment_.name)},
            {"currency", investment_.currency},
            {"price_base", investment_.price_base},
            {"first_year", investment_.first_year},
            {"horizon_years", investment_.horizon},
            {"discount", discount()},
            {"inflation_rate", number(investment_.inflation)},
            {"simulated", simulated()},
            {"demand_cases", cases()},
            {"remarks", remarks()},
            {"options", options()},
            {"ranking", ranking()},
            {"budget", maybe(investment_.budget)},
            {"portfolios", portfolios()},
            {"best_portfolio", best_portfolio()},
            {"timing", timing()},
            {"regret", regret()},
            {"allocation", given_out()},
            {"states", states()}};
  }

 private:
  Json provenance() const {
    auto packages = Json::object();
    for (auto const& [package, version] : findings_.maker.packages) packages[package] = version;
    return {{"program", findings_.maker.program},
            {"packages", std::move(packages)},
            {"investment", investment_.id},
            {"investment_sha256", investment_.file->hash()},
            {"scenario", {{"code", investment_.code}, {"sha256", findings_.base_sha256}}},
            {"seed", investment_.seed}};
  }

  Json discount() const {
    auto const moves = investment_.discount.timing;
    return {{"rate", number(investment_.discount.rate)},
            {"money_moves", moves == Timing::start ? "start"
                            : moves == Timing::end ? "end"
                                                   : "middle"}};
  }

  Json simulated() const {
    return {{"years", investment_.years},
            {"length_days", number(findings_.length_days)},
            {"warm_up_days", number(findings_.warm_up_days)},
            {"counted_days", number(findings_.counted_days)},
            {"annual_factor", number(365 / findings_.counted_days)},
            {"scenarios", findings_.scenarios},
            {"runs", findings_.runs},
            {"draws", draws_.size()},
            {"draws_of_rates", few_.size()}};
  }

  Json cases() const {
    auto section = Json::object();
    for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand) {
      auto volumes = Json::array();
      for (std::size_t year = 0; year < investment_.years.size(); ++year)
        volumes.push_back(number(volume(investment_, demand, year)));
      section[investment_.cases[demand].id] = {{"probability", number(investment_.cases[demand].probability)},
                                               {"volume", std::move(volumes)}};
    }
    return section;
  }

  Json remarks() const {
    auto list = Json::array();
    if (std::abs(findings_.counted_days - 365) > 2) {
      list.push_back(fmt::format("A year is {:.6g} days counted, times {:.4g}: seasons outside them are not seen.",
                                 findings_.counted_days, 365 / findings_.counted_days));
    }
    if (investment_.years.back() + 1 < investment_.horizon) {
      list.push_back(fmt::format("Benefits after year {}, the last that was simulated, are as in that year.",
                                 investment_.years.back()));
    }
    std::size_t behind = 0;
    for (auto const& run : findings_.states) behind += run.teu_out < keeps_up * run.teu_in ? 1 : 0;
    if (behind > 0) {
      list.push_back(
          fmt::format("In {} of {} states less than {:.0f} % of what comes in is delivered: the network does "
                      "not keep up, and what an option saves depends on how long was simulated.",
                      behind, findings_.states.size(), keeps_up * 100));
    }
    for (std::size_t i = 0; i < investment_.options.size(); ++i) {
      if (roots_of(findings_.options[i][0]).size() > 1) {
        list.push_back(fmt::format("{} has several internal rates of return: none of them means anything alone.",
                                   investment_.options[i].id));
      }
    }
    return list;
  }

  std::vector<double> expected_flows(Worth const& worth) const {
    std::vector<double> savings;
    for (auto const& year : expected_savings(investment_, worth)) savings.push_back(resources(year));
    return net_flows(worth, savings, expected_overruns(investment_, worth));
  }
  std::vector<double> roots_of(Worth const& worth) const { return internal_rates(expected_flows(worth)); }

  Json npv(Worth const& worth, std::vector<double> const& values) const {
    auto const by_replication = outcome::estimate(value_by_replication(investment_, worth));
    double const expected = expected_value(investment_, worth);
    std::vector<double> demand, cost;
    for (std::size_t c = 0; c < investment_.cases.size(); ++c) {
      double const off = value_in_case(investment_, worth, c) - expected;
      if (investment_.cases.size() > 1) demand.push_back(investment_.cases[c].probability * off * off);
    }
    for (std::size_t i = 0; i < worth.capital.size(); ++i) {
      auto const& factor = investment_.options[worth.choice.options[i]].overrun.factor;
      cost.push_back(demand::variance(factor) * worth.capital[i] * worth.capital[i]);
    }
    Json json{{"expected", number(expected)}, {"deviation", number(outcome::estimate(values).deviation)}};
    add_quantiles(json, values);
    json["positive_share"] = number(share_above_zero(values));
    json["from_simulation"] = number(by_replication.deviation / std::sqrt(static_cast<double>(by_replication.count)));
    json["from_demand"] = number(root_of_sum(demand));
    json["from_cost"] = number(root_of_sum(cost));
    return json;
  }

  Json ratio(Worth const& worth) const {
    double benefit = 0, spent = 0;
    for (std::size_t demand = 0; demand < worth.present.size(); ++demand)
      for (double const present : worth.present[demand])
        benefit += present * investment_.cases[demand].probability / static_cast<double>(worth.replications);
    auto const overruns = expected_overruns(investment_, worth);
    for (std::size_t i = 0; i < worth.costs.size(); ++i) {
      auto const& costs = worth.costs[i];
      benefit += net_present_value(costs.residual, investment_.discount);
      spent += worth.capital[i] * overruns[i] + net_present_value(costs.yearly, investment_.discount) +
               net_present_value(costs.renewals, investment_.discount);
    }
    Json json{{"expected", spent > 0 ? number(benefit / spent) : Json(nullptr)}};
    add_quantiles(json, ratios_of(investment_, worth, draws_));
    return json;
  }

  static Json until(std::optional<double> expected, std::vector<double> const& sample) {
    Json json{{"expected", maybe(expected)}};
    add_quantiles(json, sample);
    auto const reached = std::ranges::count_if(sample, [](double years) { return years != never; });
    json["reached_share"] = number(static_cast<double>(reached) / static_cast<double>(sample.size()));
    return json;
  }

  /// Who gains what, with the costs at those who build.
  Json gainers(Worth const& worth) const {
    auto const total = present_savings(worth);
    auto const overruns = expected_overruns(investment_, worth);
    auto section = Json::object();
    for (std::size_t p = 0; p < parties; ++p) {
      auto const party = static_cast<Party>(p);
      double sum = 0;
      auto entries = Json::object();
      auto const enter = [&](std::string_view what, double amount) {
        entries[std::string{what}] = number(amount);
        sum += amount;
      };
      for (std::size_t t = 0; t < transfers; ++t) {
        auto const transfer = static_cast<Transfer>(t);
        if (payer(transfer) == party) enter(name(transfer), total[transfer]);
        if (payee(transfer) == party) enter(name(transfer), reversed(total[transfer]));
      }
      for (std::size_t i = 0; i < items; ++i)
        if (bearer(static_cast<Item>(i)) == party) enter(name(static_cast<Item>(i)), total.used[i]);
      if (party == Party::hub_operators || party == Party::government)
        enter("support", party == Party::government ? reversed(support(worth)) : support(worth));
      if (party == Party::hub_operators)
        for (auto const& [what, amount] : costs(worth, overruns)) enter(what, amount);
      section[std::string{name(party)}] = {{"total", number(sum)}, {"entries", std::move(entries)}};
    }
    return section;
  }

  static double reversed(double amount) { return amount == 0 ? 0 : -amount; }

  Books present_savings(Worth const& worth) const {
    Books total;
    auto const saved = expected_savings(investment_, worth);
    for (std::size_t year = 0; year < saved.size(); ++year) total += saved[year] * factor(investment_.discount, year);
    return total;
  }

  double support(Worth const& worth) const {
    double sum = 0;
    for (auto const option : worth.choice.options) {
      auto const& of = investment_.options[option];
      for (auto year = worth.choice.delay + of.construction_years; year < investment_.horizon; ++year)
        sum += of.yearly_support * factor(investment_.discount, year);
    }
    return sum;
  }

  std::vector<std::pair<std::string, double>> costs(Worth const& worth, std::vector<double> const& overruns) const {
    double capital = 0, yearly = 0, renewed = 0, left = 0;
    for (std::size_t i = 0; i < worth.costs.size(); ++i) {
      capital += worth.capital[i] * overruns[i];
      yearly += net_present_value(worth.costs[i].yearly, investment_.discount);
      renewed += net_present_value(worth.costs[i].renewals, investment_.discount);
      left += net_present_value(worth.costs[i].residual, investment_.discount);
    }
    return {{"capital_cost", reversed(capital)},
            {"yearly_cost", reversed(yearly)},
            {"renewals", reversed(renewed)},
            {"residual_value", left}};
  }

  Json money_that_changes_hands(Worth const& worth) const {
    auto const total = present_savings(worth);
    auto list = Json::array();
    for (std::size_t t = 0; t < transfers; ++t) {
      auto const transfer = static_cast<Transfer>(t);
      list.push_back({{"what", name(transfer)},
                      {"from", name(payer(transfer))},
                      {"to", name(payee(transfer))},
                      {"amount", number(reversed(total[transfer]))}});
    }
    list.push_back({{"what", "support"},
                    {"from", name(Party::government)},
                    {"to", name(Party::hub_operators)},
                    {"amount", number(support(worth))}});
    return list;
  }

  Json real_resources(Worth const& worth) const {
    auto const total = present_savings(worth);
    auto section = Json::object();
    for (std::size_t i = 0; i < items; ++i) section[std::string{name(static_cast<Item>(i))}] = number(total.used[i]);
    for (auto const& [what, amount] : costs(worth, expected_overruns(investment_, worth)))
      section[what] = number(amount);
    return section;
  }

  Json by_year(Worth const& worth) const {
    auto const saved = expected_savings(investment_, worth);
    auto const overruns = expected_overruns(investment_, worth);
    auto section = Json::object();
    for (auto const party : {Party::shippers, Party::carriers, Party::hub_operators, Party::society}) {
      std::vector<double> row;
      for (auto const& year : saved) row.push_back(gain(year, party));
      section[std::string{name(party)}] = format::numbers(row);
    }
    Costs sums;
    for (auto* const row : {&sums.capital, &sums.yearly, &sums.renewals, &sums.residual})
      row->resize(investment_.horizon);
    for (std::size_t i = 0; i < worth.costs.size(); ++i) {
      for (std::size_t year = 0; year < investment_.horizon; ++year) {
        sums.capital[year] += worth.costs[i].capital[year] * overruns[i];
        sums.yearly[year] += worth.costs[i].yearly[year];
        sums.renewals[year] += worth.costs[i].renewals[year];
        sums.residual[year] += worth.costs[i].residual[year];
      }
    }
    section["capital_cost"] = format::numbers(negative(sums.capital));
    section["yearly_cost"] = format::numbers(negative(sums.yearly));
    section["renewals"] = format::numbers(negative(sums.renewals));
    section["residual_value"] = format::numbers(sums.residual);
    auto const flows = expected_flows(worth);
    section["net"] = format::numbers(flows);
    auto running = discounted(flows, investment_.discount);
    for (std::size_t year = 1; year < running.size(); ++year) running[year] += running[year - 1];
    section["cumulative_discounted"] = format::numbers(running);
    return section;
  }

  Json measures(Worth const& worth, std::vector<double> const& values) const {
    auto const flows = expected_flows(worth);
    auto const roots = internal_rates(flows);
    auto const rates = rates_of(investment_, worth, few_);
    Json irr{{"expected", roots.size() == 1 ? number(roots[0]) : Json(nullptr)},
             {"roots", format::numbers(roots)},
             {"kind", roots.empty()       ? "none"
                      : roots.size() == 1 ? "one"
                                          : "several"}};
    add_quantiles(irr, rates.irr);
    irr["one_share"] = number(static_cast<double>(rates.irr.size()) / static_cast<double>(few_.size()));
    auto by_case = Json::object();
    for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand)
      by_case[investment_.cases[demand].id] = number(value_in_case(investment_, worth, demand));
    return {
        {"npv", npv(worth, values)},
        {"benefit_cost_ratio", ratio(worth)},
        {"irr", std::move(irr)},
        {"payback_years", until(payback(flows), rates.payback)},
        {"discounted_payback_years", until(discounted_payback(flows, investment_.discount), rates.discounted_payback)},
        {"npv_by_case", std::move(by_case)},
        {"parties", gainers(worth)},
        {"transfers", money_that_changes_hands(worth)},
        {"real_resources", real_resources(worth)},
        {"by_year", by_year(worth)}};
  }

  /// The view of those who build and pay.
  Json builder(Option const& of, Worth const& worth) const {
    auto const delay = worth.choice.delay;
    auto const costs = costs_of(investment_, of, delay);
    auto const debt = debt_of(investment_, of, delay);
    auto const saved = expected_savings(investment_, worth);
    auto const constant = operator_income(investment_, of, delay, saved);
    auto const income = in_current_prices(investment_, constant);
    auto const yearly = in_current_prices(investment_, costs.yearly);
    auto const renewed = in_current_prices(investment_, costs.renewals);
    auto const capital = in_current_prices(investment_, costs.capital);
    std::vector<double> drawn, interest, principal, balance, cash, available;
    for (std::size_t year = 0; year < investment_.horizon; ++year) {
      drawn.push_back(debt[year].drawn);
      interest.push_back(debt[year].interest);
      principal.push_back(debt[year].principal);
      balance.push_back(debt[year].balance);
      available.push_back(income[year] - yearly[year]);
      cash.push_back(available[year] - renewed[year] - capital[year] + debt[year].drawn - debt[year].service());
    }
    auto cover = Json::array();
    for (auto const& year : service_cover(available, debt)) cover.push_back(maybe(year));
    std::vector<double> least;
    for (auto const& draw : few_) {
      auto const covered = least_cover(investment_, of, delay, income_in(investment_, worth, draw), debt);
      if (covered) least.push_back(*covered);
    }
    Json smallest{{"expected", maybe(least_cover(investment_, of, delay, constant, debt))}};
    add_quantiles(smallest, least);
    Discount const inflation{investment_.inflation, Timing::start};
    return {{"by_year",
             {{"income", format::numbers(income)},
              {"yearly_cost", format::numbers(negative(yearly))},
              {"renewals", format::numbers(negative(renewed))},
              {"capital_cost", format::numbers(negative(capital))},
              {"drawn", format::numbers(drawn)},
              {"interest", format::numbers(interest)},
              {"principal", format::numbers(principal)},
              {"balance", format::numbers(balance)},
              {"cash_flow", format::numbers(cash)},
              {"service_cover", std::move(cover)}}},
            {"npv", number(net_present_value(discounted(cash, inflation), investment_.discount))},
            {"least_cover", std::move(smallest)}};
  }

  Json options() const {
    auto section = Json::object();
    for (std::size_t i = 0; i < investment_.options.size(); ++i) {
      auto const& of = investment_.options[i];
      auto const& worth = findings_.options[i][0];
      auto financing = Json::array();
      for (auto const& part : of.financing) {
        auto const form = part.repayment;
        financing.push_back({{"kind", part.kind},
                             {"share", number(part.share)},
                             {"rate", number(part.rate)},
                             {"term_years", part.term_years},
                             {"grace_years", part.grace_years},
                             {"repayment", !form                        ? "none"
                                           : form == Repayment::annuity ? "annuity"
                                           : form == Repayment::bullet  ? "bullet"
                                                                        : "equal_principal"}});
      }
      section[of.id] = {{"name", named(of.name)},
                        {"note", of.note},
                        {"source", of.source},
                        {"capital_cost", format::numbers(of.capital_cost)},
                        {"capital_cost_total", number(of.capital())},
                        {"opens_in_year", opens_in(investment_, worth.choice)},
                        {"life_years", of.life_years},
                        {"cost_overrun",
                         {{"mean", number(demand::mean(of.overrun.factor))},
                          {"deviation", number(std::sqrt(demand::variance(of.overrun.factor)))},
                          {"source", of.overrun.source}}},
                        {"financing", std::move(financing)},
                        {"replications", worth.replications},
                        {"probability_best", number(best_[i])},
                        {"measures", measures(worth, values_[i][0])},
                        {"operator", builder(of, worth)}};
    }
    return section;
  }

  Json ranking() const {
    struct Place {
      std::string id;
      double expected = 0, best = 0;
    };
    double nothing = 1;
    std::vector<Place> places;
    for (std::size_t i = 0; i < investment_.options.size(); ++i) {
      places.push_back({investment_.options[i].id, expected_value(investment_, findings_.options[i][0]), best_[i]});
      nothing -= best_[i];
    }
    places.push_back({"nothing", 0, std::max(0.0, nothing)});
    std::ranges::stable_sort(places, std::greater{}, &Place::expected);
    auto list = Json::array();
    for (auto const& place : places) {
      list.push_back(
          {{"option", place.id}, {"npv_expected", number(place.expected)}, {"probability_best", number(place.best)}});
    }
    return list;
  }

  Json ids(std::vector<std::size_t> const& options) const {
    auto list = Json::array();
    for (auto const option : options) list.push_back(investment_.options[option].id);
    return list;
  }

  double capital(Choice const& choice) const {
    double sum = 0;
    for (auto const option : choice.options) sum += investment_.options[option].capital();
    return sum;
  }

  /// What the parts are worth alone, over the replications of the portfolio: more of them would move one side only.
  double sum_of_parts(Worth const& portfolio) const {
    double sum = 0;
    for (auto const option : portfolio.choice.options) {
      sum += expected_value(investment_, first_replications(findings_.options[option][0], portfolio.replications));
    }
    return sum;
  }
  double interaction(Worth const& portfolio) const {
    return expected_value(investment_, portfolio) - sum_of_parts(portfolio);
  }

  std::vector<Worth const*> by_value() const {
    std::vector<Worth const*> sorted;
    for (auto const& worth : findings_.portfolios) sorted.push_back(&worth);
    std::ranges::stable_sort(sorted, std::greater{},
                             [&](Worth const* worth) { return expected_value(investment_, *worth); });
    return sorted;
  }

  Json portfolios() const {
    auto list = Json::array();
    for (auto const* const worth : by_value()) {
      list.push_back({{"options", ids(worth->choice.options)},
                      {"capital_cost_total", number(capital(worth->choice))},
                      {"within_budget", !investment_.budget || capital(worth->choice) <= *investment_.budget},
                      {"sum_of_parts", number(sum_of_parts(*worth))},
                      {"interaction", number(interaction(*worth))},
                      {"measures", measures(*worth, values_of(*worth, draws_))}});
    }
    return list;
  }

  Json best_portfolio() const {
    double highest = 0;
    std::vector<std::size_t> best;
    auto const consider = [&](Worth const& worth, double value) {
      if (value <= highest || (investment_.budget && capital(worth.choice) > *investment_.budget)) return;
      highest = value;
      best = worth.choice.options;
    };
    for (auto const& by_delay : findings_.options) consider(by_delay[0], expected_value(investment_, by_delay[0]));
    for (auto const& worth : findings_.portfolios) {
      // All replications of the parts, and what those of the portfolio say that they do to one another.
      double value = interaction(worth);
      for (auto const option : worth.choice.options) value += expected_value(investment_, findings_.options[option][0]);
      consider(worth, value);
    }
    return ids(best);
  }

  Json timing() const {
    auto section = Json::object();
    for (std::size_t i = 0; i < investment_.options.size(); ++i) {
      auto const shares = shares_best(values_[i]);
      auto list = Json::array();
      for (std::size_t d = 0; d < investment_.delays.size(); ++d) {
        auto const& worth = findings_.options[i][d];
        list.push_back({{"delay_years", worth.choice.delay},
                        {"opens_in_year", opens_in(investment_, worth.choice)},
                        {"npv", npv(worth, values_[i][d])},
                        {"probability_best_time", number(shares[d])}});
      }
      section[investment_.options[i].id] = std::move(list);
    }
    return {{"delays_years", investment_.delays}, {"options", std::move(section)}};
  }

  Json regret() const {
    struct Row {
      std::string id;
      unsigned delay = 0;
      std::vector<double> values;
    };
    auto const cases = investment_.cases.size();
    std::vector<Row> rows;
    for (auto const& by_delay : findings_.options) {
      for (auto const& worth : by_delay) {
        Row row{investment_.options[worth.choice.options[0]].id, worth.choice.delay, {}};
        for (std::size_t demand = 0; demand < cases; ++demand)
          row.values.push_back(value_in_case(investment_, worth, demand));
        rows.push_back(std::move(row));
      }
    }
    rows.push_back({"nothing", 0, std::vector<double>(cases)});
    std::vector<double> highest(cases, -never);
    for (auto const& row : rows)
      for (std::size_t demand = 0; demand < cases; ++demand)
        highest[demand] = std::max(highest[demand], row.values[demand]);

    auto choices = Json::array();
    double least = never;
    std::size_t wisest = 0;
    for (auto const& row : rows) {
      std::vector<double> regrets;
      double expected = 0;
      for (std::size_t demand = 0; demand < cases; ++demand) {
        regrets.push_back(highest[demand] - row.values[demand]);
        expected += investment_.cases[demand].probability * regrets.back();
      }
      double const largest = std::ranges::max(regrets);
      if (largest < least) {
        least = largest;
        wisest = choices.size();
      }
      choices.push_back({{"option", row.id},
                         {"delay_years", row.delay},
                         {"npv_by_case", format::numbers(row.values)},
                         {"regret_by_case", format::numbers(regrets)},
                         {"largest_regret", number(largest)},
                         {"expected_regret", number(expected)}});
    }
    auto names = Json::array();
    for (auto const& of : investment_.cases) names.push_back(of.id);
    return {{"cases", std::move(names)}, {"choices", std::move(choices)}, {"least_largest_regret", wisest}};
  }

  Json given_out() const {
    auto rounds = Json::array();
    for (auto const& round : findings_.rounds) {
      Json replications{{"base", round.base}};
      for (std::size_t i = 0; i < round.options.size(); ++i) replications[investment_.options[i].id] = round.options[i];
      rounds.push_back({{"runs", round.runs}, {"replications", std::move(replications)}});
    }
    return {{"rule", "ocba"}, {"at_most_runs", investment_.at_most_runs}, {"rounds", std::move(rounds)}};
  }

  Json states() const {
    auto list = Json::array();
    for (auto const& run : findings_.states) {
      auto yearly = Json::object();
      for (std::size_t i = 0; i < items; ++i)
        yearly[std::string{name(static_cast<Item>(i))}] = number(run.yearly.used[i]);
      for (std::size_t t = 0; t < transfers; ++t)
        yearly[std::string{name(static_cast<Transfer>(t))}] = number(run.yearly.paid[t]);
      list.push_back({{"built", ids(run.state.built)},
                      {"under_construction",
                       run.state.building ? Json(investment_.options[*run.state.building].id) : Json(nullptr)},
                      {"year", investment_.years[run.state.year]},
                      {"case", investment_.cases[run.state.demand].id},
                      {"scenario_sha256", run.scenario_sha256},
                      {"replications", run.replications},
                      {"teu_in", number(run.teu_in)},
                      {"teu_out", number(run.teu_out)},
                      {"yearly", std::move(yearly)}});
    }
    return list;
  }

  Investment const& investment_;
  Findings const& findings_;
  std::vector<Draw> draws_;
  std::span<Draw const> few_;
  std::vector<std::vector<std::vector<double>>> values_;  // by option, delay, draw
  std::vector<double> best_;                              // by option, built at once
};

}  // namespace

Json to_json(Investment const& investment, Findings const& findings) { return Author{investment, findings}.write(); }

}  // namespace tongzhou::appraisal
