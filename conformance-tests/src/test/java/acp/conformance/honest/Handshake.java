package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What client and agent know of each other: versions, capabilities, logins. */
final class Handshake {
  private final Fault fault;
  private JsonNode offered = MissingNode.getInstance();
  private boolean initialized;
  private boolean loggedOut;

  Handshake(Fault fault) {
    this.fault = fault;
  }

  boolean isDone() {
    return initialized;
  }

  /** Whether the client offers this: {@code true} itself, or an object of whatever content. */
  boolean offers(String... path) {
    JsonNode node = offered;
    for (String part : path) {
      node = node.path(part);
    }
    return node.isObject() || (node.isBoolean() && node.booleanValue());
  }

  ObjectNode initialize(JsonNode params) {
    JsonNode version = params.path("protocolVersion");
    boolean isVersion =
        version.isIntegralNumber() && version.asInt() >= 0 && version.asInt() <= 65535;
    if (!isVersion && fault != Fault.TAKES_ANY_VERSION) {
      throw Refusal.params("protocolVersion");
    }
    offered = params.path("clientCapabilities");
    if (fault == Fault.INSISTS_ON_VALID_CAPABILITIES
        && offered.has("fs")
        && !offered.path("fs").isObject()) {
      throw Refusal.params("clientCapabilities.fs");
    }
    initialized = true;
    int own = fault == Fault.ANSWERS_VERSION_2 ? 2 : 1;
    ObjectNode result = Wire.object();
    result.put("protocolVersion", fault == Fault.ECHOES_THE_VERSION ? version.asInt() : own);
    if (fault != Fault.OMITS_CAPABILITIES) {
      result.set("agentCapabilities", capabilities());
    }
    result.set("authMethods", logins());
    if (fault != Fault.OMITS_ITS_NAME) {
      result.putObject("agentInfo").put("name", "honest").put("version", "1");
    }
    return result;
  }

  private ObjectNode capabilities() {
    ObjectNode able = Wire.object().put("loadSession", true);
    able.putObject("promptCapabilities")
        .put("image", true)
        .put("audio", fault == Fault.REFUSES_THE_AUDIO_IT_OFFERS)
        .put("embeddedContext", true);
    if (fault != Fault.OMITS_MCP_CAPABILITIES) {
      able.putObject("mcpCapabilities").put("http", false).put("sse", false);
    }
    ObjectNode more = able.putObject("sessionCapabilities");
    for (String name : new String[] {"list", "resume", "close", "delete"}) {
      more.putObject(name);
    }
    more.putObject("additionalDirectories");
    if (fault != Fault.SERVES_LOGOUT_UNADVERTISED) {
      able.putObject("auth").putObject("logout");
    }
    return able;
  }

  private ArrayNode logins() {
    ArrayNode logins = Wire.object().putArray("none");
    if (fault == Fault.ASKS_FOR_A_LOGIN_IT_LACKS) {
      return logins;
    }
    logins.addObject().put("id", "local").put("name", "No login");
    if (offers("auth", "terminal") || fault == Fault.OFFERS_TERMINAL_LOGIN_TO_ALL) {
      ObjectNode login = logins.addObject().put("type", "terminal").put("name", "In a terminal");
      login.put("id", fault == Fault.USES_A_LOGIN_ID_TWICE ? "local" : "terminal");
    }
    return logins;
  }

  ObjectNode authenticate(JsonNode params) {
    String method = Checks.text(params, "methodId", "methodId");
    boolean isKnown =
        method.equals("local")
            || fault == Fault.TAKES_ANY_LOGIN
            || (fault == Fault.TAKES_TERMINAL_LOGINS && method.equals("terminal"));
    if (!isKnown) {
      throw Refusal.params("methodId");
    }
    if (fault == Fault.LOGINS_FAIL || (fault == Fault.LOGS_OUT_FOR_EVER && loggedOut)) {
      throw new Refusal(-32603, "The login failed");
    }
    loggedOut = false;
    return Wire.object();
  }

  ObjectNode logout() {
    if (fault == Fault.LOGOUTS_FAIL) {
      throw new Refusal(-32603, "The logout failed");
    }
    loggedOut = true;
    return Wire.object();
  }

  /** Refuses what needs a login, where there is none. */
  void needLogin() {
    if (loggedOut || fault == Fault.ASKS_FOR_A_LOGIN_IT_LACKS) {
      throw new Refusal(-32000, "A login is needed");
    }
  }
}
