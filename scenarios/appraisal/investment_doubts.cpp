#include "scenarios/appraisal/investment_doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/appraisal/books.hpp"
#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/appraisal/states.hpp"
#include "scenarios/appraisal/worth.hpp"
#include "scenarios/experiments/parameter.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/reader.hpp"
#include "scenarios/format/sha256.hpp"
#include "sim/demand/stream.hpp"

namespace tongzhou::appraisal {
namespace {

using experiments::Parameter;
using format::Reader;
using json = format::Json;

/// The year, demand case and season that are looked at, as if there were no others.
Investment looked_at(Investment investment, std::optional<Reader> const& section) {
  investment.years.resize(1);
  if (section && section->has("year")) {
    investment.years.front() = static_cast<unsigned>(section->whole("year"));
    if (investment.years.front() >= investment.horizon)
      section->refuse("year", fmt::format("beyond the horizon of {} years", investment.horizon));
  }
  auto likeliest = *std::ranges::max_element(investment.cases, {}, &DemandCase::probability);
  likeliest.probability = 1;
  investment.cases = {std::move(likeliest)};
  if (section && section->has("warm_up_days")) investment.warm_up_days = section->number("warm_up_days");
  if (investment.seasons.empty()) return investment;
  auto season = *std::ranges::max_element(investment.seasons, {}, &Season::weight);
  if (section && section->has("season")) {
    auto const found = std::ranges::find(investment.seasons, section->text("season"), &Season::start);
    if (found != investment.seasons.end()) {
      season = *found;
    } else {
      std::vector<std::string_view> starts;
      for (auto const& one : investment.seasons) starts.push_back(one.start);
      section->refuse("season", "no season of the simulation starts on this day" +
                                    format::did_you_mean(section->text("season"), starts));
    }
  }
  season.weight = 1;
  investment.seasons = {season};
  return investment;
}

experiments::Experiment experiment_of(Investment const& look) {
  experiments::Experiment experiment;
  experiment.name = look.id;
  experiment.code = look.code;
  experiment.seed = look.seed;
  experiment.measures = {"/totals/system_cost"};  // not looked at: the valuation reads whole results
  experiment.variants.push_back({"base", scenario_of(look, {}), json::object(), "", "/base"});
  for (std::size_t i = 0; i < look.options.size(); ++i)
    experiment.variants.push_back(
        {look.options[i].id, scenario_of(look, {.built = {i}}), json::object(), "", look.options[i].pointer});
  experiment.file = look.file;
  return experiment;
}

json with_values(Investment const& investment, std::vector<Parameter> const& terms, std::vector<double> const& values) {
  return experiments::with_values(investment.file->json(), terms, values);
}

/// Figures of the file itself that are doubted. Both ends of their ranges must be figures that could stand in it.
std::vector<Parameter> read_terms(Investment const& look, Reader const& section, format::Problems& problems) {
  auto terms = experiments::read_parameters(section.child("terms"), look.file->json(), "the investment file");
  for (auto const& term : terms)
    for (double const end : {term.from, term.to}) {
      format::Problems found;
      format::Document const changed{with_values(look, {term}, {end}), {{"investment", "{}"}}};
      if (format::check(changed, investment_schema(), found)) continue;
      auto const first = found.sorted().front();
      problems.add(look.file->problem(
          term.pointer, fmt::format("{:g} makes the file invalid: {} {}", end, first.pointer, first.text)));
      break;
    }
  return terms;
}

constexpr std::size_t overrun_draws = 4096;
constexpr double least_likely = 0.05;  // a range of what is drawn leaves out so much at either end

/// What capital costs, as a multiple of the plan: 5 to 95 % of what it is drawn from. Nothing where it is certain.
std::optional<sensitivity::OptionCost> cost_of(Investment const& look, std::size_t index) {
  auto const& option = look.options[index];
  demand::Stream stream{look.seed, 0, "doubts: cost overrun " + option.id};
  std::vector<double> factors;
  for (std::size_t i = 0; i < overrun_draws; ++i) factors.push_back(demand::draw(option.overrun.factor, stream));
  std::ranges::sort(factors);
  auto const at = [&](double share) { return factors[static_cast<std::size_t>(share * overrun_draws)]; };
  if (at(least_likely) >= at(1 - least_likely)) return std::nullopt;
  auto const worth = worth_of(look, {.options = {index}}, 0, {});
  double const fixed = worth.fixed.front().net(), planned = worth.planned.front().net();
  return sensitivity::OptionCost{{.name = "capital cost over plan",
                                  .way = Parameter::Way::scale,
                                  .pointers = {},
                                  .from = at(least_likely),
                                  .to = at(1 - least_likely),
                                  .start = demand::mean(option.overrun.factor),
                                  .pointer = option.pointer},
                                 fixed,
                                 planned - fixed};
}

/// Net present values from runs: what an option saves in the year that is looked at, in each year in which it is open.
class NetPresentValues {
 public:
  NetPresentValues(Investment look, sensitivity::Doubts const& doubts, std::vector<Parameter> terms)
      : look_(std::move(look)), of_scenario_(doubts.of_scenario), terms_(std::move(terms)) {
    for (std::size_t i = 0; i < look_.options.size(); ++i)
      known_cost_.push_back(doubts.costs[i] ? expected_cost(look_, {.options = {i}}) : 0);
    // Building disturbs nobody here: it would take runs of its own.
    for (auto& option : look_.options) option.during_construction.clear();
    now_ = look_;
  }

  /// Before the cost that is doubted for itself, where there is one; what terms change about it is in here.
  double operator()(experiments::PointRuns const& runs, std::size_t base, std::size_t point, std::size_t option,
                    std::vector<double> const& values) {
    std::vector const given(values.begin() + static_cast<std::ptrdiff_t>(of_scenario_), values.end());
    bool const new_terms = !terms_.empty() && given != given_;
    if (new_terms) now_ = with_terms(look_, with_values(look_, terms_, given));
    if (base_ != base || new_terms) base_readings_ = readings(runs, base, now_.prices);
    base_ = base;
    given_ = given;
    auto const readings_of_option = readings(runs, point, now_.prices);
    Saving const saving = [&](State const&, std::size_t replication) {
      return saved(base_readings_[replication], readings_of_option[replication], now_.prices);
    };
    auto const worth = worth_of(now_, {.options = {option}}, runs.replications(), saving);
    return expected_value(now_, worth) + known_cost_[option];
  }

 private:
  static std::vector<Reading> readings(experiments::PointRuns const& runs, std::size_t point, Prices const& prices) {
    std::vector<Reading> all;
    auto const scenario = runs.scenario(point);
    for (std::uint32_t r = 0; r < runs.replications(); ++r)
      all.push_back(reading_of(runs.result(point, r), scenario, prices));
    return all;
  }

  Investment look_;
  std::size_t of_scenario_;
  std::vector<Parameter> terms_;
  std::vector<double> known_cost_;
  // All options of a place are held against one base and by the same terms: both are read once.
  Investment now_;
  std::vector<double> given_;
  std::optional<std::size_t> base_;
  std::vector<Reading> base_readings_;
};

}  // namespace

std::optional<InvestmentDoubts> doubts_of(Investment const& investment, format::Problems& problems) {
  Reader const file{*investment.file, problems};
  std::optional<Reader> section;
  if (file.has("doubts")) section = file.child("doubts");
  auto const look = looked_at(investment, section);
  InvestmentDoubts of{experiment_of(look), {}};
  auto doubts = sensitivity::read_doubts(of.experiment, problems);
  if (!doubts) return std::nullopt;
  std::vector<Parameter> terms;
  if (section && section->has("terms")) terms = read_terms(look, *section, problems);
  if (!problems.empty()) return std::nullopt;
  for (std::size_t i = 0; i < look.options.size(); ++i) doubts->costs[i] = cost_of(look, i);
  doubts->parameters.insert(doubts->parameters.end(), terms.begin(), terms.end());
  doubts->lower_is_better = false;
  doubts->valuation = [values = std::make_shared<NetPresentValues>(look, *doubts, terms)](
                          auto const& runs, auto base, auto point, auto option, auto const& at) {
    return (*values)(runs, base, point, option, at);
  };
  of.doubts = std::move(*doubts);
  return of;
}

namespace {

/// Of an option that the file knows; what is thought is where the appraisal stands, so that draws only spread.
std::vector<double> centred(json const& option) {
  auto draws = option.at("draws").get<std::vector<double>>();
  if (draws.empty()) throw std::invalid_argument("an option without draws");
  double const mean = std::accumulate(draws.begin(), draws.end(), 0.0) / static_cast<double>(draws.size());
  for (auto& draw : draws) draw -= mean;
  return draws;
}

}  // namespace

std::optional<DoubtsFoundBefore> read_doubts_found(Investment const& investment, std::filesystem::path const& file,
                                                   format::Problems& problems) {
  auto const name = file.string();
  auto const refuse = [&](std::string words) {
    problems.add({name, 0, 0, "", std::move(words)});
    return std::nullopt;
  };
  std::string why;
  auto const text = format::read_file(file, format::Limits{}.bytes, why);
  if (!text) return refuse(why);
  auto const found = format::parse(*text, name, problems);
  if (!found) return std::nullopt;
  try {
    if (found->at("format") != "tongzhou-doubts/1" || found->at("measure") != "net present value")
      return refuse("expected doubts.json as `tongzhou doubts` writes it of an investment");
    DoubtsFoundBefore before{format::sha256(*text), {}};
    auto const& options = found->at("options");
    std::size_t size = 0;
    for (auto const& option : investment.options) {
      before.draws.push_back(options.contains(option.id) ? centred(options.at(option.id)) : std::vector<double>{});
      auto const count = before.draws.back().size();
      if (count > 0 && size > 0 && count != size) return refuse("its options have different numbers of draws");
      size = std::max(size, count);
    }
    if (size == 0) return refuse("it knows none of the options: it is of another investment");
    return before;
  } catch (std::exception const& error) {  // what a stranger has written under this name
    return refuse(std::string{"it is not as `tongzhou doubts` writes it: "} + error.what());
  }
}

}  // namespace tongzhou::appraisal
