#include "scenarios/sheets/archive.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <memory>

namespace tongzhou::sheets {

Archive::Archive(std::string const& bytes, std::size_t most) : left_(most), most_(most) {
  zip_error_t error;
  zip_error_init(&error);
  auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip_ == nullptr) {
    std::string const why = zip_error_strerror(&error);
    zip_source_free(source);
    zip_error_fini(&error);
    throw Broken{"this archive is broken: " + why};
  }
  zip_error_fini(&error);
}

Archive::~Archive() { zip_discard(zip_); }

bool Archive::has(std::string const& name) const { return zip_name_locate(zip_, name.c_str(), 0) >= 0; }

void Archive::read(std::string const& name, std::function<void(std::string_view)> const& take) {
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> const file{zip_fopen(zip_, name.c_str(), 0), zip_fclose};
  if (!file) throw Broken{fmt::format("there is no {} in it", name)};
  std::array<char, std::size_t{1} << 16> piece{};
  for (;;) {
    auto const got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) throw Broken{fmt::format("{} in it cannot be unpacked", name)};
    auto const size = static_cast<std::size_t>(got);
    if (size > left_) throw Broken{fmt::format("unpacked it is larger than {} bytes, the most that is read", most_)};
    left_ -= size;
    take({piece.data(), size});
    if (size == 0) return;
  }
}

}  // namespace tongzhou::sheets
