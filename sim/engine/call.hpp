#pragma once

#include <cstddef>
#include <vector>

#include "network/base/enums.hpp"
#include "network/base/quantity.hpp"
#include "sim/engine/box_queue.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/rules/boarding.hpp"
#include "sim/world/ids.hpp"

namespace tongzhou::engine {

/// A vehicle at a stop.
struct Call {
  std::size_t stop = 0;
  world::TerminalId terminal;
  bool may_load = false;
  Time last_look = Time{};                      // into the yard: not before, and once more then
  Time first_box = Time::never();               // when the first of those loaded here was ready
  Time looked = Time{};                         // the latest time
  Time takes_until = Time::never();             // boxes that were in the yard by then; known at the first look
  double loaded = 0;                            // boxes, so far
  Duration waited = {};                         // by those loaded, all together, until the latest look
  bool looked_at_cut_off = false;               // nothing more will come
  BoxQueue* queue = nullptr;                    // of those that wait for it, once it takes boxes
  EnumArray<rules::Refusal, double> refused{};  // boxes, at the latest look
  std::vector<BoxId> to_load{};                 // boxes that somebody follows, not yet lifted aboard
  double rolled = 0;                            // boxes that were ready and stay behind, whatever they have booked
  double rolled_first = 0;                      // of them, those that stay behind for the first time
};

}  // namespace tongzhou::engine
