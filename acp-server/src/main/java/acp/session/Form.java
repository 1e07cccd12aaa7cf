package acp.session;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the user is asked to fill in. Never for secrets: what is filled in is shown, kept and
 * given to the model.
 *
 * @param message what it is about
 * @param fields what to fill in, by unique names; not empty
 */
public record Form(String message, List<Field> fields) {

  public Form {
    requireNonNull(message, "message");
    fields = List.copyOf(fields);
  }

  /** How a field is filled in. */
  public enum Kind {
    /** With a text of the user's. */
    TEXT,
    /** With one of the options. */
    ONE,
    /** With some of the options. */
    SEVERAL
  }

  /**
   * One field.
   *
   * @param title how it is called for people
   * @param options what to choose from; empty for a text
   * @param initial what stands in it at first; null for nothing
   * @param required false if it may be left out
   */
  public record Field(
      String name,
      String title,
      Kind kind,
      List<Option> options,
      @Nullable String initial,
      boolean required) {

    /** A field that must be filled in. */
    public Field(
        String name, String title, Kind kind, List<Option> options, @Nullable String initial) {
      this(name, title, kind, options, initial, true);
    }

    public Field {
      requireNonNull(name, "name");
      requireNonNull(title, "title");
      requireNonNull(kind, "kind");
      options = List.copyOf(options);
    }

    /** True if these values can be an answer to it. */
    public boolean takes(List<String> values) {
      return switch (kind) {
        case TEXT -> values.size() == 1;
        case ONE -> values.size() == 1 && isOption(values.getFirst());
        case SEVERAL -> values.stream().allMatch(this::isOption);
      };
    }

    private boolean isOption(String value) {
      return options.stream().anyMatch(option -> option.value().equals(value));
    }
  }

  /** One of several values. */
  public record Option(String value, String title) {
    public Option {
      requireNonNull(value, "value");
      requireNonNull(title, "title");
    }
  }
}
