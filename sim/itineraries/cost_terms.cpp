#include "sim/itineraries/cost_terms.hpp"

#include <variant>

#include "sim/charges/charge.hpp"
#include "sim/charges/tariff.hpp"
#include "sim/itineraries/common_lines.hpp"
#include "sim/itineraries/cost.hpp"
#include "sim/itineraries/formalities.hpp"

namespace tongzhou::itineraries {
using ledger::Expense;
using world::World;

namespace {

class Terms {
 public:
  Terms(World const& world, world::Flow const& flow) : world_(world), flow_(flow), box_(world.box_types[flow.box]) {}

  void go_to(std::size_t step) { step_ = step; }

  void money(std::string_view what, double amount) {
    if (amount != 0) terms_.push_back({.step = step_, .what = what, .amount = amount});
  }
  void time(std::string_view what, double hours) {
    if (hours == 0) return;
    hours_ += hours;
    priced(what, hours, flow_.time_value_per_hour);
  }

  /// What tariffs ask for a share of a box, what its goods lose, and its carbon where shippers pay for that.
  void charge(charges::Charge const& charge, double kg_co2e, double share = 1) {
    for (auto const expense : all_values<Expense>)
      if (expense != Expense::carbon && expense != Expense::loss_damage)
        money(word_of(expense), share * charge.money[expense]);
    money(word_of(Expense::loss_damage),
          share * charges::loss_and_damage(world_.policy, flow_.value, charge.moves, charge.distance));
    if (world_.policy.carbon_paid_by == world::CarbonPayer::shippers)
      money(word_of(Expense::carbon), share * charges::carbon_cost(world_.policy, kg_co2e));
  }

  void truck(Truck const& truck) {
    auto const charge = charges::charge_of(world_, box_, truck, charges::trucks_per_box(world_, flow_));
    this->charge(charge, charges::total(charge.kg_co2e));
    if (truck.out_of) leave_yard(truck);
    if (truck.out_of && !truck.into) pay_detention(truck.time);
    time("time on the road", in_hours(truck.time - truck.rests));
    time("rest of the driver", in_hours(truck.rests));
    if (truck.into) time("time at the gate in", cost_of_gate(world_.terminals[truck.into]).hours);
    set_out_again();
  }

  void ride(Ride const& taken, std::vector<Line> lines) {
    auto const& terminal = world_.terminals[world_.services[taken.service].stops[taken.load].terminal];
    if (taken.transshipped) money(word_of(Expense::handling), charges::beyond_two_moves(terminal, box_));
    came_lines_ = std::move(lines);
    auto const leg = share_among_lines(came_lines_, flow_.hour_costs());
    came_ = &came_lines_;
    double ride_hours = 0;
    for (auto const& line : came_lines_) {
      if (line.share <= 0) continue;
      auto const* contract = charges::contract_of(flow_, line.ride.service);
      charge(charges::charge_of(world_, box_, line.ride, contract), line.kg_co2e, line.share);
      money("inspections, on the mean", line.share * expected_at_borders(world_, line.ride).money);
      ride_hours += line.share * line.ride_hours;
    }
    money("storage", expected_storage(terminal, box_, asked_, hours(leg.wait_hours), hours(leg.loads_hours)));
    time("wait for a departure", leg.wait_hours);
    time("from the cut-off to the departure", leg.cut_off_hours);
    time("time aboard", ride_hours);
    reach_another_yard();
  }

  void transfer(InterTerminalTransfer const& between) {
    pay_demurrage(asked_, {});
    auto const charge = charges::charge_of(world_, box_, between);
    this->charge(charge, charges::total(charge.kg_co2e));
    time("transfer between terminals", cost_of(world_, between, box_).hours);
    set_out_again();
  }

  void formalities(Formalities const& asked) {
    auto const cost = cost_of(world_, flow_, asked);
    auto const fees = charges::charge_of(world_, box_, asked);
    charge(fees, 0);
    money("inspections, on the mean", cost.money - charges::total(fees.money));
    time("documents and customs", cost.hours);
    asked_ += hours(cost.hours);
    if (asked.clearance) dwelling_ = dwelling_share(world_, flow_, asked);
  }

  /// Of an inspection.
  void second_stage(Formalities const& asked, Step const& last) {
    auto const cost = cost_of_second_stage(world_, flow_, asked, last);
    money("inspections, on the mean", cost.money);
    time("documents and customs", cost.hours);
    asked_ += hours(cost.hours);
  }

  /// From a yard, or from where customs had stopped it on the road.
  void set_out_again() {
    came_ = nullptr;
    reach_another_yard();
  }

  void leave_yard(Truck const& truck) {
    auto const& terminal = world_.terminals[truck.out_of];
    auto const dwell = truck.into ? demand::Distribution<Duration>{} : terminal.dwell;
    money("storage", mean_by_dwell(dwelling_, dwell, [&](auto const& each) {
            return charges::mean_storage(terminal, box_.teu, asked_, each);
          }));
    pay_demurrage(asked_, dwell);
    time("dwell in the last yard", dwelling_ * in_hours(mean(dwell)));
    time("time at the gate out", cost_of_gate(terminal).hours);
  }

  std::vector<CostTerm> finish(std::size_t steps) && {
    step_ = steps;
    priced("interest on the way", hours_, flow_.finance.interest_per_hour);
    money("interest until paid", flow_.finance.interest_until_paid);
    money("premium of credit insurance", flow_.finance.premium);
    money("claims to be expected", -flow_.finance.claims);
    return std::move(terms_);
  }

 private:
  void priced(std::string_view what, double hours, double price) {
    if (price != 0) terms_.push_back({step_, what, hours, price, hours * price});
  }
  void reach_another_yard() {
    asked_ = {};
    dwelling_ = 1;
  }
  void pay_detention(Duration on_road) {
    if (came_ == nullptr) return;
    double sum = 0;
    for (auto const& line : *came_) sum += line.share * charges::detention(world_, flow_, line.ride.service, on_road);
    money("detention", sum);
  }
  void pay_demurrage(Duration stay, demand::Distribution<Duration> const& dwell) {
    if (came_ == nullptr) return;
    double sum = 0;
    for (auto const& line : *came_)
      sum += line.share * mean_by_dwell(dwelling_, dwell, [&](auto const& each) {
               return charges::mean_demurrage(world_.services[line.ride.service].demurrage, box_.teu, stay, each);
             });
    money(word_of(Expense::demurrage), sum);
  }

  World const& world_;
  world::Flow const& flow_;
  world::BoxType const& box_;
  std::size_t step_ = 0;
  Duration asked_;       // of the box since it came to a yard
  double dwelling_ = 1;  // share of boxes, in the last yard
  std::vector<Line> came_lines_;
  std::vector<Line> const* came_ = nullptr;  // that brought it to this yard
  double hours_ = 0;
  std::vector<CostTerm> terms_;
};

}  // namespace

// A truck that customs stops on the road is two steps to who carries it out, and one here.
std::vector<CostTerm> cost_terms(World const& world, world::Flow const& flow, Itinerary const& route) {
  Terms terms{world, flow};
  std::size_t at = 0;
  auto lines = route.lines.begin();
  Formalities const* clearance = nullptr;
  auto const steps = with_formalities(world, flow, route);
  for (auto const& step : steps) {
    terms.go_to(at);
    auto const* formalities = std::get_if<Formalities>(&step);
    if (formalities != nullptr) terms.formalities(*formalities);
    if (formalities != nullptr && formalities->clearance) clearance = formalities;
    if (clearance != nullptr && &step == &steps.back()) terms.second_stage(*clearance, step);
    if (formalities != nullptr) continue;
    if (auto const* truck = std::get_if<Truck>(&step); truck != nullptr && truck->onward) {
      terms.set_out_again();
      continue;
    }
    auto const& whole = route.steps[at++];
    if (auto const* truck = std::get_if<Truck>(&whole))
      terms.truck(*truck);
    else if (auto const* between = std::get_if<InterTerminalTransfer>(&whole))
      terms.transfer(*between);
    else
      terms.ride(std::get<Ride>(step), *lines++);
  }
  return std::move(terms).finish(route.steps.size());
}

}  // namespace tongzhou::itineraries
