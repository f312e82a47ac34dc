#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tongzhou::sheets {

/// The attributes of an element, by name without prefix.
using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;
std::optional<std::string_view> attribute(Attributes const& attributes, std::string_view name);

/// What is told of one XML file, element by element; names come without prefix.
struct XmlEvents {
  std::function<void(std::string_view name, Attributes const&)> start;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;
};

/// Reads XML piece by piece. A document type, and with it every entity of the file's own, is refused before anything of
/// it is read: a few lines of entities can stand for gigabytes, or for files of the reader.
class XmlPart {
 public:
  explicit XmlPart(XmlEvents events);
  ~XmlPart();
  XmlPart(XmlPart const&) = delete;
  XmlPart& operator=(XmlPart const&) = delete;

  /// False when reading cannot go on; `why` says why.
  bool feed(std::string_view piece, bool last);
  std::string const& why() const { return why_; }
  /// From within an event: reading ends here.
  void stop(std::string why);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  XmlEvents events_;
  std::string why_;
};

}  // namespace tongzhou::sheets
