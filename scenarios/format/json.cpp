#include "scenarios/format/json.hpp"

namespace tongzhou::format {

Json parse_trusted(std::string_view text) { return Json::parse(text); }

}  // namespace tongzhou::format

template class nlohmann::detail::serializer<tongzhou::format::Json>;
template class nlohmann::detail::serializer<nlohmann::ordered_json>;
