package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Content;
import acp.event.Event;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.Form;
import acp.tool.ListClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** A command without its value, where the client has forms. */
@Timeout(20)
class FormPickerTest {
  private final Counter counter = new Counter();

  /** A client with forms, all answered alike. */
  private static final class Formal extends ListClient {
    final List<Form> forms = new ArrayList<>();
    private final Mono<Map<String, List<String>>> answer;

    Formal(Mono<Map<String, List<String>>> answer) {
      this.answer = answer;
    }

    @Override
    public boolean offersForms() {
      return true;
    }

    @Override
    public Mono<Map<String, List<String>>> fill(
        SessionId session, @Nullable CallId call, Form form) {
      forms.add(form);
      return answer;
    }
  }

  private String modeAfter(Formal client) {
    counter.picker = new FormPicker();
    Counter.await(counter.session.prompt(List.of(new Content.Text("/mode")), client, Mono.never()));
    return counter.session.state().setting("mode", "?");
  }

  @Test
  void theUserIsShownTheChoicesAndTheCurrentOneAndTheChoiceIsSet() {
    Formal client = new Formal(Mono.just(Map.of("value", List.of("accept_edits"))));

    String mode = modeAfter(client);

    assertEquals("accept_edits", mode);
    Form.Field field = client.forms.getFirst().fields().getFirst();
    assertEquals("ask", field.initial());
    assertEquals(
        List.of("ask", "accept_edits", "plan", "auto"),
        field.options().stream().map(Form.Option::value).toList());
  }

  @Test
  void aUserWhoDoesNotChooseChangesNothing() {
    assertEquals("ask", modeAfter(new Formal(Mono.empty())));
  }

  @Test
  void whereFormsFailTheChoicesAreListed() {
    AcpException failed = new AcpException(ErrorCode.METHOD_NOT_FOUND, "nope");

    assertEquals("ask", modeAfter(new Formal(Mono.error(failed))));

    boolean listed =
        counter.seen.all(Event.MessageChunk.class).stream()
            .anyMatch(chunk -> chunk.text().contains("`accept_edits`"));
    assertTrue(listed);
  }
}
