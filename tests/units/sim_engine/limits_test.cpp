#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/demand/stream.hpp"
#include "sim/engine/simulate.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using rules::Refusal;
using world::FlowId;
using world::Licence;
using world::PlaceId;
using world::TradeClass;

namespace {

constexpr std::array<double, 2> lightest_and_deepest{1, 3.5};  // draughts of all ships here, metres
constexpr double under_keel = 0.3;

/// Sixty days between four ports in two countries, everything else at random. The same number gives the same case.
struct RandomCase : itineraries::Sketch {
  explicit RandomCase(std::uint64_t number) : dice(number, 0, "a small case") {
    world.seed = number;
    world.start = {2025, 1, 1};
    world.length = days(60);
    std::pair<char const*, char const*> const ports[]{
        {"Busan", "KR"}, {"Shanghai", "CN"}, {"Ningbo", "CN"}, {"Wuhan", "CN"}};
    for (auto const& [code, country] : ports) {
      auto const at = place(code);
      world.places[at].country = country;
      auto& quay = world.terminals[terminal(at)];
      quay.name = named(std::string{code} + "/quay");
      quay.berths = whole(1, 3);
      quay.cranes = whole(1, 3);
      quay.cranes_per_vehicle = 2;
      quay.moves_per_crane_hour = number_in(5, 40);
    }
    for (auto const a : world.places.ids())
      for (auto const b : world.places.ids())
        if (a < b) shallow(river(a, b, number_in(50, 600)));
    for (int n = whole(2, 4); n > 0; --n) add_service("service" + std::to_string(n));
    if (chance(0.5)) add_train();
    world.policy.itineraries = whole(1, 3);
    world.policy.choice_spread = chance(0.5) ? 100 : 0;
    if (chance(0.3)) world.policy.replan_after = hours(72);
    if (chance(0.6)) add_customs();
    if (chance(0.6)) add_piggyback();
    for (int n = whole(3, 7); n > 0; --n) add_flow("flow" + std::to_string(n));
    if (chance(0.7)) add_empties();
  }

  bool chance(double p) { return dice.uniform() < p; }
  int whole(int least, int most) {
    return least + static_cast<int>(dice.below(static_cast<std::uint64_t>(most - least + 1)));
  }
  double number_in(double least, double most) { return least + (most - least) * dice.uniform(); }
  template <class T, std::size_t N>
  T one_of(T const (&choices)[N]) {
    return choices[dice.below(N)];
  }
  PlaceId any_place(bool at_home) { return PlaceId{static_cast<std::size_t>(whole(at_home ? 1 : 0, 3))}; }

  void shallow(world::LinkId id) {
    if (chance(0.3)) world.links[id].depth.fill(metres(number_in(2, 4)));
  }

  void add_service(std::string const& code) {
    auto const facts = vehicle(code, one_of({world::Mode::sea, world::Mode::river}), 25, whole(4, 40));
    auto& ship_class = world.vehicle_classes[facts];
    ship_class.flag = one_of<char const*>({"", "CN", "CN", "KR", "KR"});
    if (chance(0.4)) ship_class.slots = whole(3, 20);
    ship_class.reefer_plugs = whole(0, 3);
    if (chance(0.5)) ship_class.deadweight = tonnes(number_in(50, 400));
    ship_class.draught_light = metres(lightest_and_deepest[0]);
    ship_class.draught_full = metres(lightest_and_deepest[1]);
    ship_class.under_keel = metres(under_keel);

    std::vector<PlaceId> calls;
    for (auto const id : world.places.ids()) calls.push_back(id);
    for (std::size_t i = calls.size(); i > 1; --i) std::swap(calls[i - 1], calls[dice.below(i)]);
    calls.resize(static_cast<std::size_t>(whole(2, 4)));
    bool const returns = chance(0.7);
    std::vector<world::TerminalId> stops;
    std::vector<world::LinkId> links;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      stops.push_back(world.places[calls[i]].terminals.front());
      if (i + 1 == calls.size() && !returns) break;
      auto const next = calls[(i + 1) % calls.size()];
      for (auto const id : world.links.ids()) {
        auto const& link = world.links[id];
        if (std::minmax(link.from, link.to) == std::minmax(calls[i], next)) links.push_back(id);
      }
    }
    auto& made = world.services[service(code, facts, number_in(24, 120), 1, stops, links)];
    if (returns) made.fleet = whole(1, 3);
    if (!returns && chance(0.3)) made.schedule = world::WhenFull{0.8, hours(72)};
    made.cut_off = hours(number_in(0, 6));
    made.licence = one_of({Licence::mixed, Licence::mixed, Licence::domestic, Licence::foreign});
    using world::LoadsFirst;
    made.loads_first = one_of(
        {LoadsFirst::first_come, LoadsFirst::deadline, LoadsFirst::value, LoadsFirst::foreign, LoadsFirst::domestic});
    made.mixed.per_call = hours(number_in(0, 3));
    if (chance(0.4)) {
      made.mixed.reserved_domestic_teu = number_in(0, ship_class.teu / 2);
      made.mixed.reserved_foreign_teu = number_in(0, ship_class.teu / 2);
    }
  }

  // From Ningbo to Wuhan and back; half of the trains take boxes of their own only.
  void add_train() {
    std::vector<world::TerminalId> yards;
    for (auto const at : {PlaceId{2}, PlaceId{3}}) {
      auto const quay = world.places[at].terminals.front();
      yards.push_back(terminal(at, world::TerminalKind::rail));
      auto& yard = world.terminals[yards.back()];
      yard.name = named(world.places[at].name.code + "/rail");
      yard.berths = yard.cranes = 2;
      yard.moves_per_crane_hour = 30;
      transfer(quay, yards.back(), number_in(0, 5), 0);
      transfer(yards.back(), quay, number_in(0, 5), 0);
    }
    auto const track = rails(PlaceId{2}, PlaceId{3}, 900);
    world.services[service("train", train, number_in(24, 72), 1, yards, {track, track})].fleet = 2;
    world.transfer_rules.one_box = chance(0.5);
    world.transfer_rules.restuffing = demand::Distribution<Duration>::fixed(hours(number_in(0, 20)));
  }

  void add_customs() {
    auto& customs = world.customs;
    customs.applies = true;
    customs.where = one_of({world::Customs::Where::port, world::Customs::Where::inland});
    customs.import_declaration = demand::Distribution<Duration>::fixed(hours(number_in(0, 40)));
    customs.inspected = {0.1, 0.1, 0.1};
    customs.transit = demand::Distribution<Duration>::fixed(hours(number_in(0, 10)));
    for (std::size_t home = 1; home < 4; ++home) {
      world::CustomsOffice office;
      office.name = named("office" + std::to_string(home));
      office.place = PlaceId{home};
      office.inspection = demand::Distribution<Duration>::fixed(hours(4));
      world.places[office.place].customs = world.customs_offices.add(office);
    }
    world.transfer_rules.documents = demand::Distribution<Duration>::fixed(hours(number_in(0, 10)));
  }

  void add_piggyback() {
    world::Piggyback permission;
    for (std::size_t home = 1; home < 4; ++home)
      if (permission.ports.size() + 4 - home <= 2 || chance(0.7)) permission.ports.push_back(PlaceId{home});
    permission.domestic_too = chance(0.5);
    permission.teu_per_year = number_in(5, 200);
    world.piggybacks.push_back(permission);
  }

  void add_flow(std::string const& code) {
    auto const trade = one_of({TradeClass::domestic, TradeClass::domestic, TradeClass::export_, TradeClass::import,
                               TradeClass::transshipment, TradeClass::empty});
    auto from = any_place(trade == TradeClass::domestic || trade == TradeClass::export_);
    auto to = any_place(trade == TradeClass::domestic || trade == TradeClass::import);
    if (trade == TradeClass::import) from = PlaceId{0};
    if (trade == TradeClass::export_) to = PlaceId{0};
    if (from == to) return;
    auto& made = world.flows[flow(from, to)];
    made.name = named(code);
    made.trade = trade;
    made.box = one_of({dry, dry, forty, reefer});
    made.gross = tonnes(number_in(2, 30));
    made.value = number_in(0, 1000);
    made.boxes_per_year = number_in(200, 3000);
    made.pattern = one_of({demand::Pattern::poisson, demand::Pattern::regular});
    made.deadline = days(number_in(2, 30));
    made.box_owner = one_of<char const*>({"line", "railway"});
  }

  // All kinds of boxes at all places, and ways for all of them.
  void add_empties() {
    auto& empties = world.empties;
    empties.trades_share = chance(0.5);
    empties.owners_share = chance(0.3);
    empties.street_turn_share = number_in(0, 0.5);
    empties.turn = demand::Distribution<Duration>::fixed(hours(number_in(0, 72)));
    empties.every = days(number_in(1, 10));
    using world::Empties;
    empties.reposition =
        one_of({Empties::Reposition::none, Empties::Reposition::targets, Empties::Reposition::least_cost});
    auto const owners =
        empties.owners_share ? std::vector<std::string>{""} : std::vector<std::string>{"line", "railway"};
    std::vector regimes{world::Regime::domestic};
    if (!empties.trades_share) regimes.push_back(world::Regime::foreign);
    for (auto const type : {dry, forty, reefer})
      for (auto const& owner : owners)
        for (auto const regime : regimes) {
          std::vector<world::EmptyPoolId> pools;
          for (auto const at : world.places.ids())
            pools.push_back(empties.pools.add({at, type, owner, regime, number_in(0, 40), number_in(0, 15)}));
          if (empties.reposition == Empties::Reposition::none) continue;
          for (auto const a : pools)
            for (auto const b : pools)
              if (a != b) empties.lanes.push_back({a, b, lane(a, b)});
        }
  }
  FlowId lane(world::EmptyPoolId from, world::EmptyPoolId to) {
    auto const& pool = world.empties.pools[from];
    auto const id = flow(pool.place, world.empties.pools[to].place);
    auto& made = world.flows[id];
    made.name = named("empties" + std::to_string(id.value()));
    made.trade = TradeClass::empty;
    made.box = pool.type;
    made.gross = tonnes(2);
    made.boxes_per_year = 0;
    made.repositioning = true;
    return id;
  }

  demand::Stream dice;
};

/// Looks at every departure and every ride from outside, with rules of its own.
class Inspector : public engine::Observer {
 public:
  explicit Inspector(world::World const& world) : world_(world), born_(world.flows.size()), out_(world.flows.size()) {
    used_.resize(world.piggybacks.size());
  }

  std::uint32_t born(FlowId flow, Time) override {
    ++born_[flow.value()];
    boxes_.push_back({flow, {}});
    return static_cast<std::uint32_t>(boxes_.size());
  }
  void gate(std::uint32_t, bool, world::TerminalId, Time) override {}
  void inspected(std::uint32_t, world::PlaceId, world::TerminalId, Time) override {}
  void lift(std::uint32_t box, bool aboard, engine::Voyage const& voyage, world::TerminalId at, Time) override {
    auto& who = boxes_[box - 1];
    auto& hold = holds_[{voyage.service, voyage.vehicle}];
    if (aboard) {
      bool const by_rail = world_.terminals[at].kind == world::TerminalKind::rail;
      bool const moves_over = world_.flows[who.flow].trade != TradeClass::empty && !world_.transfer_rules.one_box;
      if (moves_over && who.loaded_at && by_rail != (world_.terminals[who.loaded_at].kind == world::TerminalKind::rail))
        kinds_[kind(who.flow)].moved_over += 1;
      if (!hold.insert(box).second) note(voyage, "loads a box that is aboard");
      who.loaded_at = at;
      return;
    }
    if (hold.erase(box) == 0) note(voyage, "discharges a box that is not aboard");
    check_ride(voyage, world_.flows[who.flow], world_.terminals[who.loaded_at].place, world_.terminals[at].place);
  }
  void delivered(std::uint32_t box, Time at) override {
    auto const flow = boxes_[box - 1].flow;
    kinds_[kind(flow)].delivered += 1;
    if (at < world_.end()) ++out_[flow.value()];
  }
  void arrives(engine::Voyage const&, world::TerminalId, Time) override {}
  void departs(engine::Voyage const& voyage, world::TerminalId, Time) override {
    ++departures;
    auto const& service = world_.services[voyage.service];
    auto const& ship = world_.vehicle_classes[service.vehicle];
    auto const& hold = holds_[{voyage.service, voyage.vehicle}];
    double teu = 0, mass = 0, reefers = 0, free = 0, bonded = 0;
    for (auto const box : hold) {
      auto const& flow = world_.flows[boxes_[box - 1].flow];
      auto const& type = world_.box_types[flow.box];
      teu += type.teu;
      mass += in_tonnes(flow.gross);
      reefers += type.reefer ? 1 : 0;
      // Aboard for several calls or one: what customs sees is told by the flow where clearance is inland or at sea.
      (surely_bonded(flow) ? bonded : surely_free(flow) ? free : ignored_) += type.teu;
    }
    constexpr double hair = 1e-4;  // masses are summed in single precision
    if (teu > ship.teu + hair) note(voyage, "too many TEU");
    if (ship.slots > 0 && hold.size() > static_cast<std::size_t>(ship.slots)) note(voyage, "too many boxes");
    if (reefers > ship.reefer_plugs) note(voyage, "too few plugs");
    if (mass > in_tonnes(ship.deadweight) + hair) note(voyage, "too heavy");
    if (free + std::max(service.mixed.reserved_foreign_teu, bonded) > ship.teu + hair)
      note(voyage, "domestic boxes in slots reserved for foreign trade");
    if (bonded + std::max(service.mixed.reserved_domestic_teu, free) > ship.teu + hair)
      note(voyage, "foreign boxes in slots reserved for domestic trade");
    mass_aboard_[{voyage.service, voyage.vehicle}] = mass;
  }
  void waits(engine::Voyage const&, world::PlaceId, ledger::Cause, Time, Time) override {}
  void passes(engine::Voyage const& voyage, world::LinkId link, world::Direction, Time) override {
    double const depth = in_metres(world_.links[link].depth.front());  // the same all year
    if (depth > 1e6) return;
    auto const& ship = world_.vehicle_classes[world_.services[voyage.service].vehicle];
    if (ship.deadweight == Mass::unlimited()) return;
    double const laden = mass_aboard_[{voyage.service, voyage.vehicle}] / in_tonnes(ship.deadweight);
    auto const [light, full] = lightest_and_deepest;
    if (light + laden * (full - light) + under_keel > depth + 1e-6) note(voyage, "draws too much water");
  }

  /// Of one kind of box: its type, owner and, where the trades do not share, its trade. Cargo that is moved into a box
  /// of another owner on its way is seen when it rides again: then owners are taken together.
  using Kind = std::tuple<world::BoxTypeId, std::string, bool>;
  Kind kind(FlowId id) const {
    auto const& flow = world_.flows[id];
    if (flow.repositioning) {
      for (auto const& lane : world_.empties.lanes)
        if (lane.flow == id) return kind(world_.empties.pools[lane.from]);
    }
    bool const foreign = flow.trade != TradeClass::domestic && flow.trade != TradeClass::empty;
    bool const one_owner = world_.empties.owners_share || !world_.transfer_rules.one_box;
    return {flow.box, one_owner ? "" : flow.box_owner, foreign && !world_.empties.trades_share};
  }
  Kind kind(world::EmptyPool const& pool) const {
    return {pool.type, world_.transfer_rules.one_box ? pool.owner : "", pool.regime == world::Regime::foreign};
  }

  /// The books of the depots against the boxes that were seen.
  void check_books(outcome::Outcome const& outcome) {
    for (auto const id : world_.flows.ids()) {
      auto const& flow = outcome.flows[id];
      if (flow.boxes_in != born_[id.value()] || flow.boxes_out != out_[id.value()] ||
          flow.boxes_in != flow.boxes_out + flow.boxes_inside)
        broken.push_back("boxes of " + world_.flows[id].name.code + " are not conserved");
      kinds_[kind(id)].born += born_[id.value()];
    }
    for (auto const& row : outcome.empties) {
      auto const& pool = world_.empties.pools[row.pool];
      auto& sum = kinds_[kind(pool)];
      sum.stock += std::floor(pool.stock);
      sum.lent += row.taken + row.sent_away;
      sum.given += row.given_back;
      sum.waiting += row.waiting_at_end;
      sum.at_hand += row.end_stock;
    }
    if (outcome.empties.empty()) return;
    for (auto const& [of, sum] : kinds_) {
      double const with_cargo = sum.born - sum.waiting - sum.delivered;
      // Besides those in which cargo set out: into which it was moved over, on the way or before a ride still to come.
      double const lent_again = sum.lent - (sum.born - sum.waiting);
      double const on_their_turn = sum.delivered + lent_again - sum.given;
      moved_over += sum.moved_over;
      if (lent_again < sum.moved_over ||
          lent_again > sum.moved_over + (world_.transfer_rules.one_box ? 0 : with_cargo + sum.waiting) ||
          on_their_turn < 0 || with_cargo < 0 || sum.at_hand + on_their_turn + with_cargo != sum.stock)
        broken.push_back("boxes of type " + world_.box_types[std::get<0>(of)].name.code + " of owner '" +
                         std::get<1>(of) + "' are not conserved");
    }
  }

  std::vector<std::string> broken;
  std::uint64_t departures = 0, rides = 0;
  double moved_over = 0;

 private:
  struct Seen {
    FlowId flow;
    world::TerminalId loaded_at;
  };
  struct Sum {
    double born = 0, delivered = 0, stock = 0, lent = 0, given = 0, waiting = 0, at_hand = 0, moved_over = 0;
  };
  using Ship = std::pair<world::ServiceId, std::uint64_t>;

  void note(engine::Voyage const& voyage, std::string const& what) {
    if (broken.size() < 5) broken.push_back(world_.services[voyage.service].name.code + ": " + what);
  }
  static bool surely_free(world::Flow const& flow) {
    return flow.trade == TradeClass::domestic || flow.trade == TradeClass::empty;
  }
  bool surely_bonded(world::Flow const& flow) const {
    return flow.trade == TradeClass::transshipment ||
           (!surely_free(flow) && world_.customs.where == world::Customs::Where::inland);
  }
  bool is_bonded(world::Flow const& flow, PlaceId from, PlaceId to) const {
    if (surely_free(flow) || surely_bonded(flow)) return !surely_free(flow);
    return world_.places[from].country != world_.places[to].country;  // cleared at the border
  }
  void check_ride(engine::Voyage const& voyage, world::Flow const& flow, PlaceId from, PlaceId to) {
    ++rides;
    auto const& service = world_.services[voyage.service];
    if (!flow.only.empty() && std::ranges::count(flow.only, voyage.service) == 0) note(voyage, "is not for this flow");
    if (flow.trade == TradeClass::empty) return;
    bool const bonded = is_bonded(flow, from, to);
    if (service.licence == (bonded ? Licence::domestic : Licence::foreign)) note(voyage, "has no licence for it");
    auto const& flag = world_.vehicle_classes[service.vehicle].flag;
    auto const& country = world_.places[from].country;
    if (flag.empty() || flag == country || country != world_.places[to].country) return;
    for (std::size_t i = 0; i < world_.piggybacks.size(); ++i) {
      auto const& permission = world_.piggybacks[i];
      if (std::ranges::count(permission.ports, from) == 0 || std::ranges::count(permission.ports, to) == 0) continue;
      if (!bonded && !permission.domestic_too) continue;
      used_[i] += world_.box_types[flow.box].teu;
      if (used_[i] > permission.teu_per_year) note(voyage, "carries more than the piggyback quota");
      return;
    }
    note(voyage, "breaks cabotage");
  }

  world::World const& world_;
  std::vector<Seen> boxes_;
  std::map<Ship, std::set<std::uint32_t>> holds_;
  std::map<Ship, double> mass_aboard_;
  std::map<Kind, Sum> kinds_;
  std::vector<double> born_, out_, used_;
  double ignored_ = 0;
};

}  // namespace

TEST_CASE(
    "no sailing ever breaks a slot, plug, mass, water or licence limit, and boxes are conserved by type and owner") {
  EnumArray<rules::Refusal, double> refused;
  double departures = 0, rides = 0, sent = 0, moved_over = 0;
  for (std::uint64_t number = 1; number <= 300; ++number) {
    RandomCase random{number};
    itineraries::Planner const planner{random.world};
    auto const plans = plan_all(random.world, planner);
    for (auto const id : random.world.flows.ids())
      if (plans[id].empty()) random.world.flows[id].boxes_per_year = 0;  // a file with it would be refused
    Inspector inspector{random.world};
    auto const outcome = engine::simulate(random.world, planner, plans, 0, &inspector);
    inspector.check_books(outcome);
    CAPTURE(number);
    CHECK(inspector.broken == std::vector<std::string>{});
    CHECK(outcome.audit_holds());
    departures += static_cast<double>(inspector.departures);
    rides += static_cast<double>(inspector.rides);
    moved_over += inspector.moved_over;
    for (auto const& service : outcome.services)
      for (auto const& leg : service.legs) refused += leg.left_behind_why;
    for (auto const& pool : outcome.empties) sent += pool.sent_away;
  }
  // The cases are worth something: every limit that is asked at loading was in somebody's way.
  CHECK(departures > 10'000);
  CHECK(rides > 10'000);
  CHECK(sent > 1'000);
  CHECK(moved_over > 100);
  for (auto const why : {Refusal::slots, Refusal::plugs, Refusal::too_heavy, Refusal::water, Refusal::quota}) {
    CAPTURE(word_of(why));
    CHECK(refused[why] > 0);
  }
}
