#include "scenarios/experiments/descriptors.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace tongzhou::experiments {
namespace {

// A scenario is at most 256 MB of text and a result never came near it: more is said by somebody else than this
// program.
constexpr std::uint64_t longest_message = std::uint64_t{4} << 30;

bool receive_all(int channel, char* bytes, std::size_t count) {
  while (count > 0) {
    auto const got = ::read(channel, bytes, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    count -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

std::pair<Descriptor, Descriptor> make_channel() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot make a channel to a worker");
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

std::pair<Descriptor, Descriptor> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot make a pipe to a worker");
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

bool send_all(int channel, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(channel, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string length_prefix(std::size_t length) {
  std::uint64_t const number = length;
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

bool send_message(int channel, std::string_view text) {
  return send_all(channel, length_prefix(text.size())) && send_all(channel, text);
}

bool receive_message(int channel, std::string& text) {
  std::uint64_t length = 0;
  if (!receive_all(channel, reinterpret_cast<char*>(&length), sizeof length) || length > longest_message) return false;
  text.resize(length);
  return receive_all(channel, text.data(), text.size());
}

}  // namespace tongzhou::experiments
