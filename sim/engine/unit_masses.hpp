#pragma once

#include <vector>

#include "network/base/id.hpp"
#include "sim/engine/boxes.hpp"
#include "sim/world/ids.hpp"

namespace tongzhou::engine {

/// What units of mail hold, in tonnes of goods: each for itself, since few are full. Written by `Post` when it closes
/// one, read by whoever carries it.
class UnitMasses {
 public:
  void weigh(BoxId box, world::FlowId flow, double goods_t) {
    if (goods_.size() <= box.value()) goods_.resize(box.value() + std::size_t{1});
    goods_[box.value()] = static_cast<float>(goods_t);
    if (flows_.size() <= flow.value()) flows_.resize(flow.value() + std::size_t{1});
    ++flows_[flow.value()].units;
    flows_[flow.value()].goods += goods_t;
  }
  float goods(BoxId box) const { return goods_[box.value()]; }
  /// Of the units of a flow that were closed so far; as planned where there are none.
  double mean_goods(world::FlowId flow, double planned) const {
    if (flows_.size() <= flow.value() || flows_[flow.value()].units == 0) return planned;
    return flows_[flow.value()].goods / flows_[flow.value()].units;
  }

 private:
  struct Sum {
    double units = 0, goods = 0;
  };
  std::vector<float> goods_;  // by box; of boxes of freight it says nothing
  std::vector<Sum> flows_;
};

}  // namespace tongzhou::engine
