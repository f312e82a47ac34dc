#include "scenarios/format/plausibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "scenarios/format/figures.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/plausibility_relations.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/reader.hpp"

namespace tongzhou::format {
namespace {

constexpr std::string_view assumption = "assumption: wide, so that what is told is nearly always a mistake";

constexpr Relation all_relations[]{
    {"the year of `start`", "1950 to 2150", "assumption"},
    {"flows and mail flows", "at least one", "arithmetic"},
    {"deadweight of a vehicle for its TEU", "3-45 t a TEU", "boxes of 2 to 36 t; assumption"},
    {"full draught of a ship for its deadweight", "0.13-0.52 m by the cube root of its tonnes",
     "6.9 m of the 1,124 TEU ship Hanhai 5 (Xinhua 2021), 3.5-9.5 m of the library's ships; assumption"},
    {"full draught of a ship for the links, locks, quays and approaches it uses, in their deepest week",
     "60 % of its deadweight or more", assumption},
    {"fuel of a vehicle for its mode, by heat of combustion",
     "ships: sea 0.5-400, river 0.02-40 t of diesel a day, in port a tenth; train 15-2,000, truck 2-60, aeroplane "
     "20-1,500 MJ a km",
     assumption},
    {"energy of a move, a box or a parcel, by heat of combustion",
     "1-1,000 MJ a move; 1-3,000 MJ a box of a transfer or a change of gauge; 0.003-5 MJ a parcel", assumption},
    {"speed of a service for the design speed of its vehicles", "0.3-1.5 times", assumption},
    {"freight by km for the mode", "CNY a box and km: sea 0.05-20, river 0.1-25, rail 0.3-30, road 1-60, air 5-2,000",
     "road 0.49-1, rail 0.65, water 0.04-0.35 CNY per t-km (MDPI Systems 14(5) 557; Hindawi JAT 2022 5776334), of 5 to "
     "30 t"},
    {"freight by box for the mode, the least where there is no price by km",
     "CNY a box: sea 30-200,000, river 20-30,000, rail 50-200,000, road 10-60,000, air 500-5,000,000", assumption},
    {"prices of services, trucks and terminals", "for boxes of each length that come", "arithmetic"},
    {"gross mass of a box", "at most 36 t", "ISO 668, as generally known, not read"},
    {"empty mass of a box for its TEU", "0.8-5 t a TEU", assumption},
    {"value of goods for their mass", "50-3,000,000 CNY a tonne", assumption},
    {"demand of a flow for the services on its ways", "at most 4 times what they carry in a year for everybody",
     assumption},
    {"length of a link for the great circle between its ends",
     "0.98 times it or more; at most sea 4, waterway 3.5, rail and road 2.5, air 1.5 times; 10 km and 60-300 km are "
     "let pass",
     "assumption"},
    {"cranes, gantries and loaders for the berths and `cranes_per_vehicle`", "as many as can work at a time",
     "arithmetic"},
    {"`yard_teu` for the largest ship or train that calls", "a tenth of its TEU or more", assumption},
    {"chambers of a lock", "some ship that comes fits into them and goes their way", "arithmetic"},
    {"other ships at a lock that are neither turned away nor metered", "as many as lie in its chambers, by their area",
     "arithmetic"},
    {"fleet of a service for its timetable", "at most 1.5 times what keeps it, and one", assumption},
    {"plugs of a vehicle that leaves when it is full, where only reefers wait for it",
     "as many as fill it, or a longest wait", "arithmetic"},
    {"`returns` of a service whose vehicles do not come back", "stated", "the way back costs as much as the way there"},
    {"vehicle classes, box types, quays, rail terminals, airports and yards", "used by a service or a flow",
     "arithmetic"},
    {"services with the licence `foreign`, where there is foreign trade", "a flow has a way by them", "arithmetic"},
    {"depots of empty boxes", "serve a flow of their type and owner, unless they send boxes elsewhere", "arithmetic"},
    {"boxes of a flow, where there are depots", "a depot has such boxes", "arithmetic"},
    {"keys that go with a rule, a value or days: `advance_hours`, `summary_declaration_hours`, `port_stage_share`, "
     "`inland_inspection_hours`, `trusted_factor`, `one_stop`, `lot_boxes`, `freight_station`, `reference_cost`, "
     "`trade_finance`, `credit_insurance`, `time_value_factor`, `penalty_per_lost_box`, `breakdown_hours`, "
     "`parcels_per_box`, `keeps_holidays`, `tide`, limits on other ships",
     "with that without which they change nothing", "arithmetic"},
    {"limits within others: `trains_per_day_each_way`, `cranes_per_train`, `cranes_per_vehicle`, `reefer_plugs`, "
     "`gangs`",
     "at most that other", "arithmetic"},
    {"dates: peaks, holidays, months, first departures, the beginning of shifts, agreements, skills and switching",
     "in the run", "arithmetic"},
    {"subsidies", "pay for a ride of some service", "arithmetic"},
    {"disruptions", "leave less than all", "arithmetic"},
};

double in_file(UsualRange const& range, double worth) { return range.measured == Measured::money ? worth : 1; }

/// To six digits, but never as a power of ten where it is large.
std::string digits(double value) { return value >= 1e6 ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value); }

/// Looks along a pointer of the table for values out of range.
class RangeWalk {
 public:
  RangeWalk(UsualRange const& range, std::string const& currency, std::vector<Remark>& made)
      : range_(range), worth_(in_file(range, plausibility::worth_in_cny(currency))), currency_(currency), made_(made) {}

  void walk(Reader const& node, std::string_view rest) const {
    auto const slash = rest.find('/', 1);
    auto const step = std::string{rest.substr(1, slash == std::string_view::npos ? slash : slash - 1)};
    if (slash == std::string_view::npos) return look(node, step);
    auto const beyond = rest.substr(slash);
    if (step != "*" && step.front() != '[') {
      if (node.has(step) && node.child(step).json().is_object()) walk(node.child(step), beyond);
      return;
    }
    for (auto const& [id, entry] : node.entries())
      if (entry.json().is_object() && fits(entry, step)) walk(entry, beyond);
  }

 private:
  /// Is this one of `[key=a,b]`?
  static bool fits(Reader const& entry, std::string const& step) {
    if (step == "*") return true;
    auto const equals = step.find('=');
    auto const key = step.substr(1, equals - 1);
    if (!entry.has(key)) return false;
    auto const allowed = ',' + step.substr(equals + 1, step.size() - equals - 2) + ',';
    return allowed.find(',' + entry.text(key) + ',') != std::string::npos;
  }

  void look(Reader const& node, std::string const& key) const {
    if (!node.has(key) || worth_ <= 0) return;
    for (double const value : values(node, key)) {
      double const measured = value * worth_;
      if (measured == 0 || (range_.low <= measured && measured <= range_.high)) continue;
      auto unit = std::string{range_.unit};
      if (range_.measured == Measured::money) unit.replace(0, 3, currency_);
      made_.push_back(
          {node.pointer() + step_for(key), fmt::format("{} {}; usual are {} to {}", digits(value), unit,
                                                       digits(range_.low / worth_), digits(range_.high / worth_))});
      return;
    }
  }

  /// A number, the mean of a distribution, or each of a list or of twelve months.
  static std::vector<double> values(Reader const& node, std::string const& key) {
    auto const& given = node.json().at(key);
    if (given.is_number()) return {given.get<double>()};
    if (given.is_array()) return given.get<std::vector<double>>();
    if (!given.is_object()) return {};
    if (given.contains("by_month")) return given.at("by_month").get<std::vector<double>>();
    return {mean(distribution(node, key))};
  }

  UsualRange const& range_;
  double worth_;
  std::string const& currency_;
  std::vector<Remark>& made_;
};

void append(std::vector<Remark>& to, std::vector<Remark> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Does the thing itself, or that whose value it is, declare that it is unusual?
bool declared(Json const& scenario, std::string const& pointer) {
  Json::json_pointer at{pointer};
  for (int i = 0; i < 2 && !at.empty(); ++i, at = at.parent_pointer()) {
    if (!scenario.contains(at)) continue;
    auto const& thing = scenario.at(at);
    if (thing.is_object() && thing.contains("unusual") && thing.at("unusual").is_string()) return true;
  }
  return false;
}

}  // namespace

std::span<Relation const> relations() { return all_relations; }

std::string to_line(Remark const& remark) { return printable(remark.pointer + ": " + remark.text); }

std::vector<std::string> to_lines(std::vector<Remark> const& remarks) {
  std::vector<std::string> lines;
  lines.reserve(remarks.size());
  for (auto const& remark : remarks) lines.push_back(to_line(remark));
  return lines;
}

std::vector<Remark> outside(UsualRange const& range, Document const& document, std::string const& currency) {
  Problems none;  // the document has passed
  std::vector<Remark> made;
  RangeWalk{range, currency, made}.walk(Reader{document, none}, range.pointer);
  return made;
}

std::vector<Remark> remarks(Document const& document, world::World const& world, itineraries::Plans const& plans) {
  using namespace plausibility;
  std::vector<Remark> made;
  for (auto const& range : usual_ranges()) append(made, outside(range, document, world.currency));
  append(made, year_of_the_start(world));
  append(made, nothing_to_carry(world));
  append(made, deadweight_for_its_teu(world));
  append(made, draught_for_its_deadweight(world));
  append(made, draught_for_the_depth(world));
  append(made, fuel_for_the_mode(world));
  append(made, energy_of_lifts(document));
  append(made, speed_of_a_service(document, world));
  append(made, freight_for_the_mode(world));
  append(made, prices_for_one_length(world, plans));
  append(made, mass_for_the_box(world));
  append(made, tare_for_the_box(world));
  append(made, value_for_the_mass(world));
  append(made, demand_for_the_services(world, plans));
  append(made, distance_for_the_map(document));
  append(made, line_for_the_map(document));
  append(made, cranes_that_never_work(world));
  append(made, gangs_that_never_work(world));
  append(made, yard_for_the_vehicles(world));
  append(made, chambers_that_take_nobody(world));
  append(made, ships_for_the_lock(world));
  append(made, fleet_for_the_timetable(world));
  append(made, plugs_that_never_fill(world, plans));
  append(made, vehicles_that_never_return(document, world));
  append(made, what_nobody_uses(document, world, plans));
  append(made, licences_that_nobody_needs(world, plans));
  append(made, depots_that_serve_nobody(world, plans));
  append(made, boxes_that_are_always_there(world));
  append(made, keys_without_effect(document, world));
  append(made, subsidies_that_pay_nobody(world));
  std::erase_if(made, [&](Remark const& remark) { return declared(document.json(), remark.pointer); });
  return made;
}

}  // namespace tongzhou::format
