package acp.transfer.page;

import acp.event.Entry;
import acp.event.Event;
import acp.event.Instructions;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reader is told of the events beside the conversation. */
final class Notes {
  private static final Event.Severity INFO = Event.Severity.INFO;

  private Notes() {}

  /** The note; null where there is nothing to say. */
  static @Nullable Scene of(Entry entry) {
    Instant at = entry.at();
    return switch (entry.event()) {
      case Event.NoticeRaised e ->
          new Scene.Note(
              at, e.severity(), e.title(), e.description() == null ? "" : e.description());
      case Event.SessionOpened e when e.parent() != null ->
          new Scene.Note(at, INFO, "Branched from session " + e.parent(), e.cwd());
      case Event.ConfigChanged e ->
          new Scene.Note(
              at,
              INFO,
              "Settings",
              new TreeMap<>(e.values())
                  .entrySet().stream()
                      .map(each -> each.getKey() + ": " + each.getValue())
                      .collect(Collectors.joining(", ")));
      case Event.InstructionsLoaded e ->
          new Scene.Note(
              at, INFO, "Instructions", lines(e.files().stream().map(Instructions::path).toList()));
      case Event.FilesRestored e ->
          new Scene.Note(
              at, INFO, e.redone() ? "Changes made again" : "Changes undone", lines(e.paths()));
      case Event.CommandRun e -> new Scene.Note(at, INFO, "Command /" + e.command(), "");
      case Event.ContextCleared _ -> new Scene.Note(at, INFO, "Context cleared", "");
      case Event.ContextTrimmed e ->
          new Scene.Note(at, INFO, "Context trimmed", "to " + turns(e.turns()));
      case Event.Rewound e ->
          new Scene.Note(
              at,
              INFO,
              "Conversation taken back",
              turns(e.turns()) + ", not shown here unless brought back later");
      case Event.RewindUndone _ -> new Scene.Note(at, INFO, "What was taken back is back", "");
      case Event.ContextRestored _ -> new Scene.Note(at, INFO, "Context restored", "");
      case Event.CompactionEnded e -> compaction(e, at);
      case Event.Unknown e ->
          new Scene.Note(at, INFO, "Something this version does not know", e.type());
      default -> null;
    };
  }

  private static Scene compaction(Event.CompactionEnded e, Instant at) {
    String text = e.text() == null ? "" : e.text();
    return switch (e.status()) {
      case COMPLETED -> new Scene.Note(at, INFO, "The conversation up to here, summarised", text);
      case FAILED ->
          new Scene.Note(at, Event.Severity.WARNING, "The conversation was not summarised", text);
      case CANCELLED ->
          new Scene.Note(at, INFO, "The conversation was not summarised", "Cancelled.");
    };
  }

  private static String turns(int turns) {
    return turns == 1 ? "1 turn" : turns + " turns";
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }
}
