package acp.tool.web;

import acp.protocol.AcpException;
import acp.tool.OneLine;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that may be fetched, as far as it can be told without asking.
 *
 * @param uri ASCII, without fragment
 * @param host lower case, without a dot at its end; names beyond ASCII as their {@code xn--} form,
 *     so that nothing looks like what it is not
 */
record Target(URI uri, String host) {
  private static final int LONGEST = 4_096;
  private static final Pattern AUTHORITY = Pattern.compile("([^:\\[\\]@]+)(:\\d{1,5})?");

  /** Throws an {@link AcpException} (invalid params) with a sentence fit for the model. */
  static Target of(String url) {
    if (url.length() > LONGEST) {
      throw refused(url, "is longer than " + LONGEST + " characters");
    }
    URI uri = parse(url.strip());
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(url, "is not an http or https address");
    }
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw refused(url, "names no host");
    }
    if (authority.contains("@")) {
      throw refused("", "holds a user name or password, which are never sent");
    }
    String host = host(uri);
    if (host == null) {
      throw refused(url, "names no host that can be asked");
    }
    URI clean = uri(scheme, host, uri);
    if (clean.getHost() == null || clean.getPort() > 65_535) {
      throw refused(url, "names no host that can be asked");
    }
    return new Target(clean, host);
  }

  /** Where an answer points to, as seen from here. */
  Target at(String location) {
    try {
      return of(uri.resolve(location.strip().replace(" ", "%20")).toString());
    } catch (IllegalArgumentException malformed) {
      throw refused(location, "is where it redirects to, and no address");
    }
  }

  /**
   * True if whoever allowed this one has allowed {@code next}: the same host, {@code www.} or not,
   * and not in the clear if this is not.
   */
  boolean covers(Target next) {
    boolean inTheClear = next.uri.getScheme().equals("http");
    return plain(host).equals(plain(next.host)) && (uri.getScheme().equals("http") || !inTheClear);
  }

  private static String plain(String host) {
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  private static URI parse(String url) {
    try {
      return new URI(url.replace(" ", "%20"));
    } catch (URISyntaxException malformed) {
      throw refused(url, "is not a URL");
    }
  }

  private static @Nullable String host(URI uri) {
    String host = uri.getHost();
    if (host == null) { // a name beyond ASCII, or with an underscore
      Matcher authority = AUTHORITY.matcher(String.valueOf(uri.getAuthority()));
      host = authority.matches() ? authority.group(1) : null;
    }
    if (host == null || host.startsWith("[")) {
      return host;
    }
    try {
      String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      return name.matches("[a-z0-9.-]+") ? name : null;
    } catch (IllegalArgumentException noName) {
      return null;
    }
  }

  private static URI uri(String scheme, String host, URI uri) {
    Matcher port = Pattern.compile(":(\\d{1,5})$").matcher(String.valueOf(uri.getRawAuthority()));
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String at = scheme + "://" + host + (port.find() ? ":" + port.group(1) : "");
    try {
      return URI.create(URI.create(at + path + query).toASCIIString());
    } catch (IllegalArgumentException malformed) {
      throw refused(at, "is not a URL");
    }
  }

  private static AcpException refused(String url, String why) {
    String quoted = url.isEmpty() ? "" : " \"" + OneLine.of(url) + "\"";
    return AcpException.invalidParams("url", "The address" + quoted + " " + why + ".");
  }
}
