#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tongzhou::rules {

/// Shares of boxes over alternatives with these generalised costs: a multinomial logit (McFadden 1974),
/// exp(-cost / spread), normalised. Of two whose costs differ by the spread, 1 / (1 + 1/e) = 73 % take the cheaper.
/// With a spread of 0 every box takes the cheapest; tie: the first.
std::vector<double> logit_shares(std::span<double const> costs, double spread);

/// The same, each alternative weighed with its path size: size x exp(-cost / spread), normalised.
std::vector<double> logit_shares(std::span<double const> costs, double spread, std::span<double const> sizes);

/// The same into `shares`, of as many; without sizes, all are alike.
void set_logit_shares(std::span<double> shares, std::span<double const> costs, double spread,
                      std::span<double const> sizes = {});

/// Alternatives in nests (nested logit, McFadden 1978): inside a nest a logit with the spread `within`; a nest costs
/// what its alternatives come to together, -within x ln(sum of size x exp(-cost / within)), and nests share by a logit
/// with the spread `between`. The smaller `within` is, the more alternatives of one nest stand in for each other; where
/// both are alike it is the logit above. 0 < within <= between.
std::vector<double> nested_shares(std::span<double const> costs, std::span<double const> sizes,
                                  std::span<std::uint32_t const> nests, double between, double within);

/// Shares that keep within bounds, as by contract: what is too much for one is spread evenly over those that may take
/// more. The least add up to at most 1, the most to at least 1.
std::vector<double> bounded_shares(std::span<double const> shares, std::span<double const> least,
                                   std::span<double const> most);

/// A part of a way: which, and how long.
struct Stretch {
  std::uint64_t what = 0;
  double length = 0;
};

/// How much of an alternative of its own each way is (path size, Ben-Akiva and Bierlaire 1999): of each stretch its
/// part of the way's length, divided by the number of ways that go over it. 1: a way that shares nothing; 1/2: two that
/// are the same. A way without length shares nothing.
std::vector<double> path_sizes(std::span<std::vector<Stretch> const> ways);

/// How many times its volume a trade has at a cost that is so many times the one of reference, with constant
/// elasticity: (cost / reference) ^ elasticity, at most `most_growth`.
constexpr double most_growth = 10;  // assumption: what grows more is not the same trade
double volume_factor(double cost_over_reference, double elasticity);

/// The position whose cumulative share holds u in [0, 1).
inline std::size_t pick(std::span<double const> shares, double u) {
  std::size_t at = 0;
  for (double below = 0; at + 1 < shares.size(); ++at) {
    below += shares[at];
    if (u < below) break;
  }
  return at;
}

}  // namespace tongzhou::rules
