package acp.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set about models.
 *
 * @param model the full name, {@code provider/model}; null to take the first provider that has a
 *     key
 * @param choices full names of other models to choose from
 * @param providers what is set about each provider, by its id
 * @param facts what the user says of models, by their full names; a star at the end stands for
 *     anything, and the first that fits counts
 * @param allowCrash true if the scripted model may halt the process when told to: for tests only
 */
public record ModelSettings(
    @Nullable String model,
    List<String> choices,
    Map<String, ProviderSettings> providers,
    Map<String, FactSettings> facts,
    boolean allowCrash,
    Timeouts timeouts,
    ProxySettings proxies) {

  /** Nothing is set, but perhaps the model. */
  public static ModelSettings of(@Nullable String model) {
    return new ModelSettings(
        model, List.of(), Map.of(), Map.of(), false, Timeouts.USUAL, ProxySettings.NONE);
  }

  public ModelSettings {
    choices = List.copyOf(choices);
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    requireNonNull(timeouts, "timeouts");
    requireNonNull(proxies, "proxies");
  }
}
