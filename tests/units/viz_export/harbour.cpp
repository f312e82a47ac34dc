#include "tests/units/viz_export/harbour.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "scenarios/format/build.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/result.hpp"
#include "scenarios/format/schema.hpp"
#include "sim/engine/simulate.hpp"
#include "sim/itineraries/planner.hpp"
#include "viz/export/event_log.hpp"

namespace tongzhou::exports {
namespace {

struct Room {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tongzhou-exports-" + std::to_string(::getpid()));
  Room() { std::filesystem::create_directories(path); }
  ~Room() { std::filesystem::remove_all(path); }
};

Year simulate(std::string const& scenario, std::string const& name, std::string const& overlay) {
  std::ofstream{room() / (name + ".json")} << overlay;
  format::Problems problems;
  auto const document = format::load("scenarios/library/" + scenario, problems, {room() / (name + ".json")});
  auto const world = document ? format::build(*document, problems) : std::nullopt;
  if (!world) throw std::runtime_error("library scenario '" + scenario + "' cannot be read");
  itineraries::Planner const planner{*world};
  auto const plans = itineraries::plan_all(*world, planner);
  auto const file = room() / (name + ".jsonl");
  EventLog events{file, *world, 0, 1};
  auto const outcome = engine::simulate(*world, planner, plans, 0, &events);
  events.finish();
  format::Provenance const provenance{"tongzhou test", name, {}, document->hash(), {}};
  return {nlohmann::json::parse(format::to_text(format::to_json(outcome, *world, provenance))), file};
}

}  // namespace

std::filesystem::path const& room() {
  static Room const only;
  return only.path;
}

Year const& year() {
  static Year const only = simulate("first-steps/scenario.json", "first-steps", R"({"warm_up_days": 0})");
  return only;
}

Year const& customs_port() {
  static Year const only = simulate("same-ship/mixed.json", "mixed", R"({"warm_up_days": 0, "length_days": 42})");
  return only;
}

Year const& postal_hubs() {
  static Year const only = simulate("postal/scenario.json", "postal", "{}");
  return only;
}

std::string text_of(std::filesystem::path const& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string departures(nlohmann::json const& schema, nlohmann::json const& value) {
  std::string said;
  format::validate(format::Schema{schema}, value,
                   [&](auto const& pointer, auto const& text, bool) { said += pointer + ": " + text + "\n"; });
  return said;
}

}  // namespace tongzhou::exports
