// The encoder in plain numbers: what the 8-bit layers and the heads are held against.
//
//   weights -> rows of the last layer -> acts and roles
//
// Loops over doubles that follow BERT's own description, without kernels, packing or scratch
// memory. Slow: some 15 ms a piece at full size. For tests and tools/parity_encoder.py alone;
// nothing of the product calls it.

#ifndef AVVISO_ENCODER_INTERNAL_REFERENCE_H_
#define AVVISO_ENCODER_INTERNAL_REFERENCE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "encoder/internal/weights.h"

namespace avviso::reference {

// The last layer's rows for the given pieces, [pieces][weights.width]. Requires no more pieces
// than the weights have positions, and ids below their count.
std::vector<double> Rows(const EncoderWeights& weights, const std::vector<uint32_t>& pieces);

// What a row of the last layer says of its word: none, then the types; they add up to 1.
std::vector<double> Act(const EncoderWeights& weights, const double* row);

// How likely the word of one row is in each role of the act that the word of another one names.
// `bucket`: the row of weights.role_distance for their distance.
std::array<double, kReadRoles> Roles(const EncoderWeights& weights, const double* word,
                                     const double* trigger, size_t bucket);

}  // namespace avviso::reference

#endif  // AVVISO_ENCODER_INTERNAL_REFERENCE_H_
