package acp.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model by its name alone, without opening it.
 *
 * @param title for people
 * @param description one sentence for people; null for none
 * @param levels how long it can be told to think, shortest first; empty if it cannot be told
 * @param usualLevel the one that is used when none is chosen; null if it cannot be told
 * @param seesImages false if it is known to take only text
 */
public record ModelFacts(
    String title,
    @Nullable String description,
    List<ThoughtLevel> levels,
    @Nullable ThoughtLevel usualLevel,
    boolean seesImages) {
  private static final List<ThoughtLevel> EFFORTS =
      List.of(ThoughtLevel.LOW, ThoughtLevel.MEDIUM, ThoughtLevel.HIGH);

  public ModelFacts {
    levels = List.copyOf(levels);
  }

  /**
   * What is known of the model of that full name; never fails, since a name may be anybody's.
   *
   * @param name {@code provider/model}
   */
  public static ModelFacts of(String name) {
    if (name.equals(Models.SCRIPTED_MODEL)) {
      return new ModelFacts(
          "Scripted stand-in",
          "Acts by the first word of a prompt; needs no key",
          List.of(ThoughtLevel.values()),
          ThoughtLevel.MEDIUM,
          false);
    }
    if (name.equals(Models.TERSE_MODEL)) {
      return new ModelFacts(
          "Scripted stand-in, terse", "The same, but it never thinks", List.of(), null, false);
    }
    String model = name.substring(name.lastIndexOf('/') + 1);
    boolean thinks = isThinker(model);
    return new ModelFacts(
        name.substring(name.indexOf('/') + 1),
        null,
        thinks ? EFFORTS : List.of(),
        thinks ? ThoughtLevel.MEDIUM : null,
        !isTextOnly(model));
  }

  /** OpenAI's models that take {@code reasoning_effort}. */
  private static boolean isThinker(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    boolean isNumbered = name.length() > 1 && name.charAt(0) == 'o' && isDigit(name.charAt(1));
    return (isNumbered && !isEarly(name)) || (name.startsWith("gpt-5") && !name.contains("chat"));
  }

  private static boolean isTextOnly(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return name.startsWith("gpt-3.5") || name.startsWith("o3-mini") || isEarly(name);
  }

  /** The first of them take neither pictures nor an effort. */
  private static boolean isEarly(String name) {
    return name.startsWith("o1-mini") || name.startsWith("o1-preview");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
