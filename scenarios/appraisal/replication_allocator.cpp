#include "scenarios/appraisal/replication_allocator.hpp"

#include <algorithm>

#include "scenarios/appraisal/allocation.hpp"
#include "scenarios/appraisal/worth.hpp"
#include "sim/outcome/statistics.hpp"

namespace tongzhou::appraisal {

ReplicationAllocator::ReplicationAllocator(Investment const& investment, AppraisalRuns& runs)
    : investment_(investment),
      runs_(runs),
      replications_(investment.options.size(), investment.replications),
      base_(runs.scenarios_of(runs.base_states())) {
  for (std::size_t i = 0; i < investment.options.size(); ++i) {
    auto const states = states_of(investment, {.options = {i}});
    runs.add(states);
    scenarios_.push_back(runs.scenarios_of(states));
  }
}

std::size_t ReplicationAllocator::of_base() const { return *std::ranges::max_element(replications_); }

std::optional<ExitCode> ReplicationAllocator::run(std::vector<Round>& rounds) {
  if (auto const end = run_round(rounds)) return end;
  auto const options = investment_.options.size();
  auto const portfolios = std::min(investment_.portfolios, (std::size_t{1} << options) - options - 1);
  // A portfolio, and both stages of a plan, have about as many different scenarios as the base.
  auto const together = portfolios + investment_.stages.size();
  std::uint64_t const reserved = together * base_.size() * investment_.replications;
  while (true) {
    auto const shares = shares_due();
    if (shares.empty()) return std::nullopt;  // nothing deviates: more runs would tell nothing
    auto const before = replications_;
    // As many at a time as there are options: often enough to learn, seldom enough to keep all cores busy.
    for (std::size_t i = 0; i < replications_.size(); ++i) {
      auto more = replications_;
      ++more[most_due(shares, more)];
      if (runs_.runs() + reserved + cost(more) > investment_.at_most_runs) break;
      replications_ = more;
    }
    if (replications_ == before) return std::nullopt;
    if (auto const end = run_round(rounds)) return end;
  }
}

std::vector<double> ReplicationAllocator::shares_due() const {
  std::vector<double> means, deviations;
  Saving const saving = [&](State const& state, std::size_t r) { return runs_.saving(state, r); };
  for (std::size_t i = 0; i < replications_.size(); ++i) {
    auto const worth = worth_of(investment_, {.options = {i}}, replications_[i], saving);
    auto const estimate = outcome::estimate(value_by_replication(investment_, worth));
    means.push_back(estimate.mean);
    deviations.push_back(estimate.deviation);
  }
  // Doing nothing is a choice too, known exactly.
  means.push_back(0);
  deviations.push_back(0);
  auto shares = allocation(means, deviations);
  shares.pop_back();
  if (std::ranges::all_of(shares, [](double share) { return share == 0; })) shares.clear();
  return shares;
}

WantedReplications ReplicationAllocator::wanted(std::vector<std::size_t> const& replications) const {
  WantedReplications wanted;
  auto const want = [&](std::set<std::size_t> const& scenarios, std::size_t count) {
    for (auto const scenario : scenarios) wanted[scenario] = std::max(wanted[scenario], count);
  };
  for (std::size_t i = 0; i < replications.size(); ++i) want(scenarios_[i], replications[i]);
  want(base_, *std::ranges::max_element(replications));
  return wanted;
}

std::uint64_t ReplicationAllocator::cost(std::vector<std::size_t> const& replications) const {
  std::uint64_t runs = 0;
  for (auto const& [scenario, count] : wanted(replications)) runs += runs_.cost({scenario}, count);
  return runs;
}

std::optional<ExitCode> ReplicationAllocator::run_round(std::vector<Round>& rounds) {
  if (auto const end = runs_.run(wanted(replications_))) return end;
  rounds.push_back({runs_.runs(), of_base(), replications_});
  return std::nullopt;
}

}  // namespace tongzhou::appraisal
