#pragma once

#include "sim/outcome/bills.hpp"
#include "sim/outcome/records.hpp"

// How much of what stands in the network was used.
namespace tongzhou::outcome {

Table<world::ServiceId, ServiceOutcome> service_outcomes(Records const& records, world::World const& world,
                                                         Bills const& bills);
TruckingOutcome trucking_outcome(Records const& records, world::World const& world);
Table<world::TerminalId, TerminalOutcome> terminal_outcomes(Records const& records, world::World const& world);
Table<world::GaugeChangeId, GaugeChangeOutcome> gauge_change_outcomes(Records const& records,
                                                                      world::World const& world);
Table<world::LinkId, LinkOutcome> link_outcomes(Records const& records, world::World const& world);

/// TEU-hours that the books have for each terminal's yard. Little's law: as many as the yard's mean level says.
Table<world::TerminalId, double> yard_teu_hours(Records const& records, world::World const& world);

}  // namespace tongzhou::outcome
