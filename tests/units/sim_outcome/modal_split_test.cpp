#include "sim/outcome/modal_split.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_outcome/river.hpp"

using namespace tongzhou;
using outcome::Carriage;
using outcome::RouteLeg;
using world::Mode;

namespace {

/// Goods of a hinterland reach the sea by barge, rail or truck: 40 km to the barge and 200 on it, 15 to the train and
/// 125 on it, or 135 by road; then 2,000 by sea. 10, 6 and 4 boxes of 2 TEU have gone so.
struct Hinterland : River {
  world::PlaceId town = add_place("town"), port = add_place("port"), abroad = add_place("abroad");
  world::TerminalId seaside = add_terminal("port/sea", port), over_there = add_terminal("abroad/sea", abroad);
  world::ServiceId liner = add_service("liner"), other_liner = add_service("other liner");
  world::FlowId export_;

  Hinterland() {
    export_ = add_flow(forty, world::TradeClass::export_, {20, 20, 20});
    world.flows[export_].origin = town;
    world.flows[export_].destination = abroad;
    records.routes.resize(world.flows.size());
    auto const sea = RouteLeg{Mode::sea, false, {port, seaside}, {abroad, over_there}, 2000, {liner, other_liner}};
    add_route({truck({town}, {up, quay}, 40), {Mode::river, false, {up, quay}, {port}, 200, {barge}}, sea}, 10, 300);
    add_route({truck({town}, {down, far_quay}, 15), {Mode::rail, false, {down, far_quay}, {port}, 125, {barge}}, sea},
              6, 240);
    add_route({truck({town}, {port, seaside}, 135), sea}, 4, 200);
  }
  static RouteLeg truck(outcome::Point from, outcome::Point to, double km) { return {Mode::road, true, from, to, km}; }
  /// Each box took so many hours, and its shipper paid 10 for each of them.
  void add_route(std::vector<RouteLeg> legs, double boxes, double hours) {
    records.routes[export_].push_back({std::move(legs), boxes, boxes * hours * 10, boxes * hours});
  }
};

}  // namespace

TEST_CASE("a route's inland mode is the longest of rail, river and road; trucks before it are drayage") {
  Hinterland const hinterland;
  auto const routes = outcome::routes(hinterland.records, hinterland.world, hinterland.export_);
  REQUIRE(routes.size() == 3);
  auto const& [by_barge, by_rail, by_road] = std::tie(routes[0], routes[1], routes[2]);
  CHECK(by_barge.inland_mode == Carriage::river);
  CHECK(by_barge.rides[Carriage::drayage]);
  CHECK(by_rail.inland_mode == Carriage::rail);
  CHECK(by_rail.rides[Carriage::drayage]);
  CHECK(by_road.inland_mode == Carriage::road);
  CHECK(by_road.rides[Carriage::road]);
  CHECK_FALSE(by_road.rides[Carriage::drayage]);
  for (auto const& route : routes) CHECK(route.main_mode == Carriage::sea);
}

TEST_CASE("a route's share, cost and time are those of the boxes that took it, its hubs where they changed vehicles") {
  Hinterland const hinterland;
  auto const routes = outcome::routes(hinterland.records, hinterland.world, hinterland.export_);
  REQUIRE(routes.size() == 3);
  CHECK(routes[0].teu_out == 20);
  CHECK(routes[0].share == 0.5);
  CHECK(routes[0].transit_hours_mean == 300);
  CHECK(routes[0].shipper_cost_per_teu == 1500);  // 3,000 a box of 2 TEU
  CHECK(routes[0].hubs == std::vector{hinterland.up, hinterland.port});
  CHECK(routes[1].share == 0.3);
  CHECK(routes[2].share == 0.2);
  CHECK(routes[2].hubs == std::vector{hinterland.port});
}

TEST_CASE("shares of the inland modes are of all TEU delivered, and a mode has whatever rode it") {
  Hinterland hinterland;
  auto const outcome = hinterland.outcome();
  auto const& modes = outcome.flows[hinterland.export_].modes;
  CHECK(modes[Carriage::river].inland_share == 0.5);
  CHECK(modes[Carriage::rail].inland_share == 0.3);
  CHECK(modes[Carriage::road].inland_share == 0.2);
  CHECK_FALSE(modes[Carriage::sea].inland_share);
  CHECK_FALSE(modes[Carriage::drayage].inland_share);
  CHECK(modes[Carriage::sea].main_share == 1);
  CHECK(modes[Carriage::sea].teu_out == 40);
  CHECK(modes[Carriage::drayage].teu_out == 32);
  CHECK(modes[Carriage::road].teu_out == 8);
  CHECK(outcome.modes[Carriage::rail].inland_share == 0.3);
  // Empty boxes have no part in the split of all.
  hinterland.world.flows[hinterland.export_].trade = world::TradeClass::empty;
  CHECK_FALSE(hinterland.outcome().modes[Carriage::rail].inland_share);
}

TEST_CASE("tonne-km are of goods: tare rides free, and so does an empty box; gross ones stand beside") {
  // The barge of the sketch has moved 5 boxes over 100 km: three of 24 t, of which 4 are tare, and two of 12 and 2.
  // Gross 72 and 24 t: 9,600 tonne-km; goods 60 and 20 t: 8,000. 24,000 kg CO2e are 3,000 g each.
  River river;
  river.world.box_types[river.forty].tare_t = 4;
  river.world.box_types[river.twenty].tare_t = 2;
  river.world.flows[river.long_boxes].gross = tonnes(24);
  river.world.flows[river.short_boxes].gross = tonnes(12);
  auto& figures = river.records.services[river.barge].figures;
  figures.tonne_km = 8000;
  figures.gross_tonne_km = 9600;
  CHECK(in_tonnes(outcome::goods(river.world, river.world.flows[river.long_boxes])) == 20);
  auto const barges = river.outcome().modes[Carriage::river];
  CHECK(barges.tonne_km == 8000);
  CHECK(barges.gross_tonne_km == 9600);
  CHECK(barges.kg_co2e == 24'000);
  CHECK(barges.g_co2e_per_tonne_km == 3000);
  CHECK(barges.teu_km == 800);
  river.world.flows[river.long_boxes].trade = world::TradeClass::empty;
  CHECK(outcome::goods(river.world, river.world.flows[river.long_boxes]) == Mass{});
}

TEST_CASE("trucks are haul where they are the inland mode of a way, else drayage; work of all modes is that in total") {
  // A box of 24 t, 4 of them tare, is driven 50 km by a truck of its own, which burns 50 kg that give 150 kg CO2e:
  // 1,000 tonne-km of goods. One is haul, three are drayage.
  River river;
  world::VehicleClass truck;
  truck.mode = Mode::road;
  truck.fuel = river.world.vehicle_classes[river.barges].fuel;
  truck.fuel_per_km = 0.001;
  river.world.trucking = world::Trucking{.vehicle = river.world.vehicle_classes.add(truck), .freight = {}};
  river.world.trucking->empty_share = 0;
  ledger::Account account;
  account.flow = river.long_boxes;
  account.teu_km = 2 * 50;
  account.tonne_km = 24 * 50;
  for (bool const drayage : {false, true}) {
    double const ways = drayage ? 3 : 1;
    river.step(account, {.kind = outcome::StepKind::truck,
                         .drayage = drayage,
                         .teu = 2,
                         .goods_share = 20.0 / 24,
                         .driven = {.ways = ways}});
  }
  auto const outcome = river.outcome();
  CHECK(outcome.modes[Carriage::road].teu_km == 100);
  CHECK(outcome.modes[Carriage::road].tonne_km == Approx(20 * 50));
  CHECK(outcome.modes[Carriage::road].gross_tonne_km == 24 * 50);
  CHECK(outcome.modes[Carriage::road].g_co2e_per_tonne_km.value() == Approx(150));
  CHECK(outcome.modes[Carriage::drayage].teu_km == 300);
  CHECK(outcome.modes[Carriage::drayage].kg_co2e == Approx(450));
  CHECK(outcome.totals.teu_km == 800 + 400);
  CHECK(outcome.totals.tonne_km == Approx(4 * 20 * 50));
  CHECK(outcome.totals.gross_tonne_km == 4 * 24 * 50);
  CHECK(outcome.audit_holds());
}
