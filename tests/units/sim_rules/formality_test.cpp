#include "sim/rules/formality.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "sim/rules/boarding.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

using namespace tongzhou;
using namespace tongzhou::rules;
using world::Customs;
using world::TradeClass;

namespace {

struct River : itineraries::Sketch {
  world::PlaceId busan = port("Busan", "KR"), shanghai = port("Shanghai", "CN"), taicang = port("Taicang", "CN"),
                 wuhan = port("Wuhan", "CN");
  std::array<Call, 3> inwards{Call{busan}, Call{shanghai}, Call{wuhan}},
      outwards{Call{wuhan}, Call{shanghai}, Call{busan}};

  River() { world.customs.applies = true; }
  world::PlaceId port(char const* name, char const* country) {
    auto const id = place(name);
    world.places[id].country = country;
    return id;
  }
  world::Flow box(TradeClass trade) {
    auto made = world.flows[trade == TradeClass::export_ ? flow(wuhan, busan) : flow(busan, wuhan)];
    made.trade = trade;
    return made;
  }
};

}  // namespace

TEST_CASE("imports are cleared where they enter, exports where they leave") {
  River r;
  CHECK(cleared_at(r.world, r.box(TradeClass::import), r.inwards) == std::size_t{1});
  CHECK(cleared_at(r.world, r.box(TradeClass::export_), r.outwards) == std::size_t{1});
}

TEST_CASE("with inland clearance, imports are cleared at their last call and exports at their first") {
  River r;
  r.world.customs.where = Customs::Where::inland;
  CHECK(cleared_at(r.world, r.box(TradeClass::import), r.inwards) == std::size_t{2});
  CHECK(cleared_at(r.world, r.box(TradeClass::export_), r.outwards) == std::size_t{0});
}

TEST_CASE("a truck is cleared at the office where it crosses the border, else at the next office or terminal") {
  // From Busan (a truck may come from there, here) by Shanghai and Taicang to Wuhan, and back.
  River r;
  auto const import = r.box(TradeClass::import), out = r.box(TradeClass::export_);
  std::array<Call, 4> in{Call{r.busan, false}, Call{r.shanghai, false}, Call{r.taicang, false}, Call{r.wuhan, false}};
  std::array<Call, 4> back{in[3], in[2], in[1], in[0]};
  auto const office = [&](world::PlaceId at) { r.world.places[at].customs = r.world.customs_offices.add({}); };
  // No office anywhere: its papers are asked for at the first place at home.
  CHECK(cleared_at(r.world, import, in) == std::size_t{1});
  CHECK(cleared_at(r.world, out, back) == std::size_t{2});
  // A terminal behind the border is where those are cleared that no office stops before.
  in[3].in_terminal = back[0].in_terminal = true;
  CHECK(cleared_at(r.world, import, in) == std::size_t{3});
  CHECK(cleared_at(r.world, out, back) == std::size_t{0});
  office(r.taicang);
  CHECK(cleared_at(r.world, import, in) == std::size_t{2});
  CHECK(cleared_at(r.world, out, back) == std::size_t{1});
  office(r.shanghai);
  CHECK(cleared_at(r.world, import, in) == std::size_t{1});
  CHECK(cleared_at(r.world, out, back) == std::size_t{2});
  // Inland: at the terminal; without one at the last office on the way in, the first on the way out.
  r.world.customs.where = Customs::Where::inland;
  CHECK(cleared_at(r.world, import, in) == std::size_t{3});
  CHECK(cleared_at(r.world, out, back) == std::size_t{0});
  in[3].in_terminal = back[0].in_terminal = false;
  CHECK(cleared_at(r.world, import, in) == std::size_t{2});
  CHECK(cleared_at(r.world, out, back) == std::size_t{1});
  CHECK(cleared_at(r.world, r.box(TradeClass::domestic), in) == std::nullopt);
}

TEST_CASE("domestic, transshipment and empty boxes do not meet customs") {
  River r;
  for (auto const trade : {TradeClass::domestic, TradeClass::transshipment, TradeClass::empty})
    CHECK_FALSE(meets_customs(r.world, r.box(trade)));
}

TEST_CASE(
    "an import in bond is not cleared on its way, and needs transit papers; what leaves a zone is cleared there") {
  River r;
  auto box = r.box(TradeClass::import);
  CHECK(is_cleared(r.world, box));
  box.clearance = world::Clearance::in_bond;
  CHECK(meets_customs(r.world, box));
  CHECK_FALSE(is_cleared(r.world, box));
  CHECK(cleared_at(r.world, box, r.inwards) == std::nullopt);
  CHECK(needs_transit_papers(r.world, box, r.busan, r.shanghai, r.wuhan));
  // From Wuhan to Shanghai: the zone's gate is the border, wherever others are cleared.
  std::array<Call, 3> const home{Call{r.wuhan, false}, Call{r.taicang}, Call{r.shanghai}};
  auto leaving = r.world.flows[r.flow(r.wuhan, r.shanghai)];
  leaving.trade = TradeClass::import;
  for (auto const where : {Customs::Where::port, Customs::Where::inland}) {
    r.world.customs.where = where;
    CHECK(cleared_at(r.world, leaving, home) == std::size_t{0});
    CHECK(regime(r.world, leaving, r.wuhan, r.taicang) == world::Regime::domestic);
  }
  // Goods that were cleared before meet customs no more.
  leaving.clearance = world::Clearance::before;
  CHECK_FALSE(meets_customs(r.world, leaving));
  CHECK(cleared_at(r.world, leaving, home) == std::nullopt);
  CHECK(regime(r.world, leaving, r.wuhan, r.taicang) == world::Regime::domestic);
}

TEST_CASE("a box in bond rides under the supervision of customs between ports at home, where others are free") {
  River r;
  auto box = r.box(TradeClass::import);
  CHECK(regime(r.world, box, r.shanghai, r.wuhan) == world::Regime::domestic);
  box.clearance = world::Clearance::in_bond;
  CHECK(regime(r.world, box, r.shanghai, r.wuhan) == world::Regime::foreign);
}

TEST_CASE("one stop spares, of tests, the hours of an inspection in the boxes that meet both") {
  // All are tested for 10 h, half are inspected for 4: 10 h, and of half 4 less; of a test of 3 h, 3 less.
  River r;
  auto box = r.box(TradeClass::import);
  box.goods = r.world.goods.add({.name = {}, .retest_share = 1, .retest = hours(10)});
  r.world.customs.inspected = {0.5, 0.5, 0.5};
  world::CustomsOffice office;
  office.inspection = demand::Distribution<Duration>::fixed(hours(4));
  r.world.places[r.shanghai].customs = r.world.customs_offices.add(office);
  CHECK(in_hours(expected_retest(r.world, box, r.shanghai, true)) == Approx(10));
  r.world.customs.one_stop = true;
  CHECK(in_hours(expected_retest(r.world, box, r.shanghai, true)) == Approx(8));
  CHECK(in_hours(expected_clearance(r.world, box, {r.shanghai}, true, {}).retest) == Approx(8));
  CHECK(in_hours(expected_retest(r.world, box, r.taicang, true)) == Approx(10));  // nobody inspects there
  r.world.goods[box.goods].retest = hours(3);
  CHECK(in_hours(expected_retest(r.world, box, r.shanghai, true)) == Approx(1.5));
}

TEST_CASE("boxes from the ship's side are neither inspected nor tested") {
  // Of all, 0.5 are inspected and 0.2 tested, in a tenth both: 0.4 are left alone.
  River r;
  auto box = r.box(TradeClass::import);
  box.goods = r.world.goods.add({.name = {}, .retest_share = 0.2});
  r.world.customs.inspected = {0.5, 0.5, 0.5};
  r.world.customs.ship_side_share = 0.5;
  CHECK(expected_clearance(r.world, box, {r.shanghai}, true, {}).at_ships_side == Approx(0.2));
  CHECK(expected_clearance(r.world, box, {r.shanghai, false}, true, {}).at_ships_side == 0);  // on its truck
}

TEST_CASE("exports brought to the ship's side come declared, and others wait") {
  River r;
  r.world.customs.ship_side_share = 0.25;
  r.world.customs.export_declaration = demand::Distribution<Duration>::fixed(hours(10));
  auto const box = r.box(TradeClass::export_);
  CHECK(in_hours(expected_clearance(r.world, box, {r.shanghai}, false, {}).declaration) == Approx(7.5));
}

TEST_CASE("of boxes that are inspected, the suspected are held for their days") {
  River r;
  auto box = r.box(TradeClass::import);
  box.goods = r.world.goods.add({.name = {}, .suspected_share = 0.1, .detention = days(20)});
  r.world.customs.inspected = {0.5, 0.5, 0.5};
  CHECK(expected_detention(r.world, box, r.shanghai, true) == Duration{});  // nobody inspects there
  r.world.places[r.shanghai].customs = r.world.customs_offices.add({});
  CHECK(in_days(expected_detention(r.world, box, r.shanghai, true)) == Approx(1));
  CHECK(in_days(expected_clearance(r.world, box, {r.shanghai}, true, {}).detention) == Approx(1));
}

TEST_CASE("a bonded box that changes ships at home needs transit papers, abroad it does not") {
  River r;
  CHECK(needs_transit_papers(r.world, r.box(TradeClass::import), r.busan, r.shanghai, r.wuhan));
  CHECK_FALSE(needs_transit_papers(r.world, r.box(TradeClass::export_), r.shanghai, r.busan, r.busan));
}

TEST_CASE("combined ports are one port: no transit papers between them") {
  River r;
  r.world.customs.one_port = {{r.shanghai, r.taicang}};
  CHECK_FALSE(needs_transit_papers(r.world, r.box(TradeClass::import), r.busan, r.shanghai, r.taicang));
  CHECK(needs_transit_papers(r.world, r.box(TradeClass::import), r.busan, r.shanghai, r.wuhan));
}

TEST_CASE("departure confirmation spares exports their transit papers") {
  River r;
  r.world.customs.departure_confirmation = true;
  CHECK_FALSE(needs_transit_papers(r.world, r.box(TradeClass::export_), r.wuhan, r.shanghai, r.busan));
  CHECK(needs_transit_papers(r.world, r.box(TradeClass::import), r.busan, r.shanghai, r.wuhan));
}

TEST_CASE("inspection looks at risk and trust, and not at all where certificates are recognised") {
  River r;
  r.world.customs.inspected = {0.02, 0.1, 0.5};
  r.world.customs.trusted_factor = 0.2;
  auto box = r.box(TradeClass::import);
  CHECK(inspected_share(r.world, box, false) == Approx(0.02));
  box.risk = world::Risk::high;
  CHECK(inspected_share(r.world, box, false) == Approx(0.5));
  CHECK(inspected_share(r.world, box, true) == Approx(0.1));
  r.world.customs.recognised = {"KR"};
  CHECK(inspected_share(r.world, box, false) == 0);
}

TEST_CASE("trust grows by its share each year, until all are trusted") {
  // 0.2 and a tenth a year: 0.3 after a year, all after eight.
  Customs customs;
  customs.trusted_share = 0.2;
  customs.trusted_growth_per_year = 0.1;
  CHECK(trusted_share(customs, Time{}) == Approx(0.2));
  CHECK(trusted_share(customs, Time{days(365)}) == Approx(0.3));
  CHECK(trusted_share(customs, Time{days(365 * 9)}) == 1);
}

TEST_CASE("trust that grows has a mean over a span: half-way between its ends, until all are trusted") {
  Customs customs;
  customs.trusted_share = 0.3;
  CHECK(mean_trusted_share(customs, Time{}, Time{days(365)}) == Approx(0.3));
  customs.trusted_growth_per_year = 0.1;  // 0.4 to 0.5 in the second year
  CHECK(mean_trusted_share(customs, Time{days(365)}, Time{days(730)}) == Approx(0.45));
  customs.trusted_growth_per_year = 1.4;  // all after half a year: 0.65 for that half, and then 1
  CHECK(mean_trusted_share(customs, Time{}, Time{days(365)}) == Approx((0.65 + 1) / 2));
  CHECK(mean_trusted_share(customs, Time{days(365)}, Time{days(730)}) == 1);
}

TEST_CASE("an advance declaration leaves only what the voyage did not cover") {
  Customs customs;
  CHECK(declaration_left(customs, hours(30), hours(100)) == hours(30));
  customs.when = Customs::When::advance;
  customs.advance = hours(24);
  CHECK(declaration_left(customs, hours(30), hours(100)) == hours(6));
  CHECK(declaration_left(customs, hours(20), hours(100)) == hours(0));
  // Declared 24 h ahead at the earliest, and the voyage took but 10 of them.
  CHECK(declaration_left(customs, hours(30), hours(10)) == hours(20));
  CHECK(declaration_left(customs, hours(30), hours(0)) == hours(30));
  // A summary declaration is waited for whole.
  customs.when = Customs::When::two_step;
  CHECK(declaration_left(customs, hours(30), hours(10)) == hours(30));
}
