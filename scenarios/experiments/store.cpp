#include "scenarios/experiments/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <system_error>

#include "scenarios/format/files.hpp"
#include "scenarios/format/sha256.hpp"

namespace tongzhou::experiments {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits_of_scenario = 16, digits_of_content = 32;

std::string content_of(std::string_view text) { return format::sha256(text).substr(0, digits_of_content); }

/// 00012-<content>.json
std::optional<std::uint32_t> replication_of(std::string const& name) {
  auto const dash = name.find('-');
  if (dash == std::string::npos || !name.ends_with(".json")) return std::nullopt;
  std::uint32_t replication = 0;
  auto const [end, error] = std::from_chars(name.data(), name.data() + dash, replication);
  if (error != std::errc{} || end != name.data() + dash) return std::nullopt;
  return replication;
}

}  // namespace

fs::path Store::folder_of(std::string_view scenario) const {
  return folder_ / "runs" / std::string{scenario.substr(0, digits_of_scenario)};
}

Store::Files Store::files(std::string_view scenario) const {
  Files files;
  auto const folder = folder_of(scenario);
  std::error_code error;
  fs::directory_iterator const entries{folder, error};
  if (error == std::errc::no_such_file_or_directory) return files;
  if (error) throw std::runtime_error("cannot read '" + folder.string() + "': " + error.message());
  for (auto const& entry : entries) {
    auto const replication = replication_of(entry.path().filename().string());
    if (replication) files[*replication].push_back(entry.path());
  }
  for (auto& [replication, found] : files) std::ranges::sort(found);
  return files;
}

void Store::sweep() const {
  format::sweep(folder_);
  format::sweep(folder_ / "scenarios");
  std::error_code error;
  for (auto const& scenario : fs::directory_iterator{folder_ / "runs", error}) format::sweep(scenario.path());
}

std::optional<std::string> Store::read(fs::path const& file) {
  auto text = format::read_file(file);
  auto const name = file.stem().string();
  if (name.substr(name.find('-') + 1) != content_of(text)) return std::nullopt;
  return text;
}

void Store::write(std::string_view scenario, std::uint32_t replication, std::string_view text) const {
  format::write_whole(folder_of(scenario) / fmt::format("{:05}-{}.json", replication, content_of(text)), text);
}

}  // namespace tongzhou::experiments
