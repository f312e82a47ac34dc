#include "sim/engine/berths.hpp"

#include <algorithm>

namespace tongzhou::engine {

void Lease::release() {
  if (auto* const berths = std::exchange(berths_, nullptr)) berths->give_back(at_);
}

bool Berths::is_closed() const { return closures_ != nullptr && closures_->open_from(clock_->now()) > clock_->now(); }

bool Berths::take(Request& request) {
  if (is_closed()) return false;
  if (quay_ <= Length{}) {
    if (taken_.value() >= count_) return false;
    taken_.add(1, clock_->now());
    return true;
  }
  auto const from = rules::first_room(lying_, quay_, request.claim.length, gap_);
  if (!from) return false;
  request.at = {*from, *from + request.claim.length};
  lying_.insert(std::ranges::upper_bound(lying_, *from, {}, &rules::Lying::from), request.at);
  taken_.add(in_metres(request.claim.length), clock_->now());
  return true;
}

void Berths::waits_outside(double boxes) {
  queue_.joins(clock_->now());
  outside_.push_back({clock_->now(), boxes});
}

void Berths::comes_in(Request const& request) {
  QueueWatch::InLine const came{request.since, request.claim.boxes};
  if (auto const found = std::ranges::find(outside_, came); found != outside_.end()) outside_.erase(found);
}

void Berths::served(Request const& request) {
  auto const& claim = request.claim;
  if (request.counted)
    leaves_queue(request);
  else if (!claim.comes_again)
    queue_.passes(request.since, clock_->now(), claim.boxes, claim.waited_before);
}

void Berths::leaves_queue(Request const& request) {
  auto const& claim = request.claim;
  if (claim.comes_again)
    queue_.leaves_for_now(request.since, clock_->now(), claim.boxes);
  else
    queue_.leaves(request.since, clock_->now(), claim.boxes, claim.waited_before);
}

void Berths::join(Request& request) {
  if (!request.counted) queue_.joins(request.since);
  request.queued = true;
  // From the end, since most come last, and each is far from the others in memory.
  auto place = waiting_.end();
  while (place != waiting_.begin() && rules::goes_before(request.claim.rank, (*(place - 1))->claim.rank)) --place;
  waiting_.insert(place, &request);
  if (!is_closed()) send_one_away();
}

void Berths::give_back(rules::Lying const& at) {
  Time const now = clock_->now();
  if (quay_ <= Length{}) {
    taken_.add(-1, now);
  } else {
    taken_.add(-in_metres(at.to - at.from), now);
    lying_.erase(std::ranges::find(lying_, at));  // one without a length may lie where another does
  }
  let_in();
  if (!waiting_.empty() && !is_closed()) send_one_away();
}

void Berths::opens() {
  let_in();
  for (auto left = waiting_.size(); left > 0; --left) send_one_away();
}

void Berths::let_in() {
  while (!waiting_.empty() && take(*waiting_.front())) {
    Request* const next = waiting_.front();
    waiting_.erase(waiting_.begin());
    next->queued = false;
    leaves_queue(*next);
    clock_->wake(next->vehicle, clock_->now());
  }
}

outcome::Queue Berths::queue() {
  auto in_line = outside_;
  for (Request const* request : waiting_) in_line.push_back({request->since, request->claim.boxes});
  return queue_.outcome(in_line);
}

void Berths::send_one_away() {
  Idling* longest = nullptr;
  for (Idling* const idle : idling_)
    if (!idle->wanted && (longest == nullptr || idle->until > longest->until)) longest = idle;
  if (longest == nullptr) return;
  longest->wanted = true;
  clock_->cancel(longest->ticket);
  clock_->wake(longest->vehicle, clock_->now());
}

}  // namespace tongzhou::engine
