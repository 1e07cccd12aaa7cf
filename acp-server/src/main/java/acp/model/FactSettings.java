package acp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a model; what is null, the built-in facts say.
 *
 * @param window tokens that it holds
 * @param maxOutput tokens that it answers with at most
 * @param seesImages false if it takes only text
 * @param callsTools false if it cannot be given tools
 * @param levels how long it can be told to think, shortest first; empty if it cannot be told
 * @param price null as a whole for the built-in one
 */
public record FactSettings(
    @Nullable String title,
    @Nullable Long window,
    @Nullable Long maxOutput,
    @Nullable Boolean seesImages,
    @Nullable Boolean callsTools,
    @Nullable List<ThoughtLevel> levels,
    @Nullable Price price) {

  public FactSettings {
    levels = levels == null ? null : List.copyOf(levels);
  }
}
