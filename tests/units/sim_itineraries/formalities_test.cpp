#include "sim/itineraries/formalities.hpp"

#include <catch2/catch.hpp>

#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::itineraries;
using world::TerminalKind;
using world::TradeClass;

namespace {

/// From abroad by ship to a port at home, by train to an inland terminal.
struct Inland : Sketch {
  world::PlaceId busan = port("Busan", "KR"), qinzhou = port("Qinzhou", "CN"), chengdu = port("Chengdu", "CN");
  world::TerminalId quay_abroad = terminal(busan), quay = terminal(qinzhou);
  world::TerminalId rail = terminal(qinzhou, TerminalKind::rail), yard = terminal(chengdu, TerminalKind::rail);
  world::ServiceId liner = service("liner", ship, 24, 1, {quay_abroad, quay}, {river(busan, qinzhou, 800)});
  world::ServiceId block = service("block", train, 24, 1, {rail, yard}, {rails(qinzhou, chengdu, 1400)});
  world::TransferId across = transfer(quay, rail, 1, 70);

  Inland() {
    world.customs.applies = true;
    world.transfer_rules.one_box = false;
    world.transfer_rules.documents_cost = 50;
  }
  world::PlaceId port(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  std::vector<Step> steps(TradeClass trade) {
    auto& made = world.flows[flow(busan, chengdu)];
    made.trade = trade;
    return with_formalities(world, made, way());
  }
  Itinerary way() const {
    Truck in, out;
    in.into = quay_abroad;
    out.out_of = yard;
    Itinerary made;
    made.steps = {in, Ride{liner, 0, 1}, InterTerminalTransfer{across}, Ride{block, 0, 1}, out};
    return made;
  }
};

std::vector<Formalities> formalities(std::vector<Step> const& steps) {
  std::vector<Formalities> found;
  for (auto const& step : steps)
    if (auto const* asked = std::get_if<Formalities>(&step)) found.push_back(*asked);
  return found;
}

}  // namespace

TEST_CASE("an import is cleared at the first port at home, before it rides on") {
  // Truck, ship, transfer, formalities, train, truck.
  Inland sketch;
  auto const steps = sketch.steps(TradeClass::import);
  REQUIRE(steps.size() == 6);
  auto const& asked = std::get<Formalities>(steps[3]);
  CHECK(asked.at == sketch.rail);
  CHECK(asked.import);
  CHECK(asked.clearance);
  CHECK(asked.documents);
  CHECK(asked.restuffing);
  CHECK_FALSE(asked.transit);
}

TEST_CASE("an import that is cleared inland needs transit papers at the port, and is cleared after its last ride") {
  Inland sketch;
  sketch.world.customs.where = world::Customs::Where::inland;
  auto const asked = formalities(sketch.steps(TradeClass::import));
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].transit);
  CHECK_FALSE(asked[0].clearance);
  CHECK(asked[1].at == sketch.yard);
  CHECK(asked[1].clearance);
  CHECK_FALSE(asked[1].documents);
}

TEST_CASE("empties keep their boxes, and one bill of lading needs no more documents") {
  Inland sketch;
  auto const of_empties = formalities(sketch.steps(TradeClass::empty));
  REQUIRE(of_empties.size() == 1);
  CHECK(of_empties[0].documents);
  CHECK_FALSE(of_empties[0].restuffing);
  sketch.world.transfer_rules.one_bill = true;
  CHECK(formalities(sketch.steps(TradeClass::empty)).empty());
}

TEST_CASE("closed mail is asked for nothing on its way") {
  Inland sketch;
  auto& mail = sketch.world.flows[sketch.flow(sketch.busan, sketch.chengdu)];
  mail.trade = TradeClass::import;
  mail.mail = world::DispatchId{0};
  CHECK(with_formalities(sketch.world, mail, sketch.way()).size() == 5);
}
