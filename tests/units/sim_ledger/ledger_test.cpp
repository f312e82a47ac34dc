#include "sim/ledger/ledger.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace tongzhou;
using namespace tongzhou::ledger;

namespace {

double hours_of(Ledger const& books, AccountId id, Cause cause) { return books.hours(id)[cause]; }
double week_of(Ledger const& books, std::size_t week, Cause cause) { return books.weeks()[week][cause]; }

}  // namespace

TEST_CASE("hours before the warm-up is over and after the end are not booked") {
  Ledger books{at_days(7), at_days(14)};
  auto const id = books.open({});
  books.book(id, Cause::storage, at_days(6), at_days(8));
  books.book(id, Cause::storage, at_days(13), at_days(20));
  CHECK(hours_of(books, id, Cause::storage) == Approx(48));
  CHECK(week_of(books, 1, Cause::storage) == Approx(48));
}

TEST_CASE("a long stay falls into the weeks in which it passes, whenever it is booked") {
  // From day 4 to day 20: three days of the first week, seven of the second, six of the third; the odometer likewise.
  Ledger books{Time{}, at_days(24)};
  auto const id = books.open({});
  books.book(id, Cause::storage, at_days(4), at_days(20));
  Odometer odometer{};
  books.book_aboard(odometer, 2, Cause::moving, at_days(4), at_days(20));
  std::array const days_of_week{3, 7, 6, 0};
  for (std::size_t week = 0; week < days_of_week.size(); ++week) {
    CHECK(week_of(books, week, Cause::storage) == Approx(24 * days_of_week[week]));
    CHECK(week_of(books, week, Cause::moving) == Approx(2 * 24 * days_of_week[week]));
  }
}

TEST_CASE("what passes the end of the run leaves nothing behind it in the last week") {
  Ledger books{at_days(3), at_days(10)};
  auto const id = books.open({});
  books.book(id, Cause::storage, at_days(0), at_days(100));
  CHECK(week_of(books, 0, Cause::storage) == Approx(4 * 24));
  CHECK(week_of(books, 1, Cause::storage) == Approx(3 * 24));
}

TEST_CASE("two boxes that ride together each get what the odometer ran while they were aboard") {
  Ledger books{Time{}, at_days(30)};
  auto const early = books.open({}), late = books.open({});
  Odometer odometer{};
  Odometer const when_first_loaded = odometer;
  books.book_aboard(odometer, 1, Cause::moving, at_hours(0), at_hours(10));
  Odometer const when_second_loaded = odometer;
  books.book_aboard(odometer, 2, Cause::moving, at_hours(10), at_hours(16));
  books.leave(early, {when_first_loaded, odometer}, 1);
  books.leave(late, {when_second_loaded, odometer}, 1);
  CHECK(hours_of(books, early, Cause::moving) == Approx(16));
  CHECK(hours_of(books, late, Cause::moving) == Approx(6));
  CHECK(week_of(books, 0, Cause::moving) == Approx(22));
}

TEST_CASE("costs known beforehand are due once for each box that begins, while the books are open") {
  Ledger books{at_days(1), at_days(2)};
  Money per_box{};
  per_box[Expense::freight] = 250;
  Emissions kg_per_box{};
  kg_per_box[Source::drayage] = 40;
  auto const id = books.open({}, per_box, kg_per_box);
  books.begin(id, at_hours(12));  // before
  books.begin(id, at_hours(30));
  books.begin(id, at_hours(31));
  books.pay(id, Expense::storage, 90);
  CHECK(books.money(id)[Expense::freight] == Approx(500));
  CHECK(books.money(id)[Expense::storage] == Approx(90));
  CHECK(books.kg_co2e(id)[Source::drayage] == Approx(80));
}

TEST_CASE("hours by each cause and money by each expense stand apart, however seldom they come") {
  Ledger books{Time{}, at_days(30)};
  auto const id = books.open({}), other = books.open({});
  for (auto const account : {id, other, id})
    for (auto const cause : all_values<Cause>) books.book(account, cause, Time{}, at_hours(1 + int(cause)));
  for (auto const expense : all_values<Expense>) books.pay(id, expense, 10 + int(expense));
  Money interest{};
  interest[Expense::trade_finance] = 3;
  books.charge_also(id, interest);
  books.charge_also(id, interest);
  books.begin(id, at_hours(1));
  for (auto const cause : all_values<Cause>) {
    CHECK(books.hours(id)[cause] == Approx(2 * (1 + int(cause))));
    CHECK(books.hours(other)[cause] == Approx(1 + int(cause)));
  }
  for (auto const expense : all_values<Expense>) {
    CHECK(books.money(id)[expense] == Approx(10 + int(expense) + (expense == Expense::trade_finance ? 6 : 0)));
    CHECK(books.money(other)[expense] == 0);
  }
}

TEST_CASE("freight moves from shippers to carriers and is no cost of the whole") {
  CHECK(is_transfer(Expense::freight));
  CHECK(payer(Expense::fuel) == Party::carrier);
  CHECK(payer(Expense::carbon) == Party::society);
  CHECK(payer(Expense::storage) == Party::shipper);
}
