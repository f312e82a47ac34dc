// Whatever the bytes are, they become a result, with its tables and maps, or a list of problems.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tools/cli/written.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/geojson.hpp"
#include "viz/export/tables.hpp"

using namespace tongzhou;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  format::Problems problems;
  std::string const text{reinterpret_cast<char const*>(data), size};
  auto const written = cli::check_written(text, "result.json", problems);
  if (written.has_value() != problems.empty()) std::abort();
  if (!written) return 0;
  auto const tables = exports::tables(written->json);
  for (auto const& table : tables) exports::to_csv(table);
  exports::data_package(tables, written->json);
  if (written->kind != cli::Written::Kind::result) return 0;
  exports::network_geojson(written->json);
  exports::flows_geojson(written->json);
  return 0;
}
