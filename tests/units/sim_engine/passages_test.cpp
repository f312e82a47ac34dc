#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using itineraries::Sketch;

namespace {

/// Forty days of a small world: two ports 300 km apart, or two stations; nothing at its ends takes time.
struct Line : Sketch {
  world::PlaceId up = place("Up"), down = place("Down");
  world::TerminalId upper = terminal(up), lower = terminal(down);
  world::TerminalId west = terminal(up, world::TerminalKind::rail), east = terminal(down, world::TerminalKind::rail);
  world::LinkId reach = river(up, down, 300), rail = rails(up, down, 300);

  Line() {
    world.start = {2025, 1, 1};
    world.length = days(40);
    for (auto& at : world.terminals) at.berths = 3;
    auto const id = flow(up, down);
    world.flows[id].boxes_per_year = 0.001;
    world.fuels.add({named("diesel"), "L", 7, 3, "assumption"});
  }
  world::VehicleClassId train_of(std::string code, double km_per_h) {
    return vehicle(std::move(code), world::Mode::rail, km_per_h, 80);
  }
  /// Leaves once, so many hours after the first of January.
  world::ServiceId once(std::string code, world::VehicleClassId vehicle_class, double at,
                        std::vector<world::TerminalId> const& terminals, std::vector<world::LinkId> const& links) {
    auto const id = service(std::move(code), vehicle_class, 24, 1, terminals, links);
    world.services[id].schedule = world::Regular{days(400), hours(at)};
    return id;
  }
  void close(decltype(world::Disruption::target) target, double from, double to, double share = 0) {
    world.disruptions.push_back(
        {named("closed"), target, share, std::vector{world::Disruption::Window{at_hours(from), at_hours(to)}}});
  }
};

/// When each vehicle arrived at its last stop, and began to travel along its first link: hours, by service.
struct Diary : engine::Observer {
  explicit Diary(world::World const& of) : world(of) {
    itineraries::Planner const planner{world};
    engine::simulate(world, planner, plan_all(world, planner), 0, this);
  }
  std::uint32_t born(world::FlowId, Time) override { return 0; }
  void gate(std::uint32_t, bool, world::TerminalId, Time) override {}
  void lift(std::uint32_t, bool, engine::Voyage const&, world::TerminalId, Time) override {}
  void inspected(std::uint32_t, world::PlaceId, world::TerminalId, Time) override {}
  void delivered(std::uint32_t, Time) override {}
  void departs(engine::Voyage const&, world::TerminalId, Time) override {}
  void arrives(engine::Voyage const& voyage, world::TerminalId, Time at) override {
    arrived[code(voyage)] = in_hours(at);
  }
  void waits(engine::Voyage const&, world::PlaceId, ledger::Cause, Time, Time) override {}
  void passes(engine::Voyage const& voyage, world::LinkId, world::Direction, Time at) override {
    passed.emplace(code(voyage), in_hours(at));
  }
  std::string code(engine::Voyage const& voyage) const { return world.services[voyage.service].name.code; }
  world::World const& world;
  std::map<std::string, double> arrived, passed;
};

}  // namespace

TEST_CASE("a fast train stays behind a slow one to the end of the line, on one track or two") {
  // 300 km at 30 km/h from 0:00: there at 10:00. At 100 km/h from 1:00 the other would be there at 4:00; it follows
  // after the headway of ten minutes.
  for (int const tracks : {1, 2}) {
    Line line;
    line.world.links[line.rail].tracks = tracks;
    line.world.links[line.rail].headway = minutes(10);
    line.once("slow", line.train_of("slow", 30), 0, {line.west, line.east}, {line.rail});
    line.once("fast", line.train_of("fast", 100), 1, {line.west, line.east}, {line.rail});
    Diary const diary{line.world};
    CHECK(diary.arrived.at("slow") == Approx(10));
    CHECK(diary.arrived.at("fast") == Approx(10 + 1 / 6.0));
  }
}

TEST_CASE("a fast train ahead of a slow one, or coming the other way on two tracks, is held up by nobody") {
  Line line;
  line.once("slow", line.train_of("slow", 30), 1, {line.west, line.east}, {line.rail});
  line.once("fast", line.train_of("fast", 100), 0, {line.west, line.east}, {line.rail});
  line.once("back", line.train_of("back", 100), 2, {line.east, line.west}, {line.rail});
  Diary const diary{line.world};
  CHECK(diary.arrived.at("slow") == Approx(11));
  CHECK(diary.arrived.at("fast") == Approx(3));
  CHECK(diary.arrived.at("back") == Approx(5));
}

TEST_CASE("in a loop of a line of two tracks a slow train lets a faster one pass that would come up behind it") {
  // Six parts of 50 km: an hour and forty minutes at 30 km/h, half an hour at 100. The fast one, from 1:00, is behind
  // the slow one at the first loop, at 1:50, and passes: there at 4:20. The slow one follows from 2:00 on.
  Line line;
  line.world.links[line.rail].headway = minutes(10);
  line.world.links[line.rail].sections = 6;
  line.once("slow", line.train_of("slow", 30), 0, {line.west, line.east}, {line.rail});
  line.once("fast", line.train_of("fast", 100), 1, {line.west, line.east}, {line.rail});
  Diary const diary{line.world};
  CHECK(diary.arrived.at("fast") == Approx(4 + 1 / 3.0));
  CHECK(diary.arrived.at("slow") == Approx(10 + 1 / 3.0));
}

TEST_CASE("of three trains the fastest passes both that are before it, and the next fastest goes before the slowest") {
  // Three parts of 100 km, no headway. At the first loop, at 4:00, the slowest (25 km/h) lets both pass that are close
  // behind it; at 4:00 these come up, and the fastest (100 km/h) goes first: there at 6:00, the other (50 km/h) at
  // 8:00.
  Line line;
  line.world.links[line.rail].sections = 3;
  line.once("slow", line.train_of("slow", 25), 0, {line.west, line.east}, {line.rail});
  line.once("faster", line.train_of("faster", 50), 1, {line.west, line.east}, {line.rail});
  line.once("fastest", line.train_of("fastest", 100), 2, {line.west, line.east}, {line.rail});
  Diary const diary{line.world};
  CHECK(diary.arrived.at("fastest") == Approx(6));
  CHECK(diary.arrived.at("faster") == Approx(8));
  CHECK(diary.arrived.at("slow") == Approx(12));
}

TEST_CASE("a train stands in a loop while passengers pass, and without loops it lets them go before it sets out") {
  // Two hours for each of three parts, passengers an hour; they come to the line at 6:30 and to the loops at 7:30 and
  // 8:30. From 5:00 it is at the first loop at 7:00, and stands until 7:30. Without loops it waits for 6:30.
  for (auto const& [loops, there] : {std::pair{2, 11.5}, std::pair{0, 12.5}}) {
    Line line;
    auto& rail = line.world.links[line.rail];
    rail.sections = loops + 1;
    rail.passengers = world::PassengerTrains{{}, km_per_hour(100)};
    rail.passengers->per_hour[6] = 1;
    line.once("freight", line.train, 5, {line.west, line.east}, {line.rail});
    CHECK(Diary{line.world}.arrived.at("freight") == Approx(there));
  }
}

TEST_CASE("on a single track a train waits in a loop for passengers of either direction") {
  // Parts of 150 km: three hours, for passengers one. They come to either end at 5:30: those of the other end to the
  // loop at 6:30, and are through at 7:30. From 5:00 the train would meet both, so it sets out at 7:30.
  Line line;
  auto& rail = line.world.links[line.rail];
  rail.tracks = 1;
  rail.sections = 2;
  rail.passengers = world::PassengerTrains{{}, km_per_hour(150)};
  rail.passengers->per_hour[5] = 1;
  line.once("freight", line.train, 5, {line.west, line.east}, {line.rail});
  CHECK(Diary{line.world}.arrived.at("freight") == Approx(13.5));
}

TEST_CASE("trains set out in the hours that have paths, so many in each") {
  // Two paths from 22:00 and one from 23:00: of three trains of noon one goes at 23:00.
  Line line;
  line.world.links[line.rail].paths_by_hour.emplace();
  (*line.world.links[line.rail].paths_by_hour)[22] = 2;
  (*line.world.links[line.rail].paths_by_hour)[23] = 1;
  for (std::string const train : {"one", "two", "three"})
    line.once(train, line.train, 12, {line.west, line.east}, {line.rail});
  Diary const diary{line.world};
  CHECK(diary.passed.at("one") == Approx(22));
  CHECK(diary.passed.at("two") == Approx(22));
  CHECK(diary.passed.at("three") == Approx(23));
}

TEST_CASE("maintenance stops a train for four hours, night after night") {
  // From midnight to 4:00. Six hours from 20:00: four, four standing, two. From 4:00 nothing is in the way.
  Line line;
  std::vector<world::RecurringClosures::Span> nights;
  for (int day = 0; day < 7; ++day) nights.push_back({days(day), days(day) + hours(4)});
  line.world.links[line.rail].maintenance = {days(7), nights};
  line.once("evening", line.train, 20, {line.west, line.east}, {line.rail});
  line.once("morning", line.train, 28, {line.west, line.east}, {line.rail});
  line.once("later", line.train, 24 * 20 + 20, {line.west, line.east}, {line.rail});
  Diary const diary{line.world};
  CHECK(diary.arrived.at("evening") == Approx(30));
  CHECK(diary.arrived.at("morning") == Approx(34));
  CHECK(diary.arrived.at("later") == Approx(24 * 20 + 30));
}

TEST_CASE("another crew takes over after each four hours of a way of twelve, and none at its end") {
  // Two links of 300 km, six hours each: after the first one change is due, after the second the next, of twenty
  // minutes each: 12:40. Of eight hours in all only one is.
  Line line;
  auto const beyond = line.place("Beyond");
  auto const end = line.terminal(beyond, world::TerminalKind::rail);
  line.world.terminals[end].berths = 1;
  auto const far = line.rails(line.down, beyond, 300);
  auto& crews = line.world.vehicle_classes[line.train];
  crews.crew_change_after = hours(4);
  crews.crew_change = demand::Distribution<Duration>::fixed(minutes(20));
  auto const id = line.once("train", line.train, 0, {line.west, end}, {line.rail});
  line.world.services[id].stops[0].to_next.push_back({far, world::Direction::down});
  CHECK(Diary{line.world}.arrived.at("train") == Approx(12 + 2 / 3.0));
  line.world.links[far].distance = kilometres(100);
  CHECK(Diary{line.world}.arrived.at("train") == Approx(8 + 1 / 3.0));
}

TEST_CASE("a fast ship overtakes a slow one, but not in a reach of one way") {
  // 300 km at 15 km/h: 20 hours; at 30 km/h from 1:00: there at 11:00, or behind the slow one at 20:00.
  Line line;
  auto const slow = line.vehicle("slow", world::Mode::river, 15, 80),
             fast = line.vehicle("fast", world::Mode::river, 30, 80);
  line.once("slow", slow, 0, {line.upper, line.lower}, {line.reach});
  line.once("fast", fast, 1, {line.upper, line.lower}, {line.reach});
  CHECK(Diary{line.world}.arrived.at("fast") == Approx(11));
  line.world.links[line.reach].one_way = true;
  CHECK(Diary{line.world}.arrived.at("fast") == Approx(20));
}

TEST_CASE("a train begins to travel when its single track is free, and no sooner") {
  // 300 km at 50 km/h: six hours. Who comes the other way at 1:00 waits until 6:00.
  Line line;
  line.world.links[line.rail].tracks = 1;
  line.once("there", line.train, 0, {line.west, line.east}, {line.rail});
  line.once("back", line.train, 1, {line.east, line.west}, {line.rail});
  Diary const diary{line.world};
  CHECK(diary.passed.at("there") == Approx(0));
  CHECK(diary.passed.at("back") == Approx(6));
  CHECK(diary.arrived.at("back") == Approx(12));
}

TEST_CASE("a train whose track is free begins when the line opens, if it has been closed meanwhile") {
  // The other is through at 6:00, but the line is closed from 5:00 to 8:00: the one stands for three hours, is through
  // at 9:00, and the other begins then. Closed again until 10:00, it begins at 10:00.
  Line line;
  line.world.links[line.rail].tracks = 1;
  line.once("there", line.train, 0, {line.west, line.east}, {line.rail});
  line.once("back", line.train, 1, {line.east, line.west}, {line.rail});
  line.close(line.rail, 5, 8);
  CHECK(Diary{line.world}.passed.at("back") == Approx(9));
  line.close(line.rail, 9, 10);
  CHECK(Diary{line.world}.passed.at("back") == Approx(10));
}

TEST_CASE("a ship whose convoy finds the reach closed goes with the next one, not by itself") {
  // At the reach at 4:00, convoy at 6:00, closed from 5:00 to 8:00: a day later.
  Line line;
  line.world.links[line.reach].convoys_down = {hours(6)};
  line.once("first", line.ship, 4, {line.upper, line.lower}, {line.reach});
  line.once("second", line.ship, 4, {line.upper, line.lower}, {line.reach});
  CHECK(Diary{line.world}.passed.at("first") == Approx(6));
  line.close(line.reach, 5, 8);
  CHECK(Diary{line.world}.passed.at("first") == Approx(30));
}

TEST_CASE("a ship that a closure keeps from following its convoy goes with the next one") {
  // One enters at 6:00, the other three hours behind it, when the reach is closed until 10:00.
  Line line;
  line.world.links[line.reach].convoys_down = {hours(6)};
  line.world.links[line.reach].headway = hours(3);
  line.once("first", line.ship, 4, {line.upper, line.lower}, {line.reach});
  line.once("second", line.ship, 4, {line.upper, line.lower}, {line.reach});
  line.close(line.reach, 8, 10);
  Diary const diary{line.world};
  CHECK(diary.passed.at("first") == Approx(6));
  CHECK(diary.passed.at("second") == Approx(30));
}

TEST_CASE("of two ships that enter a waterway or a sea lane together the second waits for the headway") {
  for (auto const kind : {world::LinkKind::waterway, world::LinkKind::sea_lane}) {
    Line line;
    line.world.links[line.reach].kind = kind;
    line.world.links[line.reach].headway = hours(1);
    line.once("first", line.ship, 0, {line.upper, line.lower}, {line.reach});
    line.once("second", line.ship, 0, {line.upper, line.lower}, {line.reach});
    line.once("against", line.ship, 0, {line.lower, line.upper}, {line.reach});
    Diary const diary{line.world};
    CHECK(diary.passed.at("first") == Approx(0));
    CHECK(diary.passed.at("second") == Approx(1));
    CHECK(diary.passed.at("against") == Approx(0));
    CHECK(diary.arrived.at("second") == Approx(16));
  }
}

TEST_CASE(
    "whatever is late hurries as much as it needs, by rail and by air as on water, with the stream and against it") {
  // 300 km with eight hours left of ten: 37.5 km/h over ground; 27.5 with a stream of ten, 47.5 against it. A limit of
  // 33 km/h makes it 300 / 33 hours.
  auto const arrival = [](world::Mode mode, double stream, bool with_it, double limit) {
    Line line;
    auto const kind = mode == world::Mode::rail  ? world::LinkKind::railway
                      : mode == world::Mode::air ? world::LinkKind::air
                                                 : world::LinkKind::waterway;
    auto const way = with_it ? line.link(kind, line.up, line.down, 300) : line.link(kind, line.down, line.up, 300);
    line.world.links[way].current = km_per_hour(stream);
    if (limit > 0) line.world.links[way].speed_down = line.world.links[way].speed_up = km_per_hour(limit);
    auto const late = line.vehicle("late", mode, 30 + (with_it ? -stream : stream), 80);
    line.world.vehicle_classes[late].max_speed = km_per_hour(60);
    auto const id = line.once("late", late, 24, {line.west, line.east}, {way});
    line.world.services[id].stops[0].departs = Duration{};
    line.world.services[id].stops[1].arrives = hours(10);
    line.close(id, 0, 26);
    return Diary{line.world}.arrived.at("late");
  };
  CHECK(arrival(world::Mode::river, 0, true, 0) == Approx(34));
  CHECK(arrival(world::Mode::river, 10, true, 0) == Approx(34));
  CHECK(arrival(world::Mode::river, 10, false, 0) == Approx(34));
  CHECK(arrival(world::Mode::rail, 0, true, 0) == Approx(34));
  CHECK(arrival(world::Mode::air, 0, true, 0) == Approx(34));
  CHECK(arrival(world::Mode::rail, 0, true, 33) == Approx(26 + 300 / 33.0));
  CHECK(arrival(world::Mode::river, 10, true, 33) == Approx(26 + 300 / 33.0));
}

TEST_CASE("a ship slowed over ground burns by what it makes through the water") {
  // 300 km, 240 L a day at 20 km/h. Against ten: 10 over ground, slowed to 5, 15 through the water for 60 hours, 600 L
  // x 0.75 cubed. With ten: 30 over ground, slowed to 15, 5 through the water for 20 hours, 200 L / 64. Still: 10, 30
  // hours, 300 L / 8.
  auto const burnt = [](double stream, bool with_it) {
    Line line;
    auto& ship = line.world.vehicle_classes[line.ship];
    ship.fuel = world::FuelId{0};
    ship.fuel_per_day = 240;
    ship.light_fuel_share = 1;
    line.world.links[line.reach].current = km_per_hour(stream);
    std::vector const ends{with_it ? line.upper : line.lower, with_it ? line.lower : line.upper};
    auto const id = line.once("slowed", line.ship, 24, ends, {line.reach});
    line.close(line.reach, 0, 24 * 40, 0.5);
    return told(line.world).services[id].fuel;
  };
  CHECK(burnt(10, false) == Approx(600 * 0.421875));
  CHECK(burnt(10, true) == Approx(200 / 64.0));
  CHECK(burnt(0, true) == Approx(300 / 8.0));
}

TEST_CASE("what is closed or slowed before the run begins is so from its beginning") {
  // Closed from ten days before the run to noon of its third day: 60 h. At a third of its work a quay of one move an
  // hour is only slower.
  Line line;
  auto const id = line.once("x", line.ship, 1, {line.upper, line.lower}, {line.reach});
  for (auto& at : line.world.terminals) {
    at.cranes = 1;
    at.moves_per_crane_hour = 1;
  }
  auto const arrival = [&](decltype(world::Disruption::target) target, double share) {
    line.world.disruptions.clear();
    line.close(target, -240, 60, share);
    return Diary{line.world}.arrived.at("x");
  };
  CHECK(arrival(line.upper, 0) == Approx(60 + 15));
  CHECK(arrival(id, 0) == Approx(60 + 15));
  CHECK(arrival(line.reach, 0) == Approx(60 + 15));
  CHECK(arrival(line.upper, 1 / 3.0) == Approx(1 + 15));
  CHECK(arrival(line.reach, 1 / 3.0) == Approx(1 + 45));
}

namespace {

/// A ship comes to a lock at the end of the way, at 15:00 of the second day; an hour for the chamber "quick".
struct AtLock : Line {
  world::Chamber chamber(double hours_taken) {
    world::Chamber made;
    made.name = named("c" + std::to_string(++chambers_));
    made.length = metres(100);
    made.width = metres(12);
    made.lockage = demand::Distribution<Duration>::fixed(hours(hours_taken));
    return made;
  }
  double arrival(std::vector<world::Chamber> const& chambers, world::Direction way = world::Direction::up) {
    auto const lock = world.locks.add({named("lock"), place("Stairs"), chambers, {}});
    world.vehicle_classes[ship].length = metres(80);
    world.vehicle_classes[ship].beam = metres(10);
    auto const id = once("x", ship, 24, {upper, lower}, {reach});
    world.services[id].stops[0].to_next.push_back({lock, way});
    if (closed >= 0) close(world::Disruption::ChamberOf{lock, static_cast<std::size_t>(closed)}, -24, 24 * 9);
    return Diary{world}.arrived.at("x");
  }
  int closed = -1;

 private:
  int chambers_ = 0;
};

}  // namespace

TEST_CASE("a ship takes the idle chamber by which it is out first, whatever they are called and in what order") {
  AtLock slow_first, quick_first;
  CHECK(slow_first.arrival({slow_first.chamber(2), slow_first.chamber(1)}) == Approx(39 + 1));
  CHECK(quick_first.arrival({quick_first.chamber(1), quick_first.chamber(2)}) == Approx(39 + 1));
}

TEST_CASE("the first ship of a lock waits for no empty chamber to come back, whichever way it goes") {
  for (auto const way : {world::Direction::up, world::Direction::down}) {
    AtLock lock;
    auto chamber = lock.chamber(1);
    chamber.turn_back = hours(1);
    CHECK(lock.arrival({chamber, lock.chamber(1.5)}, way) == Approx(39 + 1));
  }
}

TEST_CASE("a closed chamber takes no ship that an open one would, however slow") {
  for (int const closed : {0, 1}) {
    AtLock lock;
    lock.closed = closed;
    CHECK(lock.arrival({lock.chamber(1), lock.chamber(1)}) == Approx(39 + 1));
    AtLock unequal;
    unequal.closed = closed;
    CHECK(unequal.arrival({unequal.chamber(2), unequal.chamber(1)}) == Approx(39 + (closed == 0 ? 1 : 2)));
  }
}

TEST_CASE("a ship waits for the deep chamber where its margin of water is missing over the sill of the quick one") {
  // 4 m and half a metre under the keel.
  for (double const sill : {4.1, 4.5}) {
    AtLock lock;
    auto& boat = lock.world.vehicle_classes[lock.ship];
    boat.draught_light = boat.draught_full = metres(4);
    boat.under_keel = metres(0.5);
    auto quick = lock.chamber(1), deep = lock.chamber(2);
    quick.sill_depth = metres(sill);
    deep.sill_depth = metres(4.5);
    CHECK(lock.arrival({quick, deep}) == Approx(39 + (sill == 4.5 ? 1 : 2)));
  }
}

TEST_CASE("a lock tells for each chamber and direction how many ships it took and how much of its area they filled") {
  AtLock at;
  auto chamber = at.chamber(4);
  chamber.width = metres(25);
  auto const lock = at.world.locks.add({Sketch::named("lock"), at.place("Stairs"), {chamber, at.chamber(4)}, {}});
  at.world.locks[lock].chambers[1].length = metres(40);  // takes none of them
  auto const large = at.vehicle("large", world::Mode::river, 20, 100);
  for (auto const& [of, length] : {std::pair{at.ship, 50.}, std::pair{large, 80.}}) {
    at.world.vehicle_classes[of].length = metres(length);
    at.world.vehicle_classes[of].beam = metres(10);
  }
  // Up at hours 24 and 25, and one of 80 m at 26, all of them as long to the lock: the second and the third wait 3 and
  // 2 hours for the first to be out, and go together.
  for (auto const& [code, of, hour] :
       {std::tuple{"a", at.ship, 24.}, std::tuple{"b", at.ship, 25.}, std::tuple{"c", large, 26.}}) {
    auto const id = at.once(code, of, hour, {at.upper, at.lower}, {at.reach});
    at.world.services[id].stops[0].to_next.push_back({lock, world::Direction::up});
  }
  itineraries::Planner const planner{at.world};
  auto const found = engine::simulate(at.world, planner, plan_all(at.world, planner), 0).locks[lock];

  auto const& up = found.chambers[0].by_direction[world::Direction::up];
  CHECK(up.lockages == 2);
  CHECK(up.ships == 3);
  CHECK(up.ships_ours == 3);
  // Ships of 500, then 500 and 800 m2 in a chamber of 2,500 m2.
  CHECK(up.area_filled == Approx((0.2 + 0.52) / 2));
  CHECK(found.area_filled == Approx(0.36));
  CHECK(found.chambers[0].by_direction[world::Direction::down].lockages == 0);
  CHECK(found.chambers[0].utilisation == Approx(8. / (40 * 24)));
  CHECK(found.chambers[1].utilisation == 0);
  CHECK(found.utilisation == Approx(4. / (40 * 24)));
  CHECK(found.queue_by_direction[world::Direction::up].wait_hours.mean == Approx(5. / 3));
  CHECK(found.queue_by_direction[world::Direction::down].wait_hours.count == 0);
  CHECK(found.waits[at.ship].mean == Approx(1.5));
  CHECK(found.waits[large].mean == Approx(2));
  CHECK(found.waits_of_others.count == 0);
}

namespace {

/// A lock of one chamber of 100 by 12 m, four hours a lockage, 15 hours down the reach from Up. Ships come one by one.
struct Queue : AtLock {
  world::LockId lock;
  Queue() {
    world.vehicle_classes[ship].beam = metres(10);
    lock = world.locks.add({named("lock"), place("Stairs"), {chamber(4)}, {}});
  }
  /// At the lock at this hour, of a class as long and as wide.
  world::ServiceId comes(std::string const& code, double hour, double length, double beam,
                         world::Direction way = world::Direction::up) {
    auto const of = vehicle(code + " class", world::Mode::river, 20, 100);
    world.vehicle_classes[of].length = metres(length);
    world.vehicle_classes[of].beam = metres(beam);
    auto const id = once(code, of, hour - 15, {upper, lower}, {reach});
    world.services[id].stops[0].to_next.push_back({lock, way});
    world.services[id].stops[0].departs = {};
    return id;
  }
  outcome::LockOutcome run() {
    itineraries::Planner const planner{world};
    return engine::simulate(world, planner, plan_all(world, planner), 0).locks[lock];
  }
};

}  // namespace

TEST_CASE("a lock that fills most of its area lets one ship of 90 m overtake one of 40, if it may") {
  // "first" fills the chamber from 39:00 to 43:00. Then 40 and 50 m lie in it together, or 90 m alone.
  auto const arrivals = [](std::optional<int> overtaken_at_most) {
    Queue queue;
    queue.comes("first", 39, 90, 12);
    queue.comes("short", 40, 40, 10);
    queue.comes("long", 41, 90, 12);
    queue.comes("middle", 42, 50, 10);
    queue.world.locks[queue.lock].overtaken_at_most = overtaken_at_most;
    return Diary{queue.world}.arrived;
  };
  auto const in_turn = arrivals({}), by_area = arrivals(1), strictly = arrivals(0);
  CHECK(in_turn.at("short") == Approx(47));
  CHECK(in_turn.at("middle") == Approx(47));
  CHECK(in_turn.at("long") == Approx(51));
  CHECK(by_area.at("long") == Approx(47));
  CHECK(by_area.at("short") == Approx(51));
  CHECK(by_area.at("middle") == Approx(51));
  CHECK(strictly.at("short") == Approx(47));
  CHECK(strictly.at("long") == Approx(51));
  CHECK(strictly.at("middle") == Approx(55));
}

TEST_CASE("a ship that keeps its appointment at a lock goes before those that hold none, one that is late does not") {
  // By its timetable it leaves Up at 26:00 and is at the lock at 41:00; or it should have left three hours before.
  auto const arrives = [](std::optional<Duration> appointment, double leaves_late_h) {
    Queue queue;
    queue.comes("first", 39, 80, 10);
    queue.comes("before", 40, 80, 10);
    auto const ours = queue.comes("ours", 41, 80, 10);
    queue.world.services[ours].lock_appointment = appointment;
    queue.world.services[ours].stops[0].departs = hours(-leaves_late_h);
    return Diary{queue.world}.arrived.at("ours");
  };
  CHECK(arrives({}, 0) == Approx(51));
  CHECK(arrives(hours(1), 0) == Approx(47));
  CHECK(arrives(hours(1), 3) == Approx(51));
  CHECK(arrives(hours(4), 3) == Approx(47));
}

TEST_CASE("other traffic with a quota goes through so many a day, and waits for the next day") {
  Queue queue;
  queue.world.length = days(10);
  auto& lock = queue.world.locks[queue.lock];
  lock.chambers[0].lockage = demand::Distribution<Duration>::fixed(hours(1));
  lock.traffic = {.ships_per_day_up = 20,
                  .length = demand::Distribution<Length>::fixed(metres(80)),
                  .beam = demand::Distribution<Length>::fixed(metres(10)),
                  .quota_per_day = 2};
  auto const outcome = queue.run();
  CHECK(outcome.ships == 10 * 2);
  CHECK(outcome.queue.max_length > 100);
}

TEST_CASE("a ship of ours finds its place before thousands that a quota keeps back") {
  // A hundred a day come and two of them a day are let in, at midnight; a lockage takes an hour.
  Queue queue;
  queue.world.length = days(40);
  auto& lock = queue.world.locks[queue.lock];
  lock.chambers[0].lockage = demand::Distribution<Duration>::fixed(hours(1));
  lock.traffic = {.ships_per_day_up = 100,
                  .length = demand::Distribution<Length>::fixed(metres(80)),
                  .beam = demand::Distribution<Length>::fixed(metres(10)),
                  .quota_per_day = 2};
  queue.comes("ours", 30 * 24 + 12, 80, 10);
  auto const outcome = queue.run();
  CHECK(outcome.queue.max_length > 3000);
  CHECK(Diary{queue.world}.arrived.at("ours") < 30 * 24 + 12 + 20);
}

TEST_CASE("a chamber is filled for ships that go up, and to fetch a second one that goes down") {
  // Up, down, up and down take two fillings; down after down one more. Two fifths of each come out of a basin.
  for (auto const& [hours_down, fillings] :
       {std::pair{std::vector{45., 65.}, 2.}, std::pair{std::vector{45., 65., 75.}, 3.}}) {
    Queue queue;
    auto& chamber = queue.world.locks[queue.lock].chambers[0];
    chamber.water_m3 = 1000;
    chamber.water_saved_share = 0.4;
    queue.comes("up", 39, 80, 10);
    queue.comes("up again", 55, 80, 10);
    for (double const hour : hours_down)
      queue.comes("down " + std::to_string(hour), hour, 80, 10, world::Direction::down);
    auto const outcome = queue.run();
    CHECK(outcome.water_m3 == Approx(fillings * 600));
    CHECK(outcome.chambers[0].water_saved_m3 == Approx(fillings * 400));
  }
}

TEST_CASE("a lock of which half is left comes back for the next ship as slowly as it lifts") {
  // Four hours up and one back, at half the speed: the first from 39:00 to 47:00, the second by 57:00.
  Queue queue;
  queue.world.locks[queue.lock].chambers[0].turn_back = hours(1);
  queue.close(world::Disruption::ChamberOf{queue.lock, 0}, 0, 24 * 9, 0.5);
  queue.comes("first", 39, 80, 10);
  queue.comes("second", 40, 80, 10);
  auto const arrived = Diary{queue.world}.arrived;
  CHECK(arrived.at("first") == Approx(47));
  CHECK(arrived.at("second") == Approx(57));
}
