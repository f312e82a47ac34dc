#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "network/base/enums.hpp"
#include "scenarios/format/document.hpp"
#include "scenarios/format/json.hpp"
#include "scenarios/format/problems.hpp"

namespace tongzhou::format {

/// Reads one value of a document that has passed its schema, and reports what only its meaning shows to be wrong.
/// A key or type that the schema does not promise is a mistake of ours and throws. Document and Problems must outlive
/// it.
class Reader {
 public:
  Reader(Document const& document, Problems& problems);

  bool has(std::string const& key) const { return node_->contains(key); }

  double number(std::string const& key) const;
  double number(std::string const& key, double otherwise) const;
  std::int64_t whole(std::string const& key) const;
  std::int64_t whole(std::string const& key, std::int64_t otherwise) const;
  std::string text(std::string const& key) const;
  std::string text(std::string const& key, std::string const& otherwise) const;
  /// One of the words of an enum.
  template <class E>
  E word(std::string const& key) const {
    return child(key).word<E>();
  }
  template <class E>
  E word(std::string const& key, E otherwise) const {
    return has(key) ? word<E>(key) : otherwise;
  }
  bool flag(std::string const& key) const;
  bool flag(std::string const& key, bool otherwise) const;

  /// The value itself, for the items of a list.
  double number() const;
  std::int64_t whole() const;
  std::string text() const;
  template <class E>
  E word() const {
    if (auto const value = value_of<E>(text())) return *value;
    throw std::invalid_argument(pointer_ + ": the schema lets through a word that nothing knows, \"" + text() + '"');
  }

  Reader child(std::string const& key) const;
  /// What an object holds, keyed by id, in the order of the ids; nothing when the key is not there.
  std::vector<std::pair<std::string, Reader>> entries(std::string const& key) const;
  std::vector<std::pair<std::string, Reader>> entries() const;
  /// What a list holds, in its order; nothing when the key is not there.
  std::vector<Reader> items(std::string const& key) const;
  std::vector<Reader> items() const;

  Json const& json() const { return *node_; }
  std::string const& pointer() const { return pointer_; }

  /// A problem with this value, with one of its members, or with the key of one.
  void refuse(std::string const& words) const;
  void refuse(std::string const& key, std::string const& words) const;
  void refuse_key(std::string const& key, std::string const& words) const;

 private:
  Reader(Reader const& outer, Json const& node, std::string const& step);
  void add(std::string const& pointer, std::string const& words, Part part) const;

  Document const* document_;
  Problems* problems_;
  Json const* node_;
  std::string pointer_;
};

}  // namespace tongzhou::format
