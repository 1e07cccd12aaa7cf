package acp.model;

import static java.util.Objects.requireNonNull;

import acp.model.dialect.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who serves models, and what must be known to ask them.
 *
 * @param id what stands before the slash in a model's full name
 * @param title for people
 * @param dialect how it is spoken to
 * @param baseUrl where it serves
 * @param urlSetting the variable that says another place
 * @param keyNames what its key may be called, the usual name first; never empty
 * @param keyPrefix how its keys begin; empty if that does not tell
 * @param needsKey true if nothing can be asked without a key
 * @param headers sent with each request, besides the key; they may hold secrets
 * @param models the full names of its models to choose from where there is a key, the usual one
 *     first
 */
public record Provider(
    String id,
    String title,
    Dialect dialect,
    String baseUrl,
    String urlSetting,
    List<String> keyNames,
    String keyPrefix,
    boolean needsKey,
    Map<String, String> headers,
    List<String> models) {

  public Provider {
    requireNonNull(dialect, "dialect");
    keyNames = List.copyOf(keyNames);
    headers = Map.copyOf(headers);
    models = List.copyOf(models);
  }

  /** What its key is usually called. */
  public String keyName() {
    return keyNames.getFirst();
  }

  /** True if it comes with the program. */
  boolean isOurs() {
    return Providers.ours(id) != null;
  }

  /** True if it serves where it usually does. */
  boolean isAtHome() {
    Provider ours = Providers.ours(id);
    return ours != null && ours.baseUrl.equals(baseUrl);
  }

  /** Its name for the model of that full name. */
  String modelOf(String name) {
    return name.substring(id.length() + 1);
  }

  /**
   * The key, by the first of its names under which there is one; null if there is none.
   *
   * @throws acp.protocol.AcpException if the credentials file must not be used as it is
   */
  @Nullable String key(Credentials credentials) {
    for (String name : keyNames) {
      String key = credentials.find(name);
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  /** True if its key is under one of these names. */
  boolean hasKey(Set<String> keys) {
    for (String name : keyNames) {
      if (keys.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** Its server, as a dialect has to know it. */
  Service service(Credentials credentials) {
    return new Service(id, baseUrl, urlSetting, keyName(), () -> key(credentials), headers);
  }

  /**
   * The same as the user wants it. One that serves elsewhere need not have a key nor our models,
   * and keeps its dialect, since that is what its name says.
   */
  Provider with(ProviderSettings set) {
    String url = set.baseUrl();
    boolean elsewhere = url != null;
    return new Provider(
        id,
        title,
        dialect,
        url == null ? baseUrl : address(url),
        urlSetting,
        set.keyName() == null ? keyNames : List.of(set.keyName()),
        keyPrefix,
        set.keyName() != null || (needsKey && !elsewhere),
        set.headers(),
        set.models().isEmpty() ? (elsewhere ? List.of() : models) : full(id, set.models()));
  }

  private String address(String set) {
    return id.equals(Providers.OLLAMA) ? OllamaHost.baseUrl(set) : set;
  }

  /** One of the user's own. */
  static Provider own(String id, Dialect dialect, String baseUrl, ProviderSettings set) {
    String usual = id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_API_KEY";
    return new Provider(
        id,
        id,
        dialect,
        baseUrl,
        "models.providers." + id + ".base_url",
        List.of(set.keyName() == null ? usual : set.keyName()),
        "",
        set.keyName() != null,
        set.headers(),
        full(id, set.models()));
  }

  private static List<String> full(String id, List<String> models) {
    return models.stream().map(model -> id + "/" + model).toList();
  }

  /** Without the headers' values, which may be secrets. */
  @Override
  public String toString() {
    return "Provider[" + id + ", " + dialect + "]";
  }
}
