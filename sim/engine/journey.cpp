// What happens to boxes: they are born, take their steps, wait, look again, and are delivered.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "sim/charges/charge.hpp"
#include "sim/engine/run.hpp"
#include "sim/itineraries/alike.hpp"
#include "sim/itineraries/formalities.hpp"
#include "sim/itineraries/timetable.hpp"
#include "sim/rules/choice.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::engine {
using itineraries::Itinerary;
using itineraries::Ride;
using itineraries::Shift;
using itineraries::Truck;
using ledger::Expense;
using world::FlowId;
using world::TerminalId;

AccountId Run::open_itinerary(FlowId flow_id, Itinerary const& itinerary) {
  auto const& flow = world.flows[flow_id];
  auto const& type = world.box_types[flow.box];
  AccountId first;
  auto const details = itineraries::with_formalities(world, flow, itinerary);
  // The box in which the cargo sets out is one that its first ride takes; it changes where the cargo is restuffed.
  auto const takes_rail_boxes = [&](Detail const& step) {
    auto const* ride = std::get_if<Ride>(&step);
    return ride != nullptr && !world.transfer_rules.one_box && flow.trade != world::TradeClass::empty &&
           world.terminals[world.services[ride->service].stops[ride->load].terminal].kind == world::TerminalKind::rail;
  };
  auto const first_ride =
      std::ranges::find_if(details, [](Detail const& step) { return std::holds_alternative<Ride>(step); });
  bool rail_box = first_ride != details.end() && takes_rail_boxes(*first_ride);
  for (auto const& step : details) {
    if (std::holds_alternative<Ride>(step)) rail_box = takes_rail_boxes(step);
    auto const charge = charges::charge_of(world, flow, step);
    ledger::Account account{.flow = flow_id,
                            .service = {},
                            .terminal = {},
                            .teu_km = type.teu * in_km(charge.distance),
                            .tonne_km = in_tonnes(flow.gross) * in_km(charge.distance),
                            .per_box = charge.money,
                            .kg_per_box = charge.kg_co2e};
    StepFacts facts{.trade = flow.trade,
                    .reefer = type.reefer,
                    .last = &step == &details.back(),
                    .mail = static_cast<bool>(flow.mail),
                    .rail_box = rail_box,
                    .waiting = {},
                    .flow = flow_id,
                    .teu = static_cast<float>(type.teu),
                    .tonnes = static_cast<float>(in_tonnes(flow.gross))};
    if (auto const* ride = std::get_if<Ride>(&step)) {
      auto const& service = world.services[ride->service];
      account.service = ride->service;
      account.terminal = service.stops[ride->load].terminal;
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
      facts.kind = StepFacts::Kind::truck;
      facts.into = truck->into;
      facts.road = truck->time;
    } else if (auto const* papers = std::get_if<Papers>(&step)) {
      account.terminal = papers->at;
      facts.kind = StepFacts::Kind::papers;
    } else {
      account.terminal = world.transfers[std::get<Shift>(step).transfer].from;
      facts.kind = StepFacts::Kind::shift;
    }
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
  if (!world.flows[flow].mail) note_common_lines(flow, found, ways);
  return ways;
}

// Ways that differ in nothing but the services: at each ride a box may change over to one that is better by then.
void Run::note_common_lines(FlowId flow, std::vector<Itinerary> const& found, Ways const& ways) {
  auto const step = [&](std::size_t way, std::size_t n) { return AccountId{ways.first[way].value() + n}; };
  for (auto const& group : itineraries::alike(world, found)) {
    auto const a = group.front();
    for (std::size_t n = 0;; ++n) {
      if (steps[step(a, n)].kind == StepFacts::Kind::ride) {
        std::vector<Alike> rides;
        for (auto const way : group) {
          auto const& ride = std::get<Ride>(step_details[step(way, n)]);
          auto const& service = world.services[ride.service];
          double const wait = in_hours(itineraries::expected_wait(service.schedule) + service.cut_off);
          rides.push_back({step(way, n), ride.service, ride.load,
                           found[way].generalised_cost - wait * world.flows[flow].time_value_per_hour,
                           found[way].hours - wait, wait});
          steps[step(way, n)].alike = static_cast<std::uint32_t>(alike.size() + 1);
        }
        alike.push_back(std::move(rides));
      }
      if (steps[step(a, n)].last) break;
    }
  }
}

// By the timetable; a service without one counts as when the ways were planned. Of equals the one that arrives first,
// then the one that was the cheaper.
AccountId Run::best_common_line(AccountId ride, Time at) const {
  double const hour_costs = world.flows[steps[ride].flow].time_value_per_hour;
  AccountId best;
  std::pair least{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (Alike const& other : alike[steps[ride].alike - 1]) {
    auto const& service = world.services[other.service];
    Time const departs = itineraries::next_departure(service, other.load, at + service.cut_off, world.start);
    double const wait = departs == Time::never() ? other.wait : in_hours(departs - at);
    std::pair const score{other.cost + wait * hour_costs, other.hours + wait};
    if (score < least) {
      least = score;
      best = other.account;
    }
  }
  return best;
}

// Those that a service leaves behind take another that does the same for them, if it is the better now. What takes no
// more boxes from this second on is not met any more.
void Run::look_for_alike(Waiting& left, Time now) {
  left.offer([](auto const&) { return true; },
             [&](auto const& entry) {
               if (steps[entry.account].alike == 0) return false;
               AccountId const other = best_common_line(entry.account, now + seconds(1));
               if (other == entry.account) return false;
               leave_queue(entry.box, now);
               take_up(entry.box, other, now);
               return true;
             });
}

// It gives up waiting for its service: what it waited is booked, and its room in the yard is free.
void Run::leave_queue(BoxId id, Time now) {
  Box const& box = boxes[id];
  StepFacts const& step = steps[box.account];
  ledger.book(box.account, Cause::waiting_for_sailing, box.since, now);
  pay_storage(box.account, step.terminal, box.since, now);
  terminals[step.terminal].yard.leave(step.teu, now);
}

BoxId Run::add_box(FlowId id, Time born) {
  auto& flow = flows[id];
  double const teu = world.box_types[world.flows[id].box].teu;
  AccountId const first = flow.ways.first[rules::pick(flow.ways.shares, flow.choice.uniform())];
  if (window.counts(born)) {
    ++flow.born;
    teu_in_by_week[week_at(born)] += teu;
  } else {
    ++born_before;
  }
  teu_change_by_week[week_at(born)] += teu;
  BoxId const box = boxes.add(born, first);
  if (observer != nullptr) boxes[box].followed = observer->born(id, born) & 0x3fffffffu;
  return box;
}

// Boxes are born a day at a time, so that only those on the way are in memory.
Process Run::generate_demand() {
  for (Time day; day < world.end(); day = day + days(1)) {
    co_await clock.until(day);
    if (std::fmod(in_days(day), 365) == 0) renew_quotas();
    Time const tomorrow = std::min(day + days(1), world.end());
    if (empties.applies()) move_empties(day);
    for (FlowId const id : flows.ids()) {
      auto& flow = flows[id];
      for (; flow.next.time < tomorrow; flow.next = flow.arrivals.next())
        for (std::uint32_t n = 0; n < flow.next.count; ++n) generate(id, flow.next.time);
    }
  }
}

// Demand as it comes; some of it may have turned to another market.
void Run::generate(FlowId id, Time born) {
  for (auto const& turn : world.switching)
    if (turn.from == id && turn.begins <= born && born < turn.ends && flows[id].choice.uniform() < turn.share)
      return set_out(turn.to, born, true);
  set_out(id, born, true);
}

void Run::set_out(FlowId id, Time born, bool needs_empty) {
  auto const& facts = world.flows[id];
  BoxId const box = add_box(id, born);
  bool const rail_box = steps[boxes[box].account].rail_box;
  auto const pool =
      needs_empty && empties.applies() ? empties.pool_at(facts.origin, facts, rail_box) : world::EmptyPoolId::none();
  if (!pool || empties.take(pool, box, born)) begin(box, boxes[box].account, born);
}

// Once a day the depots' books are brought up to date, and now and then empties are sent where they lack.
void Run::move_empties(Time day) {
  for (Cargo const& cargo : empties.settle(day)) {
    AccountId const account = boxes[cargo.box].account;
    ledger.book(account, Cause::waiting_for_empty, boxes[cargo.box].since, cargo.since);
    if (auto const* papers = std::get_if<Papers>(&step_details[account]); papers != nullptr && papers->restuffing)
      restuff(cargo.box, cargo.since, cargo.since);
    else
      begin(cargo.box, account, cargo.since);
  }
  auto const& facts = world.empties;
  if (facts.reposition == world::Empties::Reposition::none || day < next_repositioning) return;
  next_repositioning = day + facts.every;
  auto const cost = [&](FlowId lane) { return flows[lane].cheapest; };
  for (auto const& sending : empties.reposition(day, cost))
    for (std::uint64_t n = 0; n < sending.boxes; ++n) set_out(sending.flow, day, false);
}

void Run::renew_quotas() {
  piggyback_left.clear();
  for (auto const& permission : world.piggybacks) piggyback_left.push_back(permission.teu_per_year);
}

// Once a day, those that have waited too long look for another way.
Process Run::reroute_overdue() {
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
  auto const [entry, is_new] = reroute_cache.try_emplace({flow, terminal, given_up});
  if (is_new) entry->second = open_ways(flow, planner.from_terminal(flow, terminal, given_up));
  Ways const& ways = entry->second;
  if (ways.first.empty()) return false;
  AccountId const first = ways.first[rules::pick(ways.shares, flows[flow].choice.uniform())];
  if (steps[first].rail_box != steps[box.account].rail_box) return false;  // only in the box it is in
  ++box.replanned;
  if (window.counts(now)) ++replanned;
  leave_queue(id, now);
  begin(id, first, now);
  return true;
}

void Run::begin(BoxId id, AccountId account, Time at) {
  take_up(id, steps[account].alike > 0 ? best_common_line(account, at) : account, at);
}

void Run::take_up(BoxId id, AccountId account, Time at) {
  Box& box = boxes[id];
  box.account = account;
  box.since = at;
  StepFacts const& step = steps[account];
  if (step.kind != StepFacts::Kind::ride) ledger.begin(account, at);  // a ride is begun when the box is loaded
  switch (step.kind) {
    case StepFacts::Kind::ride:
      terminals[step.terminal].yard.enter(step.teu, at);
      waiting[step.waiting].push(id, account, at, step.mail);
      break;
    case StepFacts::Kind::truck:
      by_truck(id, at);
      break;
    case StepFacts::Kind::papers:
      papers(id, at);
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

Time Run::delay_for(AccountId account, Cause cause, demand::Distribution const& time, Time at) {
  Time const done = at + Duration{std::max(0.0, draw(time, papers_stream))};
  ledger.book(account, cause, at, done);
  return done;
}

// Papers, another box, and customs, one after another at one terminal.
void Run::papers(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  auto const& facts = std::get<Papers>(step_details[account]);
  terminals[facts.at].yard.enter(steps[account].teu, at);
  Time now = at;
  if (facts.documents) now = delay_for(account, Cause::documents, world.transfer_rules.documents, now);
  if (facts.restuffing && empties.applies()) {
    boxes[id].since = now;
    auto const wanted = empties.pool_at(world.terminals[facts.at].place, world.flows[steps[account].flow],
                                        steps[AccountId{account.value() + std::size_t{1}}].rail_box);
    // Until one is there; after the end nobody counts it any more.
    if (wanted && now < world.end() && !empties.take(wanted, id, now)) return;
  }
  restuff(id, at, now);
}

// Into the other box, when it is there: this one is empty then, and here.
void Run::restuff(BoxId id, Time arrived, Time at) {
  AccountId const account = boxes[id].account;
  auto const facts = std::get<Papers>(step_details[account]);
  Time now = at;
  if (facts.restuffing) {
    now = delay_for(account, Cause::documents, world.transfer_rules.restuffing, now);
    auto const emptied =
        empties.pool_at(world.terminals[facts.at].place, world.flows[steps[account].flow], steps[account].rail_box);
    if (emptied) empties.give(emptied, now, true);
  }
  if (facts.transit) now = delay_for(account, Cause::customs_declaration, world.customs.transit, now);
  if (facts.clearance && !boxes[id].cleared) return clear(id, facts, arrived, now);
  terminals[facts.at].yard.leave(steps[account].teu, now);
  step_done(id, now);
}

void Run::clear(BoxId id, Papers const& facts, Time arrived, Time at) {
  AccountId const account = boxes[id].account;
  auto const& rule = world.customs;
  auto const& flow = world.flows[steps[account].flow];
  auto const office = world.places[world.terminals[facts.at].place].customs;
  auto& stream = office ? customs[office].stream : papers_stream;
  auto const& law = rule.when == world::Customs::When::two_step ? rule.summary_declaration
                    : facts.import                              ? rule.import_declaration
                                                                : rule.export_declaration;
  Duration declaration = rules::declaration_left(rule, Duration{std::max(0.0, draw(law, stream))});
  bool const trusted = stream.uniform() < rule.trusted_share;
  bool const chosen = stream.uniform() < rules::inspected_share(world, flow, trusted);
  bool const at_ships_side = stream.uniform() < rule.ship_side_share && !chosen;
  boxes[id].direct = at_ships_side && facts.import;
  if (at_ships_side && !facts.import) declaration = {};  // it comes declared
  Time const declared = at + declaration;
  ledger.book(account, Cause::customs_declaration, at, declared);
  if (office && window.counts(declared)) {
    ++customs[office].figures.declared;
    customs[office].figures.declaration_hours += in_hours(declaration);
  }
  if (!chosen || !office) return released(id, facts, arrived, declared);
  boxes[id].since = declared;
  processes.spawn(inspected(id, facts, arrived, declared));
}

// The few that are opened wait for a bay, each with a story of its own.
Process Run::inspected(BoxId id, Papers facts, Time arrived, Time from) {
  auto const office_id = world.places[world.terminals[facts.at].place].customs;
  bool const two_stage = world.customs.two_stage && facts.import;
  under_inspection.insert(id);
  co_await clock.until(from);
  co_await customs[office_id].inspect(world.flows[steps[boxes[id].account].flow].emergency,
                                      two_stage ? world.customs.port_stage_share : 1);
  under_inspection.erase(id);
  inspection_completed(id, office_id, facts.at, from);
  boxes[id].inspect_inland = two_stage;
  released(id, facts, arrived, clock.now());
}

void Run::released(BoxId id, Papers const& facts, Time arrived, Time at) {
  AccountId const account = boxes[id].account;
  boxes[id].cleared = true;
  auto const office = world.places[world.terminals[facts.at].place].customs;
  if (office && window.counts(at)) {
    auto& figures = customs[office].figures;
    bool const fast = world.flows[steps[account].flow].fast_release;
    Duration const taken = at - arrived;
    figures.clearance_hours += in_hours(taken);
    if (facts.import) {
      ++(fast ? figures.promised_fast : figures.promised);
      if (taken > (fast ? world.customs.promise_fast : world.customs.promise))
        ++(fast ? figures.missed_fast : figures.missed);
    }
  }
  terminals[facts.at].yard.leave(steps[account].teu, at);
  step_done(id, at);
}

void Run::by_truck(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  StepFacts const& step = steps[account];
  if (!step.terminal) return on_the_road(id, at);
  terminals[step.terminal].yard.enter(step.teu, at);
  if (!step.last || !boxes[id].inspect_inland) return fetch(id, at);
  boxes[id].since = at;
  if (world.places[world.terminals[step.terminal].place].customs) {
    processes.spawn(inspected_inland(id, at));
    return;
  }
  Time const done = at + Duration{draw(world.customs.inland_inspection, papers_stream)};
  ledger.book(account, Cause::customs_inspection, at, done);
  fetch(id, done);
}

// The second stage of two, in the bays of the office there.
Process Run::inspected_inland(BoxId id, Time from) {
  auto const& step = steps[boxes[id].account];
  auto const terminal = step.terminal;  // rows of steps may move while it waits
  bool const emergency = world.flows[step.flow].emergency;
  auto const office_id = world.places[world.terminals[terminal].place].customs;
  under_inspection.insert(id);
  co_await clock.until(from);
  co_await customs[office_id].inspect(emergency, world.customs.inland_inspection);
  under_inspection.erase(id);
  inspection_completed(id, office_id, terminal, from);
  fetch(id, clock.now());
}

// A bay has done with a box that came to it then.
void Run::inspection_completed(BoxId id, world::CustomsOfficeId office_id, TerminalId terminal, Time from) {
  AccountId const account = boxes[id].account;
  Time const now = clock.now();
  ledger.book(account, Cause::customs_inspection, from, now);
  if (boxes[id].followed) observer->inspected(boxes[id].followed, terminal, now);
  if (!window.counts(now)) return;
  auto& figures = customs[office_id].figures;
  ++figures.inspected;
  figures.inspection_hours += in_hours(now - from);
  ledger.pay(account, Expense::customs, world.customs_offices[office_id].cost_per_inspection);
}

// By its consignee when it is the last step, else as soon as it is free.
void Run::fetch(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  StepFacts const& step = steps[account];
  auto& terminal = terminals[step.terminal];
  Time fetched = at;
  if (step.last && !boxes[id].direct) {
    fetched = at + Duration{draw(world.terminals[step.terminal].dwell, terminal.dwell_stream)};
    ledger.book(account, Cause::storage, at, fetched);
    pay_storage(account, step.terminal, at, fetched);
  }
  boxes[id].since = fetched;
  if (!terminal.lanes.empty()) {
    at_gates.add(fetched, id, account, false);
    return;
  }
  through_gate(id, account, fetched, false);
}

void Run::on_the_road(BoxId id, Time at) {
  AccountId const account = boxes[id].account;
  StepFacts const& step = steps[account];
  Time const arrives = at + step.road;
  ledger.book(account, Cause::drayage, at, arrives);
  boxes[id].since = arrives;
  if (!step.into) return step_done(id, arrives);
  if (!terminals[step.into].lanes.empty()) {
    at_gates.add(arrives, id, account, true);
    return;
  }
  through_gate(id, account, arrives, true);
}

// First come, first served over the lanes; called in order of arrival where there are lanes.
void Run::through_gate(BoxId id, AccountId account, Time arrived, bool inwards) {
  TerminalId const terminal_id = inwards ? steps[account].into : steps[account].terminal;
  auto& terminal = terminals[terminal_id];
  Time out = arrived;
  if (!terminal.lanes.empty()) {
    std::ranges::pop_heap(terminal.lanes, std::greater{});
    Time& lane = terminal.lanes.back();
    Time const served = std::max(arrived, lane);
    out = served + Duration{draw(world.terminals[terminal_id].gate.per_truck, terminal.gate_stream)};
    lane = out;
    std::ranges::push_heap(terminal.lanes, std::greater{});
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
  for (GateArrivals::Truck truck; at_gates.next(now, truck);) {
    if (auto const* after = at_gates.first_due()) {  // it comes from far away in memory
      boxes.prefetch(after->box);
      prefetch(after->account);
    }
    through_gate(truck.box, truck.account, Time{Duration{truck.date}}, truck.inwards);
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
  auto& flow = deliveries[step.flow];
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
  }
  if (at < window.to) teu_change_by_week[week_at(at)] -= step.teu;
  if (box.followed) observer->delivered(box.followed, at);
  if (empties.applies() && !step.mail) {
    auto const& facts = world.flows[step.flow];
    auto const pool =
        facts.repositioning ? empties_go_to.at(step.flow) : empties.pool_at(facts.destination, facts, step.rail_box);
    if (pool) empties.give(pool, at, facts.trade != world::TradeClass::empty);
  }
  if (step.mail) post.arrived(id, at);
  boxes.remove(id);
}

// At the end, everyone still on the way is found and its last hours booked.
void Run::count_inside() {
  serve_gates(window.to);
  auto const count = [&](BoxId id) {
    StepFacts const& step = steps[boxes[id].account];
    ++boxes_inside;
    ++deliveries[step.flow].inside;
    teu_inside += step.teu;
    deliveries[step.flow].system_hours += in_hours(window.counted(boxes[id].born, window.to));
  };
  auto const settle = [&](Vehicle const& vehicle, Aboard const& aboard) {
    ledger.leave(aboard.account, {vehicle.readings[aboard.reading], vehicle.odometer});
    count(aboard.box);
  };
  for (auto const& list : waiting)
    list.each([&](auto const& entry) {
      ledger.book(entry.account, Cause::waiting_for_sailing, Time{Duration{entry.ready}}, window.to);
      count(entry.box);
    });
  for (Vehicle* const vehicle : vehicles) {
    vehicle->turn_to(vehicle->cause);
    for (DischargeGroup const& group : vehicle->aboard)
      for (Aboard const& aboard : group.boxes) settle(*vehicle, aboard);
    for (Aboard const& aboard : vehicle->to_discharge) settle(*vehicle, aboard);
    vehicle->flush_idle_time();
  }
  for (BoxId const id : under_inspection) {
    ledger.book(boxes[id].account, Cause::customs_inspection, boxes[id].since, window.to);
    count(id);
  }
  empties.each_waiting([&](Cargo const& cargo) {
    ledger.book(boxes[cargo.box].account, Cause::waiting_for_empty, boxes[cargo.box].since, window.to);
    count(cargo.box);
  });
  at_gates.each([&](GateArrivals::Truck const& truck) { count(truck.box); });
  boxes_inside += after_end;
  teu_inside += teu_after_end;
}

}  // namespace tongzhou::engine
