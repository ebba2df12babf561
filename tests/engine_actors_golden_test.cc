// Golden cases of actors and claims: tests/golden/{actors,claims}/*.case.
//
// Actors: a line a phrase, "phrase", "phrase @2022-05-01" or "phrase || what it stood
// in", and what it is resolved to: "name | country sector". Claims: a text, and a line for each
// claim: source (its name) "cue" content; "-> N" is the claim that reports it.
//
//   # says why the case is here
//   Serbian troops
//   ----
//   Serbian troops | SRB MIL
//   ====
//
// With AVVISO_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed
// as a diff. Needs the default model; says so if it isn't there.

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "engine/engine.h"
#include "golden_cases.h"

namespace avviso {
namespace {

TEST(Golden, Actors) {
  CheckGoldenCoding("actors", 15, {},
                    [](const Engine& engine, Engine::Workspace* workspace, const GoldenCase& c) {
                      std::string out;
                      std::istringstream lines(c.text);
                      for (std::string line; std::getline(lines, line);) {
                        ActorPhrase phrase{line, ""};
                        if (const size_t bar = line.find(" || "); bar != std::string::npos) {
                          phrase.text = line.substr(0, bar);
                          phrase.context = line.substr(bar + 4);
                        } else if (const size_t at = line.find(" @"); at != std::string::npos) {
                          phrase.text = line.substr(0, at);
                          phrase.day = ParseIsoDay(line.substr(at + 2));
                          EXPECT_TRUE(phrase.day.has_value()) << line;
                        }
                        const ActorMention actor = engine.ResolveActor(phrase, workspace);
                        out += actor.name + " | " + (actor.country.empty() ? "-" : actor.country) +
                               " " + (actor.sector.empty() ? "-" : actor.sector) + "\n";
                      }
                      return out;
                    });
}

TEST(Golden, Claims) {
  CheckGoldenCoding("claims", 30, {},
                    [](const Engine& engine, Engine::Workspace* workspace, const GoldenCase& c) {
                      const std::string& text = c.text;
                      const CodedArticle coded = engine.Code(ArticleOfCase(c), workspace);
                      std::string out;
                      for (const Claim& claim : coded.claims) {
                        out += claim.source_name + " \"" + std::string(claim.cue.In(text)) + "\"";
                        for (const Span part : claim.content) {
                          EXPECT_LE(part.end, text.size());
                          out += " [" + std::string(part.In(text)) + "]";
                        }
                        if (claim.whole_article) out += " all";
                        if (claim.outer != kNoClaim)
                          out += " -> " + coded.claims[claim.outer].source_name;
                        out += "\n";
                      }
                      return out.empty() ? std::string("none\n") : out;
                    });
}

}  // namespace
}  // namespace avviso
