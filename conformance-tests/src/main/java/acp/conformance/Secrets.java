package acp.conformance;

import java.util.Collection;
import java.util.List;

/** Texts that must not be told to anyone: what the user gave the agent in its environment. */
final class Secrets {
  /** Below this a value is a setting rather than a secret, and may well be part of other words. */
  private static final int SHORTEST = 8;

  private final List<String> values;

  Secrets(Collection<String> values) {
    this.values = values.stream().filter(value -> value.length() >= SHORTEST).toList();
  }

  /** The text without them. */
  String mask(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, "***");
    }
    return masked;
  }
}
