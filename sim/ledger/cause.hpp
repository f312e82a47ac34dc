#pragma once

#include "network/base/enums.hpp"

namespace tongzhou::ledger {

/// Where a container-hour goes. Every hour between a box's birth and its delivery is booked under exactly one.
/// The first seven are those of nearly every box: in the ledger they share a cache line.
enum class Cause {
  moving,                 // aboard a vehicle under way
  handling,               // being lifted, or shifted inside a place; aboard while others are lifted
  waiting_for_sailing,    // in the yard until a vehicle with room comes
  waiting_for_berth,      // aboard, berth or track taken
  waiting_for_crane,      // aboard, cranes shared or stopped
  waiting_for_departure,  // aboard, ready before the timetable
  storage,                // in the yard until the consignee fetches it
  drayage,                // on a truck
  waiting_for_gate,
  waiting_for_lock,
  waiting_for_path,  // train path, single track, one-way reach, closed link
  waiting_for_depth,
  waiting_for_yard,  // no slot in the yard: aboard, on a truck at its gate, or where the box sets out
  gauge_change,
  customs_declaration,
  customs_inspection,
  transit_papers,     // of a bonded box that changes vehicles inland of the border
  documents,          // papers, seals and box changes between two legs
  waiting_for_empty,  // cargo without a box
  sorting,
  border_formalities,       // aboard, customs and quarantine of a train at a border
  waiting_for_wagons,       // at a border: aboard, for wagons of the other gauge, or put off, for a later train
  waiting_for_truck,        // of a fleet, where all are out
  waiting_for_appointment,  // at a gate: where the box is
};
constexpr auto words(Cause) {
  return one_word_each<Cause>("moving", "handling", "waiting_for_sailing", "waiting_for_berth", "waiting_for_crane",
                              "waiting_for_departure", "storage", "drayage", "waiting_for_gate", "waiting_for_lock",
                              "waiting_for_path", "waiting_for_depth", "waiting_for_yard", "gauge_change",
                              "customs_declaration", "customs_inspection", "transit_papers", "documents",
                              "waiting_for_empty", "sorting", "border_formalities", "waiting_for_wagons",
                              "waiting_for_truck", "waiting_for_appointment");
}

/// Where money goes. Who pays and whether it leaves the system is told by `payer` and `is_transfer`.
enum class Expense {
  freight,  // shippers to carriers
  handling,
  storage,
  drayage,   // shippers to hauliers: the hire of trucks
  toll,      // shippers, through their hauliers, to whom the road belongs
  transfer,  // between terminals of one place, box changes, documents
  customs,
  time_value,  // of the goods on the way
  loss_damage,
  vessel_time,       // carriers: crew, capital, insurance of ships and trains; drivers and wear of trucks
  fuel,              // carriers: ships, trains and trucks
  carbon,            // society: CO2e at the policy's price
  surcharge,         // shippers to carriers, on top of freight
  demurrage,         // shippers to carriers: boxes that stay beyond their free time
  subsidy,           // a public purse to shippers, so below nothing
  trade_finance,     // shippers to those who lend on goods
  credit_insurance,  // shippers to insurers: premiums less claims
  track_access,      // carriers: what trains use up of the track
  shunting,          // carriers: engines that form trains and place them at loading tracks
  port_dues,         // carriers to ports: calls of ships, TEU loaded and discharged
  canal_dues,        // carriers to who keeps canals and locks
  pilotage,          // carriers: pilots and tugs
};
constexpr auto words(Expense) {
  return one_word_each<Expense>("freight", "handling", "storage", "drayage", "toll", "transfer", "customs",
                                "time_value", "loss_damage", "vessel_time", "fuel", "carbon", "surcharge", "demurrage",
                                "subsidy", "trade_finance", "credit_insurance", "track_access", "shunting", "port_dues",
                                "canal_dues", "pilotage");
}

/// Where CO2e is emitted, well-to-wheel, as ISO 14083 transport chain elements: legs and hubs.
enum class Source { sailing, in_port, rail, drayage, handling, transfer, air };
constexpr auto words(Source) {
  return one_word_each<Source>("sailing", "in_port", "rail", "drayage", "handling", "transfer", "air");
}

/// Is it one of a thing that few worlds have? Results tell it only where hours went into it.
constexpr bool is_seldom(Cause cause) {
  return cause == Cause::waiting_for_truck || cause == Cause::waiting_for_appointment;
}

using Hours = EnumArray<Cause, double>;
using Money = EnumArray<Expense, double>;
using Emissions = EnumArray<Source, double>;  // kg CO2e

/// Who bears an expense first.
enum class Party { shipper, carrier, society };
constexpr auto words(Party) { return one_word_each<Party>("shipper", "carrier", "society"); }
Party payer(Expense);
/// Freight, surcharges, demurrage and drayage are what shippers pay and carriers earn, a toll is what they pay to the
/// road, dues what carriers pay to ports and canals, a subsidy what shippers get from a public purse; interest is the
/// price of money that others have, and premiums come back as claims: money that moves between parties and is no cost
/// of the system. Where a carrier's own costs are not stated, what it earns stands in for them: own_costs_not_stated.
bool is_transfer(Expense);
/// What a carrier without stated costs uses up besides fuel: what it earns less the fuel that it pays out of it.
double own_costs_not_stated(double earned, double fuel);

}  // namespace tongzhou::ledger
