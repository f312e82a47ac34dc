#include "scenarios/appraisal/finance.hpp"

#include <cmath>
#include <numeric>

namespace tongzhou::appraisal {
namespace {

double into_the_year(Timing const timing) {
  switch (timing) {
    case Timing::start:
      return 0;
    case Timing::middle:
      return 0.5;
    case Timing::end:
      return 1;
  }
  return 0;
}

}  // namespace

double negative(double amount) { return amount == 0 ? amount : -amount; }

std::vector<double> negative(std::vector<double> flows) {
  for (auto& flow : flows) flow = negative(flow);
  return flows;
}

double factor_at(Discount const& discount, double const years) {
  double product = 1, rate = discount.rate, since = 0;
  for (auto const& later : discount.later) {
    double const until = later.from_year - 1;
    if (until >= years) break;
    product *= std::pow(1 + rate, since - until);
    since = until;
    rate = later.rate;
  }
  return product * std::pow(1 + rate, since - years);
}

double factor(Discount const& discount, std::size_t const year) {
  return factor_at(discount, static_cast<double>(year) + into_the_year(discount.timing));
}

double factor_at_end(Discount const& discount, std::size_t const years) {
  return factor_at(discount, static_cast<double>(years));
}

std::vector<double> discounted(std::span<double const> const flows, Discount const& discount) {
  std::vector<double> worth(flows.size());
  for (std::size_t year = 0; year < flows.size(); ++year) worth[year] = flows[year] * factor(discount, year);
  return worth;
}

double net_present_value(std::span<double const> const flows, Discount const& discount) {
  auto const worth = discounted(flows, discount);
  return std::accumulate(worth.begin(), worth.end(), 0.0);
}

double net_present_value(Flows const& flows, Discount const& discount) {
  return net_present_value(flows.by_year, discount) + flows.at_end * factor_at_end(discount, flows.by_year.size());
}

std::optional<double> benefit_cost_ratio(std::span<double const> const benefits, std::span<double const> const costs,
                                         Discount const& discount) {
  auto const paid = net_present_value(costs, discount);
  if (!(paid > 0)) return std::nullopt;
  return net_present_value(benefits, discount) / paid;
}

std::optional<double> payback(std::span<double const> const flows) {
  double balance = 0;
  double since = 0;  // from when on the balance is not below zero
  for (std::size_t year = 0; year < flows.size(); ++year) {
    auto const before = balance;
    balance += flows[year];
    if (before < 0 && balance >= 0) since = static_cast<double>(year) - before / flows[year];
  }
  if (balance < 0) return std::nullopt;
  return since;
}

std::optional<double> discounted_payback(std::span<double const> const flows, Discount const& discount) {
  return payback(discounted(flows, discount));
}

std::optional<double> payback(Flows const& flows) {
  double const balance = std::accumulate(flows.by_year.begin(), flows.by_year.end(), 0.0);
  if (balance + flows.at_end < 0) return std::nullopt;
  if (balance < 0) return static_cast<double>(flows.by_year.size());
  return payback(flows.by_year);
}

std::optional<double> discounted_payback(Flows const& flows, Discount const& discount) {
  return payback({discounted(flows.by_year, discount), flows.at_end * factor_at_end(discount, flows.by_year.size())});
}

double real_rate(double const nominal, double const inflation) { return (1 + nominal) / (1 + inflation) - 1; }

}  // namespace tongzhou::appraisal
