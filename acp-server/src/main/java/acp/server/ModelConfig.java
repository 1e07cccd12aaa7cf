package acp.server;

import acp.model.Dialect;
import acp.model.FactSettings;
import acp.model.ModelSettings;
import acp.model.Price;
import acp.model.Provider;
import acp.model.ProviderSettings;
import acp.model.Providers;
import acp.model.ProxySettings;
import acp.model.ThoughtLevel;
import acp.model.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final String FACTS = "models.facts";
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
        config.facts(),
        settings.allowCrash(),
        config.timeouts(),
        config.proxies());
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

  /** One that is set for models alone, else those that all programs are told of. */
  private ProxySettings proxies() {
    String own = values.text("", "", "models.proxy");
    List<String> straight = values.texts("", "", "models.no_proxy");
    return new ProxySettings(
        own == null ? proxy("http_proxy") : proxy("models.proxy", own),
        own == null ? proxy("https_proxy") : proxy("models.proxy", own),
        straight.isEmpty() ? words(variable("no_proxy")) : straight);
  }

  private @Nullable URI proxy(String variable) {
    String set = variable(variable);
    return set == null ? null : proxy(variable, set);
  }

  private static URI proxy(String where, String set) {
    try {
      return ProxySettings.address(set);
    } catch (IllegalArgumentException unfit) {
      throw new SettingsException(where + " is " + unfit.getMessage());
    }
  }

  /** In small letters, which most programs take, else in capitals. */
  private @Nullable String variable(String name) {
    String small = values.text("", name, "");
    return small == null ? values.text("", name.toUpperCase(Locale.ROOT), "") : small;
  }

  private static List<String> words(@Nullable String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split("[,\\s]+", -1)).filter(word -> !word.isEmpty()).toList();
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

  private Map<String, FactSettings> facts() {
    Map<String, FactSettings> all = new LinkedHashMap<>();
    values.file().named(FACTS).forEach((name, table) -> all.put(name, facts(table)));
    return all;
  }

  private static FactSettings facts(Table table) {
    return new FactSettings(
        table.text("title"),
        size(table, "context"),
        size(table, "output"),
        optional(table, "images"),
        optional(table, "tools"),
        levels(table),
        price(table));
  }

  private static @Nullable Long size(Table table, String key) {
    Long size = table.number(key);
    if (size != null && size < 0) {
      throw new SettingsException(table.where() + "." + key + " must not be negative");
    }
    return size;
  }

  private static @Nullable Boolean optional(Table table, String key) {
    return table.node().has(key) ? table.flag(key, true) : null;
  }

  private static @Nullable List<ThoughtLevel> levels(Table table) {
    if (!table.node().has("thinking")) {
      return null;
    }
    List<ThoughtLevel> levels = new ArrayList<>();
    for (String id : table.texts("thinking")) {
      ThoughtLevel level = ThoughtLevel.of(id);
      if (level == null) {
        throw new SettingsException(table.where() + ".thinking: there is no level \"" + id + "\"");
      }
      levels.add(level);
    }
    return levels;
  }

  /** What is not said of a price is as if it were sent; no price without what is sent. */
  private static @Nullable Price price(Table table) {
    Double sent = table.decimal("price_input");
    Double answered = table.decimal("price_output");
    if (sent == null && answered == null) {
      return null;
    }
    if (sent == null || answered == null) {
      throw new SettingsException(table.where() + ": price_input and price_output belong together");
    }
    Double read = table.decimal("price_cache_read");
    Double written = table.decimal("price_cache_write");
    try {
      return Price.dollars(
          sent, answered, read == null ? sent : read, written == null ? sent : written);
    } catch (IllegalArgumentException negative) {
      throw new SettingsException(table.where() + ": a price must not be negative");
    }
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
