#include "scenarios/format/reader.hpp"

#include <limits>

#include "scenarios/format/locate.hpp"

namespace tongzhou::format {

Reader::Reader(Document const& document, Problems& problems)
    : document_(&document), problems_(&problems), node_(&document.json()) {}

Reader::Reader(Reader const& outer, Json const& node, std::string const& step)
    : document_(outer.document_), problems_(outer.problems_), node_(&node), pointer_(outer.pointer_ + step) {}

Reader Reader::child(std::string const& key) const { return {*this, node_->at(key), step_for(key)}; }

double Reader::number() const { return node_->get<double>(); }

std::int64_t Reader::whole() const {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  if (node_->is_number_unsigned() && node_->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    refuse("expected a whole number of at most " + std::to_string(most) + ", found " + node_->dump());
    return most;
  }
  return node_->get<std::int64_t>();
}

std::string Reader::text() const { return node_->get<std::string>(); }

double Reader::number(std::string const& key) const { return node_->at(key).get<double>(); }
double Reader::number(std::string const& key, double otherwise) const { return has(key) ? number(key) : otherwise; }
std::int64_t Reader::whole(std::string const& key) const { return child(key).whole(); }
std::int64_t Reader::whole(std::string const& key, std::int64_t otherwise) const {
  return has(key) ? whole(key) : otherwise;
}
std::string Reader::text(std::string const& key) const { return node_->at(key).get<std::string>(); }
std::string Reader::text(std::string const& key, std::string const& otherwise) const {
  return has(key) ? text(key) : otherwise;
}
bool Reader::flag(std::string const& key) const { return node_->at(key).get<bool>(); }
bool Reader::flag(std::string const& key, bool otherwise) const { return has(key) ? flag(key) : otherwise; }

std::vector<std::pair<std::string, Reader>> Reader::entries() const {
  std::vector<std::pair<std::string, Reader>> result;
  result.reserve(node_->size());
  for (auto const& [id, value] : node_->get_ref<Json::object_t const&>()) {
    result.emplace_back(id, Reader{*this, value, step_for(id)});
  }
  return result;
}

std::vector<std::pair<std::string, Reader>> Reader::entries(std::string const& key) const {
  if (!has(key)) return {};
  return child(key).entries();
}

std::vector<Reader> Reader::items() const {
  std::vector<Reader> result;
  result.reserve(node_->size());
  for (auto const& value : node_->get_ref<Json::array_t const&>()) {
    result.push_back(Reader{*this, value, step_for(result.size())});
  }
  return result;
}

std::vector<Reader> Reader::items(std::string const& key) const {
  if (!has(key)) return {};
  return child(key).items();
}

void Reader::refuse(std::string const& words) const { add(pointer_, words, Part::value); }

void Reader::refuse(std::string const& key, std::string const& words) const {
  add(pointer_ + step_for(key), words, Part::value);
}

void Reader::refuse_key(std::string const& key, std::string const& words) const {
  add(pointer_ + step_for(key), words, Part::key);
}

void Reader::add(std::string const& pointer, std::string const& words, Part part) const {
  // Beyond what is kept problems are only counted: finding their places would be for nothing.
  problems_->add(problems_->full() ? Problem{} : document_->problem(pointer, words, part));
}

}  // namespace tongzhou::format
