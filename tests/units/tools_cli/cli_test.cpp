#include "tools/cli/cli.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/schema.hpp"

using namespace tongzhou;
using namespace nlohmann::literals;

// SimGrid's clock cannot be set back: the only test of this program that runs a scenario.
TEST_CASE("the result of a real run fits its schema") {
  auto const room = std::filesystem::temp_directory_path() / ("tongzhou-cli-" + std::to_string(::getpid()));
  std::vector<std::string> const args{"run", "scenarios/library/first-steps/scenario.json", "--out", room.string()};
  std::istringstream in;
  std::ostringstream out, err;
  REQUIRE(cli::run(args, in, out, err) == 0);
  CHECK(out.str().find("Audit: all") != std::string::npos);

  auto const result = nlohmann::json::parse(std::ifstream{room / "result.json"});
  std::vector<std::string> departures;
  format::validate(format::Schema{nlohmann::json::parse(format::result_schema_text())}, result,
                   [&](auto const& pointer, auto const& text, bool) { departures.push_back(pointer + ": " + text); });
  CHECK(departures == std::vector<std::string>{});
  // Nobody set a deadline, so nothing was on time.
  CHECK(result.at("/flows/down/on_time_share"_json_pointer).is_null());
  CHECK(result.at("/connections/0/on_time_share"_json_pointer).is_null());
  CHECK(result.at("/key_figures/on_time_share"_json_pointer).is_null());
  std::filesystem::remove_all(room);
}
