#include "tests/architecture/house.hpp"

#include <catch2/catch.hpp>

using tongzhou::architecture::House;
using tongzhou::architecture::read_house;
using tongzhou::architecture::violations;
using Sentences = std::vector<std::string>;

namespace {

/// A sound house of two floors: rules stand on world, world stands on base.
House sound_house() {
  return {{"network/base/CMakeLists.txt", "tongzhou_library(network_base)"},
          {"network/base/id.hpp", "#pragma once\n#include <vector>\n"},
          {"sim/world/CMakeLists.txt", "tongzhou_library(sim_world USES network_base)  # plain facts"},
          {"sim/world/place.hpp", "#include \"network/base/id.hpp\"\n"},
          {"sim/rules/CMakeLists.txt", "tongzhou_library(sim_rules\n  USES sim_world\n  SOURCES lockage.cpp)"},
          {"sim/rules/lockage.cpp", "#include \"sim/world/place.hpp\"\n#include \"network/base/id.hpp\"\n"}};
}

House with(std::string const& path, std::string const& text) {
  auto house = sound_house();
  house[path] = text;
  return house;
}

}  // namespace

TEST_CASE("this house stands: every arrow points down") {
  auto const house = read_house(".");
  CHECK(house.contains("network/base/id.hpp"));
  CHECK(violations(house) == Sentences{});
}

TEST_CASE("a house whose modules use what they list, directly or by way of another, is sound") {
  CHECK(violations(sound_house()) == Sentences{});
}

TEST_CASE("an include from a higher floor is found") {
  CHECK(violations(with("network/base/id.hpp", "#include \"sim/world/place.hpp\"\n")) ==
        Sentences{"network/base/id.hpp: includes \"sim/world/place.hpp\" from a higher floor"});
  CHECK(violations(with("sim/world/place.hpp", "#pragma once\n  #  include \"tools/cli/run.hpp\"\n")) ==
        Sentences{"sim/world/place.hpp: includes \"tools/cli/run.hpp\" from a higher floor"});
}

TEST_CASE("an include of a module that is not listed is found") {
  CHECK(violations(with("sim/world/place.hpp", "#include \"sim/rules/lockage.hpp\"\n")) ==
        Sentences{"sim/world/place.hpp: includes \"sim/rules/lockage.hpp\", but sim_world does not use sim_rules"});
  CHECK(violations(with("sim/demand/season.cpp", "#include \"network/base/id.hpp\"\n")) ==
        Sentences{"sim/demand/season.cpp: no tongzhou_library(sim_demand) declares its module"});
}

TEST_CASE("a module that lists one of a higher floor is found, and so is a circle") {
  CHECK(violations(with("network/base/CMakeLists.txt", "tongzhou_library(network_base USES viz_report)")) ==
        Sentences{"network_base: uses viz_report from a higher floor"});
  CHECK(violations(with("sim/world/CMakeLists.txt", "tongzhou_library(sim_world USES network_base sim_rules)")) ==
        Sentences{"sim_rules: uses itself by way of others", "sim_world: uses itself by way of others"});
}

TEST_CASE("SimGrid outside the engine is found, in an include and in a build file") {
  CHECK(violations(with("sim/engine/clock.cpp", "#include <simgrid/s4u.hpp>\n")) == Sentences{});
  CHECK(violations(with("sim/rules/lockage.cpp", "#include <simgrid/s4u.hpp>\n")) ==
        Sentences{"sim/rules/lockage.cpp: includes <simgrid/s4u.hpp>; SimGrid stays inside sim/engine"});
  CHECK(
      violations(with("sim/world/CMakeLists.txt", "tongzhou_library(sim_world USES network_base simgrid::simgrid)")) ==
      Sentences{"sim_world: uses SimGrid, which stays inside sim/engine"});
}

TEST_CASE("JSON below the scenarios is found") {
  CHECK(violations(with("scenarios/format/reader.cpp", "#include <nlohmann/json.hpp>\n")) == Sentences{});
  CHECK(violations(with("tests/golden/golden.cpp", "#include <nlohmann/json.hpp>\n")) == Sentences{});
  CHECK(violations(with("sim/rules/lockage.cpp", "#include <nlohmann/json.hpp>\n")) ==
        Sentences{"sim/rules/lockage.cpp: includes <nlohmann/json.hpp>; "
                  "JSON stays inside scenarios, viz, tools/cli and tests"});
}

TEST_CASE("in a module of rooms an include of a higher room is found, and so is a file that is no room") {
  auto house = with("sim/engine/CMakeLists.txt", "tongzhou_library(sim_engine ROOMS clock fleet USES sim_world)");
  house["sim/engine/clock.hpp"] = "#include <vector>\n";
  house["sim/engine/fleet.cpp"] = "#include \"sim/engine/fleet.hpp\"\n#include \"sim/engine/clock.hpp\"\n";
  CHECK(violations(house) == Sentences{});
  house["sim/engine/clock.cpp"] = "#include \"sim/engine/clock.hpp\"\n#include \"sim/engine/fleet.hpp\"\n";
  house["sim/engine/ferry.hpp"] = "#pragma once\n";
  CHECK(violations(house) ==
        Sentences{"sim/engine/clock.cpp: includes \"sim/engine/fleet.hpp\" from a room above its own",
                  "sim/engine/ferry.hpp: is no room of sim_engine"});
}

TEST_CASE("a quoted include that is not written from the root is found") {
  CHECK(violations(with("sim/rules/lockage.cpp", "#include \"lockage.hpp\"\n")) ==
        Sentences{"sim/rules/lockage.cpp: includes \"lockage.hpp\"; write includes from the root"});
}

TEST_CASE("a test that no target builds is found") {
  auto house = with("tests/units/sim_rules/lockage_test.cpp", "");
  Sentences const forgotten{
      "tests/units/sim_rules/lockage_test.cpp: no target builds it; name it in the CMakeLists.txt of its folder"};
  CHECK(violations(house) == forgotten);
  auto& cmake = house["tests/units/sim_rules/CMakeLists.txt"];
  cmake = "tongzhou_test(sim_rules SOURCES old_lockage_test.cpp)  # lockage_test.cpp";
  CHECK(violations(house) == forgotten);
  cmake = "tongzhou_test(sim_rules SOURCES boarding_test.cpp\n  lockage_test.cpp)";
  CHECK(violations(house) == Sentences{});
}
