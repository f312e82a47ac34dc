#include "viz/export/study_tables.hpp"

#include <string>
#include <utility>

// Results of experiments and appraisals, already valid by their schemas.
namespace tongzhou::exports {
namespace {

using json = format::Json;

constexpr auto text = Type::text;
constexpr auto whole = Type::integer;
constexpr auto number = Type::number;

/// A member of an entry, by JSON pointer; null where it is not there.
json at(json const& entry, std::string const& pointer) {
  json::json_pointer const where{pointer};
  return entry.contains(where) ? entry.at(where) : json{};
}

/// A column that is read from inside an entry.
struct Field {
  Column column;
  std::string pointer;
};
using Fields = std::vector<Field>;

Table table(std::string name, std::string description, std::vector<std::string> key, std::vector<Column> columns,
            Fields const& fields = {}) {
  for (auto const& field : fields) columns.push_back(field.column);
  return {std::move(name), std::move(description), std::move(columns), std::move(key), {}, {}};
}

void add(Table& table, std::vector<json> row, json const& entry, Fields const& fields) {
  for (auto const& field : fields) row.push_back(at(entry, field.pointer));
  table.rows.push_back(std::move(row));
}

Table one_row(std::string name, std::string description, json const& entry, std::string key, Fields const& fields) {
  auto made = table(std::move(name), std::move(description), {std::move(key)}, {}, fields);
  add(made, {}, entry, fields);
  return made;
}

std::string as_text(json const& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

}  // namespace

std::vector<Table> experiment_tables(json const& e) {
  auto about = one_row("experiment", "What made these figures; one row", e, "experiment",
                       {{{"experiment", text, "", ""}, "/provenance/experiment"},
                        {{"program", text, "", ""}, "/provenance/program"},
                        {{"scenario", text, "", "the base"}, "/provenance/scenario"},
                        {{"seed", whole, "", ""}, "/provenance/seed"},
                        {{"currency", text, "", "ISO 4217"}, "/currency"},
                        {{"start", Type::date, "", ""}, "/period/start"},
                        {{"length_days", number, "d", ""}, "/period/length_days"},
                        {{"warm_up_days", number, "d", "left out of the figures"}, "/period/warm_up_days"},
                        {{"replications", whole, "runs", "asked of each option"}, "/replications"},
                        {{"confidence", number, "1", "of the intervals of means"}, "/method/confidence"}});

  Fields const of_option{{{"scenario_sha256", text, "", ""}, "/scenario_sha256"},
                         {{"runs", whole, "runs", "that are there"}, "/runs"},
                         {{"runs_that_fill_up", whole, "runs", "more and more stays inside"}, "/runs_that_fill_up"},
                         {{"note", text, "", ""}, "/note"}};
  auto options = table("options", "What was run", {"option"}, {{"option", text, "", ""}}, of_option);
  auto parameters = table("parameters", "What an option changes, by JSON pointer", {"option", "pointer"},
                          {{"option", text, "", ""}, {"pointer", text, "", ""}, {"value", text, "", "as JSON"}});
  for (auto const& [name, option] : e.at("options").items()) {
    add(options, {name}, option, of_option);
    for (auto const& [pointer, value] : option.at("parameters").items())
      parameters.rows.push_back({name, pointer, as_text(value)});
  }

  Fields const interval{{{"mean", number, "", ""}, "/mean"},
                        {{"half_width", number, "", "of the interval; none of a single run"}, "/half_width"},
                        {{"low", number, "", ""}, "/low"},
                        {{"high", number, "", ""}, "/high"}};
  auto of_runs = interval;
  for (auto const& field : Fields{{{"runs", whole, "runs", ""}, "/count"},
                                  {{"deviation", number, "", "between runs"}, "/deviation"},
                                  {{"min", number, "", ""}, "/min"},
                                  {{"max", number, "", ""}, "/max"},
                                  {{"p10", number, "", "of the runs"}, "/quantiles/p10/value"},
                                  {{"p50", number, "", ""}, "/quantiles/p50/value"},
                                  {{"p90", number, "", ""}, "/quantiles/p90/value"}})
    of_runs.push_back(field);
  auto of_pairs = interval;
  of_pairs.push_back({{"pairs", whole, "runs", ""}, "/pairs"});
  of_pairs.push_back({{"verdict", text, "", "higher, lower, equal or undecided"}, "/verdict"});

  std::vector<Column> const which{{"measure", text, "", "JSON pointer into the result of a run"},
                                  {"option", text, "", ""}};
  auto with_unit = which;
  with_unit.push_back({"unit", text, "", "of the measure; share: from 0 to 1"});
  auto measures =
      table("measures", "What the runs of an option say together", {"measure", "option"}, with_unit, of_runs);
  auto differences =
      table("differences", "Option less base, paired run by run", {"measure", "option"}, with_unit, of_pairs);
  auto values = table("run_values", "Each run", {"measure", "option", "replication"}, which);
  values.columns.push_back({"replication", whole, "", "from 0"});
  values.columns.push_back({"value", number, "", "none where the run is missing"});
  for (auto const& [measure, by_option] : e.at("measures").items()) {
    auto const& unit = e.at("units").at(measure);
    for (auto const& [option, m] : by_option.items()) {
      add(measures, {measure, option, unit}, m, of_runs);
      if (m.contains("against_base")) add(differences, {measure, option, unit}, m.at("against_base"), of_pairs);
      std::size_t replication = 0;
      for (auto const& value : m.at("values")) values.rows.push_back({measure, option, replication++, value});
    }
  }
  Fields const of_missing{{{"option", text, "", ""}, "/option"},
                          {{"seed", whole, "", ""}, "/seed"},
                          {{"replication", whole, "", ""}, "/replication"}};
  auto missing = table("missing", "Runs that are not there", {"option", "replication"}, {}, of_missing);
  for (auto const& run : e.at("missing")) add(missing, {}, run, of_missing);
  for (auto* const made : {&parameters, &measures, &differences, &values, &missing})
    made->references = {{"option", "options", "option"}};
  return {std::move(about),       std::move(options), std::move(parameters), std::move(measures),
          std::move(differences), std::move(values),  std::move(missing)};
}

namespace {

/// What options and portfolios are worth.
Fields worth(std::string const& currency) {
  Fields fields;
  for (auto const* figure :
       {"expected", "deviation", "p10", "p50", "p90", "from_simulation", "from_demand", "from_cost"})
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

}  // namespace

std::vector<Table> appraisal_tables(json const& a) {
  auto const currency = a.at("currency").get<std::string>();
  auto const first_year = a.at("first_year").get<int>();
  std::vector<Table> made;
  made.push_back(one_row("appraisal", "What was appraised; one row", a, "investment",
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
                          {{"budget", number, currency, "none: no limit"}, "/budget"}}));

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
  std::vector<Appraised> all;
  for (auto const& [code, option] : a.at("options").items()) {
    all.push_back({"option", code, option});
    add(options, {code}, option, of_option);
    for (auto const& [row, values] : option.at("operator").at("by_year").items()) {
      auto year = first_year;
      for (auto const& value : values) operators.rows.push_back({code, year++, row, value});
    }
    std::size_t line = 0;
    for (auto const& part : option.at("financing")) add(financing, {code, ++line}, part, of_financing);
  }

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
    std::string code;
    for (auto const& option : portfolio.at("options")) code += (code.empty() ? "" : " + ") + option.get<std::string>();
    all.push_back({"portfolio", code, portfolio});
    add(portfolios, {code}, portfolio, of_portfolio);
    for (auto const& option : portfolio.at("options")) parts.rows.push_back({code, option});
  }

  Fields const of_rank{{{"option", text, "", "or nothing"}, "/option"},
                       {{"npv_expected", number, currency, ""}, "/npv_expected"},
                       {{"probability_best", number, "1", ""}, "/probability_best"}};
  auto ranking =
      table("ranking", "The highest expected net present value first", {"rank"}, {{"rank", whole, "", ""}}, of_rank);
  for (auto const& entry : a.at("ranking")) add(ranking, {ranking.rows.size() + 1}, entry, of_rank);

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
  auto remarks = table("remarks", "What to know before believing the figures", {"line"},
                       {{"line", whole, "", ""}, {"remark", text, "", ""}});
  for (auto const& remark : a.at("remarks")) remarks.rows.push_back({remarks.rows.size() + 1, remark});

  for (auto* const of : {&operators, &financing, &parts, &timing}) of->references = {{"option", "options", "option"}};
  for (auto* const ready :
       {&options, &operators, &financing, &portfolios, &parts, &ranking, &timing, &regret, &cases, &remarks})
    made.push_back(std::move(*ready));
  inside(made, all, currency, first_year);
  return made;
}

}  // namespace tongzhou::exports
