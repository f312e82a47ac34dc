#include "scenarios/imports/vessel_schedules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/locate.hpp"
#include "scenarios/imports/ids.hpp"
#include "scenarios/imports/weekly_times.hpp"

namespace tongzhou::imports {
namespace {

using format::Json;
using format::step_for;

std::string text_of(Json const& object, char const* key) {
  auto const found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// A list below a key, or nothing at all.
Json const& list_in(Json const& object, char const* key) {
  static Json const none = Json::array();
  auto const found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() && found->is_array() ? *found : none;
}

/// Two letters of a country, three of a place, where 2 to 9 may stand, too.
bool is_unlocode(std::string_view code) {
  constexpr std::size_t country = 2, whole = 5;
  auto const is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return code.size() == whole && std::ranges::all_of(code.substr(0, country), is_letter) &&
         std::ranges::all_of(code.substr(country), [&](char c) { return is_letter(c) || (c >= '2' && c <= '9'); });
}

struct Call {
  std::string port;
  std::optional<std::int64_t> arrival, departure;  // local minutes
};
using Voyage = std::vector<Call>;  // of one ship, as far as its schedule goes

/// From a call to before the next at the same port; all calls when the first port does not come again.
std::size_t round_length(Voyage const& voyage) {
  for (std::size_t i = 1; i < voyage.size(); ++i) {
    if (voyage[i].port == voyage.front().port) return i;
  }
  return voyage.size();
}

class Reader {
 public:
  Reader(std::string_view text, std::string const& file, std::string const& vehicle_class, format::Problems& problems)
      : text_(text), file_(file), vehicle_class_(vehicle_class), problems_(problems) {}

  std::optional<Imported> read() {
    auto const known = problems_.count();
    auto const json = format::parse(text_, file_, problems_);
    if (!json) return std::nullopt;
    if (json->is_object()) {
      add_service(*json, "");
    } else if (json->is_array()) {
      for (std::size_t i = 0; i < json->size() && !problems_.full(); ++i) add_service((*json)[i], step_for(i));
    }
    if (problems_.count() > known) return std::nullopt;
    if (made_.overlay.contains("services")) return std::move(made_);
    problem("", "no service in it has vesselSchedules with two calls");
    return std::nullopt;
  }

 private:
  void problem(std::string const& pointer, std::string words) {
    if (!positions_) positions_.emplace(text_);
    auto const position = positions_->find(pointer).position;
    problems_.add({file_, position.line, position.column, pointer, std::move(words)});
  }

  void add_service(Json const& service, std::string const& pointer) {
    if (!service.is_object()) return problem(pointer, "expected a service schedule");
    std::vector<Voyage> voyages;
    auto const& ships = list_in(service, "vesselSchedules");
    for (std::size_t i = 0; i < ships.size() && !problems_.full(); ++i) {
      auto voyage = voyage_in(ships[i], pointer + "/vesselSchedules" + step_for(i));
      if (voyage.size() > 1) voyages.push_back(std::move(voyage));
    }
    if (voyages.empty()) return;
    auto code = text_of(service, "carrierServiceCode");
    auto const name = text_of(service, "carrierServiceName");
    auto const id = ids_.unique(code.empty() ? name : code);
    write_service(id, name, voyages);
  }

  Voyage voyage_in(Json const& ship, std::string const& pointer) {
    Voyage voyage;
    auto const& calls = list_in(ship, "transportCalls");
    for (std::size_t i = 0; i < calls.size() && !problems_.full(); ++i) {
      auto const at = pointer + "/transportCalls" + step_for(i);
      if (calls[i].is_object() && text_of(calls[i], "statusCode") == "OMIT") continue;
      if (auto call = call_in(calls[i], at)) voyage.push_back(std::move(*call));
    }
    return voyage;
  }

  std::optional<Call> call_in(Json const& call, std::string const& pointer) {
    auto const location = call.is_object() ? call.value("location", Json::object()) : Json{};
    auto const code = location.is_object() ? text_of(location, "UNLocationCode") : "";
    if (!is_unlocode(code)) {
      problem(pointer, "expected a location with a UNLocationCode like CNSHA");
      return std::nullopt;
    }
    note_port(code, text_of(location, "locationName"));
    Call made{code, {}, {}};
    std::map<std::string, int> ranks;  // what is planned counts before what is estimated or was
    auto const& timestamps = list_in(call, "timestamps");
    for (std::size_t i = 0; i < timestamps.size(); ++i) {
      auto const& stamp = timestamps[i];
      if (!stamp.is_object()) continue;
      auto const type = text_of(stamp, "eventTypeCode"), how = text_of(stamp, "eventClassifierCode");
      if (type != "ARRI" && type != "DEPA") continue;
      auto const minutes = local_minutes(text_of(stamp, "eventDateTime"));
      if (!minutes) {
        problem(pointer + "/timestamps" + step_for(i), "expected an eventDateTime like 2025-03-04T08:30:00+08:00");
        continue;
      }
      int const rank = how == "PLN" ? 3 : how == "EST" ? 2 : 1;
      if (rank <= std::exchange(ranks[type], std::max(rank, ranks[type]))) continue;
      (type == "ARRI" ? made.arrival : made.departure) = *minutes;
    }
    return made;
  }

  void note_port(std::string const& code, std::string const& name) {
    auto& place = made_.overlay["places"][code];
    if (!place.is_null()) return;
    place = {{"kind", "sea_port"}, {"unlocode", code}, {"country", code.substr(0, 2)}};
    if (!name.empty()) place["name"] = name;
  }

  void write_service(std::string const& id, std::string const& name, std::vector<Voyage> const& voyages) {
    // The longest round: ships whose schedule begins or ends under way show a part of it only.
    auto const longest = std::ranges::max_element(voyages, {}, round_length);
    auto const length = round_length(*longest);
    auto const first = longest->front().port;
    Json service{{"vehicle", vehicle_class_}, {"stops", Json::array()}};
    if (!name.empty()) service["name"] = name;
    for (std::size_t i = 0; i < length; ++i) service["stops"].push_back(stop_of(*longest, i, length));
    service["schedule"] = schedule_of(id, first, voyages);
    bool const goes_round = length < longest->size();
    if (!goes_round) service["returns"] = false;
    for (std::size_t i = 1; i < length + (goes_round ? 1 : 0); ++i)
      note_lane((*longest)[i - 1].port, (*longest)[i].port);
    made_.overlay["services"][id] = std::move(service);
  }

  /// How long a ship stays there, over its rounds.
  static Json stop_of(Voyage const& voyage, std::size_t at, std::size_t length) {
    double minutes = 0;
    int calls = 0;
    for (auto i = at; i < voyage.size() && voyage[i].port == voyage[at].port; i += length) {
      auto const& call = voyage[i];
      if (!call.arrival || !call.departure || *call.departure <= *call.arrival) continue;
      minutes += static_cast<double>(*call.departure - *call.arrival);
      ++calls;
    }
    if (calls == 0) return voyage[at].port;
    return {{"at", voyage[at].port}, {"stay_hours", std::round(minutes / calls / 6) / 10}};
  }

  Json schedule_of(std::string const& id, std::string const& first, std::vector<Voyage> const& voyages) {
    std::set<std::int64_t> departures;
    for (auto const& voyage : voyages) {
      for (auto const& call : voyage) {
        if (call.port == first && call.departure) departures.insert(*call.departure);
      }
    }
    if (departures.size() < 2) {
      made_.remarks.push_back(
          fmt::format("service {}: fewer than two departures from {}; taken as weekly (assumption)", id, first));
      return departures.empty() ? Json{{"every_hours", 168}}
                                : Json{{"weekly", Json::array({weekly_time(minutes_of_week(*departures.begin()))})}};
    }
    double const gap =
        static_cast<double>(*departures.rbegin() - *departures.begin()) / static_cast<double>(departures.size() - 1);
    constexpr double nearly_a_week = 12 * 60;
    if (std::abs(gap - minutes_per_week) <= nearly_a_week)
      return {{"weekly", Json::array({weekly_time(minutes_of_week(*departures.begin()))})}};
    return {{"every_hours", std::clamp(std::round(gap / 6) / 10, 0.1, 8784.0)}};
  }

  void note_lane(std::string const& from, std::string const& to) {
    if (from == to) return;
    auto const id = from < to ? from + "-" + to : to + "-" + from;
    made_.overlay["links"][id] = {{"kind", "sea_lane"}, {"from", std::min(from, to)}, {"to", std::max(from, to)}};
  }

  std::string_view text_;
  std::string const& file_;
  std::string const& vehicle_class_;
  format::Problems& problems_;
  std::optional<format::SourcePositions> positions_;  // made when the first problem is told
  UniqueIds ids_;
  Imported made_;
};

}  // namespace

std::optional<Imported> read_vessel_schedules(std::string_view text, std::string const& file,
                                              std::string const& vehicle_class, format::Problems& problems) {
  return Reader{text, file, vehicle_class, problems}.read();
}

}  // namespace tongzhou::imports
