#include "sim/engine/yards.hpp"

namespace tongzhou::engine {

Yards::Yards(world::World const& world, Recorder& recorder) : world_(world), recorder_(recorder) {
  for (auto const& terminal : world.terminals) yards_.add({recorder.window(), terminal.yard_teu});
  for (auto const& service : world.services) {
    first_queue_.add(queues_.size());
    queues_.resize(queues_.size() + service.stops.size());
    any_demurrage_ |= !service.demurrage.rates.empty();
    any_detention_ |= !service.detention.rates.empty();
  }
}

void Yards::report(outcome::Records& records) const {
  for (auto const id : yards_.ids()) {
    records.terminals[id].figures.yard_mean_teu = yards_[id].mean();
    records.terminals[id].figures.yard_max_teu = yards_[id].highest();
  }
}

}  // namespace tongzhou::engine
