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
      "passw(?:or)?d|passphrase|passwd|pwd|secret(?:[_ -]?key)?|token(?!s)|api[_ -]?key"
          + "|(?:access|account|private)[_ -]?key|credential";

  private static final Pattern NAME =
      Pattern.compile(
          "(?:" + NAMES + "|authorization|cookie|(?:^|[_-])(?:pass|auth)$)",
          Pattern.CASE_INSENSITIVE);

  /** What stands before a key; within JSON it may be an escape, on a terminal a colour. */
  private static final String BEGINS =
      "(?:(?<![A-Za-z0-9_])|(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[[0-9;]{1,8}m))";

  /** Quotes, which within JSON within JSON have many strokes before them. */
  private static final String QUOTES = "[\"'\\\\]{0,8}";

  private static final String IS = "[ \\t]{0,3}(?:=>|:=|[:=])\\s{0,3}";

  private static final String QUOTED =
      "\"[^\"\\\\\\n]{0,8192}+(?:\\\\.[^\"\\\\\\n]{0,8192}+){0,50}+\""
          + "|'[^'\\n]{1,8192}+'"
          + "|\\\\{1,7}\"[^\"\\\\\\n]{1,8192}+\\\\{1,7}\"";

  /** Where a pattern has a group, the group stays. */
  private static final List<Pattern> PATTERNS =
      List.of(
          Pattern.compile(
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?"
                  + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)",
              Pattern.DOTALL),
          // the end of one whose beginning was cut off
          Pattern.compile(
              "(?m)^(?:[ +-]{0,2}[A-Za-z0-9+/=]{4,100}+\\r?\\n){1,80}+[ +-]{0,2}"
                  + "-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"),
          Pattern.compile(
              BEGINS
                  + "(?:sk-[\\w-]{16,}+|[rsp]k_(?:live|test)_\\w{16,}+|gh[pousr]_\\w{20,}+"
                  + "|github_pat_\\w{20,}+|glpat-[\\w-]{16,}+|xox[abeoprs]-[\\w-]{10,}+"
                  + "|npm_\\w{30,}+|hf_\\w{30,}+|gsk_\\w{30,}+|xai-\\w{30,}+"
                  + "|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\\w-]{30,}+|ya29\\.[\\w-]{20,}+"
                  + "|GOCSPX-[\\w-]{20,}+|whsec_[\\w+/=]{20,}+|SG\\.[\\w-]{16,}+\\.[\\w-]{16,}+"
                  + "|pypi-[\\w-]{30,}+|dop_v1_\\w{30,}+|\\d{8,10}:AA[\\w-]{30,}+"
                  + "|AGE-SECRET-KEY-1[0-9A-Z]{30,}+"
                  + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]*+)"),
          Pattern.compile(
              "(https://hooks\\.slack\\.com/services/)[\\w/]{16,}+", Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(?m)^((?:\\d{1,7}[:|\\t] ?)?[ +-]{0,8}(?:export )?[A-Z][A-Z0-9_]{2,60}=)"
                  + "(?!\\[redacted\\])(?!(?:true|false|[0-9.]{1,7})\\s*$)(?![\"'][^\"'\\n]*[ ])"
                  + "[^\\s=]\\S{3,}+[ \\t]*+(?:#.*+)?$"),
          Pattern.compile(
              "(\\\\n(?:export )?[A-Z][A-Z0-9_]{2,60}=)"
                  + "(?!(?:true|false|[0-9.]{1,7})(?:\\\\|\"|$))[^\\s=\\\\\"'\\[][^\\s\\\\\"']{3,}+"),
          Pattern.compile(
              "(authorization"
                  + QUOTES
                  + "[ \\t]{0,3}[:=][ \\t]{0,3}"
                  + QUOTES
                  + "(?:(?:basic|bearer|token|api-?key|key|bot|negotiate|ntlm|digest|oauth|splunk)"
                  + "[ \\t]{1,4})?+)"
                  + "[^\\s\"',;\\\\\\[]{4,}+(?:[ \\t]{1,2}[^\\s\"',;\\\\\\[]{8,}+)?+",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(bearer[ \\t]{1,4})(?=\\S{0,200}[0-9])[\\w.~+/=-]{12,}+", Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(cookie"
                  + QUOTES
                  + "[ \\t]{0,3}:[ \\t]{0,3}"
                  + QUOTES
                  + ")(?=[^\\r\\n\"'\\\\=]{1,100}=)[^\\r\\n\"'\\\\\\[]{4,}+",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(\\b[a-z][a-z0-9+.-]{1,20}://)(?!git@)[^\\s/?#\"'<>\\[]{1,512}(?=@)",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "([?&](?:key|auth|sig|signature|pass|sid|session|jwt|x-(?:amz|goog)-signature)=)"
                  + "[^\\s&#\"'<>\\\\\\[]{6,}+",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(\\s(?:-u|--user)[ \\t=]{1,2}[\"']?[^\\s:\"'\\[]{1,100}+:)"
                  + "(?!\\d{1,6}(?:\\s|$))[^\\s\"'\\[]{3,}+"),
          Pattern.compile("(\\bsshpass[ \\t]{1,3}-p[ \\t]{0,2}[\"']?)[^\\s\"'\\[]{3,}+"),
          Pattern.compile(
              "(--[a-z-]{0,30}(?:"
                  + NAMES
                  + ")(?:-[a-z-]{1,20})?[ \\t]{1,3})(?:"
                  + QUOTED
                  + "|[^\\s\"'`\\[\\\\-][^\\s\"'`\\\\]{3,}+)",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(<[\\w:.-]{0,40}(?:" + NAMES + ")[\\w:.-]{0,40}>)[^<\\[\\n]{1,8192}+(?=</)",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "((?:(?:"
                  + NAMES
                  + ")[\\w.-]{0,40}|[_-](?:pass|auth)|(?-i:\\bpass(?=[\"'\\\\=]|: ?[^ \\d])))"
                  + QUOTES
                  + IS
                  + ")(?:"
                  + QUOTED
                  + "|(?!"
                  + QUOTES
                  + "(?:null|none|true|false|undefined|string|str|nil)\\b)"
                  + "[\"'\\\\]{0,8}+(?=[^\\s\"'`,;&<>\\[\\]\\\\]{4})[^\\s\"'`,;&<>(){}\\[\\]\\\\]++"
                  + "(?:[({][^\\s\"'`,;&<>\\[\\]\\\\]{0,200}+)?+)",
              Pattern.CASE_INSENSITIVE),
          // in words: it is one only if it looks like one
          Pattern.compile(
              "((?:"
                  + NAMES
                  + ")[ \\t]{1,3}(?:is[ \\t]{1,3})?[\"'`]?)(?=\\S{0,200}[0-9])(?=\\S{0,200}[A-Za-z])"
                  + "[\\w.~+/=!$%^*@-]{12,}+",
              Pattern.CASE_INSENSITIVE));

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
