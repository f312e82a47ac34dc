#include "tests/theory/laws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <functional>
#include <string_view>

#include "tests/theory/estimate.hpp"

namespace tongzhou::theory {
namespace fs = std::filesystem;

namespace {

Json read(fs::path const& file) {
  std::ifstream in{file};
  return Json::parse(in);
}

/// Every queue of a result, with what it stands before.
void each_queue(Json const& result, std::function<void(std::string const&, Json const&)> const& visit) {
  for (auto const* kind : {"facilities", "locks", "gauge_changes", "links"})
    for (auto const& [code, thing] : result[kind].items())
      for (auto const* key : {"berth_queue", "gate_queue", "queue"})
        if (thing.contains(key) && thing[key]["wait_hours"]["count"] > 0) visit(code + " " + key, thing[key]);
}

struct Worst {
  double gap = 0;
  std::string where = "nowhere";
  std::size_t looked_at = 0;
  bool holds = true;
  void note(std::string const& what, double expected, double found, double allowed) {
    ++looked_at;
    double const off = std::abs(expected - found);
    holds = holds && off <= allowed;
    if (double const relative = off / std::max(std::abs(expected), 1.0); relative > gap) {
      gap = relative;
      where = what;
    }
  }
  Finding finding(std::string law, std::string scenario, std::string_view what) const {
    return {std::move(law), std::move(scenario),
            fmt::format("{} {}; largest gap {:.2g} of it, {}", looked_at, what, gap, where), holds};
  }
};

/// All keys of all objects in the opposite order.
Json reversed(Json const& value) {
  if (value.is_array()) {
    auto list = Json::array();
    for (auto const& item : value) list.push_back(reversed(item));
    return list;
  }
  if (!value.is_object()) return value;
  std::vector<std::string> keys;
  for (auto const& [key, member] : value.items()) keys.push_back(key);
  auto object = Json::object();
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) object[*key] = reversed(value[*key]);
  return object;
}

/// Everything takes so many times as long: hours, days and minutes are more, speeds and rates fewer. Distributions hold
/// both times and shapes.
void stretch(Json& value, double times, bool is_time = false) {
  constexpr std::array shapes{"k", "shape", "cv", "weights"};
  if (value.is_number() && is_time) value = value.get<double>() * times;
  if (value.is_array())
    for (auto& item : value) stretch(item, times, is_time);
  if (!value.is_object()) return;
  for (auto& [key, member] : value.items()) {
    auto const ends = [&](std::string_view end) { return key.ends_with(end); };
    if (ends("_per_h") || ends("_per_crane_hour") || ends("_per_year"))
      member = member.get<double>() / times;
    else
      stretch(member, times,
              ends("_hours") || ends("_days") || ends("_minutes") || key == "minutes_per_truck" ||
                  (is_time && std::ranges::find(shapes, key) == shapes.end()));
  }
}

void replace_all(std::string& text, std::string const& from, std::string const& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

double teu(Json const& result) { return result["totals"]["teu_out"].get<double>(); }
double hours(Json const& result) { return result["totals"]["container_hours"].get<double>(); }
double days(Json const& result) { return result["period"]["counted_days"].get<double>(); }
double gate(Json const& result) {
  return result["facilities"]["SOUTHPORT/quay"]["gate_queue"]["wait_hours"]["mean"].get<double>();
}

/// The same in distribution: three figures of both, so far apart in standard errors of the difference.
struct Twins {
  Program const& program;
  fs::path one, other;

  std::pair<std::string, bool> compare(std::uint64_t first_seed, std::uint64_t runs) const {
    std::vector<Job> jobs;
    for (auto const& [file, seed] : {std::pair{one, first_seed}, {other, first_seed + runs}})
      for (std::uint64_t k = 0; k < runs; ++k) jobs.push_back({file, seed + k});
    auto const results = program.run(jobs);
    auto const half = results.begin() + static_cast<std::ptrdiff_t>(runs);
    std::vector<Json> const ours{results.begin(), half}, theirs{half, results.end()};
    std::string text;
    bool holds = true;
    std::array<std::pair<std::string_view, std::function<double(Json const&)>>, 3> const figures{
        {{"TEU delivered", teu},
         {"hours per TEU", [](Json const& r) { return hours(r) / teu(r); }},
         {"wait at the southern gate", [](Json const& r) {
            for (auto const& [code, facility] : r["facilities"].items())
              if (code.starts_with("SOUTHPORT") || code.starts_with("renamed"))
                return facility["gate_queue"]["wait_hours"]["mean"].get<double>();
            return 0.0;
          }}}};
    for (auto const& [name, figure] : figures) {
      auto const a = estimate(ours, figure), b = estimate(theirs, figure);
      double const far = (b.mean - a.mean) / std::hypot(a.standard_error, b.standard_error);
      text += fmt::format("{}{} {:+.2f}", text.empty() ? "" : ", ", name, far);
      holds = holds && std::abs(far) <= limit;
    }
    return {text, holds};
  }

  Finding finding(std::string law, std::string where, std::uint64_t runs) const {
    auto [text, holds] = compare(1, runs);
    if (!holds) {
      auto const [second, still] = compare(1 + 2 * runs, again * runs);
      text += "; again " + second;
      holds = still;
    }
    return {std::move(law), std::move(where), "in standard errors: " + text, holds};
  }
};

/// The hash of the file stays what it is too: it is of what the scenario says.
Finding keys_reversed(Program const& program, fs::path const& scenario, std::string const& where) {
  auto const same = program.write("same/" + where, read(scenario));
  auto const back = program.write("back/" + where, reversed(read(scenario)));
  bool const holds = program.bytes({same}) == program.bytes({back});
  return {"keys in the opposite order change no byte", where, holds ? "same bytes" : "other bytes", holds};
}

/// It says when it begins, or what it extends; a base.json is there to be extended. Overlays, experiments, investments
/// and published figures do neither.
bool is_scenario(fs::path const& file) {
  if (file.extension() != ".json" || file.filename() == "base.json") return false;
  auto const json = read(file);
  return json.contains("start") || json.contains("extends");
}

}  // namespace

std::vector<Finding> the_library(Program const& program, fs::path const& library) {
  std::vector<fs::path> files;
  for (auto const& entry : fs::recursive_directory_iterator{library})
    if (is_scenario(entry.path())) files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<Job> jobs;
  for (auto const& file : files) jobs.push_back({file});
  auto const results = program.run(jobs);
  std::vector<Finding> findings{keys_reversed(program, library / "yangtze/scenario.json", "yangtze")};
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto const& result = results[i];
    auto const where = fs::relative(files[i], library).string();
    double const span = 24 * days(result);
    Worst queues;
    each_queue(result, [&](std::string const& name, Json const& queue) {
      auto const& wait = queue["wait_hours"];
      double const arrivals = wait["count"].get<double>();
      // Who stood there when counting began or ended is in one of the two and not in the other. Whoever waits still at
      // the end is in the length alone, and may wait longer than anybody before: a week more, assumption.
      double const longest = queue["max_length"].get<double>();
      double const ends = 2 * std::max(1.0, longest) * wait["max"].get<double>() + longest * 24 * 7;
      queues.note(name, arrivals * wait["mean"].get<double>(), queue["mean_length"].get<double>() * span,
                  ends + 1e-6 * span);
    });
    findings.push_back(queues.finding("Little's law in every queue", where, "queues"));
    Worst flows;
    for (auto const& [code, flow] : result["flows"].items()) {
      double booked = 0;
      for (auto const& [cause, some] : flow["container_hours_by_cause"].items()) booked += some.get<double>();
      auto const& transit = flow["transit_hours"];
      double const count = transit["count"].get<double>();
      double const ends =
          (flow["boxes_inside"].get<double>() * 2 + std::sqrt(count) + 10) * transit["max"].get<double>();
      flows.note(code, booked, count * transit["mean"].get<double>(), ends);
    }
    findings.push_back(flows.finding("Little's law in every flow", where, "flows"));
    findings.push_back({"Little's law in every yard, and the other lines of the audit", where,
                        fmt::format("{} lines", result["audit"]["checks"].size()),
                        result["audit"]["holds"].get<bool>()});
  }
  return findings;
}

std::vector<Finding> invariances(Program const& program, fs::path const& scenario, std::uint64_t runs) {
  std::vector<Finding> findings;
  auto const facts = read(scenario);
  auto const where = scenario.stem().string();

  findings.push_back(keys_reversed(program, scenario, where));
  {
    auto slow = facts;
    stretch(slow, 2);
    auto const results = program.run({{scenario, 1}, {program.write("slow", slow), 1}});
    double const throughput = teu(results[1]) / days(results[1]) / (teu(results[0]) / days(results[0]));
    double const time = hours(results[1]) / hours(results[0]);
    double const wait = gate(results[1]) / gate(results[0]);
    bool const holds = std::abs(throughput - 0.5) < 1e-9 && std::abs(time - 2) < 1e-9 && std::abs(wait - 2) < 1e-6;
    findings.push_back(
        {"all times twice as long halve the throughput", where,
         fmt::format("TEU a day x {:.9f}, container-hours x {:.9f}, wait at a gate x {:.9f}", throughput, time, wait),
         holds});
  }
  {
    auto more = facts;
    more["places"]["NORTHPORT"]["facilities"]["spare"] = {
        {"kind", "quay"},
        {"berths", 3},
        {"cranes", 2},
        {"moves_per_crane_hour", 20},
        {"unusual", "nobody uses it, so that it can be seen to change nothing"}};
    auto results =
        program.run({{program.write("one/scenario", facts), 1}, {program.write("one-more/scenario", more), 1}});
    results[1]["facilities"].erase("NORTHPORT/spare");
    auto& assets = results[1]["hubs"]["NORTHPORT"]["assets"];
    for (auto const* const its : {"spare/berths", "spare/cranes"}) assets.erase(its);
    for (auto& result : results) result["provenance"]["scenario"].erase("sha256");
    bool const holds = results[0].dump() == results[1].dump();
    findings.push_back({"a facility that nobody uses changes nothing but its own rows", where,
                        holds ? "same text" : Json::diff(results[0], results[1]).dump().substr(0, 200), holds});
  }
  {
    auto text = facts.dump();
    for (auto const& [from, to] : {std::pair{"NORTHPORT", "anchorage"},
                                   {"SOUTHPORT", "renamed"},
                                   {"southbound", "express"},
                                   {"\"tea\"", "\"porcelain\""},
                                   {"coast", "sea-way"}})
      replace_all(text, from, to);
    findings.push_back(Twins{program, scenario, program.write("renamed", Json::parse(text))}.finding(
        "ids of another name change nothing in distribution (random streams are named after ids)", where, runs));
  }
  {
    auto halves = facts;
    auto& flows = halves["flows"];
    flows["tea"]["boxes_per_year"] = flows["tea"]["boxes_per_year"].get<double>() / 2;
    flows["second-half"] = flows["tea"];
    findings.push_back(Twins{program, scenario, program.write("halves", halves)}.finding(
        "a flow in two halves changes nothing in distribution", where, runs));
  }
  return findings;
}

// Published mean waits: 17 h in 2011, 54.6 h in 2012 with overhauls (yangtzebusinessservices.com).
std::vector<Finding> three_gorges(Program const& program, fs::path const& scenario, std::uint64_t runs) {
  std::vector<Finding> findings;
  double before = 0, first = 0;
  for (double const ships : {54.0, 58.0, 60.0, 61.0, 62.0, 63.0}) {
    auto facts = read(scenario);
    auto& traffic = facts["places"]["DAM"]["facilities"]["lock"]["traffic"];
    traffic["ships_per_day_up"] = traffic["ships_per_day_down"] = ships;
    auto const file = program.write(fmt::format("gorges-{}", ships), facts);
    std::vector<Job> jobs;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) jobs.push_back({file, seed});
    auto const results = program.run(jobs);
    auto const lock = [](Json const& r) -> Json const& { return r["locks"]["DAM/lock"]; };
    auto const wait =
        estimate(results, [&](Json const& r) { return lock(r)["queue"]["wait_hours"]["mean"].get<double>(); });
    auto const a_day = estimate(results, [&](Json const& r) { return lock(r)["lockages"].get<double>() / days(r); });
    auto const each = estimate(
        results, [&](Json const& r) { return lock(r)["ships"].get<double>() / lock(r)["lockages"].get<double>(); });
    if (first == 0) first = wait.mean;
    findings.push_back(
        {"the wait before the Three Gorges rises with the ships that come",
         fmt::format("{:.0f} ships a day and direction", ships),
         fmt::format("{:.1f} lockages a day, {:.2f} ships each: mean wait {:.1f} h, standard error {:.1f}", a_day.mean,
                     each.mean, wait.mean, wait.standard_error),
         wait.mean > before});
    before = wait.mean;
  }
  findings.push_back({"on its way it passes through the published 17 to 55 hours", scenario.stem().string(),
                      fmt::format("from {:.1f} to {:.1f} h", first, before), first < 17 && before > 55});
  return findings;
}

}  // namespace tongzhou::theory
