#include "sim/rules/boarding.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::rules;
using world::Licence;
using world::Regime;
using world::TradeClass;

namespace {

/// Shanghai and Ningbo at home, Busan abroad; one ship of each flag between them.
struct Coast : itineraries::Sketch {
  world::PlaceId shanghai = port("Shanghai", "CN"), ningbo = port("Ningbo", "CN"), busan = port("Busan", "KR");
  world::VehicleClassId chinese = ship_of("CN"), korean = ship_of("KR");

  world::PlaceId port(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  world::VehicleClassId ship_of(char const* flag) {
    auto const id = vehicle(flag, world::Mode::sea, 30, 1000);
    world.vehicle_classes[id].flag = flag;
    return id;
  }
  world::Flow box(TradeClass trade, world::PlaceId from, world::PlaceId to) {
    auto made = world.flows[flow(from, to)];
    made.trade = trade;
    return made;
  }
  Refusal ride(world::Flow const& flow, world::VehicleClassId ship_class, world::PlaceId from, world::PlaceId to,
               Licence licence = Licence::mixed) {
    world::Service service;
    service.vehicle = ship_class;
    service.licence = licence;
    return refusal(world, flow, service, from, to);
  }
};

}  // namespace

TEST_CASE("a domestic box may not ride a foreign-flag ship between two Chinese ports") {
  Coast c;
  auto const box = c.box(TradeClass::domestic, c.shanghai, c.ningbo);
  CHECK(c.ride(box, c.korean, c.shanghai, c.ningbo) == Refusal::cabotage);
  CHECK(c.ride(box, c.chinese, c.shanghai, c.ningbo) == Refusal::none);
}

TEST_CASE("a foreign-flag ship may carry an export box from a Chinese port abroad") {
  Coast c;
  CHECK(c.ride(c.box(TradeClass::export_, c.shanghai, c.busan), c.korean, c.shanghai, c.busan) == Refusal::none);
}

TEST_CASE("coastal piggyback lets a foreign flag carry foreign-trade boxes between its ports, domestic ones only if it says so") {
  Coast c;
  c.world.customs.where = world::Customs::Where::inland;  // so that the feeder leg is bonded
  auto const import = c.box(TradeClass::import, c.busan, c.ningbo);
  auto const domestic = c.box(TradeClass::domestic, c.shanghai, c.ningbo);
  CHECK(c.ride(import, c.korean, c.shanghai, c.ningbo) == Refusal::cabotage);
  c.world.piggybacks.push_back({{c.shanghai, c.ningbo}});
  CHECK(c.ride(import, c.korean, c.shanghai, c.ningbo) == Refusal::none);
  CHECK(c.ride(domestic, c.korean, c.shanghai, c.ningbo) == Refusal::cabotage);
  c.world.piggybacks.front().domestic_too = true;
  CHECK(c.ride(domestic, c.korean, c.shanghai, c.ningbo) == Refusal::none);
}

TEST_CASE("a piggyback permission holds between its own ports alone") {
  Coast c;
  auto const dalian = c.port("Dalian", "CN");
  c.world.piggybacks.push_back({.ports = {c.shanghai, c.ningbo}, .domestic_too = true});
  CHECK(c.ride(c.box(TradeClass::domestic, c.shanghai, dalian), c.korean, c.shanghai, dalian) == Refusal::cabotage);
}

TEST_CASE("an empty may ride any flag anywhere, on any licence") {
  Coast c;
  auto const empty = c.box(TradeClass::empty, c.shanghai, c.ningbo);
  CHECK(c.ride(empty, c.korean, c.shanghai, c.ningbo) == Refusal::none);
  CHECK(c.ride(empty, c.chinese, c.shanghai, c.ningbo, Licence::foreign) == Refusal::none);
}

TEST_CASE("cabotage does not ask trains") {
  Coast c;
  c.world.vehicle_classes[c.train].flag = "KR";
  CHECK(c.ride(c.box(TradeClass::domestic, c.shanghai, c.ningbo), c.train, c.shanghai, c.ningbo) == Refusal::none);
}

TEST_CASE("a service licensed for domestic boxes refuses bonded ones, and the other way round") {
  Coast c;
  auto const domestic = c.box(TradeClass::domestic, c.shanghai, c.ningbo);
  auto const through = c.box(TradeClass::transshipment, c.busan, c.ningbo);
  CHECK(c.ride(domestic, c.chinese, c.shanghai, c.ningbo, Licence::foreign) == Refusal::licence);
  CHECK(c.ride(through, c.chinese, c.shanghai, c.ningbo, Licence::domestic) == Refusal::licence);
  CHECK(c.ride(domestic, c.chinese, c.shanghai, c.ningbo, Licence::domestic) == Refusal::none);
  CHECK(c.ride(through, c.chinese, c.shanghai, c.ningbo, Licence::foreign) == Refusal::none);
}

TEST_CASE("an import released at the border rides on as domestic, one that is cleared inland rides bonded") {
  Coast c;
  auto const import = c.box(TradeClass::import, c.busan, c.ningbo);
  CHECK(regime(c.world, import, c.busan, c.shanghai) == Regime::foreign);
  CHECK(regime(c.world, import, c.shanghai, c.ningbo) == Regime::domestic);
  CHECK(c.ride(import, c.chinese, c.shanghai, c.ningbo, Licence::domestic) == Refusal::none);
  c.world.customs.where = world::Customs::Where::inland;
  CHECK(regime(c.world, import, c.shanghai, c.ningbo) == Regime::foreign);
  CHECK(c.ride(import, c.chinese, c.shanghai, c.ningbo, Licence::domestic) == Refusal::licence);
}

TEST_CASE("an export cleared at the border is free until there, one that is cleared inland is bonded all the way") {
  Coast c;
  auto const box = c.box(TradeClass::export_, c.ningbo, c.busan);
  CHECK(regime(c.world, box, c.ningbo, c.shanghai) == Regime::domestic);
  CHECK(regime(c.world, box, c.shanghai, c.busan) == Regime::foreign);
  c.world.customs.where = world::Customs::Where::inland;
  CHECK(regime(c.world, box, c.ningbo, c.shanghai) == Regime::foreign);
}

TEST_CASE("a transshipment box never enters") {
  Coast c;
  CHECK(regime(c.world, c.box(TradeClass::transshipment, c.busan, c.busan), c.shanghai, c.ningbo) == Regime::foreign);
}

TEST_CASE("what one regime has reserved and not taken is not for the other") {
  world::MixedCarriage const mixed{.per_call = {}, .reserved_domestic_teu = 30, .reserved_foreign_teu = 50};
  CHECK(free_for(mixed, Regime::domestic, 100, 0) == 50);
  CHECK(free_for(mixed, Regime::domestic, 100, 20) == 70);   // foreign boxes hold 20 of their 50
  CHECK(free_for(mixed, Regime::domestic, 100, 60) == 100);  // and all of them
  CHECK(free_for(mixed, Regime::foreign, 100, 0) == 70);
}

TEST_CASE("too large, too heavy, or without a plug: the box itself is refused before its papers are looked at") {
  Coast c;
  auto box = c.box(TradeClass::domestic, c.shanghai, c.ningbo);
  box.box = c.reefer;
  c.world.vehicle_classes[c.korean].reefer_plugs = 0;
  CHECK(c.ride(box, c.korean, c.shanghai, c.ningbo) == Refusal::no_plug);
  c.world.vehicle_classes[c.korean].deadweight = tonnes(5);
  CHECK(c.ride(box, c.korean, c.shanghai, c.ningbo) == Refusal::too_heavy);
  c.world.vehicle_classes[c.korean].teu = 1;
  CHECK(c.ride(box, c.korean, c.shanghai, c.ningbo) == Refusal::too_large);
}
