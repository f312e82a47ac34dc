#include "scenarios/format/named_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace tongzhou::format {
namespace {

namespace fs = std::filesystem;

bool is_inside(fs::path const& path, fs::path const& folder) {
  auto const [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end() && rest != path.end();
}

}  // namespace

std::optional<std::string> refusal(fs::path const& name, fs::path const& target, fs::path const& folder) {
  if (name.empty()) return "expected the name of a file, found \"\"";
  if (name == "-") return "the standard input can be given on the command line alone";
  if (name.is_absolute()) return "an absolute path is not allowed; name a file inside the scenario's folder";
  if (std::find(name.begin(), name.end(), "..") != name.end()) {
    return "\"..\" is not allowed; name a file inside the scenario's folder";
  }
  std::error_code error;
  auto const real = fs::weakly_canonical(fs::absolute(target), error);
  if (error) return "cannot be followed: " + error.message();
  if (!is_inside(real, folder)) return "leads out of the scenario's folder";
  if (!fs::exists(real, error)) return fmt::format("there is no file \"{}\"", name.string());
  if (!fs::is_regular_file(real, error)) return "is not a file";
  return std::nullopt;
}

}  // namespace tongzhou::format
