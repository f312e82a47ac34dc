#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "scenarios/appraisal/appraisal_runs.hpp"
#include "scenarios/appraisal/findings.hpp"
#include "scenarios/appraisal/investment.hpp"

namespace tongzhou::appraisal {

/// Gives the replications to the options where they help to tell the best one from the others: allocation.hpp.
class ReplicationAllocator {
 public:
  ReplicationAllocator(Investment const& investment, AppraisalRuns& runs);

  /// Runs round after round until the runs are spent or nothing deviates any more; returns the exit code of the
  /// program when it cannot.
  std::optional<ExitCode> run(std::vector<Round>& rounds);

  std::size_t of_option(std::size_t option) const { return replications_[option]; }
  std::size_t of_base() const;

 private:
  std::vector<double> shares_due() const;
  WantedReplications wanted(std::vector<std::size_t> const& replications) const;
  std::uint64_t cost(std::vector<std::size_t> const& replications) const;
  std::optional<ExitCode> run_round(std::vector<Round>& rounds);

  Investment const& investment_;
  AppraisalRuns& runs_;
  std::vector<std::size_t> replications_;  // by option
  std::set<std::size_t> base_;
  std::vector<std::set<std::size_t>> scenarios_;  // by option
};

}  // namespace tongzhou::appraisal
