#pragma once

#include <array>
#include <cstddef>

#include "sim/ledger/cause.hpp"

// Rows of figures by cause, expense or source of CO2e.
namespace tongzhou::outcome {

constexpr std::size_t at(ledger::Cause c) { return static_cast<std::size_t>(c); }
constexpr std::size_t at(ledger::Expense e) { return static_cast<std::size_t>(e); }
constexpr std::size_t at(ledger::Source s) { return static_cast<std::size_t>(s); }

template <std::size_t N>
void add(std::array<double, N>& to, std::array<double, N> const& more) {
  for (std::size_t i = 0; i < N; ++i) to[i] += more[i];
}

template <std::size_t N>
double total(std::array<double, N> const& row) {
  double sum = 0;
  for (double const x : row) sum += x;
  return sum;
}

}  // namespace tongzhou::outcome
