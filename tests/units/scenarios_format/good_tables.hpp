#pragma once

#include <string>

#include "scenarios/format/document.hpp"
#include "scenarios/format/scenario_schema.hpp"
#include "tests/units/scenarios_format/folder.hpp"
#include "tests/units/scenarios_format/said.hpp"

namespace tongzhou::format {

/// A folder of tables that is right, but for what is written over it.
inline void write_good_tables() {
  write("scenario.json", R"({"name": "t", "start": "2025-01-01", "length_days": 10})");
  write("places.csv", "id,kind,lat,lon\nA,sea_port,30,120\nB,sea_port,31,121\n");
  write("facilities.csv", "place,id,kind,berths\nA,quay,quay,1\nB,quay,quay,1\n");
  write("links.csv", "id,kind,from,to,distance_km\nlane,sea_lane,A,B,100\n");
  write("vehicle_classes.csv", "id,mode,teu,speed_km_per_h\nship,sea,100,20\n");
  write("services.csv", "id,vehicle,schedule.every_hours\nline,ship,24\n");
  write("stops.csv", "service,at\nline,A\nline,B\n");
  write("flows.csv", "id,from,to,box,teu_per_year\nf,A,B,22G1,100\n");
}

inline std::string problems_of(fs::path const& path = ".") {
  Problems problems;
  if (auto const document = load(path, problems)) check(*document, scenario_schema(), problems);
  return said(problems);
}

}  // namespace tongzhou::format
