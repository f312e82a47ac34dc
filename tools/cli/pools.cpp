#include "tools/cli/pools.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "network/base/parallel_for.hpp"
#include "scenarios/experiments/pool.hpp"
#include "scenarios/experiments/store.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/explain.hpp"
#include "scenarios/format/files.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "sim/outcome/statistics.hpp"
#include "tools/cli/written.hpp"

namespace tongzhou::cli {
namespace {

using Ordered = nlohmann::ordered_json;

struct Run {
  std::uint32_t replication = 0;
  std::vector<std::filesystem::path> files;
  std::optional<Ordered> result;
};

/// The runs of a scenario that are whole, by replication.
std::vector<Run> runs_of(experiments::Store const& store, std::string const& scenario, format::Problems& problems) {
  std::vector<Run> runs;
  for (auto& [replication, files] : store.files(scenario)) runs.push_back({replication, std::move(files), {}});
  std::mutex mutex;  // of the problems
  parallel_for(runs.size(), [&](std::size_t i) {
    for (auto const& file : runs[i].files) {
      auto const text = experiments::Store::read(file);
      if (!text) continue;
      format::Problems found;
      auto const written = check_written(*text, file, found);
      if (written && written->kind == Written::Kind::result) {
        runs[i].result = Ordered::parse(*text);  // in the order of the file
        return;
      }
      std::scoped_lock const lock{mutex};
      for (auto& problem : found.sorted()) problems.add(std::move(problem));
    }
  });
  std::erase_if(runs, [](Run const& run) { return !run.result; });
  return runs;
}

/// The scenario as it was run; nothing where it is not there or is not what its name says.
std::string inputs_of_option(std::filesystem::path const& folder, std::string const& sha256) {
  std::string unsaid;
  auto const text = format::read_file(folder / "scenarios" / (sha256 + ".json"), format::Limits{}.bytes, unsaid);
  if (!text) return {};
  format::Problems unheard;
  auto json = format::parse(*text, "", unheard);
  if (!json) return {};
  format::Document const document{std::move(*json), {{"scenario", "{}"}}};
  if (document.hash() != sha256 || !format::check(document, format::scenario_schema(), unheard)) return {};
  return format::inputs_of(document).dump();
}

/// Of options, by name: the base first, as it stands in the file.
std::vector<std::string> names_of(format::Json const& options) {
  std::vector<std::string> names;
  for (auto const& [name, option] : options.items()) names.push_back(name);
  std::ranges::stable_partition(names, [](auto const& name) { return name == "base"; });
  return names;
}

/// By the number of values less two: half-widths are this times the standard error.
Ordered quantiles(std::size_t most_values, double level) {
  auto list = Ordered::array();
  for (std::size_t n = 2; n <= most_values; ++n)
    list.push_back(outcome::student_quantile(1 - (1 - level) / 2, static_cast<double>(n - 1)));
  return list;
}

}  // namespace

std::string pools_beside(std::filesystem::path const& file, format::Json const& experiment,
                         format::Problems& problems) {
  experiments::Store const store{file.parent_path()};
  auto options = Ordered::array();
  std::size_t most = 0;
  auto const& by_name = experiment.at("options");
  for (auto const& name : names_of(by_name)) {
    auto const sha256 = by_name.at(name).at("scenario_sha256").get<std::string>();
    auto const runs = runs_of(store, sha256, problems);
    if (runs.size() < 2) continue;
    most = std::max(most, runs.size());
    std::vector<Ordered> results;
    auto replications = Ordered::array();
    for (auto const& run : runs) {
      replications.push_back(run.replication);
      results.push_back(*run.result);
    }
    auto [mean, spread] = experiments::pool(results);
    Ordered made{{"option", name},
                 {"replications", std::move(replications)},
                 {"mean", std::move(mean)},
                 {"spread", std::move(spread)}};
    if (auto const inputs = inputs_of_option(store.folder(), sha256); !inputs.empty())
      made["inputs"] = Ordered::parse(inputs);
    options.push_back(std::move(made));
  }
  if (options.empty()) return {};
  auto const& method = experiment.at("method");
  return Ordered{{"means", quantiles(most, method.at("confidence").get<double>())},
                 {"differences", quantiles(most, method.at("confidence_of_each_comparison").get<double>())},
                 {"options", std::move(options)}}
      .dump();
}

}  // namespace tongzhou::cli
