package acp.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes U+FFFD for each surrogate without its other half. Text that was cut in the middle of a
 * character would else fail its whole message, or reach a client whose parser refuses it.
 */
final class CleanText extends JsonGeneratorDelegate {

  CleanText(JsonGenerator out) {
    super(out, false); // nothing may be written to the other generator behind our back
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    delegate.writeFieldName(clean(name));
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    delegate.writeString(text == null ? null : clean(text));
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    delegate.writeString(clean(new String(text, offset, length)));
  }

  /** {@code text} itself in the common case that it is whole. */
  static String clean(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return mend(text, i);
        }
        i++;
      }
    }
    return text;
  }

  private static String mend(String text, int from) {
    StringBuilder whole = new StringBuilder(text);
    for (int i = from; i < whole.length(); i++) {
      if (Character.isSurrogate(whole.charAt(i))) {
        if (isPair(whole, i)) {
          i++;
        } else {
          whole.setCharAt(i, '\uFFFD');
        }
      }
    }
    return whole.toString();
  }

  private static boolean isPair(CharSequence text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }
}
