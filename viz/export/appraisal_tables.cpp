#include <string>
#include <utility>

#include "viz/export/entry_tables.hpp"
#include "viz/export/study_tables.hpp"

// Appraisals, already valid by their schema.
namespace tongzhou::exports {
namespace {

using json = format::Json;

constexpr auto text = Type::text;
constexpr auto whole = Type::integer;
constexpr auto number = Type::number;

/// What options and portfolios are worth.
Fields worth(std::string const& currency) {
  Fields fields;
  for (auto const* figure :
       {"expected", "deviation", "p10", "p50", "p90", "from_simulation", "from_demand", "from_cost", "from_doubts"})
    fields.push_back({{std::string{"npv_"} + figure, number, currency, ""}, std::string{"/measures/npv/"} + figure});
  fields.push_back({{"npv_positive_share", number, "1", "P(NPV > 0)"}, "/measures/npv/positive_share"});
  for (auto const& [name, unit] : {std::pair{"benefit_cost_ratio", "1"}, std::pair{"irr", "1"},
                                   std::pair{"payback_years", "a"}, std::pair{"discounted_payback_years", "a"}})
    for (auto const* figure : {"expected", "p10", "p50", "p90"})
      fields.push_back({{std::string{name} + "_" + figure, number, unit, "none: there is none"},
                        std::string{"/measures/"} + name + "/" + figure});
  fields.push_back({{"irr_kind", text, "", "one, none or several"}, "/measures/irr/kind"});
  return fields;
}

struct Appraised {
  std::string kind, code;  // option or portfolio
  json const& entry;
};

/// Tables with a row or more for each option and portfolio.
void inside(std::vector<Table>& made, std::vector<Appraised> const& all, std::string const& currency, int first_year) {
  std::vector<Column> const which{{"kind", text, "", "option or portfolio"}, {"code", text, "", ""}};
  auto const start = [&](std::string name, std::string description, std::vector<std::string> key,
                         std::vector<Column> const& more) {
    auto begun = table(std::move(name), std::move(description), std::move(key), which);
    begun.columns.insert(begun.columns.end(), more.begin(), more.end());
    return begun;
  };
  Column const amount{"amount", number, currency, "present value"};
  auto cases = start("npv_by_case", "Expected net present value, by demand case", {"kind", "code", "demand_case"},
                     {{"demand_case", text, "", ""}, {"npv", number, currency, ""}});
  auto parties = start("parties", "Who gains what; transfers stand once with each sign",
                       {"kind", "code", "party", "entry"}, {{"party", text, "", ""}, {"entry", text, "", ""}, amount});
  auto transfers = start(
      "transfers", "Money that only changes hands, against the base", {"kind", "code", "line"},
      {{"line", whole, "", ""}, {"what", text, "", ""}, {"payer", text, "", ""}, {"payee", text, "", ""}, amount});
  auto resources = start("real_resources", "What is used up or saved: adds up to the net present value",
                         {"kind", "code", "resource"}, {{"resource", text, "", ""}, amount});
  auto years =
      start("years", "Expected money by year, constant prices, not discounted: gains by party, costs below zero",
            {"kind", "code", "year", "row"},
            {{"year", whole, "a", "calendar year"}, {"row", text, "", ""}, {"amount", number, currency, ""}});
  for (auto const& [kind, code, entry] : all) {
    auto const& m = entry.at("measures");
    for (auto const& [name, npv] : m.at("npv_by_case").items()) cases.rows.push_back({kind, code, name, npv});
    for (auto const& [party, gains] : m.at("parties").items())
      for (auto const& [name, value] : gains.at("entries").items())
        parties.rows.push_back({kind, code, party, name, value});
    std::size_t line = 0;
    for (auto const& t : m.at("transfers"))
      transfers.rows.push_back({kind, code, ++line, t.at("what"), t.at("from"), t.at("to"), t.at("amount")});
    for (auto const& [name, value] : m.at("real_resources").items())
      resources.rows.push_back({kind, code, name, value});
    for (auto const& [row, values] : m.at("by_year").items()) {
      auto year = first_year;
      for (auto const& value : values) years.rows.push_back({kind, code, year++, row, value});
    }
  }
  for (auto* const ready : {&cases, &parties, &transfers, &resources, &years}) made.push_back(std::move(*ready));
}

Table about(json const& a, std::string const& currency) {
  return one_row("appraisal", "What was appraised; one row", a, "investment",
                 {{{"investment", text, "", ""}, "/provenance/investment"},
                  {{"name_en", text, "", ""}, "/name/en"},
                  {{"name_zh", text, "", ""}, "/name/zh"},
                  {{"program", text, "", ""}, "/provenance/program"},
                  {{"scenario", text, "", "the base"}, "/provenance/scenario/code"},
                  {{"seed", whole, "", ""}, "/provenance/seed"},
                  {{"currency", text, "", "ISO 4217"}, "/currency"},
                  {{"price_base", text, "", ""}, "/price_base"},
                  {{"first_year", whole, "a", ""}, "/first_year"},
                  {{"horizon_years", whole, "a", ""}, "/horizon_years"},
                  {{"discount_rate", number, "1", "a year"}, "/discount/rate"},
                  {{"money_moves", text, "", "in its year"}, "/discount/money_moves"},
                  {{"inflation_rate", number, "1", "a year"}, "/inflation_rate"},
                  {{"budget", number, currency, "none: no limit"}, "/budget"}});
}

/// Each option, its accounts by year, and how it is paid for.
std::vector<Table> options_and_accounts(json const& a, std::string const& currency, int first_year) {
  Fields of_option{{{"name_en", text, "", ""}, "/name/en"},
                   {{"name_zh", text, "", ""}, "/name/zh"},
                   {{"capital_cost", number, currency, "as planned"}, "/capital_cost_total"},
                   {{"opens_in_year", whole, "a", "from year 0"}, "/opens_in_year"},
                   {{"life_years", whole, "a", ""}, "/life_years"},
                   {{"cost_overrun_mean", number, "1", "of the plan"}, "/cost_overrun/mean"},
                   {{"cost_overrun_deviation", number, "1", ""}, "/cost_overrun/deviation"},
                   {{"replications", whole, "runs", ""}, "/replications"},
                   {{"probability_best", number, "1", ""}, "/probability_best"},
                   {{"operator_npv", number, currency, ""}, "/operator/npv"},
                   {{"least_cover", number, "1", "expected"}, "/operator/least_cover/expected"}};
  for (auto const& field : worth(currency)) of_option.push_back(field);
  auto options = table("options", "Each built alone and at once", {"option"}, {{"option", text, "", ""}}, of_option);
  auto operators =
      table("operator_years", "Those who build and run it, by year, in current prices", {"option", "year", "row"},
            {{"option", text, "", ""},
             {"year", whole, "a", "calendar year"},
             {"row", text, "", ""},
             {"amount", number, currency, "service_cover: a ratio"}});
  Fields const of_financing{{{"kind", text, "", ""}, "/kind"},
                            {{"share", number, "1", "of capital"}, "/share"},
                            {{"rate", number, "1", "a year"}, "/rate"},
                            {{"term_years", whole, "a", ""}, "/term_years"},
                            {{"grace_years", whole, "a", ""}, "/grace_years"},
                            {{"repayment", text, "", ""}, "/repayment"}};
  auto financing = table("financing", "How options are paid for", {"option", "line"},
                         {{"option", text, "", ""}, {"line", whole, "", ""}}, of_financing);
  for (auto const& [code, option] : a.at("options").items()) {
    add(options, {code}, option, of_option);
    for (auto const& [row, values] : option.at("operator").at("by_year").items()) {
      auto year = first_year;
      for (auto const& value : values) operators.rows.push_back({code, year++, row, value});
    }
    std::size_t line = 0;
    for (auto const& part : option.at("financing")) add(financing, {code, ++line}, part, of_financing);
  }
  for (auto* const of : {&operators, &financing}) of->references = {{"option", "options", "option"}};
  return {std::move(options), std::move(operators), std::move(financing)};
}

std::string code_of(json const& portfolio) {
  std::string code;
  for (auto const& option : portfolio.at("options")) code += (code.empty() ? "" : " + ") + option.get<std::string>();
  return code;
}

std::vector<Table> portfolios_and_parts(json const& a, std::string const& currency) {
  Fields of_portfolio{{{"capital_cost", number, currency, "as planned"}, "/capital_cost_total"},
                      {{"within_budget", Type::truth, "", ""}, "/within_budget"},
                      {{"sum_of_parts", number, currency, "expected"}, "/sum_of_parts"},
                      {{"interaction", number, currency, "its own less the sum of its parts"}, "/interaction"}};
  for (auto const& field : worth(currency)) of_portfolio.push_back(field);
  auto portfolios = table("portfolios", "Options together, simulated together", {"portfolio"},
                          {{"portfolio", text, "", "options, by +"}}, of_portfolio);
  auto parts = table("portfolio_options", "What portfolios are made of", {"portfolio", "option"},
                     {{"portfolio", text, "", ""}, {"option", text, "", ""}});
  for (auto const& portfolio : a.at("portfolios")) {
    auto const code = code_of(portfolio);
    add(portfolios, {code}, portfolio, of_portfolio);
    for (auto const& option : portfolio.at("options")) parts.rows.push_back({code, option});
  }
  parts.references = {{"option", "options", "option"}};
  return {std::move(portfolios), std::move(parts)};
}

Table ranking_of(json const& a, std::string const& currency) {
  Fields const of_rank{{{"option", text, "", "or nothing"}, "/option"},
                       {{"npv_expected", number, currency, ""}, "/npv_expected"},
                       {{"probability_best", number, "1", ""}, "/probability_best"}};
  auto ranking =
      table("ranking", "The highest expected net present value first", {"rank"}, {{"rank", whole, "", ""}}, of_rank);
  for (auto const& entry : a.at("ranking")) add(ranking, {ranking.rows.size() + 1}, entry, of_rank);
  return ranking;
}

Table timing_of(json const& a, std::string const& currency) {
  Fields const of_time{{{"delay_years", whole, "a", ""}, "/delay_years"},
                       {{"opens_in_year", whole, "a", "from year 0"}, "/opens_in_year"},
                       {{"npv_expected", number, currency, ""}, "/npv/expected"},
                       {{"npv_p10", number, currency, ""}, "/npv/p10"},
                       {{"npv_p50", number, currency, ""}, "/npv/p50"},
                       {{"npv_p90", number, currency, ""}, "/npv/p90"},
                       {{"npv_positive_share", number, "1", ""}, "/npv/positive_share"},
                       {{"probability_best_time", number, "1", ""}, "/probability_best_time"}};
  auto timing = table("timing", "The same built later", {"option", "delay_years"}, {{"option", text, "", ""}}, of_time);
  for (auto const& [code, times] : a.at("timing").at("options").items())
    for (auto const& later : times) add(timing, {code}, later, of_time);
  timing.references = {{"option", "options", "option"}};
  return timing;
}

Table regret_of(json const& a, std::string const& currency) {
  auto regret = table("regret", "What each choice falls short of the best, if a demand case comes true",
                      {"option", "delay_years", "demand_case"},
                      {{"option", text, "", "or nothing"},
                       {"delay_years", whole, "a", ""},
                       {"demand_case", text, "", ""},
                       {"npv", number, currency, ""},
                       {"regret", number, currency, ""}});
  auto const& names = a.at("regret").at("cases");
  for (auto const& choice : a.at("regret").at("choices"))
    for (std::size_t i = 0; i < names.size(); ++i)
      regret.rows.push_back({choice.at("option"), choice.at("delay_years"), names[i],
                             at(choice, "/npv_by_case/" + std::to_string(i)),
                             at(choice, "/regret_by_case/" + std::to_string(i))});
  return regret;
}

Table demand_cases(json const& a, int first_year) {
  auto cases = table("demand_cases", "What may become of demand", {"demand_case", "simulated_year"},
                     {{"demand_case", text, "", ""},
                      {"probability", number, "1", ""},
                      {"simulated_year", whole, "a", "calendar year"},
                      {"volume", number, "1", "boxes over those of the base scenario"}});
  for (auto const& [name, one] : a.at("demand_cases").items()) {
    std::size_t i = 0;
    for (auto const& volume : one.at("volume")) {
      auto const year = at(a, "/simulated/years/" + std::to_string(i++));
      cases.rows.push_back(
          {name, one.at("probability"), year.is_null() ? json{} : json(first_year + year.get<int>()), volume});
    }
  }
  return cases;
}

Table remarks_of(json const& a) {
  auto remarks = table("remarks", "What to know before believing the figures", {"line"},
                       {{"line", whole, "", ""}, {"remark", text, "", ""}});
  for (auto const& remark : a.at("remarks")) remarks.rows.push_back({remarks.rows.size() + 1, remark});
  return remarks;
}

}  // namespace

std::vector<Table> appraisal_tables(json const& a) {
  auto const currency = a.at("currency").get<std::string>();
  auto const first_year = a.at("first_year").get<int>();
  std::vector<Table> made;
  made.push_back(about(a, currency));
  for (auto& of_options : options_and_accounts(a, currency, first_year)) made.push_back(std::move(of_options));
  for (auto& of_portfolios : portfolios_and_parts(a, currency)) made.push_back(std::move(of_portfolios));
  made.push_back(ranking_of(a, currency));
  made.push_back(timing_of(a, currency));
  made.push_back(regret_of(a, currency));
  made.push_back(demand_cases(a, first_year));
  made.push_back(remarks_of(a));

  std::vector<Appraised> all;
  for (auto const& [code, option] : a.at("options").items()) all.push_back({"option", code, option});
  for (auto const& portfolio : a.at("portfolios")) all.push_back({"portfolio", code_of(portfolio), portfolio});
  inside(made, all, currency, first_year);
  return made;
}

}  // namespace tongzhou::exports
