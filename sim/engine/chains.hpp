#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "network/base/id.hpp"
#include "network/base/paged_table.hpp"
#include "network/base/prefetch.hpp"
#include "sim/charges/charge.hpp"
#include "sim/charges/step.hpp"
#include "sim/charges/tariff_counts.hpp"
#include "sim/engine/dated_prices.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/step_facts.hpp"
#include "sim/engine/unit_masses.hpp"
#include "sim/engine/yards.hpp"
#include "sim/itineraries/empty_supply.hpp"
#include "sim/itineraries/itinerary.hpp"
#include "sim/outcome/records.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// The steps of itineraries that boxes take, each with an account of its own in the ledger: opened once, found by it.
/// The steps of one chain follow one another.
class Chains {
 public:
  Chains(world::World const& world, Yards& yards, Recorder& recorder, itineraries::EmptySupply const& empties,
         UnitMasses const& masses);

  /// A step of a chain that no box may ever take.
  struct Drafted {
    charges::Step step;
    StepFacts facts;
  };
  /// The steps of an itinerary. At a shipper's the first is the way of the empty box from the depot that serves it, if
  /// that is elsewhere.
  std::vector<Drafted> draft(world::FlowId flow, itineraries::Itinerary const& itinerary) const;
  /// The facts of a ride, as of another that does the same leg by another service.
  StepFacts by(charges::Ride const& ride, StepFacts facts) const;
  /// Opens the steps of an itinerary, as drafted, and says which is the first; behind the last stands the empty box's
  /// way home from the consignee. For boxes to which an hour is worth so many times what it is to the flow's on the
  /// mean.
  AccountId open(world::FlowId flow, itineraries::Itinerary const& itinerary, double time_value_factor = 1);
  /// In place of a transfer, of boxes that one lift takes straight from the vehicle before it to that after it: a step
  /// of no time, opened when the first of their flow goes so.
  AccountId direct_lift(AccountId transfer);
  /// Behind the last step, where `empty_goes_home`: the way of the empty box to its depot.
  static AccountId after(AccountId step) { return AccountId{step.value() + std::size_t{1}}; }

  StepFacts const& operator[](AccountId step) const { return steps_[step]; }
  /// What this box asks of it: a unit of mail weighs what it holds, where its step speaks of a full one.
  StepFacts of(BoxId box, AccountId step) const {
    StepFacts facts = steps_[step];
    if (facts.mail) {
      facts.tonnes += masses_.goods(box) - facts.goods;
      facts.goods = masses_.goods(box);
    }
    return facts;
  }
  /// What is asked but rarely.
  charges::Step const& detail(AccountId step) const { return details_[detail_of_[step]]; }
  charges::Truck const& by_truck(AccountId step) const { return std::get<charges::Truck>(detail(step)); }
  bool known(AccountId step) const { return step.value() < steps_.size(); }
  /// The ways under this number lead on from the yard where the ride begins.
  void set_onward(AccountId ride, std::uint32_t number) { steps_[ride].onward = number; }
  ledger::Account const& account(AccountId step) const { return recorder_.account(step); }
  /// What is known of a box's costs when the step begins.
  ledger::Money per_box(AccountId step) const { return recorder_.per_box(step); }
  /// The part of a route that a step is; none for what leads nowhere, such as formalities, a truck within a place or
  /// one with an empty box.
  std::optional<outcome::RouteLeg> leg(AccountId step) const;
  std::optional<outcome::RouteLeg> leg(charges::Step const& step, double km) const;
  /// Asks memory for what a box will want of its step soon.
  void prefetch(AccountId step) const {
    prefetch_cache_line(&steps_[step]);
    recorder_.prefetch(step);
  }
  /// The same, of its truck.
  void prefetch_truck(AccountId step) const { recorder_.prefetch_truck(step); }

  /// Of a ride whose price hangs on the month or the spot market; none of all others.
  DatedPrices const* dated_prices(world::FlowId flow, charges::Ride const& ride);
  DatedPrices const* dated_prices(AccountId ride) const {
    if (prices_of_.empty()) return nullptr;
    auto const found = prices_of_.find(ride);
    return found == prices_of_.end() ? nullptr : found->second;
  }

  void report(outcome::Records& records) const;

 private:
  StepFacts facts_of(charges::Step const& step, world::FlowId flow, bool rail_box, bool last) const;
  Duration planned_time(world::Flow const& flow, charges::Step const& step) const;
  using DetailId = Id<struct DetailTag>;
  DetailId detail_id(charges::Step const& step);
  void open_step(Drafted const& drafted, double time_value_factor);
  void add_others(charges::TariffCounts& counts, outcome::Records const& records) const;
  void add_earned(charges::TariffCounts const& counts, outcome::Records& records) const;
  world::ServiceId brought_by(charges::Step const& step) const;
  bool starts_in_rail_box(charges::Step const& ride, world::Flow const& flow) const;
  void leave_to_the_road(charges::Charge& charge) const;

  world::World const& world_;
  Yards& yards_;
  Recorder& recorder_;
  itineraries::EmptySupply const& empties_;
  UnitMasses const& masses_;
  PagedTable<AccountId, StepFacts> steps_;
  PagedTable<AccountId, DetailId> detail_of_;
  PagedTable<DetailId, charges::Step> details_;  // ways of one flow mostly begin and end alike
  std::map<std::pair<world::FlowId, world::TransferId>, AccountId> direct_lifts_;
  std::map<std::tuple<world::FlowId, world::ServiceId, std::uint16_t, std::uint16_t, bool>, DatedPrices> dated_prices_;
  std::map<AccountId, DatedPrices const*> prices_of_;  // of rides that have such
};

}  // namespace tongzhou::engine
