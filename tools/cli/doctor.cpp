#include <fmt/format.h>
#include <langinfo.h>
#include <unistd.h>

#include <clocale>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "scenarios/experiments/memory_limit.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/estimate.hpp"
#include "tools/cli/library_files.hpp"
#include "tools/cli/load.hpp"
#include "tools/cli/messages.hpp"
#include "tools/cli/program_version.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

constexpr double least_megabytes_free = 1000;  // of the disk: an experiment keeps the result of each run
constexpr std::uint64_t least_memory = 512;    // of the machine, in MB
constexpr std::uint32_t usual_replications = 20;

/// What there is, and below it what is in the way.
struct Findings {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> complaints;
};

unsigned cores() { return std::max(1U, std::thread::hardware_concurrency()); }

void look_at_program(Findings& findings) {
  findings.rows.push_back({tr("program"), program_version()});
  std::string packages;
  for (auto const& [name, version] : package_versions())
    packages += fmt::format("{}{} {}", packages.empty() ? "" : ", ", name, version);
  findings.rows.push_back({tr("made with"), packages});
  auto const library = library_folder();
  findings.rows.push_back({tr("library"), library.empty() ? tr("none")
                                                          : say("{} scenarios in {}", library_names().size(),
                                                                format::printable(library.string()))});
  if (library.empty())
    findings.complaints.push_back(tr("the library is missing: scenarios are found by their path alone"));
}

void look_at_machine(Findings& findings) {
  auto const memory = experiments::megabytes_of_machine();
  findings.rows.push_back({tr("cores"), fmt::format("{}", cores())});
  findings.rows.push_back({tr("memory"), say("{} MB for runs", readable(static_cast<double>(memory)))});
  if (memory < least_memory) findings.complaints.push_back(say("memory: runs may need {} MB or more", least_memory));
  std::error_code error;
  auto const here = std::filesystem::current_path(error);
  auto const space = std::filesystem::space(here, error);
  if (error) {
    findings.complaints.push_back(say("this folder cannot be looked at: {}", error.message()));
  } else {
    double const free = std::floor(static_cast<double>(space.available) / (1 << 20));
    findings.rows.push_back({tr("disk"), say("{} MB free here", readable(free))});
    if (free < least_megabytes_free)
      findings.complaints.push_back(say("disk: less than {} MB are free here", least_megabytes_free));
  }
  if (::access(".", W_OK) != 0)
    findings.complaints.push_back(tr("this folder cannot be written to: name another with --out"));
}

void look_at_terminal(Findings& findings) {
  auto const* const locale = std::setlocale(LC_CTYPE, "");
  std::string const encoding = ::nl_langinfo(CODESET);
  findings.rows.push_back({tr("locale"), fmt::format("{}, {}", locale == nullptr ? tr("unknown") : locale, encoding)});
  std::setlocale(LC_CTYPE, "C");  // nothing else is to depend on it
  if (encoding != "UTF-8")
    findings.complaints.push_back(tr("locale: Chinese names are not shown; try: export LC_ALL=C.UTF-8"));
}

/// What runs of a scenario would take here.
void look_at_scenario(Prepared const& prepared, Findings& findings) {
  auto const effort = format::effort_of(*prepared.scenario.world, prepared.planned.plans);
  auto const rounds = (usual_replications + cores() - 1) / cores();
  findings.rows.push_back({tr("one run"), expected(effort)});
  findings.rows.push_back({say("{} runs", usual_replications),
                           say("some {} on {} cores", duration_words(effort.seconds() * rounds), cores())});
  auto const allowed = static_cast<double>(experiments::megabytes_of_machine()) / cores();
  if (effort.megabytes() > allowed)
    findings.complaints.push_back(say(
        "memory: a run may take more than {:.0f} MB, the share of one core; --jobs makes fewer at a time", allowed));
}

ExitCode doctor(ScenarioOptions const& options, Console& console) {
  Findings findings;
  look_at_program(findings);
  look_at_machine(findings);
  look_at_terminal(findings);
  if (!options.file.empty()) {
    auto const prepared = prepare(options, console);
    if (!prepared) return ExitCode::invalid;
    look_at_scenario(*prepared, findings);
  }
  print_table(console.out, findings.rows);
  for (auto const& complaint : findings.complaints) console.out << "! " << complaint << '\n';
  if (findings.complaints.empty()) console.out << tr("Nothing is in the way.\n");
  return findings.complaints.empty() ? ExitCode::done : ExitCode::failed;
}

void add_doctor(Command command, Invocation& invocation) {
  auto const options = std::make_shared<ScenarioOptions>();
  add_scenario(command, *options, Need::optional);
  command.on_run([options, &invocation] { invocation.exit_code = doctor(*options, invocation.console); });
}

}  // namespace

Verb doctor_verb() {
  return {"doctor",
          "Look at program, machine and terminal, and say what is in the way",
          {{"doctor", "versions, cores, memory, disk, locale"},
           {"doctor yangtze", "also what runs of a scenario would take here"}},
          add_doctor};
}

}  // namespace tongzhou::cli
