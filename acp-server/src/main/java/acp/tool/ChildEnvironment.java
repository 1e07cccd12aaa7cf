package acp.tool;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a child process sees of our environment: a list of names that programs need to find
 * themselves, their caches and the network. Everything else stays out, because an environment like
 * ours holds the keys of model providers, and a command may print what it sees.
 */
public final class ChildEnvironment {
  /** Who and where the user is. */
  private static final Set<String> USER =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TMPDIR",
          "TMP",
          "TEMP",
          "HOSTNAME",
          "SSH_AUTH_SOCK");

  /** Where tools and their caches are. */
  private static final Set<String> TOOLS =
      Set.of(
          "JAVA_HOME",
          "JDK_HOME",
          "M2_HOME",
          "MAVEN_HOME",
          "GRADLE_HOME",
          "GRADLE_USER_HOME",
          "SDKMAN_DIR",
          "ANDROID_HOME",
          "ANDROID_SDK_ROOT",
          "GOPATH",
          "GOROOT",
          "GOBIN",
          "GOMODCACHE",
          "CARGO_HOME",
          "RUSTUP_HOME",
          "NVM_DIR",
          "NVM_BIN",
          "VOLTA_HOME",
          "PNPM_HOME",
          "BUN_INSTALL",
          "DENO_DIR",
          "PYENV_ROOT",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "RBENV_ROOT",
          "GEM_HOME",
          "GEM_PATH",
          "ASDF_DIR",
          "ASDF_DATA_DIR",
          "MISE_DATA_DIR",
          "HOMEBREW_PREFIX",
          "NIX_PATH",
          "NIX_PROFILES",
          "DOTNET_ROOT",
          "DOCKER_HOST");

  /** Whom to trust on the network. */
  private static final Set<String> CERTIFICATES =
      Set.of(
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NIX_SSL_CERT_FILE",
          "NODE_EXTRA_CA_CERTS",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO");

  /** The way to the network; passed only where they hold no password. */
  private static final Set<String> PROXIES =
      Set.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "NO_PROXY");

  private ChildEnvironment() {}

  /** What of {@code ours} a child may see. */
  public static Map<String, String> of(Map<String, String> ours) {
    Map<String, String> seen = new TreeMap<>(ours);
    seen.entrySet().removeIf(entry -> !isSeen(entry.getKey(), entry.getValue()));
    return seen;
  }

  /**
   * The same for a command that nobody sits at: no colours, no pager, and a question for a password
   * fails instead of waiting for ever.
   */
  public static Map<String, String> ofCommand(Map<String, String> ours) {
    Map<String, String> seen = of(ours);
    seen.put("TERM", "dumb");
    seen.put("NO_COLOR", "1");
    seen.put("PAGER", "cat");
    seen.put("GIT_PAGER", "cat");
    seen.put("GIT_TERMINAL_PROMPT", "0");
    return seen;
  }

  private static boolean isSeen(String name, String value) {
    return USER.contains(name)
        || TOOLS.contains(name)
        || CERTIFICATES.contains(name)
        || name.startsWith("LC_")
        || name.startsWith("XDG_")
        || (PROXIES.contains(name.toUpperCase(Locale.ROOT)) && !value.contains("@"));
  }
}
