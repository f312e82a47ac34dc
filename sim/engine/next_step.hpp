#pragma once

#include "network/base/quantity.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/world/ids.hpp"

namespace tongzhou::engine {

/// To whom a box is handed when its step is done: the one way up from the rooms that carry steps out to the one that
/// knows what follows.
class NextStep {
 public:
  virtual void step_done(BoxId box, Time at) = 0;
  /// It goes no further: its cargo stays at a place, with customs or sold, out of that yard if it stood in one, and its
  /// container goes back.
  virtual void taken_away(BoxId box, world::PlaceId place, world::TerminalId yard, Time at) = 0;

 protected:
  ~NextStep() = default;
};

}  // namespace tongzhou::engine
