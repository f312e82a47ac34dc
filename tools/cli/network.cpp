#include "network/graph/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "network/base/quantity.hpp"
#include "network/routing/betweenness.hpp"
#include "network/routing/reach.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/capacity.hpp"
#include "tools/cli/estimate.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;
using Ends = std::pair<world::PlaceId, world::PlaceId>;
constexpr std::size_t most_central = 5;

/// A word of the files for people: "sea port".
std::string spaced(std::string_view word) {
  std::string text{word};
  std::ranges::replace(text, '_', ' ');
  return text;
}

/// Places and links, each link both ways: edges 2i and 2i + 1.
graph::Network lay(world::World const& world) {
  std::vector<graph::Edge> edges;
  for (auto const& link : world.links) {
    graph::NodeId const from{link.from.value()}, to{link.to.value()};
    edges.push_back({from, to});
    edges.push_back({to, from});
  }
  return {world.places.size(), edges};
}

std::vector<std::string> facilities_of(world::World const& world, world::Place const& place) {
  std::vector<std::string> facilities;
  auto const add = [&](std::string const& code) { facilities.push_back(code.substr(code.find('/') + 1)); };
  for (auto const id : place.terminals) add(world.terminals[id].name.code);
  if (place.lock) add(world.locks[place.lock].name.code);
  if (place.gauge_change) add(world.gauge_changes[place.gauge_change].name.code);
  return facilities;
}

std::string joined(std::vector<std::string> const& words) {
  std::string text;
  for (auto const& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void list_places(world::World const& world, Console& console) {
  console.heading(say("Places: {}", world.places.size()));
  Rows rows;
  for (auto const& place : world.places) {
    rows.push_back(
        {place.name.code, spaced(word_of(place.kind)), joined(facilities_of(world, place)), names_of(place.name)});
  }
  print_table(console.out, rows);
}

void list_links(world::World const& world, Console& console) {
  console.out << '\n';
  console.heading(say("Links: {}", world.links.size()));
  Rows rows;
  for (auto const& link : world.links) {
    rows.push_back({link.name.code, spaced(word_of(link.kind)), world.places[link.from].name.code,
                    world.places[link.to].name.code, readable(in_km(link.distance)) + " km"});
  }
  print_table(console.out, rows, {4});
}

/// Groups of places that no link leads to from the others. The largest component is the network (ties: the one with the
/// first place); the others are cut off from it.
std::vector<std::vector<std::string>> cut_off(world::World const& world, graph::Network const& network) {
  auto const components = routing::weak_components(network);
  std::map<std::uint32_t, std::vector<std::string>> members;
  for (auto const id : world.places.ids())
    members[components[graph::NodeId{id.value()}]].push_back(world.places[id].name.code);
  if (members.empty()) return {};
  members.erase(std::ranges::max_element(members, {}, [](auto const& entry) { return entry.second.size(); }));
  std::vector<std::vector<std::string>> groups;
  for (auto& [component, codes] : members) groups.push_back(std::move(codes));
  return groups;
}

void list_cut_off(world::World const& world, graph::Network const& network, Console& console) {
  auto const groups = cut_off(world, network);
  if (groups.empty()) return;
  console.out << '\n';
  console.heading(tr("Cut off: no link leads there from the other places"));
  for (auto const& group : groups) console.out << "  " << joined(group) << '\n';
}

/// Said before it begins: the work is a search from every place. One takes some 0.03 microseconds for each place and
/// link direction, on one core at 2 GHz.
void announce_long_work(world::World const& world, Console& console) {
  auto const places = static_cast<double>(world.places.size()), links = static_cast<double>(world.links.size());
  double const seconds = 0.03e-6 * places * (places + 2 * links);
  if (seconds < 5) return;
  console.err << say("The shortest ways between {} places take some {}\n", readable(places), duration_words(seconds));
}

struct Central {
  std::string link;
  double share;  // of all pairs of places
};

/// The links that most shortest ways lead over, the most central first.
std::vector<Central> central(world::World const& world, graph::Network const& network) {
  std::vector<double> lengths;
  for (auto const& link : world.links) lengths.insert(lengths.end(), 2, link.distance.raw());
  auto const by_edge = routing::betweenness(network, lengths);
  std::vector<double> by_link;
  for (std::size_t i = 0; i < world.links.size(); ++i) by_link.push_back(by_edge[2 * i] + by_edge[2 * i + 1]);

  std::vector<std::size_t> order(by_link.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return by_link[a] > by_link[b]; });
  order.resize(std::min(order.size(), most_central));
  auto const places = static_cast<double>(world.places.size());
  std::vector<Central> found;
  for (auto const i : order)
    found.push_back({world.links[world::LinkId{i}].name.code, by_link[i] / (places * (places - 1))});
  return found;
}

void list_central(world::World const& world, graph::Network const& network, Console& console) {
  auto const links = central(world, network);
  if (links.empty()) return;
  console.out << '\n';
  console.heading(tr("Most central links: share of all pairs of places whose shortest way leads over them"));
  Rows rows;
  for (auto const& [link, share] : links) rows.push_back({link, percent(share)});
  print_table(console.out, rows, {1});
}

std::optional<Ends> largest_demand(world::World const& world) {
  std::map<Ends, double> teu;
  for (auto const& flow : world.flows) {
    if (flow.origin == flow.destination) continue;
    teu[{flow.origin, flow.destination}] += flow.boxes_per_year * world.box_types[flow.box].teu;
  }
  if (teu.empty()) return std::nullopt;
  return std::ranges::max_element(teu, {}, [](auto const& entry) { return entry.second; })->first;
}

void show_capacity(world::World const& world, Ends ends, Console& console) {
  auto const capacity = capacity_between(world, ends.first, ends.second);
  console.out << '\n';
  console.heading(
      say("Bottleneck from {} to {}", world.places[ends.first].name.code, world.places[ends.second].name.code));
  if (std::isinf(capacity.teu_per_week)) {
    console.out << tr("  none: roads, or services that leave when full, lead all the way\n");
    return;
  }
  if (capacity.teu_per_week == 0) {
    console.out << tr("  nothing leads there\n");
    return;
  }
  console.out << say("  {} TEU a week at most, before depth, locks and train paths\n", readable(capacity.teu_per_week));
  Rows rows;
  for (auto const& limit : capacity.limits) rows.push_back({limit.what, readable(limit.teu_per_week)});
  print_table(console.out, rows, {1});
}

/// All of it as an object; a capacity without limit is null.
Json to_json(world::World const& world, std::optional<Ends> ends) {
  auto const network = lay(world);
  Json json{{"places", Json::object()}, {"links", Json::object()}, {"cut_off", cut_off(world, network)}};
  for (auto const& place : world.places)
    json["places"][place.name.code] = {{"kind", word_of(place.kind)}, {"facilities", facilities_of(world, place)}};
  for (auto const& link : world.links)
    json["links"][link.name.code] = {{"kind", word_of(link.kind)},
                                     {"from", world.places[link.from].name.code},
                                     {"to", world.places[link.to].name.code},
                                     {"distance_km", in_km(link.distance)}};
  auto& most = json["central_links"] = Json::array();
  for (auto const& [link, share] : central(world, network)) most.push_back({{"link", link}, {"share", share}});
  if (!ends) return json;
  auto const capacity = capacity_between(world, ends->first, ends->second);
  Json limits = Json::array();
  for (auto const& limit : capacity.limits)
    limits.push_back({{"what", limit.what}, {"teu_per_week", limit.teu_per_week}});
  json["bottleneck"] = {{"from", world.places[ends->first].name.code},
                        {"to", world.places[ends->second].name.code},
                        {"teu_per_week", std::isinf(capacity.teu_per_week) ? Json() : Json(capacity.teu_per_week)},
                        {"limits", std::move(limits)}};
  return json;
}

std::optional<world::PlaceId> find_place(world::World const& world, std::string const& code, Console& console) {
  std::vector<std::string_view> codes;
  for (auto const id : world.places.ids()) {
    if (world.places[id].name.code == code) return id;
    codes.push_back(world.places[id].name.code);
  }
  console.err << say("tongzhou: there is no place '{}'{}\n", format::printable(code),
                     sentence(format::did_you_mean(code, codes)));
  return std::nullopt;
}

struct NetworkOptions {
  ScenarioOptions scenario;
  std::vector<std::string> between;  // two places; none: the largest origin and destination
  bool json = false;
};

ExitCode show_network(NetworkOptions const& options, Console& console) {
  auto const scenario = load(options.scenario.file, options.scenario.overlays, console);
  if (!scenario) return ExitCode::invalid;
  auto const& world = *scenario->world;

  auto ends = largest_demand(world);
  if (!options.between.empty()) {
    auto const from = find_place(world, options.between[0], console);
    auto const to = find_place(world, options.between[1], console);
    if (!from || !to) return ExitCode::usage;
    if (*from == *to) {
      console.err << tr("tongzhou: --between takes two different places\n");
      return ExitCode::usage;
    }
    ends = Ends{*from, *to};
  }

  announce_long_work(world, console);
  if (options.json) {
    console.out << to_json(world, ends).dump(2) << '\n';
    return ExitCode::done;
  }
  auto const network = lay(world);
  list_places(world, console);
  list_links(world, console);
  list_cut_off(world, network, console);
  list_central(world, network, console);
  if (ends) show_capacity(world, *ends, console);
  return ExitCode::done;
}

void add_network(Command command, Invocation& invocation) {
  auto const options = std::make_shared<NetworkOptions>();
  add_scenario(command, options->scenario);
  command.option("--between", "PLACE", options->between, "Two places; default: the largest origin and destination")
      .twice();
  add_json(command, options->json);
  command.on_run([options, &invocation] { invocation.exit_code = show_network(*options, invocation.console); });
}

}  // namespace

Verb network_verb() {
  return {"network",
          "List places and links, what is cut off, and bottlenecks",
          {{"network harbour/scenario.json", "its places and links, and what holds them up"},
           {"network harbour/scenario.json --between CNWUH CNSHA", "the bottleneck between two places"}},
          add_network};
}

}  // namespace tongzhou::cli
