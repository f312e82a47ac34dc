#pragma once

namespace tongzhou {

/// One case for each kind that a variant may hold: std::visit(Match{[](Ship const&) {...}, [](Train const&) {...}}, it).
template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;  // clang before 17 does not find it by itself

}  // namespace tongzhou
