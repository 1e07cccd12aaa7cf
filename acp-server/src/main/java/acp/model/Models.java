package acp.model;

import static java.util.Objects.requireNonNull;

import acp.model.http.Http;
import acp.model.openai.OpenAiChat;
import acp.model.scripted.ScriptedModel;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens models by name. An adapter is loaded when the first model of its provider is opened, and
 * all adapters that speak HTTP share one client, made at the first request. Thread-safe.
 */
public final class Models implements AutoCloseable {
  /** What is used when there is a key of OpenAI's and no name. */
  static final String OPENAI_MODEL = "openai/gpt-4.1";

  /** What is used when there is neither. */
  static final String SCRIPTED_MODEL = "scripted/default";

  private static final String OPENAI_KEY = "OPENAI_API_KEY";

  private final ModelSettings settings;
  private final Credentials credentials;
  private @Nullable Http http;

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
    return credentials.find(OPENAI_KEY) != null ? OPENAI_MODEL : SCRIPTED_MODEL;
  }

  /**
   * Opens a model; nothing is connected before its first request.
   *
   * @param name the full name, {@code provider/model}
   * @throws AcpException if there is no such provider, or its settings are wrong
   */
  public Model open(String name) {
    int slash = name.indexOf('/');
    String provider = slash < 0 ? name : name.substring(0, slash);
    String model = slash < 0 ? "" : name.substring(slash + 1);
    if (model.isBlank()) {
      throw unknown(name);
    }
    return switch (provider) {
      case "scripted" -> scripted(name);
      case "openai" -> openAi(model);
      default -> throw unknown(name);
    };
  }

  /** Ends the connections. A request under way fails. */
  @Override
  public synchronized void close() {
    if (http != null) {
      http.close();
    }
  }

  private Model scripted(String name) {
    if (!name.equals(SCRIPTED_MODEL)) {
      throw unknown(name);
    }
    return new ScriptedModel(settings.allowCrash());
  }

  private Model openAi(String model) {
    return new OpenAiChat(model, settings.openAiBaseUrl(), credentials.find(OPENAI_KEY), http());
  }

  private synchronized Http http() {
    if (http == null) {
      http = new Http(settings.timeouts());
    }
    return http;
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
