#include "scenarios/appraisal/books.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace tongzhou::appraisal;
using nlohmann::json;

namespace {

/// A year of a river with one service and one flow, and trucks that state no costs, 73 days counted: five of them are a
/// year. Customs takes 1 for each of 40 declarations and 5 for each of two inspections.
json result(double hours, double out = 1000, double unstated = 0) {
  return {
      {"period", {{"counted_days", 73}}},
      {"overload", {{"fills_up", false}}},
      {"totals",
       {{"teu_in", 1000},
        {"teu_out", out},
        {"tonne_km", 5000},
        {"kg_co2e_by_source", {{"sailing", 800}, {"drayage", 200}}},
        {"system_cost", 400 + 30 + 200 + 50 + 80 + 90 + 7 + 20},
        {"money_by_expense",
         {{"freight", 2000},
          {"handling", 400},
          {"storage", hours / 100},
          {"drayage", 100},
          {"toll", 5},
          {"transfer", 30},
          {"customs", 50},
          {"time_value", hours / 10},
          {"loss_damage", 7},
          {"vessel_time", 200},
          {"fuel", 80},
          {"carbon", 20}}}}},
      {"trucking",
       {{"teu_km", 500},
        {"money",
         {{"vehicle_time", 0}, {"fuel", 10}, {"freight_earned", 100}, {"tolls", 5}, {"own_costs_not_stated", 90}}}}},
      {"customs", {{"town/office", {{"boxes_declared", 40}, {"boxes_inspected", 2}}}}},
      {"services",
       {{"boat",
         {{"mode", "river"},
          {"vehicle", "ship"},
          {"tonne_km", 4000},
          {"teu_km", 3000},
          {"money",
           {{"vessel_time", 200}, {"fuel", 70}, {"freight_earned", 2000}, {"own_costs_not_stated", unstated}}}}}}},
      {"flows",
       {{"down",
         {{"boxes_in", 1000},
          {"boxes_out", out},
          {"container_hours_by_cause", {{"moving", hours / 2}, {"storage", hours / 2}}},
          {"money_by_expense",
           {{"freight", 2000},
            {"handling", 400},
            {"storage", hours / 100},
            {"drayage", 100},
            {"toll", 5},
            {"transfer", 30},
            {"customs", 50},
            {"loss_damage", 7}}}}}}}};
}

json const scenario = json::parse(R"({
  "vehicle_classes": {"ship": {"fixed_cost_per_day": 100}, "truck": {}},
  "services": {"boat": {"vehicle": "ship", "freight": {"per_km_20ft": 2}}},
  "trucking": {"vehicle": "truck", "freight": {"per_km_20ft": 3}},
  "places": {"town": {"facilities": {"office": {"cost_per_declaration": 1, "cost_per_inspection": 5}}}},
  "flows": {"down": {"value": 876}}
})");

Prices prices() {
  Prices p;
  p.carbon_per_t = 20;
  p.finance_rate = 0.1;
  p.external[tongzhou::world::Mode::road] = {2, 3};  // 1000 tonne-km by truck
  return p;
}

double all_parties(Books const& saved) {
  double sum = 0;
  for (auto const party : tongzhou::all_values<Party>) sum += gain(saved, party);
  return sum;
}

}  // namespace

TEST_CASE("a run becomes a year, each amount in one place") {
  auto const year = reading_of(result(1000), scenario, prices());
  CHECK(year.teu_in == 5000);
  CHECK(year.books[Transfer::freight] == 10'000);
  CHECK(year.books[Transfer::terminal_charges] == Approx(5 * 440));
  CHECK(year.books[Item::hub_work] == Approx(5 * 440));
  CHECK(year.books[Item::time_value] == 500);
  CHECK(year.books[Item::co2e] == 5 * 20);  // one tonne at 20
  CHECK(year.books[Item::trade_finance] == Approx(5 * 876 * 0.1 * 1000 / 8760));
  CHECK(year.books[Item::noise] == 5 * 2);
  CHECK(year.books[Item::accidents] == 5 * 3);
  CHECK(year.books[Transfer::road_freight] == 500);
  CHECK(year.books[Transfer::tolls] == 25);
  CHECK(year.books[Transfer::customs_fees] == 250);
  CHECK(year.books[Item::customs] == 250);
  CHECK(year.books[Item::own_costs_not_stated] == 5 * 90);  // of the trucks: their hire less fuel
}

TEST_CASE("dues of ships go from carriers to the government, pilots use up what they are paid") {
  // A fifth of a year: 30 of ports and 70 of canals are 500 a year, 4 of pilots 20.
  auto const before = reading_of(result(1000), scenario, prices());
  auto with_dues = result(1000);
  auto& money = with_dues["totals"]["money_by_expense"];
  money["port_dues"] = 30;
  money["canal_dues"] = 70;
  money["pilotage"] = 4;
  auto const year = reading_of(with_dues, scenario, prices());
  CHECK(year.books[Transfer::dues] == Approx(500));
  CHECK(year.books[Item::vessel_time] - before.books[Item::vessel_time] == Approx(20));
  auto const saved = before.books - year.books;
  CHECK(gain(saved, Party::carriers) == Approx(-520));
  CHECK(gain(saved, Party::government) == Approx(500));
  CHECK(resources(saved) == Approx(-20));
}

TEST_CASE("what all parties gain is the change in real resources, and transfers are nothing to all") {
  auto const base = reading_of(result(3000), scenario, prices()), better = reading_of(result(1000), scenario, prices());
  auto const gained = saved(base, better, prices());
  CHECK(all_parties(gained) == Approx(resources(gained)));
  // Counted another way: time value 200, storage 20, interest 876 x 10 % of 2000 hours, five times.
  CHECK(resources(gained) == Approx(5 * (200 + 20 + 876 * 0.1 * 2000 / 8760)));
  Books only_transfers;
  only_transfers[Transfer::freight] = 123;
  only_transfers[Transfer::terminal_charges] = -45;
  CHECK(all_parties(only_transfers) == 0);
}

TEST_CASE("without prices of our own the resources are the system cost of the result, except for carbon") {
  Prices plain;
  auto const year = reading_of(result(1000), scenario, plain);
  // system_cost of `result` holds 20 of carbon, storage 10 and time value 100 are not in it.
  CHECK(resources(year.books) == Approx(5 * (result(1000)["totals"]["system_cost"].get<double>() - 20 + 10 + 100)));
}

TEST_CASE("terminals that use up a part of what they are paid keep the rest") {
  auto terms = prices();
  terms.hub_cost_share = 0.6;
  auto const base = reading_of(result(3000), scenario, terms), better = reading_of(result(1000), scenario, terms);
  auto const gained = saved(base, better, prices());
  // They are paid 20 less storage a run and save 60 % of it in work.
  CHECK(gain(gained, Party::hub_operators) == Approx(5 * (-20 + 12)));
  CHECK(all_parties(gained) == Approx(resources(gained)));
}

TEST_CASE("carriers whose costs nobody states use up what they earn") {
  auto cheap = scenario;
  cheap["vehicle_classes"]["ship"].erase("fixed_cost_per_day");
  auto const year = reading_of(result(1000, 1000, 2000 - 70), cheap, prices());
  CHECK(year.books[Item::own_costs_not_stated] == 5 * (2000 - 70 + 90));
}

TEST_CASE("a carrier's tariff stands for the same work in base and option, whatever the option charges") {
  using Carrier = Reading::Carrier;
  Carrier const base{.earned = 1000, .teu_km = 500, .own_costs = 800, .tariff = "2"};
  // Half the tariff for the same work; the same tariff for a quarter more of it; fuel saved is not own costs.
  CHECK(own_costs_at_base_tariff(base, {.earned = 500, .teu_km = 500, .own_costs = 300, .tariff = "1"}) == 800);
  CHECK(own_costs_at_base_tariff(base, {.earned = 1250, .teu_km = 600, .own_costs = 1050, .tariff = "2"}) == 1000);
  CHECK(own_costs_at_base_tariff(base, {.earned = 1000, .teu_km = 500, .own_costs = 900, .tariff = "2"}) == 800);
  // Nothing charged at all, or nothing done.
  CHECK(own_costs_at_base_tariff(base, {.earned = 0, .teu_km = 250, .own_costs = 0, .tariff = "0"}) == 400);
  CHECK(own_costs_at_base_tariff({.tariff = "2"}, base) == 800);
  // An option that states what it costs.
  CHECK(own_costs_at_base_tariff(base, {.costs_stated = true, .earned = 9, .teu_km = 9, .tariff = "1"}) == 0);
}

TEST_CASE("a customs fee that is abolished alone is a transfer, an inspection less is work less") {
  auto const base = reading_of(result(1000), scenario, prices());
  auto free = scenario;
  free["places"]["town"]["facilities"]["office"] = {{"cost_per_declaration", 0}, {"cost_per_inspection", 0}};
  auto no_fees = result(1000);
  no_fees["totals"]["money_by_expense"]["customs"] = 0;
  auto gained = saved(base, reading_of(no_fees, free, prices()), prices());
  CHECK(resources(gained) == Approx(0).margin(1e-9));
  CHECK(gain(gained, Party::shippers) == Approx(250));
  CHECK(gain(gained, Party::government) == Approx(-250));
  // Nobody is inspected: two inspections at 5 are saved in work, five times a year.
  auto trusted = result(1000);
  trusted["customs"]["town/office"]["boxes_inspected"] = 0;
  trusted["totals"]["money_by_expense"]["customs"] = 40;
  gained = saved(base, reading_of(trusted, scenario, prices()), prices());
  CHECK(resources(gained) == Approx(5 * 10));
  auto half = prices();
  half.customs_cost_share = 0.5;
  gained = saved(reading_of(result(1000), scenario, half), reading_of(trusted, scenario, half), half);
  CHECK(resources(gained) == Approx(5 * 5));
}

TEST_CASE("a fee at a border that is halved alone is a transfer, an inspection there less is work less") {
  auto at_border = scenario;
  at_border["places"]["pass"]["facilities"]["gauge"] = {
      {"formalities", {{"cost_per_box", 2}, {"cost_per_inspection", 10}}}};
  // Of 50, the office takes 40 + 2 x 5, and the border 100 x 2 + 3 x 10 beyond.
  auto over_border = [](double inspected, double fees) {
    auto year = result(1000);
    year["gauge_changes"]["pass/gauge"] = {{"boxes", 100}, {"boxes_inspected", inspected}};
    year["totals"]["money_by_expense"]["customs"] = 50 + fees;
    return year;
  };
  auto const base = reading_of(over_border(3, 230), at_border, prices());
  auto half = at_border;
  half["places"]["pass"]["facilities"]["gauge"]["formalities"]["cost_per_box"] = 1;
  auto gained = saved(base, reading_of(over_border(3, 130), half, prices()), prices());
  CHECK(resources(gained) == Approx(0).margin(1e-9));
  CHECK(gain(gained, Party::shippers) == Approx(5 * 100));
  CHECK(gain(gained, Party::government) == Approx(-5 * 100));
  gained = saved(base, reading_of(over_border(1, 210), at_border, prices()), prices());
  CHECK(resources(gained) == Approx(5 * 20));
  // The fee halved and two inspections less.
  gained = saved(base, reading_of(over_border(1, 110), half, prices()), prices());
  CHECK(resources(gained) == Approx(5 * 20));
}

TEST_CASE("a hub that delivers more of the same mail within the run spends no more on it") {
  auto const mail = [](double out) {
    auto year = result(1000);
    year["postal"] = {{"parcels_in", 100},
                      {"parcels_out", out},
                      {"per_parcel", {{"kg_co2e_sorting", 0}}},
                      {"money_by_expense", {{"sorting", 50}, {"delivery", 18 * out}}}};
    return reading_of(year, scenario, prices());
  };
  CHECK(saved(mail(90), mail(95), prices())[Item::mail_handling] == Approx(0).margin(1e-9));
  CHECK(mail(90).books[Item::mail_handling] == Approx(5 * (50 + 18 * 100)));
}

TEST_CASE("boxes that only arrive sooner save nothing but time") {
  auto const base = reading_of(result(1000, 900), scenario, prices());
  auto const same = saved(base, base, prices());
  CHECK(same == Books{});
  // A hundred boxes more are delivered, and half of what a box pays had been due for them: the same freight for both.
  auto const sooner = saved(base, reading_of(result(1000, 1000), scenario, prices()), prices());
  CHECK(sooner[Item::own_costs_not_stated] ==
        Approx(5 * 0.5 * 100 * 100.0 / 1000));  // trucks: hire is what they use up
  CHECK(sooner[Transfer::freight] == Approx(5 * 0.5 * 2000 * 100.0 / 1000));
}

TEST_CASE("a premium for so many days follows the hours, one for a shipment does not") {
  auto terms = prices();
  terms.insurance_premium = 0.01;
  auto const by_shipment = reading_of(result(1000), scenario, terms);
  CHECK(by_shipment.books[Item::credit_insurance] == Approx(5 * 876 * 0.01 * 1000));
  terms.insured_days = 10;
  auto const by_days = reading_of(result(2400), scenario, terms);
  CHECK(by_days.books[Item::credit_insurance] == Approx(5 * 876 * 0.01 * 2400 / 240));
}

TEST_CASE("new trade is worth half of what its boxes save, and lost trade costs half of what they lose") {
  // A box costs its shipper 100 in the base and 80 in the other, where 20 more are sent in 73 days, 100 a year: the old
  // trade pays what is in the books, and the new one gains 20 / 2 each beyond the 80 that it pays.
  auto base = result(0), other = result(0);
  base["flows"]["down"]["expected_cost_per_box"] = 100;
  other["flows"]["down"]["expected_cost_per_box"] = 80;
  other["flows"]["down"]["boxes_added"] = 20;
  auto const more = saved(reading_of(base, scenario, prices()), reading_of(other, scenario, prices()), prices());
  CHECK(more[Item::new_trade] == Approx(100 * (80 + 20 / 2.0)));
  auto const less = saved(reading_of(other, scenario, prices()), reading_of(base, scenario, prices()), prices());
  CHECK(less[Item::new_trade] == Approx(-more[Item::new_trade]));
  CHECK(all_parties(more) == Approx(resources(more)));

  // Boxes that stay away, or are given up, are lost trade, and cost a penalty of 3 each.
  other["flows"]["down"]["boxes_added"] = 0;
  other["flows"]["down"]["boxes_stayed_away"] = 15;
  other["flows"]["down"]["boxes_given_up"] = 5;
  other["flows"]["down"]["penalties_of_lost_boxes"] = 60;
  other["flows"]["down"]["boxes_in"] = 985;
  other["flows"]["down"]["boxes_out"] = 980;
  auto const lost = saved(reading_of(base, scenario, prices()), reading_of(other, scenario, prices()), prices());
  CHECK(lost[Item::new_trade] == Approx(-100 * 90.0));
  CHECK(lost[Item::lost_boxes] == Approx(-5 * 60));
  CHECK(gain(lost, Party::shippers) == Approx(-100 * 90.0 - 300));
}

TEST_CASE("a tenth of the cost makes ten times the trade, worth 230 million and not the 495 of a straight line") {
  // 100,000 boxes at 1,000 and 1,000,000 at 100, elasticity -1: the integral of 1e8 / V from one to the other is
  // 1e8 x ln 10 = 230.26 million; (1000 + 100) / 2 x 900,000 would be 495.
  CHECK(900'000 * mean_worth(1000, 100, -1) == Approx(1e8 * std::log(10)));
  CHECK(mean_worth(100, 1000, -1) == Approx(mean_worth(1000, 100, -1)));
  // Elasticity -2, from 1,000 to 500: V = 1e11 / C^2 goes from 100,000 to 400,000, the integral of 2e11 / C^2 is 2e8.
  CHECK(300'000 * mean_worth(1000, 500, -2) == Approx(2e8));
  // Small changes, and trade that says no elasticity: the rule of a half.
  CHECK(mean_worth(1000, 999, -1) == Approx(999.5).epsilon(1e-6));
  CHECK(mean_worth(1000, 100, 0) == 550);
  // Trade that hardly answers: the mean over the logarithm of the cost, 900 / ln 10, whatever the last bits of a power.
  CHECK(mean_worth(1000, 100, -1e-13) == Approx(900 / std::log(10)));

  // Through the books: 20 more in 73 days, 100 a year, at a cost that falls from 100 to 50.
  auto base = result(0), other = result(0);
  base["flows"]["down"]["expected_cost_per_box"] = 100;
  other["flows"]["down"]["expected_cost_per_box"] = 50;
  other["flows"]["down"]["boxes_added"] = 20;
  auto elastic = scenario;
  elastic["flows"]["down"]["elasticity"] = -1;
  auto const more = saved(reading_of(base, elastic, prices()), reading_of(other, elastic, prices()), prices());
  CHECK(more[Item::new_trade] == Approx(100 * 100 * std::log(2)));  // 100 ln 2 each
}

TEST_CASE("where the base sends none, a box of new trade would have cost at least what its trade bears") {
  // It bears 100 and pays 60 in the other: it gains 40 / 2.
  auto base = result(0), other = result(0);
  base["flows"]["down"]["boxes_stayed_away"] = 1000;
  base["flows"]["down"]["expected_cost_per_box"] = nullptr;
  other["flows"]["down"]["expected_cost_per_box"] = 60;
  auto bearing = scenario;
  bearing["flows"]["down"]["willingness_to_pay"] = 100;
  auto const more = saved(reading_of(base, bearing, prices()), reading_of(other, bearing, prices()), prices());
  CHECK(more[Item::new_trade] == Approx(5 * 1000 * (60 + 40 / 2.0)));
}

namespace {

/// A year with a million parcels, that cost 5 to bring to the hub and on, 1 to sort and 12 to deliver.
json year_of_mail(double parcels) {
  auto year = result(1000);
  json const money = {{"collection", 5 * parcels}, {"sorting", parcels}, {"delivery", 12 * parcels}, {"time_value", 0}};
  year["postal"] = {
      {"parcels_in", parcels},
      {"parcels_out", parcels},
      {"per_parcel", {{"kg_co2e_sorting", 0}}},
      {"money_by_expense", money},
      {"mail_flows", {{"letters", {{"parcels_in", parcels}, {"parcels_out", parcels}, {"money_by_expense", money}}}}}};
  return year;
}

/// A lock where each of so many ships a year waits so long, in the 73 days that are counted.
json year_at_lock(double ships, double hours, double turned_away = 0) {
  auto year = result(1000);
  year["locks"]["gorge"] = {{"ships", ships / 5},
                            {"ships_of_services", 0},
                            {"ships_turned_away", turned_away / 5},
                            {"queue", {{"mean_length", ships / 365 * hours / 24}}}};
  return year;
}

}  // namespace

TEST_CASE("a million parcels at 20 that cost 5, 1 and 12 leave two million to who runs the hub, and nothing to all") {
  auto with_postage = prices();
  with_postage.postage["letters"] = 20;
  constexpr double parcels = 1e6 / 5;  // in a fifth of a year
  auto const without = reading_of(year_of_mail(parcels), scenario, prices()).books;
  auto const with = reading_of(year_of_mail(parcels), scenario, with_postage).books;
  auto const saved = without - with;
  CHECK(gain(saved, Party::hub_operators) == Approx(2e6));
  CHECK(gain(saved, Party::shippers) == Approx(-2e6));
  CHECK(resources(saved) == Approx(0).margin(1e-6));
}

TEST_CASE("parcels that a new hub brings are worth what their senders pay: 20 less costs of 18 for a million") {
  auto terms = prices();
  terms.postage["letters"] = 20;
  auto const base = reading_of(result(1000), scenario, terms);
  auto const gained = saved(base, reading_of(year_of_mail(1e6 / 5), scenario, terms), terms);
  CHECK(gained[Item::new_trade] == Approx(20e6));
  CHECK(resources(gained) == Approx(2e6));
  CHECK(gain(gained, Party::hub_operators) == Approx(2e6));
  CHECK(gain(gained, Party::shippers) == Approx(0).margin(1e-6));
  // And the hub that closes takes them away.
  auto const closed = saved(reading_of(year_of_mail(1e6 / 5), scenario, terms), base, terms);
  CHECK(resources(closed) == Approx(-2e6));
}

TEST_CASE("43,781 ships that wait 10 hours instead of 106 at 12,000 a day save 2.101 billion a year") {
  auto terms = prices();
  terms.other_shipping = {.ship_cost_per_day = 12'000};
  auto const gained = saved(reading_of(year_at_lock(43'781, 106), scenario, terms),
                            reading_of(year_at_lock(43'781, 10), scenario, terms), terms);
  // 96 / 24 x 12,000 x 43,781.
  CHECK(gained[Item::other_traffic] == Approx(2'101'488'000));
  CHECK(gain(gained, Party::other_shipping) == Approx(2'101'488'000));
  CHECK(resources(gained) == Approx(2'101'488'000));
}

TEST_CASE("cargo that waits costs by the tonne, and 70 million tonnes that go elsewhere at 60 more cost 4.2 billion") {
  auto terms = prices();
  terms.other_shipping = {
      .ship_cost_per_day = 12'000, .cargo_t = 4000, .cargo_cost_per_t_day = 0.5, .diverted_cost_per_t = 60};
  auto const open = reading_of(year_at_lock(1000, 24), scenario, terms);
  CHECK(open.books[Item::other_traffic] == Approx(1000 * (12'000 + 4000 * 0.5)));
  auto const full = reading_of(year_at_lock(1000, 24, 70e6 / 4000), scenario, terms);
  CHECK(saved(full, open, terms)[Item::other_traffic] == Approx(4.2e9));
}

TEST_CASE("a winter of a third of the year that saves 90 and a summer that saves nothing make 30 a year") {
  std::vector<double> const weights{1.0 / 3, 2.0 / 3};
  auto const year = mean_of_seasons(weights, [](std::size_t season) {
    Books books;
    books[Item::time_value] = season == 0 ? 90 : 0;
    return books;
  });
  CHECK(resources(year) == Approx(30));
}

TEST_CASE(
    "1,000 tonne-km through a town cost what the mode does and what the town adds, and a ship in a lock its risk") {
  auto terms = prices();
  auto year = result(1000);
  year["links"]["street"] = {{"tonne_km", 1000}};
  year["links"]["field"] = {{"tonne_km", 4000}};
  year["locks"]["gorge"] = {{"ships", 30}, {"ships_of_services", 10}, {"queue", {{"mean_length", 0}}}};
  terms.external_at_links["street"] = {.noise = 10, .accidents = 4, .air_pollution = 6};
  terms.accidents_per_ship_locked = 0.5;
  auto const books = reading_of(year, scenario, terms).books;
  // 1,000 tonne-km by truck at 2 and 3 a thousand anywhere; a fifth of a year is counted.
  CHECK(books[Item::noise] == Approx(5 * (2 + 10)));
  CHECK(books[Item::accidents] == Approx(5 * (3 + 4 + 10 * 0.5)));
  CHECK(books[Item::air_pollution] == Approx(5 * 6));
}

TEST_CASE(
    "by night 1,000 tonne-km cost what the night adds, for the part that is on the way then, and more in a town") {
  // Of 1,000 by truck 300 at night, all of them in the street: 2 a thousand at all hours, 4 more at night; 10 and 20
  // more in the street: 2 + 10 + 0.3 x (4 + 20) = 19.2. And 500 of the river's 4,000 at 1 by night.
  auto terms = prices();
  auto year = result(1000);
  year["trucking"]["tonne_km_at_night"] = 300;
  year["services"]["boat"]["tonne_km_at_night"] = 500;
  year["links"]["street"] = {{"tonne_km", 1000}, {"tonne_km_at_night", 300}};
  terms.external_at_links["street"] = {.noise = 10};
  terms.more_at_night[tongzhou::world::Mode::road] = {.noise = 4};
  terms.more_at_night[tongzhou::world::Mode::river] = {.noise = 1};
  terms.more_at_night_at_links["street"] = {.noise = 20};
  terms.more_at_night_at_links["a street of another option"] = {.noise = 1e9};
  auto const books = reading_of(year, scenario, terms).books;
  CHECK(books[Item::noise] == Approx(5 * (19.2 + 0.5)));
  // The same trucks by day.
  year["trucking"]["tonne_km_at_night"] = year["links"]["street"]["tonne_km_at_night"] = 0;
  CHECK(reading_of(year, scenario, terms).books[Item::noise] == Approx(5 * (12 + 0.5)));
}

TEST_CASE("1,000 tonne-km of dangerous goods by train and 500 by truck cost their risk beside that of the modes") {
  auto terms = prices();
  auto year = result(1000);
  year["flows"]["down"]["modes"] = {{"rail", {{"tonne_km", 1000}}}, {"drayage", {{"tonne_km", 500}}}};
  auto const before = reading_of(year, scenario, terms).books;
  terms.external_of_flows["down"] = {.accidents = 20};
  terms.external_of_flows["a flow of another option"] = {.accidents = 1e9};
  // 20 a thousand: 30 in a fifth of a year.
  CHECK(reading_of(year, scenario, terms).books[Item::accidents] == Approx(before[Item::accidents] + 5 * 30));
}

TEST_CASE(
    "a levy goes from senders to the government, what lateness costs stands with time, and neither with the hubs") {
  // 3 of levy, 2 of lateness and 4 of wages a parcel, beside 18 of other work, for a million a year at 25 of postage.
  auto year = year_of_mail(1e6 / 5);
  for (auto* const money :
       {&year["postal"]["money_by_expense"], &year["postal"]["mail_flows"]["letters"]["money_by_expense"]}) {
    (*money)["levy"] = 3e6 / 5;
    (*money)["lateness"] = 2e6 / 5;
    (*money)["wages"] = 4e6 / 5;
  }
  auto terms = prices();
  terms.postage["letters"] = 25;
  auto const with = reading_of(year, scenario, terms), none = reading_of(result(1000), scenario, terms);
  CHECK(with.books[Transfer::levies] == Approx(3e6));
  CHECK(with.books[Transfer::mail_costs] == Approx(22e6));
  CHECK(with.books[Item::mail_handling] == Approx(22e6));
  CHECK(with.books[Item::time_value] == Approx(none.books[Item::time_value] + 2e6));
  CHECK(with.mail.at("letters").bill == Approx(30e6));  // postage, levy and lateness
  auto const gained = saved(none, with, terms);
  CHECK(gain(gained, Party::government) == Approx(3e6));
  CHECK(gain(gained, Party::hub_operators) == Approx(3e6));
  CHECK(all_parties(gained) == Approx(resources(gained)));
}
