// Which addresses of the internet are somebody's own.

#ifndef AVVISO_FETCH_ADDRESS_H_
#define AVVISO_FETCH_ADDRESS_H_

#include <array>
#include <cstdint>

namespace avviso {

// True if the address isn't one of the public internet: private, loopback, link-local,
// shared, multicast, reserved, for documents; in IPv6 also what carries such an IPv4
// address (mapped, compatible, 6to4, NAT64, Teredo).
// Sources: the IANA registries of special-purpose addresses (RFC 6890).
bool IsPrivateIpv4(uint32_t address);  // host order: 127.0.0.1 is 0x7F000001
bool IsPrivateIpv6(const std::array<uint8_t, 16>& address);

}  // namespace avviso

#endif  // AVVISO_FETCH_ADDRESS_H_
