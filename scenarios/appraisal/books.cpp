#include "scenarios/appraisal/books.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/rules/choice.hpp"

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
  books[Transfer::freight] +=
      money.at("freight").get<double>() + money.value("surcharge", 0.0) + money.value("demurrage", 0.0);
  books[Transfer::subsidies] -= money.value("subsidy", 0.0);
  books[Transfer::road_freight] += money.at("drayage").get<double>();
  books[Transfer::tolls] += money.at("toll").get<double>();
  books[Transfer::terminal_charges] += charges;
  books[Item::hub_work] += charges * prices.hub_cost_share;
  books[Transfer::customs_fees] += money.at("customs").get<double>();
  books[Item::customs] += money.at("customs").get<double>() * prices.customs_cost_share;
  books[Item::loss_damage] += money.at("loss_damage").get<double>();
}

/// A hub that states its costs uses up these, and not a share of its charges. Its shunting is in the carriers' costs.
void book_stated_hubs(Books& books, json const& result, Prices const& prices) {
  for (auto const& hub : result.value("hubs", json::object())) {
    if (!hub.at("resource_cost").is_number()) continue;
    auto const of = [&](char const* figure) { return hub.at(figure).get<double>(); };
    double const charges = of("handling") + of("storage") + of("transfers");
    books[Item::hub_work] +=
        of("resource_cost") - of("beside_terminals") - of("shunting") - charges * prices.hub_cost_share;
  }
}

double tonnes(double kg) { return kg / 1000; }

void book_external_costs(Books& books, double tonne_km, Prices::External const& prices) {
  books[Item::noise] += tonne_km / 1000 * prices.noise;
  books[Item::accidents] += tonne_km / 1000 * prices.accidents;
  books[Item::air_pollution] += tonne_km / 1000 * prices.air_pollution;
}

/// Noise, accidents and air pollution: by tonne-km of each mode, what some links and flows and the night add to that,
/// and ships in locks.
void book_external_costs(Books& books, json const& result, Prices const& prices) {
  EnumArray<world::Mode, double> tonne_km, at_night;
  double by_services = 0;
  for (auto const& service : result.at("services")) {
    auto const mode = value_of<world::Mode>(service.at("mode").get<std::string>());
    double const moved = service.at("tonne_km");
    tonne_km[mode.value()] += moved;
    at_night[mode.value()] += service.value("tonne_km_at_night", 0.0);
    by_services += moved;
  }
  tonne_km[world::Mode::road] +=  // trucks on demand
      std::max(0.0, result.at("totals").at("tonne_km").get<double>() - by_services);
  at_night[world::Mode::road] += result.value("trucking", json::object()).value("tonne_km_at_night", 0.0);
  for (auto const mode : all_values<world::Mode>) {
    book_external_costs(books, tonne_km[mode], prices.external[mode]);
    book_external_costs(books, at_night[mode], prices.more_at_night[mode]);
  }
  auto const links = result.value("links", json::object());
  for (auto const& [id, more] : prices.external_at_links)
    if (links.contains(id)) book_external_costs(books, links[id].at("tonne_km"), more);
  for (auto const& [id, more] : prices.more_at_night_at_links)
    if (links.contains(id)) book_external_costs(books, links[id].value("tonne_km_at_night", 0.0), more);
  for (auto const& [id, more] : prices.external_of_flows) {
    auto const flow = result.at("flows").find(id);
    if (flow == result.at("flows").end()) continue;
    for (auto const& mode : flow->at("modes")) book_external_costs(books, mode.at("tonne_km"), more);
  }
  for (auto const& lock : result.value("locks", json::object()))
    books[Item::accidents] += lock.at("ships_of_services").get<double>() * prices.accidents_per_ship_locked;
}

/// Besides fuel, as world::VehicleClass::states_costs has it.
bool states_costs(json const& scenario, json const& vehicle) {
  auto const& facts = scenario.at("vehicle_classes").at(vehicle.get<std::string>());
  return facts.value("fixed_cost_per_day", 0.0) > 0 || facts.value("crew_cost_per_hour", 0.0) > 0 ||
         facts.value("wagons", 0.0) * facts.value("wagon_cost_per_day", 0.0) > 0;
}

/// Of any of its vehicles.
bool service_states_costs(json const& scenario, json const& service) {
  if (service.contains("vehicle")) return states_costs(scenario, service.at("vehicle"));
  return std::ranges::any_of(service.at("vehicles"),
                             [&](json const& part) { return states_costs(scenario, part.at("vehicle")); });
}

/// Tariffs of a service or of trucks, as one text that can be compared.
std::string tariff_of(json const& carrier) {
  std::string text;
  auto const freight = carrier.value("freight", json::object());
  for (auto const* const price : {"per_km_20ft", "per_km_40ft", "per_box_20ft", "per_box_40ft"})
    text += std::to_string(freight.value(price, 0.0)) + " ";
  for (auto const* const more : {"tariffs", "surcharges", "price_index", "spot_by_fill", "allotments"})
    if (carrier.contains(more)) text += carrier.at(more).dump();
  return text;
}

void read_carriers(Reading& reading, json const& result, json const& scenario) {
  for (auto const& [id, service] : result.at("services").items()) {
    auto const& money = service.at("money");
    auto const& given = scenario.at("services").at(id);
    reading.services[id] = {.costs_stated = service_states_costs(scenario, given),
                            .earned = money.at("freight_earned"),
                            .teu_km = service.at("teu_km"),
                            .own_costs = money.at("own_costs_not_stated"),
                            .tariff = tariff_of(given)};
  }
  if (!result.contains("trucking")) return;
  auto const &given = scenario.at("trucking"), &trucks = result.at("trucking"), &money = trucks.at("money");
  reading.trucks = {.costs_stated = given.value("cost_per_km", 0.0) > 0 || states_costs(scenario, given.at("vehicle")),
                    .earned = money.at("freight_earned"),
                    .teu_km = trucks.at("teu_km"),
                    .own_costs = money.at("own_costs_not_stated"),
                    .tariff = tariff_of(given)};
}

void book_own_costs(Reading& reading) {
  auto& sum = reading.books[Item::own_costs_not_stated];
  for (auto const& [id, service] : reading.services) sum += service.own_costs;
  sum += reading.trucks.own_costs;
}

void read_customs(Reading& reading, json const& result, json const& scenario) {
  auto const given = [&](std::string const& id) -> json const& {
    auto const slash = id.find('/');
    return scenario.at("places").at(id.substr(0, slash)).at("facilities").at(id.substr(slash + 1));
  };
  auto const offices = result.value("customs", json::object()), borders = result.value("gauge_changes", json::object());
  for (auto const& [id, office] : offices.items())
    reading.customs[id] = {.declared = office.at("boxes_declared"),
                           .inspected = office.at("boxes_inspected"),
                           .fee_per_declaration = given(id).value("cost_per_declaration", 0.0),
                           .fee_per_inspection = given(id).value("cost_per_inspection", 0.0)};
  for (auto const& [id, border] : borders.items()) {
    auto const formalities = given(id).value("formalities", json::object());
    reading.customs[id] = {.declared = border.at("boxes"),
                           .inspected = border.value("boxes_inspected", 0.0),
                           .fee_per_declaration = formalities.value("cost_per_box", 0.0),
                           .fee_per_inspection = formalities.value("cost_per_inspection", 0.0)};
  }
}

/// Fees of the boxes that came to the offices and borders, by the prices of another reading where it has the office.
double fees(Reading const& of, Reading const& priced_by) {
  double sum = 0;
  for (auto const& [id, office] : of.customs) {
    auto const found = priced_by.customs.find(id);
    auto const& prices = found == priced_by.customs.end() ? office : found->second;
    sum += office.declared * prices.fee_per_declaration + office.inspected * prices.fee_per_inspection;
  }
  return sum;
}

/// Customs fees of the other network at the prices of the base. What was booked says how much where prices are alike.
double customs_fees_at_base_prices(Reading const& base, Reading const& other) {
  double const booked = other.books[Transfer::customs_fees], at_base_prices = fees(other, base);
  if (at_base_prices == fees(other, other)) return booked;
  double const before = fees(base, base);
  return before > 0 ? base.books[Transfer::customs_fees] * at_base_prices / before : at_base_prices;
}

/// What trucks use up for each yuan of their hire.
double truck_resources_share(json const& result) {
  if (!result.contains("trucking")) return 0;
  auto const& money = result.at("trucking").at("money");
  double const earned = money.at("freight_earned");
  double const used = money.at("vehicle_time").get<double>() + money.at("fuel").get<double>() +
                      money.at("own_costs_not_stated").get<double>();
  return earned > 0 ? used / earned : 0;
}

/// Boxes that its trade sends, more or fewer than it would at its cost of reference.
void read_trade(Reading::Flow& of, json const& flow, json const& facts) {
  of.trade = flow.value("boxes_added", 0.0) - flow.value("boxes_stayed_away", 0.0) - flow.value("boxes_given_up", 0.0);
  auto const cost = flow.find("expected_cost_per_box");
  if (cost != flow.end() && cost->is_number()) of.cost = cost->get<double>();
  of.elasticity = facts.value("elasticity", 0.0);
  if (of.elasticity < 0)
    of.cost_of_most = facts.value("reference_cost", 0.0) * std::pow(rules::most_growth, 1 / of.elasticity);
  if (facts.contains("willingness_to_pay")) of.willingness_to_pay = facts.at("willingness_to_pay").get<double>();
}

/// What the trade of a flow is worth beyond that of the base. Where nobody books, it would cost at least what the trade
/// bears.
double worth_of_new_trade(Reading::Flow const& base, Reading::Flow const& other) {
  auto const cost = [](Reading::Flow const& of, Reading::Flow const& instead) {
    return of.cost ? of.cost : of.willingness_to_pay ? of.willingness_to_pay : instead.cost;
  };
  double const before = std::max(base.cost_of_most, cost(base, other).value_or(0));
  double const after = std::max(base.cost_of_most, cost(other, base).value_or(0));
  return (other.trade - base.trade) * mean_worth(before, after, base.elasticity);
}

/// Interest on goods on the way, and premiums on their value: how much together. A flow whose shippers felt them when
/// they chose has them in its money; all others pay by the prices of the appraisal.
double book_goods(Books& books, json const& flow, double value, Prices const& prices) {
  auto const& money = flow.at("money_by_expense");
  double const felt_interest = money.value("trade_finance", 0.0), felt_premiums = money.value("credit_insurance", 0.0);
  if (felt_interest != 0 || felt_premiums != 0) {
    books[Item::trade_finance] += felt_interest;
    books[Item::credit_insurance] += felt_premiums;
    return felt_interest + felt_premiums;
  }
  double const hours = sum(flow.at("container_hours_by_cause"));
  double const interest = value * prices.finance_rate * hours / hours_of_year;
  double const insured = prices.insured_days ? hours / 24 / *prices.insured_days : flow.at("boxes_in").get<double>();
  double const premiums = value * prices.insurance_premium * insured;
  books[Item::trade_finance] += interest;
  books[Item::credit_insurance] += premiums;
  return interest + premiums;
}

/// What the shippers of a flow pay for its boxes.
double payments(json const& money) {
  double sum = terminal_charges(money);
  for (auto const* const expense : {"freight", "drayage", "toll", "customs"}) sum += money.at(expense).get<double>();
  for (auto const* const expense : {"surcharge", "demurrage", "subsidy"}) sum += money.value(expense, 0.0);
  return sum;
}

double share_abroad(std::string const& flow, Prices const& prices) {
  auto const found = prices.national_share.find(flow);
  return 1 - (found == prices.national_share.end() ? prices.national_share_of_others : found->second);
}

void read_flow(Reading& reading, std::string const& id, json const& flow, double value, double truck_share,
               Prices const& prices) {
  auto& of = reading.flows[id];
  auto const& money = flow.at("money_by_expense");
  of.in = flow.at("boxes_in");
  of.out = flow.at("boxes_out").get<double>() + flow.value("boxes_given_up", 0.0);
  reading.books[Item::lost_boxes] += flow.value("penalties_of_lost_boxes", 0.0);
  book_payments(of.due, money, prices);
  of.due[Item::own_costs_not_stated] += of.due[Transfer::road_freight] * truck_share;
  of.bill_due = payments(money);
  of.bill = of.bill_due + money.value("time_value", 0.0) + money.value("loss_damage", 0.0) +
            book_goods(reading.books, flow, value, prices);
  double const abroad = share_abroad(id, prices);
  of.due.abroad = of.bill_due * abroad;
  reading.books.abroad += of.bill * abroad;
}

/// Not of who runs the hubs: time and lateness of those who wait, and what a state takes.
bool is_cost_of_hubs(std::string const& expense) {
  return expense != "time_value" && expense != "lateness" && expense != "levy";
}

void book_mail(Books& books, json const& postal) {
  double const posted = postal.at("parcels_in"), delivered = postal.at("parcels_out");
  for (auto const& [expense, amount] : postal.at("money_by_expense").items()) {
    if (expense == "transport") continue;  // in the books already, with the units it travels in
    // What is posted must be delivered, if not within the run: who delivers more of it in time spends no more.
    double const share = expense == "delivery" && delivered > 0 ? posted / delivered : 1;
    if (expense == "levy")
      books[Transfer::levies] += amount.get<double>();
    else
      books[is_cost_of_hubs(expense) ? Item::mail_handling : Item::time_value] += amount.get<double>() * share;
  }
  auto const& each = postal.at("per_parcel");
  double kg = 0;  // transport is in the books with its units; of all that is posted, too
  for (auto const* const part : {"kg_co2e_collection", "kg_co2e_sorting", "kg_co2e_delivery"})
    kg += each.value(part, 0.0) * posted;
  books.co2e_t += tonnes(kg);
}

/// Money of a mail flow besides time, with the delivery of all that was posted.
double costs_of_mail(json const& flow) {
  double const posted = flow.at("parcels_in"), delivered = flow.at("parcels_out");
  double costs = 0;
  for (auto const& [expense, amount] : flow.at("money_by_expense").items()) {
    if (!is_cost_of_hubs(expense)) continue;
    double const share = expense == "delivery" && delivered > 0 ? posted / delivered : 1;
    costs += amount.get<double>() * share;
  }
  return costs;
}

/// Where senders pay postage, who runs the hubs bears what their mail costs.
void book_postage(Reading& reading, json const& postal, Prices const& prices) {
  auto const flows = postal.value("mail_flows", json::object());
  for (auto const& [id, flow] : flows.items()) {
    auto& mail = reading.mail[id];
    mail.posted = flow.at("parcels_in");
    double const costs = costs_of_mail(flow);
    auto const postage = prices.postage.find(id);
    bool const pays = postage != prices.postage.end();
    double const paid = pays ? postage->second * mail.posted : costs;
    mail.bill = paid;
    for (auto const& [expense, amount] : flow.at("money_by_expense").items())
      if (!is_cost_of_hubs(expense)) mail.bill += amount.get<double>();
    if (!pays) continue;
    reading.books[Transfer::postage] += paid;
    reading.books[Transfer::mail_costs] += costs;
  }
}

/// Ships of others: those that waited at a lock, by their share of the ships that passed, and those that it turned
/// away.
void book_other_shipping(Books& books, json const& result, OtherShipping const& prices) {
  double const counted_days = result.at("period").at("counted_days");
  for (auto const& lock : result.value("locks", json::object())) {
    double const ships = lock.at("ships"), ours = lock.at("ships_of_services");
    double const share = ships > 0 ? (ships - ours) / ships : 1;
    double const days = lock.at("queue").at("mean_length").get<double>() * counted_days * share;
    books[Item::other_traffic] += days * (prices.ship_cost_per_day + prices.cargo_t * prices.cargo_cost_per_t_day) +
                                  lock.value("ships_turned_away", 0.0) * prices.cargo_t * prices.diverted_cost_per_t;
  }
}

/// Of boxes of mail: what their parcels lose in time stands with the parcels.
double time_value_of_units(json const& result, json const& scenario) {
  if (!result.contains("postal")) return 0;
  double sum = 0;
  auto const flows = scenario.value("flows", json::object());
  for (auto const& [id, flow] : result.at("flows").items())
    if (!flows.contains(id)) sum += flow.at("money_by_expense").at("time_value").get<double>();
  return sum;
}

void make_yearly(Reading::Carrier& carrier, double annual) {
  carrier.earned *= annual;
  carrier.teu_km *= annual;
  carrier.own_costs *= annual;
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
    case Item::customs:
      return Party::government;
    case Item::co2e:
    case Item::noise:
    case Item::accidents:
    case Item::air_pollution:
      return Party::society;
    case Item::other_traffic:
      return Party::other_shipping;
    default:
      return Party::shippers;
  }
}
Party payer(Transfer transfer) {
  if (transfer == Transfer::subsidies) return Party::government;
  if (transfer == Transfer::dues) return Party::carriers;
  return transfer == Transfer::mail_costs ? Party::hub_operators : Party::shippers;
}
Party payee(Transfer transfer) {
  switch (transfer) {
    case Transfer::freight:
    case Transfer::road_freight:
      return Party::carriers;
    case Transfer::tolls:
    case Transfer::customs_fees:
    case Transfer::levies:
    case Transfer::dues:
      return Party::government;
    case Transfer::mail_costs:
    case Transfer::subsidies:
      return Party::shippers;
    case Transfer::terminal_charges:
    case Transfer::postage:
      break;
  }
  return Party::hub_operators;
}

Books& Books::operator+=(Books const& other) {
  used += other.used;
  paid += other.paid;
  co2e_t += other.co2e_t;
  abroad += other.abroad;
  return *this;
}
Books& Books::operator*=(double k) {
  for (auto& amount : used) amount *= k;
  for (auto& amount : paid) amount *= k;
  co2e_t *= k;
  abroad *= k;
  return *this;
}

Books mean_of_seasons(std::span<double const> const weights, std::function<Books(std::size_t)> const& of) {
  Books sum;
  for (std::size_t season = 0; season < weights.size(); ++season) sum += of(season) * weights[season];
  return sum;
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
  book_stated_hubs(books, result, prices);
  books[Item::time_value] += money.at("time_value").get<double>() - time_value_of_units(result, scenario);
  books[Item::vessel_time] += money.at("vessel_time").get<double>() + money.value("track_access", 0.0) +
                              money.value("shunting", 0.0) + money.value("pilotage", 0.0);
  books[Transfer::dues] += money.value("port_dues", 0.0) + money.value("canal_dues", 0.0);
  books[Item::fuel] += money.at("fuel").get<double>();
  books.co2e_t += tonnes(sum(totals.at("kg_co2e_by_source")));
  book_external_costs(books, result, prices);
  read_carriers(reading, result, scenario);
  book_own_costs(reading);
  read_customs(reading, result, scenario);
  double const truck_share = truck_resources_share(result);
  auto const flows = scenario.value("flows", json::object());
  for (auto const& [id, flow] : result.at("flows").items()) {
    // Flows that the program adds, such as empties sent home, hold no goods.
    auto const facts = flows.find(id);
    read_flow(reading, id, flow, facts == flows.end() ? 0.0 : facts->value("value", 0.0), truck_share, prices);
    read_trade(reading.flows[id], flow, flows.value(id, json::object()));
    reading.flows[id].goods = facts != flows.end() && facts->value("trade", "") != "empty";
  }
  if (result.contains("postal")) {
    book_mail(books, result.at("postal"));
    book_postage(reading, result.at("postal"), prices);
  }
  book_other_shipping(books, result, prices.other_shipping);
  books[Item::co2e] = books.co2e_t * prices.carbon_per_t;

  double const annual = days_of_year / result.at("period").at("counted_days").get<double>();
  reading.teu_in = totals.at("teu_in").get<double>() * annual;
  reading.teu_out = totals.at("teu_out").get<double>() * annual;
  reading.remarks = result.value("remarks", std::vector<std::string>{});
  reading.fills_up = result.value(json::json_pointer{"/overload/fills_up"}, json{}) == true;
  books *= annual;
  for (auto& [id, service] : reading.services) make_yearly(service, annual);
  make_yearly(reading.trucks, annual);
  for (auto& [id, office] : reading.customs) {
    office.declared *= annual;
    office.inspected *= annual;
  }
  for (auto& [id, flow] : reading.mail) {
    flow.posted *= annual;
    flow.bill *= annual;
  }
  for (auto& [id, flow] : reading.flows) {
    flow.in *= annual;
    flow.out *= annual;
    flow.due *= annual;
    flow.trade *= annual;
    flow.bill *= annual;
    flow.bill_due *= annual;
  }
  return reading;
}

double own_costs_at_base_tariff(Reading::Carrier const& base, Reading::Carrier const& other) {
  if (base.costs_stated || other.costs_stated) return other.own_costs;
  bool const same_tariff = base.tariff == other.tariff;
  double const before = same_tariff ? base.earned : base.teu_km, after = same_tariff ? other.earned : other.teu_km;
  return before > 0 ? base.own_costs * after / before : other.own_costs;
}

namespace {

/// The integral of x^elasticity from 1 to a ratio.
double integral_of_power(double ratio, double elasticity) {
  double const log = std::log(ratio), power = elasticity + 1;
  return std::abs(power) < 1e-9 ? log : std::expm1(power * log) / power;
}

}  // namespace

double worth_of_new_trade(double const trade, double const before, double const now, DemandResponse const& response,
                          double const elasticity) {
  double const cheaper = before - now;
  if (!response.constant_elasticity) return trade * elasticity * -cheaper / before * cheaper / 2;
  // The integral of trade x (p / before)^elasticity from now to before, less the rectangle of those who are there.
  return trade * (-before * integral_of_power(now / before, elasticity) - cheaper);
}

double mean_worth(double const before, double const now, double const elasticity) {
  double const straight = (before + now) / 2;
  // Of costs that are nearly alike the straight line says the same, and the quotient below nothing.
  if (elasticity == 0 || before <= 0 || now <= 0 || std::abs(now / before - 1) < 1e-4) return straight;
  double const ratio = now / before;
  return before * elasticity * integral_of_power(ratio, elasticity) / std::expm1(elasticity * std::log(ratio));
}

namespace {

/// Parcels that only one network has are worth what their senders bear; where both have some, the mean of what one
/// costs in them.
double worth_of_new_mail(Reading const& base, Reading const& other) {
  auto const of = [](Reading const& reading, std::string const& id) {
    auto const found = reading.mail.find(id);
    return found == reading.mail.end() ? Reading::MailFlow{} : found->second;
  };
  auto const worth = [](Reading::MailFlow const& before, Reading::MailFlow const& now) {
    if (before.posted <= 0 && now.posted <= 0) return 0.0;
    double const here = now.posted > 0 ? now.bill / now.posted : before.bill / before.posted;
    double const there = before.posted > 0 ? before.bill / before.posted : here;
    return (now.posted - before.posted) * (here + there) / 2;
  };
  double sum = 0;
  for (auto const& [id, flow] : other.mail) sum += worth(of(base, id), flow);
  for (auto const& [id, flow] : base.mail)
    if (!other.mail.contains(id)) sum += worth(flow, {});
  return sum;
}

/// Of a flow whose shippers bear so much less in the other network.
double new_trade(std::string const& id, Reading::Flow const& base, Reading::Flow const& other, double const cheaper,
                 Prices const& prices) {
  if (!base.goods || base.in <= 0 || other.in != base.in) return 0;
  double const before = base.bill / base.in;
  if (!prices.demand_response || before <= 0) return 0;
  double const now = std::max(before - cheaper / base.in, before / 100);
  return worth_of_new_trade(base.in, before, now, *prices.demand_response, prices.demand_response->of(id));
}

}  // namespace

Books saved(Reading const& base, Reading const& other, Prices const& prices) {
  auto difference = base.books - other.books;
  auto& own_costs = difference[Item::own_costs_not_stated];
  for (auto const& [id, service] : other.services) {
    auto const found = base.services.find(id);
    if (found != base.services.end()) own_costs += service.own_costs - own_costs_at_base_tariff(found->second, service);
  }
  own_costs += other.trucks.own_costs - own_costs_at_base_tariff(base.trucks, other.trucks);
  difference[Item::customs] +=
      prices.customs_cost_share * (other.books[Transfer::customs_fees] - customs_fees_at_base_prices(base, other));
  difference[Item::new_trade] += worth_of_new_mail(base, other);
  for (auto const& [id, flow] : base.flows) {
    auto const changed = other.flows.find(id);
    if (changed == other.flows.end()) continue;
    difference[Item::new_trade] += worth_of_new_trade(flow, changed->second);
    if (flow.in <= 0) continue;
    double const more_inside = (changed->second.in - changed->second.out) - (flow.in - flow.out);
    double const still_due = share_still_due * more_inside / flow.in;
    difference += flow.due * -still_due;
    double const cheaper = flow.bill - changed->second.bill - flow.bill_due * still_due;
    difference[Item::new_trade] += new_trade(id, flow, changed->second, cheaper, prices);
  }
  return difference;
}

}  // namespace tongzhou::appraisal
