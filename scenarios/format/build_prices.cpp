#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "scenarios/format/building.hpp"
#include "scenarios/format/figures.hpp"
#include "scenarios/format/schedules.hpp"
#include "sim/rules/sailing.hpp"

// What things cost besides the bare tariff: by origin and destination, by month, in time, and who helps to pay.
namespace tongzhou::format {
namespace {

world::Freight prices_of(Reader const& given) {
  return {.per_km_20ft = given.number("per_km_20ft", 0),
          .per_km_40ft = given.number("per_km_40ft", 0),
          .per_box_20ft = given.number("per_box_20ft", 0),
          .per_box_40ft = given.number("per_box_40ft", 0)};
}

world::Freight share_of(world::Freight const& whole, double share) {
  return {.per_km_20ft = whole.per_km_20ft * share,
          .per_km_40ft = whole.per_km_40ft * share,
          .per_box_20ft = whole.per_box_20ft * share,
          .per_box_40ft = whole.per_box_40ft * share};
}

/// By a "share", beside which no price may stand.
world::Freight share_alone(Reader const& given, world::Freight const& usual) {
  for (auto const* price : {"per_km_20ft", "per_km_40ft", "per_box_20ft", "per_box_40ft"})
    if (given.number(price, 0) > 0)
      given.refuse_key(price, "give a share of the service's freight, or prices, not both");
  return share_of(usual, given.number("share"));
}

world::Tariff tariff_of(Reader const& given, world::Freight const& usual, Building const& building) {
  world::Tariff tariff{.from = building.places.look_up(given, "from"),
                       .to = building.places.look_up(given, "to"),
                       .freight = prices_of(given)};
  if (!given.has("from") && !given.has("to"))
    given.refuse("missing key \"from\" or \"to\": for all boxes it is the service's \"freight\"");
  if (!given.has("share")) return tariff;
  tariff.freight = share_alone(given, usual);
  return tariff;
}

/// Demurrage or detention.
world::FreeTime free_time_of(Reader const& given) {
  world::FreeTime asked;
  auto from = days(given.number("free_days"));
  asked.rates.push_back({from, given.number("per_teu_day")});
  for (auto const& later : given.items("later")) {
    auto const begins = days(later.number("after_days"));
    if (begins <= from)
      later.refuse("after_days", fmt::format("expected more than {:g} days: rates follow one another", in_days(from)));
    from = begins;
    asked.rates.push_back({from, later.number("per_teu_day")});
  }
  return asked;
}

bool asks_freight(world::Service const& service) {
  auto const asks = [](world::Freight const& freight) { return freight != world::Freight{}; };
  return asks(service.freight) || std::ranges::any_of(service.tariffs, asks, &world::Tariff::freight);
}

/// Only a departure that can be booked has a fill to quote by.
void read_spot(Reader const& given, world::Service& service) {
  service.spot = factor_by_fill(given, "spot_by_fill");
  if (given.has("spot_by_fill") && !headway(service.schedule))
    given.refuse("spot_by_fill", "only departures of a timetable (\"every_hours\", \"weekly\") can be booked ahead");
}

}  // namespace

world::Dues dues_of(Reader const& given, Building const& building) {
  if (!given.has("dues")) return {};
  auto const stated = given.child("dues");
  world::Dues dues{.per_ship = stated.number("per_ship", 0),
                   .per_slot_teu = stated.number("per_teu_of_capacity", 0),
                   .per_teu = stated.number("per_teu", 0),
                   .per_t = stated.number("per_t", 0)};
  if (!stated.has("per_ship_by_class")) return dues;
  auto const by_class = stated.child("per_ship_by_class");
  for (auto const& [code, due] : by_class.entries())
    if (auto const id = building.vehicle_classes.look_up_key(by_class, code)) {
      if (!rules::is_ship(building.world.vehicle_classes[id])) by_class.refuse_key(code, "these are no ships");
      dues.per_ship_of_class.emplace_back(id, due.number());
    }
  return dues;
}

Months months_of(Reader const& given) {
  auto months = every_month();
  if (!given.has("months")) return months;
  months.fill(false);
  for (auto const& month : given.items("months")) {
    auto& named = months[static_cast<std::size_t>(month.whole()) - 1];
    if (named) month.refuse("the month is given twice");
    named = true;
  }
  return months;
}

world::Freight freight_of(Reader const& given) {
  return given.has("freight") ? prices_of(given.child("freight")) : world::Freight{};
}

void read_prices(Reader const& given, world::Service& service, Building const& building) {
  for (auto const& [code, tariff] : given.entries("tariffs")) {
    auto const made = tariff_of(tariff, service.freight, building);
    auto const same_ends = [&](world::Tariff const& other) { return other.from == made.from && other.to == made.to; };
    if (std::ranges::any_of(service.tariffs, same_ends))
      tariff.refuse("another tariff is for the same places: nobody knows which of the two holds");
    service.tariffs.push_back(made);
  }
  for (auto const& [code, surcharge] : given.entries("surcharges"))
    service.surcharges.push_back({.name = name_of(code, surcharge),
                                  .share = surcharge.number("share", 0),
                                  .per_box_20ft = surcharge.number("per_box_20ft", 0),
                                  .per_box_40ft = surcharge.number("per_box_40ft", 0),
                                  .months = months_of(surcharge)});
  if (given.has("demurrage")) service.demurrage = free_time_of(given.child("demurrage"));
  if (given.has("detention")) service.detention = free_time_of(given.child("detention"));
  service.index = building.price_indices.look_up(given, "price_index");
  read_spot(given, service);
  for (auto const* key : {"price_index", "spot_by_fill"})
    if (given.has(key) && !asks_freight(service))
      given.refuse(key, "the service asks no freight that it could raise or lower");
}

void read_price_indices(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("price_indices")) {
    if (given.has("by_month") == given.has("from_start")) given.refuse("expected exactly one of by_month, from_start");
    world::PriceIndex index{.name = name_of(code, given), .factors = {}, .of_year = given.has("by_month")};
    for (auto const& factor : given.items(index.of_year ? "by_month" : "from_start"))
      index.factors.push_back(factor.number());
    building.price_indices.add(code, building.world.price_indices.add(std::move(index)));
  }
}

std::optional<world::Freight> contract_freight(Reader const& allotment, world::Freight const& usual) {
  if (!allotment.has("contract")) return std::nullopt;
  if (!allotment.has("flows")) allotment.refuse("contract", "missing key \"flows\": nobody has made it");
  auto const given = allotment.child("contract");
  return given.has("share") ? share_alone(given, usual) : prices_of(given);
}

void read_subsidies(Reader const& scenario, Building& building) {
  for (auto const& [code, given] : scenario.entries("subsidies")) {
    world::Subsidy subsidy{.name = name_of(code, given),
                           .services = {},
                           .mode = {},
                           .from = building.places.look_up(given, "from"),
                           .to = building.places.look_up(given, "to"),
                           .share = given.number("share", 0),
                           .per_box_20ft = given.number("per_box_20ft", 0),
                           .per_box_40ft = given.number("per_box_40ft", 0),
                           .months = months_of(given)};
    for (auto const& service : given.items("services"))
      if (auto const id = building.services.look_up(service)) subsidy.services.push_back(id);
    if (given.has("mode")) subsidy.mode = given.word<world::Mode>("mode");
    building.world.subsidies.push_back(std::move(subsidy));
  }
}

world::TradeFinance finance_of(Reader const& given, double value, double trusted_share) {
  world::TradeFinance finance;
  if (given.has("trade_finance")) {
    auto const loan = given.child("trade_finance");
    double const discount = loan.number("trusted_discount", 0);
    if (discount > loan.number("rate_per_year"))
      loan.refuse("trusted_discount", fmt::format("more than the rate itself, {:g}", loan.number("rate_per_year")));
    double const rate = loan.number("rate_per_year") - discount * trusted_share;
    double const per_hour = value * loan.number("financed_share", 1) * rate / hours_of_year;
    finance.rate_per_year = rate;
    finance.interest_per_hour = per_hour;
    finance.interest_until_paid = per_hour * in_hours(days(loan.number("days_until_paid", 0)));
  }
  if (given.has("credit_insurance")) {
    auto const insured = given.child("credit_insurance");
    double const cover = value * insured.number("cover_share", 0.9);
    finance.premium = cover * insured.number("premium_share");
    finance.claims = cover * insured.number("claims_share", 0);
  }
  return finance;
}

}  // namespace tongzhou::format
