#include "network/graph/network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <string_view>

#include "network/base/quantity.hpp"
#include "network/routing/betweenness.hpp"
#include "network/routing/reach.hpp"
#include "scenarios/format/nearest.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/capacity.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

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

void list_places(world::World const& world, Console& console) {
  console.heading(fmt::format("Places: {}", world.places.size()));
  Rows rows;
  for (auto const& place : world.places) {
    std::string facilities;
    auto const add = [&](std::string const& code) {
      if (!facilities.empty()) facilities += ' ';
      facilities += std::string_view{code}.substr(code.find('/') + 1);
    };
    for (auto const id : place.terminals) add(world.terminals[id].name.code);
    if (place.lock) add(world.locks[place.lock].name.code);
    if (place.gauge_change) add(world.gauge_changes[place.gauge_change].name.code);
    rows.push_back({place.name.code, spaced(word_of(place.kind)), facilities,
                    names_of(place.name)});
  }
  print_table(console.out, rows);
}

void list_links(world::World const& world, Console& console) {
  console.out << '\n';
  console.heading(fmt::format("Links: {}", world.links.size()));
  Rows rows;
  for (auto const& link : world.links) {
    rows.push_back({link.name.code, spaced(word_of(link.kind)),
                    world.places[link.from].name.code, world.places[link.to].name.code,
                    readable(in_km(link.distance)) + " km"});
  }
  print_table(console.out, rows, {4});
}

/// The largest component is the network (ties: the one with the first place); the others are cut off from it.
void list_cut_off(world::World const& world, graph::Network const& network, Console& console) {
  auto const components = routing::weak_components(network);
  std::map<std::uint32_t, std::string> members;
  std::map<std::uint32_t, std::size_t> sizes;
  for (auto const id : world.places.ids()) {
    auto const component = components[graph::NodeId{id.value()}];
    auto& list = members[component];
    if (!list.empty()) list += ' ';
    list += world.places[id].name.code;
    ++sizes[component];
  }
  if (members.size() < 2) return;
  auto const main = std::ranges::max_element(sizes, {}, [](auto const& entry) { return entry.second; })->first;
  console.out << '\n';
  console.heading("Cut off: no link leads there from the other places");
  for (auto const& [component, list] : members) {
    if (component != main) console.out << "  " << list << '\n';
  }
}

void list_central(world::World const& world, graph::Network const& network, Console& console) {
  std::vector<double> lengths;
  for (auto const& link : world.links) lengths.insert(lengths.end(), 2, link.distance.raw());
  auto const by_edge = routing::betweenness(network, lengths);
  std::vector<double> by_link;
  for (std::size_t i = 0; i < world.links.size(); ++i) by_link.push_back(by_edge[2 * i] + by_edge[2 * i + 1]);

  std::vector<std::size_t> order(by_link.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return by_link[a] > by_link[b]; });
  order.resize(std::min(order.size(), most_central));
  if (order.empty()) return;

  auto const places = static_cast<double>(world.places.size());
  console.out << '\n';
  console.heading("Most central links: share of all pairs of places whose shortest way leads over them");
  Rows rows;
  for (auto const i : order) {
    rows.push_back({world.links[world::LinkId{i}].name.code, percent(by_link[i] / (places * (places - 1)))});
  }
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
      fmt::format("Bottleneck from {} to {}", world.places[ends.first].name.code, world.places[ends.second].name.code));
  if (std::isinf(capacity.teu_per_week)) {
    console.out << "  none: roads, or services that leave when full, lead all the way\n";
    return;
  }
  if (capacity.teu_per_week == 0) {
    console.out << "  nothing leads there\n";
    return;
  }
  console.out << fmt::format("  {} TEU a week at most, before depth, locks and train paths\n",
                          readable(capacity.teu_per_week));
  Rows rows;
  for (auto const& limit : capacity.limits) rows.push_back({limit.what, readable(limit.teu_per_week)});
  print_table(console.out, rows, {1});
}

std::optional<world::PlaceId> find_place(world::World const& world, std::string const& code, Console& console) {
  std::vector<std::string_view> codes;
  for (auto const id : world.places.ids()) {
    if (world.places[id].name.code == code) return id;
    codes.push_back(world.places[id].name.code);
  }
  console.err << fmt::format("tongzhou: there is no place '{}'{}\n", format::printable(code),
                          format::did_you_mean(code, codes));
  return std::nullopt;
}

struct NetworkOptions {
  ScenarioOptions scenario;
  std::vector<std::string> between;  // two places; none: the largest origin and destination
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
      console.err << "tongzhou: --between takes two different places\n";
      return ExitCode::usage;
    }
    ends = Ends{*from, *to};
  }

  auto const network = lay(world);
  list_places(world, console);
  list_links(world, console);
  list_cut_off(world, network, console);
  list_central(world, network, console);
  if (ends) show_capacity(world, *ends, console);
  return ExitCode::done;
}

void add(Command command, Invocation& invocation) {
  auto const options = std::make_shared<NetworkOptions>();
  add_scenario(command, options->scenario);
  command.option("--between", "PLACE", options->between, "Two places; default: the largest origin and destination")
      .twice();
  command.on_run([options, &invocation] { invocation.exit_code = show_network(*options, invocation.console); });
}

}  // namespace

Verb network_verb() {
  return {"network",
          "List places and links, what is cut off, and bottlenecks",
          {{"network harbour/scenario.json", "its places and links, and what holds them up"},
           {"network harbour/scenario.json --between CNWUH CNSHA", "the bottleneck between two places"}},
          add};
}

}  // namespace tongzhou::cli
