#pragma once

#include <utility>

#include "network/base/quantity.hpp"
#include "sim/demand/variate.hpp"

namespace tongzhou::demand {

/// What a duration, a length or (Q = double) a plain number may turn out to be. Made by the factories only; they throw
/// as those of Variate do.
template <class Q>
class Distribution {
 public:
  /// Always 0.
  Distribution() = default;
  /// A variate in Q's own measure (seconds, metres).
  explicit Distribution(Variate variate) : variate_(std::move(variate)) {}

  static Distribution fixed(Q value) { return Distribution{Variate::fixed(raw(value))}; }
  static Distribution uniform(Q min, Q max) { return Distribution{Variate::uniform(raw(min), raw(max))}; }
  static Distribution triangular(Q min, Q mode, Q max) {
    return Distribution{Variate::triangular(raw(min), raw(mode), raw(max))};
  }
  static Distribution exponential(Q mean) { return Distribution{Variate::exponential(raw(mean))}; }
  static Distribution erlang(int stages, Q mean) { return Distribution{Variate::erlang(stages, raw(mean))}; }
  static Distribution gamma(double shape, Q mean) { return Distribution{Variate::gamma(shape, raw(mean))}; }
  static Distribution lognormal(Q mean, double coefficient_of_variation) {
    return Distribution{Variate::lognormal(raw(mean), coefficient_of_variation)};
  }
  static Distribution weibull(double shape, Q scale) { return Distribution{Variate::weibull(shape, raw(scale))}; }

  Variate const& variate() const { return variate_; }

  friend bool operator==(Distribution const&, Distribution const&) = default;

 private:
  static double raw(double value) { return value; }
  template <class Unit>
  static double raw(Quantity<Unit> value) {
    return value.raw();
  }

  Variate variate_;
};

template <class Q>
Q draw(Distribution<Q> const& d, Stream& stream) {
  return Q{draw(d.variate(), stream)};
}
template <class Q>
Q mean(Distribution<Q> const& d) {
  return Q{mean(d.variate())};
}
template <class Q>
Q minimum(Distribution<Q> const& d) {
  return Q{minimum(d.variate())};
}
template <class Q>
Q maximum(Distribution<Q> const& d) {
  return Q{maximum(d.variate())};
}

}  // namespace tongzhou::demand
