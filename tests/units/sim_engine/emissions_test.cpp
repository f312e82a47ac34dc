#include <catch2/catch.hpp>

#include "tests/units/sim_engine/strait.hpp"

using namespace tongzhou;
using outcome::Carriage;
using world::TradeClass;

namespace {

/// From a town 60 km by truck to the shore, and over the strait by a ship a day or a train a day: ten boxes of 10 t, 2
/// of them tare. A truck burns 0.5 L a km, laden or not, and comes back empty; the ship 24 t a day, ten hours a
/// passage; the train 0.01 t a km. 3 kg CO2e of each L and 3,000 of each t.
struct Burning : Strait {
  world::PlaceId town = place("Town");
  world::ServiceId crossing;

  explicit Burning(world::Mode mode) {
    bool const rail = mode == world::Mode::rail;
    auto const diesel = world.fuels.add({.name = named("diesel"), .unit = "L", .price = 7, .kg_co2e = 3, .source = ""});
    auto const oil = world.fuels.add({.name = named("oil"), .unit = "t", .price = 7000, .kg_co2e = 3000, .source = ""});
    trucks(1);
    road(town, up, 60);
    auto& lorry = world.vehicle_classes[truck];
    lorry.fuel = diesel;
    lorry.fuel_per_km = 0.5;
    lorry.light_fuel_share = 1;
    auto const kind = rail ? world::TerminalKind::rail : world::TerminalKind::quay;
    auto const rails = link(rail ? world::LinkKind::railway : world::LinkKind::waterway, up, down, 200);
    crossing = line("crossing", 100, 1000, {quay(up, kind), quay(down, kind)}, {rails}, 0, mode);
    auto& vehicle = ship_of(crossing);
    vehicle.fuel = oil;
    vehicle.fuel_per_day = rail ? 0 : 24;
    vehicle.fuel_per_km = rail ? 0.01 : 0;
    vehicle.light_fuel_share = 1;
  }
  outcome::Outcome with(TradeClass trade) {
    world.flows[boxes(10, town, down)].trade = trade;
    return run();
  }
};

}  // namespace

TEST_CASE("grams a tonne-km are those of each mode, over the goods that it carries") {
  // A passage carries ten boxes of 8 t of goods over 200 km: 16,000 tonne-km, and 20,000 gross. The ship burns 10 t for
  // it, 30,000 kg CO2e: 1,875 g a tonne-km. The train burns 2 t: 375 g. A truck burns 60 L there and back: 180 kg over
  // 480 tonne-km of goods, 375 g as well.
  bool const rail = GENERATE(false, true);
  auto const outcome = Burning{rail ? world::Mode::rail : world::Mode::river}.with(TradeClass::domestic);
  auto const& crossing = outcome.modes[rail ? Carriage::rail : Carriage::river];
  auto const& trucks = outcome.modes[Carriage::drayage];
  CHECK(crossing.g_co2e_per_tonne_km.value() == Approx(rail ? 375 : 1875).epsilon(0.01));
  CHECK(crossing.tonne_km == Approx(336 * 16'000).epsilon(0.01));
  CHECK(crossing.gross_tonne_km == Approx(crossing.tonne_km * 10 / 8));
  CHECK(trucks.g_co2e_per_tonne_km.value() == Approx(375).epsilon(0.001));
  CHECK(trucks.gross_tonne_km == Approx(trucks.tonne_km * 10 / 8));
}

TEST_CASE("empty boxes are no goods: their ship burns as much, and no gram of it has a tonne-km") {
  auto const outcome = Burning{world::Mode::river}.with(TradeClass::empty);
  auto const& ships = outcome.modes[Carriage::river];
  CHECK(ships.tonne_km == 0);
  CHECK(ships.gross_tonne_km == Approx(336 * 20'000).epsilon(0.01));
  CHECK(ships.kg_co2e == Approx(336 * 30'000).epsilon(0.01));
  CHECK_FALSE(ships.g_co2e_per_tonne_km);
}

TEST_CASE("of a passage of ten hours six are at night from midnight on, none from eight, and eight from 20:00 on") {
  auto const [leaves, at_night] = GENERATE(table<double, double>({{0, 0.6}, {8, 0}, {20, 0.8}}));
  Strait strait;
  auto const id = strait.line("crossing", 100, 1000, leaves);
  strait.boxes(10);
  auto const outcome = strait.run();
  auto const& crossing = outcome.services[id];
  REQUIRE(crossing.tonne_km > 0);
  CHECK(crossing.tonne_km_at_night / crossing.tonne_km == Approx(at_night).margin(0.005));
  CHECK(outcome.links[strait.reach].tonne_km_at_night == Approx(crossing.tonne_km_at_night));
}
