#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "network/base/calendar.hpp"
#include "scenarios/format/figures.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/format/plausibility_relations.hpp"
#include "scenarios/format/reader.hpp"
#include "sim/rules/formality.hpp"

// Keys that change nothing: without the rule, the value or the days that they go with, or as a limit that is never met.
namespace tongzhou::format::plausibility {
namespace {

class IdleKeys {
 public:
  IdleKeys(Document const& document, World const& world) : scenario_(document, none_), world_(world) {}

  std::vector<Remark> all() && {
    look_at_holidays();
    for (auto const& [code, vehicle] : scenario_.entries("vehicle_classes"))
      if (vehicle.has("reefer_plugs")) look_at_plugs(vehicle);
    for (auto const& [code, place] : scenario_.entries("places"))
      for (auto const& [id, facility] : place.entries("facilities")) look_at_facility(facility);
    for (auto const& [code, service] : scenario_.entries("services")) look_at_service(service);
    for (auto const& flow : world_.flows)
      if (has("flows") && scenario_.child("flows").has(flow.name.code))
        look_at_flow(scenario_.child("flows").child(flow.name.code), flow);
    for (auto const& [code, mail] : scenario_.entries("mail_flows")) look_at_peaks(mail);
    if (has("customs")) look_at_customs(scenario_.child("customs"));
    for (auto const& [code, subsidy] : scenario_.entries("subsidies")) look_at_months(subsidy);
    look_at_markets();
    for (auto const& [code, disruption] : scenario_.entries("disruptions")) look_at_disruption(disruption);
    return std::move(made_);
  }

 private:
  bool has(std::string const& key) const { return scenario_.has(key); }

  void tell(Reader const& thing, std::string const& key, std::string why) {
    made_.push_back({thing.pointer() + step_for(key), std::move(why)});
  }
  void look(Reader const& thing, std::string const& key, bool works, std::string const& why) {
    if (!works && thing.has(key)) tell(thing, key, why);
  }

  void look_at_holidays() {
    if (!has("holidays") || scenario_.child("holidays").json().empty()) return look_for_keepers(scenario_);
    auto const in_run = [&](Reader const& item) {
      auto const day = days(static_cast<double>(day_number(*parse_date(item.text())) - day_number(world_.start)));
      return day > days(-1) && day < world_.length;
    };
    if (std::ranges::none_of(scenario_.items("holidays"), in_run))
      tell(scenario_, "holidays", fmt::format("no holiday is in the run, {} to {}", begin_, end_));
  }
  /// Of holidays, wherever hours stand.
  void look_for_keepers(Reader const& node) {
    bool const keeps = node.has("keeps_holidays") && node.flag("keeps_holidays");
    look(node, "keeps_holidays", !keeps, "the scenario has no holidays");
    for (auto const& [key, value] : node.entries())
      if (value.json().is_object()) look_for_keepers(value);
  }

  void look_at_plugs(Reader const& vehicle) {
    double least_teu = 1;  // of a reefer
    for (auto const& box : world_.box_types)
      if (box.reefer) least_teu = std::min(least_teu, box.teu);
    auto const slots = vehicle.whole("slots", 0);
    double const room = vehicle.number("teu") / least_teu;
    double const most = slots > 0 ? std::min(room, static_cast<double>(slots)) : room;
    look(vehicle, "reefer_plugs", static_cast<double>(vehicle.whole("reefer_plugs")) <= most,
         fmt::format("never as many reefers: there is room for {:.6g}", most));
  }

  void look_at_facility(Reader const& facility) {
    look_at_cranes(facility);
    if (facility.has("traffic")) look_at_traffic(facility);
    look(facility, "tide", facility.has("depth_m"), "the water is deep enough for all ships: no depth_m");
    if (auto const all = facility.whole("trains_per_day", 0); all > 0)
      look(facility, "trains_per_day_each_way", facility.whole("trains_per_day_each_way", 0) <= all,
           fmt::format("never as many in one direction: trains_per_day {} is the limit of both", all));
    if (facility.has("transfer")) look_at_box_transfer(facility.child("transfer"));
    if (facility.has("sorting")) look_at_sorting(facility.child("sorting"));
    if (facility.has("bonded_stock"))
      look(facility.child("bonded_stock"), "parcels_per_box", facility.child("bonded_stock").has("refilled_by"),
           "no boxes fill this stock: \"refilled_by\" names no flow");
  }
  void look_at_cranes(Reader const& facility) {
    for (char const* const key : {"cranes", "gantries", "loaders"}) {
      auto const cranes = facility.whole(key, 0);
      look(facility, "cranes_per_vehicle", cranes == 0 || facility.whole("cranes_per_vehicle", 1) <= cranes,
           fmt::format("never as many: there are {} {}", cranes, key));
    }
  }
  void look_at_traffic(Reader const& lock) {
    auto const traffic = lock.child("traffic");
    bool const any = traffic.number("ships_per_day_up", 0) + traffic.number("ships_per_day_down", 0) > 0;
    bool const limits = traffic.has("turns_away_at") || traffic.has("quota_per_day");
    look(lock, "traffic", any || !limits, "limits other ships, and none come");
  }
  void look_at_box_transfer(Reader const& transfer) {
    auto const cranes = transfer.whole("cranes");
    look(transfer, "cranes_per_train", transfer.whole("cranes_per_train", 1) <= cranes,
         fmt::format("never as many: there are {} cranes", cranes));
  }
  void look_at_sorting(Reader const& sorting) {
    look(sorting, "breakdown_hours", mean(distribution(sorting, "hours_between_breakdowns")) > 0,
         "no line ever breaks: \"hours_between_breakdowns\" is 0");
    for (auto const& [code, peak] : sorting.entries("staff_peaks")) look_at_peak(peak, world_.end());
  }

  void look_at_service(Reader const& service) {
    for (auto const& [code, surcharge] : service.entries("surcharges")) look_at_months(surcharge);
    auto const first = hours(service.child("schedule").number("first_hours", 0));
    if (first >= world_.length)
      tell(service, "schedule",
           fmt::format("its first departure is {:g} hours after the start, when the run of {:g} days is over",
                       in_hours(first), in_days(world_.length)));
  }

  void look_at_flow(Reader const& given, world::Flow const& flow) {
    bool const in_parts = flow.lcl_share > 0;
    look(given, "lot_boxes", in_parts, "no part loads come: \"lcl_share\" is 0");
    look(given, "freight_station", in_parts, "no part loads come: \"lcl_share\" is 0");
    look(given, "reference_cost", flow.bears.elasticity != 0,
         "the volume does not answer to cost: \"elasticity\" is 0");
    look(given, "trade_finance", flow.value > 0, "the goods have no value: nothing is lent on them");
    look(given, "credit_insurance", flow.value > 0, "the goods have no value: nothing is insured");
    look(given, "time_value_factor", flow.value > 0, "the goods have no value: their time costs nothing");
    look(given, "penalty_per_lost_box", may_lose_boxes(flow),
         "no box is ever lost: give \"willingness_to_pay\", \"gives_up_after_days\" or \"elasticity\"");
    look_at_peaks(given);
  }
  bool may_lose_boxes(world::Flow const& flow) const {
    auto const& bears = flow.bears;
    auto const cancels = [&](world::Switching const& switching) {
      return switching.lost_share > 0 && &world_.flows[switching.from] == &flow;
    };
    return bears.most_cost < std::numeric_limits<double>::infinity() || bears.gives_up_after < Duration::unlimited() ||
           bears.elasticity != 0 || (flow.goods && world_.goods[flow.goods].suspected_share > 0) ||
           std::ranges::any_of(world_.switching, cancels);
  }

  void look_at_peaks(Reader const& flow) {
    for (auto const& [code, peak] : flow.entries("peaks"))
      look_at_peak(peak, peak.flag("adds", false) ? world_.end() : end_of_last_year());
  }
  void look_at_peak(Reader const& peak, Time end) {
    if (moment(peak, "from", world_.start) < end && moment(peak, "to", world_.start) > Time{}) return;
    made_.push_back({peak.pointer(), fmt::format("lies outside the run, {} to {}", begin_, end_)});
  }
  /// A peak is taken from the rest of its year, counted from the start: it is felt before it begins.
  Time end_of_last_year() const {
    auto const first = day_number(world_.start);
    for (Date day = world_.start;;) {
      ++day.year;
      Time const end{days(static_cast<double>(day_number(day) - first))};
      if (end >= world_.end()) return end;
    }
  }

  void look_at_customs(Reader const& customs) {
    auto const& rule = world_.customs;
    auto const inspects_later = [](world::CustomsZone const& zone) { return zone.later_inspected_share > 0; };
    auto const tested = [&](world::Flow const& flow) { return rules::retest_share(world_, flow) > 0; };
    look(customs, "advance_hours", rule.when == world::Customs::When::advance,
         "nothing is declared in advance: \"when\" does not say so");
    look(customs, "summary_declaration_hours", rule.when == world::Customs::When::two_step,
         "there is no summary declaration: \"when\" is not \"two_step\"");
    look(customs, "port_stage_share", rule.two_stage, "an inspection is of one stage: \"two_stage\" is not set");
    look(customs, "inland_inspection_hours", rule.two_stage || std::ranges::any_of(rule.zones, inspects_later),
         "nothing is inspected inland: \"two_stage\" is not set, and no zone inspects what it has released");
    look(customs, "trusted_factor", rule.trusted_share > 0 || rule.trusted_growth_per_year > 0,
         "customs trusts nobody: \"trusted_share\" is 0");
    look(customs, "one_stop", !rule.one_stop || std::ranges::any_of(world_.flows, tested),
         "no box is tested or relabelled: no flow holds \"goods\" that are");
  }

  void look_at_markets() {
    for (auto const& [code, shift] : scenario_.entries("shifts"))
      look(shift, "parcels_per_box", shift.has("to_mail_flow"), "the demand does not become mail: no \"to_mail_flow\"");
    for (auto const* const section : {"shifts", "agreements", "skills", "switching"})
      for (auto const& [code, thing] : scenario_.entries(section))
        look(thing, "from", begin_of(thing) < world_.end(),
             fmt::format("begins after the run, {} to {}", begin_, end_));
  }
  Time begin_of(Reader const& thing) const {
    return thing.has("from") ? moment(thing, "from", world_.start).value_or(Time{}) : Time{};
  }

  void look_at_disruption(Reader const& disruption) {
    look(disruption, "share_left", disruption.number("share_left", 0) < 1, "1 leaves everything as it is");
    if (disruption.has("at_random")) look_at_months(disruption.child("at_random"));
  }

  void look_at_months(Reader const& thing) {
    auto const in_run = [&](Reader const& month) {
      return months_of_run_[static_cast<std::size_t>(month.whole()) - 1];
    };
    look(thing, "months", std::ranges::any_of(thing.items("months"), in_run),
         fmt::format("none of these months is in the run, {} to {}", begin_, end_));
  }
  static Months months_of(World const& world) {
    Months months{};
    for (Time day; day < world.end() && day < Time{} + days(366); day = day + days(1))
      months[static_cast<std::size_t>(date_at(world.start, day).month - 1)] = true;
    return months;
  }

  Problems none_;  // the document has passed
  Reader scenario_;
  World const& world_;
  std::string begin_ = iso_date_time(world_.start, Time{}), end_ = iso_date_time(world_.start, world_.end());
  Months months_of_run_ = months_of(world_);
  std::vector<Remark> made_;
};

}  // namespace

std::vector<Remark> keys_without_effect(Document const& document, World const& world) {
  return IdleKeys{document, world}.all();
}

namespace {

bool may_pay(World const& world, world::Subsidy const& subsidy, world::ServiceId id) {
  auto const& service = world.services[id];
  auto const calls_at = [&](world::PlaceId place) {
    return !place || std::ranges::any_of(service.stops, [&](world::Stop const& stop) {
      return world.terminals[stop.terminal].place == place;
    });
  };
  bool const is_named = subsidy.services.empty() || std::ranges::count(subsidy.services, id) > 0;
  bool const is_of_mode = !subsidy.mode || *subsidy.mode == world.vehicle_classes[service.vehicle].mode;
  return is_named && is_of_mode && calls_at(subsidy.from) && calls_at(subsidy.to);
}

bool pays_somebody(World const& world, world::Subsidy const& subsidy) {
  for (auto const id : world.services.ids())
    if (may_pay(world, subsidy, id)) return true;
  return false;
}

}  // namespace

std::vector<Remark> subsidies_that_pay_nobody(World const& world) {
  std::vector<Remark> made;
  for (auto const& subsidy : world.subsidies)
    if (!pays_somebody(world, subsidy))
      made.push_back({"/subsidies" + step_for(subsidy.name.code),
                      "no service that it is for, by name and mode, calls at its places: it pays nobody"});
  return made;
}

}  // namespace tongzhou::format::plausibility
