package acp.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set about models.
 *
 * @param model the full name, {@code provider/model}; null to take the first provider that has a
 *     key
 * @param choices full names of other models to choose from
 * @param openAiBaseUrl where Chat Completions are served, with its {@code /v1}; null for OpenAI's
 * @param allowCrash true if the scripted model may halt the process when told to: for tests only
 */
public record ModelSettings(
    @Nullable String model,
    List<String> choices,
    @Nullable String openAiBaseUrl,
    boolean allowCrash,
    Timeouts timeouts) {

  public ModelSettings {
    choices = List.copyOf(choices);
    requireNonNull(timeouts, "timeouts");
  }
}
