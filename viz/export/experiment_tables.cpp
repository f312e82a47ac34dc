#include <string>
#include <utility>

#include "viz/export/entry_tables.hpp"
#include "viz/export/study_tables.hpp"

// Results of experiments, already valid by their schema.
namespace tongzhou::exports {
namespace {

using json = format::Json;

constexpr auto text = Type::text;
constexpr auto whole = Type::integer;
constexpr auto number = Type::number;

std::string as_text(json const& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

Table about(json const& e) {
  return one_row("experiment", "What made these figures; one row", e, "experiment",
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
}

/// What was run, and what each option changes.
std::vector<Table> options_and_parameters(json const& e) {
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
  return {std::move(options), std::move(parameters)};
}

/// A mean and how sure it is.
Fields const interval{{{"mean", number, "see unit", ""}, "/mean"},
                      {{"half_width", number, "see unit", "of the interval; none of a single run"}, "/half_width"},
                      {{"low", number, "see unit", ""}, "/low"},
                      {{"high", number, "see unit", ""}, "/high"}};

Fields of_runs() {
  auto fields = interval;
  for (auto const& field : Fields{{{"runs", whole, "runs", ""}, "/count"},
                                  {{"deviation", number, "see unit", "between runs"}, "/deviation"},
                                  {{"min", number, "see unit", ""}, "/min"},
                                  {{"max", number, "see unit", ""}, "/max"},
                                  {{"p10", number, "see unit", "of the runs"}, "/quantiles/p10/value"},
                                  {{"p50", number, "see unit", ""}, "/quantiles/p50/value"},
                                  {{"p90", number, "see unit", ""}, "/quantiles/p90/value"}})
    fields.push_back(field);
  return fields;
}

Fields of_pairs() {
  auto fields = interval;
  fields.push_back({{"pairs", whole, "runs", ""}, "/pairs"});
  fields.push_back({{"verdict", text, "", "higher, lower, equal, no relevant difference or undecided"}, "/verdict"});
  return fields;
}

/// What the runs say together, by themselves and against the base, and each of them.
std::vector<Table> measured(json const& e) {
  auto const of_all = of_runs(), of_differences = of_pairs();
  std::vector<Column> const which{{"measure", text, "", "JSON pointer into the result of a run"},
                                  {"option", text, "", ""}};
  auto with_unit = which;
  with_unit.push_back({"unit", text, "", "of the measure; share: from 0 to 1"});
  auto measures =
      table("measures", "What the runs of an option say together", {"measure", "option"}, with_unit, of_all);
  auto differences =
      table("differences", "Option less base, paired run by run", {"measure", "option"}, with_unit, of_differences);
  auto values = table("run_values", "Each run", {"measure", "option", "replication"}, which);
  values.columns.push_back({"replication", whole, "", "from 0"});
  values.columns.push_back({"value", number, "see unit", "none where the run is missing; in the unit of its measure"});
  for (auto const& [measure, by_option] : e.at("measures").items()) {
    auto const& unit = e.at("units").at(measure);
    for (auto const& [option, m] : by_option.items()) {
      add(measures, {measure, option, unit}, m, of_all);
      if (m.contains("against_base")) add(differences, {measure, option, unit}, m.at("against_base"), of_differences);
      std::size_t replication = 0;
      for (auto const& value : m.at("values")) values.rows.push_back({measure, option, replication++, value});
    }
  }
  return {std::move(measures), std::move(differences), std::move(values)};
}

Table missing_runs(json const& e) {
  Fields const of_missing{{{"option", text, "", ""}, "/option"},
                          {{"seed", whole, "", ""}, "/seed"},
                          {{"replication", whole, "", ""}, "/replication"}};
  auto missing = table("missing", "Runs that are not there", {"option", "replication"}, {}, of_missing);
  for (auto const& run : e.at("missing")) add(missing, {}, run, of_missing);
  return missing;
}

}  // namespace

std::vector<Table> experiment_tables(json const& e) {
  auto options = options_and_parameters(e);
  auto measures = measured(e);
  std::vector<Table> made;
  made.push_back(about(e));
  for (auto* const part : {&options, &measures})
    for (auto& ready : *part) made.push_back(std::move(ready));
  made.push_back(missing_runs(e));
  for (auto& of : made)
    if (of.name != "experiment" && of.name != "options") of.references = {{"option", "options", "option"}};
  return made;
}

}  // namespace tongzhou::exports
