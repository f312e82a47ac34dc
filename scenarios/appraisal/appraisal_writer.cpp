#include "scenarios/appraisal/appraisal_writer.hpp"

#include <cmath>
#include <string>
#include <string_view>

#include "scenarios/appraisal/feasibility_tables.hpp"
#include "scenarios/appraisal/verdict.hpp"
#include "scenarios/format/result_numbers.hpp"

namespace tongzhou::appraisal {
namespace {

using Json = nlohmann::ordered_json;
using format::maybe;
using format::number;
using format::numbers;

Json named(world::Name const& name) {
  auto entry = Json::object();
  if (!name.en.empty()) entry["en"] = name.en;
  if (!name.zh.empty()) entry["zh"] = name.zh;
  return entry;
}

std::string_view word(Timing timing) {
  switch (timing) {
    case Timing::start:
      return "start";
    case Timing::middle:
      return "middle";
    case Timing::end:
      return "end";
  }
  return "";
}

std::string_view word(std::optional<Repayment> form) {
  if (!form) return "none";
  switch (*form) {
    case Repayment::annuity:
      return "annuity";
    case Repayment::bullet:
      return "bullet";
    case Repayment::equal_principal:
      return "equal_principal";
  }
  return "";
}

void add_quantiles(Json& json, Quantiles const& quantiles) {
  json["p10"] = maybe(quantiles.p10);
  json["p50"] = maybe(quantiles.p50);
  json["p90"] = maybe(quantiles.p90);
}

Json to_json(Entries const& entries) {
  auto section = Json::object();
  for (auto const& [what, amount] : entries) section[what] = number(amount);
  return section;
}

Json to_json(NetPresentValue const& npv) {
  Json json{{"expected", number(npv.expected)}, {"deviation", number(npv.deviation)}};
  add_quantiles(json, npv.quantiles);
  json["positive_share"] = number(npv.positive_share);
  json["from_simulation"] = number(npv.from_simulation);
  json["from_demand"] = number(npv.from_demand);
  json["from_cost"] = number(npv.from_cost);
  if (npv.from_doubts) json["from_doubts"] = number(*npv.from_doubts);
  return json;
}

Json to_json(BenefitCostRatio const& ratio) {
  Json json{{"expected", maybe(ratio.expected)}};
  add_quantiles(json, ratio.quantiles);
  return json;
}

Json to_json(RateOfReturn const& irr) {
  auto const count = irr.roots.size();
  Json json{{"expected", count == 1 ? number(irr.roots[0]) : Json(nullptr)},
            {"roots", numbers(irr.roots)},
            {"kind", count == 0   ? "none"
                     : count == 1 ? "one"
                                  : "several"}};
  add_quantiles(json, irr.quantiles);
  json["one_share"] = number(irr.one_share);
  return json;
}

Json to_json(PaybackTime const& payback) {
  Json json{{"expected", maybe(payback.expected)}};
  add_quantiles(json, payback.quantiles);
  json["reached_share"] = number(payback.reached_share);
  return json;
}

Json to_json(EnumArray<Party, PartyGain> const& gains) {
  auto section = Json::object();
  for (auto const party : all_values<Party>) {
    section[std::string{word_of(party)}] = {{"total", number(gains[party].total)},
                                            {"entries", to_json(gains[party].entries)}};
  }
  return section;
}

Json to_json(std::vector<TransferSum> const& sums) {
  auto list = Json::array();
  for (auto const& sum : sums) {
    list.push_back(
        {{"what", sum.what}, {"from", word_of(sum.from)}, {"to", word_of(sum.to)}, {"amount", number(sum.amount)}});
  }
  return list;
}

Json to_json(YearRows const& rows) {
  auto section = Json::object();
  for (auto const& [party, row] : rows.gains) section[std::string{word_of(party)}] = numbers(row);
  section["capital_cost"] = numbers(rows.capital_cost);
  section["yearly_cost"] = numbers(rows.yearly_cost);
  section["renewals"] = numbers(rows.renewals);
  section["residual_value"] = numbers(rows.residual_value);
  section["net"] = numbers(rows.net);
  section["cumulative_discounted"] = numbers(rows.cumulative_discounted);
  return section;
}

std::vector<double> sum_of(std::vector<double> row, std::vector<double> const& other) {
  for (std::size_t i = 0; i < row.size(); ++i) row[i] += other[i];
  return row;
}

Json maybes(std::vector<std::optional<double>> const& row) {
  auto list = Json::array();
  for (auto const& value : row) list.push_back(maybe(value));
  return list;
}

Json to_json(OperatorView const& view) {
  std::vector<double> drawn, interest, capitalised, principal, balance;
  for (auto const& year : view.debt) {
    drawn.push_back(year.drawn);
    interest.push_back(year.interest);
    capitalised.push_back(year.capitalised);
    principal.push_back(year.principal);
    balance.push_back(year.balance);
  }
  Json least{{"expected", maybe(view.bond.expected.least_cover)}};
  add_quantiles(least, view.bond.least_cover);
  auto const& accounts = view.accounts;
  return {{"by_year",
           {{"income", numbers(accounts.revenue)},
            {"yearly_cost", numbers(negative(accounts.operating_cost))},
            {"taxes", numbers(negative(sum_of(accounts.vat, accounts.tax)))},
            {"renewals", numbers(negative(accounts.renewals))},
            {"capital_cost", numbers(negative(accounts.capital))},
            {"drawn", numbers(drawn)},
            {"interest", numbers(interest)},
            {"interest_capitalised", numbers(capitalised)},
            {"principal", numbers(principal)},
            {"balance", numbers(balance)},
            {"cash_flow", numbers(view.cash_flow)},
            {"closing_cash", numbers(accounts.closing_cash)},
            {"interest_cover", maybes(accounts.interest_cover)},
            {"service_cover", maybes(accounts.service_cover)}}},
          {"npv", number(view.npv)},
          {"least_cover", std::move(least)}};
}

Json to_json(RateAndValue const& value) {
  return {{"npv", number(value.npv)}, {"irr", maybe(value.irr)}, {"payback_years", maybe(value.payback)}};
}

Json to_json(CapitalRatio const& capital, std::optional<CapitalRule> const& rule) {
  return {{"own", number(capital.own)},
          {"bonds_as_capital", number(capital.bonds_as_capital)},
          {"construction", number(capital.construction)},
          {"interest_during_construction", number(capital.interest)},
          {"working_capital", number(capital.working_capital)},
          {"ratio", number(capital.ratio)},
          {"required", rule ? number(rule->required) : Json(nullptr)},
          {"passes", capital.passes ? Json(*capital.passes) : Json(nullptr)},
          {"source", rule ? rule->source : ""}};
}

Json to_json(BondView const& bond, std::optional<BondTest> const& test) {
  auto const& expected = bond.expected;
  Json cover{{"expected", maybe(expected.term_cover)}};
  add_quantiles(cover, bond.term_cover);
  double const required = test ? test->required_cover : 1;
  return {{"required_cover", number(required)},
          {"source", test ? test->source : ""},
          {"backed_by", test ? test->backed_by : ""},
          {"term_cover", std::move(cover)},
          {"lowest_closing_cash", maybe(expected.lowest_closing_cash)},
          {"borrowed", number(expected.amount)},
          {"affordable_bond", maybe(bond.affordable)},
          {"passes", expected.term_cover ? Json(*expected.term_cover >= required - 1e-12) : Json(nullptr)},
          {"passing_share", maybe(bond.passing_share)},
          {"years_beyond_horizon", bond.years_beyond_horizon}};
}

Json financial(OperatorView const& view, Terms const& terms) {
  return {{"rate", number(view.financial_rate)},
          {"before_tax", to_json(view.before_tax)},
          {"after_tax", to_json(view.after_tax)},
          {"own_capital", to_json(view.own)},
          {"interest_during_construction", number(view.accounts.interest_during_construction)},
          {"least_interest_cover", maybe(view.least_interest_cover)},
          {"least_service_cover", maybe(view.least_service_cover)},
          {"capital_ratio", to_json(view.capital, terms.capital_ratio)},
          {"bond_test", to_json(view.bond, terms.bond_test)}};
}

Json to_json(Sensitivity const& sensitivity) {
  auto rates = Json::array(), variations = Json::array();
  for (auto const& at : sensitivity.rates)
    rates.push_back(
        {{"rate", number(at.rate)}, {"npv", number(at.npv)}, {"benefit_cost_ratio", maybe(at.benefit_cost_ratio)}});
  for (auto const& one : sensitivity.variations)
    variations.push_back({{"what", one.what}, {"change", one.change}, {"npv", number(one.npv)}});
  return {{"switching_values",
           {{"benefits", maybe(sensitivity.switching.benefits)}, {"capital", maybe(sensitivity.switching.capital)}}},
          {"discount_tests", std::move(rates)},
          {"one_at_a_time", std::move(variations)}};
}

Json to_json(std::optional<Learning> const& learning) {
  if (!learning) return nullptr;
  return {
      {"after_years", learning->after_years},           {"now", number(learning->now)},
      {"wait_blind", number(learning->blind)},          {"wait_and_look", number(learning->looking)},
      {"option_value", number(learning->option_value)}, {"perfect_information", number(learning->perfect_information)}};
}

Json to_json(std::vector<FeasibilityTable> const& tables) {
  auto section = Json::object();
  for (auto const& table : tables) {
    auto rows = Json::object();
    for (auto const& row : table.rows)
      rows[std::string{row.id}] = {{"name", {{"en", row.en}, {"zh", row.zh}}},
                                   {"by_year", maybes(row.by_year)},
                                   {"end", number(row.at_end)},
                                   {"adds_up", row.adds_up}};
    section[std::string{table.id}] = {{"name", {{"en", table.en}, {"zh", table.zh}}},
                                      {"prices", table.current_prices ? "current" : "constant"},
                                      {"rows", std::move(rows)}};
  }
  return section;
}

Json to_json(std::vector<Answer> const& verdict) {
  auto list = Json::array();
  for (auto const& answer : verdict)
    list.push_back({{"id", answer.id},
                    {"question", {{"en", answer.question.en}, {"zh", answer.question.zh}}},
                    {"answer", {{"en", answer.answer.en}, {"zh", answer.answer.zh}}}});
  return list;
}

Json to_json(std::vector<Financing> const& financing) {
  auto list = Json::array();
  for (auto const& part : financing) {
    list.push_back({{"kind", part.kind},
                    {"share", number(part.share)},
                    {"rate", number(part.rate)},
                    {"term_years", part.term_years},
                    {"grace_years", part.grace_years},
                    {"repayment", word(part.repayment)}});
  }
  return list;
}

/// Of all sections that name options or demand cases: the investment knows their ids.
class AppraisalWriter {
 public:
  AppraisalWriter(Investment const& investment, Appraisal const& appraisal)
      : investment_(investment), appraisal_(appraisal) {}

  Json write() const {
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
            {"demand_cases", demand_cases()},
            {"remarks", appraisal_.remarks},
            {"options", options()},
            {"ranking", ranking()},
            {"budget", maybe(investment_.budget)},
            {"portfolios", portfolios()},
            {"best_portfolio", ids(appraisal_.best_portfolio)},
            {"timing", timing()},
            {"regret", regret()},
            {"stages", stages()},
            {"allocation", allocation()},
            {"states", states()}};
  }

 private:
  Json provenance() const {
    auto const& simulations = appraisal_.simulations;
    return {{"program", simulations.maker.program},
            {"packages", format::packages_of(simulations.maker.packages)},
            {"investment", investment_.id},
            {"investment_sha256", simulations.investment_sha256},
            {"scenario", {{"code", investment_.code}, {"sha256", simulations.base_sha256}}},
            {"doubts_sha256", appraisal_.doubts_sha256},
            {"seed", investment_.seed}};
  }

  Json discount() const {
    auto later = Json::object();
    for (auto const& rate : investment_.discount.later) later[std::to_string(rate.from_year)] = number(rate.rate);
    return {{"rate", number(investment_.discount.rate)},
            {"later_rates", std::move(later)},
            {"money_moves", word(investment_.discount.timing)}};
  }

  Json simulated() const {
    auto const& simulations = appraisal_.simulations;
    return {{"years", investment_.years},
            {"length_days", number(simulations.length_days)},
            {"warm_up_days", number(simulations.warm_up_days)},
            {"counted_days", number(simulations.counted_days)},
            {"annual_factor", number(365 / simulations.counted_days)},
            {"scenarios", simulations.scenarios},
            {"runs", simulations.runs},
            {"draws", appraisal_.draws},
            {"draws_of_rates", appraisal_.draws_of_rates}};
  }

  Json demand_cases() const {
    auto section = Json::object();
    for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand) {
      section[investment_.cases[demand].id] = {{"probability", number(investment_.cases[demand].probability)},
                                               {"volume", numbers(appraisal_.volumes[demand])}};
    }
    return section;
  }

  Json measures(Measures const& measures) const {
    auto by_case = Json::object();
    for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand)
      by_case[investment_.cases[demand].id] = number(measures.npv_by_case[demand]);
    return {{"npv", to_json(measures.npv)},
            {"benefit_cost_ratio", to_json(measures.ratio)},
            {"irr", to_json(measures.irr)},
            {"payback_years", to_json(measures.payback)},
            {"discounted_payback_years", to_json(measures.discounted_payback)},
            {"npv_by_case", std::move(by_case)},
            {"national_npv", number(measures.national_npv)},
            {"wider_impacts", to_json(measures.wider_impacts)},
            {"parties", to_json(measures.party_gains)},
            {"transfers", to_json(measures.transfers)},
            {"real_resources", to_json(measures.resources)},
            {"by_year", to_json(measures.by_year)}};
  }

  Json options() const {
    auto section = Json::object();
    for (std::size_t i = 0; i < investment_.options.size(); ++i) {
      auto const& option = investment_.options[i];
      auto const& result = appraisal_.options[i];
      section[option.id] = {{"name", named(option.name)},
                            {"note", option.note},
                            {"source", option.source},
                            {"capital_cost", numbers(option.capital_cost)},
                            {"capital_cost_total", number(option.capital())},
                            {"opens_in_year", result.opens_in_year},
                            {"life_years", option.life_years},
                            {"cost_overrun",
                             {{"mean", number(mean(option.overrun.factor))},
                              {"deviation", number(std::sqrt(variance(option.overrun.factor.variate())))},
                              {"source", option.overrun.source}}},
                            {"financing", to_json(option.financing)},
                            {"replications", result.replications},
                            {"fills_up", result.fills_up},
                            {"probability_best", number(result.probability_best)},
                            {"measures", measures(result.measures)},
                            {"operator", to_json(result.operator_view)},
                            {"financial", financial(result.operator_view, investment_.terms)},
                            {"sensitivity", to_json(result.sensitivity)},
                            {"learning", to_json(result.learning)},
                            {"tables", to_json(feasibility_tables(investment_, result))},
                            {"verdict", to_json(verdict_on(investment_, appraisal_, i))}};
    }
    return section;
  }

  std::string id(std::optional<std::size_t> option) const {
    return option ? investment_.options[*option].id : "nothing";
  }

  Json ids(std::vector<std::size_t> const& options) const {
    auto list = Json::array();
    for (auto const option : options) list.push_back(investment_.options[option].id);
    return list;
  }

  Json ranking() const {
    auto list = Json::array();
    for (auto const& ranked : appraisal_.ranking) {
      list.push_back({{"option", id(ranked.option)},
                      {"npv_expected", number(ranked.npv)},
                      {"probability_best", number(ranked.probability_best)}});
    }
    return list;
  }

  Json portfolios() const {
    auto list = Json::array();
    for (auto const& portfolio : appraisal_.portfolios) {
      list.push_back({{"options", ids(portfolio.options)},
                      {"capital_cost_total", number(portfolio.capital_cost)},
                      {"within_budget", portfolio.within_budget},
                      {"sum_of_parts", number(portfolio.sum_of_parts)},
                      {"interaction", number(portfolio.interaction)},
                      {"measures", measures(portfolio.measures)}});
    }
    return list;
  }

  Json timing() const {
    auto section = Json::object();
    for (std::size_t i = 0; i < investment_.options.size(); ++i) {
      auto list = Json::array();
      for (std::size_t d = 0; d < appraisal_.timing[i].size(); ++d) {
        auto const& delayed = appraisal_.timing[i][d];
        auto by_case = Json::object();
        for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand)
          by_case[investment_.cases[demand].id] = number(appraisal_.options[i].npv_by_delay_and_case[d][demand]);
        list.push_back({{"delay_years", delayed.delay},
                        {"opens_in_year", delayed.opens_in_year},
                        {"npv", to_json(delayed.npv)},
                        {"npv_by_case", std::move(by_case)},
                        {"probability_best_time", number(delayed.probability_best_time)}});
      }
      section[investment_.options[i].id] = std::move(list);
    }
    return {{"delays_years", investment_.delays}, {"options", std::move(section)}};
  }

  Json regret() const {
    auto choices = Json::array();
    for (auto const& row : appraisal_.regret.choices) {
      choices.push_back({{"option", id(row.option)},
                         {"delay_years", row.delay},
                         {"npv_by_case", numbers(row.npv_by_case)},
                         {"regret_by_case", numbers(row.regret_by_case)},
                         {"largest_regret", number(row.largest)},
                         {"expected_regret", number(row.expected)}});
    }
    auto names = Json::array();
    for (auto const& demand : investment_.cases) names.push_back(demand.id);
    return {{"cases", std::move(names)},
            {"choices", std::move(choices)},
            {"least_largest_regret", appraisal_.regret.least_largest}};
  }

  Json stages() const {
    auto section = Json::object();
    for (std::size_t i = 0; i < appraisal_.stages.size(); ++i) {
      auto const& plan = investment_.stages[i];
      auto const& found = appraisal_.stages[i];
      auto cases = Json::object();
      for (std::size_t demand = 0; demand < investment_.cases.size(); ++demand) {
        auto const begins = found.second_begins[demand];
        cases[investment_.cases[demand].id] = {{"second_begins_in_year", begins ? Json(*begins) : Json(nullptr)},
                                               {"npv", number(found.npv_by_case[demand])}};
      }
      section[plan.id] = {
          {"first", investment_.options[plan.first].id},     {"second", investment_.options[plan.second].id},
          {"demand_at_least", number(plan.demand_at_least)}, {"npv_expected", number(found.npv)},
          {"npv_first_alone", number(found.first_alone)},    {"npv_both_at_once", number(found.both_at_once)},
          {"option_value", number(found.option_value)},      {"cases", std::move(cases)}};
    }
    return section;
  }

  Json allocation() const {
    auto rounds = Json::array();
    for (auto const& round : appraisal_.simulations.rounds) {
      Json replications{{"base", round.base}};
      for (std::size_t i = 0; i < round.options.size(); ++i) replications[investment_.options[i].id] = round.options[i];
      rounds.push_back({{"runs", round.runs}, {"replications", std::move(replications)}});
    }
    return {{"rule", "ocba"}, {"at_most_runs", investment_.at_most_runs}, {"rounds", std::move(rounds)}};
  }

  Json states() const {
    auto list = Json::array();
    for (auto const& run : appraisal_.simulations.states) {
      auto yearly = Json::object();
      for (auto const item : all_values<Item>) yearly[std::string{word_of(item)}] = number(run.yearly[item]);
      for (auto const transfer : all_values<Transfer>)
        yearly[std::string{word_of(transfer)}] = number(run.yearly[transfer]);
      auto const building = run.state.building;
      list.push_back({{"built", ids(run.state.built)},
                      {"under_construction", building ? Json(investment_.options[*building].id) : Json(nullptr)},
                      {"year", investment_.years[run.state.year]},
                      {"case", investment_.cases[run.state.demand].id},
                      {"scenario_sha256", run.scenario_sha256},
                      {"replications", run.replications},
                      {"runs_that_fill_up", run.fill_up},
                      {"teu_in", number(run.teu_in)},
                      {"teu_out", number(run.teu_out)},
                      {"yearly", std::move(yearly)}});
    }
    return list;
  }

  Investment const& investment_;
  Appraisal const& appraisal_;
};

}  // namespace

Json to_json(Investment const& investment, Appraisal const& appraisal) {
  return AppraisalWriter{investment, appraisal}.write();
}

}  // namespace tongzhou::appraisal
