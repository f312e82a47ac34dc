#include "sim/engine/recorder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/charges/charge.hpp"
#include "sim/charges/dues.hpp"
#include "sim/rules/night.hpp"

namespace tongzhou::engine {
using world::CustomsOfficeId;
using world::FlowId;
using world::LinkId;
using world::ServiceId;
using world::TerminalId;

Recorder::Recorder(world::World const& world, Window const& window)
    : world_(world),
      window_(window),
      ledger_(window.from, window.to),
      births_(world.flows.size()),
      boxes_overdue_(world.flows.size(), 0.0),
      terminals_(world.terminals.size()),
      locks_(world.locks.size()),
      gauge_changes_(world.gauge_changes.size()),
      rolling_stock_(world.rolling_stock.size()),
      truck_fleets_(world.trucking ? world.trucking->fleets.size() : 0),
      customs_(world.customs_offices.size()),
      goods_(world.goods.size()),
      switching_(world.switching.size()),
      freight_stations_(world.freight_stations.size()),
      zone_stays_(world.zone_stays.size()) {
  auto const weeks = weeks_ = static_cast<std::size_t>(std::ceil(in_days(world.length) / 7));
  boxes_by_week_.resize(world.flows.size() * weeks_);
  teu_in_by_week_.resize(weeks);
  teu_out_by_week_.resize(weeks);
  teu_change_by_week_.resize(weeks);
  place_teu_by_week_.resize(world.places.size(), std::vector<double>(weeks));
  links_.resize(world.links.size());
  for (auto& link : links_) link.figures.teu_by_week.resize(weeks);
  services_.resize(world.services.size());
  for (auto const id : world.services.ids()) {
    services_[id].figures.legs.resize(world.services[id].stops.size());
    services_[id].vehicles.resize(world.services[id].turns().size());
  }
  for (auto& terminal : terminals_) terminal.stays.resize(world.vehicle_classes.size());
  for (auto const& flow : world.flows) flows_.add({flow.deadline});
}

void Recorder::generated(FlowId flow, double teu, Time at) {
  auto const in_week = week(at);
  if (window_.counts(at)) {
    ++births_[flow].in;
    teu_in_by_week_[in_week] += teu;
  } else {
    ++boxes_in_before_;
  }
  teu_change_by_week_[in_week] += teu;
  ++boxes_by_week_[flow.value() * weeks_ + in_week].in;
}

void Recorder::delivered(FlowId id, double teu, Time created_at, Time at) {
  auto& flow = flows_[id];
  flow.system_hours += in_hours(window_.counted(created_at, at));
  if (at >= window_.to) {
    ++boxes_after_end_;
    count_inside(id, created_at);
    teu_after_end_ += teu;
  } else if (at >= window_.from) {
    ++flow.out;
    Duration const transit = at - created_at;
    flow.transit_hours.add(static_cast<float>(in_hours(transit)));
    if (transit <= flow.deadline) ++flow.on_time;
    teu_out_by_week_[week(at)] += teu;
  } else {
    ++boxes_out_before_;
  }
  if (at >= window_.to) return;
  auto const in_week = week(at);
  teu_change_by_week_[in_week] -= teu;
  ++boxes_by_week_[id.value() * weeks_ + in_week].out;
}

void Recorder::expects(FlowId flow, double cost, Time at) {
  if (!window_.counts(at) || !std::isfinite(cost)) return;
  births_[flow].cost += cost;
  ++births_[flow].expected_by;
}

void Recorder::given_up(FlowId id, double teu, Time created_at, Time at) {
  flows_[id].system_hours += in_hours(window_.counted(created_at, at));
  if (window_.counts(at))
    ++births_[id].given_up;
  else
    ++boxes_out_before_;
  teu_change_by_week_[week(at)] -= teu;
  ++boxes_by_week_[id.value() * weeks_ + week(at)].out;
}

void Recorder::still_inside(FlowId flow, double teu, Time created_at) {
  ++boxes_inside_;
  count_inside(flow, created_at);
  teu_inside_ += teu;
  flows_[flow].system_hours += in_hours(window_.counted(created_at, window_.to));
}

// Who is overdue at the end is late, however long it will still take.
void Recorder::count_inside(FlowId flow, Time created_at) {
  ++flows_[flow].inside;
  if (window_.to - created_at > flows_[flow].deadline) ++boxes_overdue_[flow];
}

void Recorder::called(TerminalId terminal, Time at) {
  if (window_.counts(at)) ++terminals_[terminal].figures.calls;
}

void Recorder::call_ended(VehicleKind const& vehicle, TerminalId terminal, PortStay const& stay) {
  if (!window_.counts(stay.departed)) return;
  outcome::PortStays const one{
      .calls = 1,
      .anchorage_hours = in_hours((stay.alongside - stay.arrived) + (stay.departed - stay.left_berth)),
      .berth_hours = in_hours(stay.left_berth - stay.alongside),
      .idle_hours = in_hours(stay.idle)};
  services_[vehicle.service].stays += one;
  terminals_[terminal].stays[class_of(vehicle)] += one;
  owes_for_call(vehicle, terminal, stay.departed);
}

void Recorder::owes_for_call(VehicleKind const& vehicle, TerminalId terminal, Time at) {
  auto const& dues = world_.terminals[terminal].dues;
  if (dues.none() || !window_.counts(at)) return;
  owes_port_dues(vehicle.service, terminal, charges::due_of_ship(dues, world_, class_of(vehicle)));
}

void Recorder::lifted(TerminalId terminal, double moves, Time at) {
  if (window_.counts(at)) terminals_[terminal].figures.moves += moves;
}

void Recorder::waited_for_crane(TerminalId terminal, double boxes_aboard, Time from, Time to) {
  terminals_[terminal].crane_box_hours_lost += in_hours(window_.counted(from, to)) * boxes_aboard;
}

void Recorder::loaded(ServiceId service, TerminalId terminal, double boxes, LoadTotals const& load, Time at) {
  if (!window_.counts(at)) return;
  handled(terminal, load, at);
  terminals_[terminal].figures.teu_loaded += load.teu;
  services_[service].figures.boxes += boxes;
  services_[service].figures.teu += load.teu;
  owes_port_dues(service, terminal, world_.terminals[terminal].dues.per_teu * load.teu);
}

void Recorder::discharged(ServiceId service, TerminalId terminal, LoadTotals const& load, Time at) {
  put_down(terminal, load, at);
  if (window_.counts(at)) owes_port_dues(service, terminal, world_.terminals[terminal].dues.per_teu * load.teu);
}

void Recorder::put_down(TerminalId terminal, LoadTotals const& load, Time at) {
  if (!window_.counts(at)) return;
  handled(terminal, load, at);
  terminals_[terminal].figures.teu_discharged += load.teu;
}

void Recorder::owes_port_dues(ServiceId service, TerminalId terminal, double amount) {
  if (amount == 0) return;  // most ports ask nothing: no row is looked up
  services_[service].figures.port_dues += amount;
  terminals_[terminal].figures.port_dues += amount;
}

void Recorder::handled(TerminalId id, LoadTotals const& load, Time at) {
  terminals_[id].figures.teu_by_trade += load.teu_by_trade;
  place_teu_by_week_[world_.terminals[id].place][week(at)] += load.teu;
}

void Recorder::waited_for_approach(TerminalId id, outcome::ApproachWait what, double boxes_aboard, Time from, Time to) {
  double const waited = in_hours(window_.counted(from, to));
  terminals_[id].approach_wait_hours[what] += waited;
  terminals_[id].approach_box_hours_lost += waited * boxes_aboard;
}

void Recorder::still_waits_for_approach(TerminalId id, double boxes_aboard, Time from, Time to) {
  terminals_[id].approach_box_hours_lost += in_hours(window_.counted(from, to)) * boxes_aboard;
}

void Recorder::waited_for_yard(TerminalId id, double boxes_aboard, Time from, Time to) {
  double const lost = in_hours(window_.counted(from, to));
  terminals_[id].figures.yard_blocked_hours += lost;
  terminals_[id].yard_box_hours_lost += lost * boxes_aboard;
}

void Recorder::drove_in_traffic(LinkId id, double trucks, double volume_to_capacity, Duration lost, Time at) {
  if (!window_.counts(at)) return;
  auto& road = links_[id];
  road.figures.truck_passages += trucks;
  road.figures.truck_hours_lost += trucks * in_hours(lost);
  road.volume_to_capacity += trucks * volume_to_capacity;
  road.figures.volume_to_capacity_max = std::max(road.figures.volume_to_capacity_max, volume_to_capacity);
}

void Recorder::held_at_gate(TerminalId id, AccountId account, Time from, Time to) {
  double const held = in_hours(window_.counted(from, to));
  terminals_[id].figures.trucks_held_hours += held;
  terminals_[id].yard_box_hours_lost += held;
  truck_waited(account, from, to);
  spent(account, Cause::waiting_for_yard, from, to);
}

void Recorder::held_at_origin(TerminalId id, AccountId account, Time from, Time to) {
  double const held = in_hours(window_.counted(from, to));
  terminals_[id].figures.held_at_origin_hours += held;
  terminals_[id].yard_box_hours_lost += held;
  spent(account, Cause::waiting_for_yard, from, to);
}

void Recorder::put_ashore(ServiceId service, std::size_t leg, TerminalId terminal, double boxes, LoadTotals const& load,
                          Time at) {
  put_down(terminal, load, at);
  if (window_.counts(at)) services_[service].figures.legs[leg].put_ashore += boxes;
}

void Recorder::taken_up_again(TerminalId terminal, LoadTotals const& load, Time at) {
  if (!window_.counts(at)) return;
  handled(terminal, load, at);
  terminals_[terminal].figures.teu_loaded += load.teu;
}

void Recorder::bears_lift(ServiceId service, TerminalId id, world::BoxTypeId box, Time at) {
  if (!window_.counts(at)) return;
  auto const& terminal = world_.terminals[id];
  owes_port_dues(service, id, charges::move_of(terminal, world_.box_types[box]));
  ++terminals_[id].moves_of_carriers;
  if (terminal.energy)
    services_[service].kg_of_lifts += terminal.energy_per_move * world_.fuels[terminal.energy].kg_co2e;
}

void Recorder::stood_ashore(TerminalId terminal, double teu, Time from, Time to) {
  terminals_[terminal].ashore_teu_hours += teu * in_hours(window_.counted(from, to));
}

void Recorder::passed_gate_in(TerminalId terminal, double teu, Time at) {
  if (window_.counts(at)) terminals_[terminal].figures.teu_gate_in += teu;
}

void Recorder::passed_gate_out(TerminalId id, double teu, Time arrived, Time at) {
  auto& terminal = terminals_[id];
  if (window_.counts(at)) terminal.figures.teu_gate_out += teu;
  terminal.gate_out_teu_hours += teu * in_hours(window_.counted(arrived, at));
}

void Recorder::vehicle_at_work(VehicleKind const& vehicle, Time from, Time to) {
  record(vehicle).days += in_days(window_.counted(from, to));
}

void Recorder::departed(Departure const& departure) {
  if (!window_.counts(departure.at)) return;
  using rules::Refusal;
  auto& service = services_[departure.service];
  auto const& load = departure.load;
  auto& leg = service.figures.legs[departure.stop];
  ++leg.sailings;
  leg.teu_offered += departure.slots;
  leg.teu_carried += load.teu;
  leg.teu_by_trade += load.teu_by_trade;
  if (departure.refused[Refusal::water] > 0) ++leg.payload_limited;
  double const refused = departure.refused.sum();
  if (departure.rolled > 0 || refused > 0) {
    leg.left_behind += departure.rolled;
    leg.boxes_left_behind += departure.rolled_first;
    leg.left_behind_why += departure.refused;
    leg.left_behind_why[Refusal::slots] += std::max(0.0, departure.rolled - refused);
  }
  if (load.teu > departure.slots + 1e-6) ++sailings_over_limit_;
  if (departure.stop == 0) ++service.figures.departures;
}

void Recorder::arrived(ServiceId service, Time due, Time at) {
  if (window_.counts(at)) count_arrival(service, at - due);
}

void Recorder::count_arrival(ServiceId id, Duration late) {
  auto& service = services_[id];
  ++service.arrivals_timed;
  service.late_hours += std::max(0.0, in_hours(late));
  if (late <= hours(1)) ++service.arrivals_on_time;
  if (late <= days(1)) ++service.arrivals_within_a_day;
}

void Recorder::entered_link(LinkId id, world::Direction direction, LoadTotals const& load, Time at) {
  if (!window_.counts(at)) return;
  auto& link = links_[id].figures;
  bool const down = direction == world::Direction::down;
  ++(down ? link.passages_down : link.passages_up);
  (down ? link.teu_down : link.teu_up) += load.teu;
  link.teu_by_week[week(at)] += load.teu;
  link.teu_by_trade += load.teu_by_trade;
}

Duration Recorder::counted_at_night(Span span) const {
  Time const from = std::max(span.from, window_.from), to = std::min(span.to, window_.to);
  return from < to ? rules::at_night(from, to) : Duration{};
}

void Recorder::travelled(VehicleKind const& vehicle, LinkId id, double part, double fuel, LoadTotals const& load,
                         TrainMass mass, Span span) {
  double const part_inside = inside(span);
  if (part_inside <= 0) return;
  auto& service = services_[vehicle.service].figures;
  double const km = in_km(world_.links[id].distance) * part * part_inside;
  double const tonne_km = load.goods * km, gross_tonne_km = in_tonnes(mass.load) * km;
  links_[id].figures.tonne_km += tonne_km;
  links_[id].figures.gross_tonne_km += gross_tonne_km;
  Duration const counted = window_.counted(span.from, span.to);  // none: a passage that a closure has cut to nothing
  double const at_night = counted > Duration{} && tonne_km != 0 ? tonne_km * (counted_at_night(span) / counted) : 0;
  links_[id].figures.tonne_km_at_night += at_night;
  service.tonne_km_at_night += at_night;
  record(vehicle).fuel += fuel * part_inside;
  service.teu_km += load.teu * km;
  service.tonne_km += tonne_km;
  service.gross_tonne_km += gross_tonne_km;
  service.vehicle_km += km;
  auto const& link = world_.links[id];
  if (link.kind != world::LinkKind::railway) return;
  service.track_access +=
      km * (link.access_per_train_km + link.access_per_1000_gross_t_km * in_tonnes(mass.empty + mass.load) / 1000);
}

void Recorder::ran_light(ServiceId service_id, LinkId id, double part, double fuel, Mass locomotive, Span span) {
  double const part_inside = inside(span);
  auto const& link = world_.links[id];
  auto& service = services_[service_id];
  service.light_engines += window_.counted(span.from, span.to);
  service.vehicles.front().fuel += fuel * part_inside;
  service.figures.track_access +=
      in_km(link.distance) * part * part_inside *
      (link.access_per_train_km + link.access_per_1000_gross_t_km * in_tonnes(locomotive) / 1000);
}

void Recorder::waited_for_depth(TerminalId quay, double boxes, Time from, Time to) {
  terminals_[quay].depth_box_hours_lost += in_hours(window_.counted(from, to)) * boxes;
}

void Recorder::waited_for_depth(LinkId link, double boxes_aboard, Time from, Time to) {
  links_[link].depth_box_hours_lost += in_hours(window_.counted(from, to)) * boxes_aboard;
}

void Recorder::crossed_border(Crossing const& crossing) {
  if (!window_.counts(crossing.at)) return;
  auto& record = gauge_changes_[crossing.border];
  ++record.figures.trains;
  record.figures.boxes += crossing.boxes;
  auto& one_way = record.by_direction[crossing.direction];
  one_way.hours.push_back(static_cast<float>(in_hours(crossing.at - crossing.came)));
  one_way.boxes += crossing.boxes;
  one_way.formalities_hours += in_hours(crossing.formalities);
  one_way.change_hours += in_hours(crossing.changing);
}

void Recorder::waited_beside_line(world::GaugeChangeId border, double boxes, Time from, Time to) {
  gauge_changes_[border].box_hours_lost_beside_line += in_hours(window_.counted(from, to)) * boxes;
}

void Recorder::waited_for_border_crane(world::GaugeChangeId border, double boxes, Time from, Time to) {
  gauge_changes_[border].crane_box_hours_lost += in_hours(window_.counted(from, to)) * boxes;
}

void Recorder::inspected_at_border(world::GaugeChangeId border, AccountId account, Time at) {
  if (!window_.counts(at)) return;
  ++gauge_changes_[border].figures.inspected;
  paid(account, ledger::Expense::customs, world_.gauge_changes[border].formalities.cost_per_inspection, at);
}

void Recorder::declared(CustomsOfficeId office, Duration taken, Time at) {
  if (!window_.counts(at)) return;
  ++customs_[office].declared;
  customs_[office].declaration_hours += in_hours(taken);
}

void Recorder::inspected(CustomsOfficeId id, AccountId account, Time from, Time to) {
  spent(account, Cause::customs_inspection, from, to);
  if (!window_.counts(to)) return;
  ++customs_[id].inspected;
  customs_[id].inspection_hours += in_hours(to - from);
  paid(account, ledger::Expense::customs, world_.customs_offices[id].cost_per_inspection, to);
}

void Recorder::released(Release const& release) {
  auto& office = customs_[release.office];
  bool const after_end = release.at >= window_.to;
  bool const late = std::min(release.at, window_.to) - release.arrived > release.promise;
  if (window_.counts(release.at)) {
    ++office.released;
    if (release.inspected) ++office.released_after_inspection;
    office.clearance_hours += in_hours(release.at - release.arrived);
  } else if (!after_end || !late) {
    return;  // who is not released by the end has missed a promise only when its time has passed
  }
  if (!release.promised) return;
  ++(release.fast ? office.promised_fast : office.promised);
  if (late) ++(release.fast ? office.missed_fast : office.missed);
}

outcome::Records Recorder::records() {
  outcome::Records records{.ledger = ledger_,
                           .services = services_,  // not moved: vehicles that end with the run add to it, in vain
                           .terminals = std::move(terminals_),
                           .locks = std::move(locks_),
                           .gauge_changes = std::move(gauge_changes_),
                           .rolling_stock = std::move(rolling_stock_),
                           .truck_fleets = std::move(truck_fleets_),
                           .links = std::move(links_),
                           .customs = std::move(customs_),
                           .goods = std::move(goods_),
                           .switching = std::move(switching_),
                           .freight_stations = std::move(freight_stations_),
                           .zone_stays = std::move(zone_stays_),
                           .place_teu_by_week = std::move(place_teu_by_week_),
                           .teu_in_by_week = std::move(teu_in_by_week_),
                           .teu_out_by_week = std::move(teu_out_by_week_),
                           .teu_change_by_week = std::move(teu_change_by_week_),
                           .boxes_in_before = boxes_in_before_,
                           .boxes_out_before = boxes_out_before_,
                           .boxes_inside = boxes_inside_ + boxes_after_end_,
                           .teu_inside = teu_inside_ + teu_after_end_,
                           .boxes_replanned = boxes_replanned_,
                           .sailings_over_limit = sailings_over_limit_};
  for (auto const id : flows_.ids()) {
    auto& flow = flows_[id];
    auto& record = records.flows[records.flows.add(
        {births_[id].in, flow.out, flow.on_time, flow.inside, flow.system_hours, std::move(flow.transit_hours)})];
    auto const& births = births_[id];
    record.boxes_overdue = boxes_overdue_[id];
    record.boxes_stayed_away = births.stayed_away;
    record.boxes_added = births.added;
    record.boxes_given_up = births.given_up;
    record.expected_cost = births.cost;
    record.expected_by = births.expected_by;
    for (std::size_t week = 0; week < weeks_; ++week) {
      auto const& [in, out] = boxes_by_week_[id.value() * weeks_ + week];
      record.boxes_in_by_week.push_back(in);
      record.boxes_out_by_week.push_back(out);
    }
  }
  return records;
}

}  // namespace tongzhou::engine
