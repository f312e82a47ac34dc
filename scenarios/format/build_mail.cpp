#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "network/base/calendar.hpp"
#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "sim/demand/arrivals.hpp"

namespace tongzhou::format {
namespace {

using world::DispatchId;
using world::MailProduct;
using world::PostalHubId;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Times of more or fewer hands.
std::vector<demand::Peak> staff_peaks(Reader const& given, Date start) {
  std::vector<demand::Peak> peaks;
  for (auto const& [code, peak] : given.entries("staff_peaks")) {
    auto const from = moment(peak, "from", start), to = moment(peak, "to", start);
    if (!from || !to) continue;
    if (*to <= *from) peak.refuse("to", "ends before it begins");
    peaks.push_back({*from, *to, peak.number("factor")});
  }
  return peaks;
}

void read_sort_plan(Reader const& given, world::SortingLines& sorting) {
  sorting.exits = static_cast<int>(given.whole("exits", 0));
  for (auto const& share : given.items("direction_shares")) sorting.direction_shares.push_back(share.number());
  sorting.missorted_share = given.number("missorted_share", 0);
  if (given.has("exits") != given.has("direction_shares"))
    given.refuse(given.has("exits") ? "exits" : "direction_shares",
                 "\"exits\" and \"direction_shares\" say together how often a parcel is sorted: give both");
}

world::SortingLines sorting_of(Reader const& given, Date start) {
  world::SortingLines sorting{.count = static_cast<int>(given.whole("lines")),
                              .parcels_per_hour = given.number("parcels_per_line_hour"),
                              .staffed = staffed_by_hour(given),
                              .staff_peaks = staff_peaks(given, start),
                              .parcels_per_worker_hour = given.number("parcels_per_worker_hour", 0),
                              .wage_per_hour = given.number("wage_per_hour", 0),
                              .between = distribution(given, "hours_between_breakdowns", hours(1)),
                              .lasting = distribution(given, "breakdown_hours", hours(1))};
  if (given.has("staffed_by_weekday"))
    std::ranges::transform(given.items("staffed_by_weekday"), sorting.staffed_by_weekday.begin(),
                           [](Reader const& share) { return share.number(); });
  if (sorting.wage_per_hour > 0 && sorting.parcels_per_worker_hour <= 0)
    given.refuse("wage_per_hour", "missing key \"parcels_per_worker_hour\": nobody knows how many are paid");
  read_sort_plan(given, sorting);
  constexpr double least_hours = 0.1;
  if (mean(sorting.between) > Duration{} && mean(sorting.between) < hours(least_hours))
    given.refuse("hours_between_breakdowns", fmt::format("expected at least {} hours on average, found {:.3g}",
                                                         least_hours, in_hours(mean(sorting.between))));
  auto const nobody = [](double share) { return share <= 0; };
  if (std::ranges::all_of(sorting.staffed, nobody)) given.refuse("staffed_by_hour", "nobody ever works here");
  if (std::ranges::all_of(sorting.staffed_by_weekday, nobody))
    given.refuse("staffed_by_weekday", "nobody ever works here");
  return sorting;
}

world::CustomsLine customs_of(Reader const& given, Building const& building) {
  world::CustomsLine customs{.machines = static_cast<int>(given.whole("machines")),
                             .parcels_per_hour = given.number("parcels_per_machine_hour"),
                             .officers = static_cast<int>(given.whole("officers", 0)),
                             .per_inspection = minutes(given.number("minutes_per_inspection", 0)),
                             .staffed = staffed_by_hour(given),
                             .cost_per_inspection = given.number("cost_per_inspection", 0)};
  double const inspected = given.number("inspected_share", 0), cost = given.number("cost_per_parcel", 0);
  for (auto& regime : customs.regimes)
    regime = {.inspected_share = inspected, .papers = {}, .open = {}, .cost_per_parcel = cost};
  for (auto const& [code, at] : given.entries("regimes"))
    customs.regimes[value_of<world::CustomsRegime>(code).value()] = {
        .inspected_share = at.number("inspected_share", inspected),
        .papers = hours(at.number("manifest_hours", 0)),
        .open = opening_hours(at, building),
        .cost_per_parcel = at.number("cost_per_parcel", cost)};
  bool const opened =
      std::ranges::any_of(customs.regimes, [](auto const& regime) { return regime.inspected_share > 0; });
  if (opened && customs.officers == 0)
    given.refuse(inspected > 0 ? "inspected_share" : "regimes", "parcels are opened, but there are no officers");
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
                         .litres = given.number("litres", 0),
                         .value = given.number("value", 0),
                         .standard = {},
                         .late_cost_per_day = given.number("late_cost_per_day", 0),
                         .clears_in = {},
                         .delivery = distribution(given, "delivery_hours", hours(1)),
                         .delivery_cost = given.number("delivery_cost", 0),
                         .delivery_kg_co2e = given.number("delivery_kg_co2e", 0),
                         .returns = {},
                         .levy = {},
                         .chooses_by = given.word("chooses_by", world::MailChoice::planned),
                         .looks_back = days(given.number("looks_back_days", 0)),
                         .ways = {}};
    read_time(given, flow);
    if (!flow.origin || !flow.destination) return;
    flow.through_customs = abroad(flow.origin, flow.destination) || is_bonded(flow.product);
    flow.regime =
        given.word("regime", is_bonded(flow.product) ? world::CustomsRegime::bonded : world::CustomsRegime::mail);
    if (given.has("clears_in")) flow.clears_in = customs_hub(given.child("clears_in"));
    if (given.has("returns")) read_returns(given.child("returns"), flow);
    if (given.has("levy")) read_levy(given.child("levy"), flow);
    check_season(given, flow);
    for (auto const& [name, way] : given.child("ways").entries()) read_way(way, flow);
    if (flow.ways.empty() && closed_way_) given.refuse("ways", "each leads by a hub that is not open");
    closed_way_ = false;
    check_shares(given, flow);
    check_clearance(given, flow);
    building_.mail_flows.add(code, world_.mail_flows.add(std::move(flow)));
  }

  /// What a full unit is worth and weighs, from the parcels that go into it.
  void weigh_units() {
    struct Mix {
      double parcels = 0, kg = 0, m3 = 0, value = 0, time_value = 0;
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
          mix.m3 += parcels * flow.litres / world::litres_per_m3;
          mix.value += parcels * flow.value;
          mix.time_value += parcels * flow.time_value_per_hour;
        }
    for (auto const id : world_.dispatches.ids()) {
      auto const& dispatch = world_.dispatches[id];
      auto const& mix = mixes[id];
      auto& flow = world_.flows[dispatch.flow];
      double const kg_each = mix.parcels > 0 ? mix.kg / mix.parcels : 0;
      double const m3_each = mix.parcels > 0 ? mix.m3 / mix.parcels : 0;
      double const parcels = std::min({dispatch.full_at_parcels, kg_each > 0 ? dispatch.full_at_kg / kg_each : infinite,
                                       m3_each > 0 ? dispatch.full_at_m3 / m3_each : infinite});
      double const kg = kg_each > 0 ? parcels * kg_each : dispatch.full_at_kg < infinite ? dispatch.full_at_kg : 0;
      flow.gross = tonnes(world_.box_types[flow.box].tare_t + kg / 1000);
      if (mix.parcels <= 0) continue;
      flow.value = parcels * mix.value / mix.parcels;
      flow.time_value_per_hour = parcels * mix.time_value / mix.parcels;
    }
  }

 private:
  /// Value of time, and what is promised.
  void read_time(Reader const& given, world::MailFlow& flow) const {
    double const a_year = given.number("time_value_per_year", building_.time_value_per_year);
    flow.time_value_per_hour = flow.value * a_year / hours_of_year;
    if (given.has("time_value_per_day_share")) {
      flow.time_value_per_hour = flow.value * given.number("time_value_per_day_share") / 24;
      if (given.has("time_value_per_year"))
        given.refuse("time_value_per_day_share", "says the same as \"time_value_per_year\": give one of the two");
    }
    if (given.has("promised_days")) flow.promised = days(given.number("promised_days"));
    if (given.has("standard")) {
      if (given.has("promised_days"))
        given.refuse("standard", "says the same as \"promised_days\", in working days: give one of the two");
      flow.standard = standard_of(given.child("standard"));
    }
    if (flow.late_cost_per_day > 0 && !given.has("promised_days") && !given.has("standard"))
      given.refuse("late_cost_per_day", "nothing is promised: say \"promised_days\" or \"standard\"");
  }

  world::ServiceStandard standard_of(Reader const& given) const {
    auto const working = days_named(given, "open_days", {true, true, true, true, true, false, false});
    auto const holidays = given.flag("keeps_holidays", true) ? building_.holidays : std::vector<std::int64_t>{};
    int const first = weekday(world_.start);
    return {.working_days = static_cast<int>(given.whole("j_plus")),
            .posting = {0, given.number("latest_posting_hour", 24), working, first, holidays},
            .work = {0, 24, working, first, holidays}};
  }

  void read_returns(Reader const& given, world::MailFlow& flow) const {
    flow.returns = {.share = given.number("share"),
                    .after = days(given.number("days", 0)),
                    .hub = hub_of(given.child("hub")),
                    .cost_per_parcel = given.number("cost_per_parcel", 0)};
    if (!flow.returns.hub) flow.returns.share = 0;  // the problems say why
  }

  void read_levy(Reader const& given, world::MailFlow& flow) const {
    flow.levy = {.per_parcel = given.number("per_parcel"),
                 .from = given.has("from") ? moment(given, "from", world_.start).value_or(Time{}) : Time{},
                 .price = given.number("price", flow.value),
                 .elasticity = given.number("elasticity", 0)};
    if (flow.levy.elasticity < 0 && flow.levy.price <= 0)
      given.refuse("elasticity", "missing key \"price\": nobody knows by how much the levy makes parcels dearer");
  }

  PostalHubId customs_hub(Reader const& given) const {
    auto const hub = hub_of(given);
    if (hub && !world_.postal_hubs[hub].customs)
      given.refuse(fmt::format("postal hub \"{}\" has no customs", world_.postal_hubs[hub].name.code));
    return hub;
  }

  static void check_clearance(Reader const& given, world::MailFlow const& flow) {
    if (!flow.clears_in) return;
    for (auto const& way : flow.ways)
      if (std::ranges::none_of(way.legs, [&](auto const& leg) { return leg.hub == flow.clears_in; }))
        return given.refuse("clears_in", "not all of its ways lead by this hub");
  }

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
        .full_at_m3 = given.number("full_at_m3", infinite),
        .receptacle_kg = given.number("receptacle_kg", 0),
        .cost_per_receptacle = given.number("cost_per_receptacle", 0),
        .cut_off = {},
        .longest_wait = given.has("longest_wait_hours") ? hours(given.number("longest_wait_hours")) : hours(24)};
    auto const box = building_.box_types.look_up(given, "box");
    if (!given.has("full_at_kg") && !given.has("full_at_parcels") && !given.has("full_at_m3"))
      given.refuse("missing key \"full_at_kg\", \"full_at_parcels\" or \"full_at_m3\": when is a unit full?");
    if (dispatch.cost_per_receptacle > 0 && !given.has("receptacle_kg"))
      given.refuse("cost_per_receptacle",
                   "how many bags or trays there are follows from \"receptacle_kg\", which is missing");
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

  void read_way(Reader const& given, world::MailFlow& flow) {
    world::MailRoute way{.legs = {},
                         .share = given.number("share", 0),
                         .least_share = given.number("share_min", 0),
                         .most_share = given.number("share_max", 1),
                         .collection = distribution(given, "collect_hours", hours(1)),
                         .cost_per_parcel = given.number("collect_cost", 0),
                         .kg_co2e = given.number("collect_kg_co2e", 0)};
    auto const items = given.items("hubs");
    std::vector<PostalHubId> hubs;
    for (auto const& item : items) {
      hubs.push_back(hub_of(item));
      if (!hubs.back()) return;
    }
    if (std::ranges::any_of(hubs, [&](PostalHubId hub) { return !world_.postal_hubs[hub].open; })) {
      closed_way_ = true;
      return;
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
      check_fits(items[i], flow, world_.dispatches[dispatch]);
      way.legs.push_back({hubs[i], dispatch});
    }
    if (is_bonded(flow.product) && !world_.postal_hubs[hubs.front()].stock)
      items.front().refuse(
          fmt::format("{} parcels are picked from stock in bond, but postal hub \"{}\" has no bonded_stock",
                      word_of(flow.product), world_.postal_hubs[hubs.front()].name.code));
    flow.ways.push_back(std::move(way));
  }

  static void check_fits(Reader const& given, world::MailFlow const& flow, world::Dispatch const& dispatch) {
    if (flow.kg > dispatch.full_at_kg)
      given.refuse(fmt::format("a parcel of {:.6g} kg is more than a unit of \"{}\" takes, {:.6g} kg", flow.kg,
                               dispatch.name.code, dispatch.full_at_kg));
    if (flow.litres > dispatch.full_at_m3 * world::litres_per_m3)
      given.refuse(fmt::format("a parcel of {:.6g} litres is more than a unit of \"{}\" takes, {:.6g} m3", flow.litres,
                               dispatch.name.code, dispatch.full_at_m3));
    bool const counted = dispatch.full_at_parcels < infinite || dispatch.full_at_kg < infinite;
    if (!counted && flow.litres <= 0)
      given.refuse(fmt::format("units of \"{}\" are full by cube: its mail flow needs \"litres\"", dispatch.name.code));
  }

  static void check_shares(Reader const& given, world::MailFlow const& flow) {
    auto const stated = std::ranges::count_if(flow.ways, [](auto const& way) { return way.share > 0; });
    if (stated > 0 && static_cast<std::size_t>(stated) < flow.ways.size() &&
        std::ranges::any_of(given.child("ways").entries(), [](auto const& way) { return !way.second.has("share"); }))
      given.refuse("ways", "give the share of every way, or of none");
    double least = 0, most = 0;
    bool bounded = false;
    for (auto const& way : flow.ways) {
      least += way.least_share;
      most += way.most_share;
      bounded = bounded || way.least_share > 0 || way.most_share < 1;
      if (way.least_share > way.most_share) given.refuse("ways", "a \"share_min\" is more than its \"share_max\"");
    }
    if (bounded && stated > 0)
      given.refuse("ways", "shares are given: \"share_min\" and \"share_max\" are for parcels that choose");
    if (bounded && (least > 1 + 1e-9 || most < 1 - 1e-9))
      given.refuse("ways", fmt::format("the least shares add up to {:.6g}, the most to {:.6g}: no way to keep them",
                                       least, most));
  }

  Building& building_;
  world::World& world_;
  bool closed_way_ = false;  // of the flow being read
};

}  // namespace

void read_postal_hub(world::Name name, world::PlaceId place, Reader const& given, Building& building) {
  auto const code = name.code;
  world::PostalHub hub{.name = std::move(name),
                       .place = place,
                       .docks = static_cast<int>(given.whole("docks", 1)),
                       .parcels_per_dock_hour = given.number("parcels_per_dock_hour", infinite),
                       .sorting = sorting_of(given.child("sorting"), building.world.start),
                       .customs = {},
                       .stock = {},
                       .cost_per_parcel = given.number("cost_per_parcel", 0),
                       .energy = fuel_of(given, building, {"energy_per_parcel"}),
                       .energy_per_parcel = given.number("energy_per_parcel", 0),
                       .open = given.flag("open", true)};
  if (given.has("customs")) hub.customs = customs_of(given.child("customs"), building);
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
