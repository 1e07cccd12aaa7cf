package acp.tool.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came back. Holds its bytes without copying them; nobody changes them. */
final class Page {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TEXT =
      Pattern.compile(
          "text/.*|.*[/+](json|xml|yaml|x-yaml|toml|x-ndjson|javascript|ecmascript|x-javascript"
              + "|x-sh|sql|graphql|typescript)");
  private static final Pattern UNKNOWN = Pattern.compile("|application/octet-stream|.*/x-.*");
  private static final int SNIFFED = 8 * 1024;

  private final Target target;
  private final int status;
  private final String contentType;
  private final byte[] body;
  private final boolean cut;

  /**
   * @param contentType as the server said it; empty if it did not
   * @param body at most as many bytes as are read
   * @param cut true if there was more
   */
  Page(Target target, int status, String contentType, byte[] body, boolean cut) {
    this.target = target;
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.cut = cut;
  }

  Target target() {
    return target;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  boolean cut() {
    return cut;
  }

  /** The type without its parameters, in lower case. */
  String type() {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  boolean isHtml() {
    return type().equals("text/html") || type().equals("application/xhtml+xml");
  }

  /** Whether it is text, by its type, and by its bytes where the type does not say. */
  boolean isText() {
    boolean said = TEXT.matcher(type()).matches();
    return (said || UNKNOWN.matcher(type()).matches()) && !looksBinary(said);
  }

  private boolean looksBinary(boolean isSaidToBeText) {
    int controls = 0;
    for (int i = 0; i < Math.min(body.length, SNIFFED); i++) {
      int b = body[i] & 0xFF;
      if (b == 0) {
        Charset charset = charset();
        return charset == null || !charset.name().startsWith("UTF-");
      }
      if (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1B) {
        controls++;
      }
    }
    return !isSaidToBeText && controls > 0;
  }

  /** The charset that the server names; null if it names none that is known. */
  @Nullable Charset charset() {
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.find() ? Charset.forName(named.group(1)) : null;
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  /** The body as it is, in the server's charset or UTF-8; what cannot be read becomes U+FFFD. */
  String text() {
    Charset charset = charset();
    String text = new String(body, charset == null ? StandardCharsets.UTF_8 : charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
