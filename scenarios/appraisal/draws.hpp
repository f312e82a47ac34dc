#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "scenarios/appraisal/investment.hpp"
#include "scenarios/appraisal/worth.hpp"

// What is not known, drawn again and again: which demand case comes true, what capital really costs, and where the mean
// of the replications really lies. Each has a random stream of its own, so that an option more or less leaves the
// others' draws as they are.
namespace tongzhou::appraisal {

/// One possible course of things, the same for all choices.
struct Draw {
  std::size_t demand = 0;
  std::vector<double> overruns;           // by option of the investment
  std::vector<double> shortfalls, slips;  // likewise: factors of what is saved, years; see `kept`
  std::vector<double> picks;              // in [0, 1): which replications to take, for as many as any choice has
  double doubt = 0;                       // in [0, 1): which of the draws that doubts left
};
std::vector<Draw> draws_of(Investment const&, std::size_t most_replications);

/// The mean of replications that a draw takes, by bootstrap: as many as there are, with replacement, and set n/(n-1)
/// wider in variance, which is what the bootstrap of a mean falls short of.
double bootstrapped(std::span<double const> by_replication, Draw const&);

/// Present value of what a choice saves in a draw.
double present_in(Investment const&, Worth const&, Draw const&);

/// What doubts make a choice worth more, or less, in each of the draws that they left; none without doubts. Built later
/// it has fewer years to be wrong in.
std::vector<double> doubts_about(Investment const&, Choice const&);

/// Net present value of a choice in each draw.
std::vector<double> values_of(Investment const&, Worth const&, std::vector<Draw> const&);

/// Share of the draws in which each of the choices is the best and above zero; the first of equals. What is left is the
/// share in which nothing is.
std::vector<double> shares_best(std::vector<std::vector<double>> const& values);

/// In the middle and near both ends: order statistics. No value where the outcome has none, which counts as the
/// largest.
struct Quantiles {
  std::optional<double> p10, p50, p90;
};
Quantiles quantiles_of(std::vector<double> const& sample);

/// Infinity, for outcomes that are never reached.
extern double const never;

/// What the first so many draws say besides; each costs more than a net present value.
struct Rates {
  std::vector<double> irr;                          // of the draws that have exactly one
  std::vector<double> payback, discounted_payback;  // years, or never
};
Rates rates_of(Investment const&, Worth const&, std::span<Draw const>);

/// Present value of benefits over that of costs in each draw; nothing where nothing is spent.
std::vector<double> ratios_of(Investment const&, Worth const&, std::vector<Draw> const&);

/// A figure of what is saved in each year, in one draw: the mean of the replications that it takes, and what it keeps
/// of it.
using YearFigure = std::function<double(Books const& saved, std::size_t year)>;
std::vector<double> by_year_in(Investment const&, Worth const&, Draw const&, YearFigure const&);

}  // namespace tongzhou::appraisal
