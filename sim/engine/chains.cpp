#include "sim/engine/chains.hpp"

#include <algorithm>
#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/charges/tariff_counts.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/itineraries/formalities.hpp"
#include "sim/outcome/modal_split.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::engine {
using charges::Formalities;
using charges::Ride;
using charges::Step;
using charges::Truck;

namespace {

world::TerminalId beginning_of(world::World const& world, Step const& step) {
  if (auto const* ride = std::get_if<Ride>(&step)) return world.services[ride->service].stops[ride->load].terminal;
  if (auto const* truck = std::get_if<Truck>(&step)) return truck->out_of;
  if (auto const* formalities = std::get_if<Formalities>(&step)) return formalities->at;
  return world.transfers[std::get<charges::InterTerminalTransfer>(step).transfer].from;
}

/// What every way costs its trade alike: due where it sets out.
ledger::Money finance_of(world::Flow const& flow) {
  ledger::Money money{};
  money[ledger::Expense::trade_finance] = flow.finance.interest_until_paid;
  money[ledger::Expense::credit_insurance] = flow.finance.premium - flow.finance.claims;
  return money;
}

/// What a box weighs on a step.
double tonnes_on(Step const& step, world::World const& world, world::Flow const& flow) {
  auto const* truck = std::get_if<Truck>(&step);
  return truck != nullptr && truck->empty ? world.box_types[flow.box].tare_t : in_tonnes(flow.gross);
}

/// Not one that begins in a terminal, where a box that is under way looks for another.
bool begins_at_shipper(itineraries::Itinerary const& itinerary) {
  auto const* truck = itinerary.steps.empty() ? nullptr : std::get_if<Truck>(&itinerary.steps.front());
  return truck != nullptr && !truck->out_of;
}

/// What trucks carried over the roads of their way: tonnes of goods, and of all that a box weighs.
void add_to_roads(outcome::Records& records, world::World const& world, Truck const& truck,
                  outcome::Driven const& driven, double goods, double gross) {
  for (auto const road : truck.links) {
    double const km = in_km(world.links[road].distance) * driven.ways;
    auto& figures = records.links[road].figures;
    figures.tonne_km += goods * km;
    figures.gross_tonne_km += gross * km;
    figures.tonne_km_at_night += goods * km * driven.night_share();
  }
}

}  // namespace

Chains::Chains(world::World const& world, Yards& yards, Recorder& recorder, itineraries::EmptySupply const& empties,
               UnitMasses const& masses)
    : world_(world), yards_(yards), recorder_(recorder), empties_(empties), masses_(masses) {}

// The box in which the cargo sets out is one that its first ride takes; it changes where the cargo is restuffed.
std::vector<Chains::Drafted> Chains::draft(world::FlowId flow_id, itineraries::Itinerary const& itinerary) const {
  auto const& flow = world_.flows[flow_id];
  auto const steps = itineraries::with_formalities(world_, flow, itinerary);
  auto const is_ride = [](Step const& step) { return std::holds_alternative<Ride>(step); };
  auto const first_ride = std::ranges::find_if(steps, is_ride);
  bool rail_box = first_ride != steps.end() && starts_in_rail_box(*first_ride, flow);
  std::vector<Drafted> drafted;
  auto const add = [&](Step const& step, bool last) {
    drafted.push_back({step, facts_of(step, flow_id, rail_box, last)});
  };
  if (!flow.mail && begins_at_shipper(itinerary))
    if (auto const& depot = empties_.serving(flow.origin, flow, rail_box); depot.is_elsewhere())
      add(depot.there, false);
  for (auto const& step : steps) {
    if (is_ride(step)) rail_box = starts_in_rail_box(step, flow);
    add(step, &step == &steps.back());
  }
  return drafted;
}

AccountId Chains::open(world::FlowId flow_id, itineraries::Itinerary const& itinerary, double time_value_factor) {
  auto const& flow = world_.flows[flow_id];
  AccountId const first{steps_.size()};
  auto const drafted = draft(flow_id, itinerary);
  for (auto const& step : drafted) open_step(step, time_value_factor);
  if (flow.mail) return first;
  if (begins_at_shipper(itinerary)) recorder_.charge_also(first, finance_of(flow));
  bool const rail_box = drafted.back().facts.rail_box;
  if (auto const& depot = empties_.serving(flow.destination, flow, rail_box); depot.is_elsewhere()) {
    steps_[AccountId{steps_.size() - 1}].empty_goes_home = true;
    open_step({depot.home, facts_of(depot.home, flow_id, rail_box, false)}, time_value_factor);
  }
  return first;
}

AccountId Chains::direct_lift(AccountId id) {
  StepFacts const step = steps_[id];
  auto const transfer = std::get<charges::InterTerminalTransfer>(detail(id)).transfer;
  auto const [found, is_new] = direct_lifts_.try_emplace({step.flow, transfer}, AccountId{steps_.size()});
  if (is_new) {
    Step const lift = charges::InterTerminalTransfer{transfer, true};
    open_step({lift, facts_of(lift, step.flow, step.rail_box, true)}, account(id).time_value_factor);
  }
  return found->second;
}

// Of formalities and transfers, when nothing queues.
Duration Chains::planned_time(world::Flow const& flow, Step const& step) const {
  if (auto const* transfer = std::get_if<charges::InterTerminalTransfer>(&step))
    return transfer->lifted ? Duration{} : mean(world_.transfers[transfer->transfer].time);
  auto const& asked = std::get<Formalities>(step);
  auto const& customs = world_.customs;
  Duration takes;
  if (asked.documents) takes += mean(world_.transfer_rules.documents);
  if (asked.restuffing) takes += mean(world_.transfer_rules.restuffing);
  if (asked.transit) takes += rules::expected_transit(world_, flow, asked.place);
  if (!asked.clearance) return takes;
  auto const expected = rules::expected_clearance(world_, flow, {asked.place, static_cast<bool>(asked.at)},
                                                  asked.import, asked.under_way);
  takes += expected.declaration + expected.retest + expected.detention;
  if (auto const office = world_.places[asked.place].customs)
    takes += mean(world_.customs_offices[office].inspection) * expected.inspected *
             (customs.two_stage && asked.import ? customs.port_stage_share : 1);
  return takes;
}

StepFacts Chains::facts_of(Step const& step, world::FlowId flow_id, bool rail_box, bool last) const {
  auto const& flow = world_.flows[flow_id];
  auto const& type = world_.box_types[flow.box];
  auto const* truck = std::get_if<Truck>(&step);
  StepFacts facts{
      .trade = flow.trade,
      .reefer = type.reefer,
      .last = last,
      .mail = static_cast<bool>(flow.mail),
      .rail_box = rail_box,
      .queue = {},
      .flow = flow_id,
      .teu = static_cast<float>(type.teu),
      .tonnes = static_cast<float>(tonnes_on(step, world_, flow)),
      .goods = truck != nullptr && truck->empty ? 0 : static_cast<float>(in_tonnes(outcome::goods(world_, flow))),
      .terminal = beginning_of(world_, step)};
  if (auto const* ride = std::get_if<Ride>(&step)) return by(*ride, facts);
  if (truck != nullptr) {
    facts.kind = StepFacts::Kind::truck;
    facts.into = truck->into;
    facts.takes = truck->time;
    return facts;
  }
  facts.kind = std::holds_alternative<Formalities>(step) ? StepFacts::Kind::formalities : StepFacts::Kind::transfer;
  facts.takes = planned_time(flow, step);
  if (auto const* asked = std::get_if<Formalities>(&step); asked != nullptr && asked->clearance && last)
    facts.takes += hours(itineraries::cost_of_second_stage(world_, flow, *asked, step).hours);
  return facts;
}

StepFacts Chains::by(Ride const& ride, StepFacts facts) const {
  auto const& flow = world_.flows[facts.flow];
  auto const& service = world_.services[ride.service];
  facts.kind = StepFacts::Kind::ride;
  facts.service = ride.service;
  facts.load = ride.load;
  facts.discharge = ride.discharge;
  facts.queue = yards_.queue_id(ride.service, ride.load);
  auto const from = world_.terminals[service.stops[ride.load].terminal].place;
  auto const to = world_.terminals[service.stops[ride.discharge].terminal].place;
  facts.regime = rules::regime(world_, flow, from, to);
  // Goods that customs has released, or not yet seen, ride as domestic.
  bool const goods = flow.trade == world::TradeClass::import || flow.trade == world::TradeClass::export_;
  facts.trade = goods && facts.regime == world::Regime::domestic ? world::TradeClass::domestic : flow.trade;
  auto const* permission =
      rules::piggyback(world_, world_.vehicle_classes[service.vehicle], flow.trade, facts.regime, from, to);
  facts.piggyback =
      permission != nullptr ? static_cast<std::uint8_t>(1 + (permission - world_.piggybacks.data())) : std::uint8_t{0};
  return facts;
}

void Chains::open_step(Drafted const& drafted, double time_value_factor) {
  auto const& [step, facts] = drafted;
  auto const& flow = world_.flows[facts.flow];
  auto charge = charges::charge_of(world_, flow, step);
  if (std::holds_alternative<Truck>(step)) leave_to_the_road(charge);
  if (auto const* ride = std::get_if<Ride>(&step))
    if (auto const* prices = dated_prices(facts.flow, *ride)) {
      // Booked when a box is loaded.
      charge.money[ledger::Expense::surcharge] = charge.money[ledger::Expense::subsidy] = 0;
      prices_of_[AccountId{steps_.size()}] = prices;
    }
  yards_.opened(brought_by(step));
  recorder_.open({.flow = facts.flow,
                  .service = facts.service,
                  .terminal = facts.terminal,
                  .teu_km = world_.box_types[flow.box].teu * in_km(charge.distance),
                  .tonne_km = tonnes_on(step, world_, flow) * in_km(charge.distance),
                  .time_value_factor = time_value_factor},
                 charge.money, charge.kg_co2e);
  steps_.add(facts);
  detail_of_.add(detail_id(step));
}

// One that was opened lately, if there is one alike.
Chains::DetailId Chains::detail_id(Step const& step) {
  constexpr std::size_t lately = 16;
  for (std::size_t back = 1; back <= std::min(lately, details_.size()); ++back)
    if (DetailId const id{details_.size() - back}; details_[id] == step) return id;
  return details_.add(step);
}

// What a truck emits is booked as it drives.
void Chains::leave_to_the_road(charges::Charge& charge) const {
  double& kg = charge.kg_co2e[ledger::Source::drayage];
  charge.money[ledger::Expense::carbon] -= charges::carbon_cost(world_.policy, kg);
  kg = 0;
}

DatedPrices const* Chains::dated_prices(world::FlowId flow_id, Ride const& ride) {
  auto const& flow = world_.flows[flow_id];
  if (!DatedPrices::apply(world_, flow, ride)) return nullptr;
  auto const key = std::tuple{flow_id, ride.service, ride.load, ride.discharge, ride.transshipped};
  return &dated_prices_.try_emplace(key, world_, flow, ride).first->second;
}

// A box that leaves its yard by truck or transfer owes demurrage to the service that has brought it, and detention
// until it is emptied; one that changes vehicles does not. A truck that goes on from customs is the one that fetched
// it.
world::ServiceId Chains::brought_by(Step const& step) const {
  if (std::holds_alternative<Ride>(step)) return world::ServiceId::none();
  auto const* truck = std::get_if<Truck>(&step);
  bool goes_on = truck != nullptr && truck->onward;
  for (auto before = steps_.size(); before-- > 0;) {
    AccountId const id{before};
    bool const is_truck = steps_[id].kind == StepFacts::Kind::truck;
    if (steps_[id].last || steps_[id].kind == StepFacts::Kind::transfer || (is_truck && !goes_on)) break;
    if (is_truck) goes_on = std::get<Truck>(detail(id)).onward;
    if (steps_[id].kind != StepFacts::Kind::ride) continue;
    auto const& service = world_.services[steps_[id].service];
    bool const asks = !service.demurrage.rates.empty() || !service.detention.rates.empty();
    return asks ? steps_[id].service : world::ServiceId::none();
  }
  return world::ServiceId::none();
}

bool Chains::starts_in_rail_box(Step const& step, world::Flow const& flow) const {
  return !world_.transfer_rules.one_box && flow.trade != world::TradeClass::empty &&
         world_.terminals[beginning_of(world_, step)].kind == world::TerminalKind::rail;
}

std::optional<outcome::RouteLeg> Chains::leg(AccountId id) const {
  return leg(detail(id), account(id).teu_km / world_.box_types[world_.flows[steps_[id].flow].box].teu);
}

std::optional<outcome::RouteLeg> Chains::leg(Step const& step, double km) const {
  auto const at = [&](world::TerminalId terminal) {
    return outcome::Point{world_.terminals[terminal].place, terminal};
  };
  if (auto const* ride = std::get_if<Ride>(&step)) {
    auto const& service = world_.services[ride->service];
    return outcome::RouteLeg{.mode = world_.vehicle_classes[service.vehicle].mode,
                             .from = at(service.stops[ride->load].terminal),
                             .to = at(service.stops[ride->discharge].terminal),
                             .km = km,
                             .services = {ride->service}};
  }
  auto const* truck = std::get_if<Truck>(&step);
  if (truck == nullptr || truck->links.empty() || truck->empty) return std::nullopt;
  return outcome::RouteLeg{.mode = world::Mode::road,
                           .truck = true,
                           .from = truck->out_of ? at(truck->out_of) : outcome::Point{truck->from_place},
                           .to = truck->into ? at(truck->into) : outcome::Point{truck->to_place},
                           .km = km};
}

// What is due besides the steps of ways.
void Chains::add_others(charges::TariffCounts& counts, outcome::Records const& records) const {
  using ledger::Expense;
  for (auto const id : records.customs.ids()) counts.add_inspections(id, records.customs[id].inspected);
  for (auto const id : records.gauge_changes.ids())
    counts.add(Expense::customs, records.gauge_changes[id].figures.inspected,
               world_.gauge_changes[id].formalities.cost_per_inspection);
  for (auto const id : records.goods.ids())
    counts.add(Expense::customs, records.goods[id].retested, world_.goods[id].retest_cost);
  for (auto const id : records.switching.ids())
    counts.add(Expense::customs, records.switching[id].refitted, world_.switching[id].refit_cost);
  for (auto const id : records.freight_stations.ids())
    counts.add(Expense::handling, records.freight_stations[id].lots, world_.freight_stations[id].cost_per_lot);
  for (auto const id : records.zone_stays.ids())
    counts.add(Expense::handling, records.zone_stays[id].out, world_.zone_stays[id].cost_per_box);
}

void Chains::report(outcome::Records& records) const {
  using Kind = StepFacts::Kind;
  std::vector<outcome::RouteLeg> chain;  // so far
  std::vector<AccountId> trucks;         // in it, with cargo
  charges::TariffCounts counts{world_};
  records.steps.resize(steps_.size());
  for (auto const id : steps_.ids()) {
    auto const kind = steps_[id].kind;
    auto const* formalities = std::get_if<Formalities>(&detail(id));
    auto const* truck = std::get_if<Truck>(&detail(id));
    auto const* between = std::get_if<charges::InterTerminalTransfer>(&detail(id));
    bool const lifted = between != nullptr && between->lifted;
    auto const& step = steps_[id];
    double const planned = step.goods, goods = step.mail ? masses_.mean_goods(step.flow, planned) : planned;
    double const gross = step.tonnes - planned + goods;
    records.steps[id] = {.kind = kind == Kind::truck      ? outcome::StepKind::truck
                                 : kind == Kind::ride     ? outcome::StepKind::ride
                                 : kind == Kind::transfer ? outcome::StepKind::transfer
                                                          : outcome::StepKind::formalities,
                         .restuffing = formalities != nullptr && formalities->restuffing,
                         .onward = truck != nullptr && truck->onward,
                         .drayage = truck != nullptr && truck->empty,
                         .teu = steps_[id].teu,
                         .goods_share = gross > 0 ? goods / gross : 0,
                         .mass_share = step.tonnes > 0 ? gross / step.tonnes : 1,
                         .driven = recorder_.driven(id),
                         .lifted_into = lifted ? world_.transfers[between->transfer].to : world::TerminalId::none()};
    if (double const boxes = records.ledger.begun(id); boxes > 0)
      counts.add(world_.flows[steps_[id].flow], detail(id), boxes);
    if (truck != nullptr && !truck->empty) trucks.push_back(id);
    if (truck != nullptr) add_to_roads(records, world_, *truck, recorder_.driven(id), goods, gross);
    if (auto made = leg(id)) chain.push_back(std::move(*made));
    if (!steps_[id].last) continue;
    bool const haul = outcome::inland_mode(chain) == world::Mode::road;
    for (auto const with_cargo : trucks) records.steps[with_cargo].drayage = !haul;
    chain.clear();
    trucks.clear();
  }
  add_others(counts, records);
  records.counts_times_tariffs = counts.money();
  add_earned(counts, records);
}

// Of terminals, and of what else a place has for boxes that change vehicles.
void Chains::add_earned(charges::TariffCounts const& counts, outcome::Records& records) const {
  for (auto const id : world_.terminals.ids()) {
    records.terminals[id].earned.handling = counts.handling(id);
    records.terminals[id].earned.moves = counts.moves(id);
    records.terminals[id].earned.teu = counts.teu(id);
  }
  for (auto const id : world_.transfers.ids()) {
    auto const& transfer = world_.transfers[id];
    auto& terminal = records.terminals[transfer.from];
    terminal.earned.transfers += counts.transferred(id) * transfer.cost_per_box;
    for (auto const end : {transfer.from, transfer.to})
      records.terminals[end].figures.direct_lifts += counts.lifted(id);
    if (transfer.energy)
      terminal.transfer_energy_cost +=
          counts.transferred(id) * transfer.energy_per_box * world_.fuels[transfer.energy].price;
  }
  for (auto const id : world_.gauge_changes.ids())
    records.gauge_changes[id].earned = counts.over_border(id) * world_.gauge_changes[id].cost_per_box;
  for (auto const id : world_.places.ids()) records.papers.add(counts.papers(id));
  records.paid_elsewhere = counts.barriers();
  for (auto const id : records.zone_stays.ids())
    records.paid_elsewhere += records.zone_stays[id].out * world_.zone_stays[id].cost_per_box;
}

}  // namespace tongzhou::engine
