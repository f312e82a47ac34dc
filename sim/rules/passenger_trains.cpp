#include "sim/rules/passenger_trains.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tongzhou::rules {
namespace {

constexpr Duration day = hours(24);
constexpr Duration rounding = seconds(1e-3);

/// Passenger trains of one direction, and how long before and after each a train may not enter the part.
struct Stream {
  Duration reach;  // how long after they have come to the line: the part, or from its other end
  Duration before, after;
};

std::array<Stream, 2> streams(world::Link const& link, std::size_t part, Duration takes) {
  Duration const on_part = link.distance / link.passengers->speed / link.sections;
  auto const from_other_end = static_cast<double>(link.sections) - 1 - static_cast<double>(part);
  Stream const same{on_part * static_cast<double>(part), link.headway + std::max(Duration{}, takes - on_part),
                    link.headway + std::max(Duration{}, on_part - takes)};
  if (link.tracks > 1) return {same, Stream{}};
  return {same, Stream{on_part * from_other_end, takes, on_part}};
}

/// The first that comes to the line after a date.
Time first_after(world::PassengerTrains const& trains, Time date) {
  double hour = std::floor(in_hours(date));
  for (;; ++hour) {
    auto const of_day = static_cast<std::size_t>(hour - 24 * std::floor(hour / 24));
    int const count = trains.per_hour[of_day];
    for (int n = 0; n < count; ++n)
      if (Time const comes = at_hours(hour + (n + 0.5) / count); comes > date) return comes;
  }
}

}  // namespace

Time clear_of_passengers(world::Link const& link, std::size_t part, Duration takes, Time at) {
  if (!link.passengers || at == Time::never()) return at;
  // Who finds no gap by then never would: such trains are refused, but for those that are slower this time than on the
  // mean, which go (assumption).
  Time const first = at, latest = at + 2 * day;
  for (bool moved = true; moved && at < latest;) {
    moved = false;
    for (Stream const& stream : streams(link, part, takes)) {
      if (stream.after <= Duration{} && stream.before <= Duration{}) continue;
      Time const comes = first_after(*link.passengers, at - stream.after - stream.reach + rounding) + stream.reach;
      if (comes >= at + stream.before - rounding) continue;
      at = comes + stream.after;
      moved = true;
    }
  }
  return at < latest ? at : first;
}

world::RecurringClosures kept_for_passengers(world::Link const& link, std::size_t part, Duration takes) {
  if (!link.passengers) return {};
  std::vector<world::RecurringClosures::Span> spans;
  for (Stream const& stream : streams(link, part, takes)) {
    Duration const kept = stream.before + stream.after;
    if (kept <= Duration{}) continue;
    for (Time comes = first_after(*link.passengers, Time{} - seconds(1)); comes < Time{} + day;
         comes = first_after(*link.passengers, comes)) {
      Duration const from = comes.since_start() + stream.reach - stream.before;
      Duration const in_day = from - day * std::floor(from / day);
      spans.push_back({in_day, in_day + kept});
    }
  }
  return {day, std::move(spans)};
}

namespace {

/// Trains that come to a part in a span of the day, at any moment of it alike; all at one where it has no length.
struct Coming {
  Duration from, to;
  double share;  // of all trains
};

/// All trains of a line, as they come to one part after another.
class MeanTrains {
 public:
  MeanTrains() : coming_{{Duration{}, day, 1}} {}

  void pass(world::RecurringClosures const& kept, Duration takes) {
    if (!kept.none()) wait(kept.spans());
    for (Coming& trains : coming_) {
      Duration const out = trains.from + takes;
      Duration const in_day = out - day * std::floor(out / day);
      trains = {in_day, in_day + (trains.to - trains.from), trains.share};
    }
  }
  Duration waited() const { return waited_; }

 private:
  using Span = world::RecurringClosures::Span;

  /// Those that come while the part is kept set out together when it is free.
  void wait(std::vector<Span> const& of_day) {
    std::vector<Span> kept;  // from the day before on, up to where the last of those that come today may wait
    for (double const shift : {-1.0, 0.0, 1.0, 2.0})
      for (Span const& span : of_day) kept.push_back({span.from + day * shift, span.to + day * shift});
    std::vector<double> waiting(of_day.size());
    std::vector<Coming> free;
    for (Coming const& trains : coming_) {
      bool const at_once = trains.to - trains.from <= rounding;
      Duration at = trains.from;
      do {
        auto const span = std::ranges::upper_bound(kept, at + rounding, {}, &Span::to);
        bool const is_kept = span->from <= (at_once ? at - rounding : at);
        Duration const until = at_once ? trains.to : std::min(trains.to, is_kept ? span->to : span->from);
        double const share = at_once ? trains.share : trains.share * ((until - at) / (trains.to - trains.from));
        if (is_kept) {
          waited_ += (span->to - (at + until) / 2) * share;
          waiting[static_cast<std::size_t>(span - kept.begin()) % of_day.size()] += share;
        } else {
          free.push_back({at, until, share});
        }
        at = until;
      } while (at < trains.to);
    }
    for (std::size_t n = 0; n < of_day.size(); ++n)
      if (waiting[n] > 0) free.push_back({of_day[n].to, of_day[n].to, waiting[n]});
    coming_ = std::move(free);
  }

  std::vector<Coming> coming_;
  Duration waited_;
};

}  // namespace

Duration mean_wait_for_passengers(world::Link const& link, Duration takes) {
  MeanTrains trains;
  for (int part = 0; part < link.sections; ++part) {
    auto const kept = kept_for_passengers(link, static_cast<std::size_t>(part), takes);
    if (kept.always()) return Duration::unlimited();
    trains.pass(kept, takes);
  }
  return trains.waited();
}

}  // namespace tongzhou::rules
