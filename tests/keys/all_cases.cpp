#include "tests/keys/all_cases.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/where.hpp"

namespace tongzhou::keys {
namespace {

namespace fs = std::filesystem;

fs::path const here = fs::path{tongzhou::tests::root} / "tests/keys";

}  // namespace

SchemaKeys const& schema_keys() {
  static SchemaKeys const keys{
      Json::parse(std::ifstream{fs::path{tongzhou::tests::root} / "scenarios/format/scenario.schema.json"})};
  return keys;
}

std::map<std::string, Json> const& all_worlds() {
  static auto const read = read_worlds(here / "worlds");
  return read;
}

std::vector<Case> const& all_cases() {
  static auto const all = [] {
    std::set<fs::path> files;
    for (auto const& entry : fs::directory_iterator{here / "cases"}) files.insert(entry.path());
    std::vector<Case> read;
    for (auto const& file : files)
      std::ranges::move(read_cases(file, all_worlds(), schema_keys()), std::back_inserter(read));
    return read;
  }();
  return all;
}

}  // namespace tongzhou::keys
