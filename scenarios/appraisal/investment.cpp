#include "scenarios/appraisal/investment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "network/base/calendar.hpp"
#include "scenarios/appraisal/schemas.hpp"
#include "scenarios/appraisal/states.hpp"
#include "scenarios/experiments/experiment.hpp"
#include "scenarios/format/deletions.hpp"
#include "scenarios/format/figures.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::appraisal {
namespace {

namespace fs = std::filesystem;
using format::Reader;
using json = format::Json;

constexpr std::size_t most_options = 12;  // 4096 portfolios to choose from
constexpr std::size_t most_problems_of_a_state = 5;

// Mean of bridges and tunnels in a sample of 258 transport projects: Flyvbjerg 2009, as read at
// people.hofstra.edu/geotrans/eng/methods/inaccuracy_costbenefit.html. The spread is an assumption.
constexpr double overrun_mean = 1.338, overrun_cv = 0.3;

bool adds_up(double shares) { return std::abs(shares - 1) < 1e-9; }

class InvestmentReader {
 public:
  InvestmentReader(std::shared_ptr<format::Document const> document, fs::path folder, format::Problems& problems)
      : document_(std::move(document)), file_(*document_, problems), folder_(std::move(folder)), problems_(problems) {}

  bool base(Investment& investment, std::optional<fs::path> const& given) {
    if (!given && !file_.has("base")) {
      file_.refuse("name the scenario without any option: \"base\", or --base on the command line");
      return false;
    }
    auto const path = given ? given : experiments::follow(file_.child("base"), folder_, "investment file");
    if (!path) return false;
    auto const document = format::load(*path, problems_);
    if (!document || !experiments::is_valid(*document, problems_)) return false;
    investment.code = experiments::short_name(*path);
    investment.base = document->json();
    investment.currency = investment.base.value("currency", "CNY");
    investment.seed = static_cast<std::uint64_t>(file_.whole("seed", investment.base.value("seed", 1)));
    return true;
  }

  void frame(Investment& investment) {
    investment.name = format::name_of(investment.id, file_);
    investment.price_base = file_.text("price_base");
    investment.first_year = static_cast<int>(file_.whole("first_year"));
    investment.horizon = static_cast<unsigned>(file_.whole("horizon_years"));
    rates(investment);
    if (file_.has("budget")) investment.budget = file_.number("budget");
    if (file_.has("at_most_options"))
      investment.at_most_options = static_cast<std::size_t>(file_.whole("at_most_options"));
    investment.services_follow_demand = file_.flag("services_follow_demand", false);
    for (auto const& delay : file_.items("delays_years"))
      investment.delays.push_back(static_cast<unsigned>(delay.whole()));
    if (investment.delays.empty()) investment.delays = {0, 5, 10};
    if (auto const after = investment.terms.learn_after;
        after && std::ranges::find(investment.delays, *after) == investment.delays.end()) {
      file_.child("learn").refuse(
          "after_years", fmt::format("{} is none of \"delays_years\": building later is not appraised", *after));
    }
    if (investment.delays.front() != 0 || !std::ranges::is_sorted(investment.delays, std::less_equal{})) {
      file_.child("delays_years").refuse("expected years that rise from 0");
    }
    for (auto const& change : file_.items("changes"))
      investment.changes.push_back({static_cast<unsigned>(change.whole("from_year")), patches(change, "overlays")});
  }

  /// What money costs.
  void rates(Investment& investment) {
    auto const moves = file_.text("money_moves", "middle");
    investment.terms = read_terms(file_);
    auto& later = investment.terms.later_rates;
    investment.discount = {.rate = later.empty() ? file_.number("discount_rate") : later.front().rate,
                           .timing = moves == "start" ? Timing::start
                                     : moves == "end" ? Timing::end
                                                      : Timing::middle,
                           .later = {later.begin() + (later.empty() ? 0 : 1), later.end()}};
    investment.inflation = file_.number("inflation_rate", 0);
  }

  /// All that no run depends on, anew.
  void terms(Investment& investment) {
    rates(investment);
    investment.prices = {};
    prices(investment);
    for (auto& of : investment.options) {
      auto const at = file_.child("options").child(of.id);
      costs(at, of);
      of.terms = read_option_terms(at, file_);
    }
  }

  void simulation(Investment& investment) {
    if (!file_.has("simulation")) return;
    auto const section = file_.child("simulation");
    if (section.has("years")) {
      for (auto const& year : section.items("years")) investment.years.push_back(static_cast<unsigned>(year.whole()));
      if (!std::ranges::is_sorted(investment.years, std::less_equal{}))
        section.child("years").refuse("expected years that rise");
    }
    if (section.has("length_days")) investment.length_days = section.number("length_days");
    if (section.has("warm_up_days")) investment.warm_up_days = section.number("warm_up_days");
    seasons(investment, section);
    investment.replications = static_cast<std::uint32_t>(section.whole("replications", 3));
    investment.at_most_runs = static_cast<std::uint64_t>(section.whole("at_most_runs", 0));
    investment.portfolios = static_cast<std::size_t>(section.whole("portfolios", 3));
    investment.draws = static_cast<std::size_t>(section.whole("draws", 10'000));
  }

  static void seasons(Investment& investment, Reader const& section) {
    double weights = 0;
    for (auto const& at : section.items("seasons")) {
      investment.seasons.push_back({at.text("start"), at.number("days"), at.number("weight")});
      if (!parse_date(investment.seasons.back().start)) at.refuse("start", "no such day");
      weights += investment.seasons.back().weight;
    }
    if (investment.seasons.empty()) return;
    if (!adds_up(weights))
      section.child("seasons").refuse(fmt::format("expected weights that add up to 1, found {:.6g}", weights));
    if (investment.length_days) section.refuse("length_days", "the seasons say how long is simulated: leave it out");
  }

  void demand(Investment& investment) {
    double probability = 0;
    for (auto const& [id, at] : file_.entries("demand")) {
      DemandCase of{.id = id, .probability = at.number("probability")};
      probability += of.probability;
      auto const growth = at.child("growth_per_year");
      if (growth.json().is_number()) {
        of.growth.of_each.fill(growth.number());
        of.mail_growth = growth.number();
      } else {
        double const others = growth.number("others", 0);
        for (auto const trade : all_values<world::TradeClass>)
          of.growth[trade] = growth.number(std::string{word_of(trade)}, others);
        of.mail_growth = growth.number("mail", others);
        of.other_ships_growth = growth.number("other_ships", 0);
      }
      investment.cases.push_back(std::move(of));
    }
    if (investment.cases.empty()) {
      investment.cases.push_back({.id = "constant"});
    } else if (!adds_up(probability)) {
      file_.child("demand").refuse(fmt::format("expected probabilities that add up to 1, found {:.6g}", probability));
    }
  }

  void prices(Investment& investment) {
    auto& prices = investment.prices;
    auto const policy = investment.base.value("policy", json::object());
    prices.carbon_per_t = investment.terms.carbon
                              ? investment.terms.carbon->at(investment.first_year)
                              : file_.number("carbon_price_per_t", policy.value("carbon_price_per_t", 0.0));
    prices.demand_response = investment.terms.demand_response;
    prices.national_share = investment.terms.national_share;
    prices.national_share_of_others = investment.terms.national_share_of_others;
    if (file_.has("other_shipping")) {
      auto const at = file_.child("other_shipping");
      prices.other_shipping = {at.number("ship_cost_per_day"), at.number("cargo_t", 0),
                               at.number("cargo_cost_per_t_day", 0), at.number("diverted_cost_per_t", 0)};
    }
    for (auto const& [flow, at] : file_.entries("postage"))
      if (flow != "source" && flow != "note") prices.postage[flow] = at.number();
    prices.hub_cost_share = file_.number("hub_cost_share", 1);
    prices.customs_cost_share = file_.number("customs_cost_share", 1);
    if (file_.has("external_costs")) external_costs(prices, file_.child("external_costs"));
    if (file_.has("trade_finance")) {
      auto const at = file_.child("trade_finance");
      prices.finance_rate = at.number("rate_per_year") * at.number("share_of_value", 1);
    }
    if (file_.has("credit_insurance")) {
      auto const at = file_.child("credit_insurance");
      prices.insurance_premium = at.number("premium") * at.number("share_of_value", 1);
      if (at.has("for_days")) prices.insured_days = at.number("for_days");
    }
  }

  static void external_costs(Prices& prices, Reader const& section) {
    auto const at_all_hours = [](Reader const& at) {
      return Prices::External{at.number("noise_per_1000_tonne_km", 0), at.number("accidents_per_1000_tonne_km", 0),
                              at.number("air_pollution_per_1000_tonne_km", 0)};
    };
    auto const at_night = [&](Reader const& at) {
      return at.has("more_at_night") ? at_all_hours(at.child("more_at_night")) : Prices::External{};
    };
    for (auto const mode : all_values<world::Mode>) {
      std::string const word{word_of(mode)};
      if (!section.has(word)) continue;
      auto const at = section.child(word);
      prices.external[mode] = at_all_hours(at);
      prices.more_at_night[mode] = at_night(at);
    }
    for (auto const& [link, at] : section.entries("more_on_links")) {
      prices.external_at_links[link] = at_all_hours(at);
      prices.more_at_night_at_links[link] = at_night(at);
    }
    for (auto const& [flow, at] : section.entries("more_of_flows")) prices.external_of_flows[flow] = at_all_hours(at);
    prices.accidents_per_ship_locked = section.number("accidents_per_ship_locked", 0);
  }

  void options(Investment& investment) {
    Overrun overrun{demand::Distribution<double>::lognormal(overrun_mean, overrun_cv),
                    "default: bridges and tunnels, mean of Flyvbjerg (2009); spread: assumption"};
    if (file_.has("cost_overrun")) overrun = overrun_of(file_);
    for (auto const& [id, at] : file_.entries("options")) investment.options.push_back(option(id, at, overrun));
    if (investment.options.size() > most_options) {
      file_.child("options").refuse(
          fmt::format("expected at most {} options, found {}", most_options, investment.options.size()));
    }
    for (auto const& of : investment.options) {
      Reader const at = file_.child("options").child(of.id);
      if (of.id == "base" || of.id == "nothing")
        file_.child("options").refuse_key(of.id, "this word has a meaning of its own: choose another id");
      auto const opens = of.construction_years + investment.delays.back();
      if (opens >= investment.horizon) {
        at.refuse(fmt::format("built last, {} years later by {}, it opens in year {}: beyond the horizon of {} years",
                              investment.delays.back(),
                              file_.has("delays_years") ? "\"delays_years\"" : "the default \"delays_years\" 0, 5, 10",
                              opens, investment.horizon));
      }
    }
  }

  void stages(Investment& investment) {
    auto const option = [&](Reader const& at) {
      auto const found = std::ranges::find(investment.options, at.text(), &Option::id);
      if (found == investment.options.end()) at.refuse(fmt::format("there is no option \"{}\"", at.text()));
      return static_cast<std::size_t>(found - investment.options.begin());
    };
    for (auto const& [id, at] : file_.entries("stages")) {
      investment.stages.push_back({.id = id,
                                   .first = option(at.child("first")),
                                   .second = option(at.child("second")),
                                   .demand_at_least = at.number("demand_at_least")});
      if (at.text("first") == at.text("second")) at.refuse("second", "is the first stage itself");
    }
  }

  /// What is spoken of by name must be in the base or in an option.
  void check_names(Investment const& investment) {
    auto const check = [&](auto const& named, Reader const& at, char const* section, char const* what) {
      for (auto const& [id, value] : named)
        if (!is_somewhere(investment, section, id))
          at.refuse(id, fmt::format("neither the base nor an option has a {} of this name", what));
    };
    auto const& prices = investment.prices;
    if (file_.has("postage")) check(prices.postage, file_.child("postage"), "mail_flows", "mail flow");
    if (file_.has("national_share"))
      check(investment.terms.national_share, file_.child("national_share"), "flows", "flow");
    if (auto const& response = investment.terms.demand_response; response && !response->by_flow.empty())
      check(response->by_flow, file_.child("demand_response").child("by_flow"), "flows", "flow");
    if (!prices.external_at_links.empty())
      check(prices.external_at_links, file_.child("external_costs").child("more_on_links"), "links", "link");
    if (!prices.external_of_flows.empty())
      check(prices.external_of_flows, file_.child("external_costs").child("more_of_flows"), "flows", "flow");
  }

  /// A patch may delete what the base has, or what comes with a change or with another option.
  void check_deletions(Investment const& investment) {
    format::Json all = investment.base;
    format::Deletions deletions;
    for (auto const& [patch, file, pointer] : laid_) {
      deletions.in_vain(all, patch);
      all.merge_patch(patch);
    }
    for (auto const& [patch, file, pointer] : laid_) {
      for (auto const& [deleted, words] : deletions.in_vain(all, patch))
        problems_.add(file->problem(pointer + deleted, words, format::Part::key));
    }
  }

  /// Each option alone, open and being built, must be a scenario that can be run, with money as the base has it.
  void check(Investment const& investment) {
    for (std::size_t i = 0; i < investment.options.size(); ++i) {
      auto const& of = investment.options[i];
      auto const at = file_.child("options").child(of.id);
      check(at.has("overlays") ? at.child("overlays") : at, scenario_of(investment, {.built = {i}}),
            investment.currency);
      if (!of.during_construction.empty())
        check(at.child("during_construction"), scenario_of(investment, {.building = i}), investment.currency);
    }
  }

 private:
  static bool is_somewhere(Investment const& investment, char const* section, std::string const& id) {
    auto const has = [&](json const& scenario) {
      return scenario.is_object() && scenario.contains(section) && scenario[section].contains(id);
    };
    return has(investment.base) || std::ranges::any_of(investment.options, [&](Option const& of) {
             return std::ranges::any_of(of.patches, has);
           });
  }

  static Overrun overrun_of(Reader const& at) {
    auto const& given = at.json().at("cost_overrun");
    return {format::distribution(at, "cost_overrun"),
            given.is_object() ? given.value("source", "no source given") : "no source given"};
  }

  std::vector<json> patches(Reader const& at, std::string const& key) {
    std::vector<json> result;
    for (auto const& patch : at.items(key)) {
      if (patch.json().is_object()) {
        result.push_back(patch.json());
        laid_.push_back({patch.json(), document_, patch.pointer()});
      } else if (auto const path = experiments::follow(patch, folder_, "investment file")) {
        auto loaded = format::load(*path, problems_);
        if (!loaded) continue;
        auto const document = std::make_shared<format::Document const>(std::move(*loaded));
        for (auto const& problem : document->told_later()) problems_.add(problem);
        result.push_back(document->json());
        laid_.push_back({document->json(), document, ""});
      }
    }
    return result;
  }

  Option option(std::string const& id, Reader const& at, Overrun const& overrun) {
    Option of;
    of.id = id;
    of.pointer = at.pointer();
    of.name = format::name_of(id, at);
    of.note = at.text("note", "");
    of.source = at.text("source", "");
    of.patches = patches(at, "overlays");
    of.during_construction = patches(at, "during_construction");
    costs(at, of);
    of.operator_income_share = at.number("operator_income_share", 0);
    of.yearly_support = at.number("yearly_support", 0);
    of.grows_to = at.number("grows_to", 0);
    of.overrun = at.has("cost_overrun") ? overrun_of(at) : overrun;
    of.financing = financing(at, of.construction_years);
    of.terms = read_option_terms(at, file_);
    return of;
  }

  static void costs(Reader const& at, Option& of) {
    of.capital_cost.clear();
    for (auto const& cost : at.items("capital_cost")) of.capital_cost.push_back(cost.number());
    auto const spending = static_cast<std::int64_t>(of.capital_cost.size());
    of.construction_years = static_cast<unsigned>(at.whole("construction_years", spending));
    of.yearly_cost = at.number("yearly_cost", 0);
    of.life_years = static_cast<unsigned>(at.whole("life_years"));
    if (at.has("renewal_cost")) of.renewal_cost = at.number("renewal_cost");
    of.scrap_value = at.number("scrap_value", 0);
    if (at.has("residual_value")) of.residual_value = at.number("residual_value");
  }

  static void read_loan(Reader const& part, Financing& of, unsigned construction_years) {
    bool const stated = part.has("interest_during_construction") || part.has("first_year");
    of.while_building = stated || of.kind == "loan";
    of.capitalised = part.text("interest_during_construction", "capitalised") == "capitalised";
    of.half_first_year = part.text("first_year", "half") == "half";
    of.as_capital = part.flag("as_capital", false);
    if (of.while_building && of.term_years <= construction_years)
      part.refuse("term_years", fmt::format("expected more than the {} years of building, found {}", construction_years,
                                            of.term_years));
  }

  std::vector<Financing> financing(Reader const& at, unsigned construction_years) {
    std::vector<Financing> parts;
    double shares = 0;
    for (auto const& part : at.items("financing")) {
      Financing of{.kind = part.text("kind"), .share = part.number("share")};
      shares += of.share;
      if (of.kind != "own") {
        of.rate = part.number("rate");
        of.term_years = static_cast<unsigned>(part.whole("term_years"));
        of.grace_years = static_cast<unsigned>(part.whole("grace_years", 0));
        auto const form = part.text("repayment", "bullet");
        of.repayment = form == "annuity"           ? Repayment::annuity
                       : form == "equal_principal" ? Repayment::equal_principal
                                                   : Repayment::bullet;
        read_loan(part, of, construction_years);
        if (of.grace_years >= of.term_years) {
          part.refuse("grace_years", fmt::format("expected fewer than the {} years of the term, found {}",
                                                 of.term_years, of.grace_years));
        }
      }
      parts.push_back(std::move(of));
    }
    if (parts.empty()) {
      parts.push_back({.kind = "own"});
    } else if (!adds_up(shares)) {
      at.child("financing").refuse(fmt::format("expected shares that add up to 1, found {:.6g}", shares));
    }
    return parts;
  }

  void check(Reader const& at, json scenario, std::string const& currency) {
    if (auto const found = scenario.value("currency", "CNY"); found != currency)
      at.refuse(fmt::format("expected amounts in {} as in the base, found {}", currency, found));
    format::Document const changed{std::move(scenario), {{"scenario", "{}"}}};
    format::Problems found;
    if (experiments::is_valid(changed, found)) return;
    auto const sorted = found.sorted();
    for (std::size_t i = 0; i < std::min(sorted.size(), most_problems_of_a_state); ++i)
      at.refuse(fmt::format("makes the scenario invalid: {} {}", sorted[i].pointer, sorted[i].text));
  }

  /// A patch and where it stands.
  struct Laid {
    format::Json patch;
    std::shared_ptr<format::Document const> file;
    std::string pointer;
  };

  std::shared_ptr<format::Document const> document_;
  Reader file_;
  fs::path folder_;
  format::Problems& problems_;
  std::vector<Laid> laid_;
};

}  // namespace

double carbon_price(Investment const& investment, unsigned year) {
  auto const& path = investment.terms.carbon;
  return path ? path->at(investment.first_year + static_cast<int>(year)) : investment.prices.carbon_per_t;
}

Investment with_terms(Investment investment, json file) {
  auto const changed =
      std::make_shared<format::Document const>(std::move(file), std::vector<format::Layer>{{"investment", "{}"}});
  format::Problems unheard;
  InvestmentReader{changed, {}, unheard}.terms(investment);
  return investment;
}

double Option::capital() const { return std::accumulate(capital_cost.begin(), capital_cost.end(), 0.0); }

std::optional<Investment> read_investment(fs::path const& path, std::optional<fs::path> const& base,
                                          format::Problems& problems) {
  auto loaded = format::load(path, problems);
  if (!loaded || !format::check(*loaded, investment_schema(), problems)) return std::nullopt;
  auto const document = std::make_shared<format::Document const>(std::move(*loaded));

  Investment investment;
  investment.file = document;
  investment.id = experiments::result_name(path.stem().string());
  InvestmentReader read{document, path.has_parent_path() ? path.parent_path() : fs::path{"."}, problems};
  if (!read.base(investment, base)) return std::nullopt;
  read.frame(investment);
  read.simulation(investment);
  read.demand(investment);
  if (investment.years.empty()) investment.years = default_years(investment);
  read.prices(investment);
  read.options(investment);
  read.stages(investment);
  read.check_deletions(investment);
  read.check_names(investment);
  if (!problems.empty()) return std::nullopt;
  read.check(investment);
  if (!problems.empty()) return std::nullopt;
  return investment;
}

}  // namespace tongzhou::appraisal
