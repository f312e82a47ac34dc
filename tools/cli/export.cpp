#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "scenarios/format/guard.hpp"
#include "scenarios/format/problems.hpp"
#include "scenarios/format/result_schema.hpp"
#include "scenarios/format/schema.hpp"
#include "tools/cli/verbs.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/events.hpp"
#include "viz/export/geojson.hpp"
#include "viz/export/simwrapper.hpp"
#include "viz/export/sqlite.hpp"

namespace tongzhou::cli {
namespace {

/// A result file that fits its schema; nothing, and problems, for any other.
std::optional<nlohmann::json> read_result(std::filesystem::path const& path, format::Problems& problems) {
  std::ifstream file{path, std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  if (!file.is_open() || file.bad()) throw std::runtime_error("cannot read '" + path.string() + "'");
  auto result = format::parse(text, path.string(), problems);
  if (!result) return std::nullopt;
  format::validate(format::Schema{nlohmann::json::parse(format::result_schema_text())}, *result,
                   [&](auto const& pointer, auto const& said, bool) {
                     problems.add({path.string(), 0, 0, pointer, said});
                   });
  return problems.empty() ? std::move(result) : std::nullopt;
}

void write(nlohmann::json const& result, ExportOptions const& options, format::Problems& problems) {
  if (options.format == "csv") return exports::write_csv(result, options.to);
  if (options.format == "sqlite") return exports::write_sqlite(result, options.to);
  if (options.format == "simwrapper") return exports::write_simwrapper(result, options.to);
  exports::write_geojson(result, options.to);
  if (!options.events.empty()) exports::write_trips(result, options.events, options.to / "trips.geojson", problems);
}

}  // namespace

int export_result(ExportOptions const& options, Talk& talk) {
  if (!options.events.empty() && options.format != "geojson") {
    talk.err << "tongzhou: --events goes with --format geojson\n";
    return usage;
  }
  format::Problems problems;
  if (options.format == "events") {
    exports::write_ocel(options.file, options.to, problems);
  } else if (auto const result = read_result(options.file, problems)) {
    write(*result, options, problems);
  }
  if (problems.empty()) {
    talk.err << "wrote " << format::printable(options.to.string()) << '\n';
    return done;
  }
  problems.print(talk.err);
  return invalid;
}

}  // namespace tongzhou::cli
