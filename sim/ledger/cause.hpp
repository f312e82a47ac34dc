#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace tongzhou::ledger {

/// Where a container-hour goes. Every hour between a box's birth and its delivery is booked under exactly one.
/// The first seven are those of nearly every box: in the ledger they share a cache line.
enum class Cause {
  moving,                // aboard a vehicle under way
  handling,              // being lifted, or shifted inside a place; aboard while others are lifted
  waiting_for_sailing,   // in the yard until a vehicle with room comes
  waiting_for_berth,     // aboard, berth or track taken
  waiting_for_crane,     // aboard, cranes shared or stopped
  waiting_for_departure, // aboard, ready before the timetable
  storage,               // in the yard until the consignee fetches it
  drayage,               // on a truck
  waiting_for_gate,
  waiting_for_lock,
  waiting_for_path,      // train path, single track, one-way reach, closed link
  waiting_for_depth,
  waiting_for_yard,      // aboard, no slot in the yard
  gauge_change,
  customs_declaration,
  customs_inspection,
  documents,             // papers, seals and box changes between two legs
  waiting_for_empty,     // cargo without a box
  sorting,
};
constexpr std::size_t causes = 19;

/// Where money goes. Who pays and whether it leaves the system is told by `payer` and `is_transfer`.
enum class Expense {
  freight,        // shippers to carriers
  handling,
  storage,
  drayage,        // trucks, tolls included
  transfer,       // between terminals of one place, box changes, documents
  customs,
  time_value,     // of the goods on the way
  loss_damage,
  vessel_time,    // carriers: crew, capital, insurance of ships and trains
  fuel,           // carriers: ships and trains
  carbon,         // society: CO2e at the policy's price
};
constexpr std::size_t expenses = 11;

/// Where CO2e is emitted, well-to-wheel, as ISO 14083 transport chain elements: legs and hubs.
enum class Source { sailing, in_port, rail, drayage, handling, transfer, air };
constexpr std::size_t sources = 7;

using Hours = std::array<double, causes>;
using Money = std::array<double, expenses>;
using Emissions = std::array<double, sources>;  // kg CO2e

/// Names as they stand in results: `waiting_for_lock`, `time_value`, `in_port`.
std::string_view name(Cause);
std::string_view name(Expense);
std::string_view name(Source);

/// Who bears an expense first.
enum class Party { shipper, carrier, society };
Party payer(Expense);
/// Freight is what shippers pay and carriers earn: it moves between parties and is no cost of the system,
/// unless the service's own costs are not stated, when it stands in for them.
bool is_transfer(Expense);

}  // namespace tongzhou::ledger
