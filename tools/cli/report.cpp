#include "viz/report/report.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <optional>

#include "scenarios/format/files.hpp"
#include "scenarios/format/problems.hpp"
#include "tools/cli/kind.hpp"
#include "tools/cli/verbs.hpp"
#include "tools/cli/written.hpp"

namespace tongzhou::cli {
namespace {

std::optional<std::string> read(std::filesystem::path const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file || std::filesystem::is_directory(path)) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

int write_report(ReportOptions const& options, Talk& talk) {
  std::vector<report::Document> documents;
  format::Problems problems;
  for (auto const& file : options.results) {
    auto text = read(file);
    if (!text) {
      talk.err << fmt::format("tongzhou: '{}' cannot be read\n", format::printable(file.string()));
      return failed;
    }
    problems.name_file(file.string());
    check_written(*text, file, problems);
    // Above the guard of bytes that are no UTF-8 in a file's name.
    documents.push_back({format::printable(file.string()), std::move(*text)});
  }
  if (!problems.empty()) {
    std::vector<Given> given;
    for (auto const& file : options.results) given.push_back({file, any_result});
    tell(problems, given, talk);
    return invalid;
  }
  format::write_whole(options.out, report::html(documents));
  talk.err << "wrote " << format::printable(options.out.string()) << '\n';
  return done;
}

}  // namespace tongzhou::cli
