#include "scenarios/experiments/store.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace tongzhou::experiments;

TEST_CASE("a store gives back what it was given, and trusts nothing else") {
  namespace fs = std::filesystem;
  auto const folder = fs::temp_directory_path() / ("tongzhou-store-" + std::to_string(::getpid()));
  Store const store{folder};
  std::string const scenario(64, 'a');
  CHECK(store.files(scenario).empty());
  store.write(scenario, 3, "{}\n");
  store.write(scenario, 3, "{}\n");  // the same again: the same file
  store.write(scenario, 12345, "[1]\n");
  auto files = store.files(scenario);
  REQUIRE(files.size() == 2);
  REQUIRE(files[3].size() == 1);
  CHECK(Store::read(files[3][0]) == "{}\n");
  CHECK(files[12345][0].filename().string().starts_with("12345-"));

  std::ofstream{files[3][0]} << "{";
  CHECK_FALSE(Store::read(files[3][0]));
  store.write(scenario, 12345, "[2]\n");  // contradicts: both are kept
  CHECK(store.files(scenario)[12345].size() == 2);
  fs::remove_all(folder);
}
