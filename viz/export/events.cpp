#include "viz/export/events.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "network/base/calendar.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/schema.hpp"
#include "viz/export/lines.hpp"

namespace tongzhou::exports {
namespace {

using Json = nlohmann::ordered_json;
using json = format::Json;

constexpr std::size_t longest_line = 1 << 16;  // bytes

/// Calls `visit(event)` for each line that is wanted; stops at the first that is no event.
template <class Visit, class Wanted>
bool each_event(std::filesystem::path const& path, format::Problems& problems, Visit visit, Wanted wanted) {
  static format::Schema const schema{format::parse_trusted(event_schema_text())};
  std::ifstream file{path};
  if (!file) throw std::runtime_error("'" + path.string() + "' cannot be read");
  format::protect(path);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (!wanted(line)) continue;
    format::Problems of_line;
    auto const event = format::parse(line, path.string(), of_line, {.bytes = longest_line});
    if (event) {
      format::validate(schema, *event, [&](auto const& pointer, auto const& text, bool) {
        of_line.add({path.string(), 1, 1, pointer, text});
      });
    }
    if (of_line.empty()) {
      visit(*event);
      continue;
    }
    for (auto problem : of_line.sorted()) {
      problem.line = number;
      problems.add(std::move(problem));
    }
    return false;
  }
  return true;
}

template <class Visit>
bool each_event(std::filesystem::path const& path, format::Problems& problems, Visit visit) {
  return each_event(path, problems, visit, [](std::string const&) { return true; });
}

std::string text_at(json const& event, char const* pointer) {
  json::json_pointer const where{pointer};
  return event.contains(where) ? event.at(where).get<std::string>() : "";
}

std::string code_of(json const& event) {
  return event.at("eventType") == "EQUIPMENT" ? text_at(event, "/equipmentEventTypeCode")
                                              : text_at(event, "/transportEventTypeCode");
}

/// An object of the log: what it is of, and what stays true of it.
struct Object {
  std::string type;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<std::pair<std::string, std::string>> relationships;  // object, qualifier
};

/// One object that an event is about.
struct Part {
  std::string id;
  std::string qualifier;
  Object object;
};

std::vector<Part> parts(json const& event) {
  std::vector<Part> made;
  if (auto const box = text_at(event, "/equipmentReference"); !box.empty()) {
    made.push_back({"container:" + box,
                    "container",
                    {"container",
                     {{"ISOEquipmentCode", text_at(event, "/ISOEquipmentCode")},
                      {"tradeClass", text_at(event, "/tradeClass")},
                      {"flow", text_at(event, "/flow")}},
                     {}}});
  }
  if (auto const name = text_at(event, "/transportCall/vessel/vesselName"); !name.empty()) {
    auto const service = text_at(event, "/transportCall/carrierServiceCode");
    auto const vehicle = "vehicle:" + name;
    made.push_back({"voyage:" + service + " " + text_at(event, "/transportCall/carrierVoyageNumber"),
                    "voyage",
                    {"voyage", {{"carrierServiceCode", service}}, {{vehicle, "made by"}}}});
    made.push_back(
        {vehicle,
         "vehicle",
         {"vehicle",
          {{"carrierServiceCode", service}, {"modeOfTransport", text_at(event, "/transportCall/modeOfTransport")}},
          {}}});
  }
  auto const place = "place:" + text_at(event, "/eventLocation/locationName");
  if (auto const facility = text_at(event, "/eventLocation/facilityCode"); !facility.empty()) {
    made.push_back({"facility:" + facility, "at", {"facility", {}, {{place, "in"}}}});
  }
  made.push_back({place, "at", {"place", {}, {}}});
  return made;
}

/// Is something done there? Who passes or waits does nothing.
bool in_log(json const& event) { return code_of(event) != "PASS" && code_of(event) != "WAIT"; }

Json related(std::vector<std::pair<std::string, std::string>> const& relationships) {
  auto list = Json::array();
  for (auto const& [id, qualifier] : relationships) list.push_back({{"objectId", id}, {"qualifier", qualifier}});
  return list;
}

/// Always true of an object: the standard wants a time all the same, and this one for that.
constexpr char const* always = "1970-01-01T00:00:00Z";

Json to_json(std::string const& id, Object const& object) {
  auto attributes = Json::array();
  for (auto const& [name, value] : object.attributes) {
    attributes.push_back({{"name", name}, {"time", always}, {"value", value}});
  }
  return {{"id", id},
          {"type", object.type},
          {"attributes", std::move(attributes)},
          {"relationships", related(object.relationships)}};
}

Json to_json(json const& event) {
  std::vector<std::pair<std::string, std::string>> relationships;
  for (auto const& part : parts(event)) relationships.emplace_back(part.id, part.qualifier);
  return {{"id", event.at("eventID")},
          {"type", code_of(event)},
          {"time", event.at("eventDateTime")},
          {"attributes", Json::array({{{"name", "eventClassifierCode"}, {"value", event.at("eventClassifierCode")}},
                                      {{"name", "simulated"}, {"value", true}}})},
          {"relationships", related(relationships)}};
}

Json object_types() {
  auto const type = [](char const* name, std::vector<char const*> const& attributes) {
    auto list = Json::array();
    for (auto const* attribute : attributes) list.push_back({{"name", attribute}, {"type", "string"}});
    return Json{{"name", name}, {"attributes", std::move(list)}};
  };
  return Json::array({type("container", {"ISOEquipmentCode", "tradeClass", "flow"}), type("facility", {}),
                      type("place", {}), type("vehicle", {"carrierServiceCode", "modeOfTransport"}),
                      type("voyage", {"carrierServiceCode"})});
}

Json event_types(std::set<std::string> const& codes) {
  auto list = Json::array();
  for (auto const& code : codes) {
    list.push_back({{"name", code},
                    {"attributes", Json::array({{{"name", "eventClassifierCode"}, {"type", "string"}},
                                                {{"name", "simulated"}, {"type", "boolean"}}})}});
  }
  return list;
}

/// Entries of a list, each on a line of its own.
class Lines {
 public:
  explicit Lines(format::WholeFile& file) : file_(file) {}
  void add(Json const& entry) {
    file_.write(between_);
    file_.write(entry.dump());
    between_ = ",\n";
  }

 private:
  format::WholeFile& file_;
  std::string_view between_ = "\n";
};

/// Seconds since 1970 of a date and time that the schema has let pass; nothing for a day that does not exist.
std::optional<std::int64_t> unix_time(std::string const& text) {
  auto const date = parse_date(std::string_view{text}.substr(0, 10));
  if (!date) return std::nullopt;
  auto const two = [&](std::size_t from) { return std::atoi(text.substr(from, 2).c_str()); };
  return day_number(*date) * 86400 + two(11) * 3600 + two(14) * 60 + two(17);
}

/// A voyage on its way.
struct Trip {
  std::string service, voyage, mode;
  Json positions = Json::array();
};

Json to_json(std::string const& vehicle, Trip const& trip, Json positions) {
  return {{"type", "Feature"},
          {"properties",
           {{"service", trip.service},
            {"vehicle", vehicle},
            {"voyage", trip.voyage},
            {"mode", trip.mode},
            {"simulated", true}}},
          {"geometry", {{"type", "LineString"}, {"coordinates", std::move(positions)}}}};
}

}  // namespace

bool write_ocel(std::filesystem::path const& events, std::filesystem::path const& to, format::Problems& problems) {
  std::map<std::string, Object> objects;
  std::set<std::string> codes;
  if (!each_event(events, problems, [&](json const& event) {
        if (!in_log(event)) return;
        codes.insert(code_of(event));
        for (auto& part : parts(event)) objects.try_emplace(part.id, std::move(part.object));
      })) {
    return false;
  }

  format::WholeFile file{to};
  file.write("{\"objectTypes\":" + object_types().dump() + ",\n\"eventTypes\":" + event_types(codes).dump() +
             ",\n\"objects\":[");
  Lines object_lines{file};
  for (auto const& [id, object] : objects) object_lines.add(to_json(id, object));
  file.write("],\n\"events\":[");
  Lines event_lines{file};
  bool const whole = each_event(events, problems, [&](json const& event) {
    if (in_log(event)) event_lines.add(to_json(event));
  });
  if (!whole) return false;
  file.write("]}\n");
  file.finish();
  return true;
}

bool write_trips(json const& result, std::filesystem::path const& events, std::filesystem::path const& to,
                 format::Problems& problems) {
  auto const& places = result.at("places");
  format::protect(events);
  format::WholeFile file{to};
  file.write("{\"type\":\"FeatureCollection\",\"features\":[");
  Lines lines{file};
  std::map<std::string, Trip> under_way;  // by vehicle
  auto const close = [&](std::string const& vehicle, Trip const& trip) {
    // A feature for each part: programs that animate trips take a MultiLineString for none.
    for (auto& part : cut_at_antimeridian(trip.positions)) lines.add(to_json(vehicle, trip, std::move(part)));
  };
  bool fits = true;
  bool const whole = each_event(events, problems, [&](json const& event) {
    auto const time = unix_time(text_at(event, "/eventDateTime"));
    // Who waits or has got a berth stands where it has arrived.
    auto const code = code_of(event);
    if (event.at("eventType") != "TRANSPORT" || code == "WAIT" || code == "BRTH" || !time) return;
    auto const place = text_at(event, "/eventLocation/locationName");
    if (!places.contains(place)) {
      if (fits) problems.add({events.string(), 0, 0, "", "place '" + place + "' is not in the result"});
      fits = false;
      return;
    }
    auto const vehicle = text_at(event, "/transportCall/vessel/vesselName");
    auto const voyage = text_at(event, "/transportCall/carrierVoyageNumber");
    auto& trip = under_way[vehicle];
    auto const position = Json::array({places.at(place).at("lon"), places.at(place).at("lat"), 0, *time});
    if (trip.voyage != voyage) {
      // A vehicle that goes round and round arrives where its next voyage begins.
      if (!trip.positions.empty()) trip.positions.push_back(position);
      close(vehicle, trip);
      trip = {text_at(event, "/transportCall/carrierServiceCode"), voyage,
              text_at(event, "/transportCall/modeOfTransport")};
    }
    trip.positions.push_back(position);
  });
  if (!whole || !fits) return false;
  for (auto const& [vehicle, trip] : under_way) close(vehicle, trip);
  file.write("\n]}\n");
  file.finish();
  return true;
}

format::Json movements(json const& result, std::filesystem::path const& events, format::Problems& problems) {
  auto const& period = result.at("period");
  auto const start = parse_date(period.at("start").get_ref<std::string const&>()).value_or(Date{});
  auto const first = day_number(start) + static_cast<std::int64_t>(std::ceil(period.at("warm_up_days").get<double>()));
  auto const from = to_string(days_after(Date{}, first)),
             until = to_string(days_after(Date{}, first + days_of_movement));

  // A log of boxes is long: lines of other weeks and of boxes are passed over unread, by the date that stands in them.
  std::string const date = R"("eventDateTime":")";
  auto const wanted = [&](std::string const& line) {
    if (line.find(R"("eventType":"EQUIPMENT")") != std::string::npos) return false;
    auto const at = line.find(date);
    if (at == std::string::npos) return true;
    auto const day = std::string_view{line}.substr(at + date.size(), from.size());
    return day >= from && day < until;
  };
  std::map<std::pair<std::string, std::string>, json> voyages;  // by service and number
  bool const whole = each_event(
      events, problems,
      [&](json const& event) {
        auto const time = unix_time(text_at(event, "/eventDateTime"));
        if (!time) return;
        auto const service = text_at(event, "/transportCall/carrierServiceCode");
        auto const number = text_at(event, "/transportCall/carrierVoyageNumber");
        auto& voyage = voyages[{service, number}];
        if (voyage.is_null()) {
          voyage = {{"service", service},
                    {"number", number},
                    {"vehicle", text_at(event, "/transportCall/vessel/vesselName")}};
        }
        auto const facility = text_at(event, "/eventLocation/facilityCode");
        auto const reason = text_at(event, "/reason");
        json told{(*time - first * 86400) / 60, code_of(event),
                  facility.empty() ? text_at(event, "/eventLocation/locationName") : facility,
                  reason.empty() ? text_at(event, "/link") : reason};
        if (auto const ends = text_at(event, "/until"); !ends.empty())
          told.push_back((unix_time(ends).value_or(*time) - first * 86400) / 60);
        voyage["events"].push_back(std::move(told));
      },
      wanted);
  if (!whole) return {};
  json made{{"start", from}, {"days", days_of_movement}, {"voyages", json::array()}};
  for (auto& [key, voyage] : voyages) made["voyages"].push_back(std::move(voyage));
  return made;
}

}  // namespace tongzhou::exports
