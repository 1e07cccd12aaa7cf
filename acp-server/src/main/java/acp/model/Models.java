package acp.model;

import static java.util.Objects.requireNonNull;

import acp.model.anthropic.AnthropicMessages;
import acp.model.dialect.Service;
import acp.model.gemini.Gemini;
import acp.model.http.Http;
import acp.model.openai.OpenAiChat;
import acp.model.responses.OpenAiResponses;
import acp.model.scripted.ScriptedModel;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens models by name, and knows which there are to choose from and which need a login. An adapter
 * is loaded when the first model of its provider is opened, and all adapters that speak HTTP share
 * one client, made at the first request. Thread-safe.
 */
public final class Models implements AutoCloseable {
  /** What is used when no provider has a key and no model is named. */
  static final String SCRIPTED_MODEL = "scripted/default";

  /** The same without thoughts. */
  static final String TERSE_MODEL = "scripted/terse";

  private static final int MAX_FACTS = 256;

  private final ModelSettings settings;
  private final Credentials credentials;
  private final Providers providers;
  private final Map<String, Model> opened = new ConcurrentHashMap<>();
  private final Map<String, ModelFacts> facts = new ConcurrentHashMap<>();
  private @Nullable Http http;
  private volatile boolean loggedOut;

  public Models(ModelSettings settings, Credentials credentials) {
    this.settings = requireNonNull(settings, "settings");
    this.credentials = requireNonNull(credentials, "credentials");
    this.providers = new Providers(settings.providers());
  }

  /**
   * The full name of the model that is used when nothing else is chosen: the one that was set, else
   * the first model of the first provider that has a key, else the built-in one.
   *
   * @throws AcpException if the credentials file must not be used as it is
   */
  public String usual() {
    return usual(isSet() ? Set.of() : credentials.known(providers.keyNames()));
  }

  /**
   * The same.
   *
   * @param keys the names under which there is a key
   */
  private String usual(Set<String> keys) {
    String set = settings.model();
    if (set != null && isSet()) {
      return set.strip();
    }
    for (Provider each : providers.all()) {
      if (each.needsKey() && each.hasKey(keys) && !each.models().isEmpty()) {
        return each.models().getFirst();
      }
    }
    return SCRIPTED_MODEL;
  }

  private boolean isSet() {
    return settings.model() != null && !settings.model().isBlank();
  }

  /**
   * Full names of the models to choose from, the usual one first: those that were set, those of
   * each provider that can be asked, and the built-in ones.
   *
   * @throws AcpException if the credentials file must not be used as it is
   */
  public List<String> choices() {
    Set<String> keys = credentials.known(providers.keyNames());
    Set<String> names = new LinkedHashSet<>();
    names.add(usual(keys));
    names.addAll(settings.choices());
    for (Provider each : providers.all()) {
      if (!each.needsKey() || each.hasKey(keys)) {
        names.addAll(each.models());
      }
    }
    names.add(SCRIPTED_MODEL);
    names.add(TERSE_MODEL);
    return new ArrayList<>(names);
  }

  /**
   * Opens a model, or gives the one that is open; nothing is connected before its first request.
   *
   * @param name the full name, {@code provider/model}
   * @throws AcpException if there is no such provider, or its settings are wrong
   */
  public Model open(String name) {
    Model known = opened.get(name);
    if (known != null) {
      return known;
    }
    Model model = make(name);
    Model other = opened.putIfAbsent(name, model);
    return other == null ? model : other;
  }

  /**
   * What is known of a model: what the user says of it, and else what comes with the program. Never
   * fails, since a name may be anybody's.
   *
   * @param name the full name, {@code provider/model}
   */
  public ModelFacts facts(String name) {
    ModelFacts known = facts.get(name);
    if (known != null) {
      return known;
    }
    if (facts.size() >= MAX_FACTS) {
      facts.clear(); // they are not many, but their names come from outside
    }
    ModelFacts found = find(name);
    facts.put(name, found);
    return found;
  }

  private ModelFacts find(String name) {
    Provider provider = providers.of(name);
    ModelFacts found = provider == null ? ModelFacts.of(name) : find(provider, name);
    for (Map.Entry<String, FactSettings> each : settings.facts().entrySet()) {
      if (fits(each.getKey(), name)) {
        return found.with(each.getValue());
      }
    }
    return found;
  }

  private static ModelFacts find(Provider provider, String name) {
    if (provider.isOurs()) {
      ModelFacts found = ModelFacts.of(name);
      return provider.isAtHome() ? found : found.servedElsewhere(found.title());
    }
    String model = provider.modelOf(name);
    return ModelFacts.of(Providers.firstOf(provider.dialect()) + "/" + model)
        .servedElsewhere(model);
  }

  private static boolean fits(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  /**
   * Makes sure that the model can be used without the user logging in first.
   *
   * @throws AcpException (authentication required) if it wants a key and there is none, or the user
   *     has logged out
   */
  public void requireLogin(String name) {
    Provider provider = providers.of(name);
    if (provider == null) {
      return;
    }
    boolean hasKey = provider.key(credentials) != null;
    if (hasKey && loggedOut) {
      throw needed(provider, "You are logged out: log in again to use this model");
    }
    if (!hasKey && provider.needsKey()) {
      throw needed(
          provider,
          "There is no key for "
              + provider.title()
              + ": run acp-server login in a terminal, or set "
              + provider.keyName());
    }
  }

  /**
   * Why a model cannot be used, in a sentence without its full stop; null if it can, as far as is
   * known without asking anybody.
   *
   * @param name the full name, {@code provider/model}
   */
  public @Nullable String problem(String name) {
    if (name.equals(SCRIPTED_MODEL) || name.equals(TERSE_MODEL)) {
      return null;
    }
    if (providers.of(name) == null) {
      return unknown(name).getMessage();
    }
    try {
      requireLogin(name);
      return null;
    } catch (AcpException needed) {
      return needed.getMessage();
    }
  }

  /**
   * Takes up work with the credentials there are.
   *
   * @throws AcpException (authentication required) if the usual model wants a key and there is none
   */
  public void logIn() {
    boolean before = loggedOut;
    loggedOut = false;
    try {
      requireLogin(usual());
    } catch (AcpException stillNeeded) {
      loggedOut = before;
      throw stillNeeded;
    }
  }

  /**
   * Takes the stored keys away; keys of the environment are not used any more until {@link #logIn}.
   *
   * @throws AcpException if the credentials file cannot be written
   */
  public void logOut() {
    loggedOut = true;
    for (Provider each : providers.all()) {
      each.keyNames().forEach(credentials::remove);
    }
  }

  /** Ends the connections. A request under way fails. */
  @Override
  public synchronized void close() {
    if (http != null) {
      http.close();
    }
  }

  private Model make(String name) {
    if (name.equals(SCRIPTED_MODEL) || name.equals(TERSE_MODEL)) {
      return new ScriptedModel(name.equals(TERSE_MODEL), settings.allowCrash());
    }
    Provider provider = providers.of(name);
    if (provider == null) {
      throw unknown(name);
    }
    ModelFacts known = facts(name);
    return new Opened(name, known, adapter(provider, provider.modelOf(name), known));
  }

  /** The one place that knows the dialects; each is loaded when it is first needed. */
  private Model adapter(Provider provider, String model, ModelFacts known) {
    Service service = provider.service(credentials);
    return switch (provider.dialect()) {
      case OPENAI -> new OpenAiChat(service, model, http());
      case ANTHROPIC -> new AnthropicMessages(service, model, known, http());
      case OPENAI_RESPONSES -> new OpenAiResponses(service, model, known, http());
      case GEMINI -> new Gemini(service, model, http());
    };
  }

  private synchronized Http http() {
    if (http == null) {
      http = new Http(settings.timeouts(), settings.proxies());
    }
    return http;
  }

  private static AcpException needed(Provider provider, String why) {
    return new AcpException(
        ErrorCode.AUTH_REQUIRED, why, Map.of("provider", provider.id(), "kind", "credentials"));
  }

  private AcpException unknown(String name) {
    return new AcpException(
        ErrorCode.INVALID_PARAMS,
        "There is no model "
            + name
            + ": known are "
            + providers.forms()
            + " and "
            + SCRIPTED_MODEL
            + "; name other servers in [models.providers] of config.toml",
        Map.of("path", "model"));
  }
}
