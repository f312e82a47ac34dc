#include "scenarios/appraisal/books.hpp"

#include <algorithm>
#include <string>

namespace tongzhou::appraisal {
namespace {

using json = format::Json;

constexpr double days_of_year = 365;
constexpr double hours_of_year = days_of_year * 24;

// A box inside has on average half of its way behind it: assumption.
constexpr double share_still_due = 0.5;

double sum(json const& object) {
  double total = 0;
  for (auto const& value : object) total += value.get<double>();
  return total;
}

double terminal_charges(json const& money) {
  return money.at("handling").get<double>() + money.at("storage").get<double>() + money.at("transfer").get<double>();
}

/// What shippers pay step by step, as a result names it.
void book_payments(Books& books, json const& money, Prices const& prices) {
  double const charges = terminal_charges(money);
  books[Transfer::freight] += money.at("freight").get<double>();
  books[Transfer::terminal_charges] += charges;
  books[Item::hub_work] += charges * prices.hub_cost_share;
  books[Item::drayage] += money.at("drayage").get<double>();
  books[Item::customs] += money.at("customs").get<double>();
  books[Item::loss_damage] += money.at("loss_damage").get<double>();
}

double tonnes(double kg) { return kg / 1000; }

void book_services(Books& books, json const& result, json const& scenario, Prices const& prices) {
  EnumArray<world::Mode, double> tonne_km;
  double by_services = 0;
  for (auto const& service : result.at("services")) {
    auto const mode = value_of<world::Mode>(service.at("mode").get<std::string>());
    double const moved = service.at("tonne_km");
    tonne_km[mode.value()] += moved;
    by_services += moved;
    auto const& vehicle = scenario.at("vehicle_classes").at(service.at("vehicle").get<std::string>());
    if (vehicle.value("fixed_cost_per_day", 0.0) > 0) continue;
    auto const& money = service.at("money");
    books[Item::own_costs_not_stated] +=
        std::max(0.0, money.at("freight_earned").get<double>() - money.at("fuel").get<double>());
  }
  tonne_km[world::Mode::road] +=  // trucks on demand
      std::max(0.0, result.at("totals").at("tonne_km").get<double>() - by_services);
  for (auto const mode : all_values<world::Mode>) {
    books[Item::noise] += tonne_km[mode] / 1000 * prices.external[mode].noise;
    books[Item::accidents] += tonne_km[mode] / 1000 * prices.external[mode].accidents;
  }
}

/// Interest on goods on the way, and premiums on their value.
void book_goods(Books& books, json const& flow, double value, Prices const& prices) {
  double const hours = sum(flow.at("container_hours_by_cause"));
  books[Item::trade_finance] += value * prices.finance_rate * hours / hours_of_year;
  double const insured = prices.insured_days ? hours / 24 / *prices.insured_days : flow.at("boxes_in").get<double>();
  books[Item::credit_insurance] += value * prices.insurance_premium * insured;
}

void book_mail(Books& books, json const& postal, Prices const& prices) {
  for (auto const& [expense, amount] : postal.at("money_by_expense").items()) {
    if (expense == "transport") continue;  // in the books already, with the units it travels in
    books[expense == "time_value" ? Item::time_value : Item::mail_handling] += amount.get<double>();
  }
  double const kg =
      postal.at("per_parcel").at("kg_co2e_sorting").get<double>() * postal.at("parcels_out").get<double>();
  books[Item::co2e] += tonnes(kg) * prices.carbon_per_t;
}

}  // namespace

Party bearer(Item item) {
  switch (item) {
    case Item::vessel_time:
    case Item::fuel:
    case Item::own_costs_not_stated:
      return Party::carriers;
    case Item::hub_work:
      return Party::hub_operators;
    case Item::co2e:
    case Item::noise:
    case Item::accidents:
      return Party::society;
    default:
      return Party::shippers;
  }
}
Party payer(Transfer) { return Party::shippers; }
Party payee(Transfer transfer) { return transfer == Transfer::freight ? Party::carriers : Party::hub_operators; }

Books& Books::operator+=(Books const& other) {
  used += other.used;
  paid += other.paid;
  return *this;
}
Books& Books::operator*=(double k) {
  for (auto& amount : used) amount *= k;
  for (auto& amount : paid) amount *= k;
  return *this;
}

double resources(Books const& books) { return books.used.sum(); }

double gain(Books const& saved, Party party) {
  double gained = 0;
  for (auto const item : all_values<Item>)
    if (bearer(item) == party) gained += saved[item];
  for (auto const transfer : all_values<Transfer>) {
    if (payer(transfer) == party) gained += saved[transfer];
    if (payee(transfer) == party) gained -= saved[transfer];
  }
  return gained;
}

Reading reading_of(json const& result, json const& scenario, Prices const& prices) {
  Reading reading;
  auto const& totals = result.at("totals");
  auto const& money = totals.at("money_by_expense");
  auto& books = reading.books;
  book_payments(books, money, prices);
  books[Item::time_value] += money.at("time_value").get<double>();
  books[Item::vessel_time] += money.at("vessel_time").get<double>();
  books[Item::fuel] += money.at("fuel").get<double>();
  books[Item::co2e] += tonnes(sum(totals.at("kg_co2e_by_source"))) * prices.carbon_per_t;
  book_services(books, result, scenario, prices);
  auto const flows = scenario.value("flows", json::object());
  for (auto const& [id, flow] : result.at("flows").items()) {
    auto& of = reading.flows[id];
    of.in = flow.at("boxes_in");
    of.out = flow.at("boxes_out");
    book_payments(of.due, flow.at("money_by_expense"), prices);
    // Flows that the program adds, such as empties sent home, hold no goods.
    if (auto const facts = flows.find(id); facts != flows.end())
      book_goods(books, flow, facts->value("value", 0.0), prices);
  }
  if (result.contains("postal")) book_mail(books, result.at("postal"), prices);

  double const annual = days_of_year / result.at("period").at("counted_days").get<double>();
  reading.teu_in = totals.at("teu_in").get<double>() * annual;
  reading.teu_out = totals.at("teu_out").get<double>() * annual;
  books *= annual;
  for (auto& [id, flow] : reading.flows) {
    flow.in *= annual;
    flow.out *= annual;
    flow.due *= annual;
  }
  return reading;
}

Books saved(Reading const& base, Reading const& other) {
  auto difference = base.books - other.books;
  for (auto const& [id, flow] : base.flows) {
    auto const changed = other.flows.find(id);
    if (changed == other.flows.end() || flow.in <= 0) continue;
    double const more_inside = (changed->second.in - changed->second.out) - (flow.in - flow.out);
    difference += flow.due * (-share_still_due * more_inside / flow.in);
  }
  return difference;
}

}  // namespace tongzhou::appraisal
