#include "scenarios/format/table_paths.hpp"

#include <fmt/format.h>

#include "scenarios/format/locate.hpp"
#include "scenarios/format/nearest.hpp"

namespace tongzhou::format {

std::vector<std::string> dotted(std::string_view path) {
  std::vector<std::string> steps;
  while (true) {
    auto const end = path.find('.');
    steps.emplace_back(path.substr(0, end));
    if (end == std::string_view::npos) return steps;
    path.remove_prefix(end + 1);
  }
}

std::string pointer_of(std::span<std::string const> steps) {
  std::string pointer;
  for (auto const& step : steps) pointer += step_for(step);
  return pointer;
}

std::optional<SchemaView> follow(SchemaView view, std::vector<std::string> const& path, std::string& why) {
  std::string in_front;
  for (auto const& step : path) {
    auto const below = view.member(step);
    if (!below.known() || step == "*") {
      auto const keys = view.keys();
      std::vector<std::string_view> candidates(keys.begin(), keys.end());
      why = did_you_mean(step, candidates);
      if (auto const meant = nearest(step, candidates); meant && !in_front.empty()) {
        why = fmt::format("; did you mean \"{}{}\"?", in_front, *meant);
      }
      return std::nullopt;
    }
    view = below;
    in_front += step + ".";
  }
  return view;
}

}  // namespace tongzhou::format
