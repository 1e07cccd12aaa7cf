package acp.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one transcript. What can be known before playing is checked here, so that a slip costs no
 * agent a verdict.
 */
final class TranscriptParser {
  private static final String SPEC = "# spec:";
  private static final String REQUIREMENT = "# requirement:";
  private static final Pattern SILENCE =
      Pattern.compile("([0-9]{1,6})(?:\\s+(\\$[A-Z][A-Z0-9_]*))?");
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern PERMISSION =
      Pattern.compile("allow_once|allow_always|reject_once|reject_always|cancelled");

  private final String name;
  private final List<String> source;
  private final List<Step> steps = new ArrayList<>();
  private final List<Claims.Claim> claims = new ArrayList<>();
  private final Set<String> mcpServers = new HashSet<>();
  private final VariableCheck variables = new VariableCheck();
  private @Nullable String title;
  private @Nullable URI spec;

  TranscriptParser(String name, String text) {
    this.name = name;
    this.source = text.lines().toList();
  }

  Transcript parse() {
    int line = 0;
    while (line < source.size()) {
      int first = line++;
      StringBuilder statement = new StringBuilder(source.get(first));
      while (line < source.size() && Transcript.isContinued(source.get(line))) {
        statement.append(' ').append(source.get(line++).strip());
      }
      read(first + 1, statement.toString());
    }
    if (title == null) {
      throw wrong(1, "the first comment must say in a sentence what this shows");
    }
    if (spec == null) {
      throw wrong(1, "a line '# spec: https://…' must say where the protocol asks for this");
    }
    if (steps.isEmpty()) {
      throw wrong(source.size(), "nothing is said and nothing expected");
    }
    return new Transcript(name, title, spec, new Claims(claims), source, steps);
  }

  private void read(int line, String statement) {
    if (statement.isBlank()) {
      return;
    }
    if (Character.isWhitespace(statement.charAt(0))) {
      throw wrong(line, "an indented line continues the one above it, and there is none");
    }
    if (statement.startsWith("#")) {
      comment(line, statement);
    } else if (statement.startsWith("!~")) {
      steps.add(new Step.Lacks(line, regex(line, string(line, statement.substring(2).strip()))));
    } else {
      String rest = statement.substring(1).strip();
      steps.add(
          switch (statement.charAt(0)) {
            case '>' -> say(line, rest);
            case '<' -> hear(line, rest);
            case '!' -> silence(line, rest);
            case '@' -> directive(line, statement.substring(1));
            default -> throw wrong(line, "a line begins with one of # > < ! @");
          });
    }
  }

  private void comment(int line, String statement) {
    if (statement.startsWith(SPEC)) {
      String address = statement.substring(SPEC.length()).strip();
      if (!address.startsWith("https://")) {
        throw wrong(line, "'# spec:' needs an https address");
      }
      try {
        spec = URI.create(address);
      } catch (IllegalArgumentException e) {
        throw wrong(line, "'# spec:' needs an https address");
      }
    } else if (statement.startsWith(REQUIREMENT)) {
      claims.add(claim(line, statement.substring(REQUIREMENT.length()).strip()));
    } else if (title == null) {
      title = statement.substring(1).strip();
    }
  }

  private Claims.Claim claim(int line, String text) {
    List<String> ids = List.of(text.split("\\s+"));
    for (String id : ids) {
      if (!CatalogueParser.ID.matcher(id).matches()) {
        throw wrong(line, "'# requirement:' needs ids such as area.words-with-dashes");
      }
    }
    return new Claims.Claim(line, steps.isEmpty(), ids);
  }

  private Step say(int line, String rest) {
    JsonNode message = object(line, rest, ">");
    checkUse(line, rest);
    return new Step.Say(line, message);
  }

  private Step hear(int line, String text) {
    boolean ifAtAll = text.startsWith("?");
    JsonNode expected = object(line, ifAtAll ? text.substring(1).strip() : text, "<");
    if (!expected.has("method") && !expected.has("id") && !expected.has("error")) {
      throw wrong(line, "'<' needs a method, an id or an error, to know what to wait for");
    }
    String slip = variables.hear(expected);
    if (slip != null) {
      throw wrong(line, slip);
    }
    return new Step.Hear(line, expected, ifAtAll);
  }

  private Step silence(int line, String rest) {
    Matcher matcher = SILENCE.matcher(rest);
    if (!matcher.matches()) {
      throw wrong(line, "'!' needs milliseconds, and may have a session: ! 200 $S");
    }
    String session = matcher.group(2);
    if (session != null) {
      checkUse(line, session);
    }
    return new Step.Silence(line, Duration.ofMillis(Long.parseLong(matcher.group(1))), session);
  }

  private Step directive(int line, String text) {
    String[] words = text.split("\\s+", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    return switch (words[0]) {
      case "raw" -> raw(line, (words.length > 1 ? words[1] : "") + "\n");
      case "bytes" -> raw(line, string(line, rest));
      case "hex" -> hex(line, rest);
      case "client" -> new Step.Client(line, object(line, rest, "@client"));
      case "initialize" -> new Step.Initialize(alone(line, words[0], rest));
      case "session" -> newSession(line, rest);
      case "needs" -> new Step.Needs(line, some(line, words[0], rest));
      case "ordered" -> new Step.Ordered(alone(line, words[0], rest));
      case "auto" -> auto(line, rest);
      case "env" -> new Step.Env(line, List.of(some(line, words[0], rest).split("\\s+")));
      case "file", "expect-file", "expect-no-file", "buffer", "expect-buffer" ->
          file(line, words[0], rest);
      case "replayed" -> new Step.Replayed(line, checkUse(line, some(line, words[0], rest)));
      case "unheard" -> new Step.Unheard(line, List.of(some(line, words[0], rest).split("\\s+")));
      case "heard" -> heardAbout(line, rest);
      case "mcp" -> mcpServer(line, rest);
      case "expect-mcp" -> expectMcp(line, rest);
      case "no-children" -> new Step.NoChildren(alone(line, words[0], rest));
      case "no-stderr" -> new Step.NoStderr(alone(line, words[0], rest));
      case "tools-ended" -> new Step.ToolsEnded(line, checkUse(line, some(line, words[0], rest)));
      case "eof" -> new Step.Eof(alone(line, words[0], rest));
      case "exit" -> new Step.Exit(line, exitCode(line, rest));
      case "kill" -> new Step.Kill(alone(line, words[0], rest));
      case "start" -> new Step.Start(alone(line, words[0], rest));
      default -> throw wrong(line, "there is no directive @" + words[0]);
    };
  }

  private Step raw(int line, String text) {
    return new Step.Raw(line, checkUse(line, text));
  }

  private Step hex(int line, String digits) {
    String joined = digits.replace(" ", "");
    if (!joined.matches("([0-9a-fA-F]{2})+")) {
      throw wrong(line, "@hex needs pairs of hexadecimal digits");
    }
    return new Step.Hex(line, joined);
  }

  private Step heardAbout(int line, String rest) {
    List<String> words = List.of(checkUse(line, rest).split("\\s+"));
    if (words.size() < 2 || !words.getFirst().startsWith("$")) {
      throw wrong(line, "@heard needs a session and kinds of updates or methods: @heard $S plan");
    }
    return new Step.HeardAbout(line, words.getFirst(), words.subList(1, words.size()));
  }

  private Step mcpServer(int line, String variable) {
    if (!NAME.matcher(variable).matches()) {
      throw wrong(line, "@mcp needs the name of a variable, such as PROBE");
    }
    variables.bind(variable);
    mcpServers.add(variable);
    return new Step.McpServer(line, variable);
  }

  private Step expectMcp(int line, String rest) {
    String[] words = rest.split("\\s+", 2);
    if (!mcpServers.contains(words[0])) {
      throw wrong(line, "@expect-mcp needs the name of an @mcp above, and a regular expression");
    }
    String regex = checkUse(line, string(line, words.length > 1 ? words[1] : ""));
    regex(line, Bindings.VARIABLE.matcher(regex).replaceAll("x"));
    return new Step.ExpectMcp(line, words[0], regex);
  }

  private Step newSession(int line, String variable) {
    if (!NAME.matcher(variable).matches()) {
      throw wrong(line, "@session needs the name of a variable, such as S");
    }
    variables.bind(variable);
    return new Step.NewSession(line, variable);
  }

  private Step auto(int line, String rest) {
    String[] words = rest.split("\\s+", 2);
    String argument = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "permission" -> {
        if (!PERMISSION.matcher(argument).matches()) {
          throw wrong(line, "@auto permission needs a kind of option, or cancelled");
        }
        yield new Step.AutoPermission(line, argument);
      }
      case "fs" -> new Step.AutoFiles(alone(line, "auto fs", argument));
      case "terminal" -> new Step.AutoTerminal(line, string(line, argument));
      case "elicitation" -> elicitation(line, argument);
      default -> throw wrong(line, "@auto knows permission, fs, terminal and elicitation");
    };
  }

  private Step elicitation(int line, String argument) {
    String[] words = argument.split("\\s+", 2);
    if (!words[0].matches("accept|decline|cancel")) {
      throw wrong(line, "@auto elicitation needs accept, decline or cancel, and may have content");
    }
    JsonNode content = words.length > 1 ? object(line, words[1], "@auto elicitation") : null;
    return new Step.AutoElicitation(line, words[0], content);
  }

  private Step file(int line, String directive, String rest) {
    String[] words = rest.split("\\s+", 2);
    String path = checkUse(line, some(line, directive, words[0]));
    if (directive.equals("expect-no-file")) {
      return new Step.ExpectNoFile(
          alone(line, "expect-no-file path", rest.substring(path.length())), path);
    }
    String text = string(line, words.length > 1 ? words[1] : "");
    if (directive.equals("file")) {
      return new Step.PutFile(line, path, text);
    }
    if (directive.equals("buffer")) {
      return new Step.PutBuffer(line, path, text);
    }
    JsonNode expected = TextNode.valueOf(text);
    String slip = variables.hear(expected);
    if (slip != null) {
      throw wrong(line, slip);
    }
    return directive.equals("expect-file")
        ? new Step.ExpectFile(line, path, expected)
        : new Step.ExpectBuffer(line, path, expected);
  }

  private JsonNode object(int line, String text, String what) {
    JsonNode node = json(line, text);
    if (!node.isObject()) {
      throw wrong(line, "'" + what + "' needs one JSON object");
    }
    return node;
  }

  private String string(int line, String text) {
    JsonNode node = json(line, text);
    if (!node.isTextual()) {
      throw wrong(line, "a JSON string is needed here, in quotes");
    }
    return node.textValue();
  }

  private JsonNode json(int line, String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw wrong(line, "this is not JSON: " + e.getOriginalMessage());
    }
  }

  private Pattern regex(int line, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw wrong(line, "this is not a regular expression: " + e.getDescription());
    }
  }

  private @Nullable Integer exitCode(int line, String text) {
    if (text.equals("*")) {
      return null;
    }
    if (!text.matches("[0-9]{1,3}")) {
      throw wrong(line, "@exit needs an exit code, or * for any");
    }
    return Integer.valueOf(text);
  }

  private int alone(int line, String directive, String rest) {
    if (!rest.isBlank()) {
      throw wrong(line, "@" + directive + " stands alone");
    }
    return line;
  }

  private String some(int line, String directive, String rest) {
    if (rest.isBlank()) {
      throw wrong(line, "@" + directive + " needs something after it");
    }
    return rest;
  }

  private String checkUse(int line, String text) {
    String slip = variables.use(text);
    if (slip != null) {
      throw wrong(line, slip);
    }
    return text;
  }

  private TranscriptException wrong(int line, String message) {
    return new TranscriptException(name, line, message);
  }
}
