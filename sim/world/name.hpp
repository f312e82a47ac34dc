#pragma once

#include <string>

namespace tongzhou::world {

/// What a thing is called: its id in the file, and its names where they are given (else empty).
struct Name {
  std::string code;
  std::string en;
  std::string zh;
};

}  // namespace tongzhou::world
