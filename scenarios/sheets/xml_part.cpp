#include "scenarios/sheets/xml_part.hpp"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace tongzhou::sheets {
namespace {

std::string_view local(char const* name) {
  std::string_view const whole{name};
  auto const colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

}  // namespace

std::optional<std::string_view> attribute(Attributes const& attributes, std::string_view name) {
  auto const found = std::ranges::find(attributes, name, &std::pair<std::string_view, std::string_view>::first);
  return found == attributes.end() ? std::nullopt : std::optional{found->second};
}

struct XmlPart::Parser {
  static constexpr int deepest = 64;

  XML_Parser expat = XML_ParserCreate(nullptr);
  XmlPart* part = nullptr;
  int depth = 0;
  Attributes attributes;

  ~Parser() { XML_ParserFree(expat); }
  Parser() = default;
  Parser(Parser const&) = delete;
  Parser& operator=(Parser const&) = delete;

  static void started(void* self, char const* name, char const** attributes) {
    auto& parser = *static_cast<Parser*>(self);
    if (++parser.depth > deepest) return parser.part->stop("XML nested deeper than 64 elements");
    parser.attributes.clear();
    for (auto const* at = attributes; *at != nullptr; at += 2) parser.attributes.emplace_back(local(at[0]), at[1]);
    if (parser.part->events_.start) parser.part->events_.start(local(name), parser.attributes);
  }
  static void ended(void* self, char const* name) {
    auto& parser = *static_cast<Parser*>(self);
    --parser.depth;
    if (parser.part->events_.end) parser.part->events_.end(local(name));
  }
  static void said(void* self, char const* text, int length) {
    auto& parser = *static_cast<Parser*>(self);
    if (parser.part->events_.text) parser.part->events_.text({text, static_cast<std::size_t>(length)});
  }
  static void typed(void* self, char const*, char const*, char const*, int) {
    static_cast<Parser*>(self)->part->stop("its XML declares a document type, which no workbook needs");
  }
};

XmlPart::XmlPart(XmlEvents events) : parser_(std::make_unique<Parser>()), events_(std::move(events)) {
  parser_->part = this;
  XML_SetUserData(parser_->expat, parser_.get());
  XML_SetElementHandler(parser_->expat, Parser::started, Parser::ended);
  XML_SetCharacterDataHandler(parser_->expat, Parser::said);
  XML_SetStartDoctypeDeclHandler(parser_->expat, Parser::typed);
}

XmlPart::~XmlPart() = default;

bool XmlPart::feed(std::string_view piece, bool last) {
  if (!why_.empty()) return false;
  auto const status = XML_Parse(parser_->expat, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
  if (status == XML_STATUS_OK) return true;
  if (why_.empty()) why_ = std::string{"its XML is broken: "} + XML_ErrorString(XML_GetErrorCode(parser_->expat));
  return false;
}

void XmlPart::stop(std::string why) {
  if (why_.empty()) why_ = std::move(why);
  XML_StopParser(parser_->expat, XML_FALSE);
}

}  // namespace tongzhou::sheets
