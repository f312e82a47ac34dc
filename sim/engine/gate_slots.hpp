#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/slot_book.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// A truck with a box comes to a gate.
struct GateVisit {
  Time wanted;  // when it could have come, had it not been held or booked a later slot
  Time came;
};

/// Where a box travels on its truck: alone, or as the first or second of two.
enum class TruckSeat : std::uint8_t { only, first, second };

/// What trucks did at a gate that bring or fetch one box and may have a second: by the step of both.
template <class What>
class HalfEmptyTrucks {
 public:
  void add(ledger::AccountId step, What const& what) { last_.insert_or_assign(step, what); }
  /// Of the last one, which has its second box now.
  std::optional<What> fill(ledger::AccountId step) {
    auto const found = last_.extract(step);
    return found.empty() ? std::nullopt : std::optional{found.mapped()};
  }

 private:
  std::map<ledger::AccountId, What> last_;
};

/// A box on its step, and where it travels on the truck.
struct Passenger {
  BoxId box;
  ledger::AccountId step;
  TruckSeat seat;
};

/// Appointments at gates: which slots are taken, and by which boxes.
class GateSlots {
 public:
  GateSlots(world::World const& world, Recorder& recorder, std::uint32_t replication);

  bool any() const { return any_; }
  bool are_at(world::TerminalId terminal) const { return any_ && gates_[terminal].book.has_value(); }
  /// Books the earliest slot for a box that can set out at a date and then takes so long; when it sets out for it.
  Time book(Passenger const& passenger, world::TerminalId terminal, Time at, Duration way);
  /// It has come: when it is let into the line. Who is too late books again.
  Time let_in(BoxId box, world::TerminalId terminal, Time came);
  /// When a box that has been let in came to the gate; `otherwise`, had it no booking.
  Time came(BoxId box, Time otherwise) const;
  /// Of a box that has no booking any more; `otherwise`, had it none.
  GateVisit visit_ends(BoxId box, GateVisit const& otherwise) {
    return bookings_.empty() ? otherwise : end_visit(box, otherwise);
  }

  void report(outcome::Records& records);

 private:
  struct Gate {
    std::optional<SlotBook> book;  // of a gate with appointments
    QueueWatch wait;               // of boxes, where they are
    demand::Stream shows;
    HalfEmptyTrucks<Time> half_empty{};  // their slots
  };
  struct Booking {
    Time slot;
    Passenger passenger;
    GateVisit visit;
  };
  Time next_slot(world::TerminalId terminal, Passenger const& passenger, Time could_come);
  GateVisit end_visit(BoxId box, GateVisit const& otherwise);

  world::World const& world_;
  Recorder& recorder_;
  bool any_ = false;
  Table<world::TerminalId, Gate> gates_;
  std::map<BoxId, Booking> bookings_;
};

}  // namespace tongzhou::engine
