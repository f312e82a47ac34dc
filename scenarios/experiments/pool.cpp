#include "scenarios/experiments/pool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <utility>

namespace tongzhou::experiments {
namespace {

using Json = nlohmann::ordered_json;

/// The same place in each run; nothing where a run does not have it.
using Places = std::vector<Json const*>;

constexpr int levels = 4095;  // an odd number: one of them is no distance at all
constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Nine digits are more than any page shows, and half the text.
double rounded(double value) { return std::strtod(fmt::format("{:.9g}", value).c_str(), nullptr); }

Json number(double value) {
  if (std::isnan(value)) return nullptr;
  constexpr double exact = 9007199254740992;  // 2^53
  if (std::trunc(value) == value && std::abs(value) < exact) return static_cast<std::int64_t>(value);
  return rounded(value);
}

/// Whether a figure of a thing that is not there is 0: an amount is, a mean or a share is of nothing.
bool is_amount(std::string_view key) {
  constexpr std::array<std::string_view, 9> others{"mean", "share", "p50", "p90", "p95", "p99", "max", "min", "per_"};
  return std::ranges::none_of(others, [&](std::string_view word) { return key.find(word) != std::string_view::npos; });
}

Json const* first_of(Places const& places) {
  auto const found = std::ranges::find_if(places, [](Json const* each) { return each != nullptr && !each->is_null(); });
  return found == places.end() ? nullptr : *found;
}

Pool merged(Places const& places, std::string const& key);

Pool merged_numbers(Places const& places, std::string const& key) {
  std::vector<double> values;
  double sum = 0;
  std::size_t count = 0;
  for (auto const* each : places) {
    double const value = each != nullptr && each->is_number() ? each->get<double>()
                         : each == nullptr && is_amount(key)  ? 0
                                                              : none;
    values.push_back(value);
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  // Rounded first: the distances are from what the reader has.
  auto const mean = rounded(sum / static_cast<double>(count));
  double largest = 0;
  for (double const value : values) {
    if (!std::isnan(value)) largest = std::max(largest, std::abs(value - mean));
  }
  bool const all = count == values.size();
  // Equal values whose mean is off by the last bit do not differ.
  if (all && largest <= 1e-8 * std::abs(mean)) return {number(mean), Json{}};
  auto const scale = rounded(largest);
  auto text = fmt::format("{:.9g}:", scale);
  for (double const value : values) {
    if (std::isnan(value)) {
      text += level_text(levels);
      continue;
    }
    double const share = scale > 0 ? std::clamp((value - mean) / scale, -1.0, 1.0) : 0.0;
    text += level_text(static_cast<int>(std::lround((share + 1) / 2 * (levels - 1))));
  }
  return {number(mean), std::move(text)};
}

Pool merged_truths(Places const& places, std::string const& key) {
  auto const holds = [](Json const* each) { return each != nullptr && each->is_boolean() && each->get<bool>(); };
  return {key == "holds" ? std::ranges::all_of(places, holds) : std::ranges::any_of(places, holds), Json{}};
}

Pool merged_objects(Places const& places) {
  std::vector<std::string> keys;
  std::map<std::string, Places> members;
  for (std::size_t run = 0; run < places.size(); ++run) {
    if (places[run] == nullptr || !places[run]->is_object()) continue;
    for (auto const& [key, value] : places[run]->items()) {
      auto const [found, is_new] = members.try_emplace(key, places.size(), nullptr);
      if (is_new) keys.push_back(key);
      found->second[run] = &value;
    }
  }
  Pool pool{Json::object(), Json::object()};
  for (auto const& key : keys) {
    auto [mean, spread] = merged(members.at(key), key);
    pool.mean[key] = std::move(mean);
    if (!spread.is_null()) pool.spread[key] = std::move(spread);
  }
  if (pool.spread.empty()) pool.spread = nullptr;
  return pool;
}

/// What an entry of a list is, by what is written in it; the n-th of equals is another. A sum of the audit is the same
/// whichever thing comes closest to breaking it in a run: "work by mode = work in total (worst: TEU-km)".
std::vector<std::string> identities(Json const& list) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (auto const& entry : list) {
    std::string name;
    if (entry.is_object()) {
      for (auto const& [key, value] : entry.items()) {
        if (!value.is_string()) continue;
        auto const& text = value.get_ref<std::string const&>();
        name += text.substr(0, text.find(" (worst: ")) + '\n';
      }
    }
    names.push_back(fmt::format("{}{}", name, seen[name]++));
  }
  return names;
}

/// The worst first, as a result lists them.
void sort_by_loss(std::vector<Pool>& entries) {
  auto const lost = [](Pool const& entry) { return entry.mean.value("container_hours_lost", 0.0); };
  std::ranges::stable_sort(entries, std::greater{}, lost);
}

Pool merged_lists(Places const& places, std::string const& key) {
  std::vector<std::string> names;
  std::map<std::string, Places> entries;
  for (std::size_t run = 0; run < places.size(); ++run) {
    if (places[run] == nullptr || !places[run]->is_array()) continue;
    auto const of_run = identities(*places[run]);
    for (std::size_t i = 0; i < of_run.size(); ++i) {
      auto const [found, is_new] = entries.try_emplace(of_run[i], places.size(), nullptr);
      if (is_new) names.push_back(of_run[i]);
      found->second[run] = &places[run]->at(i);
    }
  }
  std::vector<Pool> made;
  for (auto const& name : names) made.push_back(merged(entries.at(name), key));
  if (key == "bottlenecks") sort_by_loss(made);
  Pool pool{Json::array(), Json::object()};
  for (std::size_t i = 0; i < made.size(); ++i) {
    pool.mean.push_back(std::move(made[i].mean));
    if (!made[i].spread.is_null()) pool.spread[std::to_string(i)] = std::move(made[i].spread);
  }
  if (pool.spread.empty()) pool.spread = nullptr;
  return pool;
}

Pool merged(Places const& places, std::string const& key) {
  auto const* const first = first_of(places);
  if (first == nullptr) return {nullptr, nullptr};
  if (first->is_object()) return merged_objects(places);
  if (first->is_array()) return merged_lists(places, key);
  if (first->is_number()) return merged_numbers(places, key);
  if (first->is_boolean()) return merged_truths(places, key);
  return {*first, nullptr};
}

}  // namespace

std::string level_text(int level) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return {digits[static_cast<std::size_t>(level / 64)], digits[static_cast<std::size_t>(level % 64)]};
}

Pool pool(std::vector<Json> const& runs) {
  Places places;
  for (auto const& run : runs) places.push_back(&run);
  return merged(places, "");
}

}  // namespace tongzhou::experiments
