#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/written.hpp"
#include "viz/export/csv.hpp"
#include "viz/export/events.hpp"
#include "viz/export/geojson.hpp"
#include "viz/export/simwrapper.hpp"
#include "viz/export/sqlite.hpp"

namespace tongzhou::cli {
namespace {

std::optional<Written> read_written(std::filesystem::path const& path, format::Problems& problems) {
  std::ifstream file{path, std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  if (!file.is_open() || file.bad()) throw std::runtime_error("cannot read '" + path.string() + "'");
  return check_written(text, path, problems);
}

void write(format::Json const& result, ExportOptions const& options, format::Problems& problems) {
  if (options.format == "csv") return exports::write_csv(result, options.to);
  if (options.format == "sqlite") return exports::write_sqlite(result, options.to);
  if (options.format == "simwrapper") return exports::write_simwrapper(result, options.to);
  if (options.events.empty() || exports::write_trips(result, options.events, options.to / "trips.geojson", problems)) {
    exports::write_geojson(result, options.to);
  }
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
  } else if (auto const written = read_written(options.file, problems)) {
    if (written->kind != Written::Kind::result && options.format != "csv" && options.format != "sqlite") {
      talk.err << "tongzhou: an experiment or an appraisal is exported as csv or sqlite\n";
      return usage;
    }
    write(written->json, options, problems);
  }
  if (problems.empty()) {
    talk.err << "wrote " << format::printable(options.to.string()) << '\n';
    return done;
  }
  tell(problems,
       {{options.file, options.format == "events" ? std::vector{Kind::events} : any_result},
        {options.events, {Kind::events}}},
       talk);
  return invalid;
}

}  // namespace tongzhou::cli
