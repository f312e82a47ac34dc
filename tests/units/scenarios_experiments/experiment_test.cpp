#include "scenarios/experiments/experiment.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/experiments/manifest.hpp"
#include "tests/where.hpp"

using namespace tongzhou;
using namespace tongzhou::experiments;

namespace {

namespace fs = std::filesystem;

/// A folder with the first scenario and an experiment file, gone again at the end.
class Desk {
 public:
  explicit Desk(std::string const& experiment) {
    fs::create_directories(folder_);
    fs::copy_file(fs::path{tests::root} / "scenarios/library/first-steps/scenario.json", folder_ / "scenario.json",
                  fs::copy_options::overwrite_existing);
    write("e.json", experiment);
  }
  ~Desk() { fs::remove_all(folder_); }
  void write(std::string const& name, std::string const& text) { std::ofstream{folder_ / name} << text; }

  std::optional<Experiment> read() {
    format::Problems problems;
    auto experiment = read_experiment(folder_ / "e.json", problems);
    std::ostringstream out;
    problems.print(out);
    said = out.str();
    for (auto at = said.find(folder_.string()); at != std::string::npos; at = said.find(folder_.string()))
      said.erase(at, folder_.string().size() + 1);
    return experiment;
  }
  std::string said;

 private:
  fs::path folder_ = fs::temp_directory_path() / ("tongzhou-desk-" + std::to_string(::getpid()));
};

std::vector<std::string> names(Experiment const& experiment) {
  std::vector<std::string> list;
  for (auto const& variant : experiment.variants) list.push_back(variant.name);
  return list;
}

nlohmann::json at(Variant const& variant, std::string const& pointer) {
  return variant.scenario.at(nlohmann::json::json_pointer{pointer});
}

}  // namespace

TEST_CASE("base, options, grid and points make the variants, in that order") {
  Desk desk{R"({"base": "scenario.json", "seed": 7, "length_days": 100,
    "options": {"z": {"overlays": ["low.json"]}, "a": {"set": {"/places/CNWUH/facilities/quay/cranes": 3, "/seed": 9}}},
    "grid": {"/vehicle_classes/ship/teu": [100, 200], "/services/weekly-boat/schedule/every_hours": [24, 48, 96]},
    "points": [{"/vehicle_classes/ship/teu": 50}]})"};
  desk.write("low.json", R"({"vehicle_classes": {"ship": {"teu": 77}}})");
  auto const experiment = desk.read();
  INFO(desk.said);
  REQUIRE(experiment);
  CHECK(names(*experiment) == std::vector<std::string>{"base", "a", "z", "grid-001", "grid-002", "grid-003", "grid-004",
                                                       "grid-005", "grid-006", "point-001"});
  auto const& variants = experiment->variants;
  CHECK(at(variants[1], "/places/CNWUH/facilities/quay/cranes") == 3);
  CHECK(at(variants[2], "/vehicle_classes/ship/teu") == 77);
  CHECK(at(variants[4], "/services/weekly-boat/schedule/every_hours") == 24);  // the ship changes fastest
  CHECK(at(variants[4], "/vehicle_classes/ship/teu") == 200);
  for (auto const& variant : variants) {  // also where an option wants another
    CHECK(at(variant, "/seed") == 7);
    CHECK(at(variant, "/length_days") == 100);
  }
}

TEST_CASE("options that come to the same scenario share its runs, and the folder stays when options are added") {
  Desk desk{
      R"({"base": "scenario.json", "options": {"same": {}, "wide": {"set": {"/vehicle_classes/ship/teu": 400}}}})"};
  Maker const maker{"tongzhou 1", {}};
  auto const manifest = manifest_of(*desk.read(), maker);
  CHECK(manifest.options.size() == 3);
  CHECK(manifest.scenarios.size() == 2);
  CHECK(manifest.options[1].scenario == 0);
  CHECK(manifest.task(21) == Task{1, 1});
  desk.write("e.json", R"({"base": "scenario.json", "replications": 30})");
  CHECK(folder_of("out", manifest_of(*desk.read(), maker)) == folder_of("out", manifest));
  desk.write("e.json", R"({"base": "scenario.json", "seed": 2})");
  CHECK(folder_of("out", manifest_of(*desk.read(), maker)) != folder_of("out", manifest));
}

TEST_CASE("what is wrong with an experiment is told at its place") {
  auto const said = [](std::string const& text) {
    Desk desk{text};
    CHECK_FALSE(desk.read());
    return desk.said;
  };
  CHECK(said(R"({"base": "scenario.json", "replication": 3})") ==
        "e.json:1:27 /replication: unknown key; did you mean \"replications\"?\n");
  CHECK(said(R"({"base": "../scenario.json"})") ==
        "e.json:1:10 /base: name a file in the folder of the experiment file or below it\n");
  CHECK(said(R"({"base": "senario.json"})") == "e.json:1:10 /base: there is no file \"senario.json\"\n");
  CHECK(said(R"({"base": "scenario.json", "options": {"x": {"set": {"/vehicle_classes/shp/teu": 1}}}})") ==
        "e.json:1:53 /options/x/set/~1vehicle_classes~1shp~1teu: the scenario has no /vehicle_classes/shp/teu; "
        "did you mean \"ship\"?\n");
  CHECK(said(R"({"base": "scenario.json", "options": {"x": {"set": {"/vehicle_classes/ship/teu": -1}}}})")
            .starts_with("e.json:1:52 /options/x/set: makes the scenario invalid: /vehicle_classes/ship/teu expected"));
  CHECK(said(R"({"base": "scenario.json", "options": {"base": {}}})") ==
        "e.json:1:47 /options/base: an option cannot be called base: that is the scenario without changes\n");
  CHECK(said(R"({"base": "scenario.json", "stopping": {"rule": "decided", "at_most": 10}})") ==
        "e.json:1:70 /stopping/at_most: expected at least the 20 replications of the first look, found 10\n");
  CHECK(said(R"({"base": "scenario.json", "stopping": {"rule": "decided", "at_most": 30, "measures": ["/a"]}})") ==
        "e.json:1:87 /stopping/measures/0: expected one of the experiment's measures\n");
}

TEST_CASE("a grid too large to run is refused before it is made") {
  std::ostringstream values, text;
  for (int i = 0; i < 200; ++i) values << (i == 0 ? '[' : ',') << i;
  values << ']';
  text << R"({"base": "scenario.json", "grid": {"/a": )" << values.str() << R"(, "/b": )" << values.str()
       << R"(, "/c": )" << values.str() << "}}";
  Desk desk{text.str()};
  CHECK_FALSE(desk.read());
  CHECK(desk.said == "e.json:1:35 /grid: expected at most 1000 combinations, found more\n");
}

TEST_CASE("an overlay that is wrong is told in its own file") {
  Desk desk{R"({"base": "scenario.json", "options": {"x": {"overlays": ["low.json"]}}})"};
  desk.write("low.json", R"({"vehicle_classes": {"ship": {"teeu": 77}}})");
  CHECK_FALSE(desk.read());
  CHECK(desk.said == "low.json:1:31 /vehicle_classes/ship/teeu: unknown key; did you mean \"teu\"?\n");
}

TEST_CASE("an option in another currency than the base is refused: its money could not be compared") {
  Desk desk{R"({"base": "scenario.json", "options": {"same": {"set": {"/currency": "CNY"}},
    "dollars": {"set": {"/currency": "USD"}}}})"};
  CHECK_FALSE(desk.read());
  CHECK(desk.said == "e.json:2:24 /options/dollars/set: expected amounts in CNY as in the base, found USD\n");
}

TEST_CASE("a file of dots does not lead out of the folder of results") {
  for (auto const* const file : {"...json", "..json", "x/...json"}) CHECK(short_name(file) == "scenario");
  CHECK(short_name("..a.json") == "..a");
  CHECK(short_name("caf\xe9.json") == "caf\\xe9");  // results are in UTF-8, whatever files are called
}

TEST_CASE("an option whose needs the base does not have is left out, and the others stay") {
  Desk desk{R"({"base": "scenario.json", "options": {
    "cranes": {"needs": ["/places/CNWUH/facilities/quay"], "set": {"/places/CNWUH/facilities/quay/cranes": 3}},
    "trains": {"needs": ["/services/train", "/links/railway"], "set": {"/services/train/cut_off_hours": 2}}}})"};
  auto const experiment = desk.read();
  REQUIRE(experiment);
  REQUIRE(experiment->variants.size() == 2);
  CHECK(experiment->variants[1].name == "cranes");
  REQUIRE(experiment->left_out.size() == 1);
  CHECK(experiment->left_out[0].name == "trains");
  CHECK(experiment->left_out[0].why == "the base does not have /services/train, /links/railway");
}
