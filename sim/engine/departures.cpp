#include "sim/engine/departures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <variant>

#include "sim/itineraries/timetable.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/rules/wagons.hpp"

namespace tongzhou::engine {
using world::ServiceId;

namespace {

constexpr Duration known_beyond_the_end = days(90);
constexpr double rounding_t = 0.01;

}  // namespace

Departures::Departures(world::World const& world, Clock const& clock, Disruptions const& announced,
                       PayloadLimits const& payloads, YearParts const& parts)
    : world_(world),
      clock_(clock),
      announced_(announced),
      payloads_(payloads),
      parts_(parts),
      half_life_(world.policy.experience_half_life) {
  for (auto const& flow : world.flows) least_teu_ = std::min(least_teu_, world.box_types[flow.box].teu);
  for (auto const id : world.services.ids()) {
    auto const& service = world.services[id];
    itineraries::Timetable const timetable{world, service};
    Line line;
    line.stops = static_cast<std::uint32_t>(service.stops.size());
    line.allotments = static_cast<std::uint32_t>(service.allotments.size());
    line.fleet = static_cast<std::uint32_t>(std::max(0, service.fleet));
    line.last_loading = line.stops - (service.returns() ? 1 : 2);
    line.turns = static_cast<std::uint32_t>(service.turns().size());
    for (std::size_t turn = 0; turn < line.turns; ++turn) line.rooms.push_back(room_of(world, service.turns()[turn]));
    line.by_water = is_limited_by_water(id);
    line.plain = service.allotments.empty() && !line.by_water && service.mixed.reserved_domestic_teu == 0 &&
                 service.mixed.reserved_foreign_teu == 0 &&
                 std::ranges::all_of(service.stops, [](world::Stop const& stop) { return stop.wagon_share == 1; });
    line.numbered = itineraries::departure(service.schedule, 0, world.start) != Time::never();
    line.wait = itineraries::expected_wait(service.schedule);
    line.round_trip = timetable.round_trip_time();
    for (std::size_t stop = 0; stop < service.stops.size(); ++stop) {
      line.closes.push_back(timetable.departs(stop) - itineraries::closes_before_departure(service, stop));
      line.lifts.push_back(timetable.lifts(stop));
    }
    line.closes_late.resize(line.stops);
    line.lifts_late.resize(line.stops);
    line.waits.resize(line.stops);
    line.open_from.resize(line.stops);
    if (line.numbered) {
      Time const last = world.end() + known_beyond_the_end;
      std::vector<Time> dates;
      for (std::uint64_t n = 0; dates.size() < 4 || dates.back() < last; ++n)
        dates.push_back(itineraries::departure(service.schedule, n, world.start));
      line.calls.emplace(world, id, announced, std::move(dates));
    } else {
      line.progress.emplace(world, id, 0, announced);
    }
    lines_.add(std::move(line));
  }
  auto const years = static_cast<std::size_t>(std::ceil(in_days(world.end() + known_beyond_the_end) / 365)) + 1;
  for (std::size_t year = 0; year < years; ++year)
    for (auto const& permission : world.piggybacks) quotas_.push_back(permission.teu_per_year);
}

Departures::Room Departures::room_of(world::World const& world, world::Service const& run) {
  constexpr auto any_number = std::numeric_limits<std::uint32_t>::max();
  auto const& vehicle = world.vehicle_classes[run.vehicle];
  Room room{.teu = vehicle.teu,
            .payload = in_tonnes(vehicle.deadweight),
            .slots = vehicle.slots == 0 ? any_number : static_cast<std::uint32_t>(vehicle.slots),
            .plugs = static_cast<std::uint32_t>(std::max(0, vehicle.reefer_plugs)),
            .teu_by_leg = {}};
  for (auto const& stop : run.stops) room.teu_by_leg.push_back(vehicle.teu * stop.wagon_share);
  return room;
}

// In some part of the year, for some of its vehicles.
bool Departures::is_limited_by_water(ServiceId id) const {
  auto const turns = world_.services[id].turns();
  for (std::size_t turn = 0; turn < turns.size(); ++turn) {
    auto const& vehicle = world_.vehicle_classes[turns[turn].vehicle];
    for (std::size_t part = 0; part < parts_of_year; ++part)
      for (std::size_t leg = 0; leg < turns[turn].stops.size(); ++leg)
        if (payloads_.of(id, turn, part)[leg] < in_tonnes(rules::deadweight(vehicle, turns[turn].stops[leg])))
          return true;
  }
  return false;
}

// --- when

Duration Departures::lasts(Line const& line, StepFacts const& ride) {
  bool const next_round =
      ride.discharge > 0 && ride.discharge <= ride.load;  // the first stop's is after a round already
  return line.lifts[ride.discharge] + (next_round ? line.round_trip : Duration{}) - line.closes[ride.load];
}

// One that is overdue is late by as much again.
inline Time Departures::closes(Line const& line, StepFacts const& ride, std::uint32_t number) const {
  Time const now = clock_.now();
  Time const looks = line.calls->looks(number, ride.load);
  return line.calls->closes_if_it_looks(number, ride.load, looks < now ? now + (now - looks) : looks);
}

inline Departures::Expected Departures::expected(Line const& line, StepFacts const& ride, std::uint32_t number) const {
  auto const& calls = *line.calls;
  Time const now = clock_.now();
  Time const when = closes(line, ride, number);
  auto const arriving = ride.discharge <= ride.load ? number + line.fleet : number;
  Duration const lasts_so_long = arriving < calls.departures()
                                     ? calls.lifts(arriving, ride.discharge, now) - calls.closes(number, ride.load)
                                     : lasts(line, ride);
  return {number, when, when + std::max(Duration{}, lasts_so_long)};
}

Departures::Expected Departures::without_timetable(Line const& line, StepFacts const& ride, Time ready) const {
  Time const now = clock_.now();
  Time const closes = boards_from(ride.service, ride.load, ready) +
                      std::max(Duration{}, line.wait + line.waits[ride.load].expected(now, half_life_));
  Duration const longer =
      line.lifts_late[ride.discharge].expected(now, half_life_) - line.closes_late[ride.load].expected(now, half_life_);
  Duration const unhindered = lasts(line, ride);
  Duration const planned =
      line.progress->is_touched() ? line.progress->lifts(ride.load, ride.discharge, closes) - closes : unhindered;
  return {.number = unnumbered,
          .closes = closes,
          .arrives = closes + std::max(Duration{}, planned + longer),
          .is_struck = planned - unhindered > a_difference};
}

// By how much later than planned a voyage without timetable comes to a stop for closures that are announced: those that
// it was to meet, and those that it met because it was late. What they explain is known, and not to be learned.
Duration Departures::known_delay(Line const& line, std::size_t stop, Time set_out, Time planned, Time at) {
  if (!line.progress->is_touched()) return {};
  Time const lifts = line.progress->lifts(0, stop, set_out);
  Duration const foreseen =
      lifts < Time::never() ? (lifts - set_out) - (line.lifts[stop] - line.closes[0]) : Duration{};
  return std::max(foreseen, line.progress->shut(stop, planned, at));
}

// An overdue one that is still expected in time is taken before any that is not.
inline Departures::Reached Departures::reached(Line const& line, StepFacts const& ride, std::uint32_t number,
                                               Time ready) const {
  auto const& calls = *line.calls;
  auto const known = calls.departures();
  Time const now = clock_.now();
  for (; number < known && calls.looks(number, ride.load) < now; ++number)
    if (closes(line, ride, number) >= ready && has_room(line, ride, number)) return {number, number};
  auto const first = calls.first_closing_after(ride.load, ready);
  number = std::max(number, first);
  while (number < known && !has_room(line, ride, number)) ++number;
  return {first, number};
}

Departures::Expected Departures::first_with_room(StepFacts const& ride, Time ready) {
  Line& line = lines_[ride.service];
  if (!line.numbered) return without_timetable(line, ride, ready);
  auto& open_from = line.open_from[ride.load];
  while (open_from < line.calls->departures() && is_full(line, open_from, ride.load)) ++open_from;
  auto const [first, number] = reached(line, ride, open_from, ready);
  if (number == line.calls->departures()) return {};
  Expected found = expected(line, ride, number);
  if (first < number) note_first(found, line, ride, first);
  return found;
}

// Those between that take no boxes any more were never to be had.
void Departures::note_first(Expected& found, Line const& line, StepFacts const& ride, std::uint32_t first) const {
  while (first < found.number && is_shut(line, first, ride.load)) ++first;
  if (first == found.number) return;
  auto const& service = world_.services[ride.service];
  found.held_up = std::max(Duration{}, found.closes - line.calls->closes(first, ride.load));
  found.full = rules::Refusal::quota;  // what no leg lacks
  all_legs(line, ride, first, [&](std::uint32_t number, std::uint32_t leg) {
    auto const no = refusal(service, line, number, leg, ride);
    if (no != rules::Refusal::none) found.full = no;
    return no == rules::Refusal::none;
  });
}

// --- room

// Past the last stop it goes on in the next round of the same vehicle.
template <class Visit>
bool Departures::all_stretches(Line const& line, StepFacts const& ride, std::uint32_t number, Visit visit) {
  if (ride.load < ride.discharge) return visit(number, ride.load, ride.discharge);
  return visit(number, ride.load, line.stops) &&
         (ride.discharge == 0 || visit(number + line.fleet, 0u, ride.discharge));
}

template <class Visit>
bool Departures::all_legs(Line const& line, StepFacts const& ride, std::uint32_t number, Visit visit) {
  return all_stretches(line, ride, number, [&](std::uint32_t n, std::uint32_t leg, std::uint32_t end) {
    for (; leg < end; ++leg)
      if (!visit(n, leg)) return false;
    return true;
  });
}

void Departures::open_rows(Line& line, std::uint32_t departures) {
  line.kept = departures;
  line.taken.resize(std::size_t{departures} * line.stops);
  line.allotted_taken.resize(line.taken.size() * line.allotments);
}

inline bool Departures::is_shut(Line const& line, std::uint32_t number, std::uint32_t stop) {
  if (number < line.first) return true;
  auto const* taken = row(line, number, stop);
  return taken != nullptr && taken->closed != 0;
}

// For the smallest box, too.
inline bool Departures::is_full(Line const& line, std::uint32_t number, std::uint32_t stop) const {
  if (number < line.first) return true;
  auto const* taken = row(line, number, stop);
  if (taken == nullptr) return false;
  auto const& room = line.room(number);
  return taken->closed != 0 ||
         (line.plain ? room.teu : room.teu_by_leg[stop]) - (taken->teu[0] + taken->teu[1]) < least_teu_ - 1e-6 ||
         taken->boxes >= room.slots;
}

// What `refusal` comes to on legs that follow one another, of a plain line.
inline bool Departures::fits_on_all(Room const& room, std::span<Taken const> legs, StepFacts const& ride) {
  double const most_teu = room.teu - ride.teu + 1e-6, most_tonnes = room.payload + rounding_t;
  return std::ranges::all_of(legs, [&](Taken const& taken) {
    return taken.teu[0] + taken.teu[1] <= most_teu && taken.boxes < room.slots &&
           (!ride.reefer || taken.plugs < room.plugs) && taken.tonnes + ride.tonnes <= most_tonnes;
  });
}

inline bool Departures::has_plain_room(Line const& line, StepFacts const& ride, std::uint32_t number) {
  static constexpr Taken nothing{};
  return all_stretches(line, ride, number, [&](std::uint32_t n, std::uint32_t leg, std::uint32_t end) {
    auto const* taken = row(line, n, leg);
    std::span const legs = taken != nullptr ? std::span{taken, end - leg} : std::span{&nothing, 1};
    return fits_on_all(line.room(n), legs, ride);
  });
}

rules::Refusal Departures::refusal(world::Service const& service, Line const& line, std::uint32_t number,
                                   std::uint32_t leg, StepFacts const& ride) const {
  using rules::Refusal;
  static constexpr Taken nothing{};
  auto const* found = row(line, number, leg);
  Taken const& taken = found != nullptr ? *found : nothing;
  auto const regime = static_cast<std::size_t>(ride.regime);
  auto const& room = line.room(number);
  double free = rules::free_for(service.mixed, ride.regime, room.teu_by_leg[leg] - (taken.teu[0] + taken.teu[1]),
                                taken.teu[1 - regime]);
  if (!service.allotments.empty()) free -= kept_for_others(service, line, number, leg, ride);
  if (ride.teu > free + 1e-6 || taken.boxes >= room.slots) return Refusal::slots;
  if (ride.reefer) {
    auto const& run = service.run_by(number);
    if (taken.plugs >= rules::plugs(world_.vehicle_classes[run.vehicle], run.stops[leg])) return Refusal::plugs;
  }
  if (taken.tonnes + ride.tonnes <= payload(ride.service, line, number, leg) + rounding_t) return Refusal::none;
  return line.by_water ? Refusal::water : Refusal::too_heavy;
}

bool Departures::is_for(world::Allotment const& allotment, world::FlowId flow) {
  return std::ranges::find(allotment.flows, flow) != allotment.flows.end();
}

// What others have not taken of their allotments, as long as these are not released.
double Departures::kept_for_others(world::Service const& service, Line const& line, std::uint32_t number,
                                   std::uint32_t leg, StepFacts const& ride) const {
  auto const allotments = service.allotments.size();
  Duration const left = line.calls->closes(std::min(number, line.calls->departures() - 1), leg) - clock_.now();
  double kept = 0;
  for (std::size_t n = 0; n < allotments; ++n) {
    auto const& allotment = service.allotments[n];
    if (left <= allotment.released || is_for(allotment, ride.flow)) continue;
    auto const at = (std::size_t{number - line.first} * line.stops + leg) * allotments + n;
    double const taken = number >= line.first && at < line.allotted_taken.size() ? line.allotted_taken[at] : 0;
    kept += std::max(0.0, allotment.teu - taken);
  }
  return kept;
}

// By the water that is published for the day on which it sets out.
double Departures::payload(ServiceId service, Line const& line, std::uint32_t number, std::uint32_t leg) const {
  auto const date = [&] {
    Time const leaves = line.calls->departs(std::min(number, line.calls->departures() - 1)) + line.closes[leg];
    return std::min(leaves, clock_.now() + world_.policy.depths_published);
  };
  std::size_t const part = line.by_water ? parts_.at(std::max(Time{}, date())) : 0;
  return payloads_.of(service, world_.services[service].turn_of(number), part)[leg];
}

bool Departures::has_room(Line const& line, StepFacts const& ride, std::uint32_t number) const {
  if (is_shut(line, number, ride.load)) return false;
  bool const fits_all = line.plain ? has_plain_room(line, ride, number)
                                   : all_legs(line, ride, number, [&](std::uint32_t n, std::uint32_t leg) {
                                       return fits(world_.services[ride.service], line, n, leg, ride);
                                     });
  return fits_all && (ride.piggyback == 0 || quota_left(ride.piggyback, line, number) >= ride.teu);
}

bool Departures::has_room_ahead(StepFacts const& ride, std::uint32_t number) const {
  Line const& line = lines_[ride.service];
  auto const& service = world_.services[ride.service];
  bool here = true;
  return all_legs(line, ride, number, [&](std::uint32_t n, std::uint32_t leg) {
    return std::exchange(here, false) || fits(service, line, n, leg, ride);
  });
}

bool Departures::takes_boxes(StepFacts const& ride, std::uint32_t number) const {
  return !is_shut(lines_[ride.service], number, ride.load);
}

double Departures::booked_by_others(StepFacts const& ride, std::uint32_t number, double own_teu) const {
  if (number == unnumbered) return 0;
  Line const& line = lines_[ride.service];
  double fullest = 0;
  all_legs(line, ride, number, [&](std::uint32_t n, std::uint32_t leg) {
    if (auto const* taken = row(line, n, leg))
      fullest = std::max(fullest,
                         (static_cast<double>(taken->teu[0] + taken->teu[1]) - own_teu) / line.room(n).teu_by_leg[leg]);
    return true;
  });
  return fullest;
}

bool Departures::goes_first(StepFacts const& ride, std::uint32_t number, std::uint32_t other) const {
  Line const& line = lines_[ride.service];
  if (number >= other || other >= line.calls->departures()) return false;  // beyond all that is known nobody is early
  return !is_shut(line, number, ride.load) &&
         line.calls->looks(number, ride.load) < line.calls->looks(other, ride.load);
}

Time Departures::takes_until(ServiceId service, std::uint64_t voyage, std::size_t stop) const {
  auto const& calls = lines_[service].calls;
  auto const number = static_cast<std::uint32_t>(voyage);
  if (!calls || calls->cut_off_ahead(number, stop) <= Duration{}) return Time::never();
  return calls->closes_if_it_looks(number, stop, clock_.now());
}

// Hot: mostly one look at a row or two does.
bool Departures::book_if_room(StepFacts const& ride, std::uint32_t number) {
  Line& line = lines_[ride.service];
  bool const is_simple = line.plain && ride.piggyback == 0 && number >= line.first;
  if (!is_simple) {
    bool const fits = has_room(line, ride, number);
    if (fits) change(ride, number, 1);
    return fits;
  }
  bool const goes_round = ride.discharge <= ride.load;
  std::uint32_t const legs = (goes_round ? line.stops : ride.discharge) - ride.load;
  std::uint32_t const legs_after = goes_round ? ride.discharge : 0, round_after = number + line.fleet;
  // The later one first: it may move the others.
  Taken* const taken_after = legs_after > 0 ? &open_row(line, round_after, 0) : nullptr;
  Taken* const taken = &open_row(line, number, ride.load);
  if (taken->closed != 0 || !fits_on_all(line.room(number), {taken, legs}, ride)) return false;
  if (legs_after > 0 && !fits_on_all(line.room(round_after), {taken_after, legs_after}, ride)) return false;
  ++taken->boarding;
  add(taken, legs, ride, 1);
  add(taken_after, legs_after, ride, 1);
  return true;
}

void Departures::change(StepFacts const& ride, std::uint32_t number, int boxes) {
  Line& line = lines_[ride.service];
  float const teu = static_cast<float>(boxes) * ride.teu;
  bool boards = true;
  all_stretches(line, ride, number, [&](std::uint32_t n, std::uint32_t leg, std::uint32_t end) {
    if (n < line.first) return boards = false, true;  // it is over, and nobody asks any more
    Taken* const taken = &open_row(line, n, leg);
    if (std::exchange(boards, false)) taken->boarding = static_cast<std::uint16_t>(taken->boarding + boxes);
    add(taken, end - leg, ride, boxes);
    for (; leg < end; ++leg) {
      if (line.allotments > 0) take_allotted(line, ride, n, leg, teu);
      if (boxes < 0) line.open_from[leg] = std::min(line.open_from[leg], n);
    }
    return true;
  });
  if (ride.piggyback > 0) quota_left(ride.piggyback, line, number) -= teu;
}

inline void Departures::add(Taken* taken, std::uint32_t legs, StepFacts const& ride, int boxes) {
  auto const by = static_cast<float>(boxes);
  int const plugs = ride.reefer ? boxes : 0;
  for (Taken* const end = taken + legs; taken != end; ++taken) {
    taken->teu[static_cast<std::size_t>(ride.regime)] += by * ride.teu;
    taken->tonnes += by * ride.tonnes;
    taken->boxes = static_cast<std::uint16_t>(taken->boxes + boxes);
    taken->plugs = static_cast<std::uint16_t>(taken->plugs + plugs);
  }
}

void Departures::take_allotted(Line& line, StepFacts const& ride, std::uint32_t number, std::uint32_t leg,
                               float teu) const {
  auto const& allotments = world_.services[ride.service].allotments;
  for (std::size_t n = 0; n < allotments.size(); ++n)
    if (is_for(allotments[n], ride.flow))
      line.allotted_taken[(std::size_t{number - line.first} * line.stops + leg) * allotments.size() + n] += teu;
}

std::size_t Departures::quota_at(std::uint8_t piggyback, Line const& line, std::uint32_t number) const {
  double const date = std::max(0.0, in_days(line.calls->departs(std::min(number, line.calls->departures() - 1))));
  auto const year = static_cast<std::size_t>(date / 365);
  auto const years = quotas_.size() / world_.piggybacks.size();
  return std::min(year, years - 1) * world_.piggybacks.size() + piggyback - 1u;
}
double& Departures::quota_left(std::uint8_t piggyback, Line const& line, std::uint32_t number) {
  return quotas_[quota_at(piggyback, line, number)];
}
double Departures::quota_left(std::uint8_t piggyback, Line const& line, std::uint32_t number) const {
  return quotas_[quota_at(piggyback, line, number)];
}

std::uint32_t Departures::to_board(ServiceId service, std::uint64_t number, std::size_t stop) const {
  auto const* taken = row(lines_[service], static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(stop));
  return taken != nullptr ? taken->boarding : 0;
}

// --- what happened

void Departures::announced(Closures const& closures, Closures::Spell const& spell) {
  ++changes_;
  for (auto& line : lines_)
    if (line.numbered ? line.calls->announced(closures, spell, clock_.now()) : line.progress->announced(closures))
      line.news_at = news_at_ = clock_.now();
}

void Departures::closed(ServiceId id, std::uint64_t voyage, std::size_t stop, Time at) {
  ++changes_;
  Line& line = lines_[id];
  auto const number = static_cast<std::uint32_t>(voyage);
  if (line.numbered) {
    line.calls->closed(number, stop, at);
    if (number < line.first || number >= line.calls->departures()) return;
    open_row(line, number, static_cast<std::uint32_t>(stop)).closed = 1;
    if (stop == line.last_loading) forget_past(line);
    return;
  }
  if (line.set_out.size() <= number) line.set_out.resize(std::size_t{number} + 1, Time::never());
  if (stop == 0) line.set_out[number] = at;
  Time const set_out = line.set_out[number];
  if (set_out == Time::never()) return;
  Duration const known = stop == 0 ? Duration{} : known_delay(line, stop, set_out, set_out + line.closes[stop], at);
  line.closes_late[stop].add((at - set_out) - line.closes[stop] - known, at, half_life_, share_of_latest);
}

void Departures::left_out(ServiceId id, std::uint64_t voyage, std::size_t stop) {
  ++changes_;
  Line& line = lines_[id];
  auto const number = static_cast<std::uint32_t>(voyage);
  if (!line.numbered || number < line.first || number >= line.calls->departures()) return;
  open_row(line, number, static_cast<std::uint32_t>(stop)).closed = 1;
  if (stop == line.last_loading) forget_past(line);
}

void Departures::discharged(ServiceId id, std::uint64_t voyage, std::size_t stop, Time at) {
  ++changes_;
  Line& line = lines_[id];
  if (line.numbered) return line.calls->lifted(static_cast<std::uint32_t>(voyage), stop, at);
  if (stop == 0 && voyage < line.fleet) return;  // it has come from nowhere
  auto const number = stop == 0 ? voyage - line.fleet : voyage;
  if (number >= line.set_out.size() || line.set_out[number] == Time::never()) return;
  Time const set_out = line.set_out[number];
  Duration const known = known_delay(line, stop, set_out, set_out + line.lifts[stop], at);
  line.lifts_late[stop].add((at - set_out) - line.lifts[stop] - known, at, half_life_, share_of_latest);
}

void Departures::waited(ServiceId id, std::size_t stop, Duration wait, Time at) {
  ++changes_;
  lines_[id].waits[stop].add(wait - lines_[id].wait, at, half_life_);
}

// Departures that take boxes nowhere any more give up their rows, many at a time.
void Departures::forget_past(Line& line) {
  constexpr std::size_t at_a_time = 16;
  std::size_t past = 0;
  while (past < line.kept && line.taken[past * line.stops + line.last_loading].closed != 0) ++past;
  if (past < at_a_time) return;
  line.taken.erase(line.taken.begin(), line.taken.begin() + static_cast<std::ptrdiff_t>(past * line.stops));
  line.allotted_taken.erase(
      line.allotted_taken.begin(),
      line.allotted_taken.begin() + static_cast<std::ptrdiff_t>(past * line.stops * line.allotments));
  line.first += static_cast<std::uint32_t>(past);
  line.kept -= static_cast<std::uint32_t>(past);
  for (auto& number : line.open_from) number = std::max(number, line.first);
}

}  // namespace tongzhou::engine
