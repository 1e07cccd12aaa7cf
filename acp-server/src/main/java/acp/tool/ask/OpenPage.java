package acp.tool.ask;

import acp.event.Risk;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Questions;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * {@code open_page}: asks the user to open a page in their own browser. The address holds nothing
 * that lets its reader in somewhere: it is shown, kept, and may be read by others on its way.
 */
public final class OpenPage implements Tool {
  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
            "open_page",
            "Asks the user to open a page in their browser, such as a form to sign or a preview. Says"
                + " whether they agreed, not what they did there.",
            """
        {"type": "object", "required": ["url", "reason"], "properties": {
          "url": {"type": "string", "description": "https, without credentials in it"},
          "reason": {"type": "string", "description": "what the user shall do there"}}}
        """,
            false)
        .atWorst(Risk.NONE);
  }

  @Override
  public Mono<Intent> intend(JsonNode json, ToolContext context) {
    return Mono.fromCallable(
        () -> {
          Input input = new Input(json);
          URI page = page(input);
          input.filledText("reason");
          return new Intent(
              "Open " + OneLine.of(page.toString()),
              ToolKind.OTHER,
              Risk.NONE,
              List.of(),
              List.of(),
              "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode json, Intent intent, ToolContext context) {
    Input input = new Input(json);
    URI page = page(input);
    Questions questions = context.questions();
    if (!questions.takesPages()) {
      return Mono.just(unasked(page));
    }
    return questions
        .open(page, input.filledText("reason"))
        .map(
            agreed ->
                agreed
                    ? ToolResult.text(
                        "The user agreed to open the page. What came of it is unknown.")
                    : ToolResult.failure("The user did not want to open the page."))
        .onErrorResume(AcpException.class, _ -> Mono.just(unasked(page)));
  }

  private static ToolResult unasked(URI page) {
    return ToolResult.failure(
        "Pages cannot be opened from here. Put the address " + page + " in your answer and stop.");
  }

  private static URI page(Input input) {
    String url = input.filledText("url");
    URI page = Discretion.address(url);
    if (page == null) {
      throw input.wrong("url", "`url` must be an https address with a host.");
    }
    if (Discretion.isKey(page, url)) {
      throw input.wrong("url", "`url` must not hold credentials, tokens or codes.");
    }
    return page;
  }
}
