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

Year simulate() {
  std::ofstream{room() / "whole-year.json"} << R"({"warm_up_days": 0})";
  format::Problems problems;
  auto const document =
      format::load("scenarios/library/first-steps/scenario.json", problems, {room() / "whole-year.json"});
  auto const world = document ? format::build(*document, problems) : std::nullopt;
  if (!world) throw std::runtime_error("the first scenario of the library cannot be read");
  itineraries::Planner const planner{*world};
  auto const plans = itineraries::plan_all(*world, planner);
  auto const file = room() / "events.jsonl";
  EventLog events{file, *world, 0, 1};
  auto const outcome = engine::simulate(*world, planner, plans, 0, &events);
  events.finish();
  format::Provenance const provenance{"tongzhou test", "first-steps", document->hash(), {}};
  return {nlohmann::json::parse(format::to_text(format::to_json(outcome, *world, provenance))), file};
}

}  // namespace

std::filesystem::path const& room() {
  static Room const only;
  return only.path;
}

Year const& year() {
  static Year const only = simulate();
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
