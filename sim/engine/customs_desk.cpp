#include "sim/engine/customs_desk.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include "sim/rules/formality.hpp"

namespace tongzhou::engine {
using charges::Formalities;
using world::TerminalId;

CustomsDesk::CustomsDesk(world::World const& world, Clock& clock, ProcessSet& processes, Recorder& recorder,
                         Observer* observer, Boxes& boxes, Chains const& chains, Yards& yards, Experience& experience,
                         EmptyDepots& depots, NextStep& next, std::uint32_t replication)
    : world_(world),
      clock_(clock),
      processes_(processes),
      recorder_(recorder),
      observer_(observer),
      boxes_(boxes),
      chains_(chains),
      yards_(yards),
      experience_(experience),
      depots_(depots),
      next_(next),
      stream_(world.seed, replication, "papers"),
      goods_stream_(world.seed, replication, "goods"),
      transit_stream_(world.seed, replication, "transit"),
      zone_stream_(world.seed, replication, "zones") {
  for (auto const& facts : world.customs_offices)
    offices_.add({clock, recorder.window(), facts, world.seed, replication});
}

void CustomsDesk::open(ProcessSet& processes) {
  for (auto& office : offices_) office.open(processes);
}

void CustomsDesk::begin(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  auto const& facts = std::get<Formalities>(chains_.detail(account));
  if (facts.at) yards_[facts.at].enter(chains_[account].teu, at);
  Time now = at;
  if (facts.documents) now = delay_for(account, Cause::documents, draw(world_.transfer_rules.documents, stream_), now);
  if (facts.restuffing && depots_.applies()) {
    boxes_[id].since = now;
    auto const wanted =
        depots_.pool_at(facts.place, world_.flows[chains_[account].flow], chains_[Chains::after(account)].rail_box);
    // Until one is there; after the end nobody counts it any more.
    if (wanted && now < world_.end() && !depots_.take(wanted, id, now)) return;
  }
  restuff(id, at, now);
}

// Into the other box, when it is there: this one is empty then, and here.
void CustomsDesk::restuff(BoxId id, Time arrived, Time at) {
  AccountId const account = boxes_[id].account;
  auto const facts = std::get<Formalities>(chains_.detail(account));
  recorder_.step_begun(account, arrived);
  Time now = at;
  if (facts.restuffing) {
    now = delay_for(account, Cause::documents, draw(world_.transfer_rules.restuffing, stream_), now);
    auto const emptied = depots_.pool_at(facts.place, world_.flows[chains_[account].flow], chains_[account].rail_box);
    if (emptied) depots_.give(emptied, now, !depots_.street_turn());
  }
  if (facts.transit) now = transit_papers(id, facts, now);
  if (facts.clearance && !boxes_[id].cleared) return clear(id, facts, arrived, now);
  if (!facts.at) return next_.step_done(id, now);
  yards_[facts.at].leave(chains_[account].teu, now);
  experience_.released(facts.at, (now - arrived) - chains_[account].takes, now);
  next_.step_done(id, now);
}

Time CustomsDesk::delay_for(AccountId account, Cause cause, Duration takes, Time at) {
  Time const done = at + std::max(Duration{}, takes);
  recorder_.spent(account, cause, at, done);
  return done;
}

// Between two places of a zone they are the zone's. Both times are drawn, so that a zone more or less leaves the luck
// of the others as it was.
Time CustomsDesk::transit_papers(BoxId id, Formalities const& facts, Time at) {
  AccountId const account = boxes_[id].account;
  auto const* zone = rules::zone_at(world_, facts.place);
  double const luck = transit_stream_.uniform();
  bool const in_zone = zone != nullptr && zone->transit && luck < world_.flows[chains_[account].flow].zone_share;
  Duration const usual = draw(world_.customs.transit, stream_);
  return delay_for(account, Cause::transit_papers, in_zone ? draw(*zone->transit, zone_stream_) : usual, at);
}

// All is drawn for every box, so that a rule more or less leaves the luck of the others as it was.
CustomsDesk::Treatment CustomsDesk::treatment(world::Flow const& flow, Formalities const& facts) {
  std::array<double, 7> luck{};
  for (double& one : luck) one = goods_stream_.uniform();
  auto const* zone = rules::zone_at(world_, facts.place);
  auto const* group = rules::recognition(world_, flow);
  Treatment treatment;
  if (zone != nullptr && luck[0] < flow.zone_share) treatment.zone = zone;
  treatment.believed = group != nullptr && luck[1] < group->accepted_share;
  treatment.tested = !treatment.believed && luck[2] < rules::retest_share(world_, flow);
  treatment.checked_for_ip = flow.goods && luck[3] < world_.goods[flow.goods].ip_checked_share;
  treatment.inspected_later = treatment.zone != nullptr && luck[4] < zone->later_inspected_share;
  treatment.suspected = flow.goods && luck[5] < world_.goods[flow.goods].suspected_share;
  treatment.seized = flow.goods && luck[6] < world_.goods[flow.goods].seized_share;
  return treatment;
}

Duration CustomsDesk::declaration_time(BoxId id, Formalities const& facts, Treatment const& treatment,
                                       demand::Stream& stream) {
  auto const& rule = world_.customs;
  Duration takes = draw(rules::declaration(rule, facts.import), stream);
  if (auto const* of_zone = rules::shorter_in_zone(rule, treatment.zone, facts.import))
    takes = draw(*of_zone, zone_stream_);
  auto const& flow = world_.flows[chains_[boxes_[id].account].flow];
  Duration const papers = std::max(Duration{}, takes) + rules::certificate(world_, flow);
  return rules::declaration_left(rule, papers, hours(boxes_.seldom_asked(id).hours_under_way));
}

// Or relabelled for its new market, where it stands. Its hours are booked by who knows what it meets meanwhile.
Time CustomsDesk::test_again(BoxId id, Time at) {
  AccountId const account = boxes_[id].account;
  auto const goods_id = world_.flows[chains_[account].flow].goods;
  auto const& goods = world_.goods[goods_id];
  Time const done = at + goods.retest;
  recorder_.retested(goods_id, at);
  recorder_.paid(account, ledger::Expense::customs, goods.retest_cost, at);
  boxes_[id].paid += static_cast<float>(goods.retest_cost);
  return done;
}

void CustomsDesk::clear(BoxId id, Formalities const& facts, Time arrived, Time at) {
  AccountId const account = boxes_[id].account;
  auto const& rule = world_.customs;
  auto const& flow = world_.flows[chains_[account].flow];
  auto const office = office_at(facts.place);
  auto& stream = office ? offices_[office].stream : stream_;
  auto const meets = treatment(flow, facts);
  Duration declaration = declaration_time(id, facts, meets, stream);
  bool const trusted = stream.uniform() < rules::trusted_share(rule, at);
  bool const risky = stream.uniform() < rules::inspected_share(world_, flow, trusted) && !meets.believed;
  bool const goes_first = meets.zone != nullptr && meets.zone->release_first && facts.import;
  bool const chosen = (risky || meets.checked_for_ip) && !goes_first;
  bool const at_ships_side = stream.uniform() < rule.ship_side_share && !chosen && !meets.tested && facts.at;
  boxes_[id].inspect_inland = (risky || meets.checked_for_ip) && goes_first && meets.inspected_later;
  boxes_[id].direct = at_ships_side && facts.import;
  if (at_ships_side && !facts.import) declaration = {};  // it comes declared
  Time const declared = at + declaration;
  recorder_.spent(account, Cause::customs_declaration, at, declared);
  if (office) recorder_.declared(office, declaration, declared);
  Time const tested = meets.tested ? test_again(id, declared) : declared;
  bool const side_by_side = rule.one_stop && chosen && office;
  Time const ready = side_by_side ? declared : tested;  // to be inspected, or released
  recorder_.spent(account, Cause::customs_inspection, declared, ready);
  Duration const expected = rules::expected_retest(world_, flow, facts.place, facts.import) +
                            rules::expected_detention(world_, flow, facts.place, facts.import);
  Stay const stay{arrived, ready, ready - declared - expected, tested};
  if (!chosen || !office) return release(id, facts, stay, false);
  boxes_[id].since = ready;
  processes_.spawn(inspect(id, facts, stay, meets));
}

// The few that are chosen wait for a bay, each with a process of its own.
Process CustomsDesk::inspect(BoxId id, Formalities facts, Stay stay, Treatment meets) {
  auto const office = office_at(facts.place);
  // Where customs clears it last of all, there is nowhere else to leave the second stage to.
  bool const two_stage = world_.customs.two_stage && facts.import && !chains_[boxes_[id].account].last;
  under_inspection_.insert({id, {office, facts.import, stay.arrived}});
  co_await clock_.until(stay.until);
  co_await offices_[office].inspect(world_.flows[chains_[boxes_[id].account].flow].emergency,
                                    two_stage ? world_.customs.port_stage_share : 1);
  inspection_completed(id, facts.place, facts.at, stay.until);
  Time const inspected_at = clock_.now();
  if (stay.tested > inspected_at) co_await finish_tests(id, stay.tested);
  if (meets.suspected) co_await detain(id, meets.seized);
  stay.own += clock_.now() - inspected_at;
  stay.until = clock_.now();
  under_inspection_.erase(id);
  if (meets.suspected && meets.seized) {
    seize(id, facts);
    co_return;
  }
  boxes_[id].inspect_inland = two_stage;
  release(id, facts, stay, true);
}

// Its inspection was the shorter of the two.
Task CustomsDesk::finish_tests(BoxId id, Time tested) {
  Time const from = boxes_[id].since = clock_.now();
  co_await clock_.until(tested);
  recorder_.spent(boxes_[id].account, Cause::customs_inspection, from, tested);
}

// Held until the owner of the right has spoken, and then released or not.
Task CustomsDesk::detain(BoxId id, bool seized) {
  AccountId const account = boxes_[id].account;
  auto const goods = world_.flows[chains_[account].flow].goods;
  Time const from = boxes_[id].since = clock_.now();
  co_await clock_.until(from + world_.goods[goods].detention);
  recorder_.spent(account, Cause::customs_inspection, from, clock_.now());
  recorder_.detained(goods, seized, clock_.now());
}

void CustomsDesk::seize(BoxId id, Formalities const& facts) {
  if (facts.at) yards_[facts.at].leave(chains_[boxes_[id].account].teu, clock_.now());
  next_.taken_away(id, facts.place, facts.at, clock_.now());
}

Time CustomsDesk::inspect_without_bay(AccountId account, Time at) {
  Time const done = at + draw(world_.customs.inland_inspection, stream_);
  recorder_.spent(account, Cause::customs_inspection, at, done);
  return done;
}

Task CustomsDesk::inspect_in_bay(BoxId id, world::PlaceId place, Time from) {
  auto const& flow = world_.flows[chains_[boxes_[id].account].flow];
  auto const office = office_at(place);
  under_inspection_.insert({id, {}});  // the port has released it
  co_await clock_.until(from);
  co_await offices_[office].inspect(flow.emergency, world_.customs.inland_inspection);
  under_inspection_.erase(id);
  inspection_completed(id, place, chains_[boxes_[id].account].terminal, from);
}

// A bay has done with a box that came to it then.
void CustomsDesk::inspection_completed(BoxId id, world::PlaceId place, TerminalId terminal, Time from) {
  Time const now = clock_.now();
  if (auto const box = boxes_.seldom_asked(id).followed) observer_->inspected(box, place, terminal, now);
  recorder_.inspected(office_at(place), boxes_[id].account, from, now);
  boxes_[id].paid += static_cast<float>(world_.customs_offices[office_at(place)].cost_per_inspection);
}

Release CustomsDesk::release_of(world::FlowId flow, world::CustomsOfficeId office, bool import, bool inspected,
                                Time arrived, Time at) const {
  bool const fast = world_.flows[flow].fast_release;
  return {.office = office,
          .promised = import,
          .fast = fast,
          .promise = fast ? world_.customs.promise_fast : world_.customs.promise,
          .inspected = inspected,
          .arrived = arrived,
          .at = at};
}

void CustomsDesk::release(BoxId id, Formalities const& facts, Stay stay, bool inspected) {
  Time const arrived = stay.arrived, at = stay.until;
  auto const& step = chains_[boxes_[id].account];
  boxes_[id].cleared = true;
  if (auto const office = office_at(facts.place)) {
    recorder_.released(release_of(step.flow, office, facts.import, inspected, arrived, at));
  }
  if (!facts.at) return next_.step_done(id, at);
  yards_[facts.at].leave(step.teu, at);
  experience_.released(facts.at, (at - arrived) - step.takes - stay.own, at);
  next_.step_done(id, at);
}

void CustomsDesk::count_unreleased() {
  for (auto const& [box, waits] : under_inspection_)
    if (waits.office)
      recorder_.released(release_of(chains_[boxes_[box].account].flow, waits.office, waits.import, true, waits.arrived,
                                    Time::never()));
}

void CustomsDesk::report(outcome::Records& records) {
  for (auto const id : offices_.ids()) offices_[id].report(records.customs[id]);
}

}  // namespace tongzhou::engine
