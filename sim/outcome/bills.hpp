#pragma once

#include "network/base/id.hpp"
#include "sim/ledger/cause.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::outcome {

/// What a service's vehicles burnt, cost and emitted, whoever was aboard.
struct Bill {
  double fuel_used = 0;                          // in the fuel's unit
  double crew_hours = 0;                         // of trains between their stops, and of light engines
  double vessel_time = 0, fuel = 0, carbon = 0;  // money
  double track_access = 0, shunting = 0;
  double port_dues = 0, canal_dues = 0, pilotage = 0;
  double carriers_own() const {
    return vessel_time + fuel + track_access + shunting + port_dues + canal_dues + pilotage;
  }
  double kg_total = 0, kg_moving = 0;  // CO2e; what is not of moving is of waiting and of ports
  double kg_of_lifts = 0;              // CO2e of terminals, besides
  bool own_costs = false;              // stated in the file; else freight stands in for them
  double teu_km = 0;                   // of the boxes that it carried: what it is spread over
};
using Bills = Table<world::ServiceId, Bill>;

/// What the boxes of one account of trucks on demand made their trucks use up, and the kilometres that these run empty.
/// All of it passes with the way: of a truck under way when the span begins or ends, the part inside counts.
struct TruckBill {
  double boxes = 0;  // that went the way, in parts of it
  double box_km = 0;
  double truck_km = 0, empty_km = 0;              // the latter is among the former
  double hours = 0;                               // of trucks, on the road
  double hours_at_gates = 0;                      // among the former, where they are counted
  double vehicle_time = 0, fuel = 0, carbon = 0;  // money
  double kg_co2e = 0;
};
TruckBill truck_bill(Records const& records, world::World const& world, ledger::AccountId account);
Bills bills(Records const& records, world::World const& world);

/// Adds a share of a bill, 0..1, to money and CO2e.
void charge(Bill const& bill, double share, world::Mode mode, ledger::Money& money, ledger::Emissions& kg_co2e);

/// What the boxes of one account cost and emitted: themselves, their part of their service's bill and the value of
/// their time. A bill is spread by TEU-km, as ISO 14083 spreads that of a transport operation category.
struct Charged {
  ledger::Money money{};
  ledger::Emissions kg_co2e{};
};
Charged charged(Records const& records, world::World const& world, Bills const& bills, ledger::AccountId account);

}  // namespace tongzhou::outcome
