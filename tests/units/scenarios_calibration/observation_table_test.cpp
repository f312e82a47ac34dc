#include "scenarios/calibration/observation_table.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/calibration/calibration.hpp"
#include "tests/where.hpp"

using namespace tongzhou;
using namespace tongzhou::calibration;

namespace {

namespace fs = std::filesystem;

/// A folder with the first scenario and a calibration whose observations are a table, gone again at the end.
class Desk {
 public:
  explicit Desk(std::string const& table) {
    fs::create_directories(folder_);
    fs::copy_file(fs::path{tests::root} / "scenarios/library/first-steps/scenario.json", folder_ / "scenario.json",
                  fs::copy_options::overwrite_existing);
    std::ofstream{folder_ / "seen.csv"} << table;
    std::ofstream{folder_ / "c.json"} << R"({"base": "scenario.json", "observations": "seen.csv",
      "parameters": {"speed": {"set": ["/vehicle_classes/ship/speed_km_per_h"], "from": 15, "to": 30}}})";
  }
  ~Desk() { fs::remove_all(folder_); }

  std::optional<Calibration> read() {
    format::Problems problems;
    auto calibration = read_calibration(folder_ / "c.json", problems);
    std::ostringstream out;
    problems.print(out);
    said = out.str();
    for (auto at = said.find(folder_.string()); at != std::string::npos; at = said.find(folder_.string()))
      said.erase(at, folder_.string().size() + 1);
    return calibration;
  }
  std::string said;

 private:
  fs::path folder_ = fs::temp_directory_path() / ("tongzhou-observations-" + std::to_string(::getpid()));
};

}  // namespace

TEST_CASE("observations are read from a table, as a spreadsheet of any country writes it") {
  Desk desk{
      "name;measures;value;deviation;per;held_out;source\n"
      "fuel;/services/weekly-boat/fuel_used;917,5;15;year;;books\n"
      "boxes;boxes_out of flows from Wuhan; 5000 ;;year;yes;\"AIS; 2024\"\n"
      "cranes;teu_loaded of facilities at CNWUH; 100 ;;;no;port\n"};
  auto const calibration = desk.read();
  INFO(desk.said);
  REQUIRE(calibration);
  auto const& seen = calibration->observations;  // by name
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].name == "boxes");
  CHECK(seen[0].value == 5000);
  CHECK(seen[0].held_out);
  CHECK(seen[0].source == "AIS; 2024");
  CHECK(seen[0].measures == std::vector<std::string>{"/flows/down/boxes_out"});
  CHECK(seen[1].measures == std::vector<std::string>{"/facilities/CNWUH~1quay/teu_loaded"});
  CHECK(seen[2].value == 917.5);
  CHECK(seen[2].deviation == 15);
  CHECK(seen[2].per_year);
}

TEST_CASE("what is wrong in a table of observations is told at its row and column, with the nearest spelling") {
  Desk desk{
      "name,measure,value,source\n"
      "fuel,/services/weekly-boat/fuel_used,many,books\n"
      ",/services/weekly-boat/fuel_used,3,books\n"};
  CHECK_FALSE(desk.read());
  CHECK(desk.said.find("seen.csv:1 ") != std::string::npos);
  CHECK(desk.said.find("did you mean \"measures\"?") != std::string::npos);
  CHECK(desk.said.find("expected a number, found \"many\"") != std::string::npos);
  CHECK(desk.said.find("a row without a name") != std::string::npos);
}

TEST_CASE("an observation of a figure that no result has is refused before anything runs") {
  Desk desk{"name,measures,value,source\nfuel,/services/weekly-boat/fuel_usd,3,books\n"};
  CHECK_FALSE(desk.read());
  CHECK(desk.said.find("did you mean \"fuel_used\"?") != std::string::npos);
}
