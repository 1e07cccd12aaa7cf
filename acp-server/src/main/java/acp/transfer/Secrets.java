package acp.transfer;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What secrets look like. Rather one word too many is masked than one secret too few. Every pattern
 * takes time in proportion to the text, whatever the text: each repetition is bounded, or cannot
 * match in two ways.
 */
public final class Secrets {
  private static final String MASK = "[redacted]";

  /** Parts of names whose values are secrets. */
  private static final String NAMES =
      "passw(?:or)?d|passphrase|passwd|pwd|secret|token(?!s)|api[_-]?key|access[_-]?key"
          + "|private[_-]?key|credential";

  private static final Pattern NAME =
      Pattern.compile("(?:" + NAMES + "|authorization|cookie)", Pattern.CASE_INSENSITIVE);

  /** Where a pattern has a group, the group stays. */
  private static final List<Pattern> PATTERNS =
      List.of(
          Pattern.compile(
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?"
                  + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)",
              Pattern.DOTALL),
          Pattern.compile(
              "\\b(?:sk-[\\w-]{16,}+|[rsp]k_(?:live|test)_\\w{16,}+|gh[pousr]_\\w{20,}+"
                  + "|github_pat_\\w{20,}+|glpat-[\\w-]{16,}+|xox[abeoprs]-[\\w-]{10,}+"
                  + "|npm_\\w{30,}+|hf_\\w{30,}+|gsk_\\w{30,}+|xai-\\w{30,}+"
                  + "|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\\w-]{30,}+|ya29\\.[\\w-]{20,}+"
                  + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+)"),
          Pattern.compile(
              "(\\bauthorization\\b[\"'\\\\]{0,2}\\s{0,3}[:=]\\s{0,3}[\"'\\\\]{0,2}"
                  + "(?:(?:basic|bearer|token)\\s{1,4})?+)[^\\s\"',;\\\\\\[]{6,}+",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(\\bbearer\\s{1,4})(?=\\S{0,200}[0-9])[\\w.~+/=-]{12,}+", Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(\\b[a-z][a-z0-9+.-]{1,20}://)(?!git@)[^\\s/@\"'<>\\[]{1,512}+(?=@)",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "((?:"
                  + NAMES
                  + ")[\\w.-]{0,40}[\"'\\\\]{0,2}\\s{0,3}(?:=>|:=|[:=])\\s{0,3})"
                  + "(?:\"[^\"\\n]{1,400}+\"|'[^'\\n]{1,400}+'"
                  + "|(?!(?:null|none|true|false|undefined|string|str|nil)\\b)"
                  + "(?:\\\\\")?[^\\s\"'`,;&<>(){}\\[\\]\\\\]{4,}+)",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(?m)^((?:\\d{1,7}[:|\\t] ?)?[ +-]{0,8}(?:export )?[A-Z][A-Z0-9_]{2,60}=)"
                  + "(?!\\[redacted\\])(?!(?:true|false|[0-9.]{1,7})\\s*$)[^\\s=]\\S{3,}+[ \\t]*$"));

  private long masked;

  /** How many were masked so far. */
  long masked() {
    return masked;
  }

  /** Whether a field of that name holds a secret, whatever it looks like. */
  public boolean isNameOfOne(String name) {
    return NAME.matcher(name).find();
  }

  /** A text that is a secret as a whole. */
  String all(String text) {
    if (text.isEmpty() || text.equals(MASK)) {
      return text;
    }
    masked++;
    return MASK;
  }

  /** The text with every secret in it masked. */
  public String mask(String text) {
    String masked = text;
    for (Pattern pattern : PATTERNS) {
      masked = mask(masked, pattern);
    }
    return masked;
  }

  private String mask(String text, Pattern pattern) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    do {
      String kept = found.groupCount() > 0 ? found.group(1) : "";
      boolean already = found.group().startsWith(MASK, kept.length());
      masked += already ? 0 : 1;
      found.appendReplacement(
          clean, Matcher.quoteReplacement(already ? found.group() : kept + MASK));
    } while (found.find());
    return found.appendTail(clean).toString();
  }
}
