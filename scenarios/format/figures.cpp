#include "scenarios/format/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace tongzhou::format {
namespace {

using demand::Variate;

std::vector<double> numbers(Reader const& thing, std::string const& key) {
  std::vector<double> result;
  for (auto const& item : thing.items(key)) result.push_back(item.number());
  return result;
}

constexpr std::array<std::string_view, 8> laws = {"uniform", "triangular", "exponential", "erlang",
                                                  "gamma",   "lognormal",  "weibull",     "empirical"};

Variate variate_named(std::string_view name, Reader const& of) {
  if (name == "uniform") return Variate::uniform(of.number("min"), of.number("max"));
  if (name == "triangular") return Variate::triangular(of.number("min"), of.number("mode"), of.number("max"));
  if (name == "exponential") return Variate::exponential(of.number("mean"));
  if (name == "erlang") return Variate::erlang(static_cast<int>(of.whole("k")), of.number("mean"));
  if (name == "gamma") return Variate::gamma(of.number("shape"), of.number("mean"));
  if (name == "lognormal") return Variate::lognormal(of.number("mean"), of.number("cv"));
  if (name == "weibull") return Variate::weibull(of.number("shape"), of.number("scale"));
  return Variate::empirical(numbers(of, "values"), numbers(of, "weights"));
}

int two_digits(std::string const& text, std::size_t at) { return 10 * (text[at] - '0') + (text[at + 1] - '0'); }

}  // namespace

world::Name name_of(std::string const& code, Reader const& thing) {
  world::Name name{code, "", ""};
  if (!thing.has("name")) return name;
  auto const given = thing.child("name");
  if (given.json().is_string()) {
    name.en = given.text();
  } else {
    name.en = given.text("en", "");
    name.zh = given.text("zh", "");
  }
  return name;
}

Variate variate(Reader const& thing, std::string const& key, double factor) {
  if (!thing.has(key)) return {};
  auto const value = thing.child(key);
  if (value.json().is_number()) return Variate::fixed(value.number() * factor);

  std::vector<std::string_view> given;
  for (auto const& name : laws) {
    if (value.has(std::string{name})) given.push_back(name);
  }
  if (given.size() != 1) {
    value.refuse(fmt::format("expected exactly one of {}, found {}", fmt::join(laws, ", "),
                             given.empty() ? "none" : fmt::format("{}", fmt::join(given, " and "))));
    return {};
  }
  try {
    return scaled(variate_named(given.front(), value.child(std::string{given.front()})), factor);
  } catch (std::invalid_argument const& refused) {
    value.refuse(std::string{given.front()}, refused.what());
    return {};
  }
}

demand::Distribution<Duration> distribution(Reader const& thing, std::string const& key, Duration unit) {
  constexpr double days_per_year = 365, most_years = 10;
  demand::Distribution<Duration> const made{variate(thing, key, unit.raw())};
  if (mean(made) > days(most_years * days_per_year))
    thing.refuse(key, fmt::format("expected at most {} years on average, found {:.3g}", most_years,
                                  in_days(mean(made)) / days_per_year));
  return made;
}

std::optional<Time> moment(Reader const& thing, std::string const& key, Date start) {
  auto const text = thing.text(key);
  auto const date = parse_date(text.substr(0, 10));
  int const hour = text.size() > 10 ? two_digits(text, 11) : 0;
  int const minute = text.size() > 10 ? two_digits(text, 14) : 0;
  int const second = text.size() > 16 ? two_digits(text, 17) : 0;
  if (!date || hour > 23 || minute > 59 || second > 59) {
    thing.refuse(key, fmt::format("there is no such {}: \"{}\"", date ? "time" : "day", text));
    return std::nullopt;
  }
  return Time{days(static_cast<double>(day_number(*date) - day_number(start))) + hours(hour) + minutes(minute) +
              seconds(second)};
}

std::array<Length, parts_of_year> depths(Reader const& link) {
  std::array<Length, parts_of_year> result;
  result.fill(Length::unlimited());
  if (!link.has("depth_m")) return result;
  auto const depth = link.child("depth_m");
  // All parts there are: those of a common and of a leap year.
  auto const by_day = [&](auto const& depth_on) {
    constexpr Date first{2023, 1, 1}, last{2024, 12, 31};
    for (auto date = first; date <= last; date = days_after(date, 1)) result[part_of_year(date)] = depth_on(date);
  };
  if (depth.json().is_number()) {
    result.fill(metres(depth.number()));
  } else if (depth.json().is_array()) {
    auto const weekly = depth.items();
    by_day([&](Date date) {
      return metres(weekly[std::min(static_cast<std::size_t>(week_of_year(date)), weekly.size() - 1)].number());
    });
  } else if (!depth.has("by_month")) {
    depth.refuse("missing key \"by_month\"");
  } else {
    auto const monthly = depth.items("by_month");
    by_day([&](Date date) { return metres(monthly[static_cast<std::size_t>(date.month - 1)].number()); });
  }
  return result;
}

std::array<double, 24> staffed_by_hour(Reader const& thing) {
  auto result = demand::level<24>();
  if (!thing.has("staffed_by_hour")) return result;
  auto const items = thing.items("staffed_by_hour");
  std::ranges::transform(items, result.begin(), [](Reader const& item) { return item.number(); });
  return result;
}

Length length_or_unlimited(Reader const& thing, std::string const& key) {
  return thing.has(key) ? metres(thing.number(key)) : Length::unlimited();
}

}  // namespace tongzhou::format
