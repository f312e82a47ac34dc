#pragma once

#include <catch2/catch.hpp>

#include "tests/units/sim_engine/told.hpp"
#include "tests/units/sim_itineraries/sketch.hpp"

namespace tongzhou {

/// A small world with mail: a hub by a river port, and a town down the river.
struct MailSketch : itineraries::Sketch {
  world::PlaceId region = place("Region"), city = place("City"), town = place("Town");
  world::TerminalId upper = terminal(city), lower = terminal(town);
  world::LinkId reach = river(city, town, 200);  // ten hours
  world::PostalHubId hub = add_hub("City/hub", city);

  MailSketch() {
    world.start = {2024, 1, 1};
    world.length = days(28);
    for (auto& port : world.terminals) {
      port.berths = 1;
      port.cranes = 1;
      port.moves_per_crane_hour = 1e6;
    }
  }

  world::PostalHubId add_hub(std::string code, world::PlaceId at) {
    world::PostalHub made;
    made.name = named(std::move(code));
    made.place = at;
    made.sorting.parcels_per_hour = 4000;
    return world.postal_hubs.add(made);
  }

  /// In units of so many parcels, for all products.
  world::DispatchId dispatch(world::PostalHubId from, world::PlaceId to, double parcels) {
    auto const id = world::DispatchId{world.dispatches.size()};
    auto const boxes = flow(world.postal_hubs[from].place, to);
    world.flows[boxes].mail = id;
    world.flows[boxes].name = named("units " + std::to_string(id.value()));
    world::Dispatch made;
    made.name = named(world.postal_hubs[from].name.code + "/" + std::to_string(id.value()));
    made.hub = from;
    made.to = to;
    made.flow = boxes;
    made.full_at_parcels = parcels;
    return world.dispatches.add(made);
  }

  world::MailFlowId mail(double parcels_per_day, std::vector<world::MailRoute::Leg> legs,
                         world::MailProduct product = world::MailProduct::ordinary) {
    world::MailFlow made;
    made.name = named("mail " + std::to_string(world.mail_flows.size()));
    made.origin = region;
    made.destination = town;
    made.product = product;
    made.parcels_per_day = parcels_per_day;
    made.kg = 0.5;
    world::MailRoute way;
    way.legs = std::move(legs);
    made.ways.push_back(way);
    return world.mail_flows.add(made);
  }

  outcome::Outcome run(std::uint32_t replication = 0) { return told(world, replication); }
};

}  // namespace tongzhou
