#include "scenarios/imports/vessel_schedules.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/units/scenarios_format/said.hpp"

using namespace tongzhou;

namespace {

std::string stamp(std::string const& type, std::string const& how, std::string const& at) {
  return fmt::format(R"({{"eventTypeCode": "{}", "eventClassifierCode": "{}", "eventDateTime": "{}"}})", type, how, at);
}

std::string call(std::string const& port, std::string const& arrival, std::string const& departure) {
  return fmt::format(R"({{"location": {{"UNLocationCode": "{}", "locationName": "Port {}"}}, "timestamps": [{}, {}]}})",
                     port, port, stamp("ARRI", "PLN", arrival), stamp("DEPA", "PLN", departure));
}

std::string ship(std::initializer_list<std::string> calls) {
  std::string text;
  for (auto const& one : calls) text += (text.empty() ? "" : ", ") + one;
  return R"({"vesselName": "Hope", "transportCalls": [)" + text + "]}";
}

std::string service(std::initializer_list<std::string> ships) {
  std::string text;
  for (auto const& one : ships) text += (text.empty() ? "" : ", ") + one;
  return R"([{"carrierServiceCode": "NS 1", "carrierServiceName": "Near sea", "vesselSchedules": [)" + text + "]}]";
}

imports::Imported schedules(std::string const& text) {
  format::Problems problems;
  auto made = imports::read_vessel_schedules(text, "ovs.json", "panamax", problems);
  CHECK(format::said(problems) == "");
  return made.value_or(imports::Imported{});
}

std::string mistakes(std::string const& text) {
  format::Problems problems;
  CHECK_FALSE(imports::read_vessel_schedules(text, "ovs.json", "panamax", problems));
  return format::said(problems);
}

}  // namespace

TEST_CASE("two ships a week apart are a weekly service that goes round its ports") {
  // 4 and 11 March 2025 are Tuesdays. Shanghai 14 and 10 hours: 12 on average; Busan 8.
  auto const made =
      schedules(service({ship({call("CNSHA", "2025-03-03T18:00:00+08:00", "2025-03-04T08:00:00+08:00"),
                               call("KRPUS", "2025-03-06T06:00:00+09:00", "2025-03-06T14:00:00+09:00"),
                               call("CNSHA", "2025-03-17T22:00:00+08:00", "2025-03-18T08:00:00+08:00")}),
                         ship({call("CNSHA", "2025-03-10T18:00:00+08:00", "2025-03-11T08:00:00+08:00"),
                               call("KRPUS", "2025-03-13T06:00:00+09:00", "2025-03-13T14:00:00+09:00")})}));
  CHECK(
      made.overlay["services"]["NS-1"].dump() ==
      R"({"name":"Near sea","schedule":{"weekly":["Tue 08:00"]},"stops":[{"at":"CNSHA","stay_hours":12.0},{"at":"KRPUS","stay_hours":8.0}],"vehicle":"panamax"})");
  CHECK(made.overlay["places"]["KRPUS"].dump() ==
        R"({"country":"KR","kind":"sea_port","name":"Port KRPUS","unlocode":"KRPUS"})");
  CHECK(made.overlay["links"].dump() == R"({"CNSHA-KRPUS":{"from":"CNSHA","kind":"sea_lane","to":"KRPUS"}})");
  CHECK(made.remarks.empty());
}

TEST_CASE("departures that are no week apart make a headway") {
  // 4, 7 and 11 March at 08:00: 168 hours in two gaps.
  auto const leaves = [](char const* day) {
    return ship({call("CNSHA", fmt::format("2025-03-{}T00:00:00Z", day), fmt::format("2025-03-{}T08:00:00Z", day)),
                 call("CNNGB", fmt::format("2025-03-{}T20:00:00Z", day), fmt::format("2025-03-{}T23:00:00Z", day))});
  };
  auto const made = schedules(service({leaves("04"), leaves("07"), leaves("11")}));
  CHECK(made.overlay["services"]["NS-1"]["schedule"]["every_hours"] == 84);
  CHECK(made.overlay["services"]["NS-1"]["returns"] == false);  // no ship is seen to come back
}

TEST_CASE("one departure alone is taken as weekly, which is said") {
  auto const made = schedules(service({ship({call("CNSHA", "2025-03-04T00:00:00Z", "2025-03-04T08:00:00Z"),
                                             call("CNNGB", "2025-03-04T20:00:00Z", "2025-03-05T00:00:00Z")})}));
  CHECK(made.overlay["services"]["NS-1"]["schedule"]["weekly"].dump() == R"(["Tue 08:00"])");
  CHECK(made.remarks.at(0) == "service NS-1: fewer than two departures from CNSHA; taken as weekly (assumption)");
}

TEST_CASE("what is planned counts before what was estimated or happened, and calls left out do not count") {
  auto const planned =
      R"({"location": {"UNLocationCode": "CNSHA"}, "timestamps": [)" + stamp("DEPA", "ACT", "2025-03-05T10:00:00Z") +
      ", " + stamp("DEPA", "PLN", "2025-03-04T08:00:00Z") + ", " + stamp("DEPA", "EST", "2025-03-04T20:00:00Z") + "]}";
  auto const omitted = R"({"statusCode": "OMIT", "location": {"UNLocationCode": "JPYOK"}})";
  auto const made =
      schedules(service({ship({planned, omitted, call("CNNGB", "2025-03-04T20:00:00Z", "2025-03-05T00:00:00Z")})}));
  CHECK(made.overlay["services"]["NS-1"]["schedule"]["weekly"].dump() == R"(["Tue 08:00"])");
  CHECK_FALSE(made.overlay["places"].contains("JPYOK"));
}

TEST_CASE("what is wrong with a schedule is told by call") {
  CHECK(mistakes("[]") == "ovs.json:1:1: no service in it has vesselSchedules with two calls");
  CHECK(mistakes("[3]") == "ovs.json:1:2 /0: expected a service schedule");
  CHECK(mistakes(service({ship({R"({"location": {}})"})}))
            .ends_with("/0/vesselSchedules/0/transportCalls/0: expected a location with a UNLocationCode like CNSHA"));
  for (auto const* const code : {"cnsha", "CNSH", "CNSH1", "C1SHA", "CN-SH"}) {
    INFO(code);
    CHECK(mistakes(service({ship({call(code, "2025-03-04T00:00:00Z", "2025-03-04T08:00:00Z")})}))
              .ends_with("expected a location with a UNLocationCode like CNSHA"));
  }
  CHECK(mistakes(service({ship({call("CNSHA", "tomorrow", "2025-03-04T08:00:00Z")})}))
            .ends_with("/timestamps/0: expected an eventDateTime like 2025-03-04T08:30:00+08:00"));
}
