package acp.command;

import acp.protocol.AcpException;
import acp.session.ConfigOption;
import acp.session.Form;
import acp.session.Turn;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lets the user pick by a form, where the client has forms; one whose forms fail has none. */
public final class FormPicker implements Means.Picker {
  private static final String FIELD = "value";

  @Override
  public Mono<String> pick(Turn turn, ConfigOption option, String current) {
    if (!turn.client().offersForms()) {
      return Mono.empty();
    }
    List<Form.Option> values =
        option.choices().stream()
            .map(choice -> new Form.Option(choice.value(), choice.name()))
            .toList();
    var field = new Form.Field(FIELD, option.name(), Form.Kind.ONE, values, current);
    return turn.client()
        .fill(turn.session(), null, new Form(question(option), List.of(field)))
        .mapNotNull(filled -> filled.get(FIELD))
        .map(List::getFirst)
        .onErrorResume(AcpException.class, _ -> Mono.empty());
  }

  private static String question(ConfigOption option) {
    return option.description() == null ? option.name() : option.description();
  }
}
