package acp.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The providers there are: ours, as the user has set them, and the user's own. Where several have a
 * key, the first of them is the usual one.
 */
public final class Providers {
  static final String OLLAMA = "ollama";

  /** Ours, as they are where nothing is set. A new one needs a line here and nothing else. */
  public static final List<Provider> OURS =
      List.of(
          ours(
              "anthropic",
              "Anthropic",
              Dialect.ANTHROPIC,
              "https://api.anthropic.com",
              "ANTHROPIC_BASE_URL",
              List.of("ANTHROPIC_API_KEY"),
              "sk-ant-",
              List.of("claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-4-5")),
          ours(
              "openai",
              "OpenAI",
              Dialect.OPENAI,
              "https://api.openai.com/v1",
              "OPENAI_BASE_URL",
              List.of("OPENAI_API_KEY"),
              "sk-",
              List.of("gpt-4.1", "gpt-4.1-mini", "o4-mini")),
          ours(
              "openai-responses",
              "OpenAI Responses",
              Dialect.OPENAI_RESPONSES,
              "https://api.openai.com/v1",
              "OPENAI_BASE_URL",
              List.of("OPENAI_API_KEY"),
              "",
              List.of("gpt-6.1-sol", "gpt-5.4-mini")),
          ours(
              "gemini",
              "Gemini",
              Dialect.GEMINI,
              "https://generativelanguage.googleapis.com/v1beta",
              "GEMINI_BASE_URL",
              List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
              "AIza",
              List.of("gemini-2.5-pro", "gemini-2.5-flash")),
          new Provider(
              OLLAMA,
              "Ollama",
              Dialect.OPENAI,
              OllamaHost.USUAL,
              "OLLAMA_HOST",
              List.of("OLLAMA_API_KEY"),
              "",
              false,
              Map.of(),
              List.of()));

  private final Map<String, Provider> byId = new LinkedHashMap<>();

  /**
   * The providers of a user.
   *
   * @param set what is set about each, by its id; one that is not ours and has no dialect or no
   *     base URL is left out
   */
  public Providers(Map<String, ProviderSettings> set) {
    for (Provider ours : OURS) {
      ProviderSettings settings = set.get(ours.id());
      byId.put(ours.id(), settings == null ? ours : ours.with(settings));
    }
    set.forEach(
        (id, own) -> {
          if (!byId.containsKey(id) && own.dialect() != null && own.baseUrl() != null) {
            byId.put(id, Provider.own(id, own.dialect(), own.baseUrl(), own));
          }
        });
  }

  private static Provider ours(
      String id,
      String title,
      Dialect dialect,
      String baseUrl,
      String urlSetting,
      List<String> keyNames,
      String keyPrefix,
      List<String> models) {
    return new Provider(
        id,
        title,
        dialect,
        baseUrl,
        urlSetting,
        keyNames,
        keyPrefix,
        true,
        Map.of(),
        models.stream().map(model -> id + "/" + model).toList());
  }

  /** All of them, in the order in which one is preferred. */
  public List<Provider> all() {
    return List.copyOf(byId.values());
  }

  /** What the keys of all of them may be called. */
  List<String> keyNames() {
    return byId.values().stream().flatMap(each -> each.keyNames().stream()).toList();
  }

  /** Whose model it is; null if there is no such provider, or no model is named. */
  @Nullable Provider of(String model) {
    int slash = model.indexOf('/');
    return slash < 0 || model.substring(slash + 1).isBlank()
        ? null
        : byId.get(model.substring(0, slash));
  }

  /** The one of ours with that id; null if there is none. */
  static @Nullable Provider ours(String id) {
    for (Provider each : OURS) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    return null;
  }

  /** The id of the provider whose own dialect it is. */
  static String firstOf(Dialect dialect) {
    return OURS.stream()
        .filter(each -> each.dialect() == dialect)
        .map(Provider::id)
        .findFirst()
        .orElseThrow();
  }

  /** The forms that a model's full name may have, for people. */
  String forms() {
    return byId.keySet().stream().map(id -> id + "/<model>").collect(Collectors.joining(", "));
  }

  /**
   * Whose key it is, by how it begins; null if that does not tell.
   *
   * @param key in full
   */
  public @Nullable Provider byKey(String key) {
    requireNonNull(key, "key");
    Provider best = null;
    for (Provider each : byId.values()) {
      if (!each.keyPrefix().isEmpty()
          && key.startsWith(each.keyPrefix())
          && (best == null || each.keyPrefix().length() > best.keyPrefix().length())) {
        best = each;
      }
    }
    return best;
  }
}
