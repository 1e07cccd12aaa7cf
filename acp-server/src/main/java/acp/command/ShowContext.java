package acp.command;

import acp.event.Event;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /context}: what the model is given, part by part. */
final class ShowContext implements Command {
  /** What a token is in most languages, roughly. */
  private static final int BYTES_PER_TOKEN = 4;

  private final Means.Inspector inspector;

  ShowContext(Means.Inspector inspector) {
    this.inspector = inspector;
  }

  @Override
  public Mono<String> run(Call call) {
    return inspector
        .inspect(call.turn(), call.history())
        .map(fill -> table(fill) + notes(fill) + "\n" + window(call.turn().state().usage()));
  }

  private static String table(Means.Fill fill) {
    StringBuilder text = new StringBuilder("| Part | Bytes | Tokens, roughly |\n|---|---:|---:|\n");
    long all = 0;
    for (Means.Part part : fill.parts()) {
      String what = part.isFile() ? Markdown.code(part.what()) : Markdown.text(part.what());
      row(text, part.count() > 0 ? what + " (" + part.count() + ")" : what, part.bytes());
      all += part.bytes();
    }
    row(text, "**All**", all);
    return text.toString();
  }

  private static void row(StringBuilder text, String what, long bytes) {
    text.append("| ").append(what).append(" | ").append(Figures.number(bytes)).append(" | ");
    text.append(Figures.number(Math.ceilDiv(bytes, BYTES_PER_TOKEN))).append(" |\n");
  }

  private static String notes(Means.Fill fill) {
    StringBuilder text = new StringBuilder();
    if (fill.pictures() > 0) {
      text.append("\n- Pictures, which are not counted: ").append(fill.pictures()).append('\n');
    }
    for (String note : fill.notes()) {
      text.append("\n- Left out: ").append(Markdown.text(note)).append('\n');
    }
    return text.toString();
  }

  private static String window(Event.@Nullable UsageReported last) {
    return last == null
        ? "No model has reported any tokens in this session yet.\n"
        : "Used: " + Figures.context(last) + ".\n";
  }
}
