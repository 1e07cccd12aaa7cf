package acp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small MCP server on its standard input and output, run by tests as a process of its own. Its
 * arguments say how it misbehaves: {@code banner}, {@code die}, {@code hang}, {@code deaf} (ends
 * neither when its input does nor when it is asked to), {@code slow=<ms>}, {@code many=<more
 * tools>}, {@code once=<file>} (works if there is no such file, which it makes), {@code ills=<n>}
 * (after it was started first, the next n starts fail), {@code rich} (has prompts and resources),
 * {@code breeds} (when its input has ended it starts processes outside of its group until it is
 * ended, whose ids are in {@code bred}). Its process id is in the file {@code pid}, with one letter
 * for each start in {@code starts}.
 */
public final class PlayedServer {
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;
  private int more;
  private @Nullable JsonNode asking;
  private final boolean isRich;

  private PlayedServer(PrintStream out, int more, boolean isRich) {
    this.out = out;
    this.more = more;
    this.isRich = isRich;
  }

  /** Runs until the input ends. */
  public static void main(String[] args) throws Exception {
    Files.writeString(Path.of("pid"), String.valueOf(ProcessHandle.current().pid()));
    Path log = Path.of("starts");
    Files.writeString(log, "s", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    long starts = Files.size(log);
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    boolean isDeaf = false;
    int more = 0;
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      switch (arg.replaceFirst("=.*", "")) {
        case "banner" -> out.print("Welcome!\n\n{\"level\":\"info\"}\n[]\n{not json\n");
        case "die" -> System.exit(3);
        case "hang" -> await(Long.MAX_VALUE);
        case "slow" -> await(Long.parseLong(value));
        case "deaf" -> isDeaf = true;
        case "many" -> more = Integer.parseInt(value);
        case "ills" -> {
          if (starts > 1 && starts <= 1 + Long.parseLong(value)) {
            System.exit(6);
          }
        }
        case "once" -> {
          if (!Path.of(value).toFile().createNewFile()) {
            System.exit(4);
          }
        }
        default -> {}
      }
    }
    new PlayedServer(out, more, List.of(args).contains("rich")).serve();
    while (List.of(args).contains("breeds")) {
      long child = new ProcessBuilder("setsid", "sleep", "300").start().pid();
      Files.writeString(
          Path.of("bred"), child + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      await(20);
    }
    if (isDeaf) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(Long.MAX_VALUE)));
      await(Long.MAX_VALUE);
    }
  }

  private static void await(long millis) {
    try {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode message = JSON.readTree(line);
      JsonNode params = message.path("params");
      switch (message.path("method").asText()) {
        case "initialize" ->
            answer(
                message,
                """
                {"protocolVersion":"2025-06-18","capabilities":{"tools":{}%s},
                 "serverInfo":{"name":"played","version":"1"}}
                """
                    .formatted(isRich ? ",\"prompts\":{},\"resources\":{}" : ""));
        case "tools/list" -> answer(message, tools());
        case "tools/call" -> call(message, params.path("name").asText(), params.path("arguments"));
        case "prompts/list" -> answer(message, prompts());
        case "prompts/get" ->
            prompt(message, params.path("name").asText(), params.path("arguments"));
        case "resources/list" ->
            answer(
                message,
                """
                {"resources":[
                  {"uri":"doc://a","name":"A","description":"first\\nof all","mimeType":"text/plain"}]}
                """);
        case "resources/templates/list" ->
            answer(
                message,
                "{\"resourceTemplates\":[{\"uriTemplate\":\"doc://{id}\",\"name\":\"any\"}]}");
        case "resources/read" -> resource(message, params.path("uri").asText());
        case "ping" -> answer(message, "{}");
        case "notifications/cancelled" ->
            Files.writeString(Path.of("cancelled"), params.toString());
        case "" -> answered(message);
        default -> {}
      }
    }
  }

  private String tools() {
    ObjectNode result = JSON.createObjectNode();
    ArrayNode tools = result.putArray("tools");
    for (String name :
        new String[] {
          "echo", "look", "env", "fail", "refuse", "huge", "flood", "die", "hang", "picture",
          "grow", "ask", "visit", "steps", "data", "wrapped", "a.b", "a_b"
        }) {
      ObjectNode tool = tools.addObject().put("name", name).put("description", "Does " + name);
      tool.putObject("inputSchema").put("type", "object");
      if (name.equals("look")) {
        tool.put("title", "Look\naround").putObject("annotations").put("readOnlyHint", true);
      }
      if (name.equals("fail")) {
        tool.putObject("annotations").put("readOnlyHint", true).put("destructiveHint", true);
      }
    }
    for (int i = 0; i < more; i++) {
      tools.addObject().put("name", "more" + i).putObject("inputSchema").put("type", "object");
    }
    return result.toString();
  }

  private String prompts() {
    ObjectNode result = JSON.createObjectNode();
    ArrayNode prompts = result.putArray("prompts");
    ObjectNode review =
        prompts.addObject().put("name", "review").put("description", "Reviews *it*");
    review.putArray("arguments").addObject().put("name", "file").put("required", true);
    review.withArray("arguments").addObject().put("name", "how");
    prompts.addObject().put("name", "a talk");
    prompts.addObject().put("name", "script");
    for (int i = 0; i < more; i++) {
      prompts.addObject().put("name", "more" + i);
    }
    return result.toString();
  }

  private void prompt(JsonNode request, String name, JsonNode arguments) throws IOException {
    if (name.equals("script")) {
      ObjectNode result = JSON.createObjectNode();
      ObjectNode message = result.putArray("messages").addObject().put("role", "user");
      message
          .putObject("content")
          .put("type", "text")
          .put("text", "call played__echo {\"text\":\"as the prompt says\"}");
      answer(request, result.toString());
      return;
    }
    answer(
        request,
        name.equals("a talk")
            ? """
              {"messages":[
                {"role":"user","content":{"type":"text","text":"Knock"}},
                {"role":"assistant","content":{"type":"text","text":"Who is there?"}},
                {"role":"user","content":{"type":"image","data":"aGk=","mimeType":"image/png"}},
                {"role":"user","content":{"type":"resource","resource":
                  {"uri":"doc://a","mimeType":"text/plain","text":"the token is %s"}}}]}
              """
                .formatted(System.getenv("TOKEN"))
            : """
              {"messages":[{"role":"user","content":{"type":"text","text":"Review %s %s"}}]}
              """
                .formatted(arguments.path("file").asText(), arguments.path("how").asText()));
  }

  private void resource(JsonNode request, String uri) throws IOException {
    switch (uri) {
      case "doc://a" ->
          answer(
              request,
              """
              {"contents":[{"uri":"doc://a","text":"hello %s"},
               {"uri":"doc://b","mimeType":"image/png","blob":"aGk="},
               {"uri":"doc://c","mimeType":"application/pdf","blob":"aGkhaGkh"}]}
              """
                  .formatted(System.getenv("TOKEN")));
      case "doc://none" ->
          send(
              "{\"jsonrpc\":\"2.0\",\"id\":"
                  + request.path("id")
                  + ",\"error\":{\"code\":-32002,\"message\":\"no such resource\"}}");
      default -> {}
    }
  }

  private void call(JsonNode request, String tool, JsonNode input) throws IOException {
    switch (tool) {
      case "env" -> text(request, new TreeMap<>(System.getenv()).toString(), false);
      case "fail" -> text(request, "no such thing", true);
      case "refuse" ->
          send(
              "{\"jsonrpc\":\"2.0\",\"id\":"
                  + request.path("id")
                  + ",\"error\":{\"code\":-32602,\"message\":\"bad "
                  + System.getenv("TOKEN")
                  + "\"}}");
      case "huge" -> text(request, "x".repeat(1 << 20), false);
      case "flood" -> text(request, "x".repeat(9 << 20), false);
      case "die" -> System.exit(5);
      case "grow" -> {
        more++;
        for (String kind : List.of("tools", "prompts")) {
          send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/" + kind + "/list_changed\"}");
        }
        text(request, "grown", false);
      }
      case "ask", "visit" -> {
        asking = request;
        ask(input);
      }
      case "steps" -> {
        JsonNode token = request.at("/params/_meta/progressToken");
        progress("{\"progressToken\":" + token + ",\"progress\":1,\"total\":2.5}");
        progress("{\"progressToken\":" + token + ",\"progress\":2,\"message\":\"half\\nway\"}");
        progress("{\"progressToken\":\"other\",\"progress\":3}");
        text(request, "done", false);
      }
      case "hang" -> Files.writeString(Path.of("hanging"), "");
      case "picture" ->
          answer(
              request,
              """
              {"content":[{"type":"text","text":"see"},
               {"type":"image","data":"aGk=","mimeType":"image/png"}]}
              """);
      case "data" ->
          answer(
              request,
              """
              {"content":[{"type":"text","text":"{\\"n\\": 1}"}],"structuredContent":{"n":1}}
              """);
      case "wrapped" ->
          answer(
              request,
              """
              {"content":[{"type":"text","text":"hello"}],"structuredContent":{"content":"hello"}}
              """);
      default -> text(request, "heard " + input.path("text").asText(), false);
    }
  }

  private void progress(String params) {
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":" + params + "}");
  }

  /** Asks the user what it is told to ask; the answer is the result of the call. */
  private void ask(JsonNode params) {
    send(
        "{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"elicitation/create\",\"params\":"
            + params
            + "}");
  }

  private void answered(JsonNode response) throws IOException {
    JsonNode request = asking;
    if (request != null) {
      text(request, response.path("result").toString(), false);
    }
  }

  private void text(JsonNode request, @Nullable String text, boolean failed) throws IOException {
    ObjectNode result = JSON.createObjectNode().put("isError", failed);
    result.putArray("content").addObject().put("type", "text").put("text", text);
    answer(request, result.toString());
  }

  private void answer(JsonNode request, String result) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("result", JSON.readTree(result));
    answer.put("jsonrpc", "2.0").set("id", request.path("id"));
    send(answer.toString());
  }

  private void send(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
