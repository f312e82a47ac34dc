#include "sim/engine/gate_slots.hpp"

#include <algorithm>

namespace tongzhou::engine {
using world::TerminalId;

GateSlots::GateSlots(world::World const& world, Recorder& recorder, std::uint32_t replication)
    : world_(world), recorder_(recorder) {
  for (auto const& facts : world.terminals) {
    auto const& rule = facts.gate.appointments;
    any_ |= rule.has_value();
    gates_.add({.book = rule ? std::optional{SlotBook{rule->spacing(), facts.gate.hours}} : std::nullopt,
                .wait = QueueWatch{recorder.window()},
                .shows = {world.seed, replication, "appointments " + facts.name.code}});
  }
}

// The earliest from when the truck could come. One to which nobody comes is lost, and another is booked after it. The
// second box on a truck takes none: it comes when it would get one, or with the first, where that lies between.
Time GateSlots::next_slot(TerminalId id, Passenger const& passenger, Time could_come) {
  auto& gate = gates_[id];
  if (passenger.seat == TruckSeat::second) {
    Time const alone = gate.book->look(could_come);
    Time const with_first = gate.half_empty.fill(passenger.step).value_or(alone);
    return with_first >= could_come ? std::min(with_first, alone) : alone;
  }
  double const no_shows = world_.terminals[id].gate.appointments->no_show_share;
  Time slot = gate.book->take(could_come);
  while (no_shows > 0 && gate.shows.uniform() < no_shows) {
    recorder_.missed_slot(id, slot);
    slot = gate.book->take(slot);
  }
  if (passenger.seat == TruckSeat::first) gate.half_empty.add(passenger.step, slot);
  return slot;
}

Time GateSlots::book(Passenger const& passenger, TerminalId terminal, Time at, Duration way) {
  Time const wanted = at + way;
  Time const slot = next_slot(terminal, passenger, wanted);
  if (passenger.seat != TruckSeat::second) recorder_.booked_slot(terminal, slot);
  bookings_.insert_or_assign(passenger.box, Booking{slot, passenger, {wanted, slot}});
  Time const sets_out = slot - way;
  gates_[terminal].wait.passes(at, sets_out, 1);
  return sets_out;
}

Time GateSlots::let_in(BoxId box, TerminalId terminal, Time came) {
  auto const& rule = *world_.terminals[terminal].gate.appointments;
  auto& booking = bookings_.at(box);
  booking.visit.came = came;
  if (came - booking.slot > rule.late) {
    if (booking.passenger.seat != TruckSeat::second) recorder_.missed_slot(terminal, came);
    booking.slot = next_slot(terminal, booking.passenger, came);
  }
  return std::max(came, booking.slot - rule.early);
}

Time GateSlots::came(BoxId box, Time otherwise) const {
  auto const found = bookings_.find(box);
  return found == bookings_.end() ? otherwise : found->second.visit.came;
}

GateVisit GateSlots::end_visit(BoxId box, GateVisit const& otherwise) {
  auto const found = bookings_.extract(box);
  return found.empty() ? otherwise : found.mapped().visit;
}

void GateSlots::report(outcome::Records& records) {
  for (auto const id : gates_.ids())
    if (gates_[id].book) records.terminals[id].figures.appointment = gates_[id].wait.outcome();
}

}  // namespace tongzhou::engine
