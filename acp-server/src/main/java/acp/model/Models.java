package acp.model;

import static java.util.Objects.requireNonNull;

import acp.model.http.Http;
import acp.model.openai.OpenAiChat;
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
  /** What is used when there is a key of OpenAI's and no name. */
  static final String OPENAI_MODEL = "openai/gpt-4.1";

  /** What is used when there is neither. */
  static final String SCRIPTED_MODEL = "scripted/default";

  /** The same without thoughts. */
  static final String TERSE_MODEL = "scripted/terse";

  private static final String OPENAI = "openai/";
  private static final List<String> OPENAI_MODELS =
      List.of(OPENAI_MODEL, "openai/gpt-4.1-mini", "openai/o4-mini");

  private final ModelSettings settings;
  private final Credentials credentials;
  private final Map<String, Model> opened = new ConcurrentHashMap<>();
  private @Nullable Http http;
  private volatile boolean loggedOut;

  public Models(ModelSettings settings, Credentials credentials) {
    this.settings = requireNonNull(settings, "settings");
    this.credentials = requireNonNull(credentials, "credentials");
  }

  /**
   * The full name of the model that is used when nothing else is chosen: the one that was set, else
   * the first provider that has a key, else the built-in one.
   *
   * @throws AcpException if the credentials file must not be used as it is
   */
  public String usual() {
    if (settings.model() != null && !settings.model().isBlank()) {
      return settings.model().strip();
    }
    return openAiKey() != null ? OPENAI_MODEL : SCRIPTED_MODEL;
  }

  /**
   * Full names of the models to choose from, the usual one first: those that were set, a provider's
   * best known if there is a key for it, and the built-in ones.
   *
   * @throws AcpException if the credentials file must not be used as it is
   */
  public List<String> choices() {
    Set<String> names = new LinkedHashSet<>();
    names.add(usual());
    names.addAll(settings.choices());
    if (settings.openAiBaseUrl() == null && openAiKey() != null) {
      names.addAll(OPENAI_MODELS);
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
   * Makes sure that the model can be used without the user logging in first.
   *
   * @throws AcpException (authentication required) if it wants a key and there is none, or the user
   *     has logged out
   */
  public void requireLogin(String name) {
    if (!name.startsWith(OPENAI)) {
      return;
    }
    boolean hasKey = openAiKey() != null;
    if (hasKey && loggedOut) {
      throw needed("You are logged out: log in again to use this model");
    }
    if (!hasKey && settings.openAiBaseUrl() == null) {
      throw needed(
          "There is no key for OpenAI: run acp-server login in a terminal, or set OPENAI_API_KEY");
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
    credentials.remove(Credentials.OPENAI_KEY);
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
    String model = name.startsWith(OPENAI) ? name.substring(OPENAI.length()) : "";
    if (model.isBlank()) {
      throw unknown(name);
    }
    return new OpenAiChat(model, settings.openAiBaseUrl(), this::openAiKey, http());
  }

  private @Nullable String openAiKey() {
    return credentials.find(Credentials.OPENAI_KEY);
  }

  private synchronized Http http() {
    if (http == null) {
      http = new Http(settings.timeouts());
    }
    return http;
  }

  private static AcpException needed(String why) {
    return new AcpException(
        ErrorCode.AUTH_REQUIRED, why, Map.of("provider", "openai", "kind", "credentials"));
  }

  private static AcpException unknown(String name) {
    return new AcpException(
        ErrorCode.INVALID_PARAMS,
        "There is no model "
            + name
            + ": known are openai/<model> (any server that speaks Chat Completions) and "
            + SCRIPTED_MODEL,
        Map.of("path", "model"));
  }
}
