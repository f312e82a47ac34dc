#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// Money by year. A row of flows has one figure a year, in yuan or any other money, from year 0 on; what comes in is
// positive, what goes out negative. The present, to which everything is discounted, is the start of year 0. Flows and
// rate must speak of the same prices: both constant, or both current.
namespace tongzhou::appraisal {

/// Where in its year the money of a year is thought to move: year y is discounted over y, y + 1/2 or y + 1 years.
/// `start` is the textbook's convention, with year 0 undiscounted.
enum class Timing { start, middle, end };

/// A rate that holds from a year on.
struct LaterRate {
  unsigned from_year = 0;
  double rate = 0;
};

struct Discount {
  double rate = 0;  // a year, above -1; of the first years
  Timing timing = Timing::middle;
  std::vector<LaterRate> later = {};  // rising years, each above 0: the declining schedules of long horizons
};

/// Flows by year, and what comes in when the last year is over: the worth of what is left then.
struct Flows {
  std::vector<double> by_year = {};
  double at_end = 0;
};

/// With the other sign; nothing has none.
double negative(double amount);
std::vector<double> negative(std::vector<double> flows);

/// What one yuan is worth today that moves so many years from now: the product of 1 / (1 + rate of each year), year y
/// being the one that ends y years from now. HM Treasury, Green Book: 3.5 %, from year 31 on 3.0 %.
double factor_at(Discount const&, double years);
/// What one yuan of that year is worth today.
double factor(Discount const&, std::size_t year);
/// What one yuan is worth today that is there when so many years are over, wherever in its year money moves.
double factor_at_end(Discount const&, std::size_t years);

/// Each year's flow, worth today. With the rate of inflation it turns current prices into constant ones.
std::vector<double> discounted(std::span<double const> flows, Discount const&);

double net_present_value(std::span<double const> flows, Discount const&);
double net_present_value(Flows const& flows, Discount const&);

/// Present value of the benefits over that of the costs, both given as positive figures. Nothing where the costs are
/// worth nothing, or less.
std::optional<double> benefit_cost_ratio(std::span<double const> benefits, std::span<double const> costs,
                                         Discount const&);

/// Years from the start of year 0 until the running balance is back at zero, never to be below it again before the
/// last year is over; a year's money is thought to flow evenly through it. 0 where the balance never is below zero,
/// nothing where it ends below.
std::optional<double> payback(std::span<double const> flows);

/// What is there at the end counts then: the answer is all the years where only it brings the balance back to zero.
std::optional<double> payback(Flows const& flows);

/// The same of the discounted flows.
std::optional<double> discounted_payback(std::span<double const> flows, Discount const&);
std::optional<double> discounted_payback(Flows const& flows, Discount const&);

/// The rate in constant prices of one in current prices (Fisher).
double real_rate(double nominal, double inflation);

}  // namespace tongzhou::appraisal
