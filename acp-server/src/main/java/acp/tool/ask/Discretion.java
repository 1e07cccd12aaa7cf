package acp.tool.ask;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must not pass through forms and pages, whoever asks: what is filled in is shown and handed
 * on, and an address may be read by others on its way.
 */
public final class Discretion {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)\\b(pass ?(words?|phrases?|codes?)|api[ _-]?keys?|secrets?|credentials?"
              + "|(private|secret|ssh|recovery|licen[cs]e) keys?|seed phrase"
              + "|(access|auth|bearer|refresh|api|session|personal|bot|git(hub|lab)) ?tokens?"
              + "|(pin|one[ -]time|verification|2fa|mfa) codes?|otp|cvv|credit card)\\b");

  private static final Pattern KEY =
      Pattern.compile(
          "(?i)(^|[?&#;])[^=&#]*(token|secret|password|passwd|api_?key|sig(nature)?|session|code)=");

  private Discretion() {}

  /** True if these words ask for a secret. */
  public static boolean isSecret(String words) {
    return SECRET.matcher(words).find();
  }

  /** True if the address holds something that lets its reader in somewhere. */
  static boolean isKey(URI page, String url) {
    return page.getRawUserInfo() != null || KEY.matcher(url).find();
  }

  /** The page of an address that may be shown; null if there is none, or it must not be. */
  public static @Nullable URI page(String url) {
    URI page = address(url);
    return page == null || isKey(page, url) ? null : page;
  }

  /** An address on the web: encrypted, unless it does not leave this machine. Null otherwise. */
  static @Nullable URI address(String url) {
    try {
      URI page = new URI(url.strip());
      String host = page.getHost();
      return host != null && isSafe(page, host) ? page : null;
    } catch (URISyntaxException notAnAddress) {
      return null;
    }
  }

  private static boolean isSafe(URI page, String host) {
    String scheme = String.valueOf(page.getScheme()).toLowerCase(Locale.ROOT);
    boolean isHere = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    return scheme.equals("https") || (scheme.equals("http") && isHere);
  }
}
