package acp.conformance;

import java.net.URI;

/**
 * One thing that the protocol asks of an agent, by name.
 *
 * @param id {@code area.words-with-dashes}, for ever
 * @param tier how binding it is
 * @param statement what an agent does that fulfils it, in a sentence
 * @param citation where the protocol says so
 */
public record Requirement(String id, Tier tier, String statement, URI citation) {

  /** What it is about: the part of the id before the dot. */
  public String area() {
    return id.substring(0, id.indexOf('.'));
  }

  /** Whether it is watched in every transcript, instead of being named by some. */
  public boolean isWatched() {
    return area().equals("wire");
  }
}
