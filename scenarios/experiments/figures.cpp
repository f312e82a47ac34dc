#include "scenarios/experiments/figures.hpp"

#include <stdexcept>
#include <utility>

#include "network/base/parallel_for.hpp"
#include "scenarios/format/guard.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::experiments {
namespace {

using json = format::Json;

/// All files of one replication.
struct ReplicationFiles {
  Task task;
  std::vector<std::filesystem::path> files;
  std::optional<Figures> figures;
  std::vector<std::filesystem::path> damaged, whole;
};

}  // namespace

namespace {

std::optional<double> number_at(json const& result, std::string const& pointer) {
  try {
    auto const& found = result.at(json::json_pointer{pointer});
    if (found.is_number()) return found.get<double>();
  } catch (json::exception const&) {  // the result has nothing there
  }
  return std::nullopt;
}

std::optional<double> sum_of(json const& result, std::vector<std::string> const& pointers) {
  std::optional<double> sum;
  for (auto const& pointer : pointers)
    if (auto const value = number_at(result, pointer)) sum = sum.value_or(0) + *value;
  return sum;
}

}  // namespace

Figures figures_of(std::string_view result, std::vector<std::string> const& measures, Sums const& sums) {
  format::Problems problems;
  auto const parsed = format::parse(result, "", problems);
  if (!parsed) throw std::invalid_argument("it is not the result of a run");
  auto const& read = *parsed;
  Figures figures;
  figures.audit_holds = read.at("audit").at("holds");
  figures.fills_up = read.value(json::json_pointer{"/overload/fills_up"}, json{}) == true;
  figures.remarks = read.value("remarks", std::vector<std::string>{});
  for (auto const& measure : measures) {
    auto const sum = sums.find(measure);
    figures.values.push_back(sum == sums.end() ? number_at(read, measure) : sum_of(read, sum->second));
  }
  for (auto const& week : read.at("weeks")) figures.teu_inside.push_back(week.at("teu_inside"));
  double const days = read.at("period").at("length_days");
  if (!(days >= 0)) throw std::invalid_argument("it lasts less than no time");
  auto const weeks = std::min(static_cast<double>(figures.teu_inside.size()), days / 7);
  figures.teu_inside.resize(static_cast<std::size_t>(weeks));
  return figures;
}

namespace {

/// Nothing for what is not the result of a run: a folder that is shared may hold what a stranger has put there.
std::optional<Figures> try_figures(std::string_view result, Manifest const& manifest) {
  try {
    return figures_of(result, manifest.measures, manifest.sums);
  } catch (json::exception const&) {
  } catch (std::invalid_argument const&) {
  }
  return std::nullopt;
}

}  // namespace

Gathered gather(Manifest const& manifest, Store const& store) {
  std::vector<ReplicationFiles> replications;
  for (std::size_t scenario = 0; scenario < manifest.scenarios.size(); ++scenario) {
    for (auto& [replication, files] : store.files(manifest.scenarios[scenario].sha256)) {
      if (replication < manifest.replications) replications.push_back({{scenario, replication}, files, {}, {}, {}});
    }
  }
  parallel_for(replications.size(), [&](std::size_t i) {
    auto& one = replications[i];
    for (auto const& file : one.files) {
      auto const text = Store::read(file);
      if (auto figures = text ? try_figures(*text, manifest) : std::nullopt) {
        one.whole.push_back(file);
        if (!one.figures) one.figures = std::move(figures);
      } else {
        one.damaged.push_back(file);
      }
    }
  });
  Gathered gathered;
  gathered.runs.resize(manifest.scenarios.size());
  for (auto& one : replications) {
    if (one.figures) gathered.runs[one.task.scenario][one.task.replication] = std::move(*one.figures);
    if (one.whole.size() > 1) gathered.alarms.emplace_back(one.whole[0], one.whole[1]);
    gathered.damaged.insert(gathered.damaged.end(), one.damaged.begin(), one.damaged.end());
  }
  return gathered;
}

std::vector<Task> missing(Manifest const& manifest, Runs const& runs) {
  std::vector<Task> tasks;
  for (std::size_t index = 0; index < manifest.tasks(); ++index) {
    auto const task = manifest.task(index);
    if (!runs[task.scenario].contains(task.replication)) tasks.push_back(task);
  }
  return tasks;
}

}  // namespace tongzhou::experiments
