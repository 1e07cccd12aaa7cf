package acp.server;

import acp.model.Dialect;
import acp.model.ModelSettings;
import acp.model.Provider;
import acp.model.ProviderSettings;
import acp.model.Providers;
import acp.model.Timeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what is set about models: {@code [models]}, and the variables of each provider. */
final class ModelConfig {
  private static final String PROVIDERS = "models.providers";
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]*");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Those that belong to the connection. */
  private static final Set<String> KEPT =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final Values values;

  private ModelConfig(Values values) {
    this.values = values;
  }

  /**
   * What is set about models.
   *
   * @throws SettingsException if something set cannot be used
   */
  static ModelSettings read(Settings settings) {
    var config = new ModelConfig(settings.values());
    return new ModelSettings(
        settings.model(),
        config.choices(),
        config.providers(),
        settings.allowCrash(),
        config.timeouts());
  }

  /** The same about providers alone. */
  static Map<String, ProviderSettings> providers(Values values) {
    return new ModelConfig(values).providers();
  }

  private List<String> choices() {
    List<String> alone = values.texts("", "ACP_SERVER_MODELS", "models");
    return alone.isEmpty() ? values.texts("", "", "models.choices") : alone;
  }

  private Timeouts timeouts() {
    Timeouts usual = Timeouts.USUAL;
    return new Timeouts(
        seconds("connect_timeout", usual.connect()),
        seconds("first_byte_timeout", usual.firstByte()),
        seconds("idle_timeout", usual.idle()));
  }

  private Duration seconds(String key, Duration usual) {
    return Duration.ofSeconds(values.positive("", "", "models." + key, (int) usual.toSeconds()));
  }

  private Map<String, ProviderSettings> providers() {
    Map<String, ProviderSettings> all = new LinkedHashMap<>();
    Map<String, Table> tables = values.file().named(PROVIDERS);
    for (Provider ours : Providers.OURS) {
      Table table = tables.get(ours.id());
      String url = baseUrl(ours);
      if (table != null) {
        all.put(ours.id(), ours(ours, table, url));
      } else if (url != null) {
        all.put(ours.id(), ProviderSettings.at(url));
      }
    }
    tables.forEach((id, table) -> all.computeIfAbsent(id, _ -> own(id, table)));
    return all;
  }

  /** Where one of ours serves; null where nothing is said outside of its table. */
  private @Nullable String baseUrl(Provider ours) {
    return ours.urlSetting().equals("OPENAI_BASE_URL")
        ? values.text("openai-base-url", "OPENAI_BASE_URL", "openai.base_url")
        : values.text("", ours.urlSetting(), "");
  }

  private ProviderSettings ours(Provider ours, Table table, @Nullable String url) {
    if (table.text("dialect") != null) {
      throw new SettingsException(
          table.where() + ".dialect cannot be set: " + ours.id() + " has one; take another name");
    }
    return settings(table, null, url == null ? table.text("base_url") : url);
  }

  private ProviderSettings own(String id, Table table) {
    if (!ID.matcher(id).matches() || id.equals("scripted")) {
      throw new SettingsException(
          table.where() + " cannot be called that: take small letters, digits and hyphens");
    }
    String dialect = table.need("dialect");
    Dialect known = Dialect.of(dialect);
    if (known == null) {
      String all =
          Arrays.stream(Dialect.values()).map(Dialect::id).collect(Collectors.joining(", "));
      throw new SettingsException(
          table.where() + ".dialect is \"" + dialect + "\"; known are: " + all);
    }
    return settings(table, known, table.need("base_url"));
  }

  private static ProviderSettings settings(
      Table table, @Nullable Dialect dialect, @Nullable String url) {
    return new ProviderSettings(
        dialect, url, table.text("key_env"), headers(table), table.texts("models"));
  }

  private static Map<String, String> headers(Table table) {
    Map<String, String> headers = table.textMap("headers");
    headers.forEach(
        (name, value) -> {
          boolean fits = value.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\t');
          if (!HEADER.matcher(name).matches()
              || !fits
              || KEPT.contains(name.toLowerCase(Locale.ROOT))) {
            throw new SettingsException(
                table.where() + ".headers: \"" + name + "\" cannot be sent as a header");
          }
        });
    return headers;
  }
}
