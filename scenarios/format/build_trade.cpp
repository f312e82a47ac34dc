#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "sim/rules/formality.hpp"

namespace tongzhou::format {
namespace {

std::vector<world::PlaceId> places_of(std::vector<Reader> const& given, Building const& building) {
  std::vector<world::PlaceId> places;
  for (auto const& code : given) {
    auto const place = building.places.look_up(code);
    if (place) places.push_back(place);
  }
  return places;
}

void read_piggyback(Reader const& scenario, Building& building) {
  auto& world = building.world;
  for (auto const& [code, given] : scenario.entries("piggyback")) {
    world::Piggyback permission{.ports = places_of(given.items("ports"), building),
                                .domestic_too = given.text("carries", "foreign") == "any"};
    if (given.has("teu_per_year")) permission.teu_per_year = given.number("teu_per_year");
    for (auto const place : permission.ports) {
      if (world.places[place].country != world.places[permission.ports.front()].country)
        given.refuse("ports",
                     fmt::format("\"{}\" and \"{}\" are not in one country",
                                 world.places[permission.ports.front()].name.code, world.places[place].name.code));
    }
    world.piggybacks.push_back(std::move(permission));
  }
}

void read_recognition(Reader const& given, world::Customs& customs) {
  for (auto const& [code, group] : given.entries("recognition")) {
    world::Recognition recognition{.countries = {},
                                   .accepted_share = group.number("accepted_share", 0),
                                   .certificate = hours(group.number("certificate_hours", 0))};
    for (auto const& country : group.items("countries")) recognition.countries.push_back(country.text());
    customs.recognitions.push_back(std::move(recognition));
  }
}

void read_zones(Reader const& given, Building& building) {
  auto& zones = building.world.customs.zones;
  for (auto const& [code, of_zone] : given.entries("zones")) {
    world::CustomsZone zone{.places = places_of(of_zone.items("places"), building),
                            .release_first = of_zone.flag("release_first", false),
                            .later_inspected_share = of_zone.number("later_inspected_share", 0),
                            .declaration = {},
                            .transit = {}};
    if (of_zone.has("declaration_hours")) zone.declaration = distribution(of_zone, "declaration_hours", hours(1));
    if (of_zone.has("between_zones_hours")) zone.transit = distribution(of_zone, "between_zones_hours", hours(1));
    for (auto const place : zone.places)
      for (auto const& other : zones)
        if (std::ranges::count(other.places, place) > 0)
          of_zone.refuse("places",
                         fmt::format("\"{}\" is in another zone already", building.world.places[place].name.code));
    read_zone_stays(code, of_zone, zone, building);
    zones.push_back(std::move(zone));
  }
}

void read_customs(Reader const& scenario, Building& building) {
  if (!scenario.has("customs")) return;
  auto const given = scenario.child("customs");
  auto& customs = building.world.customs;
  customs.applies = true;
  customs.where = given.word("where", world::Customs::Where::port);
  customs.when = given.word("when", world::Customs::When::on_arrival);
  customs.import_declaration = distribution(given, "import_declaration_hours", hours(1));
  customs.export_declaration = distribution(given, "export_declaration_hours", hours(1));
  customs.summary_declaration = distribution(given, "summary_declaration_hours", hours(1));
  if (customs.when == world::Customs::When::two_step && !given.has("summary_declaration_hours"))
    given.refuse("when", "missing key \"summary_declaration_hours\": what release waits for");
  customs.advance = hours(given.number("advance_hours", 0));
  customs.inspected = {given.number("inspected_low_risk", 0), given.number("inspected_medium_risk", 0),
                       given.number("inspected_high_risk", 0)};
  customs.trusted_share = given.number("trusted_share", 0);
  customs.trusted_growth_per_year = given.number("trusted_growth_per_year", 0);
  customs.trusted_factor = given.number("trusted_factor", 1);
  customs.two_stage = given.flag("two_stage", false);
  customs.port_stage_share = given.number("port_stage_share", 0.3);
  customs.inland_inspection = distribution(given, "inland_inspection_hours", hours(1));
  customs.ship_side_share = given.number("ship_side_share", 0);
  customs.transit = distribution(given, "transit_hours", hours(1));
  for (auto const& group : given.items("one_port")) customs.one_port.push_back(places_of(group.items(), building));
  customs.departure_confirmation = given.flag("departure_confirmation", false);
  customs.one_stop = given.flag("one_stop", false);
  for (auto const& country : given.items("recognised")) customs.recognised.push_back(country.text());
  read_recognition(given, customs);
  read_zones(given, building);
  customs.promise_fast = hours(given.number("promise_fast_hours", 6));
  customs.promise = hours(given.number("promise_hours", 48));
}

void read_transfer_rules(Reader const& scenario, Building& building) {
  if (!scenario.has("transfer_rules")) return;
  auto const given = scenario.child("transfer_rules");
  building.world.transfer_rules = {.documents = distribution(given, "document_hours", hours(1)),
                                   .documents_cost = given.number("document_cost", 0),
                                   .one_bill = given.flag("one_bill", false),
                                   .one_box = given.flag("one_box", true),
                                   .rail_owner = given.text("rail_boxes_of", "railway"),
                                   .restuffing = distribution(given, "restuffing_hours", hours(1)),
                                   .restuffing_cost = given.number("restuffing_cost", 0)};
}

/// An id that is a key, of none of these rows.
template <class Rows>
void refuse_unknown(Reader const& thing, std::string const& code, std::string_view what, Rows const& rows) {
  std::vector<std::string_view> codes;
  for (auto const& row : rows) codes.push_back(row.name.code);
  thing.refuse_key(code, fmt::format("unknown {} \"{}\"{}", what, code, did_you_mean(code, codes)));
}

/// In whole boxes: that of foreign trade is the smaller one.
double half(double boxes, world::Regime regime) {
  double const smaller = std::floor(boxes / 2);
  return regime == world::Regime::foreign ? smaller : boxes - smaller;
}

/// Pools of a place: one for each owner and type, two where the trades do not share (the stock is halved), one for all
/// owners where they share.
void read_pools(Reader const& given, Building& building) {
  auto& empties = building.world.empties;
  std::map<std::tuple<world::PlaceId, world::BoxTypeId, std::string, world::Regime>, world::EmptyPool> pools;
  for (auto const& [place_code, owners] : given.entries("depots")) {
    auto const place = building.places.find(place_code);
    if (!place) refuse_unknown(given.child("depots"), place_code, "place", building.world.places);
    for (auto const& [owner, types] : owners.entries()) {
      for (auto const& [type_code, stock] : types.entries()) {
        auto const type = building.box_types.find(type_code);
        if (!type) refuse_unknown(types, type_code, "box type", building.world.box_types);
        if (!place || !type) continue;
        std::vector<world::Regime> regimes{world::Regime::domestic};
        if (!empties.trades_share) regimes.push_back(world::Regime::foreign);
        for (auto const regime : regimes) {
          auto const name = empties.owners_share ? std::string{} : owner;
          auto& pool = pools[{place, type, name, regime}];
          pool.place = place;
          pool.type = type;
          pool.owner = name;
          pool.regime = regime;
          pool.stock += empties.trades_share ? stock.number("stock", 0) : half(stock.number("stock", 0), regime);
          pool.target += empties.trades_share ? stock.number("target", 0) : half(stock.number("target", 0), regime);
        }
      }
    }
  }
  for (auto& [key, pool] : pools) empties.pools.add(std::move(pool));
}

/// Between any two pools of one kind, empties may ride as boxes of a flow without demand of its own.
void add_lanes(Building& building) {
  auto& world = building.world;
  auto& empties = world.empties;
  for (auto const from : empties.pools.ids()) {
    for (auto const to : empties.pools.ids()) {
      auto const& a = empties.pools[from];
      auto const& b = empties.pools[to];
      if (a.place == b.place || a.type != b.type || a.owner != b.owner || a.regime != b.regime) continue;
      world::Flow flow;
      auto const& type = world.box_types[a.type];
      flow.name.code = fmt::format("empty:{}:{}:{}:{}{}", type.name.code, world.places[a.place].name.code,
                                   world.places[b.place].name.code, a.owner,
                                   empties.trades_share                  ? ""
                                   : a.regime == world::Regime::domestic ? ":domestic"
                                                                         : ":foreign");
      flow.origin = a.place;
      flow.destination = b.place;
      flow.trade = world::TradeClass::empty;
      flow.box = a.type;
      flow.gross = tonnes(type.tare_t);
      flow.repositioning = true;
      empties.lanes.push_back({from, to, world.flows.add(std::move(flow))});
    }
  }
}

/// A flow that names another owner than the usual one means boxes of that owner.
void check_owners(Reader const& scenario, Reader const& empties, world::World const& world) {
  if (world.empties.owners_share) return;
  std::vector<std::string> owners;
  for (auto const& [place, given] : empties.entries("depots"))
    for (auto const& [owner, types] : given.entries()) owners.push_back(owner);
  std::vector<std::string_view> const known(owners.begin(), owners.end());
  for (auto const& [code, flow] : scenario.entries("flows"))
    if (auto const owner = flow.text("box_owner", "line");
        owner != "line" && std::ranges::find(owners, owner) == owners.end())
      flow.refuse("box_owner", fmt::format("no depot has boxes of \"{}\"{}", owner, did_you_mean(owner, known)));
}

void read_empties(Reader const& scenario, Building& building) {
  if (!scenario.has("empties")) return;
  auto const given = scenario.child("empties");
  auto& empties = building.world.empties;
  empties.reposition = given.word("reposition", world::Empties::Reposition::none);
  empties.every = days(given.number("every_days", 7));
  empties.turn = distribution(given, "turn_hours", hours(1));
  empties.street_turn_share = given.number("street_turn_share", 0);
  empties.trades_share = given.flag("trades_share", true);
  empties.owners_share = given.flag("owners_share", false);
  read_pools(given, building);
  check_owners(scenario, given, building.world);
  if (empties.reposition != world::Empties::Reposition::none) add_lanes(building);
}

}  // namespace

double mean_trusted_share(Reader const& scenario, world::World const& world) {
  if (!scenario.has("customs")) return 0;
  auto const customs = scenario.child("customs");
  world::Customs trust;
  trust.trusted_share = customs.number("trusted_share", 0);
  trust.trusted_growth_per_year = customs.number("trusted_growth_per_year", 0);
  return rules::mean_trusted_share(trust, Time{world.warm_up}, world.end());
}

void read_trade(Reader const& scenario, Building& building) {
  read_piggyback(scenario, building);
  read_customs(scenario, building);
  read_transfer_rules(scenario, building);
  read_empties(scenario, building);
  read_switching(scenario, building);
}

}  // namespace tongzhou::format
