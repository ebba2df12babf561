// The encoder on this machine: <cache>/encoder/encoder-1.bin, where 1 is the version of its layout,
// made from the base package and data/encoder/learned.safetensors.
//
//   <tables>/encoder/encoder.sha256    "<sha256>  encoder-1.bin", pinned with the program

#ifndef AVVISO_ENGINE_ENCODER_STORE_H_
#define AVVISO_ENGINE_ENCODER_STORE_H_

#include <string>

#include "base/result.h"

namespace avviso {

struct EncoderSummary {
  std::string path;
  std::string sha256;
};

// The path of the installed file; empty if there is none.
std::string FindEncoder();

// Holds the installed file against the pinned hash. Errors: kNotFound if none is installed;
// kCorrupt if it is another; those of reading both.
Result<EncoderSummary> CheckEncoder(const std::string& tables);

// Makes the file from `base`, a folder with model.safetensors and vocab.txt, and puts it in place
// of the one that is there. Errors: those of BuildEncoder and WriteFile; kCorrupt if what comes
// out isn't what is pinned.
Result<EncoderSummary> AddEncoder(const std::string& base, const std::string& tables);

// Makes a file of one's own at `path`, with another learned part. Errors: those of BuildEncoder and
// WriteFile.
Result<EncoderSummary> MakeEncoder(const std::string& base, const std::string& learned,
                                   const std::string& path);

}  // namespace avviso

#endif  // AVVISO_ENGINE_ENCODER_STORE_H_
