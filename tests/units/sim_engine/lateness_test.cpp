#include <catch2/catch.hpp>

#include "sim/outcome/key_figures.hpp"
#include "tests/units/sim_engine/mail_sketch.hpp"
#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

void close(world::World& world, decltype(world::Disruption::target) what, double from_day, double to_day) {
  world.disruptions.push_back({.name = Sketch::named("closure"),
                               .target = what,
                               .share = 0,
                               .when = std::vector<world::Disruption::Window>{{at_days(from_day), at_days(to_day)}}});
}

/// Two towns an hour apart by truck, a box an hour, to be there in two days.
struct Promised : Sketch {
  world::PlaceId a = place("A"), b = place("B");
  world::LinkId way = road(a, b, 60);
  world::FlowId boxes = flow(a, b);

  Promised() {
    world.start = {2025, 1, 1};
    world.length = days(20);
    trucks(1);
    world.flows[boxes].boxes_per_year = 8760;
    world.flows[boxes].pattern = demand::Pattern::regular;
    world.flows[boxes].deadline = days(2);
  }
};

}  // namespace

TEST_CASE("a box that is inside at the end and overdue is late, as one that came too late") {
  // The road is closed from day 10 to the end. The boxes of the first 239 hours came in time; those of the next 193,
  // to day 18, should have come; the last 48 may still come in time.
  Promised towns;
  close(towns.world, towns.way, 10, 30);
  auto const outcome = told(towns.world);
  auto const& flow = outcome.flows[towns.boxes];
  CHECK(flow.boxes_overdue == Approx(193).margin(1));
  CHECK(flow.on_time_share.value() == Approx(239.0 / (239 + 193)).epsilon(0.01));
  CHECK(outcome.connections.front().on_time_share == flow.on_time_share);
  CHECK(outcome::key_figures(outcome, towns.world).on_time == flow.on_time_share);
}

TEST_CASE("a box for which no ship has come is late when its time has passed") {
  // A boat a day from the first on, until the service stops on day 10: those of the last day before it wait.
  Promised ports;
  ports.world.trucking.reset();
  auto const upper = ports.terminal(ports.a), lower = ports.terminal(ports.b);
  for (auto& port : ports.world.terminals) {
    port.berths = port.cranes = 9;
    port.moves_per_crane_hour = 1e6;
  }
  auto const boat = ports.service("boat", ports.ship, 24, 1, {upper, lower}, {ports.river(ports.a, ports.b, 20)});
  close(ports.world, boat, 9.5, 30);
  auto const outcome = told(ports.world);
  // Nine departures have taken 9 days of boxes; those of days 9 to 18 are overdue, 216 of them.
  CHECK(outcome.flows[ports.boxes].boxes_overdue == Approx(216).margin(2));
  CHECK(outcome.flows[ports.boxes].on_time_share.value() == Approx(0.5).margin(0.01));
}

TEST_CASE("a box under way at the end is late when it should have been there, and no sooner") {
  // Three days by truck, and two days are measured: nobody has come. With a day to be there the first day's are late.
  Promised towns;
  towns.world.links[towns.way].distance = kilometres(72 * 60);
  towns.world.length = days(2);
  towns.world.flows[towns.boxes].deadline = days(1);
  auto const late = told(towns.world).flows[towns.boxes];
  CHECK(late.boxes_overdue == Approx(24).margin(1));
  CHECK(late.on_time_share == 0.0);
  towns.world.flows[towns.boxes].deadline = days(4);
  CHECK_FALSE(told(towns.world).flows[towns.boxes].on_time_share);
}

TEST_CASE("a parcel that is inside at the end and overdue is late, wherever it is") {
  // Posted evenly, ten hours on the boat that leaves every six: 10 to 16 hours, promised in 24. The boat stops on day
  // 7 of 14, after a last departure: of 13 days of parcels that are due, 7 have come in time. Boats that the closure
  // holds at the other end have berths of their own there.
  MailSketch sketch;
  sketch.world.length = days(14);
  sketch.world.terminals[sketch.lower].berths = 9;
  auto const out = sketch.dispatch(sketch.hub, sketch.town, 1000);
  auto const boat = sketch.service("boat", sketch.vehicle("big", world::Mode::river, 20, 1e5), 6, 1,
                                   {sketch.upper, sketch.lower}, {sketch.reach});
  sketch.world.services[boat].stops.front().departs = {};
  auto const mail = sketch.mail(24000, {{sketch.hub, out}});
  sketch.world.mail_flows[mail].promised = days(1);
  close(sketch.world, boat, 7.01, 30);
  auto const outcome = sketch.run();
  auto const& hours = outcome.postal.flows[mail].hours;
  CHECK(hours.overdue == Approx(6 * 24000).epsilon(0.01));
  CHECK(hours.on_time_share.value() == Approx(7.0 / 13).epsilon(0.01));
  REQUIRE(outcome.postal.promises.size() == 1);
  CHECK(outcome.postal.promises.front().hours.overdue == Approx(hours.overdue));
  CHECK(outcome.postal.promises.front().hours.on_time_share.value() == Approx(hours.on_time_share.value()));
}

TEST_CASE("a release that customs has promised and not given in its time is missed") {
  // Ten imports a day by truck, each is opened for a day in the only bay, and was promised in two days. By day 30 some
  // 300 have come, 29 are released, two of them in time; those of the last two days may still be.
  Promised towns;
  towns.world.length = days(30);
  towns.world.flows[towns.boxes].boxes_per_year = 3650;
  towns.world.flows[towns.boxes].trade = world::TradeClass::import;
  towns.world.places[towns.a].country = "VN";
  towns.world.places[towns.b].country = "CN";
  world::CustomsOffice office;
  office.name = Sketch::named("B/customs");
  office.place = towns.b;
  office.bays = 1;
  office.inspection = demand::Distribution<Duration>::fixed(days(1));
  auto const id = towns.world.places[towns.b].customs = towns.world.customs_offices.add(office);
  towns.world.customs.applies = true;
  towns.world.customs.inspected = {1, 1, 1};
  auto const customs = told(towns.world).customs[id];
  CHECK(customs.released == Approx(29).margin(1));
  CHECK(customs.promised == Approx(280).margin(2));
  CHECK(customs.missed == Approx(278).margin(2));
}
