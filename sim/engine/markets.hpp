#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "network/base/id.hpp"
#include "sim/demand/stream.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/world/world.hpp"

namespace tongzhou::engine {

/// Where an order for a flow goes: it may be more than one, turn to another market or region, become parcels, or be
/// cancelled.
class Markets {
 public:
  Markets(world::World const& world, Recorder& recorder, std::uint32_t replication);

  /// Some flow has agreements, or goods that may go elsewhere.
  bool any() const { return any_; }
  /// How many orders there are for one that the flow would have without agreements.
  std::uint32_t orders(world::FlowId flow, Time at);

  struct Destiny {
    world::FlowId flow;        // for which a box is sent; none: no box
    world::MailFlowId mail{};  // as whose parcels it is posted
    double parcels = 0;
    world::SwitchingId turned{};  // by which it is for another market
    bool refitted = false;        // before it can be sold there, which takes its time
  };
  /// on_top: of an order that agreements have brought besides one that the flow has without them.
  Destiny destiny_of(world::FlowId flow, Time at, bool on_top);

 private:
  /// Orders on top have streams of their own: those of others keep their luck when there are more of them.
  struct Streams {
    demand::Stream usual, on_top;
    demand::Stream& of(bool is_on_top) { return is_on_top ? on_top : usual; }
  };
  struct Turning {
    world::SwitchingId id;
    Streams streams;
  };
  struct Moving {
    world::Shift const* shift;
    Streams streams;
  };
  struct OfFlow {
    std::vector<Turning> turning;  // in the order of their ids, as a box meets them
    std::vector<Moving> moving;
    std::vector<world::Agreement const*> agreements;
    demand::Stream volume;
  };
  struct Luck {
    double hit, kind, will;
  };
  /// Where an order goes by this one, if it does.
  std::optional<Destiny> turned(world::SwitchingId id, Luck const& luck, Time at);

  world::World const& world_;
  Recorder& recorder_;
  bool any_;
  Table<world::FlowId, OfFlow> flows_;
};

/// Share of what would turn that has turned by a date: it rises from the begin, and falls from the end, over the ramp.
double share_turned(world::Switching const& switching, Time at);
/// Share of the goods that turn where turning costs so much: less the dearer it is for goods of a value.
double share_willing(world::Switching const& switching, double cost, double value);
/// Share of a flow that has moved by a date.
double share_moved(world::Shift const& shift, Time at);

}  // namespace tongzhou::engine
