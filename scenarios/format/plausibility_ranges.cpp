#include "scenarios/format/plausibility.hpp"

namespace tongzhou::format {
namespace {

constexpr std::string_view assumption = "assumption: wide, around the library's scenarios";
constexpr std::string_view crane_rates =
    "24-26.5 moves an hour at 12 Chinese ports in 2017 (nbyingxin.com), record 52.1 in 2021 (China Daily)";
constexpr std::string_view clearance = "32.02 h for imports, 1.03 h for exports in 2022 (people.cn 2023-03-01)";
constexpr std::string_view land_speeds = "road 90, rail 60, water 30 km/h (Hindawi JAT 2022 5776334, table 3)";
constexpr std::string_view handling_rates = "625-850 CNY a 20-foot box, 980-1,250 a 40-foot box (THC of Chinese ports)";
constexpr std::string_view lock_sizes =
    "280 x 34 m at the Three Gorges (sinowaytravel.com), ship lift 120 x 18 m (tvnz.co.nz)";
constexpr std::string_view lockages = "93 minutes a line at the Three Gorges in 2023 (chinanews.com.cn), ship lift 51";
constexpr std::string_view lock_ships =
    "39,463 ships to 25 November 2023 at the Three Gorges, 60 a day each way (chinanews.com.cn)";
constexpr std::string_view dwell = "3 days laden, 10 days empty (OpenTISim container_defaults.py)";

// Wide on purpose: a factor of about three beyond what is usual, so that what is told is nearly always a mistake.
constexpr UsualRange ranges[]{
    {"/vehicle_classes/[mode=sea]/speed_km_per_h", 8, 50, "km/h", assumption},
    {"/vehicle_classes/[mode=river]/speed_km_per_h", 4, 40, "km/h", land_speeds},
    {"/vehicle_classes/[mode=sea]/max_speed_km_per_h", 8, 60, "km/h", assumption},
    {"/vehicle_classes/[mode=river]/max_speed_km_per_h", 4, 50, "km/h", assumption},
    {"/vehicle_classes/[mode=rail]/max_speed_km_per_h", 15, 350, "km/h", assumption},
    {"/vehicle_classes/[mode=air]/max_speed_km_per_h", 300, 1100, "km/h", assumption},
    {"/vehicle_classes/[mode=rail]/speed_km_per_h", 15, 160, "km/h", land_speeds},
    {"/vehicle_classes/[mode=road]/speed_km_per_h", 15, 110, "km/h", land_speeds},
    {"/vehicle_classes/[mode=air]/speed_km_per_h", 300, 1000, "km/h", assumption},
    {"/vehicle_classes/[mode=sea]/teu", 20, 25000, "TEU", assumption},
    {"/vehicle_classes/[mode=river]/teu", 10, 2500, "TEU", "1,124 TEU is the largest on the Yangtze (Xinhua 2021)"},
    {"/vehicle_classes/[mode=rail]/teu", 10, 400, "TEU", "112 TEU a China-Europe train (MOT, 2023)"},
    {"/vehicle_classes/[mode=road]/teu", 1, 4, "TEU", assumption},
    {"/vehicle_classes/[mode=sea,river]/length_m", 20, 410, "m", assumption},
    {"/vehicle_classes/[mode=rail]/length_m", 100, 2500, "m", assumption},
    {"/vehicle_classes/[mode=sea]/fixed_cost_per_day", 2000, 3e6, "CNY a day", assumption, Measured::money},
    {"/vehicle_classes/[mode=river]/fixed_cost_per_day", 500, 5e5, "CNY a day", assumption, Measured::money},
    {"/vehicle_classes/[mode=rail]/fixed_cost_per_day", 500, 5e5, "CNY a day", assumption, Measured::money},
    {"/vehicle_classes/[mode=road]/fixed_cost_per_day", 50, 20000, "CNY a day", assumption, Measured::money},
    {"/vehicle_classes/[mode=air]/fixed_cost_per_day", 5000, 5e6, "CNY a day", assumption, Measured::money},
    {"/vehicle_classes/[mode=rail]/empty_t", 100, 6000, "t", assumption},
    {"/vehicle_classes/[mode=rail]/wagon_cost_per_day", 1, 2000, "CNY a day", assumption, Measured::money},
    {"/vehicle_classes/[mode=rail]/crew_cost_per_hour", 10, 5000, "CNY an hour", assumption, Measured::money},
    {"/fuels/[unit=t]/price", 500, 30000, "CNY a tonne", assumption, Measured::money},
    {"/fuels/[unit=kg]/price", 0.5, 30, "CNY a kg", assumption, Measured::money},
    {"/fuels/[unit=L]/price", 0.5, 30, "CNY a litre", assumption, Measured::money},
    {"/fuels/[unit=kWh]/price", 0.05, 5, "CNY a kWh", assumption, Measured::money},
    {"/fuels/[unit=t]/kg_co2e", 10, 5500, "kg a tonne",
     "diesel and fuel oil burn to 3,100-3,200 kg, 3,500-3,900 well to wheel: assumption"},
    {"/fuels/[unit=kg]/kg_co2e", 0.01, 35, "kg a kg", assumption},
    {"/fuels/[unit=L]/kg_co2e", 0.01, 5, "kg a litre", assumption},
    {"/fuels/[unit=kWh]/kg_co2e", 0.001, 1.5, "kg a kWh", assumption},
    {"/flows/*/time_value_per_year", 0.005, 5, "of the value a year", assumption},
    {"/flows/*/boxes_per_year", 20, 3e7, "boxes a year",
     "the largest port handles 51.5 million TEU (2024, glottis.global)"},
    {"/flows/*/teu_per_year", 20, 5e7, "TEU a year",
     "the largest port handles 51.5 million TEU (2024, glottis.global)"},
    {"/flows/*/deadline_days", 0.2, 180, "days", assumption},
    {"/places/*/facilities/[kind=quay]/moves_per_crane_hour", 5, 80, "moves an hour", crane_rates},
    {"/places/*/facilities/[kind=rail]/moves_per_crane_hour", 5, 80, "moves an hour", crane_rates},
    {"/places/*/facilities/[kind=air]/moves_per_crane_hour", 2, 80, "moves an hour", assumption},
    {"/places/*/facilities/[kind=quay]/cranes_per_vehicle", 1, 12, "cranes", assumption},
    {"/places/*/facilities/[kind=rail]/cranes_per_vehicle", 1, 8, "gantries", assumption},
    {"/places/*/facilities/[kind=quay]/berth_length_m", 20, 1500, "m", assumption},
    {"/places/*/facilities/[kind=quay]/depth_m", 1.5, 30, "m",
     "channels of 3.8-12.5 m on the Yangtze (cjhy.mot.gov.cn), ports to 17: assumption"},
    {"/places/*/facilities/[kind=rail]/track_length_m", 100, 2500, "m", assumption},
    {"/places/*/facilities/*/dwell_days", 0.01, 21, "days", dwell},
    {"/places/*/facilities/*/handling_per_20ft", 10, 4000, "CNY a move", handling_rates, Measured::money},
    {"/places/*/facilities/*/handling_per_40ft", 10, 6000, "CNY a move", handling_rates, Measured::money},
    {"/places/*/facilities/*/storage_per_teu_day", 0.5, 1000, "CNY a TEU and day",
     "40-160 CNY a day of detention (srmyq.com)", Measured::money},
    {"/places/*/facilities/*/gate/minutes_per_truck", 0.1, 60, "minutes a truck", assumption},
    {"/places/*/facilities/[kind=gauge_change]/minutes_per_train", 1, 1440, "minutes a train", assumption},
    {"/places/*/facilities/[kind=gauge_change]/seconds_per_box", 1, 1800, "seconds a box", assumption},
    {"/places/*/facilities/[kind=gauge_change]/cost_per_box", 1, 5000, "CNY a box", assumption, Measured::money},
    {"/places/*/facilities/*/chambers/*/lockage_minutes", 5, 240, "minutes", lockages},
    {"/places/*/facilities/*/chambers/*/length_m", 30, 500, "m", lock_sizes},
    {"/places/*/facilities/*/chambers/*/width_m", 5, 75, "m", lock_sizes},
    {"/places/*/facilities/*/traffic/ships_per_day_up", 0.1, 1000, "ships a day", lock_ships},
    {"/places/*/facilities/*/traffic/ships_per_day_down", 0.1, 1000, "ships a day", lock_ships},
    {"/places/*/facilities/[kind=customs]/inspection_hours", 0.05, 120, "hours", assumption},
    {"/places/*/facilities/[kind=customs]/cost_per_declaration", 1, 5000, "CNY", assumption, Measured::money},
    {"/places/*/facilities/[kind=customs]/cost_per_inspection", 10, 20000, "CNY", assumption, Measured::money},
    {"/places/*/facilities/*/sorting/parcels_per_line_hour", 100, 100000, "parcels an hour",
     "9,000-10,000 on a line at Urumqi (english.ts.cn)"},
    {"/places/*/facilities/[kind=postal_hub]/cost_per_parcel", 0.02, 200, "CNY a parcel", assumption, Measured::money},
    {"/places/*/transfers/*/hours", 0.01, 72, "hours", assumption},
    {"/places/*/transfers/*/cost_per_box", 1, 3000, "CNY a box", assumption, Measured::money},
    {"/places/*/transfers/*/direct_lift/boxes_per_hour", 1, 100, "boxes an hour", assumption},
    {"/places/*/transfers/*/direct_lift/cost_per_box", 1, 3000, "CNY a box", assumption, Measured::money},
    {"/links/[kind=railway]/headway_minutes", 2, 120, "minutes", assumption},
    {"/links/[kind=railway]/paths_per_day", 1, 250, "trains a day", assumption},
    {"/links/[kind=railway]/access_per_train_km", 0.5, 300, "CNY a km", assumption, Measured::money},
    {"/links/[kind=railway]/access_per_1000_gross_t_km", 0.5, 300, "CNY a km", assumption, Measured::money},
    {"/links/[kind=railway]/technical_stop_minutes", 1, 720, "minutes", assumption},
    {"/links/[kind=waterway]/current_km_per_h", 0.01, 20, "km/h", assumption},
    {"/links/[kind=sea_lane,waterway]/depth_m", 1, 11000, "m",
     "channels of 3.8-12.5 m on the Yangtze (cjhy.mot.gov.cn)"},
    {"/links/[kind=road]/toll_per_km", 0.05, 15, "CNY a km", assumption, Measured::money},
    {"/links/[kind=road]/barrier_hours", 0.01, 72, "hours", assumption},
    {"/links/[kind=road]/barrier_cost_per_box", 1, 3000, "CNY a box", assumption, Measured::money},
    {"/trucking/cost_per_km", 0.2, 60, "CNY a km", assumption, Measured::money},
    {"/trucking/at_gates/cost_per_hour", 1, 1000, "CNY an hour", assumption, Measured::money},
    {"/services/*/cut_off_hours", 0.01, 240, "hours", assumption},
    {"/customs/import_declaration_hours", 0.05, 360, "hours", clearance},
    {"/customs/export_declaration_hours", 0.05, 120, "hours", clearance},
    {"/customs/transit_hours", 0.05, 120, "hours", assumption},
    {"/customs/inspected_low_risk", 0.0001, 0.5, "of the boxes",
     "no official figure; 8-15 % are claimed (chinatinyfinds, weak)"},
    {"/transfer_rules/document_hours", 0.05, 240, "hours", assumption},
    {"/transfer_rules/document_cost", 1, 5000, "CNY a box", assumption, Measured::money},
    {"/transfer_rules/restuffing_hours", 0.05, 120, "hours", assumption},
    {"/transfer_rules/restuffing_cost", 5, 20000, "CNY a box", assumption, Measured::money},
    {"/policy/carbon_price_per_t", 1, 3000, "CNY a tonne", "95.96 CNY a tonne in 2024, 50-100 USD by 2030: assumption",
     Measured::money},
    {"/policy/time_value_per_year", 0.005, 2, "of the value a year", assumption},
    {"/policy/loss_per_move", 1e-6, 0.02, "of the value a move", assumption},
    {"/mail_flows/*/kg", 0.005, 35, "kg", assumption},
    {"/mail_flows/*/parcels_per_day", 1, 5e8, "parcels a day",
     "199 billion parcels in 2025 are 545 million a day (MOT, reportify.cn 2026-01-30)"},
    {"/mail_flows/*/value", 0.5, 100000, "CNY a parcel", assumption, Measured::money},
    {"/mail_flows/*/delivery_cost", 0.1, 500, "CNY a parcel", assumption, Measured::money},
    {"/mail_flows/*/ways/*/collect_hours", 0.05, 360, "hours", assumption},
    {"/mail_flows/*/ways/*/collect_cost", 0.02, 500, "CNY a parcel", assumption, Measured::money},
    {"/mail_flows/*/promised_days", 0.2, 90, "days", assumption},
};

}  // namespace

std::span<UsualRange const> usual_ranges() { return ranges; }

}  // namespace tongzhou::format
