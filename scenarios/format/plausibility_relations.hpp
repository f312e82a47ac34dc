#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/plausibility.hpp"

// The rules that set several figures of a scenario against each other; each can be asked alone.
namespace tongzhou::format::plausibility {

using world::World;

/// How many CNY one unit of a currency is worth, in round figures; 0: not known here.
double worth_in_cny(std::string const& currency);

/// A figure in the unit of a fuel as energy; 0 where the unit is not known here.
double megajoules(double amount, std::string const& unit);

/// TEU a year that a service can take from its first stop; 0: no timetable.
double teu_a_year(World const&, world::Service const&);
/// TEU a year that the services on some ways can take together; nothing where there is no limit to see: a way by trucks
/// alone, or by a service without a timetable.
std::optional<double> room_a_year(World const&, std::vector<itineraries::Itinerary> const& ways);

/// The pointer to a facility, by its code (`CNWUH/quay`), or to what it has under a key.
std::string of_facility(std::string const& code, std::string_view key = {});

std::vector<Remark> year_of_the_start(World const&);
std::vector<Remark> nothing_to_carry(World const&);
std::vector<Remark> deadweight_for_its_teu(World const&);
std::vector<Remark> draught_for_its_deadweight(World const&);
std::vector<Remark> draught_for_the_depth(World const&);
std::vector<Remark> fuel_for_the_mode(World const&);
std::vector<Remark> energy_of_lifts(Document const&);
std::vector<Remark> speed_of_a_service(Document const&, World const&);
std::vector<Remark> freight_for_the_mode(World const&);
std::vector<Remark> prices_for_one_length(World const&, itineraries::Plans const&);
std::vector<Remark> mass_for_the_box(World const&);
std::vector<Remark> tare_for_the_box(World const&);
std::vector<Remark> value_for_the_mass(World const&);
std::vector<Remark> demand_for_the_services(World const&, itineraries::Plans const&);
std::vector<Remark> distance_for_the_map(Document const&);
std::vector<Remark> line_for_the_map(Document const&);
std::vector<Remark> cranes_that_never_work(World const&);
std::vector<Remark> gangs_that_never_work(World const&);
std::vector<Remark> yard_for_the_vehicles(World const&);
std::vector<Remark> chambers_that_take_nobody(World const&);
std::vector<Remark> ships_for_the_lock(World const&);
std::vector<Remark> fleet_for_the_timetable(World const&);
std::vector<Remark> plugs_that_never_fill(World const&, itineraries::Plans const&);
std::vector<Remark> vehicles_that_never_return(Document const&, World const&);
std::vector<Remark> what_nobody_uses(Document const&, World const&, itineraries::Plans const&);
std::vector<Remark> licences_that_nobody_needs(World const&, itineraries::Plans const&);
std::vector<Remark> depots_that_serve_nobody(World const&, itineraries::Plans const&);
std::vector<Remark> boxes_that_are_always_there(World const&);
std::vector<Remark> keys_without_effect(Document const&, World const&);
std::vector<Remark> subsidies_that_pay_nobody(World const&);

}  // namespace tongzhou::format::plausibility
