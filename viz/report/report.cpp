#include "viz/report/report.hpp"

#include <string_view>

#include "viz/report/template.hpp"

namespace tongzhou::report {
namespace {

/// In JSON "<" stands inside strings only, where it may be written as an escape. Without it no text can end the script
/// element that holds the data, nor open a comment in it.
void append_inert(std::string& html, std::string_view json) {
  for (char const c : json) {
    if (c == '<') {
      html += "\\u003c";
    } else {
      html += c;
    }
  }
}

std::string in_quotes(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string json = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += "\\u00";
      json += digits[static_cast<unsigned char>(c) >> 4];
      json += digits[static_cast<unsigned char>(c) & 15];
    } else {
      json += c;
    }
  }
  return json + '"';
}

/// Nothing for what is not known.
void append_member(std::string& html, std::string_view name, std::string_view json) {
  if (json.empty()) return;
  html += ",\"";
  html += name;
  html += "\":";
  append_inert(html, json);
}

}  // namespace

std::string html(std::span<Document const> documents) {
  std::string page{before_results()};
  page += '[';
  for (auto const& document : documents) {
    if (&document != documents.data()) page += ',';
    page += "{\"file\":";
    append_inert(page, in_quotes(document.file));
    page += ",\"document\":";
    append_inert(page, document.json);
    append_member(page, "inputs", document.inputs);
    append_member(page, "movements", document.movements);
    append_member(page, "pools", document.pools);
    page += '}';
  }
  page += ']';
  page += after_results();
  return page;
}

}  // namespace tongzhou::report
