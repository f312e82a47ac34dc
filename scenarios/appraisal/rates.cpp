#include "scenarios/appraisal/rates.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

// With u = -ln(1 + rate) and x = e^u, the net present value is the polynomial P(x) = sum c_y x^y, x > 0. It has at most
// as many roots there as its coefficients change sign (Descartes). Let one of these changes lie between years k and
// k + 1: with m = k + 1/2 the function x^-m P(x) has the same roots, and its derivative, times x^(m+1), has the
// coefficients (y - m) c_y, with one change of sign less. By Rolle a root of the derivative lies between any two roots
// of P; so once the roots of the derivative are known, each stretch between them holds at most one root of P, which a
// change of sign betrays, and a double root of P is itself a root of the derivative. The recursion is as deep as there
// are changes of sign: one or two for nearly every investment, however long.
namespace tongzhou::appraisal {
namespace {

using Coefficients = std::vector<double>;

int sign(double const value) { return (value > 0) - (value < 0); }

/// Between which coefficients, of which none at the ends is zero, the sign changes last: m of the text above.
std::optional<double> last_change(Coefficients const& c) {
  auto const last = sign(c.back());
  for (std::size_t y = c.size(); y-- > 0;)
    if (sign(c[y]) == -last) return static_cast<double>(y) + 0.5;
  return std::nullopt;
}

/// The sign of P(e^u), zero where the sum is lost in its own rounding. Sums powers of min(x, 1/x) so as not to
/// overflow.
int sign_at(Coefficients const& c, double const u) {
  auto const x = std::exp(-std::abs(u));
  double sum = 0, size = 0;
  auto const add = [&](double const coefficient) {
    sum = sum * x + coefficient;
    size = size * x + std::abs(coefficient);
  };
  if (u <= 0)
    std::for_each(c.rbegin(), c.rend(), add);
  else
    std::for_each(c.begin(), c.end(), add);
  // Horner's rule errs by at most 2 n epsilon times the sum of sizes; the coefficients have an epsilon of their own.
  auto const noise = (2 * static_cast<double>(c.size()) + 8) * std::numeric_limits<double>::epsilon() * size;
  return std::abs(sum) <= noise ? 0 : sign(sum);
}

/// The one root between two points where the signs are opposite.
double between(Coefficients const& c, double low, double high, int const sign_low) {
  while (true) {
    auto const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    auto const here = sign_at(c, middle);
    if (here == 0) return middle;
    (here == sign_low ? low : high) = middle;
  }
}

/// Roots of P as values of u, lowest first; the first and the last coefficient are not zero.
std::vector<double> roots(Coefficients const& c) {
  auto const m = last_change(c);
  if (!m) return {};
  Coefficients derivative(c.size());
  for (std::size_t y = 0; y < c.size(); ++y) derivative[y] = (static_cast<double>(y) - *m) * c[y];

  // Cauchy: no root is nearer to 0 or further out than these.
  double size = 0;
  for (auto const coefficient : c) size = std::max(size, std::abs(coefficient));
  auto const first = -std::log1p(size / std::abs(c.front())) - 1, last = std::log1p(size / std::abs(c.back())) + 1;

  std::vector<double> found;
  auto here = first;
  auto sign_here = sign(c.front());
  auto const step = [&](double const next, int const sign_next) {
    // Roots that rounding has spread over two neighbouring cuts are one.
    auto const same = sign_here == 0 && sign_at(c, here + (next - here) / 2) == 0;
    if (sign_next == 0 && !same)
      found.push_back(next);
    else if (sign_here * sign_next < 0)
      found.push_back(between(c, here, next, sign_here));
    here = next;
    sign_here = sign_next;
  };
  for (auto const cut : roots(derivative))
    if (cut > first && cut < last) step(cut, sign_at(c, cut));
  step(last, sign(c.back()));
  return found;
}

}  // namespace

std::vector<double> internal_rates(std::span<double const> const flows) {
  // What is beyond every number has no rate; what is lost beside the largest flow decides none, and as a last
  // coefficient it would send the bounds of the roots to infinity.
  double largest = 0;
  for (auto const flow : flows) {
    if (!std::isfinite(flow)) return {};
    largest = std::max(largest, std::abs(flow));
  }
  constexpr double lost = 1e-30;
  auto const used = [&](double const flow) { return std::abs(flow) > largest * lost; };
  auto const begin = std::find_if(flows.begin(), flows.end(), used);
  auto const end = std::find_if(flows.rbegin(), flows.rend(), used).base();
  if (begin >= end) return {};
  std::vector<double> rates;
  auto const found = roots(Coefficients(begin, end));
  for (auto u = found.rbegin(); u != found.rend(); ++u) rates.push_back(std::expm1(-*u));
  return rates;
}

std::vector<double> internal_rates(Flows const& flows, Timing const timing) {
  auto row = flows.by_year;
  if (flows.at_end == 0 || row.empty()) return internal_rates(row);
  if (timing == Timing::end) {
    row.back() += flows.at_end;
    return internal_rates(row);
  }
  if (timing == Timing::start) {
    row.push_back(flows.at_end);
    return internal_rates(row);
  }
  // Money of the middle of a year is half a year from its end: a row by half years, and the rates of half a year.
  std::vector<double> halves(2 * row.size());
  for (std::size_t year = 0; year < row.size(); ++year) halves[2 * year] = row[year];
  halves.back() = flows.at_end;
  auto rates = internal_rates(halves);
  for (auto& rate : rates) rate = (1 + rate) * (1 + rate) - 1;
  return rates;
}

}  // namespace tongzhou::appraisal
