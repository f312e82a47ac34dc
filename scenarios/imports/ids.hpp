#pragma once

#include <set>
#include <string>
#include <string_view>

namespace tongzhou::imports {

/// A name of another program as an id of ours: what may not stand in one becomes a hyphen.
std::string plain_id(std::string_view name);

/// Ids, each given once: what is asked for twice gets a number.
class UniqueIds {
 public:
  std::string unique(std::string_view name);

 private:
  std::set<std::string> taken_;
};

}  // namespace tongzhou::imports
