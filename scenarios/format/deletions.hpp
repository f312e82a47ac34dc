#pragma once

#include <set>
#include <string>
#include <vector>

#include "scenarios/format/json.hpp"

namespace tongzhou::format {

/// Watches what merge patches delete (RFC 7386: `null`), one patch after the other. What is not there cannot be
/// deleted, a name written wrong most often; what an earlier patch has deleted may be deleted again.
class Deletions {
 public:
  struct InVain {
    std::string pointer;  // in the patch
    std::string text;
  };
  /// What this patch deletes although the scenario does not have it; to be asked before the patch is laid over it.
  std::vector<InVain> in_vain(Json const& scenario, Json const& patch);

 private:
  void look(Json const* scenario, Json const& patch, std::string const& outside);

  std::set<std::string> deleted_;
  std::string pointer_;
  std::vector<InVain> found_;
};

}  // namespace tongzhou::format
