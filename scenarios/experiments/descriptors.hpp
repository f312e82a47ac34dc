#pragma once

#include <string>
#include <string_view>
#include <utility>

// Pipes and sockets between the program and its workers.
namespace tongzhou::experiments {

/// An open file, pipe or socket, closed at the end. It does not survive exec.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor() { close(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

/// Both ends of a two-way channel; the reading and the writing end of a pipe.
std::pair<Descriptor, Descriptor> make_channel();
std::pair<Descriptor, Descriptor> make_pipe();

/// False when the other side is gone.
bool send_all(int channel, std::string_view bytes);

/// One message: its length in 8 bytes, then its text. Nothing arrives when the other side goes away before its end.
bool send_message(int channel, std::string_view text);
bool receive_message(int channel, std::string& text);

/// What a length looks like in front of a message.
std::string length_prefix(std::size_t length);

}  // namespace tongzhou::experiments
