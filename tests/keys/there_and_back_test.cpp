#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "scenarios/format/document.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "scenarios/format/table_writing.hpp"
#include "tests/keys/all_cases.hpp"
#include "tests/units/scenarios_format/folder.hpp"

using namespace tongzhou;

namespace {

/// Nothing for a scenario that the schema refuses: some cases are about that.
std::optional<format::Document> read(fs::path const& path) {
  format::Problems problems;
  auto document = format::load(path, problems);
  if (document && format::check(*document, format::scenario_schema(), problems)) return document;
  return std::nullopt;
}

}  // namespace

// Each key of the schema has a case, so no key is forgotten by the tables.
TEST_CASE("the scenario of every case comes back from its tables as it was") {
  Folder const folder;
  std::set<std::string> tried;
  std::size_t refused = 0;
  for (auto const& one : keys::all_cases()) {
    auto const text = one.changed.dump();
    if (!tried.insert(text).second) continue;
    write("case.json", text);
    auto const before = read("case.json");
    if (!before) {
      ++refused;
      continue;
    }
    fs::remove_all("tables");
    for (auto const& file : format::to_folder(format::to_tables(before->json(), format::Columns::used)))
      write(fs::path{"tables"} / file.name, file.text);
    auto const after = read("tables");
    INFO(one.file << ": " << one.key);
    REQUIRE(after);
    CHECK(after->hash() == before->hash());
  }
  CHECK(tried.size() > 550);
  CHECK(refused < tried.size() / 4);
}
