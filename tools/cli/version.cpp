#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "tools/cli/messages.hpp"
#include "tools/cli/program_version.hpp"
#include "tools/cli/verb.hpp"

namespace tongzhou::cli {
namespace {

void add_version(Command command, Invocation& invocation) {
  auto const as_json = std::make_shared<bool>(false);
  add_json(command, *as_json);
  command.on_run([as_json, &invocation] {
    auto& out = invocation.console.out;
    if (*as_json) {
      nlohmann::ordered_json json{{"program", program_version()}, {"packages", nlohmann::ordered_json::object()}};
      for (auto const& [name, version] : package_versions()) json["packages"][name] = version;
      out << json.dump(2) << '\n';
      return;
    }
    out << program_version() << '\n';
    for (auto const& [name, version] : package_versions()) out << fmt::format("  {} {}\n", name, version);
  });
}

}  // namespace

Verb version_verb() {
  return {"version",
          "Say which version this is, and of what it is made",
          {{"version", "to be named in a paper, and in a report of a fault"}},
          add_version};
}

}  // namespace tongzhou::cli
