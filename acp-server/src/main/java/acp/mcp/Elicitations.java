package acp.mcp;

import acp.protocol.AcpException;
import acp.session.Client;
import acp.tool.Clip;
import acp.tool.OneLine;
import acp.tool.ask.Discretion;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * What a server wants to know from the user while it works on a call: a form, or a page to open,
 * through the client where that offers it. Declined where nobody can be asked, where the form
 * cannot be shown, and where a secret would be given away. Thread-safe.
 */
final class Elicitations {
  private static final Logger log = LoggerFactory.getLogger(Elicitations.class);
  private static final int LONGEST_MESSAGE = 4 * 1024;

  /** How often a form is shown anew because a number was none. */
  private static final int MOST_TRIES = 5;

  private final String server;
  private final Calls calls;

  Elicitations(String server, Calls calls) {
    this.server = server;
    this.calls = calls;
  }

  /** What the user filled in, or that there is nothing. */
  Mono<ElicitResult> form(McpSchema.ElicitFormRequest request) {
    return Mono.defer(
            () -> {
              Calls.Call call = calls.latest();
              ElicitedForm form = ElicitedForm.of(request.requestedSchema());
              if (call == null
                  || form == null
                  || form.asksForSecret(request.message())
                  || !call.caller().turn().client().offersForms()) {
                return declined();
              }
              return call.ask(fill(call, form, request.message(), "", MOST_TRIES));
            })
        .defaultIfEmpty(result(Action.DECLINE))
        .onErrorResume(AcpException.class, _ -> declined());
  }

  private Mono<ElicitResult> fill(
      Calls.Call call, ElicitedForm form, String message, String before, int tries) {
    Client client = call.caller().turn().client();
    String asked = before + server + ": " + Clip.middle(message, LONGEST_MESSAGE);
    return client
        .fill(call.caller().turn().session(), null, form.form(asked))
        .flatMap(
            answers -> {
              String wrong = form.wrong(answers);
              if (wrong == null) {
                return Mono.just(new ElicitResult(Action.ACCEPT, form.content(answers)));
              }
              return tries > 1 ? fill(call, form, message, wrong + " ", tries - 1) : declined();
            });
  }

  /** Whether the user agreed to open the page. */
  Mono<ElicitResult> page(McpSchema.ElicitUrlRequest request) {
    return Mono.defer(
            () -> {
              Calls.Call call = calls.latest();
              URI page = Discretion.page(request.url());
              if (call == null
                  || page == null
                  || !call.caller().context().questions().takesPages()) {
                log.debug("MCP server {} wants a page to be opened that is not", server);
                return declined();
              }
              String why = OneLine.of(server + ": " + request.message());
              return call.ask(call.caller().context().questions().open(page, why))
                  .map(agreed -> result(agreed ? Action.ACCEPT : Action.DECLINE));
            })
        .defaultIfEmpty(result(Action.DECLINE))
        .onErrorResume(AcpException.class, _ -> declined());
  }

  private static Mono<ElicitResult> declined() {
    return Mono.just(result(Action.DECLINE));
  }

  private static ElicitResult result(Action action) {
    return ElicitResult.builder(action).build();
  }
}
