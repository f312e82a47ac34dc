#include "scenarios/imports/geojson_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/schema_view.hpp"
#include "scenarios/format/table_cells.hpp"
#include "scenarios/geography/geodesic.hpp"
#include "scenarios/imports/ids.hpp"
#include "scenarios/imports/map_features.hpp"

namespace tongzhou::imports {
namespace {

using format::Json;
using geography::Position;

/// Positions that are written with the same seven decimals, a centimetre, are one.
using Point = std::pair<std::int64_t, std::int64_t>;

Point point_of(Position at) {
  constexpr double per_degree = 1e7;
  double const east = at.longitude == -180 ? 180 : at.longitude;
  return {std::llround(east * per_degree), std::llround(at.latitude * per_degree)};
}

/// A piece of the network between two points where something begins or ends.
struct Stretch {
  std::string id;
  std::vector<Position> line;
  Json keys;          // of the scenario file
  bool whole = true;  // as the file has it, neither parted nor put together
  bool gone = false;  // put together with another one
  Point from() const { return point_of(line.front()); }
  Point to() const { return point_of(line.back()); }
};

/// What other maps call keys of ours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> other_names{
    {{"gauge", "gauge_mm"}, {"maxspeed", "speed_limit_km_per_h"}, {"from_place", "from"}, {"to_place", "to"}}};

/// A number that a map keeps as text: OpenStreetMap knows nothing else.
Json number_or(Json const& value) {
  if (!value.is_string()) return value;
  auto const& text = value.get_ref<std::string const&>();
  double number = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const whole = read.ec == std::errc{} && read.ptr == text.data() + text.size() && std::isfinite(number);
  return whole ? format::number_of(text) : value;
}

/// Of a geometry, as many as the schema allows.
constexpr std::size_t most_positions = 10'000;

/// Whether two pieces may be one link: what they are called and how long they are does not part them.
bool are_alike(Json one, Json other) {
  for (auto* const keys : {&one, &other}) {
    for (auto const* const key : {"name", "note", "source", "distance_km"}) keys->erase(key);
  }
  return one == other;
}

class Network {
 public:
  explicit Network(NetworkOptions const& options) : options_(options) {}

  void add(MapFeature const& feature) {
    if (feature.positions.size() == 1) {
      add_place(feature);
    } else {
      add_line(feature);
    }
  }

  Imported finish(std::size_t others) {
    find_places_on_lines();
    part_lines();
    put_together();
    write_links();
    if (others > 0) remark(fmt::format("{} features that are neither points nor lines are left out", others));
    tell_left_out();
    return std::move(made_);
  }

 private:
  void remark(std::string words) { made_.remarks.push_back(std::move(words)); }

  void add_place(MapFeature const& feature) {
    auto const id = ids_.unique(feature.id.empty() ? "P" : feature.id);
    auto place = keys_of(feature.properties, "places");
    set_kind(place, "places", "junction");
    drop_refused(place, "places");
    place["lon"] = feature.positions.front().longitude;
    place["lat"] = feature.positions.front().latitude;
    made_.overlay["places"][id] = std::move(place);
    places_.emplace_back(id, feature.positions.front());
  }

  void add_line(MapFeature const& feature) {
    Stretch line{feature.id.empty() ? "line" : plain_id(feature.id), feature.positions,
                 keys_of(feature.properties, "links")};
    set_kind(line.keys, "links", options_.kind);
    if (!line.keys.contains("kind")) {
      ++without_kind_;
      return;
    }
    for (auto const& [key, point] : {std::pair{"from", line.from()}, std::pair{"to", line.to()}}) {
      if (!line.keys.contains(key)) continue;
      if (line.keys[key].is_string()) at_point_[point] = {line.keys[key].get<std::string>(), -1};
      line.keys.erase(key);
    }
    drop_refused(line.keys, "links");
    lines_.push_back(std::move(line));
  }

  /// Of all that is said of a feature, the keys that a place or link of ours may have.
  Json keys_of(Json const& properties, char const* section) {
    auto const view = format::SchemaView::scenario().member(section).member("*");
    auto keys = Json::object();
    for (auto const& [name, value] : properties.items()) {
      auto const key = key_called(name, view);
      auto const known = view.member(key);
      if (value.is_null() || name == "id" || name == "code" || name == "@id") continue;
      if (!known.known() || key == "geometry" || key == "facilities" || key == "transfers") {
        left_out_.insert(name);
      } else {
        auto taken = known.kinds().number ? number_or(value) : value;
        if (taken.is_string() && !known.kinds().text) {
          left_out_.insert(name);
        } else {
          keys[key] = std::move(taken);
        }
      }
    }
    return keys;
  }

  static std::string key_called(std::string const& name, format::SchemaView const& view) {
    auto const* const other =
        std::ranges::find(other_names, name, &std::pair<std::string_view, std::string_view>::first);
    if (other != other_names.end()) return std::string{other->second};
    // A Shapefile keeps ten letters of a name: distance_k.
    constexpr std::size_t longest = 10;
    if (name.size() != longest || view.member(name).known()) return name;
    auto keys = view.keys();
    std::erase_if(keys, [&](std::string const& key) { return !key.starts_with(name); });
    return keys.size() == 1 ? keys.front() : name;
  }

  /// What other maps call a kind may be none of ours.
  void set_kind(Json& thing, char const* section, std::string const& otherwise) {
    auto const kinds = format::SchemaView::scenario().member(section).member("*").member("kind").words();
    auto const said = thing.value("kind", Json{});
    if (said.is_string() && std::ranges::find(kinds, said.get<std::string>()) != kinds.end()) return;
    if (!said.is_null()) refused_.insert("kind");
    thing.erase("kind");
    if (!otherwise.empty()) thing["kind"] = otherwise;
  }

  /// A speed of 0 or a gauge of 1435;1520: one of many features is no reason to refuse them all.
  void drop_refused(Json& thing, char const* section) {
    auto probe = thing;
    for (auto const* const end : {"from", "to"}) {
      if (std::string_view{section} == "links") probe[end] = "";  // they are known when all lines are
    }
    std::set<std::string> wrong;
    report_refusals({{section, {{"thing", std::move(probe)}}}}, [&](std::string const& pointer, auto const&, bool) {
      auto const steps = format::steps_of(pointer);
      if (steps.size() > 2) wrong.insert(steps[2]);
    });
    for (auto const& key : wrong) {
      if (thing.erase(key) > 0) refused_.insert(key);
    }
  }

  /// Line ends near a place are at it; where there are none, the nearest point of a line is.
  void find_places_on_lines() {
    std::vector<std::pair<Position, bool>> points;  // and whether a line ends there
    for (auto const& line : lines_) {
      for (auto const& at : line.line) points.emplace_back(at, &at == &line.line.front() || &at == &line.line.back());
    }
    std::ranges::sort(points, {}, [](auto const& point) { return point.first.latitude; });
    constexpr double least_km_per_degree = 110.5;  // of latitude
    double const most_km = options_.within_m / 1000, band = most_km / least_km_per_degree;
    for (auto const& [id, place] : places_) {
      auto const first = std::ranges::lower_bound(points, place.latitude - band, {},
                                                  [](auto const& point) { return point.first.latitude; });
      std::optional<std::pair<double, Point>> nearest;
      bool has_end = false;
      for (auto at = first; at != points.end() && at->first.latitude <= place.latitude + band; ++at) {
        double const km = geography::geodesic_km(place, at->first);
        if (km > most_km) continue;
        if (at->second) has_end = claim(id, point_of(at->first), km) || has_end;
        if (!nearest || km < nearest->first) nearest = {km, point_of(at->first)};
      }
      if (nearest && !has_end) claim(id, nearest->second, nearest->first);
      if (!nearest && !lines_.empty()) ++off_lines_;
    }
  }

  /// The nearer place has the point.
  bool claim(std::string const& id, Point point, double km) {
    auto const [at, is_new] = at_point_.try_emplace(point, id, km);
    if (!is_new && at->second.second <= km) return at->second.first == id;
    at->second = {id, km};
    return true;
  }

  void part_lines() {
    std::map<Point, int> uses;
    for (auto const& line : lines_) {
      for (auto const& at : line.line) ++uses[point_of(at)];
      uses[line.from()] += 2;
      uses[line.to()] += 2;
    }
    for (auto& line : lines_) {
      std::size_t begin = 0;
      for (std::size_t i = 1; i < line.line.size(); ++i) {
        auto const point = point_of(line.line[i]);
        if (uses[point] < 2 && !at_point_.contains(point)) continue;
        bool const whole = begin == 0 && i + 1 == line.line.size();
        stretches_.push_back({line.id,
                              {line.line.begin() + static_cast<std::ptrdiff_t>(begin),
                               line.line.begin() + static_cast<std::ptrdiff_t>(i) + 1},
                              line.keys,
                              whole});
        begin = i;
      }
    }
  }

  void put_together() {
    std::map<Point, std::vector<std::size_t>> at;
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
      at[stretches_[i].from()].push_back(i);
      at[stretches_[i].to()].push_back(i);
    }
    for (auto& [point, meeting] : at) {
      if (meeting.size() != 2 || meeting[0] == meeting[1] || at_point_.contains(point)) continue;
      auto const kept = std::min(meeting[0], meeting[1]), other = std::max(meeting[0], meeting[1]);
      if (!are_alike(stretches_[kept].keys, stretches_[other].keys)) continue;
      auto const far = stretches_[other].from() == point ? stretches_[other].to() : stretches_[other].from();
      append(stretches_[kept], stretches_[other], point);
      if (auto const found = at.find(far); found != at.end()) std::ranges::replace(found->second, other, kept);
    }
  }

  static void append(Stretch& kept, Stretch& other, Point where) {
    bool const behind = kept.to() == where;
    if (behind != (other.from() == where)) std::ranges::reverse(other.line);
    auto& front = behind ? kept.line : other.line;
    auto const& back = behind ? other.line : kept.line;
    front.insert(front.end(), back.begin() + 1, back.end());
    if (!behind) kept.line = std::move(other.line);
    kept.whole = false;
    other.gone = true;
  }

  std::string place_at(Position at) {
    auto const point = point_of(at);
    if (auto const known = at_point_.find(point); known != at_point_.end()) return known->second.first;
    auto const id = ids_.unique(fmt::format("J{}", ++junctions_));
    made_.overlay["places"][id] = {{"kind", "junction"}, {"lat", at.latitude}, {"lon", at.longitude}};
    at_point_[point] = {id, 0};
    return id;
  }

  void write_links() {
    std::map<std::string, int> parts;
    for (auto const& stretch : stretches_) parts[stretch.id] += stretch.gone ? 0 : 1;
    std::map<std::string, int> number;
    std::size_t loops = 0;
    for (auto& stretch : stretches_) {
      if (stretch.gone) continue;
      auto link = stretch.keys;
      auto const from = place_at(stretch.line.front()), to = place_at(stretch.line.back());
      if (from == to) {
        ++loops;
        continue;
      }
      link["from"] = from;
      link["to"] = to;
      if (!stretch.whole || !link.contains("distance_km"))
        link["distance_km"] = std::max(0.001, std::round(geography::length_km(stretch.line) * 1000) / 1000);
      link["geometry"] = geometry_of(stretch.line);
      auto const id = parts[stretch.id] > 1 ? fmt::format("{}-{}", stretch.id, ++number[stretch.id]) : stretch.id;
      made_.overlay["links"][link_ids_.unique(id)] = std::move(link);
    }
    if (loops > 0) remark(fmt::format("{} lines that lead back to where they begin are left out", loops));
  }

  static Json geometry_of(std::span<Position const> line) {
    auto made = Json::array();
    for (auto const& at : geography::simplified(line, most_positions))
      made.push_back(Json::array({at.longitude, at.latitude}));
    return made;
  }

  void tell_left_out() {
    if (without_kind_ > 0)
      remark(fmt::format("{} lines without a \"kind\" are left out; say what they are with --kind", without_kind_));
    if (off_lines_ > 0)
      remark(fmt::format("{} places lie more than {:g} m from all lines", off_lines_, options_.within_m));
    if (!left_out_.empty())
      remark("properties that are no keys of the scenario file are left out: " + listed(left_out_));
    if (!refused_.empty()) remark("values that no scenario takes are left out, of " + listed(refused_));
  }

  static std::string listed(std::set<std::string> const& all) {
    constexpr std::size_t most_told = 12;
    std::string names;
    std::size_t told = 0;
    for (auto const& name : all) {
      if (++told > most_told) return names + ", ...";
      names += (names.empty() ? "" : ", ") + name;
    }
    return names;
  }

  NetworkOptions const& options_;
  Imported made_;
  UniqueIds ids_, link_ids_;
  std::vector<std::pair<std::string, Position>> places_;
  std::vector<Stretch> lines_, stretches_;
  std::map<Point, std::pair<std::string, double>> at_point_;  // the place there, and how far it is, km
  std::set<std::string> left_out_, refused_;                  // properties, and keys whose value does not fit
  std::size_t without_kind_ = 0, off_lines_ = 0;
  int junctions_ = 0;
};

}  // namespace

std::optional<Imported> read_network(std::string_view text, std::string const& file, NetworkOptions const& options,
                                     format::Problems& problems) {
  auto const read = read_features(text, file, problems);
  if (!read) return std::nullopt;
  Network network{options};
  for (auto const& feature : read->features) network.add(feature);
  return network.finish(read->others);
}

}  // namespace tongzhou::imports
