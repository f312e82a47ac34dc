#include "sim/engine/cargo_handling.hpp"

#include <algorithm>
#include <limits>
#include <variant>

#include "network/base/prefetch.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {

CargoHandling::CargoHandling(world::World const& world, Clock const& clock, Recorder& recorder, Observer* observer,
                             Chains& chains, Journeys& journeys, Departures& departures, WaterAhead& water,
                             Ashore& ashore, DirectLifts& direct_lifts)
    : world_(world),
      clock_(clock),
      recorder_(recorder),
      observer_(observer),
      chains_(chains),
      journeys_(journeys),
      departures_(departures),
      water_(water),
      ashore_(ashore),
      direct_lifts_(direct_lifts) {
  for (auto const& flow : world.flows) least_teu_ = std::min(least_teu_, world.box_types[flow.box].teu);
}

void CargoHandling::prefetch_call(Vehicle const& me, Call const& call) const {
  prefetch(&me, sizeof(Vehicle));
  recorder_.prefetch_call(me.id, call.terminal);
  journeys_.prefetch_queue(me.id, call.stop);
  departures_.prefetch_line(me.id);
  water_.prefetch(me);
  prefetch_cache_line(&me.service.stops);
  prefetch_cache_line(&me.service.mixed);
  me.hold.prefetch_group(call.stop);
}

void CargoHandling::prefetch_boxes(Vehicle const& me, Call const& call) const {
  me.hold.prefetch_lists();
  journeys_.prefetch_waiting(me.id, call.stop);
  departures_.prefetch_call(me.id, static_cast<std::uint32_t>(me.voyage.number), call.stop);
}

// Boxes, steps and accounts lie far apart in memory: asked for together, they come together, and while others are
// loaded, where one after the other each would be waited for.
void CargoHandling::prefetch_discharge(Vehicle const& me) const {
  constexpr std::size_t most = 64;
  auto const boxes = me.hold.to_discharge();
  for (Aboard const& aboard : boxes.first(std::min(most, boxes.size())))
    journeys_.prefetch_done(aboard.box, aboard.account);
}

void CargoHandling::begin_discharge(Vehicle& me, Call const& call) {
  recorder_.discharged(me.id, call.terminal, me.hold.begin_discharge(call.stop), clock_.now());
}

BoxQueue& CargoHandling::open(Vehicle const& me, Call& call, YardView const& yard) const {
  auto& queue = yard.queue(me.id, call.stop);
  if (call.queue == nullptr) call.takes_until = departures_.takes_until(me.id, me.voyage.number, call.stop);
  call.queue = &queue;
  return queue;
}

double CargoHandling::load(Vehicle& me, Call& call, YardView const& yard) {
  auto& queue = open(me, call, yard);
  Time const now = clock_.now();
  call.refused = {};
  count_wait_aboard(me, call);
  call.looked = now;
  if (!ashore_.none(me.id)) keep_room(me, call);
  if (queue.ready() == 0) return 0;
  for (auto const& entry : queue.next(64)) {
    chains_.prefetch(entry.account);
    yard.prefetch(entry);
  }
  auto loading = begin_loading(me, call, yard);
  if (me.service.loads_first != world::LoadsFirst::first_come) {
    load_by_rank(loading, queue);
  } else if (loading.numbered) {
    load_booked(loading, queue);
    load_others(loading, queue);
  } else {
    queue.offer([&](auto const&) { return !is_full(loading); },
                [&](auto const& entry) { return take_aboard(loading, entry); });
  }
  yard.left(loading.loaded.teu);
  recorder_.loaded(me.id, call.terminal, loading.boxes, loading.loaded, now);
  call.loaded += loading.boxes;
  return loading.boxes;
}

CargoHandling::Loading CargoHandling::begin_loading(Vehicle& me, Call& call, YardView const& yard) {
  Time const now = clock_.now();
  renew_quotas(now);
  me.book_until_now();
  return {.vehicle = me,
          .call = call,
          .yard = yard,
          .payload = water_.payloads(me, call.stop, std::max(now, me.leaves(call.stop))),
          .reading = me.hold.read_odometer(),
          .number = static_cast<std::uint32_t>(me.voyage.number),
          .numbered = departures_.are_numbered(me.id),
          .slots_free = me.facts.slots == 0
                            ? std::numeric_limits<double>::infinity()
                            : me.facts.slots - static_cast<double>(me.hold.boxes_that_stay()) - me.promised_boxes};
}

// Who is aboard a vehicle without a timetable waits for its departure still.
void CargoHandling::count_wait_aboard(Vehicle const& me, Call& call) const {
  if (call.loaded > 0 && !departures_.are_numbered(me.id))
    call.waited += call.loaded * departures_.unexplained_wait(me.id, call.stop, call.looked, clock_.now());
}

bool CargoHandling::is_full(Loading const& loading) const {
  auto const& me = loading.vehicle;
  return me.facts.teu - me.hold.totals().teu - me.promised.teu <= least_teu_ - 1e-9 ||
         loading.boxes >= loading.slots_free;
}

bool CargoHandling::take_aboard(Loading& loading, BoxQueue::Entry const& entry) {
  if (!came_in_time(loading.call, entry)) return false;
  StepFacts const& step = chains_[entry.account];
  if (step.mail) return take_aboard(loading, entry, chains_.of(entry.box, entry.account));
  return take_aboard(loading, entry, step);
}

bool CargoHandling::take_aboard(Loading& loading, BoxQueue::Entry const& entry, StepFacts const& step) {
  auto& me = loading.vehicle;
  auto& call = loading.call;
  auto const no =
      loading.boxes >= loading.slots_free ? rules::Refusal::slots : refusal(me, step, call.stop, loading.payload);
  if (no != rules::Refusal::none) {
    ++call.refused[no];
    return false;
  }
  put_aboard(loading, entry, step);
  return true;
}

void CargoHandling::put_aboard(Loading& loading, BoxQueue::Entry const& entry, StepFacts const& step) {
  auto& me = loading.vehicle;
  auto& call = loading.call;
  if (step.piggyback > 0) piggyback_left_[step.piggyback - 1] -= step.teu;
  Time const ready{Duration{entry.ready}};
  call.first_box = std::min(call.first_box, ready);
  if (!loading.numbered) call.waited += departures_.unexplained_wait(me.id, call.stop, ready, clock_.now());
  loading.yard.boarded(entry, step);
  ++loading.boxes;
  loading.loaded.add(step);
  me.hold.load(entry.box, entry.account, step, call.stop, loading.reading);
  if (observer_ != nullptr && journeys_.followed(entry.box)) call.to_load.push_back(entry.box);
}

// Mail first, whatever it has booked; then as many as are to come aboard, so far as they are here.
void CargoHandling::load_booked(Loading& loading, BoxQueue& queue) {
  auto& call = loading.call;
  queue.offer_mail([](auto const&) { return true; },
                   [&](auto const& entry) {
                     if (!take_aboard(loading, entry)) return false;
                     book_instead(loading, entry);
                     return true;
                   });
  double expected = departures_.to_board(loading.vehicle.id, loading.number, call.stop) - call.loaded - loading.boxes;
  queue.offer_others([&](auto const&) { return expected > 0; },
                     [&](auto const& entry) {
                       if (entry.departure != loading.number) return false;
                       --expected;
                       return take_aboard(loading, entry);
                     });
}

void CargoHandling::load_others(Loading& loading, BoxQueue& queue) {
  queue.offer_others([&](auto const&) { return !is_full(loading); },
                     [&](auto const& entry) {
                       if (entry.departure == loading.number || goes_before(loading, entry)) return false;
                       if (!fits_ahead(loading, chains_[entry.account]) || !take_aboard(loading, entry)) return false;
                       book_instead(loading, entry);
                       return true;
                     });
}

void CargoHandling::load_by_rank(Loading& loading, BoxQueue& queue) {
  rank(queue, loading.vehicle.service.loads_first);
  queue.offer([&](auto const&) { return loading.numbered || !is_full(loading); },
              [&](auto const& entry) {
                if (!loading.numbered || entry.departure == loading.number) return take_aboard(loading, entry);
                if (is_full(loading) || goes_before(loading, entry)) return false;
                if (!departures_.has_room_ahead(chains_[entry.account], loading.number)) return false;
                if (!take_aboard(loading, entry)) return false;
                book_instead(loading, entry);
                return true;
              });
}

// Who has come early for its own departure leaves to an earlier one what has booked that, while it is still to go.
bool CargoHandling::goes_before(Loading const& loading, BoxQueue::Entry const& entry) const {
  return entry.departure != unnumbered &&
         departures_.goes_first(chains_[entry.account], entry.departure, loading.number);
}

// While some that have booked are still to come, their room here is kept; at the last look only that further on.
bool CargoHandling::fits_ahead(Loading const& loading, StepFacts const& step) const {
  return clock_.now() < loading.call.last_look ? departures_.has_room(step, loading.number)
                                               : departures_.has_room_ahead(step, loading.number);
}

// It goes earlier than it has booked.
void CargoHandling::book_instead(Loading const& loading, BoxQueue::Entry const& entry) {
  if (entry.departure == loading.number) return;
  StepFacts const& step = chains_[entry.account];
  if (entry.departure != unnumbered) departures_.give_back(step, entry.departure);
  departures_.book(step, loading.number);
}

void CargoHandling::count_left(Call& call) const {
  Time const now = clock_.now(), by = std::min(now, call.takes_until);
  auto const later = by < now ? call.queue->ready_after(by) : 0;
  call.rolled = static_cast<double>(call.queue->ready() - later);
  call.rolled_first = static_cast<double>(call.queue->left_behind_first(by, later));
}

void CargoHandling::leave_out(world::ServiceId service, std::uint64_t number, std::size_t stop) {
  departures_.left_out(service, number, stop);
  auto const yard = journeys_.look_at(world_.services[service].stops[stop].terminal, clock_.now());
  journeys_.look_again(yard.queue(service, stop), static_cast<std::uint32_t>(number), clock_.now(),
                       [](auto const&, bool) { return rules::Shortage::left_out; });
}

void CargoHandling::close(Vehicle const& me, Call& call) {
  if (call.queue == nullptr) {  // the terminal was shut before its turn to load came
    open(me, call, journeys_.look_at(call.terminal, clock_.now()));
    call.looked = clock_.now();
  }
  auto const number = static_cast<std::uint32_t>(me.voyage.number);
  if (!departures_.are_numbered(me.id)) {
    departures_.closed(me.id, number, call.stop, call.looked);
    if (call.loaded > 0) departures_.waited(me.id, call.stop, call.waited / call.loaded, call.looked);
    count_left(call);
    if (call.rolled > 0) journeys_.look_again(*call.queue, unnumbered, clock_.now(), {});
    return;
  }
  bool const some_missing = departures_.to_board(me.id, number, call.stop) > call.loaded;
  departures_.closed(me.id, number, call.stop, call.looked);
  count_left(call);
  if (!some_missing) return;
  auto const payload = water_.payloads(me, call.stop, std::max(clock_.now(), me.leaves(call.stop)));
  journeys_.look_again(*call.queue, number, clock_.now(), [&](BoxQueue::Entry const& entry, bool ready) {
    return ready && came_in_time(call, entry) ? rules::shortage(refusal(me, chains_[entry.account], call.stop, payload))
                                              : rules::Shortage::came_late;
  });
}

/// What a vehicle that is here can tell: slots, plugs, water and quota.
rules::Refusal CargoHandling::refusal(Vehicle const& me, StepFacts const& step, std::size_t stop,
                                      std::span<double const> payload) const {
  using rules::Refusal;
  auto const& aboard = me.hold.totals();
  auto const other = step.regime == world::Regime::domestic ? world::Regime::foreign : world::Regime::domestic;
  double const free = rules::free_for(me.service.mixed, step.regime, me.teu_from(stop) - aboard.teu - me.promised.teu,
                                      aboard.teu_by_regime[static_cast<std::size_t>(other)]);
  if (step.teu > free + 1e-9) return Refusal::slots;
  if (step.reefer && aboard.reefers + me.promised.reefers >= rules::plugs(me.facts, me.service.stops[stop]))
    return Refusal::plugs;
  for (std::size_t leg = stop; leg != step.discharge; leg = next_leg(leg, payload.size()))
    if (me.hold.tonnes_on(leg) + me.promised_tonnes + step.tonnes > payload[leg])
      return payload[leg] < in_tonnes(rules::deadweight(me.facts, me.service.stops[leg])) ? Refusal::water
                                                                                          : Refusal::too_heavy;
  if (step.piggyback > 0 && piggyback_left_[step.piggyback - 1] < step.teu) return Refusal::quota;
  return Refusal::none;
}

// For those that were put ashore further on, before anybody else is loaded.
void CargoHandling::keep_room(Vehicle& me, Call const& call) {
  auto const payload = water_.payloads(me, call.stop, std::max(clock_.now(), me.leaves(call.stop)));
  ashore_.keep_room(me, call.stop, call.terminal,
                    [&](StepFacts const& step) { return has_room(me, step, call.stop, payload); });
}

double CargoHandling::take_up(Vehicle& me, std::size_t leg, world::TerminalId terminal, double most_tonnes) {
  if (ashore_.none(me.id)) return 0;
  auto const ahead = water_.payloads(me, leg, std::max(clock_.now(), me.leaves(leg)));
  std::vector<double> payload{ahead.begin(), ahead.end()};
  payload[leg] = std::min(payload[leg], most_tonnes);
  return ashore_.load(me, leg, terminal, [&](StepFacts const& step) { return has_room(me, step, leg, payload); });
}

// For a box that was aboard before: its permission, if it needs one, has been used then.
bool CargoHandling::has_room(Vehicle const& me, StepFacts step, std::size_t leg,
                             std::span<double const> payload) const {
  step.piggyback = 0;
  double const boxes = static_cast<double>(me.hold.boxes_that_stay()) + me.promised_boxes;
  return (me.facts.slots == 0 || boxes < me.facts.slots) && refusal(me, step, leg, payload) == rules::Refusal::none;
}

// A box that a vehicle refuses for what it carries already shows it full in tonnes, slots or draught; an empty one can
// only wait for another box, or for more water.
bool CargoHandling::is_full(Vehicle const& me, Call const& call, double fill) const {
  using rules::Refusal;
  auto const& aboard = me.hold.totals();
  if (aboard.teu >= fill * me.teu_from(call.stop) - 1e-9 || me.teu_from(call.stop) - aboard.teu < least_teu_ - 1e-9)
    return true;
  auto const boxes = me.hold.boxes_that_stay();
  if (me.facts.slots > 0 && static_cast<double>(boxes) >= me.facts.slots) return true;
  return boxes > 0 &&
         call.refused[Refusal::slots] + call.refused[Refusal::too_heavy] + call.refused[Refusal::water] > 0;
}

void CargoHandling::rank(BoxQueue& queue, world::LoadsFirst first) const {
  if (first == world::LoadsFirst::first_come) return;
  queue.rank([&](BoxQueue::Entry const& entry) {
    StepFacts const& step = chains_[entry.account];
    auto const& flow = world_.flows[step.flow];
    switch (first) {
      case world::LoadsFirst::deadline:
        return in_hours(journeys_.created_at(entry.box) + flow.deadline);
      case world::LoadsFirst::value:
        return -flow.value;
      case world::LoadsFirst::foreign:
        return step.regime == world::Regime::foreign ? 0.0 : 1.0;
      default:
        return step.regime == world::Regime::domestic ? 0.0 : 1.0;
    }
  });
}

// Quotas are for a year of 365 days from the start.
void CargoHandling::renew_quotas(Time now) {
  auto const year = static_cast<std::int64_t>(in_days(now) / 365);
  if (year == quota_year_) return;
  quota_year_ = year;
  piggyback_left_.clear();
  for (auto const& permission : world_.piggybacks) piggyback_left_.push_back(permission.teu_per_year);
}

std::size_t CargoHandling::room_for(std::span<Aboard const> boxes, YardView const& yard) const {
  double room = yard.room() + 1e-9;
  std::size_t count = 0;
  for (Aboard const& aboard : boxes) {
    room -= chains_[aboard.account].teu;
    if (room < 0) break;
    ++count;
  }
  return count;
}

double CargoHandling::teu_to_keep(std::span<Aboard const> boxes, YardView const& yard) const {
  if (!yard.limited()) return 0;
  double teu = 0;
  for (Aboard const& aboard : boxes) teu += chains_[aboard.account].teu;
  return teu;
}

void CargoHandling::take_straight(Vehicle const& me, Call& call) {
  if (call.may_load && direct_lifts_.end_at(call.terminal))
    open(me, call, journeys_.look_at(call.terminal, clock_.now()));
}

bool CargoHandling::goes_straight(world::TerminalId terminal, std::span<Aboard const> boxes) const {
  return direct_lifts_.begin_at(terminal) &&
         std::ranges::any_of(boxes, [&](Aboard const& aboard) { return has_taker(aboard); });
}

bool CargoHandling::has_taker(Aboard const& aboard) const {
  auto const way = direct_way(aboard);
  return way && taker_of(*way, 0) != nullptr;
}

DirectPart CargoHandling::begin_direct_lifts(Vehicle& me, Call const& call) {
  if (!direct_lifts_.begin_at(call.terminal)) return {};
  Time const now = clock_.now();
  // Those for which there is no time yet are the last to go ashore.
  auto const others = me.hold.put_first([&](Aboard const& aboard) { return !has_taker(aboard); });
  if (others == me.hold.to_discharge().size()) return {};
  Taker const* taker = nullptr;
  world::TransferId transfer;
  double teu = 0;
  auto const boxes = me.hold.put_first([&](Aboard const& aboard) {
    auto const way = direct_way(aboard);
    if (!way || (transfer && way->transfer != transfer)) return false;
    auto const* const found = taker_of(*way, teu);
    if (found == nullptr || (taker != nullptr && found != taker)) return false;
    if (!direct_lifts_.add(way->transfer, now, found->until)) return false;
    taker = found;
    transfer = way->transfer;
    teu += way->ride.teu;
    return true;
  });
  if (boxes == 0) return {};
  return {boxes, world::quay_of(world_, world_.transfers[transfer]), direct_lifts_.done(transfer)};
}

// Who needs papers, or customs, before its next ride goes by the yard, and so does who has booked none.
std::optional<CargoHandling::DirectWay> CargoHandling::direct_way(Aboard const& aboard) const {
  using Kind = StepFacts::Kind;
  if (chains_[aboard.account].last) return std::nullopt;
  AccountId const next = Chains::after(aboard.account);
  if (chains_[next].kind != Kind::transfer || chains_[next].last) return std::nullopt;
  if (chains_[Chains::after(next)].kind != Kind::ride) return std::nullopt;
  auto const transfer = std::get<charges::InterTerminalTransfer>(chains_.detail(next)).transfer;
  Booking const& booking = journeys_.next_booking(aboard.box);
  if (!world_.transfers[transfer].direct_lift || !booking.ride) return std::nullopt;
  return DirectWay{next, transfer, booking, chains_.of(aboard.box, booking.ride)};
}

Taker const* CargoHandling::taker_of(DirectWay const& way, double teu_before) const {
  return direct_lifts_.find([&](Taker const& taker) { return takes(taker, way, teu_before); });
}

// By its timetable and its TEU; the rest is looked at when the box hangs over it.
bool CargoHandling::takes(Taker const& taker, DirectWay const& way, double teu_before) const {
  auto const& other = *taker.vehicle;
  auto const& call = *taker.call;
  if (other.id != way.ride.service || call.stop != way.ride.load || call.queue == nullptr) return false;
  if (clock_.now() > taker.until) return false;
  auto const number = static_cast<std::uint32_t>(other.voyage.number), booked = way.booking.number;
  bool const as_booked = booked == number || !departures_.are_numbered(other.id);
  if (!as_booked && (booked < number || !departures_.has_room(way.ride, number))) return false;
  double const free = other.teu_from(call.stop) - other.hold.totals().teu - other.promised.teu;
  return teu_before + way.ride.teu <= free + 1e-9;
}

bool CargoHandling::lift_over(Aboard const& aboard, Time at) {
  auto const way = direct_way(aboard);
  auto const* const taker = way ? taker_of(*way, 0) : nullptr;
  if (taker == nullptr) return false;
  auto& other = *taker->vehicle;
  auto& call = *taker->call;
  auto const yard = journeys_.look_at(call.terminal, at);
  auto loading = begin_loading(other, call, yard);
  BoxQueue::Entry const entry{.ready = at.since_start().raw(),
                              .order = 0,
                              .box = aboard.box,
                              .account = way->booking.ride,
                              .departure = way->booking.number};
  bool const instead = departures_.are_numbered(other.id) && entry.departure != loading.number;
  if (loading.slots_free < 1 || refusal(other, way->ride, call.stop, loading.payload) != rules::Refusal::none)
    return false;
  journeys_.lifted_over(aboard.box, chains_.direct_lift(way->step), at);
  put_aboard(loading, entry, way->ride);
  if (instead) book_instead(loading, entry);
  recorder_.loaded(other.id, call.terminal, loading.boxes, loading.loaded, at);
  call.loaded += loading.boxes;
  call.queue->wake(at);
  auto const followed = observer_ != nullptr ? journeys_.followed(aboard.box) : 0;
  if (followed == 0) return true;
  call.to_load.pop_back();
  observer_->lift(followed, true, other.voyage, call.terminal, at);
  return true;
}

void CargoHandling::lifted(Vehicle& me, Call& call, std::size_t discharged, Time at, std::size_t straight) {
  discharge_boxes(me, call, discharged, at, straight);
  if (discharged > 0) departures_.discharged(me.id, me.voyage.number, call.stop, at);
  for (BoxId const box : call.to_load) observer_->lift(journeys_.followed(box), true, me.voyage, call.terminal, at);
  call.to_load.clear();
}

void CargoHandling::discharge_boxes(Vehicle& me, Call const& call, std::size_t count, Time at, std::size_t straight) {
  auto const next = me.hold.to_discharge().first(count);
  for (Aboard const& aboard : next) recorder_.prefetch(chains_[aboard.account].flow);
  std::size_t begun = 0;
  auto const ended = [&](AccountId account, ledger::Ride const& ride, double boxes) {
    recorder_.rides_ended(account, ride, boxes);
  };
  me.hold.discharge(count, ended, [&](Aboard const& aboard) {
    if (observer_ != nullptr)
      if (auto const box = journeys_.followed(aboard.box)) observer_->lift(box, false, me.voyage, call.terminal, at);
    if (begun++ < straight && lift_over(aboard, at)) return;
    journeys_.step_done(aboard.box, at);
  });
}

}  // namespace tongzhou::engine
