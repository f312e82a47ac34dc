#include "sim/engine/expected_calls.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "sim/charges/passage_time.hpp"
#include "sim/engine/open_time.hpp"
#include "sim/itineraries/timetable.hpp"

namespace tongzhou::engine {

namespace {

constexpr Duration foreseen = days(28);  // how far ahead a delay is followed; assumption

/// Besides handling: in from the anchorage, mooring, papers.
Duration time_in_port(world::World const& world, world::Service const& service, world::Stop const& stop) {
  return charges::approach_time(world, world.vehicle_classes[service.vehicle], stop.terminal) + mean(stop.port_time);
}

/// After the departure from the first stop; minus unlimited where it comes alongside at once.
Duration window_begins(world::Service const& service, world::Stop const& stop) {
  bool const waits_for_it = service.waits_for_window && stop.departs < Duration::unlimited();
  return waits_for_it ? stop.departs - stop.stay : Duration{} - Duration::unlimited();
}

}  // namespace

Progress::Progress(world::World const& world, world::ServiceId service, std::size_t turn, Disruptions const& announced)
    : world_(world), announced_(announced), id_(service), service_(world.services[service].turns()[turn]) {
  touched_ = meets([](Closures const& closures) { return !closures.none(); });
  for (auto const& stop : service_.stops) alone_.push_back(charges::mean_time(world, service_, stop));
}

bool Progress::announced(Closures const& closures) {
  bool const is_met = meets([&](Closures const& met) { return &met == &closures; });
  touched_ |= is_met;
  return is_met;
}

template <class IsMeant>
bool Progress::meets(IsMeant is_meant) const {
  return is_meant(announced_.services[id_]) || std::ranges::any_of(service_.stops, [&](world::Stop const& stop) {
           return meets_at(stop, is_meant) || meets_after(stop, is_meant);
         });
}

template <class IsMeant>
bool Progress::meets_at(world::Stop const& stop, IsMeant is_meant) const {
  auto const approach = charges::approach_of(world_, world_.vehicle_classes[service_.vehicle], stop.terminal);
  return is_meant(announced_.terminals[stop.terminal]) || (approach && is_meant(announced_.approaches[approach]));
}

template <class IsMeant>
bool Progress::meets_after(world::Stop const& stop, IsMeant is_meant) const {
  return std::ranges::any_of(stop.to_next, [&](world::Passage const& passage) {
    if (auto const* link = std::get_if<world::LinkId>(&passage.what)) return is_meant(announced_.links[*link]);
    auto const* lock = std::get_if<world::LockId>(&passage.what);
    return lock != nullptr && std::ranges::any_of(announced_.chambers[*lock], is_meant);
  });
}

Duration Progress::shut(std::size_t stop, Time from, Time to) const {
  Duration longest;
  if (!touched_ || to <= from) return longest;
  auto const look_at = [&](Closures const& closures) {
    longest = std::max(longest, (to - from) - open_between(closures, from, to));
    return false;  // the others, too
  };
  look_at(announced_.services[id_]);
  auto const& before = service_.stops[(stop == 0 ? service_.stops.size() : stop) - 1];
  meets_at(before, look_at);
  meets_after(before, look_at);
  meets_at(service_.stops[stop], look_at);
  return longest;
}

Time Progress::sail_around(std::size_t stop, Time leaves) const {
  auto const& vehicle = world_.vehicle_classes[service_.vehicle];
  auto const& from = service_.stops[stop];
  Time at = announced_.services[id_].open_from(leaves);
  if (!from.to_next.empty())
    at = channel_opens(from.terminal, at) + charges::approach_time(world_, vehicle, from.terminal);
  Time const sets_out = at;
  for (auto const& passage : from.to_next) {
    Duration const alone = charges::mean_time(world_, service_, passage);
    if (auto const* link = std::get_if<world::LinkId>(&passage.what))
      at = announced_.links[*link].pass(at, alone, [](Time, Time, double) {});
    else if (auto const* lock = std::get_if<world::LockId>(&passage.what))
      at = announced_.opens(world_, *lock, vehicle, passage.direction, at) + alone;
    else
      at = at + alone;
  }
  at = at + charges::mean_crew_changes(vehicle, at - sets_out);
  return comes_in((stop + 1) % service_.stops.size(), at);
}

Time Progress::comes_in(std::size_t stop, Time at) const {
  auto const terminal = service_.stops[stop].terminal;
  return channel_opens(terminal, announced_.terminals[terminal].open_from(at));
}

bool Progress::is_shut_until_it_leaves(std::size_t stop, Time at, Time leaves) const {
  if (!touched_) return false;
  Time const opens = announced_.terminals[service_.stops[stop].terminal].open_from(at);
  return opens > at && opens > announced_.services[id_].open_from(leaves);
}

Time Progress::channel_opens(world::TerminalId terminal, Time at) const {
  auto const approach = charges::approach_of(world_, world_.vehicle_classes[service_.vehicle], terminal);
  return approach ? announced_.approaches[approach].open_from(at) : at;
}

Time Progress::lifts(std::size_t from, std::size_t to, Time leaves) const {
  Time at = leaves;
  std::size_t stop = from;
  do {
    at = sail(stop, at);
    stop = (stop + 1) % service_.stops.size();
    at = at + time_in_port(world_, service_, service_.stops[stop]);
  } while (stop != to && at < Time::never());
  return at;
}

ExpectedCalls::ExpectedCalls(world::World const& world, world::ServiceId id, Disruptions const& announced,
                             std::vector<Time> dates)
    : departures_(static_cast<std::uint32_t>(dates.size())),
      fleet_(static_cast<std::uint32_t>(std::max(0, world.services[id].fleet))),
      turns_(static_cast<std::uint32_t>(world.services[id].turns().size())),
      stops_(world.services[id].stops.size()),
      half_life_(world.policy.experience_half_life),
      cut_off_(world.services[id].cut_off),
      calls_(dates.size() * stops_),
      beyond_plan_(stops_),
      dates_(std::move(dates)),
      vehicles_(fleet_ > 0 ? fleet_ : departures()) {
  auto const& service = world.services[id];
  first_round_ = service.returns() ? fleet_ : departures();
  mean_gap_ = (dates_.back() - dates_.front()) / static_cast<double>(dates_.size() - 1);
  for (std::size_t turn = 0; turn < turns_; ++turn) {
    auto const& progress = progress_.emplace_back(world, id, turn, announced);
    is_touched_ |= progress.is_touched();
    auto const& run = service.turns()[turn];
    before_departure_.push_back(charges::time_before_departure(world, run));
    for (std::size_t stop = 0; stop < stops_; ++stop)
      plans_.push_back({.port_time = time_in_port(world, run, run.stops[stop]),
                        .departs = run.stops[stop].departs,
                        .alone = progress.alone(stop),
                        .window_begins = window_begins(run, run.stops[stop])});
  }
  if (fleet_ == 0) {
    begun_.resize(departures());
    usual_arriving_.resize(stops_);
    usual_closing_.resize(stops_);
  }
  if (cut_off_ > Duration{}) note_cut_offs(world, service);
  for (std::size_t vehicle = 0; vehicle < vehicles_.size(); ++vehicle) forecast_all(vehicle, Time{});
}

// A vehicle that would leave late by the timetable, too, takes boxes until so long before it leaves.
void ExpectedCalls::note_cut_offs(world::World const& world, world::Service const& service) {
  std::vector<itineraries::Timetable> timetables;
  for (auto const& run : service.turns()) timetables.emplace_back(world, run);
  std::vector<Duration> ahead(calls_.size());
  for (std::uint32_t number = 0; number < departures(); ++number)
    for (std::size_t stop = 0; stop < stops_; ++stop) {
      if (!is_scheduled(stop) || comes_from_nowhere(number, stop)) continue;
      Time const sets_out = departs(stop == 0 ? number - fleet_ : number);
      Time const comes = std::max(sets_out + timetables[turn_of(number)].arrives(stop),
                                  dates_[number] + plan(number, stop).window_begins);
      Time const looks = comes + plan(number, stop).port_time;
      Duration const after_cut_off = looks - (scheduled(number, stop) - cut_off_);
      if (after_cut_off > a_difference) ahead[place(number, stop)] = std::min(after_cut_off, cut_off_);
    }
  if (std::ranges::any_of(ahead, [](Duration each) { return each > Duration{}; })) cut_off_ahead_ = std::move(ahead);
}

Time ExpectedCalls::closes_ahead(std::uint32_t number, std::size_t stop, Time looks) const {
  Duration const ahead = cut_off_ahead(number, stop);
  return ahead > Duration{} ? std::max(scheduled(number, stop) - cut_off_, looks - ahead) : looks;
}

/// The call of a vehicle after its last one, if there is any.
bool ExpectedCalls::first_to_come(std::size_t vehicle, std::uint32_t& number, std::size_t& stop) const {
  auto const last = vehicles_[vehicle].last;
  number = static_cast<std::uint32_t>(last == nowhere ? vehicle : last / stops_);
  stop = last == nowhere ? 0 : last % stops_;
  return last == nowhere ? number < departures() : next(number, stop);
}

/// Every call of a vehicle that is to come, however far ahead.
void ExpectedCalls::forecast_all(std::size_t vehicle, Time now) {
  std::uint32_t number = 0;
  std::size_t stop = 0;
  for (bool more = first_to_come(vehicle, number, stop); more; more = next(number, stop))
    row(number, stop) = forecast(number, stop, now);
}

/// Those that a spell may touch, and those after them until one comes as it was expected.
void ExpectedCalls::forecast_around(Closures::Spell const& spell, std::size_t vehicle, Time now) {
  std::uint32_t number = 0;
  std::size_t stop = 0;
  bool changed = false;
  for (bool more = first_to_come(vehicle, number, stop); more; more = next(number, stop)) {
    Call& call = row(number, stop);
    if (!changed && Time{Duration{call.closes}} < spell.from) continue;
    if (!changed && sets_out(number, stop) >= spell.to) return;
    Call const before = std::exchange(call, forecast(number, stop, now));
    changed = !is_same(before, call);
  }
}

bool ExpectedCalls::announced(Closures const& closures, Closures::Spell const& spell, Time now) {
  bool any_meets_it = false;
  for (auto& of_turn : progress_) any_meets_it |= of_turn.announced(closures);
  if (!any_meets_it) return false;
  is_touched_ = true;
  for (std::size_t vehicle = 0; vehicle < vehicles_.size(); ++vehicle) forecast_around(spell, vehicle, now);
  return true;
}

bool ExpectedCalls::is_same(Call const& a, Call const& b) {
  auto const same = [](double some, double other) { return std::abs(some - other) < in_seconds(a_difference); };
  return same(a.arrives, b.arrives) && same(a.closes, b.closes);
}

/// By the call before, and what calls lately took; without it where nothing is known of the vehicle.
inline ExpectedCalls::Call ExpectedCalls::forecast(std::uint32_t number, std::size_t stop, Time now) const {
  Duration const staying = is_to_come(number) ? Duration{} : beyond_plan_[stop].staying.expected(now, half_life_);
  Time const arrives = arrival(number, stop);
  Time const worked = arrives + std::max(Duration{}, plan(number, stop).port_time + staying);
  return {in_seconds(arrives.since_start()), in_seconds(last_look(number, stop, worked).since_start())};
}

/// Of one that has been worked then: at its cut-off, unless the terminal is shut by then.
inline Time ExpectedCalls::last_look(std::uint32_t number, std::size_t stop, Time worked) const {
  if (!is_scheduled(stop)) return worked;
  Time const leaves = scheduled(number, stop), cut_off = leaves - cut_off_;
  bool const looks_again =
      cut_off > worked && !progress_[turn_of(number)].is_shut_until_it_leaves(stop, cut_off, leaves);
  return looks_again ? cut_off : worked;
}

/// From the call before, where it is expected or was; of one that comes from nowhere, when it is at the anchorage.
inline Time ExpectedCalls::sets_out(std::uint32_t number, std::size_t stop) const {
  if (comes_from_nowhere(number, stop)) return departs(number) - before_departure_[turn_of(number)];
  auto const before = stop == 0 ? stops_ - 1 : stop - 1;
  auto const voyage = stop == 0 ? number - fleet_ : number;
  Time const worked{Duration{row(voyage, before).closes}};
  return is_scheduled(before) ? std::max(worked, scheduled(voyage, before)) : worked;
}

/// By where the vehicle is expected, or was, at the call before; where it waits for its berth window, when that begins.
inline Time ExpectedCalls::arrival(std::uint32_t number, std::size_t stop) const {
  Time const from = sets_out(number, stop);
  if (comes_from_nowhere(number, stop)) return progress_[turn_of(number)].comes_in(stop, from);
  Time const comes = sail(stop == 0 ? number - fleet_ : number, stop == 0 ? stops_ - 1 : stop - 1, from);
  return std::max(comes, dates_[number] + plan(number, stop).window_begins);
}

// What a call takes beyond the plan shows where it does not wait for its timetable; where it does, it took no longer.
// One that should have been there before the beginning shows nothing.
void ExpectedCalls::closed(std::uint32_t number, std::size_t stop, Time at) {
  if (number >= departures()) return;
  Time const arrives{Duration{row(number, stop).arrives}};
  bool const waited = is_scheduled(stop) && at <= scheduled(number, stop) - cut_off_;
  Duration const took = (at - arrives) - shut(number, stop, arrives, at) - plan(number, stop).port_time;
  auto& staying = beyond_plan_[stop].staying;
  if (arrives >= Time{} && (!waited || took < staying.expected(at, half_life_)))
    staying.add(took, at, half_life_, share_of_latest);
  row(number, stop).closes = in_seconds(at.since_start());
  calls_of(number).last = number * stops_ + stop;
  if (fleet_ == 0) {
    begun_[number] = true;
    note_usual(at);
  }
  forecast_from(number, stop, at);
}

void ExpectedCalls::lifted(std::uint32_t number, std::size_t stop, Time at) {
  if (number >= departures() || comes_from_nowhere(number, stop)) return;
  Time const arrives{Duration{row(number, stop).arrives}};
  Duration const took = (at - arrives) - shut(number, stop, arrives, at) - plan(number, stop).port_time;
  beyond_plan_[stop].lifting.add(took, at, half_life_, share_of_latest);
}

// Call by call, until one comes as it was expected, or lies too far ahead: what follows that is for a later forecast to
// work out, whether or not those before it have changed by then.
void ExpectedCalls::forecast_from(std::uint32_t number, std::size_t stop, Time now) {
  auto& reached = calls_of(number).reached;
  double const too_far = in_seconds((now + foreseen).since_start());
  for (bool more = next(number, stop); more; more = next(number, stop)) {
    Call& call = row(number, stop);
    Call const before = std::exchange(call, forecast(number, stop, now));
    std::size_t const place = number * stops_ + stop;
    if (call.closes > too_far) {
      reached = place;
      return;
    }
    if (!is_same(before, call) || place == reached) continue;
    if (place > reached) return;
    number = static_cast<std::uint32_t>(reached / stops_);
    stop = reached % stops_;
  }
}

void ExpectedCalls::note_usual(Time now) {
  Duration sum;
  for (std::size_t stop = 0; stop < stops_; ++stop) {
    usual_arriving_[stop] = sum;
    usual_closing_[stop] = sum += beyond_plan_[stop].staying.expected(now, half_life_);
  }
}

/// The call after one, of the same vehicle.
inline bool ExpectedCalls::next(std::uint32_t& number, std::size_t& stop) const {
  if (++stop < stops_) return true;
  stop = 0;
  number += fleet_;
  return fleet_ > 0 && number < departures();
}

}  // namespace tongzhou::engine
