#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "sim/demand/arrivals.hpp"

namespace tongzhou::format {
namespace {

using world::DispatchId;
using world::MailProduct;
using world::PostalHubId;

constexpr double hours_of_year = 8760;
constexpr double infinite = std::numeric_limits<double>::infinity();
world::SortingLines sorting_of(Reader const& given) {
  world::SortingLines const sorting{.count = static_cast<int>(given.whole("lines")),
                                    .parcels_per_hour = given.number("parcels_per_line_hour"),
                                    .staffed = staffed_by_hour(given),
                                    .between = distribution(given, "hours_between_breakdowns", hours(1)),
                                    .lasting = distribution(given, "breakdown_hours", hours(1))};
  constexpr double least_hours = 0.1;
  if (mean(sorting.between) > Duration{} && mean(sorting.between) < hours(least_hours))
    given.refuse("hours_between_breakdowns", fmt::format("expected at least {} hours on average, found {:.3g}",
                                                         least_hours, in_hours(mean(sorting.between))));
  if (std::ranges::all_of(sorting.staffed, [](double share) { return share <= 0; }))
    given.refuse("staffed_by_hour", "nobody ever works here");
  return sorting;
}

world::CustomsLine customs_of(Reader const& given) {
  world::CustomsLine const customs{.machines = static_cast<int>(given.whole("machines")),
                                   .parcels_per_hour = given.number("parcels_per_machine_hour"),
                                   .inspected_share = given.number("inspected_share", 0),
                                   .officers = static_cast<int>(given.whole("officers", 0)),
                                   .per_inspection = minutes(given.number("minutes_per_inspection", 0)),
                                   .staffed = staffed_by_hour(given),
                                   .cost_per_parcel = given.number("cost_per_parcel", 0),
                                   .cost_per_inspection = given.number("cost_per_inspection", 0)};
  if (customs.inspected_share > 0 && customs.officers == 0)
    given.refuse("inspected_share", "parcels are opened, but there are no officers");
  return customs;
}

world::BondedStock stock_of(Reader const& given) {
  return {.parcels = given.number("parcels"),
          .reorder_at = given.number("reorder_at"),
          .order = given.number("order"),
          .lead = distribution(given, "lead_days", days(1)),
          .cost_per_parcel_day = given.number("cost_per_parcel_day", 0),
          .parcels_per_box = static_cast<double>(given.whole("parcels_per_box", 0))};
}

/// Reads what hubs send, then who posts.
class Mail {
 public:
  explicit Mail(Building& building) : building_(building), world_(building.world) {}

  void read_dispatches(Reader const& hub, PostalHubId id) {
    for (auto const& [code, given] : hub.entries("dispatches")) read_dispatch(code, given, id);
  }

  /// Boxes that fill the stock of a hub: there, and for no other.
  void read_refill(Reader const& hub, PostalHubId id) {
    if (!hub.has("bonded_stock") || !hub.child("bonded_stock").has("refilled_by")) return;
    auto const given = hub.child("bonded_stock");
    auto const flow = building_.flows.look_up(given, "refilled_by");
    if (!given.has("parcels_per_box"))
      given.refuse("refilled_by", "missing key \"parcels_per_box\": how many parcels is a box?");
    if (!flow) return;
    auto& facts = world_.flows[flow];
    if (facts.destination != world_.postal_hubs[id].place)
      given.refuse("refilled_by", fmt::format("flow \"{}\" does not end at \"{}\"", facts.name.code,
                                              world_.places[world_.postal_hubs[id].place].name.code));
    if (facts.refills)
      given.refuse("refilled_by", fmt::format("flow \"{}\" fills the stock of \"{}\" already", facts.name.code,
                                              world_.postal_hubs[facts.refills].name.code));
    facts.refills = id;
    world_.postal_hubs[id].stock->refilled_by = flow;
  }

  void read_flow(std::string const& code, Reader const& given) {
    world::MailFlow flow{.name = name_of(code, given),
                         .origin = building_.places.look_up(given, "from"),
                         .destination = building_.places.look_up(given, "to"),
                         .product = given.word<MailProduct>("product"),
                         .parcels_per_day = given.number("parcels_per_day"),
                         .season = season_of(given, world_.start),
                         .kg = given.number("kg"),
                         .value = given.number("value", 0),
                         .delivery = distribution(given, "delivery_hours", hours(1)),
                         .delivery_cost = given.number("delivery_cost", 0),
                         .ways = {}};
    flow.time_value_per_hour =
        flow.value * given.number("time_value_per_year", building_.time_value_per_year) / hours_of_year;
    if (given.has("promised_days")) flow.promised = days(given.number("promised_days"));
    if (!flow.origin || !flow.destination) return;
    flow.through_customs = abroad(flow.origin, flow.destination) || is_bonded(flow.product);
    check_season(given, flow);
    for (auto const& [name, way] : given.child("ways").entries()) read_way(way, flow);
    check_shares(given, flow);
    building_.mail_flows.add(code, world_.mail_flows.add(std::move(flow)));
  }

  /// What a full unit is worth and weighs, from the parcels that go into it.
  void weigh_units() {
    struct Mix {
      double parcels = 0, kg = 0, value = 0, time_value = 0;
    };
    Table<DispatchId, Mix> mixes(world_.dispatches.size());
    for (auto const& flow : world_.mail_flows)
      for (auto const& way : flow.ways)
        for (auto const& leg : way.legs) {
          if (!leg.dispatch) continue;
          auto& mix = mixes[leg.dispatch];
          double const parcels = flow.parcels_per_day * std::max(way.share, 1e-6);
          mix.parcels += parcels;
          mix.kg += parcels * flow.kg;
          mix.value += parcels * flow.value;
          mix.time_value += parcels * flow.time_value_per_hour;
        }
    for (auto const id : world_.dispatches.ids()) {
      auto const& dispatch = world_.dispatches[id];
      auto const& mix = mixes[id];
      auto& flow = world_.flows[dispatch.flow];
      double const kg_each = mix.parcels > 0 ? mix.kg / mix.parcels : 0;
      double const parcels = std::min(dispatch.full_at_parcels, kg_each > 0 ? dispatch.full_at_kg / kg_each : infinite);
      double const kg = kg_each > 0 ? parcels * kg_each : dispatch.full_at_kg < infinite ? dispatch.full_at_kg : 0;
      flow.gross = tonnes(world_.box_types[flow.box].tare_t + kg / 1000);
      if (mix.parcels <= 0) continue;
      flow.value = parcels * mix.value / mix.parcels;
      flow.time_value_per_hour = parcels * mix.time_value / mix.parcels;
    }
  }

 private:
  static bool is_bonded(MailProduct product) {
    return product == MailProduct::bonded_import || product == MailProduct::bonded_export;
  }
  bool abroad(world::PlaceId from, world::PlaceId to) const {
    auto const& here = world_.places[from].country;
    auto const& there = world_.places[to].country;
    return !here.empty() && !there.empty() && here != there;
  }

  void read_dispatch(std::string const& code, Reader const& given, PostalHubId hub) {
    auto const& at_hub = world_.postal_hubs[hub];
    auto const full_code = at_hub.name.code + "/" + code;
    world::Dispatch dispatch{
        .name = name_of(full_code, given),
        .hub = hub,
        .to = building_.places.look_up(given, "to"),
        .takes = {},
        .flow = {},
        .full_at_kg = given.number("full_at_kg", infinite),
        .full_at_parcels = given.number("full_at_parcels", infinite),
        .cut_off = {},
        .longest_wait = given.has("longest_wait_hours") ? hours(given.number("longest_wait_hours")) : hours(24)};
    auto const box = building_.box_types.look_up(given, "box");
    if (!given.has("full_at_kg") && !given.has("full_at_parcels"))
      given.refuse("missing key \"full_at_kg\" or \"full_at_parcels\": when is a unit full?");
    if (dispatch.to == at_hub.place)
      given.refuse("to", fmt::format("\"{}\" is where the hub itself is", given.text("to")));
    for (auto const& product : given.items("products")) dispatch.takes[product.word<MailProduct>()] = true;
    if (!given.has("products")) dispatch.takes.of_each.fill(true);

    world::Flow flow;
    flow.name = dispatch.name;
    flow.origin = at_hub.place;
    flow.destination = dispatch.to;
    flow.box = box;
    flow.mail = DispatchId{world_.dispatches.size()};
    for (auto const& service : given.items("services"))
      if (auto const id = building_.services.look_up(service)) flow.only.push_back(id);
    read_cut_off(given, dispatch, flow);
    if (!dispatch.to || !box) return;
    check_doubles(given, dispatch);
    flow.trade = abroad(flow.origin, flow.destination) ? world::TradeClass::export_ : world::TradeClass::domestic;
    dispatch.flow = world_.flows.add(std::move(flow));
    world_.dispatches.add(std::move(dispatch));
  }

  void read_cut_off(Reader const& given, world::Dispatch& dispatch, world::Flow const& flow) {
    Duration latest;
    for (auto const id : flow.only) latest = std::max(latest, world_.services[id].cut_off);
    dispatch.cut_off = given.has("cut_off_hours") ? hours(given.number("cut_off_hours")) : latest;
    for (auto const id : flow.only) {
      auto const& service = world_.services[id];
      if (dispatch.cut_off < Duration{})
        return given.refuse("cut_off_hours", fmt::format("units are closed {:.6g} hours after the departure of \"{}\"",
                                                         -in_hours(dispatch.cut_off), service.name.code));
      if (dispatch.cut_off < service.cut_off)
        return given.refuse("cut_off_hours",
                            fmt::format("units are closed {:.6g} hours before the departure of \"{}\", after its own "
                                        "cut-off, {:.6g} hours before",
                                        in_hours(dispatch.cut_off), service.name.code, in_hours(service.cut_off)));
    }
    if (dispatch.cut_off < Duration{}) given.refuse("cut_off_hours", "units are closed after the departure");
  }

  void check_doubles(Reader const& given, world::Dispatch const& dispatch) const {
    for (auto const& other : world_.dispatches) {
      if (other.hub != dispatch.hub || other.to != dispatch.to) continue;
      for (auto const product : all_values<MailProduct>)
        if (other.takes[product] && dispatch.takes[product])
          return given.refuse(fmt::format("\"{}\" takes {} parcels to \"{}\" already", other.name.code,
                                          word_of(product), world_.places[dispatch.to].name.code));
    }
  }

  void check_season(Reader const& given, world::MailFlow const& flow) const {
    try {
      demand::Arrivals(flow.parcels_per_day, flow.season, demand::Pattern::poisson, {}, world_.start,
                       demand::Stream{0, 0, "check"});
    } catch (std::invalid_argument const& refused) {
      given.refuse(refused.what());
    }
  }

  /// The only hub of a place, or the one named.
  PostalHubId hub_of(Reader const& given) const {
    auto const code = given.text();
    if (code.find('/') != std::string::npos) return building_.hubs.look_up(given);
    auto const place = building_.places.look_up(given);
    if (!place) return PostalHubId::none();
    std::vector<std::string> codes;
    PostalHubId found;
    for (auto const id : world_.postal_hubs.ids()) {
      if (world_.postal_hubs[id].place != place) continue;
      found = id;
      codes.push_back("\"" + world_.postal_hubs[id].name.code + "\"");
    }
    if (codes.size() == 1) return found;
    given.refuse(codes.empty() ? fmt::format("\"{}\" has no postal_hub", code)
                               : fmt::format("\"{}\" has several postal hubs: say {}", code, fmt::join(codes, " or ")));
    return PostalHubId::none();
  }

  /// From a hub to the next place; none when parcels are there already, or when the problems say why.
  DispatchId dispatch_to(Reader const& given, PostalHubId hub, world::PlaceId to, MailProduct product) const {
    std::vector<std::string> others;
    for (auto const id : world_.dispatches.ids()) {
      auto const& dispatch = world_.dispatches[id];
      if (dispatch.hub != hub) continue;
      if (dispatch.to == to && dispatch.takes[product]) return id;
      others.push_back(fmt::format("\"{}\" to \"{}\"", dispatch.name.code, world_.places[dispatch.to].name.code));
    }
    auto const& name = world_.postal_hubs[hub].name.code;
    if (others.empty())
      given.refuse(fmt::format("postal hub \"{}\" has no way out: it has no dispatches", name));
    else
      given.refuse(fmt::format("postal hub \"{}\" has no dispatch that takes {} parcels to \"{}\"; it has {}", name,
                               word_of(product), world_.places[to].name.code, fmt::join(others, ", ")));
    return DispatchId::none();
  }

  void read_way(Reader const& given, world::MailFlow& flow) const {
    world::MailRoute way{.legs = {},
                         .share = given.number("share", 0),
                         .collection = distribution(given, "collect_hours", hours(1)),
                         .cost_per_parcel = given.number("collect_cost", 0)};
    auto const items = given.items("hubs");
    std::vector<PostalHubId> hubs;
    for (auto const& item : items) {
      hubs.push_back(hub_of(item));
      if (!hubs.back()) return;
    }
    for (std::size_t i = 0; i < hubs.size(); ++i) {
      bool const last = i + 1 == hubs.size();
      auto const to = last ? flow.destination : world_.postal_hubs[hubs[i + 1]].place;
      if (last && to == world_.postal_hubs[hubs[i]].place) {
        way.legs.push_back({hubs[i], DispatchId::none()});
        continue;
      }
      auto const dispatch = dispatch_to(items[i], hubs[i], to, flow.product);
      if (!dispatch) return;
      if (flow.kg > world_.dispatches[dispatch].full_at_kg)
        items[i].refuse(fmt::format("a parcel of {:.6g} kg is more than a unit of \"{}\" takes, {:.6g} kg", flow.kg,
                                    world_.dispatches[dispatch].name.code, world_.dispatches[dispatch].full_at_kg));
      way.legs.push_back({hubs[i], dispatch});
    }
    if (is_bonded(flow.product) && !world_.postal_hubs[hubs.front()].stock)
      items.front().refuse(
          fmt::format("{} parcels are picked from stock in bond, but postal hub \"{}\" has no bonded_stock",
                      word_of(flow.product), world_.postal_hubs[hubs.front()].name.code));
    flow.ways.push_back(std::move(way));
  }

  static void check_shares(Reader const& given, world::MailFlow const& flow) {
    auto const stated = std::ranges::count_if(flow.ways, [](auto const& way) { return way.share > 0; });
    if (stated > 0 && static_cast<std::size_t>(stated) < flow.ways.size() &&
        std::ranges::any_of(given.child("ways").entries(), [](auto const& way) { return !way.second.has("share"); }))
      given.refuse("ways", "give the share of every way, or of none");
  }

  Building& building_;
  world::World& world_;
};

}  // namespace

void read_postal_hub(world::Name name, world::PlaceId place, Reader const& given, Building& building) {
  auto const code = name.code;
  world::PostalHub hub{.name = std::move(name),
                       .place = place,
                       .docks = static_cast<int>(given.whole("docks", 1)),
                       .parcels_per_dock_hour = given.number("parcels_per_dock_hour", infinite),
                       .sorting = sorting_of(given.child("sorting")),
                       .customs = {},
                       .stock = {},
                       .cost_per_parcel = given.number("cost_per_parcel", 0),
                       .energy = fuel_of(given, building, {"energy_per_parcel"}),
                       .energy_per_parcel = given.number("energy_per_parcel", 0)};
  if (given.has("customs")) hub.customs = customs_of(given.child("customs"));
  if (given.has("bonded_stock")) hub.stock = stock_of(given.child("bonded_stock"));
  building.hubs.add(code, building.world.postal_hubs.add(std::move(hub)));
}

void read_mail(Reader const& scenario, Building& building) {
  Mail mail{building};
  for (auto const& [place, of_place] : scenario.entries("places"))
    for (auto const& [facility, given] : of_place.entries("facilities"))
      if (auto const hub = building.hubs.find(place + "/" + facility)) {
        mail.read_dispatches(given, hub);
        mail.read_refill(given, hub);
      }
  for (auto const& [code, given] : scenario.entries("mail_flows")) mail.read_flow(code, given);
  mail.weigh_units();
}

}  // namespace tongzhou::format
