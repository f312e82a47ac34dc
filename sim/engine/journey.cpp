// What happens to boxes: they are born, take their steps, wait, look again, and are delivered.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/engine/run.hpp"
#include "sim/rules/choice.hpp"
#include "sim/rules/sailing.hpp"

namespace tongzhou::engine {
using itineraries::Itinerary;
using itineraries::Ride;
using itineraries::Shift;
using itineraries::Truck;
using ledger::Expense;
using ledger::Source;
using world::FlowId;
using world::TerminalId;

namespace {

constexpr std::size_t at(Expense e) { return static_cast<std::size_t>(e); }
constexpr std::size_t at(Source s) { return static_cast<std::size_t>(s); }

/// What one box pays and emits for a step, as far as it is known when the step begins.
struct Tariff {
  world::World const& world;
  world::Flow const& flow;
  world::BoxType const& type;
  ledger::Account& account;

  void handling(TerminalId id) {
    auto const& terminal = world.terminals[id];
    account.per_box[at(Expense::handling)] += type.long_box ? terminal.handling_per_40ft : terminal.handling_per_20ft;
    account.per_box[at(Expense::loss_damage)] += world.policy.loss_per_move * flow.value;
    energy(Source::handling, terminal.energy, terminal.energy_per_move);
  }
  void distance(Length length) {
    account.per_box[at(Expense::loss_damage)] += world.policy.loss_per_1000_km * flow.value * in_km(length) / 1000;
  }
  void energy(Source source, world::FuelId fuel, double amount) {
    if (fuel) account.kg_per_box[at(source)] += amount * world.fuels[fuel].kg_co2e;
  }
};

Length distance_of(Run const& run, Ride const& ride) {
  auto const& legs = run.services[ride.service].distance;
  Length sum;
  std::size_t leg = ride.load;
  do {
    sum += legs[leg];
    leg = (leg + 1) % legs.size();
  } while (leg != ride.discharge);
  return sum;
}

}  // namespace

AccountId Run::open_itinerary(FlowId flow_id, Itinerary const& itinerary) {
  auto const& flow = world.flows[flow_id];
  auto const& type = world.box_types[flow.box];
  AccountId first;
  for (auto const& step : itinerary.steps) {
    ledger::Account account{.flow = flow_id, .service = {}, .terminal = {}};
    StepFacts facts{.trade = flow.trade,
                    .reefer = type.reefer,
                    .last = &step == &itinerary.steps.back(),
                    .waiting = {},
                    .flow = flow_id,
                    .teu = static_cast<float>(type.teu),
                    .tonnes = static_cast<float>(in_tonnes(flow.gross))};
    Tariff tariff{world, flow, type, account};
    if (auto const* ride = std::get_if<Ride>(&step)) {
      auto const& service = world.services[ride->service];
      auto const distance = distance_of(*this, *ride);
      account.service = ride->service;
      account.terminal = service.stops[ride->load].terminal;
      account.teu_km = type.teu * in_km(distance);
      account.tonne_km = in_tonnes(flow.gross) * in_km(distance);
      account.per_box[at(Expense::freight)] += rules::freight(service.freight, type.long_box, distance);
      tariff.handling(account.terminal);
      tariff.handling(service.stops[ride->discharge].terminal);
      tariff.distance(distance);
      facts.kind = StepFacts::Kind::ride;
      facts.load = ride->load;
      facts.discharge = ride->discharge;
      facts.waiting = services[ride->service].waiting[ride->load];
      auto const from = world.terminals[service.stops[ride->load].terminal].place;
      auto const to = world.terminals[service.stops[ride->discharge].terminal].place;
      facts.regime = rules::regime(world, flow, from, to);
      // Goods that customs has released, or not yet seen, ride as domestic.
      bool const goods = flow.trade == world::TradeClass::import || flow.trade == world::TradeClass::export_;
      if (goods && facts.regime == world::Regime::domestic) facts.trade = world::TradeClass::domestic;
      auto const* permission =
          rules::piggyback(world, world.vehicle_classes[service.vehicle], flow.trade, facts.regime, from, to);
      if (permission != nullptr)
        facts.piggyback = static_cast<std::uint8_t>(1 + (permission - world.piggybacks.data()));
    } else if (auto const* truck = std::get_if<Truck>(&step)) {
      account.terminal = truck->out_of;
      if (!truck->links.empty()) {
        auto const& trucking = *world.trucking;
        auto const& vehicle = world.vehicle_classes[trucking.vehicle];
        account.per_box[at(Expense::drayage)] +=
            rules::freight(trucking.freight, type.long_box, truck->distance) + truck->toll;
        tariff.energy(Source::drayage, vehicle.fuel, vehicle.fuel_per_km * in_km(truck->distance));
        account.tonne_km = in_tonnes(flow.gross) * in_km(truck->distance);
        tariff.distance(truck->distance);
      }
      facts.kind = StepFacts::Kind::truck;
      facts.into = truck->into;
      facts.road = truck->time;
    } else {
      auto const& transfer = world.transfers[std::get<Shift>(step).transfer];
      account.terminal = transfer.from;
      account.per_box[at(Expense::transfer)] += transfer.cost_per_box;
      tariff.energy(Source::transfer, transfer.energy, transfer.energy_per_box);
      facts.kind = StepFacts::Kind::shift;
    }
    auto const carbon = world.policy.carbon_price_per_t / 1000;
    for (double const kg : account.kg_per_box) account.per_box[at(Expense::carbon)] += kg * carbon;
    facts.terminal = account.terminal;
    AccountId const id = ledger.open(account);
    steps.add(facts);
    step_details.add(step);
    if (!first) first = id;
  }
  return first;
}

Ways Run::open_ways(FlowId flow, std::vector<Itinerary> const& found) {
  Ways ways;
  std::vector<double> costs;
  for (auto const& itinerary : found) {
    ways.first.push_back(open_itinerary(flow, itinerary));
    costs.push_back(itinerary.generalised_cost);
  }
  ways.shares = rules::logit_shares(costs, world.policy.logit_per_money);
  return ways;
}

// Boxes are born a day at a time, so that only those on the way are in memory.
Process Run::demand_comes() {
  for (Time day; day < world.end(); day = day + days(1)) {
    co_await clock.until(day);
    if (std::fmod(in_days(day), 365) == 0) renew_quotas();
    Time const tomorrow = std::min(day + days(1), world.end());
    for (FlowId const id : flows.ids()) {
      auto& flow = flows[id];
      double const teu = world.box_types[world.flows[id].box].teu;
      for (; flow.next.time < tomorrow; flow.next = flow.arrivals.next()) {
        for (std::uint32_t n = 0; n < flow.next.count; ++n) {
          Time const born = flow.next.time;
          AccountId const first = flow.ways.first[rules::pick(flow.ways.shares, flow.choice.uniform())];
          if (window.counts(born)) {
            ++flow.born;
            teu_in_by_week[week_at(born)] += teu;
          } else {
            ++born_before;
            teu_born_before += teu;
          }
          BoxId const box = boxes.add(born, first);
          if (observer != nullptr) boxes[box].followed = observer->born(id, born) & 0x3fffffffu;
          begin(box, first, born);
        }
      }
    }
  }
}

void Run::renew_quotas() {
  piggyback_left.clear();
  for (auto const& permission : world.piggybacks) piggyback_left.push_back(permission.teu_per_year);
}

// Once a day, those that have waited too long look for another way.
Process Run::impatience() {
  Duration const patience = world.policy.replan_after;
  if (patience == Duration::unlimited()) co_return;
  for (Time day = at_days(1); day < world.end(); day = day + days(1)) {
    co_await clock.until(day);
    serve_gates(day);
    for (auto& list : waiting) {
      list.gather(day);
      auto const waited = [&](auto const& entry) { return day - Time{Duration{entry.ready}}; };
      // Each time its patience has run out again, not every day.
      auto const today = [&](Duration wait) {
        return std::floor(wait / patience) > std::floor((wait - days(1)) / patience);
      };
      list.offer([&](auto const& entry) { return waited(entry) > patience; },
                 [&](auto const& entry) { return today(waited(entry)) && replan(entry.box, day); });
    }
  }
}

bool Run::replan(BoxId id, Time now) {
  constexpr std::uint32_t most_often = 3;
  Box& box = boxes[id];
  if (box.replanned == most_often) return false;
  auto const [flow, terminal, given_up] = ledger.account(box.account).whom();
  auto const [entry, is_new] = second_thoughts.try_emplace({flow, terminal, given_up});
  if (is_new) entry->second = open_ways(flow, planner.from_terminal(flow, terminal, given_up));
  Ways const& ways = entry->second;
  if (ways.first.empty()) return false;
  ++box.replanned;
  if (window.counts(now)) ++replanned;
  ledger.book(box.account, Cause::waiting_for_sailing, box.since, now);
  pay_storage(box.account, terminal, box.since, now);
  terminals[terminal].yard.leave(steps[box.account].teu, now);
  begin(id, ways.first[rules::pick(ways.shares, flows[flow].choice.uniform())], now);
  return true;
}

void Run::begin(BoxId id, AccountId account, Time at) {
  Box& box = boxes[id];
  box.account = account;
  box.since = at;
  ledger.begin(account, at);
  StepFacts const& step = steps[account];
  switch (step.kind) {
    case StepFacts::Kind::ride:
      terminals[step.terminal].yard.enter(step.teu, at);
      waiting[step.waiting].push(id, at);
      break;
    case StepFacts::Kind::truck:
      by_truck(id, at);
      break;
    case StepFacts::Kind::shift: {
      auto const transfer_id = std::get<Shift>(step_details[account]).transfer;
      auto const& transfer = world.transfers[transfer_id];
      Time const done = at + Duration{draw(transfer.time, transfer_streams[transfer_id])};
      ledger.book(account, transfer.drayage ? Cause::drayage : Cause::handling, at, done);
      step_done(id, done);
      break;
    }
  }
}

void Run::by_truck(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  StepFacts const& step = steps[account];
  if (!step.terminal) return on_the_road(id, at);
  auto& terminal = terminals[step.terminal];
  auto const& facts = world.terminals[step.terminal];
  Time fetched = at;
  if (step.last) {
    fetched = at + Duration{draw(facts.dwell, terminal.dwell_stream)};
    ledger.book(account, Cause::storage, at, fetched);
    pay_storage(account, step.terminal, at, fetched);
  }
  terminal.yard.enter(step.teu, at);
  boxes[id].since = fetched;
  if (!terminal.lanes.empty()) {
    at_gates.push({fetched.since_start().raw(), gate_order++, id, false});
    return;
  }
  through_gate(id, fetched, false);
}

void Run::on_the_road(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  StepFacts const& step = steps[account];
  Time const arrives = at + step.road;
  ledger.book(account, Cause::drayage, at, arrives);
  boxes[id].since = arrives;
  if (!step.into) return step_done(id, arrives);
  if (!terminals[step.into].lanes.empty()) {
    at_gates.push({arrives.since_start().raw(), gate_order++, id, true});
    return;
  }
  through_gate(id, arrives, true);
}

// First come, first served over the lanes; called in order of arrival where there are lanes.
void Run::through_gate(BoxId id, Time arrived, bool inwards) {
  AccountId const account = boxes[id].account;
  TerminalId const terminal_id = inwards ? steps[account].into : steps[account].terminal;
  auto& terminal = terminals[terminal_id];
  Time out = arrived;
  if (!terminal.lanes.empty()) {
    auto const lane = std::ranges::min_element(terminal.lanes);  // tie: first listed
    Time const served = std::max(arrived, *lane);
    out = served + Duration{draw(world.terminals[terminal_id].gate.per_truck, terminal.gate_stream)};
    *lane = out;
    terminal.gate.passes(arrived, served, 1);
    ledger.book(account, Cause::waiting_for_gate, arrived, served);
    ledger.book(account, Cause::handling, served, out);
  }
  double const teu = steps[account].teu;
  if (window.counts(out)) (inwards ? terminal.figures.teu_gate_in : terminal.figures.teu_gate_out) += teu;
  if (boxes[id].followed) observer->gate(boxes[id].followed, inwards, terminal_id, out);
  boxes[id].since = out;
  if (inwards) return step_done(id, out);
  terminal.yard.leave(teu, out);
  terminal.gate_out_teu_hours += teu * in_hours(window.counted(arrived, out));
  on_the_road(id, out);
}

void Run::pay_storage(AccountId account, TerminalId id, Time since, Time until) {
  auto const& facts = world.terminals[id];
  Duration const charged = until - since - facts.free_storage;
  if (charged > Duration{} && facts.storage_per_teu_day > 0 && window.counts(until))
    ledger.pay(account, Expense::storage, in_days(charged) * facts.storage_per_teu_day * steps[account].teu);
}

// Trucks pass gates in the order of their coming, wherever they are, up to now: nobody looks at a yard before.
void Run::serve_gates(Time now) {
  while (!at_gates.empty() && at_gates.top().date <= now.since_start().raw()) {
    AtGate const next = at_gates.top();
    at_gates.pop();
    through_gate(next.box, Time{Duration{next.date}}, next.inwards);
  }
}

void Run::step_done(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  if (steps[account].last) return deliver(id, at);
  begin(id, AccountId{account.value() + std::size_t{1}}, at);
}

void Run::deliver(BoxId id, Time at) {
  Box const& box = boxes[id];
  StepFacts const& step = steps[box.account];
  auto& flow = flows[step.flow];
  flow.system_hours += in_hours(window.counted(box.born, at));
  if (at >= window.to) {
    ++after_end;
    ++flow.inside;
    teu_after_end += step.teu;
  } else if (at >= window.from) {
    ++flow.delivered;
    Duration const transit = at - box.born;
    flow.transit_hours.push_back(static_cast<float>(in_hours(transit)));
    if (transit <= flow.deadline) ++flow.on_time;
    teu_out_by_week[week_at(at)] += step.teu;
  } else {
    ++delivered_before;
    teu_delivered_before += step.teu;
  }
  if (box.followed) observer->delivered(box.followed, at);
  boxes.remove(id);
}

// At the end, everyone still on the way is found and its last hours booked.
void Run::count_inside() {
  serve_gates(window.to);
  auto const count = [&](BoxId id) {
    StepFacts const& step = steps[boxes[id].account];
    ++boxes_inside;
    ++flows[step.flow].inside;
    teu_inside += step.teu;
    flows[step.flow].system_hours += in_hours(window.counted(boxes[id].born, window.to));
  };
  auto const settle = [&](Vehicle const& vehicle, Aboard const& aboard) {
    ledger.leave(boxes[aboard.box].account, {vehicle.readings[aboard.reading], vehicle.odometer});
    count(aboard.box);
  };
  for (auto const& list : waiting)
    list.each([&](auto const& entry) {
      Box const& box = boxes[entry.box];
      ledger.book(box.account, Cause::waiting_for_sailing, box.since, window.to);
      count(entry.box);
    });
  for (Vehicle* const vehicle : vehicles) {
    vehicle->turn_to(vehicle->cause);
    for (auto const& boxes_for_stop : vehicle->aboard)
      for (Aboard const& aboard : boxes_for_stop)        settle(*vehicle, aboard);
    for (Aboard const& aboard : vehicle->going_ashore) settle(*vehicle, aboard);
  }
  for (; !at_gates.empty(); at_gates.pop()) count(at_gates.top().box);
  boxes_inside += after_end;
  teu_inside += teu_after_end;
}

}  // namespace tongzhou::engine
