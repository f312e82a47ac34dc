#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

struct zip;

namespace tongzhou::sheets {

/// Why an archive, or what is in it, cannot be read any further.
struct Broken {
  std::string why;
};

/// Files in a ZIP archive, unpacked piece by piece and counted as they come out: what an archive says of its sizes may
/// be a lie. Throws Broken.
class Archive {
 public:
  /// `bytes` must outlive it; `most`: how many bytes all that is read may take when unpacked.
  Archive(std::string const& bytes, std::size_t most);
  ~Archive();
  Archive(Archive const&) = delete;
  Archive& operator=(Archive const&) = delete;

  bool has(std::string const& name) const;

  /// Hands out the pieces of a file; after the last one an empty piece.
  void read(std::string const& name, std::function<void(std::string_view)> const& take);

 private:
  zip* zip_ = nullptr;
  std::size_t left_, most_;
};

}  // namespace tongzhou::sheets
