package acp.conformance;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How binding a requirement is; the strictest first. */
public enum Tier {
  /** The protocol says MUST, of every agent. */
  MANDATORY,
  /** The protocol says MUST, of an agent that has advertised something. */
  CAPABILITY,
  /** The protocol says SHOULD, or good sense does. */
  ADVISORY,
  /** There is no norm: it is told how the agent behaves, and never held against it. */
  INFORMATIONAL;

  /** The word for it in catalogues, options and reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The tier of that word, or {@code null}. */
  static @Nullable Tier named(String word) {
    return Arrays.stream(values())
        .filter(tier -> tier.word().equals(word))
        .findFirst()
        .orElse(null);
  }
}
