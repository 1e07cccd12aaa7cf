package acp.model.dialect;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One provider's server, as a dialect has to know it.
 *
 * @param provider what stands before the slash in a model's full name
 * @param baseUrl where it serves
 * @param urlSetting what the user knows the base URL by
 * @param keyName what its key is called, for people
 * @param key looked up for each request, so that one added or taken away meanwhile counts; gives
 *     null where there is none
 * @param headers sent with each request, besides the key; they may hold secrets
 */
public record Service(
    String provider,
    String baseUrl,
    String urlSetting,
    String keyName,
    Supplier<@Nullable String> key,
    Map<String, String> headers) {

  public Service {
    requireNonNull(provider, "provider");
    requireNonNull(baseUrl, "baseUrl");
    requireNonNull(key, "key");
    headers = Map.copyOf(headers);
  }

  /** The full name of a model of its. */
  public String name(String model) {
    return provider + "/" + model;
  }

  /** Without the headers' values, which may be secrets. */
  @Override
  public String toString() {
    return "Service[" + provider + "]";
  }
}
