#include "fetch/address.h"

#include <algorithm>
#include <cstddef>

namespace avviso {
namespace {

struct Block {
  uint32_t first;
  int bits;
};

constexpr std::array<Block, 17> kBlocks = {{
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared by carriers
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // for documents
    {0xC0586300, 24},  // 6to4 relays, no longer
    {0xC0A80000, 16},  // private
    {0xC0AF3000, 24},  // AS112, direct
    {0xC01FC400, 24},  // AS112
    {0xC6120000, 15},  // measurements
    {0xC6336400, 24},  // for documents
    {0xCB007100, 24},  // for documents
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, and the broadcast address
}};

uint32_t Ipv4At(const std::array<uint8_t, 16>& address, size_t at) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | address[at + i];
  return value;
}

}  // namespace

bool IsPrivateIpv4(uint32_t address) {
  return std::any_of(kBlocks.begin(), kBlocks.end(), [address](const Block& block) {
    return (address ^ block.first) >> (32 - block.bits) == 0;
  });
}

bool IsPrivateIpv6(const std::array<uint8_t, 16>& address) {
  const auto zeros = [&](size_t from, size_t to) {
    return std::all_of(address.begin() + static_cast<std::ptrdiff_t>(from),
                       address.begin() + static_cast<std::ptrdiff_t>(to),
                       [](uint8_t byte) { return byte == 0; });
  };
  if (zeros(0, 10)) {
    const bool mapped = address[10] == 0xFF && address[11] == 0xFF;
    // ::, ::1 and the like fall to 0.0.0.0/8.
    if (mapped || zeros(10, 12)) return IsPrivateIpv4(Ipv4At(address, 12));
  }
  if (address[0] == 0x00 && address[1] == 0x64 && address[2] == 0xFF && address[3] == 0x9B) {
    return !zeros(4, 12) || IsPrivateIpv4(Ipv4At(address, 12));  // NAT64
  }
  if (address[0] == 0x20 && address[1] == 0x02) return IsPrivateIpv4(Ipv4At(address, 2));  // 6to4
  if (address[0] == 0x20 && address[1] == 0x01) {
    if (address[2] < 0x02) return true;                         // protocols, Teredo
    if (address[2] == 0x0D && address[3] == 0xB8) return true;  // for documents
  }
  if (address[0] == 0x3F && address[1] == 0xFF && address[2] < 0x10) return true;
  return (address[0] & 0xE0) != 0x20;  // only 2000::/3 is the public internet
}

}  // namespace avviso
