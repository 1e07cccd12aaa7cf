package acp.permission;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the user has laid down about deeds of a kind. Of several rules that fit one deed, the one
 * that denies counts, else the one that asks, wherever they come from.
 *
 * @param id what it is called, in a word
 * @param tool the tool's name, in which {@code *} stands for any characters
 * @param match for an exact rule the command; else a pattern of its words ({@link WordPattern}),
 *     for tools that run no command of their subject; empty for all
 * @param path for an exact rule the folder that the command is run in; else a pattern of the files
 *     that it is about ({@link PathPattern}); empty for all
 * @param exact true if it holds for one command in one folder
 * @param since when it was made; null for one that stands in the settings
 */
public record Rule(
    String id,
    String tool,
    String match,
    String path,
    boolean exact,
    Effect effect,
    Scope scope,
    @Nullable Instant since) {

  /** What becomes of a deed. The names are stored: never renamed. */
  public enum Effect {
    ALLOW,
    ASK,
    DENY;

    /** What settings and the store call it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The effect of that id; null if there is none. */
    public static @Nullable Effect of(String id) {
      for (Effect effect : values()) {
        if (effect.id().equals(id)) {
          return effect;
        }
      }
      return null;
    }
  }

  /** Where a rule holds. What is allowed once, or for a session, is no rule but an event of it. */
  public enum Scope {
    PROJECT,
    USER
  }

  public Rule {
    requireNonNull(id, "id");
    requireNonNull(tool, "tool");
    requireNonNull(match, "match");
    requireNonNull(path, "path");
    requireNonNull(effect, "effect");
    requireNonNull(scope, "scope");
  }

  /** The rule in words. */
  public String words() {
    String what = match.isEmpty() ? tool : exact ? match : tool + ": " + match;
    return path.isEmpty() ? what : what + " in " + path;
  }

  /** What about a rule of the settings cannot be used: the field, and why; null for nothing. */
  public @Nullable String fault() {
    try {
      if (!match.isEmpty()) {
        WordPattern.of(match);
      }
    } catch (IllegalArgumentException unreadable) {
      return "match is not a pattern of words: " + unreadable.getMessage();
    }
    try {
      if (!path.isEmpty()) {
        PathPattern.of(path);
      }
    } catch (IllegalArgumentException unreadable) {
      return "path is not a pattern of files";
    }
    return null;
  }
}
