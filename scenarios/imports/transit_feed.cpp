#include "scenarios/imports/transit_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "scenarios/format/files.hpp"
#include "scenarios/imports/ids.hpp"
#include "scenarios/imports/weekly_times.hpp"
#include "scenarios/sheets/archive.hpp"
#include "scenarios/sheets/csv.hpp"
#include "scenarios/sheets/workbook_reader.hpp"

namespace tongzhou::imports {
namespace {

namespace fs = std::filesystem;
using format::Json;

/// One file of a feed; nothing, and why, when it cannot be had.
using Open = std::function<std::optional<std::string>(std::string const& name, std::string& why)>;

Open in_folder(fs::path const& folder) {
  return [folder](std::string const& name, std::string& why) {
    return format::read_file(folder / name, format::most_bytes_read, why);
  };
}

Open in_archive(std::shared_ptr<std::string const> const& bytes) {
  return [bytes](std::string const& name, std::string& why) -> std::optional<std::string> {
    try {
      sheets::Archive archive{*bytes, format::most_bytes_read};
      std::string text;
      archive.read(name, [&](std::string_view piece) { text += piece; });
      return text;
    } catch (sheets::Broken const& broken) {
      why = broken.why;
      return std::nullopt;
    }
  };
}

/// A table of a feed, its rows by the names of its columns.
class Table {
 public:
  Table(std::string file, sheets::Sheet sheet) : file_(std::move(file)), sheet_(std::move(sheet)) {
    if (sheet_.rows().empty()) return;
    for (auto const& cell : sheet_.cells(sheet_.rows().front()))
      columns_.emplace(std::string{sheets::trimmed(cell.text)}, cell.column);
  }

  bool has(std::string const& column) const { return columns_.contains(column); }
  std::string const& file() const { return file_; }

  struct Row {
    std::uint32_t line = 0;
    std::map<std::string_view, std::string_view> cells;
    std::string operator[](std::string_view column) const {
      auto const found = cells.find(column);
      return found == cells.end() ? std::string{} : std::string{found->second};
    }
  };
  void each(std::function<void(Row const&)> const& take) const {
    std::map<std::uint32_t, std::string_view> names;
    for (auto const& [name, column] : columns_) names.emplace(column, name);
    for (std::size_t i = 1; i < sheet_.rows().size(); ++i) {
      Row row{sheet_.rows()[i].number, {}};
      for (auto const& cell : sheet_.cells(sheet_.rows()[i])) {
        auto const name = names.find(cell.column);
        if (name != names.end()) row.cells.emplace(name->second, sheets::trimmed(cell.text));
      }
      take(row);
    }
  }

 private:
  std::string file_;
  sheets::Sheet sheet_;
  std::map<std::string, std::uint32_t> columns_;
};

/// HH:MM:SS after the begin of the day of service, which goes on after midnight: minutes.
std::optional<std::int64_t> minutes_in(std::string const& text) {
  std::int64_t hour = 0;
  auto const* const end = text.data() + text.size();
  auto const hours = std::from_chars(text.data(), end, hour);
  if (hours.ec != std::errc{} || end - hours.ptr != 6 || *hours.ptr != ':') return std::nullopt;
  std::int64_t minute = 0;
  auto const minutes = std::from_chars(hours.ptr + 1, hours.ptr + 3, minute);
  constexpr std::int64_t longest = std::int64_t{30} * 24;  // a month under way
  if (minutes.ptr != hours.ptr + 3 || hour < 0 || hour > longest || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

enum class Mode { train, ferry };

/// GTFS route types, and the extended ones of Google: 100 to 117 are railways, 1000 and 1200 water.
std::optional<Mode> mode_of(std::string const& type) {
  int number = -1;
  std::from_chars(type.data(), type.data() + type.size(), number);
  if (number == 2 || (number >= 100 && number < 118)) return Mode::train;
  if (number == 4 || number == 1000 || number == 1200) return Mode::ferry;
  return std::nullopt;
}

struct Stop {
  std::string place;
  std::optional<std::int64_t> arrival, departure;  // minutes; of stops that are no timepoints they may be left out
  std::uint32_t line = 0;                          // of stop_times.txt
};
struct Trip {
  std::string route, days;
  std::map<int, Stop> stops;  // by stop_sequence
};
/// Trips of a route with the same stops.
struct Pattern {
  std::vector<double> stay_minutes;  // sums over trips
  int trips = 0;
  std::set<std::int64_t> departures;  // minutes of the week
};

class FeedReader {
 public:
  FeedReader(std::string name, Open open, std::string const& vehicle_class, format::Problems& problems)
      : name_(std::move(name)), open_(std::move(open)), vehicle_class_(vehicle_class), problems_(problems) {}

  std::optional<Imported> read() {
    auto const known = problems_.count();
    read_routes();
    read_days();
    read_stops();
    read_trips();
    if (problems_.count() > known) return std::nullopt;
    read_stop_times();
    if (problems_.count() > known) return std::nullopt;
    write();
    if (made_.overlay.contains("services")) return std::move(made_);
    problems_.add({name_, 0, 0, "", "no train and no ferry in it calls at two stops on some day of the week"});
    return std::nullopt;
  }

 private:
  void problem(Table const& table, Table::Row const& row, std::string const& column, std::string words) {
    problem_at(table.file(), row.line, " " + column, std::move(words));
  }
  void problem_at(std::string const& file, std::uint32_t line, std::string const& column, std::string words) {
    problems_.add({file, static_cast<int>(line), 0, "", std::move(words), fmt::format(":{}{}", line, column)});
  }

  /// Nothing, and a problem, when it is not there or lacks a column.
  std::optional<Table> table(std::string const& file, std::initializer_list<char const*> columns) {
    std::string why;
    auto text = open_(file, why);
    auto const full = name_ + "/" + file;
    if (!text) {
      problems_.add({full, 0, 0, "", why});
      return std::nullopt;
    }
    std::vector<sheets::Flaw> flaws;
    sheets::CsvForm form;
    Table made{full, sheets::read_csv(std::move(*text), file, flaws, form)};
    for (auto const& flaw : flaws) problem_at(full, flaw.row, "", flaw.text);
    for (auto const* const column : columns) {
      if (!made.has(column)) problem_at(full, 1, "", fmt::format("missing column \"{}\"", column));
    }
    return made;
  }

  void read_routes() {
    auto const routes = table("routes.txt", {"route_id", "route_type"});
    if (!routes) return;
    routes->each([&](Table::Row const& row) {
      auto const mode = mode_of(row["route_type"]);
      if (!mode) {
        ++other_routes_;
        return;
      }
      auto const name = row["route_short_name"].empty() ? row["route_long_name"] : row["route_short_name"];
      routes_[row["route_id"]] = {*mode, name};
    });
  }

  void read_days() {
    constexpr std::array<char const*, 7> days{"monday", "tuesday",  "wednesday", "thursday",
                                              "friday", "saturday", "sunday"};
    auto const calendar = table(
        "calendar.txt", {"service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
    if (!calendar) return;
    calendar->each([&](Table::Row const& row) {
      for (std::size_t day = 0; day < days.size(); ++day) {
        if (row[days[day]] == "1") days_[row["service_id"]].push_back(static_cast<std::int64_t>(day));
      }
    });
  }

  void read_stops() {
    auto const stops = table("stops.txt", {"stop_id", "stop_lat", "stop_lon"});
    if (!stops) return;
    stops->each([&](Table::Row const& row) {
      stations_[row["stop_id"]] = row["parent_station"].empty() ? row["stop_id"] : row["parent_station"];
      auto const number = [&](char const* column) {
        double value = std::numeric_limits<double>::quiet_NaN();
        auto const text = row[column];
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
      };
      double const lat = number("stop_lat"), lon = number("stop_lon");
      if (std::abs(lat) <= 90 && std::abs(lon) <= 180) {
        places_[row["stop_id"]] = {
            {"lat", lat}, {"lon", lon}, {"name", row["stop_name"].empty() ? row["stop_id"] : row["stop_name"]}};
      } else if (!row["stop_lat"].empty() || !row["stop_lon"].empty()) {
        problem(*stops, row, "stop_lat", "expected degrees from -90 to 90, and from -180 to 180 of stop_lon");
      }
    });
  }

  void read_trips() {
    auto const trips = table("trips.txt", {"route_id", "service_id", "trip_id"});
    if (!trips) return;
    trips->each([&](Table::Row const& row) {
      if (routes_.contains(row["route_id"])) trips_[row["trip_id"]] = {row["route_id"], row["service_id"], {}};
    });
  }

  void read_stop_times() {
    auto const times = table("stop_times.txt", {"trip_id", "stop_id", "stop_sequence", "departure_time"});
    if (!times) return;
    times->each([&](Table::Row const& row) {
      auto const trip = trips_.find(row["trip_id"]);
      if (trip == trips_.end()) return;
      auto const station = stations_.find(row["stop_id"]);
      if (station == stations_.end() || !places_.contains(station->second))
        return problem(*times, row, "stop_id", fmt::format("stops.txt has no \"{}\" with a position", row["stop_id"]));
      int sequence = 0;
      auto const text = row["stop_sequence"];
      if (std::from_chars(text.data(), text.data() + text.size(), sequence).ec != std::errc{})
        return problem(*times, row, "stop_sequence", "expected a whole number");
      Stop stop{station->second, {}, {}, row.line};
      for (auto const& [column, minutes] :
           {std::pair{"departure_time", &stop.departure}, std::pair{"arrival_time", &stop.arrival}}) {
        *minutes = minutes_in(row[column]);
        if (!*minutes && !row[column].empty()) return problem(*times, row, column, "expected a time like 08:30:00");
      }
      trip->second.stops[sequence] = std::move(stop);
    });
    for (auto const& [id, trip] : trips_) {
      if (trip.stops.empty() || trip.stops.begin()->second.departure) continue;
      problem_at(times->file(), trip.stops.begin()->second.line, " departure_time",
                 fmt::format("trip {} leaves its first stop at no time", id));
    }
  }

  void write() {
    std::map<std::pair<std::string, std::vector<std::string>>, Pattern> patterns;
    for (auto const& [id, trip] : trips_) add_trip(trip, patterns);
    std::map<std::string, int> numbers;
    for (auto const& [key, pattern] : patterns) {
      if (!pattern.departures.empty()) write_service(key.first, ++numbers[key.first], key.second, pattern);
    }
    if (other_routes_ > 0)
      made_.remarks.push_back(fmt::format("{} routes that are neither trains nor ferries are left out", other_routes_));
    if (trips_without_days_ > 0)
      made_.remarks.push_back(
          fmt::format("{} trips go on no day of calendar.txt and are left out: calendar_dates.txt is not read",
                      trips_without_days_));
    std::string unheard;
    if (open_("frequencies.txt", unheard))
      made_.remarks.push_back("frequencies.txt is not read: trips count once, at the times of stop_times.txt");
  }

  void add_trip(Trip const& trip, std::map<std::pair<std::string, std::vector<std::string>>, Pattern>& patterns) {
    std::vector<std::string> places;
    for (auto const& [sequence, stop] : trip.stops) places.push_back(stop.place);
    if (places.size() < 2) return;
    auto& pattern = patterns[{trip.route, places}];
    pattern.stay_minutes.resize(places.size());
    ++pattern.trips;
    std::size_t i = 0;
    for (auto const& [sequence, stop] : trip.stops) {
      auto& minutes = pattern.stay_minutes[i++];
      if (stop.arrival && stop.departure && *stop.departure > *stop.arrival)
        minutes += static_cast<double>(*stop.departure - *stop.arrival);
    }
    auto const days = days_.find(trip.days);
    if (days == days_.end()) {
      ++trips_without_days_;
      return;
    }
    for (auto const day : days->second)
      pattern.departures.insert((day * minutes_per_day + *trip.stops.begin()->second.departure) % minutes_per_week);
  }

  void write_service(std::string const& route, int number, std::vector<std::string> const& places,
                     Pattern const& pattern) {
    auto const& [mode, name] = routes_.at(route);
    Json service{{"vehicle", vehicle_class_}, {"returns", false}, {"stops", Json::array()}};
    if (!name.empty()) service["name"] = name;
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto const place = place_id(places[i], mode);
      double const hours = std::round(pattern.stay_minutes[i] / pattern.trips / 0.6) / 100;
      service["stops"].push_back(hours > 0 ? Json{{"at", place}, {"stay_hours", hours}} : Json(place));
      if (i > 0) note_link(places[i - 1], places[i], mode);
    }
    auto const id = service_ids_.unique(number == 1 ? route : fmt::format("{}-{}", route, number));
    service["schedule"] = schedule_of(id, pattern.departures);
    made_.overlay["services"][id] = std::move(service);
  }

  /// A boat every ten minutes leaves oftener than a timetable has lines.
  Json schedule_of(std::string const& id, std::set<std::int64_t> const& departures) {
    constexpr std::size_t most = 1000;  // of schedule.weekly
    if (departures.size() > most) {
      made_.remarks.push_back(
          fmt::format("service {}: {} departures a week are more than a timetable holds; taken as evenly spread", id,
                      departures.size()));
      return {{"every_hours", static_cast<double>(minutes_per_week) / 60 / static_cast<double>(departures.size())}};
    }
    auto weekly = Json::array();
    for (auto const minutes : departures) weekly.push_back(weekly_time(minutes));
    return {{"weekly", std::move(weekly)}};
  }

  std::string place_id(std::string const& station, Mode mode) {
    auto const [known, is_new] = place_ids_.try_emplace(station, "");
    if (is_new) {
      known->second = unique_places_.unique(station);
      auto place = places_.at(station);
      place["kind"] = mode == Mode::train ? "rail_terminal" : "sea_port";
      made_.overlay["places"][known->second] = std::move(place);
    }
    return known->second;
  }

  void note_link(std::string const& from, std::string const& to, Mode mode) {
    auto const a = place_id(std::min(from, to), mode), b = place_id(std::max(from, to), mode);
    if (a == b) return;
    Json link{{"kind", mode == Mode::train ? "railway" : "sea_lane"}, {"from", a}, {"to", b}};
    if (mode == Mode::ferry) {  // short, and off the lanes of the ocean: straight across
      auto const point = [&](std::string const& id) {
        auto const& place = made_.overlay["places"][id];
        return Json::array({place.at("lon"), place.at("lat")});
      };
      link["geometry"] = Json::array({point(a), point(b)});
    }
    made_.overlay["links"][a + "-" + b] = std::move(link);
  }

  std::string name_;
  Open open_;
  std::string const& vehicle_class_;
  format::Problems& problems_;
  std::map<std::string, std::pair<Mode, std::string>> routes_;  // and its name
  std::map<std::string, std::vector<std::int64_t>> days_;       // by service_id: days of the week
  std::map<std::string, std::string> stations_;                 // by stop_id
  std::map<std::string, Json> places_;                          // by stop_id
  std::map<std::string, Trip> trips_;
  std::map<std::string, std::string> place_ids_;  // by stop_id
  UniqueIds unique_places_, service_ids_;
  std::size_t other_routes_ = 0, trips_without_days_ = 0;
  Imported made_;
};

std::optional<Open> opened(fs::path const& feed, std::string& why) {
  std::error_code error;
  if (fs::is_directory(feed, error)) return in_folder(feed);
  auto bytes = format::read_file(feed, format::most_bytes_read, why);
  if (!bytes) return std::nullopt;
  format::protect(feed);
  if (sheets::looks_like_workbook(*bytes)) return in_archive(std::make_shared<std::string const>(std::move(*bytes)));
  why = "is neither a folder nor an archive";
  return std::nullopt;
}

}  // namespace

std::optional<Imported> read_transit_feed(fs::path const& feed, std::string const& vehicle_class,
                                          format::Problems& problems) {
  std::string why;
  auto const open = opened(feed, why);
  if (!open) {
    problems.add({feed.string(), 0, 0, "", why});
    return std::nullopt;
  }
  return FeedReader{feed.lexically_normal().string(), *open, vehicle_class, problems}.read();
}

}  // namespace tongzhou::imports
