package acp.tool.ask;

import static java.util.Objects.requireNonNull;

import acp.event.CallId;
import acp.event.SessionId;
import acp.session.Client;
import acp.session.Form;
import acp.tool.Questions;
import java.net.URI;
import java.util.List;
import reactor.core.publisher.Mono;

/** Asks through the client, for one call of a tool. */
public final class ClientQuestions implements Questions {
  private static final String ANSWER = "answer";

  private final Client client;
  private final SessionId session;
  private final CallId call;

  public ClientQuestions(Client client, SessionId session, CallId call) {
    this.client = requireNonNull(client, "client");
    this.session = requireNonNull(session, "session");
    this.call = requireNonNull(call, "call");
  }

  @Override
  public boolean takesForms() {
    return client.offersForms();
  }

  @Override
  public boolean takesPages() {
    return client.offersPages();
  }

  @Override
  public Mono<List<String>> ask(String question, List<Choice> choices, boolean several) {
    Form.Kind kind =
        choices.isEmpty() ? Form.Kind.TEXT : several ? Form.Kind.SEVERAL : Form.Kind.ONE;
    List<Form.Option> options =
        choices.stream().map(choice -> new Form.Option(choice.value(), choice.title())).toList();
    var field = new Form.Field(ANSWER, "Answer", kind, options, null);
    return client
        .fill(session, call, new Form(question, List.of(field)))
        .mapNotNull(filled -> filled.get(ANSWER));
  }

  @Override
  public Mono<Boolean> open(URI page, String why) {
    return client.open(session, call, page, why);
  }
}
