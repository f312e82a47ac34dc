#pragma once

#include <cstddef>

#include "network/base/id.hpp"
#include "network/base/paged_table.hpp"
#include "sim/charges/charge.hpp"
#include "sim/charges/tariff.hpp"
#include "sim/engine/box_queue.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/engine/measure.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/step_facts.hpp"
#include "sim/engine/yard.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// What stands in the yards, and who waits there for which service.
class Yards {
 public:
  Yards(world::World const& world, Recorder& recorder);

  QueueId queue_id(world::ServiceId service, std::size_t stop) const { return QueueId{first_queue_[service] + stop}; }
  BoxQueue& queue(QueueId id) { return queues_[id]; }
  /// Asks memory for it: what leads to its boxes.
  void prefetch_queue(QueueId id) const { prefetch(&queues_[id], sizeof(BoxQueue)); }
  Yard& operator[](world::TerminalId terminal) { return yards_[terminal]; }
  Table<QueueId, BoxQueue>& queues() { return queues_; }

  /// A box in a queue, for the departure that it has booked: it is in the yard, too.
  void wait(BoxId box, AccountId account, StepFacts const& step, Time at, std::uint32_t departure) {
    yards_[step.terminal].enter(step.teu, at);
    queues_[step.queue].push(box, account, at, step.mail, departure);
  }
  /// Whether storage may be due there, or demurrage.
  bool ask_money(world::TerminalId terminal) const {
    return any_demurrage_ || world_.terminals[terminal].storage_per_teu_day > 0;
  }
  /// A box leaves the yard where its step begins, and pays for all of its stay, whatever it waited for, but the free
  /// time at its beginning.
  void pay_storage(Boxes& boxes, BoxId id, StepFacts const& step, Time until) {
    if (!ask_money(step.terminal)) return;  // most do not: the row is not looked up
    auto const& facts = world_.terminals[step.terminal];
    Box& box = boxes[id];
    Duration const stay = until - box.in_yard_since;
    pay(box, ledger::Expense::storage, charges::storage(facts, step.teu, stay), until);
    if (!any_demurrage_ || !brought_by_[box.account]) return;
    auto const& asked = world_.services[brought_by_[box.account]].demurrage;
    pay(box, ledger::Expense::demurrage, charges::demurrage(asked, step.teu, stay), until);
  }
  bool times_detention() const { return any_detention_; }
  /// Its consignee has emptied a box that was out of the yard for so long, and sends it home.
  void pay_detention(Box& box, StepFacts const& step, Duration outside, Time at) {
    if (!brought_by_[box.account]) return;
    auto const& asked = world_.services[brought_by_[box.account]].detention;
    pay(box, ledger::Expense::demurrage, charges::demurrage(asked, step.teu, outside), at);
  }
  /// A step has been opened; with the service whose demurrage is due when its boxes leave the yard, if any.
  void opened(world::ServiceId brought_by) { brought_by_.add(brought_by); }

  void report(outcome::Records& records) const;

 private:
  void pay(Box& box, ledger::Expense expense, double amount, Time at) {
    if (amount <= 0) return;
    box.paid += static_cast<float>(amount);
    recorder_.paid(box.account, expense, amount, at);
  }

  world::World const& world_;
  Recorder& recorder_;
  bool any_demurrage_ = false, any_detention_ = false;
  PagedTable<AccountId, world::ServiceId> brought_by_;
  Table<world::TerminalId, Yard> yards_;
  Table<world::ServiceId, std::size_t> first_queue_;  // of a service's stops, in their order
  Table<QueueId, BoxQueue> queues_;
};

}  // namespace tongzhou::engine
