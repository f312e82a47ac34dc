#include "viz/export/event_log.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "tests/units/viz_export/harbour.hpp"
#include "viz/export/events.hpp"

using namespace tongzhou;
using namespace tongzhou::exports;
using nlohmann::json;

namespace {

std::vector<json> events_of(Year const& run) {
  std::vector<json> read;
  std::istringstream lines{text_of(run.events)};
  for (std::string line; std::getline(lines, line);) read.push_back(json::parse(line));
  return read;
}

std::vector<json> const& events() {
  static std::vector<json> const all = events_of(year());
  return all;
}

std::string code_of(json const& event) {
  return event.at("eventType") == "EQUIPMENT" ? event.at("equipmentEventTypeCode") : event.at("transportEventTypeCode");
}

std::map<std::string, double> const& counts() {
  static std::map<std::string, double> const all = [] {
    std::map<std::string, double> made;
    for (auto const& event : events()) ++made[code_of(event)];
    return made;
  }();
  return all;
}

double sum(json const& section, char const* figure) {
  double total = 0;
  for (auto const& entry : section) total += entry.at(figure).get<double>();
  return total;
}

}  // namespace

TEST_CASE("check digits are those of containers in the standard's examples") {
  CHECK(check_digit("CSQU305438") == '3');
  CHECK(check_digit("ZEPU003725") == '5');
  CHECK(check_digit("HLXU200841") == '9');
}

TEST_CASE("a run numbers its containers one after the other, and each million has an owner of its own") {
  CHECK(container_number(0).substr(0, 10) == "TAAU000000");
  CHECK(container_number(999'999).substr(0, 10) == "TAAU999999");
  CHECK(container_number(1'000'000).substr(0, 10) == "TABU000000");
  CHECK(container_number(26'000'000).substr(0, 10) == "TBAU000000");
  for (std::uint64_t n : {0u, 7u, 123'456u}) {
    auto const number = container_number(n);
    CHECK(number.back() == check_digit(number.substr(0, 10)));
  }
}

TEST_CASE("a hundredth of the boxes is about a hundredth of them, a tenth holds all of these, the whole holds all") {
  int hundredth = 0, tenth = 0, both = 0;
  for (std::uint64_t n = 0; n < 100'000; ++n) {
    bool const small = sampled("down", n, 0.01), large = sampled("down", n, 0.1);
    hundredth += small;
    tenth += large;
    both += small && large;
    CHECK(sampled("down", n, 1));
    CHECK_FALSE(sampled("down", n, 0));
  }
  // Binomial: 4 standard deviations are 126 and 379.
  CHECK(std::abs(hundredth - 1000) < 126);
  CHECK(std::abs(tenth - 10'000) < 379);
  CHECK(both == hundredth);
}

TEST_CASE("samples of two flows have nothing to do with each other") {
  int both = 0;
  for (std::uint64_t n = 0; n < 100'000; ++n) both += sampled("down", n, 0.1) && sampled("up", n, 0.1);
  CHECK(std::abs(both - 1000) < 126);
}

TEST_CASE("every event fits the schema") {
  auto const schema = json::parse(event_schema_text());
  for (std::size_t i = 0; i < events().size(); i += 97) CHECK(departures(schema, events()[i]) == "");
}

TEST_CASE("events of a whole year add up to the figures of its result") {
  auto const& result = year().result;
  CHECK(counts().at("STUF") == result.at("totals").at("boxes_in").get<double>());
  CHECK(counts().at("STRP") == result.at("totals").at("boxes_out").get<double>());
  CHECK(counts().at("GTIN") == sum(result.at("facilities"), "teu_gate_in"));  // each box is one TEU
  CHECK(counts().at("GTOT") == sum(result.at("facilities"), "teu_gate_out"));
  CHECK(counts().at("DISC") + counts().at("LOAD") == sum(result.at("facilities"), "moves"));
  double sailings = 0;
  for (auto const& leg : result.at("services").at("weekly-boat").at("legs"))
    sailings += leg.at("sailings").get<double>();
  CHECK(counts().at("DEPA") == sailings);
  CHECK(counts().at("BRTH") == sum(result.at("facilities"), "calls"));
  auto const& river = result.at("links").at("river");
  CHECK(counts().at("PASS") == river.at("passages_down").get<double>() + river.at("passages_up").get<double>());
}

TEST_CASE("a box is packed, gated in, loaded, discharged, gated out and unpacked, one after the other") {
  std::map<std::string, std::vector<std::string>> stories;
  std::map<std::string, std::string> last;
  for (auto const& event : events()) {
    if (event.at("eventType") != "EQUIPMENT") continue;
    auto const box = event.at("equipmentReference").get<std::string>();
    stories[box].push_back(code_of(event));
    auto const date = event.at("eventDateTime").get<std::string>();
    CHECK(last[box] <= date);
    last[box] = date;
  }
  std::vector<std::string> const whole{"STUF", "GTIN", "LOAD", "DISC", "GTOT", "STRP"};
  double delivered = 0;
  for (auto const& [box, story] : stories) {
    REQUIRE(story.size() <= whole.size());
    CHECK(std::equal(story.begin(), story.end(), whole.begin()));
    delivered += story.size() == whole.size();
  }
  CHECK(delivered == year().result.at("totals").at("boxes_out").get<double>());
}

TEST_CASE("boxes that customs inspects are told of, between the ship and the gate, as often as the result says") {
  auto const schema = json::parse(event_schema_text());
  std::map<std::string, double> inspected;
  std::map<std::string, std::string> before;
  for (auto const& event : events_of(customs_port())) {
    if (event.at("eventType") != "EQUIPMENT") continue;
    auto const box = event.at("equipmentReference").get<std::string>();
    auto const code = code_of(event);
    if (code == "INSP") {
      CHECK(departures(schema, event) == "");
      ++inspected[event.at("eventLocation").at("locationName")];
      auto const trade = event.at("tradeClass").get<std::string>();
      CHECK((trade == "export" || trade == "import"));
      CHECK(before[box] == (trade == "import" ? "DISC" : "GTIN"));
    }
    before[box] = code;
  }
  REQUIRE(inspected.size() >= 2);
  for (auto const& [code, office] : customs_port().result.at("customs").items()) {
    CHECK(inspected[office.at("place")] == office.at("boxes_inspected").get<double>());
  }
}

TEST_CASE("each event has a number of its own") {
  std::set<std::string> numbers;
  for (auto const& event : events()) numbers.insert(event.at("eventID").get<std::string>());
  CHECK(numbers.size() == events().size());
}

TEST_CASE("a log that is not finished leaves nothing behind") {
  auto const folder = room() / "unfinished";
  { EventLog const log{folder / "events.jsonl", world::World{}, 0, 1}; }
  CHECK(std::filesystem::is_empty(folder));
}
