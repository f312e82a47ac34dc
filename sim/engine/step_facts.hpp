#pragma once

#include <cstdint>

#include "network/base/id.hpp"
#include "network/base/quantity.hpp"
#include "sim/world/flow.hpp"
#include "sim/world/ids.hpp"
#include "sim/world/trade.hpp"

namespace tongzhou::engine {

using QueueId = Id<struct QueueTag>;  // of the boxes that wait for one service at one stop

/// What every box asks of its step, by account: one cache line.
struct alignas(64) StepFacts {
  enum class Kind : std::uint8_t { truck, ride, transfer, formalities };
  world::TradeClass trade{};
  world::Regime regime{};  // as customs sees it on this ride
  Kind kind{};
  bool reefer = false;
  bool last = false;             // of a box's way: delivered when done
  bool empty_goes_home = false;  // last: the box then goes to a depot elsewhere, by the way behind this step
  std::uint8_t piggyback = 0;    // 1 + the permission it rides under; 0: it needs none
  bool mail = false;             // loaded before other boxes
  bool rail_box = false;         // the cargo is in a box of the railway's, which ships do not take
  std::uint16_t load = 0;        // ride: positions in the rotation
  std::uint16_t discharge = 0;
  QueueId queue;             // ride
  std::uint32_t onward = 0;  // ride: 1 + the number of the ways that lead on from its yard
  world::FlowId flow;
  float teu = 0;
  float tonnes = 0;
  float goods = 0;               // t, tare apart
  world::TerminalId terminal{};  // where it begins, as in its account; none: at the origin
  world::TerminalId into{};      // truck: whose gate it enters; none: it ends at the place itself
  world::ServiceId service{};    // ride
  Duration takes{};              // truck: time between gates; formalities, transfer: as planned
};
static_assert(sizeof(StepFacts) == 64);

}  // namespace tongzhou::engine
