package acp.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set about one provider: of ours, or one of their own.
 *
 * @param dialect how its server is spoken to; null for that of ours of this name
 * @param baseUrl where it serves; null for the usual address
 * @param keyName what its key is called, in the environment and in the credentials file; null for
 *     the usual name, and then one of the user's own needs none
 * @param headers sent with each request, besides the key; they may hold secrets
 * @param models its models to choose from, without its name; empty for those best known
 */
public record ProviderSettings(
    @Nullable Dialect dialect,
    @Nullable String baseUrl,
    @Nullable String keyName,
    Map<String, String> headers,
    List<String> models) {

  /** One that serves elsewhere. */
  public static ProviderSettings at(String baseUrl) {
    return new ProviderSettings(null, baseUrl, null, Map.of(), List.of());
  }

  public ProviderSettings {
    headers = Map.copyOf(headers);
    models = List.copyOf(models);
  }

  /** Without the headers' values, which may be secrets. */
  @Override
  public String toString() {
    return "ProviderSettings[" + dialect + ", " + keyName + ", " + headers.keySet() + "]";
  }
}
