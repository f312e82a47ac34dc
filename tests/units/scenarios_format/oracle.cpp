#include "tests/units/scenarios_format/oracle.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "scenarios/format/locate.hpp"

namespace tongzhou::format {
namespace {

using nlohmann::json;

class Valijson {
 public:
  explicit Valijson(json const& schema) {
    valijson::SchemaParser parser{valijson::SchemaParser::kDraft7};
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter{schema}, schema_);
  }
  bool accepts(json const& value) {
    return validator_.validate(schema_, valijson::adapters::NlohmannJsonAdapter{value}, nullptr);
  }

 private:
  valijson::Schema schema_;
  valijson::Validator validator_{valijson::Validator::kStrongTypes};
};

void pointers(json const& value, std::string const& at, std::vector<std::string>& result) {
  result.push_back(at);
  if (value.is_object()) {
    for (auto const& [key, inner] : value.items()) pointers(inner, at + step_for(key), result);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) pointers(value[i], at + step_for(i), result);
  }
}

}  // namespace

bool valijson_accepts(json const& schema, json const& value) { return Valijson{schema}.accepts(value); }

bool we_accept(Schema const& schema, json const& value) {
  bool good = true;
  validate(schema, value, [&](auto const&...) { good = false; });
  return good;
}

std::vector<json> mutants(json const& document) {
  std::vector<std::string> places;
  pointers(document, "", places);
  std::vector<json> result;
  for (auto const& place : places) {
    auto const at = json::json_pointer{place};
    auto const& old = document[at];
    auto const with = [&](json value) {
      result.push_back(document);
      result.back()[at] = std::move(value);
    };
    for (auto const& value : {json(nullptr), json(true), json(0), json(-5), json(1), json(2.9), json(201), json(1e300),
                              json(""), json("x"), json("rial"), json::array(), json::object(), json::array({1, "a"}),
                              json{{"kind", "sea"}}, json{{"kind", 3}}}) {
      with(value);
    }
    if (old.is_object()) {
      for (auto const& [key, inner] : old.items()) {
        auto lost = old;
        lost.erase(key);
        with(lost);
        lost[key + "x"] = inner;
        with(lost);
      }
      auto more = old;
      more["unheard_of"] = 1;
      with(more);
    } else if (old.is_array() && !old.empty()) {
      auto fewer = old;
      fewer.erase(fewer.begin());
      with(fewer);
      auto more = old;
      for (int i = 0; i < 3; ++i) more.push_back(old[0]);
      with(more);
    }
  }
  return result;
}

std::vector<std::string> disagreements(json const& schema, json const& document, std::size_t each) {
  Schema const ours{schema};
  Valijson theirs{schema};
  std::vector<std::string> result;
  auto documents = mutants(document);
  documents.insert(documents.begin(), document);
  for (std::size_t n = 0; n < documents.size(); n += each) {
    auto const& one = documents[n];
    bool const we = we_accept(ours, one);
    if (we != theirs.accepts(one)) result.push_back((we ? "we accept " : "we refuse ") + one.dump());
  }
  return result;
}

}  // namespace tongzhou::format
