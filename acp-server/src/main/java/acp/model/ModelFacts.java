package acp.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model by its name alone, without opening it.
 *
 * @param title for people
 * @param description one sentence for people; null for none
 * @param window tokens that it holds, its answer included; 0 when unknown
 * @param maxOutput tokens that it answers with at most; 0 when unknown
 * @param thinking how it is told how long to think
 * @param levels how long it can be told to think, shortest first; empty if it cannot be told
 * @param usualLevel the one that is used when none is chosen; null if it cannot be told
 * @param seesImages false if it is known to take only text
 * @param callsTools false if it is known to take no tools
 * @param price null when unknown
 */
public record ModelFacts(
    String title,
    @Nullable String description,
    long window,
    long maxOutput,
    Thinking thinking,
    List<ThoughtLevel> levels,
    @Nullable ThoughtLevel usualLevel,
    boolean seesImages,
    boolean callsTools,
    @Nullable Price price) {

  /** How a model is told how long to think. */
  public enum Thinking {
    /** It cannot be told. */
    NONE,
    /** By a word. */
    EFFORT,
    /** By a number of tokens. */
    BUDGET,
    /** By a word, and it decides for itself whether to think at all. */
    ADAPTIVE;

    static Thinking of(String word) {
      return word.isEmpty() ? NONE : valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public ModelFacts {
    requireNonNull(title, "title");
    requireNonNull(thinking, "thinking");
    levels = List.copyOf(levels);
  }

  /**
   * What is known of the model of that full name; never fails, since a name may be anybody's. A
   * model that is known from elsewhere is taken to be able to do the same here, but not to cost the
   * same.
   *
   * @param name {@code provider/model}
   */
  public static ModelFacts of(String name) {
    if (name.equals(Models.SCRIPTED_MODEL)) {
      return scripted(
          "Scripted stand-in",
          "Acts by the first word of a prompt; needs no key",
          List.of(ThoughtLevel.values()),
          ThoughtLevel.MEDIUM);
    }
    if (name.equals(Models.TERSE_MODEL)) {
      return scripted("Scripted stand-in, terse", "The same, but it never thinks", List.of(), null);
    }
    ModelFacts known =
        KnownModels.find(name.startsWith("openai-responses/") ? responses(name) : name);
    return known != null ? known : elsewhere(name);
  }

  private static ModelFacts scripted(
      String title, String description, List<ThoughtLevel> levels, @Nullable ThoughtLevel usual) {
    return new ModelFacts(
        title,
        description,
        0,
        0,
        levels.isEmpty() ? Thinking.NONE : Thinking.EFFORT,
        levels,
        usual,
        false,
        true,
        null);
  }

  /** The same models, served in another way. */
  private static String responses(String name) {
    return "openai" + name.substring(name.indexOf('/'));
  }

  private static ModelFacts elsewhere(String name) {
    String title = name.substring(name.indexOf('/') + 1);
    ModelFacts known = KnownModels.findAnywhere(name.substring(name.lastIndexOf('/') + 1));
    if (known == null) {
      return new ModelFacts(title, null, 0, 0, Thinking.NONE, List.of(), null, true, true, null);
    }
    boolean tells = known.thinking == Thinking.EFFORT; // the other ways need their own dialect
    return new ModelFacts(
        title,
        null,
        known.window,
        known.maxOutput,
        tells ? Thinking.EFFORT : Thinking.NONE,
        tells ? known.levels : List.of(),
        tells ? known.usualLevel : null,
        known.seesImages,
        known.callsTools,
        null);
  }

  /** The same model, served by somebody else, who takes what they like for it. */
  ModelFacts servedElsewhere(String called) {
    return new ModelFacts(
        called,
        description,
        window,
        maxOutput,
        thinking,
        levels,
        usualLevel,
        seesImages,
        callsTools,
        null);
  }

  /** These, but for what the user says. */
  ModelFacts with(FactSettings set) {
    List<ThoughtLevel> told = set.levels() == null ? levels : set.levels();
    return new ModelFacts(
        set.title() == null ? title : set.title(),
        description,
        set.window() == null ? window : set.window(),
        set.maxOutput() == null ? maxOutput : set.maxOutput(),
        told.isEmpty() ? Thinking.NONE : thinking == Thinking.NONE ? Thinking.EFFORT : thinking,
        told,
        usual(told),
        set.seesImages() == null ? seesImages : set.seesImages(),
        set.callsTools() == null ? callsTools : set.callsTools(),
        set.price() == null ? price : set.price());
  }

  private @Nullable ThoughtLevel usual(List<ThoughtLevel> told) {
    if (told.isEmpty()) {
      return null;
    }
    return usualLevel != null && told.contains(usualLevel) ? usualLevel : told.getFirst();
  }

  /** What the exchange took, in billionths of a US dollar; 0 when the price is unknown. */
  public long cost(ModelEvent.Usage usage) {
    return price == null ? 0 : price.of(usage);
  }
}
