#pragma once

#include "network/base/id.hpp"

namespace tongzhou::world {

using PlaceId = Id<struct PlaceTag>;
using TerminalId = Id<struct TerminalTag>;
using TransferId = Id<struct TransferTag>;
using ApproachId = Id<struct ApproachTag>;
using LockId = Id<struct LockTag>;
using GaugeChangeId = Id<struct GaugeChangeTag>;
using LinkId = Id<struct LinkTag>;
using CustomsOfficeId = Id<struct CustomsOfficeTag>;
using EmptyPoolId = Id<struct EmptyPoolTag>;
using FuelId = Id<struct FuelTag>;
using BoxTypeId = Id<struct BoxTypeTag>;
using VehicleClassId = Id<struct VehicleClassTag>;
using ServiceId = Id<struct ServiceTag>;
using RollingStockId = Id<struct RollingStockTag>;
using TruckFleetId = Id<struct TruckFleetTag>;
using PriceIndexId = Id<struct PriceIndexTag>;
using FlowId = Id<struct FlowTag>;
using PostalHubId = Id<struct PostalHubTag>;
using DispatchId = Id<struct DispatchTag>;
using MailFlowId = Id<struct MailFlowTag>;
using GoodsId = Id<struct GoodsTag>;
using SwitchingId = Id<struct SwitchingTag>;
using FreightStationId = Id<struct FreightStationTag>;
using ZoneStayId = Id<struct ZoneStayTag>;
using ItineraryId = Id<struct ItineraryTag>;

}  // namespace tongzhou::world
